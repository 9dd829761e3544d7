//! Throwing a draft away.

use std::collections::BTreeMap;

use pana_model::{InstanceId, InterviewId, Moment};
use pana_store::InterviewClaim;

use super::open_interview::OpenInterview;
use crate::app::App;
use crate::contract::AppError;
use crate::contract::interview::{InterviewRequest, Status};
use crate::desk::Desk;

/// Throws a draft away, or ends a trial or an interview that nobody answered; a finished interview that it was to change stays as it is. The screen asks first.
///
/// # Errors
/// `interview-unknown`, and as any write.
pub(crate) fn interview_discard(app: &App, request: &InterviewRequest) -> Result<(), AppError> {
    app.desk(|desk, now| {
        let id = request.interview.0;
        let only_here = |open: &OpenInterview| open.status == Status::Trial || open.begins_for().is_some();
        if !desk.interviews.get(&id).is_some_and(only_here) {
            desk.store.draft_discard(id, now)?;
        }
        desk.interviews.remove(&id);
        Ok(())
    })
}

impl Desk {
    /// The worker went away from an interview. What nobody would miss is no draft any more, so that nobody finds one among what
    /// waits that was made by a look or a slip: changes to a finished interview that change nothing, and a new one whose only
    /// answers were taken back on the screen where they were given.
    ///
    /// # Errors
    /// As any write.
    pub(crate) fn left(&mut self, id: InterviewId, now: Moment) -> Result<(), AppError> {
        if self.fresh == Some(id) {
            // Nobody went back to it since the lock: what is in it tells whether it may go. One that does not open stays.
            drop(self.draft(id, now));
        }
        let Some(open) = self.interviews.get_mut(&id) else { return Ok(()) };
        let (status, fresh) = (open.status, std::mem::take(&mut open.fresh));
        let may_go = status == Status::Amending || (status == Status::Draft && fresh);
        if may_go && self.store.is_draft(id)? && self.says_nothing(id, now)? {
            self.store.draft_discard(id, now)?;
            self.interviews.remove(&id);
        }
        Ok(())
    }

    /// Did the interview begin on the screen where it stands, a lock in between or not?
    pub(crate) fn is_fresh(&self, id: InterviewId) -> bool {
        self.fresh == Some(id) || self.interviews.get(&id).is_some_and(|open| open.fresh)
    }

    /// Would nothing that anybody said be lost with this draft?
    fn says_nothing(&self, id: InterviewId, now: Moment) -> Result<bool, AppError> {
        let draft = self.store.draft(id)?;
        if draft.summary.amends {
            let finished = self.store.interview(InterviewClaim { interview: id, case: Some(draft.summary.case) })?;
            // Which instances there are is kept of a finished one, and not their order.
            let sorted = |instances: &BTreeMap<String, Vec<InstanceId>>| {
                let mut instances = instances.clone();
                instances.values_mut().for_each(|ids| ids.sort_unstable());
                instances
            };
            return Ok(draft.answers == finished.answers && sorted(&draft.instances) == sorted(&finished.instances));
        }
        let begun = Moment::from_unix_ms(draft.summary.started_ms).unwrap_or(now);
        let context = self.context(id, &draft.summary.number, begun);
        Ok(self.interviews.get(&id).is_some_and(|open| open.is_as_begun(context)))
    }
}
