//! The logical clock: written down with every event, moved on with every event, asked by nobody who decides.

use pana_model::Moment;
use pana_record::{Hlc, Reading};
use rusqlite::Transaction;

use super::own;
use crate::disk::StoreError;

/// The logical time of the next event, persisted with it. A clock set back is simply not followed; one that stands far
/// ahead of all that was seen is written down, flagged, and not followed either.
pub(crate) fn next_reading(sql: &Transaction<'_>, now: Moment) -> Result<Reading, StoreError> {
    let (reading, clock) = own::clock(sql)?.read(wall(now), None);
    own::set_clock(sql, clock)?;
    Ok(reading)
}

/// What the clock on the wall says, milliseconds since 1970.
pub(crate) fn wall(now: Moment) -> u64 {
    u64::try_from(now.unix_ms()).unwrap_or(0)
}

/// The milliseconds in a stored logical time.
pub(crate) fn hlc_ms(hlc: i64) -> i64 {
    Hlc::from_u64(hlc.cast_unsigned()).unix_ms().cast_signed()
}
