//! When is something open?
//!
//! Rows of hours hold in the time of the centre, or in their own where they say so. On a day the narrowest season of at most
//! half a year holds that covers it: hours for the summer stand in the place of those of the year, and a row for one day in the place of both; a
//! row without hours says that it is shut. Holidays are those that the coordinator keeps, since no list for Kazakhstan
//! agrees with another: on them it is shut, unless a row of a few days says otherwise, and a working day that was moved is
//! as the day of the week whose work it does.
//!
//! What cannot be read is not known: never open, and never shut.

mod calendar;
mod day;
mod recurrence;
mod zone;

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use pana_model::Moment;

use crate::model::Schedule;
use crate::value::DAY;

use day::day_of;
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

/// What is said of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaySaid {
    /// From which minute of it to which, in order; an end above 1440 lies in the next day.
    pub spans: Vec<(u16, u16)>,
    /// Something of it cannot be read, or nothing was said at all.
    pub is_unknown: bool,
    /// Nobody works on it.
    pub is_holiday: bool,
}

/// When it is open on a day, by the clock that the rows mean. Takes O(schedules).
pub fn on_day(schedules: &[Schedule], calendar: &Calendar, day: NaiveDate) -> DaySaid {
    let mut spans = Vec::new();
    let said = day_of(schedules.iter(), calendar, day, |opens, closes| spans.push((opens, closes)));
    spans.sort_unstable();
    spans.dedup();
    DaySaid { spans, is_unknown: said.is_unknown, is_holiday: said.is_holiday }
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

/// Is it open now, and until when? Takes O(schedules).
pub fn open_at(schedules: &[Schedule], now: &Now<'_>) -> Opening {
    let mut last: Option<Moment> = None;
    let closed = scan(schedules, now, |offset, day, closes| {
        last = last.max(zone_of(offset, now).moment(day, closes, Edge::Closing));
    });
    last.map_or(closed, |until| Opening::Open { until })
}

/// Is it known to be open now, or if not, what is known? The same as [`open_at`] without the end, which costs the most.
pub(crate) fn state_at(schedules: &[Schedule], now: &Now<'_>) -> State {
    let mut is_open = false;
    let closed = scan(schedules, now, |_, _, _| is_open = true);
    match closed {
        _ if is_open => State::Open,
        Opening::NotKnown => State::NotKnown,
        Opening::Holiday => State::Holiday,
        Opening::Open { .. } | Opening::Shut => State::Shut,
    }
}

/// [`Opening`] without its moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Open.
    Open,
    /// Shut.
    Shut,
    /// Shut, on a day on which nobody works.
    Holiday,
    /// Nothing was said that can be read.
    NotKnown,
}

/// The first moment from now on at which it is open, as far as one knows, at most 400 days ahead. Takes
/// O(days · schedules).
pub fn next_open(schedules: &[Schedule], now: &Now<'_>) -> Option<Moment> {
    if state_at(schedules, now) == State::Open {
        return Some(now.moment);
    }
    let first = |offset: Option<i16>| {
        let (zone, local) = (zone_of(offset, now), local_of(offset, now));
        (0..=AHEAD).find_map(|ahead| {
            let day = local.day.checked_add_days(Days::new(ahead))?;
            let mut first: Option<u16> = None;
            day_of(rows_of(schedules, offset), now.calendar, day, |opens, _| {
                if ahead > 0 || opens > local.minute {
                    first = Some(first.map_or(opens, |before| before.min(opens)));
                }
            });
            zone.moment(day, first?, Edge::Opening)
        })
    };
    let found = times_of(schedules).into_iter().filter_map(first);
    found.filter(|moment| *moment >= now.moment).min()
}

/// The times in which rows hold: the centre's, or minutes east of Greenwich of their own.
fn times_of(schedules: &[Schedule]) -> BTreeSet<Option<i16>> {
    schedules.iter().map(own_offset).collect()
}

fn own_offset(row: &Schedule) -> Option<i16> {
    row.opens.and_then(|time| time.offset).or(row.offset)
}

/// The rows that hold in a time.
fn rows_of(schedules: &[Schedule], offset: Option<i16>) -> impl Iterator<Item = &Schedule> + Clone {
    schedules.iter().filter(move |row| own_offset(row) == offset)
}

fn zone_of(offset: Option<i16>, now: &Now<'_>) -> Zone {
    offset.map_or_else(|| now.calendar.zone.clone(), Zone::fixed)
}

fn local_of(offset: Option<i16>, now: &Now<'_>) -> Local {
    offset.map_or(now.local, |offset| Zone::fixed(offset).local(now.moment))
}

/// Names each span of hours in which now lies, by the time it holds in, its day and its end; gives what is known where there
/// is none.
fn scan(schedules: &[Schedule], now: &Now<'_>, mut open: impl FnMut(Option<i16>, NaiveDate, u16)) -> Opening {
    if schedules.iter().all(|row| own_offset(row).is_none()) {
        return scan_one(schedules.iter(), None, now.local, now, &mut open);
    }
    let times = times_of(schedules).into_iter();
    let closed =
        times.map(|offset| scan_one(rows_of(schedules, offset), offset, local_of(offset, now), now, &mut open));
    closed.reduce(less_known).unwrap_or(Opening::NotKnown)
}

fn scan_one<'s>(
    rows: impl Iterator<Item = &'s Schedule> + Clone,
    offset: Option<i16>,
    local: Local,
    now: &Now<'_>,
    open: &mut impl FnMut(Option<i16>, NaiveDate, u16),
) -> Opening {
    let is_night =
        |row: &Schedule| row.opens.zip(row.closes).is_some_and(|(opens, closes)| closes.minutes <= opens.minutes);
    if rows.clone().any(is_night)
        && let Some(yesterday) = local.day.pred_opt()
    {
        let minute = local.minute.saturating_add(DAY);
        day_of(rows.clone(), now.calendar, yesterday, |opens, closes| {
            if (opens..closes).contains(&minute) {
                open(offset, yesterday, closes);
            }
        });
    }
    let today = day_of(rows, now.calendar, local.day, |opens, closes| {
        if (opens..closes).contains(&local.minute) {
            open(offset, local.day, closes);
        }
    });
    match () {
        () if today.is_holiday => Opening::Holiday,
        () if today.is_unknown => Opening::NotKnown,
        () => Opening::Shut,
    }
}

/// What rows in different times say together where none is open: shut is only what all know to be.
fn less_known(one: Opening, other: Opening) -> Opening {
    match (one, other) {
        (Opening::NotKnown, _) | (_, Opening::NotKnown) => Opening::NotKnown,
        (Opening::Holiday, _) => one,
        _ => other,
    }
}

#[cfg(test)]
mod tests;
