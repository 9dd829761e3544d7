//! Counts, sums and extremes over the instances of repeats, kept up answer by answer instead of gone through.
//!
//! Only what comes out the same in any order is kept: how many there are and how many are answered, the sum of whole
//! numbers, the least and the greatest of any. Decimals that are added to and taken away from do not stay what adding them
//! all gives; their sum is worked out anew.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::expr::Function;

/// Up to here every whole number is a floating-point number, and so is every sum on the way.
const EXACT: i128 = 1 << f64::MANTISSA_DIGITS;

/// What one answer gives to a total.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Share {
    Blank,
    /// Nothing but spaces: it is there, and says nothing.
    Spaces,
    Number(f64),
    /// A date or a word.
    Other,
}

/// What the answers under one block come to.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    members: i64,
    blank: i64,
    spaces: i64,
    other: i64,
    /// Numbers that are no whole ones, or too large.
    inexact: i64,
    sum: i128,
    /// The sum without signs: no way of adding up leads beyond it.
    reach: i128,
    /// How often each number stands there.
    numbers: BTreeMap<Number, i64>,
}

/// Never NaN, and never -0.
#[derive(Debug, Clone, Copy)]
struct Number(f64);

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Share {
    /// `number`: the plain number that the text is.
    pub(super) fn of(text: &str, number: Option<f64>) -> Self {
        match number {
            _ if text.is_empty() => Self::Blank,
            None if text.trim().is_empty() => Self::Spaces,
            // 0 has no sign here, or it would be two numbers.
            Some(number) if number.is_finite() => Self::Number(number + 0.0),
            _ => Self::Other,
        }
    }
}

impl Tally {
    /// Adds what so many answers give; fewer than none takes it away.
    pub(super) fn add(&mut self, share: Share, extremes: bool, times: i64) {
        self.members = self.members.saturating_add(times);
        match share {
            Share::Blank => self.blank = self.blank.saturating_add(times),
            Share::Spaces => self.spaces = self.spaces.saturating_add(times),
            Share::Other => self.other = self.other.saturating_add(times),
            Share::Number(number) => {
                match whole(number) {
                    Some(number) => {
                        let add = |to: i128, number: i128| to.saturating_add(number.saturating_mul(i128::from(times)));
                        (self.sum, self.reach) = (add(self.sum, number), add(self.reach, number.abs()));
                    }
                    None => self.inexact = self.inexact.saturating_add(times),
                }
                if extremes {
                    let there = self.numbers.entry(Number(number)).or_default();
                    *there = there.saturating_add(times);
                    if *there == 0 {
                        self.numbers.remove(&Number(number));
                    }
                }
            }
        }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.members == 0
    }

    /// What the function gives for these answers; `None` where it must go through them.
    pub(super) fn value(&self, function: Function) -> Option<f64> {
        match function {
            Function::Count => Some(count(self.members)),
            Function::CountNonEmpty => Some(count(self.members.saturating_sub(self.blank))),
            _ if self.other > 0 => None,
            // What is blank is passed over.
            Function::Sum if self.inexact == 0 && self.reach <= EXACT => Some(exact(self.sum)),
            Function::Max | Function::Min if self.members == self.blank.saturating_add(self.spaces) => Some(f64::NAN),
            Function::Max => self.numbers.last_key_value().map(|(number, _)| number.0),
            Function::Min => self.numbers.first_key_value().map(|(number, _)| number.0),
            _ => None,
        }
    }
}

/// The number as a whole one, if it is, and one that stays exact.
fn whole(number: f64) -> Option<i128> {
    #[expect(clippy::cast_possible_truncation, reason = "without a fraction, and looked at for its size")]
    let whole = number as i128;
    (number.fract() == 0.0 && whole.abs() <= EXACT).then_some(whole)
}

#[expect(clippy::cast_precision_loss, reason = "not beyond 2^53")]
const fn exact(number: i128) -> f64 {
    number as f64
}

#[expect(clippy::cast_precision_loss, reason = "there are fewer than 2^52 instances")]
const fn count(number: i64) -> f64 {
    number as f64
}
