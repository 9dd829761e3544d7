//! `${name}` wherever it is written.
//!
//! What stands in a formula or a text is linked when that is compiled. But other tools look into every cell, also of
//! columns that hold neither, and refuse a form that names there what it does not have. We say so and leave the cell as
//! it is.

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::expr::{is_name, parse};
use crate::problem::ProblemCode;

use crate::read::report::{Place, Report};
use crate::read::sheets::table::{MEDIA, Table};
use crate::read::survey::row::SurveyRow;

/// Columns of texts, where braces around what is no name are only text.
const TEXTS: [&str; 5] = ["label", "hint", "guidance_hint", "constraint_message", "required_message"];

/// Columns of formulas.
const FORMULAS: [&str; 9] = [
    "calculation",
    "required",
    "relevant",
    "constraint",
    "default",
    "choice_filter",
    "repeat_count",
    "read_only",
    "instance_name",
];

/// Columns that have rules of their own.
const OTHERS: [&str; 3] = ["type", "name", "trigger"];

/// The names that a text refers to.
pub(crate) fn names(text: &str) -> impl Iterator<Item = &str> {
    braces(text).filter_map(name)
}

/// What stands between each `${` and its `}`; up to the end where it is not closed.
fn braces(text: &str) -> impl Iterator<Item = &str> {
    text.split("${").skip(1).map(|rest| rest.split_once('}').map_or(rest, |(inside, _)| inside))
}

fn name(inside: &str) -> Option<&str> {
    let name = inside.strip_prefix("last-saved#").unwrap_or(inside);
    is_name(name).then_some(name)
}

/// `${name}` or a path, and nothing else.
pub(crate) fn is_reference(text: &str) -> bool {
    let text = text.trim();
    match text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) {
        Some(name) => is_name(name.trim()),
        None => {
            let is_step = |step: &str| matches!(step, "" | "." | "..") || is_name(step);
            text.starts_with(['/', '.']) && text.split('/').all(is_step)
        }
    }
}

/// Looks at the references in all sheets.
pub(crate) fn check(
    survey: &Table<'_>,
    choices: Option<&Table<'_>>,
    settings: Option<&Table<'_>>,
    rows: &[SurveyRow],
    root: &str,
    report: &mut Report<'_>,
) {
    let looked = Looked { rows, known: OnceCell::new(), root };
    looked.table(survey, |_| true, report);
    if let Some(choices) = choices {
        // In other columns there may be anything: they are for filters.
        looked.table(choices, |key| key == "label" || MEDIA.contains(&key), report);
    }
    if let Some(settings) = settings {
        looked.table(settings, |_| true, report);
    }
}

struct Looked<'r> {
    rows: &'r [SurveyRow],
    /// How many rows have a name. Counted when it is first asked for: what stands in formulas and texts is linked later.
    known: OnceCell<HashMap<&'r str, usize>>,
    root: &'r str,
}

impl Looked<'_> {
    fn table(&self, table: &Table<'_>, wanted: impl Fn(&str) -> bool, report: &mut Report<'_>) {
        let columns = table.columns().iter().filter(|column| wanted(&column.key));
        let columns: Vec<_> = columns.filter(|column| !OTHERS.contains(&column.key.as_str())).collect();
        for row in table.rows {
            for column in &columns {
                let text = row.text(column.index);
                if text.contains("${") {
                    let place = Place { sheet: table.name, cell: Some((column.index, row.number)) };
                    self.cell(text, &column.key, place, report);
                }
            }
        }
    }

    fn count(&self, name: &str) -> usize {
        let known = self.known.get_or_init(|| {
            let mut known: HashMap<&str, usize> = HashMap::new();
            for row in self.rows {
                let count = known.entry(&row.node.name).or_default();
                *count = count.saturating_add(1);
            }
            known
        });
        known.get(name).copied().unwrap_or(0)
    }

    fn cell(&self, text: &str, column: &str, place: Place<'_>, report: &mut Report<'_>) {
        let (is_text, is_formula) = (TEXTS.contains(&column), FORMULAS.contains(&column));
        for inside in braces(text) {
            let Some(name) = name(inside) else {
                // A formula that cannot be read is named when it is compiled; other formats have formulas in texts.
                let spaced = is_name(inside.trim());
                if spaced || !(is_formula || (is_text && parse(inside).is_ok())) {
                    report.warn(place, ProblemCode::ReferenceSyntax, &[("value", inside)]);
                }
                continue;
            };
            if (is_text || is_formula) && name != self.root {
                continue;
            }
            match self.count(name) {
                1 if name == self.root => {
                    report.warn(place, ProblemCode::ReferenceAmbiguous, &[("name", name)]);
                }
                _ if is_text || is_formula => {}
                0 => report.warn(place, ProblemCode::ReferenceUnknown, &[("name", name)]),
                1 => {}
                _ => report.warn(place, ProblemCode::ReferenceAmbiguous, &[("name", name)]),
            }
        }
    }
}
