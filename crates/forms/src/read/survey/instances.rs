//! Lists by the name that `instance()` calls them.
//!
//! A name stands for one list. Where a form takes two from different places by one name, other tools refuse it; here each
//! select keeps its own, and we say so.

use std::collections::{BTreeMap, BTreeSet};

use crate::problem::ProblemCode;
use crate::workbook::Row;

use crate::read::choices::files;
use crate::read::report::{Place, Report};
use crate::read::sheets::table::Table;
use crate::read::survey::codes::{self, PULLING, Pulled};
use crate::read::survey::types::{List, RowType, Types};

/// The instance of the interview before.
const LAST_SAVED: &str = "__last-saved";

/// Where a list comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
enum From {
    File(String),
    LastSaved,
}

/// Looks for names that stand for two lists. `choices`: those of the choices sheet.
pub(crate) fn check(table: &Table<'_>, types: &Types<'_>, choices: &BTreeSet<String>, report: &mut Report<'_>) {
    let mut known: BTreeMap<String, (From, Place<'_>)> = BTreeMap::new();
    let mut take = |name: &str, from: From, place, report: &mut Report<'_>| {
        let (first, _) = known.entry(name.to_owned()).or_insert_with(|| (from.clone(), place));
        if *first != from {
            twice(name, first, place, report);
        }
    };
    let mut last_saved = None;
    for row in table.rows {
        for column in PULLING {
            let text = table.get(row, column);
            // Most cells are empty.
            if text.is_empty() {
                continue;
            }
            for Pulled { list, .. } in codes::pulled_in(text) {
                take(list, From::File(format!("{list}.csv")), table.place(row, column), report);
            }
            if text.contains("${last-saved#") {
                last_saved.get_or_insert(table.place(row, column));
            }
        }
        if let Some(file) = file_of(table, types, row) {
            take(files::instance_name(&file), From::File(file.clone()), table.place(row, "type"), report);
        }
    }
    if let Some(place) = last_saved {
        take(LAST_SAVED, From::LastSaved, place, report);
    }
    for list in choices {
        if let Some((from, place)) = known.get(list) {
            twice(list, from, *place, report);
        }
    }
}

fn twice(name: &str, from: &From, place: Place<'_>, report: &mut Report<'_>) {
    let other = match from {
        From::File(file) => file.as_str(),
        From::LastSaved => "last-saved",
    };
    report.warn(place, ProblemCode::InstanceTwice, &[("name", name), ("other", other)]);
}

/// The file that a row makes known.
fn file_of<'a>(table: &Table<'a>, types: &Types<'_>, row: &'a Row) -> Option<String> {
    let written = table.get(row, "type");
    if !types.names_file(written) {
        return None;
    }
    match types.of(written).0 {
        RowType::Select { list: List::File(file), .. } => Some(file),
        RowType::External => {
            let extension = if written.to_lowercase().contains("xml") { "xml" } else { "csv" };
            Some(format!("{}.{extension}", table.get(row, "name")))
        }
        _ => None,
    }
}
