//! What our referrals say of services, as suggestions weigh it: counted once, and kept by the desk until one of them changes.

use std::collections::BTreeMap;

use pana_directory::Experience;
use pana_model::Moment;
use pana_store::{Store, StoreError};

const DAY_MS: i64 = 86_400_000;

/// How each service answered that was ever tried, by its id.
pub(crate) struct Tried {
    mark: u64,
    services: BTreeMap<String, Known>,
}

/// How one answered.
struct Known {
    answered: u32,
    /// Half of the answers came in so many days.
    days: Option<u32>,
    /// Until when those answers are awaited that have not come, in milliseconds.
    awaited: Vec<i64>,
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
        store.courses(|service, known| {
            if counting.service != service {
                counting.end(&mut services);
                counting.service.push_str(service);
            }
            match known.answered_ms {
                Some(answered) => {
                    counting.answered = counting.answered.saturating_add(1);
                    counting.days.extend(days_between(known.sent_ms, answered));
                }
                None => counting.awaited.extend(known.respond_by_ms),
            }
        })?;
        counting.end(&mut services);
        Ok(Self { mark, services })
    }

    /// Does it still hold?
    pub(super) fn is_of(&self, store: &Store) -> bool {
        self.mark == store.referrals_mark()
    }

    /// Of a service, by this clock: whom an answer is still awaited from has not failed to give one.
    pub(super) fn of(&self, service: &str, now: Moment) -> Experience {
        let Some(known) = self.services.get(service) else { return Experience::default() };
        let late = known.awaited.iter().filter(|by| **by < now.unix_ms()).count();
        let tried = known.answered.saturating_add(u32::try_from(late).unwrap_or(u32::MAX));
        Experience { tried, answered: known.answered, days: known.days, ..Experience::default() }
    }
}

/// A service whose referrals are being counted.
#[derive(Default)]
struct Counting {
    service: String,
    answered: u32,
    days: Vec<u32>,
    awaited: Vec<i64>,
}

impl Counting {
    /// All of them have been.
    fn end(&mut self, services: &mut BTreeMap<String, Known>) {
        let Self { service, answered, days, awaited } = std::mem::take(self);
        if answered > 0 || !awaited.is_empty() {
            services.insert(service, Known { answered, days: median(days), awaited });
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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn who_may_still_answer_has_not_failed_to_and_who_is_late_has() {
        let at = |text: &str| Moment::parse(text).unwrap();
        let by = at("2026-11-30T12:00:00+05:00");
        let known = Known { answered: 1, days: Some(2), awaited: vec![by.unix_ms()] };
        let tried = Tried { mark: 0, services: [("a".to_owned(), known)].into() };
        let counts = |now: &str| {
            let found = tried.of("a", at(now));
            (found.tried, found.answered, found.days)
        };
        assert_eq!(counts("2026-11-30T12:00:00+05:00"), (1, 1, Some(2)));
        assert_eq!(counts("2026-11-30T12:00:01+05:00"), (2, 1, Some(2)));
        assert_eq!(tried.of("b", by).tried, 0);
    }
}
