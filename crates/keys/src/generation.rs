//! Generations: where the keys of a stream's subjects lie.
//!
//! ```text
//! epoch key ──▶ wrap key ──▶ 257 boxes: slot id key, keys of 256 buckets ──▶ slots ──▶ subject keys
//! box  = box(wrap key, "pana/bucket/2" || stream || generation || be16(number) || epoch, key)
//! slot = box(bucket key, "pana/slot/2" || stream || slot id || key id || generation || bucket, subject key)
//! ```
//!
//! A new epoch wraps the same 257 keys again, and no slot: 18 KB, however many subjects there are. To erase a subject, its
//! bucket gets a new key, which wraps what else lay in the bucket; when the old epochs' keys are gone, so is the old
//! bucket key, and with it every copy of the row that was erased.
//!
//! A generation ends when someone is removed who held its keys. Each subject then gets another key in the next generation
//! at the first write. Rows are added and never overwritten: the key's id is in the row's name and in its seal, so that
//! two devices which begin one subject apart make two rows.

use std::fmt;

use pana_model::{KeyId, Secret};
use pana_wire::{GenerationId, StreamId};

use crate::{Entropy, EpochKey, KeysError, SubjectKey, WrappedKey, aead, entropy};

/// The number of the box with the slot id key: the one after the last bucket's.
const SLOT_IDS: u16 = 256;

/// A generation of a stream, opened as far as finding slots needs. Its buckets are opened one by one, when they are
/// wanted.
#[derive(Clone)]
pub struct Generation {
    stream: StreamId,
    id: GenerationId,
    slot_ids: Secret<[u8; 32]>,
}

/// Wraps and opens the slots of one bucket.
#[derive(Clone)]
pub struct BucketKey {
    stream: StreamId,
    generation: GenerationId,
    bucket: u8,
    key: Secret<[u8; 32]>,
}

/// What a box of a generation holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyBox {
    /// The key of a bucket.
    Bucket(u8),
    /// The key that slot ids are made with.
    SlotIds,
}

/// The id of a subject's slots in one generation. Without the generation's slot id key it says nothing of the subject,
/// nor which slots of two generations belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SlotId([u8; 16]);

impl Generation {
    /// Begins generation `number` of a stream, with the keys of its 256 buckets in their order.
    pub fn make(stream: StreamId, number: u32, entropy: &mut dyn Entropy) -> Result<(Self, Vec<BucketKey>), KeysError> {
        let id = GenerationId::new(number, entropy::bytes(entropy)?);
        let this = Self { stream, id, slot_ids: Secret::new(entropy::bytes(entropy)?) };
        let buckets = (0..=u8::MAX).map(|bucket| this.make_bucket(bucket, entropy)).collect::<Result<_, _>>()?;
        Ok((this, buckets))
    }

    /// Opens the box of the slot id key, and so the generation.
    pub fn open(id: GenerationId, wrapped: &[u8], epoch: &EpochKey) -> Result<Self, KeysError> {
        let slot_ids = aead::unwrap(epoch.wrap_key(), &KeyBox::SlotIds.aad(id, epoch), wrapped)?;
        Ok(Self { stream: epoch.stream(), id, slot_ids })
    }

    /// Wraps the slot id key under an epoch.
    pub fn wrap(&self, epoch: &EpochKey, entropy: &mut dyn Entropy) -> Result<WrappedKey, KeysError> {
        KeyBox::SlotIds.wrap((self.stream, self.id), &self.slot_ids, epoch, entropy)
    }

    /// Another key for a bucket: what is wrapped again under it parts from what is to be erased with the old one.
    pub fn make_bucket(&self, bucket: u8, entropy: &mut dyn Entropy) -> Result<BucketKey, KeysError> {
        let key = Secret::new(entropy::bytes(entropy)?);
        Ok(BucketKey { stream: self.stream, generation: self.id, bucket, key })
    }

    /// Opens a bucket's box.
    pub fn open_bucket(&self, bucket: u8, wrapped: &[u8], epoch: &EpochKey) -> Result<BucketKey, KeysError> {
        if epoch.stream() != self.stream {
            return Err(KeysError::WrongKey);
        }
        let key = aead::unwrap(epoch.wrap_key(), &KeyBox::Bucket(bucket).aad(self.id, epoch), wrapped)?;
        Ok(BucketKey { stream: self.stream, generation: self.id, bucket, key })
    }

    /// Which generation.
    pub const fn id(&self) -> GenerationId {
        self.id
    }

    /// Of which stream.
    pub const fn stream(&self) -> StreamId {
        self.stream
    }

    /// The id of a subject's slots.
    pub fn slot_id(&self, subject: &[u8; 16]) -> SlotId {
        SlotId(aead::keyed_16(&self.slot_ids, subject))
    }
}

