//! The survey sheet: rows to nodes, with their cells kept for the expressions.

use std::collections::{BTreeMap, BTreeSet};

use crate::expr::is_name;
use crate::form::{Node, NodeIndex, QuestionType, Role, Sensitivity};
use crate::index::Index;
use crate::problem::ProblemCode;
use crate::read::choices::lists::Lists;
use crate::read::report::{Place, Report};
use crate::read::settings::{Settings, sensitivity};
use crate::read::sheets::languages::Languages;
use crate::read::sheets::table::Table;
use crate::read::sheets::words::{is_no, is_yes};
use crate::read::survey::roles::{is_asked_elsewhere, is_unshown, kind, role, value_type};
use crate::read::survey::row::SurveyRow;
use crate::read::survey::types::{RowType, Types, hint_of};
use crate::read::survey::{codes, columns, names, parameters, search};
use crate::workbook::Row;
/// What rows are read with.
#[derive(Clone, Copy)]
pub(crate) struct Around<'b> {
    pub(crate) languages: &'b Languages,
    pub(crate) settings: &'b Settings,
    pub(crate) files: &'b BTreeMap<String, Vec<u8>>,
}

/// What the survey sheet gives: its rows, and the lists with what it adds to them.
pub(crate) struct Survey {
    pub(crate) rows: Vec<SurveyRow>,
    pub(crate) lists: Lists,
}

/// Reads every row, and looks at what must be true of them together.
pub(crate) fn read<'a>(
    table: &Table<'a>,
    types: &Types<'a>,
    around: Around<'_>,
    lists: Lists,
    report: &mut Report<'_>,
) -> Survey {
    let mut reader = Reader::new(table, around, lists);
    if !columns::check(table, report) {
        return Survey { rows: Vec::new(), lists: reader.lists };
    }
    for (index, row) in table.rows.iter().enumerate() {
        reader.row(index, row, types, report);
    }
    for (_, row, name, _) in std::mem::take(&mut reader.open) {
        let place = table.rows.get(row).map_or(Place::sheet(table.name), |row| table.place(row, "type"));
        report.error(place, ProblemCode::GroupOpen, &[("name", &name)]);
    }
    reader.link_answers(report);
    for row in &reader.rows {
        let place = row.source.and_then(|at| table.rows.get(at)).map(|row| table.place(row, "parameters"));
        if let Some(place) = place {
            // A parameter names what the form offers, and not what only a formula pulls from.
            parameters::check_lists(&row.node, &reader.lists, &reader.rows, place, report);
        }
    }
    reader.pulled_files(report);
    let Reader { mut rows, lists, .. } = reader;
    let is_shown = |row: &SurveyRow| matches!(row.node.role, Role::Question | Role::Note);
    if !rows.iter().any(is_shown) && !report.failed() {
        report.warn(Place::sheet(table.name), ProblemCode::FormEmpty, &[]);
    }
    names::check(table, &rows, around.settings, report);
    names::find_others(&mut rows, &lists);
    search::check(table, &rows, report);
    codes::check(table, types, &rows, &lists, report);
    Survey { rows, lists }
}

pub(crate) struct Reader<'a, 'b> {
    pub(crate) table: &'b Table<'a>,
    pub(crate) around: Around<'b>,
    /// Names of the rows `csv-external` and `xml-external`.
    pub(crate) externals: BTreeSet<String>,
    /// Lists that came from files, with the file.
    pub(crate) from_files: BTreeMap<String, String>,
    pub(crate) lists: Lists,
    pub(crate) rows: Vec<SurveyRow>,
    /// Selects whose choices are answers in a repeat: node, row, name of the question.
    pub(crate) answers: Vec<(usize, usize, String)>,
    /// Open groups: index of the node, row, name, type.
    pub(crate) open: Vec<(usize, usize, String, QuestionType)>,
    /// The row before.
    last: u32,
    /// Was there a gap so long that what lies below it may be no part of the form?
    far: bool,
    /// Loops that have begun and could not be unrolled.
    loops: usize,
}

/// After so many empty rows a form has ended, and what stands below is read only where it is a question.
const GAP: u32 = 60;

impl<'a, 'b> Reader<'a, 'b> {
    fn new(table: &'b Table<'a>, around: Around<'b>, lists: Lists) -> Self {
        Self {
            table,
            around,
            externals: BTreeSet::new(),
            from_files: BTreeMap::new(),
            lists,
            rows: Vec::with_capacity(table.rows.len()),
            open: Vec::new(),
            answers: Vec::new(),
            last: 0,
            far: false,
            loops: 0,
        }
    }

