//! What is known of a person that services ask about. Which answers say what is a table (`differentiation/seeker.csv`), since
//! questionnaires are data; what no answer says is not known.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use pana_casework::born_of_all;
use pana_directory::{Seeker, Sex, Trait, Truthful};
use pana_model::{CaseId, Moment};
use pana_rules::Record;

use crate::contract::AppError;
use crate::desk::Desk;
use crate::needs::read_table;

const TABLE: &[u8] = include_bytes!("../../../../differentiation/seeker.csv");

/// A row: what follows, and the answers of which one says so.
struct Says {
    kind: String,
    code: String,
    is: Truthful,
    form: String,
    question: String,
    values: Vec<String>,
}

static SAYS: LazyLock<Vec<Says>> = LazyLock::new(|| {
    let rows = read_table("seeker", TABLE, ["kind", "code", "is", "form", "question", "value"]);
    let row = |[kind, code, is, form, question, value]: [String; 6]| Says {
        kind,
        code,
        is: if is == "no" { Truthful::No } else { Truthful::Yes },
        form,
        question,
        values: value.split_whitespace().map(str::to_owned).collect(),
    };
    rows.into_iter().map(row).collect()
});

/// What is known of the person of a case: the age by the profile, the rest by the newest answers that the member may read.
pub(super) fn seeker(desk: &Desk, case: CaseId, answers: &[Record], now: Moment) -> Result<Seeker, AppError> {
    let profile = desk.store.person(case)?.profile;
    let all = |property: &str| profile.iter().find(|fact| fact.property == property).map(|fact| fact.all());
    let ages = born_of_all(|property| all(property).unwrap_or_default()).and_then(|born| born.ages_on(now.date()));
    Ok(Seeker { ages, ..of_answers(answers) })
}

fn of_answers(answers: &[Record]) -> Seeker {
    let newest: BTreeMap<&str, &Record> = answers.iter().map(|record| (record.form(), record)).collect();
    let is_said = |row: &&Says| {
        let said = newest.get(row.form.as_str()).and_then(|record| record.value(&row.question));
        said.is_some_and(|said| said.split_whitespace().any(|one| row.values.iter().any(|value| value == one)))
    };
    let mut seeker = Seeker::default();
    for row in SAYS.iter().filter(is_said) {
        let of = match row.kind.as_str() {
            "sex" => {
                seeker.sex = if row.code == Sex::Female.as_str() { Some(Sex::Female) } else { Some(Sex::Male) };
                continue;
            }
            "language" => {
                if !seeker.languages.contains(&row.code) {
                    seeker.languages.push(row.code.clone());
                }
                continue;
            }
            kind => Trait::ALL.iter().find(|of| of.as_str() == kind),
        };
        if let Some(of) = of {
            seeker.facts = std::mem::take(&mut seeker.facts).with(*of, &row.code, row.is);
        }
    }
    seeker
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use super::*;

    #[test]
    fn answers_say_what_the_table_says_and_what_is_not_answered_is_not_known() {
        let answers = [Record::new(
            "intake",
            Moment::from_unix_ms(0).unwrap(),
            [
                ("sex", "female"),
                ("native_language", "arabic"),
                ("special_needs", "pregnancy other"),
                ("documents", "none"),
            ],
        )];
        let seeker = of_answers(&answers);
        assert_eq!(seeker.sex, Some(Sex::Female));
        assert_eq!(seeker.languages, ["ar"]);
        assert_eq!(seeker.facts.is(Trait::Family, "pregnant"), Some(true));
        assert_eq!(seeker.facts.is(Trait::Registration, "any_id"), Some(false));
        assert_eq!(seeker.facts.is(Trait::Family, "single_parent"), None, "nobody said that she is none");
        assert_eq!(seeker.facts.is(Trait::Status, "disability"), None);
    }

    #[test]
    fn every_row_of_the_table_asks_a_question_that_there_is() {
        assert!(SAYS.len() > 20);
        for row in SAYS.iter() {
            let known =
                ["sex", "language"].contains(&&*row.kind) || Trait::ALL.iter().any(|of| of.as_str() == row.kind);
            assert!(known && !row.values.is_empty(), "{} {}", row.kind, row.code);
            let form = crate::shipped_forms().find(|form| form.id() == row.form).unwrap();
            assert!(form.nodes().iter().any(|node| node.name == row.question), "{}", row.question);
        }
    }
}
