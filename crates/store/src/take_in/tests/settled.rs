//! Devices that met after one had removed somebody who worked on the other, or each other.

use std::path::Path;

use pana_casework::authority::{ControlWrite, Removal};
use pana_casework::{Act, Grant, Role};
use pana_keys::KdfParams;
use pana_model::{MemberId, Secret};

use super::*;
use crate::testing::{centre_with_sheets, second_device_of};
use crate::{AddMember, Authorised, HeldBack, Locked};

pub(super) fn word() -> Secret<String> {
    Secret::new("сөз".to_owned())
}

pub(super) fn opened(dir: &Path, member: MemberId) -> Result<Store, StoreError> {
    Locked::open(dir).unwrap().unlock(member, &word(), now())
}

pub(super) fn add(store: &mut Store, name: &str, role: Role) -> MemberId {
    let kdf = KdfParams { memory_kib: 32, passes: 1, lanes: 1 };
    let grants = vec![Grant::Protected];
    let new = AddMember { name: name.to_owned(), role, grants, passphrase: word(), kdf };
    store.member_add(new, &Authorised::Alone, now()).unwrap().id
}

fn someone(store: &mut Store, name: &str) {
    people(store, Stream::Centre, &[&[("given_name", name)]]).unwrap();
}

/// Whoever unlocks in a folder takes in all that another store holds, again once the keys that it names are loaded.
pub(super) fn meets(dir: &Path, member: MemberId, from: &Store) -> Store {
    let mut store = opened(dir, member).unwrap();
    copy_keys(from, &store);
    store.take_in(&envelopes(from), now()).unwrap();
    drop(store);
    let mut store = opened(dir, member).unwrap();
    store.take_in(&envelopes(from), now()).unwrap();
    store
}

fn held_back(store: &Store, member: MemberId) -> usize {
    store.set_aside().unwrap().iter().filter(|aside| aside.held_back_of == Some(member)).count()
}

/// Two coordinators who have removed each other on two laptops, and wrote before and after; nobody has met.
struct Apart {
    here: tempfile::TempDir,
    there: tempfile::TempDir,
    a: MemberId,
    b: MemberId,
    /// A third, whom both knew.
    c: MemberId,
    worker: MemberId,
    /// A coordinator whom `a` has brought in since they parted.
    new: MemberId,
    sheets: [Secret<String>; 2],
    /// The laptop of `b`.
    two: Store,
}

fn apart() -> Apart {
    let (here, mut one, sheets) = centre_with_sheets();
    let a = one.member().id;
    let (b, c) = (add(&mut one, "Болат", Role::Coordinator), add(&mut one, "Дана", Role::Coordinator));
    let worker = add(&mut one, "Серік", Role::Worker);
    let (there, mut two) = second_device_of(here.path(), &mut one, 2, b);
    someone(&mut one, "Әсел");
    someone(&mut two, "Арман");
    let new = add(&mut one, "Жанар", Role::Coordinator);
    one.member_remove(b, &Authorised::Alone, now()).unwrap();
    two.member_remove(a, &Authorised::Alone, now()).unwrap();
    someone(&mut one, "Айым");
    someone(&mut two, "Ерлан");
    drop(one);
    Apart { here, there, a, b, c, worker, new, sheets, two }
}

fn stand(store: &Store) -> BTreeSet<MemberId> {
    store.members().unwrap().into_iter().map(|member| member.id).collect()
}

