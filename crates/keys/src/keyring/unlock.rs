//! From a passphrase to a session's keys.

use std::fmt;

use pana_model::{CentreId, DeviceId, MemberId, Secret};
use pana_wire::EventId;

use super::bundle::{Bundle, Inside};
use super::{Keyring, MemberSlot, db_key};
use crate::{KeysError, MemberSecrets, RecoveryPublic, Seat, aead};

/// An opened slot: what a session holds until it locks.
///
/// It keeps the key that the passphrase gave, so that what becomes known after unlocking can be sealed with the rest. That
/// key dies with it.
pub struct Unlocked {
    pub(super) centre: CentreId,
    pub(super) member: MemberId,
    pub(super) bundle: Bundle,
    pub(super) db_keys: DbKeys,
    /// None when the sheets opened the slot, and no passphrase is set yet.
    pub(super) slot_key: Option<Secret<[u8; 32]>>,
}

/// The DB key; while it is being changed, the new one and the old one.
#[derive(Clone)]
pub(super) struct DbKeys {
    pub(super) newest: Secret<[u8; 32]>,
    pub(super) older: Option<Secret<[u8; 32]>>,
}

impl Keyring {
    /// Opens a member's slot. Takes the time that its parameters ask.
    pub fn unlock(&self, member: MemberId, passphrase: &Secret<String>) -> Result<Unlocked, KeysError> {
        let slot = self.member(member).ok_or(KeysError::Member)?;
        let key = slot.params.derive(passphrase, &slot.salt)?;
        let bundle = Bundle::from_bytes(&aead::open_box(&key, &self.slot_aad(member), &slot.sealed)?)?;
        let mut unlocked = self.open_bundle(slot, bundle)?;
        unlocked.slot_key = Some(key);
        Ok(unlocked)
    }

    /// What a bundle opens, once it is open itself.
    pub(super) fn open_bundle(&self, slot: &MemberSlot, bundle: Bundle) -> Result<Unlocked, KeysError> {
        let db_keys = match &bundle.inside {
            // A change of the DB key reaches slots of layout 1 too; until the first one, theirs lies in the bundle.
            Inside::One { db_key } if slot.db_key.is_empty() => DbKeys::one(db_key.clone()),
            _ => db_key::open(&slot.db_key, &self.place(slot.id), &bundle.secrets)?,
        };
        Ok(Unlocked::of_bundle(self.centre, slot.id, bundle, db_keys))
    }
}

impl Unlocked {
    pub(super) const fn of_bundle(centre: CentreId, member: MemberId, bundle: Bundle, db_keys: DbKeys) -> Self {
        Self { centre, member, bundle, db_keys, slot_key: None }
    }

    /// Who unlocked.
    pub const fn member(&self) -> MemberId {
        self.member
    }

    /// The device that the seat is on. Not known in layout 1.
    pub const fn device(&self) -> Option<DeviceId> {
        match self.bundle.inside {
            Inside::One { .. } => None,
            Inside::Two { device, .. } => Some(device),
        }
    }

    /// The event that made the centre. Not known in layout 1, nor before it is pinned.
    pub const fn root(&self) -> Option<EventId> {
        match self.bundle.inside {
            Inside::One { .. } => None,
            Inside::Two { root, .. } => root,
        }
    }

    /// The member's seat on this device. Not known in layout 1.
    pub fn seat(&self) -> Option<Seat> {
        let keys = self.secrets().public();
        self.device().map(|device| Seat { centre: self.centre, member: self.member, device, keys })
    }

    /// The raw key of the SQLCipher file. While it is being changed, the new one: see [`Unlocked::db_keys`].
    pub const fn db_key(&self) -> &Secret<[u8; 32]> {
        &self.db_keys.newest
    }

    /// The keys to open the SQLCipher file with, in the order in which to try them. When the second one opens it, a change
    /// was cut off: change the file's key to the first one, then call [`Keyring::finish_db_key`]. When the first one does
    /// and there is a second, only the latter is missing.
    pub fn db_keys(&self) -> impl Iterator<Item = &Secret<[u8; 32]>> + Clone {
        std::iter::once(&self.db_keys.newest).chain(&self.db_keys.older)
    }

    /// Was a change of the DB key begun and not ended?
    pub const fn is_changing_db_key(&self) -> bool {
        self.db_keys.older.is_some()
    }

    /// Takes back the beginning of a change of the DB key, where the keyring could not be written: the new key is in no slot.
    pub fn take_back_db_key(&mut self) {
        if let Some(old) = self.db_keys.older.take() {
            self.db_keys.newest = old;
        }
    }

    /// The secrets of the member's seat.
    pub const fn secrets(&self) -> &MemberSecrets {
        &self.bundle.secrets
    }

    /// The recovery key's public halves, as they were sealed into this slot.
    pub const fn recovery(&self) -> &RecoveryPublic {
        &self.bundle.recovery
    }
}

impl DbKeys {
    pub(super) const fn one(key: Secret<[u8; 32]>) -> Self {
        Self { newest: key, older: None }
    }
}

impl fmt::Debug for Unlocked {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Unlocked({}, …)", self.member)
    }
}
