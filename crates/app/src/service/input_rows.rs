//! What of a service's rows follows from what was entered by hand.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use pana_directory::{Meaning, Said, Tables, made_id};

use super::hours_input::put_hours;
use super::opened::{MEANINGS, Opened};
use crate::contract::service::ServiceInput;
use crate::needs::{service_label, taxonomy};

/// The taxonomy under which our own codes stand in a directory.
const OURS: &str = "Pana";

/// The rows of a service after what was entered: only what differs is touched, so that cells nobody knows stay.
pub(super) fn rows_after(
    opened: &Opened,
    id: &str,
    (before, after): (&ServiceInput, &ServiceInput),
    today: NaiveDate,
) -> Tables {
    let one = BTreeSet::from([id]);
    let mut rows = opened.merged.of_services(&one);
    service_row(&mut rows, id, (before, after), today);
    // Nobody said that it may be named now: of another kind, or with the word taken back, it is no less dangerous to name it.
    let may_not = opened.service(id).is_ok_and(|service| !opened.catalog.may_be_named(service));
    if may_not && after.safe_to_name.is_none() {
        rows.table("service").put(&[("id", id), ("safe_to_name", "no")]);
    }
    if before.provider != after.provider {
        provider(&mut rows, opened, id, &after.provider);
    }
    let sites: BTreeSet<String> = sites_of(&rows, id);
    if before.phones != after.phones {
        replace(&mut rows, "phone", (id, &sites), after.phones.iter().map(|phone| vec![("number", phone.clone())]));
    }
    if (&before.address, &before.city, &before.transport) != (&after.address, &after.city, &after.transport) {
        let is_there = (&before.address, &before.city) == (&after.address, &after.city);
        if !(is_there && way(&mut rows, id, &after.transport)) {
            place(&mut rows, id, after);
        }
    }
    if before.hours != after.hours {
        put_hours(&mut rows, opened, id, &after.hours, today);
    }
    if before.languages != after.languages {
        let cells = |tag: &String| vec![("code", tag.clone()), ("name", tag.clone())];
        replace(&mut rows, "language", (id, &BTreeSet::new()), after.languages.iter().map(cells));
    }
    if before.papers != after.papers {
        let cells = |paper: &String| vec![("document", paper.clone())];
        replace(&mut rows, "required_document", (id, &BTreeSet::new()), after.papers.iter().map(cells));
    }
    if before.kinds != after.kinds {
        kinds(&mut rows, opened, id, &after.kinds);
    }
    rows.of_services(&one)
}

fn service_row(rows: &mut Tables, id: &str, (before, after): (&ServiceInput, &ServiceInput), today: NaiveDate) {
    let today = today.to_string();
    let age = |age: Option<u32>| age.map(|age| age.to_string()).unwrap_or_default();
    let safe = |safe: Option<bool>| match safe {
        Some(true) => "yes".to_owned(),
        Some(false) => "no".to_owned(),
        None => String::new(),
    };
    let said = |input: &ServiceInput| {
        [
            ("name", input.name.clone()),
            ("status", input.status.0.as_str().to_owned()),
            ("description", input.description.clone()),
            ("alert", input.alert.clone()),
            ("email", input.email.clone()),
            ("url", input.url.clone()),
            ("interpretation_services", input.interpretation.clone()),
            ("eligibility_description", input.eligibility.clone()),
            ("minimum_age", age(input.least_age)),
            ("maximum_age", age(input.greatest_age)),
            ("fees_description", input.cost.clone()),
            ("application_process", input.application.clone()),
            ("safe_to_name", safe(input.safe_to_name)),
        ]
    };
    let (was, is) = (said(before), said(after));
    let is_new = rows.get("service").is_none_or(pana_directory::Table::is_empty);
    let mut cells: Vec<(&str, &str)> = vec![("id", id), ("last_modified", &today)];
    let differing = was.iter().zip(&is).filter(|((_, was), (_, is))| is_new || was != is);
    cells.extend(differing.map(|(_, (name, value))| (*name, value.as_str())));
    rows.table("service").put(&cells);
}

