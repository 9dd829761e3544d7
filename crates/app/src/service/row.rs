//! A service as lists say it.

use chrono::NaiveDate;
use pana_casework::directory as said;
use pana_directory::{Address, Now, Opening, Service, Site, State, next_open};
use pana_model::{MemberId, Moment};

use super::current::at;
use super::opened::{Opened, day_of, languages_of};
use crate::contract::Word;
use crate::contract::service::{
    CheckedView, OpeningState, OpeningView, Places, PlacesView, ServiceKindName, ServiceRow,
};
use crate::desk::Desk;
use crate::needs::service_label;

/// What was said of places longer ago is not known any more: they may be taken, or free again.
const PLACES_HOLD: i64 = 14;
/// What was made sure of longer ago is old.
pub(super) const FRESH: i64 = 92;
/// So often it is looked whether a service that closes opens again at once: one that is open round the clock closes every
/// midnight.
const MIDNIGHTS: usize = 3;

/// What lists say of a service, at a moment.
pub(super) fn row(desk: &Desk, opened: &Opened, service: &Service, now: &Now<'_>) -> ServiceRow {
    let directory = opened.catalog.directory();
    let id = service.id.as_str();
    let kinds = opened.kinds(service).into_iter();
    let hidden = is_hidden(opened, service);
    ServiceRow {
        service: id.to_owned(),
        name: service.name.clone(),
        provider: directory.provider(service).map(|one| one.name.clone()).unwrap_or_default(),
        alert: service.alert.clone(),
        status: Word(service.status),
        kinds: kinds.map(|code| ServiceKindName { label: service_label(&code), code }).collect(),
        place: if hidden { String::new() } else { place(opened, service) },
        address_hidden: hidden,
        may_be_named: opened.catalog.may_be_named(service),
        opening: opening(opened, service, now),
        languages: languages_of(directory, service).into_iter().collect(),
        interpreters: !service.interpretation.is_empty(),
        places: places(desk, opened, service, now),
        checked: checked(desk, opened, service, now),
        phone: first_phone(opened, service),
        is_own: opened.own.contains(id),
        is_corrected: opened.corrected.contains(id),
    }
}

/// Must the address of a service not be known?
pub(crate) fn is_hidden(opened: &Opened, service: &Service) -> bool {
    !opened.catalog.may_be_named(service)
}

/// Where a service is, in one line; empty where nobody said.
pub(super) fn place(opened: &Opened, service: &Service) -> String {
    let places: Vec<_> = opened.catalog.directory().places_of(service).collect();
    let said = places.iter().find_map(|place| place.addresses.first().map(one_line).filter(|line| !line.is_empty()));
    said.or_else(|| places.first().map(|place| place.name.clone())).unwrap_or_default()
}

/// An address in one line.
pub(crate) fn one_line(address: &Address) -> String {
    address_lines(address).join(", ")
}

