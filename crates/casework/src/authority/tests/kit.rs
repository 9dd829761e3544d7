//! Events without keys: ids are drawn, signatures are taken to hold.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{CaseId, DeviceId, EventRef, MemberId, SeatId, StreamName};
use pana_record::{EventKind, Hlc};

use super::super::{
    Authority, Centre, ControlEvent, ControlWrite, Cut, EpochRef, GrantTo, Keys, Layout, Refused, Root, SHEETS_SEAT,
    Sheets, Successor,
};
use crate::contact::Contact;
use crate::erasure::EraseReason;
use crate::{Grant, Role};

pub(super) fn member(name: char) -> MemberId {
    MemberId::from_bytes([name as u8; 16])
}

pub(super) fn device(name: char) -> DeviceId {
    DeviceId::from_bytes([name as u8; 16])
}

pub(super) fn seat(name: char) -> SeatId {
    SeatId::from_bytes([name as u8; 16])
}

pub(super) fn keys(name: char) -> Keys {
    Keys([name as u8; 64])
}

pub(super) fn sheets(name: char) -> Sheets {
    Sheets { seal: [name as u8; 32], sign: [name as u8; 32] }
}

pub(super) fn epoch(number: u32, name: char) -> EpochRef {
    let mut id = [name as u8; 16];
    id[..4].copy_from_slice(&number.to_be_bytes());
    EpochRef(id)
}

/// A small generator (SplitMix64): the same seed, the same story, on every machine.
#[derive(Debug, Clone)]
pub(super) struct Draw(u64);

impl Draw {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(super) fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % count as u64).unwrap()
    }

    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(super) fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last + 1);
            items.swap(last, other);
        }
    }
}

/// A centre whose root is by `a`, and all that was said since.
#[derive(Debug, Clone)]
pub(super) struct Story {
    pub(super) events: Vec<ControlEvent>,
    /// The last event of each device's chain.
    pub(super) chains: BTreeMap<char, EventRef>,
    draw: Draw,
    clock: u64,
}

/// Says more of an event than that someone said it.
pub(super) type More<'m> = &'m dyn Fn(&mut ControlEvent);

impl Story {
    /// The root: `a`, coordinator with the grant `protected`, with sheets `s`.
    pub(super) fn begin(seed: u64) -> Self {
        let mut story = Self { events: Vec::new(), chains: BTreeMap::new(), draw: Draw::new(seed), clock: 1_000 };
        let mut writes = vec![
            ControlWrite::Centre("Centre".to_owned()),
            ControlWrite::Recovery(sheets('s')),
            ControlWrite::Offset(300),
        ];
        writes.extend(joins('a', Role::Coordinator, &[Grant::Protected]));
        for stream in StreamName::ALL {
            writes.push(rolls(stream, epoch(1, '1'), &['a']));
            writes.push(grants(stream, epoch(1, '1'), 'a'));
        }
        story.say('a', &[], writes);
        story
    }

    /// A centre of layout 1: its name, the device, the founder `a`.
    pub(super) fn begin_old(seed: u64) -> Self {
        let mut story = Self { events: Vec::new(), chains: BTreeMap::new(), draw: Draw::new(seed), clock: 1_000 };
        story.say_old('a', vec![ControlWrite::Centre("Old".to_owned())]);
        story.say_old('a', vec![ControlWrite::Device { id: device('a'), name: "a".to_owned(), keys: keys('D') }]);
        story.say_old('a', vec![was('a', Role::Coordinator, &[Grant::Protected])]);
        story
    }

    /// `who` says it in layout 1, on the device of `a`.
    pub(super) fn say_old(&mut self, who: char, writes: Vec<ControlWrite>) -> EventRef {
        self.say_more('a', &[], writes, &|event| {
            (event.member, event.seat, event.layout) = (member(who), None, Layout::One);
        })
    }

    /// `a` with coordinators `b` and `c`, whom everybody knows.
    pub(super) fn of_three(seed: u64) -> Self {
        let mut story = Self::begin(seed);
        let b = story.say('a', &[story.root_ref()], joins('b', Role::Coordinator, &[Grant::Protected]));
        story.say('a', &[b], joins('c', Role::Coordinator, &[]));
        story
    }

