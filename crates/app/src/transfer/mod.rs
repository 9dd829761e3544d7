//! Cases that go from one centre to another: cards, files, and what a page says of it.

mod cards;
mod give;
mod page;
mod quoted;
mod take;

use std::io::Read as _;
use std::path::{Path, PathBuf};

use pana_model::{CentreId, TransferId};
use pana_store::StoreError;

pub(crate) use cards::{centre_card, centre_forget, centre_know, centres_known};
pub(crate) use give::{
    revoke, transfer_again, transfer_consent, transfer_give, transfer_list, transfer_revoke, transfer_settle, waiting,
};
pub(crate) use page::{InterviewsFrom, case_from, case_to, may_open, note_told};
pub(crate) use take::{transfer_accept, transfer_answer, transfer_decline, transfer_show};

use crate::contract::AppError;
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::meet::{folder_of, meant, opened};

/// No file of this kind is longer.
const LONGEST: u64 = 300 * 1024 * 1024;

/// A file of somebody's, whole.
fn read(file: &Path) -> Result<Vec<u8>, AppError> {
    let unreadable = |_| AppError::of(ErrorCode::FileUnreadable).with("file", file.display().to_string());
    let mut bytes = Vec::new();
    let from = opened(file).map_err(unreadable)?;
    from.take(LONGEST).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

/// Says before anything is done where nothing can be written there: no folder, or a file of that name.
fn may_lie(path: &Path, kind: &str) -> Result<(), AppError> {
    let file = meant(path, kind)?;
    if file.symlink_metadata().is_ok() {
        return Err(ErrorCode::LetterFileExists.into());
    }
    if folder_of(&file).is_dir() { Ok(()) } else { Err(ErrorCode::FolderMissing.into()) }
}

/// Writes a file whole or not at all, and looks whether the disk gives back what was written.
fn write(path: &Path, kind: &str, bytes: &[u8]) -> Result<PathBuf, AppError> {
    use std::io::ErrorKind;
    let file = meant(path, kind)?;
    pana_exchange::write_new_file(&file, bytes).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => AppError::from(ErrorCode::LetterFileExists),
        ErrorKind::NotFound => ErrorCode::FolderMissing.into(),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => ErrorCode::FolderReadOnly.into(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => ErrorCode::StickFull.into(),
        _ => AppError::from(StoreError::from(error)),
    })?;
    if read(&file)? == bytes {
        return Ok(file);
    }
    // What does not read back is not left to be given to anybody.
    drop(std::fs::remove_file(&file));
    Err(ErrorCode::StickFailed.into())
}

/// The id of a handing over as it was typed.
fn transfer(typed: &str) -> Result<TransferId, AppError> {
    typed.trim().parse().map_err(|_| ErrorCode::TransferUnknown.into())
}

/// A centre that is known, by its id or its name.
fn centre(desk: &Desk, typed: &str) -> Result<CentreId, AppError> {
    let known = desk.store.centres_known();
    if let Some(centre) = typed.trim().parse().ok().filter(|centre| known.get(*centre).is_some()) {
        return Ok(centre);
    }
    let is_it = |name: &str| name.trim().to_lowercase() == typed.trim().to_lowercase();
    let named = known.all().filter(|(_, said)| said.what.as_ref().is_some_and(|known| is_it(&known.name)));
    match named.map(|(centre, _)| centre).collect::<Vec<_>>().as_slice() {
        [only] => Ok(*only),
        [] => Err(ErrorCode::CentreUnknown.into()),
        _ => Err(ErrorCode::CentreAmbiguous.into()),
    }
}
