//! The word of one centre to another about a handing over: accepted, declined, revoked.

use std::collections::BTreeMap;

use pana_casework::Act;
use pana_casework::case::{CaseFile, CloseReason, Transfer, centre_day};
use pana_casework::known::KnownCentre;
use pana_casework::transfer::{Answered, Quoted, QuotedKind, TransferAnswer, TransferState, case_of};
use pana_keys::{KeysError, TransferWord, WordKind};
use pana_model::{CaseId, CentreId, Moment, TransferId};
use pana_record::EventKind;

use super::open::TransferOpened;
use super::{fault, names, seal_to};
use crate::asked::Asked;
use crate::disk::{StoreError, TransferFault, crypt_fault};
use crate::fold;
use crate::fold::gate::Gate;
use crate::log::{Stream, wall};
use crate::store::{Store, Tx};
use crate::table::view_case;

/// A word that came, looked at.
#[derive(Clone)]
pub struct WordSeen {
    /// What it says.
    pub word: TransferWord,
    /// What the centre calls itself.
    pub name: String,
    /// The case here that it is about, where there is one.
    pub case: Option<CaseId>,
    signed: Vec<u8>,
}

/// Names nobody.
impl std::fmt::Debug for WordSeen {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "WordSeen({:?})", self.word)
    }
}

/// What became of a word that was taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordTaken {
    /// The case here; nothing where none is.
    pub case: Option<CaseId>,
    /// Where the handing over stands now; nothing where it was given to us.
    pub state: Option<TransferState>,
    /// The other centre has the case and not all that was written in it: here it stays open.
    pub has_more: bool,
}

impl Store {
    /// Opens a word of another centre. Nothing is written.
    ///
    /// # Errors
    /// [`StoreError::Transfer`] with the reason, [`StoreError::Refused`], and as any read.
    pub fn word_open(&self, file: &[u8], now: Moment) -> Result<WordSeen, StoreError> {
        self.ask(&Asked::of(Act::Transfer), now)?;
        let plain = self.open_sealed(file)?;
        // EXPOSE: to read it.
        let signed = plain.expose();
        let word = TransferWord::from_bytes(signed).map_err(|error| match error {
            KeysError::Newer(_) => fault(TransferFault::Newer),
            _ if TransferWord::is(signed) => fault(TransferFault::Altered),
            _ => fault(TransferFault::NoTransfer),
        })?;
        if word.to != self.centre() {
            return Err(fault(TransferFault::ForOthers));
        }
        let known = self.centre_known(word.from).ok_or(fault(TransferFault::UnknownCentre))?;
        if !names(&known, &word.seat) {
            return Err(fault(TransferFault::Unsigned));
        }
        let case = match word.kind {
            WordKind::Accepted | WordKind::Declined => {
                let (case, given) = match self.transfer_given(word.transfer) {
                    // Erased here since: whoever has it has to be told.
                    Err(StoreError::Transfer(TransferFault::Unknown)) if word.kind == WordKind::Accepted => {
                        return Err(fault(TransferFault::Gone));
                    }
                    other => other?,
                };
                if given.proposal.to != word.from {
                    return Err(fault(TransferFault::ForOthers));
                }
                Some(case)
            }
            WordKind::Revoked => {
                let case = case_of(word.transfer, self.centre());
                view_case::read(self.connection(), case)?.map(|_| case)
            }
        };
        Ok(WordSeen { word, name: known.name, case, signed: signed.clone() })
    }

    /// Takes a word in. What another centre has accepted is closed here, if it has all that was written in it; an answer that
    /// comes to what was revoked stands beside that until somebody says what holds. What came before changes nothing.
    ///
    /// # Errors
    /// [`StoreError::Refused`], and as any write.
    pub fn word_take(&mut self, seen: &WordSeen, now: Moment) -> Result<WordTaken, StoreError> {
        let word = &seen.word;
        let at_ms = i64::try_from(word.at_ms).unwrap_or(i64::MAX);
        let answer = match word.kind {
            WordKind::Accepted => TransferAnswer::Accepted,
            WordKind::Declined => TransferAnswer::Declined,
            WordKind::Revoked => return self.revoked_there(seen, at_ms, now),
        };
        let (case, given) = self.transfer_given(word.transfer)?;
        let answered = Answered {
            answer,
            number: word.number.clone(),
            words: word.words.clone(),
            by: word.by.clone(),
            at_ms,
            signed: seen.signed.clone(),
        };
        let same =
            |known: &Answered| (known.answer, &known.number, &known.words) == (answer, &word.number, &word.words);
        if !given.answers.iter().any(same) {
            self.transfer_step(case, &given, now, |file| file.answer_op(word.transfer, &answered))?;
        }
        let (_, given) = self.transfer_given(word.transfer)?;
        let has_more = given.state == TransferState::Accepted && self.has_more(case, &given)?;
        Ok(WordTaken { case: Some(case), state: Some(given.state), has_more })
    }

