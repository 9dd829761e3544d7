//! What of a person may be printed, and for whom.

use std::collections::BTreeSet;

use pana_casework::case::Permit;

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

/// A field, and what it says in no language: what the person agreed to is compared with that.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The field as it is printed.
    pub field: Field,
    /// What it says, as [`Permit::covers`] takes it.
    pub said: String,
}

/// The fields of a person that may go to a named recipient. Only a [`Permit`] makes it, and it cannot be added to.
#[derive(Clone)]
pub struct Permitted(Fields);

impl Permitted {
    /// Of these facts those that the permit covers. A code may stand more than once: all its values are printed together.
    pub fn of(permit: &Permit, facts: impl IntoIterator<Item = Fact>) -> Self {
        let covered = facts.into_iter().filter(|fact| permit.covers(&fact.field.code, &fact.said));
        Self(Fields { fields: covered.map(|fact| fact.field).collect() })
    }

    /// The codes of all of them.
    pub fn codes(&self) -> BTreeSet<&str> {
        self.0.codes()
    }

    pub(crate) const fn fields(&self) -> &Fields {
        &self.0
    }
}

/// How many: the values are a person's.
impl std::fmt::Debug for Permitted {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Permitted({} fields)", self.0.fields.len())
    }
}

/// The fields of a person on a sheet that goes to nobody else: what is read before they agree, and what is held about
/// them. A letter takes none of it.
#[derive(Clone)]
pub struct OwnFields(Fields);

impl OwnFields {
    /// These fields and no other. A code may stand more than once; all its values are printed together.
    pub fn of(fields: impl IntoIterator<Item = Field>) -> Self {
        Self(Fields { fields: fields.into_iter().collect() })
    }

    /// The codes of all of them.
    pub fn codes(&self) -> BTreeSet<&str> {
        self.0.codes()
    }

    pub(crate) const fn fields(&self) -> &Fields {
        &self.0
    }
}

/// How many: the values are a person's.
impl std::fmt::Debug for OwnFields {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "OwnFields({} fields)", self.0.fields.len())
    }
}

/// What both are made of.
#[derive(Clone)]
pub(crate) struct Fields {
    fields: Vec<Field>,
}

impl Fields {
    pub(crate) fn codes(&self) -> BTreeSet<&str> {
        self.fields.iter().map(|field| field.code.as_str()).collect()
    }

    pub(crate) fn named<'p>(&'p self, code: &'p str) -> impl Iterator<Item = &'p Field> {
        self.fields.iter().filter(move |field| field.code == code)
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.kind == FieldKind::Name)
    }
}

impl std::fmt::Debug for Fields {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Fields({})", self.fields.len())
    }
}
