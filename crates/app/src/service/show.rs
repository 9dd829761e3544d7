//! A service's page.

use pana_casework::directory::{Said, ServiceCheck};
use pana_casework::{Act, Step};
use pana_directory::{Extent, Location, Meaning, Phone, Service, Sex, Site, Trait, compare, next_open, open_at};
use pana_model::Moment;

use super::current::{at, of_edition, opened};
use super::experience::Referrals;
use super::hours::hours;
use super::input::input_of;
use super::opened::Opened;
use super::parts::parts;
use super::row::{address_lines, hide, is_hidden, places_of, row, view_of};
use super::search::edition_row;
use crate::app::App;
use crate::contract::service::{
    CapacityRow, CheckRow, EntryRow, ForWhom, ForWhomRow, PartRow, PhoneRow, ServiceRequest, ServiceView, SiteView,
    SpokenRow,
};
use crate::contract::{AppError, Texts, Word};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::needs::taxonomy;

/// A service's page, as it is now or as it stood in an edition. Nothing of it is about a person.
///
/// # Errors
/// `service-unknown`, `edition-unknown`, `directory-altered`, and as any read.
pub(crate) fn service_show(app: &App, request: &ServiceRequest) -> Result<ServiceView, AppError> {
    app.desk(|desk, now| {
        let Some(edition) = request.edition.as_deref() else { return shown(desk, &request.service, now) };
        let hash = hash_of(edition).ok_or(ErrorCode::EditionUnknown)?;
        let current = opened(desk)?;
        if current.edition_hash() == Some(hash) && !current.corrected.contains(&request.service) {
            return shown(desk, &request.service, now);
        }
        let earlier = of_edition(desk, hash)?;
        let service = earlier.service(&request.service)?;
        // Where it was then is where it is now, as a rule: what must not be known now is not told by an older page.
        let hidden_now = current.service(&request.service).is_ok_and(|service| is_hidden(&current, service));
        let mut view = view(desk, &earlier, (service, hidden_now), now)?;
        // What is not of now is looked at, and nothing else.
        (view.is_earlier, view.input) = (true, None);
        (view.may_check, view.may_publish, view.may_refer) = (false, false, false);
        Ok(view)
    })
}

/// The page as it is now.
pub(super) fn shown(desk: &mut Desk, id: &str, now: Moment) -> Result<ServiceView, AppError> {
    let opened = opened(desk)?;
    view(desk, &opened, (opened.service(id)?, false), now)
}

