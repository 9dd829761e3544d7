use std::collections::BTreeSet;

use pana_casework::authority::ErasureState;
use pana_casework::erasure::EraseReason;
use pana_casework::{Grant, Role};
use pana_model::{BlobId, CaseId, EventRef, InstanceId, InterviewId, Moment, Secret};

use super::*;
use crate::testing::{KDF, centre, now, second_device};
use crate::{
    AddMember, Answers, Arrived, DraftSave, Fact, Finish, ForWhom, Have, Locked, NewFile, StartInterview, StoredAnswer,
};

mod laptops;
mod marks;
mod numbers;
mod rolled;
mod waits;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// So many days after the centre was made.
fn day(days: i64) -> Moment {
    Moment::from_unix_ms(now().unix_ms() + days * DAY_MS).unwrap()
}

fn word() -> Secret<String> {
    Secret::new("сөз".to_owned())
}

/// Another coordinator, whose agreement is given.
fn second(store: &mut Store) -> Authorised {
    let new = AddMember {
        name: "Сәния".to_owned(),
        role: Role::Coordinator,
        grants: vec![Grant::Protected],
        passphrase: word(),
        kdf: KDF,
    };
    let member = store.member_add(new, &Authorised::Alone, now()).unwrap().id;
    Authorised::Second { member, passphrase: word() }
}

fn reopened(dir: &tempfile::TempDir, store: Store, at: Moment) -> Store {
    let member = store.member().id;
    drop(store);
    Locked::open(dir.path()).unwrap().unlock(member, &word(), at).unwrap()
}

fn said(property: &str, value: &str, household: Option<InstanceId>) -> Fact {
    let source = format!("/f/{property}");
    Fact { household, property: property.to_owned(), value: value.to_owned(), source }
}

fn begin(store: &mut Store, stream: Stream, whom: ForWhom) -> InterviewId {
    let interview = InterviewId::from_random(crate::random().unwrap());
    let start = StartInterview { interview, form_id: "intake", form_hash: [7; 32], stream, whom };
    store.interview_start(&start, now()).unwrap();
    interview
}

/// A finished interview of a person with this name. Gives the case.
fn person(store: &mut Store, name: &str) -> CaseId {
    let case = CaseId::from_random(crate::random().unwrap());
    let interview = begin(store, Stream::Centre, ForWhom::New(case));
    let facts = vec![said("given_name", name, None), said("family_name", "Сейтова", None)];
    let answers = facts.iter().map(|fact| (fact.source.clone(), StoredAnswer::Value(fact.value.clone()))).collect();
    store.interview_finish(interview, &Finish { answers, facts, ..Finish::default() }, now()).unwrap();
    case
}

/// A talk in private with them.
fn talk(store: &mut Store, case: CaseId, answer: &str) -> InterviewId {
    let interview = begin(store, Stream::Protected, ForWhom::Known(case));
    let answers: Answers = [("/f/said".to_owned(), StoredAnswer::Value(answer.to_owned()))].into();
    store.interview_finish(interview, &Finish { answers, ..Finish::default() }, now()).unwrap();
    interview
}

fn all_sent(from: &Store, have: &Have) -> Arrived {
    let events = from.lacking(have).unwrap();
    let keys = from.sealed_keys(&events).unwrap();
    Arrived {
        events: events.iter().map(|event| from.outgoing_bytes(event).unwrap()).collect(),
        keys,
        sources: vec![],
        ..Arrived::default()
    }
}

/// `to` gets what it lacks of `from`.
fn give(from: &Store, to: &mut Store, at: Moment) -> crate::TakenIn {
    let sent = all_sent(from, &to.have().unwrap());
    to.take_arrived(&sent, at).unwrap()
}

fn found(store: &Store, text: &str) -> usize {
    store.people_search(text, 9).unwrap().people.len()
}

fn state(store: &Store, order: EventRef) -> ErasureState {
    store.certificates(now()).unwrap().into_iter().find(|one| one.order == order).unwrap().state
}

/// Views are what a replay makes, and the doctor finds nothing.
fn check_well(store: &mut Store) {
    let before = store.view_hashes().unwrap();
    store.rebuild_views(now()).unwrap();
    assert_eq!(store.view_hashes().unwrap(), before, "the views are what a replay makes");
    let diagnosis = store.doctor(now()).unwrap();
    let others = diagnosis.findings.iter().filter(|finding| !matches!(finding, crate::Finding::KeptAside { .. }));
    assert_eq!(others.count(), 0, "{:?}", diagnosis.findings);
    assert!(diagnosis.chain_ok && diagnosis.signatures_ok && diagnosis.bodies_ok);
}

