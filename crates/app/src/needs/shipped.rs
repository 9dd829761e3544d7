//! The rules and names of services that ship, inside the binary.

use std::sync::LazyLock;

use pana_forms::Form;
use pana_forms::workbook::Workbook;
use pana_rules::{RuleSet, Taxonomy, Vocabulary};

use crate::contract::Texts;

const RULES: &[u8] = include_bytes!("../../../../differentiation/rules.csv");
const SERVICES: &[u8] = include_bytes!("../../../../differentiation/services.csv");
const CODES: &[u8] = include_bytes!("../../../../differentiation/codes.csv");

/// The rules; `None` if the program was built with a table that cannot be read, which a test keeps from happening.
static SHIPPED: LazyLock<Option<RuleSet>> = LazyLock::new(|| {
    // What they ask about is looked at by the tests of `pana-rules`: a questionnaire that a centre has changed keeps no rule
    // from being asked, it only leaves more of them not known.
    RuleSet::read(&table("rules", RULES)?, &Vocabulary::default()).rules
});

static TAXONOMY: LazyLock<Taxonomy> = LazyLock::new(|| {
    let tables = table("services", SERVICES).zip(table("codes", CODES));
    tables.map(|(services, names)| Taxonomy::read(&services, &names)).unwrap_or_default()
});

fn table(name: &str, bytes: &[u8]) -> Option<Workbook> {
    Workbook::from_csv(name, &[(name, bytes)]).ok()
}

/// The rows of a table that ships, each by its columns; none of one that cannot be read, which a test keeps from happening.
pub(crate) fn read_table<const N: usize>(name: &str, bytes: &[u8], columns: [&str; N]) -> Vec<[String; N]> {
    let Some(book) = table(name, bytes) else { return Vec::new() };
    let Some(sheet) = book.sheets.first() else { return Vec::new() };
    let Some(head) = sheet.rows.first() else { return Vec::new() };
    let place = |name: &str| head.cells.iter().find(|cell| cell.text.trim() == name).map(|cell| cell.column);
    let places = columns.map(place);
    let rows = sheet.rows.iter().skip(1);
    rows.map(|row| places.map(|place| place.map_or("", |at| row.text(at)).trim().to_owned())).collect()
}

/// The table of the rules that ship.
pub(crate) fn rules_workbook() -> Option<Workbook> {
    table("rules", RULES)
}

/// The rules that ship. They are read once, at the first call.
pub(crate) fn rules() -> Option<&'static RuleSet> {
    SHIPPED.as_ref()
}

/// What a table of rules may name: these questionnaires, and the needs and kinds of services that ship.
pub(crate) fn vocabulary<'f>(forms: impl IntoIterator<Item = &'f Form>) -> Vocabulary {
    let services = TAXONOMY.services().map(|kind| kind.code.clone());
    let needs = TAXONOMY.codes("need_code").map(str::to_owned);
    let kinds = TAXONOMY.services().filter(|kind| kind.group.is_some());
    Vocabulary::of(forms).with_services(services).with_needs(needs).with_answers(kinds)
}

/// The kinds of services, and what codes are called.
pub(crate) fn taxonomy() -> &'static Taxonomy {
    &TAXONOMY
}

/// May a referral to a service of this kind bring somebody into danger? A supervisor makes it ready.
pub(crate) fn is_sensitive(code: &str) -> bool {
    taxonomy().service(code).is_some_and(|kind| kind.is_sensitive)
}

/// Is it the code of a need?
pub(super) fn is_need(code: &str) -> bool {
    TAXONOMY.name("need_code", code).is_some()
}

/// What a code of a list is called; empty for none of it.
pub(crate) fn named(list: &str, code: &str) -> Texts {
    TAXONOMY.name(list, code).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_that_ship_are_in_the_program() {
        assert!(rules().is_some_and(|rules| rules.rules().len() > 150));
        assert!(taxonomy().services().count() > 120);
    }
}
