//! What was done to a case: the lines of its view, and what each amendment changed, which only the log says.

use std::collections::BTreeSet;

use pana_model::CaseId;
use pana_record::EventKind;

use super::{Change, HistoryEntry};
use crate::disk::StoreError;
use crate::fold::interview;
use crate::log::{Context, Opened, Stream, hlc_ms};
use crate::table::view_history;
use crate::words::value;

/// The history of a case in the centre stream, the latest first.
pub(super) fn read(context: Context<'_>, case: CaseId) -> Result<Vec<HistoryEntry>, StoreError> {
    let rows = view_history::read(context.sql, case)?;
    let amended = rows.iter().any(|row| row.action == "interview-amended");
    // The log is opened only where it says more than the view.
    let events = if amended { context.events_of(Stream::Centre, case)? } else { Vec::new() };
    let listed = rows.into_iter().map(|row| {
        let at = events.iter().position(|event| event.device == row.device && event.seq == row.seq);
        let changes = at.and_then(|at| Some(changes(events.get(at)?, events.get(..at)?))).unwrap_or_default();
        HistoryEntry {
            at_ms: hlc_ms(row.hlc),
            member: row.member,
            action: row.action,
            device: row.device,
            interview: row.interview,
            changes,
        }
    });
    Ok(listed.collect())
}

/// The history that events give which no view holds, in their order.
pub(super) fn of_events(events: &[Opened]) -> impl Iterator<Item = HistoryEntry> {
    events.iter().enumerate().map(|(at, event)| HistoryEntry {
        at_ms: event.body.hlc.unix_ms().cast_signed(),
        member: event.body.member,
        action: event.action().to_owned(),
        device: event.device,
        interview: event.interview(),
        changes: changes(event, events.get(..at).unwrap_or_default()),
    })
}

/// What an amendment changed as against the events before it; nothing of any other event.
fn changes(event: &Opened, earlier: &[Opened]) -> Vec<Change> {
    let (EventKind::Edit, Some(amended)) = (event.body.kind, event.interview()) else { return Vec::new() };
    let before = interview::fold(amended, earlier);
    let mut after = before.clone();
    interview::apply_to(&mut after, amended, event);
    let (before, after) = (value::answers(&before), value::answers(&after));
    let places: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differing = places.into_iter().filter(|at| before.get(*at) != after.get(*at));
    differing
        .map(|at| Change { at: at.clone(), before: before.get(at).cloned(), after: after.get(at).cloned() })
        .collect()
}
