//! Who changed what, and when, as rows of the standard's table `metadata`, so that it goes along when a directory is passed
//! on.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::compare::{Change, Changed, Comparison};
use crate::model::ServiceStatus;
use crate::table::Tables;
use crate::value::made_id;

impl Tables {
    /// Adds what an edition changed: one row for each cell, for each row that came or went, and for each service that did.
    /// Noting the same change of the same day twice adds nothing.
    pub fn note(&mut self, comparison: &Comparison, on: NaiveDate, by: &str) {
        let mut notes: Vec<Note<'_>> = Vec::new();
        notes.extend(comparison.added.iter().map(|id| Note::of_row("service", id.as_str(), "create")));
        for change in comparison.changed.iter().flat_map(|(_, changes)| changes) {
            notes.push(Note::of(change));
        }
        notes.extend(comparison.kept.iter().map(|id| Note {
            column: "status",
            after: ServiceStatus::Defunct.as_str(),
            ..Note::of_row("service", id.as_str(), "update")
        }));
        notes.extend(comparison.vanished.iter().map(|id| Note::of_row("service", id.as_str(), "delete")));
        let day = on.to_string();
        let table = self.table("metadata");
        COLUMNS.iter().for_each(|column| {
            table.with_column(column);
        });
        let mut known: BTreeSet<String> = table.each(["id"]).map(|[id]| id.to_owned()).collect();
        let columns = table.columns().to_vec();
        for note in notes {
            let said = [note.row, note.table, &day, note.action, note.column, note.before, note.after, by];
            let id = made_id(said);
            let cells = std::iter::once(id.as_str()).chain(said);
            let cells: BTreeMap<&str, &str> = COLUMNS.into_iter().zip(cells).collect();
            if known.insert(id.clone()) {
                table.push(0, columns.iter().map(|column| cells.get(column.as_str()).copied().unwrap_or_default()));
            }
        }
    }
}

/// The columns of the table, in the order in which a note is said.
const COLUMNS: [&str; 9] = [
    "id",
    "resource_id",
    "resource_type",
    "last_action_date",
    "last_action_type",
    "field_name",
    "previous_value",
    "replacement_value",
    "updated_by",
];

struct Note<'c> {
    table: &'c str,
    row: &'c str,
    action: &'static str,
    column: &'c str,
    before: &'c str,
    after: &'c str,
}

impl<'c> Note<'c> {
    const fn of_row(table: &'c str, row: &'c str, action: &'static str) -> Self {
        Self { table, row, action, column: "", before: "", after: "" }
    }

    fn of(change: &'c Change) -> Self {
        let row = |action| Self::of_row(&change.table, &change.row, action);
        match &change.what {
            Changed::Added => row("create"),
            Changed::Removed => row("delete"),
            Changed::Cell { column, before, after } => Self { column, before, after, ..row("update") },
        }
    }
}
