//! What is held about a person, for that person.

use std::collections::BTreeSet;

use crate::paper::{Head, Paper, Row};
use crate::permitted::OwnFields;
use crate::print::{LetterError, Printed};
use crate::texts::{Languages, Texts};

/// Nothing a person said may be missing here: what is longer than a book's chapter is no answer.
const LONGEST: usize = 100_000;

/// The sheet "what we hold about you".
#[derive(Debug, Clone)]
pub struct HeldSheet<'p>(Paper<'p>);

/// Fields that belong together: one interview, the household, who has looked.
#[derive(Debug, Clone)]
pub struct HeldPart {
    /// What they are.
    pub heading: Texts,
    /// Why they are held, since when and until when.
    pub why: Texts,
    /// The fields, by code, and what else is said.
    pub rows: Vec<Row>,
}

impl<'p> HeldSheet<'p> {
    /// The parts in their order, and what the person may ask for.
    pub fn of(own: &'p OwnFields, languages: Languages, head: Head, parts: Vec<HeldPart>, rights: Texts) -> Self {
        let mut rows = Vec::new();
        for part in parts {
            rows.push(Row::Heading(part.heading));
            if !part.why.is_empty() {
                rows.push(Row::Notice(part.why));
            }
            rows.extend(part.rows);
        }
        if !rights.is_empty() {
            rows.push(Row::Notice(rights));
        }
        let signatures = Vec::new();
        Self(Paper { permitted: own.fields(), languages, head, rows, signatures, slip: None, longest: LONGEST })
    }

    /// The codes of the fields that are printed.
    pub fn fields(&self) -> BTreeSet<&str> {
        self.0.fields()
    }

    /// The sheet as PDF.
    ///
    /// # Errors
    /// [`LetterError::NameOutside`] where a permitted name stands in the title or in a code.
    pub fn print(&self) -> Result<Printed, LetterError> {
        self.0.print()
    }
}
