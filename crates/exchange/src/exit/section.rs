//! What leaves, in the shape in which it is written.

use std::borrow::Cow;

use super::holds::Holds;
use super::pass::pass;
use super::rule::Way;
use crate::cell::Cell;
use crate::layout::{Column, Words};

/// What stands before the answers of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keys {
    /// The ids of the centre: interview, case, who led it, when.
    Named,
    /// A code made for this export, and the month.
    Coded,
}

/// A table with the columns that leave.
#[derive(Debug)]
pub(crate) struct Section {
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) columns: Vec<Out>,
    pub(crate) repeats: Vec<Self>,
}

impl Section {
    /// Does nothing of it leave?
    pub(crate) fn is_empty(&self) -> bool {
        self.columns.is_empty() && self.repeats.is_empty()
    }
}

/// A column that leaves.
#[derive(Debug)]
pub(crate) struct Out {
    pub(crate) column: Column,
    /// Its heading: that of the column, and how it leaves where that is not whole.
    pub(crate) name: String,
    /// Its heading in words.
    pub(crate) heading: String,
    way: Way,
}

impl Out {
    pub(super) fn new(column: Column, way: Way, words: &Words) -> Self {
        let (name, heading) = match way {
            Way::Whole | Way::Choices | Way::Short | Way::Span => (column.name.clone(), column.heading.clone()),
            // An age that was worked out is no age any more when it leaves in bands.
            Way::AgeBand => (format!("{}_band", column.name), said(&column, &words.age_band)),
            Way::Month => (format!("{}_month", column.name), said(&column, &words.month)),
        };
        Self { column, name, heading, way }
    }

    /// What of an answer leaves. `born`: the days of birth that are worked out of it. `day`: on which the interview was
    /// finished.
    pub(crate) fn pass<'c, 'a>(&self, cell: &'c Cell<'a>, born: Option<&Cell<'_>>, day: &str) -> Cow<'c, Cell<'a>> {
        pass(self.way, &self.column, (cell, born), day)
    }

    /// Is what leaves a number, which a spreadsheet may add up?
    pub(crate) fn is_number(&self) -> bool {
        matches!(self.column.holds, Holds::Number | Holds::Span | Holds::Age | Holds::BirthYear | Holds::Flag)
            && self.way != Way::AgeBand
    }
}

fn said(column: &Column, how: &str) -> String {
    if how.is_empty() { column.heading.clone() } else { format!("{} ({how})", column.heading) }
}
