//! The four kinds of value and how one becomes another.

use std::borrow::Cow;

use chrono::FixedOffset;

use super::days::{Days, Term};
use super::world::World;

/// What an expression gives.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value<'a, N> {
    Text(Cow<'a, str>),
    Number(f64),
    /// A date or a moment that is computed with.
    Days(Days),
    Bool(bool),
    /// One node: by far the commonest, so it needs no list.
    Node(N),
    Nodes(Vec<N>),
}

impl<'a, N: Copy + PartialEq> Value<'a, N> {
    pub(crate) const fn empty() -> Self {
        Value::Text(Cow::Borrowed(""))
    }

    pub(crate) fn text<W: World<Node = N>>(&self, world: &'a W) -> Cow<'a, str> {
        match self {
            Value::Text(text) => text.clone(),
            Value::Number(number) => Cow::Owned(number_text(*number)),
            Value::Days(days) => Cow::Owned(number_text(days.written(*world.now().offset()))),
            Value::Bool(true) => Cow::Borrowed("true"),
            Value::Bool(false) => Cow::Borrowed("false"),
            Value::Node(node) => world.text(*node),
            Value::Nodes(nodes) => nodes.first().map_or(Cow::Borrowed(""), |node| world.text(*node)),
        }
    }

    pub(crate) fn number<W: World<Node = N>>(&self, world: &'a W) -> f64 {
        self.term(world).number()
    }

    /// What is computed with: a date stays one.
    pub(crate) fn term<W: World<Node = N>>(&self, world: &'a W) -> Term {
        match self {
            Value::Number(number) => Term::Number(*number),
            Value::Days(days) => Term::Days(*days),
            Value::Bool(value) => Term::Number(f64::from(*value)),
            Value::Node(node) => node_term(world, *node),
            Value::Nodes(nodes) => nodes.first().map_or(Term::Number(f64::NAN), |node| node_term(world, *node)),
            Value::Text(text) => term_of(text, || *world.now().offset()),
        }
    }

    pub(crate) fn bool(&self) -> bool {
        match self {
            Value::Text(text) => !text.is_empty(),
            Value::Number(number) => *number != 0.0 && !number.is_nan(),
            Value::Days(days) => days.number() != 0.0,
            Value::Bool(value) => *value,
            Value::Node(_) => true,
            Value::Nodes(nodes) => !nodes.is_empty(),
        }
    }

    pub(crate) const fn is_nodes(&self) -> bool {
        matches!(self, Value::Node(_) | Value::Nodes(_))
    }

    pub(crate) fn nodes(&self) -> &[N] {
        match self {
            Value::Node(node) => std::slice::from_ref(node),
            Value::Nodes(nodes) => nodes,
            _ => &[],
        }
    }
}

/// What a node is computed with: a number that a calculation made of a date is still that date.
fn node_term<W: World>(world: &W, node: W::Node) -> Term {
    let text = world.text(node);
    match plain_number(&text) {
        Some(number) if world.holds_days(node) => Term::Days(Days::from_number(number)),
        _ => term_of(&text, || *world.now().offset()),
    }
}

const SPACES: [char; 4] = [' ', '\t', '\n', '\r'];

/// What a text is computed with: XPath's own grammar of numbers, then dates.
fn term_of(text: &str, offset: impl Fn() -> FixedOffset) -> Term {
    if let Some(number) = plain_number(text) {
        return Term::Number(number);
    }
    Days::of(text.trim_matches(SPACES), offset()).map_or(Term::Number(f64::NAN), Term::Days)
}

impl<N> From<Term> for Value<'_, N> {
    fn from(term: Term) -> Self {
        match term {
            Term::Number(number) => Value::Number(number),
            Term::Days(days) => Value::Days(days),
        }
    }
}

/// `-?(digits(.digits?)?|.digits)`
pub(crate) fn plain_number(text: &str) -> Option<f64> {
    // Nearly no answer has blanks around it; that is seen sooner than trimming goes.
    let is_bare = |byte: Option<&u8>| byte.is_none_or(|byte| *byte > b' ');
    let bare = is_bare(text.as_bytes().first()) && is_bare(text.as_bytes().last());
    let text = if bare { text } else { text.trim_matches(SPACES) };
    let first = text.strip_prefix('-').unwrap_or(text).bytes().next()?;
    if !(first.is_ascii_digit() || first == b'.') {
        return None;
    }
    let fits = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
    if fits { text.parse().ok() } else { None }
}

/// A number as XPath writes it: no exponent, no `.0`.
pub(crate) fn number_text(number: f64) -> String {
    if number.is_nan() {
        "NaN".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 { "Infinity".to_owned() } else { "-Infinity".to_owned() }
    } else if number == 0.0 {
        "0".to_owned()
    } else {
        // Nearly all numbers are whole, and those are written a good deal sooner.
        whole(number).map_or_else(|| number.to_string(), |whole| whole.to_string())
    }
}

/// The same as an integer, where it is one that floating-point numbers tell from its neighbours.
fn whole(number: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "looked at for its size")]
    let whole = number as i64;
    (number.fract() == 0.0 && number.abs() < (1_u64 << 53) as f64).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::{number_text, plain_number};

    #[test]
    fn whole_numbers_are_written_as_all_numbers_are() {
        let exact = 9_007_199_254_740_992.0_f64;
        for number in [1.0, -1.0, 120.0, 1e15, -1e15, exact - 1.0, exact, -exact, exact * 2.0, 1e21, 0.5, -2.5, 1e-7] {
            assert_eq!(number_text(number), number.to_string());
        }
        assert_eq!(number_text(-0.0), "0");
    }

    #[test]
    fn blanks_around_a_number_are_no_part_of_it_and_other_characters_are() {
        for (text, number) in [("7", Some(7.0)), (" 7", Some(7.0)), ("7\n", Some(7.0)), ("\t-7.5\r", Some(-7.5))] {
            assert_eq!(plain_number(text), number, "{text:?}");
        }
        for text in ["", " ", "\u{b}7", "\u{a0}7", "7\u{1}", "٧"] {
            assert_eq!(plain_number(text), None, "{text:?}");
        }
    }
}
