//! A laptop that was taken out of the centre says so: by whom, when where that is known, and that what is on it is kept.

use pana_casework::Role;
use pana_model::{DeviceId, Moment};
use pana_sync::taken_out_by;

use crate::contract::AppError;
use crate::contract::doctor::DoctorProblem;
use crate::desk::Desk;
use crate::error::ErrorCode;

/// In the place of a day that is not known: a hub's deeds say none.
const UNKNOWN: &str = "none";

/// By whom this laptop was taken out, and on which day; `None` while it belongs to the centre as far as is known here. The
/// control stream says it, or the deeds that the hub has shown.
///
/// # Errors
/// As any read.
fn taken_out(desk: &Desk) -> Result<Option<(String, String)>, AppError> {
    if let Some(out) = desk.store.taken_out()? {
        let here = |at: Moment| {
            let offset = i64::from(desk.store.offset_minutes()).saturating_mul(60_000);
            Moment::from_unix_ms(at.unix_ms().saturating_add(offset))
        };
        let day = out.at.and_then(here).map_or_else(|| UNKNOWN.to_owned(), |at| at.date().to_string());
        return Ok(Some((out.by, day)));
    }
    let Some(place) = desk.store.hub() else { return Ok(None) };
    let by = taken_out_by(&desk.store, &place)?;
    by.map(|by| Ok((coordinator_on(desk, by)?, UNKNOWN.to_owned()))).transpose()
}

/// The coordinators who work on a laptop, by their names; else what it is called.
fn coordinator_on(desk: &Desk, device: DeviceId) -> Result<String, AppError> {
    let Some(found) = desk.store.devices()?.into_iter().find(|each| each.id == device) else {
        return Ok(String::new());
    };
    let members = desk.store.members()?.into_iter();
    let here = members.filter(|member| member.role == Role::Coordinator && found.seats.contains(&member.id));
    let names: Vec<String> = here.map(|member| member.name).collect();
    Ok(if names.is_empty() { found.name } else { names.join(", ") })
}

/// Does it belong to the centre, as far as is known here?
///
/// # Errors
/// `device-removed` where it was, and as any read.
pub(super) fn stands(desk: &Desk) -> Result<(), AppError> {
    match taken_out(desk)? {
        Some((by, day)) => Err(AppError::of(ErrorCode::DeviceRemoved).with("by", by).with("when", day)),
        None => Ok(()),
    }
}

/// The error of a meeting that has just shown it.
pub(super) fn was_shown(desk: &Desk) -> AppError {
    stands(desk).err().unwrap_or_else(|| ErrorCode::HubRemoved.into())
}

/// What is said of it as long as the laptop is open; nothing where it does not read.
pub(crate) fn notice(desk: &Desk) -> Option<DoctorProblem> {
    let (by, day) = taken_out(desk).ok()??;
    Some(crate::doctor::taken_out(&by, &day))
}
