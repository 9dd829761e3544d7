//! Deeds.

use pana_model::CentreId;
use pana_wire::hub::DeedId;

use crate::db::{DbError, Sql};

/// Whether it was new.
pub(crate) fn insert(sql: &mut dyn Sql, org: CentreId, id: DeedId, deed: &[u8]) -> Result<bool, DbError> {
    let changed = sql.run(
        "INSERT INTO deed (org, id, deed) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        &[org.as_bytes().into(), id.as_bytes().into(), deed.into()],
    )?;
    Ok(changed == 1)
}

pub(crate) fn all(sql: &mut dyn Sql, org: CentreId) -> Result<Vec<Vec<u8>>, DbError> {
    let rows = sql.all("SELECT deed FROM deed WHERE org = $1 ORDER BY id", &[org.as_bytes().into()])?;
    rows.into_iter().map(|row| Ok(row.bytes(0)?.to_vec())).collect()
}
