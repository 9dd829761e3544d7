//! Instances of a repeat: another member of the family, and one too many.

use pana_model::{InstanceId, Moment};

use super::answer::refused;
use crate::app::App;
use crate::contract::AppError;
use crate::contract::interview::{InterviewDelta, RepeatRequest};
use crate::desk::Desk;
use crate::random::make_bytes;

/// Adds an instance at the end. It is durable when the reply comes.
///
/// # Errors
/// `interview-unknown`, `interview-finished`, `question-unknown`, `question-fixed`, and as any write.
pub(crate) fn interview_repeat_add(app: &App, request: &RepeatRequest) -> Result<InterviewDelta, AppError> {
    app.clock().awake();
    app.desk(|desk, now| add(desk, request, now))
}

/// Removes an instance with its answers.
///
/// # Errors
/// As [`interview_repeat_add`].
pub(crate) fn interview_repeat_remove(app: &App, request: &RepeatRequest) -> Result<InterviewDelta, AppError> {
    app.clock().awake();
    app.desk(|desk, now| {
        let at = &request.at;
        desk.change(request.interview.0, now, |open| {
            open.session.remove_instance(at).map_err(|error| refused(&error, at))
        })
    })
}

fn add(desk: &mut Desk, request: &RepeatRequest, now: Moment) -> Result<InterviewDelta, AppError> {
    let unix_ms = u64::try_from(now.unix_ms()).unwrap_or_default();
    let instance = InstanceId::from_time(unix_ms, make_bytes()?);
    let at = &request.at;
    desk.change(request.interview.0, now, |open| {
        open.session.add_instance(at, instance).map_err(|error| refused(&error, at))
    })
}
