//! A month of a centre: what a coordinator looks at when it is over.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike as _, Months, NaiveDate};

use crate::words::UnknownCode;

/// A month of the calendar, `2024-05`. It knows no time zone: whoever asks says by whose clock a day is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    first: NaiveDate,
}

impl Month {
    /// The month in which a day lies.
    pub fn of(day: NaiveDate) -> Self {
        Self { first: day.with_day(1).unwrap_or(day) }
    }

    /// Its first day.
    pub const fn first(self) -> NaiveDate {
        self.first
    }

    /// Its last day.
    pub fn last(self) -> NaiveDate {
        self.next().first.pred_opt().unwrap_or(self.first)
    }

    /// The month after it; at the end of the calendar itself.
    #[must_use]
    pub fn next(self) -> Self {
        Self { first: self.first.checked_add_months(Months::new(1)).unwrap_or(self.first) }
    }

    /// The month before it; at the beginning of the calendar itself.
    #[must_use]
    pub fn before(self) -> Self {
        Self { first: self.first.checked_sub_months(Months::new(1)).unwrap_or(self.first) }
    }

    /// Does the day lie in it?
    pub fn has(self, day: NaiveDate) -> bool {
        Self::of(day) == self
    }
}

/// As tables and the command line have it.
impl fmt::Display for Month {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.first.format("%Y-%m"))
    }
}

/// Four figures, a hyphen, two figures, and nothing else.
impl FromStr for Month {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        let is_digit = |at: usize, byte: u8| if at == 4 { byte == b'-' } else { byte.is_ascii_digit() };
        let is_one = text.len() == 7 && text.bytes().enumerate().all(|(at, byte)| is_digit(at, byte));
        let first = is_one.then(|| format!("{text}-01").parse().ok()).flatten();
        first.map(|first| Self { first }).ok_or(UnknownCode)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_is_written_with_two_figures_and_read_in_no_other_way() {
        assert_eq!(month("2024-05").to_string(), "2024-05");
        for none in ["2024-5", "2024-13", "2024-00", "2024-05-01", "24-05", "май", "+024-05", ""] {
            assert_eq!(none.parse::<Month>(), Err(UnknownCode), "“{none}”");
        }
    }

    #[test]
    fn a_month_ends_the_day_before_the_next_begins_in_leap_years_and_at_new_year() {
        assert_eq!(month("2024-02").last().to_string(), "2024-02-29");
        assert_eq!(month("2023-12").last().to_string(), "2023-12-31");
        assert_eq!(month("2023-12").next(), month("2024-01"));
        assert_eq!(month("2024-01").before(), month("2023-12"));
        assert!(month("2024-02").has("2024-02-29".parse().unwrap()));
        assert!(!month("2024-02").has("2024-03-01".parse().unwrap()));
    }
}
