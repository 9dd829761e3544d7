//! `begin loop over list`: a group, and in it a group for each choice of the list with the same questions.
//!
//! Loops are unrolled before the rows are read, in the sheet itself: each row keeps its number, so that problems name the
//! cell that somebody wrote.

use std::collections::{BTreeMap, BTreeSet};

use crate::workbook::{Cell, Row, Sheet};

use crate::read::choices::own_texts::Own;
use crate::read::sheets::chosen::ROWS;
use crate::read::sheets::languages::tag_of;
use crate::read::sheets::words::{OTHERS, fold};

/// The sheet with its loops unrolled; `None` when it has none, or one that cannot be.
pub(crate) fn unroll(survey: &Sheet, choices: Option<&Sheet>, settings: Option<&Sheet>) -> Option<Sheet> {
    let (header, rows) = survey.rows.split_first()?;
    let type_column = column(header, |name| name == "type")?;
    let is_loop = |row: &Row| matches!(loop_word(row.text(type_column)), Some(Word::Begin(_)));
    if !rows.iter().any(is_loop) {
        return None;
    }
    let unroller = Unroller {
        header,
        type_column,
        name_column: column(header, |name| name == "name")?,
        choices,
        with_other: rows.iter().filter_map(|row| offers_other(row.text(type_column))).collect(),
        unmarked: settings.and_then(default_language).map_or_else(String::new, tag_of),
    };
    let mut out = vec![header.clone()];
    unroller.rows(rows, &mut out)?;
    Some(Sheet { name: survey.name.clone(), rows: out })
}

enum Word<'a> {
    Begin(&'a str),
    End,
}

fn loop_word(text: &str) -> Option<Word<'_>> {
    // Nearly every row is none.
    if !text.trim_start_matches(['_', ' ']).starts_with(['b', 'B', 'e', 'E']) {
        return None;
    }
    let words: Vec<&str> = text.split([' ', '_']).filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        [begin, word, ..] if begin.eq_ignore_ascii_case("begin") && word.eq_ignore_ascii_case("loop") => {
            Some(Word::Begin(text.split_whitespace().next_back().unwrap_or_default()))
        }
        [end, word] if end.eq_ignore_ascii_case("end") && word.eq_ignore_ascii_case("loop") => Some(Word::End),
        _ => None,
    }
}

/// The list of a select that offers "other" beside its choices: `select_multiple LIST or_other`.
fn offers_other(text: &str) -> Option<&str> {
    let text = text.trim();
    let behind = |other: &&str| {
        let cut = text.len().checked_sub(other.len())?;
        let (before, end) = text.split_at_checked(cut)?;
        (end.eq_ignore_ascii_case(other) && before.ends_with(char::is_whitespace)).then(|| before.trim_end())
    };
    let mut words = OTHERS.iter().find_map(behind)?.split_whitespace();
    let (head, list) = (words.next()?, words.next_back()?);
    let selects = ["select", "add"].iter().any(|word| head.to_ascii_lowercase().starts_with(word));
    selects.then_some(list)
}

/// What the settings say of texts in columns without a language.
fn default_language(settings: &Sheet) -> Option<&str> {
    let (header, rows) = settings.rows.split_first()?;
    let column = column(header, |name| name == "default_language")?;
    rows.iter().map(|row| row.text(column).trim()).find(|text| !text.is_empty())
}

fn column(header: &Row, wanted: impl Fn(&str) -> bool) -> Option<u32> {
    header.cells.iter().find(|cell| wanted(&fold(&cell.text))).map(|cell| cell.column)
}

struct Unroller<'a> {
    header: &'a Row,
    type_column: u32,
    name_column: u32,
    choices: Option<&'a Sheet>,
    /// Lists to which `or_other` adds a choice somewhere in the survey: whoever takes it is asked too.
    with_other: BTreeSet<&'a str>,
    /// The language of columns that name none, as the settings give it.
    unmarked: String,
}

