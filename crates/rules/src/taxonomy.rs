//! What services and needs there are, and what they are called.

use std::collections::{BTreeMap, BTreeSet};

use pana_forms::workbook::Workbook;

use crate::rule::Rule;
use crate::table::{Columns, lines};
use crate::words::{Actor, Level};

/// How the columns of names begin.
const LABEL: &str = "label";

/// A kind of service: what is given, by whichever provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceKind {
    /// Its code.
    pub code: String,
    /// The group it belongs to; `None` for a group itself.
    pub group: Option<String>,
    /// Its name, by language.
    pub label: BTreeMap<String, String>,
    /// Level of work; `None` where the table does not say.
    pub level: Option<Level>,
    /// Who gives it, the nearest to the person first.
    pub actor_first: Option<Actor>,
    /// Is it one of the state standard?
    pub in_state_standard: bool,
    /// Does a supervisor make a referral to it ready, since it may bring somebody into danger?
    pub is_sensitive: bool,
    /// Codes of the needs that it answers; none for a group.
    pub needs: BTreeSet<String>,
}

/// The kinds of services, and the names of needs and of the other codes that rules use.
#[derive(Debug, Clone, Default)]
pub struct Taxonomy {
    services: BTreeMap<String, ServiceKind>,
    /// By list and code, the names by language.
    names: BTreeMap<(String, String), BTreeMap<String, String>>,
}

impl Taxonomy {
    /// Reads the first sheet of each: `services` with the columns `code`, `parent`, `label_kk` …, `level`, `actor_first`,
    /// `in_state_standard`, `sensitive`, `needs`; `names` with `list_name`, `code`, `label_kk` …. A row without a code is left out.
    pub fn read(services: &Workbook, names: &Workbook) -> Self {
        let mut taxonomy = Self::default();
        if let Some((sheet, head)) = services.sheets.first().and_then(|sheet| Some((sheet, sheet.rows.first()?))) {
            let columns = Columns::of(head, LABEL);
            for line in lines(&columns, sheet).filter(|line| !line.text("code").is_empty()) {
                let kind = ServiceKind {
                    code: line.text("code").to_owned(),
                    group: Some(line.text("parent").to_owned()).filter(|parent| !parent.is_empty()),
                    label: line.texts().map(|(language, text, _)| (language.to_owned(), text.to_owned())).collect(),
                    level: line.text("level").parse().ok(),
                    actor_first: line.text("actor_first").parse().ok(),
                    in_state_standard: line.text("in_state_standard") == "yes",
                    is_sensitive: line.text("sensitive") == "yes",
                    needs: line.codes("needs").into_iter().collect(),
                };
                taxonomy.services.insert(kind.code.clone(), kind);
            }
        }
        if let Some((sheet, head)) = names.sheets.first().and_then(|sheet| Some((sheet, sheet.rows.first()?))) {
            let columns = Columns::of(head, LABEL);
            for line in lines(&columns, sheet) {
                let key = (line.text("list_name").to_owned(), line.text("code").to_owned());
                let label = line.texts().map(|(language, text, _)| (language.to_owned(), text.to_owned())).collect();
                taxonomy.names.insert(key, label);
            }
        }
        taxonomy
    }

    /// A kind of service.
    pub fn service(&self, code: &str) -> Option<&ServiceKind> {
        self.services.get(code)
    }

    /// All kinds of services, by code; groups among them.
    pub fn services(&self) -> impl Iterator<Item = &ServiceKind> {
        self.services.values()
    }

    /// The kinds that a rule proposes for one of its needs, in the order of the rule: those that answer it. One that answers none
    /// of the rule's needs is proposed for each of them, so that nothing that a rule proposes is lost. None for a need that
    /// the rule does not name. O(services × needs) of the rule.
    pub fn offered<'r>(&self, rule: &'r Rule, need: &'r str) -> impl Iterator<Item = &'r str> {
        let is_named = rule.needs.iter().any(|named| named == need);
        let answers = |kind: &str, need: &str| self.service(kind).is_some_and(|kind| kind.needs.contains(need));
        let is_offered = move |kind: &&str| answers(kind, need) || !rule.needs.iter().any(|named| answers(kind, named));
        rule.services.iter().map(String::as_str).filter(move |kind| is_named && is_offered(kind))
    }

    /// The name of a code in a list, by language.
    pub fn name(&self, list: &str, code: &str) -> Option<&BTreeMap<String, String>> {
        self.names.get(&(list.to_owned(), code.to_owned()))
    }

    /// The codes of a list.
    pub fn codes<'t>(&'t self, list: &'t str) -> impl Iterator<Item = &'t str> {
        self.names.keys().filter(move |(of, _)| of == list).map(|(_, code)| code.as_str())
    }
}
