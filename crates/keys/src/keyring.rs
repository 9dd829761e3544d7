//! `keyring.json`: what stands before the database. Bytes in, bytes out; the store reads and writes the file.
//!
//! Each member has a slot with a *bundle* sealed twice: under the key that Argon2id makes of the passphrase, and to the
//! recovery key. The bundle holds the DB key, the member's two secrets, and the recovery key's public half. That half is
//! taken from the opened bundle whenever something is sealed to it, so that a changed file cannot redirect it.
//!
//! Names and roles stand here to be shown before unlocking. They grant nothing; the control stream does.

use std::fmt;

use pana_model::{CentreId, MemberId, Secret};
use serde::{Deserialize, Serialize};

use crate::{Entropy, KdfParams, KeysError, MemberSecrets, PublicKeys, RecoverySheet, Tries};
use crate::{aead, entropy, hex, pair, recovery};

mod bundle;

use bundle::Bundle;

#[cfg(test)]
mod tests;

const VERSION: u32 = 1;
const RECOVERY_INFO: &[u8] = b"pana/recovery/1";

/// The keyring of one centre on one device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keyring {
    version: u32,
    /// The centre.
    pub centre: CentreId,
    /// A slot for each member.
    members: Vec<MemberSlot>,
    recovery: RecoverySlot,
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
    /// The same bundle, sealed to the recovery key.
    #[serde(with = "hex::bytes")]
    sealed_for_recovery: Vec<u8>,
}

/// What is kept of the recovery key: its public half, against which typed sheets are checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoverySlot {
    #[serde(with = "hex::array")]
    public: [u8; 32],
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

/// An opened slot: what a session holds until it locks.
pub struct Unlocked {
    member: MemberId,
    bundle: Bundle,
}

/// The recovery key, joined from both sheets and found to be this keyring's.
pub struct Recovered {
    secret: Secret<[u8; 32]>,
}

impl Keyring {
    /// Begins a centre: a random DB key, a first member with new keys, and the two sheets to be printed.
    pub fn make(
        centre: CentreId,
        first: NewMember,
        params: KdfParams,
        entropy: &mut dyn Entropy,
    ) -> Result<(Self, Unlocked, [RecoverySheet; 2]), KeysError> {
        let (secret, sheets) = recovery::make_sheets(entropy)?;
        let public = pair::public_of(&secret);
        let mut keyring = Self { version: VERSION, centre, members: Vec::new(), recovery: RecoverySlot { public } };
        let db_key = Secret::new(entropy::bytes(entropy)?);
        let member = first.id;
        let bundle = Bundle { db_key, secrets: MemberSecrets::make(entropy)?, recovery: public };
        keyring.insert(first, &bundle, params, entropy)?;
        Ok((keyring, Unlocked { member, bundle }, sheets))
    }

