//! A newer edition of a directory over an older one.

use pana_directory::{
    Changed, Contacts, Directory, Extent, ServiceId, ServiceStatus, Tables, check, compare, merge, read, write,
};

use crate::package::{LOCATIONS, ORGANIZATIONS, PHONES, SCHEDULES, SERVICES, SITES, files, id};

fn edition(services: &str, phones: &str, schedules: &str) -> Tables {
    let files = files(&[
        ("organizations.csv", ORGANIZATIONS),
        ("services.csv", services),
        ("locations.csv", LOCATIONS),
        ("service_at_location.csv", SITES),
        ("schedules.csv", schedules),
        ("phones.csv", phones),
        ("attributes.csv", "id,link_id,taxonomy_term_id,link_entity\n#20,#2,#21,service\n"),
        ("taxonomy_terms.csv", "id,code,name,description\n#21,bed,Bed,Bed\n"),
    ]);
    read(&files, Contacts::LeaveOut).tables.unwrap()
}

fn ids(services: &[ServiceId]) -> Vec<String> {
    services.iter().map(|id| id.as_str().trim_start_matches("00000000-0000-4000-8000-0000000000").to_owned()).collect()
}

const NONE: fn(&str) -> bool = |_| false;

#[test]
fn the_same_edition_changes_nothing() {
    let tables = edition(SERVICES, PHONES, SCHEDULES);
    let seconds = edition(SERVICES, PHONES, &SCHEDULES.replace("09:00", "9:00:00"));
    for newer in [&tables, &seconds] {
        let comparison = compare(&tables, newer, Extent::Whole, NONE);
        assert_eq!((comparison.same, comparison.changed.len(), comparison.added.len()), (1, 0, 0));
    }
}

#[test]
fn what_changed_in_a_service_or_its_parts_is_named_cell_by_cell() {
    let old = edition(SERVICES, PHONES, SCHEDULES);
    let services = format!("{}#7,#1,Soup,active,,\n", SERVICES.replace("Beds", "Warm beds"));
    let new = edition(&services, &PHONES.replace("#6", "#8"), &SCHEDULES.replace("18:00", "17:00"));
    let comparison = compare(&old, &new, Extent::Whole, NONE);
    assert_eq!(ids(&comparison.added), ["07"]);
    let [(service, changes)] = &comparison.changed[..] else { panic!("one") };
    assert_eq!(service.as_str(), id(2));
    let said: Vec<String> = changes
        .iter()
        .map(|change| match &change.what {
            Changed::Added => format!("{} added", change.table),
            Changed::Removed => format!("{} removed", change.table),
            Changed::Cell { column, before, after } => format!("{} {column}: {before} → {after}", change.table),
        })
        .collect();
    assert_eq!(
        said,
        ["phone added", "schedule closes_at: 18:00 → 17:00", "service name: Beds → Warm beds", "phone removed"]
    );
}

#[test]
fn a_service_that_a_referral_points_to_stays_and_is_defunct() {
    let old = edition(SERVICES, PHONES, SCHEDULES);
    let new = edition(&SERVICES.replace("#2,#1,Beds", "#7,#1,Soup"), "id,number\n", "id\n");
    let pointed = |service: &str| service == id(2);
    let comparison = compare(&old, &new, Extent::Whole, pointed);
    assert_eq!((ids(&comparison.kept), ids(&comparison.vanished)), (vec!["02".to_owned()], vec![]));
    let merged = Directory::of(&merge(&old, &new, Extent::Whole, pointed));
    let beds = merged.service(&id(2)).unwrap();
    assert_eq!((beds.status, beds.name.as_str()), (ServiceStatus::Defunct, "Beds"));
    assert_eq!((beds.phones.len(), beds.sites.len(), beds.terms.len()), (1, 1, 1), "all that the worker saw is there");
    assert_eq!(merged.hours(beds, beds.sites.first()).len(), 1);

    let comparison = compare(&old, &new, Extent::Whole, NONE);
    assert_eq!((ids(&comparison.kept), ids(&comparison.vanished)), (vec![], vec!["02".to_owned()]));
    assert!(Directory::of(&merge(&old, &new, Extent::Whole, NONE)).service(&id(2)).is_none());
}