#[test]
fn two_who_removed_each_other_are_told_so_at_the_door_until_a_third_confirms_one_of_them() {
    let Apart { here, there, a, b, c, worker, new, mut two, .. } = apart();
    let mut store = meets(here.path(), c, &two);
    let suspended: BTreeSet<MemberId> = store.suspended().iter().map(|member| member.id).collect();
    assert_eq!(suspended, BTreeSet::from([a, b]));
    assert_eq!(stand(&store), BTreeSet::from([c, worker]), "whom one of them brought in waits too");
    assert_eq!(
        (held_back(&store, a), held_back(&store, b)),
        (5, 4),
        "what they wrote apart waits, also under new keys"
    );
    assert_eq!(store.people_count().unwrap(), 0);
    assert!(matches!(store.confirm(c, &Authorised::Alone, now()), Err(StoreError::NotContested)));
    copy_keys(&store, &two);
    two.take_in(&envelopes(&store), now()).unwrap();
    drop((store, two));
    for (dir, member) in [(&here, a), (&there, b)] {
        assert!(matches!(opened(dir.path(), member), Err(StoreError::Suspended)), "and nothing opens");
    }
    store = opened(here.path(), c).unwrap();
    store.confirm(b, &Authorised::Alone, now()).unwrap();
    assert_eq!(stand(&store), BTreeSet::from([a, c, worker, new]));
    assert_eq!((store.suspended(), held_back(&store, a), held_back(&store, b)), (Vec::new(), 0, 4));
    assert_eq!(store.people_count().unwrap(), 2, "what the other wrote counts");
    drop(store);
    assert!(matches!(opened(here.path(), b), Err(StoreError::UnknownMember)));
    let store = opened(here.path(), a).unwrap();
    let all = envelopes(&store).len();
    drop(store);
    let mut store = opened(here.path(), a).unwrap();
    assert_eq!(envelopes(&store).len(), all, "nothing is left undone");
    assert_eq!(store.people_count().unwrap(), 2, "and they open what was made meanwhile");
    someone(&mut store, "Марал");
    assert_eq!(store.admit(HeldBack::Of(b), now()).unwrap(), 4);
    assert_eq!((store.people_count().unwrap(), held_back(&store, b)), (5, 0), "also of who is gone, once taken over");
    let shown = seen(&store);
    store.rebuild_views(now()).unwrap();
    assert_eq!(seen(&store), shown, "a replay gives the same");
}

#[test]
fn a_confirmation_that_settles_nothing_is_not_written_down() {
    let Apart { here, b, c, worker, new, two, .. } = apart();
    let mut store = meets(here.path(), c, &two);
    let late = add(&mut store, "Жарас", Role::Coordinator);
    drop(store);
    // Whom one side brought in is out as long as that side is.
    assert!(opened(here.path(), new).is_err());
    for (who, is_coordinator) in [(worker, false), (late, true)] {
        let mut store = opened(here.path(), who).unwrap();
        let before = envelopes(&store).len();
        match store.confirm(b, &Authorised::Alone, now()) {
            Err(StoreError::NeedsSecond) => assert!(is_coordinator, "one whom not both sides knew"),
            Err(StoreError::Refused(_)) => assert!(!is_coordinator),
            other => panic!("{other:?}"),
        }
        assert_eq!((envelopes(&store).len(), store.suspended().len()), (before, 2));
    }
}

#[test]
fn a_confirmation_that_was_cut_off_is_finished_at_the_next_opening() {
    let Apart { here, a, b, c, two, .. } = apart();
    let mut store = meets(here.path(), c, &two);
    let of_b = |removal: &&Removal| removal.target.member() == Some(b);
    let removal = store.state().removals().find(of_b).unwrap().event;
    let confirm = [ControlWrite::Confirm(removal)];
    store.transact(&Asked::of(Act::Confirm), now(), |tx| tx.settle(&confirm, None, |_| true)).unwrap();
    drop(store);
    assert_eq!(opened(here.path(), c).unwrap().people_count().unwrap(), 2);
    assert_eq!(opened(here.path(), a).unwrap().people_count().unwrap(), 2, "who stands again got the keys");
}

