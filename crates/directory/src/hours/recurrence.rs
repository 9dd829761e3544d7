//! Does a rule mean a day?
//!
//! Rules are asked about one day and never walked, so that no rule can keep a computer busy; only one that ends after so many
//! times is counted through, and not for longer than ten years.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::model::{Recurrence, Schedule};

/// Does it?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Occurs {
    Yes,
    No,
    /// It says too little, or what nobody can read.
    NotKnown,
}

/// So many days a rule that ends after so many times is counted through.
const COUNTED: i64 = 3_660;

/// Does a row mean a day? `moved` is the day of the week whose work is done on it.
pub(super) fn occurs(row: &Schedule, day: NaiveDate, moved: Option<Weekday>) -> Occurs {
    if row.starts.is_some_and(|starts| day < starts) || row.until.is_some_and(|until| day > until) {
        return Occurs::No;
    }
    let found = by_rule(row, day, moved.unwrap_or(day.weekday()));
    match (found, row.count) {
        (Occurs::Yes, Some(count)) => counted(row, day, count),
        (found, _) => found,
    }
}

/// Is the day among the first `count` of the rule?
fn counted(row: &Schedule, day: NaiveDate, count: u32) -> Occurs {
    let Some(starts) = row.starts else { return Occurs::NotKnown };
    if day.signed_duration_since(starts).num_days() > COUNTED {
        return Occurs::NotKnown;
    }
    let before = (0..u64::try_from(COUNTED).unwrap_or_default())
        .map_while(|ahead| starts.checked_add_days(Days::new(ahead)).filter(|earlier| *earlier < day));
    let before = before.filter(|earlier| by_rule(row, *earlier, earlier.weekday()) == Occurs::Yes).count();
    if u32::try_from(before).is_ok_and(|before| before < count) { Occurs::Yes } else { Occurs::No }
}

fn by_rule(row: &Schedule, day: NaiveDate, weekday: Weekday) -> Occurs {
    let known = |occurs: bool| if occurs { Occurs::Yes } else { Occurs::No };
    match &row.rule {
        Recurrence::Unread => Occurs::NotKnown,
        // One day alone, where it is named.
        Recurrence::NotSaid => row.starts.map_or(Occurs::NotKnown, |starts| known(starts == day)),
        Recurrence::Days(days) => known(days.is_empty() || days.contains(&weekday)),
        Recurrence::Weekly(days) => {
            let own = row.starts.map(|starts| starts.weekday());
            let is_day = match own {
                Some(own) if days.is_empty() => own == weekday,
                None if days.is_empty() => return Occurs::NotKnown,
                _ => days.contains(&weekday),
            };
            match (row.interval, row.starts) {
                (_, _) if !is_day => Occurs::No,
                (0 | 1, _) => Occurs::Yes,
                (interval, Some(starts)) => {
                    known(weeks_between(starts, day, row.week_starts) % i64::from(interval) == 0)
                }
                // Which of the weeks nobody said.
                (_, None) => Occurs::NotKnown,
            }
        }
        Recurrence::Monthly { numbers, weekdays } => {
            let is_day = match (numbers.is_empty(), weekdays.is_empty(), row.starts) {
                (true, true, None) => return Occurs::NotKnown,
                (true, true, Some(starts)) => starts.day() == day.day(),
                _ => {
                    let is_number = |number: &i8| number_in_month(day, *number);
                    let is_weekday = |(nth, of): &(i8, Weekday)| nth_in_month(day, weekday, *nth, *of);
                    (numbers.is_empty() || numbers.iter().any(is_number))
                        && (weekdays.is_empty() || weekdays.iter().any(is_weekday))
                }
            };
            match (row.interval, row.starts) {
                (_, _) if !is_day => Occurs::No,
                (0 | 1, _) => Occurs::Yes,
                (interval, Some(starts)) => known(months_between(starts, day) % i64::from(interval) == 0),
                (_, None) => Occurs::NotKnown,
            }
        }
    }
}

fn weeks_between(from: NaiveDate, to: NaiveDate, week_starts: Weekday) -> i64 {
    let begin = |day: NaiveDate| day.week(week_starts).checked_first_day().unwrap_or(day);
    begin(to).signed_duration_since(begin(from)).num_days() / 7
}

fn months_between(from: NaiveDate, to: NaiveDate) -> i64 {
    let months = |day: NaiveDate| i64::from(day.year()).saturating_mul(12).saturating_add(i64::from(day.month()));
    months(to).saturating_sub(months(from))
}

fn number_in_month(day: NaiveDate, number: i8) -> bool {
    let place = i64::from(day.day());
    let from_end = place.saturating_sub(i64::from(day.num_days_in_month())).saturating_sub(1);
    i64::from(number) == if number < 0 { from_end } else { place }
}

fn nth_in_month(day: NaiveDate, weekday: Weekday, nth: i8, of: Weekday) -> bool {
    let nth_of = |place: u32| i64::from(place.saturating_sub(1) / 7).saturating_add(1);
    let from_end = || -nth_of(u32::from(day.num_days_in_month()).saturating_sub(day.day()).saturating_add(1));
    weekday == of
        && match nth {
            0 => true,
            1.. => nth_of(day.day()) == i64::from(nth),
            _ => from_end() == i64::from(nth),
        }
}
