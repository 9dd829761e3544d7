//! The table `blob_begun`: the beginnings of chunks that are on their way by a hub, so that what has come is not asked for
//! twice. What a beginning is worth is known when all of its chunk is here.

use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use crate::disk::StoreError;

/// How many bytes of a chunk are here.
pub(crate) fn length(sql: &Connection, root: &[u8; 32], number: u32) -> Result<u64, StoreError> {
    let mut statement = sql.prepare_cached("SELECT length(sealed) FROM blob_begun WHERE root = ?1 AND number = ?2")?;
    let length = statement.query_row(params![root, number], |row| row.get::<_, i64>(0)).optional()?;
    Ok(length.unwrap_or_default().cast_unsigned())
}

/// Adds what goes on from what is here.
pub(crate) fn go_on(sql: &Transaction<'_>, root: &[u8; 32], number: u32, more: &[u8]) -> Result<(), StoreError> {
    sql.prepare_cached(
        "INSERT INTO blob_begun (root, number, sealed) VALUES (?1, ?2, ?3)
         ON CONFLICT (root, number) DO UPDATE SET sealed = CAST(sealed || excluded.sealed AS BLOB)",
    )?
    .execute(params![root, number, more])?;
    Ok(())
}

/// What is here of a chunk, which is then here no more.
pub(crate) fn take(sql: &Transaction<'_>, root: &[u8; 32], number: u32) -> Result<Vec<u8>, StoreError> {
    let mut statement =
        sql.prepare_cached("DELETE FROM blob_begun WHERE root = ?1 AND number = ?2 RETURNING sealed")?;
    Ok(statement.query_row(params![root, number], |row| row.get(0)).optional()?.unwrap_or_default())
}

/// Deletes what was begun of a file.
pub(crate) fn delete_of(sql: &Transaction<'_>, root: &[u8; 32]) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM blob_begun WHERE root = ?1")?.execute([root])?;
    Ok(())
}
