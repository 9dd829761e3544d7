//! Centres.

use pana_model::CentreId;

use crate::db::{DbError, Sql};

/// A centre that is kept here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CentreRow {
    pub(crate) root_deed: [u8; 32],
    /// Grows with every deed.
    pub(crate) deeds_rev: u64,
    pub(crate) said_head: u64,
    pub(crate) bytes: u64,
}

pub(crate) fn get(sql: &mut dyn Sql, org: CentreId) -> Result<Option<CentreRow>, DbError> {
    let row =
        sql.one("SELECT root_deed, deeds_rev, said_head, bytes FROM centre WHERE org = $1", &[org.as_bytes().into()])?;
    row.map(|row| {
        Ok(CentreRow {
            root_deed: row.fixed(0)?,
            deeds_rev: row.count(1)?,
            said_head: row.count(2)?,
            bytes: row.count(3)?,
        })
    })
    .transpose()
}

/// Whether it was new.
pub(crate) fn insert(sql: &mut dyn Sql, org: CentreId, root_deed: &[u8; 32], made_ms: u64) -> Result<bool, DbError> {
    let changed = sql.run(
        "INSERT INTO centre (org, root_deed, deeds_rev, said_head, bytes, made_ms)
         VALUES ($1, $2, 0, 0, 0, $3) ON CONFLICT DO NOTHING",
        &[org.as_bytes().into(), root_deed.into(), made_ms.into()],
    )?;
    Ok(changed == 1)
}

pub(crate) fn count_deed(sql: &mut dyn Sql, org: CentreId) -> Result<(), DbError> {
    sql.run("UPDATE centre SET deeds_rev = deeds_rev + 1 WHERE org = $1", &[org.as_bytes().into()]).map(drop)
}

/// The number of the next thing that is said.
pub(crate) fn next_said(sql: &mut dyn Sql, org: CentreId) -> Result<u64, DbError> {
    let row = sql.one(
        "UPDATE centre SET said_head = said_head + 1 WHERE org = $1 RETURNING said_head",
        &[org.as_bytes().into()],
    )?;
    row.ok_or(DbError::Row)?.count(0)
}

pub(crate) fn add_bytes(sql: &mut dyn Sql, org: CentreId, bytes: u64) -> Result<(), DbError> {
    sql.run("UPDATE centre SET bytes = bytes + $1 WHERE org = $2", &[bytes.into(), org.as_bytes().into()]).map(drop)
}

/// So many bytes were deleted.
pub(crate) fn take_bytes(sql: &mut dyn Sql, org: CentreId, bytes: u64) -> Result<(), DbError> {
    sql.run("UPDATE centre SET bytes = bytes - $1 WHERE org = $2", &[bytes.into(), org.as_bytes().into()]).map(drop)
}

/// The number of the next file that becomes whole. They lie in the same row as what is said, so that they are never given twice.
pub(crate) fn next_file(sql: &mut dyn Sql, org: CentreId) -> Result<u64, DbError> {
    next_said(sql, org)
}

/// Holds the row of a centre until the transaction ends. Gives how many bytes it has.
pub(crate) fn hold(sql: &mut dyn Sql, org: CentreId) -> Result<u64, DbError> {
    let row = sql.one("UPDATE centre SET bytes = bytes WHERE org = $1 RETURNING bytes", &[org.as_bytes().into()])?;
    row.ok_or(DbError::Row)?.count(0)
}

/// How many centres there are, and how many bytes they have.
pub(crate) fn totals(sql: &mut dyn Sql) -> Result<(u64, u64), DbError> {
    let row = sql.one("SELECT count(*), CAST(coalesce(sum(bytes), 0) AS BIGINT) FROM centre", &[])?;
    let row = row.ok_or(DbError::Row)?;
    Ok((row.count(0)?, row.count(1)?))
}
