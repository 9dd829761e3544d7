//! Is a default a value, or a formula that gives one?
//!
//! Both stand in one column. Other tools tell them apart by what stands in the cell, and so do we, lest a form mean one thing
//! here and another there: an operator, a reference or a call of a function makes a formula of it. A hyphen inside a word, a
//! number, a date or a place is none.

use crate::expr::{is_name, parse};
use crate::form::QuestionType;

use crate::read::sheets::words::clean;

/// Is it a formula, and one that can be read?
pub(crate) fn is_formula(text: &str, question_type: Option<QuestionType>) -> bool {
    // A reference that cannot be read is a mistake and no value.
    text.contains("${") || (looks_so(text, question_type) && parse(&clean(text)).is_ok())
}

fn looks_so(text: &str, question_type: Option<QuestionType>) -> bool {
    use QuestionType as T;
    let hyphens = matches!(question_type, Some(T::Date | T::DateTime | T::Geopoint | T::Geotrace | T::Geoshape));
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            _ if rest.starts_with(" mod ") || rest.starts_with(" div ") => return true,
            '\'' | '"' => rest.get(1..).and_then(|rest| rest.find(first)).map_or(1, |end| end.saturating_add(2)),
            '0'..='9' | '.' | '-' if number(rest) > 0 => number(rest),
            '-' if hyphens => return false,
            '*' | '+' | '-' | '|' => return true,
            _ if is_name(&first.to_string()) => {
                let length = name(rest);
                if rest.get(length..).is_some_and(|rest| rest.starts_with('(')) {
                    return true;
                }
                length
            }
            other => other.len_utf8(),
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    false
}

/// How long a number, a date or a time is that a text begins with.
fn number(text: &str) -> usize {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let sign = text.len().saturating_sub(unsigned.len());
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let first = digits(unsigned);
    let mut length = first;
    // A date goes on with hyphens and a time with colons, each before two digits.
    while let Some(behind) = unsigned.get(length..)
        && (first == 4 && behind.starts_with('-') || behind.starts_with([':', 'T']))
        && digits(behind.get(1..).unwrap_or_default()) == 2
    {
        length = length.saturating_add(3);
    }
    if let Some(behind) = unsigned.get(length..).and_then(|rest| rest.strip_prefix('.')) {
        let fraction = digits(behind);
        if length > 0 || fraction > 0 {
            length = length.saturating_add(1).saturating_add(fraction);
        }
    }
    if length == 0 { 0 } else { sign.saturating_add(length) }
}

/// How long a name is that a text begins with, a prefix and a colon included.
fn name(text: &str) -> usize {
    let plain = |text: &str| {
        let ends = text.char_indices().map(|(at, c)| at.saturating_add(c.len_utf8()));
        ends.take_while(|end| text.get(..*end).is_some_and(is_name)).last().unwrap_or(0)
    };
    let first = plain(text);
    let behind = text.get(first..).and_then(|rest| rest.strip_prefix(':')).map_or(0, plain);
    if behind == 0 { first } else { first.saturating_add(1).saturating_add(behind) }
}

#[cfg(test)]
mod tests {
    use super::is_formula;
    use crate::form::QuestionType;

    #[test]
    fn operators_references_and_calls_make_a_formula() {
        for (text, expected) in [
            ("1 + 1", true),
            ("a*b", true),
            ("1 div 2", true),
            ("a | b", true),
            ("${a}", true),
            ("concat('a', 'b')", true),
            ("foo-bar", false),
            ("10-20", false),
            ("-1", false),
            ("not a call (x)", false),
            ("'a+b'", false),
            ("2020-01-01T10:00:00", false),
            ("10:30:00+02:00", false),
            ("five * ", false),
        ] {
            assert_eq!(is_formula(text, Some(QuestionType::Text)), expected, "{text}");
        }
        assert!(!is_formula("12 June - 14 June", Some(QuestionType::Date)));
    }
}
