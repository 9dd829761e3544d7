//! Ages by dividing days: `int((today() - ${born}) div 365.25)` is a year short on many a birthday.

use crate::expr::{Function, Op, Operator, Program};

/// Days of a year as people divide by them.
const YEAR: std::ops::Range<f64> = 365.2..365.3;
/// Days of a year that is no leap year: an age only where days are what is divided.
const SHORT: f64 = 365.0;

/// The number of days by which a formula divides to get years; `None` where it does not.
pub(crate) fn divisor(program: &Program) -> Option<String> {
    let of_days = |op: &Op| matches!(op, Op::Call(Function::Today | Function::Now | Function::Date, _));
    let with_days = program.ops.iter().any(of_days);
    let is_year = |number: f64| YEAR.contains(&number) || (number == SHORT && with_days);
    let divides = |pair: &[Op]| match pair {
        [Op::Number(number), Op::Binary(Operator::Div)] if is_year(*number) => Some(number.to_string()),
        _ => None,
    };
    program.ops.windows(2).find_map(divides)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use super::divisor;
    use crate::expr::parse;

    #[test]
    fn years_by_dividing_days_are_found_and_other_divisions_are_none() {
        for (text, expected) in [
            ("int((today() - ${born}) div 365.25)", Some("365.25")),
            ("(${b} - ${a}) div 365.2425", Some("365.2425")),
            ("int((today() - date(${born})) div (365.25))", Some("365.25")),
            ("(today() - ${born}) div 365", Some("365")),
            ("${a_year} div 365", None),
            ("${sum} div 36525", None),
            ("365.25 div ${a}", None),
        ] {
            assert_eq!(divisor(&parse(text).unwrap()).as_deref(), expected, "{text}");
        }
    }
}
