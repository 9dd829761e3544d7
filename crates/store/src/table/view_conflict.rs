//! The table `view_conflict`: where different things stand in a case that were written apart, a row for each such place.

use pana_casework::case::Conflict;
use pana_model::CaseId;
use rusqlite::{Connection, Row, Transaction, params};

use crate::disk::StoreError;

pub(super) const NAME: &str = "view_conflict";

/// Writes those of a case.
pub(crate) fn insert(sql: &Transaction<'_>, case: CaseId, conflicts: &[Conflict]) -> Result<(), StoreError> {
    let mut insert =
        sql.prepare_cached("INSERT INTO view_conflict (subject, path, kind, harm) VALUES (?1, ?2, ?3, ?4)")?;
    for conflict in conflicts {
        insert.execute(params![case.as_bytes(), conflict.path, conflict.kind.as_str(), conflict.harm.as_str()])?;
    }
    Ok(())
}

pub(crate) fn delete(sql: &Transaction<'_>, case: CaseId) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM view_conflict WHERE subject = ?1")?.execute([case.as_bytes()])?;
    Ok(())
}

/// All that there are, in no order. O(their number).
pub(crate) fn all(sql: &Connection) -> Result<Vec<(CaseId, Conflict)>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT subject, path, kind, harm FROM view_conflict")?;
    let rows = statement.query_map([], words)?.collect::<Result<Vec<_>, _>>()?;
    Ok(rows.into_iter().filter_map(read).collect())
}

/// Those of a case.
pub(crate) fn of(sql: &Connection, case: CaseId) -> Result<Vec<(CaseId, Conflict)>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT subject, path, kind, harm FROM view_conflict WHERE subject = ?1")?;
    let rows = statement.query_map([case.as_bytes()], words)?.collect::<Result<Vec<_>, _>>()?;
    Ok(rows.into_iter().filter_map(read).collect())
}

pub(crate) fn count(sql: &Connection) -> Result<u32, StoreError> {
    Ok(sql.prepare_cached("SELECT count(*) FROM view_conflict")?.query_row([], |row| row.get(0))?)
}

type Words = (CaseId, String, String, String);

fn words(row: &Row<'_>) -> rusqlite::Result<Words> {
    Ok((CaseId::from_bytes(row.get(0)?), row.get(1)?, row.get(2)?, row.get(3)?))
}

/// What somebody else wrote there is none; the doctor names it.
fn read((case, path, kind, harm): Words) -> Option<(CaseId, Conflict)> {
    Some((case, Conflict { harm: harm.parse().ok()?, kind: kind.parse().ok()?, path }))
}
