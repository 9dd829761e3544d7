//! Ages in bands: those of the reports on composition by age.

/// The first age of each band, the oldest first, and how it is written. With a long dash: a spreadsheet takes `7-17` for a day in
/// July.
const BANDS: [(u32, &str); 6] = [(63, "63+"), (45, "45–62"), (30, "30–44"), (18, "18–29"), (7, "7–17"), (0, "0–6")];
/// Nobody is older.
const OLDEST: u32 = 125;

/// The band of an age in whole years, as a questionnaire's number has it.
pub(super) fn of_age(text: &str) -> Option<&'static str> {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    whole.parse().ok().and_then(band)
}

/// The band on `day` (`2026-06-15`) of who was born on a date of which the month or the day may be unknown. Nothing where
/// what is unknown decides between two bands.
pub(super) fn of_birth(born: &str, day: &str) -> Option<&'static str> {
    let (birth, today) = (parts(born)?, parts(day)?);
    let (year, month, date) = (birth.0, birth.1, birth.2);
    let youngest = age((year, month.unwrap_or(12), date.unwrap_or(31)), today)?;
    let oldest = age((year, month.unwrap_or(1), date.unwrap_or(1)), today)?;
    (band(youngest)? == band(oldest)?).then(|| band(oldest)).flatten()
}

type Parts = (u32, Option<u32>, Option<u32>);

/// Year, month and day, as far as they are there. What follows a day (a time) is left out.
fn parts(text: &str) -> Option<Parts> {
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    let mut parts = day.split('-').map(str::parse::<u32>);
    let year = parts.next()?.ok()?;
    Some((year, parts.next().transpose().ok()?, parts.next().transpose().ok()?))
}

fn age(born: (u32, u32, u32), today: Parts) -> Option<u32> {
    let (year, month, day) = (today.0, today.1?, today.2?);
    let before = (month, day) < (born.1, born.2);
    year.checked_sub(born.0)?.checked_sub(u32::from(before)).or_else(|| (year == born.0).then_some(0))
}

fn band(age: u32) -> Option<&'static str> {
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
