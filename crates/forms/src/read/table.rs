//! A sheet as a table: columns by their canonical names, texts by language.

use std::collections::BTreeMap;

use crate::form::{FormLanguage, Texts};
use crate::problem::ProblemCode;
use crate::workbook::{Row, Sheet};

use super::report::{Place, Report};

/// A sheet with its header understood.
pub(super) struct Table<'a> {
    pub(super) name: &'a str,
    columns: Vec<Column>,
    pub(super) rows: &'a [Row],
    pub(super) header_row: u32,
}

#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) index: u32,
    /// Canonical: `label`, `constraint_message`, `bind::jr:preload`.
    pub(super) key: String,
    /// `Kazakh (kk)`.
    pub(super) language: Option<String>,
    pub(super) written: String,
}

/// The languages met so far.
#[derive(Default)]
pub(super) struct Languages {
    pub(super) all: Vec<FormLanguage>,
    /// What a column without a language is in.
    pub(super) unmarked: String,
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

/// Columns that name files shown with a label.
pub(super) const MEDIA: [&str; 4] = ["image", "audio", "video", "big_image"];

/// Columns that hold others: `bind::relevant`, which older forms write `bind:relevant`.
const NESTED: [&str; 5] = ["bind", "body", "control", "instance", "media"];

impl<'a> Table<'a> {
    pub(super) fn new(sheet: &'a Sheet, report: &mut Report<'_>) -> Self {
        let name = sheet.name.as_str();
        let Some((header, rows)) = sheet.rows.split_first() else {
            return Self { name, columns: Vec::new(), rows: &[], header_row: 1 };
        };
        let mut columns: Vec<Column> = Vec::new();
        for cell in &header.cells {
            let column = Column::read(cell.column, &cell.text, name);
            if columns.iter().any(|other| other.key == column.key && other.language == column.language) {
                let place = Place { sheet: name, cell: Some((cell.column, header.number)) };
                let args = [("column", cell.text.as_str())];
                // Of two settings the first counts: nothing is lost with the other.
                if name.trim().eq_ignore_ascii_case("settings") {
                    report.warn(place, ProblemCode::ColumnTwice, &args);
                } else {
                    report.error(place, ProblemCode::ColumnTwice, &args);
                }
                continue;
            }
            columns.push(column);
        }
        Self { name, columns, rows, header_row: header.number }
    }

    pub(super) fn columns(&self) -> &[Column] {
        &self.columns
    }

    pub(super) fn column(&self, key: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.key == key && column.language.is_none())
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.columns.iter().any(|column| column.key == key)
    }

    /// The trimmed text of a cell; empty when there is none.
    pub(super) fn get(&self, row: &'a Row, key: &str) -> &'a str {
        self.column(key).map_or("", |column| row.text(column.index).trim())
    }

    /// The column of a key; one that no row has where the sheet does not have it.
    pub(super) fn index(&self, key: &str) -> u32 {
        self.column(key).map_or(u32::MAX, |column| column.index)
    }

    pub(super) fn place(&self, row: &Row, key: &str) -> Place<'a> {
        Place { sheet: self.name, cell: self.column(key).map(|column| (column.index, row.number)) }
    }

    /// Like [`Table::get`], for texts: by language.
    pub(super) fn texts(&self, row: &Row, key: &str, languages: &Languages) -> Texts {
        let mut texts = Texts::new();
        for column in self.columns.iter().filter(|column| column.key == key) {
            let text = clean(row.text(column.index).trim());
            if !text.is_empty() {
                texts.insert(languages.tag(column.language.as_deref()), text);
            }
        }
        texts
    }

    /// Files that are shown with the label, by kind.
    pub(super) fn media(&self, row: &Row, languages: &Languages) -> BTreeMap<&'static str, Texts> {
        let kinds = MEDIA.iter().map(|kind| (*kind, self.texts(row, kind, languages)));
        kinds.filter(|(_, texts)| !texts.is_empty()).collect()
    }

    /// What columns like `bind::type` say.
    pub(super) fn attributes(&self, row: &Row) -> BTreeMap<String, String> {
        let nested = |column: &&Column| column.key.split_once("::").is_some_and(|(base, _)| NESTED.contains(&base));
        let cells =
            self.columns.iter().filter(nested).map(|column| (column.key.clone(), row.text(column.index).trim()));
        cells.filter(|(_, text)| !text.is_empty()).map(|(key, text)| (key, text.to_owned())).collect()
    }

    /// Where a text stands: for messages about an expression in it.
    pub(super) fn text_place(&self, row: &Row, key: &str, tag: &str, languages: &Languages) -> Place<'a> {
        let fits = |column: &&Column| column.key == key && languages.tag(column.language.as_deref()) == tag;
        Place { sheet: self.name, cell: self.columns.iter().find(fits).map(|column| (column.index, row.number)) }
    }
}

impl Column {
    fn read(index: u32, written: &str, sheet: &str) -> Self {
        let text = written.trim();
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
                Self { index, key: base, language: Some(language.trim().to_owned()), written: written.to_owned() }
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

/// Lower case, with `_` for spaces and hyphens.
pub(super) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join("_").to_lowercase().replace('-', "_")
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

/// Smart quotes become straight ones: what other tools make of a cell.
pub(super) fn clean(text: &str) -> String {
    let straight = |c| match c {
        '\u{201c}' | '\u{201d}' => '"',
        '\u{2018}' | '\u{2019}' => '\'',
        other => other,
    };
    text.chars().map(straight).collect()
}

impl Languages {
    /// Learns the languages of a sheet's columns, in their order.
    pub(super) fn learn(&mut self, table: &Table<'_>) {
        for column in table.columns() {
            if let Some(name) = &column.language {
                self.add(name);
            }
        }
    }

    pub(super) fn add(&mut self, name: &str) -> String {
        let tag = tag_of(name);
        let stem = stem_of(name);
        let known = self.all.iter().find(|known| known.tag == tag || stem_of(&known.name) == stem);
        if let Some(known) = known {
            return known.tag.clone();
        }
        self.all.push(FormLanguage { tag: tag.clone(), name: name.to_owned() });
        tag
    }

    pub(super) fn tag(&self, name: Option<&str>) -> String {
        let Some(name) = name else { return self.unmarked.clone() };
        let (tag, stem) = (tag_of(name), stem_of(name));
        let known = self.all.iter().find(|known| known.tag == tag || stem_of(&known.name) == stem);
        known.map_or(tag, |known| known.tag.clone())
    }
}

/// `kk` of `Kazakh (kk)`; the name in lower case where there is no code.
fn tag_of(name: &str) -> String {
    let name = name.trim();
    let code = name.rsplit_once('(').and_then(|(_, rest)| rest.trim_end().strip_suffix(')')).map(str::trim);
    match code {
        Some(code) if !code.is_empty() => code.to_lowercase().replace('_', "-"),
        _ => name.to_lowercase(),
    }
}

fn stem_of(name: &str) -> String {
    let stem = name.rsplit_once('(').map_or(name, |(stem, _)| stem).trim().to_lowercase();
    if stem.is_empty() { name.trim().to_lowercase() } else { stem }
}
