//! What people are found by: the keys that `view_token` and `draft_token` hold, and ranges of them.

use std::ops::ControlFlow;

pub(crate) use pana_casework::Matched;
use pana_model::CaseId;

use crate::disk::StoreError;

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
