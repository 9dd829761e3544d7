//! Where a select's choices come from: the choices sheet, a file, the answers to another question; and what `or_other`
//! adds to them.

use std::collections::BTreeMap;

use crate::form::{Choice, Kind, NodeIndex, QuestionType, Texts};
use crate::index::Index;
use crate::problem::ProblemCode;
use crate::workbook::Row;

use crate::read::choices::files;
use crate::read::choices::lists::EXTERNAL;
use crate::read::choices::own_texts::Own;
use crate::read::report::{Place, Report};
use crate::read::survey::codes;
use crate::read::survey::row::SurveyRow;
use crate::read::survey::rows::Reader;
use crate::read::survey::types::List;

impl<'a> Reader<'a, '_> {
    pub(crate) fn select(
        &mut self,
        index: usize,
        row: &'a Row,
        kind: QuestionType,
        list: List,
        other: bool,
        report: &mut Report<'_>,
    ) {
        let table = self.table;
        let node = self.push(index, row, kind, report);
        let place = table.place(row, "type");
        let from_file = matches!(list, List::File(_));
        let list = match list {
            List::Answers(name) => {
                self.answers.push((node, index, name));
                return;
            }
            List::File(file) => {
                let parameters = self.rows.get(node).map(|row| row.node.parameters.clone()).unwrap_or_default();
                self.file(place, &file, &files::Columns::of(&file, &parameters), report)
            }
            List::ExternalSheet(list) => format!("{EXTERNAL}{list}"),
            List::Sheet(list) => {
                let given = self.rows.get(node).into_iter().flat_map(|row| row.node.parameters.keys());
                for name in given.filter(|name| matches!(name.as_str(), "value" | "label")) {
                    // Those columns have fixed names in the choices sheet.
                    let args = [("name", name.as_str()), ("allowed", "randomize, seed")];
                    report.warn(table.place(row, "parameters"), ProblemCode::ParameterUnknown, &args);
                }
                list
            }
        };
        if list.trim_start_matches(EXTERNAL).is_empty() {
            report.error(place, ProblemCode::ListMissing, &[("name", table.get(row, "name"))]);
            return;
        }
        let codeless = self.lists.get_mut(&list).filter(|all| from_file && all.iter().any(|one| one.name.is_empty()));
        if let Some(choices) = codeless {
            let args = [("name", list.as_str()), ("count", &choices.len().to_string())];
            report.warn(place, ProblemCode::ListCodeBlank, &args);
            choices.clear();
        }
        if !self.lists.contains_key(&list) {
            report.error(place, ProblemCode::ListUnknown, &[("list", list.trim_start_matches(EXTERNAL))]);
        }
        if kind != QuestionType::SelectOne
            && let Some(choice) =
                self.lists.get(&list).and_then(|all| all.iter().find(|choice| choice.name.contains(' ')))
        {
            let args = [("name", &*choice.name), ("list", list.as_str())];
            report.error(place, ProblemCode::ChoiceSpace, &args);
        }
        if let Some(added) = self.rows.get_mut(node) {
            added.node.list = Some(list.clone());
        }
        if other {
            self.or_other(node, row, &list, report);
        }
    }

    /// Takes a file's rows into a list and says its name. A file that is not there is an empty list and a warning: it may
    /// come later.
    fn file(&mut self, place: Place<'_>, file: &str, columns: &files::Columns<'_>, report: &mut Report<'_>) -> String {
        if !["csv", "geojson", "xml"].contains(&files::extension(file).as_str()) {
            report.error(place, ProblemCode::FileKind, &[("name", file)]);
            return files::instance_name(file).to_owned();
        }
        let stem = files::instance_name(file);
        let usual = files::Columns::of(file, const { &BTreeMap::new() });
        // The same file can be read by other columns than the usual ones: that is another list.
        let list =
            if *columns == usual { stem.to_owned() } else { format!("{stem}:{}:{}", columns.value, columns.label) };
        // Another file of that name, with another ending, is another list too.
        let list = if self.from_files.get(&list).is_some_and(|first| first != file) { file.to_owned() } else { list };
        if self.lists.contains_key(&list) {
            if !self.from_files.contains_key(&list) {
                report.error(place, ProblemCode::NameTwice, &[("name", &list), ("other", "choices")]);
            }
            return list;
        }
        for name in [&list, stem] {
            self.from_files.entry(name.to_owned()).or_insert_with(|| file.to_owned());
        }
        let rows = match self.around.files.get(file) {
            None => {
                report.warn(place, ProblemCode::FileMissing, &[("name", file)]);
                Vec::new()
            }
            Some(bytes) => match files::choices(file, bytes, columns) {
                Some(rows) => with_codes(place, file, rows, report),
                None => {
                    report.error(place, ProblemCode::FileInvalid, &[("name", file)]);
                    Vec::new()
                }
            },
        };
        self.lists.insert(list.clone(), rows.clone());
        self.lists.entry(stem.to_owned()).or_insert(rows);
        list
    }

    /// Files that formulas pull from and no row makes known.
    pub(crate) fn pulled_files(&mut self, report: &mut Report<'_>) {
        let table = self.table;
        for (row, column, pulled) in codes::pulled(table) {
            if !self.lists.contains_key(pulled.list) {
                let file = format!("{}.csv", pulled.list);
                self.file(table.place(row, column), &file, &files::Columns::of(&file, &BTreeMap::new()), report);
            }
        }
    }

    /// A file for expressions: `csv-external` and `xml-external`, named by the row.
    pub(crate) fn external(&mut self, row: &'a Row, written: &str, report: &mut Report<'_>) {
        let name = self.table.get(row, "name");
        let place = self.table.place(row, "name");
        if name.is_empty() {
            report.error(place, ProblemCode::NameMissing, &[("value", written)]);
        } else if (self.lists.contains_key(name) && !self.from_files.contains_key(name))
            || !self.externals.insert(name.to_owned())
        {
            report.error(place, ProblemCode::NameTwice, &[("name", name), ("other", "choices")]);
        } else {
            let extension = if written.to_lowercase().contains("xml") { "xml" } else { "csv" };
            let file = format!("{name}.{extension}");
            let none = BTreeMap::new();
            self.file(place, &file, &files::Columns::of(&file, &none), report);
        }
    }

    /// Finds the questions whose answers are choices: they may stand after the select.
    pub(crate) fn link_answers(&mut self, report: &mut Report<'_>) {
        for (node, index, name) in std::mem::take(&mut self.answers) {
            let place =
                self.table.rows.get(index).map_or(Place::sheet(self.table.name), |row| self.table.place(row, "type"));
            let mut found = self.rows.iter().enumerate().filter(|(_, row)| row.node.name == name);
            match (found.next(), found.next()) {
                (Some((source, _)), None) if self.in_repeat(source) => {
                    let source = Some(NodeIndex::at(source));
                    if let Some(row) = self.rows.get_mut(node) {
                        row.node.choices_from = source;
                    }
                }
                (Some(_), None) => report.error(place, ProblemCode::ListNotRepeated, &[("name", &name)]),
                (Some(_), Some(_)) => report.error(place, ProblemCode::ReferenceAmbiguous, &[("name", &name)]),
                (None, _) => report.error(place, ProblemCode::ReferenceUnknown, &[("name", &name)]),
            }
        }
    }

    fn in_repeat(&self, mut at: usize) -> bool {
        while let Some(parent) = self.rows.get(at).and_then(|row| row.node.parent) {
            at = parent.index();
            if self.rows.get(at).is_some_and(|row| row.node.question_type == QuestionType::Repeat) {
                return true;
            }
        }
        false
    }

    /// `or_other` adds a choice to the list and a text question behind the select.
    fn or_other(&mut self, select: usize, row: &'a Row, list: &str, report: &mut Report<'_>) {
        if !self.table.get(row, "choice_filter").is_empty() {
            let name = self.table.get(row, "name");
            report.warn(self.table.place(row, "choice_filter"), ProblemCode::OrOtherFiltered, &[("name", name)]);
        }
        if let Some(added) = self.rows.get_mut(select) {
            added.keeps_other = true;
        }
        let tags: Vec<String> =
            self.rows.get(select).map(|row| row.node.label.keys().cloned().collect()).unwrap_or_default();
        let texts = |which: Own| -> Texts { tags.iter().map(|tag| (tag.clone(), which.text(tag))).collect() };
        if let Some(choices) = self.lists.get_mut(list)
            && !choices.iter().any(|choice| *choice.name == *"other")
        {
            choices.push(Choice { name: "other".into(), label: texts(Own::Other).into(), ..Choice::default() });
        }
        let Some(of) = self.rows.get(select) else { return };
        let mut node = of.node.clone();
        let relevant = format!("selected(../{}, 'other')", node.name);
        node.name.push_str("_other");
        node.path.push_str("_other");
        (node.question_type, node.value_type) = (QuestionType::Text, QuestionType::Text);
        node.label = texts(Own::Specify);
        (node.hint, node.guidance, node.list) = (Texts::new(), Texts::new(), None);
        (node.media, node.expressions) = (BTreeMap::new(), BTreeMap::new());
        // How the select looks says nothing of a text.
        (node.appearance, node.parameters) = (Vec::new(), BTreeMap::new());
        (node.kind, node.may_be_required, node.calculated) = (Some(Kind::Open), false, false);
        (node.constraint_message, node.required_message) = (Texts::new(), Texts::new());
        self.rows.push(SurveyRow {
            node,
            preload: None,
            keeps_other: false,
            source: None,
            own: Some(("relevant", relevant)),
            save_to: String::new(),
        });
    }
}

/// The rows of a file that have a code. One that has no codes at all is a table that only formulas look into.
fn with_codes(place: Place<'_>, file: &str, mut rows: Vec<Choice>, report: &mut Report<'_>) -> Vec<Choice> {
    let all = rows.len();
    if rows.iter().any(|choice| !choice.name.is_empty()) {
        rows.retain(|choice| !choice.name.is_empty());
    }
    let blank = all.saturating_sub(rows.len());
    if blank > 0 {
        report.warn(place, ProblemCode::ListCodeBlank, &[("name", file), ("count", &blank.to_string())]);
    }
    rows
}
