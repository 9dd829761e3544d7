//! Views from the log: thrown away and folded again, byte for byte the same. Each case is folded in memory from its events
//! and written once; one event that does not open costs itself alone.

use pana_model::CaseId;
use pana_record::EventKind;
use rusqlite::Transaction;

use super::gate::Gate;
use super::{access, case};
use crate::disk::StoreError;
use crate::log::event::EventRow;
use crate::log::{Context, Opened, Session, Stream, event};
use crate::table::{view_verdict, views};

/// Empties the views and folds every case. The protected stream has no table, so its events are not read.
pub(crate) fn replay(sql: &Transaction<'_>, session: &Session) -> Result<(), StoreError> {
    views::empty(sql)?;
    let context = Context { sql, session };
    let gate = Gate::vouching(context)?;
    for subject in event::subjects(sql, Stream::Centre)? {
        if subject == *session.centre.as_bytes() {
            replay_looks(sql, &gate, &subject)?;
        } else {
            replay_case(sql, &gate, CaseId::from_bytes(subject))?;
        }
    }
    Ok(())
}

fn replay_case(sql: &Transaction<'_>, gate: &Gate<'_>, case: CaseId) -> Result<(), StoreError> {
    let mut opened = Vec::new();
    let mut rows: Vec<EventRow> = Vec::new();
    event::each_of_subject(sql, Stream::Centre, case.as_bytes(), |row| {
        rows.push(row);
        Ok(())
    })?;
    for row in &rows {
        match gate.admit(row)? {
            Ok(event) => opened.extend(event),
            Err(reason) => view_verdict::put(sql, &row.event_id, reason, None)?,
        }
    }
    let file = case::fold(sql, gate, case, &opened, |_, _| {})?;
    case::write(sql, &file)
}

/// Looks and other events about the centre itself, one at a time: they are many and stand by themselves.
fn replay_looks(sql: &Transaction<'_>, gate: &Gate<'_>, centre: &[u8; 16]) -> Result<(), StoreError> {
    event::each_of_subject(sql, Stream::Centre, centre, |row| match gate.admit(&row)? {
        Ok(Some(event)) => apply_look(sql, gate, &event),
        Ok(None) => Ok(()),
        Err(reason) => view_verdict::put(sql, &row.event_id, reason, None),
    })
}

/// Applies an event of the centre stream that is about the centre itself.
pub(super) fn apply_look(sql: &Transaction<'_>, gate: &Gate<'_>, event: &Opened) -> Result<(), StoreError> {
    match gate.judge_look(&event.event(), Stream::Centre) {
        Ok(()) if event.body.kind == EventKind::ViewAudit => access::apply(sql, event),
        Ok(()) => Ok(()),
        Err(refusal) => view_verdict::put(sql, &event.full_id, refusal.word(), None),
    }
}
