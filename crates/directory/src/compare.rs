//! What a newer edition of a directory would change, before anything is changed; and the change itself.
//!
//! Services are matched by id, and where an id is new and another is gone, by provider, name and telephone. A service that a
//! referral points to is never taken out: it stays as it was last seen, defunct.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::ServiceId;
use crate::schema::{Kind, shape};
use crate::table::{Row, Table, Tables};
use crate::value::same;

/// How much of a directory an edition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of it: what is not in it is gone.
    Whole,
    /// Some pages of it: what is not in it may be on others.
    Part,
}

/// What an edition changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Services that are new.
    pub added: Vec<ServiceId>,
    /// Services of which something is otherwise, and what.
    pub changed: Vec<(ServiceId, Vec<Change>)>,
    /// Services that are gone and that nothing points to.
    pub vanished: Vec<ServiceId>,
    /// Services that are gone and stay, defunct, since a referral points to them.
    pub kept: Vec<ServiceId>,
    /// Services that are gone and very likely there under another id: the old one, the new one.
    pub renamed: Vec<(ServiceId, ServiceId)>,
    /// How many services are as they were.
    pub same: usize,
}

/// What is otherwise in a row of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The table.
    pub table: String,
    /// The row's id.
    pub row: String,
    /// What became of it.
    pub what: Changed,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// A cell says something else.
    Cell {
        /// The column.
        column: String,
        /// What it said.
        before: String,
        /// What it says.
        after: String,
    },
}

/// The rows of each service, by table and id.
type Owned<'t> = BTreeMap<&'t str, BTreeMap<(&'t str, &'t str), Row<'t>>>;

/// What a newer edition would change. Takes O(rows · log rows).
pub fn compare(old: &Tables, new: &Tables, extent: Extent, is_pointed_to: impl Fn(&str) -> bool) -> Comparison {
    let (before, after) = (owned(old), owned(new));
    let mut comparison = Comparison::default();
    for (id, rows) in &after {
        match before.get(id) {
            None => comparison.added.push((*id).into()),
            Some(was) => {
                let changes = changes(was, rows);
                match changes.is_empty() {
                    true => comparison.same = comparison.same.saturating_add(1),
                    false => comparison.changed.push(((*id).into(), changes)),
                }
            }
        }
    }
    if extent == Extent::Part {
        return comparison;
    }
    let by_words: HashMap<Words, &str> =
        comparison.added.iter().filter_map(|id| Some((words(after.get(id.as_str())?)?, id.as_str()))).collect();
    let mut renamed = Vec::new();
    for (id, rows) in before.iter().filter(|(id, _)| !after.contains_key(*id)) {
        if let Some(now) = words(rows).and_then(|words| by_words.get(&words)) {
            renamed.push(((*id).into(), (*now).into()));
        }
        if is_pointed_to(id) { comparison.kept.push((*id).into()) } else { comparison.vanished.push((*id).into()) }
    }
    comparison.renamed = renamed;
    comparison
}

/// The rows after the change: those of the newer edition, and of the older what stays.
pub fn merge(old: &Tables, new: &Tables, extent: Extent, is_pointed_to: impl Fn(&str) -> bool) -> Tables {
    let mut merged = new.clone();
    if extent == Extent::Part {
        merged.add_missing(&without_parts_of(old, new));
        return merged;
    }
    let kept = compare(old, new, extent, is_pointed_to).kept;
    let kept: BTreeSet<&str> = kept.iter().map(ServiceId::as_str).collect();
    if kept.is_empty() {
        return merged;
    }
    let mut stays = rows_of(old, &kept);
    for id in &kept {
        stays.table("service").put(&[("id", id), ("status", "defunct")]);
    }
    merged.add_missing(&stays);
    merged
}

/// The rows of an older edition without the parts of what is in the newer one: a telephone that a service has no more must
/// not come back.
fn without_parts_of(old: &Tables, new: &Tables) -> Tables {
    let ids = |table: &str| new.each(table, ["id"]).into_iter().map(|[id]| id).collect::<BTreeSet<_>>();
    let owners = ["service", "location", "organization"].map(|table| (table, ids(table)));
    let sites = old.each("service_at_location", ["id", "service_id"]);
    let sites: HashMap<&str, &str> = sites.into_iter().map(|[id, service]| (id, service)).collect();
    let mut kept = old.clone();
    for (name, table) in old.iter().filter(|(name, _)| *name != "service" && *name != "location") {
        let is_part = |row: Row<'_>| {
            let site = row.get("service_at_location_id").trim();
            let linked = row.get("link_entity").trim();
            owners.iter().any(|(owner, ids)| {
                let own = row.get(&format!("{owner}_id")).trim();
                // A place that a service shares is no reason to forget the service's own part.
                let of_service = *owner != "service" && !row.get("service_id").trim().is_empty();
                (ids.contains(own) && !of_service)
                    || (*owner == "service" && sites.get(site).is_some_and(|service| ids.contains(service)))
                    || (linked == *owner && ids.contains(row.get("link_id").trim()))
            })
        };
        if table.rows().any(is_part) {
            kept.table(name).retain(|row| !is_part(row));
        }
    }
    kept
}

