//! Sheets as they come out: read back by other programs where these are here.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr
)]

#[path = "letter/fields.rs"]
mod fields;
#[path = "letter/gate.rs"]
mod gate;
#[path = "letter/hostile.rs"]
mod hostile;
#[path = "letter/page.rs"]
mod page;
#[path = "letter/read.rs"]
mod read;
#[path = "letter/sample.rs"]
mod sample;
#[path = "letter/sheets.rs"]
mod sheets;
