//! What was taken in goes on: to the other laptops of the centre, and to a third one.

use super::*;

#[test]
fn what_came_from_a_first_centre_goes_on_to_a_third_as_it_was_said_there_without_its_dossier() {
    let mut two = two();
    let case = person(&mut two.here.1);
    let (_, file) = two.given(case, &[WHOLE_CASE]);
    let opened = two.there.1.transfer_open(&file, now()).unwrap();
    let second = two.there.1.transfer_accept(&opened, now()).unwrap().case;
    let mut third = centre();
    get_known(&mut two.there.1, &mut third.1);
    let to = third.1.centre();
    agrees(&mut two.there.1, second, &consent(to, ConsentAnswer::Given, &[WHOLE_CASE]));
    assert_eq!(two.there.1.transfer_preview(second, now()).unwrap().files, 1);
    let id = two.there.1.transfer_propose(&ask(second, to, false), now()).unwrap();
    let file = two.there.1.transfer_file(id, now()).unwrap();
    let parts = TransferParts::from_bytes(third.1.open_sealed(&file).unwrap().expose()).unwrap();
    assert_eq!(parts.files.len(), 1, "the picture, and nothing that the first centre sealed for the second");
    let opened = third.1.transfer_open(&file, now()).unwrap();
    let taken = third.1.transfer_accept(&opened, now()).unwrap().case;
    let copy = third.1.case_file(Stream::Centre, taken).unwrap();
    assert_eq!(copy.interviews().count(), 2);
    for interview in copy.interviews() {
        assert_eq!(copy.interview_from(interview).unwrap().by, "Айжан", "by whom it was led at the first centre");
    }
    let consents = copy.quoted().into_values().filter(|entry| entry.kind == QuotedKind::Consent);
    assert_eq!(consents.map(|entry| entry.by).collect::<Vec<_>>(), ["Айжан", "Айжан"], "that to each of the two");
    well(&mut third.1);
}

#[test]
fn the_questionnaire_of_a_case_that_was_taken_in_goes_with_it_to_the_other_laptops_and_to_a_third_centre() {
    let mut two = two();
    let here = &mut two.here.1;
    let own = FormSource { form_id: "own", hash: [5; 32], version: "2", source: b"rows of their own" };
    here.form_publish(&own, now()).unwrap();
    let case = person(here);
    let interview = InterviewId::from_random([90; 16]);
    let whom = ForWhom::Known(case);
    let start = StartInterview { interview, form_id: "own", form_hash: [5; 32], stream: Stream::Centre, whom };
    here.interview_start(&start, now()).unwrap();
    here.interview_finish(interview, &Finish::default(), now()).unwrap();
    let (_, file) = two.given(case, &[WHOLE_CASE]);
    let there = &mut two.there.1;
    let (_dir, mut other) = second_device(two.there.0.path(), there, 2);
    let opened = there.transfer_open(&file, now()).unwrap();
    let taken = there.transfer_accept(&opened, now()).unwrap();
    assert!(matches!(other.form_source("own", [5; 32]), Err(StoreError::UnknownForm)));
    crate::travel::tests::meet(there, &mut other);
    for store in [&mut *there, &mut other] {
        assert_eq!(store.form_source("own", [5; 32]).unwrap(), b"rows of their own");
        assert!(store.forms().unwrap().iter().all(|form| form.form_id != "own"), "nobody is asked in it here");
        assert!(matches!(store.form_source("own", [6; 32]), Err(StoreError::UnknownForm)));
        well(store);
    }
    // From the other laptop it goes on.
    let (_third_dir, mut third) = centre();
    get_known(&mut other, &mut third);
    agrees(&mut other, taken.case, &consent(third.centre(), ConsentAnswer::Given, &[WHOLE_CASE]));
    let given = other.transfer_propose(&ask(taken.case, third.centre(), false), now()).unwrap();
    let opened = third.transfer_open(&other.transfer_file(given, now()).unwrap(), now()).unwrap();
    third.transfer_accept(&opened, now()).unwrap();
    assert_eq!(third.form_source("own", [5; 32]).unwrap(), b"rows of their own");
    well(&mut third);
}

#[test]
fn who_comes_back_is_taken_in_again_where_they_were_first_written_down() {
    let mut two = two();
    let case = person(&mut two.here.1);
    let (id, file) = two.given(case, &[WHOLE_CASE]);
    let opened = two.there.1.transfer_open(&file, now()).unwrap();
    let taken = two.there.1.transfer_accept(&opened, now()).unwrap();
    let word = two.here.1.word_open(&taken.answer, now()).unwrap();
    two.here.1.word_take(&word, now()).unwrap();
    assert_eq!(two.state(id), TransferState::Accepted);
    let (here, there) = (&mut two.here.1, &mut two.there.1);
    agrees(there, taken.case, &consent(here.centre(), ConsentAnswer::Given, &[WHOLE_CASE]));
    let back = there.transfer_propose(&ask(taken.case, here.centre(), false), now()).unwrap();
    let opened = here.transfer_open(&there.transfer_file(back, now()).unwrap(), now()).unwrap();
    let again = here.transfer_accept(&opened, now()).unwrap();
    assert_eq!(here.case_file(Stream::Centre, again.case).unwrap().interviews().count(), 2);
    well(here);
}
