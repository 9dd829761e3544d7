use super::super::{ControlWrite, Refused, Standing};
use super::kit::{
    Story, admits, confirms, coordinators, device, is, joins, member, publishes, removes, revokes, sheets,
};
use crate::{Grant, Role};

/// How three of a story stand in the end.
pub(super) fn standing(story: &Story) -> [Standing; 3] {
    let authority = story.fold();
    ['a', 'b', 'c'].map(|who| authority.centre().standing(member(who)))
}

use Standing::{Removed, Stands, Suspended};

#[test]
fn who_is_removed_does_nothing_more_and_what_was_seen_stays() {
    let mut story = Story::of_three(1);
    story.then('b', publishes('f'));
    story.then('a', removes('b'));
    story.then('b', publishes('g'));
    let authority = story.check_last(Err(Refused::AuthorRemoved));
    assert_eq!(authority.refused().len(), 1);
    assert_eq!(authority.centre().forms().count(), 1);
    assert_eq!(coordinators(authority.centre()), "ac");
    assert_eq!(authority.centre().members().len(), 3, "a removed member is still known");
}

#[test]
fn who_is_removed_does_not_take_along_whom_they_brought_in() {
    // `a` brought in everybody, and goes.
    let mut story = Story::of_three(1);
    story.then('b', removes('a'));
    story.then('c', publishes('f'));
    let authority = story.check_last(Ok(()));
    assert_eq!(coordinators(authority.centre()), "bc");
    assert!(authority.refused().is_empty());
}

#[test]
fn whom_a_removal_had_not_seen_falls_with_who_brought_them_in() {
    let mut story = Story::of_three(1);
    let before = story.last();
    let removal = story.say('a', &[before], removes('b'));
    let added = story.say('b', &[before], joins('x', Role::Coordinator, &[]));
    let act = story.say('x', &[added], publishes('f'));
    let authority = story.fold();
    assert_eq!(authority.verdict(added), Some(Err(Refused::Unseen(removal))));
    assert_eq!(authority.verdict(act), Some(Err(Refused::RestsOn(added))));
    // A coordinator who has looked takes `x` over, and with them what they did.
    let mut admitted = story.clone();
    admitted.then('c', admits(added));
    let authority = admitted.fold();
    assert!(authority.refused().is_empty(), "{:?}", authority.refused());
    assert_eq!(coordinators(authority.centre()), "acx");
    // Whom the removed brought in cannot do that themselves.
    story.say('x', &[act], admits(added));
    assert_eq!(coordinators(story.fold().centre()), "ac");
}

#[test]
fn authority_rests_on_member_seat_and_device() {
    let [member_of_x, device_of_x, seat_of_x]: [ControlWrite; 3] =
        joins('x', Role::Coordinator, &[]).try_into().unwrap();
    let low = is('x', Role::Worker, &[]);
    // What `a` says before they part, and what only `b` says.
    for (known, by_b) in [
        (vec![member_of_x.clone(), device_of_x.clone()], vec![seat_of_x.clone()]),
        (vec![member_of_x.clone()], vec![device_of_x.clone(), seat_of_x.clone()]),
        (vec![low, device_of_x, seat_of_x], vec![member_of_x]),
    ] {
        let mut story = Story::of_three(1);
        let before = story.then('a', known);
        story.say('a', &[before], removes('b'));
        let helps = story.say('b', &[before], by_b);
        story.say('x', &[helps], publishes('f'));
        story.check_last(Err(Refused::RestsOn(helps)));
    }
    // The device alone, too.
    let [member_of_x, device_of_x, seat_of_x]: [ControlWrite; 3] =
        joins('x', Role::Coordinator, &[]).try_into().unwrap();
    let mut story = Story::of_three(1);
    let before = story.then('a', vec![member_of_x]);
    story.say('a', &[before], removes('b'));
    let helps = story.say('b', &[before], vec![device_of_x]);
    let seated = story.say('c', &[helps], vec![seat_of_x]);
    story.say('x', &[seated], publishes('f'));
    story.check_last(Err(Refused::RestsOn(helps)));
}