#[test]
fn a_page_of_a_directory_lets_nothing_vanish() {
    let old = edition(SERVICES, PHONES, SCHEDULES);
    let new = edition(&SERVICES.replace("#2,#1,Beds", "#7,#1,Soup"), "id,number\n", "id\n");
    let comparison = compare(&old, &new, Extent::Part, NONE);
    assert_eq!(
        (comparison.vanished.len(), comparison.kept.len(), ids(&comparison.added)),
        (0, 0, vec!["07".to_owned()])
    );
    let merged = Directory::of(&merge(&old, &new, Extent::Part, NONE));
    assert_eq!(merged.services().len(), 2);
    assert_eq!(merged.service(&id(2)).unwrap().status, ServiceStatus::Active);
}

#[test]
fn a_part_that_a_service_has_no_more_does_not_come_back_with_a_page() {
    let old = edition(&format!("{SERVICES}#7,#1,Soup,active,,\n"), &format!("{PHONES}#8,#7,+7 700 1\n"), SCHEDULES);
    let new = edition(SERVICES, "id,number\n", "id\n");
    let merged = Directory::of(&merge(&old, &new, Extent::Part, NONE));
    let (beds, soup) = (merged.service(&id(2)).unwrap(), merged.service(&id(7)).unwrap());
    assert_eq!((beds.phones.len(), soup.phones.len()), (0, 1));
    assert_eq!(merged.hours(beds, beds.sites.first()).len(), 0);
}

#[test]
fn a_service_under_a_new_id_is_known_again_by_provider_name_and_telephone() {
    let old = edition(SERVICES, PHONES, SCHEDULES);
    let new = edition(&SERVICES.replace("#2,#1,Beds", "#7,#1,beds"), &PHONES.replace("#6,#2", "#8,#7"), "id\n");
    let comparison = compare(&old, &new, Extent::Whole, NONE);
    let renamed: Vec<_> = comparison.renamed.iter().map(|(was, is)| (was.as_str(), is.as_str())).collect();
    assert_eq!(renamed, [(id(2).as_str(), id(7).as_str())]);
}

#[test]
fn what_an_edition_changed_is_noted_once_and_goes_along() {
    let old = edition(SERVICES, PHONES, SCHEDULES);
    let mut new = edition(&SERVICES.replace("Beds", "Warm beds"), PHONES, SCHEDULES);
    let comparison = compare(&old, &new, Extent::Whole, NONE);
    let day = "2026-11-30".parse().unwrap();
    new.note(&comparison, day, "Coordinator");
    new.note(&comparison, day, "Coordinator");
    let notes = new.get("metadata").unwrap();
    let columns =
        ["resource_type", "last_action_type", "field_name", "previous_value", "replacement_value", "updated_by"];
    assert_eq!(
        notes.each(columns).collect::<Vec<_>>(),
        [["service", "update", "name", "Beds", "Warm beds", "Coordinator"]]
    );
    assert!(write(&new).left_out.is_empty());
}

#[test]
fn what_is_entered_by_hand_is_looked_at_as_what_is_read() {
    let mut tables = Tables::default();
    tables.table("organization").put(&[("id", &id(1)), ("name", "Warm House")]);
    tables.table("service").put(&[("id", &id(2)), ("organization_id", &id(1)), ("name", "Beds"), ("status", "active")]);
    tables.table("schedule").put(&[
        ("service_id", &id(2)),
        ("byday", "MO"),
        ("opens_at", "18:00"),
        ("closes_at", "9:00"),
    ]);
    let reading = check(tables.clone());
    let codes: Vec<&str> = reading.problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["column-missing", "id-given", "hours-backwards"]);
    assert_eq!(Directory::of(&reading.tables.unwrap()).service(&id(2)).unwrap().schedules.len(), 1);
    tables.table("service").put(&[("id", &id(2)), ("name", "")]);
    assert!(check(tables).tables.is_none(), "a service without a name is none");
}
