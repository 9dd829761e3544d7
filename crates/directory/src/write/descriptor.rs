//! `datapackage.json`: what the files hold.

use serde_json::{Map, Value, json};

use crate::schema::{Column, Kind, Shape};

/// The version of the standard that is written.
const VERSION: &str = "3.1.3";

pub(super) fn package(resources: &[Value]) -> Vec<u8> {
    let package = json!({
        "name": "human_services_data",
        "title": "Human Services Data Specification",
        "profile": "tabular-data-package",
        "version": VERSION,
        "homepage": "http://docs.openreferral.org",
        "resources": resources,
    });
    let mut bytes = serde_json::to_vec_pretty(&package).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// A table of the standard, with all columns that its file has.
pub(super) fn resource(shape: &Shape, columns: &[String]) -> Value {
    let field = |name: &String| shape.column(name).map_or_else(|| json!({ "name": name, "type": "string" }), field);
    let keys = shape.columns.iter().filter_map(|column| {
        let other = column.refers?;
        // Within one table the resource is named by nothing.
        let other = if other == shape.name { "" } else { other };
        Some(json!({ "fields": column.name, "reference": { "resource": other, "fields": "id" } }))
    });
    let fields: Vec<Value> = columns.iter().map(field).collect();
    let mut schema = Map::new();
    schema.insert("primaryKey".to_owned(), "id".into());
    schema.insert("fields".to_owned(), fields.into());
    let keys: Vec<Value> = keys.collect();
    if !keys.is_empty() {
        schema.insert("foreignKeys".to_owned(), keys.into());
    }
    file(shape.name, shape.path, &schema)
}

/// A table of nobody's standard.
pub(super) fn unknown(name: &str, path: &str, columns: &[String]) -> Value {
    let fields: Vec<Value> = columns.iter().map(|name| json!({ "name": name, "type": "string" })).collect();
    let mut schema = Map::new();
    schema.insert("fields".to_owned(), fields.into());
    file(name, path, &schema)
}

fn file(name: &str, path: &str, schema: &Map<String, Value>) -> Value {
    json!({
        "name": name,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "profile": "tabular-data-resource",
        "schema": schema,
    })
}

fn field(column: &Column) -> Value {
    let (kind, format) = match column.kind {
        Kind::Id => ("string", Some("uuid")),
        Kind::Text | Kind::Words(_) => ("string", None),
        Kind::Number => ("number", None),
        Kind::Date => ("date", None),
        Kind::DateTime => ("datetime", None),
        Kind::Time => ("time", None),
        Kind::Email => ("string", Some("email")),
        Kind::Uri => ("string", Some("uri")),
    };
    let mut constraints = Map::new();
    constraints.insert("required".to_owned(), column.needed.into());
    if column.name == "id" {
        constraints.insert("unique".to_owned(), true.into());
    }
    if let Kind::Words(words) = column.kind {
        constraints.insert("enum".to_owned(), words.split('|').collect::<Vec<_>>().into());
    }
    let mut field = Map::new();
    field.insert("name".to_owned(), column.name.into());
    field.insert("type".to_owned(), kind.into());
    if let Some(format) = format {
        field.insert("format".to_owned(), format.into());
    }
    field.insert("constraints".to_owned(), constraints.into());
    field.into()
}
