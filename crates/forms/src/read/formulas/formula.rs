//! One expression, compiled and linked.

use crate::expr::{ParseError, Program, Surroundings, parse};
use crate::form::Unit;
use crate::problem::ProblemCode;
use crate::read::formulas::link::{Linked, Owner};
use crate::read::formulas::names::Names;
use crate::read::formulas::reads::Dependency;
use crate::read::formulas::years;
use crate::read::report::{Place, Report};
use crate::read::sheets::words::clean;

/// A unit with what it reads, and the column it stands in.
pub(crate) struct Compiled {
    pub(crate) unit: Unit,
    pub(crate) reads: Vec<Dependency>,
    pub(crate) column: &'static str,
    pub(crate) surroundings: Surroundings,
}

/// Compiles one cell; `None` when it is empty or cannot be read.
pub(crate) fn program(
    text: &str,
    place: Place<'_>,
    names: &Names<'_>,
    owner: &Owner,
    report: &mut Report<'_>,
) -> Option<(Program, Linked)> {
    if text.trim().is_empty() {
        return None;
    }
    let text = clean(text);
    let mut program = match parse(&text) {
        Ok(program) => program,
        Err(error) => {
            syntax(&error, &text, place, report);
            return None;
        }
    };
    if let Some(divisor) = years::divisor(&program) {
        report.warn(place, ProblemCode::YearByDivision, &[("value", &divisor)]);
    }
    let linked = names.link(&mut program, owner);
    for (code, args) in &linked.faults {
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        if matches!(code, ProblemCode::PathUnknown | ProblemCode::RegexPart) {
            report.warn(place, *code, &args);
        } else {
            report.error(place, *code, &args);
        }
    }
    Some((program, linked))
}

/// So many characters of a formula stand in a sentence about it, on both sides of the place that it is about.
const AROUND: usize = 60;

/// A formula as a sentence about a place in it names it: whole, or cut where it is long.
fn excerpt(text: &str, position: usize) -> String {
    let (length, at) = (text.chars().count(), position.saturating_sub(1));
    let from = if length > 2 * AROUND { at.saturating_sub(AROUND) } else { 0 };
    let kept: String = text.chars().skip(from).take(2 * AROUND).collect();
    let mark = |cut: bool| if cut { "…" } else { "" };
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}{kept}{}", mark(from > 0), mark(from.saturating_add(2 * AROUND) < length))
}

/// Names a formula that cannot be read.
pub(crate) fn syntax(error: &ParseError, text: &str, place: Place<'_>, report: &mut Report<'_>) {
    match error {
        ParseError::Syntax(error) => {
            let (position, formula) = (error.position.to_string(), excerpt(text, error.position));
            let args = [
                ("formula", formula.as_str()),
                ("position", &position),
                ("expected", error.expected),
                ("value", &error.found),
            ];
            report.error(place, ProblemCode::ExpressionSyntax, &args);
        }
        ParseError::UnknownFunction { name, position } => {
            let args = [("name", name.as_str()), ("position", &position.to_string())];
            report.error(place, ProblemCode::FunctionUnknown, &args);
        }
        ParseError::Arguments { name, count, position } => {
            let args = [("name", name.as_str()), ("count", &count.to_string()), ("position", &position.to_string())];
            report.error(place, ProblemCode::FunctionArguments, &args);
        }
        ParseError::TooLarge { limit } => {
            report.error(place, ProblemCode::ExpressionTooLarge, &[("limit", &limit.to_string())]);
        }
    }
}
