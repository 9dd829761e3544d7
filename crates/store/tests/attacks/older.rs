//! An older database put beside today's keyring: the store goes on as another device.

use std::collections::BTreeSet;

use pana_casework::{Grant, Role};
use pana_keys::{Keyring, NewMember, SystemEntropy};
use pana_model::{DeviceId, MemberId};
use pana_store::{AddMember, Authorised, Finding, ForWhom, GoesOn, Locked, Notice, Store, StoreError, Stream};

use crate::house::{House, KDF, Who, house, is_behind, later, secret};

fn goes_on(store: &Store) -> Option<GoesOn> {
    store.notices().iter().find_map(|notice| match notice {
        Notice::Behind { goes_on, .. } => Some(*goes_on),
        _ => None,
    })
}

/// Somebody new, whose number is given back.
fn somebody(house: &House, who: Who) -> String {
    house.person(&mut house.open(who), &[("given_name", "Арман")]).number
}

fn device(house: &House, who: Who) -> DeviceId {
    house.open(who).device()
}

/// How many events of a device lie in the database.
fn written_by(house: &House, device: DeviceId, who: Who) -> i64 {
    let keyring = Keyring::from_bytes(&std::fs::read(house.path().join("keyring.json")).unwrap()).unwrap();
    let unlocked = keyring.unlock(who.id, &secret(who.word)).unwrap();
    let sql = pana_sqlite::open_keyed(&house.database(), unlocked.db_key()).unwrap();
    sql.query_row("SELECT count(*) FROM event WHERE device = ?1", [device.as_bytes()], |row| row.get(0)).unwrap()
}

/// What is done meanwhile is lost: the database is put back as it was.
fn lose(house: &House, meanwhile: impl FnOnce()) {
    let kept = house.keep();
    meanwhile();
    kept.put_back_one(&house.path(), "pana.db");
}

#[test]
fn a_store_put_back_goes_on_as_another_device_and_gives_no_number_of_the_lost_time() {
    let house = house();
    let (old, mut numbers) = (device(&house, house.worker), BTreeSet::from([house.asel.number.clone()]));
    numbers.insert(house.dana.number.clone());
    lose(&house, || {
        for _ in 0..5 {
            assert!(numbers.insert(somebody(&house, house.worker)));
        }
    });
    let mut store = house.open(house.worker);
    assert_eq!(goes_on(&store), Some(GoesOn::AsAnother));
    assert_ne!(store.device(), old);
    let new = store.device();
    let first = house.person(&mut store, &[("given_name", "Жаңа")]).number;
    assert!(!first.starts_with("K7"), "{first}");
    drop(store);
    assert!(numbers.insert(first));
    // From then on it is that device, for everybody, whether or not they know what is lost.
    for who in [house.worker, house.coordinator, house.vol, house.supervisor, house.worker] {
        let mut store = house.open(who);
        assert_eq!(store.device(), new);
        assert!(matches!(goes_on(&store), None | Some(GoesOn::AsBefore)), "{:?}", store.notices());
        house.works(&mut store);
    }
    for who in [house.worker, house.coordinator, house.vol] {
        assert!(numbers.insert(somebody(&house, who)));
    }
    assert!(is_behind(&house.open(house.worker)), "what is lost stays missed");
    assert_eq!(house.doctor(house.coordinator).findings, []);
    assert!(house.doctor(house.worker).findings.iter().all(|finding| matches!(finding, Finding::Behind(_))));
}

#[test]
fn protected_talks_go_on_too_and_are_read_on_the_new_device() {
    let house = house();
    let talk = house.talk(&mut house.open(house.coordinator));
    lose(&house, || drop(somebody(&house, house.coordinator)));
    let mut store = house.open(house.coordinator);
    assert_eq!(goes_on(&store), Some(GoesOn::AsAnother));
    assert!(!store.interview(talk.interview).unwrap().answers.is_empty());
    let known = ForWhom::Known(house.asel.case);
    let next = house.interview(&mut store, Stream::Protected, known, &[("told", "more")]);
    drop(store);
    assert!(!house.open(house.coordinator).interview(next.interview).unwrap().answers.is_empty());
    assert!(house.open(house.worker).interview(next.interview).is_err());
}

#[test]
fn a_database_put_back_twice_is_noticed_twice_and_draws_another_prefix() {
    let house = house();
    let mut devices = BTreeSet::from([device(&house, house.worker)]);
    let mut prefixes = BTreeSet::from(["K7".to_owned()]);
    // Each time the store is the one before, which knows of no successor.
    let kept = house.keep();
    for _ in 0..6 {
        assert!(!somebody(&house, house.worker).is_empty());
        kept.put_back_one(&house.path(), "pana.db");
        let mut store = house.open(house.worker);
        assert_eq!(goes_on(&store), Some(GoesOn::AsAnother));
        assert!(devices.insert(store.device()));
        let number = house.person(&mut store, &[("given_name", "Жаңа")]).number;
        assert!(prefixes.insert(number.chars().take(2).collect()), "{number}");
    }
}

