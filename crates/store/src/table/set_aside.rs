//! The table `set_aside`: bytes that came and are no envelope of this centre, as they came, with the reason. It is no view: the
//! log has no place for them.

use rusqlite::{Connection, Transaction, params};

use crate::disk::StoreError;

/// Keeps bytes; the same bytes again change nothing.
pub(crate) fn put(sql: &Transaction<'_>, raw: &[u8], reason: &str, came_ms: i64) -> Result<(), StoreError> {
    sql.prepare_cached(
        "INSERT INTO set_aside (id, raw, reason, came_ms) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (id) DO NOTHING",
    )?
    .execute(params![blake3::hash(raw).as_bytes(), raw, reason, came_ms])?;
    Ok(())
}

/// How many there are.
pub(crate) fn count(sql: &Connection) -> Result<u32, StoreError> {
    Ok(sql.query_row("SELECT count(*) FROM set_aside", [], |row| row.get(0))?)
}
