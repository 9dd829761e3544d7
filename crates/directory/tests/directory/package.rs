//! A small package that is right, to be made wrong in one place each.

use pana_directory::{Contacts, Files, Reading, read};

/// A UUID with this number at its end.
pub(crate) fn id(number: u32) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

/// Files with their names; `#1` stands for the id of that number.
pub(crate) fn files(parts: &[(&str, &str)]) -> Files {
    let mut files = Files::default();
    for (name, text) in parts {
        files.add(name, with_ids(text).into_bytes()).unwrap();
    }
    files
}

/// The text with its ids in full.
pub(crate) fn with_ids(text: &str) -> String {
    let short = (1..400).rev().map(|number| (format!("#{number}"), id(number)));
    short.fold(text.to_owned(), |text, (short, whole)| text.replace(&short, &whole))
}

pub(crate) const ORGANIZATIONS: &str = "id,name,description\n#1,Warm House,Shelter\n";
pub(crate) const SERVICES: &str = "id,organization_id,name,status,minimum_age,maximum_age\n#2,#1,Beds,active,18,60\n";
pub(crate) const LOCATIONS: &str = "id,location_type,name,latitude,longitude\n#3,physical,Office,43.2,76.9\n";
pub(crate) const SITES: &str = "id,service_id,location_id\n#4,#2,#3\n";
pub(crate) const SCHEDULES: &str =
    "id,service_at_location_id,freq,byday,opens_at,closes_at\n#5,#4,WEEKLY,\"MO,TU\",09:00,18:00\n";
pub(crate) const PHONES: &str = "id,service_id,number\n#6,#2,+7 700 000 00 00\n";

/// The package with one file in the place of its own, or beside it.
pub(crate) fn package(name: &str, text: &str) -> Files {
    let own = [
        ("organizations.csv", ORGANIZATIONS),
        ("services.csv", SERVICES),
        ("locations.csv", LOCATIONS),
        ("service_at_location.csv", SITES),
        ("schedules.csv", SCHEDULES),
        ("phones.csv", PHONES),
    ];
    let mut parts: Vec<(&str, &str)> = own.into_iter().filter(|(own, _)| *own != name).collect();
    parts.push((name, text));
    files(&parts)
}

/// What is said of a package, as texts with ids in short.
pub(crate) fn said(files: &Files) -> (Vec<String>, Reading) {
    let reading = read(files, Contacts::LeaveOut);
    let said = reading.problems.iter().map(|problem| {
        let text = problem.to_string();
        (1..60).fold(text, |text, number| text.replace(&id(number), &format!("#{number}")))
    });
    (said.collect(), reading)
}

#[test]
fn a_package_that_is_right_is_read_without_a_word() {
    let (said, reading) = said(&package("units.csv", "id,name\n#7,Bed\n"));
    assert_eq!(said, Vec::<String>::new());
    assert_eq!(reading.tables.unwrap().get("schedule").unwrap().len(), 1);
}
