//! What a form is known by.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::workbook::Sheet;

/// So much is gathered before it is hashed: many small pieces one by one take longer to hash than to make.
const GATHERED: usize = 64 << 10;

/// Over names and cells and the files beside, so that the same sheets from .xlsx and from CSV have the same hash. Rows count
/// by their order and columns by their header: moving a column changes the hash, an empty row does not.
pub(crate) fn hash(sheets: &[Arc<Sheet>], files: &BTreeMap<String, Vec<u8>>) -> [u8; 32] {
    let mut source = Source::default();
    let mut sheets: Vec<&Sheet> = sheets.iter().map(Arc::as_ref).filter(|sheet| !sheet.rows.is_empty()).collect();
    sheets.sort_by_key(|sheet| sheet.name.trim().to_lowercase());
    for sheet in sheets {
        source.part("sheet");
        source.part(&sheet.name.trim().to_lowercase());
        for row in &sheet.rows {
            source.part("row");
            for cell in &row.cells {
                source.part(&cell.column.to_string());
                source.part(cell.text.trim());
            }
        }
    }
    for (name, bytes) in files {
        source.part("file");
        source.part(name);
        source.part(blake3::hash(bytes).to_hex().as_str());
    }
    source.end()
}

/// Parts, each with its length before it.
#[derive(Default)]
struct Source {
    gathered: Vec<u8>,
    hasher: blake3::Hasher,
}

impl Source {
    fn part(&mut self, text: &str) {
        self.gathered.extend_from_slice(&u64::try_from(text.len()).unwrap_or(u64::MAX).to_le_bytes());
        self.gathered.extend_from_slice(text.as_bytes());
        if self.gathered.len() >= GATHERED {
            self.hasher.update(&self.gathered);
            self.gathered.clear();
        }
    }

    fn end(mut self) -> [u8; 32] {
        *self.hasher.update(&self.gathered).finalize().as_bytes()
    }
}
