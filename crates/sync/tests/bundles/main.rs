//! Bundles as files: written whole or not at all, and found again part by part.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod centre;
mod faults;
mod found;
mod memory;
mod whole;
