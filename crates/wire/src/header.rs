//! The part of an envelope that is never sealed and never erased.

use std::fmt;

use pana_model::{CentreId, DeviceId, EventRef};

use crate::cbor::{Fault, Reader};
use crate::{EpochId, StreamId, cbor};

/// Largest header in bytes: room for elements of newer programs.
pub const MAX_HEADER: usize = 1024;

/// What a header says, decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Which layout it has; the body's follows from it.
    pub layout: Layout,
    /// The centre.
    pub org: CentreId,
    /// The stream.
    pub stream: StreamId,
    /// The device that wrote.
    pub dev: DeviceId,
    /// Its number in the device's chain of this stream, from 1, without gaps.
    pub dseq: u64,
    /// The event before it in that chain; zeros before the first.
    pub prev: EventId,
    /// Under which epoch of the stream the subject's address is sealed.
    pub epoch: EpochId,
    /// The subject's id, sealed: nobody without the epoch's address key can tell which events belong together.
    pub addr: [u8; 32],
    /// The random nonce of body and address (which have different keys).
    pub nonce: [u8; 24],
    /// The sealed body's length.
    pub ct_len: u64,
    /// The sealed body's BLAKE3 hash.
    pub ct_hash: [u8; 32],
}

/// How a header is laid out, and the body sealed under it. New events have the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// The first one.
    One {
        /// The end of the hub's log that the device had last accepted; none before there is a hub. Later layouts have it in the body.
        seen: Option<Seen>,
    },
    /// The second one.
    Two,
}

/// The end of a hub's log as a device saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// The hub's sequence number.
    pub seq: u64,
    /// The hub's chain hash there.
    pub hash: [u8; 32],
}

/// The hash that names an event.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId([u8; 32]);

/// Why bytes are not a header.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// Longer than [`MAX_HEADER`].
    #[error("the header is too long")]
    TooLong,
    /// Not the array that a header is.
    #[error("not a header: {0}")]
    Shape(String),
    /// The same content has another spelling.
    #[error("the header is not in its canonical form")]
    NotCanonical,
    /// The layout is of a newer program.
    #[error("header version {0} is of a newer program")]
    Newer(u32),
}

impl EventId {
    /// What stands before a chain's first event.
    pub const NONE: Self = Self([0; 32]);

    /// The id with these bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Its first half: how other events name it.
    pub fn to_ref(self) -> EventRef {
        EventRef::from_bytes(self.0.first_chunk().copied().unwrap_or_default())
    }

    /// The id of the event with this header.
    pub fn of_header(header: &[u8]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"pana/event/1").update(header);
        Self(*hasher.finalize().as_bytes())
    }
}

impl fmt::Debug for EventId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

impl Layout {
    /// The number that stands first in the header.
    pub const fn version(self) -> u32 {
        match self {
            Self::One { .. } => 1,
            Self::Two => 2,
        }
    }

    /// How many elements a header of it has.
    const fn fields(self) -> u64 {
        match self {
            Self::One { .. } => 12,
            Self::Two => 11,
        }
    }
}

