//! One CSV file for the interviews, and one for each repeat.

use std::borrow::Cow;
use std::io;

use crate::atomic::Files;
use crate::cell::{Cell, guarded, write_cell};
use crate::layout::{Column, ColumnKind, Layout, Repeat, Row, Table, Values};
use crate::sink::Sink;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Headings before the questions of an interview.
const INTERVIEW: [&str; 7] = ["interview", "case", "version", "member", "started", "finished", "incomplete"];
/// Stands after those, with `yes` in every row, in an export of a practice centre.
const PRACTICE: &str = "practice";
/// Headings before the questions of a repeat: `parent` is the instance of the repeat around it, or the interview.
const INSTANCE: [&str; 4] = ["interview", "case", "parent", "instance"];

pub(crate) struct CsvSink<'a> {
    main: Sheet<'a>,
    repeats: Vec<RepeatSheet<'a>>,
    line: Line,
}

/// A table and its file.
struct Sheet<'a> {
    file: usize,
    columns: &'a [Column],
    table: Table,
}

/// A repeat's table, and those of the repeats inside it.
struct RepeatSheet<'a> {
    /// The repeat's place in the container around it.
    within: &'a str,
    sheet: Sheet<'a>,
    repeats: Vec<Self>,
}

/// The line that is being written. Its memory is used again for the next.
struct Line {
    bytes: Vec<u8>,
    labels: Labels,
    practice: Practice,
}

/// What is written of a choice.
#[derive(Clone, Copy)]
enum Labels {
    Written,
    NamesAlone,
}

/// Does each row say that it is of a practice centre?
#[derive(Clone, Copy)]
enum Practice {
    Said,
    Unsaid,
}

impl<'a> CsvSink<'a> {
    pub(crate) fn begin(layout: &'a Layout, stem: &str, files: &mut Files) -> io::Result<Self> {
        let labels = if layout.labels.is_some() { Labels::Written } else { Labels::NamesAlone };
        let practice = if layout.practice { Practice::Said } else { Practice::Unsaid };
        let mut line = Line { bytes: Vec::new(), labels, practice };
        let name = format!("{stem}.csv");
        let main = Sheet::begin(&name, "", &layout.columns, &INTERVIEW, &mut line, files)?;
        let repeats = begin_repeats(&layout.repeats, "", stem, &mut line, files)?;
        Ok(Self { main, repeats, line })
    }
}

impl Sink for CsvSink<'_> {
    fn row(&mut self, files: &mut Files, row: &Row<'_>) -> io::Result<()> {
        let incomplete = if row.incomplete { "yes" } else { "no" };
        for key in [row.interview, row.case, row.version, row.member, row.started, row.finished, incomplete] {
            self.line.field(&guarded(key));
        }
        self.line.practice("yes");
        self.main.row(&row.values, "", &mut self.line, files)?;
        instances(&self.repeats, row, ("", row.interview), &mut self.line, files)
    }

    fn end(&mut self, _: &mut Files) -> io::Result<()> {
        Ok(())
    }
}

/// Every repeat, outer ones before those inside them.
fn begin_repeats<'a>(
    repeats: &'a [Repeat],
    around: &str,
    stem: &str,
    line: &mut Line,
    files: &mut Files,
) -> io::Result<Vec<RepeatSheet<'a>>> {
    let mut begun = Vec::with_capacity(repeats.len());
    for repeat in repeats {
        let name = format!("{stem}-{}.csv", repeat.name);
        let sheet = Sheet::begin(&name, &repeat.path, &repeat.columns, &INSTANCE, line, files)?;
        let inner = begin_repeats(&repeat.repeats, &repeat.path, stem, line, files)?;
        let within = repeat.path.strip_prefix(around).unwrap_or(&repeat.path);
        begun.push(RepeatSheet { within, sheet, repeats: inner });
    }
    Ok(begun)
}

