//! The use-cases as plain functions, one file each: the only surface for the shell and the terminal.

pub mod command_table;
pub mod contract;
pub mod error;
