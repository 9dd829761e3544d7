//! What a part carries.

use std::fmt;

use pana_model::{DeviceId, KeyId, SeatId};

use super::chunk::file_root;
use super::kind::{ItemKind, SourceKind};
use super::limits::{MAX_CHUNKS, MAX_NUMBER, MAX_SOURCE_NAME};
use crate::cbor::{Fault, Reader};
use crate::{EpochId, GenerationId, StreamId, cbor};

/// A sealed epoch key.
pub type SealedGrant = [u8; 80];
/// A wrapped key.
pub type Wrapped = [u8; 72];

/// The number of the box with a generation's slot id key, the highest there is.
const LAST_BOX: u16 = 256;

/// One thing that a part carries.
#[derive(Clone, PartialEq, Eq)]
pub enum Item {
    /// An event: the bytes of its envelope, as they came. What they are is for whoever takes them in.
    Event(Vec<u8>),
    /// An epoch key, sealed to a seat or to the recovery key.
    Grant(Grant),
    /// A key of a generation, under an epoch.
    KeyBox(KeyBox),
    /// A subject's key, under its bucket.
    Slot(Slot),
    /// What the log names by a hash and holds nothing else of.
    Source(Source),
    /// A sealed piece of a file.
    Chunk(Chunk),
}

/// A row of grants. It counts only if an event that counts names it by its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Which stream it opens.
    pub stream: StreamId,
    /// Which epoch.
    pub epoch: EpochId,
    /// For whom; 16 bytes 0xff for the recovery key.
    pub seat: SeatId,
    /// The sealed key.
    pub sealed: SealedGrant,
}

/// A box of a generation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyBox {
    /// The stream.
    pub stream: StreamId,
    /// The generation.
    pub generation: GenerationId,
    /// A bucket, or 256 for the slot id key.
    pub number: u16,
    /// Under which epoch.
    pub epoch: EpochId,
    /// The wrapped key.
    pub wrapped: Wrapped,
}

/// A slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The stream.
    pub stream: StreamId,
    /// The slot's id, which says nothing of its subject to whoever has not the generation's slot id key.
    pub slot: [u8; 16],
    /// Which of the subject's keys.
    pub key: KeyId,
    /// The generation.
    pub generation: GenerationId,
    /// The wrapped key.
    pub wrapped: Wrapped,
}

/// Something that lies beside the log, whole.
#[derive(Clone, PartialEq, Eq)]
pub struct Source {
    /// What.
    pub kind: SourceKind,
    /// A questionnaire's `form_id`; of others the name of the file it came from, to be shown and never to be opened. At
    /// most [`super::MAX_SOURCE_NAME`] bytes.
    pub name: String,
    /// The hash by which the log names it; see [`SourceKind`].
    pub hash: [u8; 32],
    /// Its bytes; at most [`super::MAX_SOURCE`].
    pub bytes: Vec<u8>,
}

/// A sealed chunk of a file.
#[derive(Clone, PartialEq, Eq)]
pub struct Chunk {
    /// The hashes of all chunks of the file, in their order: they give the root by which an event names it, so that whoever
    /// carries a chunk can tell whether it is the one that it says it is, without opening anything.
    pub hashes: Vec<[u8; 32]>,
    /// Which chunk, from 0.
    pub number: u32,
    /// Which event names the file, as its sender says: by this alone whoever cannot open that event tells who lacks the file.
    pub named: Named,
    /// The sealed bytes; at most [`super::MAX_CHUNK`].
    pub sealed: Vec<u8>,
}

/// Where the event stands that names a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// Its stream.
    pub stream: StreamId,
    /// Whose chain.
    pub device: DeviceId,
    /// Its number in it, from 1 to 2^48.
    pub number: u64,
}

/// Why bytes are not an item, or an item may not be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ItemFault {
    /// Not what an item is.
    #[error("not an item: {0}")]
    Shape(&'static str),
    /// The same content has another spelling.
    #[error("the item is not in its canonical form")]
    NotCanonical,
    /// Longer than its kind may be.
    #[error("the item is too long")]
    TooLong,
    /// A source is not what its hash names.
    #[error("the source is not the one that its hash names")]
    OtherSource,
    /// A chunk is not what the hashes with it say.
    #[error("the chunk is not what its hash names")]
    OtherChunk,
}

impl Item {
    /// What kind it is.
    pub const fn kind(&self) -> ItemKind {
        match self {
            Self::Event(_) => ItemKind::Event,
            Self::Grant(_) => ItemKind::Grant,
            Self::KeyBox(_) => ItemKind::KeyBox,
            Self::Slot(_) => ItemKind::Slot,
            Self::Source(_) => ItemKind::Source,
            Self::Chunk(_) => ItemKind::Chunk,
        }
    }

