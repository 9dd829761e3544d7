//! What CSV and a spreadsheet have in common: a table for the interviews, and one for each repeat.

use std::io;

use crate::exit::{Leaving, Out, Section};
use crate::layout::{Row, Values};
use crate::said::{Heading, Said, Shown};
use crate::table::Table;

/// Where tables go: each under the number that beginning it gave.
pub(crate) trait Tables {
    /// Begins a table with its headings, the last of which are those of `columns`. `name` is empty for the interviews
    /// themselves.
    fn begin(&mut self, name: &str, headings: &[Heading<'_>], columns: &[Out]) -> io::Result<usize>;
    /// A cell of the line that is being written: a key, or an answer of a column.
    fn cell(&mut self, out: Option<&Out>, shown: Shown<'_>) -> io::Result<()>;
    /// Ends the line in this table.
    fn end_line(&mut self, table: usize) -> io::Result<()>;
}

/// The tables of an export.
pub(crate) struct Written<'l> {
    said: Said<'l>,
    main: Sheet<'l>,
    repeats: Vec<RepeatSheet<'l>>,
}

/// A table under its number.
struct Sheet<'l> {
    number: usize,
    columns: &'l [Out],
    table: Table,
}

/// A repeat's table, and those of the repeats inside it.
struct RepeatSheet<'l> {
    /// The repeat's place in the container around it.
    within: &'l str,
    sheet: Sheet<'l>,
    repeats: Vec<Self>,
}

impl<'l> Written<'l> {
    pub(crate) fn begin(leaving: &'l Leaving, tables: &mut impl Tables) -> io::Result<Self> {
        let said = Said::of(leaving);
        let main = Sheet::begin(&leaving.main, said.interview_headings(), tables)?;
        let repeats = begin_repeats(&leaving.main.repeats, "", &said, tables)?;
        Ok(Self { said, main, repeats })
    }

    pub(crate) fn row(&self, row: &Row<'_>, tables: &mut impl Tables) -> io::Result<()> {
        for key in self.said.interview_keys(row) {
            tables.cell(None, Shown::Answer(key.into()))?;
        }
        self.main.row(&self.said, &row.values, ("", row.day()), tables)?;
        self.instances(&self.repeats, row, ("", self.said.root(row)), tables)
    }

    /// The rows of these repeats. `around`: the place of the container, and what the rows name as their parent.
    fn instances(
        &self,
        repeats: &[RepeatSheet<'_>],
        row: &Row<'_>,
        (at, parent): (&str, &str),
        tables: &mut impl Tables,
    ) -> io::Result<()> {
        for repeat in repeats {
            let at = format!("{at}{}", repeat.within);
            for (place, id) in row.values.instances(&at).iter().enumerate() {
                let at = format!("{at}[{id}]");
                let instance = self.said.instance(parent, place, id);
                for key in self.said.instance_keys(row, parent, &instance) {
                    tables.cell(None, Shown::Answer(key.into()))?;
                }
                repeat.sheet.row(&self.said, &row.values, (&at, row.day()), tables)?;
                self.instances(&repeat.repeats, row, (&at, &instance), tables)?;
            }
        }
        Ok(())
    }
}

/// Every repeat, outer ones before those inside them.
fn begin_repeats<'l>(
    repeats: &'l [Section],
    around: &str,
    said: &Said<'l>,
    tables: &mut impl Tables,
) -> io::Result<Vec<RepeatSheet<'l>>> {
    let mut begun = Vec::with_capacity(repeats.len());
    for repeat in repeats {
        let sheet = Sheet::begin(repeat, said.instance_headings(), tables)?;
        let inner = begin_repeats(&repeat.repeats, &repeat.path, said, tables)?;
        let within = repeat.path.strip_prefix(around).unwrap_or(&repeat.path);
        begun.push(RepeatSheet { within, sheet, repeats: inner });
    }
    Ok(begun)
}

impl<'l> Sheet<'l> {
    fn begin(section: &'l Section, keys: Vec<Heading<'l>>, tables: &mut impl Tables) -> io::Result<Self> {
        let columns = section.columns.as_slice();
        let mut headings = keys;
        headings.extend(columns.iter().map(|out| (out.name.as_str(), out.heading.as_str())));
        let number = tables.begin(&section.name, &headings, columns)?;
        Ok(Self { number, columns, table: Table::new(&section.path, columns) })
    }

    /// Ends a line whose keys are written with the answers at this place.
    fn row(&self, said: &Said<'_>, values: &Values<'_>, at: (&str, &str), tables: &mut impl Tables) -> io::Result<()> {
        for (out, cell) in self.columns.iter().zip(self.table.answers(self.columns, values, at)) {
            match &cell {
                None => tables.cell(Some(out), Shown::State(""))?,
                Some(cell) => tables.cell(Some(out), said.cell(out, cell))?,
            }
        }
        tables.end_line(self.number)
    }
}
