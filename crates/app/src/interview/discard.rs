//! Throwing a draft away.

use crate::app::App;
use crate::contract::AppError;
use crate::contract::interview::{InterviewRequest, Status};

/// Throws a draft away, or ends a trial; a finished interview that it was to change stays as it is. The screen asks first.
///
/// # Errors
/// `interview-unknown`, and as any write.
pub(crate) fn interview_discard(app: &App, request: &InterviewRequest) -> Result<(), AppError> {
    app.desk(|desk, now| {
        let id = request.interview.0;
        let trial = desk.interviews.get(&id).is_some_and(|open| open.status == Status::Trial);
        if !trial {
            desk.store.draft_discard(id, now)?;
        }
        desk.interviews.remove(&id);
        Ok(())
    })
}
