//! What is kept of each thing of a centre: the writes that stand, and by which events it is there.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{EventRef, SeatId};
use pana_record::Hlc;

use super::centre::{PendingRecovery, Statement};
use super::{Keys, Sheets};
use crate::{Grant, Role};

/// Writes of one thing that no other write has in its past.
pub(super) type Heads<T> = BTreeMap<EventRef, (Hlc, T)>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SheetsHead {
    pub(super) sheets: Sheets,
    /// While two stand, those of the root go before those that the old sheets signed, and these before others.
    pub(super) rank: u8,
}

/// New sheets of one coordinator alone, until others replace them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SheetsWaiting {
    pub(super) event: EventRef,
    pub(super) sheets: Sheets,
    pub(super) due_ms: u64,
    /// How many events lie before theirs: who has seen others knew more than they.
    pub(super) before: u64,
    /// The events that named them again when they were due, and sealed to them: from these on they count.
    pub(super) taken_up: BTreeSet<EventRef>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct MemberEntry {
    pub(super) heads: BTreeMap<EventRef, MemberHead>,
    /// The writes by which the member was first added.
    pub(super) added: BTreeSet<(Hlc, EventRef)>,
    pub(super) withdrawn: BTreeSet<(EventRef, Grant)>,
    /// The seat of layout 1.
    pub(super) first_seat: Option<SeatId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MemberHead {
    pub(super) name: String,
    pub(super) role: Role,
    pub(super) grants: BTreeSet<Grant>,
    pub(super) hlc: Hlc,
    /// The events by which the member has this role.
    pub(super) role_from: BTreeSet<EventRef>,
    /// Those by which the member has the grant `protected`.
    pub(super) protected_from: BTreeSet<EventRef>,
    /// Grants taken back by an event that it had not seen.
    pub(super) withdrawn: BTreeSet<Grant>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct DeviceEntry {
    pub(super) name: Heads<String>,
    /// The keys, by the events that named them without knowledge of one that had.
    pub(super) keys: BTreeMap<EventRef, Keys>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct EpochEntry {
    pub(super) statements: BTreeMap<EventRef, Statement>,
    /// Seats to whom its key was sealed, by grants.
    pub(super) granted: BTreeSet<SeatId>,
    /// The sheets to which its key was sealed.
    pub(super) sheets: BTreeSet<Sheets>,
    /// The erasures that who began it knew to count.
    pub(super) erasures: BTreeSet<EventRef>,
    /// A grant of layout 1 names it: it has no commitment, and gets none.
    pub(super) old: bool,
}

impl MemberEntry {
    pub(super) fn role(&self) -> Option<Role> {
        self.heads.values().map(|head| head.role).min()
    }

    pub(super) fn grants(&self) -> BTreeSet<Grant> {
        let mut heads = self.heads.values().map(MemberHead::left);
        let first = heads.next().unwrap_or_default();
        heads.fold(first, |all, one| &all & &one)
    }

    /// The events by which the member is what they are.
    pub(super) fn role_from(&self) -> BTreeSet<EventRef> {
        self.heads.values().flat_map(|head| head.role_from.iter().copied()).collect()
    }

    /// The events by which the member has the grant `protected`.
    pub(super) fn protected_from(&self) -> BTreeSet<EventRef> {
        self.heads.values().flat_map(|head| head.protected_from.iter().copied()).collect()
    }
}

impl SheetsWaiting {
    /// Those that have seen others come after them.
    pub(super) const fn order(&self) -> (u64, EventRef) {
        (self.before, self.event)
    }

    pub(super) const fn pending(&self) -> PendingRecovery {
        PendingRecovery { event: self.event, sheets: self.sheets, due_ms: self.due_ms }
    }
}

impl MemberHead {
    pub(super) fn left(&self) -> BTreeSet<Grant> {
        &self.grants - &self.withdrawn
    }
}

impl EpochEntry {
    pub(super) fn is_doubled(&self) -> bool {
        differ(self.statements.values().map(|statement| statement.commitment))
    }
}

pub(super) fn latest<T>(heads: &Heads<T>) -> Option<&T> {
    heads.iter().max_by_key(|(event, (hlc, _))| (*hlc, **event)).map(|(_, (_, value))| value)
}

pub(super) fn differ<T: PartialEq>(values: impl IntoIterator<Item = T>) -> bool {
    let mut values = values.into_iter();
    let first = values.next();
    values.any(|value| Some(value) != first)
}
