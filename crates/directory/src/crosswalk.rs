//! What the terms of other taxonomies mean in our words.
//!
//! A directory sorts its services by a taxonomy of its own. A crosswalk is a table that a coordinator can open in a
//! spreadsheet: for a term, which kind of service of ours it is, or whom it is for. A term without a row means nothing, and
//! its service is found by words alone.

use std::collections::BTreeMap;

use pana_forms::Severity;

use crate::model::{AgeLimits, Said};
use crate::problem::{At, DirectoryProblem, DirectoryProblemCode as Code, Report};
use crate::text;
use crate::value::number;

/// What a term means.
#[derive(Debug, Clone, PartialEq)]
pub enum Meaning {
    /// A kind of service, by our code.
    Service(String),
    /// For those of a sex alone.
    Sex(Sex),
    /// For those of an age alone.
    Ages(AgeLimits),
    /// For those alone of whom a code is true.
    Is(Trait, String),
    /// How one refers.
    Method(String),
    /// No list and no paper may name it.
    Unsafe,
}

/// The sex that a service is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// Women and girls.
    Female,
    /// Men and boys.
    Male,
}

/// Of what a code is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trait {
    /// The family: `single_parent`, `pregnant`.
    Family,
    /// The status: `refugee`, `disability`.
    Status,
    /// Papers and registration: `asylum_card`. `none` means that nobody is asked for any.
    Registration,
}

impl Sex {
    /// The word of tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
        }
    }
}

impl Trait {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Family, Self::Status, Self::Registration];

    /// The word of tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::Status => "status",
            Self::Registration => "registration",
        }
    }
}

/// Meanings of terms.
#[derive(Debug, Clone, Default)]
pub struct Crosswalk {
    /// By taxonomy and term, both in small letters.
    meanings: BTreeMap<(String, String), Vec<Meaning>>,
}

/// Means every taxonomy.
const ANY: &str = "*";
/// Columns that every table has.
const NEEDED: [&str; 4] = ["taxonomy", "term", "kind", "code"];
/// What a row can be about.
const KINDS: &str = "service|sex|age|family|status|registration|method|naming";

impl Crosswalk {
    /// Reads a table with the columns `taxonomy` (its name, or `*`), `term` (its code, or its name where it has none), `kind`
    /// and `code`; others are notes. A term that means several things has a row for each. A table with a mistake is not
    /// used at all.
    ///
    /// Kinds: `service` with a code of ours; `sex` with `female` or `male`; `age` with `0-17`, `18-`; `family`, `status`,
    /// `registration` with a code; `method` with how one refers; `naming` with `unsafe`.
    pub fn read(file: &str, bytes: &[u8], is_service: impl Fn(&str) -> bool) -> (Option<Self>, Vec<DirectoryProblem>) {
        let mut report = Report::default();
        let at = At::file(file);
        let text = text::decode(bytes, None, at, &mut report);
        let table = text.and_then(|text| text::table(&text, at, &mut report));
        let mut crosswalk = Self::default();
        if let Some(table) = table {
            let missing: Vec<&str> = NEEDED.into_iter().filter(|name| table.column(name).is_none()).collect();
            missing.iter().for_each(|name| report.say(at.column(name), Code::ColumnMissing, &[("name", name)]));
            if !missing.is_empty() {
                return (None, report.finish());
            }
            for row in table.rows() {
                let [taxonomy, term, kind, code] = NEEDED.map(|name| row.get(name).trim());
                let at = at.row(row.line());
                match meaning(kind, code) {
                    None => {
                        report.say(at, Code::MeaningUnknown, &[("value", &format!("{kind} {code}")), ("words", KINDS)])
                    }
                    Some(Meaning::Service(code)) if !is_service(&code) => {
                        report.say(at.column("code"), Code::ServiceUnknown, &[("value", &code)]);
                    }
                    Some(_) if term.is_empty() => report.say(at.column("term"), Code::CellMissing, &[]),
                    Some(meaning) => {
                        let key = (taxonomy.to_lowercase(), term.to_lowercase());
                        crosswalk.meanings.entry(key).or_default().push(meaning);
                    }
                }
            }
        }
        let problems = report.finish();
        let usable = problems.iter().all(|problem| problem.severity != Severity::Error);
        (usable.then_some(crosswalk), problems)
    }

