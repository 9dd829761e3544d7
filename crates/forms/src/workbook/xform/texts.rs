//! Labels, hints and messages, in every language.

use std::collections::BTreeMap;

use super::element::{Content, Element, unescaped};
use super::sheets::Table;
use crate::expr::{is_name, parse};

/// Texts by id and language.
pub(super) struct Itext {
    languages: Vec<String>,
    default: Option<String>,
    /// Id → language → form of the text (empty: the text itself) → text.
    texts: BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>,
}

impl Itext {
    pub(super) fn new(model: &Element) -> Self {
        let mut itext = Self { languages: Vec::new(), default: None, texts: BTreeMap::new() };
        for translation in model.child("itext").into_iter().flat_map(|itext| itext.children("translation")) {
            let language = translation.get("lang").unwrap_or("default").to_owned();
            let default = translation.get("default").is_some_and(|text| text.starts_with("true"));
            if default && itext.default.is_none() {
                itext.default = Some(language.clone());
            }
            for text in translation.children("text") {
                let Some(id) = text.get("id") else { continue };
                let forms = itext.texts.entry(id.to_owned()).or_default().entry(language.clone()).or_default();
                for value in text.children("value") {
                    let form = value.get("form").filter(|form| !matches!(*form, "long" | "short")).unwrap_or_default();
                    forms.entry(form.to_owned()).or_insert_with(|| with_outputs(value));
                }
            }
            itext.languages.push(language);
        }
        itext
    }

    /// The language that is shown first, where the form has several or names its only one.
    pub(super) fn default_language(&self) -> Option<&str> {
        let first = self.default.as_ref().or_else(|| self.languages.first())?;
        (first != "default").then_some(first)
    }

    /// The languages, the first one first.
    pub(super) fn languages(&self) -> impl Iterator<Item = &str> {
        let default = self.default.as_deref();
        let others = self.languages.iter().map(String::as_str).filter(move |language| Some(*language) != default);
        default.into_iter().chain(others)
    }

    /// Writes the text of an element (`<label>`, `<hint>`) into the columns of `column`.
    pub(super) fn write(&self, element: Option<&Element>, column: &str, table: &mut Table) {
        let Some(element) = element else { return };
        match element.get("ref").and_then(id_of) {
            Some(id) => self.write_id(id, column, table),
            None => self.write_literal(with_outputs(element).trim(), column, table),
        }
    }

    /// Writes what an attribute says: a text, or `jr:itext('id')`.
    pub(super) fn write_attribute(&self, text: Option<&str>, column: &str, table: &mut Table) {
        let Some(text) = text else { return };
        match id_of(text) {
            Some(id) => self.write_id(id, column, table),
            None => self.write_literal(text, column, table),
        }
    }

    /// A text that is the same in every language.
    pub(super) fn write_literal(&self, text: &str, column: &str, table: &mut Table) {
        if self.languages.iter().all(|language| language == "default") {
            return table.set(column, text);
        }
        for language in &self.languages {
            let in_language = format!("{column}::{language}");
            table.set(if language == "default" { column } else { &in_language }, text);
        }
    }

    /// Writes a text by its id, with what it has besides: pictures, sounds, guidance.
    pub(super) fn write_id(&self, id: &str, column: &str, table: &mut Table) {
        let Some(languages) = self.texts.get(id) else { return };
        for language in self.languages() {
            for (form, text) in languages.get(language).into_iter().flatten() {
                let column = match form.as_str() {
                    "" => column,
                    "image" => "image",
                    "audio" => "audio",
                    "video" => "video",
                    "big-image" => "big-image",
                    "guidance" => "guidance_hint",
                    _ => continue,
                };
                let text = text
                    .strip_prefix("jr://")
                    .and_then(|uri| uri.split_once('/'))
                    .map_or(text.as_str(), |(_, name)| name);
                let text = text.trim();
                if language == "default" {
                    table.set(column, text);
                } else {
                    table.set(&format!("{column}::{language}"), text);
                }
            }
        }
    }
}

/// The id in `jr:itext('id')`.
fn id_of(text: &str) -> Option<&str> {
    let inside = text.trim().strip_prefix("jr:itext(")?.strip_suffix(')')?.trim();
    let quoted = |quote: char| inside.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    quoted('\'').or_else(|| quoted('"'))
}

/// A text with its `<output>`s as `${…}`.
fn with_outputs(element: &Element) -> String {
    let mut out = String::new();
    for content in &element.content {
        match content {
            Content::Text(text) => out.push_str(text),
            Content::Element(output) if output.local() == "output" => {
                if let Some(value) = output.get("value").or_else(|| output.get("ref")) {
                    out.push_str(&written(value));
                }
            }
            Content::Element(other) => out.push_str(&with_outputs(other)),
        }
    }
    out
}

/// The formula of an `<output>` as it stands in a text: `${…}`, and one that cannot be read as it is, as in a sheet. pyxform
/// writes what stands in a formula within a text with signs for signs: `&lt;` comes as `&amp;lt;`.
fn written(formula: &str) -> String {
    let is_read = |text: &str| is_name(text.trim()) || text.contains('#') || parse(text).is_ok();
    let once_more = Some(formula).filter(|text| !is_read(text) && text.contains('&')).and_then(unescaped);
    let formula = once_more.as_deref().unwrap_or(formula);
    if is_read(formula) { format!("${{{formula}}}") } else { formula.to_owned() }
}
