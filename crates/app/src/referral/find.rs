//! Where a referral is written down: a member sees those of the centre, and with the grant those of talks in private.

use pana_casework::case::CaseFile;
use pana_casework::referral::Referral;
use pana_model::{CaseId, ConsentId, Moment, ReferralId};
use pana_store::Stream;

use crate::contract::AppError;
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::transfer::may_open;

/// The streams in which a case may have referrals.
pub(super) const STREAMS: [Stream; 2] = [Stream::Centre, Stream::Protected];

/// A referral with the case file that it stands in.
pub(super) struct Found {
    pub(super) stream: Stream,
    pub(super) file: CaseFile,
    pub(super) referral: Referral,
}

/// # Errors
/// `case-handed-over`; `referral-unknown`, also for one that the member may not know of.
pub(super) fn referral(desk: &Desk, (case, id): (CaseId, ReferralId), now: Moment) -> Result<Found, AppError> {
    may_open(desk, case, now)?;
    for stream in STREAMS {
        let file = desk.store.case_file(stream, case)?;
        if let Some(referral) = file.referral(id) {
            return Ok(Found { stream, file, referral });
        }
    }
    Err(ErrorCode::ReferralUnknown.into())
}

/// # Errors
/// `consent-unknown`, also for one that the member may not know of.
pub(super) fn consent(desk: &Desk, case: CaseId, id: ConsentId) -> Result<(Stream, CaseFile), AppError> {
    for stream in STREAMS {
        let file = desk.store.case_file(stream, case)?;
        if file.consents().contains_key(&id) {
            return Ok((stream, file));
        }
    }
    Err(ErrorCode::ConsentUnknown.into())
}
