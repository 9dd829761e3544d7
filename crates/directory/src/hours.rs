//! When is something open?
//!
//! Rows of hours hold in the time of the centre, or in their own where they say so. On a day the narrowest season holds that
//! covers it: hours for the summer stand in the place of those of the year, and a row for one day in the place of both; a
//! row without hours says that it is shut. Holidays are those that the coordinator keeps, since no list for Kazakhstan
//! agrees with another: on them it is shut, unless a row of a few days says otherwise, and a working day that was moved is
//! as the day of the week whose work it does.
//!
//! What cannot be read is not known: never open, and never shut.

mod calendar;
mod day;
mod recurrence;
mod zone;

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use pana_model::Moment;

use crate::model::Schedule;
use crate::value::DAY;

use day::{DayHours, hours_of};
use zone::{Edge, Local};

pub use calendar::Calendar;
pub use zone::Zone;

/// A moment, looked at in a calendar.
#[derive(Debug, Clone, Copy)]
pub struct Now<'c> {
    calendar: &'c Calendar,
    moment: Moment,
    local: Local,
}

/// Is something open?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// Yes, until then.
    Open {
        /// When it closes.
        until: Moment,
    },
    /// No.
    Shut,
    /// No, and the day is one on which nobody works.
    Holiday,
    /// Nothing was said that can be read.
    NotKnown,
}

/// So many days ahead the next opening is looked for: one that comes once a year is found.
const AHEAD: u64 = 400;

impl Calendar {
    /// A moment in it.
    pub fn at(&self, moment: Moment) -> Now<'_> {
        Now { calendar: self, moment, local: self.zone.local(moment) }
    }
}

impl Now<'_> {
    /// The moment.
    pub const fn moment(&self) -> Moment {
        self.moment
    }

    /// The day, in the centre's time.
    pub const fn day(&self) -> NaiveDate {
        self.local.day
    }
}

/// Is it open now? Takes O(schedules).
pub fn open_at(schedules: &[Schedule], now: &Now<'_>) -> Opening {
    let Parted { here, elsewhere } = Parted::of(schedules);
    let mut known = Opening::NotKnown;
    if !here.is_empty() {
        known = open_in(&here, now.local, now, None);
    }
    for (offset, rows) in elsewhere {
        let there = Zone::fixed(offset).local(now.moment);
        known = better(known, open_in(&rows, there, now, Some(offset)));
    }
    known
}

/// The first moment from now on at which it is open, as far as one knows, at most 400 days ahead. Takes
/// O(days · schedules).
pub fn next_open(schedules: &[Schedule], now: &Now<'_>) -> Option<Moment> {
    if matches!(open_at(schedules, now), Opening::Open { .. }) {
        return Some(now.moment);
    }
    let Parted { here, elsewhere } = Parted::of(schedules);
    let first = |rows: &[&Schedule], local: Local, offset: Option<i16>| {
        let zone = offset.map_or_else(|| now.calendar.zone.clone(), Zone::fixed);
        (0..=AHEAD).find_map(|ahead| {
            let day = local.day.checked_add_days(Days::new(ahead))?;
            let opens = hours_of(rows, now.calendar, day).spans.into_iter().map(|(opens, _)| opens);
            opens
                .filter(|opens| ahead > 0 || *opens > local.minute)
                .min()
                .and_then(|opens| zone.moment(day, opens, Edge::Opening))
        })
    };
    let mut found: Vec<Moment> = first(&here, now.local, None).into_iter().collect();
    found.extend(
        elsewhere
            .iter()
            .filter_map(|(offset, rows)| first(rows, Zone::fixed(*offset).local(now.moment), Some(*offset))),
    );
    found.into_iter().filter(|moment| *moment >= now.moment).min()
}

/// Rows by the time they hold in.
struct Parted<'s> {
    /// In the centre's.
    here: Vec<&'s Schedule>,
    /// In their own, by minutes east of Greenwich.
    elsewhere: BTreeMap<i16, Vec<&'s Schedule>>,
}

impl<'s> Parted<'s> {
    fn of(schedules: &'s [Schedule]) -> Self {
        let mut parted = Self { here: Vec::new(), elsewhere: BTreeMap::new() };
        for schedule in schedules {
            let own = schedule.opens.and_then(|time| time.offset).or(schedule.offset);
            match own {
                Some(offset) => parted.elsewhere.entry(offset).or_default().push(schedule),
                None => parted.here.push(schedule),
            }
        }
        parted
    }
}

fn open_in(rows: &[&Schedule], local: Local, now: &Now<'_>, offset: Option<i16>) -> Opening {
    let zone = offset.map_or_else(|| now.calendar.zone.clone(), Zone::fixed);
    let today = hours_of(rows, now.calendar, local.day);
    let yesterday = local.day.pred_opt().map(|day| (day, hours_of(rows, now.calendar, day)));
    let open_of = |day: NaiveDate, hours: &DayHours, minute: u16| {
        let open = hours.spans.iter().filter(|(opens, closes)| (*opens..*closes).contains(&minute));
        let until = open.filter_map(|(_, closes)| zone.moment(day, *closes, Edge::Closing)).max()?;
        Some(Opening::Open { until })
    };
    let of_yesterday =
        yesterday.as_ref().and_then(|(day, hours)| open_of(*day, hours, local.minute.saturating_add(DAY)));
    let open = open_of(local.day, &today, local.minute).or(of_yesterday);
    open.unwrap_or(match () {
        () if today.is_holiday => Opening::Holiday,
        () if today.is_unknown => Opening::NotKnown,
        () => Opening::Shut,
    })
}

/// What two rows in different times say together.
fn better(one: Opening, other: Opening) -> Opening {
    let rank = |opening: Opening| match opening {
        Opening::Open { .. } => 3,
        Opening::NotKnown => 0,
        Opening::Shut => 1,
        Opening::Holiday => 2,
    };
    if rank(other) > rank(one) { other } else { one }
}

#[cfg(test)]
mod tests;
