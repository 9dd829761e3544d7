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
            match language_of(name, texts) {
                Some(language) => columns.texts.insert(language, cell.column),
                None => columns.by_name.insert(name.to_owned(), cell.column),
            };
        }
        columns
    }

    pub(crate) fn has(&self, column: &str) -> bool {
        self.by_name.contains_key(column)
    }
}

/// The language of a column of texts, in small letters: `kk` of `explanation_kk`, or of `explanation::Kazakh (KK)`. `None` for
/// another column, and for one of texts that names no language.
pub(crate) fn language_of(name: &str, texts: &str) -> Option<String> {
    let rest = name.strip_prefix(texts)?;
    let tag = rest.strip_prefix('_').or_else(|| tag_in(rest))?.trim().to_ascii_lowercase();
    let is_tag = tag.starts_with(|first: char| first.is_ascii_lowercase())
        && tag.chars().all(|one| one.is_ascii_alphanumeric() || one == '-');
    is_tag.then_some(tag)
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

    /// Where it stands, and where the column is not there, the row's first cell of those that every table has.
    pub(crate) fn cell_or_id(self, column: &str) -> String {
        self.cell(if self.columns.has(column) { column } else { "rule_id" })
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
