//! What a workbook is: sheets, rows and cells.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::problem::Problem;

/// A workbook.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Workbook {
    /// The name the caller gave, for problems.
    pub file: String,
    /// Its sheets in order.
    pub sheets: Vec<Arc<Sheet>>,
    /// Files that lie beside it, by name: lists for `select_one_from_file`, `csv-external` and the like.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What was seen in its cells and stops nothing: a value that is not stored, zeros that are not there.
    pub remarks: Vec<Problem>,
}

/// A sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Name as the file has it.
    pub name: String,
    /// Rows that have a cell, top to bottom.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Number, from 1.
    pub number: u32,
    /// Cells that are not empty, left to right.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Column, from 0.
    pub column: u32,
    /// What it says: numbers without `.0`, `TRUE` and `FALSE`, dates as ISO 8601.
    /// Cells that say the same may share it.
    pub text: Arc<str>,
}

impl Workbook {
    /// The sheet of this name, whatever its case, whatever blanks stand around it, and with blanks for its `_`.
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().map(Arc::as_ref).find(|sheet| is_sheet(&sheet.name, name))
    }
}

impl Row {
    /// What the cell in `column` says; empty when it is not there.
    pub fn text(&self, column: u32) -> &str {
        self.cells.iter().find(|cell| cell.column == column).map_or("", |cell| &cell.text)
    }

    /// The same, to keep.
    pub(crate) fn shared(&self, column: u32) -> Option<&Arc<str>> {
        self.cells.iter().find(|cell| cell.column == column).map(|cell| &cell.text)
    }
}

/// Is a sheet of that name meant by this one?
pub(crate) fn is_sheet(written: &str, name: &str) -> bool {
    let words = written.split(|c: char| c.is_whitespace() || c == '_').filter(|word| !word.is_empty());
    name.split('_').map(str::to_lowercase).eq(words.map(str::to_lowercase))
}

/// `B12` for column 1 of row 12.
pub fn address(column: u32, row: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column.saturating_add(1);
    while rest > 0 {
        rest = rest.saturating_sub(1);
        letters.push(char::from(b'A'.saturating_add(u8::try_from(rest % 26).unwrap_or(0))));
        rest /= 26;
    }
    letters.iter().rev().collect::<String>() + &row.to_string()
}
