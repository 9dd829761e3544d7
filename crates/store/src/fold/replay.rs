//! Views from the log: thrown away and folded again, byte for byte the same.

use rusqlite::Transaction;

use super::apply;
use crate::disk::StoreError;
use crate::log::{Context, Session, Stream, event};
use crate::table::views;

/// Empties the views and applies every event that opens. The protected stream has none, so its events are not read.
pub(crate) fn replay(sql: &Transaction<'_>, session: &Session) -> Result<(), StoreError> {
    views::empty(sql)?;
    let context = Context { sql, session };
    event::each_but(sql, Stream::Protected, |row| match context.open(&row) {
        Ok(Some(event)) => apply(sql, row.stream, &event),
        Ok(None) | Err(StoreError::Damaged(_)) => Ok(()),
        Err(error) => Err(error),
    })
}
