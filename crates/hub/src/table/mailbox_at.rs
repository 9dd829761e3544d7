//! Whose a mailbox is: whoever is to join knows its name alone.

use pana_model::CentreId;

use crate::db::{DbError, Sql};

/// The centre whose mailbox this is, if its time is not over.
pub(crate) fn org(sql: &mut dyn Sql, at: &[u8; 16], now_ms: u64) -> Result<Option<CentreId>, DbError> {
    let row = sql.one("SELECT org FROM mailbox_at WHERE at = $1 AND until_ms > $2", &[at.into(), now_ms.into()])?;
    row.map(|row| row.fixed(0).map(CentreId::from_bytes)).transpose()
}

/// Takes a name that nobody has, or whose time is over.
pub(crate) fn take(
    sql: &mut dyn Sql,
    at: &[u8; 16],
    org: CentreId,
    until_ms: u64,
    now_ms: u64,
) -> Result<bool, DbError> {
    sql.run("DELETE FROM mailbox_at WHERE at = $1 AND until_ms <= $2", &[at.into(), now_ms.into()])?;
    let taken = sql.run(
        "INSERT INTO mailbox_at (at, org, until_ms) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        &[at.into(), org.as_bytes().into(), until_ms.into()],
    )?;
    Ok(taken == 1)
}

/// Lets a name go, if it is this centre's.
pub(crate) fn delete(sql: &mut dyn Sql, at: &[u8; 16], org: CentreId) -> Result<(), DbError> {
    sql.run("DELETE FROM mailbox_at WHERE at = $1 AND org = $2", &[at.into(), org.as_bytes().into()]).map(drop)
}

/// Lets those of a centre go whose time is over.
pub(crate) fn clear(sql: &mut dyn Sql, org: CentreId, now_ms: u64) -> Result<(), DbError> {
    sql.run("DELETE FROM mailbox_at WHERE org = $1 AND until_ms <= $2", &[org.as_bytes().into(), now_ms.into()])
        .map(drop)
}
