//! The four kinds of value and how one becomes another.

use std::borrow::Cow;

use chrono::FixedOffset;

use super::days::{Days, Term};
use super::number::{SPACES, plain_number};
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
    match world.number(node) {
        Some(number) if world.holds_days(node) => Term::Days(Days::from_number(number)),
        Some(number) => Term::Number(number),
        None => date_of(&world.text(node), || *world.now().offset()),
    }
}

/// What a text is computed with: XPath's own grammar of numbers, then dates.
fn term_of(text: &str, offset: impl Fn() -> FixedOffset) -> Term {
    plain_number(text).map_or_else(|| date_of(text, offset), Term::Number)
}

/// The same of a text that is no number.
fn date_of(text: &str, offset: impl Fn() -> FixedOffset) -> Term {
    // Nothing is no date either, and is by far the commonest.
    if text.is_empty() {
        return Term::Number(f64::NAN);
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
    use super::number_text;

    #[test]
    fn whole_numbers_are_written_as_all_numbers_are() {
        let exact = 9_007_199_254_740_992.0_f64;
        for number in [1.0, -1.0, 120.0, 1e15, -1e15, exact - 1.0, exact, -exact, exact * 2.0, 1e21, 0.5, -2.5, 1e-7] {
            assert_eq!(number_text(number), number.to_string());
        }
        assert_eq!(number_text(-0.0), "0");
    }
}
