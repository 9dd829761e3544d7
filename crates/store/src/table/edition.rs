//! The table `edition`: editions of the directory of services, and tables of rules, by the hash that events name, packed. It is
//! no view: the log holds the hash alone.

use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use crate::disk::StoreError;

/// Enough to make text a fifth of what it was; a higher level takes more time than it saves room.
const LEVEL: i32 = 6;
/// An edition of the directory unpacks to so many bytes at most: twice what a package may have, for what is said beside its
/// cells.
pub(crate) const DIRECTORY_MOST: usize = 512 * 1024 * 1024;
/// A table of rules unpacks to so many bytes at most: a hundred times the one that ships.
pub(crate) const RULES_MOST: usize = 8 * 1024 * 1024;

/// What is kept of an edition.
pub(crate) enum Kept {
    /// Nothing.
    Missing,
    /// Something that is not what its hash names.
    Altered,
    /// Its rows.
    Whole(Vec<u8>),
}

/// The hash by which rows are kept.
pub(crate) fn hash(rows: &[u8]) -> [u8; 32] {
    *blake3::hash(rows).as_bytes()
}

/// Keeps rows, and gives their hash. Under one hash stand one edition's rows, unless somebody altered them: those give way.
pub(crate) fn keep(sql: &Transaction<'_>, rows: &[u8], most: usize) -> Result<[u8; 32], StoreError> {
    let hash = hash(rows);
    if rows.len() > most {
        return Err(StoreError::TooLarge);
    }
    let packed = zstd::bulk::compress(rows, LEVEL).map_err(|error| StoreError::Internal(error.to_string()))?;
    sql.execute(
        "INSERT INTO edition (hash, source) VALUES (?1, ?2)
         ON CONFLICT (hash) DO UPDATE SET source = excluded.source",
        params![hash, packed],
    )?;
    Ok(hash)
}

/// Is there anything under this hash? Nothing of it is read.
pub(crate) fn is_kept(sql: &Connection, hash: [u8; 32]) -> Result<bool, StoreError> {
    Ok(sql.prepare_cached("SELECT 1 FROM edition WHERE hash = ?1")?.exists([hash])?)
}

/// The rows of an edition, if they are what its hash names.
pub(crate) fn read(sql: &Connection, hash: [u8; 32], most: usize) -> Result<Kept, StoreError> {
    let mut statement = sql.prepare_cached("SELECT source FROM edition WHERE hash = ?1")?;
    let packed: Option<Vec<u8>> = statement.query_row([hash], |row| row.get(0)).optional()?;
    let Some(packed) = packed else { return Ok(Kept::Missing) };
    // What a hand put there may claim any size: room is taken as it is needed, and never more than the most.
    let rows = unpacked(&packed, most).filter(|rows| self::hash(rows) == hash);
    Ok(rows.map_or(Kept::Altered, Kept::Whole))
}

fn unpacked(packed: &[u8], most: usize) -> Option<Vec<u8>> {
    use std::io::Read as _;
    let decoder = zstd::stream::read::Decoder::new(packed).ok()?;
    let mut rows = Vec::new();
    let up_to = u64::try_from(most).ok()?.saturating_add(1);
    decoder.take(up_to).read_to_end(&mut rows).ok()?;
    (rows.len() <= most).then_some(rows)
}
