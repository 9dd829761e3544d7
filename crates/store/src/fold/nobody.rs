//! Events that are filed under nobody: the key of their epoch was not here when they came, or somebody took the case's id off
//! the row. Whose they are is sealed in their headers under that key.

use rusqlite::Transaction;

use super::gate::{Gate, MISFILED, NO_KEY};
use crate::disk::StoreError;
use crate::log::event::EventRow;
use crate::log::{LogReader, Session, Stream, event};
use crate::table::view_verdict;

/// Those of cases whose key was not here when they came, and is now.
fn opened(reader: LogReader<'_>) -> Result<Vec<(EventRow, [u8; 16])>, StoreError> {
    let mut found = Vec::new();
    for id in view_verdict::with(reader.sql, NO_KEY)? {
        let row = event::by_id(reader.sql, &id)?;
        found.extend(row.and_then(|row| about(reader, row)));
    }
    Ok(found)
}

/// A row that is filed under nobody, and whom it is about.
fn about(reader: LogReader<'_>, row: EventRow) -> Option<(EventRow, [u8; 16])> {
    let envelope = row.envelope().ok().filter(|_| row.subject.is_none())?;
    let subject = reader.session.address(row.stream, envelope.header())?;
    Some((row, subject))
}

/// Has a key come for an event that none opened? Also where another member's session has filed it, who had no key for it.
///
/// # Errors
/// As any read.
pub(crate) fn is_any_opened(reader: LogReader<'_>) -> Result<bool, StoreError> {
    for id in view_verdict::with(reader.sql, NO_KEY)? {
        let Some(row) = event::by_id(reader.sql, &id)? else { continue };
        let opens = match row.subject {
            None => about(reader, row).is_some(),
            Some(_) => reader.open(&row).is_ok_and(|opened| opened.is_some()),
        };
        if opens {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Files events for which a key has come under whom they are about.
///
/// # Errors
/// As any write.
pub(super) fn file_opened(sql: &Transaction<'_>, session: &Session) -> Result<(), StoreError> {
    let reader = LogReader { sql, session };
    let mut found = opened(reader)?;
    event::each_after(reader, Stream::Control, 0, |row| {
        found.extend(about(reader, row));
        Ok(())
    })?;
    for (row, subject) in found {
        event::replace(sql, row.position, row.stream, Some(&subject), &row.envelope()?)?;
    }
    Ok(())
}

/// What is filed under nobody is in no case, and stands aside.
///
/// # Errors
/// As any write.
pub(super) fn replay(sql: &Transaction<'_>, gate: &Gate<'_>) -> Result<(), StoreError> {
    event::each_of_nobody(gate.reader(), Stream::Centre, |row| match gate.admit(&row)? {
        Ok(Some(_)) => view_verdict::put(sql, &row.event_id, MISFILED, None),
        Ok(None) => Ok(()),
        Err(aside) => view_verdict::put(sql, &row.event_id, aside.reason, aside.missing),
    })
}
