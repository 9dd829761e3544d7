//! Stores of the first layout, into which a whole second centre was written before this program first opened them: at that
//! first look nothing outside of the database says yet which is the true one.

use std::path::Path;

use pana_casework::Role;
use pana_casework::authority::{ControlWrite, Keys};
use pana_keys::{DeviceSecrets, MemberSecrets, SystemEntropy, device_id, seat_id};
use pana_model::{CentreId, DeviceId, MemberId, StreamName};
use pana_record::{Body, EventKind, Hlc, Op, Value};
use pana_store::{Locked, Store, StoreError};
use rusqlite::params;

use crate::control::first_layout;
use crate::hand::{At, Forged, Hand, code, nothing_starts};
use crate::house::{Who, later, secret};

const WORD: &str = "төрт тырна көлге қонды";

/// A store as the first program left it.
struct Old {
    dir: tempfile::TempDir,
    founder: MemberId,
}

impl Old {
    fn of(name: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/stores").join(name);
        for file in ["pana.db", "keyring.json"] {
            std::fs::copy(from.join(file), dir.path().join(file)).unwrap();
        }
        let founder = Locked::open(dir.path()).unwrap().members().unwrap()[0].id;
        Self { dir, founder }
    }

    fn open(&self) -> Result<Store, StoreError> {
        let starting = nothing_starts();
        let locked = Locked::open(self.dir.path());
        drop(starting);
        locked?.unlock(self.founder, &secret(WORD), later(60))
    }

    fn hand(&self) -> Hand {
        Hand::at(self.dir.path(), Who { id: self.founder, word: WORD })
    }

    fn keyring(&self) -> Vec<u8> {
        std::fs::read(self.dir.path().join("keyring.json")).unwrap()
    }
}

/// Who founds the second centre, and on what device.
struct Ghost {
    id: MemberId,
    keys: MemberSecrets,
    device: DeviceId,
    device_keys: DeviceSecrets,
}

impl Ghost {
    fn new(hand: &mut Hand) -> Self {
        let keys = MemberSecrets::make(&mut SystemEntropy).unwrap();
        let device_keys = DeviceSecrets::make(&mut SystemEntropy).unwrap();
        let device = device_id(CentreId::from_bytes(hand.centre), &device_keys.public());
        // EXPOSE: to sign with them.
        hand.member_sign = Some(keys.to_secret_bytes().expose()[..32].try_into().unwrap());
        Self { id: MemberId::from_random([99; 16]), keys, device, device_keys }
    }

    fn signs(&self) -> [u8; 32] {
        // EXPOSE: to sign with them.
        self.device_keys.to_secret_bytes().expose()[..32].try_into().unwrap()
    }

    fn says_device(&self) -> ControlWrite {
        let keys = Keys(self.device_keys.public().to_bytes());
        ControlWrite::Device { id: self.device, name: "Бөтен".to_owned(), keys }
    }
}

fn centre_op() -> Op {
    ControlWrite::Centre("Бөтен".to_owned()).to_op().unwrap()
}

/// A member as the first layout had them: with their keys beside the role.
fn member_op(id: MemberId, role: Role, keys: [u8; 64]) -> Op {
    let list = vec![
        Value::text("Бөтен"),
        Value::text(role.as_str()),
        Value::List(vec![Value::text("protected")]),
        Value::Bytes(keys.to_vec()),
    ];
    Op::set(format!("member/{id}"), Value::List(list), Vec::new())
}

/// The second centre in the first layout: its name, its device, the ghost, and then these.
fn found(hand: &mut Hand, ghost: &Ghost, more: &[Op]) {
    hand.device = *ghost.device.as_bytes();
    let founding = [
        (EventKind::CentreCreate, centre_op()),
        (EventKind::DeviceAdd, ghost.says_device().to_op().unwrap()),
        (EventKind::MemberAdd, member_op(ghost.id, Role::Coordinator, ghost.keys.public().to_bytes())),
    ];
    let more = more.iter().map(|op| (EventKind::MemberAdd, op.clone()));
    let mut prev = [0; 32];
    for (dseq, (kind, op)) in (1..).zip(founding.into_iter().chain(more)) {
        prev = say(hand, ghost, (dseq, prev), kind, op);
    }
}

fn say(hand: &Hand, ghost: &Ghost, (dseq, prev): (u64, [u8; 32]), kind: EventKind, op: Op) -> [u8; 32] {
    let body = first_layout(hand, ghost.id, kind, &[op]);
    let (stream, subject) = (StreamName::Control, hand.centre);
    let forged = Forged { stream, subject, body, layout: 1, epoch: None, subject_key: None };
    hand.write_as(&At { dseq, prev, signer: ghost.signs() }, &forged)
}

/// Which of two centres is the true one nobody can tell: neither is taken, in words, until the second is out again.
fn check_refused(old: &Old, ghost: &Ghost) {
    let keyring = old.keyring();
    for _ in 0..2 {
        let opened = old.open();
        assert!(
            matches!(&opened, Err(StoreError::Damaged(what)) if what.contains("beginning of the control stream")),
            "{opened:?}"
        );
    }
    let slot =
        |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).unwrap()["members"][0]["sealed"].clone();
    assert_eq!(slot(&old.keyring()), slot(&keyring), "no root is pinned");
    let hand = old.hand();
    let of_ghost = params![code(StreamName::Control), ghost.device.as_bytes()];
    assert!(hand.run("DELETE FROM event WHERE stream = ?1 AND device = ?2", of_ghost) > 0);
    drop(hand);
    check_true(old);
}

