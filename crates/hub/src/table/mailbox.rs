//! Mailboxes by which laptops join: each letter is written once.

use pana_model::{CentreId, DeviceId};
use pana_wire::hub::{LetterPlace, Mailbox};

use crate::db::{DbError, Row, Sql};

/// A mailbox as it lies.
pub(crate) struct MailboxRow {
    /// Who laid it.
    pub(crate) dev: DeviceId,
    /// What is in it.
    pub(crate) mailbox: Mailbox,
}

/// How many a centre has whose time is not over.
pub(crate) fn open(sql: &mut dyn Sql, org: CentreId, now_ms: u64) -> Result<u64, DbError> {
    let row = sql.one(
        "SELECT count(*) FROM mailbox WHERE org = $1 AND until_ms > $2",
        &[org.as_bytes().into(), now_ms.into()],
    )?;
    row.ok_or(DbError::Row)?.count(0)
}

pub(crate) fn insert(
    sql: &mut dyn Sql,
    org: CentreId,
    (at, dev): (&[u8; 16], DeviceId),
    until_ms: u64,
    invite: &[u8],
) -> Result<(), DbError> {
    sql.run(
        "INSERT INTO mailbox (org, at, dev, until_ms, again, invite) VALUES ($1, $2, $3, $4, 0, $5)",
        &[org.as_bytes().into(), at.into(), dev.as_bytes().into(), until_ms.into(), invite.into()],
    )
    .map(drop)
}

/// One whose time is not over.
pub(crate) fn get(sql: &mut dyn Sql, org: CentreId, at: &[u8; 16], now_ms: u64) -> Result<Option<MailboxRow>, DbError> {
    let row = sql.one(
        "SELECT dev, again, invite, commitment, nonce, opening FROM mailbox
         WHERE org = $1 AND at = $2 AND until_ms > $3",
        &[org.as_bytes().into(), at.into(), now_ms.into()],
    )?;
    row.map(|row| of_row(&row)).transpose()
}

fn of_row(row: &Row) -> Result<MailboxRow, DbError> {
    let letter = |column: usize| match row.is_null(column) {
        true => Ok::<_, DbError>(None),
        false => Ok(Some(row.bytes(column)?.to_vec())),
    };
    let letters = [letter(2)?, letter(3)?, letter(4)?, letter(5)?];
    let mailbox = Mailbox { letters, again: row.int(1)? != 0 };
    Ok(MailboxRow { dev: DeviceId::from_bytes(row.fixed(0)?), mailbox })
}

/// Writes a letter where none lies, and says whether it did; that of what invites lies there from the beginning.
pub(crate) fn write(
    sql: &mut dyn Sql,
    org: CentreId,
    at: &[u8; 16],
    place: LetterPlace,
    letter: &[u8],
) -> Result<bool, DbError> {
    let values = [letter.into(), org.as_bytes().into(), at.into()];
    let statement = match place {
        LetterPlace::Invite => return Ok(false),
        LetterPlace::Commitment => {
            "UPDATE mailbox SET commitment = $1 WHERE org = $2 AND at = $3 AND commitment IS NULL"
        }
        LetterPlace::Nonce => "UPDATE mailbox SET nonce = $1 WHERE org = $2 AND at = $3 AND nonce IS NULL",
        LetterPlace::Opening => "UPDATE mailbox SET opening = $1 WHERE org = $2 AND at = $3 AND opening IS NULL",
    };
    Ok(sql.run(statement, &values)? == 1)
}

/// Notes that somebody tried to answer it when somebody else had.
pub(crate) fn note_again(sql: &mut dyn Sql, org: CentreId, at: &[u8; 16]) -> Result<(), DbError> {
    sql.run("UPDATE mailbox SET again = 1 WHERE org = $1 AND at = $2", &[org.as_bytes().into(), at.into()]).map(drop)
}

pub(crate) fn delete(sql: &mut dyn Sql, org: CentreId, at: &[u8; 16]) -> Result<(), DbError> {
    sql.run("DELETE FROM mailbox WHERE org = $1 AND at = $2", &[org.as_bytes().into(), at.into()]).map(drop)
}

/// Deletes those of a centre whose time is over.
pub(crate) fn clear(sql: &mut dyn Sql, org: CentreId, now_ms: u64) -> Result<(), DbError> {
    sql.run("DELETE FROM mailbox WHERE org = $1 AND until_ms <= $2", &[org.as_bytes().into(), now_ms.into()]).map(drop)
}
