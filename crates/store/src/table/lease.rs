//! The table `lease`: how far the lease of this installation has gone. It is no view: no log says when others were met.

use pana_casework::lease::Lease;
use pana_keys::Tries;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use crate::disk::StoreError;

/// The row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LeaseRow {
    pub(crate) lease: Lease,
    /// How often a code has renewed it.
    pub(crate) renewals: u64,
    /// Wrong codes.
    pub(crate) tries: Tries,
}

/// What is kept; `None` where nothing is yet.
pub(crate) fn get(sql: &Connection) -> Result<Option<LeaseRow>, StoreError> {
    let mut statement =
        sql.prepare_cached("SELECT renewed_ms, reached_ms, day, renewals, failures, failed_ms FROM lease")?;
    let row = |row: &rusqlite::Row<'_>| {
        let number = |at: usize| row.get::<_, i64>(at).map(i64::cast_unsigned);
        Ok(LeaseRow {
            lease: Lease { renewed_ms: number(0)?, reached_ms: number(1)?, day: number(2)? },
            renewals: number(3)?,
            tries: Tries { failures: row.get(4)?, last_ms: number(5)? },
        })
    };
    Ok(statement.query_row([], row).optional()?)
}

/// Puts it in the place of what was kept.
pub(crate) fn put(sql: &Transaction<'_>, row: &LeaseRow) -> Result<(), StoreError> {
    let LeaseRow { lease, renewals, tries } = row;
    sql.execute(
        "INSERT OR REPLACE INTO lease (one, renewed_ms, reached_ms, day, renewals, failures, failed_ms)
         VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            lease.renewed_ms.cast_signed(),
            lease.reached_ms.cast_signed(),
            lease.day.cast_signed(),
            renewals.cast_signed(),
            tries.failures,
            tries.last_ms.cast_signed(),
        ],
    )?;
    Ok(())
}
