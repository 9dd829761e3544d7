//! What makes the centre.
//!
//! In layout 2 it is one event. In layout 1 it is the first three of the founding device's chain: the centre's name, the
//! device's keys, the founder's keys. The id of the first pins the first alone, and whoever can write a file could put
//! other keys behind it. An id pins, by the chain of hashes, all that lies before it: so the root of an old centre is
//! best a later event of that chain, as the first `recovery` is, or the three are named one by one. Where neither is
//! given and there are two that could follow, neither does.

use std::collections::BTreeMap;

use pana_model::EventRef;

use super::fold::Authority;
use super::graph::Node;
use super::seen::Seen;
use super::{ControlWrite, Layout, Refused};
use crate::Role;

/// How many events make a centre of layout 1.
const STEPS: usize = 3;

/// From what everything must descend.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Root {
    /// The event that made the centre, or in layout 1 any event of the founding device's chain: the later, the more of
    /// the chain it pins.
    pub id: [u8; 32],
    /// In layout 1, the founding events as [`Authority::founding`] gave them. Empty: those that the id pins, and what
    /// follows them while only one event could.
    pub founding: Vec<EventRef>,
}

impl Root {
    /// The root with this id.
    pub const fn new(id: [u8; 32]) -> Self {
        Self { id, founding: Vec::new() }
    }

    /// An old centre's root, and its founding events.
    pub const fn pinned(id: [u8; 32], founding: Vec<EventRef>) -> Self {
        Self { id, founding }
    }

    /// How other events name it.
    pub fn event(&self) -> EventRef {
        let mut half = [0; 16];
        half.iter_mut().zip(self.id).for_each(|(to, from)| *to = from);
        EventRef::from_bytes(half)
    }
}

impl Authority {
    /// Layout 1 ends where the root says so, or with the last event of the founding chain that is of it: the past of what
    /// was written then and names none.
    pub fn layout_one_end(&self) -> Option<EventRef> {
        let founded = self.graph().find(*self.founding().last()?)?;
        if founded.event.layout == Layout::Two {
            return None;
        }
        let mut pinned = self.graph().find(self.root.event());
        while let Some(node) = pinned.filter(|node| node.event.layout == Layout::Two) {
            pinned = node.event.chain_before.and_then(|before| self.graph().find(before));
        }
        let mut next: BTreeMap<EventRef, EventRef> = BTreeMap::new();
        for node in self.graph().nodes().iter().filter(|node| node.event.layout == Layout::One) {
            let (id, Some(before)) = (node.event.id, node.event.chain_before) else { continue };
            if self.verdict(id).is_some_and(|verdict| !matches!(verdict, Err(Refused::OldLayout | Refused::WrongRoot)))
            {
                next.entry(before).and_modify(|known| *known = id.min(*known)).or_insert(id);
            }
        }
        let begin = pinned.filter(|node| node.past.len() >= founded.past.len()).unwrap_or(founded);
        std::iter::successors(Some(begin.event.id), |last| next.get(last).copied()).last()
    }

    /// The founding events among those that are here; none while the root is not.
    pub(super) fn find_founding(&self) -> Vec<EventRef> {
        let Some(root) = self.graph().find(self.root.event()).filter(|node| self.is_root(node)) else {
            return Vec::new();
        };
        let mut path = vec![root];
        while let Some(before) = path.last().and_then(|node| self.graph().find(node.event.chain_before?)) {
            path.push(before);
        }
        path.reverse();
        let Some(first) = path.first().copied() else { return Vec::new() };
        if first.event.layout == Layout::Two {
            let alone = path.len() == 1 && first.event.before().next().is_none();
            return if alone { vec![first.event.id] } else { Vec::new() };
        }
        let old = path.iter().take_while(|node| node.event.layout == Layout::One);
        let mut steps: Vec<EventRef> = old.take(STEPS).map(|node| node.event.id).collect();
        while let Some(next) = self.only_next(&steps, first) {
            steps.push(next);
        }
        steps
    }

    fn only_next(&self, steps: &[EventRef], first: &Node) -> Option<EventRef> {
        let last = steps.last().filter(|_| steps.len() < STEPS)?;
        let follows = |node: &&Node| {
            let event = &node.event;
            let pinned = self.root.founding.is_empty() || self.root.founding.contains(&event.id);
            let chained = event.chain_before == Some(*last) && event.device == first.event.device;
            chained && pinned && event.layout == Layout::One
        };
        let mut next = self.graph().nodes().iter().filter(follows);
        let only = next.next()?;
        next.next().is_none().then_some(only.event.id)
    }

    pub(super) fn founding_step(&self, event: EventRef) -> Option<usize> {
        self.founding().iter().position(|step| *step == event)
    }

    /// Whether a founding event says what it must.
    pub(super) fn check_founding(&self, node: &Node, step: usize) -> Result<(), Refused> {
        let event = &node.event;
        let has = |is: &dyn Fn(&ControlWrite) -> bool| event.writes.iter().any(is);
        let centre = has(&|write| matches!(write, ControlWrite::Centre(_)));
        let device = has(&|write| matches!(write, ControlWrite::Device { id, .. } if *id == event.device));
        let member = has(
            &|write| matches!(write, ControlWrite::Member { id, role, .. } if *id == event.member && *role == Role::Coordinator),
        );
        let seat = has(&|write| {
            matches!(write, ControlWrite::Seat { id, member, device, .. }
                if Some(*id) == event.seat && *member == event.member && *device == event.device)
        });
        let holds = match (event.layout, step) {
            (Layout::Two, _) => centre && device && member && seat,
            (Layout::One, 0) => centre && event.writes.len() == 1,
            (Layout::One, 1) => device && event.writes.len() == 1,
            (Layout::One, _) => member && event.writes.len() == 1,
        };
        if holds { Ok(()) } else { Err(Refused::WrongRoot) }
    }

    /// Whether an event descends from the root, in a layout that may still be written there.
    pub(super) fn check_descent(&self, node: &Node) -> Result<(), Refused> {
        let root = self.graph().find(self.root.event());
        let founded = |step: &EventRef| self.graph().saw(node.event.id, *step);
        let alone = root.is_some_and(|root| root.event.layout == Layout::Two && root.past == Seen::default());
        let steps = if alone { 1 } else { STEPS };
        if self.founding().len() < steps || !self.founding().iter().all(founded) {
            return Err(Refused::WrongRoot);
        }
        let ended = root.is_some_and(|root| root.event.layout == Layout::Two && !root.past.holds(node.position));
        if node.event.layout == Layout::One && (node.after_layout_two || ended) {
            return Err(Refused::OldLayout);
        }
        Ok(())
    }
}
