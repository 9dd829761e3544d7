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
    /// Every key that begins so.
    pub(crate) fn prefix(kind: Matched, prefix: &str) -> Self {
        Self { kind, from: prefix.to_owned(), to: format!("{prefix}\u{10FFFF}") }
    }

    /// This key alone.
    pub(crate) fn whole(kind: Matched, key: &str) -> Self {
        Self { kind, from: key.to_owned(), to: format!("{key}\u{0}") }
    }

    pub(crate) fn holds(&self, kind: Matched, key: &str) -> bool {
        kind == self.kind && (self.from.as_str()..self.to.as_str()).contains(&key)
    }
}

/// A key found in a range, and whose it is.
pub(crate) struct KeyFound<'k> {
    pub(crate) case: CaseId,
    pub(crate) key: &'k str,
}

/// Whether a scan goes on after a key.
pub(crate) type ScanStep = Result<ControlFlow<()>, StoreError>;