#[test]
fn three_devices_come_of_one_and_the_fourth_time_it_goes_on_as_it_is() {
    let house = house();
    let mut devices = BTreeSet::from([device(&house, house.worker)]);
    for _ in 0..3 {
        lose(&house, || drop(somebody(&house, house.worker)));
        let store = house.open(house.worker);
        assert_eq!(goes_on(&store), Some(GoesOn::AsAnother));
        assert!(devices.insert(store.device()));
        drop(store);
        somebody(&house, house.worker);
    }
    lose(&house, || drop(somebody(&house, house.worker)));
    let mut store = house.open(house.worker);
    assert_eq!(goes_on(&store), Some(GoesOn::NotAllowed));
    assert!(devices.contains(&store.device()));
    house.works(&mut store);
    drop(store);
    house.goes_on();
}

#[test]
fn a_cut_before_the_keyring_is_written_costs_nothing() {
    let house = house();
    lose(&house, || drop(somebody(&house, house.worker)));
    let before = house.keep();
    let new = device(&house, house.worker);
    for who in [house.coordinator, house.vol, house.worker] {
        // The database has the new device and seat, the slots name the old one.
        before.put_back_one(&house.path(), "keyring.json");
        let store = house.open(who);
        assert_eq!(store.device(), new);
        assert_ne!(goes_on(&store), Some(GoesOn::AsAnother));
    }
    before.put_back_one(&house.path(), "keyring.json");
    house.goes_on();
    assert_eq!(house.doctor(house.coordinator).findings, []);
}

#[test]
fn the_newer_database_put_in_its_place_again_opens_for_everybody() {
    let house = house();
    let old = device(&house, house.worker);
    let older = house.keep();
    let number = somebody(&house, house.worker);
    let newer = house.keep();
    older.put_back_one(&house.path(), "pana.db");
    for who in [house.worker, house.coordinator, house.vol] {
        assert_ne!(device(&house, who), old);
    }
    newer.put_back_one(&house.path(), "pana.db");
    // The old device said of another that it goes on, and that is not here: it goes on as one more.
    let store = house.open(house.worker);
    assert_eq!(goes_on(&store), Some(GoesOn::AsAnother));
    let again = store.device();
    drop(store);
    for who in [house.worker, house.coordinator, house.vol] {
        let store = house.open(who);
        assert_eq!(store.device(), again);
        assert_eq!(store.people_search(&number, 9).unwrap().people.len(), 1);
    }
    house.goes_on();
}

#[test]
fn members_are_added_and_removed_on_the_new_device() {
    let house = house();
    lose(&house, || drop(somebody(&house, house.worker)));
    let new = device(&house, house.worker);
    // Before the volunteer and the supervisor had a seat on it.
    let mut store = house.open(house.coordinator);
    store.member_remove(house.vol.id, &Authorised::Alone, later(62)).unwrap();
    let added = house.add(&mut store, "Болат", "жаңа сөз");
    drop(store);
    assert!(house.try_open(house.vol).is_err());
    for who in [added, house.worker, house.supervisor] {
        let mut store = house.open(who);
        assert_eq!(store.device(), new);
        house.works(&mut store);
    }
    assert_eq!(house.doctor(house.coordinator).findings, []);
}

#[test]
fn in_a_store_that_is_behind_what_a_coordinator_changes_of_the_centre_waits_for_the_sheets() {
    let house = house();
    lose(&house, || drop(somebody(&house, house.coordinator)));
    let mut store = house.open(house.coordinator);
    assert!(is_behind(&store));
    let (vol, at, alone) = (house.vol.id, later(62), Authorised::Alone);
    let new = || AddMember {
        name: "Болат".to_owned(),
        role: Role::Worker,
        grants: Vec::new(),
        passphrase: secret("жаңа сөз"),
        kdf: KDF,
    };
    let waits = [
        store.member_add(new(), &Authorised::Alone, at).map(|_| ()),
        store.member_remove(vol, &alone, at),
        store.member_change(vol, Role::Worker, &alone, at),
        store.grant_give(vol, Grant::Analyst, &Authorised::Alone, at),
        store.grant_withdraw(vol, Grant::Analyst, &Authorised::Alone, at),
        store.confirm(vol, &alone, at),
        store.sheets_make(&alone, at).map(|_| ()),
    ];
    for (number, refused) in waits.into_iter().enumerate() {
        assert!(matches!(refused, Err(StoreError::Behind)), "{number}: {refused:?}");
    }
    // All other work goes on.
    house.works(&mut store);
    house.talk(&mut store);
    let by = || Authorised::Sheets(house.sheets.clone().map(|sheet| sheet.to_text()));
    store.member_add(new(), &by(), at).unwrap();
    store.grant_give(vol, Grant::Analyst, &by(), at).unwrap();
    store.grant_withdraw(vol, Grant::Analyst, &by(), at).unwrap();
    store.member_change(vol, Role::Worker, &by(), at).unwrap();
    store.member_remove(vol, &by(), at).unwrap();
    let new_sheets = store.sheets_make(&by(), at).unwrap();
    let replaced = store.member_change(house.worker.id, Role::Volunteer, &by(), at);
    assert!(matches!(replaced, Err(StoreError::WrongSheets(_))), "{replaced:?}");
    drop(store);
    assert!(house.try_open(house.vol).is_err());
    let mut store = house.open(house.coordinator);
    let new_by = Authorised::Sheets(new_sheets.map(|sheet| sheet.to_text()));
    store.member_change(house.worker.id, Role::Volunteer, &new_by, at).unwrap();
    drop(store);
    assert!(house.doctor(house.coordinator).findings.iter().all(|finding| matches!(finding, Finding::Behind(_))));
    // Who did not see what is lost is told nothing, and waits for nobody.
    let mut store = house.open(house.worker);
    assert!(!is_behind(&store));
    house.works(&mut store);
}