#[test]
fn where_two_coordinators_stand_a_case_is_erased_at_once_and_the_others_stay() {
    let (dir, mut store) = centre();
    let (case, other) = (person(&mut store, "Мәдина"), person(&mut store, "Әсел"));
    talk(&mut store, case, "құпия");
    let by = second(&mut store);
    let alone = store.erase(case, EraseReason::Asked, &Authorised::Alone, now());
    assert!(matches!(alone, Err(StoreError::NeedsSecond)), "{alone:?}");
    assert_eq!(found(&store, "Мәдина"), 1, "nothing has happened");
    let order = store.erase(case, EraseReason::Asked, &by, now()).unwrap();
    assert!(matches!(state(&store, order), ErasureState::Counts { .. }));
    assert_eq!((found(&store, "Мәдина"), found(&store, "Әсел")), (0, 1));
    assert!(matches!(store.person_name(case), Err(StoreError::UnknownCase)));
    assert!(store.person_name(other).is_ok() && store.protected().summaries_of(case).unwrap().is_empty());
    check_well(&mut store);
    let mut store = reopened(&dir, store, now());
    check_well(&mut store);
    assert_eq!((found(&store, "Мәдина"), found(&store, "Әсел")), (0, 1));
    let cancelled = store.erase_cancel(&[order], now());
    assert!(matches!(cancelled, Err(StoreError::UnknownErasure)), "it is final");
    assert!(matches!(store.erase(case, EraseReason::Asked, &by, now()), Err(StoreError::UnknownCase)));
}

#[test]
fn a_certificate_says_what_was_done_where_and_names_nobody() {
    let (dir, mut store) = centre();
    let case = person(&mut store, "Мәдина");
    let (_dir2, mut other) = second_device(dir.path(), &mut store, 2);
    let by = second(&mut store);
    let order = store.erase(case, EraseReason::TermOver, &by, now()).unwrap();
    let one = store.certificates(now()).unwrap().remove(0);
    assert_eq!((one.order, one.cases.as_slice(), one.reason), (order, &[case][..], EraseReason::TermOver));
    assert_eq!(one.by.len(), 2);
    assert!(one.number.starts_with("2026/") && one.number.len() == 19, "{}", one.number);
    let done: Vec<(bool, bool)> = one.devices.iter().map(|device| (device.own, device.done.is_some())).collect();
    assert_eq!(done, [(true, true), (false, false)]);
    assert!(!format!("{one:?}").contains("Мәдина"));
    assert!(matches!(one.copies_closed, Some(CopiesClosed::By(by)) if by.unix_ms() >= day(30).unix_ms()));
    // The other one does it at its first meeting, a month late, and says so.
    give(&store, &mut other, day(31));
    assert_eq!(found(&other, "Мәдина"), 0);
    give(&other, &mut store, day(31));
    let again = store.certificates(now()).unwrap().remove(0);
    assert!(again.devices.iter().all(|device| device.done.is_some()));
    assert_eq!((again.number, other.certificates(now()).unwrap().remove(0).order), (one.number, order));
}