    /// Revokes what is proposed, and gives the word that says so, sealed to the other centre. Of what was revoked before the word is
    /// given again. A centre that is not known any more, or began anew, gets none: revoked it is all the same, so that the case may
    /// go elsewhere.
    ///
    /// # Errors
    /// [`StoreError::Transfer`] where it stands otherwise, [`StoreError::TooLarge`], [`StoreError::Refused`], and as any write.
    pub fn transfer_revoke(
        &mut self,
        transfer: TransferId,
        words: &str,
        now: Moment,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let (case, given) = self.transfer_given(transfer)?;
        self.ask(&Asked::in_case(Act::Transfer, case), now)?;
        let known = match self.known_as(&given) {
            Ok(known) => Some(known),
            Err(StoreError::Transfer(TransferFault::UnknownCentre | TransferFault::OtherRoot)) => None,
            Err(error) => return Err(error),
        };
        let said = given.revoked.clone().unwrap_or_else(|| words.to_owned());
        let word = self.word_to(given.proposal.to, (transfer, WordKind::Revoked), ("", &said), now);
        // Also where nobody gets it: what is too long for a word is not written down.
        let signed = self.signed_word(&word)?;
        let sealed = known.map(|known| seal_to(&known, &signed)).transpose()?;
        match given.state {
            TransferState::Proposed => {
                self.transfer_step(case, &given, now, |file| file.revoke_op(transfer, words))?;
            }
            // Whoever declined it may have the file still: the word stops that.
            TransferState::Revoked | TransferState::Declined => {}
            _ => return Err(fault(TransferFault::Moved)),
        }
        Ok(sealed)
    }

    /// Says what holds where an answer came to what was revoked, or two answers did.
    ///
    /// # Errors
    /// [`StoreError::Transfer`] where nothing is to be settled, or nobody has said that, [`StoreError::Refused`], and as any write.
    pub fn transfer_settle(
        &mut self,
        transfer: TransferId,
        holds: TransferState,
        now: Moment,
    ) -> Result<WordTaken, StoreError> {
        let (case, given) = self.transfer_given(transfer)?;
        if given.state != TransferState::Unsettled || !given.may_hold().contains(&holds) {
            return Err(fault(TransferFault::Moved));
        }
        self.transfer_step(case, &given, now, |file| file.settle_op(transfer, holds))?;
        let has_more = holds == TransferState::Accepted && self.has_more(case, &given)?;
        Ok(WordTaken { case: Some(case), state: Some(holds), has_more })
    }

    /// Writes a step of a handing over, and closes the case with it where the other centre has it now. Somebody who was spoken to or
    /// referred since it was proposed is not closed over: that the other centre does not know.
    fn transfer_step(
        &mut self,
        case: CaseId,
        given: &Transfer,
        now: Moment,
        op: impl FnOnce(&CaseFile) -> pana_record::Op,
    ) -> Result<(), StoreError> {
        let at = (Stream::Centre, case);
        let asked = Asked::all_in_case(vec![Act::Transfer, Act::CloseCase], case);
        let (offset, has_more) = (self.offset_minutes(), self.has_more(case, given)?);
        self.transact(&asked, now, |tx| {
            let op = op(&tx.case_file(at.0, case)?);
            let reading = tx.next_reading()?;
            tx.case_event(at, EventKind::Transfer, vec![op], reading)?;
            let file = tx.case_file(at.0, case)?;
            let state = file.transfer(given.id).map(|given| given.state);
            let stays = matches!(state, Some(TransferState::Revoked | TransferState::Declined));
            let was_closed = file.closed().is_some_and(|closed| closed.reason == CloseReason::Transferred);
            if stays && was_closed && file.handed_over().is_none() {
                // An acceptance that had not seen it closed the case, and no other centre has it.
                let reading = tx.next_reading()?;
                return tx.case_event(at, EventKind::Status, vec![file.open_op("")], reading);
            }
            let is_there = state == Some(TransferState::Accepted);
            if !is_there || has_more || file.handed_over().is_some() {
                return Ok(());
            }
            let reading = tx.next_reading()?;
            let ops = file.close_ops(CloseReason::Transferred, centre_day(reading.hlc, offset), "");
            tx.case_event(at, EventKind::Status, ops, reading)
        })
    }

