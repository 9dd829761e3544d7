//! The table `view_access_many`: looks at many cases at once, as an export is, in the centre stream; a row for each event.

use std::collections::BTreeSet;

use pana_model::{CaseId, EventRef};
use rusqlite::{Connection, Row, Transaction, params};

use super::view_access::{self, AccessEntry};
use crate::disk::StoreError;

pub(super) const NAME: &str = "view_access_many";

/// Bytes of a case's id.
const ID: usize = 16;

/// Writes the same look at all of these cases, named by the event that says so; none where there is no case.
pub(crate) fn insert(
    sql: &Transaction<'_>,
    event: EventRef,
    cases: &BTreeSet<CaseId>,
    entry: &AccessEntry,
) -> Result<(), StoreError> {
    let (Some(first), Some(last)) = (cases.first(), cases.last()) else { return Ok(()) };
    let ids: Vec<u8> = cases.iter().flat_map(|case| *case.as_bytes()).collect();
    sql.prepare_cached(
        "INSERT OR IGNORE INTO view_access_many (event, first, last, at_ms, action, member, interview, note, cases)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        event.as_bytes(),
        first.as_bytes(),
        last.as_bytes(),
        entry.at_ms,
        entry.action,
        entry.member.as_bytes(),
        view_access::interview_bytes(entry),
        entry.note,
        ids,
    ])?;
    Ok(())
}

/// The looks at many cases of which this is one, the latest first. O(events of such looks) in the index; a row is read where
/// the case lies between its first and its last.
pub(super) fn read(sql: &Connection, case: CaseId) -> Result<Vec<AccessEntry>, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT at_ms, member, action, interview, note, cases FROM view_access_many
         WHERE first <= ?1 AND last >= ?1 ORDER BY at_ms DESC, event",
    )?;
    let is_among = |row: &Row<'_>| -> rusqlite::Result<bool> {
        let ids = row.get_ref(5)?.as_blob()?;
        Ok(ids.chunks_exact(ID).any(|id| id == case.as_bytes()))
    };
    let mut rows = statement.query([case.as_bytes()])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        if is_among(row)? {
            entries.push(view_access::entry(row)?);
        }
    }
    Ok(entries)
}
