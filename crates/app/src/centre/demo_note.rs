//! The mark of a demo centre's folder, with the passphrase that opens it.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::contract::AppError;
use crate::error::ErrorCode;

/// Holds the passphrase, which the unlock screen shows: there is nothing to keep secret.
const FILE: &str = "demo.json";

#[derive(Serialize, Deserialize)]
struct Note {
    passphrase: String,
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
