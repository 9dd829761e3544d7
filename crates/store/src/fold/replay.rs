//! Views from the log: thrown away and folded again, byte for byte the same.

use rusqlite::Transaction;

use super::gate::Gate;
use super::many::{self, Views, Work};
use super::{apart, nobody};
use crate::disk::StoreError;
use crate::log::{LogReader, Session, Vouched, event};
use crate::table::views;

/// Empties the views and folds every case. The protected stream has no table, so its events are not read.
///
/// Cases are taken in the order of their ids, which is that of the tables' keys, and the views' indexes are built at the
/// end: so each page of a view is written about once. O(events), and the search keys of everyone in memory.
pub(crate) fn replay(sql: &Transaction<'_>, session: &Session) -> Result<(), StoreError> {
    replay_with(sql, session, &apart::work)
}

fn replay_with(sql: &Transaction<'_>, session: &Session, work: &Work) -> Result<(), StoreError> {
    let reader = LogReader { sql, session };
    nobody::file_opened(sql, session)?;
    let vouched = session.vouched.borrow().clone();
    let mut gate = Gate::replaying(reader, vouched);
    replay_through(sql, session, &gate, work)?;
    if gate.checked().is_none() {
        // What was checked before does not answer for what is here: every signature is asked for.
        gate = Gate::replaying(reader, Vouched::new());
        replay_through(sql, session, &gate, work)?;
    }
    session.vouched.replace(gate.checked().unwrap_or_default());
    Ok(())
}

fn replay_through(sql: &Transaction<'_>, session: &Session, gate: &Gate<'_>, work: &Work) -> Result<(), StoreError> {
    views::empty(sql)?;
    session.referred.set(session.referred.get().wrapping_add(1));
    views::without_indexes(sql, || {
        many::fold(sql, gate, event::subjects(sql)?, Views::Empty, work)?;
        nobody::replay(sql, gate)
    })
}

#[cfg(test)]
mod tests;
