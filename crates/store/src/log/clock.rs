//! The logical clock: written down with every event, moved on with every event, asked by nobody who decides.

use pana_model::Moment;
use pana_record::Hlc;
use rusqlite::Transaction;

use super::own;
use crate::disk::StoreError;

/// The logical time of the next event, persisted with it. A clock set back is simply not followed.
pub(crate) fn next_hlc(sql: &Transaction<'_>, now: Moment) -> Result<Hlc, StoreError> {
    let last = Hlc::from_u64(own::hlc(sql)?.cast_unsigned());
    let wall = u64::try_from(now.unix_ms()).unwrap_or(0);
    let next = Hlc::next(last, wall, None);
    own::set_hlc(sql, next.to_u64().cast_signed())?;
    Ok(next)
}

/// The milliseconds in a stored logical time.
pub(crate) fn hlc_ms(hlc: i64) -> i64 {
    Hlc::from_u64(hlc.cast_unsigned()).unix_ms().cast_signed()
}
