//! The choices sheet.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::form::{Choice, ChoiceTexts};
use crate::problem::ProblemCode;

use crate::read::report::{Place, Report};
use crate::read::settings::Settings;
use crate::read::sheets::languages::Languages;
use crate::read::sheets::table::{Column, MEDIA, MISSING, Table};
use crate::read::sheets::tables::Tables;
use crate::read::sheets::words::clean;
use crate::workbook::Row;

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
    lists.values_mut().for_each(Vec::shrink_to_fit);
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
    let missing = ["list_name", "name"].into_iter().filter(|needed| !table.rows.is_empty() && !table.has(needed));
    let place = Place { sheet: table.name, cell: Some((0, table.header_row)) };
    let missing = missing.map(|needed| report.error(place, ProblemCode::ColumnMissing, &[("column", needed)])).count();
    if missing > 0 {
        return;
    }
    let mut known: HashSet<(&str, Cow<'_, str>)> = HashSet::new();
    // Lists of this sheet are long and are met through a filter: two districts of one name in two regions are two.
    let by_filter = prefix == EXTERNAL;
    let mut whole: HashSet<Vec<&str>> = HashSet::new();
    let columns = Columns::of(table, languages);
    let mut room = Vec::new();
    for row in table.rows {
        // Formulas and other tools write a code with straight quotes.
        let (list, code) = (table.get(row, "list_name"), clean(table.get(row, "name")));
        let name: &str = &code;
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
        let choices = self::list(lists, prefix, list);
        let args = [("name", name), ("list", list)];
        if by_filter {
            if !whole.insert(told_apart(table, row)) && !settings.allow_choice_duplicates {
                report.warn(table.place(row, "name"), ProblemCode::ChoiceTwice, &args);
            }
        } else if !known.insert((list, code.clone())) && !settings.allow_choice_duplicates {
            report.error(table.place(row, "name"), ProblemCode::ChoiceTwice, &args);
            continue;
        }
        let label = columns.label(row, &mut room);
        if label.is_empty() {
            report.warn(table.place(row, "name"), ProblemCode::ChoiceLabelMissing, &[("name", name), ("list", list)]);
        }
        let media = if columns.media { table.media(row, languages) } else { BTreeMap::new() };
        let name = columns.name.and_then(|column| cleaned(row, column)).unwrap_or_else(|| name.into());
        choices.push(Choice { name, label, media, extra: columns.extra(row, &mut room) });
    }
}

/// The list of this name, which is made where there is none.
fn list<'l>(lists: &'l mut Lists, prefix: &str, name: &str) -> &'l mut Vec<Choice> {
    lists.entry(format!("{prefix}{name}")).or_default()
}

/// Room for the texts of one choice after another.
type Room = Vec<(Arc<str>, Arc<str>)>;

/// What each column of a sheet of choices is to a choice, looked up once.
struct Columns {
    name: Option<u32>,
    /// By the tag of its language; of two of one language the later counts.
    labels: Vec<(u32, Arc<str>)>,
    media: bool,
    extra: Vec<(u32, Arc<str>)>,
}

impl Columns {
    fn of(table: &Table<'_>, languages: &Languages) -> Self {
        let is_media = |column: &&Column| MEDIA.contains(&column.key.as_str());
        let further = |column: &&Column| {
            let ours = matches!(column.key.as_str(), "list_name" | "name" | "label") || is_media(column);
            !ours && column.language.is_none()
        };
        let written = |column: &Column| -> Arc<str> {
            let name = column.written.trim();
            name.strip_prefix("item::").unwrap_or(name).into()
        };
        let all = table.columns();
        let mut labels: Vec<&Column> = all.iter().filter(|column| column.key == "label").collect();
        // A column without a language and that of the default language are one; what the second says counts.
        labels.sort_by_key(|column| (languages.tag(column.language.as_deref()), column.language.is_some()));
        let labels = labels.into_iter().map(|column| (column.index, languages.tag(column.language.as_deref()).into()));
        let mut extra: Vec<_> = all.iter().filter(further).map(|column| (column.index, written(column))).collect();
        extra.sort_by(|left, right| left.1.cmp(&right.1));
        Self {
            name: table.column("name").map(|column| column.index),
            labels: labels.collect(),
            media: all.iter().any(|column| is_media(&column)),
            extra,
        }
    }

