//! What devices last said that they have taken in.

use pana_model::{CentreId, DeviceId};

use crate::db::{DbError, Sql};

pub(crate) fn put(sql: &mut dyn Sql, org: CentreId, dev: DeviceId, rev: u64, said: &[u8]) -> Result<(), DbError> {
    sql.run(
        "INSERT INTO said (org, dev, rev, said) VALUES ($1, $2, $3, $4)
         ON CONFLICT (org, dev) DO UPDATE SET rev = excluded.rev, said = excluded.said",
        &[org.as_bytes().into(), dev.as_bytes().into(), rev.into(), said.into()],
    )
    .map(drop)
}

/// What others than this one said after a number.
pub(crate) fn after(sql: &mut dyn Sql, org: CentreId, rev: u64, but: DeviceId) -> Result<Vec<Vec<u8>>, DbError> {
    let rows = sql.all(
        "SELECT said FROM said WHERE org = $1 AND rev > $2 AND dev <> $3 ORDER BY rev",
        &[org.as_bytes().into(), rev.into(), but.as_bytes().into()],
    )?;
    rows.into_iter().map(|row| Ok(row.bytes(0)?.to_vec())).collect()
}

/// What this one said last.
pub(crate) fn get(sql: &mut dyn Sql, org: CentreId, dev: DeviceId) -> Result<Option<Vec<u8>>, DbError> {
    let values = [org.as_bytes().into(), dev.as_bytes().into()];
    let row = sql.one("SELECT said FROM said WHERE org = $1 AND dev = $2", &values)?;
    row.map(|row| Ok(row.bytes(0)?.to_vec())).transpose()
}
