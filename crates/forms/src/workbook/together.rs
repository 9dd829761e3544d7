//! Cells of an older workbook (.xls) moved together: rows and columns in which nothing stands are left out, so that the
//! library below, which makes room for them all, makes room for what is there.

use std::collections::BTreeSet;

use super::records::{CELLS, Record, SHORT_NUMBERS, records_of};

/// Where cells were: the rows and the columns in which something stands.
#[derive(Debug, Default)]
pub(super) struct Places {
    rows: Vec<u16>,
    columns: Vec<u16>,
}

impl Places {
    /// The row from which one came.
    pub(super) fn row(&self, moved: u32) -> u32 {
        before(&self.rows, moved)
    }

    /// The column from which one came.
    pub(super) fn column(&self, moved: u32) -> u32 {
        before(&self.columns, moved)
    }

    /// Rows times columns.
    pub(super) fn room(&self) -> u64 {
        (self.rows.len() as u64).saturating_mul(self.columns.len() as u64)
    }
}

fn before(places: &[u16], moved: u32) -> u32 {
    usize::try_from(moved).ok().and_then(|at| places.get(at)).map_or(moved, |place| u32::from(*place))
}

/// Two bytes of a stream that become others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Word {
    pub(super) at: usize,
    pub(super) value: u16,
}

/// Where the cells of the part that begins here are, and what moves them together. O(bytes of the part).
pub(super) fn places(stream: &[u8], from: usize) -> (Places, Vec<Word>) {
    let cells = || records_of(stream, from).filter(|record| CELLS.contains(&record.kind)).filter_map(Cells::of);
    let (mut rows, mut columns) = (BTreeSet::new(), BTreeSet::new());
    for cells in cells() {
        rows.insert(cells.row);
        columns.extend(cells.first..=cells.last);
    }
    let places = Places { rows: rows.into_iter().collect(), columns: columns.into_iter().collect() };
    let mut words = Vec::new();
    for cells in cells() {
        let mut put = |at: usize, among: &[u16], place: u16| {
            let place = among.binary_search(&place).ok().and_then(|place| u16::try_from(place).ok());
            words.extend(place.map(|value| Word { at: cells.at.saturating_add(at), value }));
        };
        put(0, &places.rows, cells.row);
        put(2, &places.columns, cells.first);
        if let Some(at) = cells.last_at {
            put(at, &places.columns, cells.last);
        }
    }
    (places, words)
}

/// The cells of one record.
struct Cells {
    row: u16,
    first: u16,
    last: u16,
    /// Where the body begins, and where in it the last column is named.
    at: usize,
    last_at: Option<usize>,
}

impl Cells {
    fn of(record: Record<'_>) -> Option<Self> {
        let (row, first) = record.word(0).zip(record.word(2))?;
        let last_at = record.body.len().checked_sub(2).filter(|_| record.kind == SHORT_NUMBERS);
        let last = last_at.and_then(|at| record.word(at)).unwrap_or(first);
        Some(Self { row, first, last, at: record.at, last_at })
    }
}
