//! Is an answer of its question's type?

use std::collections::HashSet;

use crate::answer::{Answer, Expected};
use crate::expr::{date, plain_number};
use crate::form::{Form, Node, QuestionType};
use crate::index::{Index as _, ItemIndex, NodeIndex};

/// A text may have so many characters.
const LONGEST: usize = 100_000;

/// What is wrong with `text` as an answer to `node`; nothing is wrong with an empty one.
pub(super) fn wrong(form: &Form, node: &Node, text: &str) -> Option<Expected> {
    if text.is_empty() {
        return None;
    }
    if text.len() > LONGEST {
        return Some(Expected::TooLong);
    }
    let fits = match node.value_type {
        QuestionType::Integer => is_integer(text),
        QuestionType::Decimal => number(text).is_some_and(f64::is_finite),
        QuestionType::Range => return range(node, text),
        QuestionType::Date => date::date(text).is_some(),
        QuestionType::Time => date::time(text).is_some(),
        QuestionType::DateTime => {
            // An offset is written with a colon: `+05:00`.
            let colon = |clock: &str| clock.rsplit_once(['+', '-']).is_none_or(|(_, offset)| offset.contains(':'));
            text.split_once('T')
                .is_some_and(|(day, clock)| date::date(day).is_some() && date::time(clock).is_some() && colon(clock))
        }
        // As every ODK client writes it.
        QuestionType::Acknowledge => text == "OK",
        QuestionType::Geopoint => crate::expr::is_geopoint(text),
        QuestionType::Geotrace => points(text).is_some_and(|points| points >= 2),
        QuestionType::Geoshape => points(text).is_some_and(|points| points >= 3),
        // Which answers are choices now is not known here.
        QuestionType::SelectOne | QuestionType::SelectMultiple | QuestionType::Rank if node.choices_from.is_some() => {
            true
        }
        QuestionType::SelectOne => in_list(form, node, text),
        QuestionType::SelectMultiple | QuestionType::Rank => {
            text.split_whitespace().all(|one| in_list(form, node, one))
        }
        _ => true,
    };
    if fits {
        return None;
    }
    let is_number = matches!(node.value_type, QuestionType::Integer | QuestionType::Decimal);
    if is_number && is_too_large(text) {
        return Some(Expected::TooLarge);
    }
    Some(match node.value_type {
        QuestionType::Integer => Expected::Integer,
        QuestionType::Decimal => Expected::Decimal,
        QuestionType::Date => Expected::Date,
        QuestionType::Time => Expected::Time,
        QuestionType::DateTime => Expected::DateTime,
        QuestionType::Geopoint | QuestionType::Geotrace | QuestionType::Geoshape => Expected::Geopoint,
        _ => Expected::Choice,
    })
}

/// Whole numbers of 32 bits, as the XForms of ODK have them.
fn is_integer(text: &str) -> bool {
    let text = text.trim();
    !text.starts_with('+') && text.parse::<i32>().is_ok()
}

/// A number as formulas read it: what they would take for a word, `1e3`, is no answer that anybody could count with.
fn number(text: &str) -> Option<f64> {
    plain_number(text)
}

/// Is there nothing wrong with a number but that it has so many figures?
fn is_too_large(text: &str) -> bool {
    let text = text.trim();
    let figures = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = figures.split_once('.').unwrap_or((figures, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    !whole.is_empty()
        && are_digits(whole)
        && are_digits(fraction)
        && number(text).is_none_or(|number| number.abs() > f64::from(i32::MAX))
}

/// How many points a line or an area has; `None` when one is no point.
fn points(text: &str) -> Option<usize> {
    let mut points = text.split(';').map(str::trim).filter(|point| !point.is_empty());
    points.try_fold(0_usize, |count, point| crate::expr::is_geopoint(point).then(|| count.saturating_add(1)))
}

fn range(node: &Node, text: &str) -> Option<Expected> {
    let Some(number) = number(text).filter(|number| number.is_finite()) else {
        return Some(Expected::Decimal);
    };
    let bound =
        |name: &str, otherwise: f64| node.parameters.get(name).and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let (start, end): (f64, f64) = (bound("start", 1.0), bound("end", 10.0));
    let (low, high) = (start.min(end), start.max(end));
    (number < low || number > high).then_some(Expected::Range)
}

fn in_list(form: &Form, node: &Node, name: &str) -> bool {
    place_in_list(form, node, name).is_some()
}

/// Where the list of a question has the choice of this name.
fn place_in_list(form: &Form, node: &Node, name: &str) -> Option<ItemIndex> {
    let list = form.lists.index(node.list.as_ref()?)?;
    form.logic.lookups.named(list, form.lists.at(list)?, name)
}

/// Names of choices in the order of the list, each once; those that are not in it keep their order, at the end.
pub(super) fn in_list_order(form: &Form, node: &Node, text: &str) -> String {
    let place = |name: &&str| place_in_list(form, node, name).map_or(usize::MAX, |item| item.place());
    let mut chosen: Vec<&str> = text.split_whitespace().collect();
    // Stable: what is not in the list stays as it was given.
    chosen.sort_by_cached_key(place);
    once(chosen)
}

/// Several choices, kept as a set, in the order of their list.
pub(super) fn as_listed(form: &Form, row: NodeIndex, answer: Answer) -> Answer {
    match (answer, form.nodes.get(row)) {
        (Answer::Value(text), Some(node)) if node.question_type == QuestionType::SelectMultiple => {
            Answer::from_text(in_list_order(form, node, &text))
        }
        (answer, _) => answer,
    }
}

/// Names of choices in the order in which they stand, each once.
pub(super) fn once_each(text: &str) -> String {
    once(text.split_whitespace().collect())
}

fn once(mut names: Vec<&str>) -> String {
    let mut met = HashSet::with_capacity(names.len());
    names.retain(|name| met.insert(*name));
    names.join(" ")
}

/// The name of a choice without the blanks around it, unless they belong to it.
pub(super) fn one_of_list<'t>(form: &Form, node: &Node, text: &'t str) -> &'t str {
    let trimmed = text.trim();
    if trimmed.len() < text.len() && !in_list(form, node, text) && in_list(form, node, trimmed) {
        trimmed
    } else {
        text
    }
}
