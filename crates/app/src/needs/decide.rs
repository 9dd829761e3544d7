//! What a worker decides about needs: accepted, set aside with a reason, added by hand.

use std::collections::BTreeMap;

use pana_casework::Act;
use pana_casework::need::{Decision, NeedDecision};
use pana_model::{CaseId, Moment, Urgency};
use pana_store::Stream;

use super::decided::Decided;
use super::means::{Means, NO_NEED, open_referrals, readable};
use super::shipped::is_need;
use super::show::show;
use crate::app::App;
use crate::contract::needs::{NeedDecideRequest, NeedsView};
use crate::contract::{AppError, Word};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::rules::in_force;

/// Accepts a need, sets it aside, adds one by hand, or takes that back. What rests on a talk in private is written down where
/// that talk is.
///
/// # Errors
/// `need-unknown`, `need-reason`, `case-unknown`, `no-right`, and as any write.
pub(crate) fn need_decide(app: &App, request: &NeedDecideRequest) -> Result<NeedsView, AppError> {
    app.desk(|desk, now| {
        decide(desk, request, now)?;
        show(desk, request.case.0, now)
    })
}

fn decide(desk: &mut Desk, request: &NeedDecideRequest, now: Moment) -> Result<(), AppError> {
    let (case, code) = (request.case.0, request.need.as_str());
    desk.ask(Act::Needs, now)?;
    desk.store.person_name(case)?;
    crate::transfer::may_open(desk, case, now)?;
    if code == NO_NEED || !is_need(code) {
        return Err(AppError::of(ErrorCode::NeedUnknown).with("need", code));
    }
    let Some(Word(decision)) = request.decision else { return take_back(desk, (case, code), now) };
    let read = readable(desk, case, now)?;
    let asked = in_force(desk)?;
    let means = Means::of(asked.rules(), &read, open_referrals(desk, case)?, now);
    let decided = Decided::read(desk, case)?;
    let rules = means.named(code).map(|need| need.rules.clone()).unwrap_or_default();
    // What is new lies where what it rests on does.
    let private = means.in_private(&rules) || decided.is_private(code);
    let stream = if private { Stream::Protected } else { Stream::Centre };
    let decision = Some(made(request, decision, (&means, stream), rules)?);
    desk.store.need_decide((stream, case), &BTreeMap::from([(code.to_owned(), decision)]), now)?;
    Ok(())
}

/// Takes back what was decided about a need, wherever it stands: a talk in private that names the need since then does not hold it.
fn take_back(desk: &mut Desk, (case, code): (CaseId, &str), now: Moment) -> Result<(), AppError> {
    for stream in [Stream::Protected, Stream::Centre] {
        if desk.store.case_file(stream, case)?.needs().contains_key(code) {
            desk.store.need_decide((stream, case), &BTreeMap::from([(code.to_owned(), None)]), now)?;
        }
    }
    Ok(())
}

fn made(
    request: &NeedDecideRequest,
    decision: Decision,
    (means, stream): (&Means<'_>, Stream),
    rules: Vec<String>,
) -> Result<NeedDecision, AppError> {
    // What no rule names is not accepted: it is added, or it was named once and is set aside.
    let decision = if decision == Decision::Accepted && rules.is_empty() { Decision::Added } else { decision };
    let urgency = means.named(&request.need).map(|need| need.urgency);
    let asked = request.urgency.map(|Word(urgency)| urgency);
    let made = NeedDecision {
        decision,
        reason: request.reason.map(|Word(reason)| reason),
        words: request.words.trim().to_owned(),
        urgency: urgency.or(asked).unwrap_or(Urgency::Normal),
        rules,
        rule_set: Some(means.version()),
        interviews: means.interviews(stream),
    };
    if made.is_whole() { Ok(made) } else { Err(ErrorCode::NeedReason.into()) }
}
