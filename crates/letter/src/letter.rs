//! The letter that refers a person to a service.

use std::collections::BTreeSet;

use crate::paper::{Head, Paper, Row, Signature, Slip};
use crate::permitted::Permitted;
use crate::print::{Faults, LetterError, Printed};
use crate::texts::Languages;

/// Longer texts are cut in a letter: whoever receives it reads two pages, not ten.
const LONGEST: usize = 1500;

/// A letter that refers a person to a service, with a slip for the answer.
#[derive(Debug, Clone)]
pub struct Letter<'p>(Paper<'p>);

/// All of a letter that is not the person's fields.
#[derive(Debug, Clone)]
pub struct LetterWords {
    /// The languages, the recipient's first.
    pub languages: Languages,
    /// The centre, the title, the numbers.
    pub head: Head,
    /// The lines in their order: recipient, fields, what to bring, where and when, rights. Fields by code.
    pub rows: Vec<Row>,
    /// Who signs.
    pub signatures: Vec<Signature>,
    /// The slip; none where an answer comes another way.
    pub slip: Option<Slip>,
}

impl<'p> Letter<'p> {
    /// A letter with what is permitted and no more: a field that `words` name and `permitted` has not is not printed.
    pub fn of(permitted: &'p Permitted, words: LetterWords) -> Self {
        let LetterWords { languages, head, rows, signatures, slip } = words;
        Self(Paper { permitted: permitted.fields(), languages, head, rows, signatures, slip, longest: LONGEST })
    }

    /// The codes of the fields that are printed.
    pub fn fields(&self) -> BTreeSet<&str> {
        self.0.fields()
    }

    /// What would stand on it otherwise than it was said, before it is made.
    ///
    /// # Errors
    /// [`LetterError::Code`] where a code to be scanned cannot hold its text.
    pub fn faults(&self) -> Result<Faults, LetterError> {
        self.0.faults()
    }

    /// The letter as PDF.
    ///
    /// # Errors
    /// [`LetterError::NameOutside`] where a permitted name stands on the slip, in the title or in a code.
    pub fn print(&self) -> Result<Printed, LetterError> {
        self.0.print()
    }
}
