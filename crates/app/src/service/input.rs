//! What can be entered of a service by hand: as it stands, what is wrong with it, and what of its rows follows.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use pana_directory::{ClockTime, Location, Meaning, Said, Service, ServiceStatus, Tables, made_id};

use super::hours_input::{hours_of, put_hours};
use super::opened::{MEANINGS, Opened};
use super::row::first_phone;
use crate::contract::service::{HoursInput, ServiceInput};
use crate::contract::{AppError, Word};
use crate::error::ErrorCode;
use crate::needs::{is_service, service_label, taxonomy};

/// The taxonomy under which our own codes stand in a directory.
const OURS: &str = "Pana";
/// The greatest age that a service can say.
const OLDEST: u32 = 150;

/// A service of which nothing is said.
pub(super) fn blank() -> ServiceInput {
    let nothing = String::new;
    ServiceInput {
        name: nothing(),
        provider: nothing(),
        status: Word(ServiceStatus::Active),
        kinds: Vec::new(),
        description: nothing(),
        alert: nothing(),
        phones: Vec::new(),
        email: nothing(),
        url: nothing(),
        address: nothing(),
        city: nothing(),
        transport: nothing(),
        hours: Vec::new(),
        languages: Vec::new(),
        interpretation: nothing(),
        eligibility: nothing(),
        least_age: None,
        greatest_age: None,
        papers: Vec::new(),
        cost: nothing(),
        application: nothing(),
        safe_to_name: None,
    }
}

/// What can be entered of a service, as it stands.
pub(super) fn input_of(opened: &Opened, service: &Service, today: NaiveDate) -> ServiceInput {
    let directory = opened.catalog.directory();
    let place = directory.places_of(service).next();
    let address = place.and_then(|place| place.addresses.first());
    let of_sites = service.sites.iter().flat_map(|site| &site.phones);
    let mut phones: Vec<String> = service.phones.iter().chain(of_sites).map(|phone| phone.number.clone()).collect();
    if phones.is_empty() {
        phones.extend(Some(first_phone(opened, service)).filter(|phone| !phone.is_empty()));
    }
    let age = |age: Option<f64>| age.map(|age| age.max(0.0).min(f64::from(OLDEST)) as u32);
    let mut languages: Vec<String> = service.languages.iter().map(|spoken| spoken.code.clone()).collect();
    languages.retain(|code| !code.is_empty());
    ServiceInput {
        name: service.name.clone(),
        provider: directory.provider(service).map(|one| one.name.clone()).unwrap_or_default(),
        status: Word(service.status),
        kinds: opened.kinds(service),
        description: service.description.clone(),
        alert: service.alert.clone(),
        phones,
        email: service.email.clone(),
        url: service.url.clone(),
        address: address.map(|address| address.lines.join(", ")).unwrap_or_default(),
        city: address.map(|address| address.city.clone()).unwrap_or_default(),
        transport: place.map(|place: &Location| place.transport.clone()).unwrap_or_default(),
        hours: hours_of(opened, service, today),
        languages,
        interpretation: service.interpretation.clone(),
        eligibility: service.eligibility.clone(),
        least_age: age(service.ages.least),
        greatest_age: age(service.ages.greatest),
        papers: service.papers.iter().map(|paper| paper.document.clone()).collect(),
        cost: service.fees.clone(),
        application: service.application.clone(),
        safe_to_name: match service.safe_to_name {
            pana_directory::SafeToName::Yes => Some(true),
            pana_directory::SafeToName::No => Some(false),
            pana_directory::SafeToName::NotSaid => None,
        },
    }
}

/// The same without blanks around it, and without lines that say nothing.
pub(super) fn tidy(input: &ServiceInput) -> ServiceInput {
    let text = |text: &str| text.trim().to_owned();
    let list = |list: &[String]| {
        let all = list.iter().map(|one| one.trim().to_owned()).filter(|one| !one.is_empty());
        let mut kept: Vec<String> = Vec::new();
        all.for_each(|one| {
            if !kept.contains(&one) {
                kept.push(one);
            }
        });
        kept
    };
    ServiceInput {
        name: text(&input.name),
        provider: text(&input.provider),
        status: input.status,
        kinds: list(&input.kinds),
        description: text(&input.description),
        alert: text(&input.alert),
        phones: list(&input.phones),
        email: text(&input.email),
        url: text(&input.url),
        address: text(&input.address),
        city: text(&input.city),
        transport: text(&input.transport),
        hours: input.hours.clone(),
        languages: list(&input.languages),
        interpretation: text(&input.interpretation),
        eligibility: text(&input.eligibility),
        least_age: input.least_age,
        greatest_age: input.greatest_age,
        papers: list(&input.papers),
        cost: text(&input.cost),
        application: text(&input.application),
        safe_to_name: input.safe_to_name,
    }
}

/// What is wrong with what was entered, where it differs from what stands: what came with a list is not for a worker to mend
/// before a telephone number can be corrected.
///
/// # Errors
/// `service-field`.
pub(super) fn sound(before: &ServiceInput, input: &ServiceInput) -> Result<(), AppError> {
    let wrong = |field: &str| Err(AppError::of(ErrorCode::ServiceField).with("field", field));
    let readable = |hours: &HoursInput| {
        !hours.days.is_empty() && [&hours.opens, &hours.closes].into_iter().all(|at| ClockTime::parse(at).is_some())
    };
    let ages = (input.least_age, input.greatest_age);
    let is_tag = |tag: &str| {
        (2..=12).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    match () {
        () if input.name.is_empty() => wrong("name"),
        () if input.kinds != before.kinds && !input.kinds.iter().all(|kind| is_service(kind)) => wrong("kind"),
        () if input.hours != before.hours && !input.hours.iter().all(readable) => wrong("hours"),
        () if [ages.0, ages.1].into_iter().flatten().any(|age| age > OLDEST) => wrong("age"),
        () if ages.0.zip(ages.1).is_some_and(|(least, greatest)| least > greatest) => wrong("age"),
        () if input.languages != before.languages && !input.languages.iter().all(|tag| is_tag(tag)) => {
            wrong("language")
        }
        () if input.phones != before.phones
            && !input.phones.iter().all(|phone| phone.chars().any(|c| c.is_ascii_digit())) =>
        {
            wrong("phone")
        }
        () if input.email != before.email && !input.email.is_empty() && !is_email(&input.email) => wrong("email"),
        () if input.url != before.url && !input.url.is_empty() && !input.url.contains("://") => wrong("url"),
        () => Ok(()),
    }
}

/// Does it look like an e-mail address?
pub(crate) fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !text.contains(' '))
}

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
