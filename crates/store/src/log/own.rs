//! The table `own`, one row: this installation's secret keys, what its case numbers begin with, its last counter, its
//! logical clock, and the version of the views.

use pana_casework::{CaseNumber, Prefix};
use pana_keys::DeviceSecrets;
use pana_model::{CentreId, DeviceId, Secret};
use pana_record::{Clock, Hlc};
use rusqlite::{Connection, Transaction, params};

use crate::disk::StoreError;

/// Which installation this is.
pub(crate) struct Own {
    pub(crate) centre: CentreId,
    pub(crate) device: DeviceId,
    pub(crate) secrets: DeviceSecrets,
}

pub(crate) fn insert(
    sql: &Transaction<'_>,
    (centre, device, secrets): (CentreId, DeviceId, &DeviceSecrets),
    prefix: Prefix,
    view_version: i64,
) -> Result<(), StoreError> {
    let secrets = secrets.to_secret_bytes();
    sql.execute(
        "INSERT INTO own (one, centre, device, secrets, prefix, view_version) VALUES (1, ?1, ?2, ?3, ?4, ?5)",
        params![
            centre.as_bytes(),
            device.as_bytes(),
            // EXPOSE: a device's secrets lie in the keyed database.
            secrets.expose(),
            prefix.to_string(),
            view_version,
        ],
    )?;
    Ok(())
}

/// This installation goes on as another device, which counts its cases from the beginning.
pub(crate) fn become_device(
    sql: &Connection,
    device: DeviceId,
    secrets: &DeviceSecrets,
    prefix: Prefix,
) -> Result<(), StoreError> {
    let secrets = secrets.to_secret_bytes();
    sql.execute(
        "UPDATE own SET device = ?1, secrets = ?2, prefix = ?3, counter = 0",
        // EXPOSE: a device's secrets lie in the keyed database.
        params![device.as_bytes(), secrets.expose(), prefix.to_string()],
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
    let (prefix, last): (String, i64) =
        sql.query_row("SELECT prefix, counter FROM own", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    // One that is no number of ours begins anew: numbers that were given out are passed over.
    let last = u32::try_from(last).unwrap_or(0);
    let prefix = prefix.parse().map_err(|_| StoreError::Damaged("case number prefix".to_owned()))?;
    let number = CaseNumber::after(prefix, last).ok_or(StoreError::NumbersUsedUp)?;
    sql.execute("UPDATE own SET counter = ?1", [number.counter()])?;
    Ok(number)
}

/// Passes over so many numbers, as far as there are any: they may have been given out.
pub(crate) fn pass_over(sql: &Transaction<'_>, many: u64) -> Result<(), StoreError> {
    for _ in 0..many {
        match take_number(sql) {
            Err(StoreError::NumbersUsedUp) => return Ok(()),
            taken => taken.map(drop)?,
        }
    }
    Ok(())
}

/// Sets the counter to the last of these numbers that begin as this installation's do.
pub(crate) fn count_on_from(sql: &Transaction<'_>, numbers: &[String]) -> Result<(), StoreError> {
    let prefix = prefix(sql)?;
    let own = numbers.iter().filter_map(|number| number.parse::<CaseNumber>().ok());
    let own = own.filter(|number| number.prefix().to_string() == prefix);
    let last = own.map(|number| number.counter()).max().unwrap_or(0);
    sql.execute("UPDATE own SET counter = ?1", [last])?;
    Ok(())
}

/// Moves the counter behind those of these numbers that begin as this installation's do; it never goes back.
pub(crate) fn count_behind(sql: &Transaction<'_>, numbers: &[String]) -> Result<(), StoreError> {
    let counted = counted(sql)?;
    let behind = numbers.iter().filter(|number| counted.is_behind(number));
    let last = behind.filter_map(|number| number.parse::<CaseNumber>().ok()).map(|number| number.counter()).max();
    if let Some(last) = last {
        sql.execute("UPDATE own SET counter = ?1", [last])?;
    }
    Ok(())
}

/// Moves the clock behind this time; it never goes back.
pub(crate) fn clock_behind(sql: &Transaction<'_>, latest: Hlc) -> Result<(), StoreError> {
    let clock = clock(sql)?;
    if clock.last < latest { set_clock(sql, Clock { last: latest, ..clock }) } else { Ok(()) }
}

/// What case numbers begin with here, as it stands in the row.
pub(crate) fn prefix(sql: &Connection) -> Result<String, StoreError> {
    Ok(sql.query_row("SELECT prefix FROM own", [], |row| row.get(0))?)
}

/// What case numbers begin with here, and the last counter given out.
pub(crate) struct Counted {
    prefix: String,
    counter: i64,
}

impl Counted {
    /// Does this number say that the counter has been further?
    pub(crate) fn is_behind(&self, number: &str) -> bool {
        let number: Option<CaseNumber> = number.parse().ok();
        number.is_some_and(|number| {
            number.prefix().to_string() == self.prefix && i64::from(number.counter()) > self.counter
        })
    }

    /// Is it the last of these numbers, or none where there are none? It is counted in the event's own transaction.
    pub(crate) fn is_last_of(&self, numbers: &[String]) -> bool {
        let counters = numbers.iter().filter_map(|number| number.parse::<CaseNumber>().ok());
        counters.map(|number| i64::from(number.counter())).max().unwrap_or(0) == self.counter
    }

    /// Does this number begin otherwise than those that are given out now?
    pub(crate) fn is_of_another(&self, number: &str) -> bool {
        let number: Option<CaseNumber> = number.parse().ok();
        number.is_some_and(|number| number.prefix().to_string() != self.prefix)
    }
}

pub(crate) fn counted(sql: &Connection) -> Result<Counted, StoreError> {
    Ok(sql.query_row("SELECT prefix, counter FROM own", [], |row| {
        Ok(Counted { prefix: row.get(0)?, counter: row.get(1)? })
    })?)
}

/// The logical clock as it stands.
pub(crate) fn clock(sql: &Connection) -> Result<Clock, StoreError> {
    let clock = sql.prepare_cached("SELECT hlc, ahead FROM own")?.query_row([], |row| {
        let reading = |number: i64| Hlc::from_u64(number.cast_unsigned());
        Ok(Clock { last: reading(row.get(0)?), ahead: reading(row.get(1)?) })
    })?;
    Ok(clock)
}

pub(crate) fn set_clock(sql: &Transaction<'_>, clock: Clock) -> Result<(), StoreError> {
    let number = |reading: Hlc| reading.to_u64().cast_signed();
    sql.prepare_cached("UPDATE own SET hlc = ?1, ahead = ?2")?.execute([number(clock.last), number(clock.ahead)])?;
    Ok(())
}

/// Instead of a version: what counts has changed, so that the views are to be built again.
pub(crate) const TO_BE_BUILT: i64 = 0;

/// The version of the program's fold that built the views.
pub(crate) fn view_version(sql: &Connection) -> Result<i64, StoreError> {
    Ok(sql.query_row("SELECT view_version FROM own", [], |row| row.get(0))?)
}

pub(crate) fn set_view_version(sql: &Transaction<'_>, version: i64) -> Result<(), StoreError> {
    sql.execute("UPDATE own SET view_version = ?1", [version])?;
    Ok(())
}
