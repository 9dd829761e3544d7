//! A directory as a data package of HSDS 3.1 that others' validators accept.
//!
//! Every table of the standard is written, empty ones too, with every column in the descriptor's order; columns of nobody's
//! standard follow, then what did not fit: a cell that its column cannot hold (hours in words, an id that is no UUID) is
//! written empty, or as what stands for it, and what it said stands in a column of its own (`opens_at_as_given`), which
//! [`read`](crate::read) puts back. What points to nothing is written so that it holds.

mod cell;
mod descriptor;

use std::collections::{BTreeMap, BTreeSet};

use cell::{Fitted, fit};

use crate::schema::{Column, Kind, Shape, shape, shapes};
use crate::table::{Row, Table, Tables};

/// Ends the name of a column that holds what another was given.
pub(crate) const AS_GIVEN: &str = "_as_given";

/// A package, ready to be written into a folder or a zip.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// The files, by name; the descriptor among them.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Rows that the standard cannot hold.
    pub left_out: Vec<LeftOut>,
}

/// A row that is not written, since a column that has to say something has nothing to say that is true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The table.
    pub table: String,
    /// The row's id.
    pub row: String,
    /// The column.
    pub column: String,
}

/// Writes a package. Takes O(cells · log rows).
pub fn write(tables: &Tables) -> Written {
    let mut whole = tables.clone();
    providers(&mut whole);
    let mut written = Written::default();
    loop {
        let ids = ids(&whole);
        let left: Vec<LeftOut> = shapes().iter().flat_map(|shape| cannot_stand(shape, &whole, &ids)).collect();
        if left.is_empty() {
            break;
        }
        for table in left.iter().map(|one| one.table.as_str()).collect::<BTreeSet<_>>() {
            let gone: BTreeSet<&str> =
                left.iter().filter(|one| one.table == table).map(|one| one.row.as_str()).collect();
            whole.table(table).retain(|row| !gone.contains(row.get("id").trim()));
        }
        written.left_out.extend(left);
    }
    let ids = ids(&whole);
    let mut resources = Vec::new();
    for shape in shapes() {
        let none = Table::default();
        let table = whole.get(shape.name).unwrap_or(&none);
        let (columns, bytes) = of_the_standard(shape, table, &ids);
        resources.push(descriptor::resource(shape, &columns));
        written.files.insert(shape.path.to_owned(), bytes);
    }
    for (name, table) in whole.iter().filter(|(name, _)| shape(name).is_none()) {
        let path = format!("{name}.csv");
        resources.push(descriptor::unknown(name, &path, table.columns()));
        let rows = table.rows().map(|row| (0..table.columns().len()).map(|at| row.at(at).to_owned()).collect());
        written.files.insert(path, csv(table.columns().iter().map(String::as_str), rows));
    }
    written.files.insert("datapackage.json".to_owned(), descriptor::package(&resources));
    written
}

type Ids<'t> = BTreeMap<&'t str, BTreeSet<&'t str>>;

fn ids(tables: &Tables) -> Ids<'_> {
    tables.iter().map(|(name, table)| (name, table.each(["id"]).map(|[id]| id).collect())).collect()
}

/// A provider for the services that have none: a table of the standard has to name one.
fn providers(tables: &mut Tables) {
    let known: BTreeSet<String> = tables.each("organization", ["id"]).iter().map(|[id]| (*id).to_owned()).collect();
    let named = ["service", "program"].map(|table| tables.each(table, ["organization_id"]));
    let named: BTreeSet<String> = named.into_iter().flatten().map(|[id]| id.to_owned()).collect();
    for missing in named.difference(&known) {
        let id = if missing.is_empty() { cell::uuid_of("organization") } else { missing.clone() };
        let nothing = crate::value::NOTHING;
        tables.table("organization").put(&[("id", &id), ("name", nothing), ("description", nothing)]);
    }
    if named.contains("") {
        let stand_in = cell::uuid_of("organization");
        for table in ["service", "program"] {
            let without = tables.each(table, ["id", "organization_id"]);
            let without = without.iter().filter(|[_, organization]| organization.is_empty());
            let without: Vec<String> = without.map(|[id, _]| (*id).to_owned()).collect();
            for id in without {
                tables.table(table).put(&[("id", &id), ("organization_id", &stand_in)]);
            }
        }
    }
}

