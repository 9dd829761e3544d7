//! Sheets from .xlsx and from .xls, which is older.

use std::io::Cursor;

use calamine::{Data, ExcelDateTime, Reader, Xls, Xlsx};
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
        Data::DateTime(value) => {
            let at = as_date_time(*value)?;
            let format = match value.as_f64() {
                // Less than a day since the beginning of the calendar is a time of any day.
                days if days < 1.0 => "%H:%M:%S",
                _ if at.time().num_seconds_from_midnight() == 0 => "%Y-%m-%d",
                _ => "%Y-%m-%dT%H:%M:%S",
            };
            at.format(format).to_string()
        }
    })
}

fn as_date_time(value: ExcelDateTime) -> Option<chrono::NaiveDateTime> {
    let days = value.as_f64();
    if !(0.0..3e6).contains(&days) {
        return None;
    }
    // A workbook counts the days from 1900 or, if it is an old one from a Macintosh, from 1904.
    let (year, month, day, hour, minute, second, thousandths) = value.to_ymd_hms_milli();
    let date = chrono::NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
        .or_else(|| chrono::NaiveDate::from_ymd_opt(1900, 1, 1).filter(|_| days < 1.0))?;
    let time = date.and_hms_opt(hour.into(), minute.into(), second.into())?;
    time.checked_add_signed(chrono::TimeDelta::seconds(i64::from(thousandths >= 500)))
}
