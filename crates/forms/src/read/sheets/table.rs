//! A sheet as a table: columns by their canonical names, texts by language.

use std::collections::BTreeMap;

use crate::form::Texts;
use crate::problem::ProblemCode;
use crate::workbook::{Row, Sheet};

use crate::read::report::{Place, Report};
use crate::read::sheets::languages::Languages;
use crate::read::sheets::words::{clean, fold};

/// A sheet with its header understood.
pub(crate) struct Table<'a> {
    pub(crate) name: &'a str,
    columns: Vec<Column>,
    /// Columns by the length of their key: so few have one of the same length that finding one is a step or two.
    by_length: Vec<Vec<usize>>,
    /// Columns that hold others.
    nested: Vec<usize>,
    pub(crate) rows: &'a [Row],
    pub(crate) header_row: u32,
}

#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) index: u32,
    /// Canonical: `label`, `constraint_message`, `bind::jr:preload`.
    pub(crate) key: String,
    /// `Kazakh (kk)`.
    pub(crate) language: Option<String>,
    pub(crate) written: String,
}

const TRANSLATABLE: [&str; 14] = [
    "label",
    "hint",
    "guidance_hint",
    "constraint_message",
    "required_message",
    "why",
    "translated_title",
    "neutral_title",
    "image",
    "audio",
    "video",
    "big_image",
    "help",
    "caption",
];

/// What other tools write where a language lacks a text that another has.
pub(crate) const MISSING: &str = "-";

/// Columns that name files shown with a label.
pub(crate) const MEDIA: [&str; 4] = ["image", "audio", "video", "big_image"];

/// Columns that hold others: `bind::relevant`, which older forms write `bind:relevant`.
const NESTED: [&str; 5] = ["bind", "body", "control", "instance", "media"];

impl<'a> Table<'a> {
    pub(crate) fn new(sheet: &'a Sheet, report: &mut Report<'_>) -> Self {
        let name = sheet.name.as_str();
        let Some((header, rows)) = sheet.rows.split_first() else {
            let (columns, by_length, nested) = (Vec::new(), Vec::new(), Vec::new());
            return Self { name, columns, by_length, nested, rows: &[], header_row: 1 };
        };
        let mut columns: Vec<Column> = Vec::new();
        for cell in &header.cells {
            let column = Column::read(cell.column, &cell.text, name);
            let same = |other: &&mut Column| other.key == column.key && other.language == column.language;
            if let Some(first) = columns.iter_mut().find(same) {
                let place = Place { sheet: name, cell: Some((cell.column, header.number)) };
                let args = [("column", &*cell.text)];
                let says = |index: u32| rows.iter().any(|row| !row.text(index).trim().is_empty());
                // Of two settings the first counts; where only one of two columns says anything, it is the one: nothing is
                // lost with the other.
                if name.trim().eq_ignore_ascii_case("settings") || !says(column.index) {
                    report.warn(place, ProblemCode::ColumnTwice, &args);
                } else if !says(first.index) {
                    report.warn(place, ProblemCode::ColumnTwice, &args);
                    *first = column;
                } else {
                    report.error(place, ProblemCode::ColumnTwice, &args);
                }
                continue;
            }
            columns.push(column);
        }
        let longest = columns.iter().map(|column| column.key.len()).max().unwrap_or(0);
        let (mut by_length, mut nested) = (vec![Vec::new(); longest.saturating_add(1)], Vec::new());
        for (at, column) in columns.iter().enumerate() {
            if let Some(list) = by_length.get_mut(column.key.len()) {
                list.push(at);
            }
            if column.key.split_once("::").is_some_and(|(base, _)| NESTED.contains(&base)) {
                nested.push(at);
            }
        }
        Self { name, columns, by_length, nested, rows, header_row: header.number }
    }

    pub(crate) fn columns(&self) -> &[Column] {
        &self.columns
    }

    pub(crate) fn column(&self, key: &str) -> Option<&Column> {
        self.of(key).find(|column| column.language.is_none())
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.of(key).next().is_some()
    }

    /// The columns of a key, in every language.
    fn of(&self, key: &str) -> impl Iterator<Item = &Column> {
        let places = self.by_length.get(key.len()).into_iter().flatten();
        places.filter_map(|at| self.columns.get(*at)).filter(move |column| column.key == key)
    }

    /// The trimmed text of a cell; empty when there is none.
    pub(crate) fn get(&self, row: &'a Row, key: &str) -> &'a str {
        self.column(key).map_or("", |column| row.text(column.index).trim())
    }

    /// The column of a key; one that no row has where the sheet does not have it.
    pub(crate) fn index(&self, key: &str) -> u32 {
        self.column(key).map_or(u32::MAX, |column| column.index)
    }

    pub(crate) fn place(&self, row: &Row, key: &str) -> Place<'a> {
        Place { sheet: self.name, cell: self.column(key).map(|column| (column.index, row.number)) }
    }

    /// Like [`Table::get`], for texts: by language. A column without a language and that of the default language are one;
    /// what the second says counts. A dash beside a text in another language is what other tools put for a missing text.
    pub(crate) fn texts(&self, row: &Row, key: &str, languages: &Languages) -> Texts {
        let mut texts = Texts::new();
        for column in self.of(key) {
            let text = row.text(column.index).trim();
            if text.is_empty() {
                continue;
            }
            let tag = languages.tag(column.language.as_deref());
            if column.language.is_some() || !texts.contains_key(&tag) {
                texts.insert(tag, clean(text).into_owned());
            }
        }
        if texts.len() > 1 && texts.values().any(|text| text != MISSING) {
            texts.retain(|_, text| text != MISSING);
        }
        texts
    }

