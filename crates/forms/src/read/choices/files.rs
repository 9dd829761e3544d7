//! Choice lists in files beside the form: CSV, GeoJSON, XML.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::DateTime;

use crate::expr::{Dom, World as _};
use crate::form::Choice;
use crate::index::ElementIndex;

use crate::read::sheets::table::Table;
use crate::workbook::separated;

/// The columns of a file that are stored and shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Columns<'a> {
    pub(crate) value: &'a str,
    pub(crate) label: &'a str,
}

impl<'a> Columns<'a> {
    /// As the parameters say, else as the kind of file has them.
    pub(crate) fn of(file: &str, parameters: &'a BTreeMap<String, String>) -> Self {
        let (value, label) = if extension(file) == "geojson" { ("id", "title") } else { ("name", "label") };
        let given = |name: &str| parameters.get(name).map(String::as_str).filter(|text| !text.is_empty());
        Self { value: given("value").unwrap_or(value), label: given("label").unwrap_or(label) }
    }
}

/// What `instance()` calls a file: its name without folder and ending.
pub(crate) fn instance_name(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

pub(crate) fn extension(file: &str) -> String {
    file.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default()
}

/// The rows of a file, those without a code too; `None` when it cannot be read.
pub(crate) fn choices(file: &str, bytes: &[u8], columns: &Columns<'_>) -> Option<Vec<Choice>> {
    let rows = match extension(file).as_str() {
        "csv" => csv_rows(bytes)?,
        "geojson" => geojson_rows(bytes)?,
        "xml" => xml_rows(bytes)?,
        _ => return None,
    };
    let unmarked: Arc<str> = "default".into();
    let choice = |row: Row| {
        let of = |name: &str| row.iter().rfind(|(known, _)| **known == *name).map(|(_, text)| Arc::clone(text));
        Choice {
            name: of(columns.value).unwrap_or_default(),
            label: of(columns.label)
                .filter(|text| !text.is_empty())
                .map(|text| (Arc::clone(&unmarked), text))
                .into_iter()
                .collect(),
            extra: row.into_iter().collect(),
            ..Choice::default()
        }
    };
    Some(rows.into_iter().map(choice).collect())
}

/// The files of `xml-external` rows, by the name that `instance()` calls them.
pub(crate) fn documents(survey: &Table<'_>, files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Dom> {
    if files.is_empty() {
        return BTreeMap::new();
    }
    let one = |row| {
        let name = survey.get(row, "name");
        let kind = survey.get(row, "type").to_lowercase();
        let bytes =
            files.get(&format!("{name}.xml")).filter(|_| kind.starts_with("xml") && kind.ends_with("external"))?;
        let text = std::str::from_utf8(bytes).ok()?;
        Some((name.to_owned(), Dom::parse(text, DateTime::UNIX_EPOCH.fixed_offset())?))
    };
    survey.rows.iter().filter_map(one).collect()
}

/// The cells of a row by their columns.
type Row = Vec<(Arc<str>, Arc<str>)>;

/// Names of columns, each once: a hundred thousand rows share them.
#[derive(Default)]
struct Names(BTreeMap<String, Arc<str>>);

impl Names {
    fn shared(&mut self, name: &str) -> Arc<str> {
        if let Some(known) = self.0.get(name) {
            return Arc::clone(known);
        }
        let new: Arc<str> = name.into();
        self.0.insert(name.to_owned(), Arc::clone(&new));
        new
    }
}

fn csv_rows(bytes: &[u8]) -> Option<Vec<Row>> {
    let (separator, bytes) = separated(bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(separator.byte()).from_reader(bytes);
    let header: Vec<Arc<str>> = reader.headers().ok()?.iter().map(|text| text.trim().into()).collect();
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).ok()? {
        // What a row leaves empty is there and blank.
        let cells = header.iter().zip(record.iter()).filter(|(name, _)| !name.is_empty());
        rows.push(cells.map(|(name, text)| (Arc::clone(name), text.into())).collect());
    }
    Some(rows)
}

/// The properties of each feature, its id, and its geometry as ODK writes places: `latitude longitude 0 0`.
fn geojson_rows(bytes: &[u8]) -> Option<Vec<Row>> {
    let document: serde_json::Value = serde_json::from_slice(bytes).ok()?;
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let (mut rows, mut names) = (Vec::new(), Names::default());
    for feature in document.get("features")?.as_array()? {
        let properties = feature.get("properties").and_then(serde_json::Value::as_object).into_iter().flatten();
        let mut row: Row = properties.map(|(name, value)| (names.shared(name), text(value).into())).collect();
        row.extend(feature.get("id").map(|id| (names.shared("id"), text(id).into())));
        let geometry = feature.get("geometry").and_then(geometry);
        row.extend(geometry.map(|geometry| (names.shared("geometry"), geometry.into())));
        rows.push(row);
    }
    Some(rows)
}

fn geometry(geometry: &serde_json::Value) -> Option<String> {
    let coordinates = geometry.get("coordinates")?;
    let point = |point: &serde_json::Value| {
        let (longitude, latitude) = (point.get(0)?.as_f64()?, point.get(1)?.as_f64()?);
        Some(format!("{latitude} {longitude} 0 0"))
    };
    let points = |list: &serde_json::Value| -> Option<String> {
        Some(list.as_array()?.iter().map(point).collect::<Option<Vec<_>>>()?.join("; "))
    };
    match geometry.get("type")?.as_str()? {
        "Point" => point(coordinates),
        "LineString" => points(coordinates),
        "Polygon" => points(coordinates.get(0)?),
        _ => None,
    }
}

/// `<root><item><name>…</name></item></root>`
fn xml_rows(bytes: &[u8]) -> Option<Vec<Row>> {
    let dom = Dom::parse(std::str::from_utf8(bytes).ok()?, DateTime::UNIX_EPOCH.fixed_offset())?;
    let below = |node: ElementIndex| {
        let mut out = Vec::new();
        dom.children(node, &mut out);
        out
    };
    let items = below(dom.root()).into_iter().flat_map(below);
    let mut names = Names::default();
    let row = |item: ElementIndex| {
        below(item).into_iter().map(|cell| (names.shared(&dom.name(cell)), dom.text(cell).trim().into())).collect()
    };
    Some(items.map(row).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use std::collections::BTreeMap;

    use super::{Columns, choices};

    #[test]
    fn each_kind_of_file_gives_the_same_list() {
        let files: [(&str, &str); 3] = [
            ("places.csv", "name,label,zone\nast,Астана,north\nalm,\"Алматы, қала\",south\n"),
            (
                "places.geojson",
                r#"{"type":"FeatureCollection","features":[
                {"id":"ast","properties":{"title":"Астана","zone":"north"},
                    "geometry":{"type":"Point","coordinates":[71.4,51.1]}},
                {"id":"alm","properties":{"title":"Алматы, қала","zone":"south"},
                    "geometry":{"type":"Point","coordinates":[76.9,43.2]}}]}"#,
            ),
            (
                "places.xml",
                "<root><item><name>ast</name><label>Астана</label><zone>north</zone></item>\
                 <item><name>alm</name><label>Алматы, қала</label><zone>south</zone></item></root>",
            ),
        ];
        for (file, text) in files {
            let none = BTreeMap::new();
            let list = choices(file, text.as_bytes(), &Columns::of(file, &none)).unwrap();
            let seen: Vec<_> =
                list.iter().map(|one| (&*one.name, one.label.get("default"), one.extra.get("zone"))).collect();
            let expected = [("ast", "Астана", "north"), ("alm", "Алматы, қала", "south")];
            assert_eq!(seen, expected.map(|(name, label, zone)| (name, Some(label), Some(zone))), "{file}");
        }
    }

    #[test]
    fn a_list_may_have_semicolons_or_tabs_between_its_cells() {
        let none = BTreeMap::new();
        for text in [
            "name;label\nast;Астана, қала\n",
            "name\tlabel\nast\tАстана, қала\n",
            "sep=;\nname;label\nast;Астана, қала\n",
        ] {
            let list = choices("places.csv", text.as_bytes(), &Columns::of("places.csv", &none)).unwrap();
            let seen: Vec<_> = list.iter().map(|one| (&*one.name, one.label.get("default"))).collect();
            assert_eq!(seen, [("ast", Some("Астана, қала"))], "{text}");
        }
    }

    #[test]
    fn a_file_that_is_no_list_is_refused() {
        let none = BTreeMap::new();
        for (file, text) in [("a.geojson", "{}"), ("a.xml", "<root>"), ("a.pdf", "")] {
            assert_eq!(choices(file, text.as_bytes(), &Columns::of(file, &none)), None, "{file}");
        }
    }
}
