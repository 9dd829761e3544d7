//! The first rows of the table of interviews, to be looked at before a file is written: made by what writes the tables, of what
//! leaves and of nothing else.

use std::io;

use crate::exit::{Leaving, Out};
use crate::layout::Row;
use crate::run::{ExportError, of_disk, person_allows};
use crate::said::{Heading, Shown};
use crate::table_file::{Tables, Written};

/// Rows of the table of interviews as a file would hold them, in memory alone.
pub struct Peek<'l> {
    leaving: &'l Leaving,
    written: Written<'l>,
    seen: Seen,
}

impl std::fmt::Debug for Peek<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Peek")
    }
}

/// What was written of the first table, that of the interviews; the others are let go.
#[derive(Default)]
struct Seen {
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
    line: Vec<String>,
    tables: usize,
}

impl<'l> Peek<'l> {
    /// Begins with the headings.
    ///
    /// # Errors
    /// [`ExportError::Stays`] where the files name people: such rows are in no other place than the file that was asked for.
    pub fn begin(leaving: &'l Leaving) -> Result<Self, ExportError> {
        if leaving.purpose().names_people() {
            return Err(ExportError::Stays);
        }
        let mut seen = Seen::default();
        let written = Written::begin(leaving, &mut seen).map_err(of_disk)?;
        Ok(Self { leaving, written, seen })
    }

    /// Takes an interview.
    ///
    /// # Errors
    /// [`ExportError::Stays`] where the person did not agree to this purpose, as of a file.
    pub fn row(&mut self, row: &Row<'_>) -> Result<(), ExportError> {
        person_allows(self.leaving, row)?;
        self.written.row(row, &mut self.seen).map_err(of_disk)
    }

    /// The headings in words, by name where there are none; and the rows, each with a cell for each heading.
    pub fn into_rows(self) -> (Vec<String>, Vec<Vec<String>>) {
        (self.seen.headings, self.seen.rows)
    }
}

impl Tables for Seen {
    fn begin(&mut self, _: &str, headings: &[Heading<'_>], _: &[Out]) -> io::Result<usize> {
        let number = self.tables;
        self.tables = number.saturating_add(1);
        if number == 0 {
            let words = |(name, words): &Heading<'_>| if words.is_empty() { *name } else { *words }.to_owned();
            self.headings = headings.iter().map(words).collect();
        }
        Ok(number)
    }

    fn cell(&mut self, _: Option<&Out>, shown: Shown<'_>) -> io::Result<()> {
        self.line.push(match shown {
            Shown::Answer(text) => text.into_owned(),
            Shown::State(text) => text.to_owned(),
        });
        Ok(())
    }

    fn end_line(&mut self, table: usize) -> io::Result<()> {
        let line = std::mem::take(&mut self.line);
        if table == 0 {
            self.rows.push(line);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::cell::Cell;
    use crate::exit::{Holds, Purpose, Sharing, decide};
    use crate::layout::{Column, ColumnKind, Layout, Repeat, Values};

    fn column(path: &str, heading: &str, holds: Holds) -> Column {
        Column {
            name: path.rsplit('/').next().unwrap().to_owned(),
            heading: heading.to_owned(),
            path: path.to_owned(),
            kind: ColumnKind::Single,
            holds,
            born: None,
            choices: BTreeMap::from([("kz".to_owned(), "Қазақстан".to_owned())]),
        }
    }

    fn layout() -> Layout {
        let columns = vec![
            column("/f/name", "Аты", Holds::Name),
            column("/f/from", "Қайдан", Holds::Choice),
            column("/f/born", "", Holds::BirthDate),
        ];
        let repeat = Repeat {
            name: "member".to_owned(),
            path: "/f/member".to_owned(),
            columns: vec![column("/f/member/from", "", Holds::Choice)],
            repeats: Vec::new(),
        };
        Layout { labels: Some("kk".to_owned()), columns, repeats: vec![repeat], ..Layout::default() }
    }

    fn row(sharing: Sharing) -> Row<'static> {
        let answers = [("/f/name", "Әсел"), ("/f/from", "kz"), ("/f/born", "1991-07-23"), ("/f/member[1]/from", "kz")];
        let answers = answers.map(|(at, text)| (at, Cell::Value(text.into()))).to_vec();
        Row {
            code: "bcd",
            sharing,
            interview: "i",
            case: "c",
            version: "1",
            member: "m",
            started: "2026-06-15T10:00:00.000+05:00",
            finished: "2026-06-15T11:00:00.000+05:00",
            incomplete: false,
            values: Values::new(answers, BTreeMap::from([("/f/member", vec!["1".to_owned()])])),
        }
    }

    #[test]
    fn the_rows_are_those_of_the_interviews_with_what_leaves_and_nothing_else() {
        let (leaving, _) = decide(Purpose::Donor, layout());
        let mut peek = Peek::begin(&leaving).unwrap();
        peek.row(&row(Sharing::Agreed)).unwrap();
        let (headings, rows) = peek.into_rows();
        assert_eq!(headings, ["code", "version", "finished_month", "incomplete", "Қайдан", "born_band"]);
        assert_eq!(rows, [["bcd", "1", "2026-06", "no", "Қазақстан", "30–44"]]);
    }

    #[test]
    fn rows_with_names_and_of_those_who_did_not_agree_are_not_to_be_looked_at() {
        let (leaving, _) = decide(Purpose::Care, layout());
        assert!(matches!(Peek::begin(&leaving), Err(ExportError::Stays)));
        let (leaving, _) = decide(Purpose::Statistics, layout());
        let mut peek = Peek::begin(&leaving).unwrap();
        assert!(matches!(peek.row(&row(Sharing::Refused)), Err(ExportError::Stays)));
        assert!(peek.into_rows().1.is_empty());
    }
}
