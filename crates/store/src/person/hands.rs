//! Cases go from hand to hand.

use pana_casework::Act;
use pana_casework::case::{CaseFile, Hands, Notice, Offer, hand_ops};
use pana_model::{CaseId, MemberId, Moment};
use pana_record::{EventKind, Op};

use crate::asked::Asked;
use crate::disk::StoreError;
use crate::fold;
use crate::log::Stream;
use crate::store::Store;
use crate::table::view_worker::{self, To};

/// A case of which the member at work is to be told something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseToTell {
    /// Case.
    pub case: CaseId,
    /// Is it offered to them, and by whom?
    pub offer: Option<Offer>,
    /// What they were not told yet.
    pub notices: Vec<Notice>,
    /// Who has it.
    pub workers: Vec<MemberId>,
}

impl Store {
    /// Whose a case is. O(heads of the case).
    ///
    /// # Errors
    /// As any read.
    pub fn hands_of(&self, case: CaseId) -> Result<Hands, StoreError> {
        Ok(fold::case::read(self.connection(), case)?.hands())
    }

    /// Who has a case, as lists tell of it.
    ///
    /// # Errors
    /// As any read.
    pub fn workers_of(&self, case: CaseId) -> Result<Vec<MemberId>, StoreError> {
        view_worker::workers(self.connection(), case)
    }

    /// The cases whose worker the member at work is, in order. O(those).
    ///
    /// # Errors
    /// As any read.
    pub fn own_cases(&self) -> Result<Vec<CaseId>, StoreError> {
        view_worker::cases_of(self.connection(), self.member().id, To::Worker)
    }

    /// The cases that are offered to the member at work, and those of which they are to be told something. O(those).
    ///
    /// # Errors
    /// As any read.
    pub fn cases_to_tell(&self) -> Result<Vec<CaseToTell>, StoreError> {
        let (sql, me) = (self.connection(), self.member().id);
        let mut cases = view_worker::cases_of(sql, me, To::Offered)?;
        cases.extend(view_worker::cases_of(sql, me, To::Told)?);
        cases.sort_unstable();
        cases.dedup();
        let tell = |case: CaseId| {
            let hands = self.hands_of(case)?;
            Ok(CaseToTell {
                case,
                offer: hands.offers.into_iter().find(|offer| offer.to == me),
                notices: hands.notices.into_iter().filter(|notice| notice.to == me).collect(),
                workers: hands.workers.into_iter().collect(),
            })
        };
        cases.into_iter().map(tell).collect()
    }

    /// Offers a case of one's own to a colleague.
    ///
    /// # Errors
    /// [`StoreError::Refused`], and as any write.
    pub fn case_offer(&mut self, case: CaseId, to: MemberId, words: &str, now: Moment) -> Result<(), StoreError> {
        self.hand(case, Act::HandOver, now, |file, me| hand_ops::offer(file, me, to, words))
    }

    /// Takes an offer back.
    ///
    /// # Errors
    /// [`StoreError::Refused`], also where there is none, and as any write.
    pub fn case_offer_revoke(&mut self, case: CaseId, now: Moment) -> Result<(), StoreError> {
        self.hand(case, Act::HandOver, now, hand_ops::revoke)
    }

    /// Takes a case that is offered.
    ///
    /// # Errors
    /// [`StoreError::Refused`], also where it is not offered, and as any write.
    pub fn case_take(&mut self, case: CaseId, now: Moment) -> Result<(), StoreError> {
        self.hand(case, Act::AnswerOffer, now, hand_ops::take)
    }

    /// Declines a case that is offered.
    ///
    /// # Errors
    /// As [`Store::case_take`].
    pub fn case_decline(&mut self, case: CaseId, words: &str, now: Moment) -> Result<(), StoreError> {
        self.hand(case, Act::AnswerOffer, now, |file, me| hand_ops::decline(file, me, words))
    }

    /// Gives a case to somebody at once.
    ///
    /// # Errors
    /// [`StoreError::Refused`], also where they have it already, and as any write.
    pub fn case_give(&mut self, case: CaseId, to: MemberId, words: &str, now: Moment) -> Result<(), StoreError> {
        self.hand(case, Act::GiveCase, now, |file, _| hand_ops::give(file, to, words))
    }

    /// Writes down that the member at work was told of what there is to be told of a case; where there is nothing, nothing.
    ///
    /// # Errors
    /// As any write.
    pub fn case_told(&mut self, case: CaseId, now: Moment) -> Result<(), StoreError> {
        let file = self.case_file(Stream::Centre, case)?;
        if hand_ops::told(&file, self.member().id).is_none() {
            return Ok(());
        }
        self.hand(case, Act::BeTold, now, |file, me| hand_ops::told(file, me).into_iter().collect())
    }

    fn hand(
        &mut self,
        case: CaseId,
        act: Act,
        now: Moment,
        ops: impl FnOnce(&CaseFile, MemberId) -> Vec<Op>,
    ) -> Result<(), StoreError> {
        let (at, me) = ((Stream::Centre, case), self.member().id);
        self.transact(&Asked::in_case(act, case), now, |tx| {
            let ops = ops(&tx.case_file(at.0, case)?, me);
            let reading = tx.next_reading()?;
            tx.case_event(at, EventKind::Assign, ops, reading)
        })
    }
}
