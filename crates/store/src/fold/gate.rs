//! The gate: whether an event counts. Everything that changes a case or the centre passes it, whether it is made here, comes
//! from elsewhere, or is read from the log again.
//!
//! In this order: the device signed the header, the member's seat signed the body, with keys that the control stream names;
//! then the author stood there and had the right, in the state that the event's own past gives ([`Gate::judge`]). Signatures
//! are checked once for each member: up to the heads that this member's sealed record names, the chain of hashes answers for
//! them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use pana_casework::authority::{Authority, CaseAct, Cut, Keys, Refused};
use pana_casework::case::{self, CaseFile, Event, Rules};
use pana_casework::{Refusal, Who};
use pana_keys::PublicKeys;
use pana_model::{DeviceId, EventRef, InterviewId, MemberId, SeatId};

use crate::disk::StoreError;
use crate::log::event::EventRow;
use crate::log::{Context, Opened, Signed, Stream, event};

/// The word for an event that does not open as what it says it is.
pub(crate) const DAMAGED: &str = "damaged";

/// Why an event stands aside that is not what it should be, before anybody's right is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unsigned {
    /// No device of that name stands in the control stream.
    UnknownDevice,
    /// The device's signature does not hold.
    Device,
    /// No seat of that name stands in the control stream.
    UnknownSeat,
    /// The member's signature does not hold.
    Member,
}

impl Unsigned {
    /// A stable word for text keys and logs.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::UnknownDevice => "unknown-device",
            Self::Device => "device-signature",
            Self::UnknownSeat => "unknown-seat",
            Self::Member => "member-signature",
        }
    }
}

/// Who wrote an event, as far as rights go by it.
type Author = (MemberId, Option<SeatId>, DeviceId, Vec<EventRef>);

/// Judges the events of cases by the control stream as it is here.
pub(crate) struct Gate<'g> {
    context: Context<'g>,
    /// The past of what was written before events named one.
    first_layout: BTreeSet<EventRef>,
    /// Chains whose hashes lead without a gap to an event that this member had seen, with that event's number.
    linked: BTreeMap<(Stream, DeviceId), u64>,
    /// The last author asked about: a chain is mostly one author's.
    last: RefCell<Option<(Author, Result<(Who, i32), Refusal>)>>,
}

impl<'g> Gate<'g> {
    pub(crate) fn new(context: Context<'g>) -> Self {
        let first_layout = context.session.authority.borrow().layout_one_end().into_iter().collect();
        Self { context, first_layout, linked: BTreeMap::new(), last: RefCell::default() }
    }

    /// The same, which asks for no signature that the member's own record answers for: for a replay of the whole log. The
    /// chains are followed once.
    pub(crate) fn vouching(context: Context<'g>) -> Result<Self, StoreError> {
        let mut linked = BTreeMap::new();
        for ((stream, device), seq) in context.session.vouched.borrow().iter() {
            if event::is_linked(context.sql, *stream, *device, *seq)? {
                linked.insert((*stream, *device), *seq);
            }
        }
        Ok(Self { linked, ..Self::new(context) })
    }

