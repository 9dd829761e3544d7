//! Where the `over` of a write counts, kept for dots that have not come yet.

use crate::Op;
use crate::op::holds_segment;

/// The reach of one write: see [`Op::reaches`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reach {
    /// Its own path.
    pub(super) path: String,
    /// How segments of the instance end that it ends, if it ends one.
    pub(super) ended: Option<String>,
}

impl Reach {
    pub(super) fn of(path: &str, op: &Op) -> Self {
        Self { path: path.to_owned(), ended: op.ended_instance() }
    }

    pub(super) fn covers(&self, path: &str) -> bool {
        self.path == path || self.ended.as_deref().is_some_and(|ended| holds_segment(path, ended))
    }
}
