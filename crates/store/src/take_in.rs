//! Events made elsewhere: taken in, in any order, twice, with gaps, also two histories of one copied device. They pass the
//! same gate and the same fold as those made here, so that devices which hold the same events show the same.
//!
//! What is an envelope of this centre becomes a row of the log; whether it counts is then asked case by case. What is none is
//! kept aside as it came. Nothing is refused for coming early: it waits, named, until what it follows is here.

use std::collections::BTreeSet;

use pana_keys::open_address;
use pana_model::{CaseId, EventRef, Moment};
use pana_wire::Envelope;

use crate::disk::StoreError;
use crate::fold::gate::Gate;
use crate::fold::{self, ProtectedIndex, case, control};
use crate::log::{Stream, event};
use crate::store::{Asked, Store, Tx};
use crate::table::{set_aside, view_verdict};

/// What became of the envelopes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// New events of the log.
    pub events: u32,
    /// Held already.
    pub known: u32,
    /// No envelopes of this centre: kept aside as they came.
    pub foreign: u32,
    /// How many events in all do not count now, or wait.
    pub set_aside: u32,
}

/// An envelope that has its place in the log.
struct Placed {
    stream: Stream,
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
        let mut taken = TakenIn::default();
        let asked = Asked::of(pana_casework::Act::ReadBundle);
        self.transact(&asked, now, |tx| {
            taken = TakenIn::default();
            let mut placed = Vec::new();
            for bytes in envelopes {
                match tx.place(bytes)? {
                    Place::New(new) => {
                        taken.events = taken.events.saturating_add(1);
                        placed.push(new);
                    }
                    Place::Known => taken.known = taken.known.saturating_add(1),
                    Place::Foreign => taken.foreign = taken.foreign.saturating_add(1),
                }
            }
            tx.fold_placed(&placed)
        })?;
        self.reset_protected();
        taken.set_aside = u32::try_from(self.set_aside()?.len()).unwrap_or(u32::MAX);
        Ok(taken)
    }
}

enum Place {
    New(Placed),
    Known,
    Foreign,
}

impl Tx<'_> {
    fn place(&mut self, bytes: &[u8]) -> Result<Place, StoreError> {
        let session = self.session();
        let envelope = match Envelope::from_bytes(bytes) {
            Ok(envelope) => envelope,
            Err(_) => return self.aside(bytes, "no-envelope"),
        };
        let header = envelope.header();
        if header.org != session.centre {
            return self.aside(bytes, "other-centre");
        }
        let Some(stream) = header.stream.name(session.centre) else { return self.aside(bytes, "unknown-stream") };
        let (name, id) = (event::name(envelope.id().as_bytes()), *envelope.id().as_bytes());
        if event::by_name(self.sql(), name)?.is_some() {
            return Ok(Place::Known);
        }
        let epoch = session.epoch_by_id(stream, header.epoch);
        let subject = epoch.and_then(|epoch| open_address(header, epoch.address_key()).ok());
        event::insert(self.sql(), stream, subject.as_ref().filter(|_| stream != Stream::Protected), &envelope)?;
        if subject.is_none() && stream == Stream::Centre {
            view_verdict::put(self.sql(), &id, "no-key", None)?;
        }
        Ok(Place::New(Placed { stream, subject, name }))
    }

    fn aside(&mut self, bytes: &[u8], reason: &str) -> Result<Place, StoreError> {
        set_aside::put(self.sql(), bytes, reason, self.now().unix_ms())?;
        Ok(Place::Foreign)
    }

    /// Folds what the new events touch: the centre first, since it says who may what.
    fn fold_placed(&mut self, placed: &[Placed]) -> Result<(), StoreError> {
        let session = self.session();
        if placed.iter().any(|new| new.stream == Stream::Control) {
            let before = session.authority.borrow().refused();
            let root = session.root.clone();
            let authority = control::load(self.context(), |_| Ok(root))?;
            session.control_changed.set(true);
            let everyone = authority.refused() != before || authority.centre().removals().next().is_some();
            session.authority.replace(authority);
            if everyone {
                // A removal, or what one contests, may change the verdict of any event.
                return fold::replay(self.sql(), session);
            }
        }
        let mut subjects: BTreeSet<[u8; 16]> = BTreeSet::new();
        for new in placed {
            subjects.extend(new.subject.filter(|_| new.stream == Stream::Centre));
            for waiting in view_verdict::waiting_for(self.sql(), new.name)? {
                let row = event::by_id(self.sql(), &waiting)?;
                subjects.extend(row.and_then(|row| row.subject));
            }
        }
        if placed.iter().any(|new| new.stream == Stream::Control) {
            // What waited for a seat, a device or a past of the control stream.
            for (id, _) in view_verdict::all(self.sql())? {
                subjects.extend(event::by_id(self.sql(), &id)?.and_then(|row| row.subject));
            }
        }
        let gate = Gate::new(self.context());
        for subject in subjects {
            if subject == *session.centre.as_bytes() {
                fold::replay_looks(self.sql(), &gate, &subject)?;
            } else {
                // Nobody asks for one verdict here.
                case::fold_anew(self.sql(), &gate, CaseId::from_bytes(subject), EventRef::from_bytes([0; 16]))?;
            }
        }
        Ok(())
    }
}

impl Store {
    fn reset_protected(&mut self) {
        self.protected_index().replace(ProtectedIndex::default());
    }
}

#[cfg(test)]
mod tests;
