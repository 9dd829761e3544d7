//! Cells and where they stand.
//!
//! An .xlsx and a folder of CSV files give the same: sheets of texts. Limits keep an absurd file from filling the memory
//! before anyone has seen that it is no questionnaire.

mod builder;
mod cells;
mod csv_sheets;
mod dimension;
mod extent;
mod markdown;
mod number_format;
mod packed;
mod records;
mod separator;
mod together;
mod values;
mod xform;
mod xls;
mod xlsx;

use builder::problem;
pub use builder::{CELL_BYTES, COLUMNS, ROWS};
pub(crate) use cells::is_sheet;
pub use cells::{Cell, Row, Sheet, Workbook, address};
pub(crate) use separator::separated;

use crate::problem::{Problem, ProblemCode};

/// A file may have so many bytes.
pub const FILE_BYTES: usize = 64 << 20;
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

    /// Reads sheets given as CSV: each with its name and bytes, UTF-8 with or without a byte order mark, with commas,
    /// semicolons or tabs between the cells.
    ///
    /// # Errors
    /// Everything that keeps the cells from being read, with their addresses.
    pub fn from_csv(file: &str, sheets: &[(&str, &[u8])]) -> Result<Self, Vec<Problem>> {
        within_limit(file, sheets)?;
        csv_sheets::read(file, sheets)
    }

    /// Reads sheets that [`to_csv`](crate::to_csv) has written: with commas, whatever their first cell holds, so that they
    /// are what they were.
    ///
    /// # Errors
    /// Everything that keeps the cells from being read, with their addresses.
    pub fn from_own_csv(file: &str, sheets: &[(&str, &[u8])]) -> Result<Self, Vec<Problem>> {
        within_limit(file, sheets)?;
        csv_sheets::read_own(file, sheets)
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
}

/// Are sheets no larger together than a file may be?
fn within_limit(file: &str, sheets: &[(&str, &[u8])]) -> Result<(), Vec<Problem>> {
    let total: usize = sheets.iter().map(|(_, bytes)| bytes.len()).fold(0, usize::saturating_add);
    if total > FILE_BYTES { Err(vec![too_large(file, ProblemCode::FileTooLarge, FILE_BYTES)]) } else { Ok(()) }
}

fn too_large(file: &str, code: ProblemCode, limit: usize) -> Problem {
    problem(file, "", None, code, &[("limit", &limit.to_string())])
}

#[cfg(test)]
mod tests;
