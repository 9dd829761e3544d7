//! Sealing an opened slot anew: under another passphrase, or with what became known since.

use pana_model::{DeviceId, Secret};
use pana_wire::EventId;

use super::bundle::{Bundle, Inside};
use super::{Keyring, Unlocked};
use crate::{Entropy, KdfParams, KeysError, RecoveryPublic, Tries, aead, entropy};

impl Keyring {
    /// Gives an unlocked member another passphrase or other parameters. For a change by the member, unlock with the old
    /// passphrase first; for raised parameters, pass the one just used.
    ///
    /// # Errors
    /// [`KeysError::Stale`] when the slot is not as it was opened.
    pub fn set_passphrase(
        &mut self,
        unlocked: &mut Unlocked,
        passphrase: &Secret<String>,
        params: KdfParams,
        entropy: &mut dyn Entropy,
    ) -> Result<(), KeysError> {
        if unlocked.slot_key.is_some() {
            self.check_fresh(unlocked)?;
        }
        let salt = entropy::bytes(entropy)?;
        let key = params.derive(passphrase, &salt)?;
        let sealed = self.seal_bundle(unlocked, &unlocked.bundle, &key, entropy)?;
        let slot = self.slot_mut(unlocked.member)?;
        (slot.salt, slot.params, slot.sealed, slot.tries) = (salt, params, sealed, Tries::default());
        unlocked.slot_key = Some(key);
        Ok(())
    }

    /// Raises a slot's parameters to `wanted` when they are weaker; says whether the keyring changed.
    pub fn raise_params(
        &mut self,
        unlocked: &mut Unlocked,
        passphrase: &Secret<String>,
        wanted: KdfParams,
        entropy: &mut dyn Entropy,
    ) -> Result<bool, KeysError> {
        if !self.member(unlocked.member).ok_or(KeysError::Member)?.params.is_weaker_than(wanted) {
            return Ok(false);
        }
        self.set_passphrase(unlocked, passphrase, wanted, entropy).map(|()| true)
    }

    /// Makes layout 2 of a slot of layout 1, given the device it lies on and the centre's root; says whether the keyring
    /// changed. The member's keys stay: they are the seat on the first device. What was sealed of them for recovery stays beside
    /// what is sealed now, until [`Keyring::pin_recovery`] with sheets that sign.
    ///
    /// # Errors
    /// [`KeysError::Stale`] when the slot is not as it was opened.
    pub fn upgrade_slot(
        &mut self,
        unlocked: &mut Unlocked,
        device: DeviceId,
        root: EventId,
        entropy: &mut dyn Entropy,
    ) -> Result<bool, KeysError> {
        if matches!(unlocked.bundle.inside, Inside::Two { .. }) {
            return Ok(false);
        }
        let inside = Inside::Two { device, root: Some(root) };
        let first = self.slot_mut(unlocked.member)?.sealed_for_recovery.last().cloned();
        self.reseal(unlocked, Bundle { inside, ..unlocked.bundle.clone() }, entropy)?;
        self.slot_mut(unlocked.member)?.first_recovery = first;
        Ok(true)
    }

    /// Seals the centre's root into the slot, where it was not known yet; says whether the keyring changed.
    ///
    /// # Errors
    /// [`KeysError::OtherRoot`] when another root stands there, [`KeysError::OlderSlot`] in layout 1,
    /// [`KeysError::Stale`] when the slot is not as it was opened.
    pub fn pin_root(
        &mut self,
        unlocked: &mut Unlocked,
        root: EventId,
        entropy: &mut dyn Entropy,
    ) -> Result<bool, KeysError> {
        let device = unlocked.device().ok_or(KeysError::OlderSlot)?;
        match unlocked.root() {
            Some(known) if known == root => return Ok(false),
            Some(_) => return Err(KeysError::OtherRoot),
            None => (),
        }
        let inside = Inside::Two { device, root: Some(root) };
        self.reseal(unlocked, Bundle { inside, ..unlocked.bundle.clone() }, entropy).map(|()| true)
    }

