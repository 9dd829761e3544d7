//! What an evaluation is done with: its world, the node it is for, its random numbers, and whether a function failed.

use std::cell::Cell;

use super::pattern::{Pattern, Undecided};
use super::world::World;

/// One evaluation.
pub(super) struct Run<'a, W: World> {
    pub(super) world: &'a W,
    /// What `current()` gives.
    pub(super) current: W::Node,
    draws: Cell<u64>,
    failed: Cell<bool>,
    undecided: Cell<bool>,
}

/// Where a program runs: the context node, its position and the size of its set.
#[derive(Clone, Copy)]
pub(super) struct Context<N> {
    pub(super) node: N,
    pub(super) position: usize,
    pub(super) size: usize,
}

impl<'a, W: World> Run<'a, W> {
    pub(super) const fn new(world: &'a W, current: W::Node) -> Self {
        Self { world, current, draws: Cell::new(0), failed: Cell::new(false), undecided: Cell::new(false) }
    }

    /// Notes that a function was given what it can make nothing of. Its value is then empty, and an interview goes on.
    pub(super) fn fail(&self) {
        self.failed.set(true);
    }

    /// Did that happen?
    pub(super) fn failed(&self) -> bool {
        self.failed.get()
    }

    /// Does a pattern stand in a text? One that takes too long does not, and that it did is noted.
    pub(super) fn is_in(&self, pattern: &Pattern, text: &str) -> bool {
        pattern.is_in(text).unwrap_or_else(|Undecided| {
            self.undecided.set(true);
            false
        })
    }

    /// Was a pattern given up?
    pub(super) fn undecided(&self) -> bool {
        self.undecided.get()
    }

    /// The next random number.
    pub(super) fn draw(&self) -> u64 {
        let nth = self.draws.get();
        self.draws.set(nth.wrapping_add(1));
        self.world.random(self.current, nth)
    }
}

#[expect(clippy::cast_precision_loss, reason = "no set has 2^52 nodes")]
pub(super) fn nth(index: usize) -> f64 {
    index.saturating_add(1) as f64
}
