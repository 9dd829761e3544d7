//! What is known of one row in one block.

use crate::answer::{Answer, Expected};

/// What is known of one row in one block.
#[derive(Debug, Clone, Default)]
pub(super) struct Slot {
    pub(super) answer: Answer,
    /// Why the answer is not of its type.
    pub(super) wrong: Option<Expected>,
    /// Its own expression says so.
    pub(super) relevant_self: bool,
    /// And all above it.
    pub(super) relevant: bool,
    pub(super) required: bool,
    pub(super) readonly: bool,
    pub(super) fit: Fit,
    /// Was the answer typed over what is calculated? It stands until the calculation comes to something else.
    pub(super) typed_over: bool,
    pub(super) counted: Counted,
}

/// Does an answer fit its constraint?
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Fit {
    #[default]
    Yes,
    No,
    /// A pattern took too long to be tried.
    Undecided,
}

/// As what a slot was counted last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Counted {
    #[default]
    No,
    Asked,
    Answered,
}

impl Slot {
    /// What expressions see.
    pub(super) fn effective(&self) -> &str {
        if self.relevant { self.given() } else { "" }
    }

    /// The answer as it stands, whether or not it is of its type.
    pub(super) fn text(&self) -> &str {
        if let Answer::Value(text) = &self.answer { text } else { "" }
    }

    /// What was answered, whether or not it applies.
    pub(super) fn given(&self) -> &str {
        match &self.answer {
            Answer::Value(text) if self.wrong.is_none() => text,
            _ => "",
        }
    }
}
