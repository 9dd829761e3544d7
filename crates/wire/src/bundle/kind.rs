//! The kinds of what a part carries, and how they are numbered.

use super::limits::{MAX_CHUNK, MAX_SOURCE};
use crate::MAX_ENVELOPE;

/// What kind an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// [`super::Item::Event`].
    Event,
    /// [`super::Item::Grant`].
    Grant,
    /// [`super::Item::KeyBox`].
    KeyBox,
    /// [`super::Item::Slot`].
    Slot,
    /// [`super::Item::Source`].
    Source,
    /// [`super::Item::Chunk`].
    Chunk,
}

/// What a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// A questionnaire. Its hash is over its sheets, so whoever reads questionnaires compares it, and nobody here.
    Form,
    /// An edition of the directory of services. Its hash is that of its bytes, and is checked here.
    Directory,
    /// A table of rules. Its hash is that of its bytes, and is checked here.
    Rules,
}

impl ItemKind {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Event, Self::Grant, Self::KeyBox, Self::Slot, Self::Source, Self::Chunk];

    pub(crate) const fn number(self) -> u64 {
        match self {
            Self::Event => 1,
            Self::Grant => 2,
            Self::KeyBox => 3,
            Self::Slot => 4,
            Self::Source => 5,
            Self::Chunk => 6,
        }
    }

    /// The kind of this number; none if it is of a newer program.
    pub(super) fn from_number(number: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }

    /// How many elements an item of it has, the number of its kind too.
    pub(crate) const fn elements(self) -> u64 {
        match self {
            Self::Event => 2,
            Self::Chunk => 7,
            Self::Grant | Self::Source => 5,
            Self::KeyBox | Self::Slot => 6,
        }
    }

    /// The most that the content of one has, in bytes: what is around it takes at most 128 more, and a source's
    /// name, or the hashes of a file's chunks.
    pub const fn longest(self) -> usize {
        match self {
            Self::Event => MAX_ENVELOPE,
            Self::Grant => 80,
            Self::KeyBox | Self::Slot => 72,
            Self::Source => MAX_SOURCE,
            Self::Chunk => MAX_CHUNK,
        }
    }
}

impl SourceKind {
    const ALL: [Self; 3] = [Self::Form, Self::Directory, Self::Rules];

    pub(super) const fn number(self) -> u64 {
        match self {
            Self::Form => 1,
            Self::Directory => 2,
            Self::Rules => 3,
        }
    }

    pub(super) fn from_number(number: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }

    /// Whether its hash is that of its bytes.
    pub(super) const fn is_hashed_by_its_bytes(self) -> bool {
        match self {
            Self::Form => false,
            Self::Directory | Self::Rules => true,
        }
    }
}
