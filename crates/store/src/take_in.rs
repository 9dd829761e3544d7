//! Events made elsewhere: taken in, in any order, twice, with gaps, also two histories of one copied device. They pass the
//! same gate and the same fold as those made here, so that devices which hold the same events show the same.
//!
//! An envelope is judged before it takes a place: it is one, it is of this centre, its number is one that a chain has, and its
//! device signed it. An event's id covers all but that signature, so what a device signed is *the* event of its id, while a
//! copy with a spoiled signature must not stand where the true one belongs. Such a copy is kept aside as it came, and so is
//! what a device wrote that is not known here, until it is known; that a place is free is never lost by coming first.
//!
//! What has its place is a row of the log; whether it counts is then asked case by case, in the gate. Nothing is refused for
//! coming early: it waits, named, until what it follows is here. What lies here without its body, or was damaged, is completed
//! by a whole copy.

mod keys;
mod own;
mod room;

pub use room::AsideRoom;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pana_keys::PublicKeys;
use pana_model::{DeviceId, EventRef, Moment};
use pana_wire::Envelope;

use crate::asked::Asked;
use crate::disk::StoreError;
use crate::fold::gate::{NO_KEY, NUMBER, Unsigned, public};
use crate::fold::{self, control};
use crate::log::event::EventRow;
use crate::log::{LogReader, Stream, chain, event};
use crate::store::{Store, Tx};
use crate::table::erasure::{self, ErasedItem};
use crate::table::{set_aside, view_verdict};
use room::Room;

/// What became of the envelopes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// New events of the log; also those that had waited for their device.
    pub events: u32,
    /// Held already.
    pub known: u32,
    /// Held already, but without their body or damaged, and whole now.
    pub completed: u32,
    /// No envelopes of this centre, or not signed by their device: kept aside as they came.
    pub foreign: u32,
    /// Of devices that are not known here yet: kept as they came, and looked at again when more is known.
    pub waiting: u32,
    /// What has no place in the log and found no room beside it: it is not had, and stays with whoever brought it.
    pub not_taken: u32,
    /// Of people who were erased: their bodies were deleted on arrival.
    pub erased: u32,
    /// Files that are whole with what came.
    pub files: u32,
    /// How many events and envelopes in all do not count now, or wait.
    pub set_aside: u32,
    /// The room that the meeting has left, for its next piece.
    pub room: AsideRoom,
}

impl TakenIn {
    /// With what became of the next piece of the same meeting.
    pub fn add(&mut self, more: Self) {
        self.events = self.events.saturating_add(more.events);
        self.known = self.known.saturating_add(more.known);
        self.completed = self.completed.saturating_add(more.completed);
        self.erased = self.erased.saturating_add(more.erased);
        self.foreign = self.foreign.saturating_add(more.foreign);
        self.files = self.files.saturating_add(more.files);
        self.not_taken = self.not_taken.saturating_add(more.not_taken);
        (self.waiting, self.set_aside, self.room) = (more.waiting, more.set_aside, more.room);
    }
}

/// An envelope that has its place in the log.
struct Placed {
    stream: Stream,
    device: DeviceId,
    seq: u64,
    subject: Option<[u8; 16]>,
    name: EventRef,
}

