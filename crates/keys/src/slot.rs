//! A subject's key and the slot it lies in.

use std::fmt;

use pana_model::Secret;

use crate::{Entropy, EpochKey, KeysError, aead, entropy};

/// Opens one subject's bodies and local rows. Random: whoever lost its slot cannot derive it again.
#[derive(Clone)]
pub struct SubjectKey(Secret<[u8; 32]>);

/// Where a wrapped key lies. Bound to it: a key moved into another slot or subject does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotPlace {
    /// The slot's own random id.
    pub slot: [u8; 16],
    /// The subject.
    pub subject: [u8; 16],
}

/// A wrapped key: 24 bytes of nonce, 48 sealed.
pub type WrappedKey = [u8; 72];

impl SubjectKey {
    /// A new subject's key.
    pub fn make(entropy: &mut dyn Entropy) -> Result<Self, KeysError> {
        Ok(Self(Secret::new(entropy::bytes(entropy)?)))
    }

    pub(crate) const fn key(&self) -> &Secret<[u8; 32]> {
        &self.0
    }
}

impl fmt::Debug for SubjectKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("SubjectKey(…)")
    }
}

/// Wraps a subject's key under an epoch, for its slot.
pub fn wrap_key(
    key: &SubjectKey,
    at: &SlotPlace,
    epoch: &EpochKey,
    entropy: &mut dyn Entropy,
) -> Result<WrappedKey, KeysError> {
    // EXPOSE: to wrap it.
    let sealed = aead::seal_box(epoch.wrap_key(), &at.aad(epoch), key.0.expose(), entropy)?;
    sealed.try_into().map_err(|_| KeysError::Damaged("a wrapped key has another length"))
}

/// Opens a slot under the epoch it was wrapped in.
pub fn open_slot(wrapped: &[u8], at: &SlotPlace, epoch: &EpochKey) -> Result<SubjectKey, KeysError> {
    let opened = aead::open_box(epoch.wrap_key(), &at.aad(epoch), wrapped)?;
    aead::exactly_32(&opened).map(SubjectKey)
}

impl SlotPlace {
    fn aad(&self, epoch: &EpochKey) -> Vec<u8> {
        [b"pana/slot/1".as_slice(), &self.slot, &self.subject, epoch.id().as_bytes()].concat()
    }
}
