//! Which sheets of a workbook a form is made of.

use std::sync::Arc;

use crate::problem::ProblemCode;
use crate::read::near;
use crate::read::report::{Place, Report};
use crate::read::sheets::words::fold;
use crate::workbook::{Sheet, Workbook};

/// A form may have so many rows.
pub(crate) const ROWS: usize = 50_000;

/// The sheets that a form can have.
pub const SHEETS: [&str; 8] =
    ["survey", "choices", "settings", "entities", "external_choices", "osm", "instances", "further_triggers"];

/// The sheets of one form.
pub(crate) struct Sheets<'w> {
    pub(crate) survey: &'w Sheet,
    pub(crate) choices: Option<&'w Sheet>,
    pub(crate) external: Option<&'w Sheet>,
    pub(crate) settings: Option<&'w Sheet>,
    pub(crate) entities: Option<&'w Sheet>,
    pub(crate) instances: Option<&'w Sheet>,
    pub(crate) further_triggers: Option<&'w Sheet>,
}

impl<'w> Sheets<'w> {
    /// Finds them; `None` where there is no survey, or one that is too long.
    pub(crate) fn of(workbook: &'w Workbook, report: &mut Report<'_>) -> Option<Self> {
        check_names(workbook, report);
        let Some(survey) = workbook.sheet("survey").or_else(|| only(workbook)) else {
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
        Some(Self {
            survey,
            choices: workbook.sheet("choices"),
            external: workbook.sheet("external_choices"),
            settings: workbook.sheet("settings"),
            entities: workbook.sheet("entities"),
            instances: workbook.sheet("instances"),
            further_triggers: workbook.sheet("further_triggers"),
        })
    }
}

/// The one sheet that is none of the others: a workbook of one sheet needs no name for it.
fn only(workbook: &Workbook) -> Option<&Sheet> {
    let is_survey = |sheet: &&Sheet| {
        let has =
            |name: &str| sheet.rows.first().is_some_and(|row| row.cells.iter().any(|cell| fold(&cell.text) == name));
        has("type") && has("name")
    };
    let known = |sheet: &&Sheet| SHEETS.contains(&sheet.name.trim().to_lowercase().as_str());
    let mut others = workbook.sheets.iter().map(Arc::as_ref).filter(|sheet| !known(sheet));
    others.next().filter(|_| others.next().is_none()).filter(is_survey)
}

fn check_names(workbook: &Workbook, report: &mut Report<'_>) {
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
