//! Numbers: rounded, counted, compared.

use crate::expr::days::Term;
use crate::expr::value::Value;
use crate::expr::world::World;

#[expect(clippy::cast_precision_loss, reason = "no set has 2^52 members")]
pub(super) const fn count(number: usize) -> f64 {
    number as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "negative and NaN are refused first")]
pub(super) fn index(number: f64) -> Option<usize> {
    (number >= 0.0).then_some(number as usize)
}

/// A number typed with a decimal comma, which `round()` takes as ODK Collect does.
pub(super) fn with_comma(text: &str) -> Option<f64> {
    let (whole, part) = text.trim().split_once(',')?;
    format!("{whole}.{part}").parse().ok()
}

/// Halves go away from zero.
pub(super) fn round(number: f64, places: f64) -> f64 {
    if number.is_nan() || places.is_nan() {
        return f64::NAN;
    }
    if number.is_infinite() {
        return number;
    }
    let places = places.trunc().clamp(-300.0, 300.0);
    if places == 0.0 {
        return nearest(number);
    }
    if places > 0.0 {
        // By way of the decimal digits: 1.005 is rounded as it is written, not as it is stored.
        let shifted = format!("{number:e}");
        let (digits, exponent) = shifted.split_once('e').unwrap_or((&shifted, "0"));
        let moved = exponent.parse::<f64>().unwrap_or(0.0) + places;
        let scaled = format!("{digits}e{moved}").parse::<f64>().unwrap_or(number);
        let rounded = format!("{:e}", nearest(scaled));
        let (digits, exponent) = rounded.split_once('e').unwrap_or((&rounded, "0"));
        let moved = exponent.parse::<f64>().unwrap_or(0.0) - places;
        return format!("{digits}e{moved}").parse::<f64>().unwrap_or(number);
    }
    let scale = 10_f64.powf(-places);
    nearest(number / scale) * scale
}

/// Halves go away from zero, but for the one that XPath makes negative zero.
pub(super) fn nearest(number: f64) -> f64 {
    if (-0.5..0.0).contains(&number) { -0.0 } else { number.round() }
}

pub(super) fn node_numbers<'a, W: World>(world: &'a W, nodes: &'a [W::Node]) -> impl Iterator<Item = f64> + 'a {
    nodes.iter().map(|node| Value::Node(*node).number(world))
}

/// What nodes give to a sum or an extreme: a blank one, of whom nothing was said, gives nothing.
pub(super) fn given<'a, W: World>(world: &'a W, nodes: &'a [W::Node]) -> impl Iterator<Item = Term> + 'a {
    nodes.iter().filter_map(|node| {
        if let Some(number) = world.number(*node) {
            return Some(Term::Number(number));
        }
        let text: Value<'a, W::Node> = Value::Text(world.text(*node));
        // Spaces alone say nothing either.
        (!text.text(world).trim().is_empty()).then(|| text.term(world))
    })
}

/// The extreme of numbers and dates, blanks passed over. Without any, or with a word among them, there is none.
pub(super) fn extreme<'a, W: World>(
    world: &'a W,
    arguments: &[Value<'a, W::Node>],
    is_better: fn(f64, f64) -> bool,
) -> Term {
    let mut best: Option<Term> = None;
    for argument in arguments {
        let terms: Vec<Term> = match argument {
            Value::Text(text) if text.trim().is_empty() => Vec::new(),
            Value::Node(_) | Value::Nodes(_) => given(world, argument.nodes()).collect(),
            other => vec![other.term(world)],
        };
        for term in terms {
            let number = term.number();
            if number.is_nan() {
                return Term::Number(f64::NAN);
            }
            if best.is_none_or(|best| is_better(number, best.number())) {
                best = Some(term);
            }
        }
    }
    match best {
        Some(Term::Days(days)) => Term::Days(days),
        // 0 has no sign here: which of both came first would decide.
        Some(Term::Number(number)) => Term::Number(number + 0.0),
        None => Term::Number(f64::NAN),
    }
}

#[expect(clippy::float_cmp, reason = "-1 means no limit, exactly")]
pub(super) fn between(number: f64, least: f64, most: f64) -> bool {
    (least == -1.0 || number >= least) && (most == -1.0 || number <= most)
}
