//! People: found, shown on their page; their cases closed, opened again, and given on.

mod close;
mod double;
mod hand;
mod labels;
mod names;
mod open;
mod safe;
mod search;
mod standing;

use pana_model::{CaseId, Moment};
use pana_store::StoreError;

pub(crate) use close::{case_close, case_closing, case_reopen, meeting_end};
pub(crate) use double::{doubles_join, doubles_list, doubles_part, doubles_show};
pub(crate) use hand::{case_decline, case_give, case_offer, case_offer_revoke, case_take, case_told, cases_to_tell};
pub(crate) use labels::without_answers;
pub(crate) use names::names_of;
pub(crate) use open::person_open;
pub(crate) use safe::{contact_is_unsafe, safe_contact};
pub(crate) use search::people_search;

use crate::contract::AppError;
use crate::contract::standing::StandingView;
use crate::desk::Desk;
use crate::error::ErrorCode;

/// What does not follow from how the case stands is told as that.
fn of_case(done: Result<(), StoreError>) -> Result<(), AppError> {
    done.map_err(|error| match AppError::from(error) {
        moved if moved.is(ErrorCode::ReferralStep) => ErrorCode::CaseMoved.into(),
        other => other,
    })
}

/// How the case stands after that.
fn reply(desk: &Desk, case: CaseId, now: Moment) -> Result<StandingView, AppError> {
    standing::standing(desk, case, &desk.store.rights_in(case)?, now)
}
