//! The part of an envelope that is never sealed and never erased.

use std::fmt;

use minicbor::data::Type;
use minicbor::decode::{self, Decoder};
use pana_model::{CentreId, DeviceId};

use crate::{StreamId, cbor};

/// Largest header in bytes: room for elements of newer programs.
pub const MAX_HEADER: usize = 1024;
const VERSION: u32 = 1;
const FIELDS: u64 = 12;

/// What a header says, decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
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
    /// The hub's head this device had last accepted; none before there is a hub.
    pub seen: Option<Seen>,
}

/// A hub's head as a device saw it.
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

/// An epoch of a stream: a number, big end first in four bytes, and twelve random bytes, so that two epochs begun at
/// once by two coordinators differ. The largest is the one to write under.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EpochId([u8; 16]);

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

    /// The id of the event with this header.
    pub fn of_header(header: &[u8]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"pana/event/1").update(header);
        Self(*hasher.finalize().as_bytes())
    }
}

impl EpochId {
    /// The epoch `number`, told from others of that number by twelve random bytes of the caller.
    pub fn new(number: u32, random: [u8; 12]) -> Self {
        let mut id = [0; 16];
        let (head, tail) = id.split_at_mut(4);
        head.copy_from_slice(&number.to_be_bytes());
        tail.copy_from_slice(&random);
        Self(id)
    }

    /// The epoch with these bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Its number.
    pub const fn number(&self) -> u32 {
        let [a, b, c, d, ..] = self.0;
        u32::from_be_bytes([a, b, c, d])
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

impl fmt::Debug for EpochId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl fmt::Display for EpochId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

impl Header {
    /// The bytes that are hashed and signed. Made once, by the device that writes the event.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(320);
        cbor::array(&mut out, FIELDS);
        self.write_before_ct(&mut out);
        cbor::uint(&mut out, self.ct_len);
        cbor::bytes(&mut out, &self.ct_hash);
        self.write_after_ct(&mut out);
        out
    }

    /// Reads a header. Elements after the twelve known ones are passed over.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, HeaderError> {
        if bytes.len() > MAX_HEADER {
            return Err(HeaderError::TooLong);
        }
        let mut from = Decoder::new(bytes);
        let length = from.array().map_err(shape)?.ok_or(HeaderError::NotCanonical)?;
        let begins = from.position();
        let version = from.u32().map_err(shape)?;
        if version != VERSION {
            return Err(HeaderError::Newer(version));
        }
        if length < FIELDS {
            return Err(HeaderError::Shape(String::from("too few elements")));
        }
        let header = Self::read(&mut from).map_err(shape)?;
        let known = from.position();
        for _ in FIELDS..length {
            from.skip().map_err(shape)?;
        }
        if from.position() != bytes.len() {
            return Err(HeaderError::Shape(String::from("bytes after its end")));
        }
        // The known elements have one spelling; the count before them is larger when there are newer ones.
        let mut expected = Vec::new();
        cbor::array(&mut expected, length);
        let ours = header.to_bytes();
        let spelled = bytes.get(..begins) == Some(expected.as_slice())
            && bytes.get(begins..known).is_some()
            && bytes.get(begins..known) == ours.get(1..);
        if spelled { Ok(header) } else { Err(HeaderError::NotCanonical) }
    }

    /// What the sealed body is bound to: the header without `ct_len` and `ct_hash`, which are unknown before sealing.
    pub fn to_aad(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(320);
        cbor::array(&mut out, FIELDS - 2);
        self.write_before_ct(&mut out);
        self.write_after_ct(&mut out);
        out
    }

    /// The same from a header as received, so that elements of a newer program are bound too.
    pub fn aad_of(bytes: &[u8]) -> Result<Vec<u8>, HeaderError> {
        Self::from_bytes(bytes)?;
        let mut from = Decoder::new(bytes);
        let length = from.array().map_err(shape)?.unwrap_or_default();
        let begins = from.position();
        let mut skip = |count: usize| -> Result<usize, HeaderError> {
            (0..count).try_for_each(|_| from.skip()).map_err(shape)?;
            Ok(from.position())
        };
        let (before, after) = (skip(9)?, skip(2)?);
        let mut aad = Vec::with_capacity(bytes.len());
        cbor::array(&mut aad, length.saturating_sub(2));
        aad.extend_from_slice(bytes.get(begins..before).unwrap_or_default());
        aad.extend_from_slice(bytes.get(after..).unwrap_or_default());
        Ok(aad)
    }

    fn write_before_ct(&self, out: &mut Vec<u8>) {
        cbor::uint(out, u64::from(VERSION));
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
        match &self.seen {
            None => cbor::null(out),
            Some(seen) => {
                cbor::array(out, 2);
                cbor::uint(out, seen.seq);
                cbor::bytes(out, &seen.hash);
            }
        }
    }

    /// Reads the elements after the version.
    fn read(from: &mut Decoder<'_>) -> Result<Self, decode::Error> {
        Ok(Self {
            org: CentreId::from_bytes(fixed(from)?),
            stream: StreamId::from_bytes(fixed(from)?),
            dev: DeviceId::from_bytes(fixed(from)?),
            dseq: from.u64()?,
            prev: EventId(fixed(from)?),
            epoch: EpochId(fixed(from)?),
            addr: fixed(from)?,
            nonce: fixed(from)?,
            ct_len: from.u64()?,
            ct_hash: fixed(from)?,
            seen: match from.datatype()? {
                Type::Null => {
                    from.null()?;
                    None
                }
                _ => {
                    if from.array()? != Some(2) {
                        return Err(decode::Error::message("`seen` has two elements"));
                    }
                    Some(Seen { seq: from.u64()?, hash: fixed(from)? })
                }
            },
        })
    }
}

fn fixed<const N: usize>(from: &mut Decoder<'_>) -> Result<[u8; N], decode::Error> {
    from.bytes()?.try_into().map_err(|_| decode::Error::message("an element has the wrong length"))
}

#[expect(clippy::needless_pass_by_value, reason = "used as a function for map_err")]
fn shape(error: decode::Error) -> HeaderError {
    HeaderError::Shape(error.to_string())
}
