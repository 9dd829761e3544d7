//! The survey sheet: rows to nodes, with their cells kept for the expressions.

use std::collections::{BTreeMap, BTreeSet};

use crate::expr::is_name;
use crate::form::{Kind, Node, NodeIndex, QuestionType, Role, Sensitivity};
use crate::problem::ProblemCode;
use crate::session::{Preload, RowLogic};
use crate::workbook::Row;

use super::choices::Lists;
use super::names;
use super::own_texts::Own;
use super::parameters;
use super::report::{Place, Report};
use super::settings::{Settings, sensitivity};
use super::table::{Languages, Table};
use super::types::{RowType, row_type};

/// A node on its way into the form.
pub(super) struct SurveyRow {
    pub(super) node: Node,
    pub(super) logic: RowLogic,
    /// Index of the row in the table; `None` for rows that `or_other` adds.
    pub(super) source: Option<usize>,
    /// An expression that stands in no cell: relevance of what `or_other` adds.
    pub(super) relevant: Option<String>,
    /// The list before `or_other` changed it, for `other_of`.
    pub(super) save_to: String,
}

/// Columns that are ours or known and need no word.
pub(crate) const KNOWN: [&str; 47] = [
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "why",
    "appearance",
    "calculation",
    "required",
    "relevant",
    "constraint",
    "constraint_message",
    "required_message",
    "default",
    "default_value",
    "default_expression",
    "default_on",
    "asked",
    "choice_filter",
    "parameters",
    "repeat_count",
    "trigger",
    "read_only",
    "save_to",
    "sensitivity",
    "purpose",
    "declined_as",
    "remark",
    "image",
    "audio",
    "video",
    "big_image",
    "media",
    "autoplay",
    "rows",
    "notes",
    "seed_ref",
    "builder_note",
    "intent",
    "compact_tag",
    "sms_field",
    "noapperrorstring",
    "comment",
    "comments",
    "disabled",
    "note",
    "help",
];

/// What rows are read with.
#[derive(Clone, Copy)]
pub(super) struct Around<'b> {
    pub(super) languages: &'b Languages,
    pub(super) settings: &'b Settings,
    pub(super) files: &'b BTreeMap<String, Vec<u8>>,
}

pub(super) fn read(
    table: &Table<'_>,
    around: Around<'_>,
    lists: &mut Lists,
    report: &mut Report<'_>,
) -> Vec<SurveyRow> {
    let Around { languages, settings, files } = around;
    let mut reader = Reader {
        table,
        languages,
        settings,
        files,
        externals: BTreeSet::new(),
        from_files: BTreeSet::new(),
        lists,
        rows: Vec::new(),
        open: Vec::new(),
        answers: Vec::new(),
    };
    for needed in ["type", "name"] {
        if !table.has(needed) {
            let place = Place { sheet: table.name, cell: Some((0, table.header_row)) };
            report.error(place, ProblemCode::ColumnMissing, &[("column", needed)]);
        }
    }
    if !table.has("type") {
        return Vec::new();
    }
    for column in table.columns() {
        let known = KNOWN.contains(&column.key.as_str())
            || ["bind::", "body::", "instance::", "control::"].iter().any(|prefix| column.key.starts_with(prefix));
        if !known {
            let place = Place { sheet: table.name, cell: Some((column.index, table.header_row)) };
            report.warn(place, ProblemCode::ColumnUnknown, &[("column", &column.written)]);
        }
    }
    for (index, row) in table.rows.iter().enumerate() {
        reader.row(index, row, report);
    }
    for (_, row, name, _) in std::mem::take(&mut reader.open) {
        let place = table.rows.get(row).map_or(Place::sheet(table.name), |row| table.place(row, "type"));
        report.error(place, ProblemCode::GroupOpen, &[("name", &name)]);
    }
    reader.link_answers(report);
    let mut rows = reader.rows;
    if rows.is_empty() && table.rows.is_empty() && !report.failed() {
        report.error(Place::sheet(table.name), ProblemCode::FormEmpty, &[]);
    }
    names::check(table, &rows, settings, report);
    names::find_others(&mut rows, lists);
    for row in &rows {
        let place = row.source.and_then(|at| table.rows.get(at)).map(|row| table.place(row, "parameters"));
        if let Some(place) = place {
            parameters::check_lists(&row.node, lists, &rows, place, report);
        }
    }
    rows
}

