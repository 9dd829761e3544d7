use pana_model::StreamName;

use super::super::{Authority, ControlWrite, EpochRef, GrantTo, Keys, Refused, Root, fold};
use super::kit::{Story, coordinators, device, epoch, is, joins, keys, member, publishes, rolls, seat, sheets, was};
use crate::{Grant, Role};

fn old_grant(stream: StreamName, epoch: EpochRef, to: char) -> ControlWrite {
    ControlWrite::Grant { stream, epoch, to: GrantTo::Member(member(to)), hash: [to as u8; 32] }
}

#[test]
fn one_event_makes_a_centre() {
    let story = Story::begin(1);
    let authority = story.fold();
    let centre = authority.centre();
    assert_eq!(authority.founding(), [story.root_ref()]);
    assert!(authority.refused().is_empty());
    assert_eq!((centre.name(), centre.offset_minutes(), centre.is_practice()), ("Centre", 300, false));
    assert_eq!(centre.recovery(), Some(sheets('s')));
    assert_eq!(coordinators(centre), "a");
    assert_eq!(centre.device(device('a')).unwrap().keys, keys('a'));
    assert_eq!(authority.layout_one_end(), None);
}

#[test]
fn only_the_root_makes_it() {
    let mut story = Story::begin(1);
    let root = story.root();
    // Somebody else's beginning, word for word the same.
    story.chains.clear();
    let other = Story::begin(2).events[0].clone();
    story.events.push(other);
    // What does not descend from the root, by whomever.
    story.say('x', &[], joins('x', Role::Coordinator, &[]));
    let after_other = story.events[1].id;
    story.say('y', &[after_other], publishes('y'));
    let (centre, refused) = fold(root, story.events.clone());
    assert_eq!(coordinators(&centre), "a");
    assert_eq!(refused.len(), 3);
    assert!(refused.values().all(|why| *why == Refused::WrongRoot), "{refused:?}");
}

#[test]
fn a_root_that_does_not_make_its_author_a_coordinator_makes_nobody_one() {
    for spoil in [
        |write: &ControlWrite| matches!(write, ControlWrite::Seat { .. }),
        |write: &ControlWrite| matches!(write, ControlWrite::Device { .. }),
        |write: &ControlWrite| matches!(write, ControlWrite::Member { .. }),
        |write: &ControlWrite| matches!(write, ControlWrite::Centre(_)),
    ] {
        let mut story = Story::begin(1);
        story.events[0].writes.retain(|write| !spoil(write));
        story.check_last(Err(Refused::WrongRoot));
    }
}

#[test]
fn nothing_counts_while_the_root_is_not_here() {
    let story = Story::of_three(1);
    let mut authority = Authority::new(story.root());
    authority.take(story.events[1..].to_vec());
    assert!(authority.refused().values().all(|why| *why == Refused::Waiting));
    assert_eq!(authority.refused().len(), 2);
    authority.take([story.events[0].clone()]);
    assert_eq!(coordinators(authority.centre()), "abc");
}

#[test]
fn practice_is_said_by_the_root_alone() {
    let mut story = Story::begin(1);
    story.events[0].writes.push(ControlWrite::Practice);
    assert!(story.fold().centre().is_practice());
    let mut story = Story::begin(1);
    story.then('a', vec![ControlWrite::Practice]);
    let authority = story.check_last(Err(Refused::OnlyAtRoot));
    assert!(!authority.centre().is_practice());
}

#[test]
fn an_old_centre_is_founded_by_three_events() {
    let mut story = Story::begin_old(1);
    let first = epoch(1, '1');
    story.say_old('a', vec![old_grant(StreamName::Centre, first, 'a'), old_grant(StreamName::Protected, first, 'a')]);
    story.say_old('a', vec![was('s', Role::Supervisor, &[])]);
    story.say_old('a', vec![old_grant(StreamName::Centre, first, 's')]);
    // That program let supervisors publish.
    let end = story.say_old('s', publishes('f'));
    let authority = story.fold();
    let centre = authority.centre();
    assert!(authority.refused().is_empty(), "{:?}", authority.refused());
    let founding: Vec<_> = story.events[..3].iter().map(|event| event.id).collect();
    assert_eq!(authority.founding(), founding);
    assert_eq!(centre.device(device('a')).unwrap().keys, keys('D'));
    let first_seat = centre.first_seat(member('s')).unwrap();
    assert_eq!((first_seat.id, first_seat.device, first_seat.keys), (seat('s'), device('a'), keys('s')));
    assert_eq!(centre.forms().count(), 1);
    assert!(centre.grant_is_named(StreamName::Centre, first, seat('s'), &[b's'; 32]));
    assert_eq!(centre.write_epoch(StreamName::Centre), Some(first));
    assert_eq!(centre.epoch(StreamName::Centre, first), None, "an old epoch has no commitment");
    assert_eq!(authority.layout_one_end(), Some(end));

    // In layout 2 a supervisor no longer publishes, and an old epoch gets no commitment.
    let mut late = story.clone();
    late.say_more('a', &[end], publishes('g'), &|event| {
        (event.member, event.seat) = (member('s'), Some(seat('s')));
    });
    late.check_last(Err(Refused::NoRight));
    story.then('a', vec![rolls(StreamName::Centre, first, &['a', 's'])]);
    story.check_last(Err(Refused::KeysChanged));
}

