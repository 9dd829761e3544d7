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
    /// The worker went away from an interview. Changes to a finished one that change nothing are no draft any more: nobody is
    /// to find one among what waits, made by a look.
    ///
    /// # Errors
    /// As any write.
    pub(crate) fn left(&mut self, id: InterviewId, now: Moment) -> Result<(), AppError> {
        let amends = self.interviews.get(&id).is_some_and(|open| open.status == Status::Amending);
        if !amends || !self.store.is_draft(id)? {
            return Ok(());
        }
        let draft = self.store.draft(id)?;
        let finished = self.store.interview(InterviewClaim { interview: id, case: Some(draft.summary.case) })?;
        // Which instances there are is kept of a finished one, and not their order.
        let sorted = |instances: &BTreeMap<String, Vec<InstanceId>>| {
            let mut instances = instances.clone();
            instances.values_mut().for_each(|ids| ids.sort_unstable());
            instances
        };
        if draft.answers == finished.answers && sorted(&draft.instances) == sorted(&finished.instances) {
            self.store.draft_discard(id, now)?;
            self.interviews.remove(&id);
        }
        Ok(())
    }
}
