//! The settings sheet.

use std::collections::BTreeMap;

use crate::expr::is_name;
use crate::form::{Sensitivity, Stream, Texts};
use crate::problem::ProblemCode;

use crate::read::report::{Place, Report};
use crate::read::sheets::languages::Languages;
use crate::read::sheets::table::Table;
use crate::read::sheets::words::is_yes;

#[derive(Default)]
pub(crate) struct Settings {
    pub(crate) id: String,
    pub(crate) root: String,
    pub(crate) title: Texts,
    pub(crate) neutral_title: Texts,
    pub(crate) values: BTreeMap<String, String>,
    pub(crate) sensitivity: Sensitivity,
    pub(crate) stream: Stream,
    pub(crate) opens_case: bool,
    pub(crate) safety: bool,
    pub(crate) allow_choice_duplicates: bool,
}

pub(crate) fn read(table: Option<&Table<'_>>, languages: &Languages, report: &mut Report<'_>) -> Settings {
    let mut settings = Settings::default();
    let row = table.and_then(|table| Some((table, table.rows.first()?)));
    if let Some((table, row)) = row {
        for column in table.columns() {
            if column.language.is_none() {
                settings.values.insert(column.key.clone(), row.text(column.index).trim().to_owned());
            }
        }
        settings.title = table.texts(row, "translated_title", languages);
        let title = table.get(row, "form_title");
        if !title.is_empty() {
            settings.title.entry(languages.unmarked.clone()).or_insert_with(|| title.to_owned());
        }
        settings.neutral_title = table.texts(row, "neutral_title", languages);
        let mut word = |key: &str, allowed: &[&str]| -> usize {
            let text = table.get(row, key).to_lowercase();
            let found = allowed.iter().position(|word| *word == text);
            if found.is_none() && !text.is_empty() {
                let args = [("value", text.as_str()), ("column", key), ("allowed", &allowed.join(", "))];
                report.error(table.place(row, key), ProblemCode::WordInvalid, &args);
            }
            found.unwrap_or(0)
        };
        settings.sensitivity = sensitivity(word("sensitivity", &["normal", "personal", "sensitive"]));
        settings.stream =
            if word("stream", &["centre", "protected"]) == 1 { Stream::Protected } else { Stream::Centre };
        settings.opens_case = word("opens_case", &["no", "yes"]) == 1;
        settings.safety = word("safety", &["no", "yes"]) == 1;
        settings.allow_choice_duplicates = is_yes(table.get(row, "allow_choice_duplicates"));
        settings.id = table.get(row, "form_id").to_owned();
    }
    if settings.id.is_empty() {
        let place = table.map_or(Place::sheet("settings"), |table| Place::sheet(table.name));
        report.warn(place, ProblemCode::FormIdMissing, &[]);
        settings.id = stem(report.file);
    }
    let mut wrong = |column: &str, value: &str| {
        if let Some((table, row)) = row {
            let args = [("column", column), ("value", value)];
            report.warn(table.place(row, column), ProblemCode::SettingInvalid, &args);
        }
    };
    let value = |column: &str| settings.values.get(column).map_or("", String::as_str);
    if !matches!(value("name"), "") && !is_name(value("name")) {
        wrong("name", value("name"));
    }
    if is_yes(value("omit_instanceid")) && !value("public_key").is_empty() {
        // What is sealed for sending must have a name of its own.
        wrong("omit_instanceid", value("omit_instanceid"));
    }
    let named = settings.values.get("name").filter(|name| is_name(name)).cloned();
    let own = Some(settings.id.clone()).filter(|id| is_name(id));
    settings.root = named.or(own).unwrap_or_else(|| "data".to_owned());
    if settings.title.is_empty() {
        settings.title.insert(languages.unmarked.clone(), settings.id.clone());
    }
    settings
}

pub(crate) const fn sensitivity(index: usize) -> Sensitivity {
    match index {
        1 => Sensitivity::Personal,
        2 => Sensitivity::Sensitive,
        _ => Sensitivity::Normal,
    }
}

/// `intake` of `forms/intake.xlsx`.
fn stem(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = name.split('.').next().unwrap_or(name);
    if stem.is_empty() { "data".to_owned() } else { stem.to_owned() }
}
