//! Going on with a draft, and reading a finished interview.

use pana_casework::{Act, OfInterview};
use pana_model::Moment;
use pana_store::{Access, Asked, Interview, InterviewClaim, Look, StoredAnswer, Stream};

use super::claim_of;
use super::open_interview::{OpenInterview, Stored, Subject};
use super::view::interview_view;
use crate::app::App;
use crate::contract::AppError;
use crate::contract::interview::{AnswerView, ApartAnswer, InterviewRequest, InterviewView, Status};
use crate::convert::{from_stored, to_view};
use crate::desk::Desk;
use crate::error::ErrorCode;

/// A draft goes on where it was left; a finished interview is read. That is noted in its case's access log, as is the look
/// at a draft that somebody else leads, and at changes.
///
/// # Errors
/// `interview-unknown` (also for a protected one without the grant), `no-right`.
pub(crate) fn interview_open(app: &App, request: &InterviewRequest) -> Result<InterviewView, AppError> {
    app.clock().awake();
    app.desk(|desk, now| open(desk, request, now))
}

fn open(desk: &mut Desk, request: &InterviewRequest, now: Moment) -> Result<InterviewView, AppError> {
    let claim = claim_of(request.interview, request.case);
    let is_unbegun = desk.interviews.get(&claim.interview).is_some_and(|open| open.begins_for().is_some());
    if is_unbegun {
        return desk.draft(claim.interview, now).map(|open| interview_view(open));
    }
    if desk.store.is_draft(claim)? {
        let view = desk.open_draft(request.interview.0, now).map(|open| interview_view(open))?;
        return with_apart(desk, claim, view);
    }
    let mut view = read(desk, claim, now)?;
    let case = view.case.ok_or(ErrorCode::CaseUnknown)?.0;
    let stream = if view.form.protected { Stream::Protected } else { Stream::Centre };
    let look =
        Look { cases: &[case], access: Access::InterviewOpened, interview: Some(claim.interview), stream, note: "" };
    desk.store.record_access(&look, now)?;
    let of = OfInterview { id: claim.interview, stream };
    view.may_amend = desk.store.ask(&Asked::in_case(Act::AmendInterview(of), case), now).is_ok();
    Ok(view)
}

/// With what stands apart, where it is changes to a finished interview.
pub(super) fn with_apart(desk: &Desk, claim: InterviewClaim, view: InterviewView) -> Result<InterviewView, AppError> {
    match view.status {
        Status::Amending => Ok(InterviewView { apart: apart_of(desk, claim)?, ..view }),
        Status::Draft | Status::Finished | Status::Trial => Ok(view),
    }
}

/// Where different answers stand in a finished interview.
fn apart_of(desk: &Desk, claim: InterviewClaim) -> Result<Vec<ApartAnswer>, AppError> {
    let shown = |side: Option<StoredAnswer>| side.map_or(AnswerView::Blank, |answer| to_view(&from_stored(&answer)));
    let rows = desk.store.interview(claim)?.apart.into_iter();
    Ok(rows.map(|(at, sides)| ApartAnswer { at, answers: sides.into_iter().map(shown).collect() }).collect())
}

/// A finished interview, by the version of its questionnaire and as of its own day.
fn read(desk: &mut Desk, claim: InterviewClaim, now: Moment) -> Result<InterviewView, AppError> {
    let mut open = finished(desk, claim, now)?;
    let claim = InterviewClaim { case: Some(open.case), ..claim };
    open.files = desk.files(claim)?;
    Ok(InterviewView { apart: apart_of(desk, claim)?, ..interview_view(&open) })
}

/// The same in memory, without its files. Nothing is noted in the access log.
pub(crate) fn finished(desk: &mut Desk, claim: InterviewClaim, now: Moment) -> Result<OpenInterview, AppError> {
    let interview = desk.store.interview(claim)?;
    restored(desk, &interview, now)
}

/// The same with each other answer that stands beside the one that is shown, one at a time; none where nothing stands apart.
pub(crate) fn with_others(desk: &mut Desk, claim: InterviewClaim, now: Moment) -> Result<Vec<OpenInterview>, AppError> {
    let interview = desk.store.interview(claim)?;
    let mut all = Vec::new();
    for (at, sides) in &interview.apart {
        for side in sides.iter().filter(|side| side.as_ref() != interview.answers.get(at)) {
            let mut other = interview.clone();
            match side {
                Some(answer) => drop(other.answers.insert(at.clone(), answer.clone())),
                None => drop(other.answers.remove(at)),
            }
            all.push(restored(desk, &other, now)?);
        }
    }
    Ok(all)
}

fn restored(desk: &mut Desk, interview: &Interview, now: Moment) -> Result<OpenInterview, AppError> {
    let id = interview.interview;
    let act = Act::ReadInterview(OfInterview { id, stream: interview.stream });
    desk.store.ask(&Asked::in_case(act, interview.case), now)?;
    let asked = desk.form(&interview.form_id, &interview.form_hash)?;
    let begun =
        Moment::from_unix_ms(interview.summary.started_ms).ok_or_else(|| AppError::internal("interview-time"))?;
    let (number, name) = desk.store.person_name(interview.case)?;
    let context = desk.context(id, &number, begun);
    let from = Stored { answers: &interview.answers, instances: &interview.instances, status: Status::Finished };
    let mut open = OpenInterview::restore(Subject { id, case: interview.case, number }, asked, &context, from);
    open.known = Some(name).filter(|name| !name.is_empty());
    open.saved = Moment::from_unix_ms(interview.summary.finished_ms).unwrap_or(begun);
    Ok(open)
}
