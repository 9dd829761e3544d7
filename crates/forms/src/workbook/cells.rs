//! What a workbook is: sheets, rows and cells.

use std::collections::BTreeMap;

/// A workbook.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Workbook {
    /// The name the caller gave, for problems.
    pub file: String,
    /// Its sheets in order.
    pub sheets: Vec<Sheet>,
    /// Files that lie beside it, by name: lists for `select_one_from_file`, `csv-external` and the like.
    pub files: BTreeMap<String, Vec<u8>>,
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
    pub text: String,
}

impl Workbook {
    /// The sheet of this name, whatever its case.
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name.trim().eq_ignore_ascii_case(name))
    }
}

impl Row {
    /// What the cell in `column` says; empty when it is not there.
    pub fn text(&self, column: u32) -> &str {
        self.cells.iter().find(|cell| cell.column == column).map_or("", |cell| cell.text.as_str())
    }
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
