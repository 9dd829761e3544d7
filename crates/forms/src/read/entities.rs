//! The entities sheet and `save_to`.

use crate::expr::Program;
use crate::form::{EntityDeclaration, Form, NodeIndex, QuestionType, SaveTo};
use crate::problem::ProblemCode;
use crate::workbook::Row;

use super::report::{Place, Report};
use super::survey::SurveyRow;
use super::table::Table;

/// An entity as its row says it.
pub(super) struct Declared<'a> {
    pub(super) list: String,
    pub(super) repeat: Option<usize>,
    pub(super) updates: bool,
    pub(super) row: &'a Row,
}

/// What an entity computes.
#[derive(Debug, Default)]
pub(crate) struct EntityLogic {
    pub(crate) label: Option<Program>,
    pub(crate) id: Option<Program>,
    pub(crate) create_if: Option<Program>,
    pub(crate) update_if: Option<Program>,
}

pub(super) fn read<'a>(table: &Table<'a>, rows: &mut [SurveyRow], report: &mut Report<'_>) -> Vec<Declared<'a>> {
    let mut out = Vec::new();
    if !table.rows.is_empty() && !table.has("list_name") {
        let place = Place { sheet: table.name, cell: Some((0, table.header_row)) };
        report.error(place, ProblemCode::ColumnMissing, &[("column", "list_name")]);
        return out;
    }
    for row in table.rows {
        let list = table.get(row, "list_name");
        if list.is_empty() {
            continue;
        }
        let written = table.get(row, "repeat");
        let named = written.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).map(str::trim);
        let is =
            |row: &SurveyRow| row.node.question_type == QuestionType::Repeat && Some(row.node.name.as_str()) == named;
        let repeat = rows.iter().position(is);
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
pub(super) fn attach(table: &Table<'_>, rows: &mut [SurveyRow], declared: &[Declared<'_>], report: &mut Report<'_>) {
    for row in rows.iter_mut().filter(|row| !row.save_to.is_empty()) {
        for part in row.save_to.split([' ', ',']).filter(|part| !part.is_empty()) {
            let (list, property) = match part.split_once('#') {
                Some((list, property)) => (list.to_owned(), property),
                None => (declared.first().map(|first| first.list.clone()).unwrap_or_default(), part),
            };
            if property.is_empty() || !declared.iter().any(|one| one.list == list) {
                let place = row
                    .source
                    .and_then(|at| table.rows.get(at))
                    .map_or(Place::sheet(table.name), |row| table.place(row, "save_to"));
                report.error(place, ProblemCode::SaveToUnknown, &[("value", part)]);
                continue;
            }
            row.node.save_to.push(SaveTo { list, property: property.to_owned() });
        }
    }
}

pub(super) fn declare(declared: &[Declared<'_>], form: &Form) -> Vec<EntityDeclaration> {
    let index = |at: usize| u32::try_from(at).ok().map(NodeIndex);
    let properties = |list: &str| -> Vec<(String, NodeIndex)> {
        let all = form.nodes.iter().enumerate();
        all.flat_map(|(at, node)| {
            node.save_to.iter().filter(|save| save.list == list).map(move |save| (save.property.clone(), at))
        })
        .filter_map(|(property, at)| Some((property, index(at)?)))
        .collect()
    };
    declared
        .iter()
        .map(|one| EntityDeclaration {
            properties: properties(&one.list),
            list: one.list.clone(),
            repeat: one.repeat.and_then(index),
            updates: one.updates,
        })
        .collect()
}
