use super::super::{Authority, Conflict, ControlWrite, Refused};
use super::kit::*;
use crate::Role;
use crate::contact::Contact;

fn phones(authority: &Authority) -> Vec<&str> {
    let said = authority.centre().contact().in_use();
    said.into_iter().flat_map(|said| &said.what.phones).map(String::as_str).collect()
}

#[test]
fn how_the_centre_is_reached_is_a_coordinators_to_say_and_what_another_says_of_it_changes_nothing() {
    let mut story = Story::of_three(1);
    for (name, role) in [('w', Role::Worker), ('s', Role::Supervisor), ('v', Role::Volunteer)] {
        story.then('a', joins(name, role, &[]));
    }
    assert!(story.fold().centre().contact().in_use().is_none(), "nobody has said it");
    story.then('b', reached("1"));
    for who in ['w', 's', 'v'] {
        let mut story = story.clone();
        story.then(who, reached("2"));
        assert_eq!(phones(&story.check_last(Err(Refused::NoRight))), ["1"]);
    }
    // A coordinator takes it off the papers, too.
    story.then('c', vec![ControlWrite::Contact(Contact::default())]);
    assert!(story.check_last(Ok(())).centre().contact().in_use().unwrap().what.is_empty());
}

#[test]
fn of_two_that_were_said_apart_the_later_is_shown_the_other_is_told_and_whoever_saw_both_settles_it() {
    let mut story = Story::of_three(1);
    story.then('a', reached("0"));
    let before = story.last();
    story.say('a', &[before], reached("1"));
    story.say('b', &[before], reached("2"));
    let mut other = Authority::new(story.root());
    other.take(story.events.iter().rev().cloned());
    for authority in [&story.fold(), &other] {
        let centre = authority.centre();
        assert_eq!(phones(authority), ["2"]);
        let apart: Vec<&str> = centre.contact().apart().iter().map(|said| said.what.phones[0].as_str()).collect();
        assert_eq!((apart, centre.conflicts()), (vec!["1"], vec![Conflict::Contact]));
    }
    story.then('c', reached("1"));
    let authority = story.check_last(Ok(()));
    assert_eq!((phones(&authority), authority.centre().conflicts()), (vec!["1"], vec![]));
}

#[test]
fn what_two_said_alike_apart_is_no_conflict() {
    let mut story = Story::of_three(1);
    let before = story.last();
    story.say('a', &[before], reached("1"));
    story.say('b', &[before], reached("1"));
    let authority = story.fold();
    assert_eq!((phones(&authority), authority.centre().conflicts()), (vec!["1"], vec![]));
}