    fn row(&mut self, index: usize, row: &'a Row, types: &Types<'a>, report: &mut Report<'_>) {
        let table = self.table;
        let written = table.get(row, "type");
        self.far |= row.number.saturating_sub(self.last) > GAP.saturating_add(1) && self.last > 0;
        self.last = row.number;
        if is_yes(table.get(row, "disabled")) {
            return;
        }
        if written.is_empty() {
            // A row of notes only, without name and label, says nothing to anyone.
            if !table.get(row, "name").is_empty() || !table.texts(row, "label", self.around.languages).is_empty() {
                report.error(table.place(row, "type"), ProblemCode::TypeMissing, &[]);
            }
            return;
        }
        let (row_type, usual) = types.of(written);
        let read = !matches!(row_type, RowType::Setting | RowType::Unsupported | RowType::Unknown);
        if read && !usual {
            report.warn(table.place(row, "type"), ProblemCode::TypeSpelling, &[("value", written)]);
        }
        match row_type {
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
            RowType::BeginLoop(list) => self.begin_loop(row, &list, report),
            RowType::EndLoop => {
                if self.loops == 0 {
                    report.error(table.place(row, "type"), ProblemCode::GroupUnmatched, &[("value", written)]);
                }
                self.loops = self.loops.saturating_sub(1);
            }
            RowType::Setting => {
                report.warn(table.place(row, "type"), ProblemCode::TypeUnsupported, &[("value", written)]);
            }
            RowType::Unknown if self.far => {
                report.warn(table.place(row, "type"), ProblemCode::RowFar, &[("value", written)]);
            }
            RowType::Unknown => {
                report.error(table.place(row, "type"), ProblemCode::TypeUnknown, &[("value", written)]);
            }
        }
    }

    /// A loop that was not unrolled: its list is not there, or it has no end.
    fn begin_loop(&mut self, row: &'a Row, list: &str, report: &mut Report<'_>) {
        let (place, name) = (self.table.place(row, "type"), self.table.get(row, "name"));
        if list.is_empty() {
            report.error(place, ProblemCode::ListMissing, &[("name", name)]);
        } else if self.lists.contains_key(list) {
            report.error(place, ProblemCode::GroupOpen, &[("name", name)]);
        } else {
            report.error(place, ProblemCode::ListUnknown, &[("list", list)]);
        }
        self.loops = self.loops.saturating_add(1);
    }

