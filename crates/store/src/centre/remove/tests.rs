use pana_keys::{KdfParams, Keyring};
use pana_model::Secret;

use super::*;
use crate::testing::{centre, now};
use crate::{AddMember, Locked};

fn word() -> Secret<String> {
    Secret::new("сөз".to_owned())
}

fn key_of(dir: &tempfile::TempDir, member: MemberId) -> [u8; 32] {
    let keyring = Keyring::from_bytes(&std::fs::read(dir.path().join("keyring.json")).unwrap()).unwrap();
    // EXPOSE: to compare it.
    *keyring.unlock(member, &word()).unwrap().db_key().expose()
}

#[test]
fn a_removal_that_was_cut_off_before_the_keys_changed_is_finished_at_the_next_opening() {
    let (dir, mut store) = centre();
    let coordinator = store.member().id;
    let kdf = KdfParams { memory_kib: 64, passes: 1, lanes: 1 };
    let grants = vec![Grant::Protected];
    let new = AddMember { name: "Серік".to_owned(), role: Role::Worker, grants, passphrase: word(), kdf };
    let id = store.member_add(new, &Authorised::Alone, now()).unwrap().id;
    let known = key_of(&dir, coordinator);
    for withdrawal in [true, false] {
        let before = key_of(&dir, coordinator);
        let cuts = store.cuts().unwrap();
        let (act, kind, write) = if withdrawal {
            let grant = Grant::Protected;
            let write = ControlWrite::WithdrawGrant { grant, member: id, cuts };
            (Act::WithdrawGrant(grant), EventKind::GrantWithdraw, write)
        } else {
            (Act::RemoveMember, EventKind::MemberRemove, ControlWrite::RemoveMember { id, cuts })
        };
        store.transact(&Asked::of(act), now(), |tx| tx.control(kind, &[write], None)).unwrap();
        drop(store);
        assert_eq!(key_of(&dir, coordinator), before, "cut off here");
        store = Locked::open(dir.path()).unwrap().unlock(coordinator, &word(), now()).unwrap();
        assert_ne!(key_of(&dir, coordinator), before, "withdrawal: {withdrawal}");
        assert!(!store.is_any_roll_due(now()));
    }
    assert_ne!(key_of(&dir, coordinator), known);
    let after = key_of(&dir, coordinator);
    drop(store);
    let mut store = Locked::open(dir.path()).unwrap().unlock(coordinator, &word(), now()).unwrap();
    assert_eq!(key_of(&dir, coordinator), after, "once");
    assert_eq!(store.doctor(now()).unwrap().findings, []);
}

fn add(store: &mut Store, name: &str) -> MemberId {
    let kdf = KdfParams { memory_kib: 64, passes: 1, lanes: 1 };
    let new = AddMember { name: name.to_owned(), role: Role::Worker, grants: vec![], passphrase: word(), kdf };
    store.member_add(new, &Authorised::Alone, now()).unwrap().id
}

#[test]
fn a_change_of_the_key_that_finds_no_room_leaves_a_store_that_works_and_is_made_later() {
    let (dir, mut store) = centre();
    let coordinator = store.member().id;
    let (first, second) = (add(&mut store, "Серік"), add(&mut store, "Болат"));
    let known = key_of(&dir, coordinator);
    let in_the_way = dir.path().join("pana.db.new");
    std::fs::create_dir(&in_the_way).unwrap();
    assert!(store.member_remove(first, &Authorised::Alone, now()).is_err());
    assert_eq!(store.members().unwrap().len(), 2, "the removal itself stands");
    store.reopen().unwrap();
    assert_eq!(store.doctor(now()).unwrap().findings, [], "and the session goes on");
    let told = key_of(&dir, second);
    std::fs::remove_dir(&in_the_way).unwrap();
    store.member_remove(second, &Authorised::Alone, now()).unwrap();
    let after = key_of(&dir, coordinator);
    assert!(after != known && after != told, "whoever was told the key that got stuck does not have the next one");
    drop(store);
    let mut store = Locked::open(dir.path()).unwrap().unlock(coordinator, &word(), now()).unwrap();
    assert!(!store.is_any_roll_due(now()));
    assert_eq!(store.doctor(now()).unwrap().findings, []);
}

#[test]
fn a_change_of_the_key_that_finds_no_room_keeps_nobody_out_and_they_are_told() {
    let (dir, mut store) = centre();
    let coordinator = store.member().id;
    let (leaves, stays) = (add(&mut store, "Серік"), add(&mut store, "Болат"));
    let known = key_of(&dir, coordinator);
    let in_the_way = dir.path().join("pana.db.new");
    std::fs::create_dir(&in_the_way).unwrap();
    assert!(store.member_remove(leaves, &Authorised::Alone, now()).is_err());
    drop(store);
    for (people_so_far, member) in [(0, coordinator), (1, stays), (2, coordinator)] {
        let mut store = Locked::open(dir.path()).unwrap().unlock(member, &word(), now()).unwrap();
        assert!(store.notices().contains(&crate::Notice::Unfinished));
        assert_eq!(store.people_count().unwrap(), people_so_far);
        crate::testing::people(&mut store, Stream::Centre, &[&[("given_name", "Әсел")]]).unwrap();
    }
    std::fs::remove_dir(&in_the_way).unwrap();
    let mut store = Locked::open(dir.path()).unwrap().unlock(coordinator, &word(), now()).unwrap();
    assert_eq!((store.notices(), store.people_count().unwrap()), (&[][..], 3));
    assert_ne!(key_of(&dir, coordinator), known);
    assert!(!store.is_any_roll_due(now()));
    assert_eq!(store.doctor(now()).unwrap().findings, []);
}

#[test]
fn a_change_of_the_key_that_cannot_be_written_down_is_not_begun() {
    let (dir, mut store) = centre();
    let coordinator = store.member().id;
    let known = key_of(&dir, coordinator);
    let in_the_way = dir.path().join("keyring.json.new");
    std::fs::create_dir(&in_the_way).unwrap();
    assert!(store.renew_db_key().is_err());
    assert!(!store.unlocked().is_changing_db_key());
    std::fs::remove_dir(&in_the_way).unwrap();
    store.renew_db_key().unwrap();
    assert_ne!(key_of(&dir, coordinator), known);
    assert_eq!(store.doctor(now()).unwrap().findings, []);
}

mod key;
mod sheets;
