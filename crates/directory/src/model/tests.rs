//! What rows mean.

use super::*;
use crate::table::Table;

/// Tables out of rows whose first is the head.
fn tables(rows: &[(&str, &[&[&str]])]) -> Tables {
    let mut tables = Tables::default();
    for (name, rows) in rows {
        let mut table = Table::new(rows[0].iter().copied());
        rows[1..].iter().enumerate().for_each(|(at, row)| table.push(at as u32 + 2, row.iter().copied()));
        tables.insert(*name, table);
    }
    tables
}

fn small() -> Tables {
    tables(&[
        ("organization", &[&["id", "name"], &["o1", "Жылы үй"]]),
        ("location", &[&["id", "name", "latitude", "longitude"], &["l1", "Office", "43.2", "76.9"]]),
        (
            "service",
            &[
                &[
                    "id",
                    "organization_id",
                    "name",
                    "status",
                    "minimum_age",
                    "maximum_age",
                    "assured_date",
                    "safe_to_name",
                ],
                &["s2", "gone", "Second", "sleeping", "", "17", "2026-02-30", "no"],
                &["s1", "o1", "First", "active", "18", "", "2026-11-01", ""],
            ],
        ),
        ("service_at_location", &[&["id", "service_id", "location_id"], &["x1", "s1", "l1"], &["x2", "none", "l1"]]),
        (
            "phone",
            &[
                &["id", "service_id", "service_at_location_id", "location_id", "organization_id", "number"],
                &["p1", "s1", "", "", "", "+7 700"],
                &["p2", "s1", "x1", "", "", "+7 701"],
                &["p3", "", "", "l1", "", "+7 702"],
                &["p4", "", "", "", "o1", "+7 703"],
                &["p5", "", "", "", "", "+7 704"],
            ],
        ),
        (
            "schedule",
            &[&["id", "location_id", "byday", "opens_at", "closes_at"], &["h1", "l1", "MO", "09:00", "18:00"]],
        ),
        ("unit", &[&["id", "name"], &["u1", "Bed"]]),
        (
            "service_capacity",
            &[
                &["service_id", "unit_id", "available", "maximum", "updated"],
                &["s1", "u1", "", "10", "2026-11-01T09:00:00Z"],
            ],
        ),
        ("language", &[&["service_id", "name", "code"], &["s1", "Қазақ тілі", "kaz"], &["s1", "Dari", "prs"]]),
        ("taxonomy", &[&["id", "name"], &["t1", "Local"]]),
        ("taxonomy_term", &[&["id", "code", "name", "taxonomy_id"], &["tt1", "food", "Food", "t1"]]),
        (
            "attribute",
            &[
                &["link_id", "link_entity", "taxonomy_term_id", "link_type"],
                &["s1", "service", "tt1", "service_category"],
                &["s1", "location", "tt1", ""],
                &["s1", "service", "none", ""],
            ],
        ),
    ])
}

#[test]
fn parts_belong_to_the_narrowest_that_their_row_names() {
    let directory = Directory::of(&small());
    let first = directory.service("s1").unwrap();
    let numbers = |phones: &[Phone]| phones.iter().map(|phone| phone.number.clone()).collect::<Vec<_>>();
    assert_eq!(numbers(&first.phones), ["+7 700"]);
    assert_eq!(numbers(&first.sites[0].phones), ["+7 701"]);
    assert_eq!(numbers(&directory.location("l1").unwrap().phones), ["+7 702"]);
    assert_eq!(numbers(&directory.provider(first).unwrap().phones), ["+7 703"]);
    assert_eq!(first.sites.len(), 1, "a site of a service that is not there belongs to none");
    assert_eq!(directory.hours(first, first.sites.first()).len(), 1, "the place's hours where nothing nearer has any");
}

#[test]
fn what_a_row_says_is_read_and_what_cannot_be_read_is_not_known() {
    let directory = Directory::of(&small());
    let (first, second) = (directory.service("s1").unwrap(), directory.service("s2").unwrap());
    assert_eq!((first.ages.least, first.ages.greatest), (Some(18.0), None));
    assert_eq!(first.capacity[0].available, None, "nobody knows, which is not the same as full");
    assert_eq!((first.capacity[0].unit.as_str(), first.capacity[0].maximum), ("Bed", Some(10)));
    assert_eq!(first.languages.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["kk", "fa-af"]);
    assert_eq!(first.terms.iter().map(|said| said.code.as_str()).collect::<Vec<_>>(), ["food"]);
    assert_eq!(first.safe_to_name, SafeToName::NotSaid);
    assert_eq!(second.safe_to_name, SafeToName::No);
    assert_eq!(second.organization, None, "an organisation that is not there is none");
    assert_eq!(second.status, ServiceStatus::Inactive, "a word that is none says nothing of running");
    assert_eq!(second.assured, None, "30 February is no day");
}
