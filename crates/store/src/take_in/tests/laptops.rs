//! Laptops that are used apart: a copy of one, two with the same person, one that was lost and is found.

use pana_casework::Act;
use pana_casework::authority::ControlWrite;
use pana_model::{CaseId, InterviewId, Secret};

use super::*;
use crate::testing::finish;
use crate::{Asked, ForWhom, Locked, StartInterview, StoredAnswer};

/// A folder as it is now, opened as a store of its own.
fn copied(dir: &std::path::Path, store: &mut Store) -> (tempfile::TempDir, Store) {
    store.remember_seen().unwrap();
    pana_sqlite::checkpoint(store.connection()).unwrap();
    let copied = tempfile::tempdir().unwrap();
    for name in ["pana.db", "keyring.json"] {
        std::fs::copy(dir.join(name), copied.path().join(name)).unwrap();
    }
    let opened = Locked::open(copied.path()).unwrap();
    let copy = opened.unlock(store.member().id, &Secret::new("сөз".to_owned()), now()).unwrap();
    (copied, copy)
}

pub(super) fn talk(store: &mut Store, number: u8, stream: Stream, case: CaseId, said: &[(u8, u8)]) -> InterviewId {
    let interview = InterviewId::from_random([number; 16]);
    let start = StartInterview { interview, form_id: "intake", form_hash: [7; 32], stream, whom: ForWhom::Known(case) };
    store.interview_start(&start, now()).unwrap();
    store.interview_finish(interview, &finish(said), now()).unwrap();
    interview
}

pub(super) fn amend(store: &mut Store, interview: InterviewId, said: &[(u8, u8)]) {
    store.interview_amend(interview, now()).unwrap();
    store.interview_finish(interview, &finish(said), now()).unwrap();
}

pub(super) fn open_case(store: &mut Store) -> CaseId {
    let case = CaseId::from_random([9; 16]);
    store.case_open(case, now()).unwrap();
    case
}

/// Where different answers stand.
fn places(apart: &pana_casework::value::Apart) -> Vec<&str> {
    apart.keys().map(String::as_str).collect()
}

/// Both get what the other holds.
pub(super) fn exchange(one: &mut Store, two: &mut Store) {
    copy_keys(one, two);
    copy_keys(two, one);
    let (to_two, to_one) = (news(one, two), news(two, one));
    one.take_in(&shuffled(to_one, 5), now()).unwrap();
    two.take_in(&shuffled(to_two, 9), now()).unwrap();
}

#[test]
fn a_store_copied_and_used_apart_shows_both_answers_until_somebody_settles_them() {
    let (dir, mut one) = centre();
    let case = open_case(&mut one);
    let interview = talk(&mut one, 1, Stream::Centre, case, &[(0, 4)]);
    let (_copied, mut copy) = copied(dir.path(), &mut one);
    amend(&mut one, interview, &[(0, 5)]);
    amend(&mut copy, interview, &[(0, 6)]);
    exchange(&mut one, &mut copy);
    for store in [&one, &copy] {
        assert_eq!(places(&store.interview(interview).unwrap().apart), ["/f/given_name"]);
        let history = store.person(case).unwrap().history;
        let said = history.iter().flat_map(|line| &line.changes).filter_map(|change| change.after.clone());
        let said: BTreeSet<String> = said.map(|answer| format!("{answer:?}")).collect();
        let both = ["1985-03", "1986-03"].map(|text| format!("{:?}", StoredAnswer::Value(text.to_owned())));
        assert_eq!(said, both.into(), "neither of the two is lost");
        assert_eq!(reasons(store), Vec::<String>::new());
    }
    assert_eq!(seen(&one), seen(&copy));
    amend(&mut copy, interview, &[(0, 7)]);
    exchange(&mut one, &mut copy);
    for store in [&one, &copy] {
        let read = store.interview(interview).unwrap();
        assert_eq!((read.apart.len(), read.answers), (0, finish(&[(0, 7)]).answers));
    }
}

#[test]
fn a_first_protected_talk_begun_on_two_laptops_apart_is_read_whole_on_both() {
    let (dir, mut one) = centre();
    let case = open_case(&mut one);
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    let here = talk(&mut one, 1, Stream::Protected, case, &[(0, 4)]);
    let there = talk(&mut two, 2, Stream::Protected, case, &[(0, 5)]);
    exchange(&mut one, &mut two);
    for store in [&mut one, &mut two] {
        assert_eq!(store.interview(here).unwrap().answers, finish(&[(0, 4)]).answers);
        assert_eq!(store.interview(there).unwrap().answers, finish(&[(0, 5)]).answers);
        let keys = store.reader().subject_keys(Stream::Protected, case.as_bytes()).unwrap();
        assert_eq!(keys.len(), 2, "each has made a key of its own");
        assert!(store.doctor(now()).unwrap().is_well());
    }
    // Both go on under the same one of the two.
    let written = [&mut one, &mut two].map(|store| {
        let key =
            store.transact(&Asked::nothing(), now(), |tx| tx.subject_key_or_make(Stream::Protected, *case.as_bytes()));
        key.unwrap().id()
    });
    assert_eq!(written[0], written[1]);
}

