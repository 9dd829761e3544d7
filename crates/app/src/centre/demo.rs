//! The demo centre: marked as such, full of people who do not exist, in a folder of its own.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::state::{look, stands};
use crate::app::{App, Phase, Start};
use crate::contract::AppError;
use crate::contract::centre::AppState;
use crate::demo;
use crate::error::ErrorCode;

/// People in the demo centre.
const PEOPLE: u32 = 200;
/// From which they are made.
const SEED: u64 = 1;
/// Holds the passphrase, which the unlock screen shows: there is nothing to keep secret.
const FILE: &str = "demo.json";

#[derive(Serialize, Deserialize)]
struct Note {
    passphrase: String,
}

/// Goes to the demo centre's unlock screen, and makes the centre when it is missing.
///
/// # Errors
/// As [`super::state()`].
pub(crate) fn demo_open(app: &App, &(): &()) -> Result<AppState, AppError> {
    change_to(app, Start::Demo)
}

/// Goes back to the device's own centre, or to the first run when it has none.
///
/// # Errors
/// As [`super::state()`].
pub(crate) fn demo_leave(app: &App, &(): &()) -> Result<AppState, AppError> {
    change_to(app, Start::Own)
}

fn change_to(app: &App, start: Start) -> Result<AppState, AppError> {
    app.lock_now();
    let mut seat = app.seat();
    seat.start = start;
    seat.phase = Phase::Closed;
    if look(app, &mut seat)? { stands(app, &seat) } else { Ok(AppState::FirstRun) }
}

/// Makes the demo centre. It is made beside and renamed, so that one that was cut off is made anew.
pub(crate) fn make(app: &App, folder: &Path) -> Result<(), AppError> {
    let beside = folder.with_file_name("demo.new");
    let fault = |_| AppError::of(ErrorCode::DataFolder);
    if beside.exists() {
        std::fs::remove_dir_all(&beside).map_err(fault)?;
    }
    demo::make(&beside, demo::Size { people: PEOPLE, seed: SEED }, app.kdf()?)?;
    std::fs::rename(&beside, folder).map_err(fault)
}

/// Marks a folder as that of a demo centre.
pub(crate) fn mark(folder: &Path, passphrase: &str) -> Result<(), AppError> {
    let note = Note { passphrase: passphrase.to_owned() };
    let note = serde_json::to_vec(&note).map_err(|_| AppError::internal("demo"))?;
    std::fs::write(folder.join(FILE), note).map_err(|_| AppError::of(ErrorCode::DataFolder))
}

/// Is it the folder of a demo centre?
pub(crate) fn is_demo(folder: &Path) -> bool {
    passphrase(folder).is_some()
}

/// The demo centre's passphrase, for its unlock screen.
pub(crate) fn passphrase(folder: &Path) -> Option<String> {
    let bytes = std::fs::read(folder.join(FILE)).ok()?;
    serde_json::from_slice(&bytes).ok().map(|note: Note| note.passphrase)
}
