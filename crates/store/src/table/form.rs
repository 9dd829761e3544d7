//! The table `form`: sources of questionnaires by the hash that events name. It is no view: the log holds the hash alone.

use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use crate::disk::StoreError;

/// Keeps a source. One that is there already gives way: under one hash stands one source, unless somebody altered it.
pub(crate) fn keep(
    sql: &Transaction<'_>,
    form_id: &str,
    hash: [u8; 32],
    version: &str,
    source: &[u8],
) -> Result<(), StoreError> {
    sql.execute(
        "INSERT INTO form (form_id, hash, version, source) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (form_id, hash) DO UPDATE SET source = excluded.source",
        params![form_id, hash, version, source],
    )?;
    Ok(())
}

/// The version as its settings give it; `None` when its source is not here.
pub(crate) fn version(sql: &Connection, form_id: &str, hash: [u8; 32]) -> Result<Option<String>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT version FROM form WHERE form_id = ?1 AND hash = ?2")?;
    Ok(statement.query_row(params![form_id, hash], |row| row.get(0)).optional()?)
}

pub(crate) fn source(sql: &Connection, form_id: &str, hash: [u8; 32]) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT source FROM form WHERE form_id = ?1 AND hash = ?2")?;
    Ok(statement.query_row(params![form_id, hash], |row| row.get(0)).optional()?)
}
