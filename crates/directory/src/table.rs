//! Rows as they came, cell by cell.
//!
//! What a package holds is kept as it is, columns that nobody knows included: what is read out of it is a view
//! ([`Directory`](crate::Directory)), and what is written again is the rows. All text of a table lies in one piece, so that
//! a directory of 10,000 services with its hundreds of thousands of rows takes little more memory than its files.

use std::collections::BTreeMap;

use crate::value::NOTHING;

/// One table.
#[derive(Debug, Clone, Default)]
pub struct Table {
    columns: Vec<String>,
    text: String,
    /// Where each cell ends in the text.
    ends: Vec<usize>,
    rows: Vec<Span>,
}

/// Where a row's cells are, and where it stood in its file.
#[derive(Debug, Clone, Copy)]
struct Span {
    first: usize,
    cells: usize,
    line: u32,
}

/// A row of a table.
#[derive(Debug, Clone, Copy)]
pub struct Row<'t> {
    table: &'t Table,
    span: Span,
}

impl Table {
    /// Without a row.
    pub fn new<C: Into<String>>(columns: impl IntoIterator<Item = C>) -> Self {
        Self { columns: columns.into_iter().map(Into::into).collect(), ..Self::default() }
    }

    /// The names of its columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Where a column stands.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// A column of this name, made where there is none. In the rows that are there it is empty.
    pub fn with_column(&mut self, name: &str) -> usize {
        self.column(name).unwrap_or_else(|| {
            self.columns.push(name.to_owned());
            self.columns.len().saturating_sub(1)
        })
    }

    /// Adds a row that stood in this line of its file; what is missing at the end is empty, what is too much left out.
    pub fn push<'c>(&mut self, line: u32, cells: impl IntoIterator<Item = &'c str>) {
        let first = self.ends.len();
        for cell in cells.into_iter().take(self.columns.len()) {
            self.text.push_str(cell);
            self.ends.push(self.text.len());
        }
        self.rows.push(Span { first, cells: self.ends.len().saturating_sub(first), line });
    }

    /// Adds a row, or puts it in the place of the one with its id. Cells of that one which are not named stay as they were.
    pub fn put(&mut self, cells: &[(&str, &str)]) {
        cells.iter().for_each(|(name, _)| {
            self.with_column(name);
        });
        let named = |name: &str| cells.iter().find(|(of, _)| *of == name).map(|(_, value)| *value);
        let id = named("id").unwrap_or_default();
        let place = self.rows().position(|row| row.get("id") == id);
        let before = place.and_then(|place| self.rows.get(place).copied());
        let line = before.map_or(0, |span| span.line);
        let old = |name: &str| before.map_or("", |span| Row { table: self, span }.get(name)).to_owned();
        let whole: Vec<String> =
            self.columns.iter().map(|name| named(name).map_or_else(|| old(name), str::to_owned)).collect();
        self.push(line, whole.iter().map(String::as_str));
        if let Some(place) = place
            && let Some(span) = self.rows.pop()
            && let Some(at) = self.rows.get_mut(place)
        {
            *at = span;
        }
    }

    /// Empties a column in every row.
    pub fn without(&mut self, name: &str) {
        let Some(emptied) = self.column(name) else { return };
        let mut table = Self::new(self.columns.iter().map(String::as_str));
        let width = self.columns.len();
        for row in self.rows() {
            table.push(row.line(), (0..width).map(|at| if at == emptied { "" } else { row.at(at) }));
        }
        *self = table;
    }

    /// Puts the cells of one column in the place of those of another where they say something, and takes the first away.
    pub(crate) fn fold_into(&mut self, from: &str, into: &str) {
        let (Some(source), Some(target)) = (self.column(from), self.column(into)) else { return };
        let kept = self.columns.iter().enumerate().filter(|(at, _)| *at != source);
        let kept: Vec<(usize, String)> = kept.map(|(at, name)| (at, name.clone())).collect();
        let mut table = Self::new(kept.iter().map(|(_, name)| name.as_str()));
        for row in self.rows() {
            let cell = |at: usize| match row.at(source) {
                given if at == target && !given.is_empty() => given,
                _ => row.at(at),
            };
            table.push(row.line(), kept.iter().map(|(at, _)| cell(*at)));
        }
        *self = table;
    }

    /// Keeps the rows of which it is true.
    pub fn retain(&mut self, keep: impl Fn(Row<'_>) -> bool) {
        let kept: Vec<Span> = self.rows.iter().copied().filter(|span| keep(Row { table: self, span: *span })).collect();
        self.rows = kept;
    }

    /// The rows, in their order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        self.rows.iter().map(|span| Row { table: self, span: *span })
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Is there no row?
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The cells of these columns in every row, without blanks around them; empty where there is no such column.
    pub fn each<const N: usize>(&self, names: [&str; N]) -> impl Iterator<Item = [&str; N]> {
        let places = names.map(|name| self.column(name));
        self.rows().map(move |row| places.map(|place| place.map_or("", |place| row.at(place)).trim()))
    }
}