    pub(super) fn root(&self) -> Root {
        Root::new(self.events[0].full_id)
    }

    pub(super) fn root_ref(&self) -> EventRef {
        self.events[0].id
    }

    pub(super) fn last(&self) -> EventRef {
        self.events.last().unwrap().id
    }

    pub(super) fn say(&mut self, who: char, ctl: &[EventRef], writes: Vec<ControlWrite>) -> EventRef {
        self.say_more(who, ctl, writes, &|_| {})
    }

    /// `who` says it after all that was said so far.
    pub(super) fn then(&mut self, who: char, writes: Vec<ControlWrite>) -> EventRef {
        let all: BTreeSet<EventRef> = self.events.iter().map(|event| event.id).collect();
        let named: BTreeSet<EventRef> = self.events.iter().flat_map(ControlEvent::before).collect();
        let heads: Vec<EventRef> = all.difference(&named).copied().collect();
        self.say(who, &heads, writes)
    }

    pub(super) fn say_more(
        &mut self,
        who: char,
        ctl: &[EventRef],
        writes: Vec<ControlWrite>,
        more: More<'_>,
    ) -> EventRef {
        let mut full_id = [0; 32];
        for part in full_id.chunks_mut(8) {
            part.copy_from_slice(&self.draw.next().to_be_bytes());
        }
        let id = Root::new(full_id).event();
        let chain_before = self.chains.get(&who).copied();
        let before = chain_before.and_then(|before| self.events.iter().find(|event| event.id == before));
        self.clock += 1;
        let mut event = ControlEvent {
            id,
            full_id,
            device: device(who),
            seq: before.map_or(1, |before| before.seq + 1),
            member: member(who),
            seat: Some(seat(who)),
            layout: Layout::Two,
            hlc: Hlc::at(self.clock),
            in_doubt: false,
            kind: EventKind::Other(0),
            writes,
            ctl: ctl.iter().copied().collect(),
            chain_before,
            seconded_by: Vec::new(),
            by_sheets: None,
        };
        more(&mut event);
        self.chains.insert(who, id);
        self.events.push(event);
        id
    }

    pub(super) fn by_sheets(&mut self, who: char, ctl: &[EventRef], name: char, writes: Vec<ControlWrite>) -> EventRef {
        self.say_more(who, ctl, writes, &|event| event.by_sheets = Some(sheets(name).sign))
    }

    pub(super) fn fold(&self) -> Authority {
        let mut authority = Authority::new(self.root());
        authority.take(self.events.iter().cloned());
        authority
    }

    /// What was said, folded; and that the last event counts, or why not.
    pub(super) fn check_last(&self, expected: Result<(), Refused>) -> Authority {
        let authority = self.fold();
        assert_eq!(authority.verdict(self.last()), Some(expected));
        authority
    }
}

/// Someone new, with a device and a seat.
pub(super) fn joins(name: char, role: Role, grants: &[Grant]) -> Vec<ControlWrite> {
    vec![
        is(name, role, grants),
        ControlWrite::Device { id: device(name), name: name.to_string(), keys: keys(name) },
        ControlWrite::Seat { id: seat(name), member: member(name), device: device(name), keys: keys(name) },
    ]
}

pub(super) fn is(name: char, role: Role, grants: &[Grant]) -> ControlWrite {
    let grants = grants.iter().copied().collect();
    ControlWrite::Member { id: member(name), name: name.to_string(), role, grants, keys: None }
}

/// A member as layout 1 wrote them.
pub(super) fn was(name: char, role: Role, grants: &[Grant]) -> ControlWrite {
    let grants = grants.iter().copied().collect();
    let keys = Some((keys(name), seat(name)));
    ControlWrite::Member { id: member(name), name: name.to_string(), role, grants, keys }
}

pub(super) fn removes(name: char) -> Vec<ControlWrite> {
    vec![ControlWrite::RemoveMember { id: member(name), cuts: Vec::new() }]
}

pub(super) fn removes_with(name: char, cuts: Vec<Cut>) -> Vec<ControlWrite> {
    vec![ControlWrite::RemoveMember { id: member(name), cuts }]
}

pub(super) fn revokes(name: char) -> Vec<ControlWrite> {
    vec![ControlWrite::RemoveDevice { id: device(name), cuts: Vec::new() }]
}

