//! The rules and names of services that ship, inside the binary.

use std::sync::LazyLock;

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

/// The rules that ship. They are read once, at the first call.
pub(super) fn rules() -> Option<&'static RuleSet> {
    SHIPPED.as_ref()
}

/// The kinds of services, and what codes are called.
pub(super) fn taxonomy() -> &'static Taxonomy {
    &TAXONOMY
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
