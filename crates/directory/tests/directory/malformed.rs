//! Packages that are wrong in one place: what is said of each, where, and whether it is taken in.

use pana_directory::{Contacts, Files, Tables, read};

use crate::package::{ORGANIZATIONS, SERVICES, files, package, said, with_ids};

/// Is the package taken in, or not at all?
enum Taken {
    /// With so many rows.
    Whole(usize),
    Not,
}
use Taken::{Not, Whole};

fn rows(tables: &Tables) -> usize {
    tables.iter().map(|(_, table)| table.len()).sum()
}

#[track_caller]
fn check(files: &Files, taken: &Taken, expected: &[&str]) {
    let (said, reading) = said(files);
    assert_eq!(said, expected);
    match (taken, reading.tables) {
        (Whole(expected), Some(tables)) => assert_eq!(rows(&tables), *expected, "rows that were taken in"),
        (Not, None) => {}
        (Whole(_), None) => panic!("it is only odd, and was not taken in"),
        (Not, Some(_)) => panic!("a package with a mistake was taken in"),
    }
}

#[track_caller]
fn check_one(name: &str, text: &str, taken: &Taken, expected: &[&str]) {
    check(&package(name, text), taken, expected);
}

#[test]
fn an_id_that_rows_are_named_by_has_to_be_there_and_to_be_one() {
    let broken = [
        "phones.csv:2 service_id reference-broken table=service value=#2",
        "service_at_location.csv:2 service_id reference-broken table=service value=#2",
    ];
    let services = "id,organization_id,name,status\n,#1,Beds,active\n";
    check_one("services.csv", services, &Not, &[broken[0], broken[1], "services.csv:2 id-missing"]);
    let services = "id,organization_id,name,status\n#2,#1,Beds,active\n#2,#1,Soup,active\n";
    check_one("services.csv", services, &Not, &["services.csv:3 id-twice id=#2 row=2"]);
    let services = "organization_id,name,status\n#1,Beds,active\n";
    let said = [broken[0], broken[1], "services.csv:2 id-missing"];
    check_one("services.csv", services, &Not, &said);
}

#[test]
fn an_id_that_is_no_uuid_is_kept_and_told() {
    let places = "id,location_type,name\n#3,physical,Office\nplace 7,physical,Annex\n";
    check_one("locations.csv", places, &Whole(7), &["locations.csv:3 id id-odd value=place 7"]);
}

#[test]
fn a_row_that_nothing_points_to_gets_an_id_and_always_the_same() {
    let hours = "id,service_at_location_id,byday,opens_at,closes_at\n,#4,MO,09:00,18:00\n,#4,TU,09:00,18:00\n";
    let first = read(&package("schedules.csv", hours), Contacts::LeaveOut);
    let codes: Vec<_> = first.problems.iter().map(|problem| (problem.row, problem.code.as_str())).collect();
    assert_eq!(codes, [(Some(2), "id-given"), (Some(3), "id-given")]);
    let ids =
        |tables: Tables| tables.get("schedule").unwrap().each(["id"]).map(|[id]| id.to_owned()).collect::<Vec<_>>();
    let ids_of_first = ids(first.tables.unwrap());
    let again = read(&package("schedules.csv", hours), Contacts::LeaveOut);
    assert_eq!(ids_of_first, ids(again.tables.unwrap()));
    assert_ne!(ids_of_first[0], ids_of_first[1]);
    let twice = "id,service_id,name,code\n#7,#2,Kazakh,kk\n#7,#2,Dari,prs\n";
    let reading = read(&package("languages.csv", twice), Contacts::LeaveOut);
    assert_eq!(reading.problems[0].code.as_str(), "id-given");
    assert_eq!(reading.tables.unwrap().get("language").unwrap().len(), 2, "both languages are kept");
}

#[test]
fn a_service_of_an_organisation_that_is_not_there_is_kept_and_told() {
    let services = "id,organization_id,name,status\n#2,#9,Beds,active\n";
    let said = ["services.csv:2 organization_id reference-broken table=organization value=#9"];
    check_one("services.csv", services, &Whole(6), &said);
    let services = "id,organization_id,name,status\n#2,,Beds,active\n";
    check_one("services.csv", services, &Whole(6), &["services.csv:2 organization_id cell-missing"]);
    let sites = "id,service_id,location_id\n#4,#2,#8\n";
    let said = ["service_at_location.csv:2 location_id reference-broken table=location value=#8"];
    check_one("service_at_location.csv", sites, &Whole(6), &said);
    let attributes = "id,link_id,taxonomy_term_id,link_entity\n#7,#9,#8,service\n";
    let said = [
        "attributes.csv:2 link_id reference-broken table=service value=#9",
        "attributes.csv:2 taxonomy_term_id reference-broken table=taxonomy_term value=#8",
    ];
    check_one("attributes.csv", attributes, &Whole(7), &said);
}

