//! Packages of HSDS 1 and 2: read, and said under which names.

use pana_directory::{Contacts, Directory, read};

use crate::package::{LOCATIONS, ORGANIZATIONS, files, id};

#[test]
fn a_package_of_an_older_version_is_read_and_what_was_mapped_is_said() {
    let files = files(&[
        ("organizations.csv", ORGANIZATIONS),
        ("services.csv", "id,organization_id,name,status\n#2,#1,Beds,active\n"),
        ("locations.csv", LOCATIONS),
        ("services_at_location.csv", "id,service_id,location_id\n#4,#2,#3\n"),
        (
            "physical_addresses.csv",
            "id,location_id,address_1,city,state_province,postal_code,country\n#5,#3,1 Abai,Almaty,n/a,n/a,KZ\n",
        ),
        (
            "postal_addresses.csv",
            "id,location_id,address_1,city,state_province,postal_code,country\n#6,#3,PO 1,Almaty,n/a,n/a,KZ\n",
        ),
        (
            "regular_schedules.csv",
            "id,service_id,location_id,service_at_location_id,weekday,opens_at,closes_at\n#7,,,#4,Monday,09:00,17:00\n",
        ),
        ("eligibility.csv", "id,service_id,eligibility\n#8,#2,women\n#9,#2,with children\n"),
        ("services_taxonomy.csv", "id,service_id,taxonomy_id,taxonomy_detail\n#10,#2,#11,\n"),
        ("taxonomy.csv", "id,name,description,parent_id,vocabulary\n#11,Bed,Bed,,own\n"),
        ("accessibility_for_disabilities.csv", "id,location_id,accessibility,details\n#12,#3,ramp,\n"),
    ]);
    let reading = read(&files, Contacts::LeaveOut);
    assert_eq!(reading.problems.iter().map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new());
    let mapped: Vec<String> = reading
        .mapped
        .iter()
        .map(|one| {
            let columns: Vec<String> = one.columns.iter().map(|(then, now)| format!(" {then}→{now}")).collect();
            format!("{} {}{}", one.file, one.table, columns.concat())
        })
        .collect();
    assert_eq!(
        mapped,
        [
            "accessibility_for_disabilities.csv accessibility accessibility→description",
            "eligibility.csv eligibility",
            "physical_addresses.csv address",
            "postal_addresses.csv address",
            "regular_schedules.csv schedule weekday→byday",
            "services_at_location.csv service_at_location",
            "services_taxonomy.csv attribute service_id→link_id taxonomy_id→taxonomy_term_id",
            "taxonomy.csv taxonomy_term vocabulary→taxonomy",
        ]
    );
    let directory = Directory::of(&reading.tables.unwrap());
    let beds = directory.service(&id(2)).unwrap();
    assert_eq!(beds.eligibility, "women; with children");
    assert_eq!((beds.terms[0].name.as_str(), beds.terms[0].taxonomy.as_str()), ("Bed", "own"));
    let place = directory.places_of(beds).next().unwrap();
    assert_eq!(place.addresses.iter().map(|address| address.kind.as_str()).collect::<Vec<_>>(), ["physical", "postal"]);
    assert_eq!(place.access, ["ramp"]);
    assert_eq!(directory.hours(beds, beds.sites.first()).len(), 1);
}
