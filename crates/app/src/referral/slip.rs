//! An answer that is found by the code on a letter's slip: no name is on it, and none is needed.

use pana_casework::Act;
use pana_casework::referral::{Detail, Details, Learned, Referral, ReferralStep, SlipCode};
use pana_model::Moment;

use crate::app::App;
use crate::contract::letter::{SlipFound, SlipRequest};
use crate::contract::{AppError, Id};
use crate::desk::Desk;
use crate::error::ErrorCode;

/// The referral whose slip has this code.
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
        [(case, referral)] => Ok(SlipFound { case: Id(*case), referral: Id(*referral) }),
        _ => Err(ErrorCode::SlipUnknown.into()),
    }
}

fn read(code: &str) -> Result<SlipCode, AppError> {
    code.parse().map_err(|_| ErrorCode::SlipTypo.into())
}

/// What is said of an answer that comes with a slip: the code must be that of this referral, and by the slip it was learned.
/// What is said of another step is as it is.
///
/// # Errors
/// `slip-typo`, `slip-other`.
pub(super) fn by_slip(said: Details, step: ReferralStep, referral: &Referral) -> Result<Details, AppError> {
    let Some(typed) = said.get(Detail::Slip).filter(|_| step.is_answer()) else { return Ok(said) };
    let code = read(typed)?;
    if code != SlipCode::of(referral.id) {
        return Err(ErrorCode::SlipOther.into());
    }
    Ok(said.with(Detail::Slip, code.to_string()).with(Detail::Learned, Learned::Slip.as_str()))
}
