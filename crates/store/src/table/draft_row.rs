//! The table `draft_row`: one sealed row for each answer of a draft, each list of instances, and the summary. Its id is a
//! keyed hash of what it is about.

use pana_model::InterviewId;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use crate::disk::StoreError;

pub(crate) fn put(
    sql: &Transaction<'_>,
    interview: InterviewId,
    row_id: [u8; 16],
    sealed: &[u8],
) -> Result<(), StoreError> {
    sql.prepare_cached(
        "INSERT INTO draft_row (interview, row_id, sealed) VALUES (?1, ?2, ?3)
         ON CONFLICT (interview, row_id) DO UPDATE SET sealed = excluded.sealed",
    )?
    .execute(params![interview.as_bytes(), row_id, sealed])?;
    Ok(())
}

pub(crate) fn delete(sql: &Transaction<'_>, interview: InterviewId, row_id: [u8; 16]) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM draft_row WHERE interview = ?1 AND row_id = ?2")?
        .execute(params![interview.as_bytes(), row_id])?;
    Ok(())
}

pub(crate) fn read(sql: &Connection, interview: InterviewId, row_id: [u8; 16]) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT sealed FROM draft_row WHERE interview = ?1 AND row_id = ?2")?;
    Ok(statement.query_row(params![interview.as_bytes(), row_id], |row| row.get(0)).optional()?)
}

/// A row's id and what it holds.
pub(crate) type Sealed = ([u8; 16], Vec<u8>);

/// All rows of a draft.
pub(crate) fn all(sql: &Connection, interview: InterviewId) -> Result<Vec<Sealed>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT row_id, sealed FROM draft_row WHERE interview = ?1")?;
    let rows = statement.query_map([interview.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
