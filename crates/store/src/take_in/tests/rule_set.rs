//! Which rules are asked, on two laptops, through a rebuild, and in the doctor's eyes.

use pana_casework::Role;
use pana_model::Secret;

use super::laptops::exchange;
use super::*;
use crate::doctor::{FileFault, Finding};
use crate::testing::{KDF, second_device};
use crate::{AddMember, Authorised, KeptRules, Locked, RULES_BYTES, RulesSource};

fn publish(store: &mut Store, table: &[u8]) -> [u8; 32] {
    store.rules_publish(&RulesSource { table, file: "rules.xlsx", rules: 2 }, now()).unwrap()
}

fn in_force(store: &Store) -> Option<[u8; 32]> {
    store.rules().in_force().and_then(|said| said.what.hash())
}

#[test]
fn rules_published_apart_are_one_on_both_laptops_and_whoever_lacks_the_table_is_told() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    let tables = [publish(&mut one, b"first"), publish(&mut two, b"second")];
    exchange(&mut one, &mut two);
    assert_eq!(one.rules(), two.rules());
    let asked = in_force(&one).unwrap();
    assert!(tables.contains(&asked));
    assert_eq!(one.rules().apart().len(), 1, "that there are two is told");
    let (own, other) = if asked == tables[0] { (&mut one, &mut two) } else { (&mut two, &mut one) };
    assert!(matches!(own.rules_table(asked).unwrap(), KeptRules::Whole(_)));
    assert_eq!(other.rules_table(asked).unwrap(), KeptRules::Missing);
    let missing = Finding::Rules { hash: asked, fault: FileFault::Missing };
    assert!(other.doctor(now()).unwrap().findings.contains(&missing));
    // Taking the same in where it is missing settles it, and puts the table there.
    let table = if asked == tables[0] { b"first".as_slice() } else { b"second" };
    assert_eq!(publish(other, table), asked);
    assert_eq!((other.rules().apart().len(), in_force(other)), (0, Some(asked)));
    assert!(matches!(other.rules_table(asked).unwrap(), KeptRules::Whole(_)));
    exchange(&mut one, &mut two);
    assert_eq!(one.rules(), two.rules());
    assert_eq!(reasons(&one), Vec::<String>::new());
}

#[test]
fn after_a_restart_and_a_rebuild_the_rules_are_what_they_were_and_the_way_back_is_said_too() {
    let (dir, mut store) = centre();
    let hash = publish(&mut store, &b"rules ".repeat(10_000));
    let (before, views) = (store.rules(), store.view_hashes().unwrap());
    store.rebuild_views(now()).unwrap();
    assert_eq!(store.view_hashes().unwrap(), views);
    let member = store.member().id;
    drop(store);
    let mut again = Locked::open(dir.path()).unwrap().unlock(member, &Secret::new("сөз".to_owned()), now()).unwrap();
    assert_eq!(again.rules(), before);
    assert_eq!(again.rules_table(hash).unwrap(), KeptRules::Whole(b"rules ".repeat(10_000)));
    again.rules_ship(now()).unwrap();
    assert_eq!((in_force(&again), again.rules().all().len()), (None, 2));
    let events = event::named(again.connection()).unwrap().len();
    again.rules_ship(now()).unwrap();
    assert_eq!(event::named(again.connection()).unwrap().len(), events, "nothing new was said");
    assert_eq!(again.doctor(now()).unwrap().findings, []);
}

#[test]
fn a_table_that_somebody_altered_or_blew_up_is_named_and_put_right_by_the_same_table() {
    let (_dir, mut store) = centre();
    let hash = publish(&mut store, b"right");
    let huge = zstd::bulk::compress(&vec![0; RULES_BYTES + 1], 1).unwrap();
    for wrong in [zstd::bulk::compress(b"wrong", 1).unwrap(), huge, vec![1, 2, 3]] {
        store.connection().execute("UPDATE edition SET source = ?1", [&wrong]).unwrap();
        assert_eq!(store.rules_table(hash).unwrap(), KeptRules::Altered);
        let altered = Finding::Rules { hash, fault: FileFault::Damaged };
        assert!(store.doctor(now()).unwrap().findings.contains(&altered));
    }
    let events = event::named(store.connection()).unwrap().len();
    assert_eq!(publish(&mut store, b"right"), hash);
    assert_eq!(store.rules_table(hash).unwrap(), KeptRules::Whole(b"right".to_vec()));
    assert_eq!(event::named(store.connection()).unwrap().len(), events, "nothing new was said");
    let large = vec![b'a'; RULES_BYTES + 1];
    let source = RulesSource { table: &large, file: "rules.csv", rules: 1 };
    assert!(matches!(store.rules_publish(&source, now()), Err(StoreError::TooLarge)));
    assert_eq!(in_force(&store), Some(hash), "nothing half-written");
}

#[test]
fn rules_are_taken_in_by_a_coordinator_alone() {
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
        let table = RulesSource { table: b"table", file: "rules.csv", rules: 1 };
        assert!(matches!(own.rules_publish(&table, now()), Err(StoreError::Refused(_))), "{role}");
        assert!(matches!(own.rules_ship(now()), Err(StoreError::Refused(_))), "{role}");
        assert_eq!(event::named(own.connection()).unwrap().len(), before);
        assert_eq!(own.rules_table(crate::rows_hash(b"table")).unwrap(), KeptRules::Missing, "nothing half-written");
        assert!(own.rules().all().is_empty());
    }
}