#[test]
fn letters_of_another_set_are_not_guessed() {
    let mut other = package("units.csv", "id,name\n");
    other.add("taxonomies.csv", [b"id,name,description\n".as_slice(), b"1,\xC6\xEE\xEB,x\n"].concat()).unwrap();
    check(&other, &Not, &["taxonomies.csv:2 encoding-wrong encoding=UTF-8"]);
    let mut zeros = package("units.csv", "id,name\n");
    zeros.add("taxonomies.csv", b"i\0d\0,\0n\0".to_vec()).unwrap();
    check(&zeros, &Not, &["taxonomies.csv:1 encoding-wrong encoding=UTF-8"]);
    check_one("units.csv", "id,name\n#7,\u{FFFD}\u{FFFD}\n", &Whole(7), &["units.csv:2 letters-lost"]);
}

#[test]
fn letters_of_another_set_are_read_where_the_package_names_it() {
    let mut files = package("units.csv", "id,name\n");
    files
        .add("taxonomies.csv", [with_ids("id,name,description\n#7,").as_bytes(), b"\xC6\xEE\xEB,x\n"].concat())
        .unwrap();
    let descriptor = r#"{"resources": [{"name": "taxonomy", "path": "taxonomies.csv", "encoding": "windows-1251"}]}"#;
    files.add("datapackage.json", descriptor.as_bytes().to_vec()).unwrap();
    let reading = read(&files, Contacts::LeaveOut);
    assert_eq!(reading.problems, []);
    let tables = reading.tables.unwrap();
    assert_eq!(tables.get("taxonomy").unwrap().each(["name"]).next(), Some(["Жол"]));
}

#[test]
fn quotation_marks_that_do_not_match_lose_no_rows_in_silence() {
    let services = format!("{SERVICES}#7,#1,\"Soup,active\n#8,#1,Bread,active\n");
    check_one("services.csv", &services, &Not, &["services.csv:3 quotes-wrong"]);
    let phones = "id,service_id,number\n#6,#2,\"555 \"ext\" 12\"\n";
    check_one("phones.csv", phones, &Not, &["phones.csv:2 quotes-wrong"]);
}

#[test]
fn a_telephone_number_with_quotation_marks_or_without_a_digit_is_told() {
    let phones = "id,service_id,number\n#6,#2,\"\"\"+7 700\"\" 000\"\n#7,#2,call us\n";
    let said = ["phones.csv:2 number phone-odd value=\"+7 700\" 000", "phones.csv:3 number phone-odd value=call us"];
    check_one("phones.csv", phones, &Whole(7), &said);
}

#[test]
fn rows_of_another_length_than_the_head_are_told() {
    let services = "id,organization_id,name,status\n#2,#1,Beds, for women,active\n";
    check_one(
        "services.csv",
        services,
        &Not,
        &[
            "services.csv:2 row-too-long cells=5 columns=4",
            "services.csv:2 status word-unknown value=for women words=active|inactive|defunct|temporarily closed",
        ],
    );
    let units = "id,name,scheme\n#7,Bed\n\n#8,Place,x\n#9,Mat\n";
    let said = ["units.csv:2 row-too-short cells=2 columns=3", "units.csv:5 row-too-short cells=2 columns=3"];
    check_one("units.csv", units, &Whole(9), &said);
}

#[test]
fn a_head_has_each_column_once_and_the_columns_that_are_needed() {
    let units = "id,name,name\n#7,Bed,Mat\n";
    check_one("units.csv", units, &Not, &["units.csv name column-twice name=name"]);
    check_one("units.csv", "", &Not, &["units.csv header-missing"]);
    check_one("units.csv", "id\n#7\n", &Whole(7), &["units.csv name column-missing name=name"]);
    let services = "id,organization_id,name,status\n#2,#1,,active\n";
    check_one("services.csv", services, &Not, &["services.csv:2 name name-missing"]);
}

#[test]
fn hours_that_cannot_be_are_told() {
    let hours = |cells: &str| format!("id,service_at_location_id,freq,byday,opens_at,closes_at\n#5,#4,{cells}\n");
    for (cells, expected) in [
        ("WEEKLY,MO,25:00,18:00", "schedules.csv:2 opens_at time-wrong value=25:00"),
        ("WEEKLY,MO,18:00,09:00", "schedules.csv:2 hours-backwards closes=09:00 opens=18:00"),
        ("WEEKLY,MO,10:00,10:00", "schedules.csv:2 hours-backwards closes=10:00 opens=10:00"),
        ("WEEKLY,MO,09:00,", "schedules.csv:2 time-wrong value=09:00"),
        ("WEEKLY,Mondays,09:00,18:00", "schedules.csv:2 byday days-wrong value=WEEKLY Mondays"),
    ] {
        check_one("schedules.csv", &hours(cells), &Whole(6), &[expected]);
    }
    let words = hours("WEEKLY,MO,\"9:00am-5:00pm, Mon-Fri\",17:00");
    check_one(
        "schedules.csv",
        &words,
        &Whole(6),
        &["schedules.csv:2 opens_at time-wrong value=9:00am-5:00pm, Mon-Fri"],
    );
    let season =
        "id,service_at_location_id,valid_from,valid_to,opens_at,closes_at\n#5,#4,2026-09-01,2026-06-01,09:00,18:00\n";
    check_one("schedules.csv", season, &Whole(6), &["schedules.csv:2 season-backwards from=2026-09-01 to=2026-06-01"]);
}

