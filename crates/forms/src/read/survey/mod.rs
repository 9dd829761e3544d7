//! The survey sheet: its words, its rows, and what must be true of them together.

mod codes;
pub(super) mod columns;
pub(super) mod instances;
mod names;
pub(super) mod parameters;
mod preload;
pub(super) mod roles;
pub(super) mod row;
pub(super) mod rows;
mod search;
mod selects;
pub(super) mod types;
