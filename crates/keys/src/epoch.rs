//! The key of one stream for one epoch.

use std::fmt;

use pana_model::{DeviceId, Secret};
use pana_wire::{EpochId, StreamId};

use crate::{Entropy, KeysError, aead, entropy};

/// Opens the slots and addresses of a stream during an epoch. Reaches a member only by a grant.
#[derive(Clone)]
pub struct EpochKey {
    id: EpochId,
    stream: StreamId,
    key: Secret<[u8; 32]>,
    /// Derived once: an index over a stream opens an address for each event.
    address: Secret<[u8; 32]>,
    wrap: Secret<[u8; 32]>,
}

impl EpochKey {
    /// Begins epoch `number` of a stream.
    pub fn make(stream: StreamId, number: u32, entropy: &mut dyn Entropy) -> Result<Self, KeysError> {
        let id = EpochId::new(number, entropy::bytes(entropy)?);
        Ok(Self::from_parts(stream, id, Secret::new(entropy::bytes(entropy)?)))
    }

    pub(crate) fn from_parts(stream: StreamId, id: EpochId, key: Secret<[u8; 32]>) -> Self {
        let address = aead::derive_key("pana/epoch/address key/1", &key);
        let wrap = aead::derive_key("pana/epoch/wrap key/1", &key);
        Self { id, stream, key, address, wrap }
    }

    /// The epoch.
    pub const fn id(&self) -> EpochId {
        self.id
    }

    /// The stream.
    pub const fn stream(&self) -> StreamId {
        self.stream
    }

    pub(crate) const fn key(&self) -> &Secret<[u8; 32]> {
        &self.key
    }

    pub(crate) const fn wrap_key(&self) -> &Secret<[u8; 32]> {
        &self.wrap
    }

    /// Seals a subject's id for a header. The nonce is the header's, which the body uses too, under another key.
    pub(crate) fn seal_address(&self, at: &AddressPlace, subject: &[u8; 16]) -> Result<[u8; 32], KeysError> {
        let sealed = aead::seal(&self.address, &at.nonce, &at.aad(), subject)?;
        sealed.try_into().map_err(|_| KeysError::Damaged("an address has another length"))
    }

    pub(crate) fn open_address(&self, at: &AddressPlace, sealed: &[u8; 32]) -> Result<[u8; 16], KeysError> {
        let opened = aead::open(&self.address, &at.nonce, &at.aad(), sealed)?;
        // EXPOSE: a subject's id is no secret inside the store.
        opened.expose().as_slice().try_into().map_err(|_| KeysError::Damaged("an address has another length"))
    }
}

impl fmt::Debug for EpochKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "EpochKey({}, …)", self.id)
    }
}

/// Where an address stands.
pub(crate) struct AddressPlace {
    pub(crate) stream: StreamId,
    pub(crate) dev: DeviceId,
    pub(crate) dseq: u64,
    pub(crate) nonce: [u8; 24],
}

impl AddressPlace {
    fn aad(&self) -> Vec<u8> {
        let dseq = self.dseq.to_be_bytes();
        [b"pana/addr/1".as_slice(), self.stream.as_bytes(), self.dev.as_bytes(), &dseq].concat()
    }
}
