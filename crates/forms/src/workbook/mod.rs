//! Cells and where they stand.
//!
//! An .xlsx and a folder of CSV files give the same: sheets of texts. Limits keep an absurd file from filling the memory
//! before anyone has seen that it is no questionnaire.

mod csv_sheets;
mod extent;
mod markdown;
mod xform;
mod xlsx;

use std::collections::BTreeMap;

use crate::problem::{Problem, ProblemCode, Severity};

/// A file may have so many bytes.
pub const FILE_BYTES: usize = 64 << 20;
/// A cell may have so many bytes: a long label is a thousand.
pub const CELL_BYTES: usize = 32 << 10;
/// A sheet may have so many rows.
pub const ROWS: usize = 200_000;
/// A sheet may have so many columns.
pub const COLUMNS: usize = 500;

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
    /// Reads a file by what it is: an XForm (`.xml`), markdown tables (`.md`), else a spreadsheet.
    ///
    /// # Errors
    /// Everything that keeps it from being read, with addresses.
    pub fn from_file(file: &str, bytes: &[u8]) -> Result<Self, Vec<Problem>> {
        let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
        let text =
            || std::str::from_utf8(bytes).map_err(|_| vec![problem(file, "", None, ProblemCode::FileUnreadable, &[])]);
        match ending.as_str() {
            "xml" => Self::from_xform(file, text()?),
            "md" => Self::from_markdown(file, text()?),
            _ => Self::from_xlsx(file, bytes),
        }
    }

    /// Reads the bytes of an .xlsx or .xls file.
    ///
    /// # Errors
    /// Everything that keeps the cells from being read, with their addresses.
    pub fn from_xlsx(file: &str, bytes: &[u8]) -> Result<Self, Vec<Problem>> {
        if bytes.len() > FILE_BYTES {
            return Err(vec![too_large(file, ProblemCode::FileTooLarge, FILE_BYTES)]);
        }
        xlsx::read(file, bytes)
    }

    /// Reads sheets given as CSV: each with its name and bytes, UTF-8 with or without a byte order mark.
    ///
    /// # Errors
    /// Everything that keeps the cells from being read, with their addresses.
    pub fn from_csv(file: &str, sheets: &[(&str, &[u8])]) -> Result<Self, Vec<Problem>> {
        let total: usize = sheets.iter().map(|(_, bytes)| bytes.len()).fold(0, usize::saturating_add);
        if total > FILE_BYTES {
            return Err(vec![too_large(file, ProblemCode::FileTooLarge, FILE_BYTES)]);
        }
        csv_sheets::read(file, sheets)
    }

    /// Reads sheets given as markdown tables: a row whose first cell is not empty begins the sheet of that name.
    ///
    /// # Errors
    /// Everything that keeps the cells from being read, with their addresses.
    pub fn from_markdown(file: &str, text: &str) -> Result<Self, Vec<Problem>> {
        if text.len() > FILE_BYTES {
            return Err(vec![too_large(file, ProblemCode::FileTooLarge, FILE_BYTES)]);
        }
        markdown::read(file, text)
    }

    /// Reads an XForm, XML as ODK Central and KoboToolbox serve it, into the sheets that it could have been made from.
    ///
    /// # Errors
    /// When it is no XML, or no form.
    pub fn from_xform(file: &str, text: &str) -> Result<Self, Vec<Problem>> {
        if text.len() > FILE_BYTES {
            return Err(vec![too_large(file, ProblemCode::FileTooLarge, FILE_BYTES)]);
        }
        xform::read(file, text)
    }

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

fn too_large(file: &str, code: ProblemCode, limit: usize) -> Problem {
    problem(file, "", None, code, &[("limit", &limit.to_string())])
}

fn problem(file: &str, sheet: &str, cell: Option<String>, code: ProblemCode, args: &[(&str, &str)]) -> Problem {
    let args: BTreeMap<String, String> =
        args.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Problem { file: file.to_owned(), sheet: sheet.to_owned(), cell, severity: Severity::Error, code, args }
}

/// Collects the cells of one sheet and watches the limits.
struct Builder<'a> {
    file: &'a str,
    sheet: Sheet,
    problems: Vec<Problem>,
}

impl<'a> Builder<'a> {
    fn new(file: &'a str, name: &str) -> Self {
        Self { file, sheet: Sheet { name: name.to_owned(), rows: Vec::new() }, problems: Vec::new() }
    }

    /// Takes a row; `false` when no more are taken.
    fn row(&mut self, number: u32, cells: Vec<Cell>) -> bool {
        if cells.is_empty() {
            return true;
        }
        let far = cells.last().is_some_and(|cell| cell.column as usize >= COLUMNS);
        if far || self.sheet.rows.len() >= ROWS {
            let limit = if far { COLUMNS } else { ROWS };
            let name = self.sheet.name.clone();
            let args = [("limit", limit.to_string())];
            let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
            self.problems.push(problem(self.file, &name, None, ProblemCode::SheetTooLarge, &args));
            return false;
        }
        self.sheet.rows.push(Row { number, cells });
        true
    }

    fn cell(&mut self, cells: &mut Vec<Cell>, number: u32, column: u32, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        if text.len() > CELL_BYTES {
            let name = self.sheet.name.clone();
            let limit = CELL_BYTES.to_string();
            let cell = Some(address(column, number));
            self.problems.push(problem(self.file, &name, cell, ProblemCode::CellTooLarge, &[("limit", &limit)]));
            return;
        }
        cells.push(Cell { column, text: text.to_owned() });
    }
}

#[cfg(test)]
mod tests;
