use std::collections::BTreeSet;

use super::super::{ControlWrite, Refused};
use super::kit::*;
use crate::directory::{CHECKS_KEPT, Edition, ServiceCheck};
use crate::{Grant, Role};

fn edition(name: char) -> Vec<ControlWrite> {
    vec![ControlWrite::Directory(Edition { hash: [name as u8; 32], file: format!("{name}.zip"), services: 3 })]
}

fn enters(service: &str, rows: &str) -> Vec<ControlWrite> {
    vec![ControlWrite::Service { service: service.to_owned(), rows: rows.into() }]
}

fn says(service: &str, words: &str) -> Vec<ControlWrite> {
    let check = ServiceCheck { words: words.to_owned(), ..ServiceCheck::default() };
    vec![ControlWrite::Check { service: service.to_owned(), check }]
}

#[test]
fn an_edition_and_an_entry_are_a_coordinators_and_a_check_is_any_workers() {
    let mut story = Story::of_three(1);
    story.then('a', joins('w', Role::Worker, &[]));
    story.then('a', joins('s', Role::Supervisor, &[]));
    story.then('a', joins('v', Role::Volunteer, &[]));
    for (who, writes, expected) in [
        ('b', edition('1'), Ok(())),
        ('s', edition('2'), Err(Refused::NoRight)),
        ('w', enters("s1", "{}"), Err(Refused::NoRight)),
        ('b', enters("s1", "{}"), Ok(())),
        ('w', says("s1", "full"), Ok(())),
        ('s', says("s1", "full"), Ok(())),
        ('v', says("s1", "full"), Err(Refused::NoRight)),
    ] {
        let mut story = story.clone();
        story.then(who, writes);
        story.check_last(expected);
    }
}

#[test]
fn editions_made_apart_both_stand_the_later_is_in_use_and_whoever_saw_both_settles_it() {
    let mut story = Story::of_three(1);
    story.then('a', edition('0'));
    let before = story.last();
    story.say('a', &[before], edition('1'));
    story.say('b', &[before], edition('2'));
    let authority = story.fold();
    let said = authority.centre().directory();
    assert_eq!(said.in_use().unwrap().what.hash, [b'2'; 32]);
    let apart: Vec<[u8; 32]> = said.apart().iter().map(|said| said.what.hash).collect();
    assert_eq!(apart, [[b'1'; 32]], "what both had seen is replaced");
    assert_eq!(said.editions().len(), 3, "an edition stays, for the referrals that saw it");
    story.then('c', edition('3'));
    let authority = story.check_last(Ok(()));
    let said = authority.centre().directory();
    assert_eq!((said.in_use().unwrap().what.hash, said.apart().len()), ([b'3'; 32], 0));
}

#[test]
fn entries_made_apart_both_stand_until_somebody_who_saw_them_writes_again() {
    let mut story = Story::of_three(1);
    story.then('a', enters("s1", "first"));
    let before = story.last();
    story.say('a', &[before], enters("s1", "mine"));
    story.say('b', &[before], enters("s1", "theirs"));
    let rows = |story: &Story| -> Vec<String> {
        let centre = story.fold().centre().clone();
        centre.directory().entries("s1").iter().map(|said| said.what.to_string()).collect()
    };
    assert_eq!(rows(&story), ["theirs", "mine"], "the later counts, the other is told");
    story.then('c', enters("s1", "both"));
    assert_eq!(rows(&story), ["both"]);
}

#[test]
fn of_an_entry_it_is_known_which_editions_its_writer_had_seen() {
    let mut story = Story::of_three(1);
    story.then('a', edition('1'));
    story.then('a', enters("s1", "first"));
    story.then('b', edition('2'));
    let saw = |story: &Story| -> Vec<bool> {
        let centre = story.fold().centre().clone();
        let said = centre.directory();
        let entry = said.entries("s1")[0].event;
        // The latest edition first.
        said.editions().iter().map(|edition| said.saw_edition(entry, edition.event)).collect()
    };
    assert_eq!(saw(&story), [false, true]);
    story.then('b', enters("s1", "second"));
    assert_eq!(saw(&story), [true, true]);
}

#[test]
fn of_checks_the_latest_are_kept_whatever_the_order_in_which_they_come() {
    let mut story = Story::of_three(1);
    story.then('a', joins('w', Role::Worker, &[Grant::Analyst]));
    for number in 0..CHECKS_KEPT + 5 {
        story.then('w', says("s1", &number.to_string()));
    }
    let words = |authority: &super::super::Authority| -> Vec<String> {
        authority.centre().directory().checks("s1").map(|said| said.what.words.clone()).collect()
    };
    let said = words(&story.fold());
    assert_eq!((said.len(), said[0].as_str()), (CHECKS_KEPT, "24"));
    let mut other = super::super::Authority::new(story.root());
    other.take(story.events.iter().rev().cloned());
    assert_eq!(words(&other), said);
    let all: BTreeSet<&String> = said.iter().collect();
    assert_eq!(all.len(), said.len());
}