/// `hidden_now`: must its address not be known, whatever these rows say?
fn view(
    desk: &Desk,
    opened: &Opened,
    (service, hidden_now): (&Service, bool),
    now: Moment,
) -> Result<ServiceView, AppError> {
    let directory = opened.catalog.directory();
    let (id, at_now) = (service.id.as_str(), opened.calendar.at(now));
    let provider = directory.provider(service);
    let may_publish = desk.may(Act::Publish, now);
    let mut row = row(desk, opened, service, &at_now);
    if hidden_now {
        hide(&mut row, opened, service);
    }
    let may_know = !row.address_hidden || may_publish;
    if may_know && row.address_hidden {
        row.place = super::row::place(opened, service);
    }
    let said = |texts: [Option<&String>; 2]| -> Vec<String> {
        let mut all: Vec<String> = texts.into_iter().flatten().filter(|text| !text.is_empty()).cloned().collect();
        all.dedup();
        all
    };
    let referrals = Referrals::to_one(desk, id)?;
    let sites = service.sites.iter().filter(|_| may_know);
    let sites = sites.filter_map(|site| Some((site, directory.location(site.location.as_str())?)));
    let places_said = directory.places_of(service).flat_map(|place| &place.languages);
    let meanings = opened.catalog.meanings(service);
    Ok(ServiceView {
        edition: opened.edition.as_ref().filter(|_| !opened.own.contains(id)).map(|said| edition_row(desk, said)),
        is_earlier: false,
        description: service.description.clone(),
        phones: phones(service.phones.iter().chain(provider.into_iter().flat_map(|provider| &provider.phones))),
        emails: said([Some(&service.email), provider.map(|provider| &provider.email)]),
        urls: said([Some(&service.url), provider.map(|provider| &provider.website)]),
        application: service.application.clone(),
        methods: meanings.iter().filter_map(method).collect(),
        costs: [&service.fees].into_iter().chain(&service.costs).filter(|cost| !cost.is_empty()).cloned().collect(),
        eligibility: service.eligibility.clone(),
        for_whom: for_whom(service, meanings),
        papers: service.papers.iter().map(|paper| paper.document.clone()).collect(),
        asks_no_papers: meanings.iter().any(asks_no_papers),
        languages: service.languages.iter().chain(places_said).map(spoken).collect(),
        interpretation: service.interpretation.clone(),
        areas: service.areas.iter().map(|area| area.name.clone()).filter(|name| !name.is_empty()).collect(),
        sites: sites.map(|(site, location)| site_view(opened, service, (site, location), now)).collect(),
        hours: hours(directory.hours(service, None), &opened.calendar, at_now.day()),
        capacity: service.capacity.iter().map(capacity_row).collect(),
        checks: opened.said().checks(id).map(|check| check_row(desk, check)).collect(),
        experience: referrals.view(id, &opened.calendar, now),
        // What was corrected says where it is, and where it was.
        corrections: if may_know { corrections(opened, id) } else { Vec::new() },
        entries: entries(desk, opened, id),
        input: may_publish.then(|| input_of(opened, service, at_now.day())),
        open_referrals: referrals.counts(id).1,
        may_check: desk.may(Act::CheckService, now),
        may_publish,
        may_refer: desk.may(Act::Referral(Step::Create), now),
        row,
    })
}

fn phones<'p>(all: impl Iterator<Item = &'p Phone>) -> Vec<PhoneRow> {
    let row = |phone: &Phone| PhoneRow {
        number: phone.number.clone(),
        extension: phone.extension.clone(),
        description: phone.description.clone(),
    };
    let mut rows: Vec<PhoneRow> = Vec::new();
    for phone in all.map(row) {
        if !rows.iter().any(|known| known.number == phone.number && known.extension == phone.extension) {
            rows.push(phone);
        }
    }
    rows
}

fn method(meaning: &Meaning) -> Option<String> {
    match meaning {
        Meaning::Method(method) => Some(method.clone()),
        _ => None,
    }
}

fn asks_no_papers(meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::Is(Trait::Registration, code) if code == "none")
}

/// For whom a service is, as far as it is said in codes.
fn for_whom(service: &Service, meanings: &[Meaning]) -> Vec<ForWhomRow> {
    let row =
        |of, code: &str, label: Texts| ForWhomRow { of, code: code.to_owned(), least: None, greatest: None, label };
    let ages = |limits: pana_directory::AgeLimits| ForWhomRow {
        least: limits.least,
        greatest: limits.greatest,
        ..row(ForWhom::Age, "", Texts::new())
    };
    let own = Some(service.ages).filter(|limits| limits.least.is_some() || limits.greatest.is_some());
    let mut rows: Vec<ForWhomRow> = own.map(ages).into_iter().collect();
    rows.extend(meanings.iter().filter_map(|meaning| match meaning {
        Meaning::Ages(limits) => Some(ages(*limits)),
        Meaning::Sex(Sex::Female) => Some(row(ForWhom::Sex, "female", Texts::new())),
        Meaning::Sex(Sex::Male) => Some(row(ForWhom::Sex, "male", Texts::new())),
        Meaning::Is(Trait::Registration, code) if code == "none" => None,
        Meaning::Is(of, code) => {
            let of = match of {
                Trait::Family => ForWhom::Family,
                Trait::Status => ForWhom::Status,
                Trait::Registration => ForWhom::Registration,
            };
            Some(row(of, code, trait_label(code)))
        }
        Meaning::Service(_) | Meaning::Method(_) | Meaning::Unsafe => None,
    }));
    rows
}

