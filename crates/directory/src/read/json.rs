//! A directory as JSON: services, organisations and places in one another, or pages of them as an API gives them.
//!
//! The objects are taken apart into the rows of the tables: what is nested names what it is nested in.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::problem::{At, DirectoryProblemCode as Code, Report};
use crate::schema::POINTED_TO;
use crate::table::Table;

/// A page may have so many bytes: in memory it is a dozen times as large.
const JSON_BYTES: usize = 32 << 20;

/// Names under which rows of a table lie in an object: the key, the table.
const KEYS: [(&str, &str); 31] = [
    ("organization", "organization"),
    ("organizations", "organization"),
    ("parent_organization", "organization"),
    ("program", "program"),
    ("programs", "program"),
    ("service", "service"),
    ("services", "service"),
    ("service_at_location", "service_at_location"),
    ("service_at_locations", "service_at_location"),
    ("location", "location"),
    ("locations", "location"),
    ("addresses", "address"),
    ("phones", "phone"),
    ("contacts", "contact"),
    ("schedules", "schedule"),
    ("languages", "language"),
    ("accessibility", "accessibility"),
    ("funding", "funding"),
    ("service_areas", "service_area"),
    ("required_documents", "required_document"),
    ("cost_options", "cost_option"),
    ("organization_identifiers", "organization_identifier"),
    ("attributes", "attribute"),
    ("taxonomy_term", "taxonomy_term"),
    ("taxonomy_detail", "taxonomy"),
    ("metadata", "metadata"),
    ("capacities", "service_capacity"),
    ("service_capacities", "service_capacity"),
    ("unit", "unit"),
    ("additional_urls", "url"),
    ("additional_websites", "url"),
];

/// The rows of the objects of all pages, by table; and is it a part of the whole?
pub(super) fn read(pages: &[(&str, &[u8])], report: &mut Report) -> (Vec<(String, Table)>, bool) {
    let mut rows = Rows::default();
    let (mut total, mut count) = (None, 0_u64);
    for (file, bytes) in pages {
        if bytes.len() > JSON_BYTES {
            report.say(At::file(file), Code::TooLarge, &[("limit", &JSON_BYTES.to_string())]);
            continue;
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let page: Value = match serde_json::from_slice(bytes) {
            Ok(page) => page,
            Err(error) => {
                report.say(At::file(file), Code::JsonUnreadable, &[("line", &error.line().to_string())]);
                continue;
            }
        };
        let objects = match &page {
            Value::Array(objects) => objects.as_slice(),
            Value::Object(one) => match one.get("contents").and_then(Value::as_array) {
                Some(contents) => {
                    total = total.max(one.get("total_items").and_then(Value::as_u64));
                    contents
                }
                None => std::slice::from_ref(&page),
            },
            _ => &[],
        };
        for object in objects.iter().filter_map(Value::as_object) {
            count = count.saturating_add(1);
            match kind_of(object) {
                Some(table) => {
                    rows.row(table, object, None);
                }
                None => report.say(At::file(file), Code::JsonUnreadable, &[("line", "1")]),
            }
        }
    }
    let is_part = total.is_some_and(|total| total > count);
    if is_part {
        let args = [("total", total.unwrap_or_default().to_string()), ("count", count.to_string())];
        let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
        report.say(At::file(pages.first().map_or("", |(file, _)| file)), Code::PagesMissing, &args);
    }
    for (table, id, column) in &rows.torn {
        report.say(At::file(table).column(column), Code::ObjectTorn, &[("id", id)]);
    }
    (rows.tables(), is_part)
}

/// What an object that stands by itself is, by what only it has.
fn kind_of(object: &Map<String, Value>) -> Option<&'static str> {
    let has = |key: &str| object.contains_key(key);
    match () {
        () if has("location_type") => Some("location"),
        () if has("services") || has("legal_status") || has("year_incorporated") => Some("organization"),
        () if has("service_at_locations") || has("organization") || has("organization_id") || has("status") => {
            Some("service")
        }
        () if has("service") || (has("location") && has("id")) => Some("service_at_location"),
        () if has("taxonomy_detail") => Some("taxonomy_term"),
        () if has("name") => Some("service"),
        () => None,
    }
}