pub(super) struct Reader<'a, 'b> {
    pub(super) table: &'b Table<'a>,
    pub(super) languages: &'b Languages,
    pub(super) settings: &'b Settings,
    pub(super) files: &'b BTreeMap<String, Vec<u8>>,
    /// Names of the rows `csv-external` and `xml-external`.
    pub(super) externals: BTreeSet<String>,
    /// Lists that came from files.
    pub(super) from_files: BTreeSet<String>,
    pub(super) lists: &'b mut Lists,
    pub(super) rows: Vec<SurveyRow>,
    /// Selects whose choices are answers in a repeat: node, row, name of the question.
    pub(super) answers: Vec<(usize, usize, String)>,
    /// Open groups: index of the node, row, name, type.
    pub(super) open: Vec<(usize, usize, String, QuestionType)>,
}

impl<'a> Reader<'a, '_> {
    fn row(&mut self, index: usize, row: &'a Row, report: &mut Report<'_>) {
        let table = self.table;
        let written = table.get(row, "type");
        if super::survey::is_yes(table.get(row, "disabled")) {
            return;
        }
        if written.is_empty() {
            // A row of notes only, without name and label, says nothing to anyone.
            if !table.get(row, "name").is_empty() || !table.texts(row, "label", self.languages).is_empty() {
                report.error(table.place(row, "type"), ProblemCode::TypeMissing, &[]);
            }
            return;
        }
        match row_type(written) {
            RowType::Begin(question_type) => {
                let node = self.push(index, row, question_type, report);
                let name = table.get(row, "name").to_owned();
                self.open.push((node, index, name, question_type));
            }
            RowType::End(question_type) => self.end(row, written, question_type, report),
            RowType::Plain(question_type) => {
                if is_unshown(question_type) {
                    report.warn(table.place(row, "type"), ProblemCode::TypeUnsupported, &[("value", written)]);
                }
                self.push(index, row, question_type, report);
            }
            RowType::Select { question_type, list, other } => {
                self.select(index, row, question_type, list, other, report)
            }
            RowType::External => self.external(row, written, report),
            RowType::Unsupported => {
                report.warn(table.place(row, "type"), ProblemCode::TypeUnsupported, &[("value", written)]);
                if is_name(table.get(row, "name")) {
                    // It stays in the form without being asked, so that what refers to it can be read.
                    let node = self.push(index, row, QuestionType::Hidden, report);
                    if let Some(added) = self.rows.get_mut(node) {
                        added.node.role = Role::Hidden;
                        added.node.kind = None;
                    }
                }
            }
            RowType::Unknown => {
                report.error(table.place(row, "type"), ProblemCode::TypeUnknown, &[("value", written)]);
            }
        }
    }

    fn end(&mut self, row: &'a Row, written: &str, question_type: QuestionType, report: &mut Report<'_>) {
        match self.open.last() {
            Some((.., open)) if *open == question_type => {
                self.open.pop();
            }
            _ => {
                report.error(self.table.place(row, "type"), ProblemCode::GroupUnmatched, &[("value", written)]);
                if !self.open.is_empty() {
                    self.open.pop();
                }
            }
        }
    }

    pub(super) fn push(
        &mut self,
        index: usize,
        row: &'a Row,
        question_type: QuestionType,
        report: &mut Report<'_>,
    ) -> usize {
        let table = self.table;
        let mut name = table.get(row, "name").to_owned();
        if name.is_empty() && question_type == QuestionType::Audit {
            "audit".clone_into(&mut name);
        } else if name.is_empty() && question_type == QuestionType::Note {
            // Nothing refers to a note, so it needs no name of its own.
            name = format!("generated_note_name_{}", row.number);
        } else if name.is_empty() {
            let place = table.place(row, "name");
            report.error(place, ProblemCode::NameMissing, &[("value", table.get(row, "type"))]);
            name = format!("_{}", row.number);
        } else if !is_name(&name) {
            report.error(table.place(row, "name"), ProblemCode::NameInvalid, &[("name", &name)]);
            name = format!("_{}", row.number);
        }
        let parent = self.open.last().map(|(node, ..)| *node);
        let above = parent
            .and_then(|parent| self.rows.get(parent))
            .map_or(self.settings.root.as_str(), |above| above.node.path.trim_start_matches('/'));
        let path = format!("/{above}/{name}");
        let texts = |key: &str| table.texts(row, key, self.languages);
        let calculated = !table.get(row, "calculation").is_empty();
        let (label, mut hint) = (texts("label"), texts("hint"));
        if hint.is_empty() && table.get(row, "type").eq_ignore_ascii_case("phone number") {
            hint = label.keys().map(|tag| (tag.clone(), Own::Digits.text(tag))).collect();
        }
        let made = calculated || !table.get(row, "trigger").is_empty();
        // What is calculated and has nothing to show is not shown.
        let select =
            matches!(question_type, QuestionType::SelectOne | QuestionType::SelectMultiple | QuestionType::Rank);
        // Only the labels of its choices are shown: the head of a table.
        let heading = select && table.get(row, "appearance").split_whitespace().any(|word| word == "label");
        let role = match role(question_type) {
            Role::Question if heading => Role::Note,
            Role::Question if made && !is_yes(table.get(row, "asked")) && label.is_empty() && hint.is_empty() => {
                Role::Hidden
            }
            role => role,
        };
        if matches!(role, Role::Question | Role::Note) && label.is_empty() && hint.is_empty() && !calculated && !heading
        {
            let place = if table.has("label") { table.place(row, "name") } else { table.place(row, "type") };
            report.warn(place, ProblemCode::LabelMissing, &[("name", &name)]);
        }
        let place = table.place(row, "parameters");
        let given = parameters::read(table.get(row, "parameters"), place, report);
        parameters::check(question_type, &given, table.get(row, "appearance"), place, report);
        let node = Node {
            path,
            name,
            parent: parent.and_then(|parent| u32::try_from(parent).ok()).map(NodeIndex),
            role,
            question_type,
            value_type: value_type(question_type, table.get(row, "bind::type")),
            label,
            hint,
            guidance: texts("guidance_hint"),
            why: texts("why"),
            media: table.media(row, self.languages),
            constraint_message: texts("constraint_message"),
            required_message: texts("required_message"),
            appearance: table.get(row, "appearance").split_whitespace().map(ToOwned::to_owned).collect(),
            list: None,
            choices_from: None,
            parameters: given,
            attributes: table.attributes(row),
            sensitivity: self.sensitivity(row, report),
            purpose: Some(table.get(row, "purpose")).filter(|text| !text.is_empty()).map(ToOwned::to_owned),
            declined_as: Some(table.get(row, "declined_as")).filter(|text| !text.is_empty()).map(ToOwned::to_owned),
            expressions: BTreeMap::new(),
            save_to: Vec::new(),
            other_of: None,
            may_be_required: !matches!(table.get(row, "required"), "") && !is_no(table.get(row, "required")),
            calculated,
            row: row.number,
            kind: if matches!(role, Role::Hidden | Role::Note) { None } else { kind(question_type) },
        };
        self.check_declined_as(row, question_type, report);
        let logic = RowLogic { preload: self.preload(row, question_type, report), ..RowLogic::default() };
        let save_to = table.get(row, "save_to").to_owned();
        self.rows.push(SurveyRow { node, logic, source: Some(index), relevant: None, save_to });
        self.rows.len().saturating_sub(1)
    }

    /// What a refusal is recorded as must be one of the answers offered.
    fn check_declined_as(&self, row: &'a Row, question_type: QuestionType, report: &mut Report<'_>) {
        let value = self.table.get(row, "declined_as");
        let list = self.table.get(row, "type").split_whitespace().nth(1).and_then(|list| self.lists.get(list));
        let offered = list.is_some_and(|list| list.iter().any(|choice| choice.name == value));
        if !value.is_empty() && (question_type != QuestionType::SelectOne || !offered) {
            let args = [("value", value), ("name", self.table.get(row, "name"))];
            report.error(self.table.place(row, "declined_as"), ProblemCode::DefaultInvalid, &args);
        }
    }

    fn sensitivity(&self, row: &'a Row, report: &mut Report<'_>) -> Sensitivity {
        const WORDS: [&str; 3] = ["normal", "personal", "sensitive"];
        let text = self.table.get(row, "sensitivity").to_lowercase();
        if text.is_empty() {
            return self.settings.sensitivity;
        }
        match WORDS.iter().position(|word| *word == text) {
            Some(index) => sensitivity(index),
            None => {
                let args =
                    [("value", text.as_str()), ("column", "sensitivity"), ("allowed", "normal, personal, sensitive")];
                report.error(self.table.place(row, "sensitivity"), ProblemCode::WordInvalid, &args);
                Sensitivity::Sensitive
            }
        }
    }

    fn preload(&self, row: &'a Row, question_type: QuestionType, report: &mut Report<'_>) -> Option<Preload> {
        let property = |name: &str| Some(Preload::Property(name.to_owned()));
        let (preload, what) = (self.table.get(row, "bind::jr:preload"), self.table.get(row, "bind::jr:preloadParams"));
        match (preload, what) {
            ("", _) if matches!(self.table.get(row, "type"), "simserial" | "subscriberid") => {
                property(self.table.get(row, "type"))
            }
            ("", _) => match question_type {
                QuestionType::Start => Some(Preload::Start),
                QuestionType::End => Some(Preload::End),
                QuestionType::Today => Some(Preload::Today),
                QuestionType::Username => property("username"),
                QuestionType::DeviceId => property("deviceid"),
                QuestionType::PhoneNumber => property("phonenumber"),
                QuestionType::Email => property("email"),
                _ => None,
            },
            ("timestamp", "start") => Some(Preload::Start),
            ("timestamp", "end") => Some(Preload::End),
            ("date", "today") => Some(Preload::Today),
            ("property", what) if !what.is_empty() => property(what),
            _ => {
                let place = self.table.place(row, "bind::jr:preload");
                report.error(place, ProblemCode::PreloadUnknown, &[("value", &format!("{preload} {what}"))]);
                None
            }
        }
    }
}

