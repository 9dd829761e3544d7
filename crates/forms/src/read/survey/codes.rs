//! Codes in lists of files: twice, or with blanks around them, they are taken for each other or for none, in silence.

use std::collections::{BTreeSet, HashSet};

use crate::form::Choice;
use crate::problem::ProblemCode;
use crate::read::choices::files::Columns;
use crate::read::choices::lists::Lists;
use crate::read::report::{Place, Report};
use crate::read::sheets::table::Table;
use crate::read::survey::row::SurveyRow;
use crate::read::survey::types::{List, RowType, Types};
use crate::workbook::Row;

/// Columns in which a formula can pull data from a file.
pub(crate) const PULLING: [&str; 7] =
    ["calculation", "constraint", "read_only", "required", "relevant", "choice_filter", "default"];

/// What `pulldata()` names plainly: the list, and the column in which it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pulled<'t> {
    pub(crate) list: &'t str,
    pub(crate) key: Option<&'t str>,
}

/// What the formulas of a sheet pull, with the row and the column of each.
pub(crate) fn pulled<'a>(table: &Table<'a>) -> Vec<(&'a Row, &'static str, Pulled<'a>)> {
    let mut found = Vec::new();
    for row in table.rows {
        for column in PULLING {
            found.extend(pulled_in(table.get(row, column)).map(|pulled| (row, column, pulled)));
        }
    }
    found
}

/// What a formula pulls.
pub(crate) fn pulled_in(text: &str) -> impl Iterator<Item = Pulled<'_>> {
    text.split("pulldata").skip(1).filter_map(|rest| {
        let mut arguments = rest.trim_start().strip_prefix('(')?.split(',');
        let list = quoted(arguments.next()?)?;
        Some(Pulled { list, key: arguments.nth(1).and_then(quoted) })
    })
}

fn quoted(argument: &str) -> Option<&str> {
    let argument = argument.trim();
    let inside = |quote: char| argument.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    inside('\'').or_else(|| inside('"')).map(str::trim)
}

/// Looks at the codes of the lists that come from files, as selects and as formulas read them.
pub(crate) fn check<'l>(
    table: &Table<'_>,
    types: &Types<'_>,
    rows: &[SurveyRow],
    lists: &'l Lists,
    report: &mut Report<'_>,
) {
    let mut looked: BTreeSet<(String, String, bool)> = BTreeSet::new();
    for row in rows {
        let Some(source) = row.source.and_then(|at| table.rows.get(at)) else { continue };
        let RowType::Select { list: List::File(file), .. } = types.of(table.get(source, "type")).0 else { continue };
        let Some((list, choices)) = row.node.list.as_ref().and_then(|list| lists.get_key_value(list)) else { continue };
        let filtered = !table.get(source, "choice_filter").is_empty();
        if looked.insert((list.clone(), String::new(), filtered)) {
            let label = Columns::of(&file, &row.node.parameters).label;
            let told_apart = |choice: &'l Choice| -> Vec<(&'l str, &'l str)> {
                choice.extra.iter().filter(|(column, _)| *column != label).collect()
            };
            let codes = Codes::of(choices.iter().map(|choice| &*choice.name));
            // Two rows of one code that a filter can tell apart are two.
            let mut whole = HashSet::new();
            let apart = filtered && codes.twice.is_some() && choices.iter().all(|one| whole.insert(told_apart(one)));
            codes.name(table.place(source, "type"), &file, apart, report);
        }
    }
    for (row, column, Pulled { list, key }) in pulled(table) {
        let Some((key, choices)) = key.zip(lists.get(list)) else { continue };
        if looked.insert((list.to_owned(), key.to_owned(), false)) {
            let codes = choices.iter().filter_map(|choice| choice.extra.get(key));
            let codes = Codes::of(codes.filter(|code| !code.is_empty()));
            codes.name(table.place(row, column), &format!("{list}.csv"), false, report);
        }
    }
}

