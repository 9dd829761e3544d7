//! The centre stream: the case file's parts in their tables, and what an event changes in them.

use std::collections::{BTreeMap, BTreeSet};

use pana_casework::Refusal;
use pana_casework::case::{Applied, CaseFile, Parts, Verdict};
use pana_model::{CaseId, EventRef, InterviewId};
use rusqlite::{Connection, Transaction};

use super::files;
use super::gate::{Aside, Gate};
use super::rows::{CaseRows, PersonRows, kept_as, number};
use crate::disk::StoreError;
use crate::log::{Opened, Stream, event};
use crate::table::packed::Packer;
use crate::table::{
    view_case, view_case_doc, view_conflict, view_file, view_history, view_household, view_interview, view_link,
    view_profile, view_referral, view_same, view_token, view_transfer, view_verdict, view_waiting, view_worker,
};

/// The case file as the log gives it: rights and new events go by this one, since whoever has the database's key can edit the
/// tables of views. O(events of the case).
pub(crate) fn of_log(gate: &Gate<'_>, case: CaseId) -> Result<CaseFile, StoreError> {
    let opened = admitted(gate, case, |_, _| Ok(()))?;
    let events: Vec<_> = opened.iter().map(Opened::event).collect();
    Ok(gate.with_rules(|rules| CaseFile::fold(Stream::Centre, case, &events, rules).0))
}

