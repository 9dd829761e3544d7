//! The table `blob_chunk`: the sealed chunks of files. They go when their file does.

use pana_model::BlobId;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use crate::disk::StoreError;

pub(crate) fn insert(sql: &Transaction<'_>, blob: BlobId, number: u32, sealed: &[u8]) -> Result<(), StoreError> {
    sql.prepare_cached("INSERT INTO blob_chunk (blob, number, sealed) VALUES (?1, ?2, ?3)")?.execute(params![
        blob.as_bytes(),
        number,
        sealed
    ])?;
    Ok(())
}

pub(crate) fn read(sql: &Connection, blob: BlobId, number: u32) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT sealed FROM blob_chunk WHERE blob = ?1 AND number = ?2")?;
    Ok(statement.query_row(params![blob.as_bytes(), number], |row| row.get(0)).optional()?)
}

/// The same, unless it is here.
pub(crate) fn take(sql: &Transaction<'_>, blob: BlobId, number: u32, sealed: &[u8]) -> Result<(), StoreError> {
    sql.prepare_cached("INSERT OR IGNORE INTO blob_chunk (blob, number, sealed) VALUES (?1, ?2, ?3)")?
        .execute(params![blob.as_bytes(), number, sealed])?;
    Ok(())
}

/// Which chunks are here.
pub(crate) fn numbers(sql: &Connection, blob: BlobId) -> Result<Vec<u32>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT number FROM blob_chunk WHERE blob = ?1 ORDER BY number")?;
    let rows = statement.query_map([blob.as_bytes()], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
