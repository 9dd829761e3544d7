//! The DB key beside the bundles, and its change.
//!
//! ```text
//! db_key              = HPKE to the seat,         "pana/db key/2",   centre || member, DB key
//! sealed_for_recovery = HPKE to the recovery key, "pana/recovery/2", centre || member, 2 || DB key || root
//! ```
//!
//! A change has two steps, with the change of the SQLCipher file between. After the first step every slot opens to both
//! keys, so that a cut at any moment leaves a file that one of them opens.

use std::collections::BTreeMap;

use pana_model::{MemberId, Secret};
use pana_wire::EventId;

use super::unlock::DbKeys;
use super::{Keyring, Unlocked, bundle};
use crate::{Entropy, KeysError, MemberSecrets, PublicKeys, RecoveryPublic, aead, entropy, pair};

const INFO: &[u8] = b"pana/db key/2";
const RECOVERY_INFO: &[u8] = b"pana/recovery/2";
const RECOVERY_VERSION: u8 = 2;
/// The new key and the old one.
const MOST: usize = 2;

impl Keyring {
    /// Begins a change of the DB key: a new one is sealed into every slot and for recovery, beside the one there is. Write
    /// the keyring, change the key of the SQLCipher file to [`Unlocked::db_key`], then [`Keyring::finish_db_key`].
    ///
    /// `seats` gives the public keys of each member's seat on this device, out of the log: those in the file may be
    /// anyone's. What is sealed for recovery goes to the recovery key of the opened slot.
    ///
    /// A slot of somebody who is not among `seats` stays as it is, and opens to the old key alone: a slot that a cut left
    /// behind, or that a stranger put there, keeps nobody from the change and is told nothing.
    ///
    /// # Errors
    /// [`KeysError::Member`] when `by` is not among `seats`.
    /// [`KeysError::Unfinished`] when a change was begun before, [`KeysError::Stale`] when the slot opens to another DB key
    /// by now. The keyring is unchanged then.
    pub fn begin_db_key(
        &mut self,
        by: &mut Unlocked,
        seats: &BTreeMap<MemberId, PublicKeys>,
        entropy: &mut dyn Entropy,
    ) -> Result<(), KeysError> {
        if by.db_keys.older.is_some() {
            return Err(KeysError::Unfinished);
        }
        self.check_db_key(by)?;
        seats.get(&by.member).ok_or(KeysError::Member)?;
        let new = Secret::new(entropy::bytes(entropy)?);
        let mut changed = self.members.clone();
        for slot in &mut changed {
            let Some(seat) = seats.get(&slot.id) else { continue };
            let place = self.place(slot.id);
            if slot.db_key.is_empty() {
                // Layout 1: the one there is lies in the bundle, where only the member reads it.
                slot.db_key.push(seal(&seat.seal, &place, by.db_key(), entropy)?);
                slot.sealed_for_recovery = vec![seal_for_recovery(by, by.recovery(), &place, by.db_key(), entropy)?];
            }
            slot.db_key.insert(0, seal(&seat.seal, &place, &new, entropy)?);
            slot.sealed_for_recovery.insert(0, seal_for_recovery(by, by.recovery(), &place, &new, entropy)?);
            slot.db_key.truncate(MOST);
            slot.sealed_for_recovery.truncate(MOST);
        }
        self.members = changed;
        let old = std::mem::replace(&mut by.db_keys.newest, new);
        by.db_keys.older = Some(old);
        Ok(())
    }

    /// Ends a change of the DB key: the old one goes from every slot, and from what is sealed for recovery. `opens` is the
    /// key that the SQLCipher file was just opened with. Says whether the keyring changed.
    ///
    /// # Errors
    /// [`KeysError::Unfinished`] when the file does not open with the new key.
    pub fn finish_db_key(&mut self, by: &mut Unlocked, opens: &Secret<[u8; 32]>) -> Result<bool, KeysError> {
        if !same(by.db_key(), opens) {
            return Err(KeysError::Unfinished);
        }
        if by.db_keys.older.is_none() {
            return Ok(false);
        }
        self.check_db_key(by)?;
        for slot in &mut self.members {
            slot.db_key.truncate(1);
            slot.sealed_for_recovery.truncate(1);
        }
        by.db_keys.older = None;
        Ok(true)
    }

    /// Seals the DB key of an opened slot to a second recovery key, which is about to count, beside the one that does: until
    /// [`Keyring::pin_recovery`], or another change of what is sealed for recovery, both open the slot. The caller answers for
    /// it: a valid control event must name it.
    ///
    /// # Errors
    /// [`KeysError::OlderSlot`] in layout 1, [`KeysError::Unfinished`] while the DB key is being changed,
    /// [`KeysError::Stale`] when the slot opens to another DB key by now. The keyring is unchanged then.
    pub fn seal_to_next_recovery(
        &mut self,
        by: &Unlocked,
        next: &RecoveryPublic,
        entropy: &mut dyn Entropy,
    ) -> Result<(), KeysError> {
        by.device().ok_or(KeysError::OlderSlot)?;
        if by.db_keys.older.is_some() {
            return Err(KeysError::Unfinished);
        }
        self.check_db_key(by)?;
        let sealed = seal_for_recovery(by, next, &self.place(by.member), by.db_key(), entropy)?;
        let slot = self.slot_mut(by.member)?;
        slot.sealed_for_recovery.truncate(1);
        slot.sealed_for_recovery.push(sealed);
        Ok(())
    }

