//! Files: their chunks by their hashes, and how much of each has come.

use pana_model::CentreId;

use crate::db::{DbError, Row, Sql, Value};
use crate::files::ChunkAt;

/// A file of a centre.
pub(crate) type Key<'k> = (CentreId, &'k [u8; 32]);

/// What has come of a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ChunkRow {
    pub(crate) number: u32,
    pub(crate) length: u64,
    pub(crate) held: u64,
    pub(crate) whole: bool,
}

/// The hashes of a file's chunks, where any of it is here.
pub(crate) fn hashes(sql: &mut dyn Sql, (org, root): Key<'_>) -> Result<Option<Vec<[u8; 32]>>, DbError> {
    let row = sql.one("SELECT hashes FROM file WHERE org = $1 AND root = $2", &[org.as_bytes().into(), root.into()])?;
    let Some(row) = row else { return Ok(None) };
    let (hashes, rest) = row.bytes(0)?.as_chunks::<32>();
    if rest.is_empty() { Ok(Some(hashes.to_vec())) } else { Err(DbError::Row) }
}

/// Begins a file, unless it is begun.
pub(crate) fn begin(sql: &mut dyn Sql, (org, root): Key<'_>, hashes: &[[u8; 32]]) -> Result<(), DbError> {
    let values = [org.as_bytes().into(), root.into(), hashes.as_flattened().into()];
    sql.run("INSERT INTO file (org, root, hashes, rev) VALUES ($1, $2, $3, 0) ON CONFLICT DO NOTHING", &values)
        .map(drop)
}

/// The chunks of a file of which something has come, by number.
pub(crate) fn chunks(sql: &mut dyn Sql, (org, root): Key<'_>) -> Result<Vec<ChunkRow>, DbError> {
    let rows = sql.all(
        "SELECT number, length, held, whole FROM file_chunk WHERE org = $1 AND root = $2 ORDER BY number",
        &[org.as_bytes().into(), root.into()],
    )?;
    rows.iter().map(read).collect()
}

