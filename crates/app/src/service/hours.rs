//! When a service is open, day by day, for a screen to say in words.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use pana_directory::{Calendar, Recurrence, Schedule, on_day};

use crate::contract::Word;
use crate::contract::service::{DayHours, HoursException, HoursSpan, HoursView, OpeningState, WeekDay};

/// A row that holds for longer is of the year, and no exception.
const SEASON: i64 = 184;
/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// The week in which `today` is, and what is otherwise for a few days or a season. O(schedules).
pub(super) fn hours(schedules: &[Schedule], calendar: &Calendar, today: NaiveDate) -> HoursView {
    let from_monday = Days::new(u64::from(today.weekday().num_days_from_monday()));
    let monday = today.checked_sub_days(from_monday).unwrap_or(today);
    let days = (0..7).filter_map(|ahead| monday.checked_add_days(Days::new(ahead)));
    let days: Vec<DayHours> = days.map(|day| day_hours(schedules, calendar, day, today)).collect();
    let is_known = days.iter().any(|day| day.state != OpeningState::NotKnown);
    HoursView {
        days: if is_known { days } else { Vec::new() },
        exceptions: exceptions(schedules, today),
        words: words(schedules),
    }
}

fn day_hours(schedules: &[Schedule], calendar: &Calendar, day: NaiveDate, today: NaiveDate) -> DayHours {
    let said = on_day(schedules, calendar, day);
    let state = match () {
        () if !said.spans.is_empty() => OpeningState::Open,
        () if said.is_holiday => OpeningState::Holiday,
        () if said.is_unknown => OpeningState::NotKnown,
        () => OpeningState::Shut,
    };
    DayHours {
        day: Word(week_day(day.weekday())),
        on: day.to_string(),
        is_today: day == today,
        state,
        spans: said.spans.into_iter().map(|(opens, closes)| span(opens, closes)).collect(),
    }
}

/// Rows that hold for a few days or a season, and are not over.
fn exceptions(schedules: &[Schedule], today: NaiveDate) -> Vec<HoursException> {
    let mut rows: Vec<(NaiveDate, HoursException)> = schedules
        .iter()
        .filter_map(|row| {
            let (from, to) = (row.valid.from?, row.valid.to?);
            let is_one = row.valid.days().is_some_and(|days| days <= SEASON) && to >= today;
            let spans = row.opens.zip(row.closes).map(|(opens, closes)| span(opens.minutes, closes.minutes));
            let words = if row.description.is_empty() { &row.notes } else { &row.description };
            let exception = HoursException {
                from: from.to_string(),
                to: to.to_string(),
                spans: spans.into_iter().collect(),
                days: days_of(&row.rule).into_iter().map(|day| Word(week_day(day))).collect(),
                words: words.clone(),
            };
            (is_one && !row.unread).then_some((from, exception))
        })
        .collect();
    rows.sort_by_key(|(from, _)| *from);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// What was said in words, each once.
fn words(schedules: &[Schedule]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let of_year = schedules.iter().filter(|row| row.valid.days().is_none_or(|days| days > SEASON));
    for text in of_year.flat_map(|row| [&row.description, &row.notes]) {
        let text = text.trim();
        if !text.is_empty() && !all.iter().any(|known| known == text) {
            all.push(text.to_owned());
        }
    }
    all
}

/// The days of the week that a rule names; none where it names all, or others.
pub(super) fn days_of(rule: &Recurrence) -> Vec<Weekday> {
    match rule {
        Recurrence::Days(days) | Recurrence::Weekly(days) => days.clone(),
        Recurrence::NotSaid | Recurrence::Unread | Recurrence::Monthly { .. } => Vec::new(),
    }
}

fn span(opens: u16, closes: u16) -> HoursSpan {
    // What lies in the night after is said by its own clock.
    let closes = if closes > DAY { closes.saturating_sub(DAY) } else { closes };
    HoursSpan { opens: clock(opens), closes: clock(closes) }
}

/// `09:30`.
pub(super) fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// A day of the week as it crosses.
pub(super) const fn week_day(day: Weekday) -> WeekDay {
    match day {
        Weekday::Mon => WeekDay::Monday,
        Weekday::Tue => WeekDay::Tuesday,
        Weekday::Wed => WeekDay::Wednesday,
        Weekday::Thu => WeekDay::Thursday,
        Weekday::Fri => WeekDay::Friday,
        Weekday::Sat => WeekDay::Saturday,
        Weekday::Sun => WeekDay::Sunday,
    }
}

/// As tables of the standard have it.
pub(super) const fn by_day(day: WeekDay) -> &'static str {
    match day {
        WeekDay::Monday => "MO",
        WeekDay::Tuesday => "TU",
        WeekDay::Wednesday => "WE",
        WeekDay::Thursday => "TH",
        WeekDay::Friday => "FR",
        WeekDay::Saturday => "SA",
        WeekDay::Sunday => "SU",
    }
}
