//! The tables of HSDS 3.1: their columns in order, what a cell may hold, and which column points where.
//!
//! They are data (`schema/hsds.csv`): first the columns of 3.0 in its own order, so that a validator with its descriptor
//! reads what is written here, then those that 3.1 added.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a cell of a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A UUID.
    Id,
    /// Anything.
    Text,
    /// A number.
    Number,
    /// A day, `2026-11-01`.
    Date,
    /// A moment, `2026-11-01T09:00:00Z`.
    DateTime,
    /// A time of day, `09:00:00`.
    Time,
    /// An address of e-mail.
    Email,
    /// An address of the web.
    Uri,
    /// One of these words, with a bar between.
    Words(&'static str),
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Must it say something?
    pub needed: bool,
    /// The table whose id it holds.
    pub refers: Option<&'static str>,
}

/// A table of the standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// Its name, `service`.
    pub name: &'static str,
    /// Its file, `services.csv`.
    pub path: &'static str,
    /// Its columns, in the order in which they are written.
    pub columns: Vec<Column>,
}

impl Kind {
    fn of(word: &'static str) -> Self {
        match word {
            "id" => Self::Id,
            "number" => Self::Number,
            "date" => Self::Date,
            "datetime" => Self::DateTime,
            "time" => Self::Time,
            "email" => Self::Email,
            "uri" => Self::Uri,
            words if words.contains('|') => Self::Words(words),
            _ => Self::Text,
        }
    }
}

impl Shape {
    /// A column by its name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

static SHAPES: LazyLock<Vec<Shape>> = LazyLock::new(|| {
    let mut shapes: Vec<Shape> = Vec::new();
    for line in include_str!("schema/hsds.csv").lines().skip(1) {
        let mut cells = line.split(',');
        let mut next = || cells.next().unwrap_or_default();
        let (table, path, name) = (next(), next(), next());
        let (kind, needed, refers) = (Kind::of(next()), next() == "yes", next());
        let column = Column { name, kind, needed, refers: Some(refers).filter(|table| !table.is_empty()) };
        match shapes.iter_mut().find(|shape| shape.name == table) {
            Some(shape) => shape.columns.push(column),
            None => shapes.push(Shape { name: table, path, columns: vec![column] }),
        }
    }
    shapes
});

static BY_NAME: LazyLock<BTreeMap<&'static str, &'static Shape>> =
    LazyLock::new(|| SHAPES.iter().map(|shape| (shape.name, shape)).collect());

/// Every table, in the order in which a descriptor lists them.
pub fn shapes() -> &'static [Shape] {
    &SHAPES
}

/// A table by its name.
pub fn shape(name: &str) -> Option<&'static Shape> {
    BY_NAME.get(name).copied()
}

/// Tables whose ids others point to: there an id that is missing, or two rows under one, cannot be mended by guessing.
pub(crate) const POINTED_TO: [&str; 8] =
    ["organization", "program", "service", "location", "service_at_location", "taxonomy", "taxonomy_term", "unit"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_that_points_somewhere_points_to_a_table() {
        assert_eq!(shapes().len(), 24);
        for shape in shapes() {
            assert_eq!(shape.columns.first().map(|column| (column.name, column.kind)), Some(("id", Kind::Id)));
            for column in shape.columns.iter().filter_map(|column| column.refers) {
                assert!(super::shape(column).is_some(), "{column}");
            }
        }
        let status = shape("service").and_then(|shape| shape.column("status")).unwrap();
        assert_eq!(status.kind, Kind::Words("active|inactive|defunct|temporarily closed"));
    }
}
