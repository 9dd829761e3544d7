//! Numbers of chains that no chain has, and events that are not there any more: what is named, what waits, and that nobody is
//! kept from working.

use pana_casework::CaseNumber;
use pana_model::StreamName;
use pana_record::EventKind;
use pana_store::Finding;
use rusqlite::params;

use crate::hand::{Forged, Hand, code};
use crate::house::{House, finds, house, is_behind, later, reason_of, reasons};

/// One event under a number of vol's choice; signed by vol and by the device, as all of vol's are.
fn put_under(hand: &Hand, house: &House, stream: StreamName, seq: u64, prev: [u8; 32]) -> [u8; 32] {
    let subject = if stream == StreamName::Control { hand.centre } else { *house.dana.case.as_bytes() };
    let kind = if stream == StreamName::Control { EventKind::MemberChange } else { EventKind::Edit };
    hand.write_at(&Forged::of(stream, &hand.body(subject, kind, Vec::new())), seq, prev)
}

/// Taken for what was seen, a row that anybody put in and took out again would make the store older than it is, for ever.
#[test]
fn a_row_that_was_put_in_and_taken_out_again_is_missed_by_nobody() {
    let house = house();
    let hand = house.hand();
    for stream in [0, 1, 2] {
        hand.run(
            "INSERT INTO event (stream, device, seq, event_id, header, signature, sealed, subject)
             VALUES (?1, ?2, 900, randomblob(32), x'00', x'00', x'00', NULL)",
            params![stream, hand.device.to_vec()],
        );
    }
    drop(hand);
    for who in [house.coordinator, house.vol] {
        drop(house.open(who));
    }
    assert_eq!(house.hand().run("DELETE FROM event WHERE seq = 900", []), 3);
    for who in [house.coordinator, house.worker, house.vol] {
        assert!(!is_behind(&house.open(who)));
    }
    house.goes_on();
}

#[test]
fn numbers_that_no_chain_has_keep_nobody_out_and_are_named() {
    let house = house();
    let hand = house.hand();
    let (most, mut put) = (1_u64 << 48, Vec::new());
    for stream in [StreamName::Control, StreamName::Centre] {
        let (last, end) = hand.end(stream);
        for seq in [0, last + 900, most + 1, (1 << 53) + 1, i64::MAX.cast_unsigned() - 1, 1 << 63, u64::MAX] {
            put.push((stream, put_under(&hand, &house, stream, seq, end)));
        }
    }
    drop(hand);
    house.hand().run("UPDATE own SET view_version = 0", []);
    house.goes_on();
    for who in [house.coordinator, house.vol] {
        let named = house.doctor(who).findings;
        let in_chains = named.iter().filter(|finding| matches!(finding, Finding::Event { .. })).count();
        assert!(in_chains >= put.len(), "each is named: {named:?}");
    }
    let store = house.open(house.worker);
    for (stream, event) in &put {
        if *stream == StreamName::Centre {
            assert_eq!(reason_of(&store, event).as_deref(), Some("number"));
        }
    }
    assert!(store.unsent().unwrap() > 0);
    drop(store);
    let highest = format!("event WHERE stream = {} AND seq > 1000 AND seq < {most}", code(StreamName::Centre));
    assert_eq!(house.hand().count(&highest), 0, "nothing went on from there");
}

#[test]
fn a_chain_that_was_led_to_its_last_number_can_still_be_written() {
    let house = house();
    let end = 1_u64 << 48;
    for stream in [StreamName::Control, StreamName::Centre] {
        let hand = house.hand();
        let before = put_under(&hand, &house, stream, end - 2, [9; 32]);
        let then = put_under(&hand, &house, stream, end - 1, before);
        put_under(&hand, &house, stream, end, then);
    }
    house.goes_on();
    house.goes_on();
    let mut store = house.open(house.coordinator);
    store.rebuild_views(later(63)).unwrap();
    house.works(&mut store);
    assert!(reasons(&store).contains(&"gap".to_owned()), "{:?}", reasons(&store));
}

#[test]
fn a_counter_at_its_end_gives_numbers_on_and_is_named() {
    let house = house();
    house.hand().run("UPDATE own SET counter = 9999999", []);
    assert!(finds(&house.doctor(house.worker), |finding| *finding == Finding::Own("counter".to_owned())));
    house.goes_on();
    let store = house.open(house.coordinator);
    let people = store.people_search("", 99).unwrap().people;
    let numbers: Vec<CaseNumber> = people.iter().map(|hit| hit.number.parse().unwrap()).collect();
    assert_eq!(numbers.iter().collect::<std::collections::BTreeSet<_>>().len(), people.len());
    assert!(numbers.iter().all(|number| number.counter() < 100), "on from the last one given out: {numbers:?}");
    drop(store);
    assert_eq!(house.doctor(house.coordinator).findings, []);
}

#[test]
fn what_waits_for_an_event_that_was_taken_out_is_named_and_counts_again_once_it_is_back() {
    let house = house();
    let arman = house.person(&mut house.open(house.worker), &[("given_name", "Арман")]);
    let before = house.open(house.worker).view_hashes().unwrap();
    let hand = house.hand();
    let last = "SELECT event_id FROM event WHERE stream = 1 AND subject = ?1 ORDER BY position DESC LIMIT 1";
    let gone: [u8; 32] = hand.blob(last, [house.dana.case.as_bytes()]).try_into().unwrap();
    drop(hand);
    let copy = house.open(house.worker).envelope(&gone).unwrap().unwrap();
    assert_eq!(house.hand().run("DELETE FROM event WHERE event_id = ?1", params![gone]), 1);
    let mut store = house.open(house.coordinator);
    store.rebuild_views(later(63)).unwrap();
    // Arman's first event came next in the chain, and the second has seen it.
    assert_eq!(reasons(&store).iter().filter(|reason| *reason == "gap").count(), 1);
    assert!(reasons(&store).iter().all(|reason| reason == "gap" || reason == "waiting"), "{:?}", reasons(&store));
    assert_eq!(store.person(house.asel.case).unwrap().name, "Ибраева Әсел");
    store.take_in(&[copy], later(64)).unwrap();
    assert_eq!((reasons(&store), store.view_hashes().unwrap()), (Vec::new(), before));
    assert_eq!(store.person(arman.case).unwrap().name, "Арман");
    drop(store);
    assert_eq!(house.doctor(house.coordinator).findings, []);
}