    /// How many bytes its content has.
    pub fn length(&self) -> usize {
        match self {
            Self::Event(bytes) => bytes.len(),
            Self::Grant(grant) => grant.sealed.len(),
            Self::KeyBox(KeyBox { wrapped, .. }) | Self::Slot(Slot { wrapped, .. }) => wrapped.len(),
            Self::Source(source) => source.bytes.len(),
            Self::Chunk(chunk) => chunk.sealed.len(),
        }
    }

    /// The item's bytes.
    ///
    /// # Errors
    /// [`ItemFault`], where a reader would refuse it.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ItemFault> {
        self.check()?;
        let mut out = Vec::with_capacity(self.length().saturating_add(160));
        cbor::array(&mut out, self.kind().elements());
        cbor::uint(&mut out, self.kind().number());
        match self {
            Self::Event(bytes) => cbor::bytes(&mut out, bytes),
            Self::Grant(Grant { stream, epoch, seat, sealed }) => {
                let parts: [&[u8]; 4] = [stream.as_bytes(), epoch.as_bytes(), seat.as_bytes(), sealed];
                parts.iter().for_each(|part| cbor::bytes(&mut out, part));
            }
            Self::KeyBox(KeyBox { stream, generation, number, epoch, wrapped }) => {
                cbor::bytes(&mut out, stream.as_bytes());
                cbor::bytes(&mut out, generation.as_bytes());
                cbor::uint(&mut out, u64::from(*number));
                cbor::bytes(&mut out, epoch.as_bytes());
                cbor::bytes(&mut out, wrapped);
            }
            Self::Slot(Slot { stream, slot, key, generation, wrapped }) => {
                let parts: [&[u8]; 5] = [stream.as_bytes(), slot, key.as_bytes(), generation.as_bytes(), wrapped];
                parts.iter().for_each(|part| cbor::bytes(&mut out, part));
            }
            Self::Source(Source { kind, name, hash, bytes }) => {
                cbor::uint(&mut out, kind.number());
                cbor::text(&mut out, name);
                cbor::bytes(&mut out, hash);
                cbor::bytes(&mut out, bytes);
            }
            Self::Chunk(Chunk { hashes, number, named, sealed }) => {
                write_hashes(&mut out, hashes);
                cbor::uint(&mut out, u64::from(*number));
                cbor::bytes(&mut out, named.stream.as_bytes());
                cbor::bytes(&mut out, named.device.as_bytes());
                cbor::uint(&mut out, named.number);
                cbor::bytes(&mut out, sealed);
            }
        }
        Ok(out)
    }

    /// Reads one item that stands alone. `None` for a kind of a newer program.
    ///
    /// # Errors
    /// [`ItemFault`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Option<Self>, ItemFault> {
        match read(bytes)? {
            Read::Item(item) => Ok(Some(item)),
            Read::Newer => Ok(None),
            Read::End(_) => Err(ItemFault::Shape("an end is no item")),
        }
    }

    /// The stream that it belongs to; `None` for an event, whose header says it, for what every stream may name, and for a
    /// chunk.
    pub const fn stream(&self) -> Option<StreamId> {
        match self {
            Self::Grant(Grant { stream, .. })
            | Self::KeyBox(KeyBox { stream, .. })
            | Self::Slot(Slot { stream, .. }) => Some(*stream),
            Self::Event(_) | Self::Source(_) | Self::Chunk(_) => None,
        }
    }

    /// What stands after the number of a known kind. `None` for a kind of source of a newer program.
    fn read(kind: ItemKind, from: &mut Reader<'_>) -> Result<Option<Self>, ItemFault> {
        Ok(Some(match kind {
            ItemKind::Event => Self::Event(from.bytes()?.to_vec()),
            ItemKind::Grant => Self::Grant(Grant {
                stream: StreamId::from_bytes(from.fixed()?),
                epoch: EpochId::from_bytes(from.fixed()?),
                seat: SeatId::from_bytes(from.fixed()?),
                sealed: from.fixed()?,
            }),
            ItemKind::KeyBox => Self::KeyBox(KeyBox {
                stream: StreamId::from_bytes(from.fixed()?),
                generation: GenerationId::from_bytes(from.fixed()?),
                number: u16::try_from(from.uint()?).map_err(|_| NO_BOX)?,
                epoch: EpochId::from_bytes(from.fixed()?),
                wrapped: from.fixed()?,
            }),
            ItemKind::Slot => Self::Slot(Slot {
                stream: StreamId::from_bytes(from.fixed()?),
                slot: from.fixed()?,
                key: KeyId::from_bytes(from.fixed()?),
                generation: GenerationId::from_bytes(from.fixed()?),
                wrapped: from.fixed()?,
            }),
            ItemKind::Source => {
                let Some(kind) = SourceKind::from_number(from.uint()?) else { return Ok(None) };
                let (name, hash) = (from.text()?.to_owned(), from.fixed()?);
                Self::Source(Source { kind, name, hash, bytes: from.bytes()?.to_vec() })
            }
            ItemKind::Chunk => Self::Chunk(Chunk {
                hashes: read_hashes(from)?,
                number: u32::try_from(from.uint()?).map_err(|_| NO_CHUNK)?,
                named: Named {
                    stream: StreamId::from_bytes(from.fixed()?),
                    device: DeviceId::from_bytes(from.fixed()?),
                    number: from.uint()?,
                },
                sealed: from.bytes()?.to_vec(),
            }),
        }))
    }

    /// What every item must be, whoever writes or reads it.
    fn check(&self) -> Result<(), ItemFault> {
        if self.length() > self.kind().longest() {
            return Err(ItemFault::TooLong);
        }
        match self {
            Self::KeyBox(key_box) if key_box.number > LAST_BOX => Err(NO_BOX),
            Self::Source(source) if source.name.len() > MAX_SOURCE_NAME => Err(ItemFault::TooLong),
            Self::Source(source) if !source.is_what_its_hash_names() => Err(ItemFault::OtherSource),
            Self::Chunk(chunk) => chunk.check(),
            _ => Ok(()),
        }
    }
}

