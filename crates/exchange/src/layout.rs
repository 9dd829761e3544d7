//! Which columns an export has, and what one interview gives for them.

use std::collections::BTreeMap;

use crate::cell::Cell;
use crate::exit::holds::Holds;
use crate::exit::rule::Sharing;

/// The columns of an export, as they are proposed to [`decide`](crate::decide).
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// `form_id`.
    pub form: String,
    /// Language of the labels, when labels are written instead of values.
    pub labels: Option<String>,
    /// The words of headings and states in the language of whoever reads the tables.
    pub words: Words,
    /// Is it of a practice centre? Then each table and document says so.
    pub practice: bool,
    /// Questions outside of repeats, in the questionnaire's order.
    pub columns: Vec<Column>,
    /// Repeats at this level.
    pub repeats: Vec<Repeat>,
}

/// What stands in the second row of headings, and in place of the words of states where labels are written. An empty one
/// leaves the word as scripts know it.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each is the word for what it is named after")]
pub struct Words {
    pub interview: String,
    pub case: String,
    pub version: String,
    pub member: String,
    pub started: String,
    pub finished: String,
    pub finished_month: String,
    pub incomplete: String,
    pub practice: String,
    pub parent: String,
    pub instance: String,
    pub code: String,
    pub month: String,
    pub age_band: String,
    pub declined: String,
    pub unknown: String,
    pub later: String,
    pub withheld: String,
    pub apart: String,
    pub yes: String,
    pub no: String,
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
    /// Heading in words.
    pub heading: String,
    /// Path without instances.
    pub path: String,
    /// How its answer is written.
    pub kind: ColumnKind,
    /// What its answers are: the exit decides by it.
    pub holds: Holds,
    /// Of a told age: the path of the days of birth that are worked out of it in the same table, which say how sure it is.
    pub born: Option<String>,
    /// Its choices by name, of every version, with their labels. A name without a label is written as it is.
    pub choices: BTreeMap<String, String>,
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
#[derive(Debug)]
pub struct Row<'a> {
    /// A code made for this export alone, in place of all ids where the files name nobody.
    pub code: &'a str,
    /// What the person said to passing on.
    pub sharing: Sharing,
    /// Interview id: the key that rows of repeats name.
    pub interview: &'a str,
    /// Case number.
    pub case: &'a str,
    /// Version of the questionnaire it was asked in.
    pub version: &'a str,
    /// Who led it.
    pub member: &'a str,
    /// When it was begun, RFC 3339 with the offset of the centre.
    pub started: &'a str,
    /// When it was finished, the same.
    pub finished: &'a str,
    /// Finished although required answers were missing.
    pub incomplete: bool,
    /// The answers.
    pub values: Values<'a>,
}

/// Answers by place, as the store keeps them.
#[derive(Debug, Default)]
pub struct Values<'a> {
    /// Place with instances → answer, in the order of the places.
    answers: Vec<(&'a str, Cell<'a>)>,
    /// Place of a repeat → its instances in order.
    instances: BTreeMap<&'a str, Vec<String>>,
}

impl<'a> Values<'a> {
    /// Place with instances → answer; place of a repeat → its instances in order.
    pub fn new(mut answers: Vec<(&'a str, Cell<'a>)>, instances: BTreeMap<&'a str, Vec<String>>) -> Self {
        if !answers.is_sorted_by_key(|(at, _)| *at) {
            answers.sort_by_key(|(at, _)| *at);
        }
        Self { answers, instances }
    }

    /// Ids of a repeat's instances, in order.
    pub(crate) fn instances(&self, at: &str) -> &[String] {
        self.instances.get(at).map(Vec::as_slice).unwrap_or_default()
    }

    /// The answer at a place.
    pub(crate) fn at(&self, at: &str) -> Option<&Cell<'a>> {
        let found = self.answers.binary_search_by_key(&at, |(place, _)| *place).ok()?;
        self.answers.get(found).map(|(_, cell)| cell)
    }

    /// The answers at places that begin with this one.
    pub(crate) fn below(&self, at: &str) -> &[(&'a str, Cell<'a>)] {
        if at.is_empty() {
            return &self.answers;
        }
        let begins = self.answers.partition_point(|(place, _)| *place < at);
        self.answers.get(begins..).unwrap_or_default()
    }
}

impl Column {
    /// The label of a choice, or its name where it has none.
    pub(crate) fn label<'a>(&'a self, name: &'a str) -> &'a str {
        self.choices.get(name).filter(|label| !label.is_empty()).map_or(name, String::as_str)
    }
}

impl Row<'_> {
    /// The day on which it was finished, at the centre.
    pub(crate) fn day(&self) -> &str {
        self.finished.get(..10).unwrap_or_default()
    }
}

/// The month of a moment.
pub(crate) fn month_of(moment: &str) -> &str {
    moment.get(..7).unwrap_or_default()
}
