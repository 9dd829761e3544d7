//! What is wrong with answers that were given in a document, and the states that stand in it in place of one.

use pana_forms::{AnswerProblem, Expected};
use serde::Serialize;

use crate::contract::word::words;
use crate::contract::{Texts, Word};

words! {
    /// What is wrong with an answer, in one word.
    RunProblemKind {
        /// There has to be one.
        Required = "required",
        /// It does not fit the constraint.
        Constraint = "constraint",
        /// It is not of the question's type.
        Type = "type",
        /// The questionnaire lacks a question of this name.
        Unknown = "unknown",
        /// Several questions there have this name.
        Ambiguous = "ambiguous",
        /// It was given to something that the app fills.
        Fixed = "fixed",
    }
}

words! {
    /// A state in place of an answer.
    RunState {
        /// Does not wish to answer.
        Declined = "declined",
        /// Does not know.
        Unknown = "unknown",
        /// Ask later.
        Later = "later",
    }
}

/// What is wrong with an answer.
#[derive(Debug, Clone, Serialize)]
pub struct RunProblem {
    /// Question.
    pub name: String,
    /// Its place, with the instance it stands in.
    pub at: String,
    /// What kind of thing.
    pub kind: RunProblemKind,
    /// The questionnaire's own message by language; empty where it has none.
    #[serde(skip)]
    pub texts: Texts,
    /// Of a wrong type: which one was expected.
    #[serde(skip)]
    pub code: Option<Word<Expected>>,
    /// The message in the language asked for.
    pub message: String,
}

impl RunProblem {
    pub(super) fn of(name: &str, at: &str, kind: RunProblemKind) -> Self {
        let (name, at) = (name.to_owned(), at.to_owned());
        Self { name, at, kind, texts: Texts::new(), code: None, message: String::new() }
    }

    pub(super) fn of_answer(name: &str, at: &str, problem: &AnswerProblem) -> Self {
        match problem {
            AnswerProblem::Required { message } => {
                Self { texts: message.clone(), ..Self::of(name, at, RunProblemKind::Required) }
            }
            AnswerProblem::Constraint { message } => {
                Self { texts: message.clone(), ..Self::of(name, at, RunProblemKind::Constraint) }
            }
            AnswerProblem::Type { code } => {
                Self { code: Some(Word(*code)), ..Self::of(name, at, RunProblemKind::Type) }
            }
        }
    }
}
