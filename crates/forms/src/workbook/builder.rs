//! Cells on their way into a sheet, and the limits that keep an absurd file from filling the memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cells::{Cell, Row, Sheet, Workbook, address};
use crate::problem::{Problem, ProblemCode, Severity};

/// A cell may have so many bytes: a long label is a thousand.
pub const CELL_BYTES: usize = 32 << 10;
/// A sheet may have so many rows.
pub const ROWS: usize = 200_000;
/// A sheet may have so many columns.
pub const COLUMNS: usize = 500;

pub(super) fn problem(
    file: &str,
    sheet: &str,
    cell: Option<String>,
    code: ProblemCode,
    args: &[(&str, &str)],
) -> Problem {
    let args: BTreeMap<String, String> =
        args.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Problem { file: file.to_owned(), sheet: sheet.to_owned(), cell, severity: Severity::Error, code, args }
}

/// So many cells of a sheet are remarked upon each: a column of a thousand such cells is one matter.
const REMARKS: usize = 50;

/// Collects the cells of one sheet and watches the limits.
pub(super) struct Builder<'a> {
    pub(super) file: &'a str,
    pub(super) sheet: Sheet,
    pub(super) problems: Vec<Problem>,
    /// What is worth a look and stops nothing.
    pub(super) remarks: Vec<Problem>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(file: &'a str, name: &str) -> Self {
        let sheet = Sheet { name: name.to_owned(), rows: Vec::new() };
        Self { file, sheet, problems: Vec::new(), remarks: Vec::new() }
    }

    /// Says something about a cell that is read all the same.
    pub(super) fn remark(&mut self, number: u32, column: u32, code: ProblemCode, args: &[(&str, &str)]) {
        if self.remarks.len() < REMARKS {
            let said = problem(self.file, &self.sheet.name, Some(address(column, number)), code, args);
            self.remarks.push(Problem { severity: Severity::Warning, ..said });
        }
    }

    /// Says that a cell shows zeros which it does not hold.
    pub(super) fn unheld_zeros(&mut self, number: u32, column: u32, shown: &str, held: &str) {
        self.remark(number, column, ProblemCode::ZerosShown, &[("shown", shown), ("value", held)]);
    }

    /// Gives the sheet to its workbook, and what was found in it to those who are told.
    pub(super) fn finish(mut self, workbook: &mut Workbook, problems: &mut Vec<Problem>) {
        problems.append(&mut self.problems);
        workbook.remarks.append(&mut self.remarks);
        self.sheet.rows.shrink_to_fit();
        workbook.sheets.push(Arc::new(self.sheet));
    }

    /// Takes the cells of a row out of the list, whose room serves the next row; `false` when no more are taken.
    pub(super) fn row(&mut self, number: u32, cells: &mut Vec<Cell>) -> bool {
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
        #[expect(clippy::drain_collect, reason = "a row takes no more room than it needs, and the list keeps its own")]
        let cells = cells.drain(..).collect();
        self.sheet.rows.push(Row { number, cells });
        true
    }

    pub(super) fn cell(&mut self, cells: &mut Vec<Cell>, number: u32, column: u32, text: &str) {
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
        // A long list says the same in a column for many rows: its name, a district.
        let above = self.sheet.rows.last().and_then(|row| row.shared(column)).filter(|above| ***above == *text);
        cells.push(Cell { column, text: above.cloned().unwrap_or_else(|| text.into()) });
    }
}
