//! Any text as an expression in a small document.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pana_forms::xpath::Document;
use pana_model::Moment;

const DOCUMENT: &str = "<home><room n='1'>2</room><room>3</room><day>2024-06-15</day><place>43.2 76.8 0 0</place></home>";

fuzz_target!(|text: &str| {
    let now = Moment::from_unix_ms(1_718_400_000_000).unwrap();
    let document = Document::parse(DOCUMENT, now).unwrap();
    let node = document.node("/home[1]").unwrap();
    let _outcome = document.evaluate(text, node);
});
