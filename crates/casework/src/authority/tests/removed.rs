use super::super::{ControlWrite, Refused, Standing};
use super::kit::{
    Story, admits, confirms, coordinators, device, is, joins, member, publishes, removes, revokes, sheets,
};
use crate::{Grant, Role};

/// `a` removes `b`, who, knowing nothing of it, removes `a`.
fn each_other(seed: u64) -> (Story, [pana_model::EventRef; 2]) {
    let mut story = Story::of_three(seed);
    let before = story.last();
    let by_a = story.say('a', &[before], removes('b'));
    let by_b = story.say('b', &[before], removes('a'));
    (story, [by_a, by_b])
}

fn standing(story: &Story) -> [Standing; 3] {
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
fn two_who_remove_each_other_are_both_suspended_until_a_third_confirms_one() {
    let (story, [by_a, by_b]) = each_other(1);
    assert_eq!(standing(&story), [Suspended, Suspended, Stands]);
    let conflicted = story.fold();
    assert!(conflicted.refused().is_empty(), "both removals count");
    assert!(conflicted.centre().removals().all(|removal| removal.contested && !removal.confirmed));

    for (which, expected) in [(by_a, [Stands, Removed, Stands]), (by_b, [Removed, Stands, Stands])] {
        let mut story = story.clone();
        story.then('c', confirms(which));
        assert_eq!(standing(&story), expected);
        let other = if which == by_a { by_b } else { by_a };
        assert_eq!(story.fold().verdict(other), Some(Err(Refused::Void(which))));
    }
    // Both confirmed: both stay out.
    let mut both = story.clone();
    let seen = [by_a, by_b];
    both.then('c', confirms(by_a));
    both.say('c', &seen, confirms(by_b));
    assert_eq!(standing(&both), [Removed, Removed, Stands]);
    // And what one did while the other alone was confirmed no longer counts.
    let mut late = story.clone();
    late.then('c', confirms(by_b));
    let act = late.then('b', publishes('f'));
    assert_eq!(late.fold().verdict(act), Some(Ok(())));
    late.by_sheets('c', &seen, 's', confirms(by_a));
    assert_eq!(late.fold().verdict(act), Some(Err(Refused::Unseen(by_a))));
    assert_eq!(standing(&late), [Removed, Removed, Stands]);
}

#[test]
fn only_a_third_whom_both_knew_confirms() {
    let (story, [by_a, by_b]) = each_other(1);
    // Whoever made one, or is removed by it.
    for (who, which) in [('a', by_a), ('b', by_a), ('a', by_b), ('b', by_b)] {
        let mut own = story.clone();
        own.then(who, confirms(which));
        own.check_last(Err(Refused::OwnRemoval));
    }
    // Whom one side brought in when the two had parted.
    let mut helped = Story::of_three(1);
    let before = helped.last();
    helped.say('a', &[before], removes('b'));
    let helper = helped.say('b', &[before], joins('x', Role::Coordinator, &[]));
    let by_b = helped.say('b', &[helper], removes('a'));
    helped.say('x', &[by_b], confirms(by_b));
    assert_eq!(standing(&helped), [Suspended, Suspended, Stands]);
    assert!(helped.fold().centre().removals().all(|removal| !removal.confirmed));
    // On either side: `b` had not heard of `d`, whom `c` brought in and who now takes the part of `b`.
    let mut helped = Story::of_three(1);
    let before = helped.last();
    let helper = helped.say('c', &[before], joins('d', Role::Coordinator, &[]));
    helped.say('a', &[helper], removes('b'));
    let by_b = helped.say('b', &[before], removes('a'));
    helped.say('d', &[helper, by_b], confirms(by_b));
    helped.check_last(Ok(()));
    assert_eq!(helped.fold().verdict(by_b), Some(Ok(())));
    assert_eq!(standing(&helped), [Suspended, Suspended, Stands]);
    // What confirms nothing, and who may not.
    let mut nothing = Story::of_three(1);
    let act = nothing.then('a', publishes('f'));
    nothing.then('c', confirms(act));
    nothing.check_last(Err(Refused::UnknownTarget));
    let mut worker = Story::of_three(1);
    worker.then('a', joins('w', Role::Worker, &[]));
    let removal = worker.then('a', removes('b'));
    worker.then('w', confirms(removal));
    worker.check_last(Err(Refused::NoRight));
}

#[test]
fn the_sheets_confirm_where_no_third_is_left() {
    let (mut story, [by_a, by_b]) = each_other(1);
    story.by_sheets('a', &[by_a, by_b], 's', confirms(by_a));
    assert_eq!(standing(&story), [Stands, Removed, Stands]);
    // Other sheets do not.
    let (mut story, [by_a, by_b]) = each_other(1);
    story.by_sheets('a', &[by_a, by_b], 'x', confirms(by_a));
    assert_eq!(standing(&story), [Suspended, Suspended, Stands]);
    // Nor those that the removed made with a helper, whom nobody else had seen.
    let mut story = Story::of_three(1);
    let before = story.last();
    story.say('a', &[before], removes('b'));
    let helper = story.say('b', &[before], joins('x', Role::Coordinator, &[]));
    let new = story.say_more('b', &[helper], vec![ControlWrite::Recovery(sheets('x'))], &|event| {
        event.seconded_by = vec![super::kit::seat('x')];
    });
    let by_b = story.say('b', &[new], removes('a'));
    story.by_sheets('b', &[by_b], 'x', confirms(by_b));
    story.check_last(Err(Refused::RestsOn(new)));
    assert_eq!(standing(&story), [Suspended, Suspended, Stands]);
    assert_eq!(story.fold().centre().recovery(), Some(sheets('s')));
}

#[test]
fn an_answer_to_a_removal_by_the_sheets_is_void_at_once() {
    let mut story = Story::of_three(1);
    let before = story.last();
    let by_sheets = story.by_sheets('a', &[before], 's', removes('b'));
    let by_b = story.say('b', &[before], removes('a'));
    story.check_last(Err(Refused::Void(by_sheets)));
    assert_eq!(story.fold().verdict(by_b), Some(Err(Refused::Void(by_sheets))));
    assert_eq!(standing(&story), [Stands, Removed, Stands]);
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
fn one_who_removes_or_lowers_everybody_keeps_nobody_from_confirming() {
    let remove = removes('c');
    let lower = vec![is('c', Role::Volunteer, &[])];
    for against_c in [remove, lower, revokes('c')] {
        let mut story = Story::of_three(1);
        let before = story.last();
        let by_a = story.say('a', &[before], removes('b'));
        // A helper for a third, or it could not be said.
        let helper = story.say('b', &[before], joins('x', Role::Coordinator, &[]));
        let by_b = story.say('b', &[helper], removes('a'));
        let also = story.say('b', &[by_b], against_c.clone());
        assert_eq!(coordinators(story.fold().centre()), "");
        // `c` has heard of all of it.
        story.say('c', &[by_a, also], confirms(by_a));
        story.check_last(Ok(()));
        assert_eq!(coordinators(story.fold().centre()), "ac", "{against_c:?}");
    }
    // Who was rightly lowered is not lifted by being lowered once more.
    let mut story = Story::of_three(1);
    let joined = story.then('a', joins('d', Role::Coordinator, &[]));
    let lowered = story.say('d', &[joined], vec![is('c', Role::Worker, &[])]);
    let by_a = story.say('a', &[joined], removes('b'));
    let again = story.say('b', &[joined], vec![is('c', Role::Volunteer, &[])]);
    story.say('c', &[lowered, by_a, again], confirms(by_a));
    story.check_last(Err(Refused::NoRight));
    // Whose own removal nobody contests confirms nothing.
    let (mut story, [by_a, by_b]) = each_other(1);
    let removed = story.then('c', publishes('f'));
    let removed = story.by_sheets('c', &[removed], 's', removes('c'));
    story.say('c', &[by_a, by_b, removed], confirms(by_a));
    story.check_last(Err(Refused::AuthorRemoved));
}

#[test]
fn an_answer_is_void_also_from_whom_the_removed_had_brought_in_long_ago() {
    let mut story = Story::of_three(1);
    story.then('b', joins('d', Role::Coordinator, &[]));
    let before = story.last();
    let by_a = story.say('a', &[before], removes('b'));
    let by_d = story.say('d', &[before], removes('a'));
    story.then('c', confirms(by_a));
    assert_eq!(story.fold().verdict(by_d), Some(Err(Refused::Void(by_a))));
    assert_eq!(coordinators(story.fold().centre()), "acd");
}

#[test]
fn a_removal_that_answers_nobody_is_not_void_by_another() {
    // `a` brought everybody in. That `c` removes `a` says nothing of what `b` meanwhile does about a worker.
    let mut story = Story::of_three(1);
    story.then('a', joins('d', Role::Coordinator, &[]));
    story.then('a', joins('w', Role::Worker, &[]));
    let before = story.last();
    let by_c = story.say('c', &[before], removes('a'));
    let by_b = story.say('b', &[before], removes('w'));
    story.then('d', confirms(by_c));
    assert_eq!(story.fold().verdict(by_b), Some(Ok(())));
    assert_eq!(story.fold().centre().standing(member('w')), Removed);
    // And to confirm what the removed had rightly done does not bring them back.
    let mut story = Story::of_three(1);
    story.then('a', joins('w', Role::Worker, &[]));
    let before = story.last();
    story.say('a', &[before], removes('b'));
    let by_b = story.say('b', &[before], removes('w'));
    story.then('c', confirms(by_b));
    assert_eq!(standing(&story), [Stands, Removed, Stands]);
    assert_eq!(story.fold().centre().standing(member('w')), Removed);
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
