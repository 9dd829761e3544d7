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
