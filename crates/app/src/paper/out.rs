//! The way a sheet goes out: into a file that its owner alone may read, or through a printer's own program.
//!
//! Nothing is left lying about: a file is written whole or not at all where the member said, and what goes to a printer
//! goes into its program as bytes and is no file of ours.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use pana_casework::is_invisible;
use pana_exchange::{write_file, write_new_file};
use pana_letter::{Faults, LetterError};

use crate::app::App;
use crate::contract::letter::{LetterTo, PaperFaults};
use crate::contract::{AppError, Word, named};
use crate::error::ErrorCode;
use crate::folder::is_there;

/// Where a sheet goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Way {
    /// Into this folder, under a name of ours.
    Folder(PathBuf),
    /// Into exactly this file, which is not there yet.
    File(PathBuf),
    /// To this printer.
    Printer(String),
}

impl Way {
    /// Where a screen says that a sheet goes.
    pub(crate) fn asked(Word(to): Word<LetterTo>, folder: &str, printer: &str) -> Self {
        match to {
            LetterTo::Folder => Self::Folder(PathBuf::from(folder.trim())),
            LetterTo::Printer => Self::Printer(printer.to_owned()),
        }
    }

    /// Is it there, as far as can be told before anything is written down?
    ///
    /// # Errors
    /// `folder-empty`, `folder-missing`, `letter-file-exists`, `letter-printer`.
    pub(crate) fn check(&self, app: &App) -> Result<(), AppError> {
        match self {
            Self::Folder(folder) => is_there(folder),
            Self::File(file) if file.symlink_metadata().is_ok() => Err(ErrorCode::LetterFileExists.into()),
            Self::File(file) if !folder_of(file).is_dir() => Err(ErrorCode::FolderMissing.into()),
            Self::Printer(name) if !app.surface().printers().contains(name) => Err(ErrorCode::LetterPrinter.into()),
            Self::File(_) | Self::Printer(_) => Ok(()),
        }
    }
}

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// Gives a sheet away. `stem`: the name of a file in a folder, without its ending; no name of a person. Hands back the file's
/// path.
///
/// # Errors
/// `disk-full`, `folder-read-only`, `letter-printer`; then nothing of it is anywhere.
pub(crate) fn give(app: &App, way: &Way, stem: &str, pdf: &[u8]) -> Result<Option<String>, AppError> {
    let written = match way {
        Way::Folder(folder) => write_file(folder, stem, "pdf", pdf),
        Way::File(file) => write_new_file(file, pdf).map(|()| file.clone()),
        Way::Printer(name) if app.surface().print(name, pdf) => return Ok(None),
        Way::Printer(_) => return Err(ErrorCode::LetterPrinter.into()),
    };
    let path = written.map_err(|error| match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => ErrorCode::DiskFull,
        ErrorKind::AlreadyExists => ErrorCode::LetterFileExists,
        _ => ErrorCode::FolderReadOnly,
    })?;
    Ok(Some(path.to_string_lossy().into_owned()))
}

/// What stands on a sheet otherwise than it was said, as a screen says it.
pub(crate) fn faults(Faults { unprintable, cut }: Faults) -> PaperFaults {
    let is_seen = |sign: char| !(sign.is_whitespace() || is_invisible(sign));
    let is_private = |sign: char| matches!(sign, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}');
    let name = |sign: char| {
        if is_seen(sign) && !is_private(sign) { sign.to_string() } else { format!("U+{:04X}", u32::from(sign)) }
    };
    PaperFaults { unprintable: unprintable.into_iter().map(name).collect(), cut }
}

/// What a sheet gives, or why it does not.
///
/// # Errors
/// `letter-name` where a name stands where none may; `internal`.
pub(crate) fn printed<T>(set: Result<T, LetterError>) -> Result<T, AppError> {
    set.map_err(|error| match error {
        LetterError::NameOutside { code } => {
            let known = named::<crate::contract::referral::SharedField>(&code);
            AppError::of(ErrorCode::LetterName).with("field", known.map_or_else(String::new, |known| known.to_string()))
        }
        LetterError::Language { .. } => ErrorCode::LetterLanguage.into(),
        LetterError::Code | LetterError::Typeset => AppError::internal("letter"),
    })
}
