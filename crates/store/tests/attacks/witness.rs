//! Witnesses: what was taken out together with each member's own record of it, and witnesses that say what they may not.

use pana_casework::Grant;
use pana_casework::witness::Witnessed;
use pana_model::{DeviceId, EventRef, MemberId, SeatId, StreamName};
use pana_record::{Body, EventKind, Op};
use pana_store::{Authorised, Diagnosis, Fault, Finding, Notice, Stream};

use crate::hand::{Forged, Hand};
use crate::house::{House, finds, house, is_behind, later, reason_of};

/// Takes what each member last saw out of their slots.
fn forget(house: &House) {
    let path = house.path().join("keyring.json");
    let mut file: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    for slot in file["members"].as_array_mut().unwrap() {
        assert!(slot.as_object_mut().unwrap().remove("seen").is_some());
    }
    std::fs::write(&path, serde_json::to_vec(&file).unwrap()).unwrap();
}

fn missing(diagnosis: &Diagnosis) -> Vec<Finding> {
    let missing = |finding: &&Finding| matches!(finding, Finding::Missing { .. });
    diagnosis.findings.iter().filter(missing).cloned().collect()
}

fn one_missing(stream: Stream, device: DeviceId, from: u64, to: u64) -> [Finding; 1] {
    [Finding::Missing { stream, device, from, to }]
}

/// The last control event is one that somebody might want undone, and nobody but the coordinator has been here since.
fn analyst(house: &House) -> u64 {
    let mut store = house.open(house.coordinator);
    store.grant_give(house.worker.id, Grant::Analyst, &Authorised::Alone, later(61)).unwrap();
    drop(store);
    let hand = house.hand();
    let (last, _) = hand.end(StreamName::Control);
    assert_eq!(hand.run("DELETE FROM event WHERE stream = 0 AND seq = ?1", [last.cast_signed()]), 1);
    last
}

#[test]
fn what_was_taken_out_is_named_to_members_who_never_saw_it() {
    let house = house();
    let last = analyst(&house);
    forget(&house);
    // At the door it is told as long as the witness is the last that its device wrote.
    let store = house.open(house.vol);
    assert_eq!(store.notices().iter().filter(|notice| **notice == Notice::Missing(1)).count(), 1);
    drop(store);
    for who in [house.vol, house.worker, house.supervisor, house.coordinator] {
        let mut store = house.open(who);
        assert!(!is_behind(&store), "nobody's own record tells");
        let device = store.device();
        assert_eq!(missing(&store.doctor(later(62)).unwrap()), one_missing(Stream::Control, device, last, last));
        house.works(&mut store);
    }
}

#[test]
fn whoever_takes_out_what_lies_before_a_witness_does_not_silence_it() {
    let house = house();
    let last = analyst(&house);
    let hand = house.hand();
    let (witness, _) = hand.end(StreamName::Centre);
    assert_eq!(hand.run("DELETE FROM event WHERE stream = 1 AND seq = ?1", [witness.cast_signed() - 1]), 1);
    drop(hand);
    forget(&house);
    let device = house.open(house.vol).device();
    let diagnosis = house.doctor(house.vol);
    let breaks = |finding: &Finding| matches!(finding, Finding::Event { fault: Fault::Chain, .. });
    assert!(finds(&diagnosis, breaks));
    assert_eq!(missing(&diagnosis), one_missing(Stream::Control, device, last, last));
}

#[test]
fn protected_talks_that_were_taken_out_are_named_to_who_holds_the_grant_alone() {
    let house = house();
    let mut store = house.open(house.coordinator);
    let old = store.device();
    house.talk(&mut store);
    drop(store);
    let (last, _) = house.hand().end(StreamName::Protected);
    // From then on the store is another device, which has its own chains.
    let kept = house.keep();
    drop(house.person(&mut house.open(house.coordinator), &[("given_name", "Арман")]));
    kept.put_back_one(&house.path(), "pana.db");
    let mut store = house.open(house.coordinator);
    assert_ne!(store.device(), old);
    house.talk(&mut store);
    drop(store);
    let gone = "DELETE FROM event WHERE stream = 2 AND device = ?1";
    assert_eq!(house.hand().run(gone, [old.as_bytes()]), 2);
    forget(&house);
    let diagnosis = house.doctor(house.coordinator);
    assert_eq!(missing(&diagnosis), one_missing(Stream::Protected, old, 1, last));
    assert_eq!(missing(&house.doctor(house.worker)), []);
}

fn witness(hand: &Hand, ops: Vec<Op>) -> Body {
    hand.body(hand.centre, EventKind::Witness, ops)
}

fn end(hand: &Hand, stream: StreamName) -> Witnessed {
    let (seq, event) = hand.end(stream);
    Witnessed { stream, device: DeviceId::from_bytes(hand.device), seq, event }
}