/// What is wrong with codes: one of each kind, and how many there are.
#[derive(Debug, Default, PartialEq, Eq)]
struct Codes<'c> {
    twice: Option<(&'c str, usize)>,
    edged: Option<(&'c str, usize)>,
}

impl<'c> Codes<'c> {
    fn of(codes: impl Iterator<Item = &'c str>) -> Self {
        let (mut known, mut found) = (HashSet::new(), Self::default());
        let more = |found: &mut Option<(&'c str, usize)>, code| {
            let (_, count) = found.get_or_insert((code, 0));
            *count = count.saturating_add(1);
        };
        for code in codes {
            if !known.insert(code) {
                more(&mut found.twice, code);
            }
            if code.trim() != code {
                more(&mut found.edged, code);
            }
        }
        found
    }

    /// `apart`: what stands twice is told apart by a filter.
    fn name(&self, place: Place<'_>, file: &str, apart: bool, report: &mut Report<'_>) {
        let twice = self.twice.filter(|_| !apart).map(|found| (ProblemCode::ListCodeTwice, found));
        let edged = self.edged.map(|found| (ProblemCode::ListCodeEdged, found));
        for (code, (value, count)) in twice.into_iter().chain(edged) {
            report.warn(place, code, &[("name", file), ("value", value), ("count", &count.to_string())]);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use crate::read;
    use crate::workbook::Workbook;

    /// The problems of a form with `places.csv` beside it.
    fn problems(survey: &str, places: &str) -> Vec<String> {
        let settings = "| settings | |\n| | form_id |\n| | f |\n";
        let mut workbook = Workbook::from_markdown("f", &format!("{survey}{settings}")).unwrap();
        workbook.files.insert("places.csv".to_owned(), places.as_bytes().to_vec());
        let reading = read(&workbook);
        assert!(reading.form.is_some(), "{:?}", reading.problems);
        let said = |one: &crate::Problem| {
            let arg = |name: &str| one.args.get(name).cloned().unwrap_or_default();
            format!("{} {} {}×{}", one.cell.as_deref().unwrap_or("-"), one.code, arg("value"), arg("count"))
        };
        reading.problems.iter().map(said).collect()
    }

    const PULLS: &str = "| survey | | | | |\n| | type | name | label | calculation |\n| | text | q | Q | |\n\
                         | | calculate | c | | pulldata('places', 'label', 'name', ${q}) |\n";
    const OFFERS: &str = "| survey | | | | |\n| | type | name | label | choice_filter |\n| | text | q | Q | |\n\
                          | | select_one_from_file places.csv | p | P | FILTER |\n";

    #[test]
    fn double_blank_and_blank_edged_codes_of_a_file_are_named() {
        let places = "name,label\n7,Жеті\n007,Бонд\n7,Екінші\n7.0,Бүтін\n 7,Шеті\n,Бос\n";
        let expected = ["list-code-blank ×1", "list-code-twice 7×1", "list-code-edged  7×1"];
        let at = |cell: &str| expected.map(|one| format!("{cell} {one}"));
        assert_eq!(problems(PULLS, places), at("D3"));
        assert_eq!(problems(&OFFERS.replace("FILTER", ""), places), at("A3"));
        assert_eq!(problems(PULLS, "name,label\n7,Жеті\n8,Сегіз\n"), Vec::<String>::new());
    }

    #[test]
    fn codes_that_a_filter_tells_apart_are_no_matter_but_for_what_pulls_by_them() {
        let places = "name,label,reg\ncentral,Central,n\ncentral,Central,s\n";
        assert_eq!(problems(&OFFERS.replace("FILTER", "reg = ${q}"), places), Vec::<String>::new());
        assert_eq!(problems(&OFFERS.replace("FILTER", ""), places), ["A3 list-code-twice central×1"]);
        assert_eq!(problems(PULLS, places), ["D3 list-code-twice central×1"]);
    }

    #[test]
    fn a_file_without_codes_is_a_table_for_formulas_and_no_list_of_answers() {
        let places = "code,label\n7,Жеті\n";
        assert_eq!(problems(&PULLS.replace("'name'", "'code'"), places), Vec::<String>::new());
        assert_eq!(problems(&OFFERS.replace("FILTER", ""), places), ["A3 list-code-blank ×1"]);
    }
}