impl Store {
    /// Takes in envelopes, as one change.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the member may not read a bundle, and as any write; nothing was taken in then. An envelope
    /// that is not what it says it is, is no error.
    pub fn take_in(&mut self, envelopes: &[Vec<u8>], now: Moment) -> Result<TakenIn, StoreError> {
        self.take_in_noting(envelopes, AsideRoom::default(), now, None::<fn(&mut Tx<'_>) -> Result<(), StoreError>>)
    }

    /// The same as a piece of a meeting, with something that is noted in the same change if all of it was taken.
    pub(crate) fn take_in_noting(
        &mut self,
        envelopes: &[Vec<u8>],
        room: AsideRoom,
        now: Moment,
        note: Option<impl FnOnce(&mut Tx<'_>) -> Result<(), StoreError>>,
    ) -> Result<TakenIn, StoreError> {
        let mut taken = TakenIn::default();
        let asked = Asked::of(pana_casework::Act::ReadBundle);
        self.transact(&asked, now, |tx| {
            let mut room = Room::new(room);
            let placed = tx.place_all(envelopes, &mut room, &mut taken)?;
            taken.room = room.of_meeting();
            tx.fold_placed(&placed)?;
            tx.follow_own(&placed)?;
            tx.renew_lease_by(placed.iter().map(|new| new.device))?;
            note.filter(|_| taken.not_taken == 0).map_or(Ok(()), |note| note(tx))
        })?;
        self.session().by_device.forget();
        self.learn_keys(now)?;
        self.reset_protected();
        self.follow_erasures_or_later(now)?;
        let aside = self.set_aside()?.len().saturating_add(self.kept_aside()?.len());
        taken.set_aside = u32::try_from(aside).unwrap_or(u32::MAX);
        Ok(taken)
    }
}

/// What an envelope is that came.
enum Arrival {
    New(Placed),
    Completed(Placed),
    Known,
    /// Of a case that is erased: its header alone is kept.
    Erased,
    Foreign,
    /// There is no room beside the log.
    NotTaken,
    /// Nothing here says keys of its device.
    Waits,
}

/// The keys of devices as the control stream claims them.
struct Devices {
    /// Read from the log at the first device that the session does not know.
    named: Option<BTreeMap<DeviceId, PublicKeys>>,
    /// Was anything kept aside before?
    any_aside: bool,
}

impl Devices {
    fn keys(&mut self, reader: LogReader<'_>, device: DeviceId) -> Result<Option<PublicKeys>, StoreError> {
        if let Some(known) = reader.session.device_keys(device) {
            return Ok(public(&known));
        }
        let named = match self.named.take() {
            Some(named) => named,
            None => control::device_keys(reader)?,
        };
        let found = named.get(&device).cloned();
        self.named = Some(named);
        Ok(found)
    }
}

impl Tx<'_> {
    /// Gives places to what came and to what had waited, again as long as what got its place may make more devices known. What
    /// waits is looked at where the centre is another than when that was last done.
    fn place_all(&mut self, came: &[Vec<u8>], room: &mut Room, taken: &mut TakenIn) -> Result<Vec<Placed>, StoreError> {
        let session = self.session();
        let state = session.state();
        let mut looked = session.aside_of.borrow().as_ref().is_some_and(|of| Arc::ptr_eq(of, &state));
        let mut open: Vec<Vec<u8>> = came.to_vec();
        let mut placed = Vec::new();
        loop {
            if !looked {
                let known: BTreeSet<Vec<u8>> = set_aside::waiting(self.sql())?.into_iter().collect();
                open.retain(|bytes| !known.contains(bytes));
                open.splice(0..0, known);
            }
            let any_aside = set_aside::count(self.sql())? > 0;
            let (mut devices, mut waiting, mut more) = (Devices { named: None, any_aside }, Vec::new(), false);
            for bytes in open {
                match self.place(&bytes, &mut devices, room)? {
                    Arrival::New(new) => {
                        taken.events = taken.events.saturating_add(1);
                        more |= new.stream == Stream::Control;
                        placed.push(new);
                    }
                    Arrival::Completed(new) => {
                        taken.completed = taken.completed.saturating_add(1);
                        more |= new.stream == Stream::Control;
                        placed.push(new);
                    }
                    Arrival::Known => taken.known = taken.known.saturating_add(1),
                    Arrival::Erased => taken.erased = taken.erased.saturating_add(1),
                    Arrival::Foreign => taken.foreign = taken.foreign.saturating_add(1),
                    Arrival::NotTaken => taken.not_taken = taken.not_taken.saturating_add(1),
                    Arrival::Waits => waiting.push(bytes),
                }
            }
            if !more {
                for bytes in &waiting {
                    let is_kept = self.keep_aside(bytes, set_aside::UNKNOWN_DEVICE, room)?;
                    taken.not_taken = taken.not_taken.saturating_add(u32::from(!is_kept));
                }
                taken.waiting = set_aside::waiting_count(self.sql())?;
                session.aside_of.replace(Some(state));
                return Ok(placed);
            }
            (open, looked) = (waiting, false);
        }
    }

    fn place(&mut self, bytes: &[u8], devices: &mut Devices, room: &mut Room) -> Result<Arrival, StoreError> {
        let session = self.session();
        let envelope = match Envelope::from_bytes(bytes) {
            Ok(envelope) => envelope,
            Err(_) => return self.aside(bytes, "no-envelope", room),
        };
        let header = envelope.header();
        if header.org != session.centre {
            return self.aside(bytes, "other-centre", room);
        }
        let Some(stream) = header.stream.name(session.centre) else { return self.aside(bytes, "unknown-stream", room) };
        if !chain::has_place(header.dseq, header.prev.as_bytes()) {
            return self.aside(bytes, NUMBER, room);
        }
        let Some(keys) = devices.keys(self.reader(), header.dev)? else { return Ok(Arrival::Waits) };
        if !session.by_device.is_by(&envelope, &keys) {
            return self.aside(bytes, Unsigned::Device.as_str(), room);
        }
        if devices.any_aside {
            set_aside::delete(self.sql(), bytes)?;
        }
        let (name, id) = (event::name(envelope.id().as_bytes()), *envelope.id().as_bytes());
        let subject = session.address(stream, header);
        let placed = Placed { stream, device: header.dev, seq: header.dseq, subject, name };
        let held = event::by_name(self.sql(), name)?;
        if let Some(subject) = subject.filter(|subject| stream != Stream::Control && session.is_erased(subject)) {
            return self.take_erased(held.is_some(), envelope, stream, &subject);
        }
        if let Some(row) = held {
            return self.complete(&row, &envelope, &keys, placed);
        }
        event::insert(self.sql(), stream, subject.as_ref().filter(|_| stream != Stream::Protected), &envelope)?;
        // Where the protected stream is closed nobody can tell whether this one was erased. Where something was, it is
        // not asked for again before somebody opens the stream here (`ask_for_protected`); a copy with its body is kept.
        let is_closed = stream == Stream::Protected && !session.opens(stream);
        if is_closed && envelope.ct().is_none() && !session.erasures().erased().is_empty() {
            self.erase_event(&id)?;
        }
        if subject.is_none() && stream == Stream::Centre {
            view_verdict::put(self.sql(), &id, NO_KEY, None)?;
        }
        Ok(Arrival::New(placed))
    }

    /// What lies under the name already stays, if it is this event, whole, signed, and filed where it belongs.
    fn complete(
        &mut self,
        row: &EventRow,
        came: &Envelope,
        keys: &PublicKeys,
        placed: Placed,
    ) -> Result<Arrival, StoreError> {
        let held = row.envelope().ok().filter(|held| held.id() == came.id());
        let filed = (row.stream, row.device, row.seq) == (placed.stream, came.header().dev, came.header().dseq)
            && row.event_id == *came.id().as_bytes();
        let subject = if placed.stream == Stream::Protected { None } else { placed.subject.or(row.subject) };
        let whole = held.as_ref().is_some_and(|held| {
            (held.ct().is_some() || came.ct().is_none())
                && (held.sig() == came.sig() || chain::is_by_device(held, keys))
        });
        if filed && whole && row.subject == subject {
            return Ok(Arrival::Known);
        }
        let body = came.ct().or_else(|| held.as_ref().and_then(Envelope::ct)).map(<[u8]>::to_vec);
        let whole = Envelope::from_parts(came.header_bytes().to_vec(), *came.sig(), body);
        let whole = whole.map_err(|error| StoreError::Internal(error.to_string()))?;
        event::replace(self.sql(), row.position, placed.stream, subject.as_ref(), &whole)?;
        Ok(Arrival::Completed(placed))
    }

    fn erase_event(&mut self, id: &[u8; 32]) -> Result<(), StoreError> {
        let position = event::position_of(self.sql(), id)?;
        position.map_or(Ok(()), |position| event::erase_at(self.sql(), position))
    }

    /// An event of a case that is erased. Its body is not kept, and is counted where it comes for the first time.
    fn take_erased(
        &mut self,
        is_held: bool,
        came: Envelope,
        stream: Stream,
        subject: &[u8; 16],
    ) -> Result<Arrival, StoreError> {
        if is_held {
            return Ok(Arrival::Known);
        }
        let (id, had_body) = (*came.id().as_bytes(), came.ct().is_some());
        let is_own = came.header().dev == self.session().device;
        event::insert(self.sql(), stream, Some(subject).filter(|_| stream != Stream::Protected), &came.erased())?;
        self.erase_event(&id)?;
        if stream == Stream::Centre && is_own {
            self.pass_own_number()?;
        }
        if had_body {
            erasure::count_later(self.sql(), subject)?;
            erasure::put_item(self.sql(), stream, &ErasedItem::Event(id), subject)?;
        }
        Ok(Arrival::Erased)
    }

    fn aside(&mut self, bytes: &[u8], reason: &str, room: &mut Room) -> Result<Arrival, StoreError> {
        Ok(if self.keep_aside(bytes, reason, room)? { Arrival::Foreign } else { Arrival::NotTaken })
    }

    /// What is set aside of somebody who is erased has no body either.
    fn without_erased<'b>(&self, bytes: &'b [u8]) -> Cow<'b, [u8]> {
        let session = self.session();
        let Ok(envelope) = Envelope::from_bytes(bytes) else { return Cow::Borrowed(bytes) };
        let stream = envelope.header().stream.name(session.centre);
        let subject = stream.and_then(|stream| session.address(stream, envelope.header()));
        let is_erased = stream != Some(Stream::Control) && subject.is_some_and(|subject| session.is_erased(&subject));
        if is_erased { Cow::Owned(envelope.erased().to_bytes()) } else { Cow::Borrowed(bytes) }
    }

