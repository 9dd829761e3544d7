//! The table `own`, one row: this installation's secret keys, what its case numbers begin with, its last counter, its
//! logical clock, and the version of the views.

use pana_casework::{CaseNumber, Prefix};
use pana_keys::DeviceSecrets;
use pana_model::{CentreId, DeviceId, Secret};
use rusqlite::{Connection, Transaction, params};

use super::session::Session;
use crate::disk::StoreError;

/// Which installation this is.
pub(crate) struct Own {
    pub(crate) centre: CentreId,
    pub(crate) device: DeviceId,
    pub(crate) secrets: DeviceSecrets,
}

pub(crate) fn insert(
    sql: &Transaction<'_>,
    session: &Session,
    prefix: Prefix,
    view_version: i64,
) -> Result<(), StoreError> {
    let secrets = session.device_secrets.to_secret_bytes();
    sql.execute(
        "INSERT INTO own (one, centre, device, secrets, prefix, view_version) VALUES (1, ?1, ?2, ?3, ?4, ?5)",
        params![
            session.centre.as_bytes(),
            session.device.as_bytes(),
            // EXPOSE: a device's secrets lie in the keyed database.
            secrets.expose(),
            prefix.to_string(),
            view_version,
        ],
    )?;
    Ok(())
}

pub(crate) fn read(sql: &Connection) -> Result<Own, StoreError> {
    let own = sql.query_row("SELECT centre, device, secrets FROM own", [], |row| {
        Ok(Own {
            centre: CentreId::from_bytes(row.get(0)?),
            device: DeviceId::from_bytes(row.get(1)?),
            secrets: DeviceSecrets::from_secret_bytes(&Secret::new(row.get(2)?)),
        })
    })?;
    Ok(own)
}

/// Gives out the next case number; [`StoreError::NumbersUsedUp`] when there is none left.
pub(crate) fn take_number(sql: &Transaction<'_>) -> Result<CaseNumber, StoreError> {
    let (prefix, last): (String, u32) =
        sql.query_row("SELECT prefix, counter FROM own", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let prefix = prefix.parse().map_err(|_| StoreError::Damaged("case number prefix".to_owned()))?;
    let number = CaseNumber::after(prefix, last).ok_or(StoreError::NumbersUsedUp)?;
    sql.execute("UPDATE own SET counter = ?1", [number.counter()])?;
    Ok(number)
}

/// The logical time of the last event made here.
pub(crate) fn hlc(sql: &Connection) -> Result<i64, StoreError> {
    Ok(sql.prepare_cached("SELECT hlc FROM own")?.query_row([], |row| row.get(0))?)
}

pub(crate) fn set_hlc(sql: &Transaction<'_>, hlc: i64) -> Result<(), StoreError> {
    sql.prepare_cached("UPDATE own SET hlc = ?1")?.execute([hlc])?;
    Ok(())
}

/// The version of the program's fold that built the views.
pub(crate) fn view_version(sql: &Connection) -> Result<i64, StoreError> {
    Ok(sql.query_row("SELECT view_version FROM own", [], |row| row.get(0))?)
}

pub(crate) fn set_view_version(sql: &Transaction<'_>, version: i64) -> Result<(), StoreError> {
    sql.execute("UPDATE own SET view_version = ?1", [version])?;
    Ok(())
}
