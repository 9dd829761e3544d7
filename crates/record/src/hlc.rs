//! A reading of a clock that only moves forward: 48 bits of milliseconds and a 16-bit counter. It orders lists; it
//! decides nothing. Which walls are believed is for [`crate::Clock`].

use minicbor::{Decode, Encode};

/// How far ahead of our own clock a received time may be and still be adopted.
pub const ADOPT_LIMIT_MS: u64 = 24 * 60 * 60 * 1000;

/// A hybrid logical clock's reading. Kept with the event that used it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Encode, Decode)]
#[cbor(transparent)]
pub struct Hlc(#[n(0)] u64);

impl Hlc {
    /// The reading with this number.
    pub const fn from_u64(number: u64) -> Self {
        Self(number)
    }

    /// The number, as it is stored.
    pub const fn to_u64(self) -> u64 {
        self.0
    }

    /// The first reading of a millisecond. Times beyond 48 bits (the year 10889) are cut to the last there is.
    pub const fn at(unix_ms: u64) -> Self {
        const LAST: u64 = (1 << 48) - 1;
        Self((if unix_ms > LAST { LAST } else { unix_ms }) << 16)
    }

    /// The milliseconds in it.
    pub const fn unix_ms(self) -> u64 {
        self.0 >> 16
    }

    /// The reading for the next event: later than `last`, than the wall clock's millisecond and than what was adopted
    /// from others. An overflowing counter runs on into the milliseconds; a clock set back is simply not followed.
    pub(crate) fn next(last: Self, wall_ms: u64, adopt: Option<Self>) -> Self {
        let after = |reading: Self| Self(reading.0.saturating_add(1));
        after(last).max(Self::at(wall_ms)).max(adopt.map(after).unwrap_or_default())
    }

    /// Whether a received reading may be adopted. One too far ahead is kept and flagged, never adopted, never refused.
    pub const fn is_plausible(self, wall_ms: u64) -> bool {
        self.unix_ms() <= wall_ms.saturating_add(ADOPT_LIMIT_MS)
    }

    /// The largest of the received readings that may be adopted.
    pub fn adoptable(received: impl IntoIterator<Item = Self>, wall_ms: u64) -> Option<Self> {
        received.into_iter().filter(|reading| reading.is_plausible(wall_ms)).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_set_back_a_year_does_not_turn_the_order_round() {
        let before = Hlc::at(1_800_000_000_000);
        let after = Hlc::next(before, 1_768_000_000_000, None);
        assert!(after > before);
        assert_eq!(after.unix_ms(), before.unix_ms());
    }

    #[test]
    fn a_full_counter_runs_into_the_next_millisecond() {
        let full = Hlc::from_u64(Hlc::at(1_000).to_u64() | 0xFFFF);
        assert_eq!(Hlc::next(full, 1_000, None), Hlc::at(1_001));
    }

    #[test]
    fn a_time_from_the_far_future_is_not_adopted() {
        let (wall, near, far) = (1_000_000, Hlc::at(1_000_000 + ADOPT_LIMIT_MS), Hlc::at(1_000_001 + ADOPT_LIMIT_MS));
        assert_eq!(Hlc::adoptable([far, near], wall), Some(near));
        assert_eq!(Hlc::adoptable([far], wall), None);
        assert!(Hlc::next(Hlc::default(), wall, Some(near)) > near);
    }

    #[test]
    fn the_end_of_time_does_not_overflow() {
        let end = Hlc::from_u64(u64::MAX);
        assert_eq!(Hlc::next(end, u64::MAX, Some(end)), end);
    }
}
