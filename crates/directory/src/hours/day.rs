//! The hours of one day.

use chrono::NaiveDate;

use super::calendar::Calendar;
use super::recurrence::{Occurs, occurs};
use crate::model::{Recurrence, Schedule};
use crate::value::DAY;

/// What is said of a day besides its hours.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Day {
    /// May it be open besides?
    pub(super) is_unknown: bool,
    /// Is it shut since nobody works?
    pub(super) is_holiday: bool,
}

/// A row that holds for so few days is about these days, holidays or not.
const FEW_DAYS: i64 = 7;
/// A row that holds for longer is of the year: several such stand beside each other, whenever each began.
const SEASON: i64 = 184;

/// How long the season is that a row is about; `None` for one of the year.
fn season(row: &Schedule) -> Option<i64> {
    row.valid.days().filter(|days| *days <= SEASON)
}

/// What these rows say of a day. Hours are given one by one: from a minute of it to another, which may lie in the next day.
pub(super) fn day_of<'s>(
    schedules: impl Iterator<Item = &'s Schedule> + Clone,
    calendar: &Calendar,
    day: NaiveDate,
    mut open: impl FnMut(u16, u16),
) -> Day {
    let mut said = Day { is_unknown: schedules.clone().next().is_none(), is_holiday: false };
    let holding = schedules.filter(|row| row.valid.holds(day));
    let narrowest = holding.clone().filter_map(season).min();
    let moved = calendar.works_as.get(&day).copied();
    let is_exception = narrowest.is_some_and(|days| days <= FEW_DAYS);
    if calendar.shut.contains(&day) && moved.is_none() && !is_exception {
        said.is_holiday = true;
        return said;
    }
    for row in holding.filter(|row| season(row) == narrowest) {
        // A season that says nothing of days is about all of its days.
        let found = match (&row.rule, narrowest) {
            (Recurrence::NotSaid, Some(_)) if row.starts.is_none() => Occurs::Yes,
            _ => occurs(row, day, moved),
        };
        match (found, row.opens, row.closes) {
            (Occurs::No, ..) => {}
            (Occurs::NotKnown, ..) => said.is_unknown = true,
            (Occurs::Yes, Some(opens), Some(closes)) if !row.unread => {
                // What closes before it opens closes on the next day.
                let is_night = closes.minutes <= opens.minutes;
                open(opens.minutes, if is_night { closes.minutes.saturating_add(DAY) } else { closes.minutes });
            }
            (Occurs::Yes, ..) => {
                let says_shut = narrowest.is_some() && !row.unread && row.opens.is_none() && row.closes.is_none();
                said.is_unknown |= !says_shut;
            }
        }
    }
    said
}
