//! A file as an answer.

use pana_forms::{Answer, QuestionType};
use pana_model::{BlobId, InterviewId, Moment};
use pana_store::NewFile;

use super::{Taken, take};
use crate::app::App;
use crate::contract::AppError;
use crate::contract::file::AttachRequest;
use crate::contract::interview::InterviewDelta;
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::interview::refused;
use crate::random::make_bytes;

/// Answers a question with a file of this computer. File and answer are durable when the reply comes.
///
/// # Errors
/// Those of [`take`]; `attach-picture` for what is no picture where one is asked for; `interview-unknown`,
/// `interview-finished`, `question-unknown`, `question-fixed`, and as any write.
pub(crate) fn file_attach(app: &App, request: &AttachRequest) -> Result<InterviewDelta, AppError> {
    app.clock().awake();
    // A slow stick must not hold up the rest of the app.
    let taken = take(&request.path)?;
    app.desk(|desk, now| attach(desk, request.interview.0, &request.at, taken, now))
}

/// Keeps what was taken, and names it as the answer.
pub(crate) fn attach(
    desk: &mut Desk,
    interview: InterviewId,
    at: &str,
    taken: Taken,
    now: Moment,
) -> Result<InterviewDelta, AppError> {
    let open = desk.draft(interview, now)?;
    let (_, node) = open.asked.form.find(at).ok_or_else(|| AppError::of(ErrorCode::QuestionUnknown).with("at", at))?;
    if !node.question_type.is_file() {
        return Err(AppError::of(ErrorCode::QuestionFixed).with("at", at));
    }
    if node.question_type == QuestionType::Image && !taken.kind.is_picture() {
        return Err(ErrorCode::AttachPicture.into());
    }
    let blob = BlobId::from_random(make_bytes()?);
    // As ODK names them, by the time; and by chance, so that an export of many devices has no name twice.
    let [a, b, c, d] = make_bytes()?;
    let name = format!("{}-{a:02x}{b:02x}{c:02x}{d:02x}.{}", now.unix_ms(), taken.ending());
    let media_type = taken.kind.media_type().to_owned();
    let file = NewFile { blob, name: name.clone(), media_type, title: taken.title, content: taken.content };
    desk.change_with(interview, now, Some(&file), |open| {
        open.session.set(at, Answer::Value(name)).map_err(|error| refused(&error, at))
    })
}
