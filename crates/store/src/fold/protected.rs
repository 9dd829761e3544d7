//! The protected stream. Nothing of it lies in a table in clear, not even which case an event is about. A member with the
//! grant has, in memory and until the lock, the same case files that the centre stream has in tables.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use pana_casework::case::{CaseFile, Change, Conflict, Verdict};
use pana_casework::referral::ReferralSummary;
use pana_model::{CaseId, EventRef, InterviewId};
use pana_record::{EventKind, Heads};

use super::access::looks;
use super::files;
use super::gate::Gate;
use crate::disk::StoreError;
use crate::log::event::EventRow;
use crate::log::{LogReader, Opened, Stream, event, hlc_ms};
use crate::table::view_access::AccessEntry;
use crate::table::view_file;
use crate::table::view_interview::InterviewSummary;

/// Case files by case. They grow by what is committed and are thrown away with the session.
#[derive(Default)]
pub(crate) struct ProtectedIndex {
    last: i64,
    positions: BTreeMap<CaseId, Vec<i64>>,
    files: BTreeMap<CaseId, CaseFile>,
    access: BTreeMap<CaseId, Vec<AccessEntry>>,
    set_aside: BTreeMap<[u8; 32], String>,
}

/// Reads of the protected stream.
#[derive(Clone, Copy)]
pub(crate) struct Protected<'p> {
    reader: LogReader<'p>,
    index: &'p RefCell<ProtectedIndex>,
}

impl<'p> Protected<'p> {
    pub(crate) const fn new(reader: LogReader<'p>, index: &'p RefCell<ProtectedIndex>) -> Self {
        Self { reader, index }
    }

    /// A case's file; empty without the grant.
    pub(crate) fn file(&self, case: CaseId) -> Result<CaseFile, StoreError> {
        self.bring_up_to_date()?;
        let known = self.index.borrow().files.get(&case).cloned();
        Ok(known.unwrap_or_else(|| CaseFile::new(Stream::Protected, case)))
    }

    /// What each amendment of a case changed.
    pub(crate) fn changes(&self, case: CaseId) -> Result<BTreeMap<EventRef, Vec<Change>>, StoreError> {
        self.bring_up_to_date()?;
        let opened = self.events(case)?;
        let events: Vec<_> = opened.iter().map(Opened::event).collect();
        let gate = Gate::new(self.reader);
        Ok(gate.with_rules(|rules| CaseFile::fold_changes(Stream::Protected, case, &events, rules)))
    }

    /// Why each choice between answers of a case that stood side by side was made, by event.
    pub(crate) fn words(&self, case: CaseId) -> Result<BTreeMap<EventRef, String>, StoreError> {
        self.bring_up_to_date()?;
        let chosen = self.events(case)?.into_iter().filter(|event| event.body.kind == EventKind::Resolve);
        Ok(chosen.map(|event| (event.id, event.body.note)).collect())
    }

    /// An event of a case that counts.
    pub(crate) fn event(&self, case: CaseId, id: EventRef) -> Result<Option<Opened>, StoreError> {
        self.bring_up_to_date()?;
        let counts = self.file(case)?.history().iter().any(|line| line.event == id);
        let found = if counts { self.events(case)? } else { Vec::new() };
        Ok(found.into_iter().find(|event| event.id == id))
    }

    /// The cases that claim an interview.
    pub(crate) fn claims(&self, interview: InterviewId) -> Result<Vec<CaseId>, StoreError> {
        self.bring_up_to_date()?;
        let index = self.index.borrow();
        let claim = |file: &&CaseFile| file.interview(interview).is_some();
        Ok(index.files.values().filter(claim).map(CaseFile::subject).collect())
    }

    /// What lists say of a case's interview, and its heads.
    pub(crate) fn interview(
        &self,
        case: CaseId,
        interview: InterviewId,
    ) -> Result<Option<(InterviewSummary, Heads)>, StoreError> {
        self.bring_up_to_date()?;
        let index = self.index.borrow();
        let file = index.files.get(&case);
        Ok(file.and_then(|file| Some((summary(file, interview)?, file.interview_heads(interview)?.clone()))))
    }

