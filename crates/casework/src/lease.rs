//! The lease of a laptop: so long it opens without having met anything of a coordinator's laptop.
//!
//! It is an aid and no lock. It asks for a call to a coordinator where a laptop has been away for long, so that one that was
//! lost, or kept by somebody who left, is missed; a passphrase and the disk still open all that lies there.
//!
//! It goes by the latest time that the laptop knows, never by the wall alone. A wall that is not believed
//! ([`Clock::is_ahead`]) moves nothing, and one that stands behind what is known already moves nothing either; but neither
//! makes a lease that never ends, so each day on which the laptop is used under such a wall counts as one day. When the wall
//! is right again and says more, it takes over, and no day counts twice.

use pana_record::{Clock, Hlc};

use crate::signs::Signs;

/// It ends when so many days are over.
pub const LEASE_DAYS: u64 = 45;
/// From so many days on it is said until when it goes.
pub const NOTICE_DAYS: u64 = 30;

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// What a laptop that may not be opened shows, to be read aloud.
pub type LeaseChallenge = Signs<8>;

/// What a coordinator reads aloud in return.
pub type LeaseCode = Signs<10>;

/// How far a lease has gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// When it was renewed, in milliseconds since 1970.
    pub renewed_ms: u64,
    /// How far its time has come since.
    pub reached_ms: u64,
    /// The wall's day, counted from 1970, on which it last moved.
    pub day: u64,
}

/// Where a lease stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaseStands {
    /// There is nothing to say.
    Quiet,
    /// It ends soon.
    Ends {
        /// So many days after this one it still opens.
        days: u64,
    },
    /// It is over.
    Over,
}

impl Lease {
    /// A lease that begins.
    pub fn begin(clock: Clock, wall_ms: u64) -> Self {
        let now = believed(clock, wall_ms);
        Self { renewed_ms: now, reached_ms: now, day: day(wall_ms) }
    }

    /// The lease after the laptop is used.
    #[must_use]
    pub fn used(self, clock: Clock, wall_ms: u64) -> Self {
        // Where nothing was written yet, no wall is too far ahead of it: then it is of what the lease has reached.
        let last = if clock.last == Hlc::default() { Hlc::at(self.reached_ms) } else { clock.last };
        let clock = Clock { last, ..clock };
        let (now, day) = (believed(clock, wall_ms), day(wall_ms));
        // Within a day of it the wall is right, and a day was counted too early or the clocks of others go before ours.
        let goes_on = !clock.is_ahead(wall_ms) && wall_ms.saturating_add(DAY_MS) > self.reached_ms;
        if goes_on || now > self.reached_ms {
            Self { reached_ms: self.reached_ms.max(now), day, ..self }
        } else if day != self.day {
            Self { reached_ms: self.reached_ms.saturating_add(DAY_MS), day, ..self }
        } else {
            self
        }
    }

    /// The lease after it was renewed.
    #[must_use]
    pub const fn renewed(self) -> Self {
        Self { renewed_ms: self.reached_ms, ..self }
    }

    /// How many days have gone.
    pub const fn days(self) -> u64 {
        self.reached_ms.saturating_sub(self.renewed_ms) / DAY_MS
    }

    /// Where it stands.
    pub const fn stands(self) -> LeaseStands {
        match self.days() {
            gone if gone > LEASE_DAYS => LeaseStands::Over,
            gone if gone >= NOTICE_DAYS => LeaseStands::Ends { days: LEASE_DAYS.saturating_sub(gone) },
            _ => LeaseStands::Quiet,
        }
    }
}

/// The latest time known, as far as the wall is believed.
fn believed(clock: Clock, wall_ms: u64) -> u64 {
    let last = clock.last.unix_ms();
    // Readings go on after each other also within one millisecond: the wall is not behind for that.
    if clock.is_ahead(wall_ms) { last } else { clock.last.max(Hlc::at(wall_ms)).unix_ms() }
}

