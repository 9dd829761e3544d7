use proptest::prelude::*;

use super::*;
use crate::testing::{Deed, centre, deeds, do_it_on, now, people, second_device};

/// Every envelope that a store holds.
fn envelopes(store: &Store) -> Vec<Vec<u8>> {
    let named = event::named(store.connection()).unwrap();
    named
        .into_iter()
        .map(|(position, ..)| event::at(store.connection(), position).unwrap().envelope().unwrap().to_bytes())
        .collect()
}

/// Puts envelopes into an order that depends on `seed` alone, some of them twice.
fn shuffled(mut envelopes: Vec<Vec<u8>>, seed: u64) -> Vec<Vec<u8>> {
    let mut state = seed | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % 1_000_003).unwrap()
    };
    let again: Vec<Vec<u8>> = envelopes.iter().filter(|_| next() % 5 == 0).cloned().collect();
    envelopes.extend(again);
    for at in (1..envelopes.len()).rev() {
        let other = next() % (at + 1);
        envelopes.swap(at, other);
    }
    envelopes
}

/// Slots travel beside the events.
fn copy_slots(from: &Store, to: &Store) {
    let mut statement =
        from.connection().prepare("SELECT stream, slot_id, key_id, generation, wrapped FROM subject_slot").unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let cell = |at| row.get::<_, rusqlite::types::Value>(at).unwrap();
        to.connection()
            .execute(
                "INSERT OR IGNORE INTO subject_slot (stream, slot_id, key_id, generation, wrapped)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                rusqlite::params![cell(0), cell(1), cell(2), cell(3), cell(4)],
            )
            .unwrap();
    }
}

fn meet(stores: &mut [Store], seed: u64) {
    for from in 0..stores.len() {
        (0..stores.len()).for_each(|to| copy_slots(&stores[from], &stores[to]));
    }
    let all: Vec<Vec<Vec<u8>>> = stores.iter().map(envelopes).collect();
    for (number, store) in stores.iter_mut().enumerate() {
        let others = all.iter().enumerate().filter(|(from, _)| *from != number).flat_map(|(_, held)| held.clone());
        let others = shuffled(others.collect(), seed.wrapping_mul(31).wrapping_add(number as u64));
        // In pieces, so that some events come long before what they follow.
        for piece in others.chunks(7) {
            store.take_in(piece, now()).unwrap();
        }
    }
}

/// The hashes of the views, and what is set aside with the reasons.
type Seen = (Vec<(String, [u8; 32])>, Vec<(u64, String)>);

fn seen(store: &Store) -> Seen {
    let mut aside: Vec<(u64, String)> =
        store.set_aside().unwrap().into_iter().map(|event| (event.seq, event.reason)).collect();
    aside.sort();
    (store.view_hashes().unwrap(), aside)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn devices_that_hold_the_same_events_show_the_same(
        first in deeds(), second in deeds(), third in deeds(), later in deeds(), seed: u64,
    ) {
        let (dir, mut one) = centre();
        people(&mut one, Stream::Centre, &[&[("given_name", "Әсел")]]).unwrap();
        let (_dir2, two) = second_device(dir.path(), &mut one, 2);
        let (_dir3, three) = second_device(dir.path(), &mut one, 3);
        let mut stores = [one, two, three];
        for (device, (store, deeds)) in (0..).zip(stores.iter_mut().zip([&first, &second, &third])) {
            deeds.iter().for_each(|deed: &Deed| do_it_on(store, deed, device).unwrap());
        }
        meet(&mut stores, seed);
        later.iter().for_each(|deed: &Deed| do_it_on(&mut stores[1], deed, 1).unwrap());
        meet(&mut stores, seed ^ 0x5555);
        let shown: Vec<_> = stores.iter().map(seen).collect();
        prop_assert_eq!(&shown[0], &shown[1]);
        prop_assert_eq!(&shown[0], &shown[2]);
        for store in &mut stores {
            store.rebuild_views(now()).unwrap();
            prop_assert_eq!(&seen(store), &shown[0], "a replay gives the same");
        }
    }
}

#[test]
fn what_is_no_envelope_of_this_centre_is_kept_as_it_came() {
    let (_dir, mut store) = centre();
    let (_other_dir, other) = centre();
    let before = store.view_hashes().unwrap();
    let mut foreign = envelopes(&other);
    foreign.push(b"not an envelope".to_vec());
    let taken = store.take_in(&foreign, now()).unwrap();
    assert_eq!((taken.events, usize::try_from(taken.foreign).unwrap()), (0, foreign.len()));
    assert_eq!(store.view_hashes().unwrap(), before);
    assert_eq!(usize::try_from(set_aside::count(store.connection()).unwrap()).unwrap(), foreign.len());
}

#[test]
fn an_event_before_its_predecessor_waits_and_then_counts() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    people(&mut two, Stream::Centre, &[&[("given_name", "Данияр")]]).unwrap();
    let mut new = envelopes(&two);
    copy_slots(&two, &one);
    let held: BTreeSet<Vec<u8>> = envelopes(&one).into_iter().collect();
    new.retain(|envelope| !held.contains(envelope));
    let last = new.pop().unwrap();
    assert_eq!(one.take_in(&[last], now()).unwrap().set_aside, 1);
    assert_eq!(one.people_count().unwrap(), 0);
    assert_eq!(one.take_in(&new, now()).unwrap().set_aside, 0);
    assert_eq!(one.people_count().unwrap(), 1);
}
