//! From a passphrase to a key: Argon2id, as slow as the machine's user can bear.

use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Params, Version};
use pana_model::Secret;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroize;

use crate::KeysError;

/// Memory of a calibrated derivation: 64 MiB.
const MEMORY_KIB: u32 = 64 * 1024;
/// Parameters stand in a file that others can write, and are followed before the passphrase is known to be right. So no slot may
/// ask for more memory than a laptop of 4 GiB gives beside its system, nor for more work than 16 passes over that: some ten
/// seconds. What calibrating makes lies far below: at most 64 passes over 64 MiB, a quarter of that work.
const MAX_MEMORY_KIB: u32 = 1024 * 1024;
const MAX_PASSES: u32 = 64;
const MAX_WORK_KIB: u64 = 16 * MAX_MEMORY_KIB as u64;
const MAX_LANES: u32 = 8;

/// How costly a derivation is. Stored beside what it opens, so that it can be raised later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KdfParams {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl KdfParams {
    /// What is used where nobody measured: RFC 9106's memory-constrained choice in one lane.
    pub const DEFAULT: Self = Self { memory_kib: MEMORY_KIB, passes: 3, lanes: 1 };

    /// Whether `other` asks more of a guesser.
    pub fn is_weaker_than(self, other: Self) -> bool {
        self.memory_kib < other.memory_kib || self.work_kib() < other.work_kib()
    }

    fn work_kib(self) -> u64 {
        u64::from(self.memory_kib).saturating_mul(u64::from(self.passes))
    }

    /// Is it no more than a laptop can be asked for?
    fn is_bearable(self) -> bool {
        self.memory_kib <= MAX_MEMORY_KIB
            && self.passes <= MAX_PASSES
            && self.lanes <= MAX_LANES
            && self.work_kib() <= MAX_WORK_KIB
    }

    /// The key of `passphrase`. The passphrase is taken in NFKC, so that another keyboard or system does not change it.
    pub fn derive(self, passphrase: &Secret<String>, salt: &[u8; 16]) -> Result<Secret<[u8; 32]>, KeysError> {
        if !self.is_bearable() {
            return Err(KeysError::Params);
        }
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).map_err(|_| KeysError::Params)?;
        // EXPOSE: to derive the key from it.
        let mut text: String = passphrase.expose().nfkc().collect();
        let mut key = [0; 32];
        let derived = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(text.as_bytes(), salt, &mut key)
            .map_err(|_| KeysError::Params);
        text.zeroize();
        derived.map(|()| Secret::new(key))
    }
}

/// Parameters that take about `target` on this machine: 64 MiB, and as many passes as fit.
pub fn calibrate(target: Duration) -> Result<KdfParams, KeysError> {
    let probe = KdfParams { passes: 1, ..KdfParams::DEFAULT };
    let mut best = Duration::MAX;
    // The first run also pays for fetching the memory; the faster of two is the machine's.
    for _ in 0..2 {
        let begin = Instant::now();
        probe.derive(&Secret::new(String::from("calibration")), &[0; 16])?;
        best = best.min(begin.elapsed());
    }
    Ok(KdfParams { passes: passes_for(best, target), ..probe })
}

fn passes_for(one_pass: Duration, target: Duration) -> u32 {
    let passes = target.as_micros().checked_div(one_pass.as_micros().max(1)).unwrap_or(1);
    u32::try_from(passes).unwrap_or(MAX_PASSES).clamp(1, MAX_PASSES)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: KdfParams = KdfParams { memory_kib: 32, passes: 1, lanes: 1 };

    fn key(text: &str, salt: u8) -> [u8; 32] {
        *SMALL.derive(&Secret::new(text.to_owned()), &[salt; 16]).unwrap().expose()
    }

    #[test]
    fn one_letter_or_another_salt_makes_another_key() {
        assert_eq!(key("қоңыр қаз", 1), key("қоңыр қаз", 1));
        assert_ne!(key("қоңыр қаз", 1), key("қоңыр қас", 1));
        assert_ne!(key("қоңыр қаз", 1), key("қоңыр қаз", 2));
    }

    #[test]
    fn composed_and_decomposed_letters_are_one_passphrase() {
        assert_eq!(key("й", 1), key("и\u{306}", 1));
    }

    #[test]
    fn absurd_parameters_of_a_damaged_file_are_refused_before_they_cost_memory() {
        let huge = KdfParams { memory_kib: u32::MAX, passes: 1, lanes: 1 };
        let refused = huge.derive(&Secret::new(String::from("x")), &[0; 16]);
        assert_eq!(refused.unwrap_err(), KeysError::Params);
        let none = KdfParams { memory_kib: 0, passes: 0, lanes: 0 };
        assert_eq!(none.derive(&Secret::new(String::from("x")), &[0; 16]).unwrap_err(), KeysError::Params);
    }

    #[test]
    fn no_slot_asks_for_more_than_a_small_laptop_has_and_what_calibrating_makes_is_never_refused() {
        let gib = 1024 * 1024;
        let of = |memory_kib, passes| KdfParams { memory_kib, passes, lanes: 1 };
        for refused in [of(2 * gib, 1), of(gib + 1, 1), of(gib, 17), of(gib / 2, 33), of(MEMORY_KIB, 65)] {
            let derived = refused.derive(&Secret::new(String::from("x")), &[0; 16]);
            assert_eq!(derived.unwrap_err(), KeysError::Params, "{refused:?}");
        }
        assert!([of(gib, 16), of(gib / 2, 32), of(MEMORY_KIB, MAX_PASSES)].into_iter().all(KdfParams::is_bearable));
    }

    #[test]
    fn passes_fill_the_time_and_stay_within_bounds() {
        let ms = Duration::from_millis;
        assert_eq!(passes_for(ms(70), ms(500)), 7);
        assert_eq!(passes_for(ms(900), ms(500)), 1);
        assert_eq!(passes_for(Duration::ZERO, ms(500)), MAX_PASSES);
    }

    #[test]
    fn weaker_means_less_memory_or_less_work() {
        let two = KdfParams { passes: 2, ..SMALL };
        assert!(SMALL.is_weaker_than(two));
        assert!(!two.is_weaker_than(SMALL));
        assert!(!SMALL.is_weaker_than(SMALL));
    }
}
