//! One expression, compiled and linked.

use crate::expr::{ParseError, Program, Surroundings, parse};
use crate::form::Unit;
use crate::problem::ProblemCode;
use crate::read::formulas::link::{Linked, Owner};
use crate::read::formulas::names::Names;
use crate::read::formulas::reads::Dependency;
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
            syntax(&error, place, report);
            return None;
        }
    };
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

pub(crate) fn syntax(error: &ParseError, place: Place<'_>, report: &mut Report<'_>) {
    match error {
        ParseError::Syntax(error) => {
            let position = error.position.to_string();
            let args = [("position", position.as_str()), ("expected", error.expected), ("value", error.found.as_str())];
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
