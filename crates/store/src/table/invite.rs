//! The table `invite`: what this installation invited to, until it is answered. It is no view: who was asked and did not come
//! stands in no log.

use pana_model::Secret;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use crate::disk::StoreError;

/// What became of an invite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InviteState {
    /// Nobody has answered.
    Open,
    /// A device joined by it.
    Answered,
    /// It was taken back, or answered with other digits than were shown: nobody joins by it any more.
    Dead,
}

/// A row.
pub(crate) struct InviteRow {
    pub(crate) id: [u8; 16],
    /// The file as it was written, the secret in it.
    pub(crate) file: Secret<Vec<u8>>,
    /// Whom it is for.
    pub(crate) name: String,
    pub(crate) made_ms: i64,
    pub(crate) state: InviteState,
}

pub(crate) fn insert(sql: &Transaction<'_>, row: &InviteRow) -> Result<(), StoreError> {
    sql.execute(
        "INSERT INTO invite (id, file, name, made_ms, state) VALUES (?1, ?2, ?3, ?4, ?5)",
        // EXPOSE: an invite's secret lies in the keyed database until it is answered.
        params![row.id, row.file.expose(), row.name, row.made_ms, code(row.state)],
    )?;
    Ok(())
}

/// Ends an invite; its file goes.
pub(crate) fn end(sql: &Transaction<'_>, id: &[u8; 16], state: InviteState) -> Result<(), StoreError> {
    sql.execute("UPDATE invite SET state = ?2, file = x'' WHERE id = ?1", params![id, code(state)])?;
    Ok(())
}

pub(crate) fn read(sql: &Connection, id: &[u8; 16]) -> Result<Option<InviteRow>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT id, file, name, made_ms, state FROM invite WHERE id = ?1")?;
    Ok(statement.query_row([id], of_row).optional()?)
}

/// All, the newest first.
pub(crate) fn all(sql: &Connection) -> Result<Vec<InviteRow>, StoreError> {
    let mut statement =
        sql.prepare_cached("SELECT id, file, name, made_ms, state FROM invite ORDER BY made_ms DESC, id")?;
    let rows = statement.query_map([], of_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn of_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<InviteRow> {
    let state = match row.get::<_, i64>(4)? {
        0 => InviteState::Open,
        1 => InviteState::Answered,
        _ => InviteState::Dead,
    };
    Ok(InviteRow { id: row.get(0)?, file: Secret::new(row.get(1)?), name: row.get(2)?, made_ms: row.get(3)?, state })
}

const fn code(state: InviteState) -> i64 {
    match state {
        InviteState::Open => 0,
        InviteState::Answered => 1,
        InviteState::Dead => 2,
    }
}
