//! What waits for days, and many at once.

use super::*;
use crate::fold::case::READ;

/// How many cases are read while this is done.
fn read_while(work: impl FnOnce()) -> usize {
    let before = READ.get();
    work();
    READ.get() - before
}

#[test]
fn a_laptop_whose_clock_is_weeks_ahead_ends_no_wait_by_that() {
    let (dir, mut one) = centre();
    let case = person(&mut one, "Мәдина");
    let (dir2, mut two) = second_device(dir.path(), &mut one, 2);
    give(&one, &mut two, now());
    let order = one.erase(case, EraseReason::Asked, &Authorised::Alone, now()).unwrap();
    // The second one is 25 days ahead, which is believed, and works on.
    two.transact(&Asked::of(Act::OpenCase), day(25), |tx| tx.case_open(CaseId::from_random([9; 16]))).unwrap();
    give(&one, &mut two, day(25));
    assert!(matches!(state(&two, order), ErasureState::Waits { .. }), "the order came there just now");
    let two = reopened(&dir2, two, day(25 + 6));
    assert!(matches!(state(&two, order), ErasureState::Waits { .. }));
    let two = reopened(&dir2, two, day(25 + 8));
    assert!(matches!(state(&two, order), ErasureState::Counts { .. }));
}

#[test]
fn a_hub_is_told_of_nothing_that_may_still_be_taken_back() {
    let (dir, mut store) = centre();
    let (case, other) = (person(&mut store, "Мәдина"), person(&mut store, "Әсел"));
    let by = second(&mut store);
    let (_dir2, mut two) = second_device(dir.path(), &mut store, 2);
    give(&store, &mut two, now());
    store.erase(case, EraseReason::Asked, &by, now()).unwrap();
    assert_eq!(found(&store, "Мәдина"), 0, "here it is done");
    for (days, is_told) in [(0, false), (6, false), (8, true), (400, false)] {
        assert_eq!(store.erased_items(day(days)).unwrap().is_empty(), !is_told, "day {days}");
    }
    let first = store.erased_items(day(8)).unwrap();
    // By an order of which the other laptop knew long ago, days are counted from when it came here.
    give(&store, &mut two, day(8));
    assert_eq!(two.erased_items(day(14)).unwrap(), []);
    store.erase(other, EraseReason::Asked, &by, day(8)).unwrap();
    assert_eq!(store.erased_items(day(8)).unwrap(), first, "each by its own days");
    assert!(store.erased_items(day(16)).unwrap().len() > first.len());
}

#[test]
fn a_thousand_orders_are_cancelled_in_one_pass_over_the_centre() {
    let (_dir, mut store) = centre();
    let cases: Vec<CaseId> = (0..1_000).map(|_| CaseId::from_random(crate::random().unwrap())).collect();
    store
        .transact(&Asked::of(Act::OpenCase), now(), |tx| {
            cases.iter().try_for_each(|case| tx.case_open(*case).map(drop))
        })
        .unwrap();
    store.cases_join(cases[0], cases[1], "", now()).unwrap();
    let before = store.view_hashes().unwrap();
    let writes: Vec<ControlWrite> =
        cases.iter().map(|case| ControlWrite::Erase { case: *case, reason: EraseReason::Mistake }).collect();
    let order = store.transact(&Asked::of(Act::Erase), now(), |tx| tx.say(EventKind::Erase, &writes, None)).unwrap();
    store.follow_erasures(now()).unwrap();
    assert_eq!(store.closed_by_erasure().len(), 1_000);
    let read = read_while(|| store.erase_cancel(&[order], now()).unwrap());
    assert!(read <= 1_000, "each case was read once: {read}");
    assert_eq!(store.view_hashes().unwrap(), before, "all of it is there again");
    check_well(&mut store);
}

#[test]
fn orders_of_one_moment_stand_in_one_order_on_every_laptop() {
    let (dir, mut one) = centre();
    let people: Vec<CaseId> = (0..6).map(|n| person(&mut one, &format!("Әсел {n}"))).collect();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    give(&one, &mut two, now());
    for (number, case) in people.iter().enumerate() {
        let store = if number % 2 == 0 { &mut one } else { &mut two };
        store.erase(*case, EraseReason::Asked, &Authorised::Alone, now()).unwrap();
    }
    give(&one, &mut two, now());
    give(&two, &mut one, now());
    let orders =
        |store: &Store| store.certificates(now()).unwrap().into_iter().map(|one| one.order).collect::<Vec<_>>();
    assert_eq!(orders(&one).len(), 6);
    assert_eq!(orders(&one), orders(&two));
}
