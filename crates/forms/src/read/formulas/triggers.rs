//! Which answers set a row off: the column `trigger`, and the sheet of what an XForm sets besides.

use crate::form::{NodeIndex, Role, Setting, Trigger};
use crate::index::Indexed;
use crate::problem::ProblemCode;
use crate::read::formulas::cells::Cells;
use crate::read::formulas::formula::program;
use crate::read::formulas::link::Owner;
use crate::read::formulas::names::{At, Names};
use crate::read::formulas::rows::Formulas;
use crate::read::layout::Layout;
use crate::read::report::Report;
use crate::read::sheets::table::Table;
use crate::read::survey::roles::is_asked_elsewhere;

/// Which others each row sets off when it changes.
pub(crate) fn find(
    layout: &Layout,
    cells: &Cells<'_, '_>,
    report: &mut Report<'_>,
) -> Indexed<NodeIndex, Vec<Trigger>> {
    let nodes = &layout.nodes;
    let mut triggers = Indexed::of(Vec::new(), nodes.len());
    for index in nodes.indices() {
        let text = cells.get(index, "trigger");
        if text.is_empty() {
            continue;
        }
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let name = part.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).map(str::trim);
            let by_name = |name| nodes.position(|node| node.name == name);
            let found = name.map_or_else(|| layout.by_path.get(part), by_name);
            let place = cells.place(index, "trigger");
            let node = found.and_then(|found| nodes.get(found));
            match node.map(|node| node.role) {
                // What holds questions has no value that could change.
                Some(Role::Group | Role::Repeat) => {
                    report.warn(place, ProblemCode::TriggerInvalid, &[("value", part)]);
                }
                Some(Role::Hidden) if node.is_some_and(|node| !is_asked_elsewhere(node.question_type)) => {
                    let args = [("name", part), ("other", cells.get(index, "name"))];
                    report.warn(place, ProblemCode::TriggerHidden, &args);
                }
                _ => {}
            }
            match found.and_then(|found| triggers.get_mut(found)) {
                Some(list) => list.push(Trigger { row: index, further: None }),
                None => report.error(place, ProblemCode::TriggerInvalid, &[("value", part)]),
            }
        }
    }
    triggers
}

/// The sheet of further triggers, one a row: `at` and `trigger` are paths, `value` and `trigger_ref` formulas as seen from
/// the row that is set.
pub(crate) fn further(
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
        let Some(settings) = formulas.rows.get_mut(target).map(|row| &mut row.further) else { continue };
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