const fn day(wall_ms: u64) -> u64 {
    wall_ms / DAY_MS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TODAY: u64 = 1_790_000_000_000;
    const YEAR_2099: u64 = 4_070_908_800_000;

    /// A laptop that is used at these times, and writes something each time.
    fn used_at(walls: impl IntoIterator<Item = u64>) -> Lease {
        let mut clock = Clock::default().read(TODAY, None).1;
        let mut lease = Lease::begin(clock, TODAY);
        for wall in walls {
            clock = clock.read(wall, None).1;
            lease = lease.used(clock, wall);
        }
        lease
    }

    fn daily(days: std::ops::RangeInclusive<u64>) -> impl Iterator<Item = u64> {
        days.map(|day| TODAY + day * DAY_MS)
    }

    #[test]
    fn on_the_forty_fifth_day_it_opens_and_on_the_forty_sixth_not() {
        assert_eq!(used_at(daily(1..=29)).stands(), LeaseStands::Quiet);
        assert_eq!(used_at(daily(1..=30)).stands(), LeaseStands::Ends { days: 15 });
        assert_eq!(used_at(daily(1..=45)).stands(), LeaseStands::Ends { days: 0 });
        assert_eq!(used_at(daily(1..=46)).stands(), LeaseStands::Over);
        assert_eq!(used_at(daily(1..=46)).renewed().stands(), LeaseStands::Quiet);
    }

    #[test]
    fn a_clock_once_in_2099_does_not_end_it() {
        let lease = used_at([TODAY + DAY_MS, YEAR_2099, YEAR_2099 + 1, TODAY + 2 * DAY_MS, TODAY + 3 * DAY_MS]);
        assert_eq!((lease.days(), lease.stands()), (3, LeaseStands::Quiet));
    }

    #[test]
    fn a_clock_once_in_2099_does_not_end_it_either_where_nothing_was_written_yet() {
        let lease = Lease::begin(Clock::default(), TODAY).used(Clock::default(), YEAR_2099);
        assert_eq!(lease.days(), 1);
        assert_eq!(lease.used(Clock::default(), TODAY + 2 * DAY_MS).days(), 2);
    }

    #[test]
    fn a_clock_that_stays_in_2099_ends_it_with_the_days_of_use() {
        let in_2099 = |days: u64| used_at((0..days).map(|day| YEAR_2099 + day * DAY_MS));
        assert_eq!(in_2099(45).stands(), LeaseStands::Ends { days: 0 });
        assert_eq!(in_2099(46).stands(), LeaseStands::Over);
    }

    #[test]
    fn two_years_back_each_day_of_use_counts_one() {
        let back = |days: u64| used_at((0..days).flat_map(|day| [TODAY - 730 * DAY_MS + day * DAY_MS; 3]));
        assert_eq!(back(45).days(), 45);
        assert_eq!(back(46).stands(), LeaseStands::Over);
    }

    #[test]
    fn days_under_a_wrong_clock_are_not_counted_once_more_when_it_is_right_again() {
        let wrong = (1..=10).map(|day| TODAY - 730 * DAY_MS + day * DAY_MS);
        assert_eq!(used_at(wrong.chain([TODAY + 11 * DAY_MS])).days(), 11);
    }

    #[test]
    fn a_date_that_somebody_confirms_counts_from_then_on() {
        let wall = TODAY + 60 * DAY_MS;
        let clock = Clock::default().read(TODAY, None).1;
        let lease = Lease::begin(clock, TODAY).used(clock, wall);
        assert_eq!(lease.days(), 1, "sixty days in a drawer are in doubt");
        assert_eq!(lease.used(clock.confirm(wall), wall).stands(), LeaseStands::Over);
    }

    proptest! {
        #[test]
        fn whatever_the_walls_it_never_goes_back_and_each_other_day_counts(
            walls in proptest::collection::vec(0..2 * YEAR_2099, 1..60),
        ) {
            let clock = Clock::default().read(TODAY, None).1;
            let (mut clock, mut lease) = (clock, Lease::begin(clock, TODAY));
            for wall in walls {
                clock = clock.read(wall, None).1;
                let next = lease.used(clock, wall);
                prop_assert!(next.reached_ms >= lease.reached_ms && next.renewed_ms == lease.renewed_ms);
                // Another day counts one, unless its time is known already to a day.
                let near = wall + DAY_MS > lease.reached_ms && !clock.is_ahead(wall);
                prop_assert!(near || next.day == lease.day || next.reached_ms >= lease.reached_ms + DAY_MS);
                lease = next;
            }
        }
    }
}
