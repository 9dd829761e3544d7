//! A case that was closed on one laptop and worked on, or given away, on another.

use pana_casework::Role;
use pana_casework::case::{CloseReason, ClosedFor, FollowUp};
use pana_model::Secret;

use super::laptops::{exchange, open_case, talk};
use super::*;
use crate::testing::{KDF, second_device};
use crate::{AddMember, Authorised, Whose};

fn closed() -> ClosedFor {
    ClosedFor { reason: CloseReason::LostContact, on: now().date() }
}

#[test]
fn who_was_spoken_to_on_a_laptop_that_knew_of_no_closing_has_an_open_case_on_both() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    let case = open_case(&mut one);
    talk(&mut one, 1, Stream::Centre, case, &[(0, 4)]);
    exchange(&mut one, &mut two);
    one.case_close(case, (closed(), ""), &[], now()).unwrap();
    talk(&mut two, 2, Stream::Centre, case, &[]);
    exchange(&mut one, &mut two);
    for store in [&one, &two] {
        assert_eq!(store.case_closed(case).unwrap(), None);
        assert_eq!(reasons(store), Vec::<String>::new(), "the closing is not lost: the history has it");
    }
    assert_eq!(seen(&one), seen(&two));
    // Closed with that known, it is closed on both; a talk in private opens nothing where everybody reads.
    two.case_close(case, (closed(), ""), &[], now()).unwrap();
    talk(&mut one, 3, Stream::Protected, case, &[(0, 5)]);
    exchange(&mut one, &mut two);
    for store in [&one, &two] {
        assert_eq!(store.case_closed(case).unwrap(), Some(closed()));
    }
    one.follow_up_plan(case, FollowUp::said("2026-03-07"), now()).unwrap();
    exchange(&mut one, &mut two);
    assert_eq!(two.case_closed(case).unwrap(), None, "who is to be asked has an open case");
    let before = seen(&one);
    one.rebuild_views(now()).unwrap();
    assert_eq!((seen(&one), seen(&two)), (before.clone(), before));
}

#[test]
fn a_case_that_was_given_away_on_one_laptop_is_gone_from_the_former_workers_list_on_the_other() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    let case = open_case(&mut one);
    talk(&mut one, 1, Stream::Centre, case, &[(0, 4)]);
    let passphrase = Secret::new("екінші сөз".to_owned());
    let new = AddMember { name: "Серік".to_owned(), role: Role::Worker, grants: Vec::new(), passphrase, kdf: KDF };
    let other = one.member_add(new, &Authorised::Alone, now()).unwrap().id;
    exchange(&mut one, &mut two);
    let mine = |store: &Store| store.people_search_of(Whose::Mine, "", 9).unwrap().people.len();
    assert_eq!((mine(&one), mine(&two)), (1, 1));
    one.case_give(case, other, "", now()).unwrap();
    assert_eq!((mine(&one), mine(&two)), (0, 1), "not before they have met");
    exchange(&mut one, &mut two);
    assert_eq!((mine(&one), mine(&two)), (0, 0), "no orphan is left");
    for store in [&one, &two] {
        assert_eq!(store.workers_of(case).unwrap(), [other]);
        assert_eq!(reasons(store), Vec::<String>::new());
    }
    assert_eq!(seen(&one), seen(&two));
}