#[test]
fn the_sheets_confirm_at_the_work_of_anybody() {
    let Apart { here, a, b, c, worker, new, sheets, two, .. } = apart();
    drop(meets(here.path(), c, &two));
    let mut store = opened(here.path(), worker).unwrap();
    store.confirm(a, &Authorised::Sheets(sheets), now()).unwrap();
    assert_eq!(stand(&store), BTreeSet::from([b, c, worker]), "{new} fell with who brought them in");
    assert_eq!(store.people_count().unwrap(), 2);
    drop(store);
    assert!(matches!(opened(here.path(), a), Err(StoreError::UnknownMember)));
    assert_eq!(opened(here.path(), c).unwrap().people_count().unwrap(), 2);
}

#[test]
fn whoever_comes_in_by_the_sheets_while_suspended_stands_again() {
    let Apart { here, a, b, c, worker, new, sheets, two, .. } = apart();
    drop(meets(here.path(), c, &two));
    // EXPOSE: they are typed.
    let typed = sheets.map(|sheet| sheet.expose().clone());
    let kdf = KdfParams { memory_kib: 32, passes: 1, lanes: 1 };
    let fresh = Secret::new("жаңа сөз".to_owned());
    let locked = Locked::open(here.path()).unwrap();
    let store = locked.recover([&typed[0], &typed[1]], a, &fresh, kdf, now()).unwrap();
    assert_eq!(stand(&store), BTreeSet::from([a, c, worker, new]));
    assert_eq!(store.people_count().unwrap(), 2);
    drop(store);
    assert!(matches!(locked.unlock(b, &word(), now()), Err(StoreError::UnknownMember)));
    let mut store = locked.unlock(a, &fresh, now()).unwrap();
    someone(&mut store, "Марал");
    assert_eq!(store.people_count().unwrap(), 3);
}

#[test]
fn what_somebody_wrote_who_was_being_removed_elsewhere_is_held_back_until_a_coordinator_takes_it_over() {
    let (here, mut one) = crate::testing::centre();
    let coordinator = one.member().id;
    let worker = add(&mut one, "Серік", Role::Worker);
    let (_there, mut two) = second_device_of(here.path(), &mut one, 2, worker);
    someone(&mut two, "Әсел");
    copy_keys(&two, &one);
    one.take_in(&envelopes(&two), now()).unwrap();
    let seen_then = one.people_count().unwrap();
    one.member_remove(worker, &Authorised::Alone, now()).unwrap();
    someone(&mut two, "Дана");
    people(&mut two, Stream::Protected, &[&[("given_name", "Ерлан")]]).unwrap();
    drop(one);
    let mut one = meets(here.path(), coordinator, &two);
    assert_eq!((seen_then, one.people_count().unwrap()), (1, 1), "what the removal had seen counts on");
    let aside = one.set_aside().unwrap();
    assert!(aside.iter().all(|event| (event.reason.as_str(), event.held_back_of) == ("outside-cut", Some(worker))));
    assert_eq!(held_back(&one, worker), aside.len());
    assert!(aside.iter().any(|event| event.stream == Stream::Protected));
    let first = aside.iter().find(|event| event.stream == Stream::Centre).unwrap().event;
    assert_eq!(one.admit(HeldBack::Event(first), now()).unwrap(), 1);
    assert_eq!((one.people_count().unwrap(), held_back(&one, worker)), (2, aside.len() - 1), "that one alone");
    assert!(matches!(one.admit(HeldBack::Event(first), now()), Err(StoreError::NothingHeld)));
    assert_eq!(usize::try_from(one.admit(HeldBack::Of(worker), now()).unwrap()).unwrap(), aside.len() - 1);
    assert_eq!(one.set_aside().unwrap(), []);
    assert!(matches!(one.admit(HeldBack::Of(worker), now()), Err(StoreError::NothingHeld)));
    let shown = seen(&one);
    drop(one);
    let mut one = opened(here.path(), coordinator).unwrap();
    assert_eq!(seen(&one), shown);
    assert_eq!(one.doctor(now()).unwrap().findings, []);
}
