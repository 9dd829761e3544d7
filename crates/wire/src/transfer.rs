//! What one centre hands to another of a case: the *dossier*, and the files that its answers name. It lies in a parcel to the
//! seats of that centre.
//!
//! ```text
//! plain   = bstr dossier, bstr(64) signature, (bstr file)*
//! dossier = [1, org 16, root 32, transfer 16, to 16, event 32, [event…], [left out…], [form…], seat's keys 64]
//! event   = [header, device's signature 64, member's signature 64, body]
//! left    = [event ref 16, [event ref 16…]]
//! form    = [form id, hash 32, version, source]
//! file    = [blob 16, root 32, key 32, content]
//! ```
//!
//! **No key of the centre travels.** The body of an event stands here as it was signed, beside its header and both signatures:
//! its device has signed the header, and the member the body for that header, so each can be checked without the key under which
//! the body lies sealed at home. Of files the key of each one goes along, by which the receiver finds that the content is what the
//! event names; it opens nothing else.

use std::fmt;

use pana_model::{BlobId, CentreId, EventRef, Secret, TransferId};

use crate::EventId;
use crate::cbor::{self, Fault, Reader};

/// The context in which a dossier is signed.
pub const TRANSFER_SIGNED: &str = "pana/transfer/1";
/// A dossier has so many bytes at most: it is kept with the case as a file is.
pub const MAX_DOSSIER: usize = 64 * 1024 * 1024 - 1024;
/// All that is handed over has so many bytes at most.
pub const MAX_TRANSFER: usize = 256 * 1024 * 1024;
const VERSION: u64 = 1;
const MAX_EVENTS: u64 = 1 << 18;
const MAX_LIST: u64 = 4096;

/// An event with its body open.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenedEvent {
    /// The header's bytes.
    pub header: Vec<u8>,
    /// The device's signature.
    pub sig: [u8; 64],
    /// The member's signature.
    pub member_sig: [u8; 64],
    /// The bytes of the body.
    pub body: Vec<u8>,
}

/// An event of the case that does not count there, and so stays: only what it had seen is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Which.
    pub event: EventRef,
    /// What it had seen.
    pub past: Vec<EventRef>,
}

/// A questionnaire that interviews were asked in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormAsked {
    /// `form_id`.
    pub form_id: String,
    /// The hash over its source.
    pub hash: [u8; 32],
    /// What its author calls the version.
    pub version: String,
    /// The source.
    pub source: Vec<u8>,
}

/// What is handed over of a case, but for the content of files.
#[derive(Clone, PartialEq, Eq)]
pub struct Dossier {
    /// The centre that gives.
    pub org: CentreId,
    /// The event from which its control stream descends.
    pub root: EventId,
    /// Which handing over.
    pub transfer: TransferId,
    /// To which centre.
    pub to: CentreId,
    /// The event that proposes it: what lies in its past is what is handed over.
    pub proposal: EventId,
    /// Events of the control stream and of the case, in any order.
    pub events: Vec<OpenedEvent>,
    /// Events of the case that stay.
    pub left_out: Vec<LeftOut>,
    /// The questionnaires.
    pub forms: Vec<FormAsked>,
    /// The keys of the seat that signs it.
    pub seat: [u8; 64],
}

/// The content of a file.
#[derive(Clone)]
pub struct FileGiven {
    /// The id under which it is sealed.
    pub blob: BlobId,
    /// The root that an event names.
    pub root: [u8; 32],
    /// The key of this file alone.
    pub key: Secret<[u8; 32]>,
    /// Its bytes.
    pub content: Secret<Vec<u8>>,
}

/// All of it, taken apart and not yet looked at.
#[derive(Clone)]
pub struct TransferParts {
    /// The dossier's bytes.
    pub dossier: Secret<Vec<u8>>,
    /// The signature over them.
    pub sig: [u8; 64],
    /// The files.
    pub files: Vec<FileGiven>,
}

macro_rules! shows_nothing {
    ($($name:ident),+) => {
        $(
            /// Shows nothing of the case.
            impl fmt::Debug for $name {
                fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                    out.write_str(concat!(stringify!($name), "(…)"))
                }
            }
        )+
    };
}

