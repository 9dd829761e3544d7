//! Erasures: who orders one, and from when on it counts.
//!
//! What is gone does not come back, so an order is heard slowly and is final once it counts. Two coordinators sign it
//! where two stand; then it counts at once. One who stands alone, and whoever orders more than twenty cases in a day,
//! waits seven days, in which the case is closed to all and any coordinator may cancel. When the days are over it does
//! not count by that: it does from the event on in which a coordinator says so. Who cancels without having seen that
//! event is heard.
//!
//! Which orders are more than twenty in a day follows from all orders that are here, by the time that each knew of: of
//! orders made apart, or by many hands, the first twenty count and the others wait.
//!
//! What counted once goes on counting, whatever becomes of its author: everybody who heard of it has destroyed. So it is
//! asked of the past of what lets it count and not of now. An order that a removal of its author had not seen is out, as
//! all they did; one that it had seen, and that waits while they are suspended, destroys nothing: it may be the act of one
//! who is being removed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pana_model::{CaseId, DeviceId, EventRef, MemberId, StreamName};

use super::centre::Centre;
use super::fold::Authority;
use super::graph::Node;
use super::judge::Judged;
use super::rights::Scene;
use super::{ControlWrite, Refused, Standing};
use crate::erasure::EraseReason;

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// How long an order of one alone, or of many cases, waits: milliseconds.
pub const WAITS_MS: u64 = 7 * DAY_MS;

/// How long after it counts its keys may lie on in copies that were made before.
const ROLL_MS: u64 = 30 * DAY_MS;

/// More cases in a day than these wait.
const MANY: usize = 20;

/// Whether one coordinator alone orders an erasure.
pub(super) type Alone = bool;

/// An order to erase, with what was said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EraseOrder {
    /// By which event.
    pub event: EventRef,
    /// What is to be erased, and why.
    pub cases: BTreeMap<CaseId, EraseReason>,
    /// Who ordered it: its author first, then who signed with them. Nobody where the sheets signed.
    pub by: Vec<MemberId>,
    /// When, by the latest time that its author knew of; milliseconds since 1970.
    pub at_ms: u64,
    /// One coordinator ordered it alone.
    pub alone: bool,
    /// The devices that have carried it out, and when each said so.
    pub done: BTreeMap<DeviceId, u64>,
    devices: BTreeSet<DeviceId>,
    cancelled: BTreeSet<EventRef>,
    /// The events that said that it has waited, and when.
    due: BTreeMap<EventRef, u64>,
}

/// An order, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// The order.
    pub order: Arc<EraseOrder>,
    /// How it stands.
    pub state: ErasureState,
}

/// How an order to erase stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErasureState {
    /// It counts since then (milliseconds since 1970), and nothing takes it back.
    Counts {
        /// Since when.
        since_ms: u64,
    },
    /// It waits: the case is closed to all, and a coordinator may cancel.
    Waits {
        /// From when on a coordinator's device may let it count.
        due_ms: u64,
    },
    /// It would wait, and who ordered it is suspended: nothing is destroyed, and nothing is closed.
    Contested,
    /// It was cancelled.
    Cancelled,
}

/// All orders of a centre, and what they come to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Erasures {
    all: BTreeMap<EventRef, Erasure>,
    erased: BTreeSet<CaseId>,
    closed: BTreeSet<CaseId>,
}

impl Erasures {
    /// All orders, by event.
    pub fn all(&self) -> impl Iterator<Item = &Erasure> {
        self.all.values()
    }

    /// The order of an event.
    pub fn get(&self, order: EventRef) -> Option<&Erasure> {
        self.all.get(&order)
    }

    /// Those that count.
    pub fn counting(&self) -> impl Iterator<Item = &EraseOrder> {
        let counts = |erasure: &&Erasure| matches!(erasure.state, ErasureState::Counts { .. });
        self.all().filter(counts).map(|erasure| &*erasure.order)
    }

    /// The cases that are erased: nothing of them stays, and nothing of them comes in.
    pub const fn erased(&self) -> &BTreeSet<CaseId> {
        &self.erased
    }

