//! The column `trigger`: which answers set a row off.

use crate::form::{NodeIndex, Role, Trigger};
use crate::index::Indexed;
use crate::problem::ProblemCode;
use crate::read::formulas::cells::Cells;
use crate::read::layout::Layout;
use crate::read::report::Report;
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
