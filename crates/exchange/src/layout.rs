//! Which columns an export has, and what one interview gives for them.

use std::collections::BTreeMap;

use crate::cell::Cell;

/// The columns of an export.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// `form_id`.
    pub form: String,
    /// Language of the labels, when labels are written instead of values.
    pub labels: Option<String>,
    /// Is it of a practice centre? Then each table and document says so.
    pub practice: bool,
    /// Questions outside of repeats, in the questionnaire's order.
    pub columns: Vec<Column>,
    /// Repeats at this level.
    pub repeats: Vec<Repeat>,
}

/// A repeat: in CSV a file, in JSON a list.
#[derive(Debug, Clone)]
pub struct Repeat {
    /// Name, unique in the export.
    pub name: String,
    /// Path without instances.
    pub path: String,
    /// Its questions.
    pub columns: Vec<Column>,
    /// Repeats inside it.
    pub repeats: Vec<Repeat>,
}

/// A question.
#[derive(Debug, Clone)]
pub struct Column {
    /// Heading, unique in its table.
    pub name: String,
    /// Path without instances.
    pub path: String,
    /// How its answer is written.
    pub kind: ColumnKind,
    /// Labels of its choices by name, when labels are asked for. A name without a label is written as it is.
    pub labels: BTreeMap<String, String>,
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// One value.
    Single,
    /// Several choices: a list in JSON; in CSV names with spaces, or labels with `; ` between them.
    Multiple,
}

/// One interview.
#[derive(Debug, Clone)]
pub struct Row {
    /// Interview id: the key that rows of repeats name.
    pub interview: String,
    /// Case number.
    pub case: String,
    /// Version of the questionnaire it was asked in.
    pub version: String,
    /// Who led it.
    pub member: String,
    /// When it was begun, RFC 3339.
    pub started: String,
    /// When it was finished, RFC 3339.
    pub finished: String,
    /// Finished although required answers were missing.
    pub incomplete: bool,
    /// The answers.
    pub values: Values,
    /// Names of files that go out with it; its answers name them.
    pub files: Vec<String>,
}

/// Answers by place, as the store keeps them.
#[derive(Debug, Clone, Default)]
pub struct Values {
    /// Place with instances → answer.
    pub answers: BTreeMap<String, Cell>,
    /// Place of a repeat → its instances in order.
    pub instances: BTreeMap<String, Vec<String>>,
}

/// Where a table's rows stand: the root, or one instance of a repeat.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    /// Path of the container, without instances.
    pub(crate) path: &'a str,
    /// The same with instances.
    pub(crate) at: &'a str,
}

impl Place<'_> {
    pub(crate) const ROOT: Place<'static> = Place { path: "", at: "" };

    /// The place here of a path below the container.
    pub(crate) fn of(self, path: &str) -> String {
        format!("{}{}", self.at, path.strip_prefix(self.path).unwrap_or(path))
    }
}

impl Values {
    pub(crate) fn answer(&self, place: Place<'_>, column: &Column) -> Option<&Cell> {
        self.answers.get(&place.of(&column.path))
    }

    /// Ids and places of a repeat's instances, in order.
    pub(crate) fn instances_of(&self, place: Place<'_>, repeat: &Repeat) -> Vec<(String, String)> {
        let at = place.of(&repeat.path);
        let ids = self.instances.get(&at).map(Vec::as_slice).unwrap_or_default();
        ids.iter().map(|id| (id.clone(), format!("{at}[{id}]"))).collect()
    }
}

impl Column {
    /// The label of a choice, or its name where it has none.
    pub(crate) fn label<'a>(&'a self, name: &'a str) -> &'a str {
        self.labels.get(name).map_or(name, String::as_str)
    }
}