#[test]
fn a_forged_founding_is_not_followed() {
    let mut story = Story::begin_old(1);
    let known: Vec<_> = story.events.iter().map(|event| event.id).collect();
    let end = story.last();
    let first_only = Root::new(story.events[0].full_id);
    let third = Root::new(story.events[2].full_id);
    // Behind the same first event, other keys for the same device and the same member.
    story.chains.insert('a', story.events[0].id);
    story.say_old('a', vec![ControlWrite::Device { id: device('a'), name: "a".to_owned(), keys: keys('X') }]);
    let mut forged = was('a', Role::Coordinator, &[]);
    if let ControlWrite::Member { keys: known, .. } = &mut forged {
        *known = Some((Keys([b'X'; 64]), seat('X')));
    }
    story.say_old('a', vec![forged]);
    story.chains.insert('a', end);
    story.then('a', publishes('f'));

    for root in [third, Root::pinned(story.events[0].full_id, known)] {
        let mut authority = Authority::new(root);
        authority.take(story.events.clone());
        assert_eq!(authority.centre().device(device('a')).unwrap().keys, keys('D'));
        assert_eq!(authority.centre().first_seat(member('a')).unwrap().keys, keys('a'));
        let refused = authority.refused();
        assert_eq!(refused.len(), 2, "{refused:?}");
        assert!(refused.values().all(|why| *why == Refused::WrongRoot));
        assert_eq!(authority.layout_one_end(), Some(end));
    }
    // Where nothing tells the two apart, neither is taken, whichever came first.
    let (centre, refused) = fold(first_only.clone(), story.events.clone());
    assert_eq!((coordinators(&centre).as_str(), refused.len()), ("", 5));
    let (reversed, _) = fold(first_only, story.events.into_iter().rev());
    assert_eq!(centre, reversed);
}

#[test]
fn layout_one_ends() {
    let mut story = Story::begin_old(1);
    let end = story.say_old('a', vec![was('w', Role::Worker, &[])]);
    let root = story.then('a', vec![ControlWrite::Recovery(sheets('s'))]);
    // In the same chain.
    story.say_old('a', vec![was('x', Role::Coordinator, &[])]);
    // Beside it: only the root tells that layout 1 was over.
    story.chains.insert('a', end);
    story.say_old('a', vec![was('y', Role::Coordinator, &[])]);
    let root = story.events.iter().find(|event| event.id == root).unwrap();
    let mut authority = Authority::new(Root::new(root.full_id));
    authority.take(story.events.clone());
    let refused: Vec<Refused> = authority.refused().into_values().collect();
    assert_eq!(refused, [Refused::OldLayout; 2]);
    assert_eq!(coordinators(authority.centre()), "a");
    assert_eq!(authority.centre().recovery(), Some(sheets('s')));
    assert_eq!(authority.layout_one_end(), Some(end));
    // A root that lies before it says nothing of what was beside the chain, but a chain does not go back.
    let mut early = Authority::new(Root::new(story.events[2].full_id));
    early.take(story.events.clone());
    let refused: Vec<Refused> = early.refused().into_values().collect();
    assert_eq!(refused, [Refused::OldLayout]);
    // The root that is a later event is no less found when it comes last.
    let mut backwards = Authority::new(Root::new(root.full_id));
    story.events.iter().rev().for_each(|event| backwards.take([event.clone()]));
    assert_eq!(backwards.centre(), authority.centre());
}

#[test]
fn in_an_old_centre_nobody_raises_themselves() {
    let mut story = Story::begin_old(1);
    story.say_old('a', vec![was('v', Role::Volunteer, &[])]);
    let before = story.clone();
    story.say_old('v', vec![was('v', Role::Coordinator, &[])]);
    story.check_last(Err(Refused::NoRight));
    let mut story = before.clone();
    story.say_old('x', vec![was('x', Role::Coordinator, &[])]);
    story.check_last(Err(Refused::UnknownAuthor));
    // Nor does a coordinator give a member other keys.
    let mut story = before;
    let mut other = was('v', Role::Volunteer, &[]);
    if let ControlWrite::Member { keys: known, .. } = &mut other {
        *known = Some((keys('X'), seat('X')));
    }
    story.say_old('a', vec![other]);
    let authority = story.check_last(Err(Refused::KeysChanged));
    assert_eq!(authority.centre().first_seat(member('v')).unwrap().keys, keys('v'));
}

#[test]
fn a_member_of_the_old_layout_goes_on_in_the_new() {
    let mut story = Story::begin_old(1);
    story.then('a', vec![is('a', Role::Coordinator, &[Grant::Protected, Grant::Expert])]);
    let authority = story.check_last(Ok(()));
    assert_eq!(authority.centre().grants(member('a')).len(), 2);
    assert_eq!(authority.centre().members().len(), 1);
}

#[test]
fn two_events_under_one_name_are_one_in_every_order() {
    let mut story = Story::of_three(1);
    story.then('b', publishes('f'));
    let mut twin = story.events[3].clone();
    twin.full_id[31] ^= 1;
    twin.writes = publishes('g');
    story.events.push(twin);
    let (centre, _) = fold(story.root(), story.events.clone());
    let (reversed, _) = fold(story.root(), story.events.into_iter().rev());
    assert_eq!(centre, reversed);
    assert_eq!(centre.forms().count(), 1);
}
