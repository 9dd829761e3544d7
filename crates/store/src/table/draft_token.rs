//! The table `draft_token`: search keys of unfinished interviews of the centre stream. A few people at any time.

use std::collections::BTreeSet;

use pana_casework::head_of;
use pana_model::{CaseId, InterviewId};
use rusqlite::{Connection, Transaction, params};

use super::search_key::{KeyFound, Matched, Range, ScanStep};
use crate::disk::StoreError;

/// Replaces a draft's keys.
pub(crate) fn replace(
    sql: &Transaction<'_>,
    interview: InterviewId,
    case: CaseId,
    tokens: impl Iterator<Item = (Matched, String)>,
) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM draft_token WHERE interview = ?1")?.execute([interview.as_bytes()])?;
    let mut insert = sql.prepare_cached(
        "INSERT OR IGNORE INTO draft_token (interview, kind, token, subject) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (kind, token) in tokens {
        insert.execute(params![interview.as_bytes(), kind as u8, token, case.as_bytes()])?;
    }
    Ok(())
}

/// Deletes the keys by which a case is found.
pub(crate) fn delete_of(sql: &Transaction<'_>, case: CaseId) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM draft_token WHERE subject = ?1")?.execute([case.as_bytes()])?;
    Ok(())
}

/// Every key in a range, in order, until `work` breaks off.
pub(crate) fn scan(sql: &Connection, range: &Range, mut work: impl FnMut(KeyFound<'_>) -> ScanStep) -> ScanStep {
    let mut statement = sql.prepare_cached(
        "SELECT subject, token FROM draft_token INDEXED BY draft_token_by_token
         WHERE kind = ?1 AND token >= ?2 AND token < ?3 ORDER BY token",
    )?;
    let mut rows = statement.query(params![range.kind as u8, range.from, range.to])?;
    while let Some(row) = rows.next()? {
        let Ok(key) = row.get_ref(1)?.as_str() else { continue };
        let step = work(KeyFound { case: CaseId::from_bytes(row.get(0)?), key })?;
        if step.is_break() {
            return Ok(step);
        }
    }
    Ok(std::ops::ControlFlow::Continue(()))
}

/// The heads of names in unfinished interviews, at most so many.
pub(crate) fn heads(sql: &Connection, most: usize) -> Result<BTreeSet<String>, StoreError> {
    let mut statement =
        sql.prepare_cached("SELECT DISTINCT token FROM draft_token WHERE kind = ?1 ORDER BY token LIMIT ?2")?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = statement.query_map(params![Matched::Name as u8, most], |row| row.get::<_, String>(0))?;
    Ok(rows.collect::<Result<Vec<String>, _>>()?.iter().map(|key| head_of(key).to_owned()).collect())
}
