//! What a member's session last saw, kept beside the database and not in it.
//!
//! `seen = box(derive("pana/seen heads/1", sealing secret), centre || member, bytes)`
//!
//! When the folder's database is older than this, it was put back. Nobody but the member can write it; what anyone can do
//! is take it away, or put an older one back with the rest of the file.
//!
//! Whoever comes in by the sheets has no member's secret, and would not notice. So the same is sealed to the recovery key as
//! well. Anyone can seal to that, so the seat signs it.

use pana_model::{MemberId, Secret};
use pana_wire::verify_statement;

use super::{Keyring, Unlocked};
use crate::{Entropy, KeysError, PublicKeys, Recovered, aead, pair};

const RECOVERY_INFO: &[u8] = b"pana/seen heads/2";
/// What the seat signs it for.
const SEEN: &str = "pana/seen heads/2";

/// What a member's session saw, as the sheets open it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenForRecovery {
    /// Whose session says so.
    pub member: MemberId,
    /// What it saw.
    pub bytes: Vec<u8>,
    said: Vec<u8>,
    signature: [u8; 64],
}

impl SeenForRecovery {
    /// Did a seat with these keys sign it, for this centre and member?
    pub fn is_by(&self, keys: &PublicKeys) -> bool {
        keys.verifying_key().is_ok_and(|key| verify_statement(SEEN, &self.said, &self.signature, &key).is_ok())
    }
}

impl Keyring {
    /// Keeps what the member's session saw. What the bytes say is the caller's affair.
    pub fn seal_seen(&mut self, by: &Unlocked, bytes: &[u8], entropy: &mut dyn Entropy) -> Result<(), KeysError> {
        let sealed = aead::seal_box(&key(by), &self.place(by.member), bytes, entropy)?;
        self.slot_mut(by.member)?.seen = Some(sealed);
        Ok(())
    }

    /// Keeps the same for whoever comes in by the sheets.
    pub fn seal_seen_for_recovery(
        &mut self,
        by: &Unlocked,
        bytes: &[u8],
        entropy: &mut dyn Entropy,
    ) -> Result<(), KeysError> {
        let place = self.place(by.member);
        let signature = by.secrets().sign_statement(SEEN, &said(&place, bytes));
        let signed = [signature.as_slice(), bytes].concat();
        let sealed = pair::seal_to(&by.recovery().seal, RECOVERY_INFO, &place, &signed, entropy)?;
        self.slot_mut(by.member)?.seen_for_recovery = Some(sealed);
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

    /// What everyone's last sessions saw, as far as the sheets open it. Whose seat signed it is for the log to say.
    pub fn seen_by_all(&self, by: &Recovered) -> Vec<SeenForRecovery> {
        let open = |member: MemberId, sealed: &[u8]| {
            let place = self.place(member);
            let opened = pair::open_with(by.secret(), RECOVERY_INFO, &place, sealed).ok()?;
            // EXPOSE: as above.
            let (signature, bytes) = opened.expose().split_first_chunk::<64>()?;
            let said = said(&place, bytes);
            Some(SeenForRecovery { member, bytes: bytes.to_vec(), said, signature: *signature })
        };
        self.members.iter().filter_map(|slot| open(slot.id, slot.seen_for_recovery.as_deref()?)).collect()
    }
}

fn said(place: &[u8], bytes: &[u8]) -> Vec<u8> {
    [place, bytes].concat()
}

fn key(by: &Unlocked) -> Secret<[u8; 32]> {
    by.secrets().derive_from_seal("pana/seen heads/1")
}
