//! The answers of one table in the order of its columns.

use std::borrow::Cow;

use crate::cell::Cell;
use crate::exit::Out;
use crate::layout::Values;

/// The questions of one table in the order of their places, so that the answers, which come in that order too, are
/// matched in one walk over both.
#[derive(Debug)]
pub(crate) struct Table {
    /// What follows the table's own place, and which column it is.
    rests: Vec<(String, usize)>,
}

impl Table {
    /// `path`: of the table's container, without instances; empty for the interview itself.
    pub(crate) fn new(path: &str, columns: &[Out]) -> Self {
        let rest = |out: &Out| out.column.path.strip_prefix(path).unwrap_or(&out.column.path).to_owned();
        let mut rests: Vec<(String, usize)> = columns.iter().map(rest).zip(0..).collect();
        rests.sort();
        Self { rests }
    }

    /// What leaves of the answer for each of `columns`, those the table was made of, in the row at `at`, the container's place with
    /// instances. `day`: on which the interview was finished. O(columns + answers that begin with `at`).
    pub(crate) fn answers<'v, 'a>(
        &self,
        columns: &[Out],
        values: &'v Values<'a>,
        (at, day): (&str, &str),
    ) -> Vec<Option<Cow<'v, Cell<'a>>>> {
        let mut found = vec![None; self.rests.len()];
        let mut wanted = self.rests.as_slice();
        for (place, cell) in values.below(at) {
            let rest = if at.is_empty() { Some(*place) } else { place.strip_prefix(at) };
            let Some(rest) = rest else { break };
            // Answers of repeats inside, and of questions that the table does not have, leave the walk where it is.
            while let Some(((next, column), others)) = wanted.split_first()
                && next.as_str() <= rest
            {
                if next == rest
                    && let (Some(found), Some(out)) = (found.get_mut(*column), columns.get(*column))
                {
                    *found = Some(out.pass(cell, day));
                }
                wanted = others;
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::exit::{Holds, Purpose, decide};
    use crate::layout::{Column, ColumnKind, Layout};

    fn column(path: &str) -> Column {
        Column {
            name: path.to_owned(),
            heading: String::new(),
            path: path.to_owned(),
            kind: ColumnKind::Single,
            holds: Holds::Text,
            choices: BTreeMap::new(),
        }
    }

    #[test]
    fn each_answer_stands_in_its_column_whatever_the_order_of_the_questions() {
        let answers = ["/f/z", "/f/a", "/f/m[1]/x", "/f/m[1]/a", "/f/m[10]/a", "/f/m[2]/y", "/f/ab", "/f/gone"];
        let cells = answers.iter().map(|at| (*at, Cell::Value((*at).into()))).collect();
        let values = Values::new(cells, BTreeMap::new());
        let check = |path: &str, columns: &[&str], at: &str, expected: &[&str]| {
            let columns: Vec<Column> = columns.iter().map(|path| column(path)).collect();
            let (leaving, _) = decide(Purpose::Care, Layout { columns, ..Layout::default() });
            let columns = &leaving.main.columns;
            let found = Table::new(path, columns).answers(columns, &values, (at, ""));
            let text = |cell: Option<Cow<'_, Cell<'_>>>| match cell.as_deref() {
                Some(Cell::Value(text)) => text.to_string(),
                _ => String::new(),
            };
            assert_eq!(found.into_iter().map(text).collect::<Vec<_>>(), expected, "{at}");
        };
        check("", &["/f/z", "/f/none", "/f/a", "/f/ab"], "", &["/f/z", "", "/f/a", "/f/ab"]);
        let inside = ["/f/m/y", "/f/m/x", "/f/m/a"];
        check("/f/m", &inside, "/f/m[1]", &["", "/f/m[1]/x", "/f/m[1]/a"]);
        check("/f/m", &inside, "/f/m[10]", &["", "", "/f/m[10]/a"]);
        check("/f/m", &inside, "/f/m[2]", &["/f/m[2]/y", "", ""]);
        check("/f/m", &inside, "/f/m[3]", &["", "", ""]);
    }
}
