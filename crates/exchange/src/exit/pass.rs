//! One answer on its way out.

use std::borrow::Cow;

use pana_model::Minor;

use super::band;
use super::holds::Holds;
use super::rule::Way;
use crate::cell::{Cell, State};
use crate::layout::{Column, ColumnKind};

/// As many digits may be somebody's telephone or document.
const LONG: usize = 7;
/// The smallest number with as many digits.
const LARGE: f64 = 1_000_000.0;
/// More digits than a number of days or months has.
const LONG_SPAN: usize = 5;

/// What of an answer leaves. `born`: the days of birth that are worked out of it. `day`: on which the interview was finished. A state is no answer and leaves as it is; what is not
/// what the column is said to hold is withheld, and the file says so.
pub(super) fn pass<'c, 'a>(
    way: Way,
    column: &Column,
    (cell, born): (&'c Cell<'a>, Option<&Cell<'_>>),
    day: &str,
) -> Cow<'c, Cell<'a>> {
    let Cell::Value(value) = cell else { return Cow::Borrowed(cell) };
    let whole = |may: bool| if may { Cow::Borrowed(cell) } else { withheld() };
    match way {
        Way::Whole => Cow::Borrowed(cell),
        Way::AgeBand if is_of_unknown_majority(born, day) => unknown(),
        Way::AgeBand => age_band(column, value, day).map_or_else(unknown, |band| Cow::Owned(Cell::Value(band.into()))),
        Way::Month => month(value).map_or_else(withheld, |month| Cow::Owned(Cell::Value(month.into()))),
        Way::Choices => whole(chosen(column, value)),
        // In a number that was typed nothing stands but a number.
        Way::Short if column.holds == Holds::Number => whole(is_short(value) && value.trim().parse::<f64>().is_ok()),
        Way::Short => whole(is_short(value)),
        Way::Span => whole(is_span(value)),
    }
}

fn withheld<'c, 'a>() -> Cow<'c, Cell<'a>> {
    Cow::Owned(Cell::State(State::Withheld))
}

/// The band is not known: of who was born in 2008, on a day of which nobody knows whether it is past.
fn unknown<'c, 'a>() -> Cow<'c, Cell<'a>> {
    Cow::Owned(Cell::State(State::Unknown))
}

/// Do the days of birth leave it open whether it is a child's age? A band would say that it is not, and unknown is not adult.
fn is_of_unknown_majority(born: Option<&Cell<'_>>, day: &str) -> bool {
    let Some(Cell::Value(born)) = born else { return false };
    band::ages_of(born, day).is_some_and(|ages| Minor::of(Some(ages)) == Minor::Unknown)
}

fn age_band(column: &Column, value: &str, day: &str) -> Option<&'static str> {
    match column.holds {
        Holds::Age => band::of_age(value),
        Holds::BirthYear => band::of_birth(value.split('.').next()?, day),
        _ => band::of_birth(value, day),
    }
}

/// `2026-06` of a day, or of a day with a time; a year alone stays one.
fn month(value: &str) -> Option<String> {
    let mut parts = value.split(['T', ' ']).next()?.split('-');
    let year = parts.next().filter(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))?;
    match parts.next() {
        None => Some(year.to_owned()),
        Some(month) if month.len() == 2 && month.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(format!("{year}-{month}"))
        }
        Some(_) => None,
    }
}

/// Are all of it ready answers of the questionnaire?
fn chosen(column: &Column, value: &str) -> bool {
    match column.kind {
        ColumnKind::Single => column.choices.contains_key(value),
        ColumnKind::Multiple => value.split_whitespace().all(|name| column.choices.contains_key(name)),
    }
}

/// Is there no number in it that is long enough to be somebody's? A number as such is measured by its size, so that what is worked
/// out to many places passes; anything else by its digits in any script, whatever stands between them.
fn is_short(value: &str) -> bool {
    if let Ok(number) = value.trim().parse::<f64>() {
        return number.abs() < LARGE;
    }
    let mut here = 0_usize;
    value.chars().all(|character| {
        here = match character {
            _ if character.is_numeric() => here.saturating_add(1),
            _ if character.is_alphabetic() => 0,
            _ => here,
        };
        here < LONG
    })
}

/// A whole number, or one with a point, too short to count the days from 1970 on.
fn is_span(value: &str) -> bool {
    let unsigned = value.strip_prefix('-').unwrap_or(value);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(fraction) && whole.len() < LONG_SPAN && fraction.len() < LONG_SPAN
}
