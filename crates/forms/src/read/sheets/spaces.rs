//! Runs of spaces in the survey sheet.
//!
//! Whoever writes two spaces means one, in a label as in a formula; other tools read it so, unless the setting
//! `clean_text_values` says no. In other sheets spaces stay as they are.

use crate::workbook::{Cell, Row, Sheet};

use crate::read::sheets::words::{fold, is_no};

const TWO: &str = "  ";

/// The sheet with one space for several; `None` when there is nothing to change.
pub(crate) fn squeeze(survey: &Sheet, settings: Option<&Sheet>) -> Option<Sheet> {
    let mut cells = survey.rows.iter().flat_map(|row| &row.cells);
    if !cells.any(|cell| cell.text.contains(TWO)) || settings.is_some_and(keeps) {
        return None;
    }
    let cell = |cell: &Cell| Cell { column: cell.column, text: one_for_several(&cell.text) };
    let row = |row: &Row| Row { number: row.number, cells: row.cells.iter().map(cell).collect() };
    Some(Sheet { name: survey.name.clone(), rows: survey.rows.iter().map(row).collect() })
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
