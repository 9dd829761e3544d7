//! What a replay has done on a thread of its own while it reads and writes: unsealing events, folding cases and packing their
//! rows. None of it asks the database or the session; what it needs of both comes with the work.
//!
//! What is under way is bounded by the replay, so the memory this takes does not grow with the log, only with the largest
//! case. Keys are wiped with the work that they came with.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender};

use pana_casework::Refusal;
use pana_casework::authority::Refused;
use pana_casework::case::{self, CaseFile, Event, Verdict};
use pana_keys::Unpacker;
use pana_model::{CaseId, EventRef};

use super::gate::{Stood, with_judge};
use super::rows::CaseRows;
use crate::disk::StoreError;
use crate::log::event::EventRow;
use crate::log::{Closed, Opened, Stream, Unsealed};
use crate::table::packed::Packer;

/// The events of a case as far as they are opened; `Ok(None)` and errors are for the gate.
pub(super) struct Read<E> {
    pub(super) case: CaseId,
    pub(super) events: Vec<(EventRow, Result<Option<E>, StoreError>)>,
}

/// The events of a case that are open, with as whom their authors stood.
pub(super) struct Admitted {
    pub(super) case: CaseId,
    pub(super) events: Vec<(Opened, Stood)>,
}

/// What became of a case.
pub(super) struct Folded {
    pub(super) rows: CaseRows,
    /// The events that do not count.
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
    let (opened, stood): (Vec<Opened>, Vec<Stood>) = case.events.into_iter().unzip();
    let stood: BTreeMap<EventRef, Stood> = opened.iter().map(|event| event.id).zip(stood).collect();
    let judge = |event: &Event<'_>, file: &CaseFile| {
        let (who, offset_minutes) = stood.get(&event.id).cloned().unwrap_or(Err(Refusal::Author(Refused::Waiting)))?;
        case::allowed(event, file, &who, offset_minutes)
    };
    let events: Vec<Event<'_>> = opened.iter().map(Opened::event).collect();
    let (file, mut verdicts) = with_judge(&judge, |rules| CaseFile::fold(Stream::Centre, case.case, &events, rules));
    let aside = opened.iter().filter_map(|event| Some((event.full_id, verdicts.remove(&event.id)?)));
    let aside = aside.filter(|(_, verdict)| *verdict != Verdict::Counts).collect();
    Ok(Folded { rows: CaseRows::of(&file, packer)?, aside })
}