    /// What lists say of all interviews; empty without the grant.
    pub(crate) fn summaries(&self) -> Result<Vec<InterviewSummary>, StoreError> {
        self.bring_up_to_date()?;
        Ok(self.index.borrow().files.values().flat_map(summaries_of).collect())
    }

    /// What lists say of a case's interviews; empty without the grant.
    pub(crate) fn summaries_of(&self, case: CaseId) -> Result<Vec<InterviewSummary>, StoreError> {
        Ok(summaries_of(&self.file(case)?))
    }

    /// What lists say of a questionnaire's interviews, in the order in which they were finished.
    pub(crate) fn summaries_of_form(&self, form_id: &str) -> Result<Vec<InterviewSummary>, StoreError> {
        let mut summaries = self.summaries()?;
        summaries.retain(|summary| summary.form_id == form_id);
        summaries.sort_by_key(|summary| (summary.finished_ms, summary.interview));
        Ok(summaries)
    }

    /// What lists say of the referrals of all cases; empty without the grant.
    pub(crate) fn referrals(&self) -> Result<Vec<(CaseId, ReferralSummary)>, StoreError> {
        self.bring_up_to_date()?;
        let index = self.index.borrow();
        let of_file = |file: &CaseFile| {
            let case = file.subject();
            file.referral_summaries().into_iter().map(move |summary| (case, summary))
        };
        Ok(index.files.values().flat_map(of_file).collect())
    }

    /// The files that events name, with one event that does; none without the grant.
    pub(crate) fn files(&self) -> Result<view_file::Named, StoreError> {
        self.bring_up_to_date()?;
        Ok(self.index.borrow().files.values().flat_map(files::named_in).collect())
    }

    /// Does a case that is none of these name the file? Nothing without the grant.
    pub(crate) fn is_file_of_another(&self, root: &[u8; 32], than: &BTreeSet<CaseId>) -> Result<bool, StoreError> {
        self.bring_up_to_date()?;
        let index = self.index.borrow();
        let mut others = index.files.values().filter(|file| !than.contains(&file.subject()));
        Ok(others.any(|file| files::named_in(file).contains_key(root)))
    }

    /// What stands side by side in all cases; nothing without the grant.
    pub(crate) fn conflicts(&self) -> Result<Vec<(CaseId, Conflict)>, StoreError> {
        self.bring_up_to_date()?;
        let index = self.index.borrow();
        let of_file = |file: &CaseFile| {
            let case = file.subject();
            file.conflicts().into_iter().map(move |conflict| (case, conflict))
        };
        Ok(index.files.values().flat_map(of_file).collect())
    }

    /// Looks at a case's protected interviews, in the order in which they came.
    pub(crate) fn access(&self, case: CaseId) -> Result<Vec<AccessEntry>, StoreError> {
        self.bring_up_to_date()?;
        Ok(self.index.borrow().access.get(&case).cloned().unwrap_or_default())
    }

    /// Events that do not count, with the reason; none without the grant.
    pub(crate) fn set_aside(&self) -> Result<Vec<([u8; 32], String)>, StoreError> {
        self.bring_up_to_date()?;
        Ok(self.index.borrow().set_aside.iter().map(|(id, reason)| (*id, reason.clone())).collect())
    }

    /// Brings the files up to the end of the log. One event that does not open or does not count costs itself alone.
    fn bring_up_to_date(&self) -> Result<(), StoreError> {
        if !self.reader.session.opens(Stream::Protected) {
            return Ok(());
        }
        let gate = Gate::new(self.reader);
        let mut index = self.index.borrow_mut();
        let last = index.last;
        let mut touched: BTreeSet<CaseId> = BTreeSet::new();
        event::each_after(self.reader, Stream::Protected, last, |row| {
            index.last = row.position;
            if row.sealed.is_none() && self.is_erased(&row) {
                return Ok(());
            }
            match gate.admit(&row)? {
                // Closed until it is erased, or about to be.
                Ok(Some(event)) if self.reader.session.hides(&event.body.subject) => {}
                Ok(Some(event)) => touched.extend(index.add(&gate, row.position, &event)),
                Ok(None) => {}
                Err(aside) => drop(index.set_aside.insert(row.event_id, aside.reason.to_owned())),
            }
            Ok(())
        })?;
        drop(index);
        touched.into_iter().try_for_each(|case| self.fold(&gate, case))
    }

