//! What to look at before an interview is finished.

use pana_forms::{Answer, AnswerProblem};

use super::open_interview::OpenInterview;
use crate::app::App;
use crate::contract::AppError;
use crate::contract::interview::{InterviewRequest, ReviewRow, ReviewView};
use crate::contract::meeting::MeetingView;
use crate::meeting::{meeting_view, wanted};

/// Questions without an answer, with one that does not fit, and with a state; and whether the person is to be met.
///
/// # Errors
/// `interview-unknown`, `interview-finished`.
pub(crate) fn interview_review(app: &App, request: &InterviewRequest) -> Result<ReviewView, AppError> {
    app.desk(|desk, now| {
        let open = desk.draft(request.interview.0, now)?;
        let (stream, person) = (open.asked.stream(), open.person.clone());
        let meeting = wanted(desk, stream, &person).map(|due| meeting_view(due, now));
        Ok(review(desk.draft(request.interview.0, now)?, meeting))
    })
}

pub(super) fn review(open: &OpenInterview, meeting: Option<MeetingView>) -> ReviewView {
    let (mut asked, mut answered) = (0_u32, 0_u32);
    let (mut later, mut declined, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for at in open.session.order() {
        let Some(state) = open.session.state(&at) else { continue };
        if !open.asked.shape.is_question(&state.path) || !state.relevant || state.is_given() {
            continue;
        }
        asked = asked.saturating_add(1);
        answered = answered.saturating_add(u32::from(!matches!(state.answer, Answer::Blank | Answer::Later)));
        match state.answer {
            Answer::Later => later.push(row(open, &at)),
            Answer::Declined => declined.push(row(open, &at)),
            Answer::Unknown => unknown.push(row(open, &at)),
            Answer::Blank | Answer::Value(_) | Answer::Partial(_) => {}
        }
    }
    let (mut missing, mut invalid, mut incomplete) = (Vec::new(), Vec::new(), 0_u32);
    let put_off = |at: &str| later.iter().any(|row| row.at == at);
    for (at, problem) in open.session.finish_check() {
        match problem {
            AnswerProblem::Required { .. } => {
                incomplete = incomplete.saturating_add(1);
                // What was put off stands once, under its own name.
                if !put_off(&at) {
                    missing.push(row(open, &at));
                }
            }
            AnswerProblem::Constraint { .. } | AnswerProblem::Type { .. } => invalid.push(row(open, &at)),
        }
    }
    ReviewView { asked, answered, incomplete, missing, invalid, later, declined, unknown, meeting }
}

fn row(open: &OpenInterview, at: &str) -> ReviewRow {
    let path = crate::questionnaire::path_of(at);
    let fixed = |path: &str| open.asked.form.find(path).map(|(_, node)| node.label.clone()).unwrap_or_default();
    let label = |at: &str, path: &str| {
        let moving = open.session.state(at).and_then(|state| state.label);
        moving.unwrap_or_else(|| fixed(path))
    };
    let section = open.asked.shape.section(&path).map(|section| label(&above(at, section), section));
    ReviewRow { at: at.to_owned(), label: label(at, &path), section: section.unwrap_or_default() }
}

/// The place of the section above a place: the same instances.
fn above(at: &str, section: &str) -> String {
    let names = section.split('/').count();
    at.split('/').take(names).collect::<Vec<_>>().join("/")
}