impl BucketKey {
    /// Which bucket, by the first byte of the slot ids in it.
    pub const fn bucket(&self) -> u8 {
        self.bucket
    }

    /// Is it the same key of the same bucket?
    pub fn is(&self, other: &Self) -> bool {
        let of = |key: &Self| (key.stream, key.generation, key.bucket);
        // EXPOSE: to compare them.
        of(self) == of(other) && self.key.expose() == other.key.expose()
    }

    /// Wraps it under an epoch, for its box.
    pub fn wrap(&self, epoch: &EpochKey, entropy: &mut dyn Entropy) -> Result<WrappedKey, KeysError> {
        KeyBox::Bucket(self.bucket).wrap((self.stream, self.generation), &self.key, epoch, entropy)
    }

    /// Wraps a subject's key for the row of its slot. The slot must lie in this bucket.
    pub fn wrap_subject(
        &self,
        key: &SubjectKey,
        slot: SlotId,
        entropy: &mut dyn Entropy,
    ) -> Result<WrappedKey, KeysError> {
        if slot.bucket() != self.bucket {
            return Err(KeysError::WrongKey);
        }
        aead::wrap(&self.key, &self.slot_aad(slot, key.id()), key.key(), entropy)
    }

    /// Opens a slot's row. A key that is not the one the row names is refused.
    pub fn open_subject(&self, slot: SlotId, key: KeyId, wrapped: &[u8]) -> Result<SubjectKey, KeysError> {
        let opened = SubjectKey::from_key(aead::unwrap(&self.key, &self.slot_aad(slot, key), wrapped)?);
        if opened.id() == key { Ok(opened) } else { Err(KeysError::Commitment) }
    }

    fn slot_aad(&self, slot: SlotId, key: KeyId) -> Vec<u8> {
        let (stream, generation) = (self.stream.as_bytes(), self.generation.as_bytes());
        [b"pana/slot/2".as_slice(), stream, &slot.0, key.as_bytes(), generation, &[self.bucket]].concat()
    }
}

impl KeyBox {
    /// All boxes of a generation.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=u8::MAX).map(Self::Bucket).chain([Self::SlotIds])
    }

    /// Its number: a bucket's is the bucket's, the slot id key's is 256.
    pub const fn number(self) -> u16 {
        match self {
            // Widening, which `From` does not do in a constant.
            Self::Bucket(bucket) => bucket as u16,
            Self::SlotIds => SLOT_IDS,
        }
    }

    /// The box of this number.
    pub fn from_number(number: u16) -> Option<Self> {
        match u8::try_from(number) {
            Ok(bucket) => Some(Self::Bucket(bucket)),
            Err(_) => (number == SLOT_IDS).then_some(Self::SlotIds),
        }
    }

    /// Does what lies in a generation's box open under this epoch?
    pub fn opens(self, generation: GenerationId, wrapped: &[u8], epoch: &EpochKey) -> bool {
        aead::unwrap(epoch.wrap_key(), &self.aad(generation, epoch), wrapped).is_ok()
    }

    /// Wraps what lies in a generation's box under one epoch again under another.
    pub fn rewrap(
        self,
        generation: GenerationId,
        wrapped: &[u8],
        from: &EpochKey,
        to: &EpochKey,
        entropy: &mut dyn Entropy,
    ) -> Result<WrappedKey, KeysError> {
        let key = aead::unwrap(from.wrap_key(), &self.aad(generation, from), wrapped)?;
        self.wrap((from.stream(), generation), &key, to, entropy)
    }

    fn wrap(
        self,
        of: (StreamId, GenerationId),
        key: &Secret<[u8; 32]>,
        epoch: &EpochKey,
        entropy: &mut dyn Entropy,
    ) -> Result<WrappedKey, KeysError> {
        let (stream, generation) = of;
        if epoch.stream() != stream {
            return Err(KeysError::WrongKey);
        }
        aead::wrap(epoch.wrap_key(), &self.aad(generation, epoch), key, entropy)
    }

    fn aad(self, generation: GenerationId, epoch: &EpochKey) -> Vec<u8> {
        let (stream, number, epoch) = (epoch.stream(), self.number().to_be_bytes(), epoch.id());
        let parts: [&[u8]; 5] = [b"pana/bucket/2", stream.as_bytes(), generation.as_bytes(), &number, epoch.as_bytes()];
        parts.concat()
    }
}

impl SlotId {
    /// The id with these bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// The bucket that it lies in.
    pub const fn bucket(&self) -> u8 {
        let [first, ..] = self.0;
        first
    }
}

impl fmt::Debug for Generation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Generation({}, …)", self.id)
    }
}

impl fmt::Debug for BucketKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "BucketKey({} of {}, …)", self.bucket, self.generation)
    }
}

#[cfg(test)]
mod tests;
