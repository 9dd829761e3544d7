//! Closings and hands that vol, a volunteer, writes by hand: without the right, with half of what is there, in another's name.

use pana_casework::case::{CloseReason, hand_ops};
use pana_model::{CaseId, MemberId, StreamName};
use pana_record::{Body, EventKind, Hlc, Op, Value};

use crate::hand::{Forged, Hand};
use crate::house::{House, house, later, reason_of};

/// Vol writes an event of a case, having seen what is there.
fn write(hand: &Hand, case: CaseId, kind: EventKind, ops: Vec<Op>) -> [u8; 32] {
    let at = Hlc::at(later(60).unix_ms().cast_unsigned());
    let body = Body { hlc: at, ..hand.body(*case.as_bytes(), kind, ops) };
    hand.write(&Forged::of(StreamName::Centre, &body))
}

fn given(to: MemberId, from: MemberId) -> Op {
    let id = |member: MemberId| Value::Bytes(member.as_bytes().to_vec());
    let former = Value::List(vec![Value::List(vec![id(from), Value::Null])]);
    Op::set("case/worker", Value::List(vec![Value::text("given"), id(to), Value::text(""), former]), Vec::new())
}

#[test]
fn a_volunteers_hand_closes_nothing_and_gives_nobody_a_case_and_everybody_goes_on() {
    let house: House = house();
    // Dana's case is vol's own; Әсел's the coordinator's.
    let store = house.open(house.vol);
    let own = store.case_file(pana_store::Stream::Centre, house.dana.case).unwrap();
    let other = store.case_file(pana_store::Stream::Centre, house.asel.case).unwrap();
    drop(store);
    let day = later(0).date();
    let hand = house.hand();
    let (vol, worker, coordinator) = (house.vol.id, house.worker.id, house.coordinator.id);
    let status = EventKind::Status;
    let assign = EventKind::Assign;
    let made = [
        (house.dana.case, status, own.close_ops(CloseReason::Deceased, day, ""), "no-right"),
        (house.asel.case, status, other.close_ops(CloseReason::Deceased, day, ""), "no-right"),
        (house.dana.case, EventKind::Edit, own.close_ops(CloseReason::Moved, day, ""), "needs-update"),
        (house.dana.case, status, vec![own.open_op("")], "out-of-turn"),
        (house.asel.case, assign, vec![given(vol, coordinator)], "no-right"),
        (house.dana.case, assign, vec![given(worker, vol)], "no-right"),
        (house.asel.case, assign, hand_ops::take(&other, vol), "out-of-turn"),
        (house.asel.case, assign, hand_ops::offer(&other, vol, worker, ""), "no-right"),
        (house.asel.case, assign, hand_ops::offer(&other, coordinator, vol, ""), "out-of-turn"),
        (house.dana.case, EventKind::Create, hand_ops::offer(&own, vol, worker, ""), "needs-update"),
    ];
    let written: Vec<_> = made.into_iter().map(|(case, kind, ops, why)| (write(&hand, case, kind, ops), why)).collect();
    // What a volunteer may: offer their own.
    let offered = write(&hand, house.dana.case, assign, hand_ops::offer(&own, vol, worker, ""));
    drop(hand);
    let mut store = house.open(house.coordinator);
    store.rebuild_views(later(70)).unwrap();
    for (nth, (event, why)) in written.into_iter().enumerate() {
        assert_eq!(reason_of(&store, &event).as_deref(), Some(why), "turn {nth}");
    }
    assert_eq!(reason_of(&store, &offered), None);
    assert_eq!(store.workers_of(house.dana.case).unwrap(), [vol]);
    assert_eq!(store.workers_of(house.asel.case).unwrap(), [coordinator]);
    for case in [house.dana.case, house.asel.case] {
        assert_eq!(store.case_closed(case).unwrap(), None);
    }
    house.works(&mut store);
    drop(store);
    let mut store = house.open(house.worker);
    store.case_take(house.dana.case, later(80)).unwrap();
    assert_eq!(store.workers_of(house.dana.case).unwrap(), [worker]);
}
