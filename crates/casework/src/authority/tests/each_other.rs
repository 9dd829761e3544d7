//! Two who remove each other, knowing nothing of it: who of them stays, and whose word decides.

use super::super::{ControlWrite, Refused, Standing};
use super::kit::{Story, confirms, coordinators, is, joins, member, publishes, removes, revokes, sheets};
use super::removed::standing;
use crate::Role;

/// `a` removes `b`, who, knowing nothing of it, removes `a`.
fn each_other(seed: u64) -> (Story, [pana_model::EventRef; 2]) {
    let mut story = Story::of_three(seed);
    let before = story.last();
    let by_a = story.say('a', &[before], removes('b'));
    let by_b = story.say('b', &[before], removes('a'));
    (story, [by_a, by_b])
}

use Standing::{Removed, Stands, Suspended};

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
