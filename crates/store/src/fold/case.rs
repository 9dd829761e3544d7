//! The centre stream: the case file's parts in their tables, and what an event changes in them.

use std::collections::{BTreeMap, BTreeSet};

use pana_casework::Refusal;
use pana_casework::case::{Applied, CaseFile, Parts, Verdict, birth_of, name_of};
use pana_model::{CaseId, EventRef, InterviewId};
use pana_record::Hlc;
use rusqlite::{Connection, Transaction};

use super::gate::{Aside, Gate};
use crate::disk::StoreError;
use crate::log::{Opened, Stream, event};
use crate::table::view_case::{self, CaseRow};
use crate::table::{
    view_case_doc, view_history, view_household, view_interview, view_profile, view_token, view_verdict, view_waiting,
};

/// The case file as the log gives it: rights and new events go by this one, since whoever has the database's key can edit the
/// tables of views. O(events of the case).
pub(crate) fn of_log(gate: &Gate<'_>, case: CaseId) -> Result<CaseFile, StoreError> {
    let opened = admitted(gate, case, |_, _| Ok(()))?;
    let events: Vec<_> = opened.iter().map(Opened::event).collect();
    Ok(gate.with_rules(|rules| CaseFile::fold(Stream::Centre, case, &events, rules).0))
}

/// The case file as the tables hold it.
pub(crate) fn read(sql: &Connection, case: CaseId) -> Result<CaseFile, StoreError> {
    let (history, frontier) = view_history::read(sql, case)?;
    Ok(CaseFile::from_parts(Parts {
        stream: Stream::Centre,
        subject: case,
        heads: view_case_doc::read(sql, case)?,
        interviews: view_interview::docs(sql, case)?,
        history,
        frontier,
        waiting: view_waiting::read(sql, case)?,
    }))
}

/// Applies an event that was just made. [`StoreError::Refused`] when its author may not have made it: nothing is written
/// down then.
pub(crate) fn apply(sql: &Transaction<'_>, gate: &Gate<'_>, file: CaseFile, opened: &Opened) -> Result<(), StoreError> {
    let mut file = file;
    let applied = gate.with_rules(|rules| file.apply(&opened.event(), rules)).map_err(StoreError::Refused)?;
    match applied {
        Applied::Again => Ok(()),
        Applied::Done(touched) => {
            view_history::insert(sql, file.subject(), &touched.line, true)?;
            view_history::set_newest(sql, file.subject(), file.frontier())?;
            if touched.case {
                write_person(sql, &file)?;
            } else {
                set_changed(sql, &file)?;
            }
            write_interviews(sql, &file, touched.interviews)
        }
        Applied::FoldAnew => {
            let verdict = fold_anew(sql, gate, file.subject(), opened.id)?;
            verdict.map_or(Ok(()), |refusal| Err(StoreError::Refused(refusal)))
        }
    }
}

/// Folds a case anew from all its events, and gives the verdict of one of them.
pub(crate) fn fold_anew(
    sql: &Transaction<'_>,
    gate: &Gate<'_>,
    case: CaseId,
    asked: EventRef,
) -> Result<Option<Refusal>, StoreError> {
    let mut found = None;
    let opened = admitted(gate, case, |event, aside| view_verdict::put(sql, event, aside.reason, aside.missing))?;
    let file = fold(sql, gate, case, &opened, Folded::Anew, |event, refusal| {
        if event == asked {
            found = Some(refusal.clone());
        }
    })?;
    clear(sql, case)?;
    let tokens = write(sql, &file)?;
    view_token::insert_all(sql, tokens)?;
    Ok(found)
}

/// The events of a case that the gate lets in, in the order in which they came; the others are handed to `aside`.
pub(crate) fn admitted(
    gate: &Gate<'_>,
    case: CaseId,
    mut aside: impl FnMut(&[u8; 32], Aside) -> Result<(), StoreError>,
) -> Result<Vec<Opened>, StoreError> {
    let mut opened = Vec::new();
    let mut rows = Vec::new();
    event::each_of_subject(gate.context(), Stream::Centre, case.as_bytes(), |row| {
        rows.push(row);
        Ok(())
    })?;
    for row in &rows {
        match gate.admit(row)? {
            Ok(event) => opened.extend(event),
            Err(why) => aside(&row.event_id, why)?,
        }
    }
    Ok(opened)
}

