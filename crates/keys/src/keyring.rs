//! `keyring.json`: what stands before the database. Bytes in, bytes out; the store reads and writes the file.
//!
//! Each member has a slot with a *bundle*, sealed under the key that Argon2id makes of the passphrase: the secrets of the
//! member's seat on this device, the device, the root (the event that made the centre) and the recovery key's public
//! halves. Beside it lies the DB key, sealed to the seat, so that it can be changed for everyone without anyone's
//! passphrase; and once more, with the root, to the recovery key. No signing secret is sealed to the recovery key: whoever
//! comes in by the sheets takes a new seat.
//!
//! The file can be changed by anyone who holds the disk. So whatever is sealed to somebody goes to public halves out of an
//! opened bundle or out of the log, never to those that stand in the file. What it cannot prevent is that an older file is
//! put back, or a DB key that the writer made, with a database under it: `seen`, which a session seals for its own next
//! unlocking, is there so that the store notices.
//!
//! Names and roles stand here to be shown before unlocking. They grant nothing; the control stream does.
//!
//! Layout 1 had the DB key in the bundle, and the bundle sealed to the recovery key. Such slots unlock as ever, and
//! [`Keyring::upgrade_slot`] makes layout 2 of one that is unlocked. Both may stand in one file.

use pana_model::{CentreId, DeviceId, MemberId, Secret};
use serde::{Deserialize, Serialize};

use crate::{
    Entropy, Invite, KdfParams, KeysError, MemberSecrets, PublicKeys, Recovered, RecoveryPublic, RecoverySheet, Seat,
};
use crate::{Tries, entropy, hex};

mod bundle;
mod db_key;
mod file;
mod recover;
mod reseal;
mod seen;
mod unlock;

use bundle::{Bundle, Inside};
pub use recover::{RecoveredKeys, RecoveredSlot};
pub use seen::SeenForRecovery;
use unlock::DbKeys;
pub use unlock::Unlocked;

#[cfg(test)]
mod tests;

const VERSION: u32 = 2;

/// What a newer program wrote beside what is known here. It is kept when the file is written again.
type Newer = serde_json::Map<String, serde_json::Value>;

/// The keyring of one centre on one device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keyring {
    version: u32,
    /// The centre.
    pub centre: CentreId,
    /// A slot for each member.
    members: Vec<MemberSlot>,
    recovery: RecoverySlot,
    #[serde(flatten)]
    newer: Newer,
}

/// One member's slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberSlot {
    /// Who.
    pub id: MemberId,
    /// To be shown.
    pub name: String,
    /// To be shown.
    pub role: String,
    /// To be shown.
    #[serde(default)]
    pub grants: Vec<String>,
    /// The public halves, to be compared with those of the control stream.
    pub public: PublicKeys,
    /// How the passphrase is made a key.
    pub params: KdfParams,
    /// Wrong tries since the last right one.
    #[serde(default)]
    pub tries: Tries,
    #[serde(with = "hex::array")]
    salt: [u8; 16],
    #[serde(with = "hex::bytes")]
    sealed: Vec<u8>,
    /// The DB key, sealed to the seat; during its change the new one, then the old one. None in layout 1.
    #[serde(default, with = "hex::list")]
    db_key: Vec<Vec<u8>>,
    /// As many boxes to the recovery key: DB key and root. In layout 1 one, the bundle.
    #[serde(with = "hex::list")]
    sealed_for_recovery: Vec<Vec<u8>>,
    /// The bundle of layout 1 as it was sealed for recovery, kept until an event names the recovery key: so long nothing else
    /// is sealed to it that opens the streams.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "hex::option")]
    first_recovery: Option<Vec<u8>>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "hex::option")]
    seen: Option<Vec<u8>>,
    /// The same for the sheets, signed by the seat.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "hex::option")]
    seen_for_recovery: Option<Vec<u8>>,
    #[serde(flatten)]
    newer: Newer,
}

