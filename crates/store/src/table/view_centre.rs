//! The table `view_centre`: the centre's name.

use rusqlite::{Connection, Transaction, params};

use crate::disk::StoreError;

pub(super) const NAME: &str = "view_centre";

pub(crate) fn put(sql: &Transaction<'_>, centre: [u8; 16], name: &str) -> Result<(), StoreError> {
    sql.execute("INSERT OR REPLACE INTO view_centre (centre, name) VALUES (?1, ?2)", params![centre, name])?;
    Ok(())
}

pub(crate) fn name(sql: &Connection) -> Result<String, StoreError> {
    Ok(sql.query_row("SELECT name FROM view_centre", [], |row| row.get(0))?)
}
