//! From cells to a form.
//!
//! Reading never stops at the first mistake: each sheet is read as far as it goes, and what is wrong is named by its
//! cell. First the rows become nodes, then every expression is compiled, then names are linked, then the order of
//! calculation is found.

mod choices;
mod compile;
mod defaults;
mod entities;
mod entity_places;
mod exclusive;
mod files;
mod formula;
mod graph;
mod instance_id;
mod instances;
mod link;
mod lists_as_tables;
mod loops;
mod names;
mod near;
mod nodes;
mod own_texts;
mod parameters;
mod preload;
mod references;
mod report;
mod roles;
mod search;
mod selects;
mod settings;
mod spaces;
mod survey;
mod table;
mod texts;
mod translations;
mod triggers;
mod types;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::form::{Begins, Form, FormLanguage, With, find_totals};
use crate::problem::{Problem, ProblemCode};
use crate::workbook::{Sheet, Workbook};
pub(crate) use parameters::names as parameter_names;
use report::{Place, Report};
pub(crate) use roles::role;
pub(crate) use survey::KNOWN as SURVEY_COLUMNS;
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
    // A workbook of one sheet needs no name for it.
    let is_survey = |sheet: &&Sheet| {
        let has = |name: &str| {
            sheet.rows.first().is_some_and(|row| row.cells.iter().any(|cell| table::fold(&cell.text) == name))
        };
        has("type") && has("name")
    };
    let only = || {
        let known = |sheet: &&Sheet| SHEETS.contains(&sheet.name.trim().to_lowercase().as_str());
        let mut others = workbook.sheets.iter().filter(|sheet| !known(sheet));
        others.next().filter(|_| others.next().is_none()).filter(is_survey)
    };
    let Some(survey) = workbook.sheet("survey").or_else(only) else {
        report.error(Place::sheet(""), ProblemCode::SheetMissing, &[("name", "survey")]);
        return None;
    };
    if workbook.sheet("survey").is_none() && workbook.sheets.len() > 1 {
        let args = [("name", survey.name.as_str()), ("near", "survey")];
        report.warn(Place::sheet(&survey.name), ProblemCode::SheetUnknown, &args);
    }
    if survey.rows.len() > ROWS {
        report.error(Place::sheet(&survey.name), ProblemCode::FormTooLarge, &[("limit", &ROWS.to_string())]);
        return None;
    }
    let table = |name: &str, report: &mut Report<'_>| workbook.sheet(name).map(|sheet| Table::new(sheet, report));
    let unrolled = loops::unroll(survey, workbook.sheet("choices"));
    let survey = unrolled.as_ref().unwrap_or(survey);
    let written_out = lists_as_tables::write_out(survey, report);
    let survey = written_out.as_ref().unwrap_or(survey);
    let others = ["settings", "choices", "entities"].map(|name| workbook.sheet(name));
    let named = instance_id::add(survey, &others);
    let survey = named.as_ref().unwrap_or(survey);
    let [settings_sheet, ..] = others;
    let squeezed = spaces::squeeze(survey, settings_sheet);
    let survey = Table::new(squeezed.as_ref().unwrap_or(survey), report);
    let choices = table("choices", report);
    let external = table("external_choices", report);
    let settings_table = table("settings", report);
    let entities = table("entities", report);

    let mut languages = Languages { all: Vec::new(), unmarked: "default".to_owned() };
    let default = settings_table.as_ref().and_then(|table| Some(table.get(table.rows.first()?, "default_language")));
    if let Some(name) = default.filter(|name| !name.is_empty()) {
        languages.unmarked = languages.add(name);
    }
    for table in [Some(&survey), choices.as_ref(), external.as_ref(), settings_table.as_ref()].into_iter().flatten() {
        languages.learn(table);
    }
    for table in [Some(&survey), choices.as_ref()].into_iter().flatten() {
        translations::check(table, &languages, report);
    }

    let mut settings = settings::read(settings_table.as_ref(), &languages, report);
    let mut lists = choices::Lists::new();
    for (table, prefix) in [(&choices, ""), (&external, choices::EXTERNAL)] {
        if let Some(table) = table {
            choices::read(table, prefix, &languages, &settings, &mut lists, report);
        }
    }
    let has = |words: &str| {
        let kind = |row| survey.get(row, "type").to_lowercase().replace(' ', "_");
        survey
            .rows
            .iter()
            .map(kind)
            .any(|kind| kind.starts_with(words) && !kind.contains("_file") && !kind.contains("${"))
    };
    for (name, there, words) in [
        ("choices", choices.is_some(), ["select_one_", "select_multiple_"]),
        ("external_choices", external.is_some(), ["select_one_external_", "select_one_external_"]),
    ] {
        let wanted = words.iter().any(|words| has(words)) && (name != "choices" || !has("select_one_external_"));
        if wanted && !there {
            report.error(Place::sheet(survey.name), ProblemCode::SheetMissing, &[("name", name)]);
        }
    }
    let own_lists: BTreeSet<String> =
        lists.keys().filter(|list| !list.starts_with(choices::EXTERNAL)).cloned().collect();
    let around = survey::Around { languages: &languages, settings: &settings, files: &workbook.files };
    let mut rows = survey::read(&survey, around, &mut lists, report);
    let mut declarations = entities.as_ref().map(|table| entities::read(table, &mut rows, report)).unwrap_or_default();
    entities::attach(&survey, &mut rows, &declarations, report);
    if let Some(table) = &entities {
        entity_places::find(&survey, table, &rows, &mut declarations, report);
    }
    instances::check(&survey, &own_lists, report);
    // Other tools call what holds the whole form so, where the settings give it no name.
    let root = settings.values.get("name").filter(|name| !name.is_empty()).map_or("data", String::as_str);
    references::check(&survey, choices.as_ref(), settings_table.as_ref(), &rows, root, report);
    if languages.all.is_empty() || uses_default(&rows, &languages) {
        languages.all.push(FormLanguage { tag: languages.unmarked.clone(), name: languages.unmarked.clone() });
    }
    let (mut form, sources) = nodes::build(rows, lists, &mut settings);
    form.documents = files::documents(&survey, &workbook.files);
    form.entities = entities::declare(&declarations, &form);
    form.languages = languages.all.clone();
    let cells = compile::Cells { survey: &survey, choices: choices.as_ref(), sources: &sources, languages: &languages };
    let compiled = compile::rows(&mut form, &cells, report);
    exclusive::find(&mut form);
    if let Some(table) = &settings_table {
        formula::instance_name(&mut form, table, report);
    }
    if let Some(table) = &entities {
        formula::entities(&mut form, table, &declarations, report);
    }
    form.logic.begins = workbook.sheet("instances").map(|sheet| begins(&Table::new(sheet, report))).unwrap_or_default();
    graph::order(&mut form, &compiled, &cells, report);
    find_totals(&mut form.logic);
    form.sheets = workbook.sheets.iter().filter(|sheet| !sheet.name.starts_with('_')).cloned().collect();
    form.hash = hash(&form.sheets, &workbook.files);
    form.files.clone_from(&workbook.files);
    Some(form)
}

