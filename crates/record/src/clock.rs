//! A device's clock between two writes: which times it believes.

use crate::{Flags, Hlc};

/// How far the wall may be ahead of the last reading believed.
pub const AHEAD_LIMIT_MS: u64 = 30 * 24 * 60 * 60 * 1000;

/// What is kept from one reading to the next, in the same transaction as the event that used it.
///
/// A wall set to 2099 for an afternoon would otherwise date everything that follows to 2099, since readings never go
/// back. So a wall far ahead of what was believed is read, flagged and not followed, until a person or a meeting with
/// others confirms the date. A laptop that lay in a drawer for two months asks the same once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Clock {
    /// The latest reading believed; zero before the first.
    pub last: Hlc,
    /// The latest reading of a wall not believed; zero if there is none.
    pub ahead: Hlc,
}

/// A time for an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The time.
    pub hlc: Hlc,
    /// [`Flags::CLOCK_NOT_BELIEVED`], or none: for the event's flags.
    pub flags: Flags,
}

impl Clock {
    /// The time for the next event, and the clock after it. `adopt` is the largest time received that may be adopted
    /// ([`Hlc::adoptable`]); a wall that is not believed vouches for none. Readings believed are each later than the one
    /// before, and so are those not believed.
    pub fn read(self, wall_ms: u64, adopt: Option<Hlc>) -> (Reading, Self) {
        if self.is_ahead(wall_ms) {
            let hlc = Hlc::next(self.ahead, wall_ms, None);
            return (Reading { hlc, flags: Flags::CLOCK_NOT_BELIEVED }, Self { ahead: hlc, ..self });
        }
        let hlc = Hlc::next(self.last, wall_ms, adopt);
        (Reading { hlc, flags: Flags::NONE }, Self { last: hlc, ..self })
    }

    /// Whether the wall is too far ahead to be believed: the moment to ask for the date.
    pub fn is_ahead(self, wall_ms: u64) -> bool {
        self.last != Hlc::default() && wall_ms > self.last.unix_ms().saturating_add(AHEAD_LIMIT_MS)
    }

