//! A new laptop answers words: what it is bound to, and what it opens, is made before anything is sent, and kept in `joining.json`. So
//! a cut at any moment leaves a laptop that asks the same again, byte for byte.

use std::path::Path;

use pana_keys::{JoinMailbox, OnlineInvite, OnlineRound, SystemEntropy};
use pana_model::Moment;
use pana_wire::hub::{LetterPlace, Mailbox};

use super::join::{Joining, NewJoin};
use super::kept_online::{KeptOnline, bytes, fixed, hex};
use crate::disk::{JoinFault, StoreError, crypt_fault};

/// How a laptop joins on line that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinsOnline {
    /// Where whoever keeps the mailbox was reached.
    pub address: String,
    /// The key that it has to show.
    pub hub: [u8; 32],
    /// The mailbox's name.
    pub at: [u8; 16],
    /// The six digits, once both sides are bound.
    pub digits: Option<String>,
}

/// What is to be done at whoever keeps the mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JoinNext {
    /// Be bound by this letter.
    Commit(Vec<u8>),
    /// Open with this one.
    Open(Vec<u8>),
    /// Nothing, but to look again later.
    Wait,
    /// There is no such mailbox any more: this laptop was let in, or the invite has ended.
    Gone,
}

/// A letter that says no more than that somebody else knows the words: whoever comes second is named by it to whoever invites.
///
/// # Errors
/// [`StoreError::Crypt`] where the system gives no random bytes.
pub fn second_answer(mailbox: &JoinMailbox) -> Result<Vec<u8>, StoreError> {
    mailbox.seal(LetterPlace::Commitment, &super::random::<32>()?, &mut SystemEntropy).map_err(crypt_fault)
}

impl Joining {
    /// Makes this laptop's keys and what it is bound by, for words that were read: `online` is what lay under them.
    ///
    /// # Errors
    /// As [`Joining::begin`].
    pub fn begin_online(
        dir: &Path,
        (address, online, mailbox): (&str, &OnlineInvite, &JoinMailbox),
        new: &NewJoin,
        now: Moment,
    ) -> Result<Self, StoreError> {
        Self::begin_with(dir, &online.invite, now, |folder| {
            super::join::begin_in(folder, &online.invite, new, now, |device, seat| {
                let entropy = &mut SystemEntropy;
                let opening = online.opening(device, seat, &new.device, entropy).map_err(crypt_fault)?;
                let bound = online.commitment(&opening);
                let commitment = mailbox.seal(LetterPlace::Commitment, &bound, entropy).map_err(crypt_fault)?;
                let opened = mailbox.seal(LetterPlace::Opening, &opening, entropy).map_err(crypt_fault)?;
                let kept = KeptOnline {
                    address: address.to_owned(),
                    said: online.address.clone(),
                    hub: hex(&online.hub),
                    // EXPOSE: it is kept beside the invite, which holds as much.
                    mailbox: hex(mailbox.to_bytes().expose()),
                    opening: hex(&opening),
                    commitment_letter: hex(&commitment),
                    opening_letter: hex(&opened),
                    nonce: None,
                };
                Ok((Vec::new(), String::new(), Some(kept)))
            })
        })
    }

    /// How it joins, where it joins on line.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn online(&self) -> Result<Option<JoinsOnline>, StoreError> {
        let Some(kept) = &self.kept.online else { return Ok(None) };
        let digits = kept.nonce.as_ref().map(|_| self.kept.digits.clone());
        let at = kept.mailbox()?.at();
        Ok(Some(JoinsOnline { address: kept.address.clone(), hub: fixed(&kept.hub)?, at, digits }))
    }

    /// Takes in what lies in the mailbox, and says what comes next. The other's nonce is kept before anything is opened.
    ///
    /// # Errors
    /// [`StoreError::Joining`] with [`JoinFault::Another`] where somebody else is bound, [`JoinFault::Changed`] where what lies
    /// there is not what belongs there; and as any write.
    pub fn online_step(&mut self, found: Option<&Mailbox>) -> Result<JoinNext, StoreError> {
        let Some(kept) = self.kept.online.clone() else {
            return Err(StoreError::Joining(JoinFault::NoInvite));
        };
        let Some(found) = found else { return Ok(JoinNext::Gone) };
        let changed = || StoreError::Joining(JoinFault::Changed);
        let commitment = bytes(&kept.commitment_letter)?;
        match found.letter(LetterPlace::Commitment) {
            None if kept.nonce.is_some() => return Err(changed()),
            None => return Ok(JoinNext::Commit(commitment)),
            Some(bound) if bound == commitment => {}
            Some(_) => return Err(StoreError::Joining(JoinFault::Another)),
        }
        let Some(letter) = found.letter(LetterPlace::Nonce) else {
            return if kept.nonce.is_none() { Ok(JoinNext::Wait) } else { Err(changed()) };
        };
        let said = kept.mailbox()?.open(LetterPlace::Nonce, letter).map_err(|_| changed())?;
        // EXPOSE: it is no secret once it was said.
        let said: [u8; 32] = said.expose().as_slice().try_into().map_err(|_| changed())?;
        match &kept.nonce {
            Some(nonce) if fixed::<32>(nonce)? == said => {}
            Some(_) => return Err(changed()),
            None => self.keep_nonce(kept.clone(), said)?,
        }
        let opened = bytes(&kept.opening_letter)?;
        match found.letter(LetterPlace::Opening) {
            None => Ok(JoinNext::Open(opened)),
            Some(there) if there == opened => Ok(JoinNext::Wait),
            Some(_) => Err(changed()),
        }
    }

    fn keep_nonce(&mut self, mut kept: KeptOnline, nonce: [u8; 32]) -> Result<(), StoreError> {
        let online = OnlineInvite { hub: fixed(&kept.hub)?, address: kept.said.clone(), invite: self.invite.clone() };
        let opening = bytes(&kept.opening)?;
        let round = OnlineRound { invite: &online, commitment: online.commitment(&opening), nonce };
        let digits = round.digits(&opening).map_err(crypt_fault)?;
        kept.nonce = Some(hex(&nonce));
        self.keep(|all| (all.online, all.digits) = (Some(kept), digits))
    }
}
