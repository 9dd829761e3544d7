//! What a cell means: days, times of day, moments, numbers, in the spellings in which they are met.

use chrono::{DateTime, NaiveDate, NaiveTime};

use crate::schema::Kind;

/// A time of day, as an opening or a closing: up to and with 24:00, and perhaps with an offset of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClockTime {
    /// Minutes after midnight, up to 1440.
    pub minutes: u16,
    /// Minutes east of Greenwich, where it says so.
    pub offset: Option<i16>,
}

/// Minutes of a day.
pub(crate) const DAY: u16 = 24 * 60;

impl ClockTime {
    /// Reads `10:00`, `9:00`, `10:00:00`, `10.00`, `10:00Z`, `10:00+05:00`, `24:00`; `9am`, `9:30 PM`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (text, offset) = offset_of(text)?;
        let lower = text.to_ascii_lowercase();
        let (digits, half) = match lower.strip_suffix("am").or_else(|| lower.strip_suffix("a.m.")) {
            Some(digits) => (digits.trim(), Some(0)),
            None => match lower.strip_suffix("pm").or_else(|| lower.strip_suffix("p.m.")) {
                Some(digits) => (digits.trim(), Some(12)),
                None => (lower.as_str(), None),
            },
        };
        let mut parts = digits.split([':', '.']);
        let mut next = || parts.next().map(two_digits);
        let (hour, minute, second) = (next()??, next(), next());
        if parts.next().is_some() || (minute.is_none() && half.is_none()) {
            return None;
        }
        let (minute, second) = (minute.unwrap_or(Some(0))?, second.unwrap_or(Some(0))?);
        let hour = match half {
            None => hour,
            Some(_) if !(1..=12).contains(&hour) => return None,
            Some(half) => hour % 12 + half,
        };
        let minutes = hour.checked_mul(60)?.checked_add(minute)?;
        let fits = minute < 60 && second < 60 && (minutes < DAY || (minutes == DAY && second == 0));
        fits.then_some(Self { minutes, offset })
    }

    /// `10:00:00`, as the standard's descriptor takes it; what says 24:00 is the last second of the day.
    pub fn standard(self) -> String {
        match self.minutes {
            DAY => "23:59:59".to_owned(),
            minutes => format!("{:02}:{:02}:00", minutes / 60, minutes % 60),
        }
    }
}

fn two_digits(text: &str) -> Option<u16> {
    (matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// The text without the offset at its end, and that offset in minutes.
fn offset_of(text: &str) -> Option<(&str, Option<i16>)> {
    if let Some(text) = text.strip_suffix(['Z', 'z']) {
        return Some((text, Some(0)));
    }
    let Some(at) = text.rfind(['+', '-']).filter(|at| *at > 0) else { return Some((text, None)) };
    let (time, offset) = text.split_at_checked(at)?;
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let digits = offset.get(1..)?;
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "00"),
    };
    let minutes = i16::try_from(two_digits(hours)?.checked_mul(60)?.checked_add(two_digits(minutes)?)?).ok()?;
    (minutes <= 14 * 60).then_some((time, Some(minutes.saturating_mul(sign))))
}

/// A day: `2026-11-01`, or the day of a moment.
pub(crate) fn date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10).or_else(|| {
        let day = text.get(..10)?;
        moment(text).and_then(|_| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok())
    })
}

/// A moment: `2026-11-01T09:00:00Z`, with or without fractions or an offset.
pub(crate) fn moment(text: &str) -> Option<()> {
    let text = text.trim();
    let (day, time) = text.split_once(['T', ' '])?;
    NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    let whole = DateTime::parse_from_rfc3339(&format!("{day}T{time}")).is_ok();
    let bare = NaiveTime::parse_from_str(time, "%H:%M:%S%.f").is_ok();
    (whole || bare).then_some(())
}

/// A number that is one.
pub(crate) fn number(text: &str) -> Option<f64> {
    text.trim().parse::<f64>().ok().filter(|number| number.is_finite())
}

/// A count: a whole number that is not below nought, also where it is written as `12.0`.
pub(crate) fn count(text: &str) -> Option<u32> {
    let text = text.trim();
    let whole = text.split_once('.').filter(|(_, rest)| rest.bytes().all(|byte| byte == b'0'));
    whole.map_or(text, |(whole, _)| whole).parse().ok()
}

/// Does it look like a UUID?
pub(crate) fn is_id(text: &str) -> bool {
    text.len() == 36 && uuid::Uuid::parse_str(text).is_ok()
}

