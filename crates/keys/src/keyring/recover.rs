//! Both sheets instead of a passphrase.

use std::fmt;

use pana_model::{DeviceId, MemberId, Secret};
use pana_wire::EventId;

use super::bundle::{Bundle, Inside};
use super::unlock::DbKeys;
use super::{Keyring, MemberSlot, Unlocked, db_key};
use crate::{Entropy, KdfParams, KeysError, MemberSecrets, Recovered, RecoveryPublic, RecoverySheet, pair};

const FIRST_INFO: &[u8] = b"pana/recovery/1";

/// What both sheets open of a slot.
#[derive(Debug)]
pub enum RecoveredSlot {
    /// Layout 1: all of it. Follow with [`Keyring::set_passphrase`] and [`Keyring::upgrade_slot`].
    Whole(Unlocked),
    /// The database; the member takes a new seat by [`Keyring::reseat`].
    Keys(RecoveredKeys),
}

/// The keys to the database, got by the sheets.
pub struct RecoveredKeys {
    member: MemberId,
    db_keys: DbKeys,
    root: Option<EventId>,
    recovery: RecoveryPublic,
}

impl Keyring {
    /// Joins two sheets, in either order, and checks that they are this keyring's: by the public half, or, should that be
    /// damaged, by a slot that opens.
    pub fn recover(&self, one: &RecoverySheet, other: &RecoverySheet) -> Result<Recovered, KeysError> {
        let recovered = Recovered::join(one, other)?;
        let known = recovered.public().seal == self.recovery.public;
        let opens = |slot: &MemberSlot| self.open_recovered(slot.id, &recovered).is_ok();
        if known || self.members.iter().any(opens) { Ok(recovered) } else { Err(KeysError::OtherSheets) }
    }

    /// Opens a member's slot with the recovery key. Anyone can seal something to that key: compare what opens with the
    /// log, a member's keys as well as the root.
    pub fn open_recovered(&self, member: MemberId, by: &Recovered) -> Result<RecoveredSlot, KeysError> {
        let slot = self.member(member).ok_or(KeysError::Member)?;
        if slot.first_recovery.is_some()
            && let Some(Ok(unlocked)) = self.open_first_layout(slot, by)
        {
            return Ok(RecoveredSlot::Whole(unlocked));
        }
        match db_key::open_for_recovery(&slot.sealed_for_recovery, &self.place(member), by.secret()) {
            Ok((db_keys, root)) => {
                Ok(RecoveredSlot::Keys(RecoveredKeys { member, db_keys, root, recovery: by.public() }))
            }
            Err(error) => self.open_first_layout(slot, by).unwrap_or(Err(error)).map(RecoveredSlot::Whole),
        }
    }

    /// None when there is no bundle of layout 1.
    fn open_first_layout(&self, slot: &MemberSlot, by: &Recovered) -> Option<Result<Unlocked, KeysError>> {
        let aad = self.slot_aad(slot.id);
        let opened = slot.sealed_for_recovery.iter().chain(&slot.first_recovery).find_map(|sealed| {
            // Anything but a bundle sealed to these sheets is what the caller looked for first.
            pair::open_with(by.secret(), FIRST_INFO, &aad, sealed).ok()
        })?;
        Some(Bundle::from_bytes(&opened).and_then(|bundle| {
            // The sheets say both their halves.
            self.open_bundle(slot, Bundle { recovery: by.public(), ..bundle })
        }))
    }

    /// Gives a member whose slot the sheets opened new keys, under a new passphrase, on `device`. The old keys are gone
    /// with the old passphrase: the new seat is to be added to the log, and grants made to it.
    ///
    /// `root` is the one found in the database, whose event must name the key of these sheets.
    ///
    /// # Errors
    /// [`KeysError::OtherRoot`] when another root was sealed for recovery.
    pub fn reseat(
        &mut self,
        keys: &RecoveredKeys,
        device: DeviceId,
        root: EventId,
        passphrase: &Secret<String>,
        params: KdfParams,
        entropy: &mut dyn Entropy,
    ) -> Result<Unlocked, KeysError> {
        if keys.root.is_some_and(|known| known != root) {
            return Err(KeysError::OtherRoot);
        }
        let inside = Inside::Two { device, root: Some(root) };
        let bundle = Bundle { secrets: MemberSecrets::make(entropy)?, recovery: keys.recovery, inside };
        let public = bundle.secrets.public();
        let opened = Unlocked::of_bundle(self.centre, keys.member, bundle, keys.db_keys.clone());
        let before = self.member(keys.member).ok_or(KeysError::Member)?.clone();
        match self.fill(opened, passphrase, params, entropy) {
            Ok(unlocked) => {
                let slot = self.slot_mut(keys.member)?;
                (slot.public, slot.seen) = (public, None);
                self.recovery.set(&keys.recovery);
                Ok(unlocked)
            }
            Err(error) => {
                *self.slot_mut(keys.member)? = before;
                Err(error)
            }
        }
    }
}

impl RecoveredKeys {
    /// Whose slot it was.
    pub const fn member(&self) -> MemberId {
        self.member
    }

    /// The keys to open the SQLCipher file with, in the order in which to try them; as [`Unlocked::db_keys`].
    pub fn db_keys(&self) -> impl Iterator<Item = &Secret<[u8; 32]>> + Clone {
        std::iter::once(&self.db_keys.newest).chain(&self.db_keys.older)
    }

    /// The root that stands beside them, if it was known.
    pub const fn root(&self) -> Option<EventId> {
        self.root
    }
}

impl fmt::Debug for RecoveredKeys {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "RecoveredKeys({}, …)", self.member)
    }
}
