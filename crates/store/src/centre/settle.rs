//! What a person settles after devices have met: removals that contest each other, of which one is confirmed, and what a
//! removal holds back because it had not seen it, which is taken over.

use std::collections::BTreeSet;

use pana_casework::authority::{self, Centre, ControlWrite, EpochRef, Removal, SHEETS_SEAT, Standing};
use pana_casework::{Act, Refusal};
use pana_keys::{EpochKey, PublicKeys, Recovered};
use pana_model::{DeviceId, EventRef, MemberId, Moment};
use pana_record::EventKind;

use super::by_sheets;
use super::member_of;
use super::remove::Authorised;
use super::roll::{self, Holders};
use crate::asked::Asked;
use crate::disk::StoreError;
use crate::fold;
use crate::fold::gate::public;
use crate::log::grant::{self, Candidate};
use crate::log::{LogReader, Member, Session, Sign, Stream, event, own};
use crate::store::{Store, Tx};

/// So many events are taken over by one event, which stays far below what an event may hold.
const AT_ONCE: usize = 1_000;

/// What is taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldBack {
    /// One event, by its id.
    Event([u8; 32]),
    /// All that is held back of a member.
    Of(MemberId),
}

impl Store {
    /// Everyone whom only contested removals keep out: neither side works here until one of the removals is confirmed.
    pub fn suspended(&self) -> Vec<Member> {
        let members = self.state().members();
        members.iter().filter(|member| member.standing == Standing::Suspended).map(member_of).collect()
    }

    /// Confirms the removal of a member that is contested: they leave for good, what they removed beside it is void, and who
    /// stands again gets the keys that were made meanwhile. A coordinator whom both sides knew confirms it, or the sheets;
    /// what the sheets sign needs nobody's right.
    ///
    /// # Errors
    /// [`StoreError::NotContested`], [`StoreError::NeedsSecond`] (this member is no such coordinator), and as
    /// [`Store::member_remove`].
    pub fn confirm(&mut self, member: MemberId, by: &Authorised, now: Moment) -> Result<(), StoreError> {
        self.check_whole(by)?;
        let of_member = move |removal: &Removal| removal.target.member() == Some(member);
        let writes = confirms(&self.state(), of_member);
        if writes.is_empty() {
            return Err(StoreError::NotContested);
        }
        let sheets = matches!(by, Authorised::Sheets(_));
        let asked = if sheets { Asked::nothing() } else { Asked::of(Act::Confirm) };
        let sign = self.sign(by, now)?;
        let seals = if sheets { self.sign(by, now)? } else { None };
        let is_settled = move |state: &Centre| confirms(state, of_member).is_empty();
        let candidates = self.own_candidates()?;
        self.transact(&asked, now, |tx| tx.settle(&writes, sign, is_settled)).map_err(|error| match error {
            StoreError::Refused(Refusal::Author(refused)) if refused.as_str() == "own-removal" => {
                StoreError::NeedsSecond
            }
            other => other,
        })?;
        self.go_on_settled(&candidates, seals, now)?;
        self.after_removal(now)
    }

    /// Whoever comes in by the sheets while suspended is whom the sheets stand up for: the removals of those are confirmed
    /// who removed this member.
    ///
    /// # Errors
    /// [`StoreError::Suspended`] when that does not let the member stand, and as any write.
    pub(super) fn stand_up(&mut self, recovered: &Recovered, now: Moment) -> Result<(), StoreError> {
        let (state, me) = (self.state(), self.member().id);
        let of_me = |removal: &&Removal| removal.contested && removal.target.member() == Some(me);
        let against: BTreeSet<MemberId> = state.removals().filter(of_me).map(|removal| removal.by).collect();
        let writes = confirms(&state, |removal| removal.target.member().is_some_and(|of| against.contains(&of)));
        let stands = move |state: &Centre| state.standing(me) == Standing::Stands;
        let sign = by_sheets::sign(recovered);
        let candidates = grant::candidates_of_sheets(self.connection(), self.centre(), recovered)?;
        let settled = self.transact(&Asked::nothing(), now, |tx| tx.settle(&writes, Some(sign), stands));
        settled
            .map_err(|error| if matches!(error, StoreError::NeedsSecond) { StoreError::Suspended } else { error })?;
        self.go_on_settled(&candidates, Some(by_sheets::sign(recovered)), now)
    }

