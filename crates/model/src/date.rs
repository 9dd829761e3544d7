//! Dates whose day or month a person does not know.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

/// A year, a year and a month, or a whole date, as FHIR's `date` allows: `1987`, `1987-03`, `1987-03-14`.
/// Years run from 1 to 9999; a month or day that the calendar lacks is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartialDate {
    /// Only the year is known.
    Year(i32),
    /// The day is not known.
    Month(i32, u32),
    /// The whole date.
    Day(NaiveDate),
}

/// Why a text is not a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a date: expected YYYY, YYYY-MM or YYYY-MM-DD")]
pub struct PartialDateError;

impl PartialDate {
    /// The year, which is always known.
    pub fn year(self) -> i32 {
        match self {
            Self::Year(year) | Self::Month(year, _) => year,
            Self::Day(date) => date.year(),
        }
    }

    /// The whole date, if it is known.
    pub const fn day(self) -> Option<NaiveDate> {
        match self {
            Self::Day(date) => Some(date),
            Self::Year(_) | Self::Month(..) => None,
        }
    }
}

impl FromStr for PartialDate {
    type Err = PartialDateError;
    fn from_str(text: &str) -> Result<Self, PartialDateError> {
        let number = |part: &str, digits: usize| {
            (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<u32>().ok())
                .flatten()
        };
        let mut parts = text.split('-');
        let year = parts.next().and_then(|part| number(part, 4)).filter(|year| *year > 0).ok_or(PartialDateError)?;
        let year = i32::try_from(year).map_err(|_| PartialDateError)?;
        let Some(month) = parts.next() else { return Ok(Self::Year(year)) };
        let month = number(month, 2).filter(|month| (1..=12).contains(month)).ok_or(PartialDateError)?;
        let Some(day) = parts.next() else { return Ok(Self::Month(year, month)) };
        let day = number(day, 2).ok_or(PartialDateError)?;
        if parts.next().is_some() {
            return Err(PartialDateError);
        }
        NaiveDate::from_ymd_opt(year, month, day).map(Self::Day).ok_or(PartialDateError)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(out, "{year:04}"),
            Self::Month(year, month) => write!(out, "{year:04}-{month:02}"),
            Self::Day(date) => write!(out, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day()),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_the_calendar_lacks_is_refused() {
        for text in
            ["", "87", "1987-13", "1987-02-30", "1987-3", "1987-03-14-1", "0000", "19870314", "1987-03-14T00:00"]
        {
            assert_eq!(text.parse::<PartialDate>(), Err(PartialDateError), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_date_reads_back_from_its_text(year in 1_i32..=9999, month in 1_u32..=12, day in 1_u32..=28) {
            let whole = NaiveDate::from_ymd_opt(year, month, day).unwrap();
            for date in [PartialDate::Year(year), PartialDate::Month(year, month), PartialDate::Day(whole)] {
                prop_assert_eq!(date.to_string().parse(), Ok(date));
            }
        }
    }
}
