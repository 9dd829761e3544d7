//! The table `draft`: interviews that are not finished. Of the protected stream not even the case is in clear: `address`
//! holds it sealed under the epoch.

use pana_model::{CaseId, InterviewId};
use pana_wire::EpochId;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use crate::disk::StoreError;
use crate::log::Stream;
use crate::log::stream::{code, from_code};

/// Where a draft lies.
pub(crate) struct DraftRow {
    pub(crate) stream: Stream,
    pub(crate) epoch: EpochId,
    pub(crate) address: Vec<u8>,
    pub(crate) changed_ms: i64,
    /// Under which of its subject's keys it lies; empty: the only one there was.
    pub(crate) key_id: Vec<u8>,
}

/// Writes a new draft. `subject`: the case, where it may stand in clear.
pub(crate) fn insert(
    sql: &Transaction<'_>,
    interview: InterviewId,
    subject: Option<CaseId>,
    row: &DraftRow,
) -> Result<(), StoreError> {
    sql.execute(
        "INSERT INTO draft (interview, stream, subject, epoch, address, changed_ms, revision, key_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7)",
        params![
            interview.as_bytes(),
            code(row.stream),
            subject.as_ref().map(CaseId::as_bytes),
            row.epoch.as_bytes(),
            row.address,
            row.changed_ms,
            row.key_id,
        ],
    )?;
    Ok(())
}

/// Notes a change.
pub(crate) fn touch(sql: &Transaction<'_>, interview: InterviewId, changed_ms: i64) -> Result<(), StoreError> {
    sql.prepare_cached("UPDATE draft SET changed_ms = ?2, revision = revision + 1 WHERE interview = ?1")?
        .execute(params![interview.as_bytes(), changed_ms])?;
    Ok(())
}

/// Deletes a draft with all that hangs on it; [`StoreError::UnknownInterview`] when there is none.
pub(crate) fn delete(sql: &Transaction<'_>, interview: InterviewId) -> Result<(), StoreError> {
    let gone = sql.execute("DELETE FROM draft WHERE interview = ?1", [interview.as_bytes()])?;
    if gone == 0 { Err(StoreError::UnknownInterview) } else { Ok(()) }
}

/// Deletes all drafts that name this case in clear.
pub(crate) fn delete_of(sql: &Transaction<'_>, case: CaseId) -> Result<(), StoreError> {
    sql.execute("DELETE FROM draft WHERE subject = ?1", [case.as_bytes()])?;
    Ok(())
}

/// In a query of cases, of which `case` is the column: no draft names the case in clear.
pub(super) fn names_not(case: &str) -> String {
    format!("NOT EXISTS (SELECT 1 FROM draft WHERE draft.subject = {case})")
}

pub(crate) fn exists(sql: &Connection, interview: InterviewId) -> Result<bool, StoreError> {
    Ok(sql.prepare_cached("SELECT 1 FROM draft WHERE interview = ?1")?.exists([interview.as_bytes()])?)
}

pub(crate) fn read(sql: &Connection, interview: InterviewId) -> Result<Option<DraftRow>, StoreError> {
    let mut statement =
        sql.prepare_cached("SELECT stream, epoch, address, changed_ms, key_id FROM draft WHERE interview = ?1")?;
    let row = statement
        .query_row([interview.as_bytes()], |row| {
            Ok((row.get(0)?, EpochId::from_bytes(row.get(1)?), row.get(2)?, row.get(3)?, row.get(4)?))
        })
        .optional()?;
    let Some((stream, epoch, address, changed_ms, key_id)) = row else { return Ok(None) };
    Ok(Some(DraftRow { stream: from_code(stream)?, epoch, address, changed_ms, key_id }))
}

/// All drafts, the one changed last first.
pub(crate) fn all(sql: &Connection) -> Result<Vec<InterviewId>, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT interview FROM draft WHERE length(interview) = 16 ORDER BY changed_ms DESC, interview",
    )?;
    let rows = statement.query_map([], |row| row.get(0).map(InterviewId::from_bytes))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many rows there are that are no drafts of ours: their ids are of another length.
pub(crate) fn nameless(sql: &Connection) -> Result<u32, StoreError> {
    Ok(sql.query_row("SELECT count(*) FROM draft WHERE length(interview) <> 16", [], |row| row.get(0))?)
}

/// Is there a draft that names this case in clear?
pub(crate) fn exists_of(sql: &Connection, case: CaseId) -> Result<bool, StoreError> {
    Ok(sql.prepare_cached("SELECT 1 FROM draft WHERE subject = ?1")?.exists([case.as_bytes()])?)
}

/// When a draft was last made durable; `None` when there is none.
pub(crate) fn last_change(sql: &Connection) -> Result<Option<i64>, StoreError> {
    Ok(sql.query_row("SELECT max(changed_ms) FROM draft", [], |row| row.get(0))?)
}
