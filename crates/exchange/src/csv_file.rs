//! One CSV file for the interviews, and one for each repeat.

use std::io;

use crate::atomic::Files;
use crate::cell::guarded;
use crate::exit::{Leaving, Out};
use crate::guard::Separator;
use crate::layout::Row;
use crate::said::{Heading, Shown};
use crate::sink::Sink;
use crate::table_file::{Tables, Written};

const BYTE_ORDER_MARK: &str = "\u{feff}";

pub(crate) struct CsvSink<'l> {
    written: Written<'l>,
    line: Line,
}

/// The line that is being written. Its memory is used again for the next.
struct Line {
    bytes: Vec<u8>,
    separator: Separator,
}

/// The line and where it goes.
struct CsvFiles<'f> {
    line: &'f mut Line,
    files: &'f mut Files,
    stem: &'f str,
}

impl<'l> CsvSink<'l> {
    pub(crate) fn begin(leaving: &'l Leaving, separator: Separator, stem: &str, files: &mut Files) -> io::Result<Self> {
        let mut line = Line { bytes: Vec::new(), separator };
        let written = Written::begin(leaving, &mut CsvFiles { line: &mut line, files, stem })?;
        Ok(Self { written, line })
    }
}

impl Sink for CsvSink<'_> {
    fn row(&mut self, files: &mut Files, row: &Row<'_>) -> io::Result<()> {
        self.written.row(row, &mut CsvFiles { line: &mut self.line, files, stem: "" })
    }

    fn end(&mut self, _: &mut Files) -> io::Result<()> {
        Ok(())
    }
}

impl Tables for CsvFiles<'_> {
    /// The names, and under them the words.
    fn begin(&mut self, name: &str, headings: &[Heading<'_>], _: &[Out]) -> io::Result<usize> {
        let dash = if name.is_empty() { "" } else { "-" };
        let file = self.files.begin(&format!("{}{dash}{name}.csv", self.stem))?;
        self.files.write(file, BYTE_ORDER_MARK.as_bytes())?;
        headings.iter().for_each(|(name, _)| self.line.field(name));
        self.end_line(file)?;
        headings.iter().for_each(|(_, words)| self.line.guarded(words));
        self.end_line(file)?;
        Ok(file)
    }

    fn cell(&mut self, _: Option<&Out>, shown: Shown<'_>) -> io::Result<()> {
        match shown {
            Shown::Answer(text) => self.line.guarded(&text),
            Shown::State(text) => self.line.field(text),
        }
        Ok(())
    }

    fn end_line(&mut self, file: usize) -> io::Result<()> {
        self.line.end(self.files, file)
    }
}

impl Line {
    fn guarded(&mut self, text: &str) {
        self.field(&guarded(text, self.separator));
    }

    /// RFC 4180: what would end a cell is quoted, and quotes are doubled.
    fn field(&mut self, text: &str) {
        let separator = self.separator.byte();
        if !text.bytes().any(|byte| byte == separator || matches!(byte, b'"' | b'\r' | b'\n')) {
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
        self.bytes.push(separator);
    }

    fn end(&mut self, files: &mut Files, file: usize) -> io::Result<()> {
        // In place of the last separator.
        self.bytes.pop();
        self.bytes.extend_from_slice(b"\r\n");
        files.write(file, &self.bytes)?;
        self.bytes.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What another writer of the same rules makes of the fields.
    fn expected(fields: &[&str], separator: Separator) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .delimiter(separator.byte())
            .from_writer(Vec::new());
        writer.write_record(fields).unwrap();
        writer.into_inner().unwrap()
    }

    #[test]
    fn cells_are_quoted_where_they_have_to_be() {
        let lines: [&[&str]; 6] = [
            &["plain", "", "Айша", "a b", "'=1"],
            &["", "", ""],
            &["a,b", "a;b", "\"", "a\"b\"", "\"\"", ",", ";"],
            &["one\r\ntwo", "\n", "\r", "a\tb;c"],
            &["", "\"quoted\"", ""],
            &["a#b", "a\\b", "a'b", " a "],
        ];
        for separator in [Separator::Comma, Separator::Semicolon] {
            let folder = tempfile::tempdir().unwrap();
            let mut files = Files::new(folder.path());
            let mut line = Line { bytes: Vec::new(), separator };
            let file = files.begin("t.csv").unwrap();
            for fields in lines {
                fields.iter().for_each(|field| line.field(field));
                line.end(&mut files, file).unwrap();
            }
            let written = files.publish().unwrap();
            let all: Vec<u8> = lines.iter().flat_map(|fields| expected(fields, separator)).collect();
            assert_eq!(std::fs::read(&written[0]).unwrap(), all);
        }
    }
}
