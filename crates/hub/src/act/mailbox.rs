//! A laptop joins by a mailbox: a device of the centre lays it, a stranger answers by its name.
//!
//! The hub knows no words and opens no letter. What it holds to is that each letter is written once, that the nonce of whoever
//! invites comes after the commitment and before the opening, and that nobody but the device that laid it writes that nonce.

use std::sync::Arc;

use pana_model::CentreId;
use pana_wire::hub::{HubWord, LayMailbox, LetterPlace, Mailbox, MailboxAt, PutLetter};

use crate::HubError;
use crate::act::{Speaker, session};
use crate::db::Sql;
use crate::hub::Inner;
use crate::table;
use crate::table::mailbox::MailboxRow;

/// Lays a mailbox. Asked twice with the same letter it is the same.
pub(crate) async fn lay(hub: &Arc<Inner>, speaker: Speaker, asked: LayMailbox) -> Result<(), HubError> {
    let (inner, now) = (Arc::clone(hub), hub.now_ms());
    let until = now.saturating_add(hub.limits.mailbox_ms);
    hub.pool
        .write(move |sql| {
            let known = session::check(&inner, sql, speaker)?;
            // Who asks laptops in is a coordinator; in one room whoever serves knows.
            let may = inner.room.is_some() || known.devices.get(&speaker.dev).is_some_and(|(dev, _)| dev.coordinator);
            if !may {
                return Err(HubError::No(HubWord::Deed));
            }
            clear(sql, speaker.org, now)?;
            if let Some(row) = table::mailbox::get(sql, speaker.org, &asked.at, now)? {
                let is_same = row.dev == speaker.dev && row.mailbox.letter(LetterPlace::Invite) == Some(&asked.letter);
                return if is_same { Ok(()) } else { Err(HubError::No(HubWord::Written)) };
            }
            if table::mailbox::open(sql, speaker.org, now)? >= inner.limits.mailboxes {
                return Err(HubError::No(HubWord::Quota));
            }
            if !table::mailbox_at::take(sql, &asked.at, speaker.org, until, now)? {
                return Err(HubError::No(HubWord::Written));
            }
            Ok(table::mailbox::insert(sql, speaker.org, (&asked.at, speaker.dev), until, &asked.letter)?)
        })
        .await
}

/// Writes the nonce of the device that laid it.
pub(crate) async fn answer(hub: &Arc<Inner>, speaker: Speaker, asked: PutLetter) -> Result<(), HubError> {
    if asked.place != LetterPlace::Nonce {
        return Err(HubError::No(HubWord::NotAMessage));
    }
    let (inner, now) = (Arc::clone(hub), hub.now_ms());
    hub.pool
        .write(move |sql| {
            session::check(&inner, sql, speaker)?;
            let row = table::mailbox::get(sql, speaker.org, &asked.at, now)?;
            let row = row.filter(|row| row.dev == speaker.dev).ok_or(HubError::No(HubWord::NoMailbox))?;
            written(write(sql, speaker.org, &row, &asked)?)
        })
        .await
}

/// Writes a letter of whoever is no device yet.
pub(crate) async fn put(hub: &Arc<Inner>, asked: PutLetter) -> Result<(), HubError> {
    if !matches!(asked.place, LetterPlace::Commitment | LetterPlace::Opening) {
        return Err(HubError::No(HubWord::NotAMessage));
    }
    let now = hub.now_ms();
    // That somebody came second is kept, so it is no fault of the transaction.
    let done = hub.pool.write(move |sql| {
        let (org, row) = of_stranger(sql, &asked.at, now)?;
        let done = write(sql, org, &row, &asked)?;
        if done == Write::Other && asked.place == LetterPlace::Commitment {
            table::mailbox::note_again(sql, org, &asked.at)?;
        }
        Ok(done)
    });
    written(done.await?)
}

/// What lies in a mailbox, for a device of its centre.
pub(crate) async fn read(hub: &Arc<Inner>, speaker: Speaker, asked: MailboxAt) -> Result<Mailbox, HubError> {
    let (inner, now) = (Arc::clone(hub), hub.now_ms());
    hub.pool
        .read(move |sql| {
            session::check(&inner, sql, speaker)?;
            let row = table::mailbox::get(sql, speaker.org, &asked.at, now)?;
            Ok(row.ok_or(HubError::No(HubWord::NoMailbox))?.mailbox)
        })
        .await
}

/// What lies in a mailbox, for whoever knows its name.
pub(crate) async fn look(hub: &Arc<Inner>, asked: MailboxAt) -> Result<Mailbox, HubError> {
    let now = hub.now_ms();
    hub.pool.read(move |sql| Ok(of_stranger(sql, &asked.at, now)?.1.mailbox)).await
}

/// Deletes a mailbox, for a device of its centre. Where there is none, nothing happens.
pub(crate) async fn end(hub: &Arc<Inner>, speaker: Speaker, asked: MailboxAt) -> Result<(), HubError> {
    let inner = Arc::clone(hub);
    hub.pool
        .write(move |sql| {
            session::check(&inner, sql, speaker)?;
            table::mailbox::delete(sql, speaker.org, &asked.at)?;
            Ok(table::mailbox_at::delete(sql, &asked.at, speaker.org)?)
        })
        .await
}

/// Deletes those of a centre whose time is over.
pub(crate) fn clear(sql: &mut dyn Sql, org: CentreId, now_ms: u64) -> Result<(), HubError> {
    table::mailbox::clear(sql, org, now_ms)?;
    Ok(table::mailbox_at::clear(sql, org, now_ms)?)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Write {
    /// It lies there now, or did.
    Done,
    /// Another one lies there.
    Other,
    /// What it follows lies not there.
    Early,
}

fn write(sql: &mut dyn Sql, org: CentreId, row: &MailboxRow, asked: &PutLetter) -> Result<Write, HubError> {
    if let Some(there) = row.mailbox.letter(asked.place) {
        return Ok(if there == asked.letter { Write::Done } else { Write::Other });
    }
    let before = match asked.place {
        LetterPlace::Invite | LetterPlace::Commitment => LetterPlace::Invite,
        LetterPlace::Nonce => LetterPlace::Commitment,
        LetterPlace::Opening => LetterPlace::Nonce,
    };
    if row.mailbox.letter(before).is_none() {
        return Ok(Write::Early);
    }
    let is_written = table::mailbox::write(sql, org, &asked.at, asked.place, &asked.letter)?;
    Ok(if is_written { Write::Done } else { Write::Other })
}

const fn written(done: Write) -> Result<(), HubError> {
    match done {
        Write::Done => Ok(()),
        Write::Other => Err(HubError::No(HubWord::Written)),
        Write::Early => Err(HubError::No(HubWord::NotAMessage)),
    }
}

fn of_stranger(sql: &mut dyn Sql, at: &[u8; 16], now_ms: u64) -> Result<(CentreId, MailboxRow), HubError> {
    let none = HubError::No(HubWord::NoMailbox);
    let Some(org) = table::mailbox_at::org(sql, at, now_ms)? else { return Err(none) };
    table::mailbox::get(sql, org, at, now_ms)?.map(|row| (org, row)).ok_or(none)
}
