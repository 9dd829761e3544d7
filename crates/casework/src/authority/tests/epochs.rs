use pana_model::StreamName;

use super::super::{Conflict, ControlWrite, EpochRef, GrantTo, Refused, SHEETS_SEAT};
use super::kit::{Story, epoch, grants, is, joins, member, removes, revokes, rolls, seat};
use crate::{Grant, Role};

use StreamName::{Centre, Protected};

#[test]
fn a_grant_counts_if_an_event_that_counts_names_it() {
    let mut story = Story::of_three(1);
    let first = epoch(1, '1');
    story.then('a', vec![grants(Centre, first, 'b')]);
    // A volunteer who makes an epoch and seals its key to the coordinators.
    story.then('a', joins('v', Role::Volunteer, &[]));
    story.then('v', vec![rolls(Protected, epoch(2, 'v'), &['a', 'b']), grants(Protected, epoch(2, 'v'), 'a')]);
    let authority = story.check_last(Err(Refused::NoRight));
    let centre = authority.centre();
    assert!(centre.grant_is_named(Centre, first, seat('b'), &[b'b'; 32]));
    assert!(!centre.grant_is_named(Centre, first, seat('b'), &[b'x'; 32]), "another hash");
    assert!(!centre.grant_is_named(Protected, epoch(2, 'v'), seat('a'), &[b'a'; 32]));
    assert_eq!(centre.write_epoch(Protected), Some(first));
}

#[test]
fn protected_keys_are_named_by_and_for_those_who_have_the_grant() {
    let first = epoch(1, '1');
    // `c` is a coordinator without it.
    for writes in [vec![grants(Protected, first, 'b')], vec![rolls(Protected, epoch(2, 'c'), &['a', 'b', 'c'])]] {
        let mut story = Story::of_three(1);
        story.then('c', writes);
        story.check_last(Err(Refused::NotProtected));
    }
    let mut story = Story::of_three(1);
    story.then('a', vec![grants(Protected, first, 'c')]);
    story.check_last(Err(Refused::NotProtected));
    let mut story = Story::of_three(1);
    story.then('a', vec![grants(Protected, first, 'b')]);
    story.check_last(Ok(()));
    // With the sheets, `c` may; still not for whom has no grant.
    let mut story = Story::of_three(1);
    let last = story.last();
    story.by_sheets('c', &[last], 's', vec![grants(Protected, first, 'b')]);
    story.check_last(Ok(()));
    // One event may bring somebody in and seal to them.
    let mut story = Story::of_three(1);
    let mut writes = joins('w', Role::Worker, &[Grant::Protected]);
    writes.push(grants(Protected, first, 'w'));
    story.then('b', writes);
    story.check_last(Ok(()));
}

#[test]
fn whoever_holds_the_protected_stream_rolls_it_and_nothing_else() {
    let mut story = Story::of_three(1);
    story.then('a', joins('w', Role::Volunteer, &[Grant::Protected]));
    story.then('a', vec![grants(Protected, epoch(1, '1'), 'w')]);
    let sealed = |stream, number, to| {
        vec![rolls(stream, epoch(number, 'w'), &['a', 'w']), grants(stream, epoch(number, 'w'), to)]
    };
    let check = |writes: Vec<ControlWrite>, expected| {
        let mut story = story.clone();
        story.then('w', writes);
        story.check_last(expected);
    };
    check(sealed(Protected, 2, 'a'), Ok(()));
    check(sealed(Protected, 2, 'c'), Err(Refused::NotProtected));
    check(sealed(Protected, 3, 'a'), Err(Refused::EpochNumber));
    check(sealed(Centre, 2, 'a'), Err(Refused::NoRight));
    check(vec![grants(Protected, epoch(1, '1'), 'b')], Err(Refused::NoRight));
    check([sealed(Protected, 2, 'a'), removes('b')].concat(), Err(Refused::NoRight));
    // Of whom the grant was taken meanwhile, it does not count.
    let mut story = story.clone();
    let before = story.last();
    story.say('w', &[before], sealed(Protected, 2, 'a'));
    let rolled = story.last();
    let withdraws = ControlWrite::WithdrawGrant { grant: Grant::Protected, member: member('w'), cuts: vec![] };
    let withdrawal = story.say('c', &[before], vec![withdraws]);
    assert_eq!(story.fold().verdict(rolled), Some(Err(Refused::Unseen(withdrawal))));
}

#[test]
fn a_grant_is_for_someone_who_is_there() {
    let mut story = Story::of_three(1);
    story.then('a', vec![grants(Centre, epoch(1, '1'), 'z')]);
    story.check_last(Err(Refused::UnknownTarget));
    let mut story = Story::of_three(1);
    story.then('a', removes('b'));
    story.then('a', vec![grants(Centre, epoch(1, '1'), 'b')]);
    story.check_last(Err(Refused::Gone));
    let mut story = Story::of_three(1);
    let sheets =
        ControlWrite::Grant { stream: Centre, epoch: epoch(1, '1'), to: GrantTo::Seat(SHEETS_SEAT), hash: [1; 32] };
    story.then('a', vec![sheets]);
    story.check_last(Ok(()));
}

