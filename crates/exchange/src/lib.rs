//! Files out: the interviews of a questionnaire as CSV, JSON or a spreadsheet, and the files that belong to their answers.
//!
//! Rows come one by one and leave one by one, so that an export of a hundred thousand interviews needs no more memory
//! than one of ten. Files are written under a temporary name, synced, and only then given their own: an export that was
//! cancelled, or that met a full disk, leaves nothing behind.
//!
//! # The exit
//! What leaves is decided in one place, [`exit`], by the purpose: files are written of a [`Leaving`] and of nothing else.
//!
//! Before a file is written, its first rows can be looked at ([`Peek`]): they come of the same `Leaving`, through the same
//! tables, and never with names.
//!
//! # CSV
//! RFC 4180: CRLF, quotes doubled, and between the cells a comma, or a semicolon where spreadsheets of the region expect
//! one ([`Separator`]). UTF-8 **with a byte order mark**, because without one the common spreadsheets read Kazakh in the
//! wrong encoding. The first row is the names of the columns, for programs; the second says them in words. A repeat is a
//! file of its own whose rows name their interview. A state that stands in place of an answer is written `[declined]`,
//! `[unknown]` or `[later]`, what is not for whoever the file is for `[withheld]`, what was answered otherwise on two
//! computers and is not settled `[two_answers]`; where labels are written, in words. An empty cell is an empty answer.
//!
//! What a spreadsheet would run as a formula or change by itself is written with **one apostrophe before it**: whatever
//! begins, after blanks and invisible characters, with `=`, `+`, `-` or `@` of either width; telephones, long numbers,
//! leading zeros, days; and what begins with a tab, a line break, `[` or an apostrophe. Whoever reads the file takes away
//! one leading apostrophe and has the answer exactly: [`read_cell`] does. Plain numbers stand as they are.
//!
//! # Spreadsheet
//! The same tables as sheets of one `.xlsx`. What was said in words, days, telephones are text there and need no guard;
//! numbers are numbers.
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
pub mod exit;
mod guard;
mod json_file;
mod layout;
mod peek;
mod run;
mod said;
mod sink;
mod table;
mod table_file;
mod workbook_file;

pub use atomic::{file_word, write_file, write_new_file};
pub use cell::{Cell, State, read_cell, write_cell};
pub use exit::{Decided, Holds, Leaving, Purpose, Sharing, Verdict, Way, decide};
pub use guard::{Separator, would_run};
pub use layout::{Column, ColumnKind, Layout, Repeat, Row, Values, Words};
pub use peek::Peek;
pub use run::{Export, ExportError, Format, Target, Wanted, Workbook};