    /// What a term means that was said of a service; nothing where no row speaks of it. Our own codes mean themselves.
    pub fn meanings_of(&self, said: &Said, is_service: impl Fn(&str) -> bool) -> Vec<Meaning> {
        let names = [&said.code, &said.name].map(|name| name.to_lowercase());
        let taxonomies = [said.taxonomy.to_lowercase(), ANY.to_owned()];
        let names = names.iter().filter(|name| !name.is_empty());
        for name in names.clone() {
            for taxonomy in &taxonomies {
                if let Some(found) = self.meanings.get(&(taxonomy.clone(), name.clone())) {
                    return found.clone();
                }
            }
        }
        if is_service(&said.code) { vec![Meaning::Service(said.code.clone())] } else { Vec::new() }
    }
}

fn meaning(kind: &str, code: &str) -> Option<Meaning> {
    let code = code.to_lowercase();
    let of = |which: Trait| (!code.is_empty()).then(|| Meaning::Is(which, code.clone()));
    match kind.to_lowercase().as_str() {
        "service" => (!code.is_empty()).then(|| Meaning::Service(code.clone())),
        "sex" if code == "female" => Some(Meaning::Sex(Sex::Female)),
        "sex" if code == "male" => Some(Meaning::Sex(Sex::Male)),
        "age" => ages(&code).map(Meaning::Ages),
        "family" => of(Trait::Family),
        "status" => of(Trait::Status),
        "registration" => of(Trait::Registration),
        "method" => (!code.is_empty()).then(|| Meaning::Method(code.clone())),
        "naming" if code == "unsafe" => Some(Meaning::Unsafe),
        _ => None,
    }
}

/// `0-17`, `18-`, `-17`.
fn ages(text: &str) -> Option<AgeLimits> {
    let (least, greatest) = text.split_once('-')?;
    let end = |text: &str| (!text.is_empty()).then(|| number(text).filter(|age| *age >= 0.0));
    let (least, greatest) = (end(least), end(greatest));
    let readable = least != Some(None) && greatest != Some(None) && (least.is_some() || greatest.is_some());
    readable.then_some(AgeLimits { least: least.flatten(), greatest: greatest.flatten() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(taxonomy: &str, code: &str, name: &str) -> Said {
        let [taxonomy, code, name] = [taxonomy, code, name].map(str::to_owned);
        Said { taxonomy, code, name, link: String::new(), value: String::new() }
    }

    const IS_SERVICE: fn(&str) -> bool = |code| ["dom_essentials", "psy_crisis"].contains(&code);

    #[test]
    fn a_term_means_what_its_rows_say_and_the_row_of_its_taxonomy_before_that_of_any() {
        let table = b"taxonomy,term,kind,code,note\n*,Food,service,dom_essentials,\n*,food,age,18-,\n\
            Own,food,service,psy_crisis,\n*,Women only,sex,female,by its name\n";
        let (crosswalk, problems) = Crosswalk::read("crosswalk.csv", table, IS_SERVICE);
        assert_eq!(problems, []);
        let crosswalk = crosswalk.unwrap();
        let meanings = |said: Said| crosswalk.meanings_of(&said, IS_SERVICE);
        let adults = AgeLimits { least: Some(18.0), greatest: None };
        let food = [Meaning::Service("dom_essentials".to_owned()), Meaning::Ages(adults)];
        assert_eq!(meanings(said("Other", "food", "Food and water")), food);
        assert_eq!(meanings(said("own", "food", "")), [Meaning::Service("psy_crisis".to_owned())]);
        assert_eq!(meanings(said("x", "", "Women only")), [Meaning::Sex(Sex::Female)]);
        assert_eq!(meanings(said("x", "psy_crisis", "")), [Meaning::Service("psy_crisis".to_owned())], "our own code");
        assert_eq!(meanings(said("x", "unheard", "of")), []);
    }

    #[test]
    fn a_table_with_a_mistake_is_not_used_and_says_where() {
        let table = b"taxonomy,term,kind,code\n*,a,service,dom_nothing\n*,b,colour,red\n*,c,age,old\n*,,sex,female\n";
        let (crosswalk, problems) = Crosswalk::read("c.csv", table, IS_SERVICE);
        assert!(crosswalk.is_none());
        assert_eq!(
            problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
            [
                "c.csv:2 code service-unknown value=dom_nothing".to_owned(),
                format!("c.csv:3 meaning-unknown value=colour red words={KINDS}"),
                format!("c.csv:4 meaning-unknown value=age old words={KINDS}"),
                "c.csv:5 term cell-missing".to_owned(),
            ]
        );
        let (crosswalk, problems) = Crosswalk::read("c.csv", b"taxonomy,term\n", IS_SERVICE);
        assert!(crosswalk.is_none() && problems.len() == 2);
    }
}