/// The device `new` goes on for `old`.
pub(super) fn follows(new: char, old: char) -> ControlWrite {
    ControlWrite::Successor(Successor {
        id: device(new),
        of: device(old),
        name: new.to_string(),
        keys: keys(new),
        proof: [0; 64],
        held: Vec::new(),
    })
}

/// A seat of `who` on the device of its name.
pub(super) fn sits(who: char, on: char) -> ControlWrite {
    ControlWrite::Seat { id: seat(on), member: member(who), device: device(on), keys: keys(on) }
}

pub(super) fn renews(name: char) -> Vec<ControlWrite> {
    vec![ControlWrite::Recovery(sheets(name))]
}

/// Names sheets that have waited, and seals to them the control stream's key.
pub(super) fn takes_up(name: char, control: EpochRef) -> Vec<ControlWrite> {
    let to = GrantTo::Seat(SHEETS_SEAT);
    let seals = ControlWrite::Grant { stream: StreamName::Control, epoch: control, to, hash: [name as u8; 32] };
    vec![ControlWrite::Recovery(sheets(name)), seals]
}

/// The events that an event had seen.
pub(super) fn past(story: &Story, event: &ControlEvent) -> Vec<ControlEvent> {
    let (mut open, mut all): (Vec<EventRef>, BTreeSet<EventRef>) = (event.before().collect(), BTreeSet::new());
    while let Some(id) = open.pop() {
        if all.insert(id) {
            open.extend(story.events.iter().find(|event| event.id == id).unwrap().before());
        }
    }
    story.events.iter().filter(|event| all.contains(&event.id)).cloned().collect()
}

/// Orders these cases to be erased.
pub(super) fn erases(cases: impl IntoIterator<Item = u8>) -> Vec<ControlWrite> {
    let erase = |case: u8| ControlWrite::Erase { case: CaseId::from_bytes([case; 16]), reason: EraseReason::Asked };
    cases.into_iter().map(erase).collect()
}

pub(super) fn publishes(name: char) -> Vec<ControlWrite> {
    vec![ControlWrite::Form { form_id: name.to_string(), hash: [name as u8; 32], version: "1".to_owned() }]
}

/// Says that the centre is reached under this telephone.
pub(super) fn reached(phone: &str) -> Vec<ControlWrite> {
    vec![ControlWrite::Contact(Contact { phones: vec![phone.to_owned()], ..Contact::default() })]
}

pub(super) fn confirms(removal: EventRef) -> Vec<ControlWrite> {
    vec![ControlWrite::Confirm(removal)]
}

pub(super) fn admits(event: EventRef) -> Vec<ControlWrite> {
    vec![ControlWrite::Admit(event)]
}

pub(super) fn rolls(stream: StreamName, epoch: EpochRef, to: &[char]) -> ControlWrite {
    ControlWrite::Epoch {
        stream,
        epoch,
        commitment: [epoch.0[15]; 32],
        generation: [1; 16],
        seats: to.iter().map(|name| seat(*name)).chain([SHEETS_SEAT]).collect(),
        digest: [0; 32],
    }
}

pub(super) fn grants(stream: StreamName, epoch: EpochRef, to: char) -> ControlWrite {
    ControlWrite::Grant { stream, epoch, to: GrantTo::Seat(seat(to)), hash: [to as u8; 32] }
}

pub(super) fn coordinators(centre: &Centre) -> String {
    centre.coordinators().map(|id| char::from(id.as_bytes()[0])).collect()
}

/// How many seeds a property is tried with. `PANA_AUTHORITY_SEEDS=2000 cargo test -p pana-casework authority` tries more.
pub(super) fn seeds() -> std::ops::Range<u64> {
    let asked = std::env::var("PANA_AUTHORITY_SEEDS").ok().and_then(|count| count.parse().ok());
    0..asked.unwrap_or(300)
}

/// The events in a drawn order, some of them twice.
pub(super) fn delivered(events: &[ControlEvent], draw: &mut Draw) -> Vec<ControlEvent> {
    let mut order: Vec<ControlEvent> = events.to_vec();
    for event in events {
        if draw.chance(20) {
            order.push(event.clone());
        }
    }
    draw.shuffle(&mut order);
    order
}