#[test]
fn what_comes_along_with_a_removal_does_not_count_with_it() {
    let mut story = Story::of_three(1);
    story.then('a', joins('w', Role::Worker, &[]));
    let before = story.last();
    let removal = story.say('a', &[before], removes('b'));
    let writes = removes('w').into_iter().chain(joins('x', Role::Coordinator, &[])).collect();
    story.say('b', &[before], writes);
    let authority = story.check_last(Err(Refused::Unseen(removal)));
    assert_eq!(authority.centre().standing(member('w')), Suspended, "the removal counts, though it may become void");
    assert_eq!(authority.centre().standing(member('x')), Standing::Unknown, "the helper does not");
    // The same with a lowering that would give something, too.
    let mut story = Story::of_three(1);
    story.then('a', joins('w', Role::Supervisor, &[]));
    let before = story.last();
    story.say('a', &[before], removes('b'));
    story.say('b', &[before], vec![is('w', Role::Worker, &[Grant::Inspector])]);
    let centre = story.fold();
    assert_eq!(centre.centre().role(member('w')), Some(Role::Worker));
    assert!(centre.centre().grants(member('w')).is_empty());
}

#[test]
fn a_revoked_device_is_cut_as_a_removed_member_is() {
    let mut story = Story::of_three(1);
    let before = story.last();
    let revoked = story.say('a', &[before], revokes('b'));
    let counter = story.say('b', &[before], removes('a'));
    let act = story.say('b', &[before], publishes('f'));
    let authority = story.fold();
    assert_eq!(authority.verdict(act), Some(Err(Refused::Unseen(revoked))));
    assert!(authority.centre().removals().any(|removal| removal.event == counter && removal.contested));
    story.then('c', confirms(revoked));
    let authority = story.fold();
    assert_eq!(authority.verdict(counter), Some(Err(Refused::Void(revoked))));
    assert_eq!(authority.centre().device_standing(device('b')), Removed);
    // The member stands, without a seat, and gets a new one.
    assert_eq!(authority.centre().standing(member('b')), Stands);
    assert_eq!(coordinators(authority.centre()), "ac");
    story.say('b', &[revoked], publishes('g'));
    story.check_last(Err(Refused::DeviceRevoked));
    story.then('a', revokes('b'));
    story.then('a', vec![ControlWrite::Device { id: device('b'), name: "b".to_owned(), keys: super::kit::keys('b') }]);
    story.check_last(Err(Refused::Gone));
}

#[test]
fn who_was_lowered_does_no_more_than_that_allows_until_raised_again() {
    let mut story = Story::of_three(1);
    let before = story.last();
    let lowered = story.say('a', &[before], vec![is('b', Role::Worker, &[Grant::Protected])]);
    let unseen = story.say('b', &[before], publishes('f'));
    let authority = story.fold();
    assert_eq!(authority.centre().role(member('b')), Some(Role::Worker));
    assert_eq!(authority.verdict(unseen), Some(Err(Refused::Unseen(lowered))));
    // What asks no right may be said by anybody.
    story.say('b', &[before], vec![ControlWrite::Unknown]);
    story.check_last(Ok(()));
    // Raised again, by one who knows; what was unseen stays out, what is done now counts.
    let raised = story.say('a', &[lowered], vec![is('b', Role::Coordinator, &[])]);
    story.say('b', &[raised], publishes('g'));
    let authority = story.check_last(Ok(()));
    assert_eq!(authority.verdict(unseen), Some(Err(Refused::Unseen(lowered))));
    // A lowering is a removal: its maker's own removal does not undo it.
    let mut story = Story::of_three(1);
    let before = story.last();
    story.say('a', &[before], removes('b'));
    story.say('b', &[before], vec![is('c', Role::Worker, &[])]);
    story.check_last(Ok(()));
    assert_eq!(coordinators(story.fold().centre()), "a");
}