/// The rows of these repeats. `around`: the place of the container, and the id that the rows name as their parent.
fn instances(
    repeats: &[RepeatSheet<'_>],
    row: &Row<'_>,
    around: (&str, &str),
    line: &mut Line,
    files: &mut Files,
) -> io::Result<()> {
    let (at, parent) = around;
    for repeat in repeats {
        let at = format!("{at}{}", repeat.within);
        for instance in row.values.instances(&at) {
            let at = format!("{at}[{instance}]");
            for key in [row.interview, row.case, parent, instance] {
                line.field(key);
            }
            line.practice("yes");
            repeat.sheet.row(&row.values, &at, line, files)?;
            instances(&repeat.repeats, row, (&at, instance), line, files)?;
        }
    }
    Ok(())
}

impl<'a> Sheet<'a> {
    /// Begins the file with the headings.
    fn begin(
        name: &str,
        path: &str,
        columns: &'a [Column],
        keys: &[&str],
        line: &mut Line,
        files: &mut Files,
    ) -> io::Result<Self> {
        let file = files.begin(name)?;
        files.write(file, BYTE_ORDER_MARK.as_bytes())?;
        keys.iter().for_each(|key| line.field(key));
        line.practice(PRACTICE);
        columns.iter().for_each(|column| line.field(&column.name));
        line.end(files, file)?;
        Ok(Self { file, columns, table: Table::new(path, columns) })
    }

    /// Ends a line whose keys are written with the answers at this place.
    fn row(&self, values: &Values<'_>, at: &str, line: &mut Line, files: &mut Files) -> io::Result<()> {
        for (column, cell) in self.columns.iter().zip(self.table.answers(values, at)) {
            line.answer(column, cell);
        }
        line.end(files, self.file)
    }
}

impl Line {
    /// What stands after the keys in an export of a practice centre.
    fn practice(&mut self, text: &str) {
        match self.practice {
            Practice::Said => self.field(text),
            Practice::Unsaid => {}
        }
    }

    fn answer(&mut self, column: &Column, cell: Option<&Cell<'_>>) {
        match (cell, self.labels) {
            (Some(Cell::Value(value)), Labels::Written) => self.field(&guarded(&labelled(column, value))),
            (cell, _) => self.field(&write_cell(cell)),
        }
    }

    /// RFC 4180: what would end a cell is quoted, and quotes are doubled.
    fn field(&mut self, text: &str) {
        if !text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\r' | b'\n')) {
            self.bytes.extend_from_slice(text.as_bytes());
        } else {
            self.bytes.push(b'"');
            for (place, part) in text.split('"').enumerate() {
                if place > 0 {
                    self.bytes.extend_from_slice(b"\"\"");
                }
                self.bytes.extend_from_slice(part.as_bytes());
            }
            self.bytes.push(b'"');
        }
        self.bytes.push(b',');
    }

    fn end(&mut self, files: &mut Files, file: usize) -> io::Result<()> {
        // In place of the last comma.
        self.bytes.pop();
        self.bytes.extend_from_slice(b"\r\n");
        files.write(file, &self.bytes)?;
        self.bytes.clear();
        Ok(())
    }
}

fn labelled<'c>(column: &'c Column, value: &'c str) -> Cow<'c, str> {
    match column.kind {
        ColumnKind::Multiple => value.split(' ').map(|name| column.label(name)).collect::<Vec<_>>().join("; ").into(),
        ColumnKind::Single => column.label(value).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What another writer of the same rules makes of the fields.
    fn expected(fields: &[&str]) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        writer.write_record(fields).unwrap();
        writer.into_inner().unwrap()
    }

    #[test]
    fn cells_are_quoted_where_they_have_to_be() {
        let folder = tempfile::tempdir().unwrap();
        let lines: [&[&str]; 6] = [
            &["plain", "", "Айша", "a b", "'=1"],
            &["", "", ""],
            &["a,b", "\"", "a\"b\"", "\"\"", ","],
            &["one\r\ntwo", "\n", "\r", "a\tb;c"],
            &["", "\"quoted\"", ""],
            &["a#b", "a\\b", "a'b", " a "],
        ];
        let mut files = Files::new(folder.path());
        let mut line = Line { bytes: Vec::new(), labels: Labels::NamesAlone, practice: Practice::Unsaid };
        let file = files.begin("t.csv").unwrap();
        for fields in lines {
            fields.iter().for_each(|field| line.field(field));
            line.end(&mut files, file).unwrap();
        }
        let written = files.publish().unwrap();
        let all: Vec<u8> = lines.iter().flat_map(|fields| expected(fields)).collect();
        assert_eq!(std::fs::read(&written[0]).unwrap(), all);
    }
}
