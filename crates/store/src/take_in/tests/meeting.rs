//! Who is told that a meeting is a talk in private: who leads such talks, and whoever asked for this one.

use pana_casework::Role;
use pana_model::{InterviewId, MemberId};

use super::laptops::exchange;
use super::settled::{opened, word};
use super::*;
use crate::testing::{KDF, second_device_of};
use crate::{AddMember, Authorised, Fact, Finish, StoredAnswer};

/// A supervisor who leads no talks in private.
fn add(store: &mut Store, name: &str) -> MemberId {
    let (name, role, grants) = (name.to_owned(), Role::Supervisor, Vec::new());
    let new = AddMember { name, role, grants, passphrase: word(), kdf: KDF };
    store.member_add(new, &Authorised::Alone, now()).unwrap().id
}

/// Who is to be met, as the store tells it: in private, and whether it may be known.
fn told(store: &Store) -> Vec<(bool, bool)> {
    let rows = store.to_meet().unwrap();
    for row in &rows {
        assert_eq!(store.meeting_of(row.case).unwrap(), Some(*row), "the page says what Today says");
    }
    rows.into_iter().map(|row| (row.meeting.private, row.told)).collect()
}

fn asks(store: &mut Store, private: &str) -> InterviewId {
    people(store, Stream::Centre, &[&[("meet_by", "2026-03-05"), ("private_talk", private)]]).unwrap();
    let case = store.to_meet().unwrap()[0].case;
    store.person(case).unwrap().interviews[0].interview
}

fn amend(store: &mut Store, interview: InterviewId, private: &str) {
    let said = [("meet_by", "2026-03-05"), ("private_talk", private)];
    let fact = |(property, value): (&str, &str)| Fact {
        household: None,
        property: property.to_owned(),
        value: value.to_owned(),
        source: format!("/f/{property}"),
    };
    let facts: Vec<Fact> = said.map(fact).into();
    let answers = facts.iter().map(|fact| (fact.source.clone(), StoredAnswer::Value(fact.value.clone()))).collect();
    store.interview_amend(interview, now()).unwrap();
    store.interview_finish(interview, &Finish { answers, facts, ..Finish::default() }, now()).unwrap();
}

#[test]
fn whoever_asked_for_a_talk_in_private_knows_it_until_somebody_else_says_so() {
    let (dir, mut one) = centre();
    let leads = one.member().id;
    let asked = add(&mut one, "Болат");
    let other = add(&mut one, "Дана");
    drop(one);
    let mut store = opened(dir.path(), asked).unwrap();
    let interview = asks(&mut store, "yes");
    assert_eq!(told(&store), [(false, true)], "who asked is told, and does not lead it");
    drop(store);
    assert_eq!(told(&opened(dir.path(), leads).unwrap()), [(true, true)]);
    let mut store = opened(dir.path(), other).unwrap();
    assert_eq!(told(&store), [(false, false)], "for all others it is a meeting like any other");
    amend(&mut store, interview, "yes");
    drop(store);
    assert_eq!(told(&opened(dir.path(), asked).unwrap()), [(false, true)], "what was left as it is was said by them");
    for said in ["no", "yes"] {
        let mut store = opened(dir.path(), other).unwrap();
        amend(&mut store, interview, said);
        assert_eq!(told(&store), [(false, false)], "{said}: they did not lead the interview");
        drop(store);
        assert_eq!(told(&opened(dir.path(), asked).unwrap()), [(false, false)], "{said}: somebody else said so");
    }
}

#[test]
fn a_talk_in_private_that_two_laptops_ask_for_apart_is_told_to_those_alone_who_lead_it() {
    let (here, mut one) = centre();
    let leads = one.member().id;
    let asked = add(&mut one, "Болат");
    // Who leads such talks.
    let other = super::settled::add(&mut one, "Дана", Role::Supervisor);
    drop(one);
    let mut one = opened(here.path(), asked).unwrap();
    let interview = asks(&mut one, "no");
    drop(one);
    let mut one = opened(here.path(), leads).unwrap();
    let (_there, mut two) = second_device_of(here.path(), &mut one, 2, other);
    drop(one);
    let mut one = opened(here.path(), asked).unwrap();
    amend(&mut one, interview, "yes");
    assert_eq!(told(&one), [(false, true)]);
    amend(&mut two, interview, "yes");
    assert_eq!(told(&two), [(true, true)]);
    exchange(&mut one, &mut two);
    assert_eq!(told(&one), [(false, false)], "both said so, and neither had seen the other");
    assert_eq!(told(&two), [(true, true)], "who leads such talks is told whoever asked");
}
