//! The cases that are handed over, and those that were taken in.

use pana_casework::case::{CaseFile, CaseStatus, Transfer};
use pana_casework::transfer::{CaseOrigin, Quoted, TransferState};
use pana_model::{CaseId, Moment, TransferId};

use crate::disk::StoreError;
use crate::fold;
use crate::store::Store;
use crate::table::view_transfer::{self, TransferRow};

/// After so many days without an answer somebody is to ask.
pub const ANSWER_DAYS: i64 = 14;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// One handing over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferListed {
    /// Which.
    pub transfer: TransferId,
    /// The case here.
    pub case: CaseId,
    /// When it was proposed or taken in, milliseconds since 1970.
    pub since_ms: i64,
    /// What this centre gave; nothing where it was given to it.
    pub given: Option<Transfer>,
    /// From where it was taken in; nothing where this centre gave it.
    pub taken: Option<CaseOrigin>,
    /// No answer came for [`ANSWER_DAYS`] days.
    pub is_late: bool,
    /// The other centre has the case, and not all that was written in it before that was known here: somebody tells them.
    pub has_more: bool,
    /// False where nobody has answered yet, and the person does not agree any more, or what they agreed to is over.
    pub agreed: bool,
    /// It was taken in here, and the other centre revoked it after that.
    pub is_revoked_there: bool,
}

/// How many handings over wait for somebody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TransfersDue {
    /// No answer came for [`ANSWER_DAYS`] days.
    pub late: usize,
    /// Nobody has answered, and the person does not agree any more.
    pub disagreed: usize,
    /// Somebody has to say what holds.
    pub unsettled: usize,
    /// The other centre has the case and not all that was written in it.
    pub newer: usize,
}

impl Store {
    /// All handings over, the latest first. O(their cases).
    ///
    /// # Errors
    /// As any read.
    pub fn transfers(&self, now: Moment) -> Result<Vec<TransferListed>, StoreError> {
        let mut listed = Vec::new();
        for (case, row) in view_transfer::all(self.connection())? {
            let file = fold::case::read(self.connection(), case)?;
            let has_more =
                row.state == Some(TransferState::Accepted) && self.waits_for_more(case, row.transfer, &file)?;
            listed.push(TransferListed {
                transfer: row.transfer,
                case,
                since_ms: ms(&row),
                given: row.state.and_then(|_| file.transfer(row.transfer)),
                taken: if row.state.is_none() { file.taken_from() } else { None },
                is_late: is_late(&row, now),
                has_more,
                agreed: self.still_agrees(&row, &file, now),
                is_revoked_there: row.state.is_none() && file.quoted().values().any(Quoted::is_revocation),
            });
        }
        listed.sort_by_key(|one| (std::cmp::Reverse(one.since_ms), one.transfer));
        Ok(listed)
    }

    /// How many handings over wait for somebody. O(handings over), out of one table; of those that were accepted and did not close
    /// the case the case is read.
    ///
    /// # Errors
    /// As any read.
    pub fn transfers_due(&self, now: Moment) -> Result<TransfersDue, StoreError> {
        let mut due = TransfersDue::default();
        for (case, row) in view_transfer::all(self.connection())? {
            due.late = due.late.saturating_add(usize::from(is_late(&row, now)));
            due.unsettled = due.unsettled.saturating_add(usize::from(row.state == Some(TransferState::Unsettled)));
            if row.state == Some(TransferState::Proposed) {
                let file = fold::case::read(self.connection(), case)?;
                let disagreed = !self.still_agrees(&row, &file, now);
                due.disagreed = due.disagreed.saturating_add(usize::from(disagreed));
            }
            if row.state == Some(TransferState::Accepted) {
                let file = fold::case::read(self.connection(), case)?;
                let newer = self.waits_for_more(case, row.transfer, &file)?;
                due.newer = due.newer.saturating_add(usize::from(newer));
            }
        }
        Ok(due)
    }

    /// While nobody has answered: does the person still agree?
    fn still_agrees(&self, row: &TransferRow, file: &CaseFile, now: Moment) -> bool {
        let waits = || file.transfer(row.transfer).filter(|given| given.state == TransferState::Proposed);
        row.state != Some(TransferState::Proposed)
            || waits().is_none_or(|given| self.agrees_now(file, &given.proposal, now))
    }

    /// Was something written before the acceptance was known here, which the other centre does not have, and has nobody seen to it
    /// since? A case that was closed meanwhile was seen to, whoever opened it again; so is what goes once more.
    fn waits_for_more(&self, case: CaseId, transfer: TransferId, file: &CaseFile) -> Result<bool, StoreError> {
        let all = file.transfers();
        let accepted = all.iter().filter(|given| given.state == TransferState::Accepted);
        let last = accepted.max_by_key(|given| (given.mark.hlc, given.event)).filter(|given| given.id == transfer);
        let Some(last) = last.filter(|_| file.status() == CaseStatus::Open && !all.iter().any(Transfer::is_open))
        else {
            return Ok(false);
        };
        self.has_more(case, last)
    }
}

fn is_late(row: &TransferRow, now: Moment) -> bool {
    let waited = now.unix_ms().saturating_sub(ms(row));
    row.state == Some(TransferState::Proposed) && waited >= ANSWER_DAYS.saturating_mul(DAY_MS)
}

fn ms(row: &TransferRow) -> i64 {
    i64::try_from(row.since.unix_ms()).unwrap_or(i64::MAX)
}
