//! Who may write what, write by write. Whatever is not allowed is refused, and an event is refused as a whole.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use pana_model::{DeviceId, EventRef, MemberId, SeatId, StreamName};

use super::centre::Centre;
use super::erase::Erasures;
use super::fold::Authority;
use super::graph::Node;
use super::judge::{Judged, has_protected, may_administer, may_check, may_publish};
use super::removal::{Item, Target};
use super::{ControlWrite, Cut, EpochRef, GrantTo, Layout, Refused, SHEETS_SEAT, Standing};
use crate::{Grant, Role};

/// What a member was before a write.
#[derive(Debug, Clone)]
pub(super) struct Before {
    pub(super) role: Role,
    pub(super) grants: BTreeSet<Grant>,
    pub(super) role_from: BTreeSet<EventRef>,
    pub(super) protected_from: BTreeSet<EventRef>,
}

/// An event, and the centre as its past gives it.
pub(super) struct Scene<'s> {
    pub(super) authority: &'s Authority,
    pub(super) node: &'s Node,
    pub(super) centre: &'s Centre,
    /// The sheets signed: all is allowed that a coordinator with every grant may.
    pub(super) sheets: bool,
    /// What was ordered to be erased there, once it is asked for.
    pub(super) erasures: OnceCell<Erasures>,
}