pub(crate) const fn role(question_type: QuestionType) -> Role {
    match question_type {
        QuestionType::Group => Role::Group,
        QuestionType::Repeat => Role::Repeat,
        QuestionType::Note => Role::Note,
        QuestionType::Calculate
        | QuestionType::Hidden
        | QuestionType::Start
        | QuestionType::End
        | QuestionType::Today
        | QuestionType::Username
        | QuestionType::DeviceId
        | QuestionType::PhoneNumber
        | QuestionType::Email
        | QuestionType::Audit => Role::Hidden,
        _ if is_unshown(question_type) => Role::Hidden,
        _ => Role::Question,
    }
}

/// What the values of a row are: `bind::type` tells it of those that are not asked.
fn value_type(question_type: QuestionType, bind: &str) -> QuestionType {
    if !matches!(question_type, QuestionType::Calculate | QuestionType::Hidden) {
        return question_type;
    }
    match bind.rsplit(':').next().unwrap_or(bind) {
        "int" | "integer" => QuestionType::Integer,
        "decimal" => QuestionType::Decimal,
        "date" => QuestionType::Date,
        "time" => QuestionType::Time,
        "dateTime" => QuestionType::DateTime,
        "binary" => QuestionType::File,
        "geopoint" => QuestionType::Geopoint,
        "geotrace" => QuestionType::Geotrace,
        "geoshape" => QuestionType::Geoshape,
        "barcode" => QuestionType::Barcode,
        _ => question_type,
    }
}

/// Types that stay in the form without being asked, so that what refers to them can be read.
const fn is_unshown(question_type: QuestionType) -> bool {
    matches!(
        question_type,
        QuestionType::BackgroundAudio
            | QuestionType::Osm
            | QuestionType::StartGeopoint
            | QuestionType::BackgroundGeopoint
    )
}

fn kind(question_type: QuestionType) -> Option<Kind> {
    match (role(question_type), question_type) {
        (Role::Question, QuestionType::Text | QuestionType::Barcode) => Some(Kind::Open),
        (Role::Question, question_type) if question_type.is_file() => Some(Kind::Open),
        (Role::Question, _) => Some(Kind::Closed),
        _ => None,
    }
}

pub(super) fn is_yes(text: &str) -> bool {
    matches!(text.trim(), "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "true()")
}

pub(super) fn is_no(text: &str) -> bool {
    matches!(text.trim(), "" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "false()")
}