    /// The slot must still open to the DB key of this session: one that missed a change would undo it for all.
    fn check_db_key(&self, by: &Unlocked) -> Result<(), KeysError> {
        let slot = self.member(by.member).ok_or(KeysError::Member)?;
        let now = self.open_bundle(slot, by.bundle.clone()).map_err(|_| KeysError::Stale)?;
        if same(now.db_key(), by.db_key()) { Ok(()) } else { Err(KeysError::Stale) }
    }

    /// Seals the DB keys of an opened slot, for its seat and for recovery.
    pub(super) fn seal_db_keys(&mut self, of: &Unlocked, entropy: &mut dyn Entropy) -> Result<(), KeysError> {
        let (place, public) = (self.place(of.member), of.secrets().public());
        let boxes = of.db_keys().map(|key| seal(&public.seal, &place, key, entropy)).collect::<Result<_, _>>()?;
        let for_recovery = of
            .db_keys()
            .map(|key| seal_for_recovery(of, of.recovery(), &place, key, entropy))
            .collect::<Result<_, _>>()?;
        let slot = self.slot_mut(of.member)?;
        (slot.db_key, slot.sealed_for_recovery) = (boxes, for_recovery);
        Ok(())
    }
}

/// The DB keys of a slot. One that does not open is passed over while another does: it may be the one that is damaged.
pub(super) fn open(boxes: &[Vec<u8>], place: &[u8; 32], secrets: &MemberSecrets) -> Result<DbKeys, KeysError> {
    collect(boxes.iter().map(|sealed| aead::exactly_32(&secrets.open(INFO, place, sealed)?)))
}

/// The DB keys that are sealed for recovery, with the root that stands beside them.
pub(super) fn open_for_recovery(
    boxes: &[Vec<u8>],
    place: &[u8; 32],
    secret: &Secret<[u8; 32]>,
) -> Result<(DbKeys, Option<EventId>), KeysError> {
    let mut root = None;
    let keys = collect(boxes.iter().map(|sealed| {
        let opened = pair::open_with(secret, RECOVERY_INFO, place, sealed)?;
        // EXPOSE: to take it apart; the key is wrapped again.
        let (version, rest) = opened.expose().split_first().ok_or(CUT)?;
        if *version != RECOVERY_VERSION {
            return Err(KeysError::Newer("what is sealed for recovery"));
        }
        let (key, rest) = rest.split_first_chunk::<32>().ok_or(CUT)?;
        let named = bundle::known_root(rest.try_into().map_err(|_| CUT)?);
        root = root.or(named);
        Ok(Secret::new(*key))
    }))?;
    Ok((keys, root))
}

const CUT: KeysError = KeysError::Damaged("what is sealed for recovery");

/// The first two keys that can be had, or why the first cannot.
fn collect(keys: impl Iterator<Item = Result<Secret<[u8; 32]>, KeysError>>) -> Result<DbKeys, KeysError> {
    let (mut newest, mut older, mut refused) = (None, None, None);
    for key in keys.take(MOST) {
        match (key, &newest) {
            (Ok(key), None) => newest = Some(key),
            (Ok(key), Some(_)) => older = Some(key),
            (Err(error), _) => refused = refused.or(Some(error)),
        }
    }
    let newest = newest.ok_or(refused.unwrap_or(KeysError::Damaged("a slot without a database key")))?;
    Ok(DbKeys { newest, older })
}

fn same(one: &Secret<[u8; 32]>, other: &Secret<[u8; 32]>) -> bool {
    // EXPOSE: to compare two keys that are both held here.
    one.expose() == other.expose()
}

fn seal(
    public: &[u8; 32],
    place: &[u8; 32],
    key: &Secret<[u8; 32]>,
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, KeysError> {
    // EXPOSE: to seal it.
    pair::seal_to(public, INFO, place, key.expose(), entropy)
}

fn seal_for_recovery(
    by: &Unlocked,
    recovery: &RecoveryPublic,
    place: &[u8; 32],
    key: &Secret<[u8; 32]>,
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, KeysError> {
    let root = by.root().unwrap_or(EventId::NONE);
    // EXPOSE: to seal it.
    let plain = Secret::new([[RECOVERY_VERSION].as_slice(), key.expose(), root.as_bytes()].concat());
    // EXPOSE: as above.
    pair::seal_to(&recovery.seal, RECOVERY_INFO, place, plain.expose(), entropy)
}
