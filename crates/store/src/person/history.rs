//! What was done to a case: the lines of its case files, and what each amendment changed, which only the events say.

use std::collections::BTreeMap;

use pana_casework::case::{CaseFile, Change, Done, HistoryLine};
use pana_model::{CaseId, EventRef};
use pana_record::EventKind;

use super::HistoryEntry;
use crate::disk::StoreError;
use crate::fold::gate::Gate;
use crate::fold::{Protected, case};
use crate::log::{LogReader, Opened, Stream};

/// The history of a case, the latest first: what lies in an event's past comes after it.
pub(super) fn read(
    reader: LogReader<'_>,
    protected: Protected<'_>,
    of: CaseId,
) -> Result<Vec<HistoryEntry>, StoreError> {
    let clear = case::read(reader.sql, of)?;
    let closed = protected.file(of)?;
    let mut changes = if amended(&clear) { changes(reader, of)? } else { BTreeMap::new() };
    if amended(&closed) {
        changes.extend(protected.changes(of)?);
    }
    let mut words = if resolved(&clear) { words(&admitted(reader, of)?) } else { BTreeMap::new() };
    if resolved(&closed) {
        words.extend(protected.words(of)?);
    }
    let mut lines: Vec<&HistoryLine> = clear.history();
    lines.extend(closed.history());
    lines.sort_by_key(|line| (line.at, line.depth, line.hlc, line.event));
    let entry = |line: &HistoryLine| {
        let changes = changes.remove(&line.event).unwrap_or_default();
        entry(line, changes, words.remove(&line.event).unwrap_or_default())
    };
    Ok(lines.into_iter().rev().map(entry).collect())
}

/// The log is opened only where it says more than the case file.
fn amended(file: &CaseFile) -> bool {
    file.history().iter().any(|line| matches!(line.what, Done::InterviewAmended | Done::Resolved))
}

/// What each amendment of a case changed, and what each choice between answers that stood side by side. O(events of the case).
pub(crate) fn changes(reader: LogReader<'_>, of: CaseId) -> Result<BTreeMap<EventRef, Vec<Change>>, StoreError> {
    let (gate, opened) = (Gate::new(reader), admitted(reader, of)?);
    let events: Vec<_> = opened.iter().map(Opened::event).collect();
    Ok(gate.with_rules(|rules| CaseFile::fold_changes(Stream::Centre, of, &events, rules)))
}

fn resolved(file: &CaseFile) -> bool {
    file.history().iter().any(|line| line.what == Done::Resolved)
}

fn admitted(reader: LogReader<'_>, of: CaseId) -> Result<Vec<Opened>, StoreError> {
    case::admitted(&Gate::new(reader), of, |_, _| Ok(()))
}

/// Why each choice between answers that stood side by side was made, by event.
fn words(opened: &[Opened]) -> BTreeMap<EventRef, String> {
    let chosen = opened.iter().filter(|event| event.body.kind == EventKind::Resolve);
    chosen.map(|event| (event.id, event.body.note.clone())).collect()
}

fn entry(line: &HistoryLine, changes: Vec<Change>, words: String) -> HistoryEntry {
    HistoryEntry {
        at_ms: line.hlc.unix_ms().cast_signed(),
        is_dated: line.is_clock_believed(),
        member: line.member,
        done: line.what,
        device: line.device,
        interview: line.interview,
        changes,
        words,
    }
}
