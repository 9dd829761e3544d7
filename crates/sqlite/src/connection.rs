//! Opening a database under its key.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use pana_model::Secret;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::SqliteError;

/// How long a statement waits for another program before it is [`SqliteError::Busy`].
const BUSY: Duration = Duration::from_secs(5);
/// Pages in the WAL after which SQLite checkpoints by itself.
const AUTOCHECKPOINT_PAGES: u32 = 1_000;

/// Opens the database at `path`, or makes it when there is none, and sets it up as the crate's head says.
///
/// # Errors
/// [`SqliteError::WrongKey`] when the file is there and the key does not open it; [`SqliteError::ReadOnly`],
/// [`SqliteError::DiskFull`], [`SqliteError::Busy`] and [`SqliteError::Io`] as they happen. Nothing is changed then.
pub fn open_keyed(path: &Path, key: &Secret<[u8; 32]>) -> Result<Connection, SqliteError> {
    let _anchor = anchor();
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.execute_batch("PRAGMA cipher_log_level = NONE; PRAGMA cipher_memory_security = ON;")?;
    connection.execute_batch(with_key("PRAGMA key = ", key).expose())?; // EXPOSE: SQLite takes a key only as a statement.
    connection.busy_timeout(BUSY)?;
    // Else a statement that limits its rows by a parameter is compiled anew whenever that is bound, and each piece of
    // memory that this takes is locked and wiped.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.execute_batch("PRAGMA cipher_compatibility = 4; PRAGMA locking_mode = EXCLUSIVE;")?;
    probe(&connection)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA fullfsync = ON;
         PRAGMA checkpoint_fullfsync = ON;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA mmap_size = 0;
         PRAGMA cache_size = -16384;",
    )?;
    connection.pragma_update(None, "wal_autocheckpoint", AUTOCHECKPOINT_PAGES)?;
    connection.set_prepared_statement_cache_capacity(96);
    Ok(connection)
}

/// Verifies the HMAC of every page and the structure of every table. Returns what is wrong; empty when all is well.
/// The WAL is moved into the file first: the check reads the file alone, in which a checkpoint that was cut off leaves
/// pages that are only whole in the WAL. Where that cannot be done (a full disk), the structure alone is looked at.
///
/// # Errors
/// As any statement.
pub fn check_integrity(connection: &Connection) -> Result<Vec<String>, SqliteError> {
    let mut problems = Vec::new();
    let pages = checkpoint(connection).is_ok().then_some("PRAGMA cipher_integrity_check");
    for pragma in pages.into_iter().chain(["PRAGMA quick_check"]) {
        let mut statement = connection.prepare(pragma)?;
        let mut rows = statement.query([])?;
        loop {
            match rows.next() {
                Ok(Some(row)) => {
                    let line: String = row.get(0)?;
                    if line != "ok" {
                        problems.push(line);
                    }
                }
                Ok(None) => break,
                Err(error) => {
                    problems.push(SqliteError::from(error).to_string());
                    break;
                }
            }
        }
    }
    Ok(problems)
}

/// Moves the WAL into the database and cuts it to nothing, so that deleted content is gone from both.
///
/// # Errors
/// As any statement.
pub fn checkpoint(connection: &Connection) -> Result<(), SqliteError> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).map_err(SqliteError::from)
}

/// SQLCipher sets its provider up for the first keyed connection and tears it down after the last, and the two may meet
/// when one thread closes while another opens: then a right key is refused. So one keyed connection (of an empty
/// database in memory) stays open for the life of the process, and connections are opened one at a time.
fn anchor() -> MutexGuard<'static, Option<Connection>> {
    static ANCHOR: Mutex<Option<Connection>> = Mutex::new(None);
    let mut anchor = ANCHOR.lock().unwrap_or_else(PoisonError::into_inner);
    if anchor.is_none() {
        let keyed = Connection::open_in_memory().and_then(|connection| {
            connection.execute_batch("PRAGMA cipher_log_level = NONE; PRAGMA key = 'anchor';")?;
            Ok(connection)
        });
        *anchor = keyed.ok();
    }
    anchor
}

/// The first read: here a wrong key shows.
fn probe(connection: &Connection) -> Result<(), SqliteError> {
    match connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0)) {
        Ok(_) => Ok(()),
        Err(rusqlite::Error::SqliteFailure(failure, _)) if failure.code == ErrorCode::NotADatabase => {
            Err(SqliteError::WrongKey)
        }
        Err(error) => Err(error.into()),
    }
}

