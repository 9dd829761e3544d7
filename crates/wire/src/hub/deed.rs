//! Who may speak, as a hub has to know it: statements that name keys and nobody.
//!
//! What a centre says of its members and laptops is sealed, so a hub cannot read it. What it needs of that, a coordinator's
//! laptop tells it in the clear: this key is a laptop's, this one no longer.
//!
//! ```text
//! deed   = [ 1, signed: bstr, sig(64) ]            id = BLAKE3("pana/deed/1" || signed)
//! signed = [ 1, org(16), by(16), past: [ id… ], acts ]
//! act    = [ 1, dev(16), key(32), coordinator? ] / [ 2, dev(16) ] / [ 3, recovery key(32) ]
//!        / [ 4, stream(16), event(32) ] / [ 5, stream(16), slot(16) ]
//!        / [ 6, stream(16), event(32) ] / [ 7, stream(16), slot(16) ]
//! ```

use std::collections::BTreeSet;
use std::fmt;

use pana_model::{CentreId, DeviceId};

use super::{MessageFault, begin, read};
use crate::cbor::Reader;
use crate::{EventId, StreamId, VerifyingKey, cbor, statement_message, verify_statement};

/// The context in which a deed is signed.
pub const DEED_CONTEXT: &str = "pana/deed/1";
/// Who signs with the recovery key.
pub const BY_RECOVERY: DeviceId = DeviceId::from_bytes([0xff; 16]);
/// Largest deed, in bytes.
pub const MAX_DEED: usize = 64 * 1024;
/// Most acts of one deed.
pub const MAX_ACTS: usize = 512;
/// Most deeds that one names.
pub(super) const MAX_PAST: usize = 256;

/// The hash that names a deed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeedId([u8; 32]);

/// What a deed says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeedWrite {
    /// This device belongs to the centre.
    Admit {
        /// Which.
        dev: DeviceId,
        /// By which key it signs.
        key: [u8; 32],
        /// May it sign deeds?
        coordinator: bool,
    },
    /// This device does not belong to it any more.
    Remove {
        /// Which.
        dev: DeviceId,
    },
    /// This key is the recovery key's, which may sign deeds too.
    Recovery {
        /// The key.
        key: [u8; 32],
    },
    /// This was erased: of an event the hub keeps the header, of a slot nothing.
    Erase {
        /// In which stream.
        stream: StreamId,
        /// What.
        item: DeedErased,
    },
    /// This was erased and is not to be after all: the hub takes it again where somebody has it.
    TakeBack {
        /// In which stream.
        stream: StreamId,
        /// What.
        item: DeedErased,
    },
}

/// Something that was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeedErased {
    /// An event.
    Event(EventId),
    /// The keys in a slot.
    Slot([u8; 16]),
    /// A file, by its root.
    File([u8; 32]),
}

/// A deed, read; whether its signature holds is asked by [`Deed::is_signed_by`], and whether it counts by [`super::Deeds`].
#[derive(Clone, PartialEq, Eq)]
pub struct Deed {
    /// Of which centre.
    pub org: CentreId,
    /// Who signs.
    pub by: DeviceId,
    /// The last deeds that its writer had seen; none for the first.
    pub past: BTreeSet<DeedId>,
    /// What it says.
    pub acts: Vec<DeedWrite>,
    id: DeedId,
    signed: Vec<u8>,
    sig: [u8; 64],
}

impl fmt::Debug for Deed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Deed(by {} {:?})", self.by, self.acts)
    }
}

impl DeedId {
    /// The id with these bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl Deed {
    /// Does it say of nobody who may speak, but of erasures alone?
    pub fn only_erases(&self) -> bool {
        let erases = |act: &DeedWrite| matches!(act, DeedWrite::Erase { .. } | DeedWrite::TakeBack { .. });
        self.acts.iter().all(erases)
    }

    /// What is to be signed of a new deed.
    pub fn statement(org: CentreId, by: DeviceId, past: &BTreeSet<DeedId>, acts: &[DeedWrite]) -> Vec<u8> {
        let many = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        let mut out = begin(4);
        cbor::bytes(&mut out, org.as_bytes());
        cbor::bytes(&mut out, by.as_bytes());
        cbor::array(&mut out, many(past.len()));
        past.iter().for_each(|id| cbor::bytes(&mut out, &id.0));
        cbor::array(&mut out, many(acts.len()));
        acts.iter().for_each(|act| act.write(&mut out));
        out
    }

