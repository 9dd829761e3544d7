//! Spaces that nobody sees: several for one, and those that keep a line from breaking.
//!
//! Whoever writes two spaces in the survey means one, in a label as in a formula; other tools read it so, unless the setting
//! `clean_text_values` says no. In other sheets spaces stay as they are. A space that keeps a line from breaking comes into
//! a cell with what was copied from a page; in every sheet it is a space like any other, or `select_one yn` would be no type
//! and the answer `no` would not be the `no` of a formula.

use std::sync::Arc;

use crate::workbook::{Cell, Row, Sheet, Workbook};

use crate::read::sheets::words::{fold, is_no};

const TWO: &str = "  ";

/// What keeps a line from breaking.
const NO_BREAK: char = '\u{a0}';

/// The sheets with plain spaces, without the files beside them; `None` when there is nothing to change.
pub(crate) fn plain(workbook: &Workbook) -> Option<Workbook> {
    let mut cells = workbook.sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
    if !cells.any(|cell| cell.text.contains(NO_BREAK)) || workbook.sheet("settings").is_some_and(keeps) {
        return None;
    }
    let cell = |cell: &Cell| Cell { column: cell.column, text: cell.text.replace(NO_BREAK, " ").into() };
    let sheets = workbook.sheets.iter().map(|sheet| Arc::new(with_cells(sheet, cell))).collect();
    Some(Workbook { file: workbook.file.clone(), sheets, ..Workbook::default() })
}

fn with_cells(sheet: &Sheet, cell: impl Fn(&Cell) -> Cell) -> Sheet {
    let row = |row: &Row| Row { number: row.number, cells: row.cells.iter().map(&cell).collect() };
    Sheet { name: sheet.name.clone(), rows: sheet.rows.iter().map(row).collect() }
}

/// The sheet with one space for several; `None` when there is nothing to change.
pub(crate) fn squeeze(survey: &Sheet, settings: Option<&Sheet>) -> Option<Sheet> {
    let mut cells = survey.rows.iter().flat_map(|row| &row.cells);
    if !cells.any(|cell| cell.text.contains(TWO)) || settings.is_some_and(keeps) {
        return None;
    }
    Some(with_cells(survey, |cell| Cell { column: cell.column, text: one_for_several(&cell.text).into() }))
}

fn keeps(settings: &Sheet) -> bool {
    let Some((header, row)) = settings.rows.first().zip(settings.rows.get(1)) else { return false };
    let says_no = |text: &str| !text.trim().is_empty() && is_no(text);
    header.cells.iter().any(|cell| fold(&cell.text) == "clean_text_values" && says_no(row.text(cell.column)))
}

fn one_for_several(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !(c == ' ' && out.ends_with(' ')) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use crate::{read, workbook::Workbook};

    #[test]
    fn several_spaces_are_one_unless_the_settings_keep_them() {
        for (setting, expected) in [("", "A b"), ("yes", "A b"), ("no", "A   b")] {
            let settings = format!("form_id,clean_text_values\nf,{setting}\n");
            let survey = b"type,name,label\ntext,q,A   b\n";
            let sheets = [("survey", &survey[..]), ("settings", settings.as_bytes())];
            let form = read(&Workbook::from_csv("f", &sheets).unwrap()).form.unwrap();
            assert_eq!(form.nodes().first().unwrap().label["default"], expected, "{setting}");
        }
    }
}
