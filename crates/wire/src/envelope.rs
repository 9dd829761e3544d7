//! One event as it is stored and sent.

use std::fmt;

use crate::cbor::{Fault, Reader};
use crate::{EventId, Header, HeaderError, cbor};

/// Largest envelope in bytes.
pub const MAX_ENVELOPE: usize = 256 * 1024;

/// An event, with its header kept in the bytes it came in.
#[derive(Clone, PartialEq, Eq)]
pub struct Envelope {
    bytes: Vec<u8>,
    header: Header,
    id: EventId,
    sig: [u8; 64],
    ct: Option<Vec<u8>>,
}

/// Why bytes are not an envelope. Such bytes go to quarantine, never away.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// Longer than [`MAX_ENVELOPE`].
    #[error("the envelope is too long")]
    TooLong,
    /// Not the array that an envelope is.
    #[error("not an envelope: {0}")]
    Shape(String),
    /// The same content has another spelling.
    #[error("the envelope is not in its canonical form")]
    NotCanonical,
    /// The header cannot be read.
    #[error(transparent)]
    Header(#[from] HeaderError),
    /// The sealed body is not the one the header names.
    #[error("the sealed body is not the one the header names")]
    OtherBody,
}

impl Envelope {
    /// Puts an envelope together from its stored parts. The sealed body, unless erased, must be the one that the header
    /// names; the signature is checked by [`crate::verify_envelope`].
    pub fn from_parts(header: Vec<u8>, sig: [u8; 64], ct: Option<Vec<u8>>) -> Result<Self, EnvelopeError> {
        let decoded = Header::from_bytes(&header)?;
        if let Some(ct) = &ct {
            let fits = u64::try_from(ct.len()) == Ok(decoded.ct_len) && *blake3::hash(ct).as_bytes() == decoded.ct_hash;
            if !fits {
                return Err(EnvelopeError::OtherBody);
            }
        }
        let envelope = Self { id: EventId::of_header(&header), header: decoded, bytes: header, sig, ct };
        if envelope.encoded_len() > MAX_ENVELOPE { Err(EnvelopeError::TooLong) } else { Ok(envelope) }
    }

    /// Reads an envelope. Never panics, whatever the bytes are.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        if bytes.len() > MAX_ENVELOPE {
            return Err(EnvelopeError::TooLong);
        }
        let mut from = Reader::new(bytes);
        if from.array()? != 3 {
            return Err(EnvelopeError::Shape(String::from("an envelope has three elements")));
        }
        let (header, sig) = (from.bytes()?, from.fixed()?);
        let ct = if from.is_null() { None } else { Some(from.bytes()?) };
        if !from.rest().is_empty() {
            return Err(EnvelopeError::NotCanonical);
        }
        Self::from_parts(header.to_vec(), sig, ct.map(<[u8]>::to_vec))
    }

    /// The envelope's bytes, as it is sent.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.encoded_len());
        cbor::array(&mut out, 3);
        cbor::bytes(&mut out, &self.bytes);
        cbor::bytes(&mut out, &self.sig);
        match &self.ct {
            Some(ct) => cbor::bytes(&mut out, ct),
            None => cbor::null(&mut out),
        }
        out
    }

    /// What the header says.
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// The header's bytes as they came: what is hashed, signed and stored.
    pub fn header_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The event's id.
    pub const fn id(&self) -> EventId {
        self.id
    }

    /// The device's signature.
    pub const fn sig(&self) -> &[u8; 64] {
        &self.sig
    }

    /// The sealed body; none once it was erased.
    pub fn ct(&self) -> Option<&[u8]> {
        self.ct.as_deref()
    }

    /// The same event without its body. It verifies as before.
    pub fn erased(self) -> Self {
        Self { ct: None, ..self }
    }

    /// An upper bound of the encoded length: array and length heads take at most 14 bytes.
    fn encoded_len(&self) -> usize {
        self.bytes.len().saturating_add(self.ct.as_ref().map_or(1, Vec::len)).saturating_add(64 + 14)
    }
}

impl From<Fault> for EnvelopeError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::NotCanonical => Self::NotCanonical,
            Fault::Shape(what) => Self::Shape(what.to_owned()),
        }
    }
}

impl fmt::Debug for Envelope {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Envelope({} #{} of {})", self.id, self.header.dseq, self.header.dev)
    }
}
