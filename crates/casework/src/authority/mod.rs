//! Who and what belongs to the centre, by authority and never by order of arrival.
//!
//! Control events form a graph: each names the events its writer had applied. Each is judged in the state that its own
//! past gives, and a set of events gives one [`Centre`] and one list of refusals, in whatever order and however often
//! they came. No clock decides anything, since whoever is removed could set it.
//!
//! 1. A removal (of a member, a device, a role, a grant) that its own past allows counts, also when its maker is removed
//!    beside it.
//! 2. Every other act of one removed that the removal had not seen does not count, nor what rests on it: who was brought
//!    in by it, and what they did.
//! 3. A removal names the last event that it had seen of each chain, of a forked one that of each history. What lies outside
//!    counts only as far as the rights that are left allow it; the rest waits until a coordinator takes it over.
//! 4. While two roles or grants of one member stand, the smaller holds.
//! 5. A removal and the answer of those whom it removes suspend both sides, until one is confirmed by the sheets or by a
//!    coordinator whom both sides knew. The other is void then.
//! 6. What is to be erased is so by two coordinators where two stand; else, and where it is many, after seven days in
//!    which any of them may cancel it ([`Erasures`]).
//! 7. A device that goes on for another counts by that one's word, three at most, and falls with it.
//!
//! What cannot be checked without keys was checked before: see [`ControlEvent`].

mod apply;
mod case;
mod centre;
mod conflict;
mod entry;
mod epoch;
mod erase;
mod event;
mod fold;
mod graph;
mod judge;
mod refused;
mod removal;
mod rights;
mod root;
mod seen;
mod sheets;
mod successor;
mod write;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use pana_model::EventRef;

pub use case::{Allowed, CaseAct, CutHere};
pub use centre::{Centre, Device, Form, Member, PendingRecovery, Seat, Standing, Statement};
pub use conflict::Conflict;
pub use erase::{EraseOrder, Erasure, ErasureState, Erasures, WAITS_MS};
pub use event::{ControlEvent, Cut, EpochRef, Keys, Layout, SHEETS_SEAT, Sheets, TIPS_AT_MOST};
pub use fold::Authority;
pub use refused::Refused;
pub use removal::{Removal, Target};
pub use root::Root;
pub use successor::{Succession, Successor};
pub use write::{ControlWrite, GrantTo};

/// Folds events, once. Who goes on to ask about pasts keeps an [`Authority`].
pub fn fold(root: Root, events: impl IntoIterator<Item = ControlEvent>) -> (Centre, BTreeMap<EventRef, Refused>) {
    let mut authority = Authority::new(root);
    authority.take(events);
    (Centre::clone(authority.centre()), authority.refused())
}

/// The parts of the rule, so that tests can leave one out and show what breaks without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    RemovalsCount,
    UnseenIsOut,
    Cuts,
    Contests,
}
