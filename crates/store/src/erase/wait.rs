//! What waits for days: an order of one alone until it counts, and what the hub is told until nobody takes it back.
//!
//! Times in the log are those of whoever wrote there, and may be weeks ahead. So days are counted by two clocks, and both
//! have to say that they are over: by the order's own time, and by this device's clock since the order came here. A clock
//! that is wrong all the time ends no wait by that.

use std::collections::{BTreeMap, BTreeSet};

use pana_casework::authority::{ErasureState, WAITS_MS};
use pana_model::{CaseId, EventRef, Moment};

use super::sweep::rows_of;
use crate::asked::Asked;
use crate::disk::StoreError;
use crate::log::{Stream, own, slot, wall};
use crate::store::Store;
use crate::table::erasure::{self, ErasedItem, Since};

impl Store {
    /// Notes of orders that came, or that count since or no longer, that it is so from now on.
    ///
    /// # Errors
    /// As any write.
    pub(super) fn note_orders(&mut self, now: Moment) -> Result<(), StoreError> {
        let known = erasure::since(self.connection())?;
        let clock = own::clock(self.connection())?;
        // The latest time that is believed here: what is noted too late waits longer, and that harms nobody.
        let last = clock.last.unix_ms();
        let now_ms = if clock.is_ahead(wall(now)) { last } else { last.max(wall(now)) };
        let mut new = BTreeMap::new();
        for erasure in self.session().erasures().all() {
            let before = known.get(&erasure.order.event).copied();
            let mut since = before.unwrap_or(Since { seen_ms: now_ms, counts_ms: None });
            let counts = matches!(erasure.state, ErasureState::Counts { .. });
            since.counts_ms = counts.then(|| since.counts_ms.unwrap_or(now_ms));
            if before != Some(since) {
                new.insert(erasure.order.event, since);
            }
        }
        if new.is_empty() {
            return Ok(());
        }
        self.transact(&Asked::nothing(), now, |tx| {
            new.iter().try_for_each(|(order, since)| erasure::put_since(tx.sql(), *order, *since))
        })
    }

    /// The orders that wait and have waited long enough. By this device's clock, while that is believed, and by no time in
    /// the log: any member could write an entry there that ends the days.
    pub(super) fn orders_due(&self, now: Moment) -> Result<Vec<EventRef>, StoreError> {
        let wall = wall(now);
        let mut due = Vec::new();
        let is_due = |state: ErasureState| matches!(state, ErasureState::Waits { due_ms } if due_ms <= wall);
        let erasures = self.session().erasures();
        if !erasures.all().any(|erasure| is_due(erasure.state)) || own::clock(self.connection())?.is_ahead(wall) {
            return Ok(due);
        }
        let since = erasure::since(self.connection())?;
        for erasure in erasures.all().filter(|erasure| is_due(erasure.state)) {
            let order = erasure.order.event;
            if since.get(&order).is_some_and(|since| since.seen_ms.saturating_add(WAITS_MS) <= wall) {
                due.push(order);
            }
        }
        Ok(due)
    }

    /// What a hub may hold of what was erased here, once nobody takes it back any more: the order counts for seven days.
    /// A cancellation that comes later still is heard all the same ([`Self::erased_no_more`]).
    ///
    /// # Errors
    /// As any read.
    pub fn erased_items(&self, now: Moment) -> Result<Vec<(Stream, ErasedItem)>, StoreError> {
        let (wall, since) = (wall(now), erasure::since(self.connection())?);
        if own::clock(self.connection())?.is_ahead(wall) {
            return Ok(Vec::new());
        }
        let is_over = |from_ms: u64| from_ms.saturating_add(WAITS_MS) <= wall;
        let mut finals: BTreeSet<CaseId> = BTreeSet::new();
        for erasure in self.session().erasures().all() {
            let ErasureState::Counts { since_ms } = erasure.state else { continue };
            let here = since.get(&erasure.order.event).and_then(|since| since.counts_ms);
            if is_over(since_ms) && here.is_some_and(is_over) {
                finals.extend(erasure.order.cases.keys());
            }
        }
        let mut items = erasure::items(self.connection())?;
        // An older program told the hub at once of what it noted.
        items.retain(|(_, _, case)| case.is_none_or(|case| finals.contains(&case)));
        Ok(items.into_iter().map(|(stream, item, _)| (stream, item)).collect())
    }

    /// Of what a hub was told to be erased, what is not, since the order does not count after all. O(events of cases that
    /// orders name and that are not erased, and of the protected stream where there are such).
    ///
    /// # Errors
    /// As any read.
    pub fn erased_no_more(
        &self,
        told: &BTreeSet<(Stream, ErasedItem)>,
    ) -> Result<Vec<(Stream, ErasedItem)>, StoreError> {
        let erasures = self.session().erasures();
        let named = erasures.all().flat_map(|erasure| erasure.order.cases.keys().copied());
        let here: BTreeSet<CaseId> = named.filter(|case| !erasures.erased().contains(case)).collect();
        if told.is_empty() || here.is_empty() {
            return Ok(Vec::new());
        }
        let rows = rows_of(self.reader(), &here)?;
        let events = rows.values().map(|row| (row.stream, ErasedItem::Event(row.event_id)));
        let mut found: Vec<_> = events.filter(|item| told.contains(item)).collect();
        for case in &here {
            for stream in [Stream::Centre, Stream::Protected] {
                let slots = slot::ids(self.reader(), stream, case.as_bytes())?;
                let slots = slots.into_iter().map(|id| (stream, ErasedItem::Slot(id)));
                found.extend(slots.filter(|item| told.contains(item)));
            }
        }
        Ok(found)
    }
}
