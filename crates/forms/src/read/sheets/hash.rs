//! What a form is known by.

use std::collections::BTreeMap;

use crate::workbook::Sheet;

/// Over names and cells and the files beside, so that the same sheets from .xlsx and from CSV have the same hash. Rows count by their order
/// and columns by their header: moving a column changes the hash, an empty row does not.
pub(crate) fn hash(sheets: &[Sheet], files: &BTreeMap<String, Vec<u8>>) -> [u8; 32] {
    // Gathered first: many small pieces one by one take longer to hash than to make.
    let mut source = Vec::new();
    let mut part = |text: &str| {
        source.extend_from_slice(&u64::try_from(text.len()).unwrap_or(u64::MAX).to_le_bytes());
        source.extend_from_slice(text.as_bytes());
    };
    let mut sheets: Vec<&Sheet> = sheets.iter().filter(|sheet| !sheet.rows.is_empty()).collect();
    sheets.sort_by_key(|sheet| sheet.name.trim().to_lowercase());
    for sheet in sheets {
        part("sheet");
        part(&sheet.name.trim().to_lowercase());
        for row in &sheet.rows {
            part("row");
            for cell in &row.cells {
                part(&cell.column.to_string());
                part(cell.text.trim());
            }
        }
    }
    for (name, bytes) in files {
        part("file");
        part(name);
        part(blake3::hash(bytes).to_hex().as_str());
    }
    *blake3::hash(&source).as_bytes()
}
