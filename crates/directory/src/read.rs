//! A directory out of files: a data package of HSDS 3.1, its older forms, or JSON.
//!
//! It is read whole or not at all. What cannot be read says so by row and column; what is only odd is kept as it came.

mod check;
mod json;
mod older;

use std::collections::{BTreeMap, BTreeSet};

pub use older::Mapped;

use crate::files::Files;
use crate::problem::{At, DirectoryProblem, DirectoryProblemCode as Code, Report};
use crate::schema::{shape, shapes};
use crate::table::{Table, Tables};
use crate::text;
use crate::write::AS_GIVEN;

/// What came of reading a package.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The rows; `None` where a problem keeps the directory from being taken in.
    pub tables: Option<Tables>,
    /// What is wrong, by file, row and column.
    pub problems: Vec<DirectoryProblem>,
    /// What was read under names of older versions.
    pub mapped: Vec<Mapped>,
    /// Names of people who answer for services that were left out.
    pub contacts_left_out: usize,
    /// Is it known to be a part of a directory? Then what is not in it has not vanished.
    pub is_part: bool,
}

/// Are people's names taken in?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Contacts {
    /// They are personal data of others, and a directory does without.
    #[default]
    LeaveOut,
    /// Somebody asked for them.
    Take,
}

/// The name of the descriptor.
const DESCRIPTOR: &str = "datapackage.json";

/// Reads a package. Takes O(cells · log rows).
pub fn read(files: &Files, contacts: Contacts) -> Reading {
    let mut reader = Reader::default();
    reader.descriptor(files);
    for (file, bytes) in files.iter().filter(|(file, _)| is(file, "csv")) {
        reader.csv(file, bytes);
    }
    let pages: Vec<(&str, &[u8])> =
        files.iter().filter(|(file, _)| is(file, "json") && !file.eq_ignore_ascii_case(DESCRIPTOR)).collect();
    let is_part = reader.json(&pages);
    reader.finish(contacts, is_part)
}

/// Looks at rows that came from no file, as those that were entered by hand: the same is said of them, by the names of the
/// files in which they would be written. Takes O(cells · log rows).
pub fn check(tables: Tables) -> Reading {
    let path = |name: &str| shape(name).map_or_else(|| name.to_owned(), |shape| shape.path.to_owned());
    let files = tables.iter().map(|(name, _)| (name.to_owned(), path(name))).collect();
    Reader { tables, files, ..Reader::default() }.finish(Contacts::Take, false)
}

fn is(file: &str, ending: &str) -> bool {
    file.rsplit_once('.').is_some_and(|(_, found)| found.eq_ignore_ascii_case(ending))
}

#[derive(Default)]
struct Reader {
    report: Report,
    tables: Tables,
    /// By table the file it came from.
    files: BTreeMap<String, String>,
    /// By file what the descriptor says of it.
    described: BTreeMap<String, Described>,
    mapped: Vec<Mapped>,
    /// Tables whose file cannot be read.
    unread: BTreeSet<String>,
}

/// What a descriptor says of a file.
#[derive(Default)]
struct Described {
    name: String,
    encoding: Option<String>,
    columns: Vec<String>,
}

impl Reader {
    fn descriptor(&mut self, files: &Files) {
        let Some((file, bytes)) = files.iter().find(|(file, _)| file.eq_ignore_ascii_case(DESCRIPTOR)) else { return };
        let at = At::file(file);
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let Ok(package) = serde_json::from_slice::<serde_json::Value>(bytes) else {
            return self.report.say(at, Code::DescriptorUnreadable, &[]);
        };
        let resources = package.get("resources").and_then(|all| all.as_array()).map(Vec::as_slice).unwrap_or_default();
        for resource in resources {
            let text = |key: &str| resource.get(key).and_then(|text| text.as_str());
            let Some(path) = text("path") else { continue };
            let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
            if files.get(name).is_none() {
                // The descriptor of the standard lists every table, and few directories have them all.
                if text("name").is_none_or(|name| ["service", "organization", "location"].contains(&name)) {
                    self.report.say(at, Code::FileMissing, &[("name", name)]);
                }
                continue;
            }
            let fields = resource.get("schema").and_then(|schema| schema.get("fields")).and_then(|all| all.as_array());
            let columns = fields.map(Vec::as_slice).unwrap_or_default();
            let columns = columns.iter().filter_map(|field| field.get("name")?.as_str()).map(str::to_owned).collect();
            let described = Described {
                name: text("name").unwrap_or_default().to_owned(),
                encoding: text("encoding").map(str::to_owned),
                columns,
            };
            self.described.insert(name.to_owned(), described);
        }
    }

    fn csv(&mut self, file: &str, bytes: &[u8]) {
        let at = At::file(file);
        let described = self.described.get(file);
        let encoding = described.and_then(|described| described.encoding.clone());
        let named = described.and_then(|described| shape(&described.name)).map(|shape| shape.name);
        let lower = file.to_lowercase();
        let by_path = shapes().iter().find(|shape| shape.path == lower).map(|shape| shape.name);
        let singular = lower.strip_suffix(".csv").and_then(shape).map(|shape| shape.name);
        let known = named.or(by_path).or_else(|| older::table_of(&lower)).or(singular);
        let text = text::decode(bytes, encoding.as_deref(), at, &mut self.report);
        let Some(table) = text.and_then(|text| text::table(&text, at, &mut self.report)) else {
            self.unread.extend(known.map(str::to_owned));
            return;
        };
        if let Some(described) = described.filter(|described| !described.columns.is_empty()) {
            let beyond = table.columns().iter().filter(|column| !described.columns.contains(column));
            let beyond: Vec<&str> = beyond.map(String::as_str).collect();
            if !beyond.is_empty() {
                self.report.say(at, Code::DescriptorShort, &[("columns", &beyond.join(", "))]);
            }
        }
        match known {
            Some(name) => {
                let table = as_given(name, with_plain_names(name, table));
                let (table, mapped) = older::bring_up_to_date(file, name, table);
                self.mapped.extend(mapped);
                self.take(file, name, table);
            }
            None => {
                self.report.say(at, Code::TableUnknown, &[]);
                let name = lower.strip_suffix(".csv").unwrap_or(&lower).to_owned();
                self.take(file, &name, table);
            }
        }
    }

