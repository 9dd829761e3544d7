//! The hours of one day.

use chrono::NaiveDate;

use super::calendar::Calendar;
use super::recurrence::{Occurs, occurs};
use crate::model::{Recurrence, Schedule};
use crate::value::DAY;

/// When something is open on a day.
#[derive(Debug, Default)]
pub(super) struct DayHours {
    /// From a minute to another, which may lie in the next day.
    pub(super) spans: Vec<(u16, u16)>,
    /// May it be open besides?
    pub(super) is_unknown: bool,
    /// Is it shut since nobody works?
    pub(super) is_holiday: bool,
}

/// A row that holds for so few days is about these days, holidays or not.
const FEW_DAYS: i64 = 7;

/// What these rows say of a day.
pub(super) fn hours_of(schedules: &[&Schedule], calendar: &Calendar, day: NaiveDate) -> DayHours {
    let mut hours = DayHours::default();
    let narrowest = schedules.iter().filter(|row| row.valid.holds(day)).filter_map(|row| row.valid.days()).min();
    let holding = schedules.iter().filter(|row| row.valid.holds(day) && row.valid.days() == narrowest);
    let moved = calendar.works_as.get(&day).copied();
    let is_exception = narrowest.is_some_and(|days| days <= FEW_DAYS);
    if calendar.shut.contains(&day) && moved.is_none() && !is_exception {
        hours.is_holiday = true;
        return hours;
    }
    for row in holding {
        // A season that says nothing of days is about all of its days.
        let found = match (&row.rule, narrowest) {
            (Recurrence::NotSaid, Some(_)) if row.starts.is_none() => Occurs::Yes,
            _ => occurs(row, day, moved),
        };
        match (found, row.opens, row.closes) {
            (Occurs::No, ..) => {}
            (Occurs::NotKnown, ..) => hours.is_unknown = true,
            (Occurs::Yes, Some(opens), Some(closes)) if !row.unread => {
                // What closes before it opens closes on the next day.
                let closes =
                    if closes.minutes <= opens.minutes { closes.minutes.saturating_add(DAY) } else { closes.minutes };
                hours.spans.push((opens.minutes, closes));
            }
            (Occurs::Yes, ..) => {
                let says_shut = narrowest.is_some() && !row.unread && row.opens.is_none() && row.closes.is_none();
                hours.is_unknown |= !says_shut;
            }
        }
    }
    // Rows that hold on no day at all say nothing of this one.
    hours.is_unknown |= schedules.is_empty();
    hours
}
