//! A row of the survey, read but for its formulas.

use crate::form::{Node, Preload};

/// A node on its way into the form.
pub(crate) struct SurveyRow {
    pub(crate) node: Node,
    /// What it is filled in with by itself.
    pub(crate) preload: Option<Preload>,
    /// Does `or_other` add a choice that no filter takes away?
    pub(crate) keeps_other: bool,
    /// Index of the row in the table; `None` for rows that `or_other` adds.
    pub(crate) source: Option<usize>,
    /// What would stand in a cell if it had a row: the column and the formula.
    pub(crate) own: Option<(&'static str, String)>,
    /// What its cell `save_to` says.
    pub(crate) save_to: String,
}
