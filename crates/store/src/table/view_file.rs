//! The table `view_file`: which files the events of the centre stream name, by their roots.

use std::collections::BTreeMap;

use pana_model::{CaseId, EventRef};
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use crate::disk::StoreError;

pub(super) const NAME: &str = "view_file";

/// A file's root, and an event that names it.
pub(crate) type Named = BTreeMap<[u8; 32], EventRef>;

/// Writes those of a case beside those that are there.
pub(crate) fn insert(sql: &Transaction<'_>, case: CaseId, files: &Named) -> Result<(), StoreError> {
    let mut insert =
        sql.prepare_cached("INSERT OR REPLACE INTO view_file (subject, root, event) VALUES (?1, ?2, ?3)")?;
    for (root, event) in files {
        insert.execute(params![case.as_bytes(), root, event.as_bytes()])?;
    }
    Ok(())
}

pub(crate) fn delete(sql: &Transaction<'_>, case: CaseId) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM view_file WHERE subject = ?1")?.execute([case.as_bytes()])?;
    Ok(())
}

/// An event that names the file, if one does.
pub(crate) fn naming(sql: &Connection, root: &[u8; 32]) -> Result<Option<EventRef>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT event FROM view_file WHERE root = ?1 LIMIT 1")?;
    Ok(statement.query_row([root], |row| row.get(0).map(EventRef::from_bytes)).optional()?)
}

/// The cases whose events name the file.
pub(crate) fn cases(sql: &Connection, root: &[u8; 32]) -> Result<Vec<CaseId>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT subject FROM view_file WHERE root = ?1 AND length(subject) = 16")?;
    let rows = statement.query_map([root], |row| row.get(0).map(CaseId::from_bytes))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// All that are named. O(those).
pub(crate) fn all(sql: &Connection) -> Result<Named, StoreError> {
    let mut statement = sql.prepare_cached("SELECT root, event FROM view_file WHERE length(root) = 32")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, EventRef::from_bytes(row.get(1)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
