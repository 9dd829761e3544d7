//! Pages of the file that do not verify: one flipped bit in each.

use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use pana_store::{Fault, Finding, ForWhom, Started, StoreError, Stream};

use crate::house::{House, finds, house, later};

const PAGE: u64 = 4096;

fn flip(database: &Path, page: u64) {
    let mut file = std::fs::OpenOptions::new().read(true).write(true).open(database).unwrap();
    let at = SeekFrom::Start((page - 1) * PAGE + 1_000);
    let mut byte = [0];
    file.seek(at).unwrap();
    file.read_exact(&mut byte).unwrap();
    file.seek(at).unwrap();
    file.write_all(&[byte[0] ^ 4]).unwrap();
}

/// Enough people that their events lie on many pages.
fn with_people(many: usize) -> (House, Vec<Started>) {
    let house = house();
    let mut store = house.open(house.worker);
    let long = "ұзақ жауап ".repeat(400);
    let people = (0..many).map(|number| {
        let name = format!("Адам{number}");
        house.person(&mut store, &[("given_name", &*name), ("told", &*long)])
    });
    let people = people.collect();
    drop(store);
    drop(house.open(house.coordinator));
    (house, people)
}

/// The pages of the table of events on which its rows lie, in order, without those on which the control stream's are.
fn pages_of_events(house: &House) -> Vec<u64> {
    let hand = house.hand();
    pana_sqlite::checkpoint(&hand.sql).unwrap();
    let mut statement = hand
        .sql
        .prepare("SELECT pageno FROM dbstat WHERE name = 'event' AND pagetype IN ('leaf', 'overflow') ORDER BY path")
        .unwrap();
    let pages: Vec<i64> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    pages.into_iter().map(i64::cast_unsigned).collect()
}

fn all_pages(house: &House) -> Vec<u64> {
    let hand = house.hand();
    pana_sqlite::checkpoint(&hand.sql).unwrap();
    drop(hand);
    (1..=std::fs::metadata(house.database()).unwrap().len() / PAGE).collect()
}

#[test]
fn a_flipped_bit_anywhere_is_named_or_keeps_the_store_shut_and_is_never_another_answer() {
    let (house, _) = with_people(6);
    let kept = house.keep();
    let mut named = 0;
    for page in all_pages(&house) {
        flip(&house.database(), page);
        match house.try_open(house.worker).and_then(|mut store| store.doctor(later(63))) {
            Ok(diagnosis) => {
                assert!(finds(&diagnosis, |finding| matches!(finding, Finding::Page(_))), "page {page}: {diagnosis:?}");
                named += 1;
            }
            Err(error) => assert!(matches!(error, StoreError::Damaged(_) | StoreError::Io), "page {page}: {error}"),
        }
        kept.put_back(&house.path());
    }
    assert!(named > 0);
    house.goes_on();
    assert_eq!(house.doctor(house.coordinator).findings, []);
}

#[test]
fn a_flipped_bit_among_the_events_costs_the_pages_of_other_people_nothing() {
    let (house, people) = with_people(12);
    let mut store = house.open(house.coordinator);
    for person in people {
        house.interview(&mut store, Stream::Protected, ForWhom::Known(person.case), &[("told", "plantedmarker")]);
    }
    drop(store);
    let pages = pages_of_events(&house);
    let kept = house.keep();
    let mut lost = 0;
    for page in pages.iter().rev().take(pages.len() / 2) {
        flip(&house.database(), *page);
        for who in [house.worker, house.coordinator] {
            let mut store = house.try_open(who).unwrap_or_else(|error| panic!("page {page}: {error}"));
            assert_eq!(store.person(house.asel.case).unwrap().name, "Ибраева Әсел", "page {page}");
            assert!(!store.people_search("Адам", 9).unwrap().people.is_empty());
            let of_protected = |finding: &&Finding| {
                matches!(finding, Finding::Event { stream: Stream::Protected, fault: Fault::Unreadable, .. })
            };
            lost += store.doctor(later(63)).unwrap().findings.iter().filter(of_protected).count();
        }
        kept.put_back(&house.path());
    }
    assert!(lost > 0, "protected ones were among them");
}

#[test]
fn a_store_with_a_flipped_bit_among_its_events_opens_after_an_update_and_names_what_is_left_out() {
    let (house, people) = with_people(24);
    house.hand().run("UPDATE own SET view_version = 0", []);
    let pages = pages_of_events(&house);
    let kept = house.keep();
    let mut opened = 0;
    for page in pages.iter().rev().take(pages.len() / 2) {
        flip(&house.database(), *page);
        for who in [house.worker, house.coordinator] {
            let store = house.try_open(who).unwrap_or_else(|error| panic!("page {page}: {error}"));
            let gone = people.iter().filter(|known| store.person(known.case).is_err()).count();
            assert_eq!(store.person(house.asel.case).unwrap().name, "Ибраева Әсел");
            drop(store);
            let diagnosis = house.doctor(who);
            let lost = |finding: &&Finding| matches!(finding, Finding::Event { fault: Fault::Unreadable, .. });
            let lost = diagnosis.findings.iter().filter(lost).count();
            assert!(lost > 0 && gone <= lost, "page {page}: {gone} gone, {:?}", diagnosis.findings);
            assert!(!finds(&diagnosis, |finding| matches!(finding, Finding::View(_))), "page {page}");
        }
        opened += 1;
        kept.put_back(&house.path());
    }
    assert!(opened >= 6, "{opened}");
    house.goes_on();
}