    /// The cases that are to be erased and wait: nobody reads them or writes to them, and nothing of them is lost.
    pub const fn closed(&self) -> &BTreeSet<CaseId> {
        &self.closed
    }

    /// The same but for one, which no order erases.
    #[must_use]
    pub fn sparing(mut self, case: CaseId) -> Self {
        self.erased.remove(&case);
        self.closed.remove(&case);
        self
    }

    /// Whether a case is erased, or closed until it is.
    pub fn hides(&self, case: CaseId) -> bool {
        self.erased.contains(&case) || self.closed.contains(&case)
    }
}

impl Centre {
    /// What was ordered to be erased, and how it stands.
    pub fn erasures(&self) -> Erasures {
        let many = self.too_many();
        let mut found = Erasures::default();
        for (event, order) in &*self.erasures {
            let state = self.state_of(order, many.contains(event));
            let cases = order.cases.keys().copied();
            match state {
                ErasureState::Counts { .. } => found.erased.extend(cases),
                ErasureState::Waits { .. } => found.closed.extend(cases),
                ErasureState::Contested | ErasureState::Cancelled => {}
            }
            found.all.insert(*event, Erasure { order: Arc::clone(order), state });
        }
        found.closed.retain(|case| !found.erased.contains(case));
        found
    }

    /// From when on a stream is to have another epoch, so that what was sealed before an erasure opens nothing of it;
    /// milliseconds since 1970. `None`: who began the one that is written under knew of all erasures that count.
    pub fn roll_for_erasures(&self, erasures: &Erasures, stream: StreamName) -> Option<u64> {
        erasures.counting().filter_map(|order| self.roll_due_for(erasures, stream, order.event)).min()
    }

    /// The same for one order.
    pub fn roll_due_for(&self, erasures: &Erasures, stream: StreamName, order: EventRef) -> Option<u64> {
        let entry = self.epochs.get(&(stream, self.write_epoch(stream)?))?;
        match erasures.get(order)?.state {
            ErasureState::Counts { since_ms } if !entry.erasures.contains(&order) => {
                Some(since_ms.saturating_add(ROLL_MS))
            }
            _ => None,
        }
    }

    /// Would an order of these cases by coordinators wait, if it were given at that time? Of one who stands alone it does.
    pub fn erasure_would_wait(&self, cases: &BTreeSet<CaseId>, at_ms: u64) -> bool {
        let of_day = self.erasures.values().filter(|order| order.at_ms.saturating_add(DAY_MS) > at_ms);
        let mut all: BTreeSet<CaseId> = of_day.flat_map(|order| order.cases.keys().copied()).collect();
        all.extend(cases);
        self.erasure_needs() < 2 || all.len() > MANY
    }

    fn state_of(&self, order: &EraseOrder, is_many: bool) -> ErasureState {
        let suspended = order.by.iter().any(|member| self.standing(*member) == Standing::Suspended)
            || order.devices.iter().any(|device| self.device_standing(*device) == Standing::Suspended);
        if !order.cancelled.is_empty() {
            ErasureState::Cancelled
        } else if let Some(since_ms) = order.due.values().min() {
            ErasureState::Counts { since_ms: *since_ms }
        } else if !order.alone && !is_many {
            ErasureState::Counts { since_ms: order.at_ms }
        } else if suspended {
            ErasureState::Contested
        } else {
            ErasureState::Waits { due_ms: order.due_ms() }
        }
    }

    /// The orders by which, within a day up to them, more than twenty cases are ordered. Those cancelled are counted
    /// too: cancelling many lets no other one count. O(orders × log), as each leaves the day once.
    fn too_many(&self) -> BTreeSet<EventRef> {
        let mut orders: Vec<&EraseOrder> = self.erasures.values().map(|order| &**order).collect();
        orders.sort_unstable_by_key(|order| (order.at_ms, order.event));
        let (mut many, mut day, mut first) = (BTreeSet::new(), BTreeMap::<CaseId, usize>::new(), 0);
        for order in &orders {
            for case in order.cases.keys() {
                let times = day.entry(*case).or_default();
                *times = times.saturating_add(1);
            }
            while let Some(old) = orders.get(first).filter(|old| old.at_ms.saturating_add(DAY_MS) <= order.at_ms) {
                for case in old.cases.keys() {
                    let left = day.get(case).copied().unwrap_or_default().saturating_sub(1);
                    if left == 0 {
                        day.remove(case)
                    } else {
                        day.insert(*case, left)
                    };
                }
                first = first.saturating_add(1);
            }
            if day.len() > MANY {
                many.insert(order.event);
            }
        }
        many
    }
}

