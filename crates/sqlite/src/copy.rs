//! The whole database written anew under another key.
//!
//! A copy beside the old file and not SQLCipher's own change of key in place: until the caller renames it over, the old
//! file is whole and opens under the old key, however the work ends; and what the old file still held of deleted rows is
//! not carried over.

use std::fs::OpenOptions;
use std::path::Path;

use pana_model::Secret;
use rusqlite::Connection;

use crate::SqliteError;
use crate::connection::with_key;

/// Writes everything that `connection` sees to a new file at `path` under `key`, and syncs it. What lies at `path` is
/// replaced. O(size of the database).
///
/// # Errors
/// [`SqliteError::DiskFull`], [`SqliteError::ReadOnly`], [`SqliteError::Corrupt`] when a page does not read; nothing is
/// left at `path` then.
pub fn copy_under(connection: &Connection, path: &Path, key: &Secret<[u8; 32]>) -> Result<(), SqliteError> {
    clear(path)?;
    let copied = attach(connection, path, key).and_then(|()| {
        let copied =
            connection.query_row("SELECT sqlcipher_export('fresh')", [], |_| Ok(())).map_err(SqliteError::from);
        let closed = connection.execute_batch("DETACH DATABASE fresh").map_err(SqliteError::from);
        copied.and(closed)
    });
    let synced = copied.and_then(|()| Ok(OpenOptions::new().write(true).open(path)?.sync_all()?));
    if synced.is_err() {
        // The first failure is what is told.
        let _ = clear(path);
    }
    synced
}

fn attach(connection: &Connection, path: &Path, key: &Secret<[u8; 32]>) -> Result<(), SqliteError> {
    let place = path.to_str().ok_or(SqliteError::Io)?;
    let statement = with_key("ATTACH DATABASE ?1 AS fresh KEY ", key);
    // EXPOSE: SQLite takes a key only as a statement.
    connection.execute(statement.expose(), [place])?;
    // A power loss ends the copy, which is then begun anew; only the end of it has to be on the disk.
    connection.execute_batch("PRAGMA fresh.journal_mode = OFF; PRAGMA fresh.synchronous = OFF;")?;
    Ok(())
}

fn clear(path: &Path) -> Result<(), SqliteError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{check_integrity, open_keyed};

    fn key(byte: u8) -> Secret<[u8; 32]> {
        Secret::new([byte; 32])
    }

    #[test]
    fn a_copy_opens_under_its_own_key_alone_and_holds_everything() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join("a.db"), folder.path().join("b.db"));
        let connection = open_keyed(&old, &key(1)).unwrap();
        connection
            .execute_batch(
                "CREATE TABLE t (x TEXT NOT NULL, y BLOB, PRIMARY KEY (x)) STRICT, WITHOUT ROWID;
                 CREATE INDEX t_y ON t (y) WHERE y IS NOT NULL;
                 INSERT INTO t VALUES ('а', x'00ff'), ('ә', NULL);",
            )
            .unwrap();
        let schema = "SELECT group_concat(sql, ';') FROM sqlite_schema ORDER BY name";
        let read = |connection: &Connection, sql: &str| connection.query_row(sql, [], |row| row.get::<_, String>(0));
        let made = read(&connection, schema).unwrap();
        std::fs::write(&new, "something that lay here").unwrap();
        copy_under(&connection, &new, &key(2)).unwrap();
        assert_eq!(read(&connection, "SELECT group_concat(x) FROM t").unwrap(), "а,ә", "the old one goes on");
        assert!(matches!(open_keyed(&new, &key(1)), Err(SqliteError::WrongKey)));
        let copy = open_keyed(&new, &key(2)).unwrap();
        assert_eq!(read(&copy, schema).unwrap(), made);
        assert_eq!(read(&copy, "SELECT group_concat(x || hex(y)) FROM t").unwrap(), "а00FF,ә");
        assert!(check_integrity(&copy).unwrap().is_empty());
    }

    #[test]
    fn a_copy_that_cannot_be_written_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let connection = open_keyed(&folder.path().join("a.db"), &key(1)).unwrap();
        connection.execute_batch("CREATE TABLE t (x TEXT NOT NULL) STRICT").unwrap();
        let gone = folder.path().join("gone").join("b.db");
        assert!(copy_under(&connection, &gone, &key(2)).is_err());
        assert!(!gone.exists());
        assert_eq!(connection.query_row("SELECT count(*) FROM t", [], |row| row.get::<_, i64>(0)).unwrap(), 0);
    }
}