    /// Opens an event whose signatures hold. `Ok(None)`: it is closed to this member or was erased.
    ///
    /// # Errors
    /// The word for why it stands aside; outside, those of the database.
    pub(crate) fn admit(&self, row: &EventRow) -> Result<Result<Option<Opened>, &'static str>, StoreError> {
        let signed = match self.context.open_signed(row) {
            Ok(Some(signed)) => signed,
            Ok(None) => return Ok(Ok(None)),
            Err(StoreError::Damaged(_)) => return Ok(Err(DAMAGED)),
            Err(error) => return Err(error),
        };
        if !self.trusts(row)
            && let Err(unsigned) = self.signatures(&signed)
        {
            return Ok(Err(unsigned.as_str()));
        }
        Ok(Ok(Some(signed.opened)))
    }

    /// Does a chain of hashes lead from this event to one that the member had seen?
    fn trusts(&self, row: &EventRow) -> bool {
        self.linked.get(&(row.stream, row.device)).is_some_and(|seq| row.seq <= *seq)
    }

    /// Are the signatures those of who the event says wrote it?
    pub(crate) fn signatures(&self, signed: &Signed) -> Result<(), Unsigned> {
        let state = self.context.session.state();
        let body = &signed.opened.body;
        let device = state.device(signed.opened.device).ok_or(Unsigned::UnknownDevice)?;
        if !public(&device.keys).is_some_and(|keys| signed.is_by_device(&keys)) {
            return Err(Unsigned::Device);
        }
        let seat = match body.seat {
            Some(seat) => state.seat(seat),
            None => state.first_seat(body.member),
        };
        let seat = seat.ok_or(Unsigned::UnknownSeat)?;
        let by_seat = public(&seat.keys).is_some_and(|keys| signed.is_by_member(&keys));
        if by_seat { Ok(()) } else { Err(Unsigned::Member) }
    }

    /// May the author have made this event of a case, in the case file of its past?
    pub(crate) fn judge(&self, event: &Event<'_>, file: &CaseFile) -> Result<(), Refusal> {
        let (who, offset_minutes) = self.author(event, file.stream())?;
        case::allowed(event, file, &who, offset_minutes)
    }

    /// May the author have noted this look? Looks are evidence: whoever stood there may have them written down.
    pub(crate) fn judge_look(&self, event: &Event<'_>, stream: Stream) -> Result<(), Refusal> {
        self.author(event, stream).map(|_| ())
    }

    /// Folds under this gate.
    pub(crate) fn with_rules<T>(&self, work: impl FnOnce(&Rules<'_>) -> T) -> T {
        let judge = |event: &Event<'_>, file: &CaseFile| self.judge(event, file);
        // Interviews are kept by case, so that a case which claims another's interview has a row of its own.
        let owner = |_: InterviewId| None;
        work(&Rules { judge: &judge, owner: &owner })
    }

    fn author(&self, event: &Event<'_>, stream: Stream) -> Result<(Who, i32), Refusal> {
        let author: Author = (event.body.member, event.body.seat, event.device, event.body.ctl.clone());
        if let Some((known, said)) = self.last.borrow().as_ref()
            && *known == author
        {
            return said.clone();
        }
        let authority = self.context.session.authority.borrow();
        let said = self.ask(&authority, event, stream);
        // Where something was removed or taken over, each event of the chain is asked about by itself.
        if authority.cut_for(event.device, stream).is_empty() && authority.centre().admitted().is_empty() {
            self.last.replace(Some((author, said.clone())));
        }
        said
    }

    fn ask(&self, authority: &Authority, event: &Event<'_>, stream: Stream) -> Result<(Who, i32), Refusal> {
        let own: BTreeSet<EventRef> = event.body.ctl.iter().copied().collect();
        let ctl = if event.layout == 1 { &self.first_layout } else { &own };
        let (member, seat, device) = (event.body.member, event.body.seat, event.device);
        let act = CaseAct { event: event.id, stream, device, member, seat, ctl };
        let allowed = authority.counts(&act, &|cut| self.is_inside(event, cut)).map_err(Refusal::Author)?;
        let offset = authority.state_at(ctl).map(|state| state.offset_minutes());
        let offset = offset.ok_or(Refusal::Author(Refused::Waiting))?;
        Ok((Who { member, role: allowed.role, grants: allowed.grants }, offset))
    }

    /// Is the event the one that a cut names, or does it lie before it in that chain?
    fn is_inside(&self, event: &Event<'_>, cut: &Cut) -> bool {
        let Ok(Some(last)) = event::seq_of(self.context.sql, &cut.event) else { return false };
        if event.seq >= last {
            return event.seq == last && event.id == event::name(&cut.event);
        }
        event::is_before(self.context.sql, event.id, event.seq, &cut.event).unwrap_or(false)
    }
}

/// Keys as the crate of keys reads them.
pub(crate) fn public(keys: &Keys) -> Option<PublicKeys> {
    PublicKeys::from_bytes(&keys.0)
}
