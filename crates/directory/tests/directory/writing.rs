//! A directory written out and read in again.

use std::collections::BTreeMap;

use pana_directory::{Contacts, Directory, Files, Tables, Written, read, says_the_same, shapes, write};

use crate::package::{LOCATIONS, ORGANIZATIONS, SITES, files, id};

/// The files of a written package.
pub(crate) fn as_files(written: &Written) -> Files {
    let mut files = Files::default();
    written.files.iter().for_each(|(name, bytes)| files.add(name, bytes.clone()).unwrap());
    files
}

/// Every row of one is in the other under its id and says the same.
#[track_caller]
pub(crate) fn assert_same_rows(one: &Tables, other: &Tables) {
    for (name, table) in one.iter() {
        let others = other.get(name).unwrap_or_else(|| panic!("{name} is gone"));
        let by_id: BTreeMap<&str, _> = others.rows().map(|row| (row.get("id"), row)).collect();
        for row in table.rows() {
            let found = by_id.get(row.get("id")).unwrap_or_else(|| panic!("{name} {} is gone", row.get("id")));
            let cells = |row: pana_directory::Row<'_>| row.cells().map(|cell| format!("{cell:?}")).collect::<Vec<_>>();
            assert!(says_the_same(name, row, *found), "{name}: {:?} became {:?}", cells(row), cells(*found));
        }
        assert_eq!(table.len(), others.len(), "{name}");
    }
}

/// All that is odd and can be: words for hours, columns of nobody's standard, ids that are none, what points to nothing.
pub(crate) fn odd() -> Tables {
    let files = files(&[
        (
            "organizations.csv",
            &ORGANIZATIONS
                .replace("name,description", "name,description,x_own")
                .replace("Shelter", "\"a, \"\"b\"\"\n c\", kept "),
        ),
        (
            "services.csv",
            "id,organization_id,name,status,minimum_age,email,assured_date,last_modified,x_own\n\
             #2,#1,Beds,active,18,ask at the door,01.11.2026,2026-11-01,=1+1\n\
             #12,#40,Soup,sleeping,,,,,\n#13,,Bread,active,,,,,қосымша\n",
        ),
        ("locations.csv", &LOCATIONS.replace("#3", "place 7")),
        ("service_at_location.csv", &SITES.replace("#3", "place 7")),
        (
            "schedules.csv",
            "id,service_at_location_id,freq,byday,opens_at,closes_at\n#5,#4,WEEKLY,\"MO,TU\",9:00,18:00\n\
             #15,#4,WEEKLY,SA,\"9:00am-5:00pm, Mon-Fri\",\n#16,#4,WEEKLY,SU,10:00Z,24:00\n#17,#90,WEEKLY,SU,10:00,12:00\n",
        ),
        ("phones.csv", "id,service_id,number,extension\n#6,#2,\"\"\"+7\"\" 700\",доб. 12\n"),
        (
            "addresses.csv",
            "id,location_id,address_1,city,state_province,postal_code,country,address_type\n#7,place 7,1 Abai,Almaty,,,KZ,physical\n",
        ),
        ("taxonomies.csv", "id,name,description\n#30,One,x\n#31,Two,x\n"),
        ("taxonomy_terms.csv", "id,code,name,description,taxonomy_id\n#32,bed,Bed,x,#30\n#33,bed,Bed,x,#31\n"),
        ("attributes.csv", "id,link_id,taxonomy_term_id,link_entity\n#34,#2,#32,service\n"),
        ("notes.csv", "id,text\n1,\"a\"\n"),
    ]);
    read(&files, Contacts::LeaveOut).tables.unwrap()
}

#[test]
fn what_is_written_is_read_again_as_the_same_rows_odd_ones_included() {
    let tables = odd();
    let written = write(&tables);
    assert_eq!(written.left_out, []);
    let again = read(&as_files(&written), Contacts::LeaveOut).tables.unwrap();
    let mut expected = tables.clone();
    // A table of the standard names a provider for every service: for those without one it is the one that is nobody.
    let providers: Vec<String> = again.get("organization").unwrap().each(["id"]).map(|[id]| id.to_owned()).collect();
    for made in providers.iter().filter(|made| **made != id(1)) {
        expected.table("organization").put(&[("id", made), ("name", "n/a"), ("description", "n/a")]);
    }
    let nobody = providers.iter().find(|made| **made != id(1) && **made != id(40)).unwrap();
    expected.table("service").put(&[("id", &id(13)), ("organization_id", nobody)]);
    assert_same_rows(&expected, &again);
    let directory = Directory::of(&again);
    let bread = directory.service(&id(13)).unwrap();
    assert!(directory.provider(bread).is_none(), "who stands for nobody is nobody");
    assert_eq!(again.get("organization").unwrap().each(["name", "x_own"]).next(), Some(["Warm House", "kept"]));
}

#[test]
fn every_table_is_written_with_every_column_in_the_order_of_the_standard() {
    let written = write(&Tables::default());
    assert_eq!(written.files.len(), shapes().len() + 1);
    for shape in shapes() {
        let head = String::from_utf8(written.files[shape.path].clone()).unwrap();
        let names: Vec<&str> = shape.columns.iter().map(|column| column.name).collect();
        assert_eq!(head, format!("{}\n", names.join(",")));
    }
    let descriptor: serde_json::Value = serde_json::from_slice(&written.files["datapackage.json"]).unwrap();
    assert_eq!(descriptor["resources"].as_array().unwrap().len(), shapes().len());
}

#[test]
fn a_row_without_what_the_standard_demands_is_left_out_and_said() {
    let units = "id,name\n#7,Bed\n";
    let places = "id,service_id,unit_id,available,maximum,updated\n#8,#2,#7,,10,2026-11-01\n#9,#2,#7,3,10,2026-11-01\n";
    let mut files = crate::package::package("units.csv", units);
    files.add("service_capacity.csv", crate::package::with_ids(places).into_bytes()).unwrap();
    let tables = read(&files, Contacts::LeaveOut).tables.unwrap();
    let written = write(&tables);
    let left: Vec<_> = written.left_out.iter().map(|one| (one.table.as_str(), one.column.as_str())).collect();
    assert_eq!(left, [("service_capacity", "available")], "how many are free nobody knows, and no number is made up");
    let text = String::from_utf8(written.files["service_capacity.csv"].clone()).unwrap();
    assert!(text.ends_with(",3,10,,2026-11-01T00:00:00Z\n"), "{text}");
}

#[test]
fn writing_twice_gives_the_same_bytes() {
    let once = write(&odd());
    let again = write(&read(&as_files(&once), Contacts::LeaveOut).tables.unwrap());
    for (name, bytes) in &once.files {
        assert_eq!(String::from_utf8_lossy(bytes), String::from_utf8_lossy(&again.files[name]), "{name}");
    }
}
