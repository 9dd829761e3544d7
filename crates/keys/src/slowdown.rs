//! Wrong passphrases slow down. They never destroy anything.

use serde::{Deserialize, Serialize};

/// Wrong tries since the last right one. Kept in the keyring file, so a restart does not forget them.
///
/// This hinders someone at the keyboard. Someone who takes the file away is hindered by Argon2id alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tries {
    /// How many.
    pub failures: u32,
    /// When the last was, in milliseconds by this device's clock.
    pub last_ms: u64,
}

/// It is too early for another try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("wait {ms} ms before the next try")]
pub struct MustWait {
    /// How long.
    pub ms: u64,
}

/// Tries that cost nothing: fingers slip.
const FREE: u32 = 3;
const LONGEST_MS: u64 = 5 * 60 * 1000;

impl Tries {
    /// The pause after these failures: none for the first three, then 2 s doubling up to five minutes.
    pub fn pause_ms(self) -> u64 {
        match self.failures.checked_sub(FREE) {
            None => 0,
            Some(more) => 1_u64.checked_shl(more).map_or(LONGEST_MS, |n| n.saturating_mul(2_000)).min(LONGEST_MS),
        }
    }

    /// Begins a try: counts it as failed beforehand, so that pulling the plug during it gains nothing. The caller keeps
    /// the returned tries before trying, and [`Tries::default`] after success. A clock set back restarts the pause, once.
    pub fn begin(self, now_ms: u64) -> (Self, Result<(), MustWait>) {
        if self.last_ms > now_ms {
            let restarted = Self { last_ms: now_ms, ..self };
            if restarted.pause_ms() > 0 {
                return (restarted, Err(MustWait { ms: restarted.pause_ms() }));
            }
        }
        let since = now_ms.saturating_sub(self.last_ms);
        match self.pause_ms().checked_sub(since).filter(|left| *left > 0) {
            Some(ms) => (self, Err(MustWait { ms })),
            None => (Self { failures: self.failures.saturating_add(1), last_ms: now_ms }, Ok(())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_and_end_at_five_minutes() {
        let pause = |failures| Tries { failures, last_ms: 0 }.pause_ms();
        assert_eq!([0, 1, 2, 3, 4, 5, 10].map(pause), [0, 0, 0, 2_000, 4_000, 8_000, 256_000]);
        assert_eq!([11, 64, u32::MAX].map(pause), [LONGEST_MS; 3]);
    }

    #[test]
    fn a_try_is_counted_before_it_is_made() {
        let (tries, verdict) = Tries::default().begin(1_000);
        assert_eq!((tries.failures, verdict), (1, Ok(())));
    }

    #[test]
    fn a_waiting_try_is_refused_and_not_counted() {
        let tries = Tries { failures: 4, last_ms: 10_000 };
        assert_eq!(tries.begin(11_000), (tries, Err(MustWait { ms: 3_000 })));
        assert_eq!(tries.begin(14_000).0.failures, 5);
    }

    #[test]
    fn a_clock_set_back_a_year_costs_one_pause_and_no_more() {
        let tries = Tries { failures: 4, last_ms: 40_000_000_000 };
        let (tries, verdict) = tries.begin(1_000);
        assert_eq!(verdict, Err(MustWait { ms: 4_000 }));
        assert_eq!(tries.begin(5_000).1, Ok(()));
    }
}
