//! Formulas that stand outside the survey sheet: of the settings, of entities, what instances begin with, and further
//! triggers.

use crate::expr::Program;
use crate::form::{Begins, EntityLogic, Setting, Trigger, With};
use crate::problem::ProblemCode;
use crate::read::entities::declared::Declared;
use crate::read::formulas::formula::program;
use crate::read::formulas::link::Owner;
use crate::read::formulas::names::{At, Names};
use crate::read::formulas::rows::Formulas;
use crate::read::layout::Layout;
use crate::read::report::Report;
use crate::read::sheets::table::Table;

/// The name of an interview, which the settings give as an expression.
pub(crate) fn instance_name(table: &Table<'_>, names: &Names<'_>, report: &mut Report<'_>) -> Option<Program> {
    let row = table.rows.first()?;
    let owner = Owner { at: At::Top, chain: Vec::new() };
    let place = table.place(row, "instance_name");
    program(table.get(row, "instance_name"), place, names, &owner, report).map(|(program, _)| program)
}

/// What each entity computes.
pub(crate) fn entities(
    table: &Table<'_>,
    declared: &[Declared<'_>],
    names: &Names<'_>,
    report: &mut Report<'_>,
) -> Vec<EntityLogic> {
    let mut out = Vec::with_capacity(declared.len());
    for one in declared {
        let owner = match one.repeat {
            None => Owner { at: At::Top, chain: Vec::new() },
            Some(repeat) => {
                let chain = names.chain(repeat).iter().copied().chain([repeat]).collect();
                Owner { at: At::Row(repeat), chain }
            }
        };
        let mut cell = |column: &str| {
            program(table.get(one.row, column), table.place(one.row, column), names, &owner, report)
                .map(|(program, _)| program)
        };
        out.push(EntityLogic {
            label: cell("label"),
            id: cell("entity_id"),
            create_if: cell("create_if"),
            update_if: cell("update_if"),
        });
    }
    out
}

/// The sheet of instances that a form begins with: `at` (a path with places), and `count` or `value`.
pub(crate) fn begins(table: &Table<'_>) -> Vec<Begins> {
    let one = |row| {
        let count = table.get(row, "count").parse().ok().map(With::Instances);
        let with = count.unwrap_or_else(|| With::Value(table.get(row, "value").to_owned()));
        Begins { at: table.get(row, "at").to_owned(), with }
    };
    table.rows.iter().map(one).filter(|begins| !begins.at.is_empty()).collect()
}

/// The sheet of further triggers, one a row: `at` and `trigger` are paths, `value` and `trigger_ref` formulas as seen from
/// the row that is set.
pub(crate) fn further_triggers(
    table: &Table<'_>,
    layout: &Layout,
    names: &Names<'_>,
    formulas: &mut Formulas,
    report: &mut Report<'_>,
) {
    for row in table.rows {
        let found = |column: &str| layout.by_path.get(table.get(row, column));
        let (Some(target), Some(source)) = (found("at"), found("trigger")) else {
            let args = [("value", table.get(row, "trigger"))];
            report.error(table.place(row, "trigger"), ProblemCode::TriggerInvalid, &args);
            continue;
        };
        let chain = layout.spots.get(target).map(|spot| spot.chain.clone()).unwrap_or_default();
        let owner = Owner { at: At::Row(target), chain };
        let mut cell = |column: &str| {
            program(table.get(row, column), table.place(row, column), names, &owner, report).map(|(program, _)| program)
        };
        let setting = Setting { value: cell("value"), at: cell("trigger_ref") };
        let Some(row_formulas) = formulas.rows.get_mut(target) else { continue };
        let written = row_formulas.written.entry("further_triggers").or_default();
        written.extend([if written.is_empty() { "" } else { ", " }, table.get(row, "value")]);
        let settings = &mut row_formulas.further;
        let trigger = Trigger { row: target, further: Some(settings.len()) };
        settings.push(setting);
        if let Some(triggers) = formulas.triggers.get_mut(source) {
            triggers.push(trigger);
        }
    }
    // What one answer sets is set in the order of the form.
    for triggers in formulas.triggers.iter_mut() {
        triggers.sort_by_key(|trigger| trigger.row);
    }
}
