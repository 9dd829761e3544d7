//! The events that are here, each after all that lies before it.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::EventRef;
use pana_record::Hlc;

use super::seen::{LanePosition, Seen};
use super::{ControlEvent, Layout};

/// An event whose whole past is here.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) event: ControlEvent,
    pub(super) position: LanePosition,
    /// What it had seen, without itself.
    pub(super) past: Seen,
    /// The latest time in it and its past, as far as it is believed.
    pub(super) at: Hlc,
    /// Its chain had begun layout 2 before it.
    pub(super) after_layout_two: bool,
}

/// Nodes by number. Numbers follow the order of arrival, but for that an event always comes after its past; nothing that
/// is said outside of this module depends on them.
#[derive(Debug, Clone, Default)]
pub(super) struct Graph {
    nodes: Vec<Node>,
    numbers: BTreeMap<EventRef, usize>,
    /// The nodes of each lane in order.
    lanes: Vec<Vec<usize>>,
    waiting: BTreeMap<EventRef, ControlEvent>,
    /// Something missing, and who waits for it. An event waits for one at a time.
    wanted: BTreeMap<EventRef, BTreeSet<EventRef>>,
}

impl Graph {
    /// Takes an event in, and gives the numbers of the nodes that are new by it: none if it has to wait.
    pub(super) fn add(&mut self, event: ControlEvent) -> Vec<usize> {
        let (mut ready, mut new) = (vec![event], Vec::new());
        while let Some(event) = ready.pop() {
            let missing = event.before().find(|before| !self.numbers.contains_key(before));
            if let Some(missing) = missing {
                self.wanted.entry(missing).or_default().insert(event.id);
                self.waiting.insert(event.id, event);
                continue;
            }
            for id in self.wanted.remove(&event.id).unwrap_or_default() {
                ready.extend(self.waiting.remove(&id));
            }
            new.push(self.put(event));
        }
        new
    }

    fn put(&mut self, event: ControlEvent) -> usize {
        let believed = if event.in_doubt { Hlc::default() } else { event.hlc };
        let (mut past, mut at) = (Seen::default(), believed);
        for before in event.before().filter_map(|before| self.find(before)) {
            past.join(&before.past);
            past.add(before.position);
            at = at.max(before.at);
        }
        let before = event.chain_before.and_then(|before| self.find(before));
        let after_layout_two =
            before.is_some_and(|before| before.after_layout_two || before.event.layout == Layout::Two);
        // The lane goes on if the event before is its last; a second that follows the same event begins a new one.
        let lane = before.map(|before| before.position).filter(|position| {
            self.lanes
                .get(position.lane)
                .is_some_and(|nodes| u32::try_from(nodes.len()) == Ok(position.at.saturating_add(1)))
        });
        let position = match lane {
            Some(position) => LanePosition { lane: position.lane, at: position.at.saturating_add(1) },
            None => LanePosition { lane: self.lanes.len(), at: 0 },
        };
        let number = self.nodes.len();
        if position.at == 0 {
            self.lanes.push(Vec::new());
        }
        if let Some(lane) = self.lanes.get_mut(position.lane) {
            lane.push(number);
        }
        self.numbers.insert(event.id, number);
        self.nodes.push(Node { event, position, past, at, after_layout_two });
        number
    }

    pub(super) fn node(&self, number: usize) -> Option<&Node> {
        self.nodes.get(number)
    }

    pub(super) fn number(&self, id: EventRef) -> Option<usize> {
        self.numbers.get(&id).copied()
    }

    pub(super) fn find(&self, id: EventRef) -> Option<&Node> {
        self.nodes.get(self.number(id)?)
    }

    /// The full id under which an event of this name is held, placed or waiting.
    pub(super) fn full_id(&self, id: EventRef) -> Option<[u8; 32]> {
        self.find(id).map(|node| &node.event).or_else(|| self.waiting.get(&id)).map(|event| event.full_id)
    }

    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    pub(super) fn waiting(&self) -> impl Iterator<Item = &ControlEvent> {
        self.waiting.values()
    }

    /// Whether `later` had seen `earlier`.
    pub(super) fn saw(&self, later: EventRef, earlier: EventRef) -> bool {
        match (self.find(later), self.find(earlier)) {
            (Some(later), Some(earlier)) => later.past.holds(earlier.position),
            _ => false,
        }
    }

    /// All that these events and their pasts hold. `None`: one of them is not here.
    pub(super) fn closure<'r>(&self, ids: impl IntoIterator<Item = &'r EventRef>) -> Option<Seen> {
        let mut all = Seen::default();
        for id in ids {
            let node = self.find(*id)?;
            all.join(&node.past);
            all.add(node.position);
        }
        Some(all)
    }

    /// The nodes of a set, each after its past.
    pub(super) fn of(&self, set: &Seen) -> Vec<usize> {
        self.beyond(set, &Seen::default())
    }

    /// The nodes of a set that `less` does not hold, each after its past.
    pub(super) fn beyond(&self, set: &Seen, less: &Seen) -> Vec<usize> {
        let mut numbers = Vec::new();
        for (lane, count) in set.lanes() {
            let skip = usize::try_from(less.count(lane)).unwrap_or(usize::MAX);
            let take = usize::try_from(count).unwrap_or(usize::MAX).saturating_sub(skip);
            numbers.extend(self.lanes.get(lane).into_iter().flatten().skip(skip).take(take));
        }
        numbers.sort_unstable();
        numbers
    }
}
