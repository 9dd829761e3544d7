//! The choices sheet.

use std::collections::{BTreeMap, HashSet};

use crate::form::Choice;
use crate::problem::ProblemCode;

use crate::read::report::{Place, Report};
use crate::read::settings::Settings;
use crate::read::sheets::languages::Languages;
use crate::read::sheets::table::{MEDIA, Table};
use crate::read::sheets::tables::Tables;

pub(crate) type Lists = BTreeMap<String, Vec<Choice>>;

/// What stands before the name of a list of the sheet `external_choices`: such a list has no instance of its own.
pub(crate) const EXTERNAL: &str = "external_choices:";

/// Reads the lists of both sheets of choices.
pub(crate) fn read(tables: &Tables<'_>, languages: &Languages, settings: &Settings, report: &mut Report<'_>) -> Lists {
    let mut lists = Lists::new();
    for (table, prefix) in [(&tables.choices, ""), (&tables.external, EXTERNAL)] {
        if let Some(table) = table {
            add(table, prefix, languages, settings, &mut lists, report);
        }
    }
    lists
}

/// Reads the lists of a sheet into `lists`, each under its name with `prefix` before it.
fn add(
    table: &Table<'_>,
    prefix: &str,
    languages: &Languages,
    settings: &Settings,
    lists: &mut Lists,
    report: &mut Report<'_>,
) {
    for needed in ["list_name", "name"] {
        if !table.rows.is_empty() && !table.has(needed) {
            let place = Place { sheet: table.name, cell: Some((0, table.header_row)) };
            report.error(place, ProblemCode::ColumnMissing, &[("column", needed)]);
            return;
        }
    }
    let mut known: HashSet<(&str, &str)> = HashSet::new();
    for row in table.rows {
        let (list, name) = (table.get(row, "list_name"), table.get(row, "name"));
        if list.is_empty() && name.is_empty() {
            continue;
        }
        if name.is_empty() && crate::read::sheets::words::is_yes(table.get(row, "empty")) {
            // Other formats have lists without choices.
            lists.entry(format!("{prefix}{list}")).or_default();
            continue;
        }
        let unnamed = name.is_empty() && table.get(row, "empty") == "choice";
        if list.is_empty() || (name.is_empty() && !unnamed) {
            let key = if list.is_empty() { "list_name" } else { "name" };
            report.error(table.place(row, key), ProblemCode::ChoiceNameMissing, &[("list", list)]);
            continue;
        }
        let choices = lists.entry(format!("{prefix}{list}")).or_default();
        if !known.insert((list, name)) && !settings.allow_choice_duplicates {
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
            let ours =
                matches!(column.key.as_str(), "list_name" | "name" | "label") || MEDIA.contains(&column.key.as_str());
            if !ours && column.language.is_none() && !text.is_empty() {
                let name = column.written.trim();
                extra.insert(name.strip_prefix("item::").unwrap_or(name).to_owned(), text.to_owned());
            }
        }
        choices.push(Choice { name: name.to_owned(), label, media: table.media(row, languages), extra });
    }
}
