//! Events taken away, emptied, put elsewhere, and written in the name of others.

use pana_model::StreamName;
use pana_record::{EventKind, Op, OpKind, Value};
use pana_store::{Fault, Finding, Look, Notice, StoreError, Stream};
use rusqlite::params;

use crate::hand::{Forged, code};
use crate::house::{House, Who, finds, house, is_behind, later, reason_of, reasons, said, value};

fn faults(house: &House, who: Who) -> Vec<(Stream, Fault)> {
    let findings = house.doctor(who).findings;
    let faults = findings.into_iter().filter_map(|finding| match finding {
        Finding::Event { stream, fault, .. } => Some((stream, fault)),
        _ => None,
    });
    faults.collect()
}

fn has_aside(store: &pana_store::Store) -> bool {
    store.notices().iter().any(|notice| matches!(notice, Notice::SetAside(_)))
}

#[test]
fn whoever_saw_the_newest_events_is_told_when_they_are_gone() {
    let house = house();
    // With the witness that lies behind them.
    let last = "SELECT max(position) FROM event WHERE stream = 1 AND subject = ?1";
    let gone = format!("DELETE FROM event WHERE stream = 1 AND position >= ({last})");
    assert_eq!(house.hand().run(&gone, [house.dana.case.as_bytes()]), 2);
    for who in [house.coordinator, house.worker, house.vol] {
        assert!(is_behind(&house.open(who)));
        let diagnosis = house.doctor(who);
        assert!(finds(&diagnosis, |finding| matches!(finding, Finding::Behind(1))));
        assert!(finds(&diagnosis, |finding| matches!(finding, Finding::View(_))), "{:?}", diagnosis.findings);
    }
    let mut store = house.open(house.coordinator);
    store.rebuild_views(later(63)).unwrap();
    house.person(&mut store, &[("given_name", "Жаңа")]);
    drop(store);
    assert!(is_behind(&house.open(house.coordinator)), "writing on does not make up for it");
}

#[test]
fn what_a_member_wrote_last_is_missed_when_it_is_gone_before_anyone_came_back() {
    let house = house();
    house.talk(&mut house.open(house.coordinator));
    house.hand().run("DELETE FROM event WHERE stream = 2", []);
    assert!(is_behind(&house.open(house.coordinator)));
}

#[test]
fn a_missing_event_is_named_where_the_chain_breaks() {
    let house = house();
    house.person(&mut house.open(house.worker), &[("given_name", "Арман")]);
    let hand = house.hand();
    let middle: i64 = hand
        .sql
        .query_row(
            "SELECT position FROM event WHERE stream = 1 AND subject = ?1",
            [house.dana.case.as_bytes()],
            |row| row.get(0),
        )
        .unwrap();
    hand.run("DELETE FROM event WHERE position = ?1", [middle]);
    drop(hand);
    assert!(faults(&house, house.coordinator).contains(&(Stream::Centre, Fault::Chain)));
    let mut store = house.open(house.coordinator);
    store.rebuild_views(later(63)).unwrap();
    assert!(!reasons(&store).is_empty());
    let person = store.person(house.asel.case).unwrap();
    assert_eq!((&*person.name, person.interviews.len()), ("Ибраева Әсел", 1), "the other people are there");
    house.person(&mut store, &[("given_name", "Жаңа")]);
}

#[test]
fn protected_events_that_are_gone_are_missed_by_everyone_who_was_here_since() {
    let house = house();
    house.talk(&mut house.open(house.coordinator));
    for who in [house.coordinator, house.worker] {
        drop(house.open(who));
    }
    house.hand().run("DELETE FROM event WHERE stream = 2", []);
    for who in [house.coordinator, house.worker] {
        assert!(is_behind(&house.open(who)));
        assert!(finds(&house.doctor(who), |finding| matches!(finding, Finding::Behind(1))));
    }
    house.goes_on();
}

/// The views are built again at the next opening, as after an update of the program.
fn views_are_old(house: &House) {
    house.hand().run("UPDATE own SET view_version = 0", []);
}

