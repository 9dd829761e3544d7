//! Throwing a draft away.

use super::open_interview::OpenInterview;
use crate::app::App;
use crate::contract::AppError;
use crate::contract::interview::{InterviewRequest, Status};

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
