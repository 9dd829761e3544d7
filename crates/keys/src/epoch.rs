//! The key of one stream for one epoch.

use std::fmt;

use pana_model::Secret;
use pana_wire::{EpochId, StreamId};

use crate::{AddressKey, Entropy, KeysError, aead, entropy};

/// Opens the boxes of a stream's generations and the addresses of an epoch. Reaches a seat only by a grant.
#[derive(Clone)]
pub struct EpochKey {
    id: EpochId,
    stream: StreamId,
    key: Secret<[u8; 32]>,
    /// Derived once: an index over a stream opens an address for each event.
    address: AddressKey,
    wrap: Secret<[u8; 32]>,
    /// Under which slots of layout 1 are wrapped, with no generation between.
    first_wrap: Secret<[u8; 32]>,
}

impl EpochKey {
    /// Begins epoch `number` of a stream.
    pub fn make(stream: StreamId, number: u32, entropy: &mut dyn Entropy) -> Result<Self, KeysError> {
        let id = EpochId::new(number, entropy::bytes(entropy)?);
        Ok(Self::from_parts(stream, id, Secret::new(entropy::bytes(entropy)?)))
    }

    pub(crate) fn from_parts(stream: StreamId, id: EpochId, key: Secret<[u8; 32]>) -> Self {
        let address = AddressKey::of_epoch(stream, id, &key);
        let wrap = aead::derive_key("pana/epoch/wrap key/2", &key);
        let first_wrap = aead::derive_key("pana/epoch/wrap key/1", &key);
        Self { id, stream, key, address, wrap, first_wrap }
    }

    /// The epoch.
    pub const fn id(&self) -> EpochId {
        self.id
    }

    /// The stream.
    pub const fn stream(&self) -> StreamId {
        self.stream
    }

    /// What the control event that begins the epoch says of its key: a grant that opens to another key is none of it.
    pub fn commitment(&self) -> [u8; 32] {
        // EXPOSE: what leaves can be published, and says nothing of the key.
        *aead::derive_key("pana/epoch/commitment/1", &self.key).expose()
    }

    /// The part that opens addresses, and is kept when the epoch's key goes.
    pub const fn address_key(&self) -> &AddressKey {
        &self.address
    }

    pub(crate) const fn key(&self) -> &Secret<[u8; 32]> {
        &self.key
    }

    pub(crate) const fn wrap_key(&self) -> &Secret<[u8; 32]> {
        &self.wrap
    }

    pub(crate) const fn first_wrap_key(&self) -> &Secret<[u8; 32]> {
        &self.first_wrap
    }
}

impl AsRef<AddressKey> for EpochKey {
    fn as_ref(&self) -> &AddressKey {
        &self.address
    }
}

impl fmt::Debug for EpochKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "EpochKey({}, …)", self.id)
    }
}
