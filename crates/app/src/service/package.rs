//! A package of services on this computer: a zip, a folder of tables, or a JSON file.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use pana_casework::directory::DirectoryState;
use pana_directory::{DirectoryProblem, Files, PACKAGE_BYTES, PACKAGE_FILES, Tables};
use pana_store::rows_hash;
use std::sync::Arc;

use crate::contract::AppError;
use crate::error::ErrorCode;

/// What was read of a package and waits to be taken in: what is taken in is what was looked at, whatever has become of the
/// file meanwhile.
pub(crate) struct Package {
    /// Names it: the hash of its files.
    pub(super) hash: [u8; 32],
    /// The name of the file, without the way to it.
    pub(super) file: String,
    /// Its rows.
    pub(super) rows: Tables,
    /// Is it a part of a directory?
    pub(super) is_part: bool,
    /// What was said of the directory when it was compared.
    pub(super) against: Arc<DirectoryState>,
}

/// The files of a package, and what names them.
pub(super) struct Found {
    pub(super) files: Result<Files, DirectoryProblem>,
    pub(super) hash: [u8; 32],
    /// The name, without the way to it.
    pub(super) name: String,
}

/// Reads what lies at a path. No more is read than a package may have, and nothing that is no file.
///
/// # Errors
/// `file-unreadable`.
pub(super) fn find(path: &Path) -> Result<Found, AppError> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let about = std::fs::metadata(path).map_err(|_| unreadable(path))?;
    if about.is_dir() {
        let files = of_folder(path)?;
        let hash = hash_of(&files);
        return Ok(Found { files, hash, name });
    }
    let bytes = bytes_of(path)?;
    if is_named(path, &["csv", "json"]) {
        let mut files = Files::default();
        let files = files.add(&name, bytes).map(|()| files);
        let hash = hash_of(&files);
        return Ok(Found { files, hash, name });
    }
    let hash = rows_hash(&bytes);
    Ok(Found { files: Files::from_zip(&name, &bytes), hash, name })
}

fn of_folder(folder: &Path) -> Result<Result<Files, DirectoryProblem>, AppError> {
    let entries = std::fs::read_dir(folder).map_err(|_| unreadable(folder))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| is_named(path, &["csv", "json"]) && path.is_file());
    paths.sort();
    // One more than we take is enough to say so.
    paths.truncate(PACKAGE_FILES.saturating_add(1));
    let mut files = Files::default();
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if let Err(problem) = files.add(&name, bytes_of(&path)?) {
            return Ok(Err(problem));
        }
    }
    Ok(Ok(files))
}

fn is_named(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|ending| endings.contains(&&*ending))
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, AppError> {
    // What is no file, as a pipe or a device, may never end.
    let about = std::fs::metadata(path).map_err(|_| unreadable(path))?;
    if !about.is_file() {
        return Err(unreadable(path));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|_| unreadable(path))?;
    // One byte more than a package may have: that it has more is said by whoever adds it up.
    file.take(PACKAGE_BYTES.saturating_add(1)).read_to_end(&mut bytes).map_err(|_| unreadable(path))?;
    Ok(bytes)
}

fn unreadable(path: &Path) -> AppError {
    AppError::of(ErrorCode::FileUnreadable).with("file", path.display())
}

fn hash_of(files: &Result<Files, DirectoryProblem>) -> [u8; 32] {
    let mut said = Vec::new();
    for (name, bytes) in files.iter().flat_map(Files::iter) {
        said.extend_from_slice(name.as_bytes());
        said.push(0);
        said.extend_from_slice(&rows_hash(bytes));
    }
    rows_hash(&said)
}
