//! Sheets from .xlsx.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, DataRef, Reader, Xlsx, XlsxCellFormulaMetadataRecord, XlsxCellReader};

use super::builder::{Builder, problem};
use super::cells::{Cell, Workbook};
use super::dimension;
use super::number_format::ZeroFormat;
use super::packed::{self, Packed};
use super::values::text;
use super::xls;
use crate::problem::{Problem, ProblemCode};

pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Workbook, Vec<Problem>> {
    // The library that takes these files apart panics at some that are cut short or made to be wrong. To whoever chose
    // such a file it is one that cannot be read. Nothing outlives the call that could be left half done.
    std::panic::catch_unwind(|| take_apart(file, bytes)).unwrap_or_else(|_| Err(unreadable(file)))
}

fn unreadable(file: &str) -> Vec<Problem> {
    vec![problem(file, "", None, ProblemCode::FileUnreadable, &[])]
}

fn take_apart(file: &str, bytes: &[u8]) -> Result<Workbook, Vec<Problem>> {
    if bytes.starts_with(&xls::HEAD) {
        return xls::read(file, bytes).unwrap_or_else(|| Err(unreadable(file)));
    }
    match packed::look(bytes) {
        Packed::Fits => {}
        Packed::Broken => return Err(unreadable(file)),
        Packed::TooLarge => {
            let limit = packed::UNPACKED.to_string();
            return Err(vec![problem(file, "", None, ProblemCode::FileTooLarge, &[("limit", &limit)])]);
        }
    }
    let read = sheets(file, bytes);
    match read.is_err().then(|| dimension::mended(bytes)).flatten() {
        Some(mended) => sheets(file, &mended),
        None => read,
    }
}

fn sheets(file: &str, bytes: &[u8]) -> Result<Workbook, Vec<Problem>> {
    let mut source: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| unreadable(file))?;
    let mut workbook = Workbook { file: file.to_owned(), ..Workbook::default() };
    let mut problems = Vec::new();
    for name in source.sheet_names() {
        if name.starts_with('_') {
            continue;
        }
        let mut builder = Builder::new(file, &name);
        if sheet(&mut source, &name, &mut builder).is_none() {
            problems.push(problem(file, &name, None, ProblemCode::FileUnreadable, &[]));
        }
        builder.finish(&mut workbook, &mut problems);
    }
    if problems.is_empty() { Ok(workbook) } else { Err(problems) }
}

type Cells<'c, 'b> = XlsxCellReader<'c, Cursor<&'b [u8]>>;

/// Reads cell by cell: a sheet that claims a million rows costs only what it holds.
fn sheet(source: &mut Xlsx<Cursor<&[u8]>>, name: &str, builder: &mut Builder<'_>) -> Option<()> {
    // What formulas say besides their values is read on the way. Where that cannot be read, the values can.
    let read = source.worksheet_cells_reader(name).ok().and_then(|mut reader| all(&mut reader, builder));
    if read.is_none() {
        *builder = Builder::new(builder.file, name);
        let mut reader = source.worksheet_cells_reader(name).ok()?;
        plain(&mut reader, builder)?;
    }
    zeros(source, name, builder);
    Some(())
}

/// Values, and formulas that have none.
fn all(reader: &mut Cells<'_, '_>, builder: &mut Builder<'_>) -> Option<()> {
    let mut rows = Rows::default();
    while let Some(XlsxCellFormulaMetadataRecord { pos: (row, column), value, formula, .. }) =
        reader.next_cell_with_formula_metadata().ok()?
    {
        let number = row.checked_add(1)?;
        if formula.is_some() && matches!(value, DataRef::Empty) {
            builder.remark(number, column, ProblemCode::FormulaUnsaid, &[]);
        }
        if !rows.take(number, column, &value, builder) {
            return Some(());
        }
    }
    rows.end(builder);
    Some(())
}

fn plain(reader: &mut Cells<'_, '_>, builder: &mut Builder<'_>) -> Option<()> {
    let mut rows = Rows::default();
    while let Some(cell) = reader.next_cell().ok()? {
        let (row, column) = cell.get_position();
        if !rows.take(row.checked_add(1)?, column, cell.get_value(), builder) {
            return Some(());
        }
    }
    rows.end(builder);
    Some(())
}

/// Cells on their way into rows.
#[derive(Default)]
struct Rows {
    number: u32,
    cells: Vec<Cell>,
}

impl Rows {
    /// Takes a cell; `false` when no more rows are taken.
    fn take(&mut self, number: u32, column: u32, value: &DataRef<'_>, builder: &mut Builder<'_>) -> bool {
        if number != self.number {
            if !builder.row(self.number, &mut self.cells) {
                return false;
            }
            self.number = number;
        }
        match value {
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                builder.cell(&mut self.cells, number, column, text);
            }
            DataRef::SharedString(text) => builder.cell(&mut self.cells, number, column, text),
            other => {
                if let Some(text) = text(&Data::from(other.clone())) {
                    builder.cell(&mut self.cells, number, column, &text);
                }
            }
        }
        true
    }

    fn end(mut self, builder: &mut Builder<'_>) {
        builder.row(self.number, &mut self.cells);
    }
}

/// Remarks upon numbers whose format puts zeros before them. Where no format of the workbook does, no cell is looked at.
fn zeros(source: &mut Xlsx<Cursor<&[u8]>>, name: &str, builder: &mut Builder<'_>) {
    let Ok(mut reader) = source.worksheet_cells_reader(name) else { return };
    let code = |style: &calamine::Style| ZeroFormat::read(&style.number_format.as_ref()?.format_code);
    let formats: BTreeMap<usize, ZeroFormat> =
        reader.styles().iter().enumerate().filter_map(|(at, style)| Some((at, code(style)?))).collect();
    if formats.is_empty() {
        return;
    }
    while let Ok(Some((cell, style))) = reader.next_cell_with_style_id() {
        let Some(format) = formats.get(&style) else { continue };
        let (row, column) = cell.get_position();
        let text = text(&Data::from(cell.get_value().clone())).unwrap_or_default();
        let is_number = matches!(cell.get_value(), DataRef::Float(_) | DataRef::Int(_));
        if let Some(shown) = format.shown(&text).filter(|_| is_number) {
            builder.unheld_zeros(row.saturating_add(1), column, &shown, &text);
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_file_whose_parts_lead_nowhere_cannot_be_read() {
        // The head of an old workbook: its folder begins in a sector that no table names.
        let mut bytes = vec![0_u8; 1024];
        bytes[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
        for (at, number) in [(26, 3), (30, 9), (32, 6), (44, 1), (48, 1)] {
            bytes[at] = number;
        }
        bytes[68..512].fill(0xFF);
        let problems = super::read("cut.xls", &bytes).unwrap_err();
        assert_eq!(problems.iter().map(|problem| problem.code.as_str()).collect::<Vec<_>>(), ["file-unreadable"]);
    }
}
