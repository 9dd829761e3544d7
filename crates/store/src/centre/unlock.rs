//! Before the store is open: who can unlock it, unlocking, recovering.

use std::path::Path;

use pana_casework::Role;
use pana_keys::{KdfParams, Keyring, KeysError, RecoveredSlot, SystemEntropy};
use pana_model::{MemberId, Moment, Secret};

use super::by_sheets;
use super::keyring::{keyring, seconds, try_passphrase, wall, write};
use super::notice::{GoesOn, Notice};
use super::open::{Opening, pin};
use super::seen;
use crate::asked::Asked;
use crate::disk::{Folder, LeaseFault, StoreError, crypt_fault, schema_faults};
use crate::log::{Member, Stream, slot};
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
        // What a cut left of joining: the centre is here.
        if folder.joining()?.is_some() {
            match folder.forget_joining() {
                Ok(()) | Err(StoreError::ReadOnly | StoreError::DiskFull) => {}
                Err(error) => return Err(error),
            }
        }
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
    /// [`StoreError::NewerStore`], [`StoreError::Damaged`], [`StoreError::Lease`] when the laptop's lease is over; nothing is
    /// destroyed by any number of wrong tries.
    pub fn unlock(&self, member: MemberId, passphrase: &Secret<String>, now: Moment) -> Result<Store, StoreError> {
        self.unlock_renewing(member, passphrase, None, now)
    }

    /// The same, with the code that a coordinator read aloud for a laptop whose lease is over. The passphrase is tried first.
    ///
    /// # Errors
    /// As [`Locked::unlock`]; [`StoreError::Lease`] also for a code that was mistyped or is another one.
    pub fn unlock_renewing(
        &self,
        member: MemberId,
        passphrase: &Secret<String>,
        code: Option<&Secret<String>>,
        now: Moment,
    ) -> Result<Store, StoreError> {
        let (keyring, unlocked) = try_passphrase(&self.folder, member, passphrase, now)?;
        let mut opening = Store::open(self.folder.clone(), keyring.centre, unlocked, now)?;
        // Before anything else is written.
        match (opening.store.lease_use(now), code) {
            (Ok(()) | Err(StoreError::Lease(LeaseFault::Over { .. })), Some(code)) => {
                opening.store.lease_enter(code, now)?;
            }
            (stands, _) => stands?,
        }
        self.settle(keyring, opening, now)
    }

    /// What follows opening: a change of the key that was cut off is finished, what became known is pinned in the slot, and
    /// what is here is compared with what the member last saw.
    fn settle(&self, mut keyring: Keyring, opening: Opening, now: Moment) -> Result<Store, StoreError> {
        let Opening { mut store, taken_out, went_on } = opening;
        let mut unfinished = false;
        if store.unlocked().db_keys().count() > 1 {
            let done = store.finish_db_key(&mut keyring);
            unfinished |= store.or_later(done)?;
        }
        // Before anything else is written.
        store.pass_over_unread()?;
        let lacking = seen::compare(&store, &keyring)?;
        let goes_on = if went_on { GoesOn::AsAnother } else { store.go_on(&lacking, now)? };
        let mut pinned = true;
        if pin(&mut keyring, &mut store)? {
            match write(&self.folder, &keyring) {
                // A full disk keeps nobody out: it is pinned at the next opening, and what follows is done then.
                Err(StoreError::DiskFull | StoreError::ReadOnly) => pinned = false,
                other => other?,
            }
        }
        seen::take_over(&store, &keyring)?;
        let schema = schema_faults(store.connection())?;
        let missing = store.missing_at_opening()?;
        let aside = store.set_aside_count()?;
        let notices = lacking
            .notice(goes_on)
            .into_iter()
            .chain((!taken_out.is_empty()).then_some(Notice::TakenOut(taken_out)))
            .chain((!schema.is_empty()).then_some(Notice::Schema(schema)))
            .chain((missing > 0).then_some(Notice::Missing(missing)))
            .chain((aside > 0).then_some(Notice::SetAside(aside)));
        store.set_notices(notices.collect());
        let done = if pinned { store.finish_removals(now) } else { Err(StoreError::DiskFull) };
        unfinished |= store.or_later(done)?;
        let done = store.bring_over_keys(now);
        unfinished |= store.or_later(done)?;
        if unfinished {
            store.add_notice(Notice::Unfinished);
        }
        store.note_sheets_wait(now);
        store.set_settled()?;
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
        let recovered = by_sheets::recovered_of(&keyring, sheets)?;
        match keyring.open_recovered(member, &recovered).map_err(wrong)? {
            RecoveredSlot::Whole(unlocked) => {
                let opening = Store::open(self.folder.clone(), keyring.centre, unlocked, now)?;
                let mut store = opening.store;
                if store.member().role != Role::Coordinator {
                    return Err(StoreError::NoRight);
                }
                let unlocked = &mut store.session_mut().unlocked;
                keyring.set_passphrase(unlocked, passphrase, kdf, &mut SystemEntropy).map_err(crypt_fault)?;
                write(&self.folder, &keyring)?;
                store.name_sheets(&recovered, now)?;
                store.lease_by_sheets(now)?;
                self.settle(keyring, Opening { store, ..opening }, now)
            }
            RecoveredSlot::Keys(keys) => {
                let mut opening =
                    by_sheets::open(&self.folder, &mut keyring, &keys, &recovered, (passphrase, kdf), now)?;
                opening.store.lease_by_sheets(now)?;
                write(&self.folder, &keyring)?;
                self.settle(keyring, opening, now)
            }
        }
    }
}

impl Store {
    /// Keys of the first layout are brought to where they go with their events to other devices.
    fn bring_over_keys(&mut self, now: Moment) -> Result<(), StoreError> {
        for stream in Stream::ALL {
            if !self.session().opens(stream) || !slot::has_first_layout(self.connection(), stream)? {
                continue;
            }
            let over = slot::to_bring_over(self.reader(), stream)?;
            if !over.is_empty() {
                // One of that name that does not open gives way.
                self.transact(&Asked::nothing(), now, |tx| {
                    over.iter().try_for_each(|row| slot::take(tx.sql(), Some(tx.session()), stream, row).map(drop))
                })?;
            }
        }
        Ok(())
    }

    /// What has to be done and cannot be now keeps nobody out: the next opening does it. Gives whether it was put off.
    fn or_later(&mut self, done: Result<(), StoreError>) -> Result<bool, StoreError> {
        match done {
            Ok(()) => Ok(false),
            Err(StoreError::DiskFull | StoreError::ReadOnly) => Ok(true),
            Err(error) if error.is_damage() => self.reopen().map(|()| true),
            Err(error) => Err(error),
        }
    }
}
