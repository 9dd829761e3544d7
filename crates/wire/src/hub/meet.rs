//! One request for all streams: how far the hub's lists go, and what other devices have read of them.

use pana_model::{CentreId, DeviceId};

use super::cursor::{read_heads, read_streams, write_heads, write_streams};
use super::{Cursor, Heads, Incarnation, MessageFault, RUNS, begin, read, read_and_more};
use crate::{StreamId, VerifyingKey, cbor, verify_statement};

/// The context in which a hub signs how far its lists go.
pub const HEADS_CONTEXT: &str = "pana/hub heads/1";
/// The context in which a device signs how far it has read them.
pub const SAID_CONTEXT: &str = "pana/hub said/1";

/// A centre has no more devices whose words are handed on.
const MAX_SAID: u64 = 4096;

/// How far a device has taken a hub's lists in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The centre.
    pub org: CentreId,
    /// The hub.
    pub hub: [u8; 32],
    /// Which life of its lists.
    pub incarnation: Incarnation,
    /// Who says so.
    pub dev: DeviceId,
    /// When, by its clock, in milliseconds since 1970.
    pub at_ms: u64,
    /// What it has taken in.
    pub heads: Heads,
}

/// The same as it travels: with the device's signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedSaid {
    /// [`Said`] in bytes.
    pub statement: Vec<u8>,
    /// The device's signature of these bytes in [`SAID_CONTEXT`].
    pub sig: [u8; 64],
}

/// What a device asks in a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetRequest {
    /// Where it stands.
    pub cursors: Heads,
    /// Up to which number it knows what others said.
    pub said_after: u64,
    /// What it says itself, where that is new.
    pub said: Option<SignedSaid>,
}

/// What the hub answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetReply {
    /// Which life of its lists.
    pub incarnation: Incarnation,
    /// The hub's clock, in milliseconds since 1970.
    pub now_ms: u64,
    /// How far the lists go.
    pub heads: Heads,
    /// Over the ids of all deeds here (see [`super::Deeds::digest`]).
    pub deeds: [u8; 32],
    /// Streams of which the hub's list is another one at the device's cursor.
    pub differ: Vec<StreamId>,
    /// Up to which number what others said is here.
    pub said_head: u64,
    /// What others said after the number that was asked for.
    pub said: Vec<SignedSaid>,
    /// Does the hub read runs of items?
    pub runs: bool,
    /// Does it keep files, and up to which number did any become whole there?
    pub files: Option<u64>,
}

impl Said {
    /// What is signed.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = begin(6);
        cbor::bytes(&mut out, self.org.as_bytes());
        cbor::bytes(&mut out, &self.hub);
        cbor::bytes(&mut out, self.incarnation.as_bytes());
        cbor::bytes(&mut out, self.dev.as_bytes());
        cbor::uint(&mut out, self.at_ms);
        write_heads(&mut out, &self.heads);
        out
    }

    /// Reads what was signed.
    ///
    /// # Errors
    /// [`MessageFault`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageFault> {
        read(bytes, 6, |from| {
            Ok(Self {
                org: CentreId::from_bytes(from.fixed()?),
                hub: from.fixed()?,
                incarnation: Incarnation::from_bytes(from.fixed()?),
                dev: DeviceId::from_bytes(from.fixed()?),
                at_ms: from.uint()?,
                heads: read_heads(from)?,
            })
        })
    }
}

impl SignedSaid {
    /// What is said, if the device signed it whose key this is.
    ///
    /// # Errors
    /// [`MessageFault::Signature`], and as any message.
    pub fn open(&self, by: &VerifyingKey) -> Result<Said, MessageFault> {
        verify_statement(SAID_CONTEXT, &self.statement, &self.sig, by).map_err(|_| MessageFault::Signature)?;
        Said::from_bytes(&self.statement)
    }

