//! This installation's own row: its counter, clock and prefix, its keys and its name.

use std::collections::BTreeSet;

use pana_keys::{DeviceSecrets, SystemEntropy};
use pana_store::{Finding, StoreError};
use rusqlite::params;

use crate::house::{House, finds, house, later};

fn finds_own(house: &House, part: &str) -> bool {
    finds(&house.doctor(house.worker), |finding| *finding == Finding::Own(part.to_owned()))
}

fn numbers(house: &House) -> Vec<String> {
    let store = house.open(house.coordinator);
    store.people_search("", 99).unwrap().people.into_iter().map(|hit| hit.number).collect()
}

#[test]
fn a_counter_that_was_set_back_gives_nobodys_number_to_a_second_person() {
    let house = house();
    house.hand().run("UPDATE own SET counter = 0", []);
    assert!(finds_own(&house, "counter"));
    house.goes_on();
    let numbers = numbers(&house);
    assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), numbers.len());
    assert_eq!(house.doctor(house.coordinator).findings, [], "what was given out since is counted again");
}

#[test]
fn a_counter_that_is_none_or_far_ahead_is_named() {
    let house = house();
    let kept = house.keep();
    house.hand().run("UPDATE own SET counter = -5", []);
    assert!(finds_own(&house, "counter"));
    house.goes_on();
    assert_eq!(house.doctor(house.coordinator).findings, []);
    kept.put_back(&house.path());
    house.hand().run("UPDATE own SET counter = 40000", []);
    assert!(finds_own(&house, "counter"));
    house.goes_on();
    let numbers = numbers(&house);
    assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), numbers.len());
}

#[test]
fn a_clock_that_was_set_back_is_named_and_never_read_before_what_was_written() {
    let house = house();
    house.hand().run("UPDATE own SET hlc = 0", []);
    assert!(finds_own(&house, "clock"));
    house.goes_on();
}

#[test]
fn a_clock_that_was_set_ahead_is_named() {
    let house = house();
    let ahead = pana_record::Hlc::at(4_070_908_800_000).to_u64();
    house.hand().run("UPDATE own SET hlc = ?1", [ahead.cast_signed()]);
    assert!(finds_own(&house, "clock"));
    house.goes_on();
}

#[test]
fn another_prefix_is_named_and_gives_no_number_twice() {
    let house = house();
    house.hand().run("UPDATE own SET prefix = 'X9'", []);
    assert!(finds_own(&house, "prefix"));
    house.goes_on();
    let numbers = numbers(&house);
    assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), numbers.len());
}

#[test]
fn other_keys_or_another_device_are_told_before_anything_is_written() {
    let house = house();
    let kept = house.keep();
    let secrets = DeviceSecrets::make(&mut SystemEntropy).unwrap().to_secret_bytes();
    for edit in ["UPDATE own SET secrets = ?1", "UPDATE own SET device = substr(?1, 1, 16)"] {
        let hand = house.hand();
        let events = hand.count("event");
        // EXPOSE: keys that belong to nobody.
        hand.run(edit, params![secrets.expose()]);
        drop(hand);
        for who in [house.coordinator, house.worker] {
            let opened = house.try_open(who);
            assert!(matches!(&opened, Err(StoreError::Damaged(what)) if what.contains("own keys")), "{opened:?}");
        }
        assert_eq!(house.hand().count("event"), events);
        kept.put_back(&house.path());
    }
    house.goes_on();
    assert_eq!(house.doctor(house.coordinator).findings, []);
    assert!(house.open(house.worker).clock_behind(later(120)).unwrap().is_none());
}

#[test]
fn a_slot_that_asks_for_too_much_is_refused_in_words() {
    let house = house();
    let file = house.path().join("keyring.json");
    let kept = house.keep();
    for (name, asks) in [("memory_kib", 2 * 1024 * 1024), ("memory_kib", u32::MAX), ("passes", 65), ("lanes", 9)] {
        let mut keyring: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        for slot in keyring["members"].as_array_mut().unwrap() {
            slot["params"][name] = serde_json::json!(asks);
        }
        std::fs::write(&file, keyring.to_string()).unwrap();
        let opened = house.try_open(house.worker);
        assert!(matches!(&opened, Err(StoreError::Damaged(what)) if what.contains("passphrase")), "{opened:?}");
        kept.put_back(&house.path());
    }
    house.goes_on();
}
