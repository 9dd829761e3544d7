//! From a form back to cells.

use crate::form::Form;

/// The sheets of a form as CSV, by name, with every column they came with.
pub fn to_csv(form: &Form) -> Vec<(String, Vec<u8>)> {
    let mut out = Vec::new();
    for sheet in &form.sheets {
        let mut writer = csv::WriterBuilder::new().flexible(false).from_writer(Vec::new());
        let width = sheet.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column).max().unwrap_or(0);
        for row in &sheet.rows {
            // Writing into a vector does not fail.
            let _written = writer.write_record((0..=width).map(|column| row.text(column)));
        }
        out.push((sheet.name.clone(), writer.into_inner().unwrap_or_default()));
    }
    out
}
