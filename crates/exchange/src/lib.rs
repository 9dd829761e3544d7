//! Files out: the interviews of a questionnaire as CSV or JSON, and the files that belong to their answers.
//!
//! Rows come one by one and leave one by one, so that an export of a hundred thousand interviews needs no more memory
//! than one of ten. Files are written under a temporary name, synced, and only then given their own: an export that was
//! cancelled, or that met a full disk, leaves nothing behind.
//!
//! # CSV
//! RFC 4180: comma, CRLF, quotes doubled. UTF-8 **with a byte order mark**, because without one the common spreadsheets
//! read Kazakh in the wrong encoding. A repeat is a file of its own whose rows name their interview. A state that stands
//! in place of an answer is written `[declined]`, `[unknown]` or `[later]`; an empty cell is an empty answer.
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula. Such a cell, and one that begins with
//! a tab, a line break, `[` or an apostrophe, is written with **one apostrophe before it**, except a plain negative
//! number. Whoever reads the file takes away one leading apostrophe and has the answer exactly: [`read_cell`] does.
//!
//! # Files
//! An answer that is a file is its name. The files themselves, when they are asked for, lie under these names in a folder
//! beside, `intake-files` beside `intake.csv`.
//!
//! # JSON
//! One document, see [`Format::Json`]. Several choices are a list, a state is `{"state": "declined"}`, an empty answer is
//! `null`, a repeat is a list of objects.

mod atomic;
mod cell;
mod csv_file;
mod json_file;
mod layout;
mod run;
mod sink;

pub use atomic::{file_word, write_file};
pub use cell::{Cell, State, read_cell, write_cell};
pub use layout::{Column, ColumnKind, Layout, Repeat, Row, Values};
pub use run::{Export, ExportError, Format, Target};
