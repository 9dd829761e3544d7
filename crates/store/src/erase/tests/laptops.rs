//! Orders travel, and nothing that travels brings anybody back.

use super::*;

#[test]
fn a_laptop_that_is_late_by_a_month_erases_at_its_first_meeting_and_brings_nobody_back() {
    let (dir, mut one) = centre();
    let by = second(&mut one);
    let case = person(&mut one, "Мәдина");
    let (dir2, mut late) = second_device(dir.path(), &mut one, 2);
    give(&one, &mut late, now());
    let old = all_sent(&late, &Have::default());
    one.erase(case, EraseReason::Asked, &by, now()).unwrap();
    // Meanwhile they are seen on the late one: another talk, one in private, and a draft.
    let more = begin(&mut late, Stream::Centre, ForWhom::Known(case));
    late.interview_finish(more, &Finish::default(), now()).unwrap();
    talk(&mut late, case, "құпия");
    begin(&mut late, Stream::Centre, ForWhom::Known(case));
    let theirs = person(&mut late, "Әсел");
    // It gives what it has to one that has heard of the order.
    let taken = give(&late, &mut one, day(31));
    assert_eq!(taken.erased, 2, "they were deleted on arrival: {taken:?}");
    assert_eq!((found(&one, "Мәдина"), found(&one, "Әсел")), (0, 1));
    assert_eq!(one.certificates(now()).unwrap()[0].later, 2, "and counted");
    check_well(&mut one);
    // And hears of it itself.
    give(&one, &mut late, day(31));
    assert_eq!((found(&late, "Мәдина"), found(&late, "Әсел"), late.drafts().unwrap().len()), (0, 1, 0));
    assert!(late.person_name(theirs).is_ok());
    check_well(&mut late);
    // Nothing that was written before brings anything of it back, to either.
    for store in [&mut one, &mut late] {
        for _ in 0..2 {
            let taken = store.take_arrived(&old, day(32)).unwrap();
            assert_eq!((taken.events, taken.completed), (0, 0), "{taken:?}");
        }
        assert_eq!(found(store, "Мәдина"), 0);
        assert!(store.reader().subject_keys(Stream::Centre, case.as_bytes()).unwrap().is_empty());
        check_well(store);
    }
    give(&late, &mut one, day(32));
    give(&one, &mut late, day(32));
    assert_eq!(one.have().unwrap(), late.have().unwrap(), "headers are had without their bodies");
    assert_eq!(one.lacking(&late.have().unwrap()).unwrap(), []);
    let mut late = reopened(&dir2, late, day(33));
    check_well(&mut late);
}

#[test]
fn a_laptop_that_was_taken_out_erases_what_it_hears_of_and_opens_all_the_same() {
    let (dir, mut one) = centre();
    let by = second(&mut one);
    let case = person(&mut one, "Мәдина");
    let (dir2, mut lost) = second_device(dir.path(), &mut one, 2);
    give(&one, &mut lost, now());
    // Written down there, and met by nobody since.
    person(&mut lost, "Әсел");
    one.erase(case, EraseReason::Asked, &by, now()).unwrap();
    one.device_remove(lost.device(), &by, now()).unwrap();
    give(&one, &mut lost, now());
    // It says nothing any more, and so not that it has done it; what it has waits for a review, and can be got out of it.
    assert_eq!(found(&lost, "Мәдина"), 0);
    let lost = reopened(&dir2, lost, day(1));
    assert_eq!(found(&lost, "Мәдина"), 0);
    assert!(!all_sent(&lost, &one.have().unwrap()).events.is_empty());
}

#[test]
fn what_came_of_a_private_talk_while_nobody_could_tell_whose_it_is_is_asked_for_once_the_stream_is_open() {
    let (dir, mut one) = centre();
    let case = person(&mut one, "Мәдина");
    talk(&mut one, case, "құпия");
    let (dir2, mut two) = second_device(dir.path(), &mut one, 2);
    give(&one, &mut two, now());
    // As they lie where they came without their bodies to a laptop whose protected stream was closed.
    let sent = two.lacking(&Have::default()).unwrap();
    let private: Vec<i64> =
        sent.iter().filter(|event| event.stream == Stream::Protected).map(|event| event.position).collect();
    assert!(!private.is_empty());
    two.transact(&Asked::nothing(), now(), |tx| {
        private.iter().try_for_each(|position| event::erase_at(tx.sql(), *position))
    })
    .unwrap();
    assert_eq!(one.lacking(&two.have().unwrap()).unwrap(), [], "nobody asks for them");
    let mut two = reopened(&dir2, two, now());
    assert!(!one.lacking(&two.have().unwrap()).unwrap().is_empty(), "now they are asked for");
    give(&one, &mut two, now());
    assert_eq!(two.protected().summaries_of(case).unwrap().len(), 1);
    check_well(&mut two);
}

