//! The table `invite_online`: what an invite is answered by where a line goes both ways. It is no view: it stands in no log.

use pana_model::Secret;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use crate::disk::StoreError;

/// A row.
pub(crate) struct OnlineRow {
    pub(crate) id: [u8; 16],
    /// The mailbox's name.
    pub(crate) at: [u8; 16],
    /// The words' places, two bytes each; empty once the invite has ended.
    pub(crate) words: Secret<Vec<u8>>,
    /// The mailbox with the key of its letters; likewise.
    pub(crate) mailbox: Secret<Vec<u8>>,
    /// What invites, sealed.
    pub(crate) letter: Vec<u8>,
    pub(crate) address: String,
    pub(crate) hub: [u8; 32],
    pub(crate) in_room: bool,
    pub(crate) commitment: Option<[u8; 32]>,
    pub(crate) nonce: Option<[u8; 32]>,
    pub(crate) opening: Option<Vec<u8>>,
    /// Did somebody try to answer it when it was answered?
    pub(crate) again: bool,
    /// May the mailbox lie there still?
    pub(crate) lies: bool,
}

pub(crate) fn insert(sql: &Transaction<'_>, row: &OnlineRow) -> Result<(), StoreError> {
    sql.execute(
        "INSERT INTO invite_online (id, at, words, mailbox, letter, address, hub, in_room)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        // EXPOSE: they lie in the keyed database until the invite ends.
        params![
            row.id,
            row.at,
            row.words.expose(),
            row.mailbox.expose(),
            row.letter,
            row.address,
            row.hub,
            row.in_room
        ],
    )?;
    Ok(())
}

/// Who answers is bound, and this is what it is answered.
pub(crate) fn bind(
    sql: &Transaction<'_>,
    id: &[u8; 16],
    commitment: &[u8; 32],
    nonce: &[u8; 32],
) -> Result<(), StoreError> {
    sql.execute(
        "UPDATE invite_online SET commitment = ?2, nonce = ?3 WHERE id = ?1 AND commitment IS NULL",
        params![id, commitment, nonce],
    )?;
    Ok(())
}

pub(crate) fn open(sql: &Transaction<'_>, id: &[u8; 16], opening: &[u8]) -> Result<(), StoreError> {
    sql.execute("UPDATE invite_online SET opening = ?2 WHERE id = ?1 AND opening IS NULL", params![id, opening])?;
    Ok(())
}

pub(crate) fn note_again(sql: &Transaction<'_>, id: &[u8; 16]) -> Result<(), StoreError> {
    sql.execute("UPDATE invite_online SET again = 1 WHERE id = ?1", [id])?;
    Ok(())
}

/// The invite has ended: nothing stays but where the mailbox lies. Of one that is answered by a file alone there is no row.
pub(crate) fn end(sql: &Transaction<'_>, id: &[u8; 16]) -> Result<(), StoreError> {
    sql.execute(
        "UPDATE invite_online SET words = x'', mailbox = x'', letter = x'', commitment = NULL, nonce = NULL,
         opening = NULL WHERE id = ?1",
        [id],
    )?;
    Ok(())
}

/// The mailbox lies there no more.
pub(crate) fn gone(sql: &Transaction<'_>, id: &[u8; 16]) -> Result<(), StoreError> {
    sql.execute("UPDATE invite_online SET lies = 0 WHERE id = ?1", [id])?;
    Ok(())
}

pub(crate) fn read(sql: &Connection, id: &[u8; 16]) -> Result<Option<OnlineRow>, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT id, at, words, mailbox, letter, address, hub, in_room, commitment, nonce, opening, again, lies
         FROM invite_online WHERE id = ?1",
    )?;
    Ok(statement.query_row([id], of_row).optional()?)
}

/// The names of all invites that are answered on line.
pub(crate) fn ids(sql: &Connection) -> Result<Vec<[u8; 16]>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT id FROM invite_online ORDER BY id")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn of_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<OnlineRow> {
    Ok(OnlineRow {
        id: row.get(0)?,
        at: row.get(1)?,
        words: Secret::new(row.get(2)?),
        mailbox: Secret::new(row.get(3)?),
        letter: row.get(4)?,
        address: row.get(5)?,
        hub: row.get(6)?,
        in_room: row.get(7)?,
        commitment: row.get(8)?,
        nonce: row.get(9)?,
        opening: row.get(10)?,
        again: row.get(11)?,
        lies: row.get(12)?,
    })
}
