//! Cases are closed and opened again.

use pana_casework::case::{CaseStatus, CloseReason, ClosedFor};
use pana_casework::{Act, Refusal};
use pana_model::{CaseId, Moment};
use pana_record::EventKind;

use crate::asked::Asked;
use crate::disk::StoreError;
use crate::fold;
use crate::log::{Stream, hlc_ms};
use crate::referral::{ReferralWrite, right_of};
use crate::store::{Store, Tx};
use crate::table::view_case;

/// How long a case has been there, as lists tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseSince {
    /// Which.
    pub case: CaseId,
    /// When it was opened, milliseconds since 1970.
    pub opened_ms: i64,
    /// Why it is closed, and since which day; nothing where it is open.
    pub closed: Option<ClosedFor>,
}

/// What confirms a death is one with what leads a talk in private.
const LEAD: Act = Act::Lead { stream: Stream::Protected };

impl Store {
    /// All cases of the centre, in no order. O(cases), out of one table.
    ///
    /// # Errors
    /// As any read.
    pub fn cases_since(&self) -> Result<Vec<CaseSince>, StoreError> {
        let since = |(case, opened, closed)| CaseSince { case, opened_ms: hlc_ms(opened), closed };
        Ok(view_case::all(self.connection())?.into_iter().map(since).collect())
    }

    /// How a case stands. O(heads of the case).
    ///
    /// # Errors
    /// As any read.
    pub fn case_status(&self, case: CaseId) -> Result<CaseStatus, StoreError> {
        Ok(fold::case::read(self.connection(), case)?.status())
    }

    /// Why a case is closed and since when; nothing where it is open.
    ///
    /// # Errors
    /// As any read.
    pub fn case_closed(&self, case: CaseId) -> Result<Option<ClosedFor>, StoreError> {
        view_case::closed(self.connection(), case)
    }

    /// Closes a case, after what is done with its referrals: all of it, or nothing. What is open then goes on without us; what
    /// was planned ends. Whoever leads talks in private and says that the person has died confirms it with that, whether there is a
    /// talk or not: so what they write tells of none.
    ///
    /// # Errors
    /// [`StoreError::Refused`], [`StoreError::Step`] where a step of a referral does not follow, and as any write.
    pub fn case_close(
        &mut self,
        case: CaseId,
        (closed, words): (ClosedFor, &str),
        before: &[ReferralWrite],
        now: Moment,
    ) -> Result<(), StoreError> {
        let at = (Stream::Centre, case);
        let file = self.case_file(at.0, case)?;
        let steps = before.iter().map(|write| Act::Referral(right_of(&file, write)));
        let confirms = closed.reason == CloseReason::Deceased && self.opens(Stream::Protected);
        let lead = confirms.then_some(LEAD);
        let asked = Asked { acts: steps.chain([Act::CloseCase]).chain(lead).collect(), case: Some(case) };
        self.transact(&asked, now, |tx| {
            if !before.is_empty() {
                tx.refer(at, before)?;
            }
            let ops = tx.case_file(at.0, case)?.close_ops(closed.reason, closed.on, words);
            let reading = tx.next_reading()?;
            tx.case_event(at, EventKind::Status, ops, reading)?;
            if confirms { tx.confirm_deaths(case) } else { Ok(()) }
        })
    }

    /// Confirms that somebody has died who is said to have: a talk in private with them is not to be held any more, and nobody is to
    /// see to their protected referrals. It is written in the protected stream alone.
    ///
    /// # Errors
    /// [`StoreError::Refused`], also where nobody says that they have died or it is confirmed, and as any write.
    pub fn death_confirm(&mut self, case: CaseId, now: Moment) -> Result<(), StoreError> {
        self.transact(&Asked::of(LEAD), now, |tx| tx.confirm_deaths(case))
    }

    /// Opens a closed case again.
    ///
    /// # Errors
    /// [`StoreError::Refused`], also where it is open, and as any write.
    pub fn case_reopen(&mut self, case: CaseId, words: &str, now: Moment) -> Result<(), StoreError> {
        let at = (Stream::Centre, case);
        self.transact(&Asked::in_case(Act::CloseCase, case), now, |tx| {
            let op = tx.case_file(at.0, case)?.open_op(words);
            let reading = tx.next_reading()?;
            tx.case_event(at, EventKind::Status, vec![op], reading)
        })
    }
}

impl Tx<'_> {
    fn confirm_deaths(&mut self, case: CaseId) -> Result<(), StoreError> {
        let deaths = match self.case_file(Stream::Centre, case)? {
            file if file.status().is_closed() => file.deaths(),
            _ => Vec::new(),
        };
        let at = (Stream::Protected, case);
        let private = self.case_file(at.0, case)?;
        if deaths.is_empty() || private.confirms(&deaths) {
            return Err(StoreError::Refused(Refusal::OutOfTurn));
        }
        let reading = self.next_reading()?;
        self.case_event(at, EventKind::Status, vec![private.confirm_op(&deaths)], reading)
    }
}
