//! Starting an interview: with a person who is known, or with a new case.

use pana_casework::Act;
use pana_model::{CaseId, InterviewId, Moment};
use pana_store::{ForWhom, StartInterview};

use super::open_interview::{OpenInterview, Subject};
use super::view::interview_view;
use crate::app::App;
use crate::contract::AppError;
use crate::contract::interview::{InterviewView, StartInterviewRequest};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::random::make_bytes;

/// Starts an interview. The case, its number and the draft are durable when the reply comes.
///
/// # Errors
/// `form-unknown`, `form-needs-person`, `no-grant`, `case-unknown`, and as any write.
pub(crate) fn interview_start(app: &App, request: &StartInterviewRequest) -> Result<InterviewView, AppError> {
    app.desk(|desk, now| start(desk, request, now).map(interview_view))
}

/// Starts an interview and leaves it open.
pub(crate) fn start<'a>(
    desk: &'a mut Desk,
    request: &StartInterviewRequest,
    now: Moment,
) -> Result<&'a OpenInterview, AppError> {
    let asked = desk.current_form(&request.form)?;
    desk.ask(Act::Lead { stream: asked.stream() }, now)?;
    let whom = match &request.case {
        Some(case) => ForWhom::Known(case.0),
        None if asked.form.opens_case() => ForWhom::New(CaseId::from_random(make_bytes()?)),
        None => return Err(AppError::of(ErrorCode::FormNeedsPerson).with("form", &request.form)),
    };
    let begin = StartInterview {
        interview: InterviewId::from_random(make_bytes()?),
        form_id: asked.form.id(),
        form_hash: asked.form.hash(),
        stream: asked.stream(),
        whom,
    };
    let started = desk.store.interview_start(&begin, now)?;
    let context = desk.context(started.interview, &started.number, now);
    let subject = Subject { id: started.interview, case: started.case, number: started.number };
    let mut open = OpenInterview::new(subject, asked, context);
    open.known = desk.known_name(started.case);
    desk.interviews.insert(started.interview, open);
    // What the questionnaire fills by itself is durable from the first moment.
    desk.change(started.interview, now, |_| Ok(pana_forms::Delta::default()))?;
    desk.interviews.get(&started.interview).ok_or_else(|| ErrorCode::InterviewUnknown.into())
}