#[test]
fn a_store_put_back_that_the_sheets_open_goes_on_as_another_device_too() {
    let house = house();
    let (old, mut numbers) = (device(&house, house.worker), BTreeSet::new());
    lose(&house, || {
        for who in [house.worker, house.worker, house.coordinator] {
            assert!(numbers.insert(somebody(&house, who)));
        }
    });
    let typed = house.sheets.clone().map(|sheet| sheet.to_text().expose().clone());
    let recover = |word: &str| {
        let locked = Locked::open(&house.path()).unwrap();
        locked.recover([&typed[0], &typed[1]], house.coordinator.id, &secret(word), KDF, later(60)).unwrap()
    };
    let before = written_by(&house, old, house.coordinator);
    let mut store = recover("жаңа құпия сөз");
    assert_eq!(goes_on(&store), Some(GoesOn::AsAnother), "by what everyone had seen");
    let new = store.device();
    assert_ne!(new, old);
    house.talk(&mut store);
    assert!(numbers.insert(house.person(&mut store, &[("given_name", "Жаңа")]).number), "no number of the lost time");
    drop(store);
    let coordinator = Who { word: "жаңа құпия сөз", ..house.coordinator };
    assert_eq!(written_by(&house, old, coordinator), before + 1, "that another goes on for it, and nothing else");
    // A second time nothing more is lost, and it stays that device.
    let again = "тағы бір құпия сөз";
    assert_eq!(recover(again).device(), new);
    let coordinator = Who { word: again, ..house.coordinator };
    let mut store = house.open(coordinator);
    assert_eq!((store.device(), is_behind(&store)), (new, true));
    assert_eq!(store.set_aside().unwrap(), []);
    let findings = store.doctor(later(62)).unwrap().findings;
    assert!(findings.iter().all(|finding| matches!(finding, Finding::Behind(_))), "{findings:?}");
    drop(store);
    for who in [house.worker, house.vol] {
        let mut store = house.open(who);
        assert_eq!(store.device(), new);
        assert!(numbers.insert(house.person(&mut store, &[("given_name", "Жаңа")]).number));
        house.works(&mut store);
    }
}

#[test]
fn what_no_seat_of_the_centre_signed_makes_no_store_seem_put_back() {
    let house = house();
    let old = device(&house, house.worker);
    let path = house.path().join("keyring.json");
    let mut keyring = Keyring::from_bytes(&std::fs::read(&path).unwrap()).unwrap();
    let by = keyring.unlock(house.coordinator.id, &secret(house.coordinator.word)).unwrap();
    let stray = MemberId::from_random([3; 16]);
    let slot = NewMember {
        id: stray,
        name: "Бөтен".to_owned(),
        role: "worker".to_owned(),
        grants: Vec::new(),
        passphrase: secret("бөтен сөз"),
    };
    keyring.add_member(&by, slot, KDF, &mut SystemEntropy).unwrap();
    let by_stray = keyring.unlock(stray, &secret("бөтен сөз")).unwrap();
    // That the device's chain of the centre stream had an event of number 999.
    let head =
        [&[0x83, 0x81, 0x84, 0x01, 0x50][..], old.as_bytes(), &[0x19, 0x03, 0xe7, 0x58, 0x20], &[9; 32]].concat();
    let says = [&head[..], &[0xf6, 0xf6]].concat();
    let recover = |keyring: &Keyring| {
        std::fs::write(&path, keyring.to_bytes().unwrap()).unwrap();
        let typed = house.sheets.clone().map(|sheet| sheet.to_text().expose().clone());
        let locked = Locked::open(&house.path()).unwrap();
        locked.recover([&typed[0], &typed[1]], house.coordinator.id, &secret("жаңа сөз"), KDF, later(60)).unwrap()
    };
    let (kept, mut signed) = (house.keep(), keyring.clone());
    keyring.seal_seen_for_recovery(&by_stray, &says, &mut SystemEntropy).unwrap();
    let store = recover(&keyring);
    assert_eq!((is_behind(&store), store.device()), (false, old));
    drop(store);
    kept.put_back_one(&house.path(), "pana.db");
    signed.seal_seen_for_recovery(&by, &says, &mut SystemEntropy).unwrap();
    assert_eq!(goes_on(&recover(&signed)), Some(GoesOn::AsAnother), "of a member it is believed");
}
