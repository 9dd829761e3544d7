//! Changing a finished interview. What it said before stays in the log.

use pana_casework::{Act, OfInterview};
use pana_model::Moment;
use pana_store::{Asked, InterviewClaim, StoreError};

use super::claim_of;
use super::open::with_apart;
use super::view::interview_view;
use crate::app::App;
use crate::contract::AppError;
use crate::contract::interview::{InterviewRequest, InterviewView, Status};
use crate::desk::Desk;
use crate::error::ErrorCode;

/// Opens a draft of changes to a finished interview, which its case's access log notes. Finishing it writes the changes;
/// discarding it leaves all as it was.
///
/// # Errors
/// `interview-unknown`, `interview-draft` when it is not finished, `amend-refused`, and as any write.
pub(crate) fn interview_amend(app: &App, request: &InterviewRequest) -> Result<InterviewView, AppError> {
    app.clock().awake();
    app.desk(|desk, now| amend(desk, request, now))
}

fn amend(desk: &mut Desk, request: &InterviewRequest, now: Moment) -> Result<InterviewView, AppError> {
    let claim = claim_of(request.interview, request.case);
    if !desk.store.is_draft(claim)? {
        begin(desk, claim, now)?;
    }
    let open = desk.open_draft(request.interview.0, now)?;
    match open.status {
        Status::Amending => {
            let view = interview_view(open);
            with_apart(desk, claim, view)
        }
        _ => Err(ErrorCode::InterviewDraft.into()),
    }
}

fn begin(desk: &mut Desk, claim: InterviewClaim, now: Moment) -> Result<(), AppError> {
    let interview = desk.store.interview(claim)?;
    let id = interview.interview;
    let act = Act::AmendInterview(OfInterview { id, stream: interview.stream });
    match desk.store.ask(&Asked::in_case(act, interview.case), now) {
        Err(StoreError::Refused(_)) => return Err(ErrorCode::AmendRefused.into()),
        other => other?,
    }
    desk.store.interview_amend(claim, now)?;
    desk.interviews.remove(&id);
    Ok(())
}
