//! The table `view_verdict`: events of the centre stream that do not count, and why. Those that count have no row.

use pana_model::EventRef;
use rusqlite::{Connection, Transaction, params};

use crate::disk::StoreError;

pub(super) const NAME: &str = "view_verdict";

/// Notes why an event does not count. `missing`: what it waits for, if it waits.
pub(crate) fn put(
    sql: &Transaction<'_>,
    event: &[u8; 32],
    reason: &str,
    missing: Option<EventRef>,
) -> Result<(), StoreError> {
    let missing = missing.map(|event| event.as_bytes().to_vec()).unwrap_or_default();
    sql.prepare_cached(
        "INSERT INTO view_verdict (event_id, reason, missing) VALUES (?1, ?2, ?3)
         ON CONFLICT (event_id) DO UPDATE SET reason = excluded.reason, missing = excluded.missing",
    )?
    .execute(params![event, reason, missing])?;
    Ok(())
}

pub(crate) fn delete(sql: &Transaction<'_>, event: &[u8; 32]) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM view_verdict WHERE event_id = ?1")?.execute([event])?;
    Ok(())
}

/// All of them, with their reasons.
pub(crate) fn all(sql: &Connection) -> Result<Vec<([u8; 32], String)>, StoreError> {
    let mut statement = sql.prepare("SELECT event_id, reason FROM view_verdict ORDER BY event_id")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The events that do not count for this reason.
pub(crate) fn with(sql: &Connection, reason: &str) -> Result<Vec<[u8; 32]>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT event_id FROM view_verdict WHERE reason = ?1 ORDER BY event_id")?;
    let rows = statement.query_map([reason], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many there are.
pub(crate) fn count(sql: &Connection) -> Result<u32, StoreError> {
    Ok(sql.query_row("SELECT count(*) FROM view_verdict", [], |row| row.get(0))?)
}

/// The events that wait for this one.
pub(crate) fn waiting_for(sql: &Connection, event: EventRef) -> Result<Vec<[u8; 32]>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT event_id FROM view_verdict WHERE missing = ?1")?;
    let rows = statement.query_map([event.as_bytes().as_slice()], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
