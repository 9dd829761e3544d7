//! What a centre published of one thing, one after the other, and which of it is in use.

use std::collections::BTreeMap;

use pana_model::{EventRef, MemberId};
use pana_record::Hlc;

/// A write with who made it, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said<T> {
    /// By which event.
    pub event: EventRef,
    /// When, by their clock.
    pub hlc: Hlc,
    /// Who.
    pub member: MemberId,
    /// What.
    pub what: T,
}

/// All that was ever published of one thing. Equal sets of events give equal ones, in whatever order they came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editions<T> {
    /// By event; whether a later one has it in its past.
    all: BTreeMap<EventRef, (Said<T>, Stands)>,
}

/// Does an edition stand, or did whoever published another one know it?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    Yes,
    Replaced,
}

impl<T> Default for Editions<T> {
    fn default() -> Self {
        Self { all: BTreeMap::new() }
    }
}

impl<T> Editions<T> {
    /// The edition in use: of those that no other replaces, the one published last by the log's order.
    pub fn in_use(&self) -> Option<&Said<T>> {
        self.standing().max_by_key(|said| (said.hlc, said.event))
    }

    /// Those that stand beside the one in use, since they were published apart, the latest first. What is the `same` as the
    /// one in use is none.
    pub fn apart(&self, same: impl Fn(&T, &T) -> bool) -> Vec<&Said<T>> {
        let Some(in_use) = self.in_use() else { return Vec::new() };
        let is_other = |said: &&Said<T>| said.event != in_use.event && !same(&said.what, &in_use.what);
        let mut apart: Vec<_> = self.standing().filter(is_other).collect();
        apart.sort_by_key(|said| std::cmp::Reverse((said.hlc, said.event)));
        apart
    }

    /// Every one, the latest first. What was published twice stands twice.
    pub fn all(&self) -> Vec<&Said<T>> {
        let mut all: Vec<_> = self.all.values().map(|(said, _)| said).collect();
        all.sort_by_key(|said| std::cmp::Reverse((said.hlc, said.event)));
        all
    }

    /// The events by which they were published.
    pub fn events(&self) -> impl Iterator<Item = &EventRef> {
        self.all.keys()
    }

    fn standing(&self) -> impl Iterator<Item = &Said<T>> {
        self.all.values().filter(|(_, stands)| *stands == Stands::Yes).map(|(said, _)| said)
    }

    /// `saw`: had the writer seen this event?
    pub(crate) fn publish(&mut self, said: Said<T>, saw: impl Fn(&EventRef) -> bool) {
        for (_, (_, stands)) in self.all.iter_mut().filter(|(earlier, _)| saw(earlier)) {
            *stands = Stands::Replaced;
        }
        self.all.insert(said.event, (said, Stands::Yes));
    }
}