    /// The chains to which something came and of which a removal had seen a part, of which a last event is here.
    fn in_cut_chains(&self, placed: &[Placed]) -> Result<BTreeSet<(Stream, DeviceId)>, StoreError> {
        let chains: BTreeSet<_> = placed.iter().map(|new| (new.stream, new.device)).collect();
        let authority = self.session().authority.borrow();
        let mut cut = BTreeSet::new();
        for (stream, device) in chains {
            for last in authority.cut_for(device, stream).into_iter().flat_map(|cut| cut.last) {
                if event::position_of(self.sql(), &last)?.is_some() {
                    cut.insert((stream, device));
                }
            }
        }
        Ok(cut)
    }

    /// Folds what the new events touch: the centre first, since it says who may what.
    fn fold_placed(&mut self, placed: &[Placed]) -> Result<(), StoreError> {
        let session = self.session();
        if placed.iter().any(|new| new.stream == Stream::Control) {
            let before = session.authority.borrow().refused();
            control::reload(self.reader())?;
            session.control_changed.set(true);
            let is_other = session.authority.borrow().refused() != before;
            let everyone = is_other || session.state().removals().next().is_some();
            if everyone {
                // A removal, or what one contests, may change the verdict of any event.
                return fold::replay(self.sql(), session);
            }
        }
        let mut subjects: BTreeSet<[u8; 16]> = BTreeSet::new();
        let any_waits = view_verdict::count(self.sql())? > 0;
        for new in placed {
            subjects.extend(new.subject.filter(|_| new.stream == Stream::Centre));
            if !any_waits {
                continue;
            }
            for waiting in view_verdict::waiting_for(self.sql(), new.name)? {
                let row = event::by_id(self.sql(), &waiting)?;
                subjects.extend(row.and_then(|row| row.subject));
            }
        }
        let cut = self.in_cut_chains(placed)?;
        for new in placed.iter().filter(|new| cut.contains(&(new.stream, new.device))) {
            if event::only_id(self.sql(), new.stream, new.device, new.seq)?.is_none() {
                // Which of two histories the removal had seen is told by hashes, and not any more by numbers.
                return fold::replay(self.sql(), session);
            }
        }
        // What waited for a seat, a device or a past of the control stream; and what had come before the event by which a
        // removal tells what it had seen.
        let any = placed.iter().any(|new| new.stream == Stream::Control);
        let aside = if any || !cut.is_empty() { view_verdict::all(self.sql())? } else { Vec::new() };
        for (id, _) in aside {
            let row = event::by_id(self.sql(), &id)?;
            let concerned = row.filter(|row| any || cut.contains(&(row.stream, row.device)));
            subjects.extend(concerned.and_then(|row| row.subject));
        }
        fold::fold_subjects(self.sql(), session, subjects)
    }
}

#[cfg(test)]
mod tests;
