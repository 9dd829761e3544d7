//! Dates that are computed with: a day is a day, wherever the interview is led.
//!
//! As a number a date is the days since 1970-01-01T00:00Z up to its midnight, which is a whole number at Greenwich alone:
//! east and west of it a part of a day hangs on, and parts of floating-point numbers do not cancel. So a date keeps its
//! milliseconds while it is computed with. What lies between two dates, and what comes of adding days to one, is exact; and
//! where the day alone matters, it is the day at the place of the interview.

use chrono::{DateTime, FixedOffset};

use super::date;

const DAY_MS: f64 = 86_400_000.0;
/// So near lie two numbers of days that are the same moment, each rounded: less than a tenth of a millisecond.
const NEAR: f64 = 1e-9;

/// A date or a moment that is computed with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Days {
    /// Milliseconds since 1970-01-01T00:00Z.
    ms: f64,
    /// Is it written as whole days, as `number()` of a date is?
    whole: bool,
}

/// What is added, taken away or multiplied.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Term {
    Number(f64),
    Days(Days),
}

impl Days {
    /// What a text says that is a date or a moment.
    pub(crate) fn of(text: &str, offset: FixedOffset) -> Option<Self> {
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of 10,000 years need 49 bits")]
        date::parse(text, offset).map(|at| Self { ms: at.timestamp_millis() as f64, whole: false })
    }

    /// A number of days since 1970-01-01T00:00Z that was a date.
    pub(crate) fn from_number(number: f64) -> Self {
        Self { ms: (number * DAY_MS).round(), whole: false }
    }

    /// The same, written as whole days.
    pub(crate) const fn as_whole(self) -> Self {
        Self { whole: true, ..self }
    }

    /// The same, written with the part of the day.
    pub(crate) const fn with_part(self) -> Self {
        Self { whole: false, ..self }
    }

    /// Days since 1970-01-01T00:00Z, as the other engines tell them.
    pub(crate) fn number(self) -> f64 {
        self.ms / DAY_MS
    }

    /// Days since the midnight at this place with which 1970 began: of a date a whole number.
    pub(crate) fn here(self, offset: FixedOffset) -> f64 {
        (self.ms + f64::from(offset.local_minus_utc()) * 1000.0) / DAY_MS
    }

    /// The number under which it is written.
    pub(crate) fn written(self, offset: FixedOffset) -> f64 {
        match self.day(offset) {
            Some(day) if self.whole => day,
            _ if self.whole => self.number().floor(),
            _ => self.number(),
        }
    }

    /// The moment.
    pub(crate) fn moment(self, offset: FixedOffset) -> Option<DateTime<FixedOffset>> {
        date::from_days(self.number(), offset)
    }

    /// Its day as a whole number, where it is a date and no moment of the day.
    fn day(self, offset: FixedOffset) -> Option<f64> {
        Some(self.here(offset)).filter(|here| here.fract() == 0.0)
    }

    /// So many days later. What is moved by a part of a day to no midnight is a number and no day.
    fn plus(self, days: f64, offset: FixedOffset) -> Term {
        let moved = Self { ms: self.ms + days * DAY_MS, whole: false };
        let stays = moved.ms.is_finite() && (days.fract() == 0.0 || moved.day(offset).is_some());
        if stays { Term::Days(moved) } else { Term::Number(moved.number()) }
    }

    /// Days from another to this.
    fn since(self, other: Self) -> f64 {
        (self.ms - other.ms) / DAY_MS
    }
}

impl Term {
    /// As a number.
    pub(crate) fn number(self) -> f64 {
        match self {
            Self::Number(number) => number,
            Self::Days(days) => days.number(),
        }
    }

    /// As a number that only the day matters for.
    pub(crate) fn here(self, offset: FixedOffset) -> f64 {
        match self {
            Self::Number(number) => number,
            Self::Days(days) => days.here(offset),
        }
    }

    /// As a factor: a date by its day.
    pub(crate) fn factor(self, offset: FixedOffset) -> f64 {
        match self {
            Self::Number(number) => number,
            Self::Days(days) => days.day(offset).unwrap_or_else(|| days.number()),
        }
    }

    pub(crate) fn plus(self, other: Self, offset: FixedOffset) -> Self {
        match (self, other) {
            (Self::Days(days), Self::Number(number)) | (Self::Number(number), Self::Days(days)) => {
                days.plus(number, offset)
            }
            (left, right) => Self::Number(left.number() + right.number()),
        }
    }

    pub(crate) fn minus(self, other: Self, offset: FixedOffset) -> Self {
        match (self, other) {
            (Self::Days(left), Self::Days(right)) => Self::Number(left.since(right)),
            // A midnight that has become a number on its way, by a calculation in between.
            (Self::Days(_), Self::Number(number)) if is_midnight(number, offset) => {
                Self::Number(between(self.number(), number, offset))
            }
            (Self::Days(left), Self::Number(number)) => left.plus(-number, offset),
            (left, right) => Self::Number(between(left.number(), right.number(), offset)),
        }
    }
}

/// What one number is more than another; of two midnights whole days.
fn between(left: f64, right: f64, offset: FixedOffset) -> f64 {
    let difference = left - right;
    let days = difference.round();
    let gap = (difference - days).abs();
    let midnights = || is_midnight(left, offset) && is_midnight(right, offset);
    if gap > 0.0 && gap < NEAR && midnights() { days } else { difference }
}

/// Is it a number of days that ends with the part of a day which a midnight has here?
fn is_midnight(number: f64, offset: FixedOffset) -> bool {
    let part = (f64::from(-offset.local_minus_utc()) / 86_400.0).rem_euclid(1.0);
    part != 0.0 && (number.rem_euclid(1.0) - part).abs() < NEAR
}