impl EraseOrder {
    const fn due_ms(&self) -> u64 {
        self.at_ms.saturating_add(WAITS_MS)
    }
}

impl Scene<'_> {
    fn erasures(&self) -> &Erasures {
        self.erasures.get_or_init(|| self.centre.erasures())
    }

    /// Asked once for all that an event orders.
    pub(super) fn erase(&self, judged: &mut Judged) -> Result<(), Refused> {
        if judged.erases.is_some() {
            return Ok(());
        }
        let alone = !self.sheets && !self.is_seconded(judged);
        if alone && self.centre.erasure_needs() > 1 {
            return Err(Refused::NeedsSecond);
        }
        judged.erases = Some(alone);
        Ok(())
    }

    /// What counts is final, and what was cancelled may be cancelled again.
    pub(super) fn cancel_erasure(&self, order: EventRef) -> Result<(), Refused> {
        match self.erasures().get(order).map(|erasure| erasure.state) {
            Some(ErasureState::Counts { .. }) => Err(Refused::Gone),
            Some(_) => Ok(()),
            None => Err(Refused::UnknownTarget),
        }
    }

    /// It has to have waited, by the latest time that whoever says so knew of and believed, and nobody who ordered it is
    /// suspended there.
    pub(super) fn erasure_is_due(&self, order: EventRef, judged: &mut Judged) -> Result<(), Refused> {
        let known = self.erasures().get(order);
        let is_due = known.is_some_and(|known| match known.state {
            ErasureState::Cancelled | ErasureState::Contested => false,
            ErasureState::Counts { .. } | ErasureState::Waits { .. } => known.order.due_ms() <= self.node.at.unix_ms(),
        });
        self.authority.rest_on(judged, [order]);
        if is_due { Ok(()) } else { Err(Refused::UnknownTarget) }
    }

    /// A device has done what it was ordered.
    pub(super) fn erased(&self, order: EventRef) -> Result<(), Refused> {
        let state = self.erasures().get(order).map(|erasure| erasure.state);
        let counts = matches!(state, Some(ErasureState::Counts { .. }));
        if counts { Ok(()) } else { Err(Refused::UnknownTarget) }
    }
}

impl Authority {
    pub(super) fn apply_erasure(&self, centre: &mut Centre, node: &Node, judged: &Judged, write: &ControlWrite) {
        let (event, orders) = (node.event.id, Arc::make_mut(&mut centre.erasures));
        let at_ms = node.at.max(node.event.hlc).unix_ms();
        match write {
            ControlWrite::Erase { case, reason } => {
                let ordered = || EraseOrder {
                    event,
                    cases: BTreeMap::new(),
                    by: judged.actors.iter().map(|(member, _)| *member).collect(),
                    at_ms,
                    alone: judged.erases.unwrap_or(true),
                    done: BTreeMap::new(),
                    devices: judged.devices.clone(),
                    cancelled: BTreeSet::new(),
                    due: BTreeMap::new(),
                };
                let order = orders.entry(event).or_insert_with(|| Arc::new(ordered()));
                Arc::make_mut(order).cases.insert(*case, *reason);
            }
            ControlWrite::EraseCancel(order) => {
                if let Some(order) = orders.get_mut(order) {
                    Arc::make_mut(order).cancelled.insert(event);
                }
            }
            ControlWrite::EraseDue(order) => {
                if let Some(order) = orders.get_mut(order) {
                    Arc::make_mut(order).due.insert(event, at_ms);
                }
            }
            ControlWrite::Erased(order) => {
                if let Some(order) = orders.get_mut(order) {
                    let said = Arc::make_mut(order).done.entry(node.event.device).or_insert(at_ms);
                    *said = at_ms.min(*said);
                }
            }
            _ => {}
        }
    }
}
