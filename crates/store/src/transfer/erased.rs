//! What an erasure has to do with another centre: an order reaches our own laptops and no others.
//!
//! While a handing over waits for its answer the other centre may still take in somebody who is erased here, and with the case
//! everything would be gone by which it could be told: so nothing is erased until it is revoked, or until the person's consent has
//! ended, after which nobody takes it in.

use std::collections::BTreeSet;

use pana_casework::Act;
use pana_casework::case::{LAST_ON_EARTH, Transfer, centre_day};
use pana_casework::transfer::TransferState;
use pana_model::{CaseId, Moment, TransferId};
use pana_record::Hlc;

use super::fault;
use crate::asked::Asked;
use crate::centre::Authorised;
use crate::disk::{StoreError, TransferFault};
use crate::fold;
use crate::log::wall;
use crate::store::Store;
use crate::table::view_transfer;

/// Another centre that an erasure here does not reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasingElsewhere {
    /// Of which case here.
    pub case: CaseId,
    /// By which handing over.
    pub transfer: TransferId,
    /// What that centre calls itself.
    pub centre: String,
    /// The number of the case there; empty where it said none.
    pub number: String,
    /// Has it the case?
    pub has: ElsewhereHas,
}

/// Has another centre a case?
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ElsewhereHas {
    /// It has not answered: it may take the case in, until the person's consent has ended. Nothing is erased meanwhile.
    NotYet {
        /// The consent's last day, YYYY-MM-DD; empty where it has none.
        until: String,
    },
    /// It said that it has it.
    Yes,
    /// It was revoked, or the consent ended, without a word from there; or it was declined and may be taken in all the same.
    Perhaps,
    /// It handed the case over to this one.
    First,
}

impl Store {
    /// The other centres that have, may have or may still get one of these cases, which no erasure here reaches. O(handings over).
    ///
    /// # Errors
    /// As any read.
    pub fn erasing_elsewhere(
        &self,
        cases: &BTreeSet<CaseId>,
        now: Moment,
    ) -> Result<Vec<ErasingElsewhere>, StoreError> {
        let mut found = Vec::new();
        let rows = view_transfer::all(self.connection())?;
        for (case, row) in rows.into_iter().filter(|(case, _)| cases.contains(case)) {
            let file = fold::case::read(self.connection(), case)?;
            let Some(given) = row.state.and_then(|_| file.transfer(row.transfer)) else {
                found.extend(file.taken_from().filter(|_| row.state.is_none()).map(|from| ErasingElsewhere {
                    case,
                    transfer: row.transfer,
                    centre: from.name,
                    number: from.number,
                    has: ElsewhereHas::First,
                }));
                continue;
            };
            let has = match given.state {
                // The file may lie there still, and be opened once more.
                TransferState::Declined => match self.not_yet(case, &given, now)? {
                    ElsewhereHas::NotYet { .. } => ElsewhereHas::Perhaps,
                    _ => continue,
                },
                TransferState::Accepted | TransferState::Unsettled => ElsewhereHas::Yes,
                TransferState::Revoked => ElsewhereHas::Perhaps,
                TransferState::Proposed => self.not_yet(case, &given, now)?,
            };
            let number = given.answers.iter().map(|answer| answer.number.clone()).find(|number| !number.is_empty());
            let (transfer, centre) = (row.transfer, given.proposal.name);
            found.push(ErasingElsewhere { case, transfer, centre, number: number.unwrap_or_default(), has });
        }
        Ok(found)
    }

    /// May this member order an erasure, with who agrees? It is asked before anything is revoked for it; the order asks again.
    ///
    /// # Errors
    /// [`StoreError::NeedsSecond`], [`StoreError::Behind`], [`StoreError::Refused`], [`StoreError::WrongPassphrase`].
    pub fn erase_may(&self, by: &Authorised, now: Moment) -> Result<(), StoreError> {
        self.ask(&Asked::of(Act::Erase), now)?;
        self.check_whole(by)?;
        let alone = self.sign(by, now)?.is_none();
        if alone && self.state().erasure_needs() > 1 { Err(StoreError::NeedsSecond) } else { Ok(()) }
    }

    /// Nothing is erased that another centre may still take in.
    pub(crate) fn check_elsewhere(&self, cases: &BTreeSet<CaseId>, now: Moment) -> Result<(), StoreError> {
        let waits = |one: &ErasingElsewhere| matches!(one.has, ElsewhereHas::NotYet { .. });
        let found = self.erasing_elsewhere(cases, now)?;
        if found.iter().any(waits) { Err(fault(TransferFault::Unanswered)) } else { Ok(()) }
    }

    /// By the consent that went with it: what the person says later does not reach that centre. A day is over when it is over
    /// everywhere.
    fn not_yet(&self, case: CaseId, given: &Transfer, now: Moment) -> Result<ElsewhereHas, StoreError> {
        let (went, _) = self.went(case, Some(given.event))?;
        let until = went.consents().remove(&given.proposal.consent).and_then(|held| held.consent.until);
        let today = centre_day(Hlc::at(wall(now)), LAST_ON_EARTH);
        Ok(if until.is_some_and(|until| until < today) {
            ElsewhereHas::Perhaps
        } else {
            ElsewhereHas::NotYet { until: until.map(|until| until.to_string()).unwrap_or_default() }
        })
    }
}
