//! `table-list`: selects of one list as the lines of a table.
//!
//! Such a group is shorthand. Written out it is a `field-list` whose first line shows only the labels of the choices
//! (appearance `label`) and whose other selects show only the boxes to tick (`list-nolabel`); the group's own label is a
//! note above. It is written out here, in the sheet, as other tools do.

use crate::problem::ProblemCode;
use crate::workbook::{Cell, Row, Sheet};

use crate::read::report::{Place, Report};
use crate::read::sheets::words::fold;

/// The sheet with its table lists written out; `None` when it has none.
pub(crate) fn write_out(survey: &Sheet, report: &mut Report<'_>) -> Option<Sheet> {
    let (header, rows) = survey.rows.split_first()?;
    let columns = Columns::of(header)?;
    if !rows.iter().any(|row| columns.begins_table(row)) {
        return None;
    }
    let mut out = vec![header.clone()];
    // Groups that are open: whether each is a table, and of which list once its heading is written.
    let mut open: Vec<Option<Option<&str>>> = Vec::new();
    for row in rows {
        let kind = kind(row.text(columns.kind));
        match kind {
            Kind::Begin if columns.begins_table(row) => {
                open.push(Some(None));
                columns.group(row, &mut out);
                continue;
            }
            Kind::Begin => open.push(None),
            Kind::End => {
                open.pop();
            }
            Kind::Select => {
                if let Some(Some(headed)) = open.last_mut() {
                    let list = row.text(columns.kind).split_whitespace().nth(1).unwrap_or_default();
                    let filtered = columns.filter.is_some_and(|filter| !row.text(filter).is_empty());
                    if headed.is_some_and(|first| first != list) || (headed.is_none() && filtered) {
                        // Its answers are not those that the heading shows.
                        let place = Place { sheet: &survey.name, cell: Some((columns.kind, row.number)) };
                        report.warn(place, ProblemCode::TableLine, &[("name", row.text(columns.name))]);
                    }
                    if headed.is_none() {
                        out.push(columns.heading(row));
                    }
                    headed.get_or_insert(list);
                    let appearance = format!("{} list-nolabel", row.text(columns.appearance));
                    out.push(with(row, columns.appearance, appearance.trim()));
                    continue;
                }
            }
            Kind::Other => {}
        }
        out.push(row.clone());
    }
    Some(Sheet { name: survey.name.clone(), rows: out })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Begin,
    End,
    Select,
    Other,
}

fn kind(text: &str) -> Kind {
    let folded = fold(text);
    if folded.starts_with("begin_") {
        Kind::Begin
    } else if folded.starts_with("end_") {
        Kind::End
    } else if folded.starts_with("select") {
        Kind::Select
    } else {
        Kind::Other
    }
}

struct Columns {
    kind: u32,
    name: u32,
    appearance: u32,
    filter: Option<u32>,
    /// Labels and hints, in every language.
    texts: Vec<u32>,
}

impl Columns {
    fn of(header: &Row) -> Option<Self> {
        let named = |wanted: &str| header.cells.iter().find(|cell| fold(&cell.text) == wanted).map(|cell| cell.column);
        let is_text = |cell: &&Cell| {
            let folded = fold(&cell.text);
            matches!(folded.split(':').next(), Some("label" | "hint"))
        };
        Some(Self {
            kind: named("type")?,
            name: named("name")?,
            appearance: named("appearance")?,
            filter: named("choice_filter"),
            texts: header.cells.iter().filter(is_text).map(|cell| cell.column).collect(),
        })
    }

    fn begins_table(&self, row: &Row) -> bool {
        is_table(row.text(self.appearance)) && fold(row.text(self.kind)).starts_with("begin_group")
    }

    /// The group without its texts, and a note that has them.
    fn group(&self, row: &Row, out: &mut Vec<Row>) {
        let words = row.text(self.appearance).split_whitespace();
        let appearance: Vec<&str> = words.map(|word| if is_table(word) { "field-list" } else { word }).collect();
        let mut group = with(row, self.appearance, &appearance.join(" "));
        let texts: Vec<Cell> = row.cells.iter().filter(|cell| self.texts.contains(&cell.column)).cloned().collect();
        group.cells.retain(|cell| !self.texts.contains(&cell.column));
        out.push(group);
        if texts.is_empty() {
            return;
        }
        let note = Row { number: row.number, cells: texts };
        let note = with(&note, self.kind, "note");
        out.push(with(&note, self.name, &format!("generated_table_list_label_{}", row.number)));
    }

    /// The line that shows the choices of the first select.
    fn heading(&self, row: &Row) -> Row {
        let line = Row { number: row.number, cells: Vec::new() };
        let line = with(&line, self.kind, row.text(self.kind));
        let line = with(&line, self.name, &format!("reserved_name_for_field_list_labels_{}", row.number));
        with(&line, self.appearance, "label")
    }
}

fn is_table(appearance: &str) -> bool {
    appearance.split_whitespace().any(|word| word == "table-list")
}

fn with(row: &Row, column: u32, text: &str) -> Row {
    let mut row = row.clone();
    match row.cells.iter_mut().find(|cell| cell.column == column) {
        Some(cell) => cell.text = text.into(),
        None => {
            row.cells.push(Cell { column, text: text.into() });
            row.cells.sort_by_key(|cell| cell.column);
        }
    }
    row
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use crate::{Role, read, workbook::Workbook};

    #[test]
    fn a_table_has_a_heading_that_nobody_is_asked() {
        let workbook = Workbook::from_markdown(
            "table",
            "
            | survey  |                |       |         |            |
            |         | type           | name  | label   | appearance |
            |         | begin group    | table | Feeling | table-list |
            |         | select_one yn  | today | Today   |            |
            |         | select_one yn  | later | Later   |            |
            |         | end group      |       |         |            |
            | choices |                |       |         |            |
            |         | list_name      | name  | label   |            |
            |         | yn             | y     | Yes     |            |
            ",
        );
        let form = read(&workbook.unwrap()).form.unwrap();
        let seen: Vec<_> =
            form.nodes().iter().map(|node| (&*node.name, node.role, node.appearance.join(" "))).collect();
        assert_eq!(
            seen,
            [
                ("table", Role::Group, "field-list".to_owned()),
                ("generated_table_list_label_2", Role::Note, String::new()),
                ("reserved_name_for_field_list_labels_3", Role::Note, "label".to_owned()),
                ("today", Role::Question, "list-nolabel".to_owned()),
                ("later", Role::Question, "list-nolabel".to_owned()),
            ]
        );
    }
}
