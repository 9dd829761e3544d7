//! Removals: what they reach, and what becomes of two that meet.
//!
//! A removal that its own past allows always counts, also when its maker is removed beside it: otherwise whoever is
//! removed could undo it by a removal of their own, and which of the two came first is a matter of clocks. Two
//! coordinators who remove each other are then both out, and one bad coordinator can suspend everyone who has not yet
//! heard. What resolves this is a third: a confirmation by someone whom both sides knew before they parted.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{DeviceId, EventRef, MemberId, StreamName};

use super::fold::Authority;
use super::{Cut, Part};
use crate::{Grant, Role};

/// What a removal takes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A member leaves.
    Member(MemberId),
    /// A device is revoked.
    Device(DeviceId),
    /// A member has a lower role from now on.
    Role(MemberId, Role),
    /// A member has one grant less.
    Grant(MemberId, Grant),
}

/// A removal that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// By which event.
    pub event: EventRef,
    /// By whom.
    pub by: MemberId,
    /// What it takes away.
    pub target: Target,
    /// The last events that it had seen of each chain. Of a chain that is not here it had seen nothing.
    pub cuts: Vec<Cut>,
    /// It may still become void: it rests on what another removal takes away, and neither is confirmed.
    pub contested: bool,
    /// The sheets, or a coordinator who made neither it nor is its target, stood up for it.
    pub confirmed: bool,
    /// The coordinators who could sign before it and cannot after it.
    pub coordinators: BTreeSet<MemberId>,
}

impl Removal {
    /// The last events that it had seen of a chain: one for each of its histories.
    pub fn cuts_of(&self, device: DeviceId, stream: StreamName) -> impl Iterator<Item = &Cut> {
        self.cuts.iter().filter(move |cut| cut.device == device && cut.stream == stream)
    }
}

impl Target {
    /// The member, unless it is a device.
    pub const fn member(&self) -> Option<MemberId> {
        match self {
            Self::Member(member) | Self::Role(member, _) | Self::Grant(member, _) => Some(*member),
            Self::Device(_) => None,
        }
    }
}

/// A removal as its event was judged to hold it.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) target: Target,
    /// Which of the event's writes.
    pub(super) write: usize,
    pub(super) cuts: Vec<Cut>,
    pub(super) unseats: BTreeSet<MemberId>,
}

/// An item by its event's number and its own.
pub(super) type ItemRef = (usize, usize);

/// What became of the removals of a set.
#[derive(Debug, Clone, Default)]
pub(super) struct Settled {
    /// Events whose removals are void, and by which.
    pub(super) void: BTreeMap<usize, EventRef>,
    /// Those that count.
    pub(super) counting: BTreeMap<ItemRef, Marks>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Marks {
    pub(super) contested: bool,
    pub(super) confirmed: bool,
}

impl Authority {
    /// Settles the removals of these events, which are all of a set.
    pub(super) fn settle(&self, numbers: &[usize]) -> Settled {
        let (mut items, mut confirms): (Vec<ItemRef>, BTreeMap<EventRef, Vec<usize>>) = Default::default();
        for number in numbers {
            let Some(judged) = self.judged(*number).filter(|judged| judged.verdict.is_ok()) else { continue };
            items.extend((0..judged.items.len()).map(|item| (*number, item)));
            for removal in &judged.confirms {
                confirms.entry(*removal).or_default().push(*number);
            }
        }
        let mut settled = Settled::default();
        let mut contested: BTreeSet<ItemRef> = BTreeSet::new();
        let mut unconfirmed: BTreeSet<ItemRef> = BTreeSet::new();
        for (first, second) in items.iter().flat_map(|first| items.iter().map(move |second| (*first, *second))) {
            if !self.contests(first, second) {
                continue;
            }
            let [one, other] = [(first, second), (second, first)].map(|(of, against)| {
                let confirmed = self.is_confirmed(of, against, &confirms);
                if !confirmed {
                    unconfirmed.insert(of);
                }
                confirmed
            });
            match (one, other, self.node(first.0)) {
                (true, false, Some(node)) if self.keeps(Part::Contests) => {
                    let by = settled.void.entry(second.0).or_insert(node.event.id);
                    *by = node.event.id.min(*by);
                }
                (false, false, _) => {
                    contested.insert(second);
                }
                _ => {}
            }
        }
        for item in items {
            if settled.void.contains_key(&item.0) || !self.stays(item, &settled) {
                continue;
            }
            let confirmed = !unconfirmed.contains(&item) && self.is_backed(item.0, &confirms);
            settled.counting.insert(item, Marks { contested: contested.contains(&item), confirmed });
        }
        settled
    }

    /// That a removal counts even when its maker is removed beside it, unless a test leaves this out.
    fn stays(&self, item: ItemRef, settled: &Settled) -> bool {
        self.keeps(Part::RemovalsCount) || !settled.counting.keys().any(|other| self.strikes(*other, item.0))
    }

