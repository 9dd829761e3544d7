//! Before the store is open: who can unlock it, unlocking, recovering.

use std::path::Path;

use pana_casework::Role;
use pana_keys::{KdfParams, KeysError, RecoverySheet, SystemEntropy};
use pana_model::{MemberId, Moment, Secret};

use super::keyring::{forget_unfinished_members, keyring, seconds, try_passphrase, wall, write};
use crate::disk::{Folder, StoreError, crypt_fault};
use crate::log::Member;
use crate::store::Store;

/// A centre's folder, held by this process, not unlocked.
#[derive(Debug, Clone)]
pub struct Locked {
    folder: Folder,
}

impl Locked {
    /// Takes hold of the folder.
    ///
    /// # Errors
    /// [`StoreError::NoCentre`] when there is none (the folder is not touched then), [`StoreError::AlreadyOpen`] when
    /// another program holds it.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        if !dir.join("keyring.json").is_file() {
            return Err(StoreError::NoCentre);
        }
        let folder = Folder::hold(dir)?;
        keyring(&folder)?;
        Ok(Self { folder })
    }

    /// Who can unlock, in the order in which they were added.
    ///
    /// # Errors
    /// As any read of a file.
    pub fn members(&self) -> Result<Vec<Member>, StoreError> {
        let keyring = keyring(&self.folder)?;
        let slots = keyring.members().iter().map(|slot| Member {
            id: slot.id,
            name: slot.name.clone(),
            role: slot.role.parse().unwrap_or(Role::Volunteer),
            grants: slot.grants.iter().filter_map(|grant| grant.parse().ok()).collect(),
        });
        Ok(slots.collect())
    }

    /// Seconds until a member's next try is looked at.
    ///
    /// # Errors
    /// As any read of a file.
    pub fn wait_seconds(&self, member: MemberId, now: Moment) -> Result<u32, StoreError> {
        let mut keyring = keyring(&self.folder)?;
        match keyring.begin_try(member, wall(now)) {
            Err(KeysError::Wait(wait)) => Ok(seconds(wait.ms)),
            _ => Ok(0),
        }
    }

    /// Opens the store for a member. Takes as long as the member's Argon2 parameters ask.
    ///
    /// # Errors
    /// [`StoreError::WrongPassphrase`], [`StoreError::Wait`], [`StoreError::UnknownMember`],
    /// [`StoreError::NewerStore`], [`StoreError::Damaged`]; nothing is destroyed by any number of wrong tries.
    pub fn unlock(&self, member: MemberId, passphrase: &Secret<String>, now: Moment) -> Result<Store, StoreError> {
        let (keyring, unlocked) = try_passphrase(&self.folder, member, passphrase, now)?;
        let store = Store::open(self.folder.clone(), keyring.centre, unlocked, now)?;
        forget_unfinished_members(&self.folder, keyring, &store.members()?)?;
        Ok(store)
    }

    /// Opens the store with both recovery sheets and gives a coordinator a new passphrase.
    ///
    /// # Errors
    /// [`StoreError::WrongSheets`], [`StoreError::UnknownMember`], [`StoreError::NoRight`] when the member is no
    /// coordinator.
    pub fn recover(
        &self,
        sheets: [&str; 2],
        member: MemberId,
        passphrase: &Secret<String>,
        kdf: KdfParams,
        now: Moment,
    ) -> Result<Store, StoreError> {
        let mut keyring = keyring(&self.folder)?;
        let wrong = |error: KeysError| match error {
            KeysError::Member => StoreError::UnknownMember,
            other => StoreError::WrongSheets(other.to_string()),
        };
        let [one, other] = sheets.map(RecoverySheet::from_text);
        let one = one.map_err(|error| StoreError::WrongSheets(error.to_string()))?;
        let other = other.map_err(|error| StoreError::WrongSheets(error.to_string()))?;
        let recovered = keyring.recover(&one, &other).map_err(wrong)?;
        let unlocked = keyring.unlock_recovered(member, &recovered).map_err(wrong)?;
        let store = Store::open(self.folder.clone(), keyring.centre, unlocked, now)?;
        if store.member().role != Role::Coordinator {
            return Err(StoreError::NoRight);
        }
        keyring.set_passphrase(store.unlocked(), passphrase, kdf, &mut SystemEntropy).map_err(crypt_fault)?;
        write(&self.folder, &keyring)?;
        Ok(store)
    }
}
