//! The entities sheet and `save_to`.

use std::collections::BTreeMap;

use crate::expr::is_name;
use crate::form::{EntityDeclaration, Node, NodeIndex, QuestionType, SaveTo};
use crate::index::{Index, Indexed};
use crate::problem::ProblemCode;
use crate::workbook::{Row, address};

use crate::read::report::{Place, Report};
use crate::read::sheets::table::Table;
use crate::read::survey::row::SurveyRow;

const KNOWN: [&str; 6] = ["list_name", "label", "entity_id", "create_if", "update_if", "repeat"];

/// An entity as its row says it.
pub(crate) struct Declared<'a> {
    pub(crate) list: String,
    pub(crate) repeat: Option<NodeIndex>,
    pub(crate) updates: bool,
    pub(crate) row: &'a Row,
}

/// Reads the sheet of entities.
pub(crate) fn read<'a>(table: &Table<'a>, rows: &[SurveyRow], report: &mut Report<'_>) -> Vec<Declared<'a>> {
    let mut out = Vec::new();
    if !table.rows.is_empty() && !table.has("list_name") {
        let place = Place { sheet: table.name, cell: Some((0, table.header_row)) };
        report.error(place, ProblemCode::ColumnMissing, &[("column", "list_name")]);
        return out;
    }
    for column in table.columns() {
        if !KNOWN.contains(&column.key.as_str()) {
            let place = Place { sheet: table.name, cell: Some((column.index, table.header_row)) };
            report.warn(place, ProblemCode::ColumnUnknown, &[("column", &column.written)]);
        }
    }
    for row in table.rows {
        let list = table.get(row, "list_name");
        if list.is_empty() {
            let args = [("list", table.get(row, "label")), ("column", "list_name")];
            report.error(table.place(row, "list_name"), ProblemCode::EntityIncomplete, &args);
            continue;
        }
        if !is_name(list) || list.starts_with("__") || list.contains('.') {
            report.error(table.place(row, "list_name"), ProblemCode::NameInvalid, &[("name", list)]);
        }
        if out.iter().any(|one: &Declared<'_>| one.list == list) {
            let args = [("name", list), ("other", "entities")];
            report.error(table.place(row, "list_name"), ProblemCode::NameTwice, &args);
        }
        let given = |column: &str| !table.get(row, column).is_empty();
        if given("create_if") && given("entity_id") && !given("update_if") {
            let args = [("list", list), ("column", "update_if")];
            report.error(table.place(row, "list_name"), ProblemCode::EntityIncomplete, &args);
        }
        if given("update_if") && !given("entity_id") {
            let args = [("list", list), ("column", "entity_id")];
            report.error(table.place(row, "list_name"), ProblemCode::EntityIncomplete, &args);
        }
        let written = table.get(row, "repeat");
        let named = written.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).map(str::trim);
        let is =
            |row: &SurveyRow| row.node.question_type == QuestionType::Repeat && Some(row.node.name.as_str()) == named;
        let repeat = rows.iter().position(is).map(NodeIndex::at);
        if repeat.is_none() && !written.is_empty() {
            report.error(table.place(row, "repeat"), ProblemCode::EntityRepeatUnknown, &[("value", written)]);
        }
        let updates = !table.get(row, "entity_id").is_empty();
        if table.get(row, "label").is_empty() && !updates {
            report.error(table.place(row, "list_name"), ProblemCode::EntityLabelMissing, &[("list", list)]);
        }
        out.push(Declared { list: list.to_owned(), repeat, updates, row });
    }
    out
}

/// Reads `save_to`: `property`, or `list#property` where a form has several lists.
pub(crate) fn attach(table: &Table<'_>, rows: &mut [SurveyRow], declared: &[Declared<'_>], report: &mut Report<'_>) {
    // Where each property was given first: in a group, and anywhere.
    let mut given: BTreeMap<(String, String, Option<NodeIndex>), String> = BTreeMap::new();
    let mut anywhere: BTreeMap<(String, String), String> = BTreeMap::new();
    for row in rows.iter_mut().filter(|row| !row.save_to.is_empty()) {
        let source = row.source.and_then(|at| table.rows.get(at));
        let place = source.map_or(Place::sheet(table.name), |row| table.place(row, "save_to"));
        if matches!(row.node.question_type, QuestionType::Group | QuestionType::Repeat) {
            report.warn(place, ProblemCode::SaveToGroup, &[("value", &row.save_to)]);
            continue;
        }
        let parts: Vec<&str> = row.save_to.split([' ', ',']).filter(|part| !part.is_empty()).collect();
        if parts.len() > 1 {
            report.warn(place, ProblemCode::SaveToSeveral, &[("value", &row.save_to)]);
        }
        for part in parts {
            let (list, property) = match part.split_once('#') {
                Some((list, property)) => (list.to_owned(), property),
                None => (declared.first().map(|first| first.list.clone()).unwrap_or_default(), part),
            };
            if property.is_empty() || !declared.iter().any(|one| one.list == list) {
                report.error(place, ProblemCode::SaveToUnknown, &[("value", part)]);
                continue;
            }
            let reserved = matches!(property.to_lowercase().as_str(), "name" | "label");
            let which = part.contains('#') || declared.len() == 1;
            if !is_name(property) || reserved || property.starts_with("__") || !which {
                report.error(place, ProblemCode::SaveToInvalid, &[("value", part)]);
                continue;
            }
            let here = place.cell.map(|(column, row)| address(column, row)).unwrap_or_default();
            let key = (list.clone(), property.to_owned(), row.node.parent);
            let first = anywhere.entry((list.clone(), property.to_owned())).or_insert_with(|| here.clone()).clone();
            if let Some(other) = given.insert(key, here.clone()) {
                report.error(place, ProblemCode::SaveToTwice, &[("value", part), ("other", &other)]);
            } else if first != here {
                // Of questions in different groups one may be left out when the other is asked.
                report.warn(place, ProblemCode::SaveToTwice, &[("value", part), ("other", &first)]);
            }
            row.node.save_to.push(SaveTo { list, property: property.to_owned() });
        }
    }
}

/// As the form has them.
pub(crate) fn declare(declared: &[Declared<'_>], nodes: &Indexed<NodeIndex, Node>) -> Vec<EntityDeclaration> {
    let properties = |list: &str| -> Vec<(String, NodeIndex)> {
        let all = nodes.enumerate();
        all.flat_map(|(at, node)| {
            node.save_to.iter().filter(|save| save.list == list).map(move |save| (save.property.clone(), at))
        })
        .collect()
    };
    declared
        .iter()
        .map(|one| EntityDeclaration {
            properties: properties(&one.list),
            list: one.list.clone(),
            repeat: one.repeat,
            updates: one.updates,
        })
        .collect()
}
