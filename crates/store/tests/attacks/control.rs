//! What someone signs into the control stream without the right to.

use std::collections::BTreeSet;
use std::path::Path;

use pana_casework::authority::{ControlWrite, Keys};
use pana_casework::{Grant, Role};
use pana_keys::{DeviceSecrets, MemberSecrets, SystemEntropy, seat_id};
use pana_model::{CentreId, DeviceId, MemberId, StreamName};
use pana_record::{Body, EventKind, Hlc, Op, Value};
use pana_store::{AddMember, Authorised, Fault, Finding, FormSource, Locked, Notice, StoreError};

use crate::hand::{At, Forged, Hand};
use crate::house::{House, KDF, Who, finds, house, later, reason_of, secret};

fn says(hand: &Hand, kind: EventKind, writes: &[ControlWrite]) -> Body {
    hand.body(hand.centre, kind, writes.iter().filter_map(ControlWrite::to_op).collect())
}

fn coordinator(id: MemberId) -> ControlWrite {
    let grants = BTreeSet::from([Grant::Protected]);
    ControlWrite::Member { id, name: "Вол".to_owned(), role: Role::Coordinator, grants, keys: None }
}

fn new_member(name: &str) -> AddMember {
    let grants = Vec::new();
    AddMember {
        name: name.to_owned(), role: Role::Worker, grants, passphrase: secret("бірінші сөз"), kdf: KDF
    }
}

/// Vol is what they were, the event stands aside with this reason, and the coordinator goes on with the centre itself.
fn check_nothing(house: &House, event: &[u8; 32], reason: &str) {
    let mut store = house.open(house.vol);
    assert_eq!((store.member().role, store.member().grants.len()), (Role::Volunteer, 0));
    assert_eq!(reason_of(&store, event).as_deref(), Some(reason));
    assert!(matches!(
        store.member_add(new_member("Бөтен"), &Authorised::Alone, later(63)),
        Err(StoreError::Refused(_))
    ));
    drop(store);
    let named = |finding: &Finding| matches!(finding, Finding::SetAside { reason: found, .. } if found == reason);
    assert!(finds(&house.doctor(house.coordinator), named));
    let mut store = house.open(house.coordinator);
    assert_eq!(store.member().role, Role::Coordinator);
    store.member_add(new_member("Болат"), &Authorised::Alone, later(63)).unwrap();
    assert_eq!(store.members().unwrap().len(), 5);
    drop(store);
    house.goes_on();
}

#[test]
fn a_volunteer_who_signs_a_control_event_becomes_nothing() {
    let house = house();
    let hand = house.hand();
    let event = hand
        .write(&Forged::of(StreamName::Control, &says(&hand, EventKind::MemberChange, &[coordinator(house.vol.id)])));
    drop(hand);
    check_nothing(&house, &event, "no-right");
}

/// A body as programs wrote it before there were seats.
pub fn first_layout(hand: &Hand, member: MemberId, kind: EventKind, ops: &[Op]) -> Vec<u8> {
    let mut out = minicbor::Encoder::new(Vec::new());
    let value = |op: &Op| minicbor::to_vec(&op.value).unwrap();
    out.array(10).unwrap().u32(1).unwrap().bytes(&hand.centre).unwrap().u64(1).unwrap();
    out.bytes(member.as_bytes()).unwrap().null().unwrap().null().unwrap();
    out.u32(kind.number()).unwrap().array(ops.len() as u64).unwrap();
    for op in ops {
        out.array(4).unwrap().str(&op.path).unwrap().u32(op.kind.number()).unwrap();
        out.writer_mut().extend(value(op));
        out.array(0).unwrap();
    }
    out.array(0).unwrap().str("").unwrap();
    out.into_writer()
}

