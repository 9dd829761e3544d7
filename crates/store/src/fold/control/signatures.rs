//! Whose signatures hold in the control stream.
//!
//! A seat's id is made of its keys, and so is a device's since layout 2: who claims other keys for one claims another id. In
//! layout 1 ids were drawn, and whoever can write into the database can claim any keys for them. There the keys come from
//! the event's own chain alone, as far as it holds: from the three events that made the centre, each of which is signed with
//! what the three say, and then from each that is signed with keys that stand before it. So an event put in by hand says
//! nothing about what was there, whatever its device, number or predecessor.

use std::collections::BTreeMap;
use std::sync::Arc;

use pana_casework::authority::{ControlWrite, Keys};
use pana_model::{DeviceId, MemberId};

use crate::fold::gate::public;
use crate::log::{Claimed, Signed};

/// How many events made a centre of layout 1.
const STEPS: usize = 3;

/// Keys under ids that were drawn, as one chain says them. The first of a name stays.
#[derive(Debug, Clone, Default)]
struct OfChain {
    devices: BTreeMap<DeviceId, Keys>,
    members: BTreeMap<MemberId, Keys>,
}

impl OfChain {
    fn note(&mut self, write: &ControlWrite) {
        match write {
            ControlWrite::Device { id, keys, .. } => drop(self.devices.entry(*id).or_insert(*keys)),
            ControlWrite::Member { id, keys: Some((keys, _)), .. } => drop(self.members.entry(*id).or_insert(*keys)),
            _ => {}
        }
    }
}

/// For each event whether both its signatures hold, by the keys of those whom it names. `signed` goes by the numbers in the
/// chains, and `writes` along with it. O(events · log events).
pub(super) fn that_hold(claimed: &Claimed, signed: &[Signed], writes: &[Vec<ControlWrite>]) -> Vec<bool> {
    let ids = signed.iter().enumerate().map(|(number, event)| (event.opened.full_id, number)).collect();
    let mut check = Check { claimed, signed, writes, ids, held: vec![None; signed.len()] };
    for number in 0..signed.len() {
        check.look_at(number);
    }
    check.held.iter().map(Option::is_some).collect()
}

struct Check<'c> {
    claimed: &'c Claimed,
    signed: &'c [Signed],
    writes: &'c [Vec<ControlWrite>],
    ids: BTreeMap<[u8; 32], usize>,
    /// What the chain says up to an event that holds.
    held: Vec<Option<Arc<OfChain>>>,
}

impl Check<'_> {
    fn look_at(&mut self, number: usize) {
        let before = self.before(number).and_then(|before| self.held.get(before)?.clone()).unwrap_or_default();
        if self.holds(number, &before) {
            self.hold(number, before);
            return;
        }
        let path = self.path(number);
        if path.len() != STEPS {
            return;
        }
        let mut says = OfChain::default();
        path.iter().filter_map(|step| self.writes.get(*step)).flatten().for_each(|write| says.note(write));
        if path.iter().all(|step| self.holds(*step, &says)) {
            let says = Arc::new(says);
            path.into_iter().for_each(|step| self.hold(step, Arc::clone(&says)));
        }
    }

    /// An event's chain up to it, where that begins at most [`STEPS`] before.
    fn path(&self, number: usize) -> Vec<usize> {
        let path: Vec<usize> = std::iter::successors(Some(number), |last| self.before(*last)).take(STEPS).collect();
        let begins = path.last().and_then(|first| self.signed.get(*first)).is_some_and(|event| event.opened.seq == 1);
        if begins { path } else { Vec::new() }
    }

    /// The event before it in its device's chain, by its hash and its number.
    fn before(&self, number: usize) -> Option<usize> {
        let event = &self.signed.get(number)?.opened;
        let before = *self.ids.get(&event.prev)?;
        let other = &self.signed.get(before)?.opened;
        (other.device == event.device && other.seq.checked_add(1) == Some(event.seq)).then_some(before)
    }

    fn holds(&self, number: usize, chain: &OfChain) -> bool {
        let Some(event) = self.signed.get(number) else { return false };
        let (device, body) = (event.opened.device, &event.opened.body);
        let device = self.claimed.devices.get(&device).or_else(|| chain.devices.get(&device));
        let member = match body.seat {
            Some(seat) => self.claimed.seats.get(&seat),
            None => chain.members.get(&body.member),
        };
        let keys = device.and_then(public).zip(member.and_then(public));
        keys.is_some_and(|(device, member)| event.is_by_device(&device) && event.is_by_member(&member))
    }

    fn hold(&mut self, number: usize, before: Arc<OfChain>) {
        let mut chain = before;
        let says = |write: &&ControlWrite| {
            matches!(write, ControlWrite::Device { .. } | ControlWrite::Member { keys: Some(_), .. })
        };
        for write in self.writes.get(number).into_iter().flatten().filter(says) {
            Arc::make_mut(&mut chain).note(write);
        }
        if let Some(held) = self.held.get_mut(number) {
            *held = Some(chain);
        }
    }
}
