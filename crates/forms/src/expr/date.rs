//! Dates and times: texts in, days since 1970 out, and back.
//!
//! A date means its midnight at the place of the interview. The offset is that of the session's moment, for every date
//! alike: with a changing offset (summer time) the difference of two dates would not be a whole number of days.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike};

use super::date_names::{Named, name};

const DAY_MS: f64 = 86_400_000.0;

/// A date or a time of a date as expressions know it.
pub(crate) fn parse(text: &str, offset: FixedOffset) -> Option<DateTime<FixedOffset>> {
    let bytes = text.as_bytes();
    // Most texts are not dates: look before parsing.
    if bytes.len() < 8 || !bytes.first()?.is_ascii_digit() || !bytes.contains(&b'-') {
        return None;
    }
    match text.split_once('T') {
        None => offset.from_local_datetime(&date(text)?.and_time(NaiveTime::MIN)).single(),
        Some((day, rest)) => {
            let day = date(day)?;
            let (time, own) = time(rest)?;
            own.unwrap_or(offset).from_local_datetime(&NaiveDateTime::new(day, time)).single()
        }
    }
}

/// A moment as JavaScript writes it: `Sun Nov 22 2026 06:22:54 GMT-0700 (Mountain Standard Time)`. Web clients put it into
/// answers where a form makes a text of a date (ECMA-262, `Date.prototype.toString`).
pub(crate) fn from_javascript(text: &str, offset: FixedOffset) -> Option<DateTime<FixedOffset>> {
    let moment = text.split_once(" (").map_or(text, |(moment, _)| moment);
    Some(DateTime::parse_from_str(moment, "%a %b %d %Y %H:%M:%S GMT%z").ok()?.with_timezone(&offset))
}

/// The day of a date that came with a time of day: as it is written; where the time is of another zone, the day that it is at
/// the place of the interview. Midnight is how dates come that had no time of day, and is of no zone. `None` without a time.
pub(crate) fn day_of(text: &str, offset: FixedOffset) -> Option<NaiveDate> {
    let (day, clock) = text.trim().split_once('T')?;
    let (day, (clock, own)) = (date(day)?, time(clock)?);
    match own {
        Some(own) if clock != NaiveTime::MIN => {
            let moment = own.from_local_datetime(&NaiveDateTime::new(day, clock)).single()?;
            Some(moment.with_timezone(&offset).date_naive())
        }
        _ => Some(day),
    }
}

/// `YYYY-MM-DD`; one digit for month or day is read too.
pub(crate) fn date(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if parts.next().is_some() || year.len() != 4 || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// `HH:MM[:SS[.sss]]` with an optional offset.
pub(crate) fn time(text: &str) -> Option<(NaiveTime, Option<FixedOffset>)> {
    let zone = text.find(['Z', '+', '-']);
    let (clock, own) = match zone {
        None => (text, None),
        Some(at) => {
            let (clock, zone) = text.split_at_checked(at)?;
            (clock, Some(offset_of(zone)?))
        }
    };
    let time = ["%H:%M:%S%.f", "%H:%M"].iter().find_map(|format| NaiveTime::parse_from_str(clock, format).ok())?;
    Some((time, own))
}

fn offset_of(text: &str) -> Option<FixedOffset> {
    if text == "Z" {
        return FixedOffset::east_opt(0);
    }
    let (sign, digits) = text.split_at_checked(1)?;
    let digits: String = digits.chars().filter(|c| *c != ':').collect();
    let (hours, minutes) = match digits.len() {
        2 => (digits.parse::<i32>().ok()?, 0),
        4 => {
            let (hours, minutes) = digits.split_at_checked(2)?;
            (hours.parse::<i32>().ok()?, minutes.parse::<i32>().ok()?)
        }
        _ => return None,
    };
    let seconds = hours.checked_mul(3600)?.checked_add(minutes.checked_mul(60)?)?;
    FixedOffset::east_opt(if sign == "-" { seconds.checked_neg()? } else { seconds })
}

/// The time of day as a fraction of a day, in the place's own offset; of a moment the time of day that it then is there.
pub(crate) fn day_fraction(text: &str, offset: FixedOffset) -> Option<f64> {
    let clock = match text.split_once('T') {
        None => text,
        Some((day, clock)) => date(day).map(|_| clock)?,
    };
    let (clock, own) = time(clock)?;
    let shift = own.map_or(0, |own| offset.local_minus_utc().saturating_sub(own.local_minus_utc()));
    let seconds = f64::from(clock.num_seconds_from_midnight()) + f64::from(clock.nanosecond()) / 1e9;
    Some((seconds + f64::from(shift)).rem_euclid(86_400.0) / 86_400.0)
}

/// The moment so many days after 1970-01-01T00:00Z.
#[expect(clippy::cast_possible_truncation, reason = "checked to be within chrono's range first")]
pub(crate) fn from_days(days: f64, offset: FixedOffset) -> Option<DateTime<FixedOffset>> {
    if !days.is_finite() || days.abs() > 1e8 {
        return None;
    }
    Some(DateTime::from_timestamp_millis((days * DAY_MS).round() as i64)?.with_timezone(&offset))
}

/// `2026-01-15T10:30:00.000-07:00`
pub(crate) fn date_time_text(at: DateTime<FixedOffset>) -> String {
    at.format("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
}

/// `2026-01-15`
pub(crate) fn date_text(day: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

/// `format-date` and `format-date-time`, with the names of months and days in a language: the specification leaves them
/// to whoever shows them.
pub(crate) fn format(at: DateTime<FixedOffset>, pattern: &str, language: &str) -> String {
    let named = |which| name(at, which, language).to_owned();
    let month = if pattern.contains("%d") || pattern.contains("%e") { Named::Month } else { Named::MonthAlone };
    let mut out = String::with_capacity(pattern.len());
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let piece = match chars.next() {
            Some('Y') => format!("{:04}", at.year()),
            Some('y') => format!("{:02}", at.year().rem_euclid(100)),
            Some('m') => format!("{:02}", at.month()),
            Some('n') => at.month().to_string(),
            Some('b') => named(Named::MonthShort),
            Some('B') => named(month),
            Some('d') => format!("{:02}", at.day()),
            Some('e') => at.day().to_string(),
            Some('a') => named(Named::DayShort),
            Some('A') => named(Named::Day),
            Some('W') => at.iso_week().week().to_string(),
            Some('H') => format!("{:02}", at.hour()),
            Some('h') => at.hour().to_string(),
            Some('M') => format!("{:02}", at.minute()),
            Some('S') => format!("{:02}", at.second()),
            Some('3') => format!("{:03}", at.timestamp_subsec_millis()),
            Some('Z') => at.format("%:z").to_string(),
            Some('%') => "%".to_owned(),
            Some(other) => format!("%{other}"),
            None => "%".to_owned(),
        };
        out.push_str(&piece);
    }
    out
}
