//! Which writes were applied. Events are applied whole, so this is a line for each event and not one for each write.

use std::collections::BTreeMap;

use pana_model::EventRef;

use crate::Dot;

/// The operations of one event as spans that neither touch nor overlap, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spans {
    /// Nearly always the only one, and then nothing is allocated.
    first: Span,
    more: Vec<Span>,
}

/// From and to which operation, both included.
pub(super) type Span = (u32, u32);

/// All writes ever applied.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct AppliedDots(pub(super) BTreeMap<EventRef, Spans>);

impl AppliedDots {
    /// Adds a write. False: it was known.
    pub(super) fn insert(&mut self, dot: Dot) -> bool {
        let mut is_new = false;
        let spans = self.0.entry(dot.event).or_insert_with(|| {
            is_new = true;
            Spans { first: (dot.op, dot.op), more: Vec::new() }
        });
        is_new || spans.insert(dot.op)
    }

    pub(super) fn contains(&self, dot: &Dot) -> bool {
        self.0.get(&dot.event).is_some_and(|spans| spans.contains(dot.op))
    }
}

impl Spans {
    pub(super) fn iter(&self) -> impl Iterator<Item = Span> {
        std::iter::once(self.first).chain(self.more.iter().copied())
    }

    /// None if they are not as they are kept.
    pub(super) fn from_spans(spans: impl IntoIterator<Item = Span>) -> Option<Self> {
        let mut spans = spans.into_iter();
        let first = spans.next()?;
        let all = Self { first, more: spans.collect() };
        let mut apart = all.iter().zip(&all.more).all(|(before, after)| before.1.saturating_add(1) < after.0);
        apart &= all.iter().all(|(from, to)| from <= to);
        apart.then_some(all)
    }

    fn contains(&self, op: u32) -> bool {
        let holds = |(from, to): Span| from <= op && op <= to;
        if holds(self.first) {
            return true;
        }
        let at = self.more.partition_point(|(_, to)| *to < op);
        self.more.get(at).is_some_and(|span| holds(*span))
    }

    fn insert(&mut self, op: u32) -> bool {
        // The operations of an event come in their order: the last span grows, or one begins behind it.
        let last = self.more.last_mut().unwrap_or(&mut self.first);
        if op > last.1 {
            if last.1.checked_add(1) == Some(op) {
                last.1 = op;
            } else {
                self.more.push((op, op));
            }
            return true;
        }
        if self.contains(op) {
            return false;
        }
        let mut spans: Vec<Span> = self.iter().collect();
        let at = spans.partition_point(|(_, to)| *to < op);
        spans.insert(at, (op, op));
        let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match joined.last_mut() {
                Some(before) if before.1.checked_add(1) == Some(span.0) => before.1 = span.1,
                _ => joined.push(span),
            }
        }
        if let Some(first) = joined.first().copied() {
            self.first = first;
            self.more = joined.split_off(1);
        }
        true
    }
}