    fn revoked_there(&mut self, seen: &WordSeen, at_ms: i64, now: Moment) -> Result<WordTaken, StoreError> {
        let Some(case) = seen.case else { return self.revoked_before(seen.word.transfer, &seen.word.words, now) };
        let file = self.case_file(Stream::Centre, case)?;
        let origin = file.taken_from().ok_or(fault(TransferFault::Unknown))?;
        if origin.centre != seen.word.from {
            return Err(fault(TransferFault::ForOthers));
        }
        if !file.quoted().values().any(|entry| entry.kind == QuotedKind::Revoked) {
            let said = vec![("words".to_owned(), seen.word.words.clone())];
            let entry = Quoted { kind: QuotedKind::Revoked, by: seen.word.by.clone(), at_ms, said };
            self.transact(&Asked::in_case(Act::Transfer, case), now, |tx| {
                tx.quote_more(case, &BTreeMap::from([(origin.event, entry)]))
            })?;
        }
        Ok(WordTaken { case: Some(case), state: None, has_more: false })
    }

    /// A word that is faster than the file: it is kept where the case would be, on each laptop of the centre, and the file is not
    /// taken in any more.
    fn revoked_before(&mut self, transfer: TransferId, words: &str, now: Moment) -> Result<WordTaken, StoreError> {
        let at = (Stream::Centre, case_of(transfer, self.centre()));
        // Of what was erased nothing is written again.
        if !self.session().erasures().hides(at.1) && !self.is_revoked_there(transfer)? {
            self.transact(&Asked::of(Act::Transfer), now, |tx| {
                let reading = tx.next_reading()?;
                let op = tx.case_file(at.0, at.1)?.revoke_op(transfer, words);
                tx.case_event(at, EventKind::Transfer, vec![op], reading)
            })?;
        }
        Ok(WordTaken { case: None, state: None, has_more: false })
    }

    /// Did another centre revoke a handing over to this one before anybody took it in? By the log.
    pub(super) fn is_revoked_there(&self, transfer: TransferId) -> Result<bool, StoreError> {
        let case = case_of(transfer, self.centre());
        Ok(fold::case::of_log(&Gate::new(self.reader()), case)?.is_revoked_there(transfer))
    }

    /// The word about what was opened, sealed to who gave it.
    pub(super) fn word_about(
        &self,
        opened: &TransferOpened,
        kind: WordKind,
        said: (&str, &str),
        now: Moment,
    ) -> Result<Vec<u8>, StoreError> {
        let word = self.word_to(opened.from, (opened.transfer.id, kind), said, now);
        self.sealed_word(&opened.known, &word)
    }

    fn word_to(
        &self,
        to: CentreId,
        (transfer, kind): (TransferId, WordKind),
        (number, words): (&str, &str),
        now: Moment,
    ) -> TransferWord {
        TransferWord {
            transfer,
            from: self.centre(),
            to,
            kind,
            at_ms: wall(now),
            number: number.to_owned(),
            words: words.to_owned(),
            by: self.member().name.clone(),
            seat: self.unlocked().secrets().public(),
        }
    }

    fn sealed_word(&self, known: &KnownCentre, word: &TransferWord) -> Result<Vec<u8>, StoreError> {
        seal_to(known, &self.signed_word(word)?)
    }

    fn signed_word(&self, word: &TransferWord) -> Result<Vec<u8>, StoreError> {
        word.sign(self.unlocked().secrets()).map_err(crypt_fault)
    }
}

impl Tx<'_> {
    fn quote_more(&mut self, case: CaseId, entries: &BTreeMap<pana_model::EventRef, Quoted>) -> Result<(), StoreError> {
        let reading = self.next_reading()?;
        self.case_event((Stream::Centre, case), EventKind::Create, CaseFile::taken_ops(None, entries), reading)
    }
}
