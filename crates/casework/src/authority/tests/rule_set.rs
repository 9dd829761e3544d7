use super::super::{Authority, ControlWrite, Refused};
use super::kit::*;
use crate::Role;
use crate::rule_set::{RuleChoice, RuleTable};

fn table(name: char) -> Vec<ControlWrite> {
    let table = RuleTable { hash: [name as u8; 32], file: format!("{name}.xlsx"), rules: 3 };
    vec![ControlWrite::Rules(RuleChoice::Own(table))]
}

fn shipped() -> Vec<ControlWrite> {
    vec![ControlWrite::Rules(RuleChoice::Shipped)]
}

fn in_force(authority: &Authority) -> Option<[u8; 32]> {
    authority.centre().rules().in_force().unwrap().what.hash()
}

#[test]
fn rules_are_a_coordinators_and_what_another_says_of_them_changes_nothing() {
    let mut story = Story::of_three(1);
    for (name, role) in [('w', Role::Worker), ('s', Role::Supervisor), ('v', Role::Volunteer)] {
        story.then('a', joins(name, role, &[]));
    }
    story.then('b', table('0'));
    for who in ['w', 's', 'v'] {
        for writes in [table('1'), shipped()] {
            let mut story = story.clone();
            story.then(who, writes);
            let authority = story.check_last(Err(Refused::NoRight));
            assert_eq!((in_force(&authority), authority.centre().rules().all().len()), (Some([b'0'; 32]), 1));
        }
    }
}

#[test]
fn of_rules_said_apart_the_later_are_in_force_in_whatever_order_they_come() {
    let mut story = Story::of_three(1);
    story.then('a', table('0'));
    let before = story.last();
    story.say('a', &[before], table('1'));
    story.say('b', &[before], table('2'));
    let mut other = Authority::new(story.root());
    other.take(story.events.iter().rev().cloned());
    for authority in [&story.fold(), &other] {
        let said = authority.centre().rules();
        assert_eq!(in_force(authority), Some([b'2'; 32]));
        let apart: Vec<_> = said.apart().iter().map(|said| said.what.hash()).collect();
        assert_eq!(apart, [Some([b'1'; 32])], "what both had seen is replaced, and what stands beside is told");
    }
    assert_eq!(other.centre().rules(), story.fold().centre().rules());
    // Whoever has seen both settles it; the way back to the rules that ship is said like any other.
    story.then('c', shipped());
    let authority = story.check_last(Ok(()));
    let said = authority.centre().rules();
    assert_eq!((in_force(&authority), said.apart().len(), said.all().len()), (None, 0, 4));
}
