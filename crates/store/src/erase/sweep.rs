//! An erasure carried out: what goes from this device, in one change.
//!
//! Of the case's events the headers stay, which their devices signed and which hold their places in the chains. All
//! else goes: bodies, keys, drafts, files, rows of every view, search keys, and what came and waited outside of the
//! log. Who had looked at the case stays on record, as does what is written in other people's cases.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{CaseId, Moment};
use pana_wire::{Envelope, Header};

use crate::asked::Asked;
use crate::disk::StoreError;
use crate::fold;
use crate::fold::files::StoredFile;
use crate::log::event::{self, EventRow};
use crate::log::{LogReader, Session, Stream, slot};
use crate::store::{Store, Tx};
use crate::table::erasure::{self, ErasedItem, Stage};
use crate::table::{draft, set_aside, thrown_away, view_link};

/// What differs between what is ordered and what was done here.
#[derive(Debug, Default)]
struct ToDo {
    /// To be erased, also what came of a case since it was.
    erase: BTreeSet<CaseId>,
    /// To be closed.
    close: BTreeSet<CaseId>,
    /// No order stands against them any more, and of these those that were erased.
    free: BTreeSet<CaseId>,
    ask_again: BTreeSet<CaseId>,
}

impl ToDo {
    fn is_nothing(&self) -> bool {
        self.erase.is_empty() && self.close.is_empty() && self.free.is_empty()
    }
}

impl Store {
    /// Erases what counts as erased, closes what waits, and opens what waits no more.
    ///
    /// # Errors
    /// As any write; nothing has changed then.
    pub(crate) fn carry_out_erasures(&mut self, now: Moment) -> Result<(), StoreError> {
        let to_do = self.erasures_to_do()?;
        if to_do.is_nothing() {
            return Ok(());
        }
        self.transact(&Asked::nothing(), now, |tx| tx.carry_out(&to_do))?;
        self.reset_protected();
        Ok(())
    }

    fn erasures_to_do(&self) -> Result<ToDo, StoreError> {
        let (erasures, here) = (self.session().erasures(), erasure::all(self.connection())?);
        let mut to_do = ToDo::default();
        for case in erasures.erased() {
            let done = match here.get(case) {
                Some(Stage::Erased { protected }) => *protected || !self.opens(Stream::Protected),
                Some(Stage::Closed) | None => false,
            };
            if !done || event::is_left_of(self.connection(), case.as_bytes())? || self.holds_keys_of(*case)? {
                to_do.erase.insert(*case);
            }
        }
        to_do.close.extend(erasures.closed().iter().filter(|case| here.get(case) != Some(&Stage::Closed)));
        to_do.free.extend(here.keys().filter(|case| !erasures.hides(**case)));
        let was_erased = |case: &&CaseId| matches!(here.get(case), Some(Stage::Erased { .. }));
        to_do.ask_again.extend(to_do.free.iter().chain(&to_do.close).filter(was_erased));
        Ok(to_do)
    }
}