/// A provider of that name who is in the directory, else one of the service's own.
fn provider(rows: &mut Tables, opened: &Opened, id: &str, name: &str) {
    let known = opened.catalog.directory().organizations().find(|one| one.name.eq_ignore_ascii_case(name));
    let organization = match known {
        _ if name.is_empty() => String::new(),
        Some(known) => known.id.as_str().to_owned(),
        None => made_id(["organization", id, name]),
    };
    if !organization.is_empty() {
        let cells = [("id", organization.as_str()), ("name", name), ("description", name)];
        match known {
            // All that the directory says of it comes with it.
            Some(known) => rows.add_missing(&provider_rows(opened, known.id.as_str())),
            None => rows.table("organization").put(&cells),
        }
    }
    rows.table("service").put(&[("id", id), ("organization_id", &organization)]);
}

fn provider_rows(opened: &Opened, organization: &str) -> Tables {
    let mut own = Tables::default();
    if let Some(table) = opened.merged.get("organization") {
        let mut table = table.clone();
        table.retain(|row| row.get("id").trim() == organization);
        own.insert("organization", table);
    }
    own
}

fn sites_of(rows: &Tables, id: &str) -> BTreeSet<String> {
    let sites = rows.get("service_at_location").into_iter().flat_map(|table| table.each(["id", "service_id"]));
    sites.filter(|[_, service]| *service == id).map(|[site, _]| site.to_owned()).collect()
}

