//! What was read and waits to be taken in.

use std::sync::Arc;

use pana_casework::rule_set::RulesState;

/// A table of rules that waits to be taken in: what is taken in is what was looked at, whatever has become of the file meanwhile.
pub(crate) struct RulesCandidate {
    /// Names it.
    pub(super) name: String,
    pub(super) what: Waiting,
    /// What was said of the rules when it was compared.
    pub(super) against: Arc<RulesState>,
}

pub(super) enum Waiting {
    Shipped,
    Own { table: Vec<u8>, file: String, rules: u32 },
}
