//! Where what is given in one room lies while a laptop serves: in the folder of the centre, which one program at a time has open.

use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

/// The folder, in that of the centre.
pub(crate) fn of(root: &Path) -> PathBuf {
    root.join("room")
}

/// Deletes what lies there, also what was left behind by a program that was killed.
///
/// # Errors
/// As the system says; it may be there still.
pub(crate) fn delete(root: &Path) -> Result<(), Error> {
    match std::fs::remove_dir_all(of(root)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
