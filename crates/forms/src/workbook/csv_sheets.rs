//! Sheets from CSV.

use super::builder::{Builder, problem};
use super::cells::Workbook;
use crate::problem::{Problem, ProblemCode};

pub(super) fn read(file: &str, sheets: &[(&str, &[u8])]) -> Result<Workbook, Vec<Problem>> {
    let mut workbook = Workbook { file: file.to_owned(), ..Workbook::default() };
    let mut problems = Vec::new();
    for (name, bytes) in sheets {
        let mut builder = Builder::new(file, name);
        one(&mut builder, bytes);
        problems.append(&mut builder.problems);
        workbook.sheets.push(builder.sheet);
    }
    if problems.is_empty() { Ok(workbook) } else { Err(problems) }
}

fn one(builder: &mut Builder<'_>, bytes: &[u8]) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    let mut number = 0_u32;
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(false) => return,
            Ok(true) => {}
            Err(_) => return unreadable(builder, reader.position().line()),
        }
        // A spreadsheet counts rows, not lines: a label may hold line breaks, but an empty line, which csv passes over,
        // is a row.
        let start = record.position().map_or(0, csv::Position::byte);
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        let empty = bytes.get(start..).unwrap_or_default().iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let empty = empty.filter(|byte| **byte == b'\n').count();
        number = number.saturating_add(1).saturating_add(u32::try_from(empty).unwrap_or(u32::MAX));
        let mut cells = Vec::new();
        for (column, field) in record.iter().enumerate() {
            match std::str::from_utf8(field) {
                Ok(text) => builder.cell(&mut cells, number, u32::try_from(column).unwrap_or(u32::MAX), text),
                Err(_) => return unreadable(builder, record.position().map_or(0, csv::Position::line)),
            }
        }
        if !builder.row(number, cells) {
            return;
        }
    }
}

fn unreadable(builder: &mut Builder<'_>, line: u64) {
    let name = builder.sheet.name.clone();
    let line = line.to_string();
    builder.problems.push(problem(builder.file, &name, None, ProblemCode::CsvUnreadable, &[("line", &line)]));
}