/// An address line by line, the town first; what says nothing is left out.
pub(super) fn address_lines(address: &Address) -> Vec<String> {
    let town = [&address.city, &address.region].into_iter().find(|text| !text.is_empty());
    let lines = town.into_iter().chain(&address.lines).map(|line| line.trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

/// Takes out of a row what must not be known of a service.
pub(super) fn hide(row: &mut ServiceRow, opened: &Opened, service: &Service) {
    row.place = String::new();
    (row.address_hidden, row.may_be_named) = (true, false);
    row.phone = phone_of(opened, service, true);
}

/// The first telephone of a service: its own, else of its places, else its provider's. That of a place that must not be known
/// is none: who has its number finds the place.
pub(crate) fn first_phone(opened: &Opened, service: &Service) -> String {
    phone_of(opened, service, is_hidden(opened, service))
}

fn phone_of(opened: &Opened, service: &Service, hidden: bool) -> String {
    let directory = opened.catalog.directory();
    let of_sites = service.sites.iter().filter(|_| !hidden).flat_map(|site| &site.phones);
    let of_places = directory.places_of(service).filter(|_| !hidden).flat_map(|place| &place.phones);
    let of_provider = directory.provider(service).into_iter().flat_map(|provider| &provider.phones);
    let mut all = service.phones.iter().chain(of_sites).chain(of_places).chain(of_provider);
    all.find(|phone| phone.kind != "fax").map(|phone| phone.number.clone()).unwrap_or_default()
}

/// Is a service open at any of its places? The same as [`opening`] without its times, which cost the most.
pub(super) fn is_open(opened: &Opened, service: &Service, now: &Now<'_>) -> OpeningState {
    match opened.catalog.state(service, now) {
        State::Open => OpeningState::Open,
        State::Shut => OpeningState::Shut,
        State::Holiday => OpeningState::Holiday,
        State::NotKnown => OpeningState::NotKnown,
    }
}

/// Is a service open at any of its places, and until when; or when does it open?
pub(super) fn opening(opened: &Opened, service: &Service, now: &Now<'_>) -> OpeningView {
    let directory = opened.catalog.directory();
    let hours = |site: Option<&Site>| directory.hours(service, site).to_vec();
    let all: Vec<_> = match service.sites.as_slice() {
        [] => vec![hours(None)],
        sites => sites.iter().map(|site| hours(Some(site))).collect(),
    };
    let (said, site) = opened.catalog.opening(service, now);
    let there = site.and_then(|site| all.get(site)).or_else(|| all.first()).map(Vec::as_slice).unwrap_or_default();
    let next = || all.iter().filter_map(|hours| next_open(hours, now)).min();
    view_of(said, next, |then| pana_directory::open_at(there, &opened.calendar.at(then)))
}

/// `next`: when it opens; `at`: is it open then?
pub(super) fn view_of(
    said: Opening,
    next: impl FnOnce() -> Option<Moment>,
    at: impl Fn(Moment) -> Opening,
) -> OpeningView {
    let shut = |state, next: Option<Moment>| OpeningView { state, until: None, opens: next.map(Moment::to_rfc3339) };
    match said {
        Opening::Open { mut until } => {
            for _ in 0..MIDNIGHTS {
                match at(until) {
                    Opening::Open { until: later } if later > until => until = later,
                    _ => break,
                }
            }
            OpeningView { state: OpeningState::Open, until: Some(until.to_rfc3339()), opens: None }
        }
        Opening::Shut => shut(OpeningState::Shut, next()),
        Opening::Holiday => shut(OpeningState::Holiday, next()),
        Opening::NotKnown => shut(OpeningState::NotKnown, None),
    }
}

/// What was said of places last, by the service to one of us or by the directory.
struct PlacesSaid<'o> {
    /// What it said to us; nothing where the directory said something later.
    told: Option<&'o said::Said<said::ServiceCheck>>,
    on: Option<NaiveDate>,
    /// Was it too long ago to count?
    is_old: bool,
}

impl<'o> PlacesSaid<'o> {
    fn of(opened: &'o Opened, service: &Service, now: &Now<'_>) -> Self {
        let told = opened.said().checks(service.id.as_str()).find(|check| check.what.places.is_some());
        let told = told.map(|check| (check, day_of(&opened.calendar, check.hlc)));
        let counted = service.capacity.iter().filter_map(|one| one.updated).max();
        let (told, on) = match told {
            Some((check, on)) if on >= counted => (Some(check), on),
            _ => (None, counted),
        };
        let is_old = on.is_none_or(|on| now.day().signed_duration_since(on).num_days() > PLACES_HOLD);
        Self { told, on, is_old }
    }
}

fn told_places(check: &said::Said<said::ServiceCheck>) -> Places {
    check.what.places.map_or(Places::NotKnown, places_of)
}

/// Whether there is a place, as far as that still counts: not known is not none. The same as [`places`] without its words, of
/// which a list of thousands would make as many.
pub(super) fn places_left(opened: &Opened, service: &Service, now: &Now<'_>) -> Places {
    match PlacesSaid::of(opened, service, now) {
        PlacesSaid { is_old: true, .. } => Places::NotKnown,
        PlacesSaid { told: Some(check), .. } => told_places(check),
        PlacesSaid { told: None, .. } => counted_places(service).0,
    }
}

/// Whether there is a place, by whoever said it last: the service to one of us, or the directory.
pub(super) fn places(desk: &Desk, opened: &Opened, service: &Service, now: &Now<'_>) -> PlacesView {
    let PlacesSaid { told, on, is_old } = PlacesSaid::of(opened, service, now);
    let on = on.map(|on| on.to_string());
    match told {
        Some(check) => PlacesView {
            state: Word(told_places(check)),
            free: check.what.free,
            maximum: None,
            wait: check.what.wait.clone(),
            on,
            at: Some(at(check.hlc)),
            member: desk.member_name(check.member),
            is_old,
        },
        None => {
            let (state, free, maximum) = counted_places(service);
            let (wait, member) = (String::new(), String::new());
            PlacesView { state: Word(state), free, maximum, wait, on, at: None, member, is_old }
        }
    }
}

pub(super) const fn places_of(places: said::Places) -> Places {
    match places {
        said::Places::Has => Places::Has,
        said::Places::Waiting => Places::Waiting,
        said::Places::None => Places::None,
        said::Places::NotKnown => Places::NotKnown,
    }
}

/// What the directory says of places: how many are free, and of how many. More than there are is a slip, and nobody knows of
/// which number; of several kinds of places none free is no none, since some of them nobody counts.
fn counted_places(service: &Service) -> (Places, Option<u32>, Option<u32>) {
    let is_slip = |available: u32, maximum: Option<u32>| maximum.is_some_and(|maximum| available > maximum);
    let known: Vec<(u32, Option<u32>)> = service
        .capacity
        .iter()
        .filter_map(|one| Some((one.available?, one.maximum)))
        .filter(|(available, maximum)| !is_slip(*available, *maximum))
        .collect();
    let free = known.iter().fold(0_u32, |sum, (available, _)| sum.saturating_add(*available));
    let maximum = match known.as_slice() {
        [(_, maximum)] => *maximum,
        _ => None,
    };
    match (known.len(), free) {
        (0, _) => (Places::NotKnown, None, None),
        (1, 0) if service.capacity.len() == 1 => (Places::None, Some(0), maximum),
        (_, 0) => (Places::NotKnown, None, None),
        (_, free) => (Places::Has, Some(free), maximum),
    }
}

/// When somebody last made sure of a service.
struct CheckedOn {
    on: Option<NaiveDate>,
    /// How long ago.
    days: Option<i64>,
    /// Who of us last did, and when.
    ours: Option<(NaiveDate, MemberId)>,
}

impl CheckedOn {
    fn of(opened: &Opened, service: &Service, now: &Now<'_>) -> Self {
        let ours = opened.said().checks(service.id.as_str()).find(|check| check.what.is_right == Some(true));
        let ours = ours.and_then(|check| Some((day_of(&opened.calendar, check.hlc)?, check.member)));
        let theirs = service.assured.or(service.modified);
        let on = theirs.max(ours.map(|(day, _)| day));
        let days = on.map(|on| now.day().signed_duration_since(on).num_days().max(0));
        Self { on, days, ours }
    }

    fn is_old(&self) -> bool {
        self.days.is_none_or(|days| days > FRESH)
    }
}

/// Has nobody made sure of a service for long? The same as [`checked`] without its words.
pub(super) fn is_unchecked(opened: &Opened, service: &Service, now: &Now<'_>) -> bool {
    CheckedOn::of(opened, service, now).is_old()
}

/// When somebody last made sure of a service, and who of us.
pub(super) fn checked(desk: &Desk, opened: &Opened, service: &Service, now: &Now<'_>) -> CheckedView {
    let said = CheckedOn::of(opened, service, now);
    let member = said.ours.filter(|(day, _)| Some(*day) >= said.on).map(|(_, member)| desk.member_name(member));
    CheckedView {
        on: said.on.map(|on| on.to_string()),
        days: said.days.map(|days| u32::try_from(days).unwrap_or(u32::MAX)),
        is_old: said.is_old(),
        member: member.unwrap_or_default(),
    }
}
