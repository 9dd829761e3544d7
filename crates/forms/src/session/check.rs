//! Is an answer of its question's type?

use crate::expr::date;
use crate::form::{Form, Node, QuestionType};

/// A text may have so many characters.
const LONGEST: usize = 100_000;

/// What is wrong with `text` as an answer to `node`; nothing is wrong with an empty one.
pub(super) fn wrong(form: &Form, node: &Node, text: &str) -> Option<&'static str> {
    if text.is_empty() {
        return None;
    }
    if text.len() > LONGEST {
        return Some("too-long");
    }
    let fits = match node.question_type {
        QuestionType::Integer => is_integer(text),
        QuestionType::Decimal => text.trim().parse::<f64>().is_ok_and(f64::is_finite),
        QuestionType::Range => return range(node, text),
        QuestionType::Date => {
            date::date(text).is_some() || text.split_once('T').is_some_and(|(day, _)| date::date(day).is_some())
        }
        QuestionType::Time => date::time(text).is_some(),
        QuestionType::DateTime => {
            text.split_once('T').is_some_and(|(day, clock)| date::date(day).is_some() && date::time(clock).is_some())
        }
        QuestionType::Geopoint => crate::expr::is_geopoint(text),
        QuestionType::SelectOne => in_list(form, node, text),
        QuestionType::SelectMultiple | QuestionType::Rank => {
            text.split_whitespace().all(|one| in_list(form, node, one))
        }
        _ => true,
    };
    if fits {
        return None;
    }
    Some(match node.question_type {
        QuestionType::Integer => "integer",
        QuestionType::Decimal => "decimal",
        QuestionType::Date => "date",
        QuestionType::Time => "time",
        QuestionType::DateTime => "date-time",
        QuestionType::Geopoint => "geopoint",
        _ => "choice",
    })
}

fn is_integer(text: &str) -> bool {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    // Fifteen digits are exact in a double.
    (1..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn range(node: &Node, text: &str) -> Option<&'static str> {
    let Some(number) = text.trim().parse::<f64>().ok().filter(|number| number.is_finite()) else {
        return Some("decimal");
    };
    let bound =
        |name: &str, otherwise: f64| node.parameters.get(name).and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let (start, end): (f64, f64) = (bound("start", 1.0), bound("end", 10.0));
    let (low, high) = (start.min(end), start.max(end));
    (number < low || number > high).then_some("range")
}

fn in_list(form: &Form, node: &Node, name: &str) -> bool {
    node.list
        .as_ref()
        .and_then(|list| form.lists.get(list))
        .is_some_and(|list| list.iter().any(|choice| choice.name == name))
}
