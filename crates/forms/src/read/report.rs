//! Collects problems while a workbook is read.

use crate::problem::{Problem, ProblemCode, Severity};
use crate::workbook::address;

pub(crate) struct Report<'a> {
    pub(crate) file: &'a str,
    pub(crate) problems: Vec<Problem>,
}

/// A place in the workbook: sheet, column from 0, row from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place<'a> {
    pub(crate) sheet: &'a str,
    pub(crate) cell: Option<(u32, u32)>,
}

impl<'a> Place<'a> {
    pub(crate) const fn sheet(sheet: &'a str) -> Self {
        Self { sheet, cell: None }
    }
}

impl Report<'_> {
    pub(crate) fn error(&mut self, place: Place<'_>, code: ProblemCode, args: &[(&str, &str)]) {
        self.push(place, Severity::Error, code, args);
    }

    pub(crate) fn warn(&mut self, place: Place<'_>, code: ProblemCode, args: &[(&str, &str)]) {
        self.push(place, Severity::Warning, code, args);
    }

    fn push(&mut self, place: Place<'_>, severity: Severity, code: ProblemCode, args: &[(&str, &str)]) {
        self.problems.push(Problem {
            file: self.file.to_owned(),
            sheet: place.sheet.to_owned(),
            cell: place.cell.map(|(column, row)| address(column, row)),
            severity,
            code,
            args: args.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        });
    }

    pub(crate) fn failed(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }
}
