//! Secrets that register a centre, each once. Kept as their hashes.

use pana_model::CentreId;

use crate::db::{DbError, Sql};

pub(crate) fn insert(sql: &mut dyn Sql, token_hash: &[u8; 32], made_ms: u64) -> Result<(), DbError> {
    sql.run(
        "INSERT INTO token (token_hash, made_ms, used_by) VALUES ($1, $2, NULL)",
        &[token_hash.into(), made_ms.into()],
    )
    .map(drop)
}

/// Uses it, if it is there and unused.
pub(crate) fn take(sql: &mut dyn Sql, token_hash: &[u8; 32], org: CentreId) -> Result<bool, DbError> {
    let changed = sql.run(
        "UPDATE token SET used_by = $1 WHERE token_hash = $2 AND used_by IS NULL",
        &[org.as_bytes().into(), token_hash.into()],
    )?;
    Ok(changed == 1)
}