impl Unroller<'_> {
    fn rows(&self, rows: &[Row], out: &mut Vec<Row>) -> Option<()> {
        let mut rest = rows;
        while let Some((row, after)) = rest.split_first() {
            rest = after;
            let Some(Word::Begin(list)) = loop_word(row.text(self.type_column)) else {
                out.push(row.clone());
                continue;
            };
            let inside = inside(after, self.type_column)?;
            let (body, after) = after.split_at_checked(inside)?;
            let (end, after) = after.split_first()?;
            rest = after;
            out.push(self.with(row, &[(self.type_column, "begin group")]));
            for choice in self.list(list)? {
                let name = choice.get("name")?;
                let label = self.label_cells(&choice);
                let mut cells = vec![(self.type_column, "begin group"), (self.name_column, name.as_str())];
                cells.extend(label.iter().map(|(column, text)| (*column, text.as_str())));
                out.push(self.with(&Row { number: row.number, cells: Vec::new() }, &cells));
                self.rows(&self.body(body, &choice), out)?;
                out.push(self.with(&Row { number: end.number, cells: Vec::new() }, &[(self.type_column, "end group")]));
                if out.len() > ROWS {
                    return None;
                }
            }
            out.push(self.with(end, &[(self.type_column, "end group")]));
        }
        Some(())
    }

    /// The choices of a list: cells by the folded name of their column.
    fn list(&self, list: &str) -> Option<Vec<BTreeMap<String, String>>> {
        let (header, rows) = self.choices?.rows.split_first()?;
        let list_column = column(header, |name| matches!(name, "list_name" | "list" | "listname"))?;
        let mut found: Vec<BTreeMap<String, String>> = rows
            .iter()
            .filter(|row| row.text(list_column).trim() == list)
            .map(|row| {
                let cell = |cell: &Cell| {
                    let name = fold(&cell.text);
                    let name = if name == "value" { "name".to_owned() } else { name };
                    (name, row.text(cell.column).trim().to_owned())
                };
                header.cells.iter().map(cell).collect()
            })
            .collect();
        let other = !found.is_empty() && self.with_other.contains(list);
        if other && !found.iter().any(|choice| choice.get("name").is_some_and(|name| name == "other")) {
            found.push(self.other());
        }
        (!found.is_empty()).then_some(found)
    }

    /// The choice that `or_other` adds.
    fn other(&self) -> BTreeMap<String, String> {
        let labels = self.header.cells.iter().map(|cell| fold(&cell.text)).filter(|name| name.starts_with("label"));
        let text = |column: String| {
            let language = column.split_once(':').map(|(_, language)| language.trim_start_matches(':'));
            let text = Own::Other.text(&language.map_or_else(|| self.unmarked.clone(), tag_of));
            (column, text)
        };
        labels.map(text).chain([("name".to_owned(), "other".to_owned())]).collect()
    }

    /// The choice's label in each of the languages in which the survey has labels.
    fn label_cells(&self, choice: &BTreeMap<String, String>) -> Vec<(u32, String)> {
        let cells = self.header.cells.iter().filter(|cell| fold(&cell.text).starts_with("label"));
        cells.filter_map(|cell| Some((cell.column, self.label(cell, choice)?))).collect()
    }

    /// The choice's label in the language of a column.
    fn label(&self, cell: &Cell, choice: &BTreeMap<String, String>) -> Option<String> {
        let folded = fold(&cell.text);
        let language = folded.split_once(':').map(|(_, language)| language.trim_start_matches(':'));
        let of = |separator: &str| language.and_then(|language| choice.get(&format!("label{separator}{language}")));
        let own = of("::").or_else(|| of(":"));
        own.or_else(|| choice.get("label")).filter(|text| !text.is_empty()).cloned()
    }

    /// The rows of a loop for one choice. What stands in a group in the loop is left as it is, as pyxform leaves it: a
    /// questionnaire reads the same in every tool.
    fn body(&self, rows: &[Row], choice: &BTreeMap<String, String>) -> Vec<Row> {
        let mut depth = 0_usize;
        let one = |row: &Row| {
            let word = row.text(self.type_column).split([' ', '_']).next().unwrap_or_default().to_lowercase();
            if word == "end" {
                depth = depth.saturating_sub(1);
            }
            let row = if depth == 0 { self.filled(row, choice) } else { row.clone() };
            if word == "begin" {
                depth = depth.saturating_add(1);
            }
            row
        };
        rows.iter().map(one).collect()
    }

    fn filled(&self, row: &Row, choice: &BTreeMap<String, String>) -> Row {
        let mut row = row.clone();
        for cell in &mut row.cells {
            if !cell.text.contains("%(") {
                continue;
            }
            let header = self.header.cells.iter().find(|head| head.column == cell.column);
            let label = header.and_then(|header| self.label(header, choice)).unwrap_or_default();
            let name = choice.get("name").map_or("", String::as_str);
            cell.text = cell.text.replace("%(label)s", &label).replace("%(name)s", name).into();
        }
        row
    }

    fn with(&self, row: &Row, cells: &[(u32, &str)]) -> Row {
        let mut row = row.clone();
        for (column, text) in cells {
            match row.cells.iter_mut().find(|cell| cell.column == *column) {
                Some(cell) => cell.text = (*text).into(),
                None => row.cells.push(Cell { column: *column, text: (*text).into() }),
            }
        }
        row.cells.sort_by_key(|cell| cell.column);
        row
    }
}

