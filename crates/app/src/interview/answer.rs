//! One answer.

use pana_forms::SetError;

use crate::app::App;
use crate::contract::AppError;
use crate::contract::interview::{AnswerRequest, InterviewDelta};
use crate::convert::from_view;
use crate::error::ErrorCode;

/// Sets an answer, or a state in its place. It is durable when the reply comes. A text that is not of the question's
/// type is kept and comes back with its problem: nothing that was typed is lost.
///
/// # Errors
/// `interview-unknown`, `interview-finished`, `question-unknown`, `question-fixed`, `file-unknown`, and as any write.
pub(crate) fn interview_answer(app: &App, request: &AnswerRequest) -> Result<InterviewDelta, AppError> {
    app.clock().awake();
    app.desk(|desk, now| {
        let AnswerRequest { interview, at, answer } = request;
        desk.change(interview.0, now, |open| {
            open.check_file(at, answer)?;
            open.session.set(at, from_view(answer)).map_err(|error| refused(&error, at))
        })
    })
}

pub(crate) fn refused(error: &SetError, at: &str) -> AppError {
    let code = match error {
        SetError::NoSuchNode => ErrorCode::QuestionUnknown,
        SetError::NotAnswerable => ErrorCode::QuestionFixed,
        SetError::Counted | SetError::InstanceTwice => ErrorCode::RepeatFixed,
        SetError::TooMany => ErrorCode::RepeatFull,
    };
    AppError::of(code).with("at", at)
}
