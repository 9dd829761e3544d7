//! Places in a hub's lists.

use std::collections::BTreeMap;
use std::fmt;

use super::MessageFault;
use crate::cbor::Reader;
use crate::{StreamId, cbor};

/// How many streams a message names at most: a centre has three.
const MAX_STREAMS: u64 = 16;

/// Which life of its lists a hub is in. A restore from a backup begins another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Incarnation([u8; 16]);

impl Incarnation {
    /// The one with these bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// A place in the list of a stream.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursor {
    /// How many items lie before it.
    pub seq: u64,
    /// Over the ids of all of them; zeros before the first.
    pub hash: [u8; 32],
}

/// A cursor of each stream.
pub type Heads = BTreeMap<StreamId, Cursor>;

/// The id of an item of a list: over all of its bytes, so that nothing of it can be exchanged.
pub fn entry_id(item: &[u8]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"pana/hub item/1").update(item);
    *hasher.finalize().as_bytes()
}

impl Cursor {
    /// Before the first item.
    pub const START: Self = Self { seq: 0, hash: [0; 32] };

    /// The place after the next item, which has this id.
    #[must_use]
    pub fn after(&self, id: &[u8; 32]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"pana/hub list/1").update(&self.hash).update(id);
        Self { seq: self.seq.saturating_add(1), hash: *hasher.finalize().as_bytes() }
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        cbor::uint(out, self.seq);
        cbor::bytes(out, &self.hash);
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<Self, MessageFault> {
        Ok(Self { seq: from.uint()?, hash: from.fixed()? })
    }
}

impl fmt::Debug for Cursor {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, ..] = self.hash;
        write!(out, "{}:{a:02x}{b:02x}", self.seq)
    }
}

pub(super) fn write_heads(out: &mut Vec<u8>, heads: &Heads) {
    cbor::array(out, u64::try_from(heads.len()).unwrap_or(u64::MAX));
    for (stream, cursor) in heads {
        cbor::array(out, 3);
        cbor::bytes(out, stream.as_bytes());
        cursor.write(out);
    }
}

/// Streams stand in their order, each once.
pub(super) fn read_heads(from: &mut Reader<'_>) -> Result<Heads, MessageFault> {
    let many = from.array()?;
    if many > MAX_STREAMS {
        return Err(MessageFault::TooLong);
    }
    let (mut heads, mut before) = (Heads::new(), None);
    for _ in 0..many {
        if from.array()? != 3 {
            return Err(MessageFault::Shape("not a place in a list"));
        }
        let stream = StreamId::from_bytes(from.fixed()?);
        if before.is_some_and(|before| before >= stream) {
            return Err(MessageFault::NotCanonical);
        }
        before = Some(stream);
        heads.insert(stream, Cursor::read(from)?);
    }
    Ok(heads)
}

pub(super) fn write_streams(out: &mut Vec<u8>, streams: &[StreamId]) {
    cbor::array(out, u64::try_from(streams.len()).unwrap_or(u64::MAX));
    streams.iter().for_each(|stream| cbor::bytes(out, stream.as_bytes()));
}

pub(super) fn read_streams(from: &mut Reader<'_>) -> Result<Vec<StreamId>, MessageFault> {
    let many = from.array()?;
    if many > MAX_STREAMS {
        return Err(MessageFault::TooLong);
    }
    (0..many).map(|_| Ok(StreamId::from_bytes(from.fixed()?))).collect()
}
