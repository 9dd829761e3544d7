//! SQLite's errors, sorted by what one can do about them.

use rusqlite::ErrorCode;

/// `SQLITE_IOERR_SHMSIZE`: the file of the WAL index could not grow.
const IOERR_SHMSIZE: i32 = 4874;
/// `SQLITE_IOERR_CORRUPTFS`: the file system itself is damaged.
const IOERR_CORRUPTFS: i32 = 8458;

/// What went wrong with the database, as far as someone can act on it.
#[derive(Debug, thiserror::Error)]
pub enum SqliteError {
    /// The key does not open the file: another key, or its first page is damaged.
    #[error("the key does not open this database")]
    WrongKey,
    /// The file was written by a newer program whose changes this one cannot live with.
    #[error("the database needs compatibility {needed}, this program has {ours}")]
    NewerStore {
        /// What the file asks for.
        needed: u32,
        /// What this program has.
        ours: u32,
    },
    /// A migration that was applied is not the one this program knows: a release was changed after the fact.
    #[error("migration {0} is not the one that was applied")]
    ChangedMigration(String),
    /// No space left: free some and try again; nothing was written.
    #[error("the disk is full")]
    DiskFull,
    /// The file or folder may not be written.
    #[error("the database may not be written")]
    ReadOnly,
    /// The file is damaged: restore a backup, or let `doctor` say how much is well.
    #[error("the database is damaged")]
    Corrupt,
    /// Another program holds the file.
    #[error("another program holds the database")]
    Busy,
    /// The disk could not be read or written.
    #[error("the disk could not be read or written")]
    Io,
    /// A fault of ours.
    #[error("the database refused a statement: {0}")]
    Statement(rusqlite::Error),
}

impl From<rusqlite::Error> for SqliteError {
    fn from(error: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(failure, _) = &error else { return Self::Statement(error) };
        match (failure.code, failure.extended_code) {
            (_, IOERR_SHMSIZE) | (ErrorCode::DiskFull, _) => Self::DiskFull,
            (ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied, _) => Self::ReadOnly,
            (_, IOERR_CORRUPTFS) | (ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase, _) => Self::Corrupt,
            (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Self::Busy,
            (ErrorCode::SystemIoFailure, _) => Self::Io,
            _ => Self::Statement(error),
        }
    }
}

impl From<std::io::Error> for SqliteError {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            _ => Self::Io,
        }
    }
}
