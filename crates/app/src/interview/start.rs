//! Starting an interview: with a person who is known, or with a new case.

use pana_casework::Act;
use pana_model::{CaseId, InterviewId, Moment};
use pana_store::ForWhom;

use super::open_interview::{OpenInterview, Subject};
use super::view::interview_view_beside;
use crate::app::App;
use crate::contract::AppError;
use crate::contract::interview::{InterviewView, StartInterviewRequest};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::follow_up::told;
use crate::random::make_bytes;

/// Starts an interview. Nobody and nothing comes to be by it: the case, its number and the draft come with the first answer.
///
/// # Errors
/// `form-unknown`, `form-needs-person`, `no-grant`, `case-unknown`.
pub(crate) fn interview_start(app: &App, request: &StartInterviewRequest) -> Result<InterviewView, AppError> {
    app.desk(|desk, now| start(desk, request, now).map(|open| interview_view_beside(open, request.has.as_deref())))
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
        Some(case) if desk.begins_with(case.0).is_some() => ForWhom::New(case.0),
        Some(case) => ForWhom::Known(case.0),
        None if asked.form.opens_case() => ForWhom::New(CaseId::from_random(make_bytes()?)),
        None => return Err(AppError::of(ErrorCode::FormNeedsPerson).with("form", &request.form)),
    };
    let (case, (number, name)) = match whom {
        ForWhom::New(case) => (case, (String::new(), String::new())),
        ForWhom::Known(case) => (case, desk.store.person_name(case)?),
    };
    let id = InterviewId::from_random(make_bytes()?);
    let mut context = desk.context(id, &number, now);
    if asked.follows_up() && !asked.protected() {
        context.properties.extend(told(desk, case, now)?);
    }
    let mut open = OpenInterview::unbegun(Subject { id, case, number }, asked, context, whom);
    open.known = Some(name).filter(|name| !name.is_empty());
    // One that was left before anybody answered is gone with the next, unless that is about the same person.
    desk.interviews.retain(|_, open| open.begins_for().is_none() || open.case == case);
    Ok(desk.interviews.entry(id).or_insert(open))
}