/// The rows of one table, each with the cells that are known of it.
#[derive(Default)]
struct Rows {
    /// By table the columns in the order in which they came, and the rows.
    tables: BTreeMap<&'static str, Found>,
    /// Ids under which two objects say different things: table, id, column.
    torn: Vec<(&'static str, String, String)>,
}

#[derive(Default)]
struct Found {
    columns: Vec<String>,
    rows: Vec<BTreeMap<String, String>>,
    /// Where the row of an id is.
    by_id: BTreeMap<String, usize>,
}

impl Rows {
    /// Takes an object apart, and gives its id.
    fn row(&mut self, table: &'static str, object: &Map<String, Value>, within: Option<(&str, &str)>) -> String {
        let id = object.get("id").map(text).unwrap_or_default();
        let mut cells = BTreeMap::new();
        let mut columns = Vec::new();
        let mut cell = |name: &str, value: String| {
            if !value.is_empty() && !cells.contains_key(name) {
                columns.push(name.to_owned());
                cells.insert(name.to_owned(), value);
            }
        };
        let mut parts = Vec::new();
        for (key, value) in object {
            let nested = KEYS.iter().find(|(name, _)| name == key).map(|(_, table)| *table);
            match (nested, value) {
                (Some(nested), Value::Object(one)) => {
                    let other = self.row(nested, one, None);
                    cell(&column_of(table, key, nested), other);
                }
                (Some(nested), Value::Array(all)) => parts.push((nested, all)),
                _ => cell(key, text(value)),
            }
        }
        if let Some((owner, of)) = within {
            match table {
                "attribute" => {
                    cell("link_id", of.to_owned());
                    cell("link_entity", owner.to_owned());
                }
                "metadata" => {
                    cell("resource_id", of.to_owned());
                    cell("resource_type", owner.to_owned());
                }
                _ => cell(&format!("{owner}_id"), of.to_owned()),
            }
        }
        let found = self.tables.entry(table).or_default();
        if let Err((column, mut cells)) = found.add(&id, &columns, cells) {
            if POINTED_TO.contains(&table) {
                self.torn.push((table, id.clone(), column));
            } else {
                // One part of two services has a row for each: that of the second gets an id of its own.
                cells.remove("id");
                found.rows.push(cells);
            }
        }
        for (nested, all) in parts {
            for one in all.iter().filter_map(Value::as_object) {
                self.row(nested, one, Some((table, &id)));
            }
        }
        id
    }

    fn tables(self) -> Vec<(String, Table)> {
        let whole = self.tables.into_iter().map(|(name, found)| {
            let mut table = Table::new(found.columns.iter().map(String::as_str));
            for (at, row) in found.rows.iter().enumerate() {
                // There are no lines: rows are counted as in a table with a head.
                let line = u32::try_from(at).unwrap_or(u32::MAX).saturating_add(2);
                table.push(line, found.columns.iter().map(|column| row.get(column).map_or("", String::as_str)));
            }
            (name.to_owned(), table)
        });
        whole.collect()
    }
}

impl Found {
    /// Adds a row. What is nested in several comes once in each, sometimes with less: each cell is kept once. Where two say
    /// different things, gives the column, and adds nothing.
    fn add(
        &mut self,
        id: &str,
        columns: &[String],
        cells: BTreeMap<String, String>,
    ) -> Result<(), (String, BTreeMap<String, String>)> {
        for column in columns {
            if !self.columns.contains(column) {
                self.columns.push(column.clone());
            }
        }
        let before = self.by_id.get(id).filter(|_| !id.is_empty()).and_then(|at| self.rows.get_mut(*at));
        let Some(row) = before else {
            self.by_id.insert(id.to_owned(), self.rows.len());
            self.rows.push(cells);
            return Ok(());
        };
        let differs = |(name, value): &(&String, &String)| row.get(*name).is_some_and(|kept| kept != *value);
        if let Some((column, _)) = cells.iter().find(differs) {
            return Err((column.clone(), cells));
        }
        row.extend(cells);
        Ok(())
    }
}

/// The column that names what an object holds.
fn column_of(table: &str, key: &str, nested: &str) -> String {
    match (table, key) {
        (_, "parent_organization") => "parent_organization_id".to_owned(),
        _ => format!("{nested}_id"),
    }
}

/// A value as a cell holds it. What the tables have no place for stays as JSON.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(all) if all.iter().all(Value::is_string) => {
            all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(",")
        }
        Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}
