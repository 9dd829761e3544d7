//! The table `view_device`: the centre's installations and their public keys.

use pana_keys::PublicKeys;
use pana_model::DeviceId;
use rusqlite::{Connection, Transaction, params};

use crate::disk::StoreError;

pub(super) const NAME: &str = "view_device";

pub(crate) fn put(sql: &Transaction<'_>, device: DeviceId, name: &str, keys: &PublicKeys) -> Result<(), StoreError> {
    sql.execute(
        "INSERT OR REPLACE INTO view_device (device, name, signing, sealing) VALUES (?1, ?2, ?3, ?4)",
        params![device.as_bytes(), name, keys.sign, keys.seal],
    )?;
    Ok(())
}

pub(crate) fn keys(sql: &Connection) -> Result<Vec<(DeviceId, PublicKeys)>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT device, signing, sealing FROM view_device ORDER BY device")?;
    let rows = statement.query_map([], |row| {
        Ok((DeviceId::from_bytes(row.get(0)?), PublicKeys { sign: row.get(1)?, seal: row.get(2)? }))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Every device but one, in order.
pub(crate) fn others(sql: &Connection, own: DeviceId) -> Result<Vec<DeviceId>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT device FROM view_device WHERE device <> ?1 ORDER BY device")?;
    let rows = statement.query_map([own.as_bytes()], |row| row.get(0).map(DeviceId::from_bytes))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
