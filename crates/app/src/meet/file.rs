//! The small files by which a laptop joins: read whole, and written under names that nobody has yet.

use std::path::{Path, PathBuf, is_separator};

use pana_store::StoreError;

use crate::contract::AppError;
use crate::error::ErrorCode;

/// No file of either kind is longer.
const JOINING_FILE: u64 = 64 * 1024;
/// More of one kind are in no folder.
const NAMES_MOST: u32 = 1_000;

/// A small file of somebody's, whole.
///
/// # Errors
/// `file-unreadable`.
pub(super) fn read(file: &Path) -> Result<Vec<u8>, AppError> {
    use std::io::Read as _;
    let unreadable = |_| AppError::of(ErrorCode::FileUnreadable).with("file", file.display().to_string());
    let mut bytes = Vec::new();
    let from = opened(file).map_err(unreadable)?;
    from.take(JOINING_FILE.saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

/// A file that is one: a pipe would be waited for without end.
///
/// # Errors
/// As the system says.
pub(crate) fn opened(file: &Path) -> std::io::Result<std::fs::File> {
    if !std::fs::metadata(file)?.is_file() {
        return Err(std::io::ErrorKind::InvalidInput.into());
    }
    std::fs::File::open(file)
}

/// The file that is meant: a path itself, or a free name in it where it is a folder. Nobody is named by what it is called.
///
/// # Errors
/// `folder-empty` where nothing was typed or chosen; `folder-missing` where it is written as a folder and is none.
pub(crate) fn meant(path: &Path, kind: &str) -> Result<PathBuf, AppError> {
    if path.as_os_str().is_empty() {
        return Err(ErrorCode::FolderEmpty.into());
    }
    let is_dir = path.is_dir();
    if !is_dir && path.as_os_str().as_encoded_bytes().last().is_some_and(|last| is_separator(char::from(*last))) {
        return Err(ErrorCode::FolderMissing.into());
    }
    Ok(if is_dir { free(path, kind) } else { path.to_owned() })
}

/// A file beside another, under a free name.
pub(super) fn beside(file: &Path, kind: &str) -> PathBuf {
    free(folder_of(file), kind)
}

/// The folder in which a file lies.
pub(crate) fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn free(folder: &Path, kind: &str) -> PathBuf {
    let named = |number: u32| match number {
        1 => folder.join(format!("pana.{kind}")),
        more => folder.join(format!("pana-{more}.{kind}")),
    };
    (1..NAMES_MOST).map(named).find(|path| path.symlink_metadata().is_err()).unwrap_or_else(|| named(1))
}

/// A file that is not there yet, for its owner alone, synced.
///
/// # Errors
/// `letter-file-exists`, `folder-missing`, `folder-read-only`, and as any write; nothing is left then.
pub(super) fn write_new(file: &Path, bytes: &[u8]) -> Result<(), AppError> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut open = options.open(file).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => AppError::from(ErrorCode::LetterFileExists),
        std::io::ErrorKind::NotFound => ErrorCode::FolderMissing.into(),
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            ErrorCode::FolderReadOnly.into()
        }
        _ => AppError::from(StoreError::from(error)),
    })?;
    let written = open.write_all(bytes).and_then(|()| open.sync_all());
    written.map_err(|error| {
        drop(std::fs::remove_file(file));
        StoreError::from(error).into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_a_folder_gets_a_name_that_nothing_there_has_and_that_names_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let made: Vec<PathBuf> = (0..3)
            .map(|_| {
                let file = meant(folder.path(), "invite").unwrap();
                write_new(&file, b"x").unwrap();
                file
            })
            .collect();
        let names = ["pana.invite", "pana-2.invite", "pana-3.invite"].map(|name| folder.path().join(name));
        assert_eq!(made, names);
        assert_eq!(beside(&made[0], "answer"), folder.path().join("pana.answer"));
        assert!(write_new(&made[0], b"y").unwrap_err().is(ErrorCode::LetterFileExists));
        assert_eq!(read(&made[0]).unwrap(), b"x", "what is there is not written over");
        assert!(meant(Path::new(""), "invite").unwrap_err().is(ErrorCode::FolderEmpty));
    }
}