#[test]
fn a_slot_that_was_taken_away_or_swapped_costs_what_lay_under_it_and_is_named() {
    let (dir, mut one) = centre();
    let case = open_case(&mut one);
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    let here = talk(&mut one, 1, Stream::Protected, case, &[(0, 4)]);
    let there = talk(&mut two, 2, Stream::Protected, case, &[(0, 5)]);
    exchange(&mut one, &mut two);
    let slots = "FROM subject_slot WHERE stream = 2";
    let sealed =
        "(SELECT wrapped FROM subject_slot AS other WHERE other.stream = 2 AND other.key_id <> subject_slot.key_id)";
    let one_of_two = format!("key_id = (SELECT min(key_id) {slots})");
    for (edit, lost, why) in [
        // One row holds the key of the other.
        (format!("UPDATE subject_slot SET wrapped = {sealed} WHERE stream = 2 AND {one_of_two}"), 1, "no-key"),
        (format!("DELETE {slots} AND {one_of_two}"), 1, "no-key"),
        (format!("DELETE {slots}"), 2, "key-missing"),
    ] {
        one.connection().execute_batch("SAVEPOINT before").unwrap();
        one.connection().execute(&edit, []).unwrap();
        one.reset_protected();
        let read = [here, there].into_iter().filter(|id| one.interview(*id).is_ok()).count();
        assert_eq!(read, 2 - lost, "{edit}");
        let aside = reasons(&one);
        assert_eq!(aside, vec![why; lost], "{edit}");
        one.connection().execute_batch("ROLLBACK TO before; RELEASE before").unwrap();
        one.reset_protected();
        assert_eq!(reasons(&one), Vec::<String>::new(), "put back, all is there again");
    }
}

#[test]
fn an_intake_from_before_a_roll_opens_when_its_laptop_is_found() {
    let (dir, mut one) = centre();
    let case = open_case(&mut one);
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    for stream in Stream::ALL {
        one.roll(stream, now()).unwrap();
    }
    let after = talk(&mut one, 1, Stream::Protected, case, &[(0, 4)]);
    // The laptop knows nothing of the roll.
    people(&mut two, Stream::Centre, &[&[("given_name", "Данияр")]]).unwrap();
    let before = talk(&mut two, 2, Stream::Protected, case, &[(0, 5)]);
    exchange(&mut one, &mut two);
    for store in [&one, &two] {
        assert_eq!(store.people_count().unwrap(), 2);
        assert!(store.interview(before).is_ok() && store.interview(after).is_ok());
        assert_eq!(reasons(store), Vec::<String>::new());
    }
    for store in [&mut one, &mut two] {
        assert!(store.doctor(now()).unwrap().is_well());
        store.rebuild_views(now()).unwrap();
        assert_eq!((store.people_count().unwrap(), reasons(store)), (2, Vec::new()));
    }
}

#[test]
fn what_a_revoked_laptop_writes_waits_for_a_review_and_nothing_new_is_sealed_to_it() {
    let (dir, mut one) = centre();
    let case = open_case(&mut one);
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    let (lost, seat) = (two.device(), two.session().seat);
    people(&mut two, Stream::Centre, &[&[("given_name", "Арман")]]).unwrap();
    exchange(&mut one, &mut two);
    let cuts = one.cuts().unwrap();
    one.transact(&Asked::of(Act::Devices), now(), |tx| {
        tx.control(EventKind::DeviceRevoke, &[ControlWrite::RemoveDevice { id: lost, cuts }], None)
    })
    .unwrap();
    one.roll_what_is_due(now()).unwrap();
    let after = talk(&mut one, 1, Stream::Centre, case, &[(0, 4)]);
    people(&mut two, Stream::Centre, &[&[("given_name", "Данияр")]]).unwrap();
    exchange(&mut one, &mut two);
    for rebuilt in [false, true] {
        if rebuilt {
            one.rebuild_views(now()).unwrap();
        }
        assert_eq!((one.people_count().unwrap(), reasons(&one)), (2, vec!["outside-cut".to_owned(); 2]));
        assert_eq!(one.people_search("Арман", 9).unwrap().people.len(), 1, "what the revocation had seen stays");
    }
    let epochs = "SELECT count(*) FROM seat_grant WHERE seat = ?1 AND epoch IN (SELECT epoch FROM seat_grant
         GROUP BY stream, epoch ORDER BY epoch DESC LIMIT 3)";
    let sealed: i64 = one.connection().query_row(epochs, [seat.as_bytes()], |row| row.get(0)).unwrap();
    assert_eq!(sealed, 0, "the new epochs are not sealed to the laptop");
    assert!(two.interview(after).is_err(), "and it opens nothing of what is written under them");
}

/// The event by which a revocation tells what it had seen may come long after the revocation, and after what lies before it.
#[test]
fn what_a_revocation_had_seen_counts_in_whatever_order_it_comes() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    let (_dir3, mut late) = copied(dir.path(), &mut one);
    for name in ["Арман", "Данияр", "Әсел"] {
        people(&mut two, Stream::Centre, &[&[("given_name", name)]]).unwrap();
    }
    exchange(&mut one, &mut two);
    let (id, cuts) = (two.device(), one.cuts().unwrap());
    one.transact(&Asked::of(Act::Devices), now(), |tx| {
        tx.control(EventKind::DeviceRevoke, &[ControlWrite::RemoveDevice { id, cuts }], None)
    })
    .unwrap();
    copy_keys(&one, &late);
    let control = one.session().stream_id(Stream::Control);
    let mut news = news(&one, &late);
    let place = |envelope: &Vec<u8>| {
        let header = Envelope::from_bytes(envelope).unwrap().header().clone();
        (header.stream != control, header.dseq)
    };
    news.sort_by_key(place);
    for envelope in news {
        late.take_in(&[envelope], now()).unwrap();
    }
    assert_eq!((late.people_count().unwrap(), reasons(&late)), (3, Vec::new()));
    assert_eq!(seen(&late), seen(&one));
}