/// What is kept of the recovery key: its public halves, against which typed sheets are checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct RecoverySlot {
    #[serde(with = "hex::array")]
    public: [u8; 32],
    #[serde(default, skip_serializing_if = "Option::is_none", with = "hex::option")]
    sign: Option<[u8; 32]>,
    #[serde(flatten)]
    newer: Newer,
}

/// A member to be added.
#[derive(Debug)]
pub struct NewMember {
    /// Who.
    pub id: MemberId,
    /// To be shown before unlocking.
    pub name: String,
    /// To be shown before unlocking.
    pub role: String,
    /// To be shown before unlocking.
    pub grants: Vec<String>,
    /// Their passphrase.
    pub passphrase: Secret<String>,
}

impl Keyring {
    /// Begins a centre on its first device: a random DB key, a first member with a seat, and the two sheets to be printed.
    /// The root is known once the first event is made: follow with [`Keyring::pin_root`].
    pub fn make(
        centre: CentreId,
        device: DeviceId,
        first: NewMember,
        params: KdfParams,
        entropy: &mut dyn Entropy,
    ) -> Result<(Self, Unlocked, [RecoverySheet; 2]), KeysError> {
        let (recovered, sheets) = Recovered::make(entropy)?;
        let recovery = recovered.public();
        let mut keyring = Self {
            version: VERSION,
            centre,
            members: Vec::new(),
            recovery: RecoverySlot { public: recovery.seal, sign: recovery.sign, newer: Newer::new() },
            newer: Newer::new(),
        };
        let db_keys = DbKeys::one(Secret::new(entropy::bytes(entropy)?));
        let secrets = MemberSecrets::make(entropy)?;
        let bundle = Bundle { secrets, recovery, inside: Inside::Two { device, root: None } };
        let unlocked = keyring.insert(first, bundle, db_keys, params, entropy)?;
        Ok((keyring, unlocked, sheets))
    }

    /// The keyring of a device that joins a centre: a random DB key and one slot, for the seat that its request asks for.
    ///
    /// # Errors
    /// [`KeysError::Params`], [`KeysError::Entropy`].
    pub fn join(
        invite: &Invite,
        seat: &Seat,
        secrets: MemberSecrets,
        first: NewMember,
        params: KdfParams,
        entropy: &mut dyn Entropy,
    ) -> Result<(Self, Unlocked), KeysError> {
        let recovery = invite.recovery;
        let mut keyring = Self {
            version: VERSION,
            centre: invite.centre,
            members: Vec::new(),
            recovery: RecoverySlot { public: recovery.seal, sign: recovery.sign, newer: Newer::new() },
            newer: Newer::new(),
        };
        let db_keys = DbKeys::one(Secret::new(entropy::bytes(entropy)?));
        let bundle = Bundle { secrets, recovery, inside: Inside::Two { device: seat.device, root: Some(invite.root) } };
        let unlocked = keyring.insert(first, bundle, db_keys, params, entropy)?;
        Ok((keyring, unlocked))
    }

    /// Adds a member with a new seat on this device; whoever does it holds the DB key, and passes on device and root.
    /// Grants are made apart, to the returned seat.
    ///
    /// # Errors
    /// [`KeysError::OlderSlot`] when the adder's own slot names no device or no root yet, [`KeysError::Member`] when the
    /// member has a slot.
    pub fn add_member(
        &mut self,
        by: &Unlocked,
        new: NewMember,
        params: KdfParams,
        entropy: &mut dyn Entropy,
    ) -> Result<Seat, KeysError> {
        let (device, root) = by.device().zip(by.root()).ok_or(KeysError::OlderSlot)?;
        let secrets = MemberSecrets::make(entropy)?;
        let seat = Seat { centre: self.centre, member: new.id, device, keys: secrets.public() };
        let inside = Inside::Two { device, root: Some(root) };
        let bundle = Bundle { secrets, recovery: *by.recovery(), inside };
        self.insert(new, bundle, by.db_keys.clone(), params, entropy)?;
        Ok(seat)
    }

