//! Shorthand of the survey sheet, written out in the sheet itself before any row is read.

use std::borrow::Cow;

use crate::read::report::Report;
use crate::read::sheets::chosen::Sheets;
use crate::read::sheets::{instance_id, loops, spaces, table_lists};
use crate::workbook::Sheet;

/// The survey with its loops unrolled, its tables as lines, the name of the interview where something reads it, and one
/// space for several. What needs nothing of it is the sheet as it was.
pub(crate) fn write_out<'w>(sheets: &Sheets<'w>, report: &mut Report<'_>) -> Cow<'w, Sheet> {
    let mut survey = Cow::Borrowed(sheets.survey);
    if let Some(unrolled) = loops::unroll(&survey, sheets.choices, sheets.settings) {
        survey = Cow::Owned(unrolled);
    }
    if let Some(lines) = table_lists::write_out(&survey, report) {
        survey = Cow::Owned(lines);
    }
    if let Some(named) = instance_id::add(&survey, &[sheets.settings, sheets.choices, sheets.entities]) {
        survey = Cow::Owned(named);
    }
    if let Some(squeezed) = spaces::squeeze(&survey, sheets.settings) {
        survey = Cow::Owned(squeezed);
    }
    survey
}