#[test]
fn a_control_event_in_the_old_layout_counts_for_nothing_where_the_new_one_has_begun() {
    let house = house();
    let hand = house.hand();
    // EXPOSE: vol's keys in place of the coordinator's, as the old layout had them beside the role.
    let mine = hand.unlocked.secrets().public().to_bytes().to_vec();
    for whom in [house.vol.id, house.coordinator.id] {
        let list =
            vec![Value::text("Вол"), Value::text("coordinator"), Value::List(vec![]), Value::Bytes(mine.clone())];
        let op = Op::set(format!("member/{whom}"), Value::List(list), Vec::new());
        let body = first_layout(&hand, house.vol.id, EventKind::MemberAdd, &[op]);
        let (stream, subject) = (StreamName::Control, hand.centre);
        hand.write(&Forged { stream, subject, body, layout: 1, epoch: None, subject_key: None });
    }
    drop(hand);
    let store = house.open(house.vol);
    assert_eq!(store.member().role, Role::Volunteer);
    drop(store);
    let diagnosis = house.doctor(house.coordinator);
    // No event of that layout said before in this chain what vol's keys are.
    let of_old = |finding: &&Finding| matches!(finding, Finding::Event { fault: Fault::MemberSignature, .. });
    assert_eq!(diagnosis.findings.iter().filter(of_old).count(), 2, "{:?}", diagnosis.findings);
    house.goes_on();
}

#[test]
fn a_control_event_in_the_coordinators_name_is_named_and_says_nothing() {
    let house = house();
    let hand = house.hand();
    let seat = hand.seat_of(&house, house.coordinator);
    let mine = says(&hand, EventKind::MemberChange, &[coordinator(house.vol.id)]);
    let theirs = Body { member: house.coordinator.id, seat: Some(seat), ..mine };
    hand.write(&Forged::of(StreamName::Control, &theirs));
    drop(hand);
    assert_eq!(house.open(house.vol).member().role, Role::Volunteer);
    let forged = |finding: &Finding| matches!(finding, Finding::Event { fault: Fault::MemberSignature, .. });
    assert!(finds(&house.doctor(house.coordinator), forged) && finds(&house.doctor(house.vol), forged));
    house.goes_on();
}

#[test]
fn keys_that_a_volunteer_gives_the_coordinator_are_not_theirs() {
    let house = house();
    let hand = house.hand();
    let (member, device) = (house.coordinator.id, DeviceId::from_bytes(hand.device));
    let mine = hand.unlocked.secrets().public();
    let id = seat_id(CentreId::from_bytes(hand.centre), member, device, &mine);
    let seat = ControlWrite::Seat { id, member, device, keys: Keys(mine.to_bytes()) };
    let event = hand.write(&Forged::of(StreamName::Control, &says(&hand, EventKind::SeatAdd, &[seat])));
    // What is signed with these keys in the coordinator's name.
    let over = vec![hand.dot_at(house.asel.case, "person/family_name")];
    let fact = Op::set("person/family_name", Value::text("Басқа"), over);
    let theirs = hand.body_of((member, id), house.asel.case, EventKind::Edit, vec![fact]);
    let amended = hand.write(&Forged::of(StreamName::Centre, &theirs));
    drop(hand);
    check_nothing(&house, &event, "no-right");
    let mut store = house.open(house.coordinator);
    store.rebuild_views(later(63)).unwrap();
    assert_eq!(reason_of(&store, &amended).as_deref(), Some("unknown-seat"));
    assert_eq!(store.person(house.asel.case).unwrap().name, "Ибраева Әсел");
}

#[test]
fn other_keys_under_the_coordinators_seat_leave_it_as_it_is() {
    let house = house();
    let hand = house.hand();
    let (id, device) = (hand.seat_of(&house, house.coordinator), DeviceId::from_bytes(hand.device));
    let other = MemberSecrets::make(&mut SystemEntropy).unwrap().public();
    let seat = ControlWrite::Seat { id, member: house.coordinator.id, device, keys: Keys(other.to_bytes()) };
    let changed = ControlWrite::Device { id: device, name: "x".to_owned(), keys: Keys(other.to_bytes()) };
    for write in [seat, changed] {
        hand.write(&Forged::of(StreamName::Control, &says(&hand, EventKind::SeatAdd, &[write])));
    }
    drop(hand);
    let blamed = |finding: &Finding| matches!(finding, Finding::Event { .. });
    let diagnosis = house.doctor(house.coordinator);
    assert!(!finds(&diagnosis, blamed), "no honest event is blamed: {:?}", diagnosis.findings);
    house.goes_on();
}

