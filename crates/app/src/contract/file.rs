//! Files that answers name: photographs, recordings, papers.

use std::fmt;

use pana_model::{CaseId, InterviewId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Id;

/// A file that an answer names.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct FileView {
    /// The name that is the answer, as an export has it.
    pub name: String,
    /// What it was called where it came from.
    pub title: String,
    /// Media type.
    pub media_type: String,
    /// Bytes.
    pub bytes: u32,
    /// Can `file_show` give it: a picture, a sound or a film that is not too large for a screen?
    pub shown: bool,
}

/// Its title may name somebody.
impl fmt::Debug for FileView {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "FileView({} bytes)", self.bytes)
    }
}

/// Answers a question with a file of this computer. File and answer are durable when the reply comes.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AttachRequest {
    /// Interview id.
    pub interview: Id<InterviewId>,
    /// [`super::interview::NodeState::at`].
    pub at: String,
    /// Where the file lies: chosen by dialog or typed.
    pub path: String,
}

/// Names a file of an interview.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FileRequest {
    /// Interview id.
    pub interview: Id<InterviewId>,
    /// Its case. `None` asks for the only case that has an interview of this id.
    pub case: Option<Id<CaseId>>,
    /// [`FileView::name`].
    pub name: String,
}

/// A picture to be drawn, a sound or a film to be played.
#[derive(Clone, Serialize, TS)]
pub struct FileContent {
    /// Media type.
    pub media_type: String,
    /// Its bytes as base64.
    pub base64: String,
}

/// Never what is in it.
impl fmt::Debug for FileContent {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "FileContent({})", self.media_type)
    }
}