    fn is_erased(&self, row: &EventRow) -> bool {
        let subject =
            row.envelope().ok().and_then(|envelope| self.reader.session.address(row.stream, envelope.header()));
        subject.is_some_and(|subject| self.reader.session.is_erased(&subject))
    }

    fn fold(&self, gate: &Gate<'_>, case: CaseId) -> Result<(), StoreError> {
        let opened = self.events(case)?;
        let events: Vec<_> = opened.iter().map(Opened::event).collect();
        let (file, verdicts) = gate.with_rules(|rules| CaseFile::fold(Stream::Protected, case, &events, rules));
        let mut index = self.index.borrow_mut();
        for event in &opened {
            match verdicts.get(&event.id) {
                Some(Verdict::Refused(refusal)) => {
                    index.set_aside.insert(event.full_id, refusal.word().to_owned());
                }
                Some(Verdict::Waits(_)) => drop(index.set_aside.insert(event.full_id, "waiting".to_owned())),
                Some(Verdict::Counts) | None => drop(index.set_aside.remove(&event.full_id)),
            }
        }
        index.files.insert(case, file);
        Ok(())
    }

    fn events(&self, case: CaseId) -> Result<Vec<Opened>, StoreError> {
        let positions = self.index.borrow().positions.get(&case).cloned().unwrap_or_default();
        let mut events = Vec::with_capacity(positions.len());
        for position in positions {
            events.extend(self.reader.open(&event::at(self.reader.sql, position)?)?);
        }
        Ok(events)
    }
}

impl ProtectedIndex {
    /// Takes an event in; gives its case when that has to be folded.
    fn add(&mut self, gate: &Gate<'_>, position: i64, event: &Opened) -> Option<CaseId> {
        match event.body.kind {
            EventKind::ViewAudit => {
                match gate.judge_of_centre(&event.event(), Stream::Protected) {
                    Ok(()) => {
                        for (case, _, entry) in looks(event) {
                            self.access.entry(case).or_default().push(entry);
                        }
                    }
                    Err(refusal) => drop(self.set_aside.insert(event.full_id, refusal.word().to_owned())),
                }
                None
            }
            EventKind::Witness if event.body.subject == *gate.reader().session.centre.as_bytes() => {
                if let Err(refusal) = gate.judge_of_centre(&event.event(), Stream::Protected) {
                    self.set_aside.insert(event.full_id, refusal.word().to_owned());
                }
                None
            }
            _ => {
                let case = CaseId::from_bytes(event.body.subject);
                self.positions.entry(case).or_default().push(position);
                Some(case)
            }
        }
    }
}

fn summaries_of(file: &CaseFile) -> Vec<InterviewSummary> {
    file.interviews().filter_map(|interview| summary(file, interview)).collect()
}

/// What lists say of an interview of the protected stream, which no table holds.
fn summary(file: &CaseFile, interview: InterviewId) -> Option<InterviewSummary> {
    let summary = file.interview(interview)?;
    Some(InterviewSummary {
        interview,
        case: file.subject(),
        stream: Stream::Protected,
        form_id: summary.form_id,
        form_hash: summary.form_hash,
        member: summary.member,
        started_ms: summary.started_ms,
        finished_ms: hlc_ms(summary.finished.to_u64().cast_signed()),
        incomplete: summary.incomplete,
        later: summary.later,
        amended: summary.amended,
    })
}

#[cfg(test)]
mod tests;