    /// What follows a confirmation: of the keys those are taken that count now, who stands again gets what is lacking, and
    /// everything is read anew, for any verdict may be another. A cut on the way leaves the last to the next opening.
    fn go_on_settled(&mut self, candidates: &[Candidate], seals: Option<Sign>, now: Moment) -> Result<(), StoreError> {
        let seat = self.session().seat;
        self.session_mut().sort_keys(candidates, &[seat, SHEETS_SEAT]);
        self.transact(&Asked::nothing(), now, |tx| tx.give_what_lacks(seals))?;
        self.rebuild_views(now)?;
        self.reset_protected();
        Ok(())
    }

    /// What opens for this member's seat, whether it counts or not.
    fn own_candidates(&self) -> Result<Vec<Candidate>, StoreError> {
        let seats = BTreeSet::from([self.session().seat]);
        grant::candidates(self.connection(), self.centre(), self.unlocked(), &seats)
    }

    /// Takes over what a removal of its author holds back: it counts from then on as if the removal had seen it. Gives how
    /// many events that were.
    ///
    /// # Errors
    /// [`StoreError::NothingHeld`], [`StoreError::Refused`], and as any write.
    pub fn admit(&mut self, held: HeldBack, now: Moment) -> Result<u32, StoreError> {
        let mut events: Vec<EventRef> = Vec::new();
        for aside in self.set_aside()? {
            let Some(author) = aside.held_back_of else { continue };
            let meant = match held {
                HeldBack::Event(id) => id == aside.event,
                HeldBack::Of(member) => member == author,
            };
            events.extend(meant.then(|| event::name(&aside.event)));
        }
        if events.is_empty() {
            return Err(StoreError::NothingHeld);
        }
        self.transact(&Asked::of(Act::Admit), now, |tx| {
            for part in events.chunks(AT_ONCE) {
                let writes: Vec<ControlWrite> = part.iter().map(|event| ControlWrite::Admit(*event)).collect();
                tx.control(EventKind::Admit, &writes, None)?;
            }
            fold::replay(tx.sql(), tx.session())
        })?;
        self.reset_protected();
        Ok(u32::try_from(events.len()).unwrap_or(u32::MAX))
    }

    /// Gives the keys of the streams to whoever may have them and has not: who was suspended when they were made. Keys of epochs
    /// that do not count are given to read with, by anybody who has them.
    pub(super) fn give_what_lacks(&mut self, now: Moment) -> Result<(), StoreError> {
        if !lacking_to_read(self.reader())?.is_empty() {
            self.transact(&Asked::nothing(), now, |tx| {
                for (stream, epoch, to) in lacking_to_read(tx.reader())? {
                    let holders = Holders { seats: BTreeSet::new(), to, recovery: None };
                    roll::grants(tx.sql(), tx.session(), stream, epoch, &holders)?;
                }
                Ok(())
            })?;
        }
        if lacking(self.session()).is_empty() || self.ask(&Asked::of(Act::Confirm), now).is_err() {
            return Ok(());
        }
        self.transact(&Asked::of(Act::Confirm), now, |tx| tx.give_what_lacks(None))
    }
}

