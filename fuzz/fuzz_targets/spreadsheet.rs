//! Any bytes as a spreadsheet.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pana_forms::{read, workbook::Workbook};

fuzz_target!(init: {
    // The library below panics at some files, which `from_xlsx` catches; only what escapes is a finding.
    std::panic::set_hook(Box::new(|_| {}));
}, |bytes: &[u8]| {
    if let Ok(workbook) = Workbook::from_xlsx("form.xlsx", bytes) {
        let _reading = read(&workbook);
    }
});