#[test]
fn whom_a_volunteer_brings_in_is_nobody() {
    let house = house();
    let hand = house.hand();
    let (ghost, device) = (MemberId::from_random([77; 16]), DeviceId::from_bytes(hand.device));
    let keys = hand.unlocked.secrets().public();
    let id = seat_id(CentreId::from_bytes(hand.centre), ghost, device, &keys);
    let seat = ControlWrite::Seat { id, member: ghost, device, keys: Keys(keys.to_bytes()) };
    let event =
        hand.write(&Forged::of(StreamName::Control, &says(&hand, EventKind::MemberAdd, &[coordinator(ghost), seat])));
    let theirs =
        Body { member: ghost, seat: Some(id), ..says(&hand, EventKind::MemberChange, &[coordinator(house.vol.id)]) };
    let second = hand.write(&Forged::of(StreamName::Control, &theirs));
    drop(hand);
    assert!(reason_of(&house.open(house.coordinator), &second).is_some());
    check_nothing(&house, &event, "no-right");
}

fn publishes(house: &House, who: Who) {
    let before = house.open(house.coordinator).forms().unwrap();
    let mut store = house.open(who);
    let form = FormSource { form_id: "intake", hash: [8; 32], version: "2", source: b"other" };
    assert!(matches!(store.form_publish(&form, later(63)), Err(StoreError::Refused(_))));
    drop(store);
    let hand = house.hand_of(who);
    let write = ControlWrite::Form { form_id: "intake".to_owned(), hash: [8; 32], version: "2".to_owned() };
    let event = hand.write(&Forged::of(StreamName::Control, &says(&hand, EventKind::FormPublish, &[write])));
    hand.run(
        "INSERT OR IGNORE INTO form (form_id, hash, version, source) VALUES ('intake', ?1, '2', x'00')",
        [[8_u8; 32]],
    );
    drop(hand);
    let store = house.open(house.coordinator);
    assert_eq!(store.forms().unwrap(), before);
    assert_eq!(reason_of(&store, &event).as_deref(), Some("no-right"));
}

#[test]
fn a_supervisor_and_a_volunteer_publish_no_questionnaire() {
    let house = house();
    publishes(&house, house.supervisor);
    publishes(&house, house.vol);
    house.goes_on();
}

/// Other keys for this very device, signed with them, before, beside and behind what the device wrote itself.
#[test]
fn other_keys_claimed_for_a_device_hide_nothing_that_it_wrote() {
    let house = house();
    let hand = house.hand();
    let secrets = DeviceSecrets::make(&mut SystemEntropy).unwrap();
    // EXPOSE: to sign with them.
    let signer: [u8; 32] = secrets.to_secret_bytes().expose()[..32].try_into().unwrap();
    let (id, keys) = (DeviceId::from_bytes(hand.device), Keys(secrets.public().to_bytes()));
    let claim = ControlWrite::Device { id, name: "Бөтен".to_owned(), keys };
    let body = says(&hand, EventKind::DeviceAdd, &[claim]);
    let (last, end) = hand.end(StreamName::Control);
    let first: [u8; 32] = hand.blob("SELECT event_id FROM event WHERE stream = 0 AND seq = 1", []).try_into().unwrap();
    for (dseq, prev) in [(0, [0; 32]), (1, [0; 32]), (2, first), (last, first), (last + 1, end)] {
        hand.write_as(&At { dseq, prev, signer }, &Forged::of(StreamName::Control, &body));
    }
    drop(hand);
    let forged = |finding: &Finding| matches!(finding, Finding::Event { fault: Fault::Signature, .. });
    assert!(finds(&house.doctor(house.coordinator), forged) && finds(&house.doctor(house.vol), forged));
    let mut store = house.open(house.coordinator);
    store.member_add(new_member("Болат"), &Authorised::Alone, later(63)).unwrap();
    assert_eq!(store.members().unwrap().len(), 5);
    drop(store);
    house.goes_on();
}

