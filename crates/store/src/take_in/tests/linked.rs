//! Cases that are said to be one person's on one laptop and met on another.

use std::collections::BTreeSet;

use pana_model::{CaseId, InterviewId, Moment};

use super::laptops::{amend, exchange, talk};
use super::*;
use crate::testing::{finish, people, second_device};
use crate::{ForWhom, StartInterview};

const ZEIDAN: &[(&str, &str)] = &[("family_name", "Зәйдан"), ("given_name", "Мұхаммед"), ("birth_date", "1985-03-14")];
const AGAIN: &[(&str, &str)] = &[("family_name", "Mohamad"), ("given_name", "Zeidan"), ("birth_date", "1985-03-14")];

#[test]
fn one_person_written_down_on_two_laptops_is_found_when_they_meet_and_what_is_said_of_it_travels() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    people(&mut one, Stream::Centre, &[ZEIDAN]).unwrap();
    people(&mut two, Stream::Centre, &[AGAIN]).unwrap();
    assert!(one.doubles(9).unwrap().is_empty() && two.doubles(9).unwrap().is_empty());
    exchange(&mut one, &mut two);
    let pair = |store: &Store| {
        let found = store.doubles(9).unwrap();
        found.iter().map(|(case, double)| BTreeSet::from([*case, double.case])).collect::<Vec<_>>()
    };
    let found = pair(&one);
    assert_eq!((found.len(), &found), (1, &pair(&two)));
    let cases: Vec<CaseId> = found[0].iter().copied().collect();
    // Kept apart on one: not offered on the other either, whatever is computed anew.
    one.cases_part(cases[0], cases[1], "бауыры", now()).unwrap();
    exchange(&mut one, &mut two);
    two.rebuild_views(now()).unwrap();
    assert!(pair(&one).is_empty() && pair(&two).is_empty());
    two.cases_join(cases[1], cases[0], "құжатын көрсетті", now()).unwrap();
    exchange(&mut one, &mut two);
    for store in [&one, &two] {
        assert_eq!(store.joined_with(cases[0]).unwrap(), found[0]);
        assert_eq!(reasons(store), Vec::<String>::new());
    }
    assert_eq!(seen(&one), seen(&two));
}

#[test]
fn what_two_laptops_say_apart_ends_as_two_people_on_both() {
    let (dir, mut one) = centre();
    people(&mut one, Stream::Centre, &[ZEIDAN, AGAIN]).unwrap();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    let mut cases: Vec<CaseId> = one.people_search("", 9).unwrap().people.iter().map(|hit| hit.case).collect();
    cases.sort();
    one.cases_join(cases[0], cases[1], "", now()).unwrap();
    two.cases_part(cases[0], cases[1], "", now()).unwrap();
    exchange(&mut one, &mut two);
    for store in [&mut one, &mut two] {
        assert_eq!(store.joined_with(cases[0]).unwrap(), BTreeSet::from([cases[0]]));
        let before = store.view_hashes().unwrap();
        store.rebuild_views(now()).unwrap();
        assert_eq!(store.view_hashes().unwrap(), before);
    }
    assert_eq!(seen(&one), seen(&two));
}

#[test]
fn a_pair_that_is_kept_apart_is_not_joined_or_offered_by_what_another_laptop_had_said_before() {
    let (dir, mut one) = centre();
    people(&mut one, Stream::Centre, &[ZEIDAN, AGAIN]).unwrap();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    let mut cases: Vec<CaseId> = one.people_search("", 9).unwrap().people.iter().map(|hit| hit.case).collect();
    cases.sort();
    // One says that they are one person, which the other hears and finds to be wrong.
    one.cases_join(cases[0], cases[1], "ұқсайды", now()).unwrap();
    let old = envelopes(&one);
    exchange(&mut one, &mut two);
    two.cases_part(cases[0], cases[1], "бауыры екен", now()).unwrap();
    exchange(&mut one, &mut two);
    // An older stick of the first laptop, on both, and the finder of doubles anew.
    for store in [&mut one, &mut two] {
        store.take_in(&shuffled(old.clone(), 3), now()).unwrap();
        store.rebuild_views(now()).unwrap();
        assert_eq!(store.joined_with(cases[0]).unwrap(), BTreeSet::from([cases[0]]));
        assert!(store.doubles(9).unwrap().is_empty() && store.doubles_of(cases[1]).unwrap().is_empty());
        assert_eq!(reasons(store), Vec::<String>::new());
    }
    assert_eq!(seen(&one), seen(&two));
}

#[test]
fn what_was_written_while_two_were_joined_stays_with_each_when_they_come_apart_on_another_laptop() {
    let (dir, mut one) = centre();
    people(&mut one, Stream::Centre, &[ZEIDAN, AGAIN]).unwrap();
    let mut cases: Vec<CaseId> = one.people_search("", 9).unwrap().people.iter().map(|hit| hit.case).collect();
    cases.sort();
    let before = talk(&mut one, 1, Stream::Centre, cases[0], &[(3, 4)]);
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    one.cases_join(cases[0], cases[1], "ұқсайды", now()).unwrap();
    exchange(&mut one, &mut two);
    // While they are one, an answer of one is changed, and the other is talked to.
    amend(&mut one, before, &[(3, 5)]);
    let meanwhile = InterviewId::from_random([2; 16]);
    let (form_hash, stream, whom) = ([7; 32], Stream::Centre, ForWhom::Known(cases[1]));
    let start = StartInterview { interview: meanwhile, form_id: "intake", form_hash, stream, whom };
    let later = Moment::from_unix_ms(now().unix_ms() + 60_000).unwrap();
    one.interview_start(&start, later).unwrap();
    one.interview_finish(meanwhile, &finish(&[(3, 6)]), later).unwrap();
    exchange(&mut one, &mut two);
    let parted = two.cases_part(cases[0], cases[1], "бауыры екен", now()).unwrap();
    assert_eq!(parted.meanwhile, [(cases[0], 0), (cases[1], 1)], "where it lies is told");
    exchange(&mut one, &mut two);
    for store in [&one, &two] {
        for (interview, case, said) in [(before, cases[0], 5), (meanwhile, cases[1], 6)] {
            let read = store.interview(interview).unwrap();
            assert_eq!((read.case, read.answers), (case, finish(&[(3, said)]).answers));
            let own = store.person(case).unwrap().interviews;
            assert_eq!(own.len(), 2, "one of before they were joined, and this one");
            assert!(own.iter().any(|summary| summary.interview == interview));
        }
        assert_eq!(reasons(store), Vec::<String>::new());
    }
}
