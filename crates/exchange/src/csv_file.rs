//! One CSV file for the interviews, and one for each repeat.

use std::io;

use crate::atomic::Files;
use crate::cell::{Cell, write_cell};
use crate::layout::{Column, ColumnKind, Layout, Place, Repeat, Row, Values};
use crate::run::Sink;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Headings before the questions of an interview.
const INTERVIEW: [&str; 7] = ["interview", "case", "version", "member", "started", "finished", "incomplete"];
/// Stands after those, with `yes` in every row, in an export of a practice centre.
const PRACTICE: &str = "practice";
/// Headings before the questions of a repeat: `parent` is the instance of the repeat around it, or the interview.
const INSTANCE: [&str; 4] = ["interview", "case", "parent", "instance"];

pub(crate) struct CsvSink<'a> {
    layout: &'a Layout,
    main: usize,
    /// In the order in which [`walk`] meets the repeats.
    repeats: Vec<(&'a Repeat, usize)>,
}

impl<'a> CsvSink<'a> {
    pub(crate) fn begin(layout: &'a Layout, stem: &str, files: &mut Files) -> io::Result<Self> {
        let main = start(files, &format!("{stem}.csv"), &headings(layout, &INTERVIEW), &layout.columns)?;
        let mut repeats = Vec::new();
        for repeat in walk(&layout.repeats) {
            let name = format!("{stem}-{}.csv", repeat.name);
            let file = start(files, &name, &headings(layout, &INSTANCE), &repeat.columns)?;
            repeats.push((repeat, file));
        }
        Ok(Self { layout, main, repeats })
    }

    fn instances(
        &self,
        files: &mut Files,
        row: &Row,
        list: &[Repeat],
        place: Place<'_>,
        parent: &str,
    ) -> io::Result<()> {
        for repeat in list {
            let file =
                self.repeats.iter().find(|(known, _)| known.path == repeat.path).map_or(self.main, |(_, file)| *file);
            for (instance, at) in row.values.instances_of(place, repeat) {
                let here = Place { path: &repeat.path, at: &at };
                let keys = [&row.interview, &row.case, parent, &instance].map(str::to_owned);
                let keys = keys.into_iter().chain(self.practice());
                line(files, file, keys.chain(self.cells(&repeat.columns, &row.values, here)))?;
                self.instances(files, row, &repeat.repeats, here, &instance)?;
            }
        }
        Ok(())
    }

    fn practice(&self) -> Option<String> {
        self.layout.practice.then(|| "yes".to_owned())
    }

    fn cells<'b>(
        &self,
        columns: &'b [Column],
        values: &'b Values,
        place: Place<'b>,
    ) -> impl Iterator<Item = String> + 'b {
        let labelled = self.layout.labels.is_some();
        columns.iter().map(move |column| {
            let cell = values.answer(place, column);
            if labelled { write_cell(cell.map(|cell| with_labels(column, cell)).as_ref()) } else { write_cell(cell) }
        })
    }
}

impl Sink for CsvSink<'_> {
    fn row(&mut self, files: &mut Files, row: &Row) -> io::Result<()> {
        let incomplete = if row.incomplete { "yes" } else { "no" };
        let keys = [&row.interview, &row.case, &row.version, &row.member, &row.started, &row.finished, incomplete];
        let keys = keys.map(|key| write_cell(Some(&Cell::Value(key.to_owned()))));
        let keys = keys.into_iter().chain(self.practice());
        line(files, self.main, keys.chain(self.cells(&self.layout.columns, &row.values, Place::ROOT)))?;
        self.instances(files, row, &self.layout.repeats, Place::ROOT, &row.interview)
    }

    fn end(&mut self, _: &mut Files) -> io::Result<()> {
        Ok(())
    }
}

fn headings<'a>(layout: &Layout, keys: &[&'a str]) -> Vec<&'a str> {
    keys.iter().copied().chain(layout.practice.then_some(PRACTICE)).collect()
}

/// Every repeat, outer ones before those inside them.
fn walk(repeats: &[Repeat]) -> Vec<&Repeat> {
    repeats.iter().flat_map(|repeat| std::iter::once(repeat).chain(walk(&repeat.repeats))).collect()
}

fn start(files: &mut Files, name: &str, keys: &[&str], columns: &[Column]) -> io::Result<usize> {
    let file = files.begin(name)?;
    files.write(file, BYTE_ORDER_MARK.as_bytes())?;
    let names = columns.iter().map(|column| column.name.clone());
    line(files, file, keys.iter().map(|key| (*key).to_owned()).chain(names))?;
    Ok(file)
}

fn with_labels(column: &Column, cell: &Cell) -> Cell {
    match (cell, column.kind) {
        (Cell::Value(value), ColumnKind::Multiple) => {
            Cell::Value(value.split(' ').map(|name| column.label(name)).collect::<Vec<_>>().join("; "))
        }
        (Cell::Value(value), ColumnKind::Single) => Cell::Value(column.label(value).to_owned()),
        (Cell::State(_), _) => cell.clone(),
    }
}

fn line(files: &mut Files, file: usize, cells: impl Iterator<Item = String>) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(cells.collect::<Vec<_>>())?;
    let bytes = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    files.write(file, &bytes)
}
