//! Which log an event belongs to.

use std::fmt;

use pana_model::CentreId;

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

/// A stream's id in headers. It says nothing to someone who does not know the centre's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamId([u8; 16]);

impl StreamId {
    /// The id of a centre's stream: the first 16 bytes of `BLAKE3("pana/stream/1" || centre || name)`.
    pub fn derive(centre: CentreId, stream: StreamName) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"pana/stream/1").update(centre.as_bytes()).update(stream.as_str().as_bytes());
        let mut id = [0; 16];
        hasher.finalize_xof().fill(&mut id);
        Self(id)
    }

    /// The id with these bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Which of the centre's streams this is.
    pub fn name(&self, centre: CentreId) -> Option<StreamName> {
        StreamName::ALL.into_iter().find(|name| Self::derive(centre, *name) == *self)
    }
}