shows_nothing!(OpenedEvent, Dossier, FileGiven, TransferParts);

/// Why bytes are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransferFault {
    /// It is not what one is made of; what.
    #[error("not a case handed over: {0}")]
    Shape(&'static str),
    /// It has another spelling.
    #[error("it is not in its canonical form")]
    NotCanonical,
    /// A newer program wrote it.
    #[error("a newer program wrote it")]
    Newer,
    /// It is larger than one may be.
    #[error("it is too large")]
    TooLarge,
}

impl Dossier {
    /// Its bytes.
    ///
    /// # Errors
    /// [`TransferFault::TooLarge`], also where a list has more entries than a reader takes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, TransferFault> {
        let lists = [self.left_out.len(), self.forms.len()].into_iter();
        let mut lists = lists.chain(self.left_out.iter().map(|left| left.past.len()));
        if many(self.events.len()) > MAX_EVENTS || lists.any(|length| many(length) > MAX_LIST) {
            return Err(TransferFault::TooLarge);
        }
        let mut out = Vec::new();
        cbor::array(&mut out, 10);
        cbor::uint(&mut out, VERSION);
        cbor::bytes(&mut out, self.org.as_bytes());
        cbor::bytes(&mut out, self.root.as_bytes());
        cbor::bytes(&mut out, self.transfer.as_bytes());
        cbor::bytes(&mut out, self.to.as_bytes());
        cbor::bytes(&mut out, self.proposal.as_bytes());
        cbor::array(&mut out, many(self.events.len()));
        for event in &self.events {
            cbor::array(&mut out, 4);
            cbor::bytes(&mut out, &event.header);
            cbor::bytes(&mut out, &event.sig);
            cbor::bytes(&mut out, &event.member_sig);
            cbor::bytes(&mut out, &event.body);
        }
        cbor::array(&mut out, many(self.left_out.len()));
        for left in &self.left_out {
            cbor::array(&mut out, 2);
            cbor::bytes(&mut out, left.event.as_bytes());
            cbor::array(&mut out, many(left.past.len()));
            left.past.iter().for_each(|past| cbor::bytes(&mut out, past.as_bytes()));
        }
        cbor::array(&mut out, many(self.forms.len()));
        for form in &self.forms {
            cbor::array(&mut out, 4);
            cbor::text(&mut out, &form.form_id);
            cbor::bytes(&mut out, &form.hash);
            cbor::text(&mut out, &form.version);
            cbor::bytes(&mut out, &form.source);
        }
        cbor::bytes(&mut out, &self.seat);
        if out.len() > MAX_DOSSIER { Err(TransferFault::TooLarge) } else { Ok(out) }
    }

    /// Reads a dossier. Elements after the known ones are passed over.
    ///
    /// # Errors
    /// As each says. Never panics, whatever the bytes are.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, TransferFault> {
        if bytes.len() > MAX_DOSSIER {
            return Err(TransferFault::TooLarge);
        }
        let mut from = Reader::new(bytes);
        let length = from.array()?;
        if from.uint()? != VERSION {
            return Err(TransferFault::Newer);
        }
        let newer = length.checked_sub(10).ok_or(TransferFault::Shape("too few elements"))?;
        let dossier = Self {
            org: CentreId::from_bytes(from.fixed()?),
            root: EventId::from_bytes(from.fixed()?),
            transfer: TransferId::from_bytes(from.fixed()?),
            to: CentreId::from_bytes(from.fixed()?),
            proposal: EventId::from_bytes(from.fixed()?),
            events: list(&mut from, MAX_EVENTS, |from| {
                exactly(from, 4)?;
                Ok(OpenedEvent {
                    header: from.bytes()?.to_vec(),
                    sig: from.fixed()?,
                    member_sig: from.fixed()?,
                    body: from.bytes()?.to_vec(),
                })
            })?,
            left_out: list(&mut from, MAX_LIST, |from| {
                exactly(from, 2)?;
                let event = EventRef::from_bytes(from.fixed()?);
                let past = list(from, MAX_LIST, |from| Ok(EventRef::from_bytes(from.fixed()?)))?;
                Ok(LeftOut { event, past })
            })?,
            forms: list(&mut from, MAX_LIST, |from| {
                exactly(from, 4)?;
                Ok(FormAsked {
                    form_id: from.text()?.to_owned(),
                    hash: from.fixed()?,
                    version: from.text()?.to_owned(),
                    source: from.bytes()?.to_vec(),
                })
            })?,
            seat: from.fixed()?,
        };
        for _ in 0..newer {
            from.skip()?;
        }
        if from.rest().is_empty() { Ok(dossier) } else { Err(TransferFault::Shape("bytes after its end")) }
    }
}

