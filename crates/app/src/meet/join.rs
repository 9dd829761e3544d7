//! This laptop joins a centre that is elsewhere. There is no desk yet: what is asked here is asked at the door.

use pana_store::{Joining, NewJoin};

use super::file::{beside, meant, read, write_new};
use crate::app::{App, Phase};
use crate::centre::{Named, checked_name, checked_passphrase};
use crate::contract::AppError;
use crate::contract::meet::{JoinRequest, JoinView};
use crate::error::ErrorCode;
use crate::waiting::{grouped, waiting};

/// Answers an invite: this laptop's keys are made, and the answer is written into a file for the coordinator.
///
/// # Errors
/// `centre-exists`, `join-waits`, `name-missing`, `name-long`, `passphrase-short`, `file-unreadable`, `join-file`, `join-newer`, `join-over`,
/// `letter-file-exists`, and as any write.
pub(crate) fn device_join(app: &App, request: &JoinRequest) -> Result<JoinView, AppError> {
    let invite = read(&request.invite)?;
    let device = checked_name(&request.device, Named::Device)?.to_owned();
    let member = checked_name(&request.member, Named::Oneself)?.to_owned();
    checked_passphrase(&request.passphrase)?;
    let (seat, kdf) = (app.seat(), app.kdf()?);
    if !matches!(seat.phase, Phase::Closed) {
        return Err(ErrorCode::CentreExists.into());
    }
    let folder = app.folder(seat.start);
    let file = match &request.file {
        Some(file) => meant(file, "answer")?,
        None => beside(&request.invite, "answer"),
    };
    if file.symlink_metadata().is_ok() {
        return Err(ErrorCode::LetterFileExists.into());
    }
    let new = NewJoin { device: device.clone(), member, passphrase: request.passphrase.clone(), kdf };
    let (joining, answer) = Joining::begin(&folder, &invite, &new, app.now())?;
    if let Err(error) = write_new(&file, &answer.request) {
        // Without its answer nobody lets it in.
        joining.forget()?;
        return Err(error);
    }
    let file = Some(file.to_string_lossy().into_owned());
    Ok(JoinView { check: grouped(&answer.digits), device, online: false, file })
}

/// What this laptop shows while it waits to be let in; nothing where it does not.
///
/// # Errors
/// `store-in-use`, `store-damaged`, `join-newer`.
pub(crate) fn device_waits(app: &App, &(): &()) -> Result<Option<JoinView>, AppError> {
    let seat = app.seat();
    waiting(&app.folder(seat.start))
}

/// This laptop waits no more. Where it does not wait, nothing happens.
///
/// # Errors
/// `store-in-use`, `store-damaged`, and as any write.
pub(crate) fn device_forget(app: &App, &(): &()) -> Result<(), AppError> {
    let seat = app.seat();
    match Joining::open(&app.folder(seat.start))? {
        Some(joining) => Ok(joining.forget()?),
        None => Ok(()),
    }
}
