//! An answer that is found by the code on a letter's slip: no name is on it, and none is needed. A slip answers once.

use pana_casework::Act;
use pana_casework::referral::{Detail, Details, Learned, Referral, ReferralStep, SlipCode, Standing};
use pana_model::Moment;
use pana_record::Hlc;

use super::find::referral;
use crate::app::App;
use crate::clock::moment;
use crate::contract::letter::{SlipFound, SlipRequest};
use crate::contract::{AppError, Id};
use crate::desk::Desk;
use crate::error::ErrorCode;

/// The referral whose slip has this code; of one that was answered already, when that was written down.
///
/// # Errors
/// `slip-typo`, `slip-unknown`, also for one that the member may not know of, `no-right`, and as any read.
pub(crate) fn slip_find(app: &App, request: &SlipRequest) -> Result<SlipFound, AppError> {
    app.desk(|desk, now| found(desk, &request.code, now))
}

pub(super) fn found(desk: &Desk, code: &str, now: Moment) -> Result<SlipFound, AppError> {
    desk.ask(Act::ReadPerson, now)?;
    let code = read(code)?;
    match desk.store.referrals_of_slip(code)?.as_slice() {
        [(case, id)] => {
            let answered = answered(&referral(desk, (*case, *id), now)?.referral);
            let at = answered.map(|at| moment(i64::try_from(at.unix_ms()).unwrap_or(i64::MAX)));
            Ok(SlipFound { case: Id(*case), referral: Id(*id), answered_at: at })
        }
        _ => Err(ErrorCode::SlipUnknown.into()),
    }
}

fn read(code: &str) -> Result<SlipCode, AppError> {
    code.parse().map_err(|_| ErrorCode::SlipTypo.into())
}

/// When the answer was written down after which the slip of this letter brings no other: the one that came with it, or, where the
/// receiver's word is known another way, that one. Nothing while an answer is still awaited, also of who waits on a list.
fn answered(referral: &Referral) -> Option<Hlc> {
    let is_said = |step: ReferralStep| {
        matches!(step, ReferralStep::Accept | ReferralStep::Waitlist | ReferralStep::Decline | ReferralStep::Finish)
    };
    let answers = || referral.steps.values().filter(|made| is_said(made.step));
    // That somebody waits on a list is no last word: the same slip may bring that one later.
    let last = answers().filter(|made| made.step != ReferralStep::Waitlist);
    let by_slip = last.filter(|made| made.details.get(Detail::Slip).is_some()).map(|made| made.mark.hlc).min();
    let is_awaited = matches!(
        referral.standing(),
        None | Some(Standing::Draft | Standing::Ready | Standing::Sent | Standing::Acknowledged | Standing::Waitlisted)
    );
    by_slip.or_else(|| answers().map(|made| made.mark.hlc).min().filter(|_| !is_awaited))
}

/// What is said of an answer that comes with a slip: the code must be that of this referral, and by the slip it was learned.
/// What is said of another step is as it is.
///
/// # Errors
/// `slip-typo`, `slip-other`, `slip-answered`.
pub(super) fn by_slip(said: Details, step: ReferralStep, referral: &Referral) -> Result<Details, AppError> {
    let Some(typed) = said.get(Detail::Slip).filter(|_| step.is_answer()) else { return Ok(said) };
    let code = read(typed)?;
    if code != SlipCode::of(referral.id) {
        return Err(ErrorCode::SlipOther.into());
    }
    if answered(referral).is_some() {
        return Err(ErrorCode::SlipAnswered.into());
    }
    Ok(said.with(Detail::Slip, code.to_string()).with(Detail::Learned, Learned::Slip.as_str()))
}
