//! The database: opened under its key, brought up to this program's schema, refused when it is a newer program's.

use pana_model::{Moment, Secret};
use pana_sqlite::{Migration, SqliteError, compare_schema, drop_strangers, migrate, open_keyed};
use rusqlite::Connection;

use super::{Folder, StoreError};

/// The compatibility number this program understands.
pub const UNDERSTOOD: u32 = 2;

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration { name: "0001_house", sql: include_str!("../../migrations/0001_house.sql"), compatibility: 1 },
    Migration {
        name: "0002_search_order",
        sql: include_str!("../../migrations/0002_search_order.sql"),
        compatibility: 1,
    },
    Migration { name: "0003_files", sql: include_str!("../../migrations/0003_files.sql"), compatibility: 1 },
    Migration { name: "0004_layout2", sql: include_str!("../../migrations/0004_layout2.sql"), compatibility: 2 },
    Migration {
        name: "0005_due_interviews",
        sql: include_str!("../../migrations/0005_due_interviews.sql"),
        compatibility: 2,
    },
    Migration {
        name: "0006_looks_at_many",
        sql: include_str!("../../migrations/0006_looks_at_many.sql"),
        compatibility: 2,
    },
    Migration { name: "0007_meetings", sql: include_str!("../../migrations/0007_meetings.sql"), compatibility: 2 },
    Migration { name: "0008_nobody", sql: include_str!("../../migrations/0008_nobody.sql"), compatibility: 2 },
    Migration { name: "0009_referrals", sql: include_str!("../../migrations/0009_referrals.sql"), compatibility: 2 },
    Migration { name: "0010_directory", sql: include_str!("../../migrations/0010_directory.sql"), compatibility: 2 },
    Migration { name: "0011_follow_up", sql: include_str!("../../migrations/0011_follow_up.sql"), compatibility: 2 },
    Migration { name: "0012_closing", sql: include_str!("../../migrations/0012_closing.sql"), compatibility: 2 },
    Migration { name: "0013_covering", sql: include_str!("../../migrations/0013_covering.sql"), compatibility: 2 },
    Migration { name: "0014_meeting", sql: include_str!("../../migrations/0014_meeting.sql"), compatibility: 2 },
    Migration { name: "0015_same", sql: include_str!("../../migrations/0015_same.sql"), compatibility: 2 },
    Migration { name: "0016_hub", sql: include_str!("../../migrations/0016_hub.sql"), compatibility: 2 },
    Migration { name: "0017_conflict", sql: include_str!("../../migrations/0017_conflict.sql"), compatibility: 2 },
    Migration { name: "0018_erase", sql: include_str!("../../migrations/0018_erase.sql"), compatibility: 2 },
    Migration {
        name: "0019_files_travel",
        sql: include_str!("../../migrations/0019_files_travel.sql"),
        compatibility: 2,
    },
    Migration { name: "0020_lease", sql: include_str!("../../migrations/0020_lease.sql"), compatibility: 2 },
    Migration {
        name: "0021_erase_waits",
        sql: include_str!("../../migrations/0021_erase_waits.sql"),
        compatibility: 2,
    },
    Migration { name: "0022_join", sql: include_str!("../../migrations/0022_join.sql"), compatibility: 2 },
    Migration { name: "0023_transfer", sql: include_str!("../../migrations/0023_transfer.sql"), compatibility: 2 },
];

/// The fingerprint of the schema that they make.
pub(crate) const SCHEMA: &str = "8cd49dc9380b1350de0f40a7b563ec1f0910c964170dbeccb4edb1efaebbdf52";

/// The folder's database, which must be there: opening alone would make an empty one. `keys`: those to try, the newest
/// first. Triggers and views are taken out before anything is read; their names are given.
pub(crate) fn open_database<'k>(
    folder: &Folder,
    keys: impl Iterator<Item = &'k Secret<[u8; 32]>>,
    now: Moment,
) -> Result<(Connection, Vec<String>), StoreError> {
    if !folder.database().is_file() {
        return Err(StoreError::Damaged("pana.db is missing".to_owned()));
    }
    let mut connection = open_by_any(folder, keys)?;
    let taken_out = drop_strangers(&connection)?;
    migrate(&mut connection, MIGRATIONS, UNDERSTOOD, &now.to_rfc3339())?;
    Ok((connection, taken_out))
}

/// A change of the key that was cut off leaves the file under either.
fn open_by_any<'k>(
    folder: &Folder,
    keys: impl Iterator<Item = &'k Secret<[u8; 32]>>,
) -> Result<Connection, SqliteError> {
    let mut refused = SqliteError::WrongKey;
    for key in keys {
        match open_keyed(&folder.database(), key) {
            Err(error @ SqliteError::WrongKey) => refused = error,
            other => return other,
        }
    }
    Err(refused)
}

/// The names of tables and indexes that are not as the migrations make them, or are none of ours.
pub(crate) fn schema_faults(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let faults = compare_schema(connection, MIGRATIONS, SCHEMA)?;
    Ok(faults.foreign.into_iter().chain(faults.changed).collect())
}

/// Writes the database anew under the first of the keys, beside the old one, and puts it in its place. A cut leaves the old
/// one or the new one, whole; whatever fails, the connection goes on with the one that is there.
pub(crate) fn rewrite_database<'k>(
    connection: &mut Connection,
    folder: &Folder,
    mut keys: impl Iterator<Item = &'k Secret<[u8; 32]>> + Clone,
) -> Result<(), StoreError> {
    let all = keys.clone();
    let newest = keys.next().ok_or(SqliteError::WrongKey)?;
    let beside = folder.database().with_extension("db.new");
    pana_sqlite::checkpoint(connection)?;
    pana_sqlite::copy_under(connection, &beside, newest)?;
    drop(std::mem::replace(connection, Connection::open_in_memory()?));
    let renamed = std::fs::rename(&beside, folder.database()).map_err(StoreError::from).and_then(|()| folder.sync());
    *connection = open_by_any(folder, all)?;
    renamed
}

/// The folder's database, made when there is none.
pub(crate) fn make_database(folder: &Folder, key: &Secret<[u8; 32]>, now: Moment) -> Result<Connection, StoreError> {
    let mut connection = open_keyed(&folder.database(), key)?;
    migrate(&mut connection, MIGRATIONS, UNDERSTOOD, &now.to_rfc3339())?;
    Ok(connection)
}

/// The database once more, in place of a connection that is first closed: after a damaged page SQLCipher refuses every
/// further read on the same one.
pub(crate) fn reopen_database<'k>(
    connection: &mut Connection,
    folder: &Folder,
    keys: impl Iterator<Item = &'k Secret<[u8; 32]>>,
) -> Result<(), StoreError> {
    drop(std::mem::replace(connection, Connection::open_in_memory()?));
    *connection = open_by_any(folder, keys)?;
    Ok(())
}
