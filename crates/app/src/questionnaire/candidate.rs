//! What was read from a file and is not asked yet.

use std::sync::Arc;

use super::asked::AskedForm;

/// A questionnaire that was read and waits to be published. What is published is what was looked at, whatever has become
/// of the file meanwhile.
pub(crate) struct Candidate {
    pub(super) name: String,
    pub(super) asked: Arc<AskedForm>,
}
