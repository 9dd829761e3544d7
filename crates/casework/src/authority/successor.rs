//! A device that goes on for another.
//!
//! A store that was put back from an older copy does not know what it wrote since. Going on under its own keys, it would
//! fork its chains and give case numbers out again. So it takes new keys, by an event that the old device and a seat on it
//! sign: nobody has to be asked, for a centre may have nobody else, and the new device may do no more than the old one's
//! members could. It falls with the old one. Three such devices come of one, however they follow each other; for more the
//! sheets have to sign, or a coordinator has to take the event over.
//!
//! The members of the old device take a seat of their own on the new one, and the keys that their old seat holds.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{DeviceId, EventRef, MemberId, SeatId, StreamName};
use pana_record::Value;

use super::centre::Centre;
use super::fold::{Authority, Fold};
use super::graph::Node;
use super::rights::Scene;
use super::write::{bytes, cuts, cuts_value, exact};
use super::{ControlWrite, Cut, EpochRef, Keys, Refused};

/// How many devices come of one by their own word, and how many seats a member takes on one of them.
const MOST: usize = 3;

/// A device goes on for another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Successor {
    /// The new device.
    pub id: DeviceId,
    /// For which it goes on.
    pub of: DeviceId,
    /// What people call it.
    pub name: String,
    /// Its keys.
    pub keys: Keys,
    /// The new device's signature: otherwise anybody could say of a device that it is theirs, and that it falls with it.
    pub proof: [u8; 64],
    /// The last event held of each chain of the old device.
    pub held: Vec<Cut>,
}

/// A succession that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succession {
    /// By which event.
    pub event: EventRef,
    /// By whom.
    pub by: MemberId,
    /// For which device.
    pub of: DeviceId,
    /// The last event that was held of each chain of the old device.
    pub held: Vec<Cut>,
    /// The sheets signed it: it is none of the three.
    pub by_sheets: bool,
}

impl Successor {
    pub(super) fn value(&self) -> Value {
        Value::List(vec![
            bytes(self.of.as_bytes()),
            Value::text(&self.name),
            bytes(&self.keys.0),
            bytes(&self.proof),
            cuts_value(&self.held),
        ])
    }

    pub(super) fn read(id: DeviceId, value: &Value) -> Option<Self> {
        let [of, name, keys, proof, held, ..] = value.as_list()? else { return None };
        Some(Self {
            id,
            of: DeviceId::from_bytes(exact(of)?),
            name: name.as_text()?.to_owned(),
            keys: Keys(exact(keys)?),
            proof: exact(proof)?,
            held: cuts(held)?,
        })
    }
}