/// The sheet of instances that a form begins with: `at` (a path with places), and `count` or `value`.
fn begins(table: &Table<'_>) -> Vec<Begins> {
    let one = |row| {
        let count = table.get(row, "count").parse().ok().map(With::Instances);
        let with = count.unwrap_or_else(|| With::Value(table.get(row, "value").to_owned()));
        Begins { at: table.get(row, "at").to_owned(), with }
    };
    table.rows.iter().map(one).filter(|begins| !begins.at.is_empty()).collect()
}

fn uses_default(rows: &[survey::SurveyRow], languages: &Languages) -> bool {
    let tag = &languages.unmarked;
    !languages.all.iter().any(|known| known.tag == *tag) && rows.iter().any(|row| row.node.label.contains_key(tag))
}

/// The sheets that a form can have.
pub const SHEETS: [&str; 7] = ["survey", "choices", "settings", "entities", "external_choices", "osm", "instances"];

fn check_sheets(workbook: &Workbook, report: &mut Report<'_>) {
    for sheet in &workbook.sheets {
        let name = sheet.name.trim().to_lowercase();
        if SHEETS.contains(&name.as_str()) || name.starts_with('_') {
            continue;
        }
        // Only what looks like a slip of the pen is worth a word.
        // So short a name as `osm` is near to much that is something else.
        let known = SHEETS.iter().filter(|known| **known != "osm");
        let near = known.into_iter().find(|known| near::is_near(known, &name) && workbook.sheet(known).is_none());
        if let Some(near) = near {
            report.warn(Place::sheet(&sheet.name), ProblemCode::SheetUnknown, &[("name", &sheet.name), ("near", near)]);
        }
    }
}

/// Over names and cells and the files beside, so that the same sheets from .xlsx and from CSV have the same hash. Rows count by their order
/// and columns by their header: moving a column changes the hash, an empty row does not.
fn hash(sheets: &[Sheet], files: &BTreeMap<String, Vec<u8>>) -> [u8; 32] {
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
    for (name, bytes) in files {
        part("file");
        part(name);
        part(blake3::hash(bytes).to_hex().as_str());
    }
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests;
