//! Views from the log: thrown away and folded again, byte for byte the same. Each case is folded in memory from its events
//! and written once; one event that does not open costs itself alone.
//!
//! This thread alone touches the database and asks the gate. What can be done without either is done on a second one
//! ([`super::apart`]), a few cases at a time.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use pana_model::CaseId;
use pana_record::EventKind;
use rusqlite::Transaction;

use super::apart::{self, Admitted, Folded, Job, Made, Read};
use super::gate::Gate;
use super::{access, case, nobody};
use crate::disk::StoreError;
use crate::log::event::EventRow;
use crate::log::{Closed, LogReader, Opened, Session, Stream, Unsealed, Vouched, event};
use crate::table::{view_same, view_token, view_verdict, views};

/// Empties the views and folds every case. The protected stream has no table, so its events are not read.
///
/// Cases are taken in the order of their ids, which is that of the tables' keys, and the views' indexes are built at the
/// end: so each page of a view is written about once. O(events), and the search keys of everyone in memory.
pub(crate) fn replay(sql: &Transaction<'_>, session: &Session) -> Result<(), StoreError> {
    replay_with(sql, session, &apart::work)
}

/// What the second thread does.
type Work = dyn Fn(Receiver<Job>, &Sender<Made>) + Sync;

fn replay_with(sql: &Transaction<'_>, session: &Session, work: &Work) -> Result<(), StoreError> {
    let reader = LogReader { sql, session };
    nobody::file_opened(sql, session)?;
    let vouched = session.vouched.borrow().clone();
    let mut gate = Gate::replaying(reader, vouched);
    replay_through(sql, session, &gate, work)?;
    if gate.checked().is_none() {
        // What was checked before does not answer for what is here: every signature is asked for.
        gate = Gate::replaying(reader, Vouched::new());
        replay_through(sql, session, &gate, work)?;
    }
    session.vouched.replace(gate.checked().unwrap_or_default());
    Ok(())
}

fn replay_through(sql: &Transaction<'_>, session: &Session, gate: &Gate<'_>, work: &Work) -> Result<(), StoreError> {
    views::empty(sql)?;
    session.referred.set(session.referred.get().wrapping_add(1));
    views::without_indexes(sql, || {
        let (tokens, same) = thread::scope(|scope| -> Result<_, StoreError> {
            let (jobs, to_do) = channel();
            let (done, made) = channel();
            let apart = thread::Builder::new().spawn_scoped(scope, move || work(to_do, &done));
            let apart = apart.map_err(|error| StoreError::Internal(error.to_string()))?;
            let cases = Cases { sql, gate, jobs, made, under_way: 0, read: Vec::new(), keys: Keys::default() };
            let keys = cases.replay(session);
            // In any case: what is not waited for would end this thread with its own panic.
            apart.join().map_err(|_| ended())?;
            keys
        })?;
        nobody::replay(sql, gate)?;
        view_token::insert_all(sql, tokens)?;
        view_same::insert_all(sql, same)
    })
}

/// So many events are handed over at once, so that handing over costs nothing.
const BATCH: usize = 64;
/// So many batches are under way, which bounds the memory that they take.
const UNDER_WAY: usize = 4;

fn ended() -> StoreError {
    StoreError::Internal("the second thread of a replay ended".to_owned())
}

/// A replay of the cases.
struct Cases<'r> {
    sql: &'r Transaction<'r>,
    gate: &'r Gate<'r>,
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
    /// Replays everything that is filed under somebody, and gives the keys.
    fn replay(mut self, session: &Session) -> Result<Keys, StoreError> {
        let mut events = 0_usize;
        for subject in event::subjects(self.sql)? {
            if subject == *session.centre.as_bytes() {
                replay_looks(self.sql, self.gate, &subject)?;
                continue;
            }
            if session.hides(&subject) {
                self.pass_over(&subject)?;
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

    /// A case that is erased, or closed until it is, gives no rows. Its events hold their places in the chains.
    fn pass_over(&self, subject: &[u8; 16]) -> Result<(), StoreError> {
        let mut rows: Vec<EventRow> = Vec::new();
        event::each_of_subject(self.gate.reader(), Stream::Centre, subject, |row| {
            rows.push(row);
            Ok(())
        })?;
        for row in rows {
            match &row.sealed {
                None => self.gate.pass_over(&row),
                Some(_) => drop(self.gate.admit(&row)?),
            }
        }
        Ok(())
    }

    fn read(&self, case: CaseId) -> Result<Read<Closed>, StoreError> {
        let reader = self.gate.reader();
        let mut rows: Vec<EventRow> = Vec::new();
        event::each_of_subject(reader, Stream::Centre, case.as_bytes(), |row| {
            rows.push(row);
            Ok(())
        })?;
        let mut events = Vec::with_capacity(rows.len());
        for row in rows {
            match reader.closed(&row) {
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
            Made::Folded(cases) => {
                for case in cases {
                    let Folded { mut rows, aside } = case?;
                    rows.void_links(&self.gate.reader().session.erasures());
                    for (event, verdict) in &aside {
                        case::put_verdict(self.sql, event, verdict)?;
                    }
                    rows.insert(self.sql)?;
                    self.keys.0.extend(rows.tokens);
                    self.keys.1.extend(rows.same);
                }
                Ok(())
            }
        }
    }

    fn admit(&self, case: Read<Unsealed>) -> Result<Admitted, StoreError> {
        let mut events = Vec::with_capacity(case.events.len());
        for (row, unsealed) in case.events {
            let opened = match unsealed {
                Ok(Some(unsealed)) => self.gate.reader().read_unsealed(&row, unsealed),
                Ok(None) => Ok(None),
                Err(error) => Err(error),
            };
            match self.gate.admit_opened(&row, opened)? {
                Ok(Some(event)) => {
                    let stood = self.gate.stood(&event);
                    events.push((event, stood));
                }
                Ok(None) => {}
                Err(aside) => view_verdict::put(self.sql, &row.event_id, aside.reason, aside.missing)?,
            }
        }
        Ok(Admitted { case: case.case, events })
    }
}

/// Looks, witnesses and other events about the centre itself, one at a time: they are many and stand by themselves. Applying one again
/// changes nothing.
pub(crate) fn replay_looks(sql: &Transaction<'_>, gate: &Gate<'_>, centre: &[u8; 16]) -> Result<(), StoreError> {
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

#[cfg(test)]
mod tests;