/// How many rows stand before the end of a loop that has begun.
fn inside(rows: &[Row], type_column: u32) -> Option<usize> {
    let mut depth = 1_usize;
    rows.iter().position(|row| {
        match loop_word(row.text(type_column)) {
            Some(Word::Begin(_)) => depth = depth.saturating_add(1),
            Some(Word::End) => depth = depth.saturating_sub(1),
            None => {}
        }
        depth == 0
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use crate::{read, workbook::Workbook};

    /// What a loop over a list makes of it: the groups' names and labels.
    fn groups(types: &str, labels: &str) -> Vec<(String, String)> {
        let survey = format!(
            "type,name,{labels},relevant\n{types},ways,How?,\nbegin loop over way,each,,\ninteger,hours,How long by %(label)s?,\"selected(${{ways}}, '%(name)s')\"\nend loop,,,\n"
        );
        let choices = format!("list_name,name,{labels}\nway,bus,bus\nway,foot,foot\n");
        let sheets = [("survey", survey.as_bytes()), ("choices", choices.as_bytes())];
        let form = read(&Workbook::from_csv("f", &sheets).unwrap()).form.unwrap();
        let hours = form.nodes().iter().filter(|node| node.name == "hours");
        let said = |path: &str| path.rsplit('/').nth(1).unwrap_or_default().to_owned();
        hours.map(|node| (said(&node.path), node.label.values().next().cloned().unwrap_or_default())).collect()
    }

    #[test]
    fn a_loop_over_a_list_to_which_other_is_added_asks_of_other_too() {
        let own = |label: &str| ("other".to_owned(), format!("How long by {label}?"));
        let bus = ("bus".to_owned(), "How long by bus?".to_owned());
        for types in ["select_multiple way or_other", "select_one way or other", "select one from way or specify other"]
        {
            let groups = groups(types, "label");
            assert_eq!((groups.len(), groups.first(), groups.last()), (3, Some(&bus), Some(&own("Other"))), "{types}");
        }
        assert_eq!(groups("select_multiple way or_other", "label::Kazakh (kk)").last(), Some(&own("Басқа")));
        assert_eq!(groups("select_multiple way", "label").len(), 2);
    }

    #[test]
    fn a_loop_asks_the_same_of_every_choice_and_fills_in_what_stands_in_it_directly() {
        let workbook = Workbook::from_markdown(
            "loop",
            "
            | survey  |                     |       |                    |
            |         | type                | name  | label              |
            |         | begin loop over kin | house |                    |
            |         | integer             | age   | Age of %(label)s   |
            |         | begin group         | home  | Home of %(label)s  |
            |         | text                | town  | Town of %(label)s  |
            |         | end group           |       |                    |
            |         | end loop            |       |                    |
            | choices |                     |       |                    |
            |         | list_name           | name  | label              |
            |         | kin                 | wife  | Wife               |
            |         | kin                 | son   | Son                |
            ",
        );
        let reading = read(&workbook.unwrap());
        let form = reading.form.unwrap();
        let paths: Vec<_> = form.nodes().iter().map(|node| (&*node.path, node.label.values().next())).collect();
        let root = form.root();
        assert_eq!(
            paths,
            [
                (&*format!("/{root}/house"), None),
                (&*format!("/{root}/house/wife"), Some(&"Wife".to_owned())),
                (&*format!("/{root}/house/wife/age"), Some(&"Age of Wife".to_owned())),
                (&*format!("/{root}/house/wife/home"), Some(&"Home of Wife".to_owned())),
                (&*format!("/{root}/house/wife/home/town"), Some(&"Town of %(label)s".to_owned())),
                (&*format!("/{root}/house/son"), Some(&"Son".to_owned())),
                (&*format!("/{root}/house/son/age"), Some(&"Age of Son".to_owned())),
                (&*format!("/{root}/house/son/home"), Some(&"Home of Son".to_owned())),
                (&*format!("/{root}/house/son/home/town"), Some(&"Town of %(label)s".to_owned())),
            ]
        );
    }
}
