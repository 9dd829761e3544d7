//! The table `blob`: files that belong to answers. While a draft holds one, the row says so and what the draft knows of
//! it, sealed; once an event names it, no row says whose it is. Files of other laptops stand here too, under a name of
//! their own: what events name is their root.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{BlobId, DeviceId, InterviewId};
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};

use crate::disk::StoreError;
use crate::log::Stream;
use crate::log::stream::{code, from_code};

/// A file that a draft holds.
pub(crate) struct HeldRow {
    pub(crate) blob: BlobId,
    pub(crate) root: [u8; 32],
    /// What the draft knows of it, sealed.
    pub(crate) about: Vec<u8>,
}

/// Where the event stands that names a file.
pub(crate) type NamedAt = (Stream, DeviceId, u64);

/// A file that no draft holds.
pub(crate) struct FileRow {
    pub(crate) blob: BlobId,
    pub(crate) root: [u8; 32],
    /// Of all chunks in their order; empty where its chunks alone say it.
    pub(crate) hashes: Vec<[u8; 32]>,
    pub(crate) named: Option<NamedAt>,
    pub(crate) whole: bool,
    pub(crate) carried: bool,
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

pub(crate) fn set_root(
    sql: &Transaction<'_>,
    blob: BlobId,
    root: [u8; 32],
    hashes: &[[u8; 32]],
) -> Result<(), StoreError> {
    sql.prepare_cached("UPDATE blob SET root = ?2, hashes = ?3 WHERE blob = ?1")?.execute(params![
        blob.as_bytes(),
        root,
        hashes.as_flattened()
    ])?;
    Ok(())
}

/// Notes which event names a file.
pub(crate) fn set_named(sql: &Transaction<'_>, root: &[u8; 32], named: NamedAt) -> Result<(), StoreError> {
    sql.prepare_cached("UPDATE blob SET stream = ?2, device = ?3, seq = ?4 WHERE root = ?1")?.execute(params![
        root,
        code(named.0),
        named.1.as_bytes(),
        named.2.cast_signed()
    ])?;
    Ok(())
}

/// Begins a file of which no chunk is here yet.
pub(crate) fn begin(sql: &Transaction<'_>, row: &FileRow) -> Result<(), StoreError> {
    let (stream, device, seq) = match row.named {
        Some((stream, device, seq)) => (Some(code(stream)), Some(*device.as_bytes()), Some(seq.cast_signed())),
        None => (None, None, None),
    };
    sql.prepare_cached(
        "INSERT INTO blob (blob, root, hashes, stream, device, seq, whole, carried)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        row.blob.as_bytes(),
        row.root,
        row.hashes.as_flattened(),
        stream,
        device,
        seq,
        row.whole,
        row.carried
    ])?;
    Ok(())
}

/// All its chunks are here.
pub(crate) fn set_whole(sql: &Transaction<'_>, blob: BlobId) -> Result<(), StoreError> {
    sql.prepare_cached("UPDATE blob SET whole = 1 WHERE blob = ?1")?.execute([blob.as_bytes()])?;
    Ok(())
}

/// An event that opens here names it.
pub(crate) fn set_not_carried(sql: &Transaction<'_>, blob: BlobId) -> Result<(), StoreError> {
    sql.prepare_cached("UPDATE blob SET carried = 0 WHERE blob = ?1")?.execute([blob.as_bytes()])?;
    Ok(())
}

/// The files that no event named which opens here when they came: their names, and their roots.
pub(crate) fn carried(sql: &Connection) -> Result<Vec<(BlobId, [u8; 32])>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT blob, root FROM blob WHERE carried = 1")?;
    let rows = statement.query_map([], |row| Ok((BlobId::from_bytes(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

const FILE_ROW: &str = "SELECT blob, root, hashes, stream, device, seq, whole, carried FROM blob";

fn file_row(row: &Row<'_>) -> Result<FileRow, rusqlite::Error> {
    let damaged = |column| rusqlite::Error::InvalidColumnType(column, String::new(), rusqlite::types::Type::Blob);
    let hashes: Vec<u8> = row.get(2)?;
    let (hashes, rest) = hashes.as_chunks::<32>();
    if !rest.is_empty() {
        return Err(damaged(2));
    }
    let named = match row.get::<_, Option<i64>>(3)? {
        Some(stream) => {
            let stream = from_code(stream).map_err(|_| damaged(3))?;
            Some((stream, DeviceId::from_bytes(row.get(4)?), row.get::<_, i64>(5)?.cast_unsigned()))
        }
        None => None,
    };
    Ok(FileRow {
        blob: BlobId::from_bytes(row.get(0)?),
        root: row.get(1)?,
        hashes: hashes.to_vec(),
        named,
        whole: row.get(6)?,
        carried: row.get(7)?,
    })
}

/// A file by its root, a draft's too.
pub(crate) fn by_root(sql: &Connection, root: &[u8; 32]) -> Result<Option<FileRow>, StoreError> {
    let mut statement = sql.prepare_cached(&format!("{FILE_ROW} WHERE root = ?1 ORDER BY whole DESC LIMIT 1"))?;
    Ok(statement.query_row([root], file_row).optional()?)
}

/// The files that are here whole and that no draft holds. O(those).
pub(crate) fn whole(sql: &Connection) -> Result<Vec<FileRow>, StoreError> {
    let mut statement = sql.prepare(&format!("{FILE_ROW} WHERE draft IS NULL AND whole = 1 AND length(root) = 32"))?;
    let rows = statement.query_map([], file_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The files that events of a device name and that are here whole: the event's stream, its number, and the root. O(those).
pub(crate) fn named_by(sql: &Connection, device: DeviceId) -> Result<Vec<(Stream, u64, [u8; 32])>, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT stream, seq, root FROM blob
         WHERE stream IS NOT NULL AND device = ?1 AND draft IS NULL AND whole = 1 AND length(root) = 32",
    )?;
    let mut rows = statement.query([device.as_bytes()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push((from_code(row.get(0)?)?, row.get::<_, i64>(1)?.cast_unsigned(), row.get(2)?));
    }
    Ok(found)
}

/// Deletes the files of this root, and those that this event names.
pub(crate) fn delete_of(sql: &Transaction<'_>, root: &[u8; 32]) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM blob WHERE root = ?1")?.execute([root])?;
    Ok(())
}

/// The roots of the files that this event is said to name.
pub(crate) fn named_at(sql: &Connection, named: NamedAt) -> Result<Vec<[u8; 32]>, StoreError> {
    let mut statement =
        sql.prepare_cached("SELECT root FROM blob WHERE stream = ?1 AND device = ?2 AND seq = ?3 AND draft IS NULL")?;
    let rows =
        statement.query_map(params![code(named.0), named.1.as_bytes(), named.2.cast_signed()], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
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

/// The files that events name which open here, or ought to: by their roots, with the name of each.
pub(crate) fn kept(sql: &Connection) -> Result<BTreeMap<Vec<u8>, BlobId>, StoreError> {
    let mut statement = sql.prepare("SELECT root, blob FROM blob WHERE draft IS NULL AND whole = 1 AND carried = 0")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, BlobId::from_bytes(row.get(1)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The drafts that hold files.
pub(crate) fn drafts(sql: &Connection) -> Result<BTreeSet<InterviewId>, StoreError> {
    let mut statement = sql.prepare("SELECT draft FROM blob WHERE draft IS NOT NULL")?;
    let rows = statement.query_map([], |row| row.get(0).map(InterviewId::from_bytes))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