    /// A deed of what was signed, and the signature.
    ///
    /// # Errors
    /// [`MessageFault`], where a reader would refuse it.
    pub fn new(signed: Vec<u8>, sig: [u8; 64]) -> Result<Self, MessageFault> {
        if signed.len() > MAX_DEED {
            return Err(MessageFault::TooLong);
        }
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"pana/deed/1").update(&signed);
        let id = DeedId(*hasher.finalize().as_bytes());
        let (org, by, past, acts) = read(&signed, 4, |from| {
            let (org, by) = (CentreId::from_bytes(from.fixed()?), DeviceId::from_bytes(from.fixed()?));
            Ok((org, by, read_past(from)?, read_acts(from)?))
        })?;
        Ok(Self { org, by, past, acts, id, signed, sig })
    }

    /// The deed in bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = begin(2);
        cbor::bytes(&mut out, &self.signed);
        cbor::bytes(&mut out, &self.sig);
        out
    }

    /// Reads a deed.
    ///
    /// # Errors
    /// [`MessageFault`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageFault> {
        let (signed, sig) = read(bytes, 2, |from| Ok((from.bytes()?.to_vec(), from.fixed()?)))?;
        Self::new(signed, sig)
    }

    /// What names it.
    pub const fn id(&self) -> DeedId {
        self.id
    }

    /// Does its signature hold under this key?
    pub fn is_signed_by(&self, key: &[u8; 32]) -> bool {
        VerifyingKey::from_bytes(key)
            .is_ok_and(|key| verify_statement(DEED_CONTEXT, &self.signed, &self.sig, &key).is_ok())
    }

    /// The message over which a signature of `statement` is made.
    pub fn message(statement: &[u8]) -> Vec<u8> {
        statement_message(DEED_CONTEXT, statement)
    }
}

fn read_past(from: &mut Reader<'_>) -> Result<BTreeSet<DeedId>, MessageFault> {
    let many = from.array()?;
    if many > u64::try_from(MAX_PAST).unwrap_or(u64::MAX) {
        return Err(MessageFault::TooLong);
    }
    let (mut past, mut before) = (BTreeSet::new(), None);
    for _ in 0..many {
        let id = DeedId(from.fixed()?);
        if before.is_some_and(|before| before >= id) {
            return Err(MessageFault::NotCanonical);
        }
        before = Some(id);
        past.insert(id);
    }
    Ok(past)
}

fn read_acts(from: &mut Reader<'_>) -> Result<Vec<DeedWrite>, MessageFault> {
    let many = usize::try_from(from.array()?).unwrap_or(usize::MAX);
    if many > MAX_ACTS {
        return Err(MessageFault::TooLong);
    }
    (0..many).map(|_| DeedWrite::read(from)).collect()
}

impl DeedErased {
    /// An act about it, whose kind depends on whether it is an event, a slot or a file.
    fn write(&self, out: &mut Vec<u8>, stream: StreamId, (event, slot, file): (u64, u64, u64)) {
        let (kind, id) = match self {
            Self::Event(id) => (event, id.as_bytes().as_slice()),
            Self::Slot(id) => (slot, id.as_slice()),
            Self::File(root) => (file, root.as_slice()),
        };
        cbor::array(out, 3);
        cbor::uint(out, kind);
        cbor::bytes(out, stream.as_bytes());
        cbor::bytes(out, id);
    }
}

impl DeedWrite {
    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Admit { dev, key, coordinator } => {
                cbor::array(out, 4);
                cbor::uint(out, 1);
                cbor::bytes(out, dev.as_bytes());
                cbor::bytes(out, key);
                cbor::uint(out, u64::from(*coordinator));
            }
            Self::Remove { dev } => {
                cbor::array(out, 2);
                cbor::uint(out, 2);
                cbor::bytes(out, dev.as_bytes());
            }
            Self::Recovery { key } => {
                cbor::array(out, 2);
                cbor::uint(out, 3);
                cbor::bytes(out, key);
            }
            Self::Erase { stream, item } => item.write(out, *stream, (4, 5, 8)),
            Self::TakeBack { stream, item } => item.write(out, *stream, (6, 7, 9)),
        }
    }

    /// An act of a newer program is none that this one could obey: the deed is refused.
    fn read(from: &mut Reader<'_>) -> Result<Self, MessageFault> {
        match (from.array()?, from.uint()?) {
            (4, 1) => {
                let (dev, key) = (DeviceId::from_bytes(from.fixed()?), from.fixed()?);
                let coordinator = match from.uint()? {
                    0 => false,
                    1 => true,
                    _ => return Err(MessageFault::Shape("neither yes nor no")),
                };
                Ok(Self::Admit { dev, key, coordinator })
            }
            (2, 2) => Ok(Self::Remove { dev: DeviceId::from_bytes(from.fixed()?) }),
            (2, 3) => Ok(Self::Recovery { key: from.fixed()? }),
            (3, kind @ 4..=9) => {
                let stream = StreamId::from_bytes(from.fixed()?);
                let item = match kind {
                    4 | 6 => DeedErased::Event(EventId::from_bytes(from.fixed()?)),
                    8 | 9 => DeedErased::File(from.fixed()?),
                    _ => DeedErased::Slot(from.fixed()?),
                };
                Ok(if matches!(kind, 4 | 5 | 8) {
                    Self::Erase { stream, item }
                } else {
                    Self::TakeBack { stream, item }
                })
            }
            _ => Err(MessageFault::Shape("no such act")),
        }
    }
}
