//! The table `thrown_away`: cases of which a draft was thrown away here. No view: a replay leaves it.

use pana_model::CaseId;
use rusqlite::{Transaction, params};

use crate::disk::StoreError;

/// In a query of cases, of which `case` is the column: a draft about the case was thrown away.
pub(super) fn holds(case: &str) -> String {
    format!("{case} IN (SELECT thrown_away.subject FROM thrown_away)")
}

/// Forgets a case.
pub(crate) fn delete(sql: &Transaction<'_>, case: CaseId) -> Result<(), StoreError> {
    sql.execute("DELETE FROM thrown_away WHERE subject = ?1", params![case.as_bytes()])?;
    Ok(())
}

/// Notes that a draft about the case was thrown away.
pub(crate) fn note(sql: &Transaction<'_>, case: CaseId) -> Result<(), StoreError> {
    sql.execute("INSERT OR IGNORE INTO thrown_away (subject) VALUES (?1)", params![case.as_bytes()])?;
    Ok(())
}
