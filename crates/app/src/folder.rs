//! A folder of this computer that somebody typed or chose, to write into.

use std::path::{Path, PathBuf};

use crate::contract::AppError;
use crate::error::ErrorCode;

/// The folder, if one was named and is there.
///
/// # Errors
/// `folder-empty` where nothing was typed or chosen, `folder-missing`.
pub(crate) fn existing(typed: &str) -> Result<PathBuf, AppError> {
    let folder = PathBuf::from(typed.trim());
    is_there(&folder).map(|()| folder)
}

/// The same of a folder that is known as such.
///
/// # Errors
/// As [`existing`].
pub(crate) fn is_there(folder: &Path) -> Result<(), AppError> {
    if folder.as_os_str().is_empty() {
        return Err(ErrorCode::FolderEmpty.into());
    }
    if folder.is_dir() { Ok(()) } else { Err(ErrorCode::FolderMissing.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_nobody_named_is_not_said_to_be_missing() {
        for (typed, code) in
            [("", ErrorCode::FolderEmpty), (" ", ErrorCode::FolderEmpty), ("no such", ErrorCode::FolderMissing)]
        {
            assert!(existing(typed).unwrap_err().is(code), "{typed}");
        }
        let there = tempfile::tempdir().unwrap();
        assert_eq!(existing(&format!(" {} ", there.path().display())).unwrap(), there.path());
    }
}
