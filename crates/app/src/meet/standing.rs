//! How many people and conflicts there are, and how much waits: before a meeting and after it.

use crate::contract::AppError;
use crate::desk::Desk;

/// What counts and what does not.
pub(super) struct Standing {
    pub(super) people: u64,
    pub(super) conflicts: u64,
    pub(super) quarantined: u64,
    pub(super) waiting: u64,
}

impl Standing {
    pub(super) fn of(desk: &Desk) -> Result<Self, AppError> {
        let aside = desk.store.set_aside()?;
        let waits = aside.iter().filter(|event| event.reason == "waiting").count();
        let kept = desk.store.kept_aside()?.len();
        let quarantined = aside.len().saturating_sub(waits).saturating_add(kept);
        let number = |many: usize| u64::try_from(many).unwrap_or(u64::MAX);
        Ok(Self {
            people: u64::from(desk.store.people_count()?),
            conflicts: u64::from(desk.store.conflicts_count()?),
            quarantined: number(quarantined),
            waiting: number(waits),
        })
    }
}
