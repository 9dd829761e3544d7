//! The table `view_token`: search keys of people, with when their person was changed last, so that those found are put
//! in order without a look at each row. A prefix is a range of the primary key.

use std::collections::BTreeSet;

use pana_casework::{CaseNumber, Matched};
use pana_model::CaseId;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use super::search_key::{KeyFound, Range, ScanStep};
use crate::disk::StoreError;

pub(super) const NAME: &str = "view_token";

/// Replaces a person's keys.
pub(crate) fn replace(
    sql: &Transaction<'_>,
    case: CaseId,
    tokens: &BTreeSet<(Matched, String)>,
    changed_hlc: i64,
) -> Result<(), StoreError> {
    sql.prepare_cached(
        "DELETE FROM view_token WHERE (kind, token, subject) IN
             (SELECT kind, token, subject FROM view_token INDEXED BY view_token_by_subject WHERE subject = ?1)",
    )?
    .execute([case.as_bytes()])?;
    let mut insert =
        sql.prepare_cached("INSERT INTO view_token (kind, token, subject, changed_hlc) VALUES (?1, ?2, ?3, ?4)")?;
    for (kind, token) in tokens {
        insert.execute(params![*kind as u8, token, case.as_bytes(), changed_hlc])?;
    }
    Ok(())
}

/// A key of a person with when they were changed last, as a replay gathers them.
pub(crate) type Row = (Matched, String, CaseId, i64);

/// Writes keys of many people into the emptied table: in the order of its own key each page is written once.
pub(crate) fn insert_all(sql: &Transaction<'_>, mut rows: Vec<Row>) -> Result<(), StoreError> {
    rows.sort_unstable();
    let mut insert =
        sql.prepare_cached("INSERT INTO view_token (kind, token, subject, changed_hlc) VALUES (?1, ?2, ?3, ?4)")?;
    for (kind, token, case, changed_hlc) in rows {
        insert.execute(params![kind as u8, token, case.as_bytes(), changed_hlc])?;
    }
    Ok(())
}

/// Notes a later change with a person's keys.
pub(crate) fn set_changed(sql: &Transaction<'_>, case: CaseId, hlc: i64) -> Result<(), StoreError> {
    sql.prepare_cached(
        "UPDATE view_token SET changed_hlc = ?2
         WHERE (kind, token, subject) IN
             (SELECT kind, token, subject FROM view_token INDEXED BY view_token_by_subject WHERE subject = ?1)",
    )?
    .execute(params![case.as_bytes(), hlc])?;
    Ok(())
}

/// Every key in a range, in order, with when its person was changed last, until `work` breaks off.
pub(crate) fn scan(sql: &Connection, range: &Range, mut work: impl FnMut(KeyFound, i64) -> ScanStep) -> ScanStep {
    let mut statement = sql.prepare_cached(
        "SELECT subject, token, changed_hlc FROM view_token
         WHERE kind = ?1 AND token >= ?2 AND token < ?3 ORDER BY token",
    )?;
    let mut rows = statement.query(params![range.kind as u8, range.from, range.to])?;
    while let Some(row) = rows.next()? {
        let exact = row.get_ref(1)?.as_str().is_ok_and(|token| token == range.from);
        let step = work(KeyFound { case: CaseId::from_bytes(row.get(0)?), exact }, row.get(2)?)?;
        if step.is_break() {
            return Ok(step);
        }
    }
    Ok(std::ops::ControlFlow::Continue(()))
}

/// Has the person a key in the range, and if so, is the first one the whole of it?
pub(crate) fn fits(sql: &Connection, case: CaseId, range: &Range) -> Result<Option<bool>, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT token FROM view_token INDEXED BY view_token_by_subject
         WHERE subject = ?1 AND kind = ?2 AND token >= ?3 AND token < ?4 ORDER BY token LIMIT 1",
    )?;
    let mut rows = statement.query(params![case.as_bytes(), range.kind as u8, range.from, range.to])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some(row.get_ref(0)?.as_str().is_ok_and(|token| token == range.from)))
}

/// How many keys there are in a range, counted no further than `most`.
pub(crate) fn count_up_to(sql: &Connection, range: &Range, most: usize) -> Result<usize, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT count(*) FROM
             (SELECT 1 FROM view_token WHERE kind = ?1 AND token >= ?2 AND token < ?3 LIMIT ?4)",
    )?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let many: i64 = statement.query_row(params![range.kind as u8, range.from, range.to, most], |row| row.get(0))?;
    Ok(usize::try_from(many).unwrap_or(usize::MAX))
}

/// The case with this number.
pub(crate) fn case_of_number(sql: &Connection, number: CaseNumber) -> Result<Option<CaseId>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT subject FROM view_token WHERE kind = ?1 AND token = ?2")?;
    let row = statement.query_row(params![Matched::Number as u8, number.search_key()], |row| row.get(0));
    Ok(row.optional()?.map(CaseId::from_bytes))
}
