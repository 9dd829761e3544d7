//! An interview of one person that somebody begins again, under its id, in the case of another.

use pana_casework::value::Meta;
use pana_model::StreamName;
use pana_record::{Body, EventKind, Hlc, Op, Value};
use pana_store::{Instances, InterviewClaim, SeenInterview, Store, StoreError, Unpacker};

use crate::hand::Forged;
use crate::house::{FORM, House, house, later, reasons, said, value};

/// Vol says in Dana's case that they led the interview in which Әсел was heard, finished so many minutes after that or before.
fn claim(house: &House, minutes: i64) {
    let hand = house.hand();
    let at = Hlc::at(later(minutes).unix_ms().cast_unsigned());
    let meta = Meta {
        form_id: "intake".to_owned(),
        form_hash: FORM,
        member: house.vol.id,
        started_ms: later(minutes).unix_ms() - 1_000,
        finished_hlc: at.to_u64().cast_signed(),
        incomplete: false,
    };
    let place = |rest: &str| format!("interview/{}/{rest}", house.asel.interview);
    let ops = vec![
        Op::set(place("meta"), meta.to_value(), Vec::new()),
        Op::set(place("answer/f/family_name"), Value::text("Басқа"), Vec::new()),
    ];
    let body = Body { hlc: at, ..hand.body(*house.dana.case.as_bytes(), EventKind::Create, ops) };
    hand.write(&Forged::of(StreamName::Centre, &body));
}

/// What an export has of the interview: of each case that claims it, whose number, and what was answered.
fn exported(house: &House, store: &Store) -> Vec<(String, bool)> {
    let due: Vec<_> = store.interviews_due("intake").unwrap().into_iter().map(|due| due.location).collect();
    let mut unpacker = Unpacker::new().unwrap();
    let told = [("/f/family_name".to_owned(), value("Ибраева")), ("/f/given_name".to_owned(), value("Әсел"))].into();
    let (none, nothing) = (Instances::new(), pana_casework::value::Apart::new());
    let hers = SeenInterview::of_read(&told, &none, &nothing);
    let mut rows = Vec::new();
    for row in store.interviews_packed(&due).unwrap() {
        if row.summary.interview == house.asel.interview {
            rows.push((row.number.clone(), unpacker.see(&row).unwrap() == hers));
        }
    }
    rows.sort();
    rows
}

#[test]
fn an_interview_that_another_case_claims_keeps_its_rows_and_its_history() {
    for minutes in [-600, 120] {
        let house = house();
        claim(&house, minutes);
        let mut store = house.open(house.coordinator);
        store.rebuild_views(later(130)).unwrap();
        assert_eq!(reasons(&store), Vec::<String>::new(), "in its own case it begins an interview");
        let mut expected = vec![(house.asel.number.clone(), true), (house.dana.number.clone(), false)];
        expected.sort();
        assert_eq!(exported(&house, &store), expected, "an export has each case's own");
        let asel = store.person(house.asel.case).unwrap();
        assert_eq!((&*asel.name, asel.history.len(), asel.interviews.len()), ("Ибраева Әсел", 2, 1));
        assert_eq!(asel.interviews[0].member, house.coordinator.id);
        let dana = store.person(house.dana.case).unwrap();
        assert_eq!((&*dana.name, dana.history.len(), dana.interviews.len()), ("Оспанова Дана", 3, 2));
        let claimed = dana.history.iter().filter(|line| line.interview == Some(house.asel.interview));
        assert_eq!(claimed.map(|line| line.member).collect::<Vec<_>>(), [house.vol.id], "whose page names who did it");
    }
}

/// Ids are drawn, but a hand can write another's: each case then has one of its own, and neither is shown for the other.
#[test]
fn an_interview_that_is_claimed_for_a_second_case_is_shown_in_each_as_its_own() {
    let house = house();
    let before = house.open(house.coordinator).interview(house.asel.interview).unwrap();
    // It says that it was finished before the true one.
    claim(&house, -600);
    let mut store = house.open(house.coordinator);
    store.rebuild_views(later(63)).unwrap();
    assert_eq!(reasons(&store).len(), 0, "in its own case it is an interview like others");
    let of = |case| InterviewClaim { interview: house.asel.interview, case: Some(case) };
    let shown = store.interview(of(house.asel.case)).unwrap();
    assert_eq!((shown.answers, shown.summary), (before.answers, before.summary));
    let claimed = store.interview(of(house.dana.case)).unwrap();
    assert_eq!(claimed.answers.get("/f/family_name"), Some(&value("Басқа")));
    let unsaid = store.interview(house.asel.interview);
    assert!(matches!(unsaid, Err(StoreError::UnknownInterview)), "whose is asked is not known");
    assert!(store.files(of(house.asel.case)).is_ok());
    // Changing it changes that of its case alone.
    store.interview_amend(of(house.asel.case), later(64)).unwrap();
    assert!(store.is_draft(of(house.asel.case)).unwrap() && !store.is_draft(of(house.dana.case)).unwrap());
    let changed = said(&[("family_name", "Ибраева"), ("given_name", "Әсем")]);
    store.interview_finish(house.asel.interview, &changed, later(65)).unwrap();
    assert_eq!(store.interview(of(house.asel.case)).unwrap().answers.get("/f/given_name"), Some(&value("Әсем")));
    assert_eq!(store.interview(of(house.dana.case)).unwrap(), claimed);
}