impl Scene<'_> {
    /// Tries the writes in their order; the first that is not allowed says why.
    pub(super) fn judge_writes(&self, judged: &mut Judged) -> Result<(), Refused> {
        for (index, write) in self.node.event.writes.iter().enumerate() {
            self.judge_write(index, write, judged)?;
        }
        Ok(())
    }

    fn judge_write(&self, index: usize, write: &ControlWrite, judged: &mut Judged) -> Result<(), Refused> {
        match write {
            ControlWrite::Unknown => Ok(()),
            ControlWrite::Practice => Err(Refused::OnlyAtRoot),
            ControlWrite::Form { .. } => {
                judged.need.publish = true;
                self.right(|role| may_publish(role, self.node.event.layout))
            }
            ControlWrite::Directory(_) | ControlWrite::Rules(_) | ControlWrite::Service { .. } => {
                judged.need.publish = true;
                self.right(|role| may_publish(role, Layout::Two))
            }
            ControlWrite::Check { .. } => {
                judged.need.check = true;
                self.right(may_check)
            }
            ControlWrite::Confirm(event) => {
                judged.need.administer = true;
                if !self.sheets && !self.centre.may_confirm(self.node.event.member) {
                    return Err(Refused::NoRight);
                }
                self.confirm(*event, judged)
            }
            ControlWrite::Successor(new) => self.successor(new),
            // Whoever works on a device says what the device has done.
            ControlWrite::Erased(order) => self.erased(*order),
            ControlWrite::Seat { member, device, .. } if self.is_own_seat(*member, *device) => {
                self.judge_deed(index, write, judged)
            }
            ControlWrite::Grant { stream, epoch, to: GrantTo::Seat(to), .. }
                if self.is_own_grant(*stream, *epoch, *to) =>
            {
                self.judge_deed(index, write, judged)
            }
            _ if self.begins_protected(write) => self.judge_deed(index, write, judged),
            _ => {
                judged.need.administer = true;
                self.right(may_administer)?;
                self.judge_deed(index, write, judged)
            }
        }
    }

    fn judge_deed(&self, index: usize, write: &ControlWrite, judged: &mut Judged) -> Result<(), Refused> {
        match write {
            ControlWrite::Recovery(sheets) => self.recovery(*sheets, judged),
            ControlWrite::Device { id, keys, .. } => {
                let known = self.centre.device(*id);
                match known {
                    Some(device) if device.keys != *keys => Err(Refused::KeysChanged),
                    Some(device) if device.standing == Standing::Removed => Err(Refused::Gone),
                    _ => Ok(()),
                }
            }
            ControlWrite::Member { .. } => self.member(index, write, judged),
            ControlWrite::Seat { id, member, device, keys } => {
                let same = |seat: &super::Seat| (seat.member, seat.device, seat.keys) == (*member, *device, *keys);
                if self.centre.seat(*id).is_some_and(|seat| !same(seat)) || *id == SHEETS_SEAT {
                    return Err(Refused::KeysChanged);
                }
                self.knows_member(*member)?;
                self.knows_device(*device)
            }
            ControlWrite::Grant { stream, to, .. } => self.grant(*stream, *to, judged),
            ControlWrite::Epoch { .. } => self.epoch(write, judged),
            ControlWrite::RemoveMember { id, cuts } => {
                self.known(self.centre.standing(*id) != Standing::Unknown)?;
                self.removes(index, Target::Member(*id), cuts, judged)
            }
            ControlWrite::RemoveDevice { id, cuts } => {
                self.known(self.centre.device_standing(*id) != Standing::Unknown)?;
                self.removes(index, Target::Device(*id), cuts, judged)
            }
            ControlWrite::WithdrawGrant { grant, member, cuts } => {
                self.known(self.centre.standing(*member) != Standing::Unknown)?;
                self.removes(index, Target::Grant(*member, *grant), cuts, judged)
            }
            ControlWrite::LowerRole { member, .. } => {
                self.known(self.centre.standing(*member) != Standing::Unknown || self.writes_member(*member))
            }
            ControlWrite::Admit(event) => {
                judged.admits.push(*event);
                Ok(())
            }
            ControlWrite::Erase { .. } => self.erase(judged),
            ControlWrite::EraseCancel(order) => self.cancel_erasure(*order),
            ControlWrite::EraseDue(order) => self.erasure_is_due(*order, judged),
            ControlWrite::Confirm(_)
            | ControlWrite::Erased(_)
            | ControlWrite::Successor(_)
            | ControlWrite::Centre(_)
            | ControlWrite::Offset(_)
            | ControlWrite::Contact(_)
            | ControlWrite::Hub(_)
            | ControlWrite::Known { .. }
            | ControlWrite::Practice
            | ControlWrite::Form { .. }
            | ControlWrite::Directory(_)
            | ControlWrite::Rules(_)
            | ControlWrite::Service { .. }
            | ControlWrite::Check { .. }
            | ControlWrite::Unknown => Ok(()),
        }
    }

    fn right(&self, may: impl Fn(Role) -> bool) -> Result<(), Refused> {
        let role = self.centre.role(self.node.event.member);
        if self.sheets || role.is_some_and(may) { Ok(()) } else { Err(Refused::NoRight) }
    }

    /// The act concerns protected cases: its author must have had the grant.
    fn protected(&self, judged: &mut Judged) -> Result<(), Refused> {
        judged.need.protected = true;
        let has = self.centre.grants(self.node.event.member).contains(&Grant::Protected);
        if self.sheets || has { Ok(()) } else { Err(Refused::NotProtected) }
    }

    /// Whether a holder of the grant begins an epoch of the protected stream or, in the same event, seals its key: whoever
    /// holds that stream rolls it, for coordinators may not hold it.
    fn begins_protected(&self, write: &ControlWrite) -> bool {
        let begins = |begun: EpochRef| {
            let is = |write: &ControlWrite| matches!(write, ControlWrite::Epoch { stream: StreamName::Protected, epoch, .. } if *epoch == begun);
            self.node.event.writes.iter().any(is)
        };
        let is = match write {
            ControlWrite::Epoch { stream, .. } => *stream == StreamName::Protected,
            ControlWrite::Grant { stream, epoch, .. } => *stream == StreamName::Protected && begins(*epoch),
            _ => false,
        };
        is && self.centre.grants(self.node.event.member).contains(&Grant::Protected)
    }

    fn known(&self, is: bool) -> Result<(), Refused> {
        if is { Ok(()) } else { Err(Refused::UnknownTarget) }
    }

    fn writes_member(&self, member: MemberId) -> bool {
        let is = |write: &ControlWrite| matches!(write, ControlWrite::Member { id, .. } if *id == member);
        self.node.event.writes.iter().any(is)
    }

    fn knows_member(&self, member: MemberId) -> Result<(), Refused> {
        match self.centre.standing(member) {
            Standing::Removed => Err(Refused::Gone),
            Standing::Unknown => self.known(self.writes_member(member)),
            Standing::Stands | Standing::Suspended => Ok(()),
        }
    }

    fn knows_device(&self, device: DeviceId) -> Result<(), Refused> {
        let is = |write: &ControlWrite| match write {
            ControlWrite::Device { id, .. } => *id == device,
            ControlWrite::Successor(new) => new.id == device,
            _ => false,
        };
        match self.centre.device_standing(device) {
            Standing::Removed => Err(Refused::Gone),
            Standing::Unknown => self.known(self.node.event.writes.iter().any(is)),
            Standing::Stands | Standing::Suspended => Ok(()),
        }
    }

    fn member(&self, index: usize, write: &ControlWrite, judged: &mut Judged) -> Result<(), Refused> {
        let ControlWrite::Member { id, role, grants, keys, .. } = write else { return Ok(()) };
        let entry = self.centre.members.get(id);
        if self.centre.standing(*id) == Standing::Removed {
            return Err(Refused::Gone);
        }
        let seat = self.centre.first_seat(*id);
        if let (Some(_), Some((keys, _))) = (entry, keys)
            && seat.is_none_or(|seat| seat.keys != *keys)
        {
            return Err(Refused::KeysChanged);
        }
        let had = entry.map(super::entry::MemberEntry::grants).unwrap_or_default();
        let gives = grants.contains(&Grant::Protected) && !had.contains(&Grant::Protected);
        // Who makes others holders makes epochs that holders write under. The first holder has to come from somewhere.
        if gives && self.node.event.layout == Layout::Two && self.centre.has_holder() {
            self.protected(judged)?;
        }
        let Some((entry, before_role)) = entry.and_then(|entry| Some((entry, entry.role()?))) else { return Ok(()) };
        let before = Before {
            role: before_role,
            grants: had.clone(),
            role_from: entry.role_from(),
            protected_from: entry.protected_from(),
        };
        judged.before.insert(index, before);
        let cuts = self.node.event.writes.iter().find_map(|write| match write {
            ControlWrite::LowerRole { member, cuts } if member == id => Some(cuts.as_slice()),
            _ => None,
        });
        let cuts = cuts.unwrap_or_default();
        if *role < before_role {
            self.removes(index, Target::Role(*id, *role), cuts, judged)?;
        }
        for grant in &had - grants {
            self.removes(index, Target::Grant(*id, grant), cuts, judged)?;
        }
        Ok(())
    }

    fn grant(&self, stream: StreamName, to: GrantTo, judged: &mut Judged) -> Result<(), Refused> {
        let protected = stream == StreamName::Protected;
        if protected {
            self.protected(judged)?;
        }
        let writes = &self.node.event.writes;
        let member = match to {
            GrantTo::Seat(SHEETS_SEAT) => return self.known(self.centre.recovery().is_some()),
            GrantTo::Seat(seat) => {
                self.centre.seat(seat).map(|seat| seat.member).or_else(|| written_seat(writes, seat))
            }
            GrantTo::Member(member) => {
                (self.centre.first_seat(member).is_some() || self.writes_member(member)).then_some(member)
            }
        };
        let member = member.ok_or(Refused::UnknownTarget)?;
        if self.centre.standing(member) == Standing::Removed {
            return Err(Refused::Gone);
        }
        if protected && !has_protected(self.centre, writes, member) {
            return Err(Refused::NotProtected);
        }
        Ok(())
    }

    fn epoch(&self, write: &ControlWrite, judged: &mut Judged) -> Result<(), Refused> {
        let ControlWrite::Epoch { stream, epoch, commitment, generation, seats, digest } = write else { return Ok(()) };
        if *stream == StreamName::Protected {
            self.protected(judged)?;
        }
        if let Some(entry) = self.centre.epochs.get(&(*stream, *epoch)) {
            // Also fewer seats would be a change: whoever was left out still holds the key.
            let same = |said: &super::Statement| {
                (&said.commitment, &said.generation, &said.seats, &said.digest)
                    == (commitment, generation, seats, digest)
            };
            let fits = !entry.old && entry.statements.values().all(same);
            return if fits { Ok(()) } else { Err(Refused::KeysChanged) };
        }
        let last = self.centre.epochs_of(*stream).map(|epoch| epoch.number()).max().unwrap_or(0);
        if epoch.number() <= last.saturating_add(1) { Ok(()) } else { Err(Refused::EpochNumber) }
    }

    fn removes(&self, write: usize, target: Target, cuts: &[Cut], judged: &mut Judged) -> Result<(), Refused> {
        let unseats = self.centre.unseated_by(target);
        let is_actor = |member: &MemberId| !self.sheets && self.node.event.member == *member;
        // Who goes by the same event is no third.
        let goes = |member: &MemberId| judged.items.iter().any(|item| item.unseats.contains(member));
        let stays = |member: &MemberId| !is_actor(member) && !unseats.contains(member) && !goes(member);
        let third = self.centre.coordinators().any(|member| stays(&member));
        if !unseats.is_empty() && !third && !self.sheets {
            return Err(Refused::NeedsSheets);
        }
        judged.items.push(Item { target, write, cuts: cuts.to_vec(), unseats });
        Ok(())
    }

    fn confirm(&self, event: EventRef, judged: &mut Judged) -> Result<(), Refused> {
        let removal = self.authority.number(event).filter(|_| self.authority.graph().saw(self.node.event.id, event));
        let removal = removal.and_then(|number| self.authority.judged(number));
        let removal = removal.filter(|removal| removal.verdict.is_ok() && !removal.items.is_empty());
        let removal = removal.ok_or(Refused::UnknownTarget)?;
        let author = self.node.event.member;
        let made = removal.actors.iter().any(|(member, _)| *member == author);
        let targets = |item: &Item| match item.target {
            Target::Device(device) => judged.devices.contains(&device),
            Target::Member(_) | Target::Role(..) | Target::Grant(..) => item.target.member() == Some(author),
        };
        if !self.sheets && (made || removal.items.iter().any(targets)) {
            return Err(Refused::OwnRemoval);
        }
        judged.confirms.push(event);
        Ok(())
    }
}

