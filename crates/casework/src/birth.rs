//! A date or year of birth as someone types it into a search.

use chrono::NaiveDate;
use pana_model::PartialDate;

/// Reads `1987`, `03.1987`, `1987-03`, `14.03.1987`, `14/3/1987`, `1987-03-14`, `19870314`: day before month, as in
/// Kazakhstan. `None` when the text is something else or the calendar lacks the day.
pub fn birth_query(text: &str) -> Option<PartialDate> {
    let text = text.trim().trim_end_matches(['ж', 'г', '.', ' ']);
    let parts: Vec<&str> = text.split(['.', '/', '-', ' ']).filter(|part| !part.is_empty()).collect();
    if parts.iter().any(|part| part.len() > 8 || !part.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let number = |part: &str| part.parse::<u32>().ok();
    match parts.as_slice() {
        [all] if all.len() == 8 => {
            let all = number(all)?;
            day(all / 10_000, all / 100 % 100, all % 100)
        }
        [year] if year.len() == 4 => plausible(number(year)?).map(PartialDate::Year),
        [month, year] if year.len() == 4 && month.len() <= 2 => month_of(number(year)?, number(month)?),
        [year, month] if year.len() == 4 && month.len() <= 2 => month_of(number(year)?, number(month)?),
        [d, m, year] if year.len() == 4 && d.len() <= 2 && m.len() <= 2 => day(number(year)?, number(m)?, number(d)?),
        [year, m, d] if year.len() == 4 && d.len() <= 2 && m.len() <= 2 => day(number(year)?, number(m)?, number(d)?),
        _ => None,
    }
}

fn plausible(year: u32) -> Option<i32> {
    (1850..=2200).contains(&year).then(|| i32::try_from(year).ok()).flatten()
}

fn month_of(year: u32, month: u32) -> Option<PartialDate> {
    (1..=12).contains(&month).then(|| plausible(year).map(|year| PartialDate::Month(year, month))).flatten()
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
            ("19870314", Some("1987-03-14")),
            ("31.02.1987", None),
            ("0412", None),
            ("87", None),
            ("Айгүл 1987", None),
            ("+7 701 123 45 67", None),
            ("99999999999999", None),
            ("", None),
        ] {
            assert_eq!(birth_query(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
        }
    }
}
