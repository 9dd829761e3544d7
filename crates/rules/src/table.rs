//! Rows under a head, as every table here is written: columns by name, and columns of texts with one for each language.

use std::collections::BTreeMap;

use pana_forms::workbook::{Row, Sheet, address};

/// What stands where nothing follows.
const NONE: [&str; 3] = ["", "none", "any"];

/// Where each column stands.
pub(crate) struct Columns {
    by_name: BTreeMap<String, u32>,
    /// By language.
    texts: BTreeMap<String, u32>,
}

impl Columns {
    /// Of a head. `texts`: how the columns of texts begin; the language follows, as `_kk` or as `::Kazakh (kk)`.
    pub(crate) fn of(head: &Row, texts: &str) -> Self {
        let mut columns = Self { by_name: BTreeMap::new(), texts: BTreeMap::new() };
        for cell in &head.cells {
            let name = cell.text.trim();
            let rest = name.strip_prefix(texts);
            match rest.and_then(|rest| rest.strip_prefix('_').or_else(|| tag_in(rest))) {
                Some(language) => columns.texts.insert(language.trim().to_owned(), cell.column),
                None => columns.by_name.insert(name.to_owned(), cell.column),
            };
        }
        columns
    }

    pub(crate) fn has(&self, column: &str) -> bool {
        self.by_name.contains_key(column)
    }
}

/// `kk` of `::Kazakh (kk)`.
fn tag_in(rest: &str) -> Option<&str> {
    rest.strip_prefix("::")?.rsplit_once('(')?.1.strip_suffix(')')
}

/// One row, with where its cells are.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    columns: &'a Columns,
    row: &'a Row,
}

impl<'a> Line<'a> {
    pub(crate) const fn of(columns: &'a Columns, row: &'a Row) -> Self {
        Self { columns, row }
    }

    /// What a cell says.
    pub(crate) fn text(self, column: &str) -> &'a str {
        self.columns.by_name.get(column).map_or("", |at| self.row.text(*at)).trim()
    }

    /// Where it stands.
    pub(crate) fn cell(self, column: &str) -> String {
        address(self.columns.by_name.get(column).copied().unwrap_or_default(), self.row.number)
    }

    /// The codes in a cell, which stand with blanks between.
    pub(crate) fn codes(self, column: &str) -> Vec<String> {
        let codes = self.text(column).split_whitespace();
        codes.filter(|code| !NONE.contains(code)).map(str::to_owned).collect()
    }

    /// The texts, by language: what they say, and where.
    pub(crate) fn texts(self) -> impl Iterator<Item = (&'a str, &'a str, String)> {
        let text = move |at: u32| self.row.text(at).trim();
        self.columns
            .texts
            .iter()
            .map(move |(language, at)| (language.as_str(), text(*at), address(*at, self.row.number)))
    }
}

/// The rows of a sheet below its head.
pub(crate) fn lines<'a>(columns: &'a Columns, sheet: &'a Sheet) -> impl Iterator<Item = Line<'a>> {
    sheet.rows.iter().skip(1).map(move |row| Line::of(columns, row))
}