    /// Says in an opened slot of layout 2 on which device its seat is now; says whether the keyring changed. The member's keys
    /// stay: a seat of theirs on that device must be in the log.
    ///
    /// # Errors
    /// [`KeysError::OlderSlot`] in layout 1, [`KeysError::Stale`] when the slot is not as it was opened.
    pub fn move_slot(
        &mut self,
        unlocked: &mut Unlocked,
        device: DeviceId,
        entropy: &mut dyn Entropy,
    ) -> Result<bool, KeysError> {
        if unlocked.device().ok_or(KeysError::OlderSlot)? == device {
            return Ok(false);
        }
        let inside = Inside::Two { device, root: unlocked.root() };
        self.reseal(unlocked, Bundle { inside, ..unlocked.bundle.clone() }, entropy).map(|()| true)
    }

    /// Seals the recovery key's public halves into the slot, and what is sealed for recovery to them; says whether the
    /// keyring changed. The caller answers for them: a valid control event must name them.
    ///
    /// # Errors
    /// [`KeysError::OlderSlot`] in layout 1, [`KeysError::Stale`] when the slot is not as it was opened.
    pub fn pin_recovery(
        &mut self,
        unlocked: &mut Unlocked,
        recovery: RecoveryPublic,
        entropy: &mut dyn Entropy,
    ) -> Result<bool, KeysError> {
        unlocked.device().ok_or(KeysError::OlderSlot)?;
        let known = unlocked.recovery();
        if *known == recovery || (known.seal == recovery.seal && recovery.sign.is_none()) {
            return Ok(false);
        }
        self.reseal(unlocked, Bundle { recovery, ..unlocked.bundle.clone() }, entropy)?;
        self.recovery.set(&recovery);
        if recovery.sign.is_some() {
            self.slot_mut(unlocked.member)?.first_recovery = None;
        }
        Ok(true)
    }

    /// Puts another bundle into an opened slot of layout 2, under the same passphrase.
    fn reseal(&mut self, unlocked: &mut Unlocked, bundle: Bundle, entropy: &mut dyn Entropy) -> Result<(), KeysError> {
        self.check_fresh(unlocked)?;
        let key = unlocked.slot_key.as_ref().ok_or(KeysError::Stale)?;
        let sealed = self.seal_bundle(unlocked, &bundle, key, entropy)?;
        let before = std::mem::replace(&mut unlocked.bundle, bundle);
        if let Err(error) = self.seal_db_keys(unlocked, entropy) {
            unlocked.bundle = before;
            return Err(error);
        }
        let public = unlocked.secrets().public();
        let slot = self.slot_mut(unlocked.member)?;
        (slot.sealed, slot.public) = (sealed, public);
        Ok(())
    }

    /// The slot must still be the one that was opened. Otherwise sealing it with the kept key would bring back a
    /// passphrase that was changed, or keep what someone put back.
    fn check_fresh(&self, unlocked: &Unlocked) -> Result<(), KeysError> {
        let slot = self.member(unlocked.member).ok_or(KeysError::Member)?;
        let key = unlocked.slot_key.as_ref().ok_or(KeysError::Stale)?;
        let opened = aead::open_box(key, &self.slot_aad(slot.id), &slot.sealed).map_err(|_| KeysError::Stale)?;
        // EXPOSE: to compare what lies there with what was opened.
        if opened.expose() == unlocked.bundle.to_bytes().expose() { Ok(()) } else { Err(KeysError::Stale) }
    }

    fn seal_bundle(
        &self,
        unlocked: &Unlocked,
        bundle: &Bundle,
        key: &Secret<[u8; 32]>,
        entropy: &mut dyn Entropy,
    ) -> Result<Vec<u8>, KeysError> {
        // EXPOSE: to seal it.
        aead::seal_box(key, &self.slot_aad(unlocked.member), bundle.to_bytes().expose(), entropy)
    }
}
