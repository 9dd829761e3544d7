//! What is known of one row in one block.

use super::tally::Share;
use crate::answer::{Answer, Expected};
use crate::index::NoteIndex;

/// What is known of one row in one block.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    pub(super) answer: Answer,
    /// The answer as the plain number it is; NaN where it is none.
    pub(super) number: f64,
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
    /// What the call under way has noted of it.
    pub(super) noted: Option<NoteIndex>,
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

impl Default for Slot {
    fn default() -> Self {
        Self {
            answer: Answer::Blank,
            number: f64::NAN,
            wrong: None,
            relevant_self: false,
            relevant: false,
            required: false,
            readonly: false,
            fit: Fit::Yes,
            typed_over: false,
            counted: Counted::No,
            noted: None,
        }
    }
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

    /// The plain number that expressions see.
    pub(super) fn effective_number(&self) -> Option<f64> {
        if self.relevant { self.given_number() } else { None }
    }

    /// The plain number that was answered, whether or not it applies.
    pub(super) fn given_number(&self) -> Option<f64> {
        (self.wrong.is_none() && !self.number.is_nan()).then_some(self.number)
    }

    /// What it gives to a total.
    pub(super) fn share(&self) -> Share {
        Share::of(self.effective(), self.effective_number())
    }

    /// What was answered, whether or not it applies.
    pub(super) fn given(&self) -> &str {
        match &self.answer {
            Answer::Value(text) if self.wrong.is_none() => text,
            _ => "",
        }
    }
}