/// The rows of these services and of all that they point to.
pub(crate) fn rows_of(tables: &Tables, services: &BTreeSet<&str>) -> Tables {
    let owned = owned(tables);
    let mut ids: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut next: Vec<(&str, Row<'_>)> = services
        .iter()
        .filter_map(|id| owned.get(id))
        .flat_map(|rows| rows.iter().map(|((table, _), row)| (*table, *row)))
        .collect();
    let by_id: HashMap<(&str, &str), Row<'_>> = tables
        .iter()
        .flat_map(|(name, table)| table.rows().map(move |row| ((name, row.get("id").trim()), row)))
        .collect();
    while let Some((table, row)) = next.pop() {
        if !ids.insert((table, row.get("id").trim())) {
            continue;
        }
        let columns = shape(table).map(|shape| shape.columns.as_slice()).unwrap_or_default();
        for (other, id) in columns.iter().filter_map(|column| Some((column.refers?, row.get(column.name).trim()))) {
            // A part belongs to what it names; what it names does not bring its other parts with it, but for a place.
            next.extend(by_id.get(&(other, id)).filter(|_| other != "service").map(|row| (other, *row)));
        }
    }
    let places: BTreeSet<&str> = ids.iter().filter(|(table, _)| *table == "location").map(|(_, id)| *id).collect();
    let mut kept = Tables::default();
    for (name, table) in tables.iter() {
        let mut own = table.clone();
        own.retain(|row| {
            let of_place = !row.get("location_id").is_empty() && places.contains(row.get("location_id").trim());
            ids.contains(&(name, row.get("id").trim())) || (of_place && row.get("service_id").is_empty())
        });
        kept.insert(name, own);
    }
    kept
}

/// Whose rows are whose: the service itself, and what names it or one of its sites.
fn owned(tables: &Tables) -> Owned<'_> {
    let mut owned: Owned<'_> = BTreeMap::new();
    let services = tables.get("service").map(Table::rows);
    for row in services.into_iter().flatten() {
        let id = row.get("id").trim();
        owned.entry(id).or_default().insert(("service", id), row);
    }
    let sites = tables.get("service_at_location").map(|table| table.each(["id", "service_id"]).collect::<Vec<_>>());
    let sites: HashMap<&str, &str> = sites.unwrap_or_default().into_iter().map(|[id, service]| (id, service)).collect();
    for (name, table) in tables.iter().filter(|(name, _)| *name != "service") {
        let places =
            ["service_id", "service_at_location_id", "link_id", "link_entity", "id"].map(|name| table.column(name));
        for row in table.rows() {
            let [service, site, link, entity, id] = places.map(|place| place.map_or("", |place| row.at(place)).trim());
            let service = match service {
                "" if !site.is_empty() => sites.get(site).copied().unwrap_or_default(),
                "" if entity == "service" => link,
                service => service,
            };
            if let Some(rows) = owned.get_mut(service) {
                rows.insert((name, id), row);
            }
        }
    }
    owned
}

fn changes(before: &BTreeMap<(&str, &str), Row<'_>>, after: &BTreeMap<(&str, &str), Row<'_>>) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut say = |(table, row): &(&str, &str), what| {
        changes.push(Change { table: (*table).to_owned(), row: (*row).to_owned(), what });
    };
    for (key, row) in after {
        let Some(was) = before.get(key) else {
            say(key, Changed::Added);
            continue;
        };
        for (column, before, after) in cells_that_differ(key.0, *was, *row) {
            say(key, Changed::Cell { column, before, after });
        }
    }
    before.keys().filter(|key| !after.contains_key(*key)).for_each(|key| say(key, Changed::Removed));
    changes
}

/// The cells in which two rows of a table do not say the same.
fn cells_that_differ(table: &str, before: Row<'_>, after: Row<'_>) -> Vec<(String, String, String)> {
    let names: BTreeSet<&str> = before.cells().chain(after.cells()).map(|(name, _)| name).collect();
    let kind = |name: &str| shape(table).and_then(|shape| shape.column(name)).map_or(Kind::Text, |column| column.kind);
    let differing = names.into_iter().filter_map(|name| {
        let (was, is) = (before.get(name), after.get(name));
        (!same(kind(name), was, is)).then(|| (name.to_owned(), was.to_owned(), is.to_owned()))
    });
    differing.collect()
}

/// Do two rows of a table say the same, cell by cell?
pub fn says_the_same(table: &str, one: Row<'_>, other: Row<'_>) -> bool {
    cells_that_differ(table, one, other).is_empty()
}

/// What a service is known by besides its id: provider, name, digits of its telephones.
type Words = (String, String, Vec<String>);

/// `None` where too little is said to know it again.
fn words(rows: &BTreeMap<(&str, &str), Row<'_>>) -> Option<Words> {
    let service = rows.iter().find(|((table, _), _)| *table == "service")?.1;
    let phones = rows.iter().filter(|((table, _), _)| *table == "phone");
    let digits = phones.map(|(_, row)| row.get("number").chars().filter(char::is_ascii_digit).collect::<String>());
    let mut digits: Vec<String> = digits.filter(|digits| !digits.is_empty()).collect();
    digits.sort();
    let name = service.get("name").trim().to_lowercase();
    let words = (service.get("organization_id").trim().to_owned(), name, digits);
    (!words.1.is_empty() && !words.2.is_empty()).then_some(words)
}

impl Tables {
    /// Adds the rows of others whose ids are not here. A table without ids is taken where there is none.
    pub fn add_missing(&mut self, other: &Self) {
        for (name, table) in other.iter() {
            let own = self.table(name);
            let known: BTreeSet<String> = own.each(["id"]).map(|[id]| id.to_owned()).collect();
            table.columns().iter().for_each(|column| {
                own.with_column(column);
            });
            let columns = own.columns().to_vec();
            for row in table.rows().filter(|row| !known.contains(row.get("id").trim())) {
                own.push(row.line(), columns.iter().map(|column| row.get(column)));
            }
        }
    }
}