/// The founder is the coordinator of the centre that they made, in which the ghost is nobody; and they go on with it.
fn check_true(old: &Old) {
    for _ in 0..2 {
        let mut store = old.open().unwrap();
        assert_eq!(store.member().role, Role::Coordinator);
        assert_ne!(store.centre_name(), "Бөтен");
        assert_eq!(store.members().unwrap().iter().map(|member| member.id).collect::<Vec<_>>(), [old.founder]);
        let people = store.people_search("", 99).unwrap().people;
        assert!(!people.is_empty());
        store.rebuild_views(later(61)).unwrap();
        assert_eq!(store.people_search("", 99).unwrap().people.len(), people.len());
    }
}

#[test]
fn a_second_centre_that_knows_the_founder_is_not_taken_for_theirs() {
    for name in ["0001-first", "0002-house"] {
        for role in [Role::Coordinator, Role::Volunteer] {
            let old = Old::of(name);
            let mut hand = old.hand();
            let ghost = Ghost::new(&mut hand);
            let theirs = hand.unlocked.secrets().public().to_bytes();
            found(&mut hand, &ghost, &[member_op(old.founder, role, theirs)]);
            drop(hand);
            check_refused(&old, &ghost);
        }
    }
}

#[test]
fn a_second_centre_of_the_second_layout_that_knows_the_founder_is_not_taken_for_theirs() {
    let old = Old::of("0001-first");
    let mut hand = old.hand();
    let ghost = Ghost::new(&mut hand);
    hand.device = *ghost.device.as_bytes();
    let centre = CentreId::from_bytes(hand.centre);
    let seat = |member: MemberId, keys: &pana_keys::PublicKeys| ControlWrite::Seat {
        id: seat_id(centre, member, ghost.device, keys),
        member,
        device: ghost.device,
        keys: Keys(keys.to_bytes()),
    };
    let is = |id: MemberId| {
        let (name, role, grants) = ("Бөтен".to_owned(), Role::Coordinator, Default::default());
        ControlWrite::Member { id, name, role, grants, keys: None }
    };
    let (mine, theirs) = (ghost.keys.public(), hand.unlocked.secrets().public());
    let writes =
        [ghost.says_device(), is(ghost.id), seat(ghost.id, &mine), is(old.founder), seat(old.founder, &theirs)];
    let mut ops: Vec<Op> = vec![centre_op()];
    ops.extend(writes.iter().filter_map(ControlWrite::to_op));
    let at = seat_id(centre, ghost.id, ghost.device, &mine);
    let body = Body { ops, ..Body::new(hand.centre, Hlc::at(1), ghost.id, at, EventKind::CentreCreate) };
    let at = At { dseq: 1, prev: [0; 32], signer: ghost.signs() };
    hand.write_as(&at, &Forged::of(StreamName::Control, &body));
    drop(hand);
    check_refused(&old, &ghost);
}

#[test]
fn a_second_centre_that_does_not_know_the_founder_is_passed_over_and_stands_aside() {
    for name in ["0001-first", "0002-house"] {
        for claims_founder in [false, true] {
            let old = Old::of(name);
            let mut hand = old.hand();
            let ghost = Ghost::new(&mut hand);
            // The founder under keys that the ghost holds too.
            let other = member_op(old.founder, Role::Volunteer, ghost.keys.public().to_bytes());
            found(&mut hand, &ghost, if claims_founder { std::slice::from_ref(&other) } else { &[] });
            drop(hand);
            check_true(&old);
            let mut store = old.open().unwrap();
            let aside = store.set_aside().unwrap();
            assert!(aside.len() >= 3 && aside.iter().all(|event| event.reason == "wrong-root"), "{aside:?}");
            let findings = store.doctor(later(62)).unwrap().findings;
            assert!(findings.len() >= aside.len(), "{findings:?}");
        }
    }
}

#[test]
fn a_second_chain_behind_the_true_one_makes_nobody_a_coordinator() {
    let old = Old::of("0001-first");
    let mut hand = old.hand();
    let (own, signer) = (hand.device, hand.device_sign());
    let ghost = Ghost::new(&mut hand);
    let (mut last, mut prev) = hand.end(StreamName::Control);
    for (kind, op) in [
        (EventKind::CentreCreate, centre_op()),
        (EventKind::MemberAdd, member_op(ghost.id, Role::Coordinator, ghost.keys.public().to_bytes())),
        (EventKind::MemberChange, member_op(old.founder, Role::Volunteer, ghost.keys.public().to_bytes())),
    ] {
        last += 1;
        let body = first_layout(&hand, ghost.id, kind, &[op]);
        let (stream, subject) = (StreamName::Control, hand.centre);
        let forged = Forged { stream, subject, body, layout: 1, epoch: None, subject_key: None };
        prev = hand.write_as(&At { dseq: last, prev, signer }, &forged);
    }
    assert_eq!(hand.device, own);
    drop(hand);
    check_true(&old);
    let findings = old.open().unwrap().doctor(later(62)).unwrap().findings;
    assert!(findings.len() >= 3, "each is named: {findings:?}");
}
