//! The table `view_case`: one narrow row for each case, because lists read it.

use pana_model::CaseId;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use crate::disk::StoreError;

pub(super) const NAME: &str = "view_case";

/// What lists say of a case.
pub(crate) struct CaseRow {
    pub(crate) number: String,
    pub(crate) name: String,
    pub(crate) birth: String,
    pub(crate) opened_hlc: i64,
    pub(crate) changed_hlc: i64,
}

pub(crate) fn put(sql: &Transaction<'_>, case: CaseId, row: &CaseRow) -> Result<(), StoreError> {
    sql.prepare_cached(
        "INSERT INTO view_case (subject, number, name, birth, opened_hlc, changed_hlc)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (subject) DO UPDATE SET number = excluded.number, name = excluded.name, birth = excluded.birth,
             opened_hlc = excluded.opened_hlc, changed_hlc = excluded.changed_hlc",
    )?
    .execute(params![case.as_bytes(), row.number, row.name, row.birth, row.opened_hlc, row.changed_hlc])?;
    Ok(())
}

/// Notes a later change. A case whose opening has not come yet has no row, and gets none by this.
pub(crate) fn set_changed(sql: &Transaction<'_>, case: CaseId, hlc: i64) -> Result<(), StoreError> {
    sql.prepare_cached("UPDATE view_case SET changed_hlc = ?2 WHERE subject = ?1")?
        .execute(params![case.as_bytes(), hlc])?;
    Ok(())
}

pub(crate) fn read(sql: &Connection, case: CaseId) -> Result<Option<CaseRow>, StoreError> {
    let mut statement =
        sql.prepare_cached("SELECT number, name, birth, opened_hlc, changed_hlc FROM view_case WHERE subject = ?1")?;
    let row = statement.query_row([case.as_bytes()], |row| {
        Ok(CaseRow {
            number: row.get(0)?,
            name: row.get(1)?,
            birth: row.get(2)?,
            opened_hlc: row.get(3)?,
            changed_hlc: row.get(4)?,
        })
    });
    Ok(row.optional()?)
}

/// In a query of rows `held` that name their case: its number, where it has a row.
pub(crate) const NUMBER_OF_HELD: &str = "(SELECT number FROM view_case WHERE view_case.subject = held.subject)";

/// The cases changed last, the latest first.
pub(crate) fn recent(sql: &Connection, limit: usize) -> Result<Vec<CaseId>, StoreError> {
    let mut statement =
        sql.prepare_cached("SELECT subject FROM view_case ORDER BY changed_hlc DESC, subject LIMIT ?1")?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = statement.query_map([limit], |row| row.get(0).map(CaseId::from_bytes))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The numbers of all cases.
pub(crate) fn all_numbers(sql: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = sql.prepare("SELECT number FROM view_case")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn count(sql: &Connection) -> Result<u32, StoreError> {
    Ok(sql.query_row("SELECT count(*) FROM view_case", [], |row| row.get(0))?)
}

pub(crate) fn delete(sql: &Transaction<'_>, case: CaseId) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM view_case WHERE subject = ?1")?.execute([case.as_bytes()])?;
    Ok(())
}
