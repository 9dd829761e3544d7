//! JSON: services with all that belongs to them, and pages of an API.

use pana_directory::{Contacts, Directory, Files, Reading, read};

use crate::package::{id, with_ids};

fn service(number: u32, name: &str) -> String {
    let text = format!(
        r##"{{"id": "#{number}", "name": "{name}", "status": "active", "minimum_age": 18, "x_own": {{"a": [1]}},
        "organization": {{"id": "#1", "name": "Warm House", "description": "Shelter", "additional_websites": []}},
        "phones": [{{"id": "#6{number}", "number": "+7 700"}}],
        "languages": [{{"id": "#7{number}", "name": "Kazakh", "code": "kk"}}],
        "capacities": [{{"id": "#8{number}", "available": 3, "maximum": 10, "updated": "2026-11-01T09:00:00Z",
            "unit": {{"id": "#50", "name": "Bed"}}}}],
        "service_at_locations": [{{"id": "#4{number}", "location": {{"id": "#3", "location_type": "physical",
            "name": "Office", "addresses": [{{"id": "#31", "address_1": "1 Abai", "city": "Almaty", "address_type": "physical",
            "state_province": "n/a", "postal_code": "n/a", "country": "KZ"}}]}},
            "schedules": [{{"id": "#5{number}", "freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "18:00"}}]}}],
        "attributes": [{{"id": "#9{number}", "link_type": "service_category", "taxonomy_term": {{"id": "#21", "code": "bed",
            "name": "Bed", "description": "Bed", "taxonomy_detail": {{"id": "#22", "name": "Local", "description": "x"}}}}}}]}}"##
    );
    with_ids(&text)
}

fn pages(parts: &[(&str, &str)]) -> Reading {
    let mut files = Files::default();
    parts.iter().for_each(|(name, text)| files.add(name, text.as_bytes().to_vec()).unwrap());
    read(&files, Contacts::LeaveOut)
}

#[test]
fn a_service_in_json_is_taken_apart_into_the_rows_it_stands_for() {
    let reading = pages(&[("services.json", &format!("[{}]", service(2, "Beds")))]);
    assert_eq!(reading.problems, []);
    let tables = reading.tables.unwrap();
    assert_eq!(tables.get("service").unwrap().each(["x_own"]).next(), Some([r#"{"a":[1]}"#]), "kept as it came");
    let directory = Directory::of(&tables);
    let beds = directory.service(&id(2)).unwrap();
    assert_eq!(directory.provider(beds).unwrap().name, "Warm House");
    assert_eq!(directory.places_of(beds).next().unwrap().addresses[0].city, "Almaty");
    assert_eq!(beds.capacity[0].available, Some(3));
    assert_eq!((beds.terms[0].code.as_str(), beds.terms[0].taxonomy.as_str()), ("bed", "Local"));
    assert_eq!(directory.hours(beds, beds.sites.first()).len(), 1);
    assert_eq!((beds.phones.len(), beds.languages.len()), (1, 1));
}

#[test]
fn pages_of_an_api_are_one_directory_and_what_is_nested_in_several_is_one_row() {
    let page = |number: u32, service: &str| {
        format!(r#"{{"total_items": 2, "total_pages": 2, "page_number": {number}, "contents": [{service}]}}"#)
    };
    let (first, second) = (page(1, &service(2, "Beds")), page(2, &service(7, "Soup")));
    let both = pages(&[("page1.json", &first), ("page2.json", &second)]);
    assert_eq!((both.problems.len(), both.is_part), (0, false));
    let directory = Directory::of(&both.tables.unwrap());
    assert_eq!((directory.services().len(), directory.organizations().count()), (2, 1));

    let one = pages(&[("page1.json", &first)]);
    assert!(one.is_part, "what is on the other page is not gone");
    assert_eq!(one.problems[0].to_string(), "page1.json pages-missing count=1 total=2");
}

#[test]
fn objects_of_one_id_that_say_different_things_are_not_joined() {
    let other = service(2, "Beds").replace("Warm House", "Cold House");
    let both = pages(&[("page1.json", &format!("[{},{other}]", service(2, "Beds")))]);
    assert!(both.tables.is_none());
    assert_eq!(both.problems[0].to_string(), format!("organization name object-torn id={}", id(1)));
    let again = pages(&[("page1.json", &format!("[{0},{0}]", service(2, "Beds")))]);
    assert_eq!(again.tables.unwrap().get("service").unwrap().len(), 1, "the same twice is once");
}

#[test]
fn a_part_of_two_services_is_a_row_of_each() {
    let shared = service(7, "Soup").replace(&id(67), &id(62));
    let reading = pages(&[("all.json", &format!("[{},{shared}]", service(2, "Beds")))]);
    assert_eq!(reading.problems.iter().map(|problem| problem.code.as_str()).collect::<Vec<_>>(), ["id-given"]);
    let directory = Directory::of(&reading.tables.unwrap());
    assert!(directory.services().iter().all(|service| service.phones.len() == 1));
}
