//! The table `blob`: files that belong to answers. While a draft holds one, the row says so and what the draft knows of
//! it, sealed; once an event names it, no row says whose it is.

use std::collections::BTreeSet;

use pana_model::{BlobId, InterviewId};
use rusqlite::{Connection, Transaction, params};

use crate::disk::StoreError;

/// A file that a draft holds.
pub(crate) struct HeldRow {
    pub(crate) blob: BlobId,
    pub(crate) root: [u8; 32],
    /// What the draft knows of it, sealed.
    pub(crate) about: Vec<u8>,
}

/// Writes a draft's file; its root follows when its chunks are there.
pub(crate) fn insert(sql: &Transaction<'_>, blob: BlobId, draft: InterviewId, about: &[u8]) -> Result<(), StoreError> {
    sql.prepare_cached("INSERT INTO blob (blob, draft, about) VALUES (?1, ?2, ?3)")?.execute(params![
        blob.as_bytes(),
        draft.as_bytes(),
        about
    ])?;
    Ok(())
}

pub(crate) fn set_root(sql: &Transaction<'_>, blob: BlobId, root: [u8; 32]) -> Result<(), StoreError> {
    sql.prepare_cached("UPDATE blob SET root = ?2 WHERE blob = ?1")?.execute(params![blob.as_bytes(), root])?;
    Ok(())
}

/// Takes a file out of its draft: from now on an event names it.
pub(crate) fn keep(sql: &Transaction<'_>, blob: BlobId) -> Result<(), StoreError> {
    sql.prepare_cached("UPDATE blob SET draft = NULL, about = x'' WHERE blob = ?1")?.execute([blob.as_bytes()])?;
    Ok(())
}

/// Deletes a file with its chunks.
pub(crate) fn delete(sql: &Transaction<'_>, blob: BlobId) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM blob WHERE blob = ?1")?.execute([blob.as_bytes()])?;
    Ok(())
}

/// The files that a draft holds.
pub(crate) fn held(sql: &Connection, draft: InterviewId) -> Result<Vec<HeldRow>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT blob, root, about FROM blob WHERE draft = ?1")?;
    let rows = statement.query_map([draft.as_bytes()], |row| {
        Ok(HeldRow { blob: BlobId::from_bytes(row.get(0)?), root: row.get(1)?, about: row.get(2)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The files that events name, or ought to.
pub(crate) fn kept(sql: &Connection) -> Result<BTreeSet<BlobId>, StoreError> {
    let mut statement = sql.prepare("SELECT blob FROM blob WHERE draft IS NULL")?;
    let rows = statement.query_map([], |row| row.get(0).map(BlobId::from_bytes))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The drafts that hold files.
pub(crate) fn drafts(sql: &Connection) -> Result<BTreeSet<InterviewId>, StoreError> {
    let mut statement = sql.prepare("SELECT draft FROM blob WHERE draft IS NOT NULL")?;
    let rows = statement.query_map([], |row| row.get(0).map(InterviewId::from_bytes))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
