//! `${instanceID}`: the name of the interview itself, which every form has without asking for it.
//!
//! A form that reads it gets the rows that other tools put there: a group `meta` with a hidden `instanceID`. They are
//! written in the sheet, as loops are.

use crate::workbook::{Cell, Row, Sheet};

use crate::read::sheets::words::{fold, is_yes};

/// The number of rows that nobody wrote.
const MADE: u32 = 0;

pub(crate) const NAME: &str = "instanceID";

/// The sheet with the name of the interview; `None` when nothing in the form reads it, or it has one of its own.
pub(crate) fn add(survey: &Sheet, others: &[Option<&Sheet>]) -> Option<Sheet> {
    let mut sheets = others.iter().flatten().copied().chain([survey]);
    let reads = |cell: &Cell| cell.text.contains("${instanceID}");
    let read = sheets.any(|sheet| sheet.rows.iter().flat_map(|row| &row.cells).any(reads));
    let own = survey.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.text.trim() == NAME);
    if !read || own || others.iter().flatten().any(|sheet| leaves_out(sheet)) {
        return None;
    }
    let (mut header, rows) = survey.rows.split_first().map(|(header, rows)| (header.clone(), rows))?;
    let mut column = |name: &str| {
        if let Some(cell) = header.cells.iter().find(|cell| fold(&cell.text) == name) {
            return cell.column;
        }
        let column = header.cells.iter().map(|cell| cell.column).max().map_or(0, |last| last.saturating_add(1));
        header.cells.push(Cell { column, text: name.into() });
        column
    };
    let columns = ["type", "name", "read_only", "default_expression"].map(&mut column);
    let made = |texts: [&str; 4]| {
        let cells = columns.iter().zip(texts).filter(|(_, text)| !text.is_empty());
        let mut cells: Vec<Cell> = cells.map(|(column, text)| Cell { column: *column, text: (*text).into() }).collect();
        cells.sort_by_key(|cell| cell.column);
        Row { number: MADE, cells }
    };
    let mut out = vec![header];
    out.extend(rows.iter().cloned());
    out.extend([
        made(["begin group", "meta", "", ""]),
        made(["hidden", NAME, "yes", "concat('uuid:', uuid())"]),
        made(["end group", "", "", ""]),
    ]);
    Some(Sheet { name: survey.name.clone(), rows: out })
}

/// Do these settings say that the form has no name of the interview?
fn leaves_out(sheet: &Sheet) -> bool {
    let Some((header, row)) = sheet.rows.first().zip(sheet.rows.get(1)) else { return false };
    header.cells.iter().any(|cell| fold(&cell.text) == "omit_instanceid" && is_yes(row.text(cell.column)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use crate::{read, workbook::Workbook};

    #[test]
    fn the_name_of_the_interview_is_there_for_a_form_that_reads_it() {
        let reading = |text: &str| {
            let survey = format!("type,name,label\ntext,q,{text}\n");
            let sheets = [("survey", survey.as_bytes()), ("settings", &b"form_id\nf\n"[..])];
            read(&Workbook::from_csv("f", &sheets).unwrap())
        };
        let paths = |text: &str| -> Vec<String> {
            reading(text).form.unwrap().nodes().iter().map(|node| node.path.clone()).collect()
        };
        assert_eq!(paths("This is ${instanceID}"), ["/f/q", "/f/meta", "/f/meta/instanceID"]);
        assert_eq!(paths("No"), ["/f/q"]);
        assert!(reading("This is ${instanceID}").problems.is_empty());
    }
}
