//! Erasures: ordered, cancelled, carried out, and what there is to show of them.
//!
//! An order stands in the control stream and goes where that goes. Each device carries it out by itself: in one change
//! the case's bodies, keys, drafts, files and rows go ([`sweep`]), then what the disk still holds of them, and only
//! then the device says that it has done it. A cut anywhere is made good at the next opening, since what is left to do
//! follows from what the orders say and what is here.

mod certificate;
mod sweep;
#[cfg(test)]
mod tests;
mod wait;

use std::collections::BTreeSet;

use pana_casework::Act;
use pana_casework::authority::{ControlWrite, ErasureState};
use pana_casework::erasure::EraseReason;
use pana_model::{CaseId, EventRef, Moment};
use pana_record::{EventKind, Op};
use pana_wire::Header;

pub use certificate::{Certificate, CopiesClosed, DeviceErased};

use crate::asked::Asked;
use crate::centre::{Authorised, needs};
use crate::disk::StoreError;
use crate::log::event::EventRow;
use crate::log::{NewEvent, Sign, Stream, event, wall};
use crate::store::{Store, Tx};
use crate::table::erasure::{self, Stage};
use crate::table::view_case;

impl Store {
    /// Orders a case to be erased, on every device. Where two coordinators stand both sign, and it is done here at
    /// once; where one alone orders it, or more than twenty cases in a day, the case is closed to all for seven days,
    /// in which it can be cancelled. Gives the order.
    ///
    /// # Errors
    /// [`StoreError::UnknownCase`], [`StoreError::NeedsSecond`], [`StoreError::Behind`], [`StoreError::Refused`],
    /// [`StoreError::WrongPassphrase`], [`StoreError::Transfer`] where another centre may still take it in, and as any write.
    pub fn erase(
        &mut self,
        case: CaseId,
        reason: EraseReason,
        by: &Authorised,
        now: Moment,
    ) -> Result<EventRef, StoreError> {
        self.erase_all(&[case].into(), reason, by, now)
    }

    /// The same for several at once, as all records of one person: all of them, or none.
    ///
    /// # Errors
    /// As [`Self::erase`]; [`StoreError::UnknownCase`] where there are none.
    pub fn erase_all(
        &mut self,
        cases: &BTreeSet<CaseId>,
        reason: EraseReason,
        by: &Authorised,
        now: Moment,
    ) -> Result<EventRef, StoreError> {
        self.check_whole(by)?;
        if cases.is_empty() {
            return Err(StoreError::UnknownCase);
        }
        for case in cases {
            view_case::read(self.connection(), *case)?.ok_or(StoreError::UnknownCase)?;
        }
        self.check_elsewhere(cases, now)?;
        let sign = self.sign(by, now)?;
        let writes: Vec<ControlWrite> = cases.iter().map(|case| ControlWrite::Erase { case: *case, reason }).collect();
        let order = self.transact(&Asked::of(Act::Erase), now, |tx| tx.say(EventKind::Erase, &writes, sign));
        let order = order.map_err(needs)?;
        self.follow_erasures_or_later(now)?;
        Ok(order)
    }

    /// Cancels orders that wait: the cases are there again. One that counts is cancelled by nothing.
    ///
    /// # Errors
    /// [`StoreError::UnknownErasure`], [`StoreError::Behind`], [`StoreError::Refused`], and as any write.
    pub fn erase_cancel(&mut self, orders: &[EventRef], now: Moment) -> Result<(), StoreError> {
        self.check_whole(&Authorised::Alone)?;
        let erasures = self.session().erasures();
        let may = |order: &EventRef| {
            let state = erasures.get(*order).map(|erasure| erasure.state);
            matches!(state, Some(ErasureState::Waits { .. } | ErasureState::Contested))
        };
        if orders.is_empty() || !orders.iter().all(may) {
            return Err(StoreError::UnknownErasure);
        }
        let writes: Vec<ControlWrite> = orders.iter().map(|order| ControlWrite::EraseCancel(*order)).collect();
        self.transact(&Asked::of(Act::Erase), now, |tx| tx.say(EventKind::EraseCancel, &writes, None))?;
        self.follow_erasures_or_later(now)
    }

    /// Does what orders ask of this device now: those that have waited long enough count from now on, where a
    /// coordinator is at work; what counts is erased; that it is done is said. Costs next to nothing where there is
    /// nothing to do.
    ///
    /// # Errors
    /// As any write. What is left is done at the next opening.
    pub(crate) fn follow_erasures(&mut self, now: Moment) -> Result<(), StoreError> {
        if self.session().erasures().all().next().is_none() {
            return Ok(());
        }
        self.note_orders(now)?;
        self.let_due_count(now)?;
        self.note_orders(now)?;
        self.carry_out_erasures(now)?;
        self.say_erased(now)
    }

    /// The same after something came: a full disk is no reason to refuse what was taken in already.
    pub(crate) fn follow_erasures_or_later(&mut self, now: Moment) -> Result<(), StoreError> {
        match self.follow_erasures(now) {
            Err(StoreError::DiskFull | StoreError::ReadOnly) => Ok(()),
            done => done,
        }
    }

