//! Rows under named columns.

use std::collections::BTreeMap;

use crate::workbook::{Cell, Row, Sheet};

/// A sheet on its way: columns come as they are met.
#[derive(Default)]
pub(super) struct Table {
    columns: Vec<String>,
    rows: Vec<BTreeMap<usize, String>>,
}

impl Table {
    pub(super) fn begin_row(&mut self) {
        self.rows.push(BTreeMap::new());
    }

    /// Makes a column, whether or not anything will stand in it.
    pub(super) fn column(&mut self, column: &str) -> usize {
        self.columns.iter().position(|known| known == column).unwrap_or_else(|| {
            self.columns.push(column.to_owned());
            self.columns.len().saturating_sub(1)
        })
    }

    /// Writes a cell of the last row; an empty text is no cell.
    pub(super) fn set(&mut self, column: &str, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let index = self.column(column);
        if let Some(row) = self.rows.last_mut() {
            row.insert(index, text.to_owned());
        }
    }

    /// Writes a cell of the last row anew, in each of the languages it has.
    pub(super) fn change(&mut self, column: &str, change: impl Fn(&str) -> String) {
        let Some(row) = self.rows.last_mut() else { return };
        for (name, index) in self.columns.iter().zip(0_usize..) {
            if (name == column || name.strip_prefix(column).is_some_and(|rest| rest.starts_with("::")))
                && let Some(text) = row.get_mut(&index)
            {
                *text = change(text);
            }
        }
    }

    pub(super) fn sheet(self, name: &str) -> Option<Sheet> {
        if self.rows.is_empty() && self.columns.is_empty() {
            return None;
        }
        let cell = |(column, text): (usize, String)| Cell {
            column: u32::try_from(column).unwrap_or(u32::MAX),
            text: text.into(),
        };
        let header = Row { number: 1, cells: self.columns.into_iter().enumerate().map(cell).collect() };
        let row = |(number, cells): (u32, BTreeMap<usize, String>)| Row {
            number,
            cells: cells.into_iter().map(cell).collect(),
        };
        let rows = std::iter::once(header).chain((2_u32..).zip(self.rows).map(row)).collect();
        Some(Sheet { name: name.to_owned(), rows })
    }
}