/// In the first layout ids were drawn: anybody can claim keys for the coordinator's, before this program ever opened the
/// store and after. In an old centre all rests on those.
#[test]
fn other_keys_claimed_for_the_founder_of_an_old_centre_hide_nothing() {
    let word = "төрт тырна көлге қонды";
    // Where this program has not been yet, the table takes no number twice.
    for (is_opened_before, beside) in [(false, vec![0]), (true, vec![0, 1, 2])] {
        let dir = tempfile::tempdir().unwrap();
        let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/stores/0001-first");
        for file in ["pana.db", "keyring.json"] {
            std::fs::copy(old.join(file), dir.path().join(file)).unwrap();
        }
        let founder = Locked::open(dir.path()).unwrap().members().unwrap()[0].id;
        let open = || Locked::open(dir.path()).unwrap().unlock(founder, &secret(word), later(60)).unwrap();
        if is_opened_before {
            drop(open());
        }
        claim_founder(&mut Hand::at(dir.path(), Who { id: founder, word }), founder, &beside);
        let mut store = open();
        assert_eq!((store.member().role, store.members().unwrap().len()), (Role::Coordinator, 1));
        store.member_add(new_member("Болат"), &Authorised::Alone, later(63)).unwrap();
        let named = |finding: &Finding| matches!(finding, Finding::Event { fault: Fault::Signature, .. });
        assert!(finds(&store.doctor(later(64)).unwrap(), named));
    }
}

/// Other keys for the founder and for the device, on a device with a lower id and, under these numbers, on the founder's own.
fn claim_founder(hand: &mut Hand, founder: MemberId, beside: &[u64]) {
    let own = hand.device;
    let device_keys = DeviceSecrets::make(&mut SystemEntropy).unwrap();
    // EXPOSE: to sign with them.
    let signer: [u8; 32] = device_keys.to_secret_bytes().expose()[..32].try_into().unwrap();
    let bytes = |keys: [u8; 64]| Value::Bytes(keys.to_vec());
    let other = bytes(MemberSecrets::make(&mut SystemEntropy).unwrap().public().to_bytes());
    let member = Value::List(vec![Value::text("Бөтен"), Value::text("coordinator"), Value::List(vec![]), other]);
    let device = Value::List(vec![Value::text("Бөтен"), bytes(device_keys.public().to_bytes())]);
    let own_path = format!("device/{}", DeviceId::from_bytes(own));
    let claims = [(format!("member/{founder}"), member), (own_path, device)];
    let claims = claims.map(|(path, value)| Op::set(path, value, Vec::new()));
    let body = first_layout(hand, founder, EventKind::MemberAdd, &claims);
    for (device, numbers) in [([0; 16], &[1, 2][..]), (own, beside)] {
        hand.device = device;
        for dseq in numbers.iter().copied() {
            let (stream, subject) = (StreamName::Control, hand.centre);
            let forged = Forged { stream, subject, body: body.clone(), layout: 1, epoch: None, subject_key: None };
            hand.write_as(&At { dseq, prev: [0; 32], signer }, &forged);
        }
    }
}

#[test]
fn an_entry_that_does_not_count_ends_no_wait_of_new_sheets_by_its_far_time() {
    let house = house();
    house.open(house.coordinator).sheets_make(&Authorised::Alone, later(63)).unwrap();
    let hand = house.hand();
    let body = says(&hand, EventKind::MemberChange, &[coordinator(house.vol.id)]);
    let far = Hlc::at(later(9 * 24 * 60).unix_ms().cast_unsigned());
    let event = hand.write(&Forged::of(StreamName::Control, &Body { hlc: far, ..body }));
    drop(hand);
    let store = house.open(house.coordinator);
    assert_eq!(reason_of(&store, &event).as_deref(), Some("no-right"));
    assert!(store.sheets_wait_until().is_some());
    assert!(store.notices().iter().any(|notice| matches!(notice, Notice::SheetsWait { days } if *days >= 7)));
}
