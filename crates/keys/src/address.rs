//! Which subject an event belongs to: sealed in its header, and opened by the epoch's address key alone.

use std::fmt;

use pana_model::{DeviceId, Secret};
use pana_wire::{EpochId, Header, StreamId};

use crate::{Entropy, EpochKey, KeysError, WrappedKey, aead};

/// Opens the addresses of one epoch and nothing else. It outlives the epoch's key: what is destroyed with an epoch are
/// its wrappings, while the address key stays, sealed under the epoch that follows, so that old headers are still told
/// apart. It reveals random ids.
#[derive(Clone)]
pub struct AddressKey {
    epoch: EpochId,
    stream: StreamId,
    key: Secret<[u8; 32]>,
}

/// Tells which subject an event belongs to, given the key of the event's epoch.
pub fn open_address(header: &Header, key: &impl AsRef<AddressKey>) -> Result<[u8; 16], KeysError> {
    let key = key.as_ref();
    if header.epoch != key.epoch || header.stream != key.stream {
        return Err(KeysError::WrongKey);
    }
    let at = AddressPlace { stream: header.stream, dev: header.dev, dseq: header.dseq, nonce: header.nonce };
    let opened = aead::open(&key.key, &at.nonce, &at.aad(), &header.addr)?;
    // EXPOSE: a subject's id is no secret inside the store.
    opened.expose().as_slice().try_into().map_err(|_| KeysError::Damaged("an address has another length"))
}

impl AddressKey {
    pub(crate) fn of_epoch(stream: StreamId, epoch: EpochId, key: &Secret<[u8; 32]>) -> Self {
        Self { epoch, stream, key: aead::derive_key("pana/epoch/address key/1", key) }
    }

    /// The epoch whose addresses it opens.
    pub const fn epoch(&self) -> EpochId {
        self.epoch
    }

    /// The stream.
    pub const fn stream(&self) -> StreamId {
        self.stream
    }

    /// Seals a subject's id for a header. The nonce is the header's, which the body uses too, under another key.
    pub(crate) fn seal(&self, at: &AddressPlace, subject: &[u8; 16]) -> Result<[u8; 32], KeysError> {
        let sealed = aead::seal(&self.key, &at.nonce, &at.aad(), subject)?;
        sealed.try_into().map_err(|_| KeysError::Damaged("an address has another length"))
    }
}

impl EpochKey {
    /// Keeps the address key of another epoch of the stream under this one.
    pub fn seal_address_key(&self, of: &AddressKey, entropy: &mut dyn Entropy) -> Result<WrappedKey, KeysError> {
        if of.stream != self.stream() {
            return Err(KeysError::WrongKey);
        }
        aead::wrap(self.wrap_key(), &kept_aad(of.stream, of.epoch, self.id()), &of.key, entropy)
    }

    /// Opens what [`EpochKey::seal_address_key`] made of the address key of epoch `of`.
    pub fn open_address_key(&self, of: EpochId, sealed: &[u8]) -> Result<AddressKey, KeysError> {
        let key = aead::unwrap(self.wrap_key(), &kept_aad(self.stream(), of, self.id()), sealed)?;
        Ok(AddressKey { epoch: of, stream: self.stream(), key })
    }
}

impl AsRef<Self> for AddressKey {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl fmt::Debug for AddressKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "AddressKey({}, …)", self.epoch)
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

fn kept_aad(stream: StreamId, of: EpochId, under: EpochId) -> Vec<u8> {
    [b"pana/address key/2".as_slice(), stream.as_bytes(), of.as_bytes(), under.as_bytes()].concat()
}
