//! The table `view_same`: under which keys records are laid side by side that may be of one person.

use std::collections::BTreeSet;

use pana_model::CaseId;
use rusqlite::{Connection, Transaction, params};

use crate::disk::StoreError;

pub(super) const NAME: &str = "view_same";

/// A key and whose it is.
pub(crate) type Row = (i64, CaseId);

/// Replaces the keys of a case. `before`: those that it has.
pub(crate) fn replace(
    sql: &Transaction<'_>,
    case: CaseId,
    before: &BTreeSet<i64>,
    keys: &BTreeSet<i64>,
) -> Result<(), StoreError> {
    let mut delete = sql.prepare_cached("DELETE FROM view_same WHERE key = ?1 AND subject = ?2")?;
    for key in before.difference(keys) {
        delete.execute(params![key, case.as_bytes()])?;
    }
    let mut insert = sql.prepare_cached("INSERT OR IGNORE INTO view_same (key, subject) VALUES (?1, ?2)")?;
    for key in keys {
        insert.execute(params![key, case.as_bytes()])?;
    }
    Ok(())
}

/// Writes keys of people who have none: in the order of the table's own key each page is written once.
pub(crate) fn insert_all(sql: &Transaction<'_>, mut rows: Vec<Row>) -> Result<(), StoreError> {
    rows.sort_unstable();
    let mut insert = sql.prepare_cached("INSERT INTO view_same (key, subject) VALUES (?1, ?2)")?;
    for (key, case) in &rows {
        insert.execute(params![key, case.as_bytes()])?;
    }
    Ok(())
}

/// Who has a key, at most so many.
pub(crate) fn with_key(sql: &Connection, key: i64, most: usize) -> Result<Vec<CaseId>, StoreError> {
    let mut statement =
        sql.prepare_cached("SELECT subject FROM view_same WHERE key = ?1 AND length(subject) = 16 LIMIT ?2")?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = statement.query_map(params![key, most], |row| row.get(0).map(CaseId::from_bytes))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
