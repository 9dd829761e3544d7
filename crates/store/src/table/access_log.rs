//! The access log of a case: the lines of `view_access` and `view_access_many` put together.

use pana_model::CaseId;
use rusqlite::Connection;

use super::view_access::{self, AccessEntry, LATEST};
use super::view_access_many;
use crate::disk::StoreError;

/// The latest thousand looks at a case, the latest first.
pub(crate) fn read(sql: &Connection, case: CaseId) -> Result<Vec<AccessEntry>, StoreError> {
    let mut entries = view_access::read(sql, case)?;
    entries.extend(view_access_many::read(sql, case)?);
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.at_ms));
    entries.truncate(LATEST);
    Ok(entries)
}