    /// Adds a member with new keys; whoever does it holds the DB key. Grants are made apart, to the returned keys.
    pub fn add_member(
        &mut self,
        by: &Unlocked,
        new: NewMember,
        params: KdfParams,
        entropy: &mut dyn Entropy,
    ) -> Result<PublicKeys, KeysError> {
        let secrets = MemberSecrets::make(entropy)?;
        let public = secrets.public();
        let bundle = Bundle { db_key: by.bundle.db_key.clone(), secrets, recovery: by.bundle.recovery };
        self.insert(new, &bundle, params, entropy)?;
        Ok(public)
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

    /// Opens a member's slot. Takes the time that its parameters ask.
    pub fn unlock(&self, member: MemberId, passphrase: &Secret<String>) -> Result<Unlocked, KeysError> {
        let slot = self.member(member).ok_or(KeysError::Member)?;
        let key = slot.params.derive(passphrase, &slot.salt)?;
        let opened = aead::open_box(&key, &self.slot_aad(member), &slot.sealed)?;
        Ok(Unlocked { member, bundle: Bundle::from_bytes(&opened)? })
    }

    /// Gives an unlocked member another passphrase or other parameters. For a change by the member, unlock with the old
    /// passphrase first; for raised parameters, pass the one just used.
    pub fn set_passphrase(
        &mut self,
        unlocked: &Unlocked,
        passphrase: &Secret<String>,
        params: KdfParams,
        entropy: &mut dyn Entropy,
    ) -> Result<(), KeysError> {
        let aad = self.slot_aad(unlocked.member);
        let bundle = unlocked.bundle.to_bytes();
        let slot = self.slot_mut(unlocked.member)?;
        let salt = entropy::bytes(entropy)?;
        let key = params.derive(passphrase, &salt)?;
        // EXPOSE: to seal it.
        let sealed = aead::seal_box(&key, &aad, bundle.expose(), entropy)?;
        let for_recovery =
            // EXPOSE: to seal it.
            pair::seal_to(&unlocked.bundle.recovery, RECOVERY_INFO, &aad, bundle.expose(), entropy)?;
        (slot.salt, slot.params, slot.sealed, slot.sealed_for_recovery) = (salt, params, sealed, for_recovery);
        slot.tries = Tries::default();
        Ok(())
    }

    /// Raises a slot's parameters to `wanted` when they are weaker; says whether the keyring changed.
    pub fn raise_params(
        &mut self,
        unlocked: &Unlocked,
        passphrase: &Secret<String>,
        wanted: KdfParams,
        entropy: &mut dyn Entropy,
    ) -> Result<bool, KeysError> {
        if !self.member(unlocked.member).ok_or(KeysError::Member)?.params.is_weaker_than(wanted) {
            return Ok(false);
        }
        self.set_passphrase(unlocked, passphrase, wanted, entropy).map(|()| true)
    }

    /// Joins two sheets, in either order, and checks that they are this keyring's: by the public half, or, should that
    /// be damaged, by a slot that opens.
    pub fn recover(&self, one: &RecoverySheet, other: &RecoverySheet) -> Result<Recovered, KeysError> {
        let recovered = Recovered { secret: recovery::join(one, other)? };
        let known = pair::public_of(&recovered.secret) == self.recovery.public;
        let opens = |slot: &MemberSlot| self.unlock_recovered(slot.id, &recovered).is_ok();
        if known || self.members.iter().any(opens) { Ok(recovered) } else { Err(KeysError::OtherSheets) }
    }

    /// Opens a member's slot with the recovery key. Follow with [`Keyring::set_passphrase`].
    pub fn unlock_recovered(&self, member: MemberId, by: &Recovered) -> Result<Unlocked, KeysError> {
        let slot = self.member(member).ok_or(KeysError::Member)?;
        let aad = self.slot_aad(member);
        let opened = pair::open_with(&by.secret, RECOVERY_INFO, &aad, &slot.sealed_for_recovery)?;
        Ok(Unlocked { member, bundle: Bundle::from_bytes(&opened)? })
    }

    /// The file's bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, KeysError> {
        let mut bytes = serde_json::to_vec_pretty(self).map_err(|error| KeysError::Keyring(error.to_string()))?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Reads the file's bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeysError> {
        #[derive(Deserialize)]
        struct Version {
            version: u32,
        }
        let unreadable = |error: serde_json::Error| KeysError::Keyring(error.to_string());
        let Version { version } = serde_json::from_slice(bytes).map_err(unreadable)?;
        if version != VERSION {
            return Err(KeysError::Newer("the keyring"));
        }
        serde_json::from_slice(bytes).map_err(unreadable)
    }

    fn insert(
        &mut self,
        new: NewMember,
        bundle: &Bundle,
        params: KdfParams,
        entropy: &mut dyn Entropy,
    ) -> Result<(), KeysError> {
        let NewMember { id, name, role, grants, passphrase } = new;
        if self.member(id).is_some() {
            return Err(KeysError::Member);
        }
        let public = bundle.secrets.public();
        let (salt, sealed, sealed_for_recovery, tries) = ([0; 16], Vec::new(), Vec::new(), Tries::default());
        self.members.push(MemberSlot {
            id,
            name,
            role,
            grants,
            public,
            params,
            tries,
            salt,
            sealed,
            sealed_for_recovery,
        });
        let unlocked = Unlocked { member: id, bundle: bundle.clone() };
        let sealed = self.set_passphrase(&unlocked, &passphrase, params, entropy);
        if sealed.is_err() {
            self.members.retain(|slot| slot.id != id);
        }
        sealed
    }

    fn slot_mut(&mut self, member: MemberId) -> Result<&mut MemberSlot, KeysError> {
        self.members.iter_mut().find(|slot| slot.id == member).ok_or(KeysError::Member)
    }

    fn slot_aad(&self, member: MemberId) -> Vec<u8> {
        [b"pana/member slot/1".as_slice(), self.centre.as_bytes(), member.as_bytes()].concat()
    }
}

impl Unlocked {
    /// Who unlocked.
    pub const fn member(&self) -> MemberId {
        self.member
    }

    /// The raw key of the SQLCipher file.
    pub const fn db_key(&self) -> &Secret<[u8; 32]> {
        &self.bundle.db_key
    }

    /// The member's own secrets.
    pub const fn secrets(&self) -> &MemberSecrets {
        &self.bundle.secrets
    }
}

impl fmt::Debug for Unlocked {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Unlocked({}, …)", self.member)
    }
}

impl fmt::Debug for Recovered {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Recovered(…)")
    }
}