#[test]
fn a_person_whose_events_were_emptied_does_not_vanish_in_silence() {
    let house = house();
    let hand = house.hand();
    hand.run("UPDATE event SET sealed = NULL WHERE stream = 1 AND subject = ?1", [house.asel.case.as_bytes()]);
    drop(hand);
    views_are_old(&house);
    let store = house.open(house.worker);
    assert!(has_aside(&store), "{:?}", store.notices());
    assert_eq!(reasons(&store), ["body-missing", "body-missing"]);
    assert!(matches!(store.person(house.asel.case), Err(StoreError::UnknownCase)));
    assert_eq!(store.person(house.dana.case).unwrap().name, "Оспанова Дана");
    drop(store);
    for who in [house.coordinator, house.worker, house.vol] {
        assert_eq!(faults(&house, who), [(Stream::Centre, Fault::BodyMissing); 2]);
    }
}

#[test]
fn a_person_whose_key_was_deleted_does_not_vanish_in_silence() {
    let house = house();
    let hand = house.hand();
    // Which slot is whose is not told; the one after which Әсел's page does not open is hers.
    let mut statement = hand.sql.prepare("SELECT slot_id FROM subject_slot WHERE stream = 1").unwrap();
    let slots: Vec<Vec<u8>> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    drop(statement);
    drop(hand);
    let kept = house.keep();
    let mut hers = 0;
    for slot in slots {
        kept.put_back(&house.path());
        house.hand().run("DELETE FROM subject_slot WHERE stream = 1 AND slot_id = ?1", [slot]);
        views_are_old(&house);
        let store = house.open(house.worker);
        assert!(has_aside(&store));
        if store.person(house.asel.case).is_err() {
            hers += 1;
            assert_eq!(reasons(&store), ["key-missing", "key-missing"]);
            assert_eq!(store.person(house.dana.case).unwrap().name, "Оспанова Дана");
            drop(store);
            assert_eq!(faults(&house, house.worker), [(Stream::Centre, Fault::KeyMissing); 2]);
        }
    }
    assert_eq!(hers, 1);
}

#[test]
fn an_older_database_is_told_to_everyone_who_saw_more() {
    let house = house();
    let kept = house.keep();
    house.person(&mut house.open(house.worker), &[("given_name", "Арман")]);
    drop(house.open(house.coordinator));
    kept.put_back_one(&house.path(), "pana.db");
    for who in [house.worker, house.coordinator] {
        assert!(is_behind(&house.open(who)));
        assert!(finds(&house.doctor(who), |finding| matches!(finding, Finding::Behind(_))));
    }
    house.goes_on();
    assert!(is_behind(&house.open(house.worker)));
}

#[test]
fn an_event_of_another_centre_is_named_and_changes_nothing() {
    let (house, other) = (house(), self::house());
    let theirs = other.hand();
    let hand = house.hand();
    let query = "SELECT event_id, header, signature, sealed, subject FROM event WHERE stream = 1 LIMIT 1";
    let (id, header, signature, sealed, subject) = theirs
        .sql
        .query_row(query, [], |row| {
            let bytes = |at| row.get::<_, Vec<u8>>(at);
            Ok((bytes(0)?, bytes(1)?, bytes(2)?, bytes(3)?, bytes(4)?))
        })
        .unwrap();
    let seq = hand.end(StreamName::Centre).0 + 1;
    hand.run(
        "INSERT INTO event (stream, device, seq, event_id, header, signature, sealed, subject)
         VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![hand.device, seq.cast_signed(), id, header, signature, sealed, subject],
    );
    drop(hand);
    assert!(faults(&house, house.coordinator).contains(&(Stream::Centre, Fault::Altered)));
    let mut store = house.open(house.coordinator);
    store.rebuild_views(later(63)).unwrap();
    assert_eq!(reasons(&store).len(), 1);
    drop(store);
    house.goes_on();
}

/// Another given name of Әсел, as the coordinator would have amended it; signed by vol.
fn forge_amendment(house: &House) -> [u8; 32] {
    let hand = house.hand();
    let seat = hand.seat_of(house, house.coordinator);
    let at = format!("interview/{}/answer/f/given_name", house.asel.interview);
    let fact = Value::List(vec![
        Value::text("Басқа"),
        Value::Bytes(house.asel.interview.as_bytes().to_vec()),
        Value::text("/f/given_name"),
    ]);
    let over = |path: &str| vec![hand.dot_at(house.asel.case, path)];
    let ops = vec![
        Op::set("person/given_name", fact, over("person/given_name")),
        Op::set(&*at, Value::text("Басқа"), over(&at)),
    ];
    let body = hand.body_of((house.coordinator.id, seat), house.asel.case, EventKind::Edit, ops);
    hand.write(&Forged::of(StreamName::Centre, &body))
}