    /// The languages of its columns in which it says anything, once a column.
    pub(crate) fn begun(&self) -> impl Iterator<Item = &str> {
        let says = |column: &&Column| self.rows.iter().any(|row| !row.text(column.index).trim().is_empty());
        self.columns
            .iter()
            .filter(move |column| column.language.is_some() && says(column))
            .filter_map(|column| column.language.as_deref())
    }

    /// Does a column of texts without a language say anything?
    pub(crate) fn says_unmarked(&self) -> bool {
        let is_text = |column: &&Column| column.language.is_none() && TRANSLATABLE.contains(&column.key.as_str());
        let says = |column: &Column| self.rows.iter().any(|row| !row.text(column.index).trim().is_empty());
        self.columns.iter().filter(is_text).any(says)
    }

    /// Files that are shown with the label, by kind.
    pub(crate) fn media(&self, row: &Row, languages: &Languages) -> BTreeMap<&'static str, Texts> {
        let kinds = MEDIA.iter().map(|kind| (*kind, self.texts(row, kind, languages)));
        kinds.filter(|(_, texts)| !texts.is_empty()).collect()
    }

    /// What columns like `bind::type` say.
    pub(crate) fn attributes(&self, row: &Row) -> BTreeMap<String, String> {
        let columns = self.nested.iter().filter_map(|at| self.columns.get(*at));
        let cells = columns.map(|column| (&column.key, row.text(column.index).trim()));
        cells.filter(|(_, text)| !text.is_empty()).map(|(key, text)| (key.clone(), text.to_owned())).collect()
    }

    /// Where a text stands: for messages about an expression in it.
    pub(crate) fn text_place(&self, row: &Row, key: &str, tag: &str, languages: &Languages) -> Place<'a> {
        let fits = |column: &&Column| languages.tag(column.language.as_deref()) == tag;
        let says = |column: &&Column| !row.text(column.index).trim().is_empty();
        let column = self.of(key).filter(fits).find(says).or_else(|| self.of(key).find(fits));
        Place { sheet: self.name, cell: column.map(|column| (column.index, row.number)) }
    }
}

impl Column {
    fn read(index: u32, written: &str, sheet: &str) -> Self {
        // A mark that nobody sees may come with what was copied.
        let unseen = |c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
        let text = written.trim_matches(unseen);
        let (base, rest) = match text.split_once("::") {
            Some((base, rest)) => (base, Some(rest)),
            None => match text.split_once(':') {
                Some((base, rest))
                    if TRANSLATABLE.contains(&fold(base).as_str()) || NESTED.contains(&fold(base).as_str()) =>
                {
                    (base, Some(rest))
                }
                _ => (text, None),
            },
        };
        let mut base = fold(base);
        let mut rest = rest.map(str::trim);
        if base == "media"
            && let Some(media) = rest
        {
            let (kind, language) =
                media.split_once("::").map_or((media, None), |(kind, language)| (kind, Some(language)));
            base = fold(kind);
            rest = language;
        }
        let base = alias(&base, sheet).map_or(base.clone(), ToOwned::to_owned);
        match rest {
            Some(language) if TRANSLATABLE.contains(&base.as_str()) => {
                let language = language.split_whitespace().collect::<Vec<_>>().join(" ");
                Self { index, key: base, language: Some(language), written: written.to_owned() }
            }
            Some(rest) => {
                let key = format!("{base}::{rest}");
                let key = nested_alias(&key).map_or(key.clone(), ToOwned::to_owned);
                Self { index, key, language: None, written: written.to_owned() }
            }
            None => Self { index, key: base, language: None, written: written.to_owned() },
        }
    }
}

fn alias(key: &str, sheet: &str) -> Option<&'static str> {
    let sheet = sheet.trim().to_ascii_lowercase();
    Some(match (sheet.as_str(), key) {
        ("survey", "value" | "tag") => "name",
        ("survey", "command") => "type",
        ("survey", "no_app_error_string") => "noapperrorstring",
        ("survey", "relevance") => "relevant",
        ("survey", "calculate") => "calculation",
        ("survey", "readonly") => "read_only",
        ("survey", "constraining_message" | "constraint_msg") => "constraint_message",
        ("survey", "requiredmsg" | "required_msg") => "required_message",
        ("survey", "jr:count" | "count") => "repeat_count",
        ("survey", "parameter") => "parameters",
        ("survey" | "choices", "guidancehint") => "guidance_hint",
        ("survey" | "choices" | "external_choices", "caption") => "label",
        ("choices" | "external_choices", "list" | "listname") => "list_name",
        ("choices" | "external_choices", "value") => "name",
        ("settings", "id_string" | "id") => "form_id",
        ("settings", "title") => "form_title",
        ("entities", "dataset") => "list_name",
        _ => return None,
    })
}

fn nested_alias(key: &str) -> Option<&'static str> {
    Some(match key {
        "bind::relevant" => "relevant",
        "bind::constraint" => "constraint",
        "bind::calculate" => "calculation",
        "bind::required" => "required",
        "bind::readonly" => "read_only",
        "bind::jr:constraintMsg" => "constraint_message",
        "bind::jr:requiredMsg" => "required_message",
        "control::appearance" | "body::appearance" => "appearance",
        "bind::jr:count" | "control::jr:count" => "repeat_count",
        "bind::jr:preloadparams" => "bind::jr:preloadParams",
        _ => return None,
    })
}