#[test]
fn where_no_third_stands_the_sheets_remove_a_coordinator() {
    let mut two = Story::begin(1);
    two.then('a', joins('b', Role::Coordinator, &[]));
    for takes in [removes('b'), revokes('b'), vec![is('b', Role::Supervisor, &[])]] {
        let mut story = two.clone();
        story.then('a', takes.clone());
        story.check_last(Err(Refused::NeedsSheets));
        let mut story = two.clone();
        let last = story.last();
        story.by_sheets('a', &[last], 's', takes);
        let authority = story.check_last(Ok(()));
        assert_eq!(coordinators(authority.centre()), "a");
        assert!(authority.centre().removals().all(|removal| removal.confirmed));
    }
    // One event that removes all others has no third either.
    let mut story = Story::of_three(1);
    story.then('a', removes('b').into_iter().chain(removes('c')).collect());
    story.check_last(Err(Refused::NeedsSheets));
    // Nobody leaves a centre without a coordinator; one of two may go.
    let mut story = two.clone();
    story.then('a', removes('a'));
    story.check_last(Ok(()));
    story.then('b', removes('b'));
    story.check_last(Err(Refused::NeedsSheets));
    // A second device of the other is not the other.
    let mut story = two;
    let more = ControlWrite::Device { id: device('B'), name: "B".to_owned(), keys: super::kit::keys('B') };
    let second = ControlWrite::Seat {
        id: super::kit::seat('B'),
        member: member('b'),
        device: device('B'),
        keys: super::kit::keys('B'),
    };
    story.then('a', vec![more, second]);
    story.then('a', revokes('b'));
    story.check_last(Ok(()));
}

#[test]
fn only_confirmed_removals_lower_the_number_that_erasure_needs() {
    let mut story = Story::of_three(1);
    assert_eq!(story.fold().centre().erasure_needs(), 2);
    story.then('b', removes('a'));
    let second = story.then('b', vec![is('c', Role::Worker, &[])]);
    // Two are gone, and the third alone did it: only one of these removals could be made at all.
    assert_eq!(story.fold().verdict(second), Some(Err(Refused::NeedsSheets)));
    assert_eq!(story.fold().centre().erasure_needs(), 2);
    let mut story = Story::begin(1);
    story.then('a', joins('b', Role::Coordinator, &[]));
    let last = story.last();
    story.by_sheets('a', &[last], 's', removes('b'));
    assert_eq!(story.fold().centre().erasure_needs(), 1);
}

#[test]
fn the_removed_do_not_come_back_under_their_name() {
    let mut story = Story::of_three(1);
    story.then('a', removes('b'));
    let before = story.clone();
    story.then('a', vec![is('b', Role::Worker, &[])]);
    story.check_last(Err(Refused::Gone));
    let mut story = before;
    let seat = ControlWrite::Seat {
        id: super::kit::seat('B'),
        member: member('b'),
        device: device('a'),
        keys: super::kit::keys('B'),
    };
    story.then('a', vec![seat]);
    story.check_last(Err(Refused::Gone));
}

#[test]
fn after_the_loss_of_every_seat_the_sheets_make_a_new_one() {
    let mut story = Story::begin(1);
    let root = story.root_ref();
    // The author is the seat that the event itself makes.
    let writes = vec![
        ControlWrite::Device { id: device('n'), name: "new".to_owned(), keys: super::kit::keys('n') },
        ControlWrite::Seat {
            id: super::kit::seat('n'),
            member: member('a'),
            device: device('n'),
            keys: super::kit::keys('n'),
        },
    ];
    story.say_more('n', &[root], writes, &|event| {
        (event.member, event.by_sheets) = (member('a'), Some(sheets('s').sign));
    });
    story.check_last(Ok(()));
    let lost = story.last();
    story.say_more('n', &[lost], publishes('f'), &|event| event.member = member('a'));
    story.check_last(Ok(()));
    // Other sheets make none.
    let mut other = Story::begin(1);
    other.say_more('n', &[root], story.events[1].writes.clone(), &|event| {
        (event.member, event.by_sheets) = (member('a'), Some(sheets('x').sign));
    });
    other.check_last(Err(Refused::UnknownSeat));
}