    /// Adds a table. Two files of then may be one table of now; two of now are a mistake.
    fn take(&mut self, file: &str, name: &str, table: Table) {
        let Some(before) = self.files.insert(name.to_owned(), file.to_owned()) else {
            return self.tables.insert(name, table);
        };
        if older::table_of(&file.to_lowercase()).is_none() && older::table_of(&before.to_lowercase()).is_none() {
            return self.report.say(At::file(file), Code::FileTwice, &[("other", &before)]);
        }
        let all = self.tables.table(name);
        table.columns().iter().for_each(|column| {
            all.with_column(column);
        });
        let columns = all.columns().to_vec();
        for row in table.rows() {
            all.push(row.line(), columns.iter().map(|column| row.get(column)));
        }
    }

    fn json(&mut self, pages: &[(&str, &[u8])]) -> bool {
        if pages.is_empty() {
            return false;
        }
        let (tables, is_part) = json::read(pages, &mut self.report);
        for (name, table) in tables {
            let file = pages.first().map_or("", |(file, _)| *file);
            if self.files.contains_key(&name) {
                self.report.say(At::file(file), Code::FileTwice, &[("other", &name)]);
                continue;
            }
            self.take(file, &name, table);
        }
        is_part
    }

    fn finish(mut self, contacts: Contacts, is_part: bool) -> Reading {
        let any = self.tables.get("service").is_some();
        if !any && self.report.is_usable() {
            self.report.say(At::file(""), Code::NothingFound, &[]);
        }
        let mut contacts_left_out = 0;
        if contacts == Contacts::LeaveOut {
            contacts_left_out = self.tables.remove("contact").map_or(0, |table| table.len());
            let of_others = ["service_id", "location_id", "organization_id", "service_at_location_id"];
            if let Some(phones) = self.tables.get_mut("phone") {
                phones.retain(|row| {
                    row.get("contact_id").is_empty() || of_others.iter().any(|other| !row.get(other).is_empty())
                });
                phones.without("contact_id");
            }
        }
        self.eligibility();
        self.with_ids();
        self.check();
        let tables = self.report.is_usable().then_some(self.tables);
        let problems = self.report.finish();
        Reading { tables, problems, mapped: self.mapped, contacts_left_out, is_part }
    }

    /// Eligibility had a table of its own; today it is a text of the service.
    fn eligibility(&mut self) {
        let Some(table) = self.tables.remove("eligibility") else { return };
        let services = self.tables.table("service");
        for [service, text] in table.each(["service_id", "eligibility"]).filter(|[service, _]| !service.is_empty()) {
            let before = services.rows().find(|row| row.get("id") == service);
            let Some(before) = before.map(|row| row.get("eligibility_description").to_owned()) else { continue };
            let both = if before.is_empty() { text.to_owned() } else { format!("{before}; {text}") };
            services.put(&[("id", service), ("eligibility_description", &both)]);
        }
    }

    fn with_ids(&mut self) {
        let names: Vec<String> = self.tables.iter().map(|(name, _)| name.to_owned()).collect();
        for name in names.iter().filter(|name| shape(name).is_some()) {
            let file = self.files.get(name).cloned().unwrap_or_default();
            if let Some(table) = self.tables.remove(name) {
                self.tables.insert(name.as_str(), check::with_ids(&file, name, table, &mut self.report));
            }
        }
    }

    fn check(&mut self) {
        let ids = check::Ids::of(&self.tables, &self.unread);
        for (name, table) in self.tables.iter() {
            let file = self.files.get(name).map_or("", String::as_str);
            let Some(shape) = shape(name) else { continue };
            check::cells(file, shape, table, &ids, &mut self.report);
            check::rows(file, name, table, &ids, &mut self.report);
        }
        let file = self.files.get("service").map_or("", String::as_str);
        check::services_twice(file, &self.tables, &mut self.report);
    }
}

/// What was written beside its column, since the standard cannot hold it, back in its place.
fn as_given(name: &str, mut table: Table) -> Table {
    for column in shape(name).map(|shape| shape.columns.as_slice()).unwrap_or_default() {
        table.fold_into(&format!("{}{AS_GIVEN}", column.name), column.name);
    }
    table
}

/// Columns of the standard in other letters (`ID`, `Service_Id`) under their own names.
fn with_plain_names(name: &str, table: Table) -> Table {
    let Some(shape) = shape(name) else { return table };
    let plain = |column: &String| {
        let lower = column.to_lowercase();
        let known = shape.column(&lower).is_some() && table.column(&lower).is_none();
        if known { lower } else { column.clone() }
    };
    let columns: Vec<String> = table.columns().iter().map(plain).collect();
    if columns == table.columns() {
        return table;
    }
    let mut renamed = Table::new(columns);
    let width = table.columns().len();
    table.rows().for_each(|row| renamed.push(row.line(), (0..width).map(|at| row.at(at))));
    renamed
}