#[test]
fn a_removal_makes_an_epoch_unclean_and_a_roll_due() {
    let roll = |story: &mut Story, number, name, to: &[char]| {
        story.then('a', vec![rolls(Centre, epoch(number, name), to)]);
        epoch(number, name)
    };
    let takes: [Vec<ControlWrite>; 2] = [removes('b'), revokes('b')];
    for takes in takes {
        let mut story = Story::of_three(1);
        let second = roll(&mut story, 2, '2', &['a', 'b', 'c']);
        assert_eq!(story.fold().centre().write_epoch(Centre), Some(second));
        assert!(!story.fold().centre().needs_roll(Centre));
        story.then('c', takes);
        let authority = story.fold();
        // The first was sealed to `a` alone.
        assert!(!authority.centre().is_clean(Centre, second));
        assert_eq!(authority.centre().write_epoch(Centre), Some(epoch(1, '1')));
        story.then('a', vec![grants(Centre, epoch(1, '1'), 'c'), grants(Centre, second, 'c')]);
        story.check_last(Ok(()));
    }
    // Sealed later, by a grant, is sealed.
    let mut story = Story::of_three(1);
    story.then('a', vec![grants(Centre, epoch(1, '1'), 'b')]);
    story.then('c', removes('b'));
    assert!(story.fold().centre().needs_roll(Centre));
    assert_eq!(story.fold().centre().write_epoch(Centre), Some(epoch(1, '1')));
    let second = roll(&mut story, 2, '2', &['a', 'c']);
    assert!(!story.fold().centre().needs_roll(Centre));
    assert_eq!(story.fold().centre().write_epoch(Centre), Some(second));
}

#[test]
fn of_two_rolls_at_once_the_one_without_the_removed_is_written_under() {
    let mut story = Story::of_three(1);
    let before = story.last();
    let removal = story.say('a', &[before], removes('b'));
    let (clean, unclean) = (epoch(2, '1'), epoch(2, '9'));
    story.say('a', &[removal], vec![rolls(Centre, clean, &['a', 'c'])]);
    story.say('c', &[before], vec![rolls(Centre, unclean, &['a', 'b', 'c'])]);
    let authority = story.fold();
    assert!(unclean > clean, "the larger");
    assert_eq!(authority.centre().write_epoch(Centre), Some(clean));
    assert_eq!(authority.centre().epochs_of(Centre).collect::<Vec<EpochRef>>(), [epoch(1, '1'), clean, unclean]);
}

#[test]
fn who_lost_the_grant_makes_a_protected_epoch_unclean() {
    let mut story = Story::of_three(1);
    story.then('a', vec![grants(Protected, epoch(1, '1'), 'b')]);
    assert!(!story.fold().centre().needs_roll(Protected));
    story.then('c', vec![ControlWrite::WithdrawGrant { grant: Grant::Protected, member: member('b'), cuts: vec![] }]);
    assert!(story.fold().centre().needs_roll(Protected));
    let mut story = Story::of_three(1);
    story.then('a', vec![grants(Protected, epoch(1, '1'), 'b')]);
    story.then('c', vec![is('b', Role::Coordinator, &[])]);
    assert!(story.fold().centre().needs_roll(Protected));
    assert!(!story.fold().centre().needs_roll(Centre));
}

#[test]
fn an_epoch_is_said_once() {
    let mut story = Story::of_three(1);
    let second = epoch(2, '2');
    story.then('a', vec![rolls(Centre, second, &['a', 'b'])]);
    let said = story.clone();
    // Fewer seats, said by somebody else, and another key.
    let other_key = |write: ControlWrite| match write {
        ControlWrite::Epoch { stream, epoch, generation, seats, digest, .. } => {
            ControlWrite::Epoch { stream, epoch, commitment: [9; 32], generation, seats, digest }
        }
        other => other,
    };
    for write in [rolls(Centre, second, &['a']), other_key(rolls(Centre, second, &['a', 'b']))] {
        let mut story = said.clone();
        story.then('b', vec![write]);
        let authority = story.check_last(Err(Refused::KeysChanged));
        assert!(authority.centre().is_commitment(Centre, second, &[b'2'; 32]));
        assert!(!authority.centre().is_commitment(Centre, second, &[9; 32]));
    }
    // Two who have not heard of each other: it is not written under.
    let mut story = Story::of_three(1);
    let before = story.last();
    story.say('a', &[before], vec![rolls(Centre, second, &['a', 'b'])]);
    story.say('b', &[before], vec![other_key(rolls(Centre, second, &['a', 'b']))]);
    let authority = story.fold();
    assert_eq!(authority.centre().conflicts(), [Conflict::Epoch(Centre, second)]);
    assert_eq!(authority.centre().epoch(Centre, second), None);
    assert_eq!(authority.centre().write_epoch(Centre), Some(epoch(1, '1')));
}

#[test]
fn numbers_of_epochs_do_not_jump() {
    let mut story = Story::of_three(1);
    story.then('b', vec![rolls(Centre, epoch(u32::MAX, 'b'), &['a', 'b'])]);
    story.check_last(Err(Refused::EpochNumber));
    story.then('a', vec![rolls(Centre, epoch(2, '2'), &['a'])]);
    story.check_last(Ok(()));
    story.then('a', vec![rolls(Centre, epoch(2, '3'), &['a'])]);
    story.check_last(Ok(()));
}
