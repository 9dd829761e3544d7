//! From a form back to cells.

use std::sync::Arc;

use rust_xlsxwriter::{Format, FormatAlign, XlsxError};

use crate::form::Form;
use crate::workbook::{Sheet, Workbook};

/// A sheet that a spreadsheet cannot hold: its name or one of its cells is too long, or it has too many rows.
#[derive(Debug, thiserror::Error)]
#[error("the sheet {sheet} does not fit into a spreadsheet")]
pub struct WriteError {
    /// The sheet.
    pub sheet: String,
}

/// The sheets of a form as CSV, by name, with every column they came with.
pub fn to_csv(form: &Form) -> Vec<(String, Vec<u8>)> {
    form.sheets.iter().map(|sheet| (sheet.name.clone(), csv_of(sheet))).collect()
}

/// The sheets of a form as an .xlsx file, with every column they came with: the header stays in sight, long texts wrap, and
/// every cell is a text, so that `007` stays what it is.
///
/// # Errors
/// When a sheet does not fit.
pub fn to_xlsx(form: &Form) -> Result<Vec<u8>, WriteError> {
    sheets_to_xlsx(&form.sheets)
}

impl Workbook {
    /// The sheets as CSV, by name, as [`to_csv`] writes those of a form; [`Workbook::from_own_csv`] reads them as they were.
    pub fn to_csv(&self) -> Vec<(String, Vec<u8>)> {
        self.sheets.iter().map(|sheet| (sheet.name.clone(), csv_of(sheet))).collect()
    }

    /// The sheets as an .xlsx file, as [`to_xlsx`] writes those of a form. So an XForm becomes a spreadsheet.
    ///
    /// # Errors
    /// When a sheet does not fit.
    pub fn to_xlsx(&self) -> Result<Vec<u8>, WriteError> {
        sheets_to_xlsx(&self.sheets)
    }
}

fn csv_of(sheet: &Sheet) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(false).from_writer(Vec::new());
    let width = sheet.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column).max().unwrap_or(0);
    for row in &sheet.rows {
        // Writing into a vector does not fail.
        let _written = writer.write_record((0..=width).map(|column| row.text(column)));
    }
    writer.into_inner().unwrap_or_default()
}

fn sheets_to_xlsx(sheets: &[Arc<Sheet>]) -> Result<Vec<u8>, WriteError> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for sheet in sheets {
        write_sheet(&mut book, sheet).map_err(|_| WriteError { sheet: sheet.name.clone() })?;
    }
    book.save_to_buffer().map_err(|_| WriteError { sheet: String::new() })
}

/// Columns of texts are so wide, in letters; the others as their header.
const WIDE: f64 = 40.0;

fn write_sheet(book: &mut rust_xlsxwriter::Workbook, sheet: &Sheet) -> Result<(), XlsxError> {
    let head =
        Format::new().set_bold().set_background_color("E7F0F0").set_border_bottom(rust_xlsxwriter::FormatBorder::Thin);
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let page = book.add_worksheet();
    page.set_name(&sheet.name)?;
    page.set_freeze_panes(1, 0)?;
    for (place, row) in (0_u32..).zip(&sheet.rows) {
        // Empty rows stay, so that problems name the same cell in both files.
        let number = row.number.saturating_sub(1).max(place);
        for cell in &row.cells {
            let column = u16::try_from(cell.column).map_err(|_| XlsxError::RowColumnLimitError)?;
            page.write_string_with_format(number, column, cell.text.as_ref(), if place == 0 { &head } else { &text })?;
        }
    }
    for head in sheet.rows.first().into_iter().flat_map(|row| &row.cells) {
        let column = u16::try_from(head.column).map_err(|_| XlsxError::RowColumnLimitError)?;
        let longest = sheet.rows.iter().map(|row| row.text(head.column).chars().count()).max().unwrap_or(0);
        let longest = u32::try_from(longest).map_or(WIDE, f64::from);
        page.set_column_width(column, (longest + 2.0).clamp(8.0, WIDE))?;
    }
    Ok(())
}
