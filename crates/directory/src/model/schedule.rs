//! When something is open, as the rows say it: HSDS gives the parts of an iCalendar rule in columns.

use chrono::{NaiveDate, Weekday};

use super::contact::{Owned, Owner};
use crate::table::Tables;
use crate::value::{ClockTime, date, number};

/// One row of hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The first day on which it holds, and the last: a season, or an exception where it is short.
    pub valid: Span,
    /// The day the rule is counted from.
    pub starts: Option<NaiveDate>,
    /// The last day of the rule.
    pub until: Option<NaiveDate>,
    /// How many times at most.
    pub count: Option<u32>,
    /// Every so many weeks or months.
    pub interval: u32,
    /// Which days.
    pub rule: Recurrence,
    /// The day on which a week begins.
    pub week_starts: Weekday,
    /// When it opens and closes; `None` where nothing was said, or nothing that can be read.
    pub opens: Option<ClockTime>,
    /// See `opens`.
    pub closes: Option<ClockTime>,
    /// Was something said about the hours that cannot be read?
    pub unread: bool,
    /// Minutes east of Greenwich, where the row says so.
    pub offset: Option<i16>,
    /// Hours in words.
    pub description: String,
    /// `in_person`, `phone` …
    pub attending: String,
    /// What one should know.
    pub notes: String,
}

/// Days from one to another, both among them, or open at an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// The first.
    pub from: Option<NaiveDate>,
    /// The last.
    pub to: Option<NaiveDate>,
}

/// Which days a rule means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recurrence {
    /// Nothing was said of days.
    NotSaid,
    /// What was said cannot be read; nobody can tell.
    Unread,
    /// Every day, or those of these days of the week.
    Days(Vec<Weekday>),
    /// Days of a week that is counted: every second Tuesday.
    Weekly(Vec<Weekday>),
    /// Days of a month: each named by its number in the month (from the end where it is below nought), or by day of the week,
    /// the how-manieth or all of them.
    Monthly {
        /// Numbers in the month.
        numbers: Vec<i8>,
        /// Days of the week, with 0 for all of a month.
        weekdays: Vec<(i8, Weekday)>,
    },
}

impl Span {
    /// Is a day among them?
    pub fn holds(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// How many days, where both ends are known.
    pub fn days(self) -> Option<i64> {
        Some(self.to?.signed_duration_since(self.from?).num_days().saturating_add(1))
    }
}

pub(crate) fn weekday(text: &str) -> Option<Weekday> {
    match text {
        "MO" => Some(Weekday::Mon),
        "TU" => Some(Weekday::Tue),
        "WE" => Some(Weekday::Wed),
        "TH" => Some(Weekday::Thu),
        "FR" => Some(Weekday::Fri),
        "SA" => Some(Weekday::Sat),
        "SU" => Some(Weekday::Sun),
        _ => None,
    }
}

/// `MO,WE`, `2TU`, `-1FR`, with blanks or semicolons between as well.
fn by_day(text: &str) -> Option<Vec<(i8, Weekday)>> {
    let parts = text.split([',', ';', ' ']).map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let part = part.to_ascii_uppercase();
            let (nth, day) = part.split_at_checked(part.len().checked_sub(2)?)?;
            let nth = if nth.is_empty() { 0 } else { nth.trim_start_matches('+').parse::<i8>().ok()? };
            ((-5..=5).contains(&nth)).then_some((nth, weekday(day)?))
        })
        .collect()
}

fn by_number(text: &str) -> Option<Vec<i8>> {
    let parts = text.split([',', ';', ' ']).map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| part.trim_start_matches('+').parse::<i8>().ok().filter(|day| *day != 0 && (-31..=31).contains(day)))
        .collect()
}

/// What the columns of days say together. What we do not know (weeks or days of a year) is not read as something else.
fn recurrence(freq: &str, interval: u32, days: &str, numbers: &str, others: [&str; 2]) -> Recurrence {
    if others.iter().any(|other| !other.is_empty()) {
        return Recurrence::Unread;
    }
    let (Some(weekdays), Some(numbers)) = (by_day(days), by_number(numbers)) else { return Recurrence::Unread };
    let plain = weekdays.iter().all(|(nth, _)| *nth == 0);
    let only_days = || weekdays.iter().map(|(_, day)| *day).collect::<Vec<_>>();
    match freq.to_ascii_uppercase().as_str() {
        "" if weekdays.is_empty() && numbers.is_empty() => Recurrence::NotSaid,
        "" | "WEEKLY" if plain && numbers.is_empty() && interval <= 1 && !weekdays.is_empty() => {
            Recurrence::Days(only_days())
        }
        "WEEKLY" if plain && numbers.is_empty() => Recurrence::Weekly(only_days()),
        "DAILY" if plain && numbers.is_empty() && interval <= 1 => Recurrence::Days(only_days()),
        "MONTHLY" | "" => Recurrence::Monthly { numbers, weekdays },
        _ => Recurrence::Unread,
    }
}

pub(crate) fn schedules(tables: &Tables) -> Owned<Schedule> {
    let columns = [
        "service_at_location_id",
        "service_id",
        "location_id",
        "valid_from",
        "valid_to",
        "dtstart",
        "until",
        "count",
        "interval",
        "freq",
        "byday",
        "bymonthday",
        "byweekno",
        "byyearday",
        "wkst",
        "opens_at",
        "closes_at",
        "timezone",
        "description",
        "attending_type",
        "notes",
    ];
    let rows = tables.each("schedule", columns).into_iter();
    rows.map(|row| {
        let [
            site,
            service,
            location,
            from,
            to,
            starts,
            until,
            count,
            interval,
            freq,
            days,
            numbers,
            weeks,
            year_days,
            wkst,
            opens,
            closes,
            timezone,
            description,
            attending,
            notes,
        ] = row;
        let every = number(interval).filter(|number| *number >= 1.0 && number.fract() == 0.0 && *number <= 1_000.0);
        let interval = every.map_or(1, |number| number as u32);
        let (opens_at, closes_at) = (ClockTime::parse(opens), ClockTime::parse(closes));
        let unread = |text: &str, time: Option<ClockTime>| !text.is_empty() && time.is_none();
        let day = |text: &str| !text.is_empty() && date(text).is_none();
        let rule = match [from, to, starts, until].into_iter().any(day) {
            true => Recurrence::Unread,
            false => recurrence(freq, interval, days, numbers, [weeks, year_days]),
        };
        let schedule = Schedule {
            valid: Span { from: date(from), to: date(to) },
            starts: date(starts),
            until: date(until),
            count: number(count).filter(|number| (1.0..=10_000.0).contains(number)).map(|number| number as u32),
            interval,
            rule,
            week_starts: weekday(wkst).unwrap_or(Weekday::Mon),
            unread: unread(opens, opens_at) || unread(closes, closes_at) || opens.is_empty() != closes.is_empty(),
            opens: opens_at,
            closes: closes_at,
            offset: number(timezone).filter(|hours| hours.abs() <= 14.0).map(|hours| (hours * 60.0) as i16),
            description: description.to_owned(),
            attending: attending.to_owned(),
            notes: notes.to_owned(),
        };
        (Owner::of(site, service, location, ""), schedule)
    })
    .collect()
}

/// Is something said of the days that cannot be read?
pub(crate) fn is_unread(freq: &str, days: &str, numbers: &str) -> bool {
    recurrence(freq, 1, days, numbers, ["", ""]) == Recurrence::Unread
}
