//! An erasure, and the other centres that it does not reach.

use super::*;
use crate::{ElsewhereHas, ErasingElsewhere};

fn elsewhere(store: &Store, case: CaseId, now: Moment) -> Vec<ErasingElsewhere> {
    store.erasing_elsewhere(&[case].into(), now).unwrap()
}

fn not_yet(until: &str) -> ElsewhereHas {
    ElsewhereHas::NotYet { until: until.to_owned() }
}

fn erase(store: &mut Store, case: CaseId, now: Moment) -> Result<(), StoreError> {
    store.erase(case, EraseReason::Asked, &Authorised::Alone, now).map(drop)
}

#[test]
fn nothing_is_erased_that_another_centre_may_still_take_in_until_it_is_revoked() {
    let mut two = two();
    let case = person(&mut two.here.1);
    assert!(elsewhere(&two.here.1, case, now()).is_empty());
    let (id, file) = two.given(case, &[WHOLE_CASE]);
    let found = elsewhere(&two.here.1, case, now());
    assert_eq!((found[0].transfer, &found[0].has, found.len()), (id, &not_yet(""), 1));
    assert_eq!(fault_of(erase(&mut two.here.1, case, now())), TransferFault::Unanswered);
    assert!(two.here.1.transfer_file(id, now()).is_ok(), "nothing is erased");
    let told = two.here.1.transfer_revoke(id, "", now()).unwrap().unwrap();
    assert_eq!(elsewhere(&two.here.1, case, now())[0].has, ElsewhereHas::Perhaps);
    erase(&mut two.here.1, case, now()).unwrap();
    // The word that was written before the order stops the file there.
    let opened = two.there.1.transfer_open(&file, now()).unwrap();
    let word = two.there.1.word_open(&told, now()).unwrap();
    two.there.1.word_take(&word, now()).unwrap();
    assert_eq!(fault_of(two.there.1.transfer_accept(&opened, now())), TransferFault::Revoked);
}

#[test]
fn once_the_consent_that_went_with_it_has_ended_everywhere_it_may_be_erased() {
    let mut two = two();
    let (case, to) = (person(&mut two.here.1), two.to());
    let given = consent(to, ConsentAnswer::Given, &[WHOLE_CASE]);
    agrees(&mut two.here.1, case, &Consent { until: "2026-03-02".parse().ok(), ..given.clone() });
    two.here.1.transfer_propose(&ask(case, to, false), now()).unwrap();
    // What the person says later does not reach the other centre: that has the answer of then.
    agrees(&mut two.here.1, case, &Consent { answer: ConsentAnswer::Withdrawn, ..given });
    assert_eq!(elsewhere(&two.here.1, case, now())[0].has, not_yet("2026-03-02"));
    assert_eq!(fault_of(erase(&mut two.here.1, case, now())), TransferFault::Unanswered);
    assert_eq!(elsewhere(&two.here.1, case, day(2))[0].has, ElsewhereHas::Perhaps);
    erase(&mut two.here.1, case, day(2)).unwrap();
}

#[test]
fn whoever_erases_is_told_which_other_centre_has_the_case_here_and_there() {
    let mut two = two();
    let case = person(&mut two.here.1);
    let (_, file) = two.given(case, &[WHOLE_CASE]);
    let opened = two.there.1.transfer_open(&file, now()).unwrap();
    let taken = two.there.1.transfer_accept(&opened, now()).unwrap();
    let word = two.here.1.word_open(&taken.answer, now()).unwrap();
    two.here.1.word_take(&word, now()).unwrap();
    let found = elsewhere(&two.here.1, case, now());
    assert_eq!((found[0].number.as_str(), &found[0].has), (taken.number.as_str(), &ElsewhereHas::Yes));
    let found = elsewhere(&two.there.1, taken.case, now());
    let (number, _) = two.here.1.person_name(case).unwrap();
    assert_eq!((found[0].number.as_str(), &found[0].has), (number.as_str(), &ElsewhereHas::First));
    erase(&mut two.here.1, case, now()).unwrap();
    erase(&mut two.there.1, taken.case, now()).unwrap();
}

#[test]
fn what_was_declined_may_be_taken_in_all_the_same_until_the_word_that_revokes_it_is_there() {
    let mut two = two();
    let case = person(&mut two.here.1);
    let (_, file) = two.given(case, &[WHOLE_CASE]);
    let opened = two.there.1.transfer_open(&file, now()).unwrap();
    let answer = two.there.1.transfer_decline(&opened, "", now()).unwrap();
    let word = two.here.1.word_open(&answer, now()).unwrap();
    two.here.1.word_take(&word, now()).unwrap();
    let found = elsewhere(&two.here.1, case, now());
    assert_eq!(found[0].has, ElsewhereHas::Perhaps, "the file is there still");
    let told = two.here.1.transfer_revoke(found[0].transfer, "", now()).unwrap().unwrap();
    erase(&mut two.here.1, case, now()).unwrap();
    let word = two.there.1.word_open(&told, now()).unwrap();
    two.there.1.word_take(&word, now()).unwrap();
    assert_eq!(fault_of(two.there.1.transfer_accept(&opened, now())), TransferFault::Revoked);
}

#[test]
fn nothing_is_revoked_for_an_order_that_could_not_be_given() {
    let (_dir, mut store) = centre();
    assert!(store.erase_may(&Authorised::Alone, now()).is_ok());
    let second = add(&mut store, "Бауыржан", Role::Coordinator);
    assert!(matches!(store.erase_may(&Authorised::Alone, now()), Err(StoreError::NeedsSecond)));
    let wrong = Authorised::Second { member: second, passphrase: Secret::new("басқа".to_owned()) };
    assert!(matches!(store.erase_may(&wrong, now()), Err(StoreError::WrongPassphrase)));
}
