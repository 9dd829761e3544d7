//! The lease of a laptop: until when it opens without a coordinator, and how one renews it over the telephone.

use pana_casework::Act;
use pana_model::Moment;
use pana_store::LeaseStands;

use super::unlock::opened;
use crate::app::App;
use crate::contract::AppError;
use crate::contract::centre::AppState;
use crate::contract::lease::{LeaseCodeRequest, LeaseCodeView, LeaseEnds, LeaseUnlockRequest, LeaseView};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::meet::one_of;

/// Where the lease of this laptop stands; nothing where it has none.
///
/// # Errors
/// `locked`, and as any read.
pub(crate) fn lease_show(app: &App, &(): &()) -> Result<Option<LeaseView>, AppError> {
    app.desk(|desk, _| {
        let lease = desk.store.lease()?;
        Ok(lease.map(|lease| LeaseView {
            until: said(lease.until),
            days: lease.days,
            challenge: lease.challenge.to_string(),
        }))
    })
}

/// What Today says of it, once there is something to say.
///
/// # Errors
/// As any read.
pub(crate) fn ends(desk: &Desk) -> Result<Option<LeaseEnds>, AppError> {
    let lease = desk.store.lease()?.filter(|lease| lease.stands != LeaseStands::Quiet);
    Ok(lease.map(|lease| LeaseEnds { until: said(lease.until) }))
}

fn said(until: Option<Moment>) -> String {
    until.map(Moment::to_rfc3339).unwrap_or_default()
}

/// The code that renews another laptop which shows this challenge.
///
/// # Errors
/// `no-right`, `device-unknown`, `device-ambiguous`, `lease-taken-out`, `lease-typo`, and as any read.
pub(crate) fn lease_code(app: &App, request: &LeaseCodeRequest) -> Result<LeaseCodeView, AppError> {
    app.desk(|desk, now| {
        desk.ask(Act::Devices, now)?;
        let others = desk.store.devices()?.into_iter().filter(|device| !device.own);
        let (stand, gone): (Vec<_>, Vec<_>) = others.partition(|device| device.stands);
        // One that stands comes before one that was called so.
        let found = match one_of(stand, &request.device) {
            Err(unknown) if unknown.is(ErrorCode::DeviceUnknown) => one_of(gone, &request.device)?,
            found => found?,
        };
        if !found.stands && !request.taken_out {
            return Err(AppError::of(ErrorCode::LeaseTakenOut).with("device", found.name));
        }
        let code = desk.store.lease_code(found.id, &request.challenge, now)?;
        Ok(LeaseCodeView { device: found.name, code: code.to_string() })
    })
}

/// Opens the store with a passphrase and the code that a coordinator read aloud.
///
/// # Errors
/// As `unlock`; `lease-typo` for a code that was mistyped, `lease-code` for another one.
pub(crate) fn lease_unlock(app: &App, request: &LeaseUnlockRequest) -> Result<AppState, AppError> {
    opened(app, request.member.0, &request.passphrase, Some(&request.code))
}
