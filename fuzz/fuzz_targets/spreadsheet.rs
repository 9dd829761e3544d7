//! Any bytes as a spreadsheet.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pana_forms::{read, workbook::Workbook};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(workbook) = Workbook::from_xlsx("form.xlsx", bytes) {
        let _reading = read(&workbook);
    }
});
