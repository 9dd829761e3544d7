//! What people are found by: the keys that `view_token` and `draft_token` hold, and ranges of them.

use std::ops::ControlFlow;

use pana_casework::{phone_key, profile, search_keys};
use pana_model::CaseId;

use crate::disk::StoreError;

/// Kinds of search keys, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Matched {
    /// Part of a name.
    Name = 0,
    /// Case number.
    Number = 1,
    /// Date or year of birth.
    Birth = 2,
    /// Telephone.
    Phone = 3,
}

/// A range of keys of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) kind: Matched,
    pub(crate) from: String,
    pub(crate) to: String,
}

impl Range {
    pub(crate) fn prefix(kind: Matched, prefix: &str) -> Self {
        Self { kind, from: prefix.to_owned(), to: format!("{prefix}\u{10FFFF}") }
    }
}

/// A key found in a range: whose it is, and whether it is the whole of what was looked for and not just its beginning.
pub(crate) struct KeyFound {
    pub(crate) case: CaseId,
    pub(crate) exact: bool,
}

/// Whether a scan goes on after a key.
pub(crate) type ScanStep = Result<ControlFlow<()>, StoreError>;

/// Search keys of one property of a person.
pub(crate) fn tokens_of(property: &str, value: &str) -> Vec<(Matched, String)> {
    match property {
        name if profile::NAMES.contains(&name) => {
            search_keys(value).into_iter().map(|key| (Matched::Name, key)).collect()
        }
        profile::BIRTH_DATE | profile::BIRTH_YEAR => vec![(Matched::Birth, value.trim().to_owned())],
        profile::PHONE => phone_key(value).map(|key| (Matched::Phone, key)).into_iter().collect(),
        _ => Vec::new(),
    }
}
