//! Finishing: the answers become a signed record, the person's profile follows from them, the draft goes.

use pana_casework::case::FollowUp;
use pana_forms::Delta;
use pana_model::Moment;
use pana_store::Finish;

use super::review::review;
use crate::app::App;
use crate::contract::interview::{FinishRequest, FinishedView, ReviewRow, Status};
use crate::contract::{AppError, Id};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::follow_up::{planned, view_of};
use crate::meeting::{Due, meeting_led, meeting_with, wanted};
use crate::rules::in_force;

/// Finishes an interview, or the changes to one. Answers that do not apply any more are not written down.
///
/// # Errors
/// `interview-trial`, `interview-invalid` when an answer does not fit, `interview-incomplete` when required ones are missing and that was not
/// allowed, and as any write.
pub(crate) fn interview_finish(app: &App, request: &FinishRequest) -> Result<FinishedView, AppError> {
    app.desk(|desk, now| finish(desk, request, now))
}

pub(super) fn finish(desk: &mut Desk, request: &FinishRequest, now: Moment) -> Result<FinishedView, AppError> {
    let open = desk.draft(request.interview.0, now)?;
    if open.status == Status::Trial {
        return Err(ErrorCode::InterviewTrial.into());
    }
    if open.status == Status::Draft {
        // What the questionnaire fills in at the end, and what it says of today, is of this moment.
        let mut delta = open.session.set_now(now);
        open.note(&mut delta);
    }
    let mut delta = open.session.revalidate();
    open.note(&mut delta);
    let review = review(open, None);
    if !review.invalid.is_empty() {
        return Err(AppError::of(ErrorCode::InterviewInvalid).with("invalid", review.invalid.len()));
    }
    if review.incomplete > 0 && !request.allow_incomplete {
        return Err(AppError::of(ErrorCode::InterviewIncomplete).with("missing", review.incomplete));
    }
    if open.status == Status::Amending {
        let mut delta = open.session.amended();
        open.note(&mut delta);
    }
    let many = |rows: &[ReviewRow]| u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let (missing, later) = (many(&review.missing), many(&review.later));
    let (id, case) = (open.id, open.case);
    let (stream, person) = (open.asked.stream(), open.person.clone());
    let mut facts = open.facts();
    let mut finish = Finish {
        answers: open.answers(),
        instances: open.session.instances(),
        facts: Vec::new(),
        incomplete: review.incomplete > 0,
        follow_up: None,
    };
    // Finishing one that nobody answered is an act as well.
    if open.begins_for().is_some() {
        desk.begin(id, None, Delta::default(), now)?;
    }
    let rules = in_force(desk)?;
    let open = desk.interviews.get(&id).ok_or(ErrorCode::InterviewUnknown)?;
    finish.follow_up = planned(desk, rules.rules(), open, &mut facts, now)?;
    finish.facts = facts;
    desk.store.interview_finish(id, &finish, now)?;
    desk.interviews.remove(&id);
    // Whoever has led it has heard whether it is to be a talk in private.
    let told = wanted(desk, stream, &person, true).is_some_and(|due| due.told);
    let due = meeting_with(desk, case, &[])?.map(|due| Due { told: due.told || told, ..due });
    let meeting = due.map(|due| meeting_led(desk, case, due, &desk.store.drafts()?, now)).transpose()?;
    let follow_up = desk.store.follow_up_of(case)?.and_then(FollowUp::day).map(|day| view_of(day, now));
    Ok(FinishedView { interview: Id(id), case: Some(Id(case)), missing, later, meeting, follow_up })
}
