//! Cells of a table of rules that a spreadsheet would run as formulas when it opens a CSV file. One apostrophe stands before each
//! in a file, and is taken away again when it is read; a spreadsheet's own format needs none.

use std::sync::Arc;

use pana_exchange::would_run;
use pana_forms::workbook::{Cell, Row, Sheet, Workbook};

const GUARD: char = '\'';

/// The same with an apostrophe before what would be run, also where some stand there already.
pub(super) fn guarded(workbook: Workbook) -> Workbook {
    told_otherwise(workbook, |text| would_run(text.trim_start_matches(GUARD)).then(|| format!("{GUARD}{text}")))
}

/// The same without the apostrophe that [`guarded`] put there.
pub(super) fn unguarded(workbook: Workbook) -> Workbook {
    told_otherwise(workbook, |text| {
        let rest = text.strip_prefix(GUARD)?;
        would_run(rest.trim_start_matches(GUARD)).then(|| rest.to_owned())
    })
}

fn told_otherwise(workbook: Workbook, other: impl Fn(&str) -> Option<String>) -> Workbook {
    let cell =
        |cell: &Cell| Cell { column: cell.column, text: other(&cell.text).map_or(Arc::clone(&cell.text), Arc::from) };
    let row = |row: &Row| Row { number: row.number, cells: row.cells.iter().map(cell).collect() };
    let sheet =
        |sheet: &Arc<Sheet>| Arc::new(Sheet { name: sheet.name.clone(), rows: sheet.rows.iter().map(row).collect() });
    let sheets = workbook.sheets.iter().map(sheet).collect();
    Workbook { sheets, ..workbook }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn texts(workbook: &Workbook) -> Vec<String> {
        workbook.sheets[0].rows[0].cells.iter().map(|cell| cell.text.to_string()).collect()
    }

    #[test]
    fn no_cell_of_a_written_table_is_run_and_what_is_read_is_what_it_was() {
        let cells = ["=1+1", "@SUM(1)", "-2", "'=1", "''+1", "' = a", "'a'", "sum(1)", " \u{200b}=1", "\u{ff1d}1"];
        let row = Row {
            number: 1,
            cells: (0..).zip(cells).map(|(column, text)| Cell { column, text: text.into() }).collect(),
        };
        let sheet = Sheet { name: "rules".to_owned(), rows: vec![row] };
        let workbook = Workbook { sheets: vec![Arc::new(sheet)], ..Workbook::default() };
        let written = guarded(workbook.clone());
        assert!(texts(&written).iter().all(|text| !would_run(text)), "{:?}", texts(&written));
        assert_eq!(texts(&written)[7], "sum(1)", "what would not be run stands as it is");
        assert_eq!(texts(&unguarded(written)), cells);
    }
}
