//! The database: opened under its key, brought up to this program's schema, refused when it is a newer program's.

use pana_model::{Moment, Secret};
use pana_sqlite::{Migration, migrate, open_keyed};
use rusqlite::Connection;

use super::{Folder, StoreError};

/// The compatibility number this program understands.
pub const UNDERSTOOD: u32 = 1;

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration { name: "0001_house", sql: include_str!("../../migrations/0001_house.sql"), compatibility: 1 },
    Migration {
        name: "0002_search_order",
        sql: include_str!("../../migrations/0002_search_order.sql"),
        compatibility: 1,
    },
    Migration { name: "0003_files", sql: include_str!("../../migrations/0003_files.sql"), compatibility: 1 },
];

/// The folder's database, which must be there: opening alone would make an empty one.
pub(crate) fn open_database(folder: &Folder, key: &Secret<[u8; 32]>, now: Moment) -> Result<Connection, StoreError> {
    if !folder.database().is_file() {
        return Err(StoreError::Damaged("pana.db is missing".to_owned()));
    }
    make_database(folder, key, now)
}

/// The folder's database, made when there is none.
pub(crate) fn make_database(folder: &Folder, key: &Secret<[u8; 32]>, now: Moment) -> Result<Connection, StoreError> {
    let mut connection = open_keyed(&folder.database(), key)?;
    migrate(&mut connection, MIGRATIONS, UNDERSTOOD, &now.to_rfc3339())?;
    Ok(connection)
}

/// The database once more, in place of a connection that is first closed: after a damaged page SQLCipher refuses every
/// further read on the same one.
pub(crate) fn reopen_database(
    connection: &mut Connection,
    folder: &Folder,
    key: &Secret<[u8; 32]>,
) -> Result<(), StoreError> {
    let closed = std::mem::replace(connection, Connection::open_in_memory()?);
    drop(closed);
    *connection = open_keyed(&folder.database(), key)?;
    Ok(())
}
