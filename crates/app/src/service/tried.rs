//! What our referrals say of services, as suggestions weigh it: counted once, and kept by the desk until one of them changes.

use std::collections::BTreeMap;

use pana_directory::Experience;
use pana_store::{Store, StoreError};

const DAY_MS: i64 = 86_400_000;

/// How each service answered that was ever tried, by its id.
pub(crate) struct Tried {
    mark: u64,
    services: BTreeMap<String, Experience>,
}

impl Tried {
    /// As it is now. O(referrals handed over).
    ///
    /// # Errors
    /// As any read.
    pub(super) fn read(store: &Store) -> Result<Self, StoreError> {
        let mark = store.referrals_mark();
        let mut services = BTreeMap::new();
        let mut counting = Counting::default();
        store.courses(|service, sent, answered| {
            if counting.service != service {
                counting.end(&mut services);
                counting.service.push_str(service);
            }
            counting.tried = counting.tried.saturating_add(1);
            if let Some(answered) = answered {
                counting.answered = counting.answered.saturating_add(1);
                counting.days.extend(days_between(sent, answered));
            }
        })?;
        counting.end(&mut services);
        Ok(Self { mark, services })
    }

    /// Does it still hold?
    pub(super) fn is_of(&self, store: &Store) -> bool {
        self.mark == store.referrals_mark()
    }

    /// Of a service.
    pub(super) fn of(&self, service: &str) -> Experience {
        self.services.get(service).copied().unwrap_or_default()
    }
}

/// A service whose referrals are being counted.
#[derive(Default)]
struct Counting {
    service: String,
    tried: u32,
    answered: u32,
    days: Vec<u32>,
}

impl Counting {
    /// All of them have been.
    fn end(&mut self, services: &mut BTreeMap<String, Experience>) {
        let Self { service, tried, answered, days } = std::mem::take(self);
        if tried > 0 {
            services.insert(service, Experience { tried, answered, days: median(days), ..Experience::default() });
        }
    }
}

/// Whole days from one moment to another, both in milliseconds.
pub(super) fn days_between(sent_ms: i64, answered_ms: i64) -> Option<u32> {
    u32::try_from(answered_ms.saturating_sub(sent_ms).max(0).checked_div(DAY_MS)?).ok()
}

/// Half of them are no more than this.
pub(super) fn median(mut days: Vec<u32>) -> Option<u32> {
    days.sort_unstable();
    days.get(days.len() / 2).copied()
}
