//! Which log an event belongs to.

use pana_model::{CentreId, StreamName};

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
