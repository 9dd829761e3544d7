//! `search()` in an appearance: a list that a phone looks up in a file.
//!
//! We do not look anything up: what the choices sheet has is offered, and we say so. Besides there are two uses of it that
//! other tools refuse.

use crate::form::Node;
use crate::problem::ProblemCode;

use crate::read::report::{Place, Report};
use crate::read::sheets::table::Table;
use crate::read::survey::row::SurveyRow;

/// Looks at all rows that search.
pub(crate) fn check(table: &Table<'_>, rows: &[SurveyRow], report: &mut Report<'_>) {
    let place = |row: &SurveyRow, column: &str| {
        row.source.and_then(|at| table.rows.get(at)).map_or(Place::sheet(table.name), |row| table.place(row, column))
    };
    for row in rows.iter().filter(|row| searches(&row.node)) {
        let name = row.node.name.as_str();
        let kind = row.source.and_then(|at| table.rows.get(at)).map_or("", |row| table.get(row, "type"));
        if kind.contains("file") {
            report.warn(place(row, "appearance"), ProblemCode::SearchFile, &[("name", name)]);
            continue;
        }
        report.warn(place(row, "appearance"), ProblemCode::FunctionUnknown, &[("name", "search")]);
        let plain = |other: &&SurveyRow| other.node.list == row.node.list && !searches(&other.node);
        if let Some((other, list)) = rows.iter().find(plain).zip(row.node.list.as_deref()) {
            let args = [("name", name), ("list", list), ("other", &other.node.name)];
            report.warn(place(row, "appearance"), ProblemCode::SearchShared, &args);
        }
    }
}

fn searches(node: &Node) -> bool {
    let written = node.appearance.join(" ");
    node.list.is_some() && written.split_once("search(").is_some_and(|(_, rest)| rest.contains(')'))
}
