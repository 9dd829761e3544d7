//! A cell among its neighbours, so that whoever mends it knows where they are.

use std::collections::BTreeSet;

use pana_forms::workbook::{Row, Sheet, Workbook, address};

use crate::contract::questionnaire::{CellsColumn, CellsRow, CellsView};

/// Rows above and below.
const NEIGHBOURS: usize = 2;
/// Characters of a cell; the file itself has the rest.
const TEXT_MAX: usize = 200;
/// The columns by which somebody recognises a row.
const NAMES: &[&str] = &["type", "name", "list_name", "list name", "rule_id"];

/// The cell `cell` (`B12`) of `sheet`, the columns that name its row, and the rows around it. Nothing where the sheet or
/// the cell's row is not there. O(rows).
pub(crate) fn around(workbook: &Workbook, sheet: &str, cell: &str) -> Option<CellsView> {
    let sheet = workbook.sheet(sheet)?;
    let (column, row) = place(cell)?;
    let headings = sheet.rows.first()?;
    let named = headings.cells.iter().filter(|heading| NAMES.contains(&heading.text.trim().to_lowercase().as_str()));
    let columns: BTreeSet<u32> = named.map(|heading| heading.column).chain([column]).collect();
    let rows = rows_around(sheet, row)?;
    let view_row =
        |row: &Row| CellsRow { number: row.number, cells: columns.iter().map(|at| short(row.text(*at))).collect() };
    // The heading stands above the columns already.
    let shown = rows.iter().filter(|each| each.number != headings.number || row == headings.number);
    let column_view = |at: &u32| CellsColumn { letters: letters(*at), heading: headings.text(*at).to_owned() };
    Some(CellsView {
        rows: shown.map(|each| view_row(each)).collect(),
        column: u32::try_from(columns.iter().position(|at| *at == column)?).ok()?,
        columns: columns.iter().map(column_view).collect(),
        row,
    })
}

fn rows_around(sheet: &Sheet, row: u32) -> Option<Vec<&Row>> {
    let at = sheet.rows.iter().position(|each| each.number == row)?;
    let from = at.saturating_sub(NEIGHBOURS);
    let many = at.saturating_sub(from).saturating_add(NEIGHBOURS).saturating_add(1);
    Some(sheet.rows.iter().skip(from).take(many).collect())
}

/// `B12` → column 1, row 12.
fn place(cell: &str) -> Option<(u32, u32)> {
    let split = cell.find(|character: char| character.is_ascii_digit())?;
    let (letters, row) = cell.split_at_checked(split)?;
    let mut column = 0_u32;
    for letter in letters.bytes() {
        let digit = letter.checked_sub(b'A').filter(|digit| *digit < 26)?;
        column = column.checked_mul(26)?.checked_add(u32::from(digit))?.checked_add(1)?;
    }
    Some((column.checked_sub(1)?, row.parse().ok()?))
}

fn letters(column: u32) -> String {
    address(column, 1).trim_end_matches('1').to_owned()
}

fn short(text: &str) -> String {
    let mut short: String = text.chars().take(TEXT_MAX).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use super::*;

    fn workbook() -> Workbook {
        let survey = "type,name,hint,relevant\ntext,a,,\ntext,b,,${x} = 1\n,,,\ntext,c,,\ntext,d,,\n";
        Workbook::from_csv("visit", &[("survey", survey.as_bytes())]).unwrap()
    }

    #[test]
    fn a_cell_stands_among_its_neighbours_and_the_names_of_their_rows() {
        let view = around(&workbook(), "survey", "D3").unwrap();
        let columns: Vec<&str> = view.columns.iter().map(|column| column.letters.as_str()).collect();
        assert_eq!(columns, ["A", "B", "D"]);
        assert_eq!((view.column, view.row), (2, 3));
        let rows: Vec<(u32, &str)> = view.rows.iter().map(|row| (row.number, row.cells[2].as_str())).collect();
        assert_eq!(rows, [(2, ""), (3, "${x} = 1"), (5, ""), (6, "")], "the blank row is passed over");
    }

    #[test]
    fn what_no_cell_names_has_no_neighbours() {
        for (sheet, cell) in [("choices", "A1"), ("survey", "A99"), ("survey", "12"), ("survey", "ab"), ("survey", "")]
        {
            assert_eq!(around(&workbook(), sheet, cell), None, "{sheet}!{cell}");
        }
    }

    #[test]
    fn a_cell_far_to_the_right_has_its_letters() {
        assert_eq!(place("AB7"), Some((27, 7)));
        assert_eq!(letters(27), "AB");
        assert_eq!(letters(0), "A");
        assert_eq!(letters(10), "K");
    }
}
