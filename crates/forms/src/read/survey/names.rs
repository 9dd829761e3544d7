//! Names of rows that belong together, or that must not be alike.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::form::{Kind, NodeIndex, QuestionType, Role};
use crate::index::Index;
use crate::problem::ProblemCode;

use crate::read::choices::lists::Lists;
use crate::read::formulas::references::is_reference;
use crate::read::report::{Place, Report};
use crate::read::settings::Settings;
use crate::read::sheets::instance_id;
use crate::read::sheets::table::Table;
use crate::read::survey::row::SurveyRow;

/// Names that stand twice, or that other tools could take for each other.
pub(crate) fn check(table: &Table<'_>, rows: &[SurveyRow], settings: &Settings, report: &mut Report<'_>) {
    let mut seen: HashMap<(Option<NodeIndex>, Cow<'_, str>), &SurveyRow> = HashMap::with_capacity(rows.len());
    for row in rows {
        let place = |row: &SurveyRow| {
            row.source
                .and_then(|at| table.rows.get(at))
                .map_or(Place::sheet(table.name), |row| table.place(row, "name"))
        };
        let key = (row.node.parent, lower(&row.node.name));
        if let Some(first) = seen.get(&key) {
            let other =
                place(first).cell.map(|(column, row)| crate::workbook::address(column, row)).unwrap_or_default();
            let name = row.node.name.as_str();
            if first.node.name == name {
                report.error(place(row), ProblemCode::NameTwice, &[("name", name), ("other", &other)]);
            } else {
                report.warn(place(row), ProblemCode::NameSimilar, &[("name", name), ("other", &first.node.name)]);
            }
        } else {
            seen.insert(key, row);
        }
        if row.node.name == "meta" && settings.root != "meta" && !is_all_of(row, rows) {
            report.error(place(row), ProblemCode::NameReserved, &[("name", "meta")]);
        }
        if row.node.question_type == QuestionType::Repeat {
            let name = row.node.name.as_str();
            let twice = |other: &&SurveyRow| {
                other.node.question_type == QuestionType::Repeat
                    && other.node.name == name
                    && other.node.path != row.node.path
            };
            // Entities and other tools find a repeat by its name alone.
            if let Some(other) = rows.iter().find(twice) {
                let other = place(other).cell.map(|(column, row)| crate::workbook::address(column, row));
                let args = [("name", name), ("other", &other.unwrap_or_default())];
                report.warn(place(row), ProblemCode::RepeatTwice, &args);
            }
            if name == settings.root {
                report.warn(place(row), ProblemCode::NameOfForm, &[("name", name)]);
            }
            let counter = format!("{name}_count");
            let beside = |other: &&SurveyRow| other.node.parent == row.node.parent && other.node.name == counter;
            let counted = row.source.and_then(|at| table.rows.get(at)).map_or("", |row| table.get(row, "repeat_count"));
            if let Some(other) = rows.iter().find(beside).filter(|_| !counted.is_empty() && !is_reference(counted)) {
                // Where the count is more than a reference, other tools put a node of this name there.
                report.warn(place(other), ProblemCode::NameOfCount, &[("name", &counter), ("other", name)]);
            }
        }
    }
}

fn lower(name: &str) -> Cow<'_, str> {
    let is_lower = name.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(name) } else { Cow::Owned(name.to_lowercase()) }
}

/// What OpenRosa says of an interview itself, in a group `meta`.
const OF_ITSELF: [&str; 10] = [
    instance_id::NAME,
    "deprecatedID",
    "instanceName",
    "timeStart",
    "timeEnd",
    "userID",
    "deviceID",
    "email",
    "phoneNumber",
    "simSerial",
];

/// Is what is said of the interview itself all that a group holds?
fn is_all_of(group: &SurveyRow, rows: &[SurveyRow]) -> bool {
    let holds = |row: &&SurveyRow| {
        let above = row.node.parent.and_then(|parent| rows.get(parent.index()));
        above.is_some_and(|above| above.node.path == group.node.path)
    };
    let mut inside = rows.iter().filter(holds).peekable();
    inside.peek().is_some()
        && inside.all(|row| OF_ITSELF.contains(&row.node.name.as_str()) && row.node.role == Role::Hidden)
}

/// A text named `<select>_other` beside a select with a choice `other` belongs to that choice.
pub(crate) fn find_others(rows: &mut [SurveyRow], lists: &Lists) {
    let has_other = |row: &SurveyRow| {
        let list = row.node.list.as_ref().and_then(|list| lists.get(list));
        list.is_some_and(|choices| choices.iter().any(|choice| *choice.name == *"other"))
    };
    let selects: HashMap<(Option<NodeIndex>, String), usize> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| has_other(row))
        .map(|(at, row)| ((row.node.parent, format!("{}_other", row.node.name)), at))
        .collect();
    let mut found = Vec::new();
    for row in rows.iter_mut().filter(|row| row.node.question_type == QuestionType::Text) {
        if let Some(select) = selects.get(&(row.node.parent, row.node.name.clone())) {
            row.node.other_of = Some(NodeIndex::at(*select));
            row.node.kind = None;
            found.push(*select);
        }
    }
    for select in found {
        if let Some(row) = rows.get_mut(select) {
            row.node.kind = Some(Kind::SemiClosed);
        }
    }
}
