//! A date or year of birth as someone types it into a search.

use chrono::NaiveDate;
use pana_model::PartialDate;

use crate::name::cleaned_number;

/// Words and letters that are written behind a year of birth: год рождения, жыл, жылы.
const BEHIND: [&str; 12] = ["", "г", "гр", "год", "года", "гг", "ж", "жж", "жт", "жыл", "жылы", "жылғы"];

/// Reads `1987`, `03.1987`, `1987-03`, `14.03.1987`, `14/3/1987`, `1987-03-14`, `19870314`: day before month, as in
/// Kazakhstan; where the calendar lacks the day, month before day. Digits of any script. A year of two digits beside a
/// day and a month is of either century. Empty when the text is something else or the calendar lacks the day.
pub fn birth_queries(text: &str) -> Vec<PartialDate> {
    let text = cleaned_number(text);
    let Some(text) = without_words(&text) else { return Vec::new() };
    let parts: Vec<&str> = text.split(['.', '/', '-', ' ']).filter(|part| !part.is_empty()).collect();
    if parts.iter().any(|part| part.len() > 8 || !part.bytes().all(|b| b.is_ascii_digit())) {
        return Vec::new();
    }
    let number = |part: &str| part.parse::<u32>().unwrap_or_default();
    let one = |date: Option<PartialDate>| date.into_iter().collect();
    match parts.as_slice() {
        [all] if all.len() == 8 => {
            let (ymd, dmy) = (number(all), number(all));
            let backwards = || day(dmy % 10_000, dmy / 10_000 % 100, dmy / 1_000_000);
            one(day(ymd / 10_000, ymd / 100 % 100, ymd % 100).or_else(backwards))
        }
        [year] if year.len() == 4 => one(plausible(number(year)).map(PartialDate::Year)),
        [month, year] if year.len() == 4 && month.len() <= 2 => one(month_of(number(year), number(month))),
        [year, month] if year.len() == 4 && month.len() <= 2 => one(month_of(number(year), number(month))),
        [d, m, year] if year.len() == 4 && d.len() <= 2 && m.len() <= 2 => {
            one(either(number(year), number(d), number(m)))
        }
        [year, m, d] if year.len() == 4 && d.len() <= 2 && m.len() <= 2 => {
            one(either(number(year), number(d), number(m)))
        }
        [d, m, year] if year.len() == 2 && d.len() <= 2 && m.len() <= 2 => {
            let years = centuries(number(year)).into_iter();
            years.filter_map(|year| either(year, number(d), number(m))).collect()
        }
        _ => Vec::new(),
    }
}

/// Reads `94` beside a name: a year of birth of either century.
pub fn short_year_queries(word: &str) -> Vec<PartialDate> {
    let word = cleaned_number(word);
    let Some(digits) = without_words(word.trim_start_matches('\'')) else { return Vec::new() };
    if digits.len() != 2 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let years = centuries(digits.parse().unwrap_or_default()).into_iter();
    years.filter_map(plausible).map(PartialDate::Year).collect()
}

fn centuries(year: u32) -> [u32; 2] {
    [year.saturating_add(1_900), year.saturating_add(2_000)]
}

/// The text without what is written behind a year; `None` where something else stands there.
fn without_words(text: &str) -> Option<&str> {
    let text = text.trim();
    let digits = text.trim_end_matches(|c: char| c.is_alphabetic() || matches!(c, '.' | ' '));
    let behind = text.strip_prefix(digits).unwrap_or_default();
    let letters: String = behind.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    BEHIND.contains(&letters.as_str()).then_some(digits)
}

fn plausible(year: u32) -> Option<i32> {
    (1850..=2200).contains(&year).then(|| i32::try_from(year).ok()).flatten()
}

fn month_of(year: u32, month: u32) -> Option<PartialDate> {
    (1..=12).contains(&month).then(|| plausible(year).map(|year| PartialDate::Month(year, month))).flatten()
}

fn either(year: u32, d: u32, m: u32) -> Option<PartialDate> {
    day(year, m, d).or_else(|| day(year, d, m))
}

fn day(year: u32, month: u32, day: u32) -> Option<PartialDate> {
    NaiveDate::from_ymd_opt(plausible(year)?, month, day).map(PartialDate::Day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_type_them() {
        for (text, expected) in [
            ("1987", Some("1987")),
            (" 1987 ж.", Some("1987")),
            ("03.1987", Some("1987-03")),
            ("1987-3", Some("1987-03")),
            ("14.03.1987", Some("1987-03-14")),
            ("14/3/1987", Some("1987-03-14")),
            ("1987-03-14", Some("1987-03-14")),
            ("14 03 1987", Some("1987-03-14")),
            ("14031987", Some("1987-03-14")),
            ("03/14/1987", Some("1987-03-14")),
            ("1987 г.р.", Some("1987")),
            ("1987 жылы", Some("1987")),
            ("۱۹۸۷", Some("1987")),
            ("١٤‏/٣‏/١٩٨٧", Some("1987-03-14")),
            ("\u{200E}14.03.1987\u{202C}", Some("1987-03-14")),
            ("14–03–1987", Some("1987-03-14")),
            ("19870314", Some("1987-03-14")),
            ("31.02.1987", None),
            ("0412", None),
            ("87", None),
            ("Айгүл 1987", None),
            ("+7 701 123 45 67", None),
            ("99999999999999", None),
            ("", None),
        ] {
            let read: Vec<String> = birth_queries(text).iter().map(PartialDate::to_string).collect();
            assert_eq!(read, Vec::from_iter(expected), "{text}");
        }
    }

    #[test]
    fn a_year_of_two_digits_is_of_either_century() {
        let read = |dates: Vec<PartialDate>| dates.iter().map(PartialDate::to_string).collect::<Vec<_>>();
        assert_eq!(read(birth_queries("14.03.87")), ["1987-03-14", "2087-03-14"]);
        assert_eq!(read(short_year_queries("94")), ["1994", "2094"]);
        assert_eq!(read(short_year_queries("٩٤")), ["1994", "2094"]);
        assert_eq!(read(short_year_queries("94 ж.")), ["1994", "2094"]);
        for text in ["1994", "9", "9a", "Айгүл", ""] {
            assert_eq!(short_year_queries(text), [], "{text}");
        }
    }
}
