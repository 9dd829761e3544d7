//! One spreadsheet: a sheet for the interviews, one row each, and one for each repeat.
//!
//! What was answered in words, a telephone, a number of a document, a day is text in it, and stays text when somebody
//! changes it. What was answered as a number is one. Rows go to the disk as they come: a sheet needs no more memory
//! than one row of it.
//!
//! The format is written by `rust_xlsxwriter`, which is kept with care, compares what it writes byte for byte with what
//! Excel writes, and keeps no rows in memory; the readers' tests use it already.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use crate::atomic::Files;
use crate::exit::{Leaving, Out};
use crate::layout::Row;
use crate::said::{Heading, Shown};
use crate::sink::Sink;
use crate::table_file::{Tables, Written};

/// Rows of a sheet.
const ROWS: u32 = 1_048_576;
/// What a cell holds at most, in units of UTF-16.
const CELL: usize = 32_767;
/// Letters in the name of a sheet.
const NAME: usize = 31;

pub(crate) struct WorkbookSink<'l> {
    written: Written<'l>,
    book: Book,
    file: usize,
}

/// The sheets so far, and the line that is being written.
struct Book {
    workbook: Workbook,
    tables: Vec<TableSheet>,
    names: Vec<String>,
    line: Vec<Value>,
    heading: Format,
    text: Format,
    rows: u32,
}

/// A table and the sheet in which it goes on.
struct TableSheet {
    name: String,
    heads: Heads,
    sheet: usize,
    next: u32,
}

/// What stands above a table.
#[derive(Clone)]
struct Heads {
    names: Vec<String>,
    words: Vec<String>,
    /// Which columns are of numbers.
    numbers: Vec<bool>,
}

enum Value {
    Text(String),
    Number(f64),
}

impl<'l> WorkbookSink<'l> {
    /// `folder`: where rows wait, in a file without a name, until the sheet is whole.
    pub(crate) fn begin(leaving: &'l Leaving, stem: &str, files: &mut Files) -> io::Result<Self> {
        let file = files.begin(&format!("{stem}.xlsx"))?;
        let mut book = Book::new(files.folder(), ROWS)?;
        let written = Written::begin(leaving, &mut book)?;
        Ok(Self { written, book, file })
    }
}

impl Sink for WorkbookSink<'_> {
    fn row(&mut self, _: &mut Files, row: &Row<'_>) -> io::Result<()> {
        let Self { written, book, .. } = self;
        unless_full(|| written.row(row, book))
    }

    fn end(&mut self, files: &mut Files) -> io::Result<()> {
        let (workbook, writer) = (&mut self.book.workbook, files.writer(self.file)?);
        unless_full(|| workbook.save_to_writer(writer).map_err(of_book))
    }
}

impl Book {
    fn new(folder: &Path, rows: u32) -> io::Result<Self> {
        let mut workbook = Workbook::new();
        workbook.set_tempdir(folder).map_err(of_book)?;
        let text = Format::new().set_num_format("@");
        let heading = text.clone().set_bold();
        Ok(Self { workbook, tables: Vec::new(), names: Vec::new(), line: Vec::new(), heading, text, rows })
    }

    fn sheet(&mut self, sheet: usize) -> io::Result<&mut Worksheet> {
        self.workbook.worksheet_from_index(sheet).map_err(of_book)
    }

    /// A further sheet with the headings of a table, and its number.
    fn add_sheet(&mut self, name: &str, heads: &Heads) -> io::Result<usize> {
        let name = self.free_name(name);
        let (heading, text) = (self.heading.clone(), self.text.clone());
        let sheet = self.workbook.add_worksheet_with_constant_memory().map_err(of_book)?;
        sheet.set_name(&name).map_err(of_book)?;
        sheet.set_freeze_panes(2, 0).map_err(of_book)?;
        // Said of the column and not of each cell: what is typed into an empty one stays text too.
        for (column, _) in (0_u16..).zip(&heads.numbers).filter(|(_, number)| !**number) {
            sheet.set_column_format(column, &text).map_err(of_book)?;
        }
        for (row, words) in (0_u32..).zip([&heads.names, &heads.words]) {
            for (column, text) in (0_u16..).zip(words) {
                sheet.write_string_with_format(row, column, cut(text), &heading).map_err(of_book)?;
            }
        }
        self.names.push(name.to_lowercase());
        Ok(self.names.len().saturating_sub(1))
    }

