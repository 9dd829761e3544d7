//! Floor `fold`: from events to views. What one event changes, the same whether it was just appended or is replayed, so
//! the two cannot part ways.
//!
//! * **A row is derived from heads** (which do not mind the order of events) **and from values that only grow** (the
//!   latest change, the history), so an event that arrives late gives the same rows as one that arrived in time.
//! * **The fold only writes what it was given to fold.** It reads the views of the same subject and no others, asks no
//!   clock and no member.
//! * **The protected stream has no table.** Its fold is an index in memory, which lives and dies with the session.

pub(crate) mod access;
pub(crate) mod case;
pub(crate) mod control;
pub(crate) mod interview;
mod protected;
mod replay;

use rusqlite::Transaction;

use crate::disk::StoreError;
use crate::log::{Opened, Stream};

pub(crate) use protected::{Protected, ProtectedIndex};
pub(crate) use replay::replay;

/// The version of the views: when it changes, they are built again from the log at the next unlocking.
pub(crate) const VIEW_VERSION: i64 = 3;

/// What one event changes in the views.
pub(crate) fn apply(sql: &Transaction<'_>, stream: Stream, event: &Opened) -> Result<(), StoreError> {
    match stream {
        Stream::Control => control::apply(sql, event),
        Stream::Centre => case::apply(sql, event),
        Stream::Protected => Ok(()),
    }
}
