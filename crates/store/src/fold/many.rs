//! Many cases folded at once: each in memory from its events, and written once. One event that does not open costs itself
//! alone.
//!
//! This thread alone touches the database and asks the gate. What can be done without either is done on a second one
//! ([`super::apart`]), a few cases at a time.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use pana_model::CaseId;
use rusqlite::Transaction;

use super::apart::{Admitted, AdmittedEvent, Folded, Job, Made, Read};
use super::case;
use super::gate::{Gate, Unsigned};
use super::looks::replay_looks;
use crate::disk::StoreError;
use crate::log::event::EventRow;
use crate::log::{Closed, Stream, Unsealed, event};
use crate::table::{view_same, view_token, view_verdict};

/// What the second thread does.
pub(super) type Work = dyn Fn(Receiver<Job>, &Sender<Made>) + Sync;

/// So many events are handed over at once, so that handing over costs nothing.
const BATCH: usize = 64;
/// So many batches are under way, which bounds the memory that they take.
const UNDER_WAY: usize = 4;

/// What the views hold of the cases that are folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Views {
    /// Nothing, and no verdict: they were emptied.
    Empty,
    /// Perhaps what they were before.
    Kept,
}

/// Folds everything that is filed under these subjects. O(events of these), and the search keys of all of them in memory.
pub(super) fn fold(
    sql: &Transaction<'_>,
    gate: &Gate<'_>,
    subjects: impl IntoIterator<Item = [u8; 16]>,
    views: Views,
    work: &Work,
) -> Result<(), StoreError> {
    let verdicts = view_verdict::count(sql)? > 0;
    let (tokens, same) = thread::scope(|scope| -> Result<_, StoreError> {
        let (jobs, to_do) = channel();
        let (done, made) = channel();
        let apart = thread::Builder::new().spawn_scoped(scope, move || work(to_do, &done));
        let apart = apart.map_err(|error| StoreError::Internal(error.to_string()))?;
        let read = Vec::new();
        let cases = Cases { sql, gate, views, verdicts, jobs, made, under_way: 0, read, keys: Keys::default() };
        let keys = cases.fold(subjects);
        // In any case: what is not waited for would end this thread with its own panic.
        apart.join().map_err(|_| ended())?;
        keys
    })?;
    view_token::insert_all(sql, tokens)?;
    view_same::insert_all(sql, same)
}

fn ended() -> StoreError {
    StoreError::Internal("the second thread of a replay ended".to_owned())
}

struct Cases<'r> {
    sql: &'r Transaction<'r>,
    gate: &'r Gate<'r>,
    views: Views,
    /// Had any event one before?
    verdicts: bool,
    jobs: Sender<Job>,
    made: Receiver<Made>,
    under_way: usize,
    read: Vec<Read<Closed>>,
    keys: Keys,
}

/// The keys by which people are found, and those under which they are laid beside others: all are written at the end, in their own
/// order.
type Keys = (Vec<view_token::Row>, Vec<view_same::Row>);

