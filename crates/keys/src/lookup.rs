//! Finding a sealed row without saying in clear what it is about.

use crate::{Entropy, EpochKey, KeysError, SubjectKey, aead};

/// The id of a local row: a keyed hash of what it is about, so that it can be found again and says nothing.
pub fn local_row_id(key: &SubjectKey, about: &[u8]) -> [u8; 16] {
    aead::keyed_16(&aead::derive_key("pana/subject/row id key/1", key.key()), about)
}

impl EpochKey {
    /// The id of a subject's slot in layout 1, for a stream whose slots must not name their subjects. Slots are found by
    /// [`crate::Generation::slot_id`] since.
    pub fn slot_id(&self, subject: &[u8; 16]) -> [u8; 16] {
        aead::keyed_16(&aead::derive_key("pana/epoch/slot id key/1", self.key()), subject)
    }

    /// Seals a subject's id for a local row at `place`.
    pub fn seal_subject(
        &self,
        place: &[u8],
        subject: &[u8; 16],
        entropy: &mut dyn Entropy,
    ) -> Result<Vec<u8>, KeysError> {
        let key = aead::derive_key("pana/epoch/local subject key/1", self.key());
        aead::seal_box(&key, place, subject, entropy)
    }

    /// Opens what [`EpochKey::seal_subject`] made.
    pub fn open_subject(&self, place: &[u8], sealed: &[u8]) -> Result<[u8; 16], KeysError> {
        let key = aead::derive_key("pana/epoch/local subject key/1", self.key());
        let opened = aead::open_box(&key, place, sealed)?;
        // EXPOSE: a subject's id is no secret inside the store.
        opened.expose().as_slice().try_into().map_err(|_| KeysError::Damaged("a subject has another length"))
    }
}
