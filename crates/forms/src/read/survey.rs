//! The survey sheet: rows to nodes, with their cells kept for the expressions.

use std::collections::BTreeMap;

use crate::expr::is_name;
use crate::form::{Choice, Kind, Node, NodeIndex, QuestionType, Role, Sensitivity, Texts};
use crate::problem::ProblemCode;
use crate::session::{Preload, RowLogic};
use crate::workbook::Row;

use super::choices::Lists;
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
const KNOWN: [&str; 43] = [
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

pub(super) fn read(
    table: &Table<'_>,
    languages: &Languages,
    settings: &Settings,
    lists: &mut Lists,
    report: &mut Report<'_>,
) -> Vec<SurveyRow> {
    let mut reader = Reader { table, languages, settings, lists, rows: Vec::new(), open: Vec::new() };
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
    let mut rows = reader.rows;
    if rows.is_empty() && !report.failed() {
        report.error(Place::sheet(table.name), ProblemCode::FormEmpty, &[]);
    }
    check_names(table, &rows, settings, report);
    find_others(&mut rows, lists);
    rows
}

struct Reader<'a, 'b> {
    table: &'b Table<'a>,
    languages: &'b Languages,
    settings: &'b Settings,
    lists: &'b mut Lists,
    rows: Vec<SurveyRow>,
    /// Open groups: index of the node, row, name, type.
    open: Vec<(usize, usize, String, QuestionType)>,
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
                self.push(index, row, question_type, report);
            }
            RowType::Select { question_type, list, other } => {
                self.select(index, row, question_type, &list, other, report)
            }
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

    fn select(
        &mut self,
        index: usize,
        row: &'a Row,
        kind: QuestionType,
        list: &str,
        other: bool,
        report: &mut Report<'_>,
    ) {
        let table = self.table;
        let node = self.push(index, row, kind, report);
        let name = table.get(row, "name");
        if list.is_empty() {
            report.error(table.place(row, "type"), ProblemCode::ListMissing, &[("name", name)]);
            return;
        }
        if !self.lists.contains_key(list) {
            report.error(table.place(row, "type"), ProblemCode::ListUnknown, &[("list", list)]);
        }
        if kind != QuestionType::SelectOne
            && let Some(choice) =
                self.lists.get(list).and_then(|all| all.iter().find(|choice| choice.name.contains(' ')))
        {
            let args = [("name", choice.name.as_str()), ("list", list)];
            report.error(table.place(row, "type"), ProblemCode::ChoiceSpace, &args);
        }
        if let Some(added) = self.rows.get_mut(node) {
            added.node.list = Some(list.to_owned());
        }
        if other {
            self.or_other(node, row, list, report);
        }
    }

    /// `or_other` adds a choice to the list and a text question behind the select.
    fn or_other(&mut self, select: usize, row: &'a Row, list: &str, report: &mut Report<'_>) {
        if !self.table.get(row, "choice_filter").is_empty() {
            let name = self.table.get(row, "name");
            report.error(self.table.place(row, "choice_filter"), ProblemCode::OrOtherFiltered, &[("name", name)]);
        }
        let tags: Vec<String> =
            self.rows.get(select).map(|row| row.node.label.keys().cloned().collect()).unwrap_or_default();
        let texts = |text: &str| -> Texts { tags.iter().map(|tag| (tag.clone(), text.to_owned())).collect() };
        if let Some(choices) = self.lists.get_mut(list)
            && !choices.iter().any(|choice| choice.name == "other")
        {
            choices.push(Choice { name: "other".to_owned(), label: texts("Other"), extra: BTreeMap::new() });
        }
        let Some(of) = self.rows.get(select) else { return };
        let mut node = of.node.clone();
        let relevant = format!("selected(../{}, 'other')", node.name);
        node.name.push_str("_other");
        node.path.push_str("_other");
        node.question_type = QuestionType::Text;
        node.label = texts("Specify other.");
        (node.hint, node.guidance, node.list) = (Texts::new(), Texts::new(), None);
        (node.kind, node.may_be_required, node.calculated) = (Some(Kind::Open), false, false);
        (node.constraint_message, node.required_message) = (Texts::new(), Texts::new());
        self.rows.push(SurveyRow {
            node,
            logic: RowLogic::default(),
            source: None,
            relevant: Some(relevant),
            save_to: String::new(),
        });
    }

    fn push(&mut self, index: usize, row: &'a Row, question_type: QuestionType, report: &mut Report<'_>) -> usize {
        let table = self.table;
        let mut name = table.get(row, "name").to_owned();
        if name.is_empty() {
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
        let role = role(question_type);
        let (label, hint) = (texts("label"), texts("hint"));
        if matches!(role, Role::Question | Role::Note) && label.is_empty() && hint.is_empty() && !calculated {
            let place = if table.has("label") { table.place(row, "name") } else { table.place(row, "type") };
            report.warn(place, ProblemCode::LabelMissing, &[("name", &name)]);
        }
        let node = Node {
            path,
            name,
            parent: parent.and_then(|parent| u32::try_from(parent).ok()).map(NodeIndex),
            role,
            question_type,
            label,
            hint,
            guidance: texts("guidance_hint"),
            why: texts("why"),
            constraint_message: texts("constraint_message"),
            required_message: texts("required_message"),
            appearance: table.get(row, "appearance").split_whitespace().map(ToOwned::to_owned).collect(),
            list: None,
            parameters: self.parameters(row, report),
            sensitivity: self.sensitivity(row, report),
            purpose: Some(table.get(row, "purpose")).filter(|text| !text.is_empty()).map(ToOwned::to_owned),
            declined_as: Some(table.get(row, "declined_as")).filter(|text| !text.is_empty()).map(ToOwned::to_owned),
            save_to: Vec::new(),
            other_of: None,
            may_be_required: !matches!(table.get(row, "required"), "") && !is_no(table.get(row, "required")),
            calculated,
            row: row.number,
            kind: kind(question_type),
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

    fn parameters(&self, row: &'a Row, report: &mut Report<'_>) -> BTreeMap<String, String> {
        let text = self.table.get(row, "parameters");
        let mut out = BTreeMap::new();
        for part in text.replace(" = ", "=").split([' ', ',', ';', '\n']).filter(|part| !part.is_empty()) {
            match part.split_once('=') {
                Some((name, value)) if !name.is_empty() => {
                    out.insert(name.trim().to_lowercase(), value.trim().to_owned());
                }
                _ => {
                    report.error(self.table.place(row, "parameters"), ProblemCode::ParameterInvalid, &[("value", part)])
                }
            }
        }
        out
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

const fn role(question_type: QuestionType) -> Role {
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
        _ => Role::Question,
    }
}

fn kind(question_type: QuestionType) -> Option<Kind> {
    match (role(question_type), question_type) {
        (Role::Question, QuestionType::Text | QuestionType::Barcode) => Some(Kind::Open),
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

fn check_names(table: &Table<'_>, rows: &[SurveyRow], settings: &Settings, report: &mut Report<'_>) {
    let mut seen: std::collections::HashMap<(Option<NodeIndex>, String), &SurveyRow> = std::collections::HashMap::new();
    for row in rows {
        let place = |row: &SurveyRow| {
            row.source
                .and_then(|at| table.rows.get(at))
                .map_or(Place::sheet(table.name), |row| table.place(row, "name"))
        };
        let key = (row.node.parent, row.node.name.to_lowercase());
        if let Some(first) = seen.get(&key) {
            let other =
                place(first).cell.map(|(column, row)| crate::workbook::address(column, row)).unwrap_or_default();
            let args = [("name", row.node.name.as_str()), ("other", other.as_str())];
            if first.node.name == row.node.name {
                report.error(place(row), ProblemCode::NameTwice, &args);
            } else {
                report.warn(place(row), ProblemCode::NameSimilar, &args);
            }
        } else {
            seen.insert(key, row);
        }
        if row.node.name == "meta" && row.node.parent.is_none() && settings.root != "meta" {
            report.error(place(row), ProblemCode::NameInvalid, &[("name", "meta")]);
        }
    }
}

/// A text named `<select>_other` beside a select with a choice `other` belongs to that choice.
fn find_others(rows: &mut [SurveyRow], lists: &Lists) {
    let has_other = |row: &SurveyRow| {
        let list = row.node.list.as_ref().and_then(|list| lists.get(list));
        list.is_some_and(|choices| choices.iter().any(|choice| choice.name == "other"))
    };
    let selects: std::collections::HashMap<(Option<NodeIndex>, String), usize> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| has_other(row))
        .map(|(at, row)| ((row.node.parent, format!("{}_other", row.node.name)), at))
        .collect();
    let mut found = Vec::new();
    for row in rows.iter_mut().filter(|row| row.node.question_type == QuestionType::Text) {
        if let Some(select) = selects.get(&(row.node.parent, row.node.name.clone())) {
            row.node.other_of = u32::try_from(*select).ok().map(NodeIndex);
            row.node.kind = None;
            found.push(*select);
        }
    }
    for select in found {
        if let Some(row) = rows.get_mut(select) {
            row.node.kind = Some(Kind::SemiClosed);
        }
    }
}
