//! The invented directory in which services are looked for.

use std::path::Path;

use pana_directory::{
    Asked, Calendar, Catalog, Contacts, Directory, Experience, Meaning, Opening, Reason, Seeker, Sex, Tables, Verdict,
    Wanted, Zone, next_open, open_at, read,
};
use pana_model::{Ages, Moment};
use pana_rules::Urgency;

use crate::shared::{crosswalk, folder, kinds};

fn tables() -> Tables {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/directory");
    let reading = read(&folder(&path), Contacts::LeaveOut);
    let said: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
    assert_eq!(said, ["schedules.csv:7 hours-backwards closes=08:00 opens=19:00"]);
    reading.tables.unwrap()
}

fn catalog() -> Catalog {
    Catalog::of(Directory::of(&tables()), &crosswalk(), &kinds())
}

/// The id of a service by its number in the directory.
fn service(number: u32) -> String {
    format!("5a4e0003-0000-4000-8000-{number:012}")
}

fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

#[test]
fn the_invented_directory_is_read_without_an_error_and_every_service_is_of_a_kind_that_ships() {
    let catalog = catalog();
    let directory = catalog.directory();
    assert_eq!((directory.services().len(), directory.organizations().count()), (28, 12));
    for service in directory.services() {
        let is_kind = |meaning: &Meaning| matches!(meaning, Meaning::Service(_));
        assert!(catalog.meanings(service).iter().any(is_kind), "{}", service.name);
        assert!(directory.provider(service).is_some() && service.sites.len() == 1, "{}", service.name);
        assert!(!directory.hours(service, service.sites.first()).is_empty(), "{}", service.name);
        assert!(!service.languages.is_empty() && service.phones.len() == 1, "{}", service.name);
    }
}

#[test]
fn in_the_invented_directory_what_must_not_be_named_is_not_and_all_else_may_be() {
    let catalog = catalog();
    let hidden: Vec<String> = catalog
        .directory()
        .services()
        .iter()
        .filter(|service| !catalog.may_be_named(service))
        .map(|service| service.id.as_str().to_owned())
        .collect();
    assert_eq!(hidden, [service(7), service(15)]);
}

#[test]
fn in_the_invented_directory_seasons_hold_while_they_last() {
    let catalog = catalog();
    let directory = catalog.directory();
    let calendar = Calendar::new(Zone::named("Asia/Almaty").unwrap());
    let opening = |number: u32, at: &str| {
        let service = directory.service(&service(number)).unwrap();
        open_at(directory.hours(service, service.sites.first()), &calendar.at(moment(at)))
    };
    assert_eq!(opening(22, "2026-10-15T12:00:00+05:00"), Opening::Shut, "the summer is over");
    assert!(matches!(opening(22, "2026-07-15T12:00:00+05:00"), Opening::Open { .. }));
    assert_eq!(opening(6, "2026-10-15T23:00:00+05:00"), Opening::Shut, "it is not winter yet");
    assert!(matches!(opening(6, "2026-12-15T23:00:00+05:00"), Opening::Open { .. }));
    let night = directory.service(&service(6)).unwrap();
    let first =
        next_open(directory.hours(night, night.sites.first()), &calendar.at(moment("2026-10-15T12:00:00+05:00")));
    assert_eq!(first, Some(moment("2026-11-15T19:00:00+05:00")));
}

#[test]
fn in_the_invented_directory_a_man_without_a_bed_is_told_what_is_full_and_a_woman_in_danger_where_to_be_safe() {
    let catalog = catalog();
    let calendar = Calendar::new(Zone::named("Asia/Almaty").unwrap());
    let now = calendar.at(moment("2026-10-15T12:00:00+05:00"));
    let suggested = |seeker: &Seeker, kind: &str| {
        let wanted = [Wanted { kind: kind.to_owned(), urgency: Urgency::Critical }];
        let asked = Asked { seeker, wanted: &wanted, now: &now, limit: 9 };
        let found = catalog.suggest(&asked, |_| Experience::default());
        found.into_iter().map(|one| (one.service.id.as_str().to_owned(), one.verdict, one.why_nots)).collect::<Vec<_>>()
    };
    let ages = Some(Ages { least: 34, greatest: 34 });
    let man = Seeker { ages, sex: Some(Sex::Male), languages: vec!["uz".into()], ..Seeker::default() };
    let beds = suggested(&man, "dom_temp_centre");
    let full = beds.iter().find(|(id, ..)| *id == service(4)).unwrap();
    assert_eq!(full.1, Verdict::Fits);
    assert!(full.2.iter().any(|reason| matches!(reason, Reason::Full(_))));
    assert_ne!(beds[0].0, service(4), "what is full does not come first");
    let shelter = suggested(&man, "dom_safe_place");
    assert_eq!(shelter.iter().find(|(id, ..)| *id == service(7)).unwrap().1, Verdict::DoesNotFit);
    let woman = Seeker { ages, sex: Some(Sex::Female), languages: vec!["uz".into()], ..Seeker::default() };
    let safe = suggested(&woman, "dom_safe_place");
    assert_eq!(safe.iter().map(|(id, ..)| id.clone()).collect::<Vec<_>>(), [service(15), service(7)]);
    assert_eq!(safe[1].1, Verdict::MayFit, "nobody asked her whether she survived violence");
    let closed = suggested(&man, "leg_legalisation");
    assert_eq!((closed[0].0.clone(), closed[0].1), (service(18), Verdict::DoesNotFit));
}
