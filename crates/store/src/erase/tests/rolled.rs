//! What was written before an erasure opens nothing of it once the epoch is another, for whoever has the new keys
//! alone.

use super::*;
use crate::SealedKey;
use crate::log::{LogReader, OpenBoxes, slot};

/// As whoever has the new keys alone, and not those of older epochs.
fn without_older(store: &mut Store) {
    let session = store.session_mut();
    for stream in [Stream::Centre, Stream::Protected] {
        let written = session.epoch(stream).unwrap().id();
        session.epochs.get_mut(&stream).unwrap().retain(|id, _| *id == written);
        session.uncounted.remove(&stream);
    }
    session.boxes.replace(OpenBoxes::default());
}

fn opens(store: &Store, stream: Stream, case: CaseId) -> bool {
    let reader = LogReader { sql: store.connection(), session: store.session() };
    !reader.subject_keys(stream, case.as_bytes()).unwrap().is_empty()
}

#[test]
fn after_the_roll_an_old_bundle_and_a_hubs_slot_open_nothing_of_the_erased_with_the_new_keys_alone() {
    let (dir, mut one) = centre();
    let by = second(&mut one);
    let (case, other) = (person(&mut one, "Мәдина"), person(&mut one, "Әсел"));
    talk(&mut one, case, "құпия");
    talk(&mut one, other, "басқа");
    let old = all_sent(&one, &Have::default());
    one.erase(case, EraseReason::Asked, &by, now()).unwrap();
    assert!(matches!(one.certificates(now()).unwrap()[0].copies_closed, Some(CopiesClosed::By(_))));
    one.roll_for_erasures(now()).unwrap();
    assert_eq!(one.certificates(now()).unwrap()[0].copies_closed, Some(CopiesClosed::Done));
    for stream in [Stream::Centre, Stream::Protected] {
        assert!(!opens(&one, stream, case) && opens(&one, stream, other));
    }
    check_well(&mut one);
    // Whatever of the old keys is put back under the same names: with the older epochs' keys they open, with the new
    // ones not.
    let rows: Vec<_> = old
        .keys
        .iter()
        .filter_map(|key| match key.clone() {
            SealedKey::Slot { stream, slot, key, generation, wrapped } => {
                Some((stream, slot::SlotRow { slot, key, generation, wrapped }))
            }
            _ => None,
        })
        .collect();
    one.transact(&Asked::nothing(), now(), |tx| {
        rows.iter().try_for_each(|(stream, row)| slot::take(tx.sql(), None, *stream, row).map(drop))
    })
    .unwrap();
    assert!(opens(&one, Stream::Centre, case) && opens(&one, Stream::Protected, case), "with the old keys they do");
    without_older(&mut one);
    for stream in [Stream::Centre, Stream::Protected] {
        assert!(!opens(&one, stream, case), "{stream}");
        assert!(opens(&one, stream, other), "what was not erased was wrapped again: {stream}");
    }
    // At the next opening what somebody put back is deleted again.
    let mut one = reopened(&dir, one, now());
    assert!(!opens(&one, Stream::Centre, case) && opens(&one, Stream::Centre, other));
    check_well(&mut one);
}

#[test]
fn the_epoch_is_another_thirty_days_after_an_erasure_and_what_follows_is_read_on_every_laptop() {
    let (dir, mut one) = centre();
    let by = second(&mut one);
    let (case, other) = (person(&mut one, "Мәдина"), person(&mut one, "Әсел"));
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    give(&one, &mut two, now());
    one.erase(case, EraseReason::Asked, &by, now()).unwrap();
    let epoch = |store: &Store| store.session().epoch(Stream::Centre).unwrap().id();
    let before = epoch(&one);
    let mut one = reopened(&dir, one, day(29));
    assert_eq!(epoch(&one), before);
    one.case_open(CaseId::from_random([5; 16]), day(29)).unwrap();
    let one = reopened(&dir, one, Moment::from_unix_ms(day(30).unix_ms() + 10_000).unwrap());
    assert_ne!(epoch(&one), before);
    assert_eq!(one.certificates(now()).unwrap()[0].copies_closed, Some(CopiesClosed::Done));
    let rolled = epoch(&one);
    let mut one = reopened(&dir, one, day(31));
    assert_eq!(epoch(&one), rolled, "once");
    person(&mut one, "Дана");
    give(&one, &mut two, day(31));
    person(&mut two, "Арман");
    give(&two, &mut one, day(31));
    for store in [&mut one, &mut two] {
        assert_eq!(["Мәдина", "Әсел", "Дана", "Арман"].map(|name| found(store, name)), [0, 1, 1, 1]);
        assert!(opens(store, Stream::Centre, other) && !opens(store, Stream::Centre, case));
        check_well(store);
    }
}

#[test]
fn two_laptops_that_roll_apart_read_each_other_and_the_next_roll_closes_the_bucket_again() {
    let (dir, mut one) = centre();
    let by = second(&mut one);
    let (case, other) = (person(&mut one, "Мәдина"), person(&mut one, "Әсел"));
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    give(&one, &mut two, now());
    two.roll(Stream::Centre, now()).unwrap();
    one.erase(case, EraseReason::Asked, &by, now()).unwrap();
    one.roll_for_erasures(now()).unwrap();
    give(&one, &mut two, now());
    give(&two, &mut one, now());
    for store in [&mut one, &mut two] {
        assert_eq!((found(store, "Мәдина"), found(store, "Әсел")), (0, 1));
        check_well(store);
    }
    two.roll(Stream::Centre, now()).unwrap();
    give(&two, &mut one, now());
    without_older(&mut two);
    assert!(opens(&two, Stream::Centre, other));
    let mut one = reopened(&dir, one, now());
    assert_eq!(found(&one, "Әсел"), 1);
    check_well(&mut one);
}
