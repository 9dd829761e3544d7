//! A hub that lies: what it changes is refused, and an honest one ends it.

use pana_casework::{Grant, Role};
use pana_store::InviteFor;
use pana_sync::Answer;

use crate::kit::{TestHub, Time, alike, first_laptop};

#[test]
fn whatever_byte_of_an_answer_is_changed_nothing_wrong_is_taken_and_an_honest_meeting_ends_it() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    let whom = InviteFor::New { name: "Отабек".to_owned(), role: Role::Worker, grants: vec![Grant::Protected] };
    let mut two = one.join("2", &whom);
    one.meet(&hub).unwrap();
    two.meet(&hub).unwrap();
    for turn in 0_usize..120 {
        let case = one.person("Адам");
        one.meet(&hub).unwrap();
        let mut meeting = two.meeting();
        let mut request = 0;
        // Every answer of a meeting in turn, at places that lie apart.
        let met = two.go_on(&mut meeting, &mut |ask| {
            let mut answer = hub.ask(ask);
            let length = answer.body.len();
            if request == turn % 8 && length > 0 {
                answer.body[(turn * 37) % length] ^= 1 << (turn % 8);
            }
            request += 1;
            Some(answer)
        });
        drop(met);
        two.meet(&hub).unwrap();
        assert!(two.knows(case), "{turn}");
        alike(&[&one, &two]);
    }
}

#[test]
fn items_that_a_hub_leaves_out_turns_round_or_gives_twice_are_noticed() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    let whom = InviteFor::New { name: "Отабек".to_owned(), role: Role::Worker, grants: Vec::new() };
    let mut two = one.join("2", &whom);
    one.meet(&hub).unwrap();
    two.meet(&hub).unwrap();
    one.person("Арман");
    one.person("Дана");
    one.meet(&hub).unwrap();
    let change = |parts: &[&[u8]], what: usize| -> Vec<u8> {
        let mut parts = parts.to_vec();
        match what {
            0 => drop(parts.pop()),
            1 => drop(parts.remove(1)),
            2 => parts.swap(1, 2),
            3 => parts.push(parts[1]),
            _ => parts.truncate(1),
        }
        let mut body = Vec::new();
        parts.iter().for_each(|part| pana_wire::hub::write_entry(&mut body, part));
        body
    };
    for what in 0..5 {
        let before = two.store.have().unwrap();
        let mut meeting = two.meeting();
        let mut changed = 0;
        let met = two.go_on(&mut meeting, &mut |ask| {
            let answer = hub.ask(ask);
            if ask.path != "/v1/pull" || answer.status != 200 {
                return Some(answer);
            }
            let parts = pana_wire::hub::split_items(&answer.body).unwrap();
            if parts.len() < 3 {
                return Some(answer);
            }
            changed += 1;
            Some(Answer { status: 200, body: change(&parts, what) })
        });
        assert!(changed > 0, "{what}");
        met.expect_err("what was changed is no list of the hub");
        assert_eq!(two.store.have().unwrap(), before, "{what}");
    }
    two.meet(&hub).unwrap();
    alike(&[&one, &two]);
}

#[test]
fn an_old_answer_is_no_new_one() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    one.person("Арман");
    let mut old = None;
    let mut meeting = one.meeting();
    one.go_on(&mut meeting, &mut |ask| {
        let answer = hub.ask(ask);
        if ask.path == "/v1/meet" {
            old.get_or_insert_with(|| answer.clone());
        }
        Some(answer)
    })
    .unwrap();
    one.person("Дана");
    one.meet(&hub).unwrap();
    let mut meeting = one.meeting();
    let met = one.go_on(&mut meeting, &mut |ask| {
        let answer = hub.ask(ask);
        Some(if ask.path == "/v1/meet" { old.clone().unwrap() } else { answer })
    });
    assert!(matches!(met, Err(pana_sync::MeetFault::Differs)), "a list that is shorter than it was");
}