    /// The clock after a person or a meeting has said that the wall is right. What was flagged and lies before the wall
    /// was right then too, so what follows is later; what lies after it was wrong and is forgotten. Never goes back.
    #[must_use]
    pub fn confirm(self, wall_ms: u64) -> Self {
        let right = if self.ahead.unix_ms() <= wall_ms { self.ahead } else { Hlc::default() };
        Self { last: self.last.max(Hlc::at(wall_ms)).max(right), ahead: Hlc::default() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    const DAY: u64 = 24 * 60 * 60 * 1000;
    const TODAY: u64 = 1_790_000_000_000;
    const YEAR_2099: u64 = 4_070_908_800_000;

    fn after(walls: &[u64]) -> (Vec<Reading>, Clock) {
        let mut clock = Clock::default();
        let readings = walls.iter().map(|wall| {
            let (reading, next) = clock.read(*wall, None);
            clock = next;
            reading
        });
        (readings.collect(), clock)
    }

    #[test]
    fn a_clock_once_in_2099_leaves_the_following_readings_in_their_year() {
        let (readings, clock) = after(&[TODAY, YEAR_2099, YEAR_2099, TODAY + DAY]);
        let times: Vec<u64> = readings.iter().map(|reading| reading.hlc.unix_ms()).collect();
        assert_eq!(times, [TODAY, YEAR_2099, YEAR_2099, TODAY + DAY]);
        let flagged: Vec<bool> = readings.iter().map(|reading| reading.flags.clock_not_believed()).collect();
        assert_eq!(flagged, [false, true, true, false]);
        assert_eq!(clock.last, Hlc::at(TODAY + DAY));
        assert_eq!(clock.confirm(TODAY + 2 * DAY).read(TODAY + 2 * DAY, None).0.hlc.unix_ms(), TODAY + 2 * DAY);
    }

    #[test]
    fn a_clock_set_back_two_years_is_not_followed() {
        let (readings, clock) = after(&[TODAY, TODAY - 730 * DAY, TODAY - 730 * DAY]);
        assert!(readings.iter().all(|reading| reading.hlc.unix_ms() == TODAY && reading.flags == Flags::NONE));
        assert_eq!(clock.confirm(TODAY - 730 * DAY).last, clock.last, "nor when someone confirms it");
    }

    #[test]
    fn readings_strictly_increase_also_among_those_not_believed() {
        let walls = [TODAY, TODAY, TODAY - DAY, TODAY + 40 * DAY, TODAY + 40 * DAY, TODAY + 35 * DAY, TODAY + 1];
        let (readings, _) = after(&walls);
        for flags in [Flags::NONE, Flags::CLOCK_NOT_BELIEVED] {
            let times: Vec<Hlc> = readings.iter().filter(|r| r.flags == flags).map(|r| r.hlc).collect();
            assert!(times.len() >= 3 && times.is_sorted_by(|earlier, later| earlier < later), "{times:?}");
        }
    }

    #[test]
    fn thirty_days_are_believed_and_a_millisecond_more_is_not() {
        let (readings, _) = after(&[TODAY, TODAY + AHEAD_LIMIT_MS]);
        assert_eq!(readings[1].flags, Flags::NONE);
        let (readings, clock) = after(&[TODAY, TODAY + AHEAD_LIMIT_MS + 1]);
        assert!(readings[1].flags.clock_not_believed());
        assert_eq!(clock.last, Hlc::at(TODAY));
    }

    #[test]
    fn the_first_reading_has_nothing_to_be_ahead_of() {
        assert_eq!(after(&[TODAY]).0, [Reading { hlc: Hlc::at(TODAY), flags: Flags::NONE }]);
    }

    #[test]
    fn once_confirmed_the_date_is_believed_and_what_follows_is_later_than_what_was_flagged() {
        let wall = TODAY + 60 * DAY;
        let (readings, clock) = after(&[TODAY, wall, wall]);
        let (reading, _) = clock.confirm(wall).read(wall, None);
        assert_eq!(reading.flags, Flags::NONE);
        assert!(reading.hlc > readings[2].hlc);
        assert_eq!(reading.hlc.unix_ms(), wall);
    }

    #[test]
    fn a_wall_not_believed_adopts_nothing() {
        let (_, clock) = after(&[TODAY]);
        let (reading, after) = clock.read(TODAY + 60 * DAY, Some(Hlc::at(TODAY + 61 * DAY)));
        assert_eq!(reading.hlc, Hlc::at(TODAY + 60 * DAY));
        assert_eq!(after.last, Hlc::at(TODAY));
        let (reading, _) = clock.read(TODAY, Some(Hlc::at(TODAY + DAY)));
        assert!(reading.hlc > Hlc::at(TODAY + DAY));
    }

    proptest! {
        #[test]
        fn no_wall_moves_what_is_believed_by_more_than_the_limit(walls in vec((0..4 * YEAR_2099, any::<bool>()), 1..40)) {
            let (mut clock, mut confirmed) = (Clock { last: Hlc::at(TODAY), ahead: Hlc::default() }, 0);
            for (wall, confirm) in walls {
                let (reading, next) = clock.read(wall, None);
                let before = if reading.flags.clock_not_believed() { clock.ahead } else { clock.last };
                prop_assert!(reading.hlc > before, "readings increase");
                prop_assert!(next.last.unix_ms() <= clock.last.unix_ms() + AHEAD_LIMIT_MS);
                prop_assert!(next.last >= clock.last);
                clock = if confirm { next.confirm(wall) } else { next };
                confirmed = if confirm { wall.max(confirmed) } else { confirmed };
                prop_assert!(clock.last >= Hlc::at(confirmed), "what is confirmed is believed");
            }
        }
    }
}
