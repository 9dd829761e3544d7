//! Sheets from CSV.

use super::builder::{Builder, problem};
use super::cells::Workbook;
use super::separator::{Separator, separated};
use crate::problem::{Problem, ProblemCode};

/// Sheets from anywhere, each with the separator that it has.
pub(super) fn read(file: &str, sheets: &[(&str, &[u8])]) -> Result<Workbook, Vec<Problem>> {
    all(file, sheets, separated)
}

/// Sheets as this program writes them: commas, whatever stands in the first cell.
pub(super) fn read_own(file: &str, sheets: &[(&str, &[u8])]) -> Result<Workbook, Vec<Problem>> {
    all(file, sheets, |bytes| (Separator::Comma, bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)))
}

fn all(
    file: &str,
    sheets: &[(&str, &[u8])],
    separated: impl for<'b> Fn(&'b [u8]) -> (Separator, &'b [u8]),
) -> Result<Workbook, Vec<Problem>> {
    let mut workbook = Workbook { file: file.to_owned(), ..Workbook::default() };
    let mut problems = Vec::new();
    for (name, bytes) in sheets {
        let mut builder = Builder::new(file, name);
        let (separator, bytes) = separated(bytes);
        one(&mut builder, separator, bytes);
        builder.finish(&mut workbook, &mut problems);
    }
    if problems.is_empty() { Ok(workbook) } else { Err(problems) }
}

fn one(builder: &mut Builder<'_>, separator: Separator, bytes: &[u8]) {
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.has_headers(false).flexible(true).delimiter(separator.byte()).from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    let (mut number, mut cells) = (0_u32, Vec::new());
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(false) => return,
            Ok(true) => {}
            Err(_) => return unreadable(builder, separator, reader.position().line()),
        }
        // A spreadsheet counts rows, not lines: a label may hold line breaks, but an empty line, which csv passes over,
        // is a row.
        let start = record.position().map_or(0, csv::Position::byte);
        let empty = empty_lines(bytes, usize::try_from(start).unwrap_or(usize::MAX));
        number = number.saturating_add(1).saturating_add(empty);
        for (column, field) in record.iter().enumerate() {
            match std::str::from_utf8(field) {
                Ok(text) => builder.cell(&mut cells, number, u32::try_from(column).unwrap_or(u32::MAX), text),
                Err(_) => {
                    let line = record.position().map_or(0, csv::Position::line);
                    return unreadable(builder, separator, line);
                }
            }
        }
        if !builder.row(number, &mut cells) {
            return;
        }
    }
}

/// How many lines from there on are empty. A record that ended with `\r\n` ends for csv before the `\n`, which is no line.
fn empty_lines(bytes: &[u8], start: usize) -> u32 {
    let (before, mut rest) = bytes.split_at_checked(start).unwrap_or_default();
    if before.last() == Some(&b'\r') {
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    let mut empty = 0_u32;
    while let Some(next) = [&b"\r\n"[..], b"\n", b"\r"].into_iter().find_map(|end| rest.strip_prefix(end)) {
        empty = empty.saturating_add(1);
        rest = next;
    }
    empty
}

fn unreadable(builder: &mut Builder<'_>, separator: Separator, line: u64) {
    let name = builder.sheet.name.clone();
    let line = line.to_string();
    let args = [("line", line.as_str()), ("separator", separator.as_str())];
    builder.problems.push(problem(builder.file, &name, None, ProblemCode::CsvUnreadable, &args));
}
