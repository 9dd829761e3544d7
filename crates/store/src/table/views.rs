//! The tables that are derived from the log, taken together: emptied before a replay, compared after one.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Transaction};

use super::{
    packed, view_access, view_access_many, view_case, view_case_doc, view_conflict, view_file, view_history,
    view_household, view_interview, view_link, view_profile, view_referral, view_same, view_token, view_transfer,
    view_verdict, view_waiting, view_worker,
};
use crate::disk::StoreError;

/// Their names, in order.
pub(crate) const VIEWS: [&str; 18] = [
    view_access::NAME,
    view_access_many::NAME,
    view_case::NAME,
    view_case_doc::NAME,
    view_conflict::NAME,
    view_file::NAME,
    view_history::NAME,
    view_household::NAME,
    view_interview::NAME,
    view_link::NAME,
    view_profile::NAME,
    view_referral::NAME,
    view_same::NAME,
    view_token::NAME,
    view_transfer::NAME,
    view_verdict::NAME,
    view_waiting::NAME,
    view_worker::NAME,
];

pub(crate) fn empty(sql: &Transaction<'_>) -> Result<(), StoreError> {
    for view in VIEWS {
        sql.execute(&format!("DELETE FROM {view}"), [])?;
    }
    Ok(())
}

/// Does work on the views without their indexes, and builds these again: in one go and in order, not row by row.
pub(crate) fn without_indexes(
    sql: &Transaction<'_>,
    work: impl FnOnce() -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let indexes: Vec<(String, String, String)> = sql
        .prepare(
            "SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let of_views: Vec<_> = indexes.iter().filter(|(_, table, _)| VIEWS.contains(&table.as_str())).collect();
    for (name, ..) in &of_views {
        sql.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    work()?;
    for (.., made) in &of_views {
        sql.execute_batch(made)?;
    }
    Ok(())
}

/// A hash over all rows of each view. Packed heads are unpacked first, so that another version of the packer is no
/// difference.
pub(crate) fn hashes(sql: &Connection) -> Result<Vec<(String, [u8; 32])>, StoreError> {
    VIEWS.into_iter().map(|view| Ok((view.to_owned(), hash(sql, view)?))).collect()
}

fn hash(sql: &Connection, view: &str) -> Result<[u8; 32], StoreError> {
    // Every view begins with the columns of its key, and those without rowid lie by it already.
    let order = if view == view_same::NAME || view == view_file::NAME { "1, 2" } else { "1, 2, 3" };
    let mut statement = sql.prepare(&format!("SELECT * FROM {view} ORDER BY {order}"))?;
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let (mut hasher, mut unpacker) = (blake3::Hasher::new(), packed::Unpacker::new()?);
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        for (column, name) in names.iter().enumerate() {
            match row.get_ref(column)? {
                ValueRef::Integer(number) => hasher.update(b"i").update(&number.to_be_bytes()),
                ValueRef::Blob(bytes) if name == "doc" => match unpacker.raw(bytes) {
                    Ok(raw) => add(&mut hasher, b"d", raw),
                    // Somebody else wrote it.
                    Err(_) => add(&mut hasher, b"?", bytes),
                },
                ValueRef::Text(bytes) => add(&mut hasher, b"t", bytes),
                ValueRef::Blob(bytes) => add(&mut hasher, b"b", bytes),
                ValueRef::Null => hasher.update(b"n"),
                ValueRef::Real(number) => hasher.update(b"r").update(&number.to_be_bytes()),
            };
        }
    }
    Ok(*hasher.finalize().as_bytes())
}

fn add<'h>(hasher: &'h mut blake3::Hasher, kind: &[u8], bytes: &[u8]) -> &'h mut blake3::Hasher {
    hasher.update(kind).update(&u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes()).update(bytes)
}