#[test]
fn an_order_of_one_alone_closes_the_case_until_it_is_cancelled_or_the_days_are_over() {
    let (dir, mut store) = centre();
    let (case, other) = (person(&mut store, "Мәдина"), person(&mut store, "Әсел"));
    let draft = begin(&mut store, Stream::Centre, ForWhom::Known(case));
    let private = begin(&mut store, Stream::Protected, ForWhom::Known(case));
    let save = DraftSave {
        answers: [("/f/phone".to_owned(), Some(StoredAnswer::Value("87010000000".to_owned())))].into(),
        person: Some([("phone".to_owned(), "87010000000".to_owned())].into()),
        ..DraftSave::default()
    };
    store.draft_save(draft, &save, now()).unwrap();
    store.cases_join(case, other, "", now()).unwrap();
    let (before, drafts) = (store.view_hashes().unwrap(), store.drafts().unwrap().len());
    let order = store.erase(case, EraseReason::Asked, &Authorised::Alone, now()).unwrap();
    let due_ms = now().unix_ms().cast_unsigned() + 7 * 24 * 60 * 60 * 1000;
    assert!(
        matches!(state(&store, order), ErasureState::Waits { due_ms: due } if due >= due_ms && due < due_ms + 1000)
    );
    for round in 0..2 {
        assert_eq!((found(&store, "Мәдина"), found(&store, "87010000000")), (0, 0), "closed to all");
        assert!(matches!(store.person_name(case), Err(StoreError::UnknownCase)));
        assert_eq!(store.joined_with(other).unwrap(), BTreeSet::from([other]), "the link is void");
        assert!(store.drafts().unwrap().is_empty());
        for interview in [draft, private] {
            let saved = store.draft_save(interview, &save, now());
            assert!(matches!(saved, Err(StoreError::UnknownInterview)), "round {round}: {saved:?}");
        }
        check_well(&mut store);
        store = reopened(&dir, store, day(6));
    }
    let mut cancelled = store;
    cancelled.erase_cancel(&[order], day(6)).unwrap();
    assert_eq!(state(&cancelled, order), ErasureState::Cancelled);
    assert_eq!(cancelled.view_hashes().unwrap(), before, "all of it is there again");
    assert_eq!((cancelled.drafts().unwrap().len(), found(&cancelled, "87010000000")), (drafts, 1));
    check_well(&mut cancelled);
    // Ordered anew, nobody cancels, and the days are over.
    let again = cancelled.erase(case, EraseReason::Asked, &Authorised::Alone, day(6)).unwrap();
    let store = reopened(&dir, cancelled, day(12));
    assert!(matches!(state(&store, again), ErasureState::Waits { .. }));
    let mut store = reopened(&dir, store, day(14));
    assert!(matches!(state(&store, again), ErasureState::Counts { .. }));
    assert!(store.certificates(now()).unwrap()[0].devices[0].done.is_some());
    assert_eq!((found(&store, "Әсел"), store.joined_with(other).unwrap()), (1, BTreeSet::from([other])));
    check_well(&mut store);
}

#[test]
fn nothing_is_destroyed_by_a_clock_that_is_not_believed() {
    let (dir, mut store) = centre();
    let case = person(&mut store, "Мәдина");
    let order = store.erase(case, EraseReason::Asked, &Authorised::Alone, now()).unwrap();
    let store = reopened(&dir, store, day(400));
    assert!(matches!(state(&store, order), ErasureState::Waits { .. }));
    let store = reopened(&dir, store, day(8));
    assert!(matches!(state(&store, order), ErasureState::Counts { .. }));
}

#[test]
fn an_order_that_names_the_centre_itself_erases_nothing() {
    let (_dir, mut store) = centre();
    let case = person(&mut store, "Мәдина");
    let centre = CaseId::from_bytes(*store.centre().as_bytes());
    let write = [ControlWrite::Erase { case: centre, reason: EraseReason::Mistake }];
    store.transact(&Asked::of(Act::Erase), now(), |tx| tx.say(EventKind::Erase, &write, None)).unwrap();
    store.follow_erasures(now()).unwrap();
    assert!(store.person_name(case).is_ok());
    check_well(&mut store);
}

#[test]
fn whoever_is_no_coordinator_erases_and_cancels_nothing_and_sees_no_certificate() {
    let (dir, mut store) = centre();
    let case = person(&mut store, "Мәдина");
    let new = AddMember {
        name: "Ерлан".to_owned(),
        role: Role::Supervisor,
        grants: Vec::new(),
        passphrase: word(),
        kdf: KDF,
    };
    let member = store.member_add(new, &Authorised::Alone, now()).unwrap().id;
    let coordinator = Authorised::Second { member: store.member().id, passphrase: word() };
    let order = store.erase(case, EraseReason::Asked, &Authorised::Alone, now()).unwrap();
    drop(store);
    let mut store = Locked::open(dir.path()).unwrap().unlock(member, &word(), day(8)).unwrap();
    assert!(store.erase_cancel(&[order], now()).is_err() && store.certificates(now()).is_err());
    assert!(store.closed_by_erasure().contains(&case), "nor does their laptop let it count");
    let other = person(&mut store, "Әсел");
    let refused = store.erase(other, EraseReason::Asked, &coordinator, now());
    assert!(matches!(refused, Err(StoreError::Refused(_))), "{refused:?}");
}
