//! Cases that are said to be one person's on one laptop and met on another.

use std::collections::BTreeSet;

use pana_model::CaseId;

use super::laptops::exchange;
use super::*;
use crate::testing::{people, second_device};

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
