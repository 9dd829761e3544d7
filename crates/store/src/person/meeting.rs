//! Who is to be met, as far as this member may know.

use pana_casework::case::{CloseReason, ClosedFor, Death, Meeting};
use pana_model::CaseId;

use crate::disk::StoreError;
use crate::fold;
use crate::log::Stream;
use crate::store::Store;
use crate::table::view_case;

/// Someone who is to be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToMeet {
    /// Case.
    pub case: CaseId,
    /// By when, and whether this member is to hold it in private: for all others it is a meeting like any other.
    pub meeting: Meeting,
    /// May this member know that it is a talk in private? Who leads such talks, and whoever asked for this one.
    pub told: bool,
    /// That the person is said to have died, by somebody who need not have known of the talk. None for who leads no such talks.
    pub died: Option<Death>,
}

impl Store {
    /// Who is to be met, the one who is due first before the others. O(those who are due), and for members who lead private
    /// talks O(those who were ever due for one). Of a talk in private the others read the case file: who asked for it stands there.
    ///
    /// # Errors
    /// As any read.
    pub fn to_meet(&self) -> Result<Vec<ToMeet>, StoreError> {
        let mut due = Vec::new();
        for (case, meeting, closed) in view_case::to_meet(self.connection())? {
            due.extend(self.due(case, meeting, closed)?);
        }
        Ok(due)
    }

    /// Is this person to be met?
    ///
    /// # Errors
    /// As any read.
    pub fn meeting_of(&self, case: CaseId) -> Result<Option<ToMeet>, StoreError> {
        let Some(row) = view_case::read(self.connection(), case)? else { return Ok(None) };
        row.meeting.map_or(Ok(None), |meeting| self.due(case, meeting, row.closed))
    }

    /// Nobody is to meet whose case is closed. A talk in private stays for those who lead such talks, since who closed the case need
    /// not have known of it; where the person is said to have died, until one of those confirms it.
    fn due(&self, case: CaseId, meeting: Meeting, closed: Option<ClosedFor>) -> Result<Option<ToMeet>, StoreError> {
        if !(meeting.private && self.opens(Stream::Protected)) {
            return if closed.is_some() { Ok(None) } else { self.due_to_anybody(case, meeting) };
        }
        let deaths = match closed {
            Some(ClosedFor { reason: CloseReason::Deceased, .. }) => {
                fold::case::read(self.connection(), case)?.deaths()
            }
            _ => Vec::new(),
        };
        // Only what the protected stream says ends it: who led another interview since, or closed the case, need not have known.
        let private = self.protected().file(case)?;
        if private.confirms(&deaths) || private.is_met_after(meeting.asked) {
            return Ok(None);
        }
        Ok(Some(ToMeet { case, meeting, told: true, died: deaths.first().copied() }))
    }

    fn due_to_anybody(&self, case: CaseId, meeting: Meeting) -> Result<Option<ToMeet>, StoreError> {
        if meeting.met {
            return Ok(None);
        }
        let told = meeting.private
            && fold::case::read(self.connection(), case)?.asked_in_private_by() == Some(self.member().id);
        Ok(Some(ToMeet { case, meeting: Meeting { private: false, ..meeting }, told, died: None }))
    }
}
