//! Sheets: which there are, what their headers mean, in which languages they are, and shorthand that is written out before
//! any row is read.

pub(super) mod chosen;
pub(super) mod hash;
pub(super) mod instance_id;
pub(super) mod languages;
mod loops;
pub(super) mod shorthand;
pub(super) mod spaces;
pub(super) mod table;
mod table_lists;
pub(super) mod tables;
mod translations;
pub(super) mod words;
