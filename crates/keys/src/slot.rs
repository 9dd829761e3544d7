//! A subject's key, and its slot of layout 1.

use std::fmt;

use pana_model::{KeyId, Secret};

use crate::{Entropy, EpochKey, KeysError, aead, entropy};

/// Opens one subject's bodies, files and local rows. Random: whoever lost its slots cannot derive it again. A subject may
/// have several, of which a writer uses one and a reader tries all.
#[derive(Clone)]
pub struct SubjectKey(Secret<[u8; 32]>);

/// A wrapped key: 24 bytes of nonce, 48 sealed.
pub type WrappedKey = [u8; 72];

/// Where a wrapped key of layout 1 lies. Bound to it: a key moved into another slot or subject does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotPlace {
    /// The slot's own random id, or [`EpochKey::slot_id`].
    pub slot: [u8; 16],
    /// The subject.
    pub subject: [u8; 16],
}

impl SubjectKey {
    /// A new key of a subject.
    pub fn make(entropy: &mut dyn Entropy) -> Result<Self, KeysError> {
        Ok(Self(Secret::new(entropy::bytes(entropy)?)))
    }

    /// What names it in its slot's row.
    pub fn id(&self) -> KeyId {
        KeyId::from_bytes(aead::derive_16("pana/subject/key id/1", &self.0))
    }

    pub(crate) const fn from_key(key: Secret<[u8; 32]>) -> Self {
        Self(key)
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

/// Opens a slot of layout 1, under the epoch it was wrapped in. None is written any more: see [`crate::BucketKey`].
pub fn open_slot(wrapped: &[u8], at: &SlotPlace, epoch: &EpochKey) -> Result<SubjectKey, KeysError> {
    let aad = [b"pana/slot/1".as_slice(), &at.slot, &at.subject, epoch.id().as_bytes()].concat();
    aead::unwrap(epoch.first_wrap_key(), &aad, wrapped).map(SubjectKey)
}
