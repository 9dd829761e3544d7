//! Changing a finished interview. What it said before stays in the log.

use pana_casework::{Extent, Right};
use pana_model::{InterviewId, Moment};
use pana_store::InterviewHead;

use super::parse_id;
use super::view::interview_view;
use crate::app::App;
use crate::contract::AppError;
use crate::contract::interview::{InterviewRequest, InterviewView};
use crate::desk::Desk;
use crate::error::ErrorCode;

/// Opens a draft of changes to a finished interview. Finishing it writes the changes; discarding it leaves all as it was.
///
/// # Errors
/// `interview-unknown`, `interview-draft` when it is not finished, `amend-refused`, and as any write.
pub(crate) fn interview_amend(app: &App, request: &InterviewRequest) -> Result<InterviewView, AppError> {
    app.clock().awake();
    app.desk(|desk, now| amend(desk, &request.interview, now))
}

fn amend(desk: &mut Desk, id: &str, now: Moment) -> Result<InterviewView, AppError> {
    let parsed = parse_id(id)?;
    if desk.store.is_draft(parsed)? {
        let open = desk.draft(id, now)?;
        return match open.status {
            super::Status::Amending => Ok(interview_view(open)),
            _ => Err(ErrorCode::InterviewDraft.into()),
        };
    }
    let interview = desk.store.interview(parsed)?;
    if !may_amend(desk, &interview.head, now)? {
        return Err(ErrorCode::AmendRefused.into());
    }
    begin(desk, parsed, now)?;
    desk.draft(id, now).map(|open| interview_view(open))
}

fn begin(desk: &mut Desk, id: InterviewId, now: Moment) -> Result<(), AppError> {
    desk.store.interview_amend(id, now)?;
    desk.interviews.remove(&id);
    Ok(())
}

/// May the member change it: volunteers their own on the same day, workers in their own cases, others all.
pub(crate) fn may_amend(desk: &Desk, interview: &InterviewHead, now: Moment) -> Result<bool, AppError> {
    let own = interview.member == desk.member.id;
    Ok(match desk.extent(Right::AmendInterview) {
        Extent::No => false,
        Extent::Own => own,
        Extent::OwnSameDay => own && same_day(interview.finished_ms, now),
        Extent::OwnCases => own || led_one(desk, interview.case)?,
        _ => true,
    })
}

/// Is it the same day, by this place's offset?
fn same_day(unix_ms: i64, now: Moment) -> bool {
    let here = |at: Moment| at.date_time().with_timezone(now.date_time().offset()).date_naive();
    Moment::from_unix_ms(unix_ms).is_some_and(|at| here(at) == now.date())
}

/// A case is someone's own when they led an interview of it.
fn led_one(desk: &Desk, case: pana_model::CaseId) -> Result<bool, AppError> {
    let person = desk.store.person(case)?;
    Ok(person.interviews.iter().any(|head| head.member == desk.member.id))
}
