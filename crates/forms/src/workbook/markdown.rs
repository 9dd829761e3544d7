//! Sheets from markdown tables, as forms are written in discussions and in tests.

use super::builder::Builder;
use super::cells::Workbook;
use crate::problem::Problem;

/// A row whose first cell is not empty begins the sheet of that name; the first row after it is the header.
pub(super) fn read(file: &str, text: &str) -> Result<Workbook, Vec<Problem>> {
    let mut workbook = Workbook { file: file.to_owned(), ..Workbook::default() };
    let mut problems = Vec::new();
    let mut open: Option<(Builder<'_>, u32)> = None;
    for cells in text.lines().filter_map(row) {
        let Some((first, rest)) = cells.split_first() else { continue };
        if !first.is_empty()
            && let Some((builder, _)) = open.replace((Builder::new(file, first), 0))
        {
            builder.finish(&mut workbook, &mut problems);
        }
        let Some((builder, number)) = open.as_mut() else { continue };
        if rest.iter().all(String::is_empty) {
            continue;
        }
        *number = number.saturating_add(1);
        let mut kept = Vec::new();
        for (column, text) in (0_u32..).zip(rest) {
            builder.cell(&mut kept, *number, column, text);
        }
        if !builder.row(*number, &mut kept) {
            break;
        }
    }
    if let Some((builder, _)) = open {
        builder.finish(&mut workbook, &mut problems);
    }
    if problems.is_empty() { Ok(workbook) } else { Err(problems) }
}

/// The cells of a line; nothing for a line that is no row or only a rule.
fn row(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    let inside = line.strip_prefix('|')?;
    // What stands behind the last bar is a remark and no cell.
    let (inside, _) = inside.rsplit_once('|')?;
    if line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ')) && line.contains('-') {
        return None;
    }
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in inside.chars() {
        let Some(cell) = cells.last_mut() else { break };
        match c {
            '\\' if !escaped => escaped = true,
            '|' if !escaped => cells.push(String::new()),
            _ => {
                if escaped && c != '|' {
                    cell.push('\\');
                }
                cell.push(c);
                escaped = false;
            }
        }
    }
    Some(cells.iter().map(|cell| cell.trim().to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_become_sheets_with_their_rows_counted_from_the_header() {
        let text = "
            | survey  |      |      |       |
            |---------|------|------|-------|
            |         | type | name | label |
            |         | text | a    | A \\| B |
            |         |      |      |       |
            | choices | list_name | name |
            |         | yn        | yes  |
        ";
        let workbook = read("f", text).unwrap();
        let said = |sheet: usize, row: usize| -> (u32, Vec<&str>) {
            let row = &workbook.sheets[sheet].rows[row];
            (row.number, row.cells.iter().map(|cell| &*cell.text).collect())
        };
        assert_eq!(said(0, 0), (1, vec!["type", "name", "label"]));
        assert_eq!(said(0, 1), (2, vec!["text", "a", "A | B"]));
        assert_eq!(said(1, 0), (1, vec!["list_name", "name"]));
        assert_eq!(said(1, 1), (2, vec!["yn", "yes"]));
        assert_eq!(workbook.sheets[0].rows.len(), 2, "an empty row is none");
    }
}