impl Centre {
    /// A coordinator, or one whom only contested removals keep from being one: otherwise one who is removed could keep
    /// everybody from confirming it, by removing or lowering everybody.
    fn may_confirm(&self, member: MemberId) -> bool {
        let mut unseated = self.removals.values().filter(|removal| removal.coordinators.contains(&member)).peekable();
        self.role(member).is_some_and(may_administer)
            || (unseated.peek().is_some() && unseated.all(|removal| removal.contested))
    }

    /// Whether anyone who stands has the grant `protected`.
    fn has_holder(&self) -> bool {
        self.members
            .iter()
            .any(|(id, entry)| entry.grants().contains(&Grant::Protected) && self.standing(*id) == Standing::Stands)
    }

    /// The coordinators who can sign now and could not any more.
    fn unseated_by(&self, target: Target) -> BTreeSet<MemberId> {
        let is_coordinator = |member: MemberId| {
            self.role(member) == Some(Role::Coordinator) && self.standing(member) != Standing::Removed
        };
        let goes = |seat: &super::Seat| matches!(target, Target::Device(id) if self.lineage(seat.device).contains(&id));
        match target {
            Target::Member(member) => BTreeSet::from_iter(Some(member).filter(|member| is_coordinator(*member))),
            Target::Role(member, to) => {
                let lowered = is_coordinator(member) && to < Role::Coordinator;
                BTreeSet::from_iter(Some(member).filter(|_| lowered))
            }
            // The last device of a coordinator is the coordinator.
            Target::Device(_) => self
                .coordinators()
                .filter(|id| self.seats_of(*id).all(|seat| goes(seat) || !self.is_live(seat)))
                .collect(),
            Target::Grant(..) => BTreeSet::new(),
        }
    }
}

fn written_seat(writes: &[ControlWrite], seat: SeatId) -> Option<MemberId> {
    writes.iter().find_map(|write| match write {
        ControlWrite::Seat { id, member, .. } if *id == seat => Some(*member),
        _ => None,
    })
}