    fn end(&mut self, row: &'a Row, written: &str, question_type: QuestionType, report: &mut Report<'_>) {
        let saved = self.table.get(row, "save_to");
        if !saved.is_empty() {
            report.warn(self.table.place(row, "save_to"), ProblemCode::SaveToGroup, &[("value", saved)]);
        }
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

    pub(crate) fn push(
        &mut self,
        index: usize,
        row: &'a Row,
        question_type: QuestionType,
        report: &mut Report<'_>,
    ) -> usize {
        let table = self.table;
        let name = self.name(row, question_type, report);
        let parent = self.open.last().map(|(node, ..)| *node);
        let above = parent
            .and_then(|parent| self.rows.get(parent))
            .map_or(self.around.settings.root.as_str(), |above| above.node.path.trim_start_matches('/'));
        let path = ["/", above, "/", &name].concat();
        let texts = |key: &str| table.texts(row, key, self.around.languages);
        let calculated = !table.get(row, "calculation").is_empty();
        let (label, mut hint) = (texts("label"), texts("hint"));
        if let Some(own) = hint_of(table.get(row, "type")).filter(|_| hint.is_empty()) {
            hint = label.keys().map(|tag| (tag.clone(), own.text(tag))).collect();
        }
        let heading = self.is_heading(row, question_type);
        let role = self.role(row, question_type, label.is_empty() && hint.is_empty());
        let media = table.media(row, self.around.languages);
        let shown = matches!(role, Role::Question | Role::Note) || is_asked_elsewhere(question_type);
        if shown && label.is_empty() && hint.is_empty() && media.is_empty() && !calculated && !heading {
            let place = if table.has("label") { table.place(row, "name") } else { table.place(row, "type") };
            report.warn(place, ProblemCode::LabelMissing, &[("name", &name)]);
        }
        if media.contains_key("big_image") && !media.contains_key("image") {
            report.warn(table.place(row, "name"), ProblemCode::BigImageAlone, &[("name", &name)]);
        }
        let place = table.place(row, "parameters");
        let given = parameters::read(table.get(row, "parameters"), place, report);
        parameters::check(question_type, &given, table.get(row, "appearance"), place, report);
        let written = |key: &str| Some(table.get(row, key)).filter(|text| !text.is_empty()).map(ToOwned::to_owned);
        let node = Node {
            path,
            name,
            parent: parent.map(NodeIndex::at),
            role,
            question_type,
            value_type: value_type(question_type, table.get(row, "bind::type")),
            label,
            hint,
            guidance: texts("guidance_hint"),
            why: texts("why"),
            media,
            constraint_message: texts("constraint_message"),
            required_message: texts("required_message"),
            appearance: table.get(row, "appearance").split_whitespace().map(ToOwned::to_owned).collect(),
            list: None,
            choices_from: None,
            parameters: given,
            attributes: table.attributes(row),
            sensitivity: self.sensitivity(row, report),
            purpose: written("purpose"),
            declined_as: written("declined_as"),
            expressions: BTreeMap::new(),
            save_to: Vec::new(),
            exclusive: Vec::new(),
            other_of: None,
            may_be_required: !is_no(table.get(row, "required")),
            calculated,
            row: row.number,
            kind: if matches!(role, Role::Hidden | Role::Note) { None } else { kind(question_type) },
        };
        self.check_declined_as(row, question_type, report);
        let preload = self.preload(row, question_type, report);
        let save_to = table.get(row, "save_to").to_owned();
        self.rows.push(SurveyRow { node, preload, keeps_other: false, source: Some(index), own: None, save_to });
        self.rows.len().saturating_sub(1)
    }

    /// The name of a row; one that cannot be used has another in its place, so that all that follows is read.
    fn name(&self, row: &'a Row, question_type: QuestionType, report: &mut Report<'_>) -> String {
        let table = self.table;
        let name = table.get(row, "name");
        if question_type == QuestionType::Audit {
            if !matches!(name, "" | "audit") {
                let args = [("name", name), ("value", "audit")];
                report.warn(table.place(row, "name"), ProblemCode::NameFixed, &args);
            }
            return "audit".to_owned();
        }
        if name.is_empty() && question_type == QuestionType::Note {
            // Nothing refers to a note, so it needs no name of its own.
            return format!("generated_note_name_{}", row.number);
        }
        if name.is_empty() {
            let place = table.place(row, "name");
            report.error(place, ProblemCode::NameMissing, &[("value", table.get(row, "type"))]);
        } else if is_name(name) {
            return name.to_owned();
        } else {
            report.error(table.place(row, "name"), ProblemCode::NameInvalid, &[("name", name)]);
        }
        format!("_{}", row.number)
    }

    /// Does a select show only the labels of its choices, as the head of a table?
    fn is_heading(&self, row: &'a Row, question_type: QuestionType) -> bool {
        let select =
            matches!(question_type, QuestionType::SelectOne | QuestionType::SelectMultiple | QuestionType::Rank);
        select && self.table.get(row, "appearance").split_whitespace().any(|word| word == "label")
    }

    fn role(&self, row: &'a Row, question_type: QuestionType, says_nothing: bool) -> Role {
        let given = |key: &str| !self.table.get(row, key).is_empty();
        let made = given("calculation") || given("trigger");
        match role(question_type) {
            Role::Question if self.is_heading(row, question_type) => Role::Note,
            // What is calculated and has nothing to show is not shown.
            Role::Question | Role::Note if made && says_nothing && !is_yes(self.table.get(row, "asked")) => {
                Role::Hidden
            }
            role => role,
        }
    }

    /// What a refusal is recorded as must be one of the answers offered.
    fn check_declined_as(&self, row: &'a Row, question_type: QuestionType, report: &mut Report<'_>) {
        let value = self.table.get(row, "declined_as");
        let list = self.table.get(row, "type").split_whitespace().nth(1).and_then(|list| self.lists.get(list));
        let offered = list.is_some_and(|list| list.iter().any(|choice| *choice.name == *value));
        if !value.is_empty() && (question_type != QuestionType::SelectOne || !offered) {
            let args = [("value", value), ("name", self.table.get(row, "name"))];
            report.error(self.table.place(row, "declined_as"), ProblemCode::DefaultInvalid, &args);
        }
    }

    fn sensitivity(&self, row: &'a Row, report: &mut Report<'_>) -> Sensitivity {
        const WORDS: [&str; 3] = ["normal", "personal", "sensitive"];
        let text = self.table.get(row, "sensitivity").to_lowercase();
        if text.is_empty() {
            return self.around.settings.sensitivity;
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
}