impl Tx<'_> {
    /// Confirms, if that settles it, and has the views built again: here or, after a cut, at the next opening.
    pub(crate) fn settle(
        &mut self,
        writes: &[ControlWrite],
        sign: Option<Sign>,
        is_settled: impl Fn(&Centre) -> bool,
    ) -> Result<(), StoreError> {
        self.control_signed(EventKind::Confirm, writes, sign)?;
        if !is_settled(&self.session().state()) {
            return Err(StoreError::NeedsSecond);
        }
        self.let_all_read()?;
        own::set_view_version(self.sql(), own::TO_BE_BUILT)
    }

    /// Lets everyone who stands now read what lies in the past of the confirmation.
    fn let_all_read(&mut self) -> Result<(), StoreError> {
        let session = self.session();
        let state = session.state();
        let to: Vec<_> =
            seats(&state).into_iter().filter(|seat| state.seat_may_open(seat.id, Stream::Control)).collect();
        let to: Vec<_> = to.iter().filter_map(|seat| Some((seat.member, seat.device, public(&seat.keys)?))).collect();
        let holders = Holders { seats: BTreeSet::new(), to, recovery: None };
        roll::let_read(self.sql(), session, &Stream::ALL, &holders)
    }

    fn give_what_lacks(&mut self, sign: Option<Sign>) -> Result<(), StoreError> {
        let session = self.session();
        let mut writes = Vec::new();
        for (stream, epoch, to) in lacking(session) {
            let holders = Holders { seats: BTreeSet::new(), to, recovery: None };
            writes.extend(roll::grants(self.sql(), session, stream, epoch, &holders)?);
        }
        if writes.is_empty() { Ok(()) } else { self.control_signed(EventKind::EpochGrant, &writes, sign) }
    }
}

type Lacking<'s> = (Stream, &'s EpochKey, Vec<(MemberId, DeviceId, PublicKeys)>);

/// The keys that this member may pass on, each with the seats that may have it and have not.
fn lacking(session: &Session) -> Vec<Lacking<'_>> {
    let state = session.state();
    let seats = seats(&state);
    let mut all = Vec::new();
    for (stream, epoch) in roll::passes_on(session) {
        let held = state.holders(stream, EpochRef(*epoch.id().as_bytes()));
        let lacks = |seat: &&authority::Seat| !held.contains(&seat.id) && state.seat_may_open(seat.id, stream);
        let to = seats.iter().filter(lacks).filter_map(|seat| Some((seat.member, seat.device, public(&seat.keys)?)));
        let to: Vec<_> = to.collect();
        if !to.is_empty() {
            all.push((stream, epoch, to));
        }
    }
    all
}

/// The keys of epochs that were begun by an event which does not count, each with the seats that may read the stream and to
/// which it is not sealed.
fn lacking_to_read(reader: LogReader<'_>) -> Result<Vec<Lacking<'_>>, StoreError> {
    let (session, state) = (reader.session, reader.session.state());
    let mut all = Vec::new();
    for (stream, keys) in &session.uncounted {
        for ((id, _), epoch) in keys {
            if !roll::was_begun(session, *stream, epoch) {
                continue;
            }
            let mut to = Vec::new();
            for seat in seats(&state).iter().filter(|seat| state.seat_may_open(seat.id, *stream)) {
                if !grant::is_sealed_to(reader.sql, *stream, *id, seat.id)? {
                    to.extend(public(&seat.keys).map(|keys| (seat.member, seat.device, keys)));
                }
            }
            if !to.is_empty() {
                all.push((*stream, epoch, to));
            }
        }
    }
    Ok(all)
}

fn seats(state: &Centre) -> Vec<authority::Seat> {
    let of = |member: &authority::Member| state.seats_of(member.id).copied().collect::<Vec<_>>();
    state.members().iter().flat_map(of).collect()
}

/// What confirms the contested removals that are meant.
fn confirms(state: &Centre, meant: impl Fn(&Removal) -> bool) -> Vec<ControlWrite> {
    let removals = state.removals().filter(|removal| removal.contested && meant(removal));
    let events: BTreeSet<EventRef> = removals.map(|removal| removal.event).collect();
    events.into_iter().map(ControlWrite::Confirm).collect()
}
