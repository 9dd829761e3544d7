//! Rows as files that are kept and read back exactly: every cell as it is, and nothing left out, made up or checked. What goes
//! to others is [`write`](crate::write()).

use std::collections::BTreeMap;

use crate::problem::{At, DirectoryProblem, Report};
use crate::table::Tables;
use crate::text;
use crate::write::csv;

impl Tables {
    /// A file for each table that has a row, by the table's name.
    pub fn to_files(&self) -> BTreeMap<String, Vec<u8>> {
        let with_rows = self.iter().filter(|(_, table)| !table.is_empty());
        let files = with_rows.map(|(name, table)| {
            let width = table.columns().len();
            let rows = table.rows().map(|row| (0..width).map(|at| row.at(at).to_owned()).collect());
            (name.to_owned(), csv(table.columns().iter().map(String::as_str), rows))
        });
        files.collect()
    }

    /// What [`to_files`](Self::to_files) has made.
    ///
    /// # Errors
    /// If a file is not as it was written.
    pub fn from_files<'f>(files: impl IntoIterator<Item = (&'f str, &'f [u8])>) -> Result<Self, Vec<DirectoryProblem>> {
        let (mut tables, mut report) = (Self::default(), Report::default());
        for (name, bytes) in files {
            let at = At::file(name);
            let text = text::decode(bytes, Some("utf-8"), at, &mut report);
            if let Some(table) = text.and_then(|text| text::own_table(&text, at, &mut report)) {
                tables.insert(name, table);
            }
        }
        if report.is_usable() { Ok(tables) } else { Err(report.finish()) }
    }
}
