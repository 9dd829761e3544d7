//! Decimals as the recorded engine keeps them: with a fraction, be it 0. A default and what is calculated pass through the
//! same codec there as what is typed (`peer.rs`), so that `2` is `2.0` to every label and formula that reads it; here it is
//! what was written, as in ODK Collect. So that all else is still compared, forms are read with that written out.

use std::sync::Arc;

use pana_forms::workbook::{Row, Workbook};

use crate::peer::with_fraction;

/// Columns of formulas that give a question its value.
const FORMULAS: [&str; 5] = ["calculation", "calculate", "default_expression", "new_expression", "load_expression"];
/// The column of what a question begins with, which may be a formula.
const DEFAULT: &str = "default";

/// Writes out what the recorded engine makes of the values that a form gives to its decimals.
pub(crate) fn written_out(workbook: &mut Workbook) {
    for sheet in workbook.sheets.iter_mut().filter(|sheet| sheet.name.trim().eq_ignore_ascii_case("survey")) {
        let Some((header, rows)) = Arc::make_mut(sheet).rows.split_first_mut() else { continue };
        let last = |text: &str| text.rsplit(':').next().unwrap_or(text).trim().to_lowercase();
        let columns = |wanted: &dyn Fn(&str) -> bool| -> Vec<u32> {
            header.cells.iter().filter(|cell| wanted(&last(&cell.text))).map(|cell| cell.column).collect()
        };
        let types = columns(&|name| name == "type");
        let (formulas, defaults) = (columns(&|name| FORMULAS.contains(&name)), columns(&|name| name == DEFAULT));
        let is_decimal = |row: &Row| {
            row.cells
                .iter()
                .any(|cell| types.contains(&cell.column) && cell.text.trim().eq_ignore_ascii_case("decimal"))
        };
        for cell in rows.iter_mut().filter(|row| is_decimal(row)).flat_map(|row| &mut row.cells) {
            if formulas.contains(&cell.column) {
                cell.text = formula(cell.text.trim()).into();
            } else if defaults.contains(&cell.column) {
                cell.text = default(cell.text.trim()).into();
            }
        }
    }
}

/// A formula that gives its number a fraction; a text that is none stays as it is.
fn formula(text: &str) -> String {
    format!("if(number({text}) = int(number({text})), concat(number({text}), '.0'), {text})")
}

/// A number with its fraction, a formula that gives one its own, a word as it is.
fn default(text: &str) -> String {
    let is_formula = text.contains(['(', '{', '/']);
    with_fraction(text).unwrap_or_else(|| if is_formula { formula(text) } else { text.to_owned() })
}
