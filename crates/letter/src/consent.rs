//! The sheet on which a person reads what is passed on, to whom and for what, and agrees or does not.

use std::collections::BTreeSet;

use crate::paper::{Head, Paper, Row, Signature};
use crate::permitted::OwnFields;
use crate::print::{LetterError, Printed};
use crate::texts::Languages;

const LONGEST: usize = 6000;

/// A consent sheet.
#[derive(Debug, Clone)]
pub struct ConsentSheet<'p>(Paper<'p>);

impl<'p> ConsentSheet<'p> {
    /// The text that is read to the person, the recipient, the purpose, each thing that is passed on; and who signs. What
    /// is passed on is named by what it is called ([`Row::Said`]); its value is printed only where `rows` name the field.
    pub fn of(
        own: &'p OwnFields,
        languages: Languages,
        head: Head,
        rows: Vec<Row>,
        signatures: Vec<Signature>,
    ) -> Self {
        Self(Paper { permitted: own.fields(), languages, head, rows, signatures, slip: None, longest: LONGEST })
    }

    /// The codes of the fields whose values are printed.
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
