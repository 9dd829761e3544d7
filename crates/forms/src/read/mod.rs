//! From cells to a form.
//!
//! Reading never stops at the first mistake: each sheet is read as far as it goes, and what is wrong is named by its
//! cell. It goes by stages, each of which takes what it needs and gives a value of its own: the sheets of the workbook, with
//! shorthand written out; their tables; languages; settings; lists; rows; entities; the rows laid out; their formulas,
//! compiled and linked; the order in which these settle. Of all that the form is made once, at the end.

mod choices;
mod entities;
mod finish;
mod formulas;
mod layout;
mod near;
mod report;
mod settings;
mod sheets;
mod survey;

use std::collections::BTreeSet;
use std::sync::Arc;

use choices::lists::{self, Lists};
use entities::declared::{self, Declared};
use entities::places;
use finish::Parts;
use formulas::cells::Cells;
use formulas::names::Names;
use formulas::rows::Around;
use formulas::{order, outside, references};
use layout::Layout;
use report::Report;
use settings::Settings;
use sheets::chosen::Sheets;
use sheets::languages::Languages;
use sheets::table::Table;
use sheets::tables::Tables;
use sheets::{shorthand, spaces};
use survey::row::SurveyRow;
use survey::rows::Survey;
use survey::types::Types;
use survey::{instances, rows};

use crate::form::{Form, FormLanguage};
use crate::problem::Problem;
use crate::workbook::{Workbook, is_sheet};

pub use sheets::chosen::SHEETS;
pub(crate) use survey::columns::SURVEY_COLUMNS;
pub(crate) use survey::parameters::names as parameter_names;
pub(crate) use survey::roles::role;

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
    let is_used = |remark: &&Problem| SHEETS.iter().any(|sheet| is_sheet(&remark.sheet, sheet));
    let remarks = workbook.remarks.iter().filter(is_used).cloned();
    let mut report = Report { file: &workbook.file, problems: remarks.collect() };
    let form = assemble(workbook, &mut report);
    let form = form.filter(|_| !report.failed()).map(Arc::new);
    Reading { form, problems: report.problems }
}

fn assemble(workbook: &Workbook, report: &mut Report<'_>) -> Option<Form> {
    let plain = spaces::plain(workbook);
    let sheets = Sheets::of(plain.as_ref().unwrap_or(workbook), report)?;
    let survey = shorthand::write_out(&sheets, report);
    let tables = Tables::new(&survey, &sheets, report);
    let languages = tables.languages(report);
    let settings = settings::read(tables.settings.as_ref(), &languages, report);
    let lists = lists::read(&tables, &languages, &settings, report);
    tables.check_choices(report);
    let own_lists = own_names(&lists);
    let types = Types::new(&tables.survey);
    let around = rows::Around { languages: &languages, settings: &settings, files: &workbook.files };
    let Survey { rows, lists } = rows::read(&tables.survey, &types, around, lists, report);
    let (rows, declared) = with_entities(&tables, rows, report);
    instances::check(&tables.survey, &types, &own_lists, report);
    check_references(&tables, &rows, &settings, report);
    let spoken = spoken(&languages, &rows);
    let layout = Layout::new(rows);
    let names = Names::new(&layout, &settings.root, &settings.id);
    let cells = Cells {
        survey: &tables.survey,
        choices: tables.choices.as_ref(),
        sources: &layout.sources,
        languages: &languages,
    };
    let adds_none = settings.values.get("add_none_option").is_some_and(|text| sheets::words::is_yes(text));
    let around = Around { layout: &layout, lists: &lists, cells: &cells, names: &names, adds_none };
    let mut formulas = formulas::rows::compile(around, report);
    formulas::follows::find(&layout, &mut formulas);
    let name = tables.settings.as_ref().and_then(|table| outside::instance_name(table, &names, report));
    let of_entities = tables.entities.as_ref().map(|table| outside::entities(table, &declared, &names, report));
    let begins = sheets.instances.map(|sheet| outside::begins(&Table::new(sheet, report)));
    if let Some(sheet) = sheets.further_triggers {
        outside::further_triggers(&Table::new(sheet, report), &layout, &names, &mut formulas, report);
    }
    let order = order::find(&layout.nodes, &formulas.compiled, &cells, report)?;
    drop(names);
    let parts = Parts {
        languages: spoken,
        instance_name: name,
        entities: of_entities.unwrap_or_default(),
        begins: begins.unwrap_or_default(),
        settings,
        layout,
        lists,
        formulas,
        order,
        declared,
    };
    Some(finish::form(parts, workbook, &tables.survey))
}

/// The names of the lists of the choices sheet.
fn own_names(lists: &Lists) -> BTreeSet<String> {
    lists.keys().filter(|list| !list.starts_with(lists::EXTERNAL)).cloned().collect()
}

/// The entities of a form, and the rows with what they save to.
fn with_entities<'a>(
    tables: &Tables<'a>,
    mut rows: Vec<SurveyRow>,
    report: &mut Report<'_>,
) -> (Vec<SurveyRow>, Vec<Declared<'a>>) {
    let entities = tables.entities.as_ref();
    let mut declared = entities.map(|table| declared::read(table, &rows, report)).unwrap_or_default();
    declared::attach(&tables.survey, &mut rows, &declared, report);
    if let Some(table) = entities {
        places::find(&tables.survey, table, &rows, &mut declared, report);
    }
    (rows, declared)
}

fn check_references(tables: &Tables<'_>, rows: &[SurveyRow], settings: &Settings, report: &mut Report<'_>) {
    // Other tools call what holds the whole form so, where the settings give it no name.
    let root = settings.values.get("name").filter(|name| !name.is_empty()).map_or("data", String::as_str);
    references::check(&tables.survey, tables.choices.as_ref(), tables.settings.as_ref(), rows, root, report);
}

/// The languages of a form: those of its columns, and that of texts without one where there are some or no other is.
fn spoken(languages: &Languages, rows: &[SurveyRow]) -> Vec<FormLanguage> {
    let tag = &languages.unmarked;
    let mut all = languages.all.clone();
    let known = all.iter().any(|known| known.tag == *tag);
    if all.is_empty() || (!known && rows.iter().any(|row| row.node.label.contains_key(tag))) {
        all.push(FormLanguage { tag: tag.clone(), name: tag.clone() });
    }
    all
}

#[cfg(test)]
mod tests;
