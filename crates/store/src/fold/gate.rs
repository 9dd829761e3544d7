//! The gate: whether an event counts. Everything that changes a case or the centre passes it, whether it is made here, comes
//! from elsewhere, or is read from the log again.
//!
//! In this order: the device signed the header, the member's seat signed the body, with keys that some event of the control
//! stream claims; then the author stood there and had the right, in the state that the event's own past gives
//! ([`Gate::judge`]), and what brought them in counts. Who belongs to the centre is asked in that last step alone: it changes
//! with what is taken in, and an event that stood aside before it would be missing in the past of those that follow.
//!
//! Signatures are checked once for each member: up to the events that this member's sealed record names as checked, the chain
//! of hashes answers for them. That an event was here when the member looked is not enough: anybody could have put it there.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use pana_casework::authority::{Authority, CaseAct, Cut, Keys, Refused};
use pana_casework::case::{self, CaseFile, Event, Judge, Rules};
use pana_casework::{Refusal, Who, witness};
use pana_keys::PublicKeys;
use pana_model::{DeviceId, EventRef, InterviewId, MemberId, SeatId};
use pana_record::EventKind;

use super::links::{Link, Links};
use crate::disk::StoreError;
use crate::log::event::EventRow;
use crate::log::{LogReader, Opened, Signed, Stream, Vouched, chain, event};

/// Why an event stands aside, before anybody's right is asked; and what it waits for, if it waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Aside {
    pub(crate) reason: &'static str,
    pub(crate) missing: Option<EventRef>,
}

impl Aside {
    const fn of(reason: &'static str) -> Self {
        Self { reason, missing: None }
    }
}

/// The word for an event whose body is gone.
pub(crate) const BODY_MISSING: &str = "body-missing";

/// The word for an event whose subject has no key here any more.
pub(crate) const KEY_MISSING: &str = "key-missing";

/// The word for an event that none of the keys here opens.
pub(crate) const NO_KEY: &str = "no-key";

/// The word for an event whose predecessor in its device's chain is not here yet.
pub(crate) const GAP: &str = "gap";

/// The word for an event that is whole and lies under another number, chain or subject than its own.
pub(crate) const MISFILED: &str = "misfiled";

/// The word for an event whose number none can have at its place.
pub(crate) const NUMBER: &str = "number";

/// The word for an event that does not open as what it says it is.
pub(crate) const DAMAGED: &str = "damaged";

/// Why an event stands aside that is not what it should be, before anybody's right is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unsigned {
    /// No event of the control stream here claims a device of that name.
    UnknownDevice,
    /// The device's signature does not hold.
    Device,
    /// No event of the control stream here claims a seat of that name.
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

/// An event that is let in, with the keys by which its member has still to have signed it; none where it is closed.
pub(crate) type Admission = Result<Option<(Signed, Option<PublicKeys>)>, Aside>;

/// As whom an author stood at an event, or why not.
pub(crate) type Stood = Result<(Who, i32), Refusal>;

/// Judges the events of cases by the control stream as it is here.
pub(crate) struct Gate<'g> {
    reader: LogReader<'g>,
    /// The past of what was written before events named one.
    first_layout: BTreeSet<EventRef>,
    /// In a replay: the chains, and how far their signatures were checked before.
    links: Option<RefCell<Links>>,
    /// The last author asked about: a chain is mostly one author's.
    last: RefCell<Option<(Author, Stood)>>,
}

impl<'g> Gate<'g> {
    pub(crate) fn new(reader: LogReader<'g>) -> Self {
        let first_layout = reader.session.authority.borrow().layout_one_end().into_iter().collect();
        Self { reader, first_layout, links: None, last: RefCell::default() }
    }

