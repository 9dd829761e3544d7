//! Which log something belongs to.

use std::fmt;

/// The streams of a centre. Each has keys of its own, so that who may read one may still be unable to read another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StreamName {
    /// Members, devices, grants, published questionnaires. Every member reads it.
    Control,
    /// The centre's cases. Every member reads it.
    Centre,
    /// Cases that only members with the grant can open.
    Protected,
}

impl StreamName {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Control, Self::Centre, Self::Protected];

    /// The name, as it stands in keys, tables and logs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Control => "control",
            Self::Centre => "centre",
            Self::Protected => "protected",
        }
    }

    /// The stream with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stream| stream.as_str() == name)
    }
}

impl fmt::Display for StreamName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}
