//! Is the schema the one that the migrations make, and nothing beside it?
//!
//! Whoever holds the key can add a trigger that swallows what is written, or a view in a table's place. We have neither,
//! so every one of them is a stranger's and is taken out: it is no data. A table or an index that is not ours is left and
//! named, since it may hold something; a table that is missing or made otherwise is named.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::{Migration, SqliteError};

/// What in the schema is not as the migrations made it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SchemaFaults {
    /// Triggers and views that were there, by name. They are gone now.
    pub taken_out: Vec<String>,
    /// Tables and indexes that no migration makes, by name.
    pub foreign: Vec<String>,
    /// Tables and indexes of ours that are missing or made otherwise, by name.
    pub changed: Vec<String>,
}

impl SchemaFaults {
    /// Is all as it should be?
    pub fn is_empty(&self) -> bool {
        self.taken_out.is_empty() && self.foreign.is_empty() && self.changed.is_empty()
    }
}

/// Takes out every trigger and view, before anything else is read or written. Gives their names. O(size of the schema).
///
/// # Errors
/// As any write.
pub fn drop_strangers(connection: &Connection) -> Result<Vec<String>, SqliteError> {
    let strangers: Vec<(String, String)> = connection
        .prepare("SELECT type, name FROM sqlite_schema WHERE type IN ('trigger', 'view') ORDER BY name")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (kind, name) in &strangers {
        let quoted = name.replace('"', "\"\"");
        connection.execute_batch(&format!("DROP {kind} IF EXISTS \"{quoted}\""))?;
    }
    Ok(strangers.into_iter().map(|(_, name)| name).collect())
}

/// Compares the schema with what `migrations` make of an empty database. To be asked after [`crate::migrate`].
/// `fingerprint`: that of what they make ([`schema_fingerprint`]), so that they are run again only to name the faults: they
/// take longer than all else at an opening.
///
/// # Errors
/// As any read.
pub fn compare_schema(
    connection: &Connection,
    migrations: &[Migration],
    fingerprint: &str,
) -> Result<SchemaFaults, SqliteError> {
    let held = entries(connection)?;
    if hash(&held) == fingerprint {
        return Ok(SchemaFaults::default());
    }
    let ours = expected(migrations)?;
    let foreign = held.keys().filter(|name| !ours.contains_key(*name)).cloned().collect();
    let changed = ours.iter().filter(|(name, made)| held.get(*name) != Some(made)).map(|(name, _)| name.clone());
    Ok(SchemaFaults { taken_out: Vec::new(), foreign, changed: changed.collect() })
}

/// The fingerprint of the schema that `migrations` make: BLAKE3 over the names and texts of its tables and indexes.
///
/// # Errors
/// As any write in memory.
pub fn schema_fingerprint(migrations: &[Migration]) -> Result<String, SqliteError> {
    Ok(hash(&expected(migrations)?))
}

fn hash(entries: &Entries) -> String {
    let mut hasher = blake3::Hasher::new();
    for text in entries.iter().flat_map(|(name, text)| [name, text]) {
        let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
        hasher.update(&length.to_be_bytes()).update(text.as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

/// Names and texts, blanks made equal. Indexes that SQLite makes by itself have no text and follow from their tables.
type Entries = BTreeMap<String, String>;

fn entries(connection: &Connection) -> Result<Entries, SqliteError> {
    let mut statement = connection.prepare(
        "SELECT name, sql FROM sqlite_schema
         WHERE sql IS NOT NULL AND name <> 'migration' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'",
    )?;
    let rows = statement.query_map([], |row| {
        let (name, sql): (String, String) = (row.get(0)?, row.get(1)?);
        Ok((name, sql.split_whitespace().collect::<Vec<_>>().join(" ")))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn expected(migrations: &[Migration]) -> Result<Entries, SqliteError> {
    let empty = Connection::open_in_memory()?;
    for migration in migrations {
        empty.execute_batch(migration.sql)?;
    }
    entries(&empty)
}

#[cfg(test)]
mod tests {
    use pana_model::Secret;

    use super::*;
    use crate::{migrate, open_keyed};

    const STEPS: [Migration; 2] = [
        Migration {
            name: "0001_one",
            sql: "CREATE TABLE a (x INTEGER NOT NULL) STRICT; CREATE INDEX a_x ON a (x);",
            compatibility: 1,
        },
        Migration {
            name: "0002_two",
            sql: "ALTER TABLE a ADD COLUMN y TEXT NOT NULL DEFAULT '';
                  CREATE TABLE b_new (x INTEGER) STRICT;
                  ALTER TABLE b_new RENAME TO b;",
            compatibility: 1,
        },
    ];

    fn check(meddle: &str, taken_out: &[&str], foreign: &[&str], changed: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        let mut connection = open_keyed(&folder.path().join("t.db"), &Secret::new([1; 32])).unwrap();
        migrate(&mut connection, &STEPS, 1, "").unwrap();
        connection.execute_batch(meddle).unwrap();
        let gone = drop_strangers(&connection).unwrap();
        assert_eq!(gone, taken_out, "{meddle}");
        assert_eq!(drop_strangers(&connection).unwrap(), Vec::<String>::new(), "once");
        for fingerprint in ["", &schema_fingerprint(&STEPS).unwrap()] {
            let faults = compare_schema(&connection, &STEPS, fingerprint).unwrap();
            assert_eq!((faults.foreign, faults.changed), (owned(foreign), owned(changed)), "{meddle}");
        }
    }

    fn owned(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_schema_as_it_was_made_has_no_faults() {
        check("", &[], &[], &[]);
    }

    #[test]
    fn triggers_and_views_of_strangers_are_taken_out_and_named() {
        check(
            "CREATE TRIGGER \"swallow \"\" it\" BEFORE INSERT ON a BEGIN SELECT raise(IGNORE); END;
             CREATE VIEW v AS SELECT 1;",
            &["swallow \" it", "v"],
            &[],
            &[],
        );
    }

    #[test]
    fn foreign_tables_are_left_and_named_and_a_table_made_otherwise_too() {
        check("CREATE TABLE other (x INTEGER);", &[], &["other"], &[]);
        check("DROP INDEX a_x;", &[], &[], &["a_x"]);
        check("DROP TABLE b; CREATE TABLE b (x INTEGER);", &[], &[], &["b"]);
    }
}
