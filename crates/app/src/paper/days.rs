//! Days and times as they are written on paper, in words and not in figures alone: 3.4. is another day to another reader.

use chrono::{Datelike, NaiveDate, Timelike};
use pana_model::Moment;

use super::words::{Say, name_of, said};

/// A day: `2026 жылғы 3 желтоқсан, бейсенбі`.
pub(crate) fn day(date: NaiveDate, tag: &str) -> String {
    let name = |list: &str, number: u32| name_of(list, &number.to_string(), tag).unwrap_or_default();
    said(Say::Date, tag)
        .replace("{day}", &date.day().to_string())
        .replace("{month}", &name("month", date.month()))
        .replace("{year}", &date.year().to_string())
        .replace("{weekday}", &name("weekday", date.weekday().number_from_monday()))
}

/// A day in figures, for a line of numbers: `03.12.2026`.
pub(crate) fn figures(date: NaiveDate) -> String {
    date.format("%d.%m.%Y").to_string()
}

/// A time, by the clock of the place where `now` is read.
pub(crate) fn moment(at: Moment, now: Moment, tag: &str) -> String {
    let here = at.date_time().with_timezone(now.date_time().offset());
    let time = format!("{:02}:{:02}", here.hour(), here.minute());
    said(Say::Moment, tag).replace("{date}", &day(here.date_naive(), tag)).replace("{time}", &time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_in_words_of_the_language_and_by_the_clock_of_the_place() {
        let (at, now) = ("2026-12-03T05:30:00Z", "2026-11-29T09:00:00+05:00");
        let (at, now) = (Moment::parse(at).unwrap(), Moment::parse(now).unwrap());
        let read = |tag| moment(at, now, tag);
        assert_eq!(read("kk"), "2026 жылғы 3 желтоқсан, бейсенбі, 10:30");
        assert_eq!(read("en"), "Thursday, 3 December 2026, 10:30");
        assert_eq!(read("ru"), "четверг, 3 декабря 2026 г., 10:30");
        assert_eq!(read("ar"), "الخميس 3 ديسمبر 2026، 10:30");
    }
}