/// Rows with a column that has to say something and cannot.
fn cannot_stand(shape: &Shape, tables: &Tables, ids: &Ids<'_>) -> Vec<LeftOut> {
    let Some(table) = tables.get(shape.name) else { return Vec::new() };
    let needed: Vec<&Column> = shape.columns.iter().filter(|column| column.needed).collect();
    let cannot = |column: &&&Column, row: &Row<'_>| {
        let value = row.get(column.name).trim();
        let there = |table| ids.get(table).is_some_and(|ids| ids.contains(value));
        match (column.refers, column.kind) {
            (Some(table), _) => !there(table),
            (None, Kind::Text | Kind::Words(_)) => false,
            (None, _) => fit(column, value).value.is_empty(),
        }
    };
    let left = table.rows().filter_map(|row| {
        let column = needed.iter().find(|column| cannot(column, &row))?;
        let row = row.get("id").trim().to_owned();
        Some(LeftOut { table: shape.name.to_owned(), row, column: column.name.to_owned() })
    });
    left.collect()
}

/// The columns and the file of a table.
fn of_the_standard(shape: &Shape, table: &Table, ids: &Ids<'_>) -> (Vec<String>, Vec<u8>) {
    let own = table.columns().iter().filter(|name| shape.column(name).is_none());
    let own: Vec<&str> = own.map(String::as_str).filter(|name| !name.is_empty()).collect();
    let mut given: BTreeSet<&'static str> = BTreeSet::new();
    let mut codes = BTreeSet::new();
    let mut rows: Vec<(Vec<Fitted>, Vec<String>)> = Vec::with_capacity(table.len());
    for row in table.rows() {
        let cells: Vec<Fitted> = shape
            .columns
            .iter()
            .map(|column| {
                let value = row.get(column.name).trim();
                let points_nowhere =
                    column.refers.is_some_and(|table| !ids.get(table).is_some_and(|ids| ids.contains(value)));
                // The standard wants each code once, though taxonomies have codes of their own.
                let again = shape.name == "taxonomy_term" && column.name == "code" && !codes.insert(value.to_owned());
                let verbatim = row.get(column.name);
                let fitted = if !value.is_empty() && (points_nowhere || again) {
                    Fitted { value: String::new(), given: Some(value.to_owned()) }
                } else if column.kind == Kind::Text && !value.is_empty() {
                    Fitted { value: verbatim.to_owned(), given: None }
                } else {
                    fit(column, value)
                };
                given.extend(fitted.given.as_ref().map(|_| column.name));
                fitted
            })
            .collect();
        rows.push((cells, own.iter().map(|name| row.get(name).to_owned()).collect()));
    }
    let mut columns: Vec<String> = shape.columns.iter().map(|column| column.name.to_owned()).collect();
    columns.extend(own.iter().map(|name| (*name).to_owned()));
    let places: Vec<usize> =
        shape.columns.iter().enumerate().filter(|(_, column)| given.contains(column.name)).map(|(at, _)| at).collect();
    columns.extend(given_names(shape, &places));
    let lines = rows.into_iter().map(|(mut cells, own)| {
        let given: Vec<String> =
            places.iter().map(|at| cells.get_mut(*at).and_then(|cell| cell.given.take()).unwrap_or_default()).collect();
        cells.into_iter().map(|cell| cell.value).chain(own).chain(given).collect::<Vec<_>>()
    });
    let bytes = csv(columns.iter().map(String::as_str), lines);
    (columns, bytes)
}

fn given_names(shape: &Shape, places: &[usize]) -> Vec<String> {
    places.iter().filter_map(|at| shape.columns.get(*at)).map(|column| format!("{}{AS_GIVEN}", column.name)).collect()
}

/// A table as CSV.
pub(crate) fn csv<'c>(head: impl Iterator<Item = &'c str>, rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    // Writing into memory does not fail.
    let _ = writer.write_record(head);
    for row in rows {
        let _ = writer.write_record(&row);
    }
    writer.into_inner().unwrap_or_default()
}
