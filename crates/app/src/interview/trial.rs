//! A questionnaire tried out: asked on the screen as in an interview, of nobody, and written down nowhere.

use std::sync::Arc;

use pana_casework::Act;
use pana_model::{CaseId, InterviewId};

use super::open_interview::{OpenInterview, Subject};
use super::view::interview_view;
use crate::app::App;
use crate::contract::AppError;
use crate::contract::interview::{InterviewView, Status};
use crate::contract::questionnaire::FormTryRequest;
use crate::random::make_bytes;

/// Begins to try a questionnaire out. It is answered by the commands of an interview; there is one trial at a time, and it
/// is gone when it is discarded, when another begins, and when the app locks. It cannot be finished.
///
/// # Errors
/// `locked`, `form-unknown`, `form-reading-gone`.
pub(crate) fn form_try(app: &App, request: &FormTryRequest) -> Result<InterviewView, AppError> {
    app.clock().awake();
    app.desk(|desk, now| {
        desk.ask(Act::TryForm, now)?;
        let asked = match request {
            FormTryRequest::Reading(reading) => desk.candidate(reading)?,
            FormTryRequest::Centre(form) => desk.current_form(form)?,
        };
        desk.interviews.retain(|_, open| open.status != Status::Trial);
        let id = InterviewId::from_random(make_bytes()?);
        let subject = Subject { id, case: CaseId::from_random(make_bytes()?), number: String::new() };
        let mut open = OpenInterview::new(subject, Arc::clone(&asked), desk.context(id, "", now));
        open.status = Status::Trial;
        let view = interview_view(&open);
        desk.interviews.insert(id, open);
        Ok(view)
    })
}