impl Store {
    /// Do keys of a case lie here that this session can tell? They may have come before what names them.
    fn holds_keys_of(&self, case: CaseId) -> Result<bool, StoreError> {
        for stream in [Stream::Centre, Stream::Protected] {
            if !slot::of_subject(self.reader(), stream, case.as_bytes())?.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl Tx<'_> {
    fn carry_out(&mut self, to_do: &ToDo) -> Result<(), StoreError> {
        let mut linked = self.linked_with(to_do.erase.iter().chain(&to_do.close).chain(&to_do.free))?;
        linked.extend(self.naming(&to_do.free)?);
        if !to_do.erase.is_empty() {
            self.erase_cases(&to_do.erase)?;
        }
        if !to_do.ask_again.is_empty() {
            self.ask_again(&to_do.ask_again)?;
        }
        let protected = self.session().opens(Stream::Protected);
        for case in &to_do.erase {
            erasure::put(self.sql(), *case, Stage::Erased { protected })?;
        }
        for case in &to_do.close {
            erasure::put(self.sql(), *case, Stage::Closed)?;
        }
        for case in &to_do.free {
            erasure::delete(self.sql(), *case)?;
        }
        let cases = to_do.erase.iter().chain(&to_do.close).chain(&to_do.free).chain(&linked);
        let subjects = cases.map(|case| *case.as_bytes()).collect();
        fold::fold_subjects(self.sql(), self.session(), subjects)?;
        // Those of drafts that are closed go, and come again when they are not.
        self.hidden_draft_tokens_delete()?;
        self.draft_tokens_anew()
    }

    /// Cases that say something of these: a link lies with one of its two ends.
    fn linked_with<'c>(&self, cases: impl Iterator<Item = &'c CaseId>) -> Result<BTreeSet<CaseId>, StoreError> {
        let mut linked = BTreeSet::new();
        for case in cases {
            linked.extend(view_link::of(self.sql(), *case)?.into_iter().map(|(other, _)| other));
        }
        Ok(linked)
    }

    /// Cases whose links to one of these were void until now: no row of them is here. O(cases before the last of these),
    /// once for all of them.
    fn naming(&self, back: &BTreeSet<CaseId>) -> Result<BTreeSet<CaseId>, StoreError> {
        let mut naming = BTreeSet::new();
        let Some(last) = back.last() else { return Ok(naming) };
        for subject in event::subjects(self.sql())? {
            let Some(other) = fold::case_of(self.session(), &subject).filter(|other| other < last) else { continue };
            if fold::case::read(self.sql(), other)?.links().iter().any(|link| back.contains(&link.other)) {
                naming.insert(other);
            }
        }
        Ok(naming)
    }

    fn erase_cases(&mut self, cases: &BTreeSet<CaseId>) -> Result<(), StoreError> {
        let rows = self.rows_of(cases)?;
        let mut files: BTreeMap<[u8; 32], (Stream, [u8; 16])> = BTreeMap::new();
        for row in rows.values() {
            // What does not open names no file to anybody; what is said to belong to it goes by where it stands.
            if let Ok(Some(opened)) = self.reader().open(row) {
                let named = opened.body.ops.iter().filter_map(StoredFile::of_op);
                files.extend(named.map(|file| (file.root, (row.stream, opened.body.subject))));
            }
        }
        let at = |row: &EventRow| Some(((row.stream, row.device, row.seq), self.subject_of(row)?));
        let events: Vec<_> = rows.values().filter_map(at).collect();
        self.files_erase(&files, events.into_iter(), cases)?;
        for row in rows.values() {
            event::erase_at(self.sql(), row.position)?;
            if let Some(subject) = self.subject_of(row) {
                erasure::put_item(self.sql(), row.stream, &ErasedItem::Event(row.event_id), &subject)?;
            }
        }
        self.drafts_delete(cases)?;
        self.set_aside_delete(cases)?;
        for case in cases {
            thrown_away::delete(self.sql(), *case)?;
        }
        // Last, since what opens them is found by them.
        self.keys_delete(cases)
    }

    /// Deletes the keys of cases, wherever this session can tell which they are.
    pub(crate) fn keys_delete(&mut self, cases: &BTreeSet<CaseId>) -> Result<(), StoreError> {
        for case in cases {
            for stream in [Stream::Centre, Stream::Protected] {
                for slot in slot::delete(self.sql(), self.session(), stream, case.as_bytes())? {
                    erasure::put_item(self.sql(), stream, &ErasedItem::Slot(slot), case.as_bytes())?;
                }
            }
        }
        Ok(())
    }

    /// A body that is gone here and is erased nowhere is asked for again.
    fn ask_again(&mut self, cases: &BTreeSet<CaseId>) -> Result<(), StoreError> {
        for row in self.rows_of(cases)?.into_values() {
            erasure::delete_item(self.sql(), row.stream, &ErasedItem::Event(row.event_id))?;
            if row.sealed.is_none() {
                event::ask_again_at(self.sql(), row.position)?;
            }
        }
        cases.iter().try_for_each(|case| erasure::delete_items(self.sql(), *case))?;
        // How far signatures were checked holds for what was here.
        self.session().vouched.borrow_mut().clear();
        Ok(())
    }

    fn rows_of(&self, cases: &BTreeSet<CaseId>) -> Result<BTreeMap<i64, EventRow>, StoreError> {
        rows_of(self.reader(), cases)
    }

    /// What an event is about, as its row or its header says it.
    fn subject_of(&self, row: &EventRow) -> Option<[u8; 16]> {
        let header = || Header::from_bytes(&row.header).ok();
        row.subject.or_else(|| self.session().address(row.stream, &header()?))
    }

    fn drafts_delete(&mut self, cases: &BTreeSet<CaseId>) -> Result<(), StoreError> {
        for interview in draft::all(self.sql())? {
            let location = self.reader().draft_location_of_any(interview);
            if location.is_ok_and(|location| cases.contains(&location.case)) {
                draft::delete(self.sql(), interview)?;
            }
        }
        // One that does not open and names its case in clear.
        cases.iter().try_for_each(|case| draft::delete_of(self.sql(), *case))
    }

    fn hidden_draft_tokens_delete(&mut self) -> Result<(), StoreError> {
        let closed = self.session().erasures();
        closed.closed().iter().try_for_each(|case| crate::table::draft_token::delete_of(self.sql(), *case))
    }

    /// What came and stands outside of the log may be about them too.
    fn set_aside_delete(&mut self, cases: &BTreeSet<CaseId>) -> Result<(), StoreError> {
        for raw in set_aside::all_raw(self.sql())? {
            let Ok(envelope) = Envelope::from_bytes(&raw) else { continue };
            let Some(stream) = envelope.header().stream.name(self.session().centre) else { continue };
            if stream != Stream::Control && is_of(self.session(), cases, stream, Some(&envelope)) {
                set_aside::delete(self.sql(), &raw)?;
            }
        }
        Ok(())
    }
}

/// The events of cases in both streams, by position. O(protected events).
pub(super) fn rows_of(reader: LogReader<'_>, cases: &BTreeSet<CaseId>) -> Result<BTreeMap<i64, EventRow>, StoreError> {
    let mut rows = BTreeMap::new();
    for case in cases {
        event::each_of_subject(reader, Stream::Centre, case.as_bytes(), |row| {
            rows.insert(row.position, row);
            Ok(())
        })?;
    }
    if reader.session.opens(Stream::Protected) {
        event::each_after(reader, Stream::Protected, 0, |row| {
            if is_of(reader.session, cases, row.stream, row.envelope().ok().as_ref()) {
                rows.insert(row.position, row);
            }
            Ok(())
        })?;
    }
    Ok(rows)
}

/// Is an event about one of these cases, as its header says under a key that is here?
fn is_of(session: &Session, cases: &BTreeSet<CaseId>, stream: Stream, envelope: Option<&Envelope>) -> bool {
    let subject = envelope.and_then(|envelope| session.address(stream, envelope.header()));
    subject.is_some_and(|subject| cases.contains(&CaseId::from_bytes(subject)))
}
