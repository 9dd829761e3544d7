//! Sessions. The key of a session is kept as its hash alone.

use pana_model::{CentreId, DeviceId};

use crate::db::{DbError, Sql};

pub(crate) fn put(
    sql: &mut dyn Sql,
    org: CentreId,
    token_hash: &[u8; 32],
    dev: DeviceId,
    until_ms: u64,
) -> Result<(), DbError> {
    sql.run(
        "INSERT INTO session (org, token_hash, dev, until_ms) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        &[org.as_bytes().into(), token_hash.into(), dev.as_bytes().into(), until_ms.into()],
    )
    .map(drop)
}

/// Whose it is, if it has not ended.
pub(crate) fn get(
    sql: &mut dyn Sql,
    org: CentreId,
    token_hash: &[u8; 32],
    now_ms: u64,
) -> Result<Option<DeviceId>, DbError> {
    let row = sql.one(
        "SELECT dev FROM session WHERE org = $1 AND token_hash = $2 AND until_ms > $3",
        &[org.as_bytes().into(), token_hash.into(), now_ms.into()],
    )?;
    row.map(|row| row.fixed(0).map(DeviceId::from_bytes)).transpose()
}

/// Deletes a device's sessions, of those of a centre that have ended all.
pub(crate) fn clear(sql: &mut dyn Sql, org: CentreId, dev: DeviceId, now_ms: u64) -> Result<(), DbError> {
    sql.run(
        "DELETE FROM session WHERE org = $1 AND (dev = $2 OR until_ms <= $3)",
        &[org.as_bytes().into(), dev.as_bytes().into(), now_ms.into()],
    )
    .map(drop)
}