    /// Whether `second` is an answer of those whom `first` removes: it rests on an act of theirs that `first` had not
    /// seen, or its maker was brought in by them and it turns against those who made `first`. Only removals that had not
    /// seen each other: who has seen one was judged by it.
    fn contests(&self, first: ItemRef, second: ItemRef) -> bool {
        let (Some(one), Some(other)) = (self.node(first.0), self.node(second.0)) else { return false };
        if first.0 == second.0 || one.past.holds(other.position) || other.past.holds(one.position) {
            return false;
        }
        self.rests_on_struck(first, second.0) || self.turns_against(first, second)
    }

    fn rests_on_struck(&self, removal: ItemRef, act: usize) -> bool {
        let (mut open, mut known) = (vec![act], BTreeSet::new());
        while let Some(number) = open.pop() {
            if !known.insert(number) {
                continue;
            }
            if self.strikes(removal, number) {
                return true;
            }
            open.extend(self.judged(number).into_iter().flat_map(|judged| judged.basis.iter().copied()));
        }
        false
    }

    fn turns_against(&self, first: ItemRef, second: ItemRef) -> bool {
        let (Some(one), Some(other)) = (self.judged(first.0), self.judged(second.0)) else { return false };
        let (Some(removed), Some(answer)) = (self.item(first), self.item(second)) else { return false };
        let brought_in = removed.target.member().is_some_and(|member| other.chain.contains(&member));
        let turns = match answer.target {
            Target::Device(device) => one.devices.contains(&device),
            Target::Member(member) | Target::Role(member, _) | Target::Grant(member, _) => one.chain.contains(&member),
        };
        brought_in && turns
    }

    /// Whether a removal takes away the right to an act that it had not seen.
    pub(super) fn strikes(&self, removal: ItemRef, act: usize) -> bool {
        let (Some(item), Some(remover)) = (self.item(removal), self.node(removal.0)) else { return false };
        let (Some(judged), Some(actor)) = (self.judged(act), self.node(act)) else { return false };
        if removal.0 == act || remover.past.holds(actor.position) {
            return false;
        }
        let by = |member: MemberId| judged.actors.iter().any(|(actor, _)| *actor == member);
        // Who was lowered may have been raised again, and acts on that.
        let knew = actor.past.holds(remover.position);
        match item.target {
            Target::Member(member) => by(member),
            Target::Device(device) => judged.devices.contains(&device),
            Target::Role(member, to) => by(member) && !knew && !judged.need.is_met_by(to),
            Target::Grant(member, grant) => by(member) && !knew && grant == Grant::Protected && judged.need.protected,
        }
    }

    /// Whether someone stood up for `removal` whom both sides knew: a coordinator who stood in what both had seen, made
    /// neither and is not removed by it, or the sheets of that time.
    fn is_confirmed(&self, removal: ItemRef, other: ItemRef, confirms: &BTreeMap<EventRef, Vec<usize>>) -> bool {
        let (Some(node), Some(against)) = (self.node(removal.0), self.node(other.0)) else { return false };
        let (Some(judged), Some(opposed)) = (self.judged(removal.0), self.judged(other.0)) else { return false };
        let confirms = confirms.get(&node.event.id).map_or(&[][..], Vec::as_slice);
        if confirms.is_empty() && judged.sheets.is_none() {
            return false;
        }
        let common = self.state(&node.past.meet(&against.past));
        let sheets = |number: usize| {
            let signed = self.judged(number).and_then(|judged| judged.sheets);
            signed.is_some() && signed == common.centre.recovery().map(|sheets| sheets.sign)
        };
        let makers = || judged.actors.iter().chain(&opposed.actors).map(|(member, _)| *member);
        // Whom it removes has been refused as its confirmer.
        let may = |member: &MemberId| !makers().any(|maker| maker == *member);
        let eligible: BTreeSet<MemberId> = common.centre.coordinators().filter(may).collect();
        let by_member = |number: usize| {
            let judged = self.judged(number).filter(|judged| judged.sheets.is_none());
            judged.is_some_and(|judged| judged.actors.iter().any(|(member, _)| eligible.contains(member)))
        };
        sheets(removal.0) || confirms.iter().any(|number| sheets(*number) || by_member(*number))
    }

    /// Whether anyone stood up for a removal at all, or the sheets made it.
    fn is_backed(&self, removal: usize, confirms: &BTreeMap<EventRef, Vec<usize>>) -> bool {
        let (Some(node), Some(judged)) = (self.node(removal), self.judged(removal)) else { return false };
        judged.sheets.is_some() || confirms.contains_key(&node.event.id)
    }

    pub(super) fn item(&self, (number, item): ItemRef) -> Option<&Item> {
        self.judged(number)?.items.get(item)
    }
}
