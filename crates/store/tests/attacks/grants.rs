//! Keys put in, and sealed keys and slots taken away.

use std::cmp::Ordering;

use pana_casework::authority::{ControlWrite, EpochRef, GrantTo};
use pana_casework::{Grant, Role};
use pana_keys::{Entropy, EpochKey, Generation, KeysError, Seat, SystemEntropy, open_address, seal_grant};
use pana_model::{CentreId, StreamName};
use pana_record::EventKind;
use pana_store::{AddMember, Authorised, Fault, Finding, Locked, StoreError, Stream};
use pana_wire::StreamId;
use rusqlite::params;

use crate::hand::{Forged, Hand};
use crate::house::{House, KDF, finds, house, later, reason_of, secret};

/// Vol makes an epoch of the protected stream, with a generation under it, and seals its key to the coordinator.
fn put_epoch(house: &House, hand: &Hand) -> (EpochKey, Vec<u8>) {
    let centre = CentreId::from_bytes(hand.centre);
    let stream = StreamId::derive(centre, Stream::Protected);
    let epoch = EpochKey::make(stream, 2, &mut SystemEntropy).unwrap();
    let keyring = std::fs::read(house.dir.path().join("keyring.json")).unwrap();
    let keys = pana_keys::Keyring::from_bytes(&keyring).unwrap().member(house.coordinator.id).unwrap().public;
    let device = hand.unlocked.device().unwrap();
    let to = Seat { centre, member: house.coordinator.id, device, keys };
    let sealed = seal_grant(&epoch, &to, &mut SystemEntropy).unwrap();
    let (id, seat) = (epoch.id(), to.id());
    hand.run(
        "INSERT INTO seat_grant (stream, epoch, seat, sealed) VALUES (2, ?1, ?2, ?3)",
        params![id.as_bytes(), seat.as_bytes(), sealed],
    );
    hand.run(
        "INSERT INTO grant_sealed (stream, epoch, member, sealed) VALUES (2, ?1, ?2, ?3)",
        params![id.as_bytes(), house.coordinator.id.as_bytes(), sealed],
    );
    let (generation, buckets) = Generation::make(stream, 2, &mut SystemEntropy).unwrap();
    let put = |number: u16, wrapped: [u8; 72]| {
        hand.run(
            "INSERT INTO key_box (stream, generation, number, epoch, wrapped) VALUES (2, ?1, ?2, ?3, ?4)",
            params![generation.id().as_bytes(), number, id.as_bytes(), wrapped.as_slice()],
        );
    };
    put(256, generation.wrap(&epoch, &mut SystemEntropy).unwrap());
    for bucket in buckets {
        put(u16::from(bucket.bucket()), bucket.wrap(&epoch, &mut SystemEntropy).unwrap());
    }
    (epoch, sealed)
}

/// What the coordinator tells and to whom they pass the stream on is closed to who holds that key.
fn check_closed(house: &House, epoch: &EpochKey) {
    let mut store = house.open(house.coordinator);
    assert!(store.opens(Stream::Protected));
    let talk = house.talk(&mut store);
    let new = AddMember {
        name: "Болат".to_owned(),
        role: Role::Worker,
        grants: vec![Grant::Protected],
        passphrase: secret("бірінші сөз"),
        kdf: KDF,
    };
    let added = store.member_add(new, &Authorised::Alone, later(63)).unwrap();
    drop(store);
    let hand = house.hand();
    let headers = hand.headers(StreamName::Protected);
    assert!(!headers.is_empty());
    for header in headers {
        assert_ne!(header.epoch, epoch.id());
        assert!(open_address(&header, epoch).is_err());
    }
    let under = |table: &str, column: &str| {
        let id = if column == "epoch" { epoch.id().as_bytes().to_vec() } else { vec![0, 0, 0, 2] };
        let query = format!("SELECT count(*) FROM {table} WHERE stream = 2 AND substr({column}, 1, length(?1)) = ?1");
        hand.sql.query_row(&query, [id], |row| row.get::<_, i64>(0)).unwrap()
    };
    assert_eq!(under("seat_grant", "epoch"), 1, "nobody is given that key");
    assert_eq!(under("subject_slot", "generation"), 0, "nobody's key lies under that generation");
    drop(hand);
    let store = Locked::open(house.dir.path()).unwrap().unlock(added.id, &secret("бірінші сөз"), later(64)).unwrap();
    assert_eq!(store.interview(talk.interview).unwrap().answers.len(), 1);
}

#[test]
fn a_key_that_no_event_names_is_written_under_by_nobody() {
    let house = house();
    let (epoch, _) = put_epoch(&house, &house.hand());
    check_closed(&house, &epoch);
    house.goes_on();
}