impl TransferParts {
    /// How long all of it is at most, with a dossier and files of these lengths.
    pub fn length(dossier: usize, files: impl Iterator<Item = usize>) -> usize {
        files.map(|length| length.saturating_add(128)).fold(dossier.saturating_add(128), usize::saturating_add)
    }

    /// All of it in one.
    ///
    /// # Errors
    /// [`TransferFault::TooLarge`].
    pub fn to_bytes(&self) -> Result<Secret<Vec<u8>>, TransferFault> {
        // EXPOSE: to put it together; it leaves wrapped.
        let dossier = self.dossier.expose();
        let whole = Self::length(dossier.len(), self.files.iter().map(|file| file.content.expose().len()));
        if whole > MAX_TRANSFER {
            return Err(TransferFault::TooLarge);
        }
        // Growing would leave copies behind.
        let mut out = Vec::with_capacity(whole);
        cbor::bytes(&mut out, dossier);
        cbor::bytes(&mut out, &self.sig);
        for file in &self.files {
            // EXPOSE: as above.
            let (key, content) = (file.key.expose(), file.content.expose());
            let mut head = Vec::with_capacity(128);
            cbor::array(&mut head, 4);
            cbor::bytes(&mut head, file.blob.as_bytes());
            cbor::bytes(&mut head, &file.root);
            cbor::bytes(&mut head, key);
            cbor::bytes_head(&mut head, content.len());
            cbor::bytes_head(&mut out, head.len().saturating_add(content.len()));
            out.extend_from_slice(&head);
            out.extend_from_slice(content);
        }
        Ok(Secret::new(out))
    }

    /// Takes it apart.
    ///
    /// # Errors
    /// As each says. Never panics, whatever the bytes are.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, TransferFault> {
        if bytes.len() > MAX_TRANSFER {
            return Err(TransferFault::TooLarge);
        }
        let mut from = Reader::new(bytes);
        let (dossier, sig) = (Secret::new(from.bytes()?.to_vec()), from.fixed()?);
        let mut files = Vec::new();
        while !from.rest().is_empty() {
            let mut file = Reader::new(from.bytes()?);
            exactly(&mut file, 4)?;
            files.push(FileGiven {
                blob: BlobId::from_bytes(file.fixed()?),
                root: file.fixed()?,
                key: Secret::new(file.fixed()?),
                content: Secret::new(file.bytes()?.to_vec()),
            });
            if !file.rest().is_empty() {
                return Err(TransferFault::Shape("bytes after a file's end"));
            }
        }
        Ok(Self { dossier, sig, files })
    }
}

fn many(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

fn exactly(from: &mut Reader<'_>, length: u64) -> Result<(), TransferFault> {
    if from.array()? == length { Ok(()) } else { Err(TransferFault::Shape("another number of elements")) }
}

fn list<'b, T>(
    from: &mut Reader<'b>,
    most: u64,
    mut each: impl FnMut(&mut Reader<'b>) -> Result<T, TransferFault>,
) -> Result<Vec<T>, TransferFault> {
    let length = from.array()?;
    if length > most {
        return Err(TransferFault::TooLarge);
    }
    (0..length).map(|_| each(from)).collect()
}

impl From<Fault> for TransferFault {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::NotCanonical => Self::NotCanonical,
            Fault::Shape(what) => Self::Shape(what),
        }
    }
}

#[cfg(test)]
mod tests;
