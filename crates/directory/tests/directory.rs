//! Directories out of packages, and packages out of directories.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::panic,
    missing_docs
)]

#[path = "directory/anything.rs"]
mod anything;
#[path = "directory/editions.rs"]
mod editions;
#[path = "directory/invented.rs"]
mod invented;
#[path = "directory/malformed.rs"]
mod malformed;
#[path = "directory/older.rs"]
mod older;
#[path = "directory/package.rs"]
mod package;
#[path = "directory/pages.rs"]
mod pages;
#[path = "directory/shared.rs"]
mod shared;
#[path = "directory/validator.rs"]
mod validator;
#[path = "directory/writing.rs"]
mod writing;