#[test]
fn a_key_of_the_control_stream_that_somebody_put_in_is_given_on_to_nobody() {
    let house = house();
    let hand = house.hand();
    let centre = CentreId::from_bytes(hand.centre);
    let epoch = EpochKey::make(StreamId::derive(centre, Stream::Control), 2, &mut SystemEntropy).unwrap();
    let keyring = std::fs::read(house.dir.path().join("keyring.json")).unwrap();
    let keys = pana_keys::Keyring::from_bytes(&keyring).unwrap().member(house.coordinator.id).unwrap().public;
    let to = Seat { centre, member: house.coordinator.id, device: hand.unlocked.device().unwrap(), keys };
    let sealed = seal_grant(&epoch, &to, &mut SystemEntropy).unwrap();
    hand.run(
        "INSERT INTO seat_grant (stream, epoch, seat, sealed) VALUES (0, ?1, ?2, ?3)",
        params![epoch.id().as_bytes(), to.id().as_bytes(), sealed],
    );
    drop(hand);
    let mut store = house.open(house.coordinator);
    let (name, passphrase) = ("Болат".to_owned(), secret("бірінші сөз"));
    let new = AddMember { name, role: Role::Worker, grants: Vec::new(), passphrase, kdf: KDF };
    store.member_add(new, &Authorised::Alone, later(63)).unwrap();
    drop(store);
    let query = "SELECT count(*) FROM seat_grant WHERE epoch = ?1";
    let held = house.hand().sql.query_row(query, [epoch.id().as_bytes()], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(held, 1);
}

/// Randomness that begins with what somebody chose.
struct Chosen<'c>(&'c [u8]);

impl Entropy for Chosen<'_> {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), KeysError> {
        match std::mem::take(&mut self.0) {
            [] => SystemEntropy.fill(out),
            chosen => {
                out.copy_from_slice(chosen);
                Ok(())
            }
        }
    }
}

/// Vol makes a key for the epoch that the control stream is written under and seals it to the coordinator, so that the row
/// lies before or behind the true one.
fn put_beside(house: &House, hand: &Hand, order: Ordering) {
    let centre = CentreId::from_bytes(hand.centre);
    let newest = "SELECT epoch FROM seat_grant WHERE stream = 0 ORDER BY epoch DESC LIMIT 1";
    let id = hand.blob(newest, []);
    let number = u32::from_be_bytes(id[..4].try_into().unwrap());
    assert_eq!(number, 2, "the first is the root's");
    let epoch = EpochKey::make(StreamId::derive(centre, Stream::Control), number, &mut Chosen(&id[4..])).unwrap();
    assert_eq!(epoch.id().as_bytes().as_slice(), id);
    let keyring = std::fs::read(house.dir.path().join("keyring.json")).unwrap();
    let keys = pana_keys::Keyring::from_bytes(&keyring).unwrap().member(house.coordinator.id).unwrap().public;
    let to = Seat { centre, member: house.coordinator.id, device: hand.unlocked.device().unwrap(), keys };
    let seat = to.id();
    let held = "SELECT sealed FROM seat_grant WHERE stream = 0 AND epoch = ?1 AND seat = ?2";
    let held = hand.blob(held, params![id, seat.as_bytes()]);
    let mut seals = std::iter::repeat_with(|| seal_grant(&epoch, &to, &mut SystemEntropy).unwrap());
    let sealed = seals.find(|sealed| sealed.cmp(&held) == order).unwrap();
    hand.run(
        "INSERT INTO seat_grant (stream, epoch, seat, sealed) VALUES (0, ?1, ?2, ?3)",
        params![id, seat.as_bytes(), sealed],
    );
}

#[test]
fn a_key_put_in_beside_the_one_that_the_control_stream_is_written_under_hides_nothing_of_it() {
    for order in [Ordering::Less, Ordering::Greater] {
        let house = house();
        let mut store = house.open(house.coordinator);
        store.member_remove(house.worker.id, &Authorised::Alone, later(5)).unwrap();
        store.member_change(house.supervisor.id, Role::Volunteer, &Authorised::Alone, later(6)).unwrap();
        drop(store);
        put_beside(&house, &house.hand(), order);
        let role = |store: &pana_store::Store, who: pana_model::MemberId| {
            store.members().unwrap().into_iter().find(|member| member.id == who).map(|member| member.role)
        };
        let mut store = house.open(house.coordinator);
        assert_eq!(role(&store, house.supervisor.id), Some(Role::Volunteer), "{order:?}");
        let (name, passphrase) = ("Болат".to_owned(), secret("бірінші сөз"));
        let new = AddMember { name, role: Role::Worker, grants: Vec::new(), passphrase, kdf: KDF };
        let added = store.member_add(new, &Authorised::Alone, later(63)).unwrap().id;
        drop(store);
        assert_eq!(role(&house.open(house.coordinator), added), Some(Role::Worker), "and it goes on from its end");
    }
}

#[test]
fn a_key_put_in_after_the_first_protected_talk_opens_nothing_either() {
    let house = house();
    house.talk(&mut house.open(house.coordinator));
    let (epoch, _) = put_epoch(&house, &house.hand());
    check_closed(&house, &epoch);
}

