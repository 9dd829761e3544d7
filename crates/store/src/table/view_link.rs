//! The table `view_link`: which two cases are said to be one person's, and which are kept apart.

use std::collections::BTreeSet;

use pana_casework::case::Linked;
use pana_model::CaseId;
use rusqlite::{Connection, Transaction, params};

use crate::disk::StoreError;

pub(super) const NAME: &str = "view_link";

/// Writes the links of a case; the other has the greater id.
pub(crate) fn insert(sql: &Transaction<'_>, case: CaseId, links: &[(CaseId, Linked)]) -> Result<(), StoreError> {
    let mut insert = sql.prepare_cached("INSERT INTO view_link (subject, other, what) VALUES (?1, ?2, ?3)")?;
    for (other, what) in links {
        insert.execute(params![case.as_bytes(), other.as_bytes(), what.as_str()])?;
    }
    Ok(())
}

pub(crate) fn delete(sql: &Transaction<'_>, case: CaseId) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM view_link WHERE subject = ?1")?.execute([case.as_bytes()])?;
    Ok(())
}

/// Who is linked with a case, from whichever side, and how. O(those).
pub(crate) fn of(sql: &Connection, case: CaseId) -> Result<Vec<(CaseId, Linked)>, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT other, what FROM view_link WHERE subject = ?1 AND length(other) = 16
         UNION ALL
         SELECT subject, what FROM view_link WHERE other = ?1 AND length(subject) = 16",
    )?;
    let rows = statement
        .query_map([case.as_bytes()], |row| Ok((CaseId::from_bytes(row.get(0)?), row.get::<_, String>(1)?)))?;
    let rows = rows.collect::<Result<Vec<(CaseId, String)>, _>>()?;
    // What somebody else wrote there is no link.
    Ok(rows.into_iter().filter_map(|(other, what)| Some((other, what.parse().ok()?))).collect())
}

/// All who are one person with a case, itself among them. O(those).
pub(crate) fn joined(sql: &Connection, case: CaseId) -> Result<BTreeSet<CaseId>, StoreError> {
    let (mut all, mut open) = (BTreeSet::from([case]), vec![case]);
    while let Some(one) = open.pop() {
        for (other, what) in of(sql, one)? {
            if what == Linked::Same && all.insert(other) {
                open.push(other);
            }
        }
    }
    Ok(all)
}