/// Which device goes on for which, and whether it is one of the three.
#[derive(Debug, Clone, Default)]
pub(super) struct Links(BTreeMap<(DeviceId, DeviceId), Counted>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Counted {
    /// By the word of the sheets or of a coordinator.
    No,
    Yes,
}

impl Links {
    fn add(&mut self, of: DeviceId, id: DeviceId, counted: Counted) {
        let known = self.0.entry((of, id)).or_insert(counted);
        *known = counted.min(*known);
    }

    /// Whether three have come already of the device of which this one came itself.
    fn is_full(&self, of: DeviceId) -> bool {
        let mut line = BTreeSet::from([of]);
        loop {
            let before = line.len();
            for (one, other) in self.0.keys() {
                if line.contains(one) || line.contains(other) {
                    line.extend([*one, *other]);
                }
            }
            if line.len() == before {
                break;
            }
        }
        let counted = self.0.iter().filter(|((_, id), counted)| **counted == Counted::Yes && line.contains(id));
        counted.count() >= MOST
    }
}

impl Centre {
    /// The devices that go on for others, by the events that say so.
    pub fn successions(&self) -> impl Iterator<Item = (DeviceId, &Succession)> {
        self.successions.iter().flat_map(|(id, said)| said.values().map(|succession| (*id, succession)))
    }

    /// Whether a device goes on for another, be it in several steps.
    pub fn succeeds(&self, device: DeviceId, earlier: DeviceId) -> bool {
        device != earlier && self.lineage(device).contains(&earlier)
    }

    /// A device and those for which it goes on. It falls with any of them.
    pub(super) fn lineage(&self, device: DeviceId) -> BTreeSet<DeviceId> {
        let (mut open, mut line) = (vec![device], BTreeSet::new());
        while let Some(device) = open.pop() {
            if line.insert(device) {
                open.extend(self.successions.get(&device).into_iter().flat_map(BTreeMap::values).map(|said| said.of));
            }
        }
        line
    }

    fn links(&self) -> Links {
        let mut links = Links::default();
        for (id, said) in self.successions() {
            let vouched = said.by_sheets || self.admitted.contains(&said.event);
            links.add(said.of, id, if vouched { Counted::No } else { Counted::Yes });
        }
        links
    }
}

impl Scene<'_> {
    pub(super) fn successor(&self, new: &Successor) -> Result<(), Refused> {
        let event = &self.node.event;
        if event.device != new.of {
            return Err(Refused::WrongSeat);
        }
        if let Some(known) = self.centre.device(new.id) {
            let same = |(id, said): (DeviceId, &Succession)| (id, said.of) == (new.id, new.of);
            let same = known.keys == new.keys && self.centre.successions().any(same);
            return if same { Ok(()) } else { Err(Refused::KeysChanged) };
        }
        let several = successors(self.node).count() > 1;
        if !self.sheets && (several || self.centre.links().is_full(new.of)) {
            return Err(Refused::NeedsSheets);
        }
        Ok(())
    }

    /// Whether the author's own seat is meant, on a device that goes on for the one where the author had a seat.
    pub(super) fn is_own_seat(&self, member: MemberId, device: DeviceId) -> bool {
        let event = &self.node.event;
        let Some(own) = event.seat.and_then(|seat| self.centre.seat(seat)) else { return false };
        let new = successors(self.node).any(|new| (new.id, new.of) == (device, own.device));
        let here = self.centre.seats_of(member).filter(|seat| seat.device == device).count();
        let follows = new || self.centre.succeeds(device, own.device);
        !self.sheets && member == event.member && member == own.member && follows && here < MOST
    }

    /// Whether a key that the author's seat holds is sealed to such a seat.
    pub(super) fn is_own_grant(&self, stream: StreamName, epoch: EpochRef, to: SeatId) -> bool {
        let event = &self.node.event;
        let Some(own) = event.seat.and_then(|seat| self.centre.seat(seat)) else { return false };
        let written = event.writes.iter().any(|write| {
            matches!(write, ControlWrite::Seat { id, member, device, .. }
                if *id == to && self.is_own_seat(*member, *device))
        });
        let known = self.centre.seat(to);
        let known =
            known.is_some_and(|seat| seat.member == own.member && self.centre.succeeds(seat.device, own.device));
        !self.sheets && (written || known) && self.centre.holders(stream, epoch).contains(&own.id)
    }
}

impl Authority {
    /// Why an event that would count otherwise is one successor too many: of those that have not seen each other, the
    /// first three by their pasts count.
    pub(super) fn is_too_many(&self, number: usize, fold: &Fold, links: &Links) -> Option<Refused> {
        let (node, judged) = (self.node(number)?, self.judged(number)?);
        let admitted = fold.centre.admitted.contains(&node.event.id);
        let known = |new: &&Successor| links.0.contains_key(&(new.of, new.id));
        let full = successors(node).filter(|new| !known(new)).any(|new| links.is_full(new.of));
        (full && !admitted && judged.sheets.is_none()).then_some(Refused::NeedsSheets)
    }

    /// Notes the successors of an event that counts.
    pub(super) fn link(&self, number: usize, fold: &Fold, links: &mut Links) {
        let (Some(node), Some(judged)) = (self.node(number), self.judged(number)) else { return };
        let vouched = judged.sheets.is_some() || fold.centre.admitted.contains(&node.event.id);
        for new in successors(node) {
            links.add(new.of, new.id, if vouched { Counted::No } else { Counted::Yes });
        }
    }
}

/// Whether all that an event says is that its author takes a seat on the device that says it.
pub(super) fn only_takes_seat(node: &Node) -> bool {
    let event = &node.event;
    let mut seats = BTreeSet::new();
    for write in &event.writes {
        match write {
            ControlWrite::Seat { id, member, device, .. } if (*member, *device) == (event.member, event.device) => {
                seats.insert(*id);
            }
            ControlWrite::Grant { .. } | ControlWrite::Unknown => {}
            _ => return false,
        }
    }
    let own = |write: &ControlWrite| match write {
        ControlWrite::Grant { to: super::GrantTo::Seat(seat), .. } => seats.contains(seat),
        ControlWrite::Grant { .. } => false,
        _ => true,
    };
    !seats.is_empty() && event.writes.iter().all(own)
}

pub(super) fn successors(node: &Node) -> impl Iterator<Item = &Successor> {
    node.event.writes.iter().filter_map(|write| match write {
        ControlWrite::Successor(new) => Some(new),
        _ => None,
    })
}