/// What has come of a chunk.
pub(crate) fn chunk(sql: &mut dyn Sql, (org, root): Key<'_>, number: u32) -> Result<Option<ChunkRow>, DbError> {
    let row = sql.one(
        "SELECT number, length, held, whole FROM file_chunk WHERE org = $1 AND root = $2 AND number = $3",
        &[org.as_bytes().into(), root.into(), u64::from(number).into()],
    )?;
    row.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<ChunkRow, DbError> {
    let number = u32::try_from(row.count(0)?).map_err(|_| DbError::Row)?;
    Ok(ChunkRow { number, length: row.count(1)?, held: row.count(2)?, whole: row.int(3)? != 0 })
}

/// Adds a piece that goes on from what has come of a chunk, which is `before`.
pub(crate) fn add_piece(
    sql: &mut dyn Sql,
    (org, root): Key<'_>,
    before: ChunkRow,
    bytes: &[u8],
) -> Result<(), DbError> {
    let key: [Value; 3] = [org.as_bytes().into(), root.into(), u64::from(before.number).into()];
    let [one, two, three] = key.clone();
    if before.held == 0 {
        sql.run(
            "INSERT INTO file_chunk (org, root, number, length, held, whole) VALUES ($1, $2, $3, $4, 0, 0)
             ON CONFLICT DO NOTHING",
            &[one.clone(), two.clone(), three.clone(), before.length.into()],
        )?;
    }
    sql.run(
        "INSERT INTO file_piece (org, root, number, at, bytes) VALUES ($1, $2, $3, $4, $5)",
        &[one, two, three, before.held.into(), bytes.into()],
    )?;
    let [one, two, three] = key;
    let more = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    sql.run(
        "UPDATE file_chunk SET held = held + $1 WHERE org = $2 AND root = $3 AND number = $4",
        &[more.into(), one, two, three],
    )
    .map(drop)
}

/// What has come of a chunk that is not whole.
pub(crate) fn pieces(sql: &mut dyn Sql, (org, root): Key<'_>, number: u32) -> Result<Vec<u8>, DbError> {
    let mut all = Vec::new();
    sql.each(
        "SELECT bytes FROM file_piece WHERE org = $1 AND root = $2 AND number = $3 ORDER BY at",
        &[org.as_bytes().into(), root.into(), u64::from(number).into()],
        &mut |row| {
            all.extend_from_slice(row.bytes(0)?);
            Ok(true)
        },
    )?;
    Ok(all)
}

/// All of a chunk lies beside the database, so many bytes.
pub(crate) fn set_whole(sql: &mut dyn Sql, (org, root): Key<'_>, number: u32, length: u64) -> Result<(), DbError> {
    forget_chunk(sql, (org, root), number)?;
    is_gone(sql, ChunkAt { org, root: *root, number })?;
    sql.run(
        "INSERT INTO file_chunk (org, root, number, length, held, whole) VALUES ($1, $2, $3, $4, $5, 1)",
        &[org.as_bytes().into(), root.into(), u64::from(number).into(), length.into(), length.into()],
    )
    .map(drop)
}

/// A chunk is to be deleted beside the database.
pub(crate) fn put_gone(sql: &mut dyn Sql, (org, root): Key<'_>, number: u32) -> Result<(), DbError> {
    sql.run(
        "INSERT INTO file_gone (org, root, number) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        &[org.as_bytes().into(), root.into(), u64::from(number).into()],
    )
    .map(drop)
}

/// Nothing has come of a chunk after all.
pub(crate) fn forget_chunk(sql: &mut dyn Sql, (org, root): Key<'_>, number: u32) -> Result<(), DbError> {
    delete_pieces(sql, (org, root), number)?;
    sql.run(
        "DELETE FROM file_chunk WHERE org = $1 AND root = $2 AND number = $3",
        &[org.as_bytes().into(), root.into(), u64::from(number).into()],
    )
    .map(drop)
}

fn delete_pieces(sql: &mut dyn Sql, (org, root): Key<'_>, number: u32) -> Result<(), DbError> {
    sql.run(
        "DELETE FROM file_piece WHERE org = $1 AND root = $2 AND number = $3",
        &[org.as_bytes().into(), root.into(), u64::from(number).into()],
    )
    .map(drop)
}

/// Up to which number files became whole.
pub(crate) fn head(sql: &mut dyn Sql, org: CentreId) -> Result<u64, DbError> {
    let row = sql.one("SELECT coalesce(max(rev), 0) FROM file WHERE org = $1", &[org.as_bytes().into()])?;
    row.ok_or(DbError::Row)?.count(0)
}

/// A file is whole: it has a number of its own.
pub(crate) fn set_rev(sql: &mut dyn Sql, (org, root): Key<'_>, rev: u64) -> Result<(), DbError> {
    sql.run("UPDATE file SET rev = $1 WHERE org = $2 AND root = $3", &[rev.into(), org.as_bytes().into(), root.into()])
        .map(drop)
}

/// Deletes a file; its chunks beside the database are to be deleted then. Gives how many bytes it had.
pub(crate) fn delete(sql: &mut dyn Sql, (org, root): Key<'_>) -> Result<u64, DbError> {
    let mut bytes = 0_u64;
    for chunk in chunks(sql, (org, root))? {
        bytes = bytes.saturating_add(chunk.held);
        // Also one that is not whole: what lies beside the database may be ahead of what is said of it here.
        put_gone(sql, (org, root), chunk.number)?;
        forget_chunk(sql, (org, root), chunk.number)?;
    }
    sql.run("DELETE FROM file WHERE org = $1 AND root = $2", &[org.as_bytes().into(), root.into()])?;
    Ok(bytes)
}

/// The chunks of a centre that are to be deleted beside the database.
pub(crate) fn gone(sql: &mut dyn Sql, org: CentreId) -> Result<Vec<ChunkAt>, DbError> {
    let rows = sql.all("SELECT root, number FROM file_gone WHERE org = $1", &[org.as_bytes().into()])?;
    let at = |row: &Row| {
        let number = u32::try_from(row.count(1)?).map_err(|_| DbError::Row)?;
        Ok(ChunkAt { org, root: row.fixed(0)?, number })
    };
    rows.iter().map(at).collect()
}

/// One of them is deleted.
pub(crate) fn is_gone(sql: &mut dyn Sql, at: ChunkAt) -> Result<(), DbError> {
    sql.run(
        "DELETE FROM file_gone WHERE org = $1 AND root = $2 AND number = $3",
        &[at.org.as_bytes().into(), (&at.root).into(), u64::from(at.number).into()],
    )
    .map(drop)
}

/// All chunks that are whole, of all centres, with their lengths. For who keeps the hub alone.
pub(crate) fn all_whole(sql: &mut dyn Sql) -> Result<Vec<(ChunkAt, u64)>, DbError> {
    let mut found = Vec::new();
    sql.each(WHOLE_OF_ALL, &[], &mut |row| {
        let number = u32::try_from(row.count(2)?).map_err(|_| DbError::Row)?;
        let org = CentreId::from_bytes(row.fixed(0)?);
        found.push((ChunkAt { org, root: row.fixed(1)?, number }, row.count(3)?));
        Ok(true)
    })?;
    Ok(found)
}

/// Asked of a copy alone, which is one file.
const WHOLE_OF_ALL: &str = "SELECT org, root, number, length FROM file_chunk WHERE whole = 1";