impl Header {
    /// The bytes that are hashed and signed. Made once, by the device that writes the event.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(320);
        cbor::array(&mut out, self.layout.fields());
        self.write_before_ct(&mut out);
        cbor::uint(&mut out, self.ct_len);
        cbor::bytes(&mut out, &self.ct_hash);
        self.write_after_ct(&mut out);
        out
    }

    /// Reads a header. Elements after the known ones are passed over.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, HeaderError> {
        read(bytes).map(|(header, _)| header)
    }

    /// What the sealed body is bound to: the header without `ct_len` and `ct_hash`, which are unknown before sealing.
    pub fn to_aad(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(320);
        cbor::array(&mut out, self.layout.fields().saturating_sub(2));
        self.write_before_ct(&mut out);
        self.write_after_ct(&mut out);
        out
    }

    /// The same from a header as received, so that elements of a newer program are bound too.
    pub fn aad_of(bytes: &[u8]) -> Result<Vec<u8>, HeaderError> {
        let (_, parts) = read(bytes)?;
        let mut aad = Vec::with_capacity(bytes.len());
        cbor::array(&mut aad, parts.length.saturating_sub(2));
        aad.extend_from_slice(parts.before_ct);
        aad.extend_from_slice(parts.after_ct);
        Ok(aad)
    }

    fn write_before_ct(&self, out: &mut Vec<u8>) {
        cbor::uint(out, u64::from(self.layout.version()));
        cbor::bytes(out, self.org.as_bytes());
        cbor::bytes(out, self.stream.as_bytes());
        cbor::bytes(out, self.dev.as_bytes());
        cbor::uint(out, self.dseq);
        cbor::bytes(out, self.prev.as_bytes());
        cbor::bytes(out, self.epoch.as_bytes());
        cbor::bytes(out, &self.addr);
        cbor::bytes(out, &self.nonce);
    }

    fn write_after_ct(&self, out: &mut Vec<u8>) {
        match &self.layout {
            Layout::Two => (),
            Layout::One { seen: None } => cbor::null(out),
            Layout::One { seen: Some(seen) } => {
                cbor::array(out, 2);
                cbor::uint(out, seen.seq);
                cbor::bytes(out, &seen.hash);
            }
        }
    }
}

/// A header in pieces: what its length is said to be, and its elements on both sides of `ct_len` and `ct_hash`.
struct Parts<'b> {
    length: u64,
    before_ct: &'b [u8],
    after_ct: &'b [u8],
}

fn read(bytes: &[u8]) -> Result<(Header, Parts<'_>), HeaderError> {
    if bytes.len() > MAX_HEADER {
        return Err(HeaderError::TooLong);
    }
    let mut from = Reader::new(bytes);
    let length = from.array()?;
    let elements = from.rest();
    let version = from.uint()?;
    let mut layout = match version {
        1 => Layout::One { seen: None },
        2 => Layout::Two,
        0 => return Err(HeaderError::Shape(String::from("there is no version 0"))),
        _ => return Err(HeaderError::Newer(u32::try_from(version).unwrap_or(u32::MAX))),
    };
    let newer = length.checked_sub(layout.fields());
    let newer = newer.ok_or_else(|| HeaderError::Shape(String::from("too few elements")))?;
    let (org, stream) = (CentreId::from_bytes(from.fixed()?), StreamId::from_bytes(from.fixed()?));
    let (dev, dseq) = (DeviceId::from_bytes(from.fixed()?), from.uint()?);
    let (prev, epoch) = (EventId(from.fixed()?), EpochId::from_bytes(from.fixed()?));
    let (addr, nonce) = (from.fixed()?, from.fixed()?);
    let before = elements.len().saturating_sub(from.rest().len());
    let (ct_len, ct_hash) = (from.uint()?, from.fixed()?);
    let after_ct = from.rest();
    if let Layout::One { seen } = &mut layout {
        *seen = read_seen(&mut from)?;
    }
    for _ in 0..newer {
        from.skip()?;
    }
    if !from.rest().is_empty() {
        return Err(HeaderError::Shape(String::from("bytes after its end")));
    }
    let header = Header { layout, org, stream, dev, dseq, prev, epoch, addr, nonce, ct_len, ct_hash };
    Ok((header, Parts { length, before_ct: elements.get(..before).unwrap_or_default(), after_ct }))
}

fn read_seen(from: &mut Reader<'_>) -> Result<Option<Seen>, HeaderError> {
    if from.is_null() {
        return Ok(None);
    }
    if from.array()? != 2 {
        return Err(HeaderError::Shape(String::from("`seen` has two elements")));
    }
    Ok(Some(Seen { seq: from.uint()?, hash: from.fixed()? }))
}

impl From<Fault> for HeaderError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::NotCanonical => Self::NotCanonical,
            Fault::Shape(what) => Self::Shape(what.to_owned()),
        }
    }
}