    fn label(&self, row: &Row, room: &mut Room) -> ChoiceTexts {
        let text = |(column, tag): &(u32, Arc<str>)| Some((Arc::clone(tag), cleaned(row, *column)?));
        room.extend(self.labels.iter().filter_map(text));
        if room.len() > 1 && room.iter().any(|(_, text)| **text != *MISSING) {
            room.retain(|(_, text)| **text != *MISSING);
        }
        ChoiceTexts::take(room)
    }

    fn extra(&self, row: &Row, room: &mut Room) -> ChoiceTexts {
        room.extend(self.extra.iter().filter_map(|(column, name)| Some((Arc::clone(name), cleaned(row, *column)?))));
        ChoiceTexts::take(room)
    }
}

/// What a cell says, without the blanks around it and with straight quotes, shared with the cell where it can be; nothing
/// where it says nothing.
fn cleaned(row: &Row, column: u32) -> Option<Arc<str>> {
    let cell = row.shared(column)?;
    same_or_new(cell, &clean(cell.trim()))
}

fn same_or_new(cell: &Arc<str>, text: &str) -> Option<Arc<str>> {
    match text {
        "" => None,
        same if *same == **cell => Some(Arc::clone(cell)),
        other => Some(other.into()),
    }
}

/// What a filter can tell a choice by: all that its row says but for texts that are only read.
fn told_apart<'r>(table: &Table<'r>, row: &'r Row) -> Vec<&'r str> {
    let is_text = |key: &str| key == "label" || MEDIA.contains(&key);
    let columns = table.columns().iter().filter(|column| column.language.is_none() && !is_text(&column.key));
    columns.map(|column| row.text(column.index).trim()).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use crate::read;
    use crate::workbook::Workbook;

    /// The problems of a form whose districts are these rows, and how many districts there are.
    fn districts(rows: &str) -> (Vec<String>, usize) {
        let survey = "| survey | | | | |\n| | type | name | label | choice_filter |\n| | text | r | R | |\n\
                      | | select_one_external dis | d | D | reg = ${r} |\n";
        let external = "| external_choices | | | | |\n| | list_name | name | label | reg |\n";
        let settings = "| settings | |\n| | form_id |\n| | f |\n";
        let reading = read(&Workbook::from_markdown("f", &format!("{survey}{external}{rows}{settings}")).unwrap());
        let problems = reading.problems.iter().map(|one| format!("{} {:?}", one.code, one.severity)).collect();
        (problems, reading.form.unwrap().choices("external_choices:dis").unwrap().len())
    }

    #[test]
    fn external_choices_of_one_name_are_told_apart_by_what_the_filter_reads() {
        let rows = "| | dis | central | Central | n |\n| | dis | central | Central | s |\n";
        assert_eq!(districts(rows), (Vec::new(), 2));
        let rows = "| | dis | central | Central | n |\n| | dis | central | The centre | n |\n";
        assert_eq!(districts(rows), (vec!["choice-twice Warning".to_owned()], 2), "no filter tells these apart");
    }

    #[test]
    fn curly_quotes_in_codes_are_straight_as_they_are_in_formulas() {
        let survey = "| survey | | | | |\n| | type | name | label | default |\n| | select_one co | c | C | red’s |\n";
        let choices = "| choices | | | | |\n| | list_name | name | label | kind |\n| | co | red’s | Red | ‘warm’ |\n";
        let settings = "| settings | |\n| | form_id |\n| | f |\n";
        let form = read(&Workbook::from_markdown("f", &format!("{survey}{choices}{settings}")).unwrap()).form.unwrap();
        let colour = &form.choices("co").unwrap()[0];
        assert_eq!((&*colour.name, colour.extra.get("kind")), ("red's", Some("'warm'")));
        assert_eq!(form.nodes()[0].expressions.get("default").map(String::as_str), Some("red's"));
    }
}