#[test]
fn what_is_set_aside_of_an_erased_person_has_no_body() {
    let (dir, mut one) = centre();
    let by = second(&mut one);
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    give(&one, &mut two, now());
    let case = person(&mut two, "Мәдина");
    give(&two, &mut one, now());
    let more = begin(&mut two, Stream::Centre, ForWhom::Known(case));
    two.interview_finish(more, &Finish::default(), now()).unwrap();
    one.erase(case, EraseReason::Asked, &by, now()).unwrap();
    // A copy whose signature was spoiled on the way is kept as it came, but for that.
    let sent = all_sent(&two, &one.have().unwrap());
    let spoiled: Vec<Vec<u8>> = sent
        .events
        .iter()
        .filter_map(|bytes| {
            let envelope = pana_wire::Envelope::from_bytes(bytes).unwrap();
            let (header, ct) = (envelope.header_bytes().to_vec(), envelope.ct()?.to_vec());
            let centre = envelope.header().stream.name(one.centre()) == Some(Stream::Centre);
            centre.then(|| pana_wire::Envelope::from_parts(header, [0; 64], Some(ct)).unwrap().to_bytes())
        })
        .collect();
    let taken = one.take_in(&spoiled, now()).unwrap();
    assert!(taken.foreign > 0, "{taken:?}");
    let kept = one.kept_aside().unwrap();
    assert!(!kept.is_empty());
    let bytes: Vec<Vec<u8>> = {
        let mut statement = one.connection().prepare("SELECT raw FROM set_aside").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    assert!(!bytes.is_empty());
    for bytes in bytes {
        assert!(pana_wire::Envelope::from_bytes(&bytes).unwrap().ct().is_none());
    }
}

#[test]
fn what_came_without_its_body_before_the_order_is_not_asked_for_once_it_is_here() {
    let (dir, mut one) = centre();
    let by = second(&mut one);
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    give(&one, &mut two, now());
    let case = person(&mut one, "Мәдина");
    one.erase(case, EraseReason::Asked, &by, now()).unwrap();
    let all = all_sent(&one, &two.have().unwrap());
    let (control, others): (Vec<_>, Vec<_>) = all.events.into_iter().partition(|event| {
        let header = pana_wire::Envelope::from_bytes(event).unwrap().header().clone();
        header.stream.name(one.centre()) == Some(Stream::Control)
    });
    two.take_arrived(&Arrived { events: others, keys: all.keys, sources: vec![], ..Arrived::default() }, now())
        .unwrap();
    assert!(two.set_aside_count().unwrap() > 0, "nobody here ordered that these bodies are gone");
    two.take_arrived(&Arrived { events: control, ..Arrived::default() }, now()).unwrap();
    assert_eq!(two.set_aside_count().unwrap(), 0);
    assert_eq!(one.lacking(&two.have().unwrap()).unwrap(), []);
    check_well(&mut two);
}

#[test]
fn an_order_that_was_cancelled_in_time_elsewhere_brings_back_what_went() {
    let (dir, mut one) = centre();
    let case = person(&mut one, "Мәдина");
    talk(&mut one, case, "құпия");
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    give(&one, &mut two, now());
    let order = one.erase(case, EraseReason::Asked, &Authorised::Alone, now()).unwrap();
    give(&one, &mut two, now());
    assert_eq!((found(&one, "Мәдина"), found(&two, "Мәдина")), (0, 0));
    // One of them does it when the days are over; the other had cancelled it before.
    two.erase_cancel(&[order], day(3)).unwrap();
    let mut one = reopened(&dir, one, day(8));
    assert!(matches!(state(&one, order), ErasureState::Counts { .. }));
    let told: BTreeSet<_> = one.erased_items(day(16)).unwrap().into_iter().collect();
    assert!(told.len() > 2 && one.erased_no_more(&told).unwrap().is_empty());
    give(&one, &mut two, day(8));
    give(&two, &mut one, day(8));
    // What went is asked for, and comes.
    give(&two, &mut one, day(8));
    for store in [&mut one, &mut two] {
        assert_eq!((state(store, order), found(store, "Мәдина")), (ErasureState::Cancelled, 1));
        assert_eq!(store.protected().summaries_of(case).unwrap().len(), 1);
        assert_eq!(store.set_aside_count().unwrap(), 0);
        // A hub that was told of it takes it again, and is told of it no more.
        let again: BTreeSet<_> = store.erased_no_more(&told).unwrap().into_iter().collect();
        assert_eq!((again, store.erased_items(day(30)).unwrap()), (told.clone(), vec![]));
        check_well(store);
    }
    assert_eq!(one.view_hashes().unwrap(), two.view_hashes().unwrap());
}

#[test]
fn a_laptop_where_nobody_opens_the_protected_stream_does_what_it_can_and_asks_for_no_body_again() {
    let (_dir, mut one) = centre();
    let by = second(&mut one);
    let case = person(&mut one, "Мәдина");
    talk(&mut one, case, "құпия");
    let (_dir2, mut two) = crate::travel::tests::joined(&mut one, Role::Volunteer, &[]);
    assert!(!two.opens(Stream::Protected) && found(&two, "Мәдина") == 1);
    one.erase(case, EraseReason::Asked, &by, now()).unwrap();
    let other = person(&mut one, "Әсел");
    talk(&mut one, other, "басқа");
    for _ in 0..2 {
        give(&one, &mut two, now());
        give(&two, &mut one, now());
    }
    assert_eq!((found(&one, "Мәдина"), found(&two, "Мәдина"), found(&two, "Әсел")), (0, 0, 1));
    assert!(one.protected().summaries_of(case).unwrap().is_empty());
    let said = one.certificates(now()).unwrap().remove(0);
    assert_eq!(said.devices.iter().filter(|device| device.done.is_some()).count(), 2);
    assert_eq!(one.lacking(&two.have().unwrap()).unwrap(), []);
    check_well(&mut one);
    check_well(&mut two);
}
