//! Events of the centre stream that are about the centre itself: looks, witnesses.

use pana_record::EventKind;
use rusqlite::Transaction;

use super::access;
use super::gate::Gate;
use crate::disk::StoreError;
use crate::log::{Opened, Stream, event};
use crate::table::view_verdict;

/// Looks, witnesses and other events about the centre itself, one at a time: they are many and stand by themselves. Applying one again
/// changes nothing.
pub(super) fn replay_looks(sql: &Transaction<'_>, gate: &Gate<'_>, centre: &[u8; 16]) -> Result<(), StoreError> {
    event::each_of_subject(gate.reader(), Stream::Centre, centre, |row| match gate.admit(&row)? {
        Ok(Some(event)) => apply_look(sql, gate, &event),
        Ok(None) => Ok(()),
        Err(aside) => view_verdict::put(sql, &row.event_id, aside.reason, aside.missing),
    })
}

/// Applies an event of the centre stream that is about the centre itself.
pub(super) fn apply_look(sql: &Transaction<'_>, gate: &Gate<'_>, event: &Opened) -> Result<(), StoreError> {
    match gate.judge_of_centre(&event.event(), Stream::Centre) {
        Ok(()) => {
            view_verdict::delete(sql, &event.full_id)?;
            if event.body.kind == EventKind::ViewAudit { access::apply(sql, event) } else { Ok(()) }
        }
        Err(refusal) => view_verdict::put(sql, &event.full_id, refusal.word(), None),
    }
}
