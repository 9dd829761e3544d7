//! Sheets from .xlsx and from .xls, which is older.

use std::io::Cursor;

use calamine::{Data, DataRef, ExcelDateTime, Reader, Xls, Xlsx};
use chrono::Timelike;

use super::builder::{Builder, ROWS, problem};
use super::cells::{Cell, Workbook};
use super::extent;
use crate::problem::{Problem, ProblemCode};

/// How a file of the older kind begins.
const OLD: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];

pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Workbook, Vec<Problem>> {
    // The library that takes these files apart panics at some that are cut short or made to be wrong. To whoever chose
    // such a file it is one that cannot be read. Nothing outlives the call that could be left half done.
    std::panic::catch_unwind(|| take_apart(file, bytes)).unwrap_or_else(|_| Err(unreadable(file)))
}

fn unreadable(file: &str) -> Vec<Problem> {
    vec![problem(file, "", None, ProblemCode::FileUnreadable, &[])]
}

fn take_apart(file: &str, bytes: &[u8]) -> Result<Workbook, Vec<Problem>> {
    if bytes.starts_with(&OLD) {
        return read_old(file, bytes).unwrap_or_else(|| Err(unreadable(file)));
    }
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
        problems.append(&mut builder.problems);
        workbook.sheets.push(builder.sheet);
    }
    if problems.is_empty() { Ok(workbook) } else { Err(problems) }
}

fn read_old(file: &str, bytes: &[u8]) -> Option<Result<Workbook, Vec<Problem>>> {
    if !extent::has_room(bytes)? {
        let limit = ROWS.to_string();
        return Some(Err(vec![problem(file, "", None, ProblemCode::SheetTooLarge, &[("limit", &limit)])]));
    }
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
            // The next row has about as many.
            let room = Vec::with_capacity(cells.len());
            if !builder.row(number, std::mem::replace(&mut cells, room)) {
                return Some(());
            }
            number = row;
        }
        match cell.get_value() {
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                builder.cell(&mut cells, row, column, text);
            }
            DataRef::SharedString(text) => builder.cell(&mut cells, row, column, text),
            other => {
                if let Some(text) = text(&Data::from(other.clone())) {
                    builder.cell(&mut cells, row, column, &text);
                }
            }
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
        Data::DateTime(value) => date_time(value)?,
    })
}

/// A day, a moment or a time of day, by the calendar of the workbook: Excel counts from 1900, or from 1904.
fn date_time(value: &ExcelDateTime) -> Option<String> {
    let days = value.as_f64();
    if !days.is_finite() || !(0.0..3e6).contains(&days) {
        return None;
    }
    // A day and its seconds, and no thousandths: the nearest whole second is meant.
    let (year, month, day, hour, minute, second, milli) = value.to_ymd_hms_milli();
    let date = chrono::NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))?;
    let time = date.and_hms_opt(u32::from(hour), u32::from(minute), u32::from(second))?;
    let up = chrono::TimeDelta::seconds(i64::from(milli >= 500));
    let at = time.checked_add_signed(up)?;
    let written = match (days < 1.0, at.time().num_seconds_from_midnight()) {
        (true, _) => "%H:%M:%S",
        (false, 0) => "%Y-%m-%d",
        (false, _) => "%Y-%m-%dT%H:%M:%S",
    };
    Some(at.format(written).to_string())
}

#[cfg(test)]
mod tests {
    use calamine::{Data, ExcelDateTime, ExcelDateTimeType};

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

    #[test]
    fn a_date_is_read_by_the_calendar_of_its_workbook() {
        let read = |days, from_1904| {
            let value = ExcelDateTime::new(days, ExcelDateTimeType::DateTime, from_1904);
            super::text(&Data::DateTime(value)).unwrap_or_default()
        };
        assert_eq!(read(41255.0, false), "2012-12-12");
        assert_eq!(read(39793.0, true), "2012-12-12");
        assert_eq!(read(41255.5, false), "2012-12-12T12:00:00");
        assert_eq!(read(0.75, false), "18:00:00", "a time of day has no day");
    }
}
