//! When somebody may have been born, and what that says of their age.
//!
//! Of many people only the year of birth is known, or the month, or that they are “about thirty-five”. What is known is
//! kept as the days on which they may have been born, so that no day is invented, and an age is the least and the greatest
//! that these days allow. Other calendars fit the same way: a year of theirs is an interval of days of ours.
//!
//! ```
//! use pana_model::{Ages, Born, Minor};
//!
//! let day = "2026-06-15".parse().unwrap();
//! let born: Born = "2008".parse().unwrap();
//! let ages = born.ages_on(day).unwrap();
//! assert_eq!((ages.least, ages.greatest), (17, 18));
//! assert_eq!(Minor::of(Some(ages)), Minor::Unknown, "the birthday may have been, or not");
//! assert_eq!(Minor::of(None), Minor::Unknown, "not known is not adult");
//! ```

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use crate::date::PartialDate;

/// Who is younger is a child: article 1 of the Convention on the Rights of the Child, and the law of Kazakhstan.
pub const OF_AGE: u16 = 18;
/// Nobody is older: an age above it is a slip.
pub const OLDEST: u16 = 125;
/// “About 35” may be a year less or more.
const ABOUT: u16 = 1;

/// The days on which somebody may have been born, both ends among them.
///
/// As a text it is what is known of the date, `1987`, `1987-03` or `1987-03-14`, or an interval as ISO 8601 writes it,
/// `1986-09-23/1987-09-22`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Born {
    earliest: NaiveDate,
    latest: NaiveDate,
}

/// Whole years that somebody has lived, both ends possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ages {
    /// The least that is possible.
    pub least: u16,
    /// The greatest that is possible.
    pub greatest: u16,
}

/// Is somebody younger than [`OF_AGE`]?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Minor {
    /// Every day on which they may have been born makes a child of them.
    Yes,
    /// None does.
    No,
    /// Some do, or nothing is known. Never to be treated as adult.
    Unknown,
}

/// Why a text says nothing of a day of birth.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a date of birth: expected YYYY, YYYY-MM, YYYY-MM-DD, or two days with a slash between")]
pub struct BornError;

impl Born {
    /// Between two days, both among them. `None` if the first comes after the last.
    pub fn between(earliest: NaiveDate, latest: NaiveDate) -> Option<Self> {
        (earliest <= latest).then_some(Self { earliest, latest })
    }

    /// Of somebody who was said to be about so many years old on a day: a year less or more. `None` where the calendar
    /// ends, and for an age that nobody reaches.
    pub fn about(age: u16, said_on: NaiveDate) -> Option<Self> {
        if age > OLDEST {
            return None;
        }
        let latest = years_before(said_on, age.saturating_sub(ABOUT))?;
        // Who was born on this day is a year older than the greatest age.
        let too_early = years_before(said_on, age.saturating_add(ABOUT).saturating_add(1))?;
        Self::between(too_early.succ_opt()?, latest)
    }

    /// Of somebody who was said to be so many whole years old on a day. `None` as of [`about`](Self::about).
    pub fn aged(age: u16, said_on: NaiveDate) -> Option<Self> {
        if age > OLDEST {
            return None;
        }
        let too_early = years_before(said_on, age.saturating_add(1))?;
        Self::between(too_early.succ_opt()?, years_before(said_on, age)?)
    }

    /// The earliest day.
    pub const fn earliest(self) -> NaiveDate {
        self.earliest
    }

    /// The latest day.
    pub const fn latest(self) -> NaiveDate {
        self.latest
    }

    /// The age on a day, as far as it is known. Who may not have been born yet is 0 at the least; `None` on a day before
    /// all of these, and where nobody lives so long.
    ///
    /// Who was born on 29 February is a year older on 1 March of a year that lacks that day.
    pub fn ages_on(self, day: NaiveDate) -> Option<Ages> {
        let greatest = age(self.earliest, day)?.min(OLDEST);
        let least = age(self.latest, day).unwrap_or_default();
        (least <= OLDEST).then_some(Ages { least, greatest })
    }
}

impl Minor {
    /// All three.
    pub const ALL: &'static [Self] = &[Self::Yes, Self::No, Self::Unknown];

    /// By what is known of the age.
    pub fn of(ages: Option<Ages>) -> Self {
        match ages {
            Some(ages) if ages.greatest < OF_AGE => Self::Yes,
            Some(ages) if ages.least >= OF_AGE => Self::No,
            _ => Self::Unknown,
        }
    }

    /// As questionnaires and rules have it: `yes`, `no`, `unknown`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }
}

/// Whole years between a birth and a day; `None` before the birth.
fn age(born: NaiveDate, day: NaiveDate) -> Option<u16> {
    let before_birthday = (day.month(), day.day()) < (born.month(), born.day());
    let years = day.year().checked_sub(born.year())?.checked_sub(i32::from(before_birthday))?;
    u16::try_from(years).ok()
}

/// The last day on which somebody could be born who has so many years on `day`.
fn years_before(day: NaiveDate, years: u16) -> Option<NaiveDate> {
    let year = day.year().checked_sub(i32::from(years))?;
    // 29 February of a year without it: the last day before.
    NaiveDate::from_ymd_opt(year, day.month(), day.day()).or_else(|| NaiveDate::from_ymd_opt(year, 2, 28))
}

impl From<NaiveDate> for Born {
    fn from(day: NaiveDate) -> Self {
        Self { earliest: day, latest: day }
    }
}

impl TryFrom<PartialDate> for Born {
    type Error = BornError;

    fn try_from(date: PartialDate) -> Result<Self, BornError> {
        let (first, next) = match date {
            PartialDate::Day(day) => return Ok(day.into()),
            PartialDate::Month(year, 12) => ((year, 12), (year.saturating_add(1), 1)),
            PartialDate::Month(year, month) => ((year, month), (year, month.saturating_add(1))),
            PartialDate::Year(year) => ((year, 1), (year.saturating_add(1), 1)),
        };
        let first_of = |(year, month)| NaiveDate::from_ymd_opt(year, month, 1);
        let latest = first_of(next).and_then(|day| day.pred_opt());
        first_of(first).zip(latest).and_then(|(first, last)| Self::between(first, last)).ok_or(BornError)
    }
}

impl FromStr for Born {
    type Err = BornError;

    fn from_str(text: &str) -> Result<Self, BornError> {
        let partial = |text: &str| text.parse::<PartialDate>().map_err(|_| BornError);
        let Some((earliest, latest)) = text.split_once('/') else { return partial(text)?.try_into() };
        let day = |text| partial(text)?.day().ok_or(BornError);
        Self::between(day(earliest)?, day(latest)?).ok_or(BornError)
    }
}

/// The shortest text that reads back as these days.
impl fmt::Display for Born {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.earliest.year(), self.earliest.month());
        let whole = [PartialDate::Day(self.earliest), PartialDate::Month(year, month), PartialDate::Year(year)];
        match whole.into_iter().find(|date| Self::try_from(*date).is_ok_and(|born| born == *self)) {
            Some(date) => write!(out, "{date}"),
            None => write!(out, "{}/{}", PartialDate::Day(self.earliest), PartialDate::Day(self.latest)),
        }
    }
}

#[cfg(test)]
mod tests;
