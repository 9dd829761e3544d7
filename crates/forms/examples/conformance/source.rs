//! Where the forms of the cases come from.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pana_forms::workbook::{Cell, Row, Sheet, Workbook};
use pana_forms::{Form, Problem, Reading, read};
use serde_json::Value;

use crate::aggregates;
use crate::decimals;

/// The workbook of a case of the reader's file: markdown, or sheets as lists of rows.
pub(crate) fn workbook(case: &Value) -> Option<Result<Workbook, Vec<Problem>>> {
    let name = case["id"].as_str().unwrap_or("case");
    let mut workbook = if let Some(text) = case["md"].as_str() {
        Workbook::from_markdown(name, text)
    } else {
        Ok(from_rows(name, case["ss_structure"].as_object()?))
    };
    // The root's name is given beside the form.
    if let (Ok(workbook), root) = (&mut workbook, case["name"].as_str().unwrap_or("test_name")) {
        set_root(workbook, root);
    }
    Some(workbook)
}

fn from_rows(file: &str, sheets: &serde_json::Map<String, Value>) -> Workbook {
    let mut out = Workbook { file: file.to_owned(), ..Workbook::default() };
    for (name, rows) in sheets.iter().filter(|(name, _)| !name.ends_with("_header")) {
        let rows = rows.as_array().map(Vec::as_slice).unwrap_or_default();
        let mut header: Vec<String> = Vec::new();
        for key in rows.iter().filter_map(Value::as_object).flat_map(|row| row.keys()) {
            if !header.contains(key) {
                header.push(key.clone());
            }
        }
        let cells = |texts: Vec<String>| -> Vec<Cell> {
            let numbered = (0_u32..).zip(texts);
            numbered
                .filter(|(_, text)| !text.is_empty())
                .map(|(column, text)| Cell { column, text: text.into() })
                .collect()
        };
        let mut sheet = Sheet { name: name.clone(), rows: vec![Row { number: 1, cells: cells(header.clone()) }] };
        for (number, row) in (2_u32..).zip(rows) {
            let text = |key: &String| row[key.as_str()].as_str().unwrap_or_default().to_owned();
            sheet.rows.push(Row { number, cells: cells(header.iter().map(text).collect()) });
        }
        out.sheets.push(Arc::new(sheet));
    }
    out
}

/// Writes the root's name into the settings, where the form does not say it itself.
pub(crate) fn set_root(workbook: &mut Workbook, root: &str) {
    if workbook.sheet("settings").is_none_or(|sheet| sheet.rows.len() < 2) {
        workbook.sheets.retain(|sheet| !sheet.name.trim().eq_ignore_ascii_case("settings"));
        let row = |number, text: &str| Row { number, cells: vec![Cell { column: 0, text: text.into() }] };
        let rows = vec![row(1, "form_id"), row(2, "data")];
        workbook.sheets.push(Arc::new(Sheet { name: "settings".to_owned(), rows }));
    }
    let Some(sheet) = workbook.sheets.iter_mut().find(|sheet| sheet.name.trim().eq_ignore_ascii_case("settings"))
    else {
        return;
    };
    let named = |row: &Row| row.cells.iter().any(|cell| cell.text.trim() == "name");
    if sheet.rows.first().is_some_and(named) {
        return;
    }
    let column =
        sheet.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column).max().unwrap_or(0).saturating_add(1);
    for (row, text) in Arc::make_mut(sheet).rows.iter_mut().zip(["name", root]) {
        row.cells.push(Cell { column, text: text.into() });
    }
}

/// The forms of the runs, found once.
pub(crate) struct Forms {
    folder: PathBuf,
    cases: HashMap<String, Value>,
}

impl Forms {
    /// `folder`: where the file of runs lies.
    pub(crate) fn beside(folder: &Path) -> Self {
        let text = std::fs::read_to_string(folder.join("../xlsforms/pyxform_cases.jsonl")).unwrap_or_default();
        let cases = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let cases = cases.filter_map(|case| Some((case["id"].as_str()?.to_owned(), case))).collect();
        Self { folder: folder.to_owned(), cases }
    }

    /// The form of a run; `None` when it is not among the files at hand.
    pub(crate) fn of(&self, run: &Value) -> Option<Result<Arc<Form>, Vec<Problem>>> {
        let workbook = match run["xlsform"].as_str() {
            Some(path) => {
                let near = [self.folder.join(path), self.folder.join("../xlsforms").join(path)];
                let bytes = near.iter().find_map(|path| std::fs::read(path).ok())?;
                let mut workbook = Workbook::from_xlsx(path, &bytes);
                if let Ok(workbook) = &mut workbook {
                    set_root(workbook, "data");
                }
                workbook
            }
            None => workbook(self.cases.get(run["id"].as_str()?)?)?,
        };
        Some(workbook.and_then(|mut workbook| {
            aggregates::written_out(&mut workbook);
            decimals::written_out(&mut workbook);
            let Reading { form, problems } = read(&workbook);
            form.ok_or(problems)
        }))
    }
}
