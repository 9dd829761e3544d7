//! Ages in bands: those of the reports on composition by age.

use pana_model::{Ages, Born, OLDEST, PartialDate};

/// The first age of each band, the oldest first, and how it is written. With a long dash: a spreadsheet takes `7-17` for a day in
/// July.
const BANDS: [(u16, &str); 6] = [(63, "63+"), (45, "45–62"), (30, "30–44"), (18, "18–29"), (7, "7–17"), (0, "0–6")];

/// The band of an age in whole years, as a questionnaire's number has it.
pub(super) fn of_age(text: &str) -> Option<&'static str> {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    whole.parse().ok().and_then(band)
}

/// The band on `day` (`2026-06-15`) of who was born on a date of which the month or the day may be unknown, or between two
/// days. Nothing where what is unknown decides between two bands.
pub(super) fn of_birth(born: &str, day: &str) -> Option<&'static str> {
    let ages = ages_of(born, day)?;
    let youngest = band(ages.least)?;
    (band(ages.greatest)? == youngest).then_some(youngest)
}

/// How old they are on `day`, as far as that is known.
pub(super) fn ages_of(born: &str, day: &str) -> Option<Ages> {
    let born: Born = born.split(['T', ' ']).next()?.parse().ok()?;
    born.ages_on(day.parse::<PartialDate>().ok()?.day()?)
}

fn band(age: u16) -> Option<&'static str> {
    (age <= OLDEST).then(|| BANDS.iter().find(|(from, _)| age >= *from).map(|(_, words)| *words)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_ends_on_the_day_before_the_birthday() {
        for (born, day, band) in [
            ("2008-06-15", "2026-06-14", Some("7–17")),
            ("2008-06-15", "2026-06-15", Some("18–29")),
            ("2008-02-29", "2026-02-28", Some("7–17")),
            ("2026-06-10", "2026-06-15", Some("0–6")),
            ("1963-06-15", "2026-06-15", Some("63+")),
            ("1987-03", "2026-06-15", Some("30–44")),
            ("1987", "2026-06-15", Some("30–44")),
            ("2008", "2026-06-15", None),
            ("2008-06", "2026-06-15", None),
            ("2008-05", "2026-06-15", Some("18–29")),
            ("1890-01-01", "2026-06-15", None),
            ("2030-01-01", "2026-06-15", None),
            ("1986-09-23/1989-06-15", "2026-06-15", Some("30–44")),
            ("2007-06-16/2010-06-15", "2026-06-15", None),
            ("no day", "2026-06-15", None),
        ] {
            assert_eq!(of_birth(born, day), band, "{born} on {day}");
        }
    }

    #[test]
    fn an_age_is_written_as_its_band() {
        for (age, band) in [
            ("0", Some("0–6")),
            ("6", Some("0–6")),
            ("7", Some("7–17")),
            ("29.0", Some("18–29")),
            ("62", Some("45–62")),
            ("99", Some("63+")),
            ("-1", None),
            ("870112345", None),
            ("NaN", None),
        ] {
            assert_eq!(of_age(age), band, "{age}");
        }
    }
}