/// A statement that ends in the raw key.
pub(crate) fn with_key(before: &str, key: &Secret<[u8; 32]>) -> Secret<String> {
    let mut statement = String::with_capacity(before.len().saturating_add(70));
    statement.push_str(before);
    statement.push_str("\"x'");
    // EXPOSE: the raw key goes to SQLCipher as hexadecimal digits; the text is wiped when it is dropped.
    for byte in key.expose() {
        let _ = write!(statement, "{byte:02x}");
    }
    statement.push_str("'\"");
    Secret::new(statement)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> Secret<[u8; 32]> {
        Secret::new([byte; 32])
    }

    fn made(folder: &Path) -> std::path::PathBuf {
        let path = folder.join("t.db");
        let connection = open_keyed(&path, &key(1)).unwrap();
        connection.execute_batch("CREATE TABLE t (x TEXT NOT NULL) STRICT").unwrap();
        for n in 0..400 {
            connection
                .execute("INSERT INTO t (x) VALUES (?1)", [format!("plantedmarker {n} {}", "x".repeat(200))])
                .unwrap();
        }
        path
    }

    #[test]
    fn a_wrong_key_opens_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = made(folder.path());
        assert!(matches!(open_keyed(&path, &key(2)), Err(SqliteError::WrongKey)));
        let connection = open_keyed(&path, &key(1)).unwrap();
        assert_eq!(connection.query_row("SELECT count(*) FROM t", [], |row| row.get::<_, i64>(0)).unwrap(), 400);
    }

    #[test]
    fn settings_hold() {
        let folder = tempfile::tempdir().unwrap();
        let connection = open_keyed(&folder.path().join("t.db"), &key(1)).unwrap();
        for (pragma, expected) in [
            ("journal_mode", "wal"),
            ("synchronous", "2"),
            ("foreign_keys", "1"),
            ("secure_delete", "1"),
            ("temp_store", "2"),
            ("locking_mode", "exclusive"),
            ("cipher_memory_security", "1"),
        ] {
            let value: rusqlite::types::Value =
                connection.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get(0)).unwrap();
            let shown = match value {
                rusqlite::types::Value::Integer(n) => n.to_string(),
                rusqlite::types::Value::Text(text) => text,
                other => format!("{other:?}"),
            };
            assert_eq!(shown, expected, "{pragma}");
        }
        assert!(!folder.path().join("t.db-shm").exists(), "the WAL index stays in memory");
    }

    #[test]
    fn a_statement_is_compiled_once_whatever_is_bound_to_it() {
        let folder = tempfile::tempdir().unwrap();
        let connection = open_keyed(&made(folder.path()), &key(1)).unwrap();
        let mut statement = connection.prepare("SELECT x FROM t WHERE x >= ?1 ORDER BY x LIMIT ?2").unwrap();
        for many in [3_i64, 7, 3] {
            let rows = statement.query_map(rusqlite::params!["a", many], |row| row.get::<_, String>(0)).unwrap();
            assert_eq!(i64::try_from(rows.count()), Ok(many));
        }
        assert_eq!(statement.get_status(rusqlite::StatementStatus::RePrepare), 0);
    }

    #[test]
    fn nothing_lies_in_clear_in_the_files() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.db");
        let connection = open_keyed(&path, &key(1)).unwrap();
        connection
            .execute_batch("CREATE TABLE t (x TEXT NOT NULL) STRICT; INSERT INTO t VALUES ('plantedmarker');")
            .unwrap();
        for entry in std::fs::read_dir(folder.path()).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            assert!(!bytes.windows(13).any(|window| window == b"plantedmarker"));
        }
    }

    #[test]
    fn a_flipped_bit_is_an_error_and_never_another_answer() {
        let folder = tempfile::tempdir().unwrap();
        let path = made(folder.path());
        let mut bytes = std::fs::read(&path).unwrap();
        let at = bytes.len() / 2;
        bytes[at] ^= 1;
        std::fs::write(&path, bytes).unwrap();
        let connection = open_keyed(&path, &key(1)).unwrap();
        assert!(!check_integrity(&connection).unwrap().is_empty());
        let read: Result<i64, SqliteError> =
            connection.query_row("SELECT sum(length(x)) FROM t", [], |row| row.get(0)).map_err(SqliteError::from);
        assert!(matches!(read, Err(SqliteError::Corrupt | SqliteError::Io)), "{read:?}");
    }

    #[test]
    fn a_folder_that_is_not_there_cannot_be_written() {
        let folder = tempfile::tempdir().unwrap();
        let opened = open_keyed(&folder.path().join("gone").join("t.db"), &key(1));
        assert!(matches!(opened, Err(SqliteError::ReadOnly)));
    }

    #[test]
    fn what_is_checkpointed_is_out_of_the_wal() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.db");
        let connection = open_keyed(&path, &key(1)).unwrap();
        connection.execute_batch("CREATE TABLE t (x TEXT NOT NULL) STRICT; INSERT INTO t VALUES ('a');").unwrap();
        checkpoint(&connection).unwrap();
        assert_eq!(std::fs::metadata(folder.path().join("t.db-wal")).unwrap().len(), 0);
        assert!(check_integrity(&connection).unwrap().is_empty());
    }
}
