//! Where lists end.

use pana_model::CentreId;
use pana_wire::StreamId;
use pana_wire::hub::{Cursor, Heads};

use crate::db::{DbError, Sql};

/// Where the list ends. The row is held until the transaction ends, so that who else writes to it waits: numbers are given in
/// the order in which they become visible.
pub(crate) fn hold(sql: &mut dyn Sql, org: CentreId, stream: StreamId) -> Result<Cursor, DbError> {
    let values = [org.as_bytes().into(), stream.as_bytes().into()];
    sql.run(
        "INSERT INTO stream (org, stream, head, hash) VALUES ($1, $2, 0, $3) ON CONFLICT DO NOTHING",
        &[org.as_bytes().into(), stream.as_bytes().into(), (&[0_u8; 32]).into()],
    )?;
    let row = sql.one("UPDATE stream SET head = head WHERE org = $1 AND stream = $2 RETURNING head, hash", &values)?;
    let row = row.ok_or(DbError::Row)?;
    Ok(Cursor { seq: row.count(0)?, hash: row.fixed(1)? })
}

pub(crate) fn put(sql: &mut dyn Sql, org: CentreId, stream: StreamId, head: Cursor) -> Result<(), DbError> {
    sql.run(
        "UPDATE stream SET head = $1, hash = $2 WHERE org = $3 AND stream = $4",
        &[head.seq.into(), (&head.hash).into(), org.as_bytes().into(), stream.as_bytes().into()],
    )
    .map(drop)
}

pub(crate) fn all(sql: &mut dyn Sql, org: CentreId) -> Result<Heads, DbError> {
    let rows = sql.all("SELECT stream, head, hash FROM stream WHERE org = $1", &[org.as_bytes().into()])?;
    let head = |row: &crate::db::Row| {
        Ok((StreamId::from_bytes(row.fixed(0)?), Cursor { seq: row.count(1)?, hash: row.fixed(2)? }))
    };
    rows.iter().map(head).collect()
}