#[test]
fn what_lay_here_when_a_member_came_and_went_is_still_asked_for_its_signatures() {
    let house = house();
    let forged = forge_amendment(&house);
    for who in [house.coordinator, house.worker, house.coordinator, house.worker] {
        drop(house.open(who));
    }
    for updated in [false, true] {
        for who in [house.coordinator, house.worker] {
            if updated {
                views_are_old(&house);
            }
            let mut store = house.open(who);
            for _ in 0..2 {
                store.rebuild_views(later(63)).unwrap();
                assert_eq!(reason_of(&store, &forged).as_deref(), Some("member-signature"));
                assert_eq!(store.person(house.asel.case).unwrap().name, "Ибраева Әсел");
            }
        }
    }
    house.goes_on();
}

#[test]
fn what_is_written_in_the_coordinators_name_stands_aside_and_shows_on_no_page() {
    let house = house();
    let forged = forge_amendment(&house);
    // An honest amendment after it.
    let mut store = house.open(house.coordinator);
    store.interview_amend(house.asel.interview, later(63)).unwrap();
    let changed = said(&[("family_name", "Ибраева"), ("given_name", "Әсем")]);
    store.interview_finish(house.asel.interview, &changed, later(64)).unwrap();
    for rebuilt in [false, true] {
        if rebuilt {
            store.rebuild_views(later(65)).unwrap();
            assert_eq!(reason_of(&store, &forged).as_deref(), Some("member-signature"));
        }
        let person = store.person(house.asel.case).unwrap();
        assert_eq!(person.name, "Ибраева Әсем");
        assert_eq!(person.history.len(), 3);
        let changes = &person.history[0].changes;
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].before, Some(value("Әсел")));
    }
    drop(store);
    assert!(faults(&house, house.coordinator).contains(&(Stream::Centre, Fault::MemberSignature)));
    house.goes_on();
}

#[test]
fn what_a_volunteer_signs_about_the_interview_of_another_changes_nothing() {
    let house = house();
    let before = house.open(house.coordinator).interview(house.asel.interview).unwrap().answers;
    let hand = house.hand();
    let at = format!("interview/{}/answer/f/family_name", house.asel.interview);
    let op = || vec![Op::new(&*at, OpKind::Set, Value::text("Басқа"), Vec::new())];
    let of_other_case = hand.body(*house.dana.case.as_bytes(), EventKind::Edit, op());
    let of_same_case = hand.body(*house.asel.case.as_bytes(), EventKind::Edit, op());
    let events = [of_other_case, of_same_case].map(|body| hand.write(&Forged::of(StreamName::Centre, &body)));
    drop(hand);
    let mut store = house.open(house.coordinator);
    store.rebuild_views(later(63)).unwrap();
    let found = events.map(|event| reason_of(&store, &event).unwrap());
    assert_eq!(found, ["not-begun", "unnamed"]);
    assert_eq!(store.interview(house.asel.interview).unwrap().answers, before);
    for known in [&house.asel, &house.dana] {
        let person = store.person(known.case).unwrap();
        assert_eq!((person.history.len(), person.interviews.len()), (2, 1));
    }
    drop(store);
    let named = |finding: &Finding| matches!(finding, Finding::SetAside { .. });
    assert_eq!(house.doctor(house.worker).findings.iter().filter(|finding| named(finding)).count(), 2);
    house.goes_on();
}

