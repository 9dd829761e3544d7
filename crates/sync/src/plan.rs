//! Into which parts a bundle is cut: decided before the first is written, since each says what all hold.

use pana_wire::bundle::{Holds, ItemKind, MAX_ITEMS, MAX_PART, MAX_PARTS};

/// How large a part is wished to be, where the caller wishes nothing else: small enough to be written again soon, large
/// enough that a centre fits into a few.
pub const DEFAULT_PART_SIZE: u64 = 32 * 1024 * 1024;
/// The largest that may be wished. Sizes are known roughly, and what seals a part makes it somewhat larger.
pub const MAX_PART_SIZE: u64 = MAX_PART - 64 * 1024 * 1024;

/// What stands around an item, at most, but for a source's name.
const AROUND: u64 = 128;

/// A bundle in parts.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) parts: Vec<Planned>,
}

/// What goes into a part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Planned {
    pub(crate) items: u32,
    pub(crate) holds: Holds,
}

/// Takes the items as they come, and cuts where a part is full.
#[derive(Debug)]
pub(crate) struct Planner {
    size: u64,
    done: Vec<Planned>,
    now: Planned,
    bytes: u64,
}

impl Planner {
    /// `size` is what a part has room for.
    pub(crate) fn new(size: u64) -> Self {
        Self { size: size.min(MAX_PART_SIZE), done: Vec::new(), now: Planned::default(), bytes: 0 }
    }

    /// One more item, of roughly this length. An item that is larger than a part has one for itself.
    pub(crate) fn add(&mut self, kind: ItemKind, length: usize) {
        let length = u64::try_from(length).unwrap_or(u64::MAX).saturating_add(AROUND);
        let full = self.bytes.saturating_add(length) > self.size || self.now.items == MAX_ITEMS;
        if full && self.now.items > 0 {
            self.done.push(std::mem::take(&mut self.now));
            self.bytes = 0;
        }
        self.bytes = self.bytes.saturating_add(length);
        self.now.items = self.now.items.saturating_add(1);
        match kind {
            ItemKind::Event => self.now.holds.events = self.now.holds.events.saturating_add(1),
            ItemKind::Chunk => self.now.holds.chunks = self.now.holds.chunks.saturating_add(1),
            ItemKind::Grant | ItemKind::KeyBox | ItemKind::Slot | ItemKind::Source => (),
        }
    }

    /// The plan, of one part at least: what says only what its writer has is a bundle too. None when there would be more
    /// parts than a bundle may have.
    pub(crate) fn finish(mut self) -> Option<Plan> {
        if self.now.items > 0 || self.done.is_empty() {
            self.done.push(self.now);
        }
        let many = u32::try_from(self.done.len()).unwrap_or(u32::MAX);
        (many <= MAX_PARTS).then_some(Plan { parts: self.done })
    }
}

impl Plan {
    pub(crate) fn holds(&self) -> Vec<Holds> {
        self.parts.iter().map(|part| part.holds).collect()
    }

    pub(crate) fn items(&self) -> u64 {
        self.parts.iter().map(|part| u64::from(part.items)).sum()
    }

    pub(crate) fn events(&self) -> u64 {
        self.parts.iter().map(|part| u64::from(part.holds.events)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(size: u64, items: &[(ItemKind, usize)]) -> Vec<(u32, u32, u32)> {
        let mut planner = Planner::new(size);
        items.iter().for_each(|(kind, length)| planner.add(*kind, *length));
        let plan = planner.finish().unwrap();
        plan.parts.iter().map(|part| (part.items, part.holds.events, part.holds.chunks)).collect()
    }

    #[test]
    fn parts_are_cut_where_the_next_item_does_not_fit() {
        let (event, chunk, slot) = (ItemKind::Event, ItemKind::Chunk, ItemKind::Slot);
        assert_eq!(parts(1000, &[]), [(0, 0, 0)]);
        assert_eq!(parts(1000, &[(event, 372), (slot, 372), (chunk, 1)]), [(2, 1, 0), (1, 0, 1)]);
        assert_eq!(parts(1000, &[(event, 372), (event, 373)]), [(1, 1, 0), (1, 1, 0)]);
        assert_eq!(parts(10, &[(event, 5), (chunk, 9999), (event, 5)]), [(1, 1, 0), (1, 0, 1), (1, 1, 0)]);
        assert_eq!(parts(u64::MAX, &[(event, usize::MAX), (event, 1)]), [(1, 1, 0), (1, 1, 0)]);
    }

    #[test]
    fn a_bundle_has_no_more_parts_than_may_be() {
        let plan = |many: u32| {
            let mut planner = Planner::new(1);
            (0..many).for_each(|_| planner.add(ItemKind::Event, 1));
            planner.finish()
        };
        assert!(plan(MAX_PARTS).is_some() && plan(MAX_PARTS + 1).is_none());
    }
}
