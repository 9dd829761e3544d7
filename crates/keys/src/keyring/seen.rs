//! What a member's session last saw, kept beside the database and not in it.
//!
//! `seen = box(derive("pana/seen heads/1", sealing secret), centre || member, bytes)`
//!
//! When the folder's database is older than this, it was put back. Nobody but the member can write it; what anyone can do
//! is take it away, or put an older one back with the rest of the file.

use pana_model::Secret;

use super::{Keyring, Unlocked};
use crate::{Entropy, KeysError, aead};

impl Keyring {
    /// Keeps what the member's session saw. What the bytes say is the caller's affair.
    pub fn seal_seen(&mut self, by: &Unlocked, bytes: &[u8], entropy: &mut dyn Entropy) -> Result<(), KeysError> {
        let sealed = aead::seal_box(&key(by), &self.place(by.member), bytes, entropy)?;
        self.slot_mut(by.member)?.seen = Some(sealed);
        Ok(())
    }

    /// What the member's last session saw; none when nothing is kept.
    ///
    /// # Errors
    /// [`KeysError::WrongKey`] when it was made by somebody else, for another centre or member, or changed.
    pub fn open_seen(&self, by: &Unlocked) -> Result<Option<Vec<u8>>, KeysError> {
        let slot = self.member(by.member).ok_or(KeysError::Member)?;
        let open = |sealed: &Vec<u8>| aead::open_box(&key(by), &self.place(by.member), sealed);
        let opened = slot.seen.as_ref().map(open).transpose()?;
        // EXPOSE: names and numbers of events are no secret inside the store.
        Ok(opened.map(|seen| seen.expose().clone()))
    }
}

fn key(by: &Unlocked) -> Secret<[u8; 32]> {
    by.secrets().derive_from_seal("pana/seen heads/1")
}
