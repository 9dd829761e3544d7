//! A chain with two histories, of a copied folder, and a removal of whom wrote both.

use std::path::Path;

use pana_casework::authority::TIPS_AT_MOST;
use pana_casework::{Grant, Role};
use pana_keys::KdfParams;
use pana_model::{MemberId, Secret};

use super::*;
use crate::testing::second_device_of;
use crate::{AddMember, Authorised, Locked};

fn word() -> Secret<String> {
    Secret::new("сөз".to_owned())
}

fn someone(store: &mut Store, name: &str) {
    people(store, Stream::Centre, &[&[("given_name", name)]]).unwrap();
}

fn add_worker(store: &mut Store) -> MemberId {
    let kdf = KdfParams { memory_kib: 32, passes: 1, lanes: 1 };
    let grants = vec![Grant::Protected];
    let new = AddMember { name: "Серік".to_owned(), role: Role::Worker, grants, passphrase: word(), kdf };
    store.member_add(new, &Authorised::Alone, now()).unwrap().id
}

fn copy_of(dir: &Path, store: &mut Store) -> (tempfile::TempDir, Store) {
    store.remember_seen().unwrap();
    pana_sqlite::checkpoint(store.connection()).unwrap();
    let copied = tempfile::tempdir().unwrap();
    for name in ["pana.db", "keyring.json"] {
        std::fs::copy(dir.join(name), copied.path().join(name)).unwrap();
    }
    let copy = Locked::open(copied.path()).unwrap().unlock(store.member().id, &word(), now()).unwrap();
    (copied, copy)
}

/// A coordinator at `one` and, on another laptop, at `late`; a worker whose laptop's folder was copied, both of which were
/// used: three people in the one history and two in the other, and a protected talk in each.
struct Forked {
    one: Store,
    late: Store,
    worker: MemberId,
    two: Store,
    copy: Store,
    _dirs: [tempfile::TempDir; 4],
}

fn forked() -> Forked {
    let (here, mut one) = centre();
    let worker = add_worker(&mut one);
    let (there, mut two) = second_device_of(here.path(), &mut one, 2, worker);
    let (elsewhere, late) = second_device(here.path(), &mut one, 3);
    someone(&mut two, "Әсел");
    let (copied, mut copy) = copy_of(there.path(), &mut two);
    for (store, names) in [(&mut two, ["Арман", "Данияр"].as_slice()), (&mut copy, &["Айым"])] {
        names.iter().for_each(|name| someone(store, name));
        people(store, Stream::Protected, &[&[("given_name", "Ерлан")]]).unwrap();
    }
    let chain = |store: &Store| event::chain_end(store.connection(), Stream::Centre, store.device()).unwrap().dseq;
    assert_eq!(two.device(), copy.device());
    assert!(chain(&two) > chain(&copy), "one history is longer than the other");
    Forked { one, late, worker, two, copy, _dirs: [here, there, elsewhere, copied] }
}

fn tell(from: &Store, to: &mut Store) {
    copy_keys(from, to);
    to.take_in(&news(from, to), now()).unwrap();
}

#[test]
fn both_histories_count_on_after_a_removal_that_had_seen_both() {
    for order in 0..6 {
        let Forked { mut one, mut late, worker, two, copy, _dirs } = forked();
        tell(&two, &mut one);
        tell(&copy, &mut one);
        let before = seen(&one);
        assert_eq!((one.people_count().unwrap(), reasons(&one)), (6, Vec::new()));
        one.member_remove(worker, &Authorised::Alone, now()).unwrap();
        assert_eq!(seen(&one), before, "nothing changes for a removal of whom wrote it");
        copy_keys(&one, &late);
        let mut news = news(&one, &late);
        match order {
            0 => {}
            1 => news.reverse(),
            seed => news = shuffled(news, seed),
        }
        for envelope in news {
            late.take_in(&[envelope], now()).unwrap();
        }
        assert_eq!(seen(&late), before, "order {order}");
        for store in [&mut one, &mut late] {
            store.rebuild_views(now()).unwrap();
            store.reset_protected();
            assert_eq!(seen(store), before, "a replay gives the same");
        }
    }
}

#[test]
fn a_history_that_a_removal_had_not_seen_lies_outside_whichever_is_heard_of_first() {
    for unseen_first in [false, true] {
        let Forked { mut one, mut late, worker, two, copy, _dirs } = forked();
        tell(&two, &mut one);
        one.member_remove(worker, &Authorised::Alone, now()).unwrap();
        let order = if unseen_first { [&copy, &one] } else { [&one, &copy] };
        order.into_iter().for_each(|from| tell(from, &mut late));
        tell(&copy, &mut one);
        assert_eq!(seen(&one), seen(&late));
        assert!(!reasons(&one).is_empty() && reasons(&one).iter().all(|reason| reason == "outside-cut"));
        assert_eq!(one.people_search("Данияр", 9).unwrap().people.len(), 1);
        assert_eq!(one.people_search("Айым", 9).unwrap().people.len(), 0);
    }
}

#[test]
fn of_more_histories_than_a_removal_names_the_remover_says_what_all_others_say() {
    let Forked { mut one, mut late, worker, two, copy, _dirs } = forked();
    tell(&two, &mut one);
    tell(&copy, &mut one);
    let end = event::chain_end(two.connection(), Stream::Centre, two.device()).unwrap();
    let next = (two.device(), end.dseq + 1, *end.id.as_bytes());
    let more: Vec<Vec<u8>> = (0..TIPS_AT_MOST).map(|_| written_at(&two, Stream::Centre, next)).collect();
    one.take_in(&more, now()).unwrap();
    one.member_remove(worker, &Authorised::Alone, now()).unwrap();
    assert!(reasons(&one).iter().any(|reason| reason == "outside-cut"), "the shorter history is not named");
    tell(&one, &mut late);
    assert_eq!(seen(&one), seen(&late));
}