    pub(crate) const fn reader(&self) -> LogReader<'g> {
        self.reader
    }

    /// The same for a replay of the whole log, which asks for no signature that was checked before (`ends`). That holds only
    /// if [`Gate::checked`] says so afterwards: the hashes have to lead from event to event up to those ends.
    pub(crate) fn replaying(reader: LogReader<'g>, ends: Vouched) -> Self {
        Self { links: Some(RefCell::new(Links { ends, events: BTreeMap::new() })), ..Self::new(reader) }
    }

    /// How far the signatures of each chain are checked now, after a replay; `None` when the chains do not lead, number by
    /// number and hash by hash, to what was checked before.
    pub(crate) fn checked(&self) -> Option<Vouched> {
        let links = self.links.as_ref()?.borrow();
        let reach = links.reach();
        links.hold(&reach).then_some(reach)
    }

    /// Opens an event whose signatures hold. `Ok(None)`: it is closed to this member.
    ///
    /// # Errors
    /// Why it stands aside; outside, those of the database.
    pub(crate) fn admit(&self, row: &EventRow) -> Result<Result<Option<Opened>, Aside>, StoreError> {
        self.admit_opened(row, self.reader.open_signed(row))
    }

    /// The same for an event that somebody has tried to open.
    ///
    /// # Errors
    /// As [`Gate::admit`].
    pub(crate) fn admit_opened(
        &self,
        row: &EventRow,
        opened: Result<Option<Signed>, StoreError>,
    ) -> Result<Result<Option<Opened>, Aside>, StoreError> {
        let admitted = self.admit_signed(row, opened, &|signed| self.signed_once(row, signed).map(|()| None))?;
        Ok(admitted.map(|event| event.map(|(signed, _)| signed.opened)))
    }

    /// The same but for the member's signature: whoever goes on asks whether the event is by the keys that come with it, if
    /// any do, and lets it count only then ([`Gate::by_member`]).
    ///
    /// # Errors
    /// As [`Gate::admit`].
    pub(crate) fn admit_but_for_member(
        &self,
        row: &EventRow,
        opened: Result<Option<Signed>, StoreError>,
    ) -> Result<Admission, StoreError> {
        if self.links.is_some() {
            // What is put into a chain here answers for it from then on.
            return self.admit_signed(row, opened, &|signed| self.signed_once(row, signed).map(|()| None));
        }
        self.admit_signed(row, opened, &|signed| {
            if self.reader.session.signed.borrow().contains(&row.event_id) {
                return self.keys(signed).map(|_| None);
            }
            let (device, seat) = self.keys(signed)?;
            self.is_by_device(signed, &device)?;
            public(&seat).map(Some).ok_or(Unsigned::Member)
        })
    }

    /// These events were found to be signed by their members.
    pub(crate) fn by_member(&self, ids: impl IntoIterator<Item = [u8; 32]>) {
        self.reader.session.signed.borrow_mut().extend(ids);
    }

    fn admit_signed(
        &self,
        row: &EventRow,
        opened: Result<Option<Signed>, StoreError>,
        by_author: &dyn Fn(&Signed) -> Result<Option<PublicKeys>, Unsigned>,
    ) -> Result<Admission, StoreError> {
        let signed = match opened {
            Ok(Some(signed)) => signed,
            Ok(None) if !self.reader.session.opens(row.stream) => return Ok(Ok(None)),
            // Nothing here orders that a body or a key is gone.
            Ok(None) if row.sealed.is_none() => return Ok(Err(Aside::of(BODY_MISSING))),
            Ok(None) => return Ok(Err(Aside::of(KEY_MISSING))),
            Err(StoreError::Damaged(_)) => return Ok(Err(Aside::of(self.why_closed(row)))),
            Err(error) => return Err(error),
        };
        let was_checked = self.was_checked(row);
        let by_author = if was_checked { self.keys(&signed).map(|_| None) } else { by_author(&signed) };
        let left = match by_author {
            Ok(left) => left,
            Err(unsigned) => return Ok(Err(Aside::of(unsigned.as_str()))),
        };
        if !was_checked && let Err(aside) = self.follows(row, &signed.opened.prev)? {
            // Which of two reasons is named must not turn on when each is asked.
            let is_unsigned = left.is_some_and(|keys| !signed.is_by_member(&keys));
            return Ok(Err(if is_unsigned { Aside::of(Unsigned::Member.as_str()) } else { aside }));
        }
        if let Some(links) = &self.links {
            let link = Link { id: row.event_id, prev: signed.opened.prev };
            let mut links = links.borrow_mut();
            // Mostly there is one, for which a list that is left to itself would take room for four.
            let held = links.events.entry((row.stream, row.device, row.seq)).or_insert_with(|| Vec::with_capacity(1));
            held.push(link);
        }
        Ok(Ok(Some((signed, left))))
    }

    /// Passes over an event of a case that is erased: of it the header is left, which its device signed, and which
    /// leads to those that follow in the chain.
    pub(crate) fn pass_over(&self, row: &EventRow) {
        let Some(links) = &self.links else { return };
        let Ok(envelope) = row.envelope() else { return };
        let by_device = |keys: Keys| public(&keys).is_some_and(|keys| chain::is_by_device(&envelope, &keys));
        let is_signed = || self.reader.session.device_keys(row.device).is_some_and(by_device);
        let is_it = *envelope.id().as_bytes() == row.event_id && envelope.header().dseq == row.seq;
        if is_it && (self.was_checked(row) || is_signed()) {
            let link = Link { id: row.event_id, prev: *envelope.header().prev.as_bytes() };
            links.borrow_mut().events.entry((row.stream, row.device, row.seq)).or_default().push(link);
        }
    }

    /// Why a row does not open: it is not the event that its id names, it is that event and filed elsewhere, a newer program
    /// wrote it, or it was sealed under a key that is not here.
    fn why_closed(&self, row: &EventRow) -> &'static str {
        let session = self.reader.session;
        let Ok(envelope) = row.envelope() else { return DAMAGED };
        let header = envelope.header();
        if header.org != session.centre || *envelope.id().as_bytes() != row.event_id {
            return DAMAGED;
        }
        let named = (header.stream, header.dev, header.dseq);
        let subject = session.address(row.stream, header);
        let elsewhere = subject.zip(row.subject).is_some_and(|(says, filed)| says != filed);
        if elsewhere || named != (session.stream_id(row.stream), row.device, row.seq) {
            MISFILED
        } else if self.reader.is_newer(row) {
            Refusal::NeedsUpdate.word()
        } else {
            NO_KEY
        }
    }

    /// Does the event stand in its chain: under a number that it can have, after the event that it names?
    ///
    /// What follows an event that is not here waits, also where it was here before: which of the two it is only the record of
    /// one member could tell, and the same events have to give the same verdicts for all. What waits is named, and counts once
    /// the missing one is back.
    fn follows(&self, row: &EventRow, prev: &[u8; 32]) -> Result<Result<(), Aside>, StoreError> {
        let sql = self.reader.sql;
        if !chain::has_place(row.seq, prev) {
            return Ok(Err(Aside::of(NUMBER)));
        }
        let before = row.seq.saturating_sub(1);
        if before == 0 || event::stands_at(sql, row.stream, row.device, before, prev)? {
            return Ok(Ok(()));
        }
        if event::position_of(sql, prev)?.is_none() {
            return Ok(Err(Aside { reason: GAP, missing: Some(event::name(prev)) }));
        }
        // One that is filed under another number is still what its header says.
        let filed = event::by_id(sql, prev)?.and_then(|filed| filed.envelope().ok());
        let is_before = filed.is_none_or(|filed| (filed.header().dev, filed.header().dseq) == (row.device, before));
        Ok(if is_before { Ok(()) } else { Err(Aside::of(NUMBER)) })
    }

    /// Does the event stand before one up to which signatures were checked?
    fn was_checked(&self, row: &EventRow) -> bool {
        let Some(links) = &self.links else { return false };
        links.borrow().ends.get(&(row.stream, row.device)).is_some_and(|(seq, _)| row.seq <= *seq)
    }

    /// The same as [`Gate::signatures`], asked once in a session for each event that is read one by one.
    fn signed_once(&self, row: &EventRow, signed: &Signed) -> Result<(), Unsigned> {
        let known = &self.reader.session.signed;
        if known.borrow().contains(&row.event_id) {
            return self.keys(signed).map(drop);
        }
        self.signatures(signed)?;
        // A replay reads each event once: nothing is won by holding its name.
        if self.links.is_none() {
            known.borrow_mut().insert(row.event_id);
        }
        Ok(())
    }

    /// Are the signatures those of who the event says wrote it?
    pub(crate) fn signatures(&self, signed: &Signed) -> Result<(), Unsigned> {
        let (device, seat) = self.keys(signed)?;
        self.is_by_device(signed, &device)?;
        let by_seat = public(&seat).is_some_and(|keys| signed.is_by_member(&keys));
        if by_seat { Ok(()) } else { Err(Unsigned::Member) }
    }

    fn is_by_device(&self, signed: &Signed, device: &Keys) -> Result<(), Unsigned> {
        let holds = public(device).is_some_and(|keys| match &self.links {
            None => self.reader.session.by_device.is_by(signed.envelope(), &keys),
            Some(_) => signed.is_by_device(&keys),
        });
        if holds { Ok(()) } else { Err(Unsigned::Device) }
    }

    /// The keys of the device and of the seat that the event names. That some event here claims them is asked each time, also of
    /// what was checked before: what is asked further must not turn on who has looked.
    fn keys(&self, signed: &Signed) -> Result<(Keys, Keys), Unsigned> {
        let (session, body) = (self.reader.session, &signed.opened.body);
        let device = session.device_keys(signed.opened.device).ok_or(Unsigned::UnknownDevice)?;
        let seat = session.seat_keys(body.member, body.seat).ok_or(Unsigned::UnknownSeat)?;
        Ok((device, seat))
    }

    /// May the author have made this event of a case, in the case file of its past?
    pub(crate) fn judge(&self, event: &Event<'_>, file: &CaseFile) -> Result<(), Refusal> {
        let (who, offset_minutes) = self.author(event, file.stream())?;
        case::allowed(event, file, &who, offset_minutes)
    }

    /// May the author have made this event about the centre? Looks are evidence: whoever stood there may have them written
    /// down. A witness names only what it may.
    pub(crate) fn judge_of_centre(&self, event: &Event<'_>, stream: Stream) -> Result<(), Refusal> {
        let (who, _) = self.author(event, stream)?;
        if event.body.kind != EventKind::Witness {
            return Ok(());
        }
        let ctl = event.body.ctl.iter().copied().collect();
        let there = self.reader.session.authority.borrow().state_at(&ctl);
        let there = there.ok_or(Refusal::Author(Refused::Waiting))?;
        witness::counts(event, stream, &who, &|device| there.device(device).is_some())
    }

    /// Folds under this gate.
    pub(crate) fn with_rules<T>(&self, work: impl FnOnce(&Rules<'_>) -> T) -> T {
        with_judge(&|event, file| self.judge(event, file), work)
    }

    /// As whom the author of an event of the centre stream stood there. Together with the case file of the event's past
    /// that is all that [`Gate::judge`] asks, so that another thread can judge by it.
    pub(crate) fn stood(&self, opened: &Opened) -> Stood {
        let body = &opened.body;
        let known = self.known(&(body.member, body.seat, opened.device, body.ctl.clone()));
        known.unwrap_or_else(|| self.author(&opened.event(), Stream::Centre))
    }

    fn known(&self, author: &Author) -> Option<Stood> {
        self.last.borrow().as_ref().filter(|(known, _)| known == author).map(|(_, said)| said.clone())
    }

    fn author(&self, event: &Event<'_>, stream: Stream) -> Stood {
        let author: Author = (event.body.member, event.body.seat, event.device, event.body.ctl.clone());
        if let Some(said) = self.known(&author) {
            return said;
        }
        let authority = self.reader.session.authority.borrow();
        let said = self.ask(&authority, event, stream);
        // Where something was removed or taken over, each event of the chain is asked about by itself.
        if authority.cut_for(event.device, stream).is_empty() && authority.centre().admitted().is_empty() {
            self.last.replace(Some((author, said.clone())));
        }
        said
    }

    fn ask(&self, authority: &Authority, event: &Event<'_>, stream: Stream) -> Stood {
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
        let Ok(Some(last)) = event::seq_of(self.reader.sql, &cut.event) else { return false };
        if event.seq >= last {
            return event.seq == last && event.id == event::name(&cut.event);
        }
        chain::is_before(self.reader.sql, event.id, event.seq, &cut.event).unwrap_or(false)
    }
}

/// Folds by what this judge says.
pub(crate) fn with_judge<T>(judge: &Judge<'_>, work: impl FnOnce(&Rules<'_>) -> T) -> T {
    // Interviews are kept by case, so that a case which claims another's interview has a row of its own.
    let owner = |_: InterviewId| None;
    work(&Rules { judge, owner: &owner })
}

/// Keys as the crate of keys reads them.
pub(crate) fn public(keys: &Keys) -> Option<PublicKeys> {
    PublicKeys::from_bytes(&keys.0)
}