impl<'t> Row<'t> {
    /// The cell at a place; empty where the row ends before it.
    pub fn at(&self, place: usize) -> &'t str {
        if place >= self.span.cells {
            return "";
        }
        let at = self.span.first.saturating_add(place);
        let start = at.checked_sub(1).and_then(|before| self.table.ends.get(before)).copied().unwrap_or_default();
        let end = self.table.ends.get(at).copied().unwrap_or_default();
        self.table.text.get(start..end).unwrap_or_default()
    }

    /// The cell of a column; empty where there is no such column.
    pub fn get(&self, name: &str) -> &'t str {
        self.table.column(name).map_or("", |place| self.at(place))
    }

    /// The line of the file it stood in, the head being line 1.
    pub fn line(&self) -> u32 {
        self.span.line
    }

    /// What it says, by column; what is empty is left out.
    pub fn cells(&self) -> impl Iterator<Item = (&'t str, &'t str)> + use<'t> {
        let row = *self;
        let cells = self.table.columns.iter().enumerate();
        cells.map(move |(place, name)| (name.as_str(), row.at(place))).filter(|(_, value)| !value.is_empty())
    }
}

/// All tables of a directory, by their names in the standard. A table that the standard lacks is kept under its own.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    tables: BTreeMap<String, Table>,
}

impl Tables {
    /// A table.
    pub fn get(&self, name: &str) -> Option<&Table> {
        self.tables.get(name)
    }

    /// A table, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Table> {
        self.tables.get_mut(name)
    }

    /// A table, made where there is none.
    pub fn table(&mut self, name: &str) -> &mut Table {
        self.tables.entry(name.to_owned()).or_default()
    }

    /// A whole table.
    pub fn insert(&mut self, name: impl Into<String>, table: Table) {
        self.tables.insert(name.into(), table);
    }

    /// Takes a table out.
    pub fn remove(&mut self, name: &str) -> Option<Table> {
        self.tables.remove(name)
    }

    /// The tables, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Table)> {
        self.tables.iter().map(|(name, table)| (name.as_str(), table))
    }

    /// What these columns say in every row of a table; what says that it says nothing is empty.
    pub(crate) fn each<const N: usize>(&self, table: &str, names: [&'static str; N]) -> Vec<[&str; N]> {
        let said = |cell| if cell == NOTHING { "" } else { cell };
        self.get(table).map(|table| table.each(names).map(|cells| cells.map(said)).collect()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_what_was_given_and_short_rows_end_empty() {
        let mut table = Table::new(["id", "name", "x_own"]);
        table.push(2, ["1", " Нан ", "kept"]);
        table.push(3, ["2"]);
        table.push(4, ["3", "c", "d", "too much"]);
        let said: Vec<Vec<(&str, &str)>> = table.rows().map(|row| row.cells().collect()).collect();
        assert_eq!(said[0], [("id", "1"), ("name", " Нан "), ("x_own", "kept")]);
        assert_eq!(said[1], [("id", "2")]);
        assert_eq!(said[2], [("id", "3"), ("name", "c"), ("x_own", "d")]);
        assert_eq!(table.each(["name", "none"]).next(), Some(["Нан", ""]));
    }

    #[test]
    fn a_row_that_is_put_again_keeps_what_is_not_named() {
        let mut table = Table::new(["id", "name", "x_own"]);
        table.push(2, ["1", "old", "kept"]);
        table.put(&[("id", "1"), ("name", "new"), ("added", "yes")]);
        table.put(&[("id", "2"), ("name", "second")]);
        let said: Vec<Vec<(&str, &str)>> = table.rows().map(|row| row.cells().collect()).collect();
        assert_eq!(said[0], [("id", "1"), ("name", "new"), ("x_own", "kept"), ("added", "yes")]);
        assert_eq!(said[1], [("id", "2"), ("name", "second")]);
        assert_eq!(table.len(), 2);
    }
}
