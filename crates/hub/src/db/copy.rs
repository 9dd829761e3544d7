//! All that a hub keeps, from one database into another: a backup, its way back, and the move from SQLite to PostgreSQL.

use super::{Database, DbError, Sql, Value};

/// The tables with their columns and by what their rows are told apart, but for sessions, which end with the hub that
/// gave them, and mailboxes: one that has ended must not come back, and words are laid anew.
const TABLES: [(&str, &[&str]); 11] = [
    ("centre", &["org", "root_deed", "deeds_rev", "said_head", "bytes", "made_ms"]),
    ("deed", &["org", "id", "deed"]),
    ("stream", &["org", "stream", "head", "hash"]),
    ("item", &["org", "stream", "seq", "hash", "id", "giver", "event", "whole", "dev", "dseq", "item"]),
    ("said", &["org", "dev", "rev", "said"]),
    ("file", &["org", "root", "hashes", "rev"]),
    ("file_chunk", &["org", "root", "number", "length", "held", "whole"]),
    ("file_piece", &["org", "root", "number", "at", "bytes"]),
    ("file_gone", &["org", "root", "number"]),
    ("token", &["token_hash", "made_ms", "used_by"]),
    ("hub", &["one", "incarnation"]),
];

/// Copies all rows as they are at one moment into an empty database, and does `then` there, in one transaction.
///
/// # Errors
/// [`DbError`]; nothing was written then.
pub fn copy_all(
    from: &mut dyn Database,
    to: &mut dyn Database,
    then: &mut dyn FnMut(&mut dyn Sql) -> Result<(), DbError>,
) -> Result<(), DbError> {
    from.begin_read()?;
    to.begin()?;
    let copied = copy_tables(from, to).and_then(|()| then(to.sql())).and_then(|()| to.commit());
    if copied.is_err() {
        to.roll_back();
    }
    from.roll_back();
    copied
}

fn copy_tables(from: &mut dyn Database, to: &mut dyn Database) -> Result<(), DbError> {
    for (table, columns) in TABLES {
        let names = columns.join(", ");
        let places: Vec<String> = (1..=columns.len()).map(|number| format!("${number}")).collect();
        let insert = format!("INSERT INTO {table} ({names}) VALUES ({})", places.join(", "));
        let into = to.sql();
        from.sql().each(&format!("SELECT {names} FROM {table}"), &[], &mut |row| {
            let values: Vec<Value> = row.0;
            into.run(&insert, &values)?;
            Ok(true)
        })?;
    }
    Ok(())
}
