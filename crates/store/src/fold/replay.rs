//! Views from the log: thrown away and folded again, byte for byte the same. Each case is folded in memory from its events
//! and written once; one event that does not open costs itself alone.

use pana_model::CaseId;
use pana_record::EventKind;
use rusqlite::Transaction;

use super::access;
use super::case::{self, Folded};
use super::gate::{Aside, Gate, MISFILED};
use crate::disk::StoreError;
use crate::log::{Context, Opened, Session, Stream, Vouched, event};
use crate::table::{view_token, view_verdict, views};

/// Empties the views and folds every case. The protected stream has no table, so its events are not read.
///
/// Cases are taken in the order of their ids, which is that of the tables' keys, and the views' indexes are built at the
/// end: so each page of a view is written about once. O(events), and the search keys of everyone in memory.
pub(crate) fn replay(sql: &Transaction<'_>, session: &Session) -> Result<(), StoreError> {
    let context = Context { sql, session };
    let heads = session.vouched.borrow().clone();
    let mut gate = Gate::replaying(context, heads);
    replay_through(sql, session, &gate)?;
    if gate.checked().is_none() {
        // What was checked before does not answer for what is here: every signature is asked for.
        gate = Gate::replaying(context, Vouched::new());
        replay_through(sql, session, &gate)?;
    }
    session.vouched.replace(gate.checked().unwrap_or_default());
    Ok(())
}

fn replay_through(sql: &Transaction<'_>, session: &Session, gate: &Gate<'_>) -> Result<(), StoreError> {
    views::empty(sql)?;
    views::without_indexes(sql, || {
        let mut tokens = Vec::new();
        for subject in event::subjects(sql)? {
            if subject == *session.centre.as_bytes() {
                replay_looks(sql, gate, &subject)?;
            } else {
                tokens.extend(replay_case(sql, gate, CaseId::from_bytes(subject))?);
            }
        }
        replay_nobodys(sql, gate)?;
        view_token::insert_all(sql, tokens)
    })
}

/// Events that are filed under nobody: their key was not here when they came, or somebody took the case's id off the row.
/// They are in no case then, and stand aside.
fn replay_nobodys(sql: &Transaction<'_>, gate: &Gate<'_>) -> Result<(), StoreError> {
    event::each_of_nobody(gate.context(), Stream::Centre, |row| match gate.admit(&row)? {
        Ok(Some(_)) => view_verdict::put(sql, &row.event_id, MISFILED, None),
        Ok(None) => Ok(()),
        Err(aside) => view_verdict::put(sql, &row.event_id, aside.reason, aside.missing),
    })
}

fn replay_case(sql: &Transaction<'_>, gate: &Gate<'_>, case: CaseId) -> Result<Vec<view_token::Row>, StoreError> {
    let put = |event: &[u8; 32], aside: Aside| view_verdict::put(sql, event, aside.reason, aside.missing);
    let opened = case::admitted(gate, case, put)?;
    let file = case::fold(sql, gate, case, &opened, Folded::First, |_, _| {})?;
    case::write(sql, &file)
}

/// Looks and other events about the centre itself, one at a time: they are many and stand by themselves. Applying one again
/// changes nothing.
pub(crate) fn replay_looks(sql: &Transaction<'_>, gate: &Gate<'_>, centre: &[u8; 16]) -> Result<(), StoreError> {
    event::each_of_subject(gate.context(), Stream::Centre, centre, |row| match gate.admit(&row)? {
        Ok(Some(event)) => apply_look(sql, gate, &event),
        Ok(None) => Ok(()),
        Err(aside) => view_verdict::put(sql, &row.event_id, aside.reason, aside.missing),
    })
}

/// Applies an event of the centre stream that is about the centre itself.
pub(super) fn apply_look(sql: &Transaction<'_>, gate: &Gate<'_>, event: &Opened) -> Result<(), StoreError> {
    match gate.judge_look(&event.event(), Stream::Centre) {
        Ok(()) => {
            view_verdict::delete(sql, &event.full_id)?;
            if event.body.kind == EventKind::ViewAudit { access::apply(sql, event) } else { Ok(()) }
        }
        Err(refusal) => view_verdict::put(sql, &event.full_id, refusal.word(), None),
    }
}