#[test]
fn random_bytes_as_a_protected_event_cost_nobody_their_page() {
    let house = house();
    let talk = house.talk(&mut house.open(house.coordinator));
    let hand = house.hand();
    let real = hand.blob("SELECT epoch FROM seat_grant WHERE stream = 2 LIMIT 1", []);
    let (stream, subject) = (StreamName::Protected, *house.asel.case.as_bytes());
    let (epoch, body) = (Some((real.try_into().unwrap(), [9; 32])), vec![0xff; 300]);
    hand.write(&Forged { stream, subject, body, layout: 2, epoch, subject_key: Some([8; 32]) });
    drop(hand);
    let mut store = house.open(house.coordinator);
    let person = store.person(house.asel.case).unwrap();
    assert_eq!(person.interviews.len(), 2);
    assert_eq!(store.interview(talk.interview).unwrap().answers.len(), 1);
    assert_eq!(reasons(&store).len(), 1);
    let second = house.talk(&mut store);
    assert_eq!(store.interview(second.interview).unwrap().answers.len(), 1);
    let due: Vec<_> = store.interviews_due("intake").unwrap().into_iter().map(|due| due.location).collect();
    assert_eq!(store.interviews_packed(&due).unwrap().len(), 4, "exports go on");
    drop(store);
    assert!(faults(&house, house.coordinator).contains(&(Stream::Protected, Fault::Closed)));
    house.goes_on();
}

#[test]
fn rows_that_are_no_events_keep_nobody_out() {
    let house = house();
    let hand = house.hand();
    let insert = "INSERT INTO event (stream, device, seq, event_id, header, signature, sealed, subject)
         VALUES (?1, ?2, 900, ?3, x'00', x'00', x'00', ?4)";
    let (device, case) = (hand.device.to_vec(), house.asel.case.as_bytes().to_vec());
    for stream in [0, 1, 2, 9] {
        hand.run(insert, params![stream, &[1_u8][..], [stream as u8; 32], case]);
        hand.run(insert, params![stream, device, [stream as u8; 3], case]);
        hand.run(insert, params![stream, device, [stream as u8; 31], &[1_u8][..]]);
    }
    drop(hand);
    views_are_old(&house);
    house.goes_on();
    for who in [house.coordinator, house.vol] {
        let unread = faults(&house, who).into_iter().filter(|(_, fault)| *fault == Fault::Unreadable);
        // One of the device and one of nobody in each stream; what is in none is named with the first.
        assert_eq!(unread.count(), 6);
    }
}

#[test]
fn an_event_filed_under_another_person_is_named_and_that_persons_page_is_unharmed() {
    let house = house();
    for subject in [Some(*house.dana.case.as_bytes()), None] {
        let kept = house.keep();
        let hand = house.hand();
        let moved = "SELECT max(position) FROM event WHERE stream = 1 AND subject = ?2";
        let changed = hand.run(
            &format!("UPDATE event SET subject = ?1 WHERE position = ({moved})"),
            params![subject, house.asel.case.as_bytes()],
        );
        assert_eq!(changed, 1);
        drop(hand);
        views_are_old(&house);
        for who in [house.coordinator, house.vol] {
            assert_eq!(faults(&house, who).len(), 1);
        }
        let store = house.open(house.worker);
        assert!(has_aside(&store));
        assert_eq!(reasons(&store), ["misfiled"]);
        let person = store.person(house.dana.case).unwrap();
        assert_eq!((&*person.name, person.interviews.len(), person.history.len()), ("Оспанова Дана", 1, 2));
        drop(store);
        kept.put_back(&house.path());
    }
    house.goes_on();
}

#[test]
fn a_protected_talk_adds_nothing_to_the_other_streams() {
    let house = house();
    let mut store = house.open(house.coordinator);
    let count = |stream: StreamName| {
        let hand = house.hand();
        hand.count(&format!("event WHERE stream = {}", code(stream)))
    };
    drop(store);
    let before = [StreamName::Control, StreamName::Centre].map(count);
    store = house.open(house.coordinator);
    let talk = house.talk(&mut store);
    let look = Look {
        cases: &[talk.case],
        access: pana_store::Access::InterviewOpened,
        interview: Some(talk.interview),
        stream: Stream::Protected,
        note: "",
    };
    store.record_access(&look, later(64)).unwrap();
    store.interview_amend(talk.interview, later(65)).unwrap();
    store.interview_finish(talk.interview, &said(&[("told", "басқа")]), later(66)).unwrap();
    drop(store);
    assert_eq!([StreamName::Control, StreamName::Centre].map(count), before);
    let hand = house.hand();
    // The talk, the look, the change, and the witness of these, which lies where they do.
    assert_eq!(hand.count("event WHERE stream = 2"), 4);
    assert_eq!(hand.count("event WHERE stream = 2 AND subject IS NOT NULL"), 0);
}