    /// In bytes, as a hub keeps it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = begin(2);
        cbor::bytes(&mut out, &self.statement);
        cbor::bytes(&mut out, &self.sig);
        out
    }

    /// Reads it. Who signed it is not asked.
    ///
    /// # Errors
    /// [`MessageFault`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageFault> {
        read(bytes, 2, |from| Ok(Self { statement: from.bytes()?.to_vec(), sig: from.fixed()? }))
    }
}

impl MeetRequest {
    /// The message.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = begin(3);
        write_heads(&mut out, &self.cursors);
        cbor::uint(&mut out, self.said_after);
        match &self.said {
            None => cbor::null(&mut out),
            Some(said) => cbor::bytes(&mut out, &said.to_bytes()),
        }
        out
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`MessageFault`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageFault> {
        read(bytes, 3, |from| {
            let (cursors, said_after) = (read_heads(from)?, from.uint()?);
            let said = if from.is_null() { None } else { Some(SignedSaid::from_bytes(from.bytes()?)?) };
            Ok(Self { cursors, said_after, said })
        })
    }
}

impl MeetReply {
    /// What the hub signs of it: that its lists go so far, and no more.
    pub fn statement(&self, org: CentreId) -> Vec<u8> {
        heads_statement(org, self.incarnation, &self.heads)
    }

    /// The message, with the hub's signature of [`Self::statement`].
    pub fn to_bytes(&self, sig: &[u8; 64]) -> Vec<u8> {
        let files = self.files.filter(|_| self.runs);
        let more = u64::from(self.runs).saturating_add(u64::from(files.is_some()));
        let mut out = begin(8_u64.saturating_add(more));
        cbor::bytes(&mut out, self.incarnation.as_bytes());
        cbor::uint(&mut out, self.now_ms);
        write_heads(&mut out, &self.heads);
        cbor::bytes(&mut out, &self.deeds);
        write_streams(&mut out, &self.differ);
        cbor::uint(&mut out, self.said_head);
        cbor::array(&mut out, u64::try_from(self.said.len()).unwrap_or(u64::MAX));
        for said in &self.said {
            cbor::bytes(&mut out, &said.to_bytes());
        }
        cbor::bytes(&mut out, sig);
        if self.runs {
            cbor::uint(&mut out, RUNS);
        }
        if let Some(files) = files {
            cbor::uint(&mut out, files);
        }
        out
    }

    /// Reads it, if the hub signed it.
    ///
    /// # Errors
    /// [`MessageFault::Signature`], and as any message.
    pub fn from_bytes(bytes: &[u8], org: CentreId, hub: &VerifyingKey) -> Result<Self, MessageFault> {
        let ((reply, sig), more) = read_and_more(bytes, 8, |from| {
            let (incarnation, now_ms) = (Incarnation::from_bytes(from.fixed()?), from.uint()?);
            let (heads, deeds, differ) = (read_heads(from)?, from.fixed()?, read_streams(from)?);
            let (said_head, many) = (from.uint()?, from.array()?);
            if many > MAX_SAID {
                return Err(MessageFault::TooLong);
            }
            let said = (0..many).map(|_| SignedSaid::from_bytes(from.bytes()?)).collect::<Result<_, _>>()?;
            Ok((
                Self { incarnation, now_ms, heads, deeds, differ, said_head, said, runs: false, files: None },
                from.fixed()?,
            ))
        })?;
        let statement = reply.statement(org);
        verify_statement(HEADS_CONTEXT, &statement, &sig, hub).map_err(|_| MessageFault::Signature)?;
        Ok(Self { runs: more.runs, files: more.files, ..reply })
    }

    /// Where the hub's list of a stream ends.
    pub fn head(&self, stream: StreamId) -> Cursor {
        self.heads.get(&stream).copied().unwrap_or_default()
    }
}

/// What a hub signs of its lists.
pub(super) fn heads_statement(org: CentreId, incarnation: Incarnation, heads: &Heads) -> Vec<u8> {
    let mut out = begin(3);
    cbor::bytes(&mut out, org.as_bytes());
    cbor::bytes(&mut out, incarnation.as_bytes());
    write_heads(&mut out, heads);
    out
}
