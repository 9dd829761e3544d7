//! Events of cases, judged by the control stream: whether their author could write them, and with which rights.

use std::collections::BTreeSet;

use pana_model::{DeviceId, EventRef, MemberId, SeatId, StreamName};

use super::centre::Centre;
use super::entry::MemberEntry;
use super::{Authority, Cut, Part, Refused, Removal, Seat, Standing, Target};
use crate::{Grant, Role};

/// An event of a case, as far as the control stream judges it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseAct<'a> {
    /// The event.
    pub event: EventRef,
    /// The stream in which it lies.
    pub stream: StreamName,
    /// The device whose chain it stands in.
    pub device: DeviceId,
    /// Who wrote it.
    pub member: MemberId,
    /// With which keys. `None` in layout 1.
    pub seat: Option<SeatId>,
    /// The frontier of the control stream as the writer had applied it. In layout 1 that is
    /// [`Authority::layout_one_end`].
    pub ctl: &'a BTreeSet<EventRef>,
}

/// The rights by which an event of a case is to be judged further: those its author had, less what was taken away by a
/// removal that neither had seen it nor was seen by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// The role.
    pub role: Role,
    /// The grants.
    pub grants: BTreeSet<Grant>,
}

/// What a removal says of one chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutHere {
    /// Which removal.
    pub removal: EventRef,
    /// What it takes away. Only events by this member, or of this device and those that go on for it, are cut.
    pub target: Target,
    /// The last events that it had seen, one for each history; none: it had seen nothing of the chain.
    pub last: Vec<[u8; 32]>,
}

impl Authority {
    /// Whether the author of an event of a case could write it, and with which rights.
    ///
    /// `is_inside` says whether the event is the one a cut names, or lies before it in that chain: chains of cases are not
    /// known here. It is inside of a removal if it is of any of the removal's cuts.
    ///
    /// # Errors
    /// Why it does not count. An event that a coordinator took over counts though its author was removed.
    pub fn counts(&self, act: &CaseAct<'_>, is_inside: &dyn Fn(&Cut) -> bool) -> Result<Allowed, Refused> {
        let state = self.state_at(act.ctl).ok_or(Refused::Waiting)?;
        let admitted = self.centre().admitted.contains(&act.event);
        let entry = state.members.get(&act.member).ok_or(Refused::UnknownAuthor)?;
        let role = entry.role().ok_or(Refused::UnknownAuthor)?;
        let seat = match act.seat {
            Some(seat) => state.seat(seat),
            None => state.first_seat(act.member),
        };
        let seat = seat.ok_or(Refused::UnknownSeat)?;
        if (seat.member, seat.device) != (act.member, act.device) {
            return Err(Refused::WrongSeat);
        }
        let allowed = Allowed { role, grants: entry.grants() };
        if admitted {
            return Ok(allowed);
        }
        match (state.standing(act.member), state.device_standing(act.device)) {
            (Standing::Stands, Standing::Stands) => {}
            (Standing::Suspended, _) => return Err(Refused::AuthorSuspended),
            (Standing::Removed | Standing::Unknown, _) => return Err(Refused::AuthorRemoved),
            (Standing::Stands, _) => return Err(Refused::DeviceRevoked),
        }
        // The seat and the device must be there by events that count, whichever.
        let keys = |centre: &Centre| centre.device(act.device).map(|device| device.keys);
        let same = |known: &Seat| (known.member, known.device, known.keys) == (seat.member, seat.device, seat.keys);
        if !self.centre().seat(seat.id).is_some_and(same) || keys(self.centre()) != keys(&state) {
            return Err(Refused::RestsOn(seat.event));
        }
        let allowed = self.without_refused(act.member, entry, allowed)?;
        self.without_removed(act, &state, allowed, is_inside)
    }

    /// The cuts that concern a chain, of all removals that count. The chain of a device is cut for the events of whom they
    /// remove, not for those of others on the same device.
    pub fn cut_for(&self, device: DeviceId, stream: StreamName) -> Vec<CutHere> {
        let concerns = |removal: &&Removal| match removal.target {
            Target::Device(target) => self.centre().lineage(device).contains(&target),
            Target::Member(member) | Target::Role(member, _) | Target::Grant(member, _) => {
                self.centre().seats_of(member).any(|seat| seat.device == device)
            }
        };
        let here = |removal: &Removal| CutHere {
            removal: removal.event,
            target: removal.target,
            last: removal.cuts_of(device, stream).map(|cut| cut.event).collect(),
        };
        self.centre().removals().filter(concerns).map(here).collect()
    }

    /// Less what the author had by events that do not count.
    fn without_refused(&self, member: MemberId, entry: &MemberEntry, mut had: Allowed) -> Result<Allowed, Refused> {
        let from: BTreeSet<EventRef> = entry.role_from().union(&entry.protected_from()).copied().collect();
        let Some(gone) = from.into_iter().find(|event| self.verdict(*event) != Some(Ok(()))) else { return Ok(had) };
        let role = self.centre().role(member).ok_or(Refused::RestsOn(gone))?;
        had.role = had.role.min(role);
        had.grants = &had.grants & &self.centre().grants(member);
        Ok(had)
    }

    /// Less what removals took away that had not seen the event.
    fn without_removed(
        &self,
        act: &CaseAct<'_>,
        state: &Centre,
        mut had: Allowed,
        is_inside: &dyn Fn(&Cut) -> bool,
    ) -> Result<Allowed, Refused> {
        let concerns = |removal: &&Removal| match removal.target {
            Target::Device(device) => self.centre().lineage(act.device).contains(&device),
            Target::Member(member) => member == act.member,
            // Who had seen that they were lowered has been judged by it, and may have been raised since.
            Target::Role(member, _) | Target::Grant(member, _) => {
                member == act.member && !state.removals.contains_key(&(removal.event, removal.target))
            }
        };
        let mut outside: Option<EventRef> = None;
        for removal in self.centre().removals().filter(concerns) {
            if !self.keeps(Part::Cuts) || removal.cuts_of(act.device, act.stream).any(is_inside) {
                continue;
            }
            match removal.target {
                Target::Role(_, to) => had.role = had.role.min(to),
                Target::Grant(_, grant) => {
                    had.grants.remove(&grant);
                }
                Target::Member(_) | Target::Device(_) => {
                    outside = Some(outside.map_or(removal.event, |known| known.min(removal.event)));
                }
            }
        }
        outside.map_or(Ok(had), |removal| Err(Refused::OutsideCut(removal)))
    }
}