    /// A name that a sheet may have and no other has.
    fn free_name(&self, wished: &str) -> String {
        let plain =
            |each: char| if matches!(each, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') { '_' } else { each };
        let wished: String = wished.chars().map(plain).collect();
        let short = |most: usize| wished.chars().take(most).collect::<String>();
        let numbered = (2_u32..).map(|number| format!("{} ({number})", short(NAME.saturating_sub(12))));
        let mut names = std::iter::once(short(NAME)).chain(numbered);
        let free = |name: &String| !name.is_empty() && !self.names.contains(&name.to_lowercase());
        // Excel keeps one name for itself.
        names.find(|name| free(name) && name.to_lowercase() != "history").unwrap_or_default()
    }
}

impl Tables for Book {
    fn begin(&mut self, name: &str, headings: &[Heading<'_>], columns: &[Out]) -> io::Result<usize> {
        let name = if name.is_empty() { "interviews" } else { name };
        let names = headings.iter().map(|(name, _)| (*name).to_owned()).collect();
        let keys = headings.len().saturating_sub(columns.len());
        let numbers = columns.iter().map(Out::is_number);
        let heads = Heads {
            names,
            words: headings.iter().map(|(_, words)| (*words).to_owned()).collect(),
            numbers: std::iter::repeat_n(false, keys).chain(numbers).collect(),
        };
        let sheet = self.add_sheet(name, &heads)?;
        self.tables.push(TableSheet { name: name.to_owned(), heads, sheet, next: 2 });
        Ok(self.tables.len().saturating_sub(1))
    }

    fn cell(&mut self, out: Option<&Out>, shown: Shown<'_>) -> io::Result<()> {
        let number = out.is_some_and(Out::is_number);
        self.line.push(match shown {
            Shown::State(text) => Value::Text(text.to_owned()),
            Shown::Answer(text) => match exact(&text).filter(|_| number) {
                Some(number) => Value::Number(number),
                None => Value::Text(text.into_owned()),
            },
        });
        Ok(())
    }

    fn end_line(&mut self, table: usize) -> io::Result<()> {
        let gone = || io::Error::from(io::ErrorKind::NotFound);
        let rows = self.rows;
        let at = self.tables.get_mut(table).ok_or_else(gone)?;
        if at.next >= rows {
            // The table goes on in a sheet of its own name and a number.
            let (name, heads) = (at.name.clone(), at.heads.clone());
            let sheet = self.add_sheet(&name, &heads)?;
            let at = self.tables.get_mut(table).ok_or_else(gone)?;
            (at.sheet, at.next) = (sheet, 2);
        }
        let at = self.tables.get_mut(table).ok_or_else(gone)?;
        let (sheet, row) = (at.sheet, at.next);
        at.next = at.next.saturating_add(1);
        let line = std::mem::take(&mut self.line);
        let sheet = self.sheet(sheet)?;
        for (column, value) in (0_u16..).zip(&line) {
            match value {
                Value::Text(words) if words.is_empty() => {}
                Value::Text(words) => {
                    sheet.write_string(row, column, cut(words)).map_err(of_book)?;
                }
                Value::Number(number) => {
                    sheet.write_number(row, column, *number).map_err(of_book)?;
                }
            }
        }
        Ok(())
    }
}

/// A number that a spreadsheet keeps as it is written: it is written back the same.
fn exact(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    let number: f64 = text.parse().ok().filter(|_| plain && text.len() <= 15)?;
    (number.to_string() == text && text != "-0").then_some(number)
}

/// What a cell can hold of it. The CSV file and the program have all of it.
fn cut(text: &str) -> &str {
    if text.len() <= CELL {
        return text;
    }
    let mut units = 0_usize;
    let fits = |(_, each): &(usize, char)| {
        units = units.saturating_add(each.len_utf16());
        units < CELL
    };
    let end = text.char_indices().take_while(fits).last().map_or(0, |(at, each)| at.saturating_add(each.len_utf8()));
    text.get(..end).unwrap_or_default()
}

/// Where the disk takes no more of a row, the library panics; here it is an error like any other, and the files go.
fn unless_full(work: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(io::ErrorKind::StorageFull.into()))
}

#[allow(clippy::needless_pass_by_value, reason = "it is what `map_err` gives")]
fn of_book(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests;