    /// Lets orders count that have waited.
    fn let_due_count(&mut self, now: Moment) -> Result<(), StoreError> {
        let due: Vec<ControlWrite> = self.orders_due(now)?.into_iter().map(ControlWrite::EraseDue).collect();
        let may = || self.ask(&Asked::of(Act::Erase), now).is_ok() && !self.is_behind();
        if due.is_empty() || !may() {
            return Ok(());
        }
        unless_refused(self.transact(&Asked::of(Act::Erase), now, |tx| tx.say(EventKind::Erase, &due, None)))
    }

    /// Says of each order that this device has carried out that it has, once nothing of it is left on the disk.
    fn say_erased(&mut self, now: Moment) -> Result<(), StoreError> {
        let (erasures, own) = (self.session().erasures(), self.device());
        let here = erasure::all(self.connection())?;
        let is_done = |case: &CaseId| matches!(here.get(case), Some(Stage::Erased { .. }));
        let unsaid: Vec<ControlWrite> = erasures
            .counting()
            .filter(|order| !order.done.contains_key(&own) && order.cases.keys().all(is_done))
            .map(|order| ControlWrite::Erased(order.event))
            .collect();
        if unsaid.is_empty() {
            return Ok(());
        }
        self.clear_disk()?;
        // Who was removed says nothing any more, and is kept from nothing else by that.
        unless_refused(self.transact(&Asked::nothing(), now, |tx| tx.say(EventKind::EraseAck, &unsaid, None)))
    }

    /// Of headers that came while nobody could tell whose they are, those whose bodies lack are asked for once the stream is
    /// open: only of who is erased there is nothing to ask for.
    ///
    /// # Errors
    /// As any write.
    pub(crate) fn ask_for_protected(&mut self, now: Moment) -> Result<(), StoreError> {
        let stream = Stream::Protected;
        if !self.opens(stream) {
            return Ok(());
        }
        let session = self.session();
        let lacks = |row: &EventRow| {
            let header = Header::from_bytes(&row.header).ok();
            let subject = header.and_then(|header| session.address(stream, &header));
            subject.is_some_and(|subject| !session.is_erased(&subject))
        };
        let lacking: Vec<i64> = event::unasked(self.connection(), stream)?
            .iter()
            .filter(|row| lacks(row))
            .map(|row| row.position)
            .collect();
        if lacking.is_empty() {
            return Ok(());
        }
        self.transact(&Asked::nothing(), now, |tx| {
            lacking.iter().try_for_each(|position| event::ask_again_at(tx.sql(), *position))
        })
    }

    /// Deleted content goes from the file, from its log of changes, and from a copy that a change of the key left
    /// beside it.
    fn clear_disk(&self) -> Result<(), StoreError> {
        pana_sqlite::checkpoint(self.connection())?;
        if self.unlocked().is_changing_db_key() { Ok(()) } else { self.folder().clear_copy() }
    }

    /// Do two agree to an order, and would one of these cases wait for seven days? As it stands now.
    pub fn erasure_asks(&self, cases: &BTreeSet<CaseId>, now: Moment) -> ErasureAsks {
        let state = self.state();
        ErasureAsks { second: state.erasure_needs() > 1, waits: state.erasure_would_wait(cases, wall(now)) }
    }

    /// The cases that are closed to all until an order is carried out or cancelled.
    pub fn closed_by_erasure(&self) -> BTreeSet<CaseId> {
        self.session().erasures().closed().clone()
    }

    /// Is this case erased, or closed to all until it is?
    pub fn is_erased_or_closed(&self, case: CaseId) -> bool {
        self.session().erasures().hides(case)
    }

    /// Begins new epochs, so that what was written before an erasure that counts opens nothing of it for whoever has
    /// only the new keys. It follows by itself thirty days after; whoever cannot wait does it now.
    ///
    /// # Errors
    /// As any write.
    pub fn roll_for_erasures(&mut self, now: Moment) -> Result<(), StoreError> {
        let erasures = self.session().erasures();
        for stream in [Stream::Centre, Stream::Protected] {
            let is_due = self.state().roll_for_erasures(&erasures, stream).is_some();
            if is_due && self.may_roll(stream, now) {
                self.roll(stream, now)?;
            }
        }
        Ok(())
    }
}

/// What an order to erase asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErasureAsks {
    /// Another coordinator agrees, or both sheets do.
    pub second: bool,
    /// It waits for seven days, in which it can be cancelled.
    pub waits: bool,
}

impl Tx<'_> {
    /// Says something of erasures in the control stream. Gives the event.
    fn say(&mut self, kind: EventKind, writes: &[ControlWrite], sign: Option<Sign>) -> Result<EventRef, StoreError> {
        let ops: Vec<Op> = writes.iter().filter_map(ControlWrite::to_op).collect();
        let (subject, reading) = (*self.session().centre.as_bytes(), self.next_reading()?);
        let (stream, note) = (Stream::Control, String::new());
        self.append_named(NewEvent { stream, subject, kind, form: None, ops, note, reading, sign })
    }
}

/// What is said without anybody asking for it is left unsaid where it would not count.
fn unless_refused<T>(said: Result<T, StoreError>) -> Result<(), StoreError> {
    match said {
        Ok(_) | Err(StoreError::Refused(_)) => Ok(()),
        Err(error) => Err(error),
    }
}
