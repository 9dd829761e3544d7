//! Formulas: compiled, their names linked to rows, and sorted so that none reads what settles after it.

pub(super) mod cells;
mod defaults;
pub(super) mod exclusive;
mod filters;
pub(super) mod follows;
mod formula;
mod labels;
mod link;
pub(super) mod names;
pub(super) mod order;
pub(super) mod outside;
mod reads;
pub(super) mod references;
pub(super) mod rows;
mod texts;
mod triggers;
mod years;