#[test]
fn a_witness_of_the_centre_stream_that_names_a_protected_talk_is_set_aside() {
    let house = house();
    house.talk(&mut house.open(house.coordinator));
    let hand = house.hand();
    let never = Witnessed { seq: 900, ..end(&hand, StreamName::Protected) };
    let ops = vec![end(&hand, StreamName::Centre).to_op(), never.to_op()];
    let forged = hand.write(&Forged::of(StreamName::Centre, &witness(&hand, ops)));
    drop(hand);
    for who in [house.coordinator, house.worker, house.vol] {
        let mut store = house.open(who);
        store.rebuild_views(later(62)).unwrap();
        assert_eq!(reason_of(&store, &forged).as_deref(), Some("other-stream"));
        assert_eq!(missing(&store.doctor(later(62)).unwrap()), []);
    }
    house.goes_on();
}

#[test]
fn a_witness_in_the_protected_stream_about_another_stream_is_set_aside() {
    let house = house();
    house.talk(&mut house.open(house.coordinator));
    let hand = house.hand_of(house.coordinator);
    let never = Witnessed { seq: 900, ..end(&hand, StreamName::Centre) };
    let forged = hand.write(&Forged::of(StreamName::Protected, &witness(&hand, vec![never.to_op()])));
    // Nor is one that is filed under a person.
    let about = hand.body(
        *house.asel.case.as_bytes(),
        EventKind::Witness,
        vec![Witnessed { seq: 900, ..end(&hand, StreamName::Protected) }.to_op()],
    );
    let filed = hand.write(&Forged::of(StreamName::Protected, &Body { past: Vec::new(), ..about }));
    drop(hand);
    let mut store = house.open(house.coordinator);
    assert_eq!(reason_of(&store, &forged).as_deref(), Some("other-stream"));
    assert_eq!(reason_of(&store, &filed).as_deref(), Some("needs-update"));
    assert_eq!(missing(&store.doctor(later(62)).unwrap()), []);
}

#[test]
fn a_witness_of_nobody_here_is_not_heard() {
    let house = house();
    let hand = house.hand();
    let never = Witnessed { seq: 900, event: [9; 32], ..end(&hand, StreamName::Control) };
    let body = witness(&hand, vec![never.to_op()]);
    let stranger =
        Body { member: MemberId::from_bytes([8; 16]), seat: Some(SeatId::from_bytes([8; 16])), ..body.clone() };
    let in_anothers_name = Body { member: house.worker.id, seat: Some(hand.seat_of(&house, house.worker)), ..body };
    for forged in [stranger, in_anothers_name] {
        hand.write(&Forged::of(StreamName::Centre, &forged));
    }
    drop(hand);
    let diagnosis = house.doctor(house.coordinator);
    let forged = |finding: &&Finding| matches!(finding, Finding::Event { fault: Fault::MemberSignature, .. });
    assert_eq!(diagnosis.findings.iter().filter(forged).count(), 2);
    assert_eq!(missing(&diagnosis), []);
}

#[test]
fn what_a_member_says_was_here_is_missed_once_for_each_chain_until_they_are_removed() {
    let house = house();
    let hand = house.hand();
    let never = |seq: u64| Witnessed { seq, event: [9; 32], ..end(&hand, StreamName::Control) };
    let (here, _) = hand.end(StreamName::Control);
    for seq in [here + 900, here + 7] {
        hand.write(&Forged::of(StreamName::Centre, &witness(&hand, vec![never(seq).to_op()])));
    }
    // Of devices that nobody knows; and of a past that nobody has, so that it waits, with these devices as well.
    let device = |byte: u8| DeviceId::from_bytes([byte; 16]);
    let mut ops: Vec<Op> = (0..200).map(|byte| Witnessed { device: device(byte), ..never(5) }.to_op()).collect();
    let invented = hand.write(&Forged::of(StreamName::Centre, &witness(&hand, ops.clone())));
    ops.push(never(here + 950).to_op());
    let unseen = Body { ctl: vec![EventRef::from_bytes([7; 16])], ..witness(&hand, ops) };
    hand.write(&Forged::of(StreamName::Centre, &unseen));
    let own = DeviceId::from_bytes(hand.device);
    drop(hand);
    let found = missing(&house.doctor(house.worker));
    assert_eq!(found, one_missing(Stream::Control, own, here + 1, here + 950));
    let mut store = house.open(house.coordinator);
    store.rebuild_views(later(62)).unwrap();
    assert_eq!(reason_of(&store, &invented).as_deref(), Some("unknown-target"));
    store.member_remove(house.vol.id, &Authorised::Alone, later(63)).unwrap();
    let found = missing(&store.doctor(later(64)).unwrap());
    let Some(Finding::Missing { to, .. }) = found.first() else { panic!("{found:?}") };
    assert_eq!(*to, here + 900, "what waits is heard of who stands, and what was seen of one who left stays");
}
