//! The choices sheet.

use std::collections::BTreeMap;

use crate::form::Choice;
use crate::problem::ProblemCode;

use super::report::{Place, Report};
use super::settings::Settings;
use super::table::{Languages, Table};

pub(super) type Lists = BTreeMap<String, Vec<Choice>>;

pub(super) fn read(table: &Table<'_>, languages: &Languages, settings: &Settings, report: &mut Report<'_>) -> Lists {
    let mut lists = Lists::new();
    for needed in ["list_name", "name"] {
        if !table.rows.is_empty() && !table.has(needed) {
            let place = Place { sheet: table.name, cell: Some((0, table.header_row)) };
            report.error(place, ProblemCode::ColumnMissing, &[("column", needed)]);
            return lists;
        }
    }
    for row in table.rows {
        let (list, name) = (table.get(row, "list_name"), table.get(row, "name"));
        if list.is_empty() && name.is_empty() {
            continue;
        }
        if list.is_empty() || name.is_empty() {
            let key = if list.is_empty() { "list_name" } else { "name" };
            report.error(table.place(row, key), ProblemCode::ChoiceNameMissing, &[("list", list)]);
            continue;
        }
        let choices = lists.entry(list.to_owned()).or_default();
        if choices.iter().any(|choice| choice.name == name) && !settings.allow_choice_duplicates {
            report.error(table.place(row, "name"), ProblemCode::ChoiceTwice, &[("name", name), ("list", list)]);
            continue;
        }
        let label = table.texts(row, "label", languages);
        if label.is_empty() {
            report.warn(table.place(row, "name"), ProblemCode::ChoiceLabelMissing, &[("name", name), ("list", list)]);
        }
        let mut extra = BTreeMap::new();
        for column in table.columns() {
            let text = row.text(column.index).trim();
            let ours = matches!(column.key.as_str(), "list_name" | "name" | "label");
            if !ours && column.language.is_none() && !text.is_empty() {
                extra.insert(column.written.trim().to_owned(), text.to_owned());
            }
        }
        choices.push(Choice { name: name.to_owned(), label, extra });
    }
    lists
}
