//! Another key for the database: after a member was removed, a grant withdrawn, new sheets printed, what they had opens
//! nothing that is written from then on.
//!
//! Two files change, and a cut may fall between: so the keyring first opens to both keys, the database is written anew
//! beside the old one and renamed over it, and then the old key goes from the keyring. Opening tries both, and finishes
//! what was cut off.

use std::collections::BTreeMap;

use pana_casework::authority::Standing;
use pana_keys::{Keyring, PublicKeys, SystemEntropy};
use pana_model::MemberId;

use super::keyring::{keyring, write};
use crate::disk::{StoreError, crypt_fault};
use crate::fold::gate::public;
use crate::store::Store;

impl Store {
    /// Gives the database another key. Slots of members who do not stand any more go.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`] and as any write; the store opens as before then.
    pub(crate) fn renew_db_key(&mut self) -> Result<(), StoreError> {
        let mut keyring = keyring(self.folder())?;
        if self.unlocked().is_changing_db_key() {
            // An earlier change got stuck, on a full disk: whoever leaves now has been told its key.
            self.finish_db_key(&mut keyring)?;
        }
        self.forget_removed(&mut keyring)?;
        let seats = self.seats_here(&keyring);
        let unlocked = &mut self.session_mut().unlocked;
        keyring.begin_db_key(unlocked, &seats, &mut SystemEntropy).map_err(crypt_fault)?;
        if let Err(error) = write(self.folder(), &keyring) {
            self.session_mut().unlocked.take_back_db_key();
            return Err(error);
        }
        self.finish_db_key(&mut keyring)
    }

    /// Ends a change of the key that may have been cut off anywhere.
    pub(super) fn finish_db_key(&mut self, keyring: &mut Keyring) -> Result<(), StoreError> {
        self.rewrite_database()?;
        let newest = self.unlocked().db_key().clone();
        let unlocked = &mut self.session_mut().unlocked;
        if keyring.finish_db_key(unlocked, &newest).map_err(crypt_fault)? {
            write(self.folder(), keyring)?;
        }
        Ok(())
    }

    /// Takes away the slots of those who were removed. Members whom the log does not know keep theirs: what is missing may
    /// be the log's newest events.
    fn forget_removed(&self, keyring: &mut Keyring) -> Result<(), StoreError> {
        let state = self.state();
        let slots: Vec<MemberId> = keyring.members().iter().map(|slot| slot.id).collect();
        for id in slots.into_iter().filter(|id| state.standing(*id) == Standing::Removed) {
            keyring.remove_member(id).map_err(crypt_fault)?;
        }
        Ok(())
    }

    /// Is there a slot of somebody who was removed?
    pub(super) fn holds_removed_slot(&self) -> Result<bool, StoreError> {
        let (state, keyring) = (self.state(), keyring(self.folder())?);
        Ok(keyring.members().iter().any(|slot| state.standing(slot.id) == Standing::Removed))
    }

    /// The keys of each member's seat here: out of the control stream, never out of the file. Where a member has had several
    /// (recovery makes new ones), or has not been here since the store went on as another device, the file may say which of
    /// theirs are in use.
    fn seats_here(&self, keyring: &Keyring) -> BTreeMap<MemberId, PublicKeys> {
        let state = self.state();
        let mut seats = BTreeMap::from([(self.member().id, self.unlocked().secrets().public())]);
        for slot in keyring.members().iter().filter(|slot| slot.id != self.member().id) {
            let stands = |device| state.device_standing(device) == Standing::Stands;
            let live = || state.seats_of(slot.id).filter(|seat| stands(seat.device));
            let known = || live().filter_map(|seat| Some((seat.device, public(&seat.keys)?)));
            let in_use = known().map(|(_, keys)| keys).find(|keys| *keys == slot.public);
            let here = || known().filter(|(device, _)| *device == self.device()).map(|(_, keys)| keys).last();
            seats.extend(in_use.or_else(here).map(|keys| (slot.id, keys)));
        }
        seats
    }
}
