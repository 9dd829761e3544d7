//! The parts sheets are made of.

use std::collections::BTreeSet;

use crate::permitted::Fields;
use crate::texts::{Languages, Texts};

/// What stands at the head of each sheet. Nothing in it is about the person.
#[derive(Debug, Clone)]
pub struct Head {
    /// The centre: its name first, then its address, its telephone.
    pub centre: Vec<Texts>,
    /// What the sheet is. The PDF's title is this and the first reference.
    pub title: Texts,
    /// Numbers and days: the letter's, the case's, the day of the document.
    pub references: Vec<Reference>,
    /// A code to be scanned.
    pub qr: Option<Qr>,
}

/// A number by which the sheet is found again, or its day.
#[derive(Debug, Clone)]
pub struct Reference {
    /// What it is called; may be empty.
    pub label: Texts,
    /// What it says.
    pub value: Texts,
}

/// A code to be scanned.
#[derive(Clone)]
pub struct Qr {
    /// What the scanner reads.
    pub text: String,
    /// What a screen reader says of it.
    pub says: Texts,
}

impl std::fmt::Debug for Qr {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Qr({} bytes)", self.text.len())
    }
}

/// A line of a sheet.
#[derive(Debug, Clone)]
pub enum Row {
    /// A field of the person. Where it is not permitted, nothing is printed.
    Field(String),
    /// What is not about the person: the recipient, what to bring.
    Said {
        /// What it is called.
        label: Texts,
        /// What it says.
        value: Texts,
        /// Is it set bold?
        weight: Weight,
    },
    /// Words of their own, on a shaded ground: rights, what consent means.
    Notice(Texts),
    /// A heading over the rows that follow.
    Heading(Texts),
}

/// How a line is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// As the other lines.
    Plain,
    /// Its first line bold.
    Bold,
}

impl Row {
    /// A plain line.
    pub fn said(label: Texts, value: Texts) -> Self {
        Self::Said { label, value, weight: Weight::Plain }
    }

    /// A line whose first words are bold: the recipient, the day by which an answer is awaited.
    pub fn said_bold(label: Texts, value: Texts) -> Self {
        Self::Said { label, value, weight: Weight::Bold }
    }

    /// A line for a field of the person.
    pub fn field(code: impl Into<String>) -> Self {
        Self::Field(code.into())
    }
}

/// A place to sign.
#[derive(Debug, Clone)]
pub struct Signature {
    /// Who signs, in what capacity.
    pub label: Texts,
    /// Words beside: a worker's name, the day. Nothing of the person.
    pub says: Texts,
    /// The field that is printed before them, where it is permitted: the person's name.
    pub field: Option<String>,
}

/// The part that is torn off and comes back with the answer. It carries a code and no name, and nothing that says what the
/// person needs: there is no place in it for a field.
#[derive(Debug, Clone)]
pub struct Slip {
    /// What stands along the line where it is cut.
    pub cut: Texts,
    /// What it is.
    pub title: Texts,
    /// How it is filled in and sent back.
    pub how: Texts,
    /// What the code is called.
    pub code_label: Texts,
    /// The code by which the answer is found.
    pub code: String,
    /// The same, to be scanned.
    pub qr: Option<Qr>,
    /// Answers to tick, each with a line to write on.
    pub answers: Vec<Texts>,
    /// Where it goes: the centre's name, address, telephone.
    pub centre: Vec<Texts>,
    /// What is written by hand below: signature, day.
    pub by_hand: Vec<Texts>,
}

/// Any sheet: what the three kinds have in common.
#[derive(Debug, Clone)]
pub(crate) struct Paper<'p> {
    pub(crate) permitted: &'p Fields,
    pub(crate) languages: Languages,
    pub(crate) head: Head,
    pub(crate) rows: Vec<Row>,
    pub(crate) signatures: Vec<Signature>,
    pub(crate) slip: Option<Slip>,
    /// How long one text may be before it is cut, in letters.
    pub(crate) longest: usize,
}

impl Paper<'_> {
    /// The codes of all fields that are printed.
    pub(crate) fn fields(&self) -> BTreeSet<&str> {
        let rows = self.rows.iter().filter_map(|row| match row {
            Row::Field(code) => Some(code.as_str()),
            _ => None,
        });
        let signed = self.signatures.iter().filter_map(|signature| signature.field.as_deref());
        let known = self.permitted.codes();
        rows.chain(signed).filter(|code| known.contains(code)).collect()
    }
}