#[test]
fn numbers_that_cannot_be_are_told() {
    let mut files = package("units.csv", "id,name\n#7,Bed\n");
    let places = "id,service_id,unit_id,available,maximum,updated\n\
        #8,#2,#7,12,10,2026-11-01T09:00:00Z\n#9,#2,#7,many,10,yesterday\n#10,#2,#7,-3,10,2026-11-01\n";
    files.add("service_capacity.csv", with_ids(places).into_bytes()).unwrap();
    check(
        &files,
        &Whole(10),
        &[
            "service_capacity.csv:2 capacity-over available=12 maximum=10",
            "service_capacity.csv:3 available number-wrong value=many",
            "service_capacity.csv:3 updated date-wrong value=yesterday",
            "service_capacity.csv:4 available number-wrong value=-3",
        ],
    );
    let services = "id,organization_id,name,status,minimum_age,maximum_age,assured_date,email\n\
        #2,#1,Beds,open,60,18,01.11.2026,ask at the door\n";
    check_one(
        "services.csv",
        services,
        &Whole(6),
        &[
            "services.csv:2 ages-backwards greatest=18 least=60",
            "services.csv:2 assured_date date-wrong value=01.11.2026",
            "services.csv:2 email email-wrong value=ask at the door",
            "services.csv:2 status word-unknown value=open words=active|inactive|defunct|temporarily closed",
        ],
    );
    let places = "id,location_type,name,latitude,longitude\n#3,physical,Office,432.0,76.9\n";
    check_one("locations.csv", places, &Whole(6), &["locations.csv:2 position-wrong latitude=432.0 longitude=76.9"]);
}

#[test]
fn what_stands_twice_is_told() {
    let organizations = format!("{ORGANIZATIONS}#1,Warm House,Shelter\n");
    check_one("organizations.csv", &organizations, &Whole(6), &["organizations.csv:3 row-twice row=2"]);
    let services = format!("{SERVICES}#12,#1,beds,active,,\n");
    let mut both = package("services.csv", &services);
    both.add("phone.csv", with_ids("id,service_id,number\n#7,#12,(+7) 700 000-00-00\n").into_bytes()).unwrap();
    check(&both, &Not, &["phones.csv file-twice other=phone.csv"]);
    let mut parts = vec![("services.csv", services.as_str()), ("organizations.csv", ORGANIZATIONS)];
    parts.push(("phones.csv", "id,service_id,number\n#6,#2,+7 700 1\n#7,#12,(+7) 700-1\n"));
    check(&self::files(&parts), &Whole(5), &["services.csv:3 service-twice name=beds row=2"]);
}

#[test]
fn a_descriptor_that_says_less_than_the_files_is_told() {
    let mut files = package("units.csv", "id,name,scheme\n#7,Bed,x\n");
    let descriptor = r#"{"resources": [{"name": "unit", "path": "units.csv", "schema": {"fields": [{"name": "id"}]}},
        {"name": "location", "path": "places.csv"}, {"name": "program", "path": "programs.csv"}]}"#;
    files.add("datapackage.json", descriptor.as_bytes().to_vec()).unwrap();
    check(
        &files,
        &Whole(7),
        &["datapackage.json file-missing name=places.csv", "units.csv descriptor-short columns=name, scheme"],
    );
    let mut files = package("units.csv", "id,name\n");
    files.add("datapackage.json", b"{".to_vec()).unwrap();
    check(&files, &Whole(6), &["datapackage.json descriptor-unreadable"]);
}

#[test]
fn what_is_no_directory_is_not_taken_in() {
    check(&files(&[]), &Not, &[" nothing-found"]);
    check(&files(&[("notes.csv", "a,b\n1,2\n")]), &Not, &[" nothing-found", "notes.csv table-unknown"]);
    check(&files(&[("all.json", "{\"contents\": [")]), &Not, &["all.json json-unreadable line=1"]);
}

#[test]
fn of_many_alike_a_hundred_are_told_and_the_rest_is_counted() {
    let rows: String = (100..350).map(|at| format!("#{at},,Nameless\n")).collect();
    let (said, _) = said(&package("languages.csv", &format!("id,service_id,code\n{rows}").replace(",,", ",#59,")));
    assert_eq!(said.len(), 101);
    assert_eq!(said[0], "languages.csv service_id more code=reference-broken count=150");
}