/// What a family, a status or a paper is called; empty where it has no name.
pub(super) fn trait_label(code: &str) -> Texts {
    let names = ["service_trait", "migrant_category"].into_iter();
    names.filter_map(|list| taxonomy().name(list, code)).next().cloned().unwrap_or_default()
}

fn spoken(spoken: &pana_directory::Spoken) -> SpokenRow {
    SpokenRow { language: spoken.code.clone(), name: spoken.name.clone(), note: spoken.note.clone() }
}

fn site_view(opened: &Opened, service: &Service, (site, location): (&Site, &Location), now: Moment) -> SiteView {
    let schedules = opened.catalog.directory().hours(service, Some(site));
    let at_now = opened.calendar.at(now);
    let description = if site.description.is_empty() { &location.description } else { &site.description };
    SiteView {
        name: location.name.clone(),
        address: location.addresses.first().map(address_lines).unwrap_or_default(),
        transport: location.transport.clone(),
        access: location.access.clone(),
        description: description.clone(),
        phones: phones(site.phones.iter().chain(&location.phones)),
        opening: view_of(
            open_at(schedules, &at_now),
            || next_open(schedules, &at_now),
            |then| open_at(schedules, &opened.calendar.at(then)),
        ),
        hours: hours(schedules, &opened.calendar, at_now.day()),
    }
}

fn capacity_row(capacity: &pana_directory::Capacity) -> CapacityRow {
    CapacityRow {
        unit: capacity.unit.clone(),
        available: capacity.available,
        maximum: capacity.maximum,
        description: capacity.description.clone(),
        on: capacity.updated.map(|on| on.to_string()),
    }
}

/// What we were told, as a screen sees it.
pub(super) fn check_row(desk: &Desk, check: &Said<ServiceCheck>) -> CheckRow {
    CheckRow {
        at: at(check.hlc),
        member: desk.member_name(check.member),
        places: check.what.places.map(|places| Word(places_of(places))),
        free: check.what.free,
        wait: check.what.wait.clone(),
        is_right: check.what.is_right,
        words: check.what.words.clone(),
    }
}

/// What we corrected, against the edition.
fn corrections(opened: &Opened, id: &str) -> Vec<PartRow> {
    if !opened.corrected.contains(id) {
        return Vec::new();
    }
    let one = std::collections::BTreeSet::from([id]);
    let (before, after) = (opened.rows.of_services(&one), opened.merged.of_services(&one));
    let changed = compare(&before, &after, Extent::Part, |_| true).changed;
    let changes = changed.into_iter().find(|(of, _)| of.as_str() == id).map(|(_, changes)| changes).unwrap_or_default();
    parts(&changes, [&after, &before])
}

/// Who entered or corrected it, the one that counts first.
fn entries(desk: &Desk, opened: &Opened, id: &str) -> Vec<EntryRow> {
    let rows = opened.said().entries(id).into_iter().enumerate().map(|(place, entry)| {
        let rows = pana_directory::Tables::from_text(&entry.what).unwrap_or_default();
        let name = rows.get("service").and_then(|table| table.rows().next().map(|row| row.get("name").to_owned()));
        EntryRow {
            at: at(entry.hlc),
            member: desk.member_name(entry.member),
            name: name.unwrap_or_default(),
            counts: place == 0,
        }
    });
    rows.collect()
}

/// A hash that crossed.
pub(super) fn hash_of(text: &str) -> Option<[u8; 32]> {
    let mut hash = [0; 32];
    if text.len() != 64 {
        return None;
    }
    for (place, byte) in hash.iter_mut().enumerate() {
        let from = place.checked_mul(2)?;
        *byte = u8::from_str_radix(text.get(from..from.checked_add(2)?)?, 16).ok()?;
    }
    Some(hash)
}
