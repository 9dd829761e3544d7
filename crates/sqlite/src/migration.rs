//! Migrations: a list that only grows, each locked by its hash.
//!
//! A file that was released is never edited: the hash of every applied migration is written into the database and
//! compared when it is opened again. An older program may open a newer file as long as the changes were additive:
//! that is what the *compatibility number* says. Raising it locks older programs out and needs an ADR.

use rusqlite::{Connection, TransactionBehavior};

use crate::SqliteError;

/// One step of the schema.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// File name without ending: `0001_house`.
    pub name: &'static str,
    /// The statements.
    pub sql: &'static str,
    /// What a program must understand to live with a database that has this step.
    pub compatibility: u32,
}

/// Brings the database to the newest of `migrations`, each in one transaction. `ours` is what this program understands.
/// `applied_at` is written beside each step that is applied now.
///
/// # Errors
/// [`SqliteError::NewerStore`] when the database has steps that this program cannot live with,
/// [`SqliteError::ChangedMigration`] when an applied step is another than the one in the list. Nothing is changed then.
pub fn migrate(
    connection: &mut Connection,
    migrations: &[Migration],
    ours: u32,
    applied_at: &str,
) -> Result<(), SqliteError> {
    let known = connection
        .query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'migration'", [], |row| row.get::<_, i64>(0))?;
    if known == 0 {
        connection.execute_batch(
            "CREATE TABLE IF NOT EXISTS migration (
                 number INTEGER PRIMARY KEY,
                 name TEXT NOT NULL,
                 hash TEXT NOT NULL,
                 compatibility INTEGER NOT NULL,
                 applied_at TEXT NOT NULL
             ) STRICT",
        )?;
    }
    let needed: u32 =
        connection.query_row("SELECT coalesce(max(compatibility), 0) FROM migration", [], |row| row.get(0))?;
    if needed > ours {
        return Err(SqliteError::NewerStore { needed, ours });
    }
    for (number, migration) in (1_i64..).zip(migrations) {
        let hash = migration_hash(migration.sql);
        let applied: Option<String> = connection
            .prepare("SELECT hash FROM migration WHERE number = ?1")?
            .query_map([number], |row| row.get(0))?
            .next()
            .transpose()?;
        match applied {
            Some(applied) if applied == hash => {}
            Some(_) => return Err(SqliteError::ChangedMigration(migration.name.to_owned())),
            None => {
                let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
                transaction.execute_batch(migration.sql)?;
                transaction.execute(
                    "INSERT INTO migration (number, name, hash, compatibility, applied_at) VALUES (?1, ?2, ?3, ?4, ?5)",
                    (number, migration.name, &hash, migration.compatibility, applied_at),
                )?;
                transaction.commit()?;
            }
        }
    }
    Ok(())
}

/// The hash by which a migration is locked: BLAKE3 of its text with line ends as `\n`.
pub fn migration_hash(sql: &str) -> String {
    blake3::hash(sql.replace("\r\n", "\n").as_bytes()).to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use pana_model::Secret;

    use super::*;
    use crate::open_keyed;

    const ONE: Migration = Migration { name: "0001_one", sql: "CREATE TABLE a (x INTEGER) STRICT;", compatibility: 1 };
    const TWO: Migration = Migration { name: "0002_two", sql: "CREATE TABLE b (x INTEGER) STRICT;", compatibility: 1 };

    fn with(check: impl FnOnce(&mut Connection)) {
        let folder = tempfile::tempdir().unwrap();
        check(&mut open_keyed(&folder.path().join("t.db"), &Secret::new([1; 32])).unwrap());
    }

    #[test]
    fn steps_are_applied_once_and_in_order() {
        with(|connection| {
            migrate(connection, &[ONE], 1, "").unwrap();
            migrate(connection, &[ONE, TWO], 1, "").unwrap();
            migrate(connection, &[ONE, TWO], 1, "").unwrap();
            connection.execute_batch("INSERT INTO a VALUES (1); INSERT INTO b VALUES (1);").unwrap();
        });
    }

    #[test]
    fn older_program_opens_what_was_only_added_to() {
        with(|connection| {
            migrate(connection, &[ONE, TWO], 1, "").unwrap();
            migrate(connection, &[ONE], 1, "").unwrap();
        });
    }

    #[test]
    fn older_program_refuses_newer_store() {
        with(|connection| {
            migrate(connection, &[ONE, Migration { compatibility: 2, ..TWO }], 2, "").unwrap();
            let refused = migrate(connection, &[ONE], 1, "");
            assert!(matches!(refused, Err(SqliteError::NewerStore { needed: 2, ours: 1 })));
        });
    }

    #[test]
    fn a_changed_step_is_refused() {
        with(|connection| {
            migrate(connection, &[ONE], 1, "").unwrap();
            let changed = Migration { sql: "CREATE TABLE a (y INTEGER) STRICT;", ..ONE };
            assert!(matches!(migrate(connection, &[changed], 1, ""), Err(SqliteError::ChangedMigration(_))));
        });
    }

    #[test]
    fn a_step_that_fails_leaves_nothing_behind() {
        with(|connection| {
            let broken = Migration {
                name: "0001_broken",
                sql: "CREATE TABLE a (x INTEGER) STRICT; NONSENSE;",
                compatibility: 1,
            };
            assert!(migrate(connection, &[broken], 1, "").is_err());
            migrate(connection, &[ONE], 1, "").unwrap();
        });
    }
}
