//! What is done on a thread of its own while many cases are read and written: unsealing
//! events, asking for their members' signatures, folding cases and packing their rows. None of it asks the database or the session; what it needs of both comes with the work.
//!
//! What is under way is bounded, so the memory this takes does not grow with the log, only with the largest
//! case. Keys are wiped with the work that they came with.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender};

use pana_casework::Refusal;
use pana_casework::authority::Refused;
use pana_casework::case::{self, CaseFile, Event, Verdict};
use pana_keys::{PublicKeys, Unpacker};
use pana_model::{CaseId, EventRef};

use super::gate::{Stood, with_judge};
use super::rows::CaseRows;
use crate::disk::StoreError;
use crate::log::event::EventRow;
use crate::log::{Closed, Opened, Signed, Stream, Unsealed};
use crate::table::packed::Packer;

/// The events of a case as far as they are opened; `Ok(None)` and errors are for the gate.
pub(super) struct Read<E> {
    pub(super) case: CaseId,
    pub(super) events: Vec<(EventRow, Result<Option<E>, StoreError>)>,
}

/// The events of a case that are let in.
pub(super) struct Admitted {
    pub(super) case: CaseId,
    pub(super) events: Vec<AdmittedEvent>,
}

/// An event that is open, as whom its author stood, and the keys by which it has still to be signed.
pub(super) struct AdmittedEvent {
    pub(super) signed: Signed,
    pub(super) by: Option<PublicKeys>,
    pub(super) stood: Stood,
}

/// What became of a case.
pub(super) struct Folded {
    pub(super) rows: CaseRows,
    /// Those that were found to be signed by their members, by their whole ids.
    pub(super) signed: Vec<[u8; 32]>,
    /// Those that were not.
    pub(super) unsigned: Vec<[u8; 32]>,
    /// The events that count.
    pub(super) counting: Vec<[u8; 32]>,
    /// Those that do not.
    pub(super) aside: Vec<([u8; 32], Verdict)>,
}

/// Work for the other thread, some cases at a time.
pub(super) enum Job {
    Unseal(Vec<Read<Closed>>),
    Fold(Vec<Admitted>),
}

/// Work done.
pub(super) enum Made {
    Unsealed(Vec<Read<Unsealed>>),
    Folded(Vec<Result<Folded, StoreError>>),
}

/// Works until there is no more work, or nobody who waits for it.
pub(super) fn work(jobs: Receiver<Job>, made: &Sender<Made>) {
    let (mut unpacker, mut packer) = (Unpacker::default(), Packer::default());
    for job in jobs {
        let done = match job {
            Job::Unseal(cases) => Made::Unsealed(cases.into_iter().map(|case| unseal(case, &mut unpacker)).collect()),
            Job::Fold(cases) => Made::Folded(cases.into_iter().map(|case| fold(case, &mut packer)).collect()),
        };
        if made.send(done).is_err() {
            return;
        }
    }
}

fn unseal(case: Read<Closed>, unpacker: &mut Unpacker) -> Read<Unsealed> {
    let unsealed = case.events.into_iter().map(|(row, closed)| {
        let opened = closed.map(|closed| closed.map(|closed| closed.unseal(unpacker)));
        (row, opened)
    });
    Read { case: case.case, events: unsealed.collect() }
}

fn fold(case: Admitted, packer: &mut Packer) -> Result<Folded, StoreError> {
    let (mut signed, mut unsigned, mut opened, mut stood) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for event in case.events {
        let id = event.signed.opened.full_id;
        match event.by.map(|keys| event.signed.is_by_member(&keys)) {
            Some(false) => {
                unsigned.push(id);
                continue;
            }
            Some(true) => signed.push(id),
            None => {}
        }
        opened.push(event.signed.opened);
        stood.push(event.stood);
    }
    let stood: BTreeMap<EventRef, Stood> = opened.iter().map(|event| event.id).zip(stood).collect();
    let judge = |event: &Event<'_>, file: &CaseFile| {
        let (who, offset_minutes) = stood.get(&event.id).cloned().unwrap_or(Err(Refusal::Author(Refused::Waiting)))?;
        case::allowed(event, file, &who, offset_minutes)
    };
    let events: Vec<Event<'_>> = opened.iter().map(Opened::event).collect();
    let (file, mut verdicts) = with_judge(&judge, |rules| CaseFile::fold(Stream::Centre, case.case, &events, rules));
    let (mut counting, mut aside) = (Vec::new(), Vec::new());
    for event in &opened {
        match verdicts.remove(&event.id) {
            None | Some(Verdict::Counts) => counting.push(event.full_id),
            Some(verdict) => aside.push((event.full_id, verdict)),
        }
    }
    Ok(Folded { rows: CaseRows::of(&file, packer)?, signed, unsigned, counting, aside })
}
