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
#[derive(Debug)]
pub struct Row<'a> {
    /// Interview id: the key that rows of repeats name.
    pub interview: &'a str,
    /// Case number.
    pub case: &'a str,
    /// Version of the questionnaire it was asked in.
    pub version: &'a str,
    /// Who led it.
    pub member: &'a str,
    /// When it was begun, RFC 3339.
    pub started: &'a str,
    /// When it was finished, RFC 3339.
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

    /// The answers at places that begin with this one.
    fn below(&self, at: &str) -> &[(&'a str, Cell<'a>)] {
        if at.is_empty() {
            return &self.answers;
        }
        let begins = self.answers.partition_point(|(place, _)| *place < at);
        self.answers.get(begins..).unwrap_or_default()
    }
}

/// The questions of one table in the order of their places, so that the answers, which come in that order too, are
/// matched in one walk over both.
#[derive(Debug)]
pub(crate) struct Table {
    /// What follows the table's own place, and which column it is.
    rests: Vec<(String, usize)>,
}

impl Table {
    /// `path`: of the table's container, without instances; empty for the interview itself.
    pub(crate) fn new(path: &str, columns: &[Column]) -> Self {
        let rest = |column: &Column| column.path.strip_prefix(path).unwrap_or(&column.path).to_owned();
        let mut rests: Vec<(String, usize)> = columns.iter().map(rest).zip(0..).collect();
        rests.sort();
        Self { rests }
    }

    /// The answer for each column of the table's row at `at`, the container's place with instances: O(columns + answers
    /// that begin with `at`).
    pub(crate) fn answers<'v, 'a>(&self, values: &'v Values<'a>, at: &str) -> Vec<Option<&'v Cell<'a>>> {
        let mut found = vec![None; self.rests.len()];
        let mut wanted = self.rests.as_slice();
        for (place, cell) in values.below(at) {
            let rest = if at.is_empty() { Some(*place) } else { place.strip_prefix(at) };
            let Some(rest) = rest else { break };
            // Answers of repeats inside, and of questions that the table does not have, leave the walk where it is.
            while let Some(((next, column), others)) = wanted.split_first()
                && next.as_str() <= rest
            {
                if next == rest {
                    found.get_mut(*column).into_iter().for_each(|found| *found = Some(cell));
                }
                wanted = others;
            }
        }
        found
    }
}

impl Column {
    /// The label of a choice, or its name where it has none.
    pub(crate) fn label<'a>(&'a self, name: &'a str) -> &'a str {
        self.labels.get(name).map_or(name, String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(path: &str) -> Column {
        Column { name: path.to_owned(), path: path.to_owned(), kind: ColumnKind::Single, labels: BTreeMap::new() }
    }

    #[test]
    fn each_answer_stands_in_its_column_whatever_the_order_of_the_questions() {
        let answers = ["/f/z", "/f/a", "/f/m[1]/x", "/f/m[1]/a", "/f/m[10]/a", "/f/m[2]/y", "/f/ab", "/f/gone"];
        let cells = answers.iter().map(|at| (*at, Cell::Value((*at).into()))).collect();
        let values = Values::new(cells, BTreeMap::new());
        let check = |path: &str, columns: &[&str], at: &str, expected: &[&str]| {
            let columns: Vec<Column> = columns.iter().map(|path| column(path)).collect();
            let found = Table::new(path, &columns).answers(&values, at);
            let found: Vec<&str> = found
                .into_iter()
                .map(|cell| if let Some(Cell::Value(text)) = cell { text.as_ref() } else { "" })
                .collect();
            assert_eq!(found, expected, "{at}");
        };
        check("", &["/f/z", "/f/none", "/f/a", "/f/ab"], "", &["/f/z", "", "/f/a", "/f/ab"]);
        let inside = ["/f/m/y", "/f/m/x", "/f/m/a"];
        check("/f/m", &inside, "/f/m[1]", &["", "/f/m[1]/x", "/f/m[1]/a"]);
        check("/f/m", &inside, "/f/m[10]", &["", "", "/f/m[10]/a"]);
        check("/f/m", &inside, "/f/m[2]", &["/f/m[2]/y", "", ""]);
        check("/f/m", &inside, "/f/m[3]", &["", "", ""]);
    }
}
