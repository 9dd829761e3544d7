use std::collections::BTreeSet;

use pana_casework::{Refusal, Right, Role};
use pana_model::{CaseId, Secret};

use crate::testing::{KDF, centre, now, people};
use crate::{AddMember, Authorised, Linked, Locked, Store, StoreError, Stream};

const ZEIDAN: &[(&str, &str)] = &[("family_name", "Зәйдан"), ("given_name", "Мұхаммед"), ("birth_date", "1985-03-14")];

/// Three records of one person.
fn three() -> (tempfile::TempDir, Store, [CaseId; 3]) {
    let (dir, mut store) = centre();
    people(&mut store, Stream::Centre, &[ZEIDAN; 3]).unwrap();
    let mut cases: Vec<CaseId> = store.people_search("", 9).unwrap().people.iter().map(|hit| hit.case).collect();
    cases.sort();
    (dir, store, cases.try_into().unwrap())
}

fn others(store: &Store, case: CaseId) -> BTreeSet<CaseId> {
    store.doubles_of(case).unwrap().iter().map(|double| double.case).collect()
}

#[test]
fn three_records_in_a_circle_are_one_person_and_come_apart_exactly() {
    let (_dir, mut store, [one, two, three]) = three();
    let pages = |store: &Store| [one, two, three].map(|case| store.person(case).unwrap().profile);
    let before = pages(&store);
    for (case, other) in [(two, one), (two, three), (three, one)] {
        store.cases_join(case, other, "өзі айтты", now()).unwrap();
    }
    assert_eq!(store.joined_with(two).unwrap(), BTreeSet::from([one, two, three]));
    assert_eq!(others(&store, one), BTreeSet::new(), "nobody is asked again");
    let links = store.links_of(one).unwrap();
    assert_eq!(links.len(), 2);
    assert!(links.iter().all(|link| link.what == Linked::Same && link.words == "өзі айтты"));
    let parted = store.cases_part(one, three, "бауыры екен", now()).unwrap();
    assert_eq!(parted.still_by, BTreeSet::from([two]), "they are joined by the third");
    assert_eq!(parted.meanwhile, [(one, 0), (three, 0)]);
    assert_eq!(store.cases_part(two, three, "бауыры екен", now()).unwrap().still_by, BTreeSet::new());
    assert_eq!(store.joined_with(three).unwrap(), BTreeSet::from([three]));
    assert_eq!(store.joined_with(one).unwrap(), BTreeSet::from([one, two]));
    assert_eq!(pages(&store), before, "nothing of them was rewritten");
    assert_eq!(others(&store, three), BTreeSet::new(), "kept apart, they are not offered again");
    let hashes = store.view_hashes().unwrap();
    store.rebuild_views(now()).unwrap();
    assert_eq!(store.view_hashes().unwrap(), hashes);
    assert!(store.doctor(now()).unwrap().is_well());
}

#[test]
fn a_pair_that_is_kept_apart_is_not_offered_again_and_may_be_joined_later() {
    let (_dir, mut store, [one, two, three]) = three();
    assert_eq!(others(&store, one), BTreeSet::from([two, three]));
    assert_eq!(store.cases_part(one, two, "егіз", now()).unwrap(), super::Parted::default());
    assert_eq!(others(&store, one), BTreeSet::from([three]));
    assert_eq!(others(&store, two), BTreeSet::from([three]));
    store.cases_join(one, two, "қателестік", now()).unwrap();
    assert_eq!(store.joined_with(one).unwrap(), BTreeSet::from([one, two]));
}

#[test]
fn the_right_is_asked_in_both_cases_and_joining_gives_none() {
    let (dir, mut store, [one, two, _]) = three();
    let passphrase = || Secret::new("екінші сөз".to_owned());
    let mut add = |name: &str, role| {
        let new = AddMember { name: name.to_owned(), role, grants: Vec::new(), passphrase: passphrase(), kdf: KDF };
        store.member_add(new, &Authorised::Alone, now()).unwrap().id
    };
    let (worker, volunteer) = (add("Серік", Role::Worker), add("Дана", Role::Volunteer));
    store.case_give(one, worker, "", now()).unwrap();
    drop(store);
    let refused = |result: Result<(), StoreError>| {
        assert!(matches!(result, Err(StoreError::Refused(Refusal::NoRight(Right::Merge)))), "{result:?}");
    };
    let mut store = Locked::open(dir.path()).unwrap().unlock(volunteer, &passphrase(), now()).unwrap();
    assert!(!store.doubles_of(one).unwrap().is_empty(), "a volunteer is told, too");
    refused(store.cases_join(one, two, "", now()));
    refused(store.cases_part(one, two, "", now()).map(|_| ()));
    drop(store);
    let mut store = Locked::open(dir.path()).unwrap().unlock(worker, &passphrase(), now()).unwrap();
    refused(store.cases_join(one, two, "", now()));
    refused(store.cases_join(two, one, "", now()));
    assert_eq!(store.joined_with(one).unwrap(), BTreeSet::from([one]));
}

#[test]
fn a_case_is_not_joined_with_itself_nor_with_one_that_is_not_here() {
    let (_dir, mut store, [one, ..]) = three();
    let itself = store.cases_join(one, one, "", now());
    assert!(matches!(itself, Err(StoreError::Refused(Refusal::OtherSubject))), "{itself:?}");
    let nobody = store.cases_join(one, CaseId::from_random([1; 16]), "", now());
    assert!(matches!(nobody, Err(StoreError::UnknownCase)), "{nobody:?}");
}
