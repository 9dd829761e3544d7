//! The table `set_aside`: bytes that came and have no place in the log, as they came, with the reason: no envelopes of this
//! centre, copies that their device did not sign, and envelopes of devices that are not known yet. It is no view.

use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use crate::disk::StoreError;

/// The word for an envelope of a device that is not known here yet: it is looked at again when more is known.
pub(crate) const UNKNOWN_DEVICE: &str = "unknown-device";

/// Keeps bytes; the same bytes again change nothing but the reason.
pub(crate) fn put(sql: &Transaction<'_>, raw: &[u8], reason: &str, came_ms: i64) -> Result<(), StoreError> {
    sql.prepare_cached(
        "INSERT INTO set_aside (id, raw, reason, came_ms) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (id) DO UPDATE SET reason = excluded.reason",
    )?
    .execute(params![blake3::hash(raw).as_bytes(), raw, reason, came_ms])?;
    Ok(())
}

/// Are these bytes here?
pub(crate) fn holds(sql: &Connection, raw: &[u8]) -> Result<bool, StoreError> {
    let mut statement = sql.prepare_cached("SELECT 1 FROM set_aside WHERE id = ?1")?;
    Ok(statement.exists([blake3::hash(raw).as_bytes()])?)
}

/// So many bytes a row takes beside what it holds.
pub(crate) const ROW: u64 = 128;

/// How many bytes lie here, of what waits for its device or of the rest. O(rows).
pub(crate) fn bytes(sql: &Connection, waits: bool) -> Result<u64, StoreError> {
    let query = "SELECT count(*), coalesce(sum(length(raw)), 0) FROM set_aside WHERE (reason = ?1) = ?2";
    let (rows, sum): (i64, i64) =
        sql.prepare_cached(query)?.query_row(params![UNKNOWN_DEVICE, waits], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let [rows, sum] = [rows, sum].map(|number| u64::try_from(number).unwrap_or_default());
    Ok(rows.saturating_mul(ROW).saturating_add(sum))
}

/// How many wait until their device is known. O(rows).
pub(crate) fn waiting_count(sql: &Connection) -> Result<u32, StoreError> {
    let mut statement = sql.prepare_cached("SELECT count(*) FROM set_aside WHERE reason = ?1")?;
    Ok(statement.query_row([UNKNOWN_DEVICE], |row| row.get(0))?)
}

/// Lets go of bytes that have their place in the log now.
pub(crate) fn delete(sql: &Transaction<'_>, raw: &[u8]) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM set_aside WHERE id = ?1")?.execute([blake3::hash(raw).as_bytes()])?;
    Ok(())
}

/// All of them as they came.
pub(crate) fn all_raw(sql: &Connection) -> Result<Vec<Vec<u8>>, StoreError> {
    let mut statement = sql.prepare("SELECT raw FROM set_aside ORDER BY id")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What waits until its device is known.
pub(crate) fn waiting(sql: &Connection) -> Result<Vec<Vec<u8>>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT raw FROM set_aside WHERE reason = ?1 ORDER BY id")?;
    let rows = statement.query_map([UNKNOWN_DEVICE], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// All of them: by what they are named, and why they are here. A row that no program of ours wrote is none.
pub(crate) fn all(sql: &Connection) -> Result<Vec<([u8; 32], String)>, StoreError> {
    let mut statement = sql.prepare("SELECT id, reason FROM set_aside WHERE length(id) = 32 ORDER BY id")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The bytes as they came.
pub(crate) fn raw(sql: &Connection, id: &[u8; 32]) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT raw FROM set_aside WHERE id = ?1")?;
    Ok(statement.query_row([id], |row| row.get(0)).optional()?)
}

/// How many there are.
pub(crate) fn count(sql: &Connection) -> Result<u32, StoreError> {
    Ok(sql.query_row("SELECT count(*) FROM set_aside", [], |row| row.get(0))?)
}
