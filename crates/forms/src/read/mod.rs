//! From cells to a form.

use std::sync::Arc;

use crate::form::Form;
use crate::problem::Problem;
use crate::workbook::Workbook;

/// What came of reading a workbook.
#[derive(Debug)]
pub struct Reading {
    /// The form; `None` when something stands in its way.
    pub form: Option<Arc<Form>>,
    /// Everything to look at, in the order of sheets and cells.
    pub problems: Vec<Problem>,
}

/// Makes a form of a workbook and names all that is wrong with it.
pub fn read(_workbook: &Workbook) -> Reading {
    Reading { form: None, problems: Vec::new() }
}