/// What stood in the tables before a fold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Folded {
    /// Nothing: they were emptied.
    First,
    /// What an earlier fold wrote.
    Anew,
}

/// The case file of these events. The verdicts of those that do not count are written down.
pub(crate) fn fold(
    sql: &Transaction<'_>,
    gate: &Gate<'_>,
    case: CaseId,
    opened: &[Opened],
    mode: Folded,
    mut refused: impl FnMut(EventRef, &Refusal),
) -> Result<CaseFile, StoreError> {
    let events: Vec<_> = opened.iter().map(Opened::event).collect();
    let (file, verdicts) = gate.with_rules(|rules| CaseFile::fold(Stream::Centre, case, &events, rules));
    for event in opened {
        match verdicts.get(&event.id) {
            None | Some(Verdict::Counts) => {
                if mode == Folded::Anew {
                    view_verdict::delete(sql, &event.full_id)?;
                }
            }
            Some(Verdict::Refused(refusal)) => {
                refused(event.id, refusal);
                view_verdict::put(sql, &event.full_id, refusal.word(), None)?;
            }
            Some(Verdict::Waits(missing)) => {
                view_verdict::put(sql, &event.full_id, "waiting", missing.first().copied())?;
            }
        }
    }
    Ok(file)
}

/// Writes all rows of a case of which there are none, but for the search keys, which it gives.
pub(crate) fn write(sql: &Transaction<'_>, file: &CaseFile) -> Result<Vec<view_token::Row>, StoreError> {
    let case = file.subject();
    let mut lines = file.history();
    // In the order of the table's key.
    lines.sort_unstable_by_key(|line| line.event);
    for line in &lines {
        view_history::insert(sql, case, line, file.frontier().contains(&line.event))?;
    }
    if !file.waiting().is_empty() {
        view_waiting::replace(sql, case, file.waiting())?;
    }
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    insert_person(sql, file)?;
    write_interviews(sql, file, file.interviews().collect())?;
    let changed = number(file.changed());
    Ok(file.tokens().into_iter().map(|(kind, token)| (kind, token, case, changed)).collect())
}

fn clear(sql: &Transaction<'_>, case: CaseId) -> Result<(), StoreError> {
    view_history::delete(sql, case)?;
    view_interview::delete(sql, case)?;
    view_waiting::replace(sql, case, &BTreeMap::new())?;
    view_profile::delete(sql, case)?;
    view_household::delete(sql, case)?;
    view_token::replace(sql, case, &BTreeSet::new(), 0)?;
    view_case_doc::delete(sql, case)?;
    view_case::delete(sql, case)
}

fn write_person(sql: &Transaction<'_>, file: &CaseFile) -> Result<(), StoreError> {
    view_profile::delete(sql, file.subject())?;
    view_household::delete(sql, file.subject())?;
    insert_person(sql, file)?;
    view_token::replace(sql, file.subject(), &file.tokens(), number(file.changed()))
}

fn insert_person(sql: &Transaction<'_>, file: &CaseFile) -> Result<(), StoreError> {
    let (case, facts) = (file.subject(), file.facts());
    let changed_hlc = number(file.changed());
    let row = CaseRow {
        number: file.number().to_owned(),
        name: name_of(&facts),
        birth: birth_of(&facts).to_owned(),
        opened_hlc: file.opened().map_or(0, number),
        changed_hlc,
    };
    view_case::put(sql, case, &row)?;
    view_case_doc::put(sql, case, file.heads())?;
    for ((household, property), fact) in &facts {
        match household {
            None => view_profile::insert(sql, case, property, fact)?,
            Some(instance) => view_household::insert(sql, case, *instance, property, fact)?,
        }
    }
    Ok(())
}

fn set_changed(sql: &Transaction<'_>, file: &CaseFile) -> Result<(), StoreError> {
    let (case, changed) = (file.subject(), number(file.changed()));
    view_case::set_changed(sql, case, changed)?;
    view_token::set_changed(sql, case, changed)
}

fn write_interviews(
    sql: &Transaction<'_>,
    file: &CaseFile,
    interviews: BTreeSet<InterviewId>,
) -> Result<(), StoreError> {
    for interview in interviews {
        if let (Some(head), Some(doc)) = (file.interview(interview), file.interview_heads(interview)) {
            view_interview::put(sql, file.subject(), &head, doc)?;
        }
    }
    Ok(())
}

fn number(hlc: Hlc) -> i64 {
    hlc.to_u64().cast_signed()
}
