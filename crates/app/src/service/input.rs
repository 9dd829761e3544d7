//! What can be entered of a service by hand: as it stands, and what is wrong with it.

use chrono::NaiveDate;
use pana_directory::{ClockTime, Location, Service, ServiceStatus};

use super::hours_input::hours_of;
use super::opened::Opened;
use super::row::first_phone;
use crate::contract::service::{HoursInput, ServiceInput};
use crate::contract::{AppError, Word};
use crate::error::ErrorCode;
use crate::needs::is_service;

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
