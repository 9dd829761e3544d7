//! One expression, compiled and linked; and those that stand outside the survey sheet.

use crate::expr::{ParseError, Program, parse};
use crate::form::{EntityLogic, Form};
use crate::problem::ProblemCode;

use super::entities::Declared;
use super::link::{At, Linked, Names, Owner};
use super::report::{Place, Report};
use super::table::{Table, clean};

/// Compiles one cell; `None` when it is empty or cannot be read.
pub(super) fn program(
    text: &str,
    place: Place<'_>,
    names: &Names,
    owner: &Owner,
    report: &mut Report<'_>,
) -> Option<(Program, Linked)> {
    let text = clean(text);
    if text.trim().is_empty() {
        return None;
    }
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
        if *code == ProblemCode::PathUnknown {
            report.warn(place, *code, &args);
        } else {
            report.error(place, *code, &args);
        }
    }
    Some((program, linked))
}

pub(super) fn syntax(error: &ParseError, place: Place<'_>, report: &mut Report<'_>) {
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

/// The name of an interview, which the settings give as an expression.
pub(super) fn instance_name(form: &mut Form, table: &Table<'_>, report: &mut Report<'_>) {
    let Some(row) = table.rows.first() else { return };
    let names = Names::new(form);
    let owner = Owner { at: At::Top, chain: Vec::new() };
    let place = table.place(row, "instance_name");
    let compiled = program(table.get(row, "instance_name"), place, &names, &owner, report);
    form.logic.instance_name = compiled.map(|(program, _)| program);
}

pub(super) fn entities(form: &mut Form, table: &Table<'_>, declared: &[Declared<'_>], report: &mut Report<'_>) {
    let names = Names::new(form);
    for one in declared {
        let owner = match one.repeat {
            None => Owner { at: At::Top, chain: Vec::new() },
            Some(repeat) => {
                let mut chain = form.logic.rows.get(repeat).map(|row| row.chain.clone()).unwrap_or_default();
                chain.push(repeat);
                Owner { at: At::Row(repeat), chain }
            }
        };
        let mut cell = |column: &str| {
            program(table.get(one.row, column), table.place(one.row, column), &names, &owner, report)
                .map(|(program, _)| program)
        };
        let logic = EntityLogic {
            label: cell("label"),
            id: cell("entity_id"),
            create_if: cell("create_if"),
            update_if: cell("update_if"),
        };
        form.logic.entities.push(logic);
    }
}
