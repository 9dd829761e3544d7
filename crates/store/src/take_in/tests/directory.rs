//! The directory of services on two laptops, through a rebuild, and in the doctor's eyes.

use pana_casework::Role;
use pana_casework::directory::{Places, ServiceCheck};
use pana_casework::referral::{Detail, Details};
use pana_model::{ReferralId, Secret};

use super::laptops::{exchange, open_case};
use super::*;
use crate::doctor::{FileFault, Finding};
use crate::testing::{KDF, second_device};
use crate::{AddMember, Authorised, EditionSource, Locked, ReferralWrite};

fn publish(store: &mut Store, rows: &[u8]) -> [u8; 32] {
    store.directory_publish(&EditionSource { rows, file: "list.zip", services: 2 }, now()).unwrap()
}

fn says(words: &str) -> ServiceCheck {
    ServiceCheck { places: Some(Places::None), words: words.to_owned(), ..ServiceCheck::default() }
}

#[test]
fn editions_published_apart_both_stand_and_nothing_entered_by_hand_is_lost_by_it() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    let first = publish(&mut one, b"first");
    one.directory_enter("s1", "{}", now()).unwrap();
    let second = publish(&mut two, b"second");
    two.directory_enter("s2", "{}", now()).unwrap();
    two.directory_check("s1", &says("full"), now()).unwrap();
    exchange(&mut one, &mut two);
    for store in [&one, &two] {
        let said = store.directory();
        let all: BTreeSet<[u8; 32]> = said.editions().iter().map(|said| said.what.hash).collect();
        assert_eq!(all, BTreeSet::from([first, second]));
        assert_eq!(said.apart().len(), 1, "that there are two is told");
        assert_eq!(said.entered().collect::<Vec<_>>(), ["s1", "s2"]);
        assert_eq!(said.checks("s1").count(), 1);
        assert_eq!(reasons(store), Vec::<String>::new());
    }
    assert_eq!(one.directory(), two.directory());
    // Each has the rows of its own alone, goes on with those, and the doctor names the others.
    for (store, own, other) in [(&mut one, first, second), (&mut two, second, first)] {
        assert_eq!(store.edition_in_use().unwrap().unwrap().what.hash, own);
        assert!(matches!(store.edition_rows(other), Err(StoreError::UnknownEdition)));
        let missing = Finding::Edition { hash: other, fault: FileFault::Missing };
        assert!(store.doctor(now()).unwrap().findings.contains(&missing));
    }
}

#[test]
fn after_a_restart_and_a_rebuild_the_directory_is_what_it_was() {
    let (dir, mut store) = centre();
    let hash = publish(&mut store, &b"rows ".repeat(10_000));
    store.directory_enter("s1", "{\"service\":[]}", now()).unwrap();
    store.directory_check("s1", &says("full"), now()).unwrap();
    let case = open_case(&mut store);
    let details = Details::new()
        .with(Detail::Service, "food")
        .with(Detail::Recipient, "Нан")
        .with(Detail::Urgency, "normal")
        .with(Detail::DirectoryService, "s1")
        .with(Detail::DirectoryVersion, "00");
    let id = ReferralId::from_random([5; 16]);
    store.refer((Stream::Centre, case), &[ReferralWrite::Create { id, details }], now()).unwrap();
    let (before, views) = (store.directory(), store.view_hashes().unwrap());
    store.rebuild_views(now()).unwrap();
    assert_eq!(store.view_hashes().unwrap(), views);
    let member = store.member().id;
    drop(store);
    let mut again = Locked::open(dir.path()).unwrap().unlock(member, &Secret::new("сөз".to_owned()), now()).unwrap();
    assert_eq!(again.directory(), before);
    assert_eq!(again.edition_rows(hash).unwrap(), b"rows ".repeat(10_000));
    let to: Vec<String> = again.referrals_to_services().unwrap().into_iter().map(|(.., row)| row.directory).collect();
    assert_eq!(to, ["s1"]);
    assert_eq!(again.doctor(now()).unwrap().findings, []);
}

#[test]
fn rows_that_somebody_altered_are_named_not_used_and_put_right_by_the_same_list() {
    let (_dir, mut store) = centre();
    let hash = publish(&mut store, b"right rows");
    let wrong = zstd::bulk::compress(b"wrong rows", 1).unwrap();
    store.connection().execute("UPDATE edition SET source = ?1", [&wrong]).unwrap();
    assert!(matches!(store.edition_rows(hash), Err(StoreError::AlteredEdition)));
    let altered = Finding::Edition { hash, fault: FileFault::Damaged };
    assert!(store.doctor(now()).unwrap().findings.contains(&altered));
    let events = event::named(store.connection()).unwrap().len();
    assert_eq!(publish(&mut store, b"right rows"), hash);
    assert_eq!(store.edition_rows(hash).unwrap(), b"right rows");
    assert_eq!(event::named(store.connection()).unwrap().len(), events, "nothing new was said");
}

#[test]
fn an_altered_edition_does_not_shut_the_directory_and_is_used_again_once_its_list_is_taken_in_again() {
    let (_dir, mut store) = centre();
    let first = publish(&mut store, b"first");
    let second = publish(&mut store, b"second");
    let wrong = zstd::bulk::compress(b"wrong", 1).unwrap();
    let altered = store.connection().execute("UPDATE edition SET source = ?1 WHERE hash = ?2", (&wrong, second));
    assert_eq!(altered.unwrap(), 1);
    assert_eq!(store.edition_in_use().unwrap().unwrap().what.hash, first);
    assert_eq!(publish(&mut store, b"second"), second);
    assert_eq!(store.edition_in_use().unwrap().unwrap().what.hash, second);
    store.connection().execute("UPDATE edition SET source = ?1", [&wrong]).unwrap();
    assert_eq!(store.edition_in_use().unwrap(), None, "where none is whole, there is none, and one can be taken in");
}

#[test]
fn a_list_is_taken_in_by_a_coordinator_alone_and_a_worker_writes_down_what_a_service_said() {
    let (dir, mut store) = centre();
    let mut passes = |role: Role| {
        let (name, passphrase) = (role.to_string(), Secret::new("сөз".to_owned()));
        let new = AddMember { name, role, grants: Vec::new(), passphrase, kdf: KDF };
        store.member_add(new, &Authorised::Alone, now()).unwrap()
    };
    let members = [Role::Volunteer, Role::Worker, Role::Supervisor].map(|role| (passes(role).id, role));
    drop(store);
    for (member, role) in members {
        let locked = Locked::open(dir.path()).unwrap();
        let mut own = locked.unlock(member, &Secret::new("сөз".to_owned()), now()).unwrap();
        let before = event::named(own.connection()).unwrap().len();
        let list = EditionSource { rows: b"rows", file: "list.zip", services: 1 };
        assert!(matches!(own.directory_publish(&list, now()), Err(StoreError::Refused(_))), "{role}");
        assert!(matches!(own.directory_enter("s1", "{}", now()), Err(StoreError::Refused(_))), "{role}");
        let may_check = role != Role::Volunteer;
        assert_eq!(own.directory_check("s1", &says("full"), now()).is_ok(), may_check, "{role}");
        assert_eq!(event::named(own.connection()).unwrap().len(), before + usize::from(may_check));
        assert!(own.directory().editions().is_empty(), "nothing half-written");
    }
}
