//! Unfinished interviews: damaged ones, and those of others.

use pana_model::InterviewId;
use pana_store::{DraftSave, Finding, ForWhom, StartInterview, StoreError, Stream};

use crate::house::{FORM, House, Who, finds, house, later, said, value};

/// Somebody begins an interview of Әсел.
fn begin(house: &House, who: Who, byte: u8) -> InterviewId {
    let interview = InterviewId::from_random([byte; 16]);
    let whom = ForWhom::Known(house.asel.case);
    let start = StartInterview { interview, form_id: "intake", form_hash: FORM, stream: Stream::Centre, whom };
    let mut store = house.open(who);
    store.interview_start(&start, later(61)).unwrap();
    let save = DraftSave {
        answers: [("/f/given_name".to_owned(), Some(value("Әсем")))].into(),
        person: Some([("given_name".to_owned(), "Әсем".to_owned())].into()),
        ..DraftSave::default()
    };
    store.draft_save(interview, &save, later(62)).unwrap();
    interview
}

#[test]
fn a_damaged_draft_is_named_and_costs_itself_alone() {
    let house = house();
    let (bad, good) = (begin(&house, house.worker, 90), begin(&house, house.worker, 91));
    let kept = house.keep();
    let of = |table: &str, set: &str| format!("UPDATE {table} SET {set} WHERE interview = ?1");
    let edits = [
        of("draft_row", "sealed = zeroblob(length(sealed))"),
        "DELETE FROM draft_row WHERE interview = ?1".to_owned(),
        of("draft", "address = zeroblob(72)"),
        of("draft", "key_id = zeroblob(16)"),
        of("draft", "stream = 7"),
        of("draft", "epoch = zeroblob(16)"),
    ];
    for edit in edits {
        kept.put_back(&house.path());
        assert!(house.hand().run(&edit, [bad.as_bytes()]) > 0);
        for who in [house.coordinator, house.worker, house.vol] {
            let mut store = house.open(who);
            let shown: Vec<InterviewId> = store.drafts().unwrap().into_iter().map(|draft| draft.interview).collect();
            assert_eq!(shown, [good], "{edit}");
            assert_eq!(store.draft(good).unwrap().answers.len(), 1);
            assert_eq!(store.person(house.asel.case).unwrap().drafts.len(), 1);
            assert!(!store.people_search("Әсем", 9).unwrap().people.is_empty());
            let diagnosis = store.doctor(later(63)).unwrap();
            assert!(finds(&diagnosis, |finding| *finding == Finding::Draft(bad)), "{edit}: {diagnosis:?}");
            house.works(&mut store);
        }
    }
}

#[test]
fn a_draft_without_an_id_keeps_nobody_from_the_lists() {
    let house = house();
    let good = begin(&house, house.worker, 91);
    house.hand().run(
        "INSERT INTO draft (interview, stream, subject, epoch, address, changed_ms)
         VALUES (x'00', 1, NULL, x'00', x'00', 0)",
        [],
    );
    let store = house.open(house.worker);
    assert_eq!(store.drafts().unwrap().len(), 1);
    assert!(store.is_draft(good).unwrap());
    drop(store);
    house.goes_on();
}

fn refused<T: std::fmt::Debug>(result: &Result<T, StoreError>) {
    assert!(matches!(result, Err(StoreError::Refused(_))), "{result:?}");
}

/// What vol tries with a draft that is not theirs; the answers are as they were.
fn check_closed_to_vol(house: &House, draft: InterviewId) {
    let before = house.open(house.coordinator).draft(draft).unwrap().answers;
    let mut store = house.open(house.vol);
    refused(&store.may_open_draft(draft, later(63)));
    let save = DraftSave {
        answers: [("/f/family_name".to_owned(), Some(value("Басқа")))].into(),
        ..DraftSave::default()
    };
    refused(&store.draft_save(draft, &save, later(63)));
    refused(&store.interview_finish(draft, &said(&[("family_name", "Басқа")]), later(64)));
    refused(&store.draft_discard(draft, later(65)));
    drop(store);
    let store = house.open(house.coordinator);
    assert_eq!(store.draft(draft).unwrap().answers, before);
    assert_eq!(store.person(house.asel.case).unwrap().name, "Ибраева Әсел");
}

#[test]
fn the_draft_of_another_is_closed_to_a_volunteer() {
    let house = house();
    let draft = begin(&house, house.worker, 90);
    check_closed_to_vol(&house, draft);
    house.goes_on();
}

#[test]
fn changes_that_another_began_to_a_finished_interview_are_closed_to_a_volunteer() {
    let house = house();
    house.open(house.coordinator).interview_amend(house.asel.interview, later(61)).unwrap();
    check_closed_to_vol(&house, house.asel.interview);
    house.goes_on();
}
