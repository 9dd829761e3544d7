//! Views from the log: thrown away and folded again, byte for byte the same.

use pana_model::Moment;
use rusqlite::Connection;

use crate::context::Context;
use crate::log::{COLUMNS, EventRow, apply_to_views};
use crate::store::{Action, Store};
use crate::stream::Stream;
use crate::{StoreError, VIEW_VERSION};

/// The tables that are derived from the log, with their columns in the order of their keys.
pub(crate) const VIEWS: [&str; 12] = [
    "view_access",
    "view_case",
    "view_case_doc",
    "view_centre",
    "view_device",
    "view_form",
    "view_history",
    "view_household",
    "view_interview",
    "view_member",
    "view_profile",
    "view_token",
];

impl Store {
    /// Throws the views away and builds them again from the log. Events that cannot be opened are left out; the doctor
    /// names them.
    ///
    /// # Errors
    /// As any write; the views are as before then.
    pub fn rebuild_views(&mut self, now: Moment) -> Result<(), StoreError> {
        self.transact(Action::Rebuild, now, |tx| {
            replay(tx.context())?;
            tx.sql().execute("UPDATE own SET view_version = ?1", [VIEW_VERSION])?;
            Ok(())
        })
    }

    /// What the views hold, table by table, for comparing: each table's name and a hash over all its rows in order.
    ///
    /// # Errors
    /// As any read.
    pub fn view_hashes(&self) -> Result<Vec<(String, [u8; 32])>, StoreError> {
        hashes(self.context().sql)
    }
}

/// Empties the views and applies every event that opens.
pub(crate) fn replay(context: Context<'_>) -> Result<(), StoreError> {
    for view in VIEWS {
        context.sql.execute(&format!("DELETE FROM {view}"), [])?;
    }
    let mut statement =
        context.sql.prepare(&format!("SELECT {COLUMNS}, position FROM event WHERE stream <> 2 ORDER BY position"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (_, row) = EventRow::of(row)?;
        match context.open(&row) {
            Ok(Some((_, _, event))) => apply_to_views(context, row.stream, &event)?,
            Ok(None) | Err(StoreError::Damaged(_)) => {}
            Err(error) => return Err(error),
        }
    }
    debug_assert!(Stream::ALL.len() == 3, "stream 2 is the protected one, which has no views");
    Ok(())
}

/// A hash over all rows of each view. Packed heads are unpacked first, so that another version of the packer is no
/// difference.
pub(crate) fn hashes(sql: &Connection) -> Result<Vec<(String, [u8; 32])>, StoreError> {
    let mut all = Vec::with_capacity(VIEWS.len());
    for view in VIEWS {
        // The tables have no rowid: read without an order they come by primary key.
        let mut statement = sql.prepare(&format!("SELECT * FROM {view}"))?;
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut hasher = blake3::Hasher::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for (column, name) in names.iter().enumerate() {
                match row.get_ref(column)? {
                    rusqlite::types::ValueRef::Integer(number) => hasher.update(b"i").update(&number.to_be_bytes()),
                    rusqlite::types::ValueRef::Blob(packed) if name == "doc" => {
                        add(&mut hasher, b"d", &crate::fold::unpack(packed)?.to_bytes())
                    }
                    rusqlite::types::ValueRef::Text(bytes) => add(&mut hasher, b"t", bytes),
                    rusqlite::types::ValueRef::Blob(bytes) => add(&mut hasher, b"b", bytes),
                    rusqlite::types::ValueRef::Null => hasher.update(b"n"),
                    rusqlite::types::ValueRef::Real(number) => hasher.update(b"r").update(&number.to_be_bytes()),
                };
            }
        }
        all.push((view.to_owned(), *hasher.finalize().as_bytes()));
    }
    Ok(all)
}

fn add<'h>(hasher: &'h mut blake3::Hasher, kind: &[u8], bytes: &[u8]) -> &'h mut blake3::Hasher {
    hasher.update(kind).update(&u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes()).update(bytes)
}

#[cfg(test)]
mod tests;
