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
    /// Of each column what follows that place of the days of birth that are worked out of its answer.
    born: Vec<Option<String>>,
}

impl Table {
    /// `path`: of the table's container, without instances; empty for the interview itself.
    pub(crate) fn new(path: &str, columns: &[Out]) -> Self {
        let rest = |of: &str| of.strip_prefix(path).unwrap_or(of).to_owned();
        let mut rests: Vec<(String, usize)> = columns.iter().map(|out| rest(&out.column.path)).zip(0..).collect();
        rests.sort();
        let born = columns.iter().map(|out| out.column.born.as_deref().map(rest)).collect();
        Self { rests, born }
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
                    let born = self.born.get(*column).and_then(Option::as_deref);
                    let born = born.and_then(|rest| values.at(&format!("{at}{rest}")));
                    *found = Some(out.pass(cell, born, day));
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
            born: None,
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

    #[test]
    fn an_age_of_which_nobody_knows_whether_it_is_a_childs_has_no_band() {
        let age = Column { born: Some("/f/m/born".to_owned()), holds: Holds::Age, ..column("/f/m/age") };
        let alone = Column { holds: Holds::Age, ..column("/f/m/alone") };
        let layout = Layout { columns: vec![age, alone], ..Layout::default() };
        let (leaving, _) = decide(Purpose::Statistics, layout);
        let columns = &leaving.main.columns;
        let table = Table::new("/f/m", columns);
        for (age, born, band) in [
            // Told on the day itself: sure, and about so many years.
            ("18", "2007-06-16/2008-06-15", "18–29"),
            ("18", "2006-06-16/2009-06-15", "[unknown]"),
            ("17", "2007-06-16/2010-06-15", "[unknown]"),
            ("17", "2008-06-16/2009-06-15", "7–17"),
            ("30", "1994-06-16/1997-06-15", "30–44"),
            ("18", "", "18–29"),
        ] {
            let answers =
                [("/f/m[2]/age", age), ("/f/m[2]/alone", age), ("/f/m[2]/born", born), ("/f/m[3]/born", "2015")];
            let cells = answers.map(|(at, value)| (at, Cell::Value(value.into()))).into();
            let values = Values::new(cells, BTreeMap::new());
            let found = table.answers(columns, &values, ("/f/m[2]", "2026-06-15"));
            let text = |cell: &Option<Cow<'_, Cell<'_>>>| match cell.as_deref() {
                Some(Cell::Value(text)) => text.to_string(),
                Some(Cell::State(state)) => format!("[{}]", state.word()),
                None => String::new(),
            };
            assert_eq!(text(&found[0]), band, "{age}, born {born}");
            assert_ne!(text(&found[1]), "[unknown]", "of what nothing is worked out is as it was told");
        }
    }
}
