//! What of a person may be printed.

use std::collections::BTreeSet;

use crate::texts::Texts;

/// What kind of value a field has: how it is set among text of the other direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Somebody's name. It is never printed on the slip, in the title or in a code to be scanned.
    Name,
    /// A telephone, a number, a code: always from left to right.
    Number,
    /// Words.
    Words,
}

/// One field of a person, with its value.
#[derive(Clone)]
pub struct Field {
    /// The code by which a consent names it.
    pub code: String,
    /// What kind of value it has.
    pub kind: FieldKind,
    /// What it is called.
    pub label: Texts,
    /// What it says.
    pub value: Texts,
}

/// The code alone: the value is a person's.
impl std::fmt::Debug for Field {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Field({})", self.code)
    }
}

/// The fields of a person that may be printed. It is made once and cannot be added to.
#[derive(Clone)]
pub struct Permitted {
    fields: Vec<Field>,
}

impl Permitted {
    /// These fields and no other. A code may stand more than once; all its values are printed together.
    pub fn of(fields: impl IntoIterator<Item = Field>) -> Self {
        Self { fields: fields.into_iter().collect() }
    }

    /// The codes of all of them.
    pub fn codes(&self) -> BTreeSet<&str> {
        self.fields.iter().map(|field| field.code.as_str()).collect()
    }

    pub(crate) fn named<'p>(&'p self, code: &'p str) -> impl Iterator<Item = &'p Field> {
        self.fields.iter().filter(move |field| field.code == code)
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.kind == FieldKind::Name)
    }
}

/// How many: the values are a person's.
impl std::fmt::Debug for Permitted {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Permitted({} fields)", self.fields.len())
    }
}
