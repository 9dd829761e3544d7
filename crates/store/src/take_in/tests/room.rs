//! What has no place in the log: how much of it a meeting may leave here, and all meetings together.

use super::*;
use crate::Arrived;
use crate::table::set_aside;
use crate::testing::second_device_of;

/// What came in one piece of a meeting that has this room left.
fn arrived(events: &[Vec<u8>], room: AsideRoom) -> Arrived {
    Arrived { events: events.to_vec(), room, ..Arrived::default() }
}

/// What a third device wrote of which the first has not heard: what says its keys, and the rest.
fn of_a_stranger(one: &mut Store, from: &std::path::Path) -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
    let (dir, mut two) = second_device(from, one, 2);
    let (_dir, mut three) = second_device(dir.path(), &mut two, 3);
    for name in ["Данияр", "Әсел", "Дана"] {
        people(&mut three, Stream::Centre, &[&[("given_name", name)]]).unwrap();
    }
    copy_keys(&three, one);
    news(&three, one).into_iter().partition(|envelope| {
        let header = Envelope::from_bytes(envelope).unwrap().header().clone();
        header.stream.name(one.centre()) == Some(Stream::Control)
    })
}

#[test]
fn strangers_fill_the_room_of_a_meeting_and_what_did_not_fit_is_taken_in_with_what_says_whose_it_is() {
    let (dir, mut one) = centre();
    let (control, rest) = of_a_stranger(&mut one, dir.path());
    assert!(rest.len() > 2, "{}", rest.len());
    let taken = one.take_arrived(&arrived(&rest, AsideRoom::of(2, 1 << 20)), now()).unwrap();
    assert_eq!((taken.waiting, usize::try_from(taken.not_taken).unwrap()), (2, rest.len() - 2));
    // The next piece of the same meeting has none of it; what is here already needs none.
    let taken = one.take_arrived(&arrived(&rest, taken.room), now()).unwrap();
    assert_eq!((taken.waiting, usize::try_from(taken.not_taken).unwrap()), (2, rest.len() - 2));
    let taken = one.take_arrived(&arrived(&control, taken.room), now()).unwrap();
    assert_eq!((taken.waiting, taken.not_taken), (0, 0), "what waited has its place");
    assert!(one.people_count().unwrap() < 3, "what was not taken is not had");
    let taken = one.take_arrived(&arrived(&rest, taken.room), now()).unwrap();
    assert_eq!((one.people_count().unwrap(), taken.not_taken), (3, 0), "it was brought again");
}

#[test]
fn where_something_is_not_taken_nobody_notes_that_it_was_read() {
    let (dir, mut one) = centre();
    let (_, rest) = of_a_stranger(&mut one, dir.path());
    let hub = [7; 32];
    one.hub_begin(&hub, &[1; 16], now()).unwrap();
    let read = |room| crate::ReadFromHub { arrived: arrived(&rest, room), to: (9, [9; 32]), ..Default::default() };
    let place = |store: &Store| store.hub_known(&hub).unwrap().places.get(&Stream::Centre).copied();
    one.hub_read(&hub, Stream::Centre, &read(AsideRoom::of(1, 1 << 20)), now()).unwrap();
    assert_eq!(place(&one), None);
    one.hub_read(&hub, Stream::Centre, &read(AsideRoom::default()), now()).unwrap();
    assert_eq!(place(&one), Some((9, [9; 32])));
}

#[test]
fn all_meetings_together_leave_so_much_and_more_with_a_coordinator_alone() {
    const PIECE: usize = (8 << 20) - 128;
    let (dir, mut one) = centre();
    let worker = super::settled::add(&mut one, "Болат", pana_casework::Role::Worker);
    let (_dir, mut two) = second_device_of(dir.path(), &mut one, 2, worker);
    for (store, kept) in [(&mut two, 8), (&mut one, 9)] {
        for number in 1..=9_u8 {
            let junk = vec![vec![number; PIECE]];
            let taken = store.take_arrived(&arrived(&junk, AsideRoom::default()), now()).unwrap();
            assert_eq!(taken.foreign, u32::from(number <= kept), "{number}");
        }
        assert_eq!(set_aside::count(store.connection()).unwrap(), u32::from(kept));
    }
    // What waits for nothing takes no room from what waits.
    let (_, rest) = of_a_stranger(&mut one, dir.path());
    let taken = two.take_arrived(&arrived(&rest, AsideRoom::default()), now()).unwrap();
    assert_eq!((usize::try_from(taken.waiting).unwrap(), taken.not_taken), (rest.len(), 0));
}

#[test]
fn of_a_flood_of_entries_of_strangers_no_more_stays_than_a_meeting_may_leave() {
    let many: u64 = std::env::var("PANA_STRANGERS").ok().and_then(|many| many.parse().ok()).unwrap_or(40_000);
    let (dir, mut one) = centre();
    let (_, rest) = of_a_stranger(&mut one, dir.path());
    let one_of_them = Envelope::from_bytes(&rest[0]).unwrap();
    let (header, body) = (one_of_them.header_bytes().to_vec(), one_of_them.ct().map(<[u8]>::to_vec));
    let mut taken = TakenIn::default();
    for from in (0..many).step_by(500) {
        let copies: Vec<Vec<u8>> = (from..many.min(from + 500))
            .map(|number| {
                let mut sig = [9; 64];
                sig[..8].copy_from_slice(&number.to_le_bytes());
                Envelope::from_parts(header.clone(), sig, body.clone()).unwrap().to_bytes()
            })
            .collect();
        let piece = one.take_arrived(&arrived(&copies, taken.room), now()).unwrap();
        taken.add(piece);
    }
    assert_eq!((taken.waiting, u64::from(taken.not_taken)), (16_384, many - 16_384));
    people(&mut one, Stream::Centre, &[&[("given_name", "Дана")]]).unwrap();
    assert_eq!(one.people_count().unwrap(), 1, "work goes on");
}