    /// Takes a member's slot away. What they knew they still know; grants and the DB key are another matter.
    pub fn remove_member(&mut self, member: MemberId) -> Result<(), KeysError> {
        let before = self.members.len();
        self.members.retain(|slot| slot.id != member);
        if self.members.len() < before { Ok(()) } else { Err(KeysError::Member) }
    }

    /// The slots, in the order in which members joined.
    pub fn members(&self) -> &[MemberSlot] {
        &self.members
    }

    /// A member's slot.
    pub fn member(&self, member: MemberId) -> Option<&MemberSlot> {
        self.members.iter().find(|slot| slot.id == member)
    }

    /// Changes what is shown of a member before unlocking.
    pub fn describe(
        &mut self,
        member: MemberId,
        name: String,
        role: String,
        grants: Vec<String>,
    ) -> Result<(), KeysError> {
        let slot = self.slot_mut(member)?;
        (slot.name, slot.role, slot.grants) = (name, role, grants);
        Ok(())
    }

    /// Counts a try as failed before it is made, or says how long to wait. Write the keyring in either case, then
    /// [`Keyring::unlock`], and after success [`Keyring::clear_tries`] and write again.
    pub fn begin_try(&mut self, member: MemberId, now_ms: u64) -> Result<(), KeysError> {
        let slot = self.slot_mut(member)?;
        let (tries, verdict) = slot.tries.begin(now_ms);
        slot.tries = tries;
        Ok(verdict?)
    }

    /// Forgets a member's wrong tries.
    pub fn clear_tries(&mut self, member: MemberId) -> Result<(), KeysError> {
        self.slot_mut(member)?.tries = Tries::default();
        Ok(())
    }

    fn insert(
        &mut self,
        new: NewMember,
        bundle: Bundle,
        db_keys: DbKeys,
        params: KdfParams,
        entropy: &mut dyn Entropy,
    ) -> Result<Unlocked, KeysError> {
        let NewMember { id, name, role, grants, passphrase } = new;
        if self.member(id).is_some() {
            return Err(KeysError::Member);
        }
        self.members.push(MemberSlot {
            id,
            name,
            role,
            grants,
            public: bundle.secrets.public(),
            params,
            tries: Tries::default(),
            salt: [0; 16],
            sealed: Vec::new(),
            db_key: Vec::new(),
            sealed_for_recovery: Vec::new(),
            first_recovery: None,
            seen: None,
            seen_for_recovery: None,
            newer: Newer::new(),
        });
        let opened = Unlocked::of_bundle(self.centre, id, bundle, db_keys);
        let filled = self.fill(opened, &passphrase, params, entropy);
        if filled.is_err() {
            self.members.retain(|slot| slot.id != id);
        }
        filled
    }

    /// Seals all of a slot anew for the seat of `opened`.
    fn fill(
        &mut self,
        mut opened: Unlocked,
        passphrase: &Secret<String>,
        params: KdfParams,
        entropy: &mut dyn Entropy,
    ) -> Result<Unlocked, KeysError> {
        self.seal_db_keys(&opened, entropy)?;
        self.set_passphrase(&mut opened, passphrase, params, entropy)?;
        Ok(opened)
    }

    fn slot_mut(&mut self, member: MemberId) -> Result<&mut MemberSlot, KeysError> {
        self.members.iter_mut().find(|slot| slot.id == member).ok_or(KeysError::Member)
    }

    fn slot_aad(&self, member: MemberId) -> Vec<u8> {
        [b"pana/member slot/1".as_slice(), self.centre.as_bytes(), member.as_bytes()].concat()
    }

    /// What everything of a slot is bound to that layout 1 had not.
    fn place(&self, member: MemberId) -> [u8; 32] {
        let mut place = [0; 32];
        let (centre, whose) = place.split_at_mut(16);
        centre.copy_from_slice(self.centre.as_bytes());
        whose.copy_from_slice(member.as_bytes());
        place
    }
}

impl RecoverySlot {
    fn set(&mut self, public: &RecoveryPublic) {
        (self.public, self.sign) = (public.seal, public.sign);
    }
}