const NO_BOX: ItemFault = ItemFault::Shape("no such box");
const NO_CHUNK: ItemFault = ItemFault::Shape("no such chunk");

impl Chunk {
    /// The root of its file.
    pub fn root(&self) -> [u8; 32] {
        file_root(&self.hashes)
    }

    fn check(&self) -> Result<(), ItemFault> {
        if self.hashes.len() > MAX_CHUNKS {
            return Err(ItemFault::TooLong);
        }
        let at = usize::try_from(self.number).map_err(|_| NO_CHUNK)?;
        let hash = self.hashes.get(at).ok_or(NO_CHUNK)?;
        if self.named.number == 0 || self.named.number > MAX_NUMBER {
            return Err(ItemFault::Shape("no chain has that number"));
        }
        if blake3::hash(&self.sealed) == *hash { Ok(()) } else { Err(ItemFault::OtherChunk) }
    }
}

/// One byte string of all hashes.
pub(crate) fn write_hashes(out: &mut Vec<u8>, hashes: &[[u8; 32]]) {
    cbor::bytes(out, hashes.as_flattened());
}

pub(crate) fn read_hashes(from: &mut Reader<'_>) -> Result<Vec<[u8; 32]>, ItemFault> {
    let bytes = from.bytes()?;
    let (hashes, rest) = bytes.as_chunks::<32>();
    if hashes.is_empty() || !rest.is_empty() {
        return Err(ItemFault::Shape("not the hashes of chunks"));
    }
    if hashes.len() > MAX_CHUNKS { Err(ItemFault::TooLong) } else { Ok(hashes.to_vec()) }
}

impl Source {
    fn is_what_its_hash_names(&self) -> bool {
        !self.kind.is_hashed_by_its_bytes() || *blake3::hash(&self.bytes).as_bytes() == self.hash
    }
}

/// What the bytes between the head and the end are.
pub(crate) enum Read<'b> {
    /// An item.
    Item(Item),
    /// Of a kind that a newer program writes.
    Newer,
    /// The end: what stands after its number.
    End(Reader<'b>),
}

/// Reads an item, or finds that it is the end. Elements after the known ones of an item are passed over.
pub(crate) fn read(bytes: &[u8]) -> Result<Read<'_>, ItemFault> {
    let mut from = Reader::new(bytes);
    let length = from.array()?;
    let number = from.uint()?;
    if number == END {
        return if length == END_ELEMENTS { Ok(Read::End(from)) } else { Err(ItemFault::Shape("not an end")) };
    }
    let Some(kind) = ItemKind::from_number(number) else { return Ok(Read::Newer) };
    let Some(item) = Item::read(kind, &mut from)? else { return Ok(Read::Newer) };
    let newer = length.checked_sub(kind.elements()).ok_or(ItemFault::Shape("too few elements"))?;
    for _ in 0..newer {
        from.skip()?;
    }
    if !from.rest().is_empty() {
        return Err(ItemFault::Shape("bytes after its end"));
    }
    item.check()?;
    Ok(Read::Item(item))
}

/// The number that an end begins with.
pub(crate) const END: u64 = 0;
/// How many elements an end has: its number, what is signed, the signature.
pub(crate) const END_ELEMENTS: u64 = 3;

impl From<Fault> for ItemFault {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::NotCanonical => Self::NotCanonical,
            Fault::Shape(what) => Self::Shape(what),
        }
    }
}

impl fmt::Debug for Item {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(bytes) => write!(out, "Event({} bytes)", bytes.len()),
            Self::Grant(grant) => grant.fmt(out),
            Self::KeyBox(key_box) => key_box.fmt(out),
            Self::Slot(slot) => slot.fmt(out),
            Self::Source(source) => source.fmt(out),
            Self::Chunk(chunk) => chunk.fmt(out),
        }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Source({:?} {}, {} bytes)", self.kind, self.name, self.bytes.len())
    }
}

impl fmt::Debug for Chunk {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Chunk({} of {}, {} bytes)", self.number, self.hashes.len(), self.sealed.len())
    }
}