impl Cases<'_> {
    /// Folds everything that is filed under somebody, and gives the keys.
    fn fold(mut self, subjects: impl IntoIterator<Item = [u8; 16]>) -> Result<Keys, StoreError> {
        let session = self.gate.reader().session;
        let mut events = 0_usize;
        for subject in subjects {
            if subject == *session.centre.as_bytes() {
                replay_looks(self.sql, self.gate, &subject)?;
                continue;
            }
            if session.hides(&subject) {
                self.hidden(&subject)?;
                continue;
            }
            let case = self.read(CaseId::from_bytes(subject))?;
            events = events.saturating_add(case.events.len());
            self.read.push(case);
            if events >= BATCH {
                events = 0;
                self.hand_over()?;
            }
        }
        self.hand_over()?;
        while self.under_way > 0 {
            self.take_back()?;
        }
        Ok(self.keys)
    }

    /// A case that is erased, or closed until it is, gives no rows.
    fn hidden(&self, subject: &[u8; 16]) -> Result<(), StoreError> {
        match self.views {
            Views::Empty => self.pass_over(subject),
            Views::Kept => {
                case::fold_anew(self.sql, self.gate, CaseId::from_bytes(*subject), case::NOBODY_ASKS).map(drop)
            }
        }
    }

    /// Its events hold their places in the chains.
    fn pass_over(&self, subject: &[u8; 16]) -> Result<(), StoreError> {
        for row in self.rows(subject)? {
            match &row.sealed {
                None => self.gate.pass_over(&row),
                Some(_) => drop(self.gate.admit(&row)?),
            }
        }
        Ok(())
    }

    fn rows(&self, subject: &[u8; 16]) -> Result<Vec<EventRow>, StoreError> {
        let mut rows: Vec<EventRow> = Vec::new();
        event::each_of_subject(self.gate.reader(), Stream::Centre, subject, |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(rows)
    }

    fn read(&self, case: CaseId) -> Result<Read<Closed>, StoreError> {
        let rows = self.rows(case.as_bytes())?;
        let mut events = Vec::with_capacity(rows.len());
        for row in rows {
            match self.gate.reader().closed(&row) {
                Err(error) if !matches!(error, StoreError::Damaged(_)) => return Err(error),
                // What is damaged is for the gate to name.
                closed => events.push((row, closed)),
            }
        }
        Ok(Read { case, events })
    }

    fn hand_over(&mut self) -> Result<(), StoreError> {
        let read = std::mem::take(&mut self.read);
        self.give(Job::Unseal(read))?;
        while self.under_way > UNDER_WAY {
            self.take_back()?;
        }
        Ok(())
    }

    fn give(&mut self, job: Job) -> Result<(), StoreError> {
        self.under_way = self.under_way.saturating_add(1);
        self.jobs.send(job).map_err(|_| ended())
    }

    fn take_back(&mut self) -> Result<(), StoreError> {
        let made = self.made.recv().map_err(|_| ended())?;
        self.under_way = self.under_way.saturating_sub(1);
        match made {
            Made::Unsealed(cases) => {
                let admitted = cases.into_iter().map(|case| self.admit(case)).collect::<Result<_, _>>()?;
                self.give(Job::Fold(admitted))
            }
            Made::Folded(cases) => cases.into_iter().try_for_each(|case| self.write(case?)),
        }
    }

    fn write(&mut self, folded: Folded) -> Result<(), StoreError> {
        let Folded { mut rows, signed, unsigned, counting, aside } = folded;
        self.gate.by_member(signed);
        for event in &unsigned {
            view_verdict::put(self.sql, event, Unsigned::Member.as_str(), None)?;
        }
        if self.views == Views::Kept {
            case::clear_where_any(self.sql, self.gate, rows.case())?;
            case::referred(self.gate, rows.referrals());
            if self.verdicts {
                counting.iter().try_for_each(|event| view_verdict::delete(self.sql, event))?;
            }
        }
        rows.void_links(&self.gate.reader().session.erasures());
        aside.iter().try_for_each(|(event, verdict)| case::put_verdict(self.sql, event, verdict))?;
        rows.insert(self.sql)?;
        self.keys.0.extend(rows.tokens);
        self.keys.1.extend(rows.same);
        Ok(())
    }

    fn admit(&self, case: Read<Unsealed>) -> Result<Admitted, StoreError> {
        let mut events = Vec::with_capacity(case.events.len());
        for (row, unsealed) in case.events {
            let opened = match unsealed {
                Ok(Some(unsealed)) => self.gate.reader().read_unsealed(&row, unsealed),
                Ok(None) => Ok(None),
                Err(error) => Err(error),
            };
            match self.gate.admit_but_for_member(&row, opened)? {
                Ok(Some((signed, by))) => {
                    let stood = self.gate.stood(&signed.opened);
                    events.push(AdmittedEvent { signed, by, stood });
                }
                Ok(None) => {}
                Err(aside) => view_verdict::put(self.sql, &row.event_id, aside.reason, aside.missing)?,
            }
        }
        Ok(Admitted { case: case.case, events })
    }
}
