//! From cells to a form.
//!
//! Reading never stops at the first mistake: each sheet is read as far as it goes, and what is wrong is named by its
//! cell. First the rows become nodes, then every expression is compiled, then names are linked, then the order of
//! calculation is found.

mod choices;
mod compile;
mod entities;
mod graph;
mod link;
mod nodes;
mod report;
mod settings;
mod survey;
mod table;
mod types;

use std::sync::Arc;

use crate::form::{Form, FormLanguage};
use crate::problem::{Problem, ProblemCode};
use crate::workbook::{Sheet, Workbook};
pub(crate) use entities::EntityLogic;
use report::{Place, Report};
use table::{Languages, Table};

/// A form may have so many rows.
const ROWS: usize = 50_000;

/// What came of reading a workbook.
#[derive(Debug)]
pub struct Reading {
    /// The form; `None` when an error stands in its way.
    pub form: Option<Arc<Form>>,
    /// Everything to look at, in the order of sheets and cells.
    pub problems: Vec<Problem>,
}

/// Makes a form of a workbook and names all that is wrong with it.
pub fn read(workbook: &Workbook) -> Reading {
    let mut report = Report { file: &workbook.file, problems: Vec::new() };
    let form = assemble(workbook, &mut report);
    let form = form.filter(|_| !report.failed()).map(Arc::new);
    Reading { form, problems: report.problems }
}

fn assemble(workbook: &Workbook, report: &mut Report<'_>) -> Option<Form> {
    check_sheets(workbook, report);
    let Some(survey) = workbook.sheet("survey") else {
        report.error(Place::sheet(""), ProblemCode::SheetMissing, &[("name", "survey")]);
        return None;
    };
    if survey.rows.len() > ROWS {
        report.error(Place::sheet(&survey.name), ProblemCode::FormTooLarge, &[("limit", &ROWS.to_string())]);
        return None;
    }
    let table = |name: &str, report: &mut Report<'_>| workbook.sheet(name).map(|sheet| Table::new(sheet, report));
    let survey = Table::new(survey, report);
    let choices = table("choices", report);
    let settings_table = table("settings", report);
    let entities = table("entities", report);

    let mut languages = Languages { all: Vec::new(), unmarked: "default".to_owned() };
    let default = settings_table.as_ref().and_then(|table| Some(table.get(table.rows.first()?, "default_language")));
    if let Some(name) = default.filter(|name| !name.is_empty()) {
        languages.unmarked = languages.add(name);
    }
    for table in [Some(&survey), choices.as_ref(), settings_table.as_ref()].into_iter().flatten() {
        languages.learn(table);
    }

    let mut settings = settings::read(settings_table.as_ref(), &languages, report);
    let mut lists =
        choices.as_ref().map(|table| choices::read(table, &languages, &settings, report)).unwrap_or_default();
    let mut rows = survey::read(&survey, &languages, &settings, &mut lists, report);
    let declarations = entities.as_ref().map(|table| entities::read(table, &mut rows, report)).unwrap_or_default();
    entities::attach(&survey, &mut rows, &declarations, report);
    if languages.all.is_empty() || uses_default(&rows, &languages) {
        languages.all.push(FormLanguage { tag: languages.unmarked.clone(), name: languages.unmarked.clone() });
    }
    let (mut form, sources) = nodes::build(rows, lists, &mut settings);
    form.entities = entities::declare(&declarations, &form);
    form.languages = languages.all.clone();
    let cells = compile::Cells { survey: &survey, sources: &sources, languages: &languages };
    let compiled = compile::rows(&mut form, &cells, report);
    if let Some(table) = &entities {
        compile::entities(&mut form, table, &declarations, report);
    }
    graph::order(&mut form, &compiled, &cells, report);
    form.sheets = workbook.sheets.iter().filter(|sheet| !sheet.name.starts_with('_')).cloned().collect();
    form.hash = hash(&form.sheets);
    Some(form)
}

fn uses_default(rows: &[survey::SurveyRow], languages: &Languages) -> bool {
    let tag = &languages.unmarked;
    !languages.all.iter().any(|known| known.tag == *tag) && rows.iter().any(|row| row.node.label.contains_key(tag))
}

fn check_sheets(workbook: &Workbook, report: &mut Report<'_>) {
    const KNOWN: [&str; 6] = ["survey", "choices", "settings", "entities", "external_choices", "osm"];
    for sheet in &workbook.sheets {
        let name = sheet.name.trim().to_lowercase();
        if KNOWN.contains(&name.as_str()) || name.starts_with('_') {
            continue;
        }
        // Only what looks like a slip of the pen is worth a word.
        let near = KNOWN.iter().find(|known| near(known, &name) && workbook.sheet(known).is_none());
        if let Some(near) = near {
            report.warn(Place::sheet(&sheet.name), ProblemCode::SheetUnknown, &[("name", &sheet.name), ("near", near)]);
        }
    }
}

/// Is one word made of the other by at most two changed, missing or added letters?
fn near(left: &str, right: &str) -> bool {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().take(40).collect());
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (at, a) in left.iter().enumerate() {
        let mut next = vec![at.saturating_add(1)];
        for (column, b) in right.iter().enumerate() {
            let cost = |list: &[usize], index: usize| list.get(index).copied().unwrap_or(usize::MAX);
            let swap = cost(&row, column).saturating_add(usize::from(a != b));
            let step = cost(&row, column.saturating_add(1)).min(cost(&next, column)).saturating_add(1);
            next.push(swap.min(step));
        }
        row = next;
    }
    row.last().is_some_and(|distance| *distance <= 2)
}

/// Over names and cells, so that the same sheets from .xlsx and from CSV have the same hash. Rows count by their order
/// and columns by their header: moving a column changes the hash, an empty row does not.
fn hash(sheets: &[Sheet]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    let mut sheets: Vec<&Sheet> = sheets.iter().filter(|sheet| !sheet.rows.is_empty()).collect();
    sheets.sort_by_key(|sheet| sheet.name.trim().to_lowercase());
    let mut part = |text: &str| {
        hasher.update(&u64::try_from(text.len()).unwrap_or(u64::MAX).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    for sheet in sheets {
        part("sheet");
        part(&sheet.name.trim().to_lowercase());
        for row in &sheet.rows {
            part("row");
            for cell in &row.cells {
                part(&cell.column.to_string());
                part(cell.text.trim());
            }
        }
    }
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests;