/// A UUID made of what is said, always the same.
pub fn made_id<'t>(said: impl IntoIterator<Item = &'t str>) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in said {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
    }
    let mut bytes = [0; 16];
    hasher.finalize_xof().fill(&mut bytes);
    uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
}

/// Is it an address of e-mail, as far as one can see?
pub(crate) fn is_email(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, ',' | ';' | '<' | '>' | '(' | ')' | '"' | '@');
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && {
            name.chars().all(plain) && host.chars().all(plain)
        }
    })
}

/// Is it an address of the web with its scheme?
pub(crate) fn is_uri(text: &str) -> bool {
    let scheme = |scheme: &str| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    text.split_once("://").is_some_and(|(before, after)| {
        scheme(before) && !after.is_empty() && after.chars().all(|c| c.is_ascii_graphic())
    })
}

/// Yes or no, as tables say it; `None` where it is neither.
pub(crate) fn yes_no(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" | "y" | "t" => Some(true),
        "false" | "no" | "0" | "n" | "f" => Some(false),
        _ => None,
    }
}

/// What is written where a cell has nothing to say and the standard demands something.
pub(crate) const NOTHING: &str = "n/a";

/// A day as the moment that it is written as.
pub(crate) fn midnight(text: &str) -> String {
    let day = date(text).filter(|_| text.len() == 10);
    day.map_or_else(|| text.to_owned(), |day| format!("{day}T00:00:00Z"))
}

/// Do two cells of a column say the same? A time is the same with and without its seconds, a day the
/// same as its midnight, nothing the same as `n/a`.
pub(crate) fn same(kind: Kind, one: &str, other: &str) -> bool {
    let said = |text: &str| if text.trim() == NOTHING { String::new() } else { text.trim().to_owned() };
    let (one, other) = (said(one), said(other));
    one == other
        || match kind {
            Kind::Time => ClockTime::parse(&one).is_some_and(|one| ClockTime::parse(&other) == Some(one)),
            Kind::DateTime => midnight(&one) == midnight(&other),
            Kind::Number => number(&one).is_some_and(|one| number(&other) == Some(one)),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_are_read_in_the_spellings_that_are_met() {
        for (text, expected) in [
            ("10:00", Some((600, None))),
            ("9:05", Some((545, None))),
            ("10:00:00", Some((600, None))),
            ("10:00Z", Some((600, Some(0)))),
            ("10:00-06:00", Some((600, Some(-360)))),
            ("10:00+0530", Some((600, Some(330)))),
            ("24:00", Some((1440, None))),
            ("9am", Some((540, None))),
            ("12:30 AM", Some((30, None))),
            ("1:15 p.m.", Some((795, None))),
            ("24:01", None),
            ("25:00", None),
            ("10:61", None),
            ("10", None),
            ("13pm", None),
            ("9:00am-5:00pm, Mon-Fri", None),
            ("", None),
            ("қоңырау шалыңыз", None),
            ("10:00+99:00", None),
        ] {
            let read = ClockTime::parse(text).map(|time| (time.minutes, time.offset));
            assert_eq!(read, expected, "{text}");
        }
        assert_eq!(ClockTime::parse("9:05").unwrap().standard(), "09:05:00");
        assert_eq!(ClockTime::parse("24:00").unwrap().standard(), "23:59:59");
    }

    #[test]
    fn days_and_moments_are_told_from_other_texts() {
        let day = |text| date(text).map(|day| day.to_string());
        assert_eq!(day("2026-11-01").as_deref(), Some("2026-11-01"));
        assert_eq!(day("2026-11-01T09:00:00.000Z").as_deref(), Some("2026-11-01"));
        for text in ["2026-02-30", "01.11.2026", "2026-1-1", "2026-11-01x", "20261101", ""] {
            assert_eq!(day(text), None, "{text}");
        }
        assert!(moment("2026-11-01T09:00:00+05:00").is_some() && moment("2026-11-01").is_none());
    }

    #[test]
    fn addresses_with_words_beside_them_are_none() {
        assert!(is_email("office1@example.org") && !is_email("call us @ the office") && !is_email("a@b"));
        assert!(is_uri("https://example.org/1") && !is_uri("www.example.org") && !is_uri("http://a b"));
        assert_eq!(
            [count("12"), count("12.0"), count("-1"), count("1.5"), count("")],
            [Some(12), Some(12), None, None, None]
        );
        assert_eq!([yes_no("False"), yes_no("1"), yes_no("maybe")], [Some(false), Some(true), None]);
    }
}
