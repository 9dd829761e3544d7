//! Sheets from .xlsx and from .xls, which is older.

use std::io::Cursor;

use calamine::{Data, Reader, Xls, Xlsx};
use chrono::Timelike;

use super::{Builder, Cell, Problem, ProblemCode, Workbook, problem};

/// How a file of the older kind begins.
const OLD: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];

pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Workbook, Vec<Problem>> {
    let unreadable = || vec![problem(file, "", None, ProblemCode::FileUnreadable, &[])];
    if bytes.starts_with(&OLD) {
        return read_old(file, bytes).unwrap_or_else(|| Err(unreadable()));
    }
    let mut source: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| unreadable())?;
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
        problems.append(&mut builder.problems);
        workbook.sheets.push(builder.sheet);
    }
    if problems.is_empty() { Ok(workbook) } else { Err(problems) }
}

fn read_old(file: &str, bytes: &[u8]) -> Option<Result<Workbook, Vec<Problem>>> {
    let mut source: Xls<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).ok()?;
    let mut workbook = Workbook { file: file.to_owned(), ..Workbook::default() };
    let mut problems = Vec::new();
    for name in source.sheet_names().into_iter().filter(|name| !name.starts_with('_')) {
        let mut builder = Builder::new(file, &name);
        let range = source.worksheet_range(&name).ok()?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, values) in (top..).zip(range.rows()) {
            let number = row.checked_add(1)?;
            let mut cells: Vec<Cell> = Vec::new();
            for (column, value) in (left..).zip(values) {
                if let Some(text) = text(value) {
                    builder.cell(&mut cells, number, column, &text);
                }
            }
            if !builder.row(number, cells) {
                break;
            }
        }
        problems.append(&mut builder.problems);
        workbook.sheets.push(builder.sheet);
    }
    Some(if problems.is_empty() { Ok(workbook) } else { Err(problems) })
}

/// Reads cell by cell: a sheet that claims a million rows costs only what it holds.
fn sheet(source: &mut Xlsx<Cursor<&[u8]>>, name: &str, builder: &mut Builder<'_>) -> Option<()> {
    let mut reader = source.worksheet_cells_reader(name).ok()?;
    let mut number = 0_u32;
    let mut cells: Vec<Cell> = Vec::new();
    while let Some(cell) = reader.next_cell().ok()? {
        let (row, column) = cell.get_position();
        let row = row.checked_add(1)?;
        if row != number {
            if !builder.row(number, std::mem::take(&mut cells)) {
                return Some(());
            }
            number = row;
        }
        if let Some(text) = text(&Data::from(cell.get_value().clone())) {
            builder.cell(&mut cells, row, column, &text);
        }
    }
    builder.row(number, cells);
    Some(())
}

fn text(data: &Data) -> Option<String> {
    Some(match data {
        Data::Empty | Data::Error(_) => return None,
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(_) => {
            let at = as_date_time(data)?;
            if at.time().num_seconds_from_midnight() == 0 {
                at.format("%Y-%m-%d").to_string()
            } else {
                at.format("%Y-%m-%dT%H:%M:%S").to_string()
            }
        }
    })
}

fn as_date_time(data: &Data) -> Option<chrono::NaiveDateTime> {
    let Data::DateTime(value) = data else { return None };
    // Days since 1899-12-30, as Excel counts from 1900-03-01 on.
    let epoch = chrono::NaiveDate::from_ymd_opt(1899, 12, 30)?.and_hms_opt(0, 0, 0)?;
    let days = value.as_f64();
    if !days.is_finite() || days.abs() > 3e6 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked to be within range")]
    let seconds = (days * 86_400.0).round() as i64;
    epoch.checked_add_signed(chrono::TimeDelta::try_seconds(seconds)?)
}
