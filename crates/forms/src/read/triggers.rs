//! The column `trigger`: which answers set a row off.

use crate::form::{Form, Role};
use crate::problem::ProblemCode;

use super::compile::Cells;
use super::report::Report;
use super::roles::is_asked_elsewhere;

/// Tells every row which others it sets off when it changes.
pub(super) fn link(form: &mut Form, cells: &Cells<'_, '_>, report: &mut Report<'_>) {
    for index in form.nodes.indices() {
        let text = cells.get(index, "trigger");
        if text.is_empty() {
            continue;
        }
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let name = part.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).map(str::trim);
            let by_name = |name| form.nodes.position(|node| node.name == name);
            let found = name.map_or_else(|| form.by_path.get(part).copied(), by_name);
            let place = cells.place(index, "trigger");
            let node = found.and_then(|found| form.nodes.get(found));
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
            match found.and_then(|found| form.logic.rows.get_mut(found)) {
                Some(row) => row.triggers.push(index),
                None => report.error(place, ProblemCode::TriggerInvalid, &[("value", part)]),
            }
        }
    }
}