#[cfg(test)]
thread_local! {
    /// How many case files were read on this thread.
    pub(crate) static READ: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// The case file as the tables hold it.
pub(crate) fn read(sql: &Connection, case: CaseId) -> Result<CaseFile, StoreError> {
    #[cfg(test)]
    READ.set(READ.get().saturating_add(1));
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
            // Work of a kind that writes nothing of the case itself may open it again, and the first talk says whose it is.
            if touched.case || !touched.interviews.is_empty() {
                write_person(sql, gate, &file)?;
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

/// Where the verdict of no event is asked for.
pub(super) const NOBODY_ASKS: EventRef = EventRef::from_bytes([0; 16]);

/// Folds a case anew from all its events, and gives the verdict of one of them.
pub(crate) fn fold_anew(
    sql: &Transaction<'_>,
    gate: &Gate<'_>,
    case: CaseId,
    asked: EventRef,
) -> Result<Option<Refusal>, StoreError> {
    let mut found = None;
    let opened = admitted(gate, case, |event, aside| view_verdict::put(sql, event, aside.reason, aside.missing))?;
    let events: Vec<_> = opened.iter().map(Opened::event).collect();
    let (file, verdicts) = gate.with_rules(|rules| CaseFile::fold(Stream::Centre, case, &events, rules));
    for event in &opened {
        match verdicts.get(&event.id) {
            None | Some(Verdict::Counts) => view_verdict::delete(sql, &event.full_id)?,
            Some(verdict) => {
                put_verdict(sql, &event.full_id, verdict)?;
                if let Verdict::Refused(refusal) = verdict
                    && event.id == asked
                {
                    found = Some(refusal.clone());
                }
            }
        }
    }
    clear(sql, gate, case)?;
    if gate.reader().session.hides(case.as_bytes()) {
        return event::each_of_subject(gate.reader(), Stream::Centre, case.as_bytes(), |row| {
            view_verdict::delete(sql, &row.event_id)
        })
        .map(|()| found);
    }
    let mut rows = CaseRows::of(&file, &mut Packer::default())?;
    rows.void_links(&gate.reader().session.erasures());
    rows.insert(sql)?;
    referred(gate, rows.referrals());
    view_token::insert_all(sql, rows.tokens)?;
    view_same::insert_all(sql, rows.same)?;
    Ok(found)
}

/// The events of a case that the gate lets in, in the order in which they came; the others are handed to `aside`. Of a
/// case that is erased, or closed until it is, there are none.
pub(crate) fn admitted(
    gate: &Gate<'_>,
    case: CaseId,
    mut aside: impl FnMut(&[u8; 32], Aside) -> Result<(), StoreError>,
) -> Result<Vec<Opened>, StoreError> {
    let mut opened = Vec::new();
    let mut rows = Vec::new();
    if gate.reader().session.hides(case.as_bytes()) {
        return Ok(opened);
    }
    event::each_of_subject(gate.reader(), Stream::Centre, case.as_bytes(), |row| {
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

/// Writes down why an event does not count, if it does not.
pub(super) fn put_verdict(sql: &Transaction<'_>, event: &[u8; 32], verdict: &Verdict) -> Result<(), StoreError> {
    match verdict {
        Verdict::Counts => Ok(()),
        Verdict::Refused(refusal) => view_verdict::put(sql, event, refusal.word(), None),
        Verdict::Waits(missing) => view_verdict::put(sql, event, "waiting", missing.first().copied()),
    }
}

/// Takes away what the views hold of a case, if they hold anything. One that has no line has nothing but what waits for it.
pub(super) fn clear_where_any(sql: &Transaction<'_>, gate: &Gate<'_>, case: CaseId) -> Result<(), StoreError> {
    if view_history::has(sql, case)? || view_waiting::has(sql, case)? { clear(sql, gate, case) } else { Ok(()) }
}

fn clear(sql: &Transaction<'_>, gate: &Gate<'_>, case: CaseId) -> Result<(), StoreError> {
    view_history::delete(sql, case)?;
    view_interview::delete(sql, case)?;
    view_file::delete(sql, case)?;
    view_waiting::replace(sql, case, &BTreeMap::new())?;
    // The keys follow from the facts that are deleted after them.
    view_same::replace(sql, case, &kept_as(sql, case)?, &BTreeSet::new())?;
    view_link::delete(sql, case)?;
    view_profile::delete(sql, case)?;
    view_household::delete(sql, case)?;
    referred(gate, view_referral::delete(sql, case)?);
    view_worker::delete(sql, case)?;
    view_conflict::delete(sql, case)?;
    view_transfer::delete(sql, case)?;
    view_token::replace(sql, case, &BTreeSet::new(), 0)?;
    view_case_doc::delete(sql, case)?;
    view_case::delete(sql, case)
}

/// Says to whoever keeps what was read of referrals that so many rows of them are gone, or are new.
pub(super) fn referred(gate: &Gate<'_>, rows: usize) {
    if rows > 0 {
        let mark = &gate.reader().session.referred;
        mark.set(mark.get().wrapping_add(1));
    }
}

fn write_person(sql: &Transaction<'_>, gate: &Gate<'_>, file: &CaseFile) -> Result<(), StoreError> {
    if file.is_word_alone() {
        return Ok(());
    }
    let kept_before = kept_as(sql, file.subject())?;
    view_link::delete(sql, file.subject())?;
    view_profile::delete(sql, file.subject())?;
    view_household::delete(sql, file.subject())?;
    view_worker::delete(sql, file.subject())?;
    view_conflict::delete(sql, file.subject())?;
    view_transfer::delete(sql, file.subject())?;
    let mut person = PersonRows::of(file, &mut Packer::default())?;
    person.void_links(&gate.reader().session.erasures());
    referred(gate, view_referral::delete(sql, file.subject())?.saturating_add(person.referrals()));
    person.insert(sql, file.subject())?;
    view_same::replace(sql, file.subject(), &kept_before, person.same())?;
    view_token::replace(sql, file.subject(), &file.tokens(), number(file.changed()))
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
    let mut packer = Packer::default();
    for interview in interviews {
        if let Some(doc) = file.interview_heads(interview) {
            view_file::insert(sql, file.subject(), &files::named_in_heads(doc))?;
        }
        if let (Some(summary), Some(doc)) = (file.interview(interview), file.interview_heads(interview)) {
            view_interview::put(sql, file.subject(), &summary, &packer.row(doc)?)?;
        }
    }
    Ok(())
}
