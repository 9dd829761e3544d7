//! Items on their way to a hub and from it.

use pana_model::CentreId;

use super::cursor::Cursor;
use super::meet::heads_statement;
use super::{HEADS_CONTEXT, Heads, Incarnation, MessageFault, RUNS, begin, entry_id, read, read_and_more, read_items};
use crate::bundle::Item;
use crate::cbor::Reader;
use crate::{Envelope, StreamId, VerifyingKey, cbor, verify_statement};

/// What an entry begins with that holds an id alone.
const GONE: u64 = 0;
/// What one begins with that holds a sealed source. No item of a bundle has this number.
const SEALED_SOURCE: u64 = 7;

/// What a hub takes: events, sealed keys, and sealed sources. What is not sealed it refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HubItem {
    /// An event.
    Event(Box<Envelope>),
    /// A sealed key of this stream.
    Key(StreamId),
    /// Something that the control stream names by its hash.
    SealedSource,
}

impl HubItem {
    /// Reads an item that was given; `None` for what a hub does not take.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        if sealed_source_of(bytes).is_some() {
            return Some(Self::SealedSource);
        }
        match Item::from_bytes(bytes).ok().flatten()? {
            Item::Event(event) => Envelope::from_bytes(&event).ok().map(|event| Self::Event(Box::new(event))),
            item @ (Item::Grant(_) | Item::KeyBox(_) | Item::Slot(_)) => item.stream().map(Self::Key),
            Item::Source(_) | Item::Chunk(_) => None,
        }
    }
}

/// A sealed source as it goes to a hub.
pub fn sealed_source(sealed: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(sealed.len().saturating_add(16));
    cbor::array(&mut out, 2);
    cbor::uint(&mut out, SEALED_SOURCE);
    cbor::bytes(&mut out, sealed);
    out
}

fn sealed_source_of(bytes: &[u8]) -> Option<&[u8]> {
    let mut from = Reader::new(bytes);
    let is_one = from.array().ok()? == 2 && from.uint().ok()? == SEALED_SOURCE;
    let sealed = is_one.then(|| from.bytes().ok()).flatten()?;
    from.rest().is_empty().then_some(sealed)
}

/// The list of a stream is to be read on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PullRequest {
    /// Which stream.
    pub stream: StreamId,
    /// Behind which place.
    pub after: Cursor,
    /// At most so many bytes, yet one entry at least.
    pub most: u64,
    /// May the answer hold runs?
    pub runs: bool,
}

/// What comes before the entries of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PullHead {
    /// Which life of the hub's lists.
    pub incarnation: Incarnation,
    /// Where the list stands behind these entries.
    pub to: Cursor,
    /// The hub's signature that its list stands so.
    pub sig: [u8; 64],
}

/// An entry of a hub's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// What somebody gave.
    Item(Item),
    /// Something that the control stream names by its hash, sealed.
    SealedSource(Vec<u8>),
    /// It was, and has this id; it was deleted.
    Gone([u8; 32]),
}

/// What a pull gave, checked: it goes on from the cursor that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entries {
    /// Which life of the hub's lists.
    pub incarnation: Incarnation,
    /// What came.
    pub entries: Vec<Entry>,
    /// Where the list stands behind it.
    pub to: Cursor,
}

impl Entry {
    /// An entry that holds its id alone.
    pub fn gone(id: &[u8; 32]) -> Vec<u8> {
        let mut out = Vec::with_capacity(40);
        cbor::array(&mut out, 2);
        cbor::uint(&mut out, GONE);
        cbor::bytes(&mut out, id);
        out
    }

    /// Its id, and what it is; `None` for an item of a newer program.
    fn read(bytes: &[u8]) -> Result<([u8; 32], Option<Self>), MessageFault> {
        let mut from = Reader::new(bytes);
        if from.array()? == 2 && from.uint()? == GONE {
            let id = from.fixed()?;
            return Ok((id, Some(Self::Gone(id))));
        }
        let id = entry_id(bytes);
        if let Some(sealed) = sealed_source_of(bytes) {
            return Ok((id, Some(Self::SealedSource(sealed.to_vec()))));
        }
        let item = Item::from_bytes(bytes).map_err(|_| MessageFault::Shape("not an item"))?;
        Ok((id, item.map(Self::Item)))
    }
}

impl PullRequest {
    /// The message.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = begin(4_u64.saturating_add(u64::from(self.runs)));
        cbor::bytes(&mut out, self.stream.as_bytes());
        self.after.write(&mut out);
        cbor::uint(&mut out, self.most);
        if self.runs {
            cbor::uint(&mut out, RUNS);
        }
        out
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`MessageFault`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageFault> {
        let (asked, more) = read_and_more(bytes, 4, |from| {
            let stream = StreamId::from_bytes(from.fixed()?);
            Ok(Self { stream, after: Cursor::read(from)?, most: from.uint()?, runs: false })
        })?;
        Ok(Self { runs: more.runs, ..asked })
    }
}

impl PullHead {
    /// What the hub signs.
    pub fn statement(org: CentreId, incarnation: Incarnation, stream: StreamId, to: Cursor) -> Vec<u8> {
        heads_statement(org, incarnation, &Heads::from([(stream, to)]))
    }

    /// The head, before the entries.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = begin(4);
        cbor::bytes(&mut out, self.incarnation.as_bytes());
        self.to.write(&mut out);
        cbor::bytes(&mut out, &self.sig);
        out
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, MessageFault> {
        read(bytes, 4, |from| {
            Ok(Self {
                incarnation: Incarnation::from_bytes(from.fixed()?),
                to: Cursor::read(from)?,
                sig: from.fixed()?,
            })
        })
    }
}

impl Entries {
    /// Reads what a pull gave. What is of a newer program counts for the hash and is passed over.
    ///
    /// # Errors
    /// [`MessageFault::Signature`] where the hub did not sign it, or the entries are not those that lead from the one place to
    /// the other; and as any message.
    pub fn from_bytes(
        bytes: &[u8],
        org: CentreId,
        asked: &PullRequest,
        hub: &VerifyingKey,
    ) -> Result<Self, MessageFault> {
        let mut parts = read_items(bytes)?.into_iter();
        let head = PullHead::from_bytes(&parts.next().ok_or(MessageFault::Shape("it ends too early"))?)?;
        let statement = PullHead::statement(org, head.incarnation, asked.stream, head.to);
        verify_statement(HEADS_CONTEXT, &statement, &head.sig, hub).map_err(|_| MessageFault::Signature)?;
        let (mut entries, mut at) = (Vec::new(), asked.after);
        for part in parts {
            let (id, entry) = Entry::read(&part)?;
            at = at.after(&id);
            entries.extend(entry);
        }
        if at != head.to {
            return Err(MessageFault::Signature);
        }
        Ok(Self { incarnation: head.incarnation, entries, to: head.to })
    }
}
