//! A figure as a screen is told of it: without a number that would tell of fewer than five people.

use pana_rules::{FEWEST_PEOPLE, Figure, Unit, Unknown, Variable};

use super::names::Names;
use crate::contract::Word;
use crate::contract::territory::{FigureRow, FigureUnknown};

/// `has`: does the centre have a questionnaire of this id?
pub(super) fn row(figure: &Figure, names: &Names, has: impl Fn(&str) -> bool) -> FigureRow {
    let (variable, few) = (figure.variable, figure.is_of_few());
    let is_lacking = variable.asked_by().is_some_and(|form| !has(form));
    let unknown = figure.value.err().map(|unknown| match unknown {
        _ if is_lacking => FigureUnknown::NoQuestionnaire,
        Unknown::NobodyAsked => FigureUnknown::NobodyAsked,
        Unknown::NothingInMonth => FigureUnknown::NothingInMonth,
        Unknown::TooFewAnswers => FigureUnknown::TooFewAnswers,
    });
    FigureRow {
        name: Word(variable),
        unit: Word(variable.unit()),
        value: figure.value.ok().filter(|_| !few).map(|value| i32::try_from(value).unwrap_or(i32::MAX)),
        few,
        asked: Some(figure.asked).filter(|asked| !is_of_people(variable) || *asked == 0 || *asked >= FEWEST_PEOPLE),
        unknown,
        origin: figure.origin.as_ref().filter(|_| !few).map(|origin| names.origin(origin)),
    }
}

/// Are those who were asked people that the centre serves, and not workplaces, movements or residents?
const fn is_of_people(variable: Variable) -> bool {
    matches!(variable.unit(), Unit::Cases | Unit::Children | Unit::Percent)
}
