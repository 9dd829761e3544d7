//! Where the expressions of a form stand.

use crate::form::NodeIndex;
use crate::index::Indexed;
use crate::read::layout::Source;
use crate::read::report::Place;
use crate::read::sheets::languages::Languages;
use crate::read::sheets::table::Table;
use crate::workbook::Row;

/// The cells of the survey by row of the form, and those of the choices.
pub(crate) struct Cells<'a, 'b> {
    pub(crate) survey: &'b Table<'a>,
    pub(crate) choices: Option<&'b Table<'a>>,
    pub(crate) sources: &'b Indexed<NodeIndex, Source>,
    pub(crate) languages: &'b Languages,
}

impl<'a> Cells<'a, '_> {
    pub(crate) fn row(&self, index: NodeIndex) -> Option<&'a Row> {
        self.sources.get(index).and_then(|source| source.row).and_then(|row| self.survey.rows.get(row))
    }

    pub(crate) fn place(&self, index: NodeIndex, column: &str) -> Place<'a> {
        self.row(index).map_or(Place::sheet(self.survey.name), |row| self.survey.place(row, column))
    }

    pub(crate) fn get(&self, index: NodeIndex, column: &str) -> &str {
        let own = self.sources.get(index).and_then(|source| source.own.as_ref());
        match own {
            Some((at, text)) if *at == column => text,
            _ => self.row(index).map_or("", |row| self.survey.get(row, column)),
        }
    }
}