/// Puts new rows of a table in the place of those of a service and its sites.
fn replace(
    rows: &mut Tables,
    table: &str,
    (id, sites): (&str, &BTreeSet<String>),
    new: impl Iterator<Item = Vec<(&'static str, String)>>,
) {
    let kept = rows.table(table);
    kept.retain(|row| row.get("service_id").trim() != id && !sites.contains(row.get("service_at_location_id").trim()));
    for (number, cells) in new.enumerate() {
        let said = cells.iter().map(|(_, value)| value.as_str());
        let number = number.to_string();
        let own = made_id([table, id, &number].into_iter().chain(said));
        let mut all: Vec<(&str, &str)> = vec![("id", &own), ("service_id", id)];
        all.extend(cells.iter().map(|(name, value)| (*name, value.as_str())));
        rows.table(table).put(&all);
    }
}

/// Another way to the same place: a copy of it for this service alone, with all that hangs on it (telephones, hours, languages,
/// how one gets in). Not where it has none.
fn way(rows: &mut Tables, id: &str, transport: &str) -> bool {
    let Some(site) = sites_of(rows, id).into_iter().next() else { return false };
    let all = rows.get("service_at_location").into_iter().flat_map(|table| table.each(["id", "location_id"]));
    let old = all.filter(|[own, _]| *own == site).map(|[_, location]| location.to_owned()).next().unwrap_or_default();
    if old.is_empty() {
        return false;
    }
    let new = made_id(["location", id, &old, transport]);
    let mut copies: Vec<(String, Vec<(String, String)>)> = Vec::new();
    for (name, table) in rows.iter().filter(|(name, _)| *name != "service_at_location") {
        let (column, is_place) = if name == "location" { ("id", true) } else { ("location_id", false) };
        let own = table
            .rows()
            .filter(|row| row.get(column).trim() == old && (is_place || row.get("service_id").trim().is_empty()));
        copies.extend(own.map(|row| {
            let named = if is_place { new.clone() } else { made_id([name, &new, row.get("id")]) };
            let kept = row.cells().filter(|(of, _)| !["id", "location_id", "transportation"].contains(of));
            let mut cells: Vec<(String, String)> = kept.map(|(of, cell)| (of.to_owned(), cell.to_owned())).collect();
            cells.push(("id".to_owned(), named));
            let (of, said) = if is_place { ("transportation", transport) } else { ("location_id", new.as_str()) };
            cells.push((of.to_owned(), said.to_owned()));
            (name.to_owned(), cells)
        }));
    }
    for (name, cells) in &copies {
        let cells: Vec<(&str, &str)> = cells.iter().map(|(of, cell)| (of.as_str(), cell.as_str())).collect();
        rows.table(name).put(&cells);
    }
    rows.table("service_at_location").put(&[("id", &site), ("location_id", &new)]);
    true
}

/// A place of the service's own: the place where it was may be that of others, and they have not moved.
fn place(rows: &mut Tables, id: &str, input: &ServiceInput) {
    let location = made_id(["location", id, &input.address, &input.city, &input.transport]);
    let site = sites_of(rows, id).into_iter().next().unwrap_or_else(|| made_id(["service_at_location", id]));
    let is_nowhere = input.address.is_empty() && input.city.is_empty() && input.transport.is_empty();
    if is_nowhere {
        rows.table("service_at_location").retain(|row| row.get("id").trim() != site);
        return;
    }
    let name = if input.address.is_empty() { &input.city } else { &input.address };
    rows.table("location").put(&[
        ("id", &location),
        ("location_type", "physical"),
        ("name", name),
        ("transportation", &input.transport),
    ]);
    rows.table("address").put(&[
        ("id", &made_id(["address", &location])),
        ("location_id", &location),
        ("address_1", &input.address),
        ("city", &input.city),
        ("address_type", "physical"),
    ]);
    rows.table("service_at_location").put(&[("id", &site), ("service_id", id), ("location_id", &location)]);
}

/// Kinds by our own codes. What the directory's own terms said and is no more so goes; all else that they say stays.
fn kinds(rows: &mut Tables, opened: &Opened, id: &str, kinds: &[String]) {
    let is_kind = |code: &str| taxonomy().service(code).is_some();
    let terms: std::collections::BTreeMap<&str, &pana_directory::Term> = opened.catalog.directory().terms().collect();
    let means = |term: &str| -> Vec<String> {
        let Some(term) = terms.get(term) else { return Vec::new() };
        let nothing = String::new;
        let (taxonomy, code, name) = (term.taxonomy.clone(), term.code.clone(), term.name.clone());
        let said = Said { taxonomy, code, name, link: nothing(), value: nothing() };
        let meanings = MEANINGS.meanings_of(&said, is_kind).into_iter();
        let codes = meanings.filter_map(|meaning| match meaning {
            Meaning::Service(code) => Some(code),
            _ => None,
        });
        codes.collect()
    };
    rows.table("attribute").retain(|row| {
        let is_own = row.get("link_entity").eq_ignore_ascii_case("service") && row.get("link_id").trim() == id;
        let codes = means(row.get("taxonomy_term_id").trim());
        !is_own || codes.is_empty() || codes.iter().any(|code| kinds.contains(code))
    });
    let ours = made_id(["taxonomy", OURS]);
    let standing: Vec<String> = rows
        .get("attribute")
        .into_iter()
        .flat_map(|table| table.each(["link_id", "taxonomy_term_id"]).collect::<Vec<_>>())
        .filter(|[of, _]| *of == id)
        .flat_map(|[_, term]| means(term))
        .collect();
    for code in kinds.iter().filter(|code| !standing.contains(code)) {
        let term = made_id(["taxonomy_term", OURS, code]);
        let label = service_label(code);
        let name = label.get("en").or_else(|| label.values().next()).cloned().unwrap_or_else(|| code.clone());
        rows.table("taxonomy").put(&[("id", &ours), ("name", OURS), ("description", OURS)]);
        rows.table("taxonomy_term").put(&[
            ("id", &term),
            ("code", code),
            ("name", &name),
            ("description", &name),
            ("taxonomy_id", &ours),
        ]);
        rows.table("attribute").put(&[
            ("id", &made_id(["attribute", id, code])),
            ("link_id", id),
            ("taxonomy_term_id", &term),
            ("link_type", "service_category"),
            ("link_entity", "service"),
        ]);
    }
}
