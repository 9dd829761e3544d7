//! Floor `fold`: from events to what the app reads. What one event changes, the same whether it was just appended or is
//! replayed, so the two cannot part ways.
//!
//! * **The case file is the fold** (`pana_casework::case`): a function of the set of a case's events. Here its parts are
//!   read from their tables, an event is applied, and the parts that changed are written.
//! * **The centre is replayed** (`pana_casework::authority`): who and what belongs to it lies in memory, from the control
//!   stream alone. No table gives a right.
//! * **One gate** ([`gate`]): signatures and rights are asked in one place, for what is made here, for what comes, and for
//!   what is read again.
//! * **The protected stream has no table.** Its case files lie in memory, and live and die with the session.

pub(crate) mod access;
mod apart;
pub(crate) mod case;
pub(crate) mod control;
pub(crate) mod elsewhere;
pub(crate) mod files;
pub(crate) mod gate;
mod links;
mod looks;
mod many;
pub(crate) mod nobody;
mod protected;
mod replay;
mod rows;

use std::collections::BTreeSet;

use pana_model::CaseId;
use pana_record::EventKind;
use rusqlite::Transaction;

use crate::disk::StoreError;
use crate::fold::gate::{Gate, Unsigned};
use crate::log::{LogReader, NewEvent, Opened, SeenBy, Session, Stream, append, event};
use crate::table::{blob, view_verdict};

use looks::replay_looks;
use many::Views;
pub(crate) use protected::{Protected, ProtectedIndex};
pub(crate) use replay::replay;

/// The version of the views: when it changes, they are built again from the log at the next unlocking.
pub(crate) const VIEW_VERSION: i64 = 17;

/// Makes an event, appends it and brings what is read up to date: what it has seen is what the fold holds. `file` is the
/// case's file, for events of a case.
///
/// # Errors
/// [`StoreError::Refused`] when the member may not make it; and as any write.
pub(crate) fn make(
    sql: &Transaction<'_>,
    session: &Session,
    new: NewEvent,
    file: Option<pana_casework::case::CaseFile>,
) -> Result<Opened, StoreError> {
    let past = file.as_ref().map(|file| file.frontier().iter().copied().collect()).unwrap_or_default();
    let ctl = session.authority.borrow().frontier().into_iter().collect();
    let stream = new.stream;
    let opened = append(sql, session, new, SeenBy { past, ctl })?;
    for file in opened.body.ops.iter().filter_map(files::StoredFile::of_op) {
        blob::set_named(sql, &file.root, (opened.stream, opened.device, opened.seq))?;
    }
    let reader = LogReader { sql, session };
    match (stream, file) {
        (Stream::Control, _) => {
            let known = session.claimed.borrow().many();
            take_control(reader, &opened)?;
            if session.claimed.borrow().many() > known {
                judge_waiting(sql, session)?;
            }
        }
        (Stream::Centre, Some(file)) => case::apply(sql, &Gate::new(reader), file, &opened)?,
        (Stream::Protected, Some(mut file)) => {
            let gate = Gate::new(reader);
            gate.with_rules(|rules| file.apply(&opened.event(), rules)).map_err(StoreError::Refused)?;
        }
        (Stream::Centre | Stream::Protected, None) if opened.body.kind == EventKind::Witness => {
            let gate = Gate::new(reader);
            gate.judge_of_centre(&opened.event(), stream).map_err(StoreError::Refused)?;
        }
        (Stream::Centre, None) => looks::apply_look(sql, &Gate::new(reader), &opened)?,
        (Stream::Protected, None) => {}
    }
    Ok(opened)
}

/// Takes an event of the control stream that was just made into the fold. Whoever takes the transaction back loads the fold
/// anew.
fn take_control(reader: LogReader<'_>, opened: &Opened) -> Result<(), StoreError> {
    let event = control::of_own(reader, opened);
    reader.session.control_changed.set(true);
    let mut authority = reader.session.authority.borrow_mut();
    authority.take([event]);
    match authority.verdict(opened.id) {
        Some(Err(refused)) => Err(StoreError::Refused(pana_casework::Refusal::Author(refused))),
        _ => Ok(()),
    }
}

/// Judges anew what waited for the keys of its seat or its device. What waits in the protected stream is read anew with it,
/// once the change is whole.
fn judge_waiting(sql: &Transaction<'_>, session: &Session) -> Result<(), StoreError> {
    let mut subjects = BTreeSet::new();
    for reason in [Unsigned::UnknownSeat, Unsigned::UnknownDevice] {
        for id in view_verdict::with(sql, reason.as_str())? {
            subjects.extend(event::by_id(sql, &id)?.and_then(|row| row.subject));
        }
    }
    fold_subjects(sql, session, subjects)
}

/// Folds these cases anew, and what is about the centre itself.
///
/// # Errors
/// As any write.
pub(crate) fn fold_subjects(
    sql: &Transaction<'_>,
    session: &Session,
    subjects: BTreeSet<[u8; 16]>,
) -> Result<(), StoreError> {
    let gate = Gate::new(LogReader { sql, session });
    if subjects.len() >= MANY {
        return many::fold(sql, &gate, subjects, Views::Kept, &apart::work);
    }
    for subject in subjects {
        let Some(case) = case_of(session, &subject) else {
            replay_looks(sql, &gate, &subject)?;
            continue;
        };
        case::fold_anew(sql, &gate, case, case::NOBODY_ASKS)?;
    }
    Ok(())
}

/// From so many cases on a second thread is worth its beginning. Tests have few people, and ask of both ways that they do the same.
const MANY: usize = if cfg!(test) { 2 } else { 8 };

/// The case that an event's subject is, unless it is the centre itself.
pub(crate) fn case_of(session: &Session, subject: &[u8; 16]) -> Option<CaseId> {
    (subject != session.centre.as_bytes()).then(|| CaseId::from_bytes(*subject))
}