#[test]
fn a_key_that_a_volunteer_names_in_an_event_is_written_under_by_nobody() {
    let house = house();
    let hand = house.hand();
    let (epoch, sealed) = put_epoch(&house, &hand);
    let (stream, id) = (StreamName::Protected, EpochRef(*epoch.id().as_bytes()));
    let seat = hand.seat_of(&house, house.coordinator);
    let grant =
        ControlWrite::Grant { stream, epoch: id, to: GrantTo::Seat(seat), hash: *blake3::hash(&sealed).as_bytes() };
    let begun = ControlWrite::Epoch {
        stream,
        epoch: id,
        commitment: epoch.commitment(),
        generation: [0; 16],
        seats: [seat].into(),
        digest: [0; 32],
    };
    let mut named = Vec::new();
    for (kind, write) in [(EventKind::EpochRoll, begun), (EventKind::EpochGrant, grant)] {
        let body = hand.body(hand.centre, kind, vec![write.to_op().unwrap()]);
        named.push(hand.write(&Forged::of(StreamName::Control, &body)));
    }
    drop(hand);
    check_closed(&house, &epoch);
    let store = house.open(house.coordinator);
    let reasons: Vec<String> = named.iter().map(|event| reason_of(&store, event).unwrap()).collect();
    assert_eq!(reasons, ["no-right", "no-right"]);
}

#[test]
fn sealed_keys_of_the_protected_stream_that_are_deleted_are_named_to_everyone() {
    let house = house();
    house.talk(&mut house.open(house.coordinator));
    house.hand().run("DELETE FROM seat_grant WHERE stream = 2", []);
    assert!(!house.open(house.coordinator).opens(Stream::Protected));
    for who in [house.coordinator, house.worker, house.vol] {
        assert!(finds(&house.doctor(who), |finding| *finding == Finding::Grant(Stream::Protected)));
    }
    house.goes_on();
}

#[test]
fn whose_sealed_keys_are_deleted_is_let_in_by_the_sheets_and_nobody_else_is_kept_out() {
    let house = house();
    let hand = house.hand();
    let seat = hand.seat_of(&house, house.coordinator);
    hand.run("DELETE FROM seat_grant WHERE seat = ?1", [seat.as_bytes()]);
    drop(hand);
    assert!(matches!(house.try_open(house.coordinator), Err(StoreError::UnknownMember)));
    let lost = |finding: &Finding| *finding == Finding::Grant(Stream::Control);
    assert!(finds(&house.doctor(house.worker), lost) && finds(&house.doctor(house.vol), lost));
    let [a, b] = house.sheets.clone().map(|sheet| sheet.to_text().expose().clone());
    let fresh = secret("жаңа құпия сөз");
    let mut store = Locked::open(house.dir.path())
        .unwrap()
        .recover([&a, &b], house.coordinator.id, &fresh, KDF, later(63))
        .unwrap();
    house.works(&mut store);
    house.talk(&mut store);
}

#[test]
fn slots_of_the_protected_stream_that_are_deleted_are_named_event_by_event() {
    let house = house();
    house.talk(&mut house.open(house.coordinator));
    house.hand().run("DELETE FROM subject_slot WHERE stream = 2", []);
    let diagnosis = house.doctor(house.coordinator);
    let lost = |finding: &Finding| {
        matches!(finding, Finding::Event { stream: Stream::Protected, fault: Fault::KeyMissing, .. })
    };
    assert!(finds(&diagnosis, lost), "{:?}", diagnosis.findings);
    assert!(!diagnosis.bodies_ok);
    house.goes_on();
    let mut store = house.open(house.coordinator);
    let again = house.talk(&mut store);
    assert_eq!(store.interview(again.interview).unwrap().answers.len(), 1);
    assert!(store.set_aside().unwrap().iter().any(|aside| aside.stream == Stream::Protected));
}

#[test]
fn boxes_of_the_protected_stream_that_are_deleted_are_named_and_new_talks_go_on() {
    let house = house();
    house.talk(&mut house.open(house.coordinator));
    house.hand().run("DELETE FROM key_box WHERE stream = 2", []);
    let lost = |finding: &Finding| {
        matches!(finding, Finding::Event { stream: Stream::Protected, fault: Fault::KeyMissing, .. })
    };
    assert!(finds(&house.doctor(house.coordinator), lost));
    let mut store = house.open(house.coordinator);
    let again = house.talk(&mut store);
    assert_eq!(store.interview(again.interview).unwrap().answers.len(), 1);
    drop(store);
    house.goes_on();
}

#[test]
fn what_waits_to_be_sent_tells_nobody_of_a_protected_talk() {
    let house = house();
    let unsent = |who| house.open(who).unsent().unwrap();
    // By the third time nobody's lock leaves a witness any more.
    let [.., before] = [(); 3].map(|()| (unsent(house.coordinator), unsent(house.vol)));
    house.talk(&mut house.open(house.coordinator));
    assert_eq!(unsent(house.vol), before.1);
    assert!(unsent(house.coordinator) > before.0);
}
