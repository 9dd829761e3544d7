//! A figure as a screen is told of it: without a number that would tell of fewer than five people.

use pana_rules::{Figure, Unknown, Variable};

use super::names::Names;
use crate::contract::Word;
use crate::contract::territory::{FigureRow, FigureUnknown};

/// `is_apart`: is the same figure of few in some part of the whole? Then no part shows it, else it would be what is left of the whole.
/// `has`: does the centre have a questionnaire of this id?
pub(super) fn row(figure: &Figure, is_apart: bool, names: &Names, has: impl Fn(&str) -> bool) -> FigureRow {
    let variable = figure.variable;
    let few = figure.is_of_few() && figure.value.is_ok();
    let is_hidden = figure.is_of_few() || is_apart;
    // Rules go by nought; on a page "0 %" would say that none was refused.
    let is_none_sent = variable == Variable::RefusedShare && figure.asked == 0;
    let is_lacking = variable.asked_by().is_some_and(|form| !has(form));
    let unknown = figure.value.err().map(|unknown| match unknown {
        _ if is_lacking => FigureUnknown::NoQuestionnaire,
        Unknown::NobodyAsked => FigureUnknown::NobodyAsked,
        Unknown::NothingInMonth => FigureUnknown::NothingInMonth,
        Unknown::TooFewAnswers => FigureUnknown::TooFewAnswers,
        Unknown::TooFew => FigureUnknown::TooFew,
    });
    let unknown = if is_none_sent { Some(FigureUnknown::NothingSent) } else { unknown };
    FigureRow {
        name: Word(variable),
        unit: Word(variable.unit()),
        value: figure.value.ok().filter(|_| !is_hidden && unknown.is_none()).map(as_i32),
        few,
        few_elsewhere: is_apart && !figure.is_of_few() && unknown.is_none(),
        asked: Some(figure.asked).filter(|asked| !is_hidden || *asked == 0),
        unknown,
        origin: figure.origin.as_ref().filter(|_| !is_hidden).map(|origin| names.origin(origin)),
    }
}

/// The nearest that the window can be told.
fn as_i32(value: i64) -> i32 {
    i32::try_from(value.clamp(i64::from(i32::MIN), i64::from(i32::MAX))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::as_i32;

    #[test]
    fn a_sum_beyond_what_the_window_can_be_told_keeps_its_sign() {
        assert_eq!([-5_000_000_000, -3, 5_000_000_000].map(as_i32), [i32::MIN, -3, i32::MAX]);
    }
}
