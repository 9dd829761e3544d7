use super::super::{Conflict, ControlWrite, Refused};
use super::kit::{
    Story, coordinators, device, grants, is, joins, keys, member, publishes, removes, renews, rolls, seat, sheets,
};
use super::kit::{epoch, revokes};
use crate::{Grant, Role};
use pana_model::StreamName;

#[test]
fn only_coordinators_administer() {
    for role in [Role::Volunteer, Role::Worker, Role::Supervisor] {
        let mut story = Story::of_three(1);
        story.then('a', joins('w', role, &[]));
        let before = story;
        for writes in [
            vec![is('w', Role::Coordinator, &[])],
            joins('x', Role::Volunteer, &[]),
            removes('b'),
            revokes('b'),
            publishes('f'),
            renews('t'),
            vec![ControlWrite::Centre("Mine".to_owned())],
            vec![ControlWrite::Offset(0)],
            vec![ControlWrite::Admit(before.root_ref())],
            vec![rolls(StreamName::Centre, epoch(2, '2'), &['w'])],
            vec![grants(StreamName::Centre, epoch(1, '1'), 'w')],
            vec![ControlWrite::WithdrawGrant { grant: Grant::Protected, member: member('a'), cuts: vec![] }],
        ] {
            let mut story = before.clone();
            story.then('w', writes.clone());
            let authority = story.check_last(Err(Refused::NoRight));
            assert!(authority.centre() == before.fold().centre(), "{role}: {writes:?}");
        }
        // What this program does not know changes nothing, and is nobody's right to refuse.
        let mut story = before.clone();
        story.then('w', vec![ControlWrite::Unknown]);
        story.check_last(Ok(()));
    }
}

#[test]
fn who_speaks_is_known_by_seat_and_device() {
    let story = Story::of_three(1);
    let last = story.last();
    for (seat_of, device_of, who, why) in [
        ('b', 'a', 'a', Refused::WrongSeat),
        ('a', 'b', 'a', Refused::WrongSeat),
        ('a', 'a', 'b', Refused::WrongSeat),
        ('z', 'a', 'a', Refused::UnknownSeat),
        ('a', 'a', 'z', Refused::UnknownAuthor),
    ] {
        let mut story = story.clone();
        story.say_more('a', &[last], publishes('f'), &|event| {
            (event.member, event.seat, event.device) = (member(who), Some(seat(seat_of)), device(device_of));
        });
        story.check_last(Err(why));
    }
    let mut story = story;
    story.say_more('a', &[last], publishes('f'), &|event| event.seat = None);
    story.check_last(Err(Refused::UnknownSeat));
}

#[test]
fn keys_never_change_under_an_id() {
    let story = Story::of_three(1);
    let other_device = ControlWrite::Device { id: device('b'), name: "b".to_owned(), keys: keys('X') };
    let seat_with =
        |who, on, with| ControlWrite::Seat { id: seat('b'), member: member(who), device: device(on), keys: keys(with) };
    for write in [other_device, seat_with('b', 'b', 'X'), seat_with('c', 'b', 'b'), seat_with('b', 'c', 'b')] {
        let mut story = story.clone();
        story.then('a', vec![write]);
        let authority = story.check_last(Err(Refused::KeysChanged));
        assert_eq!(authority.centre().device(device('b')).unwrap().keys, keys('b'));
        assert_eq!(authority.centre().seat(seat('b')).unwrap().keys, keys('b'));
    }
    // Another name is another matter; and a member's change says nothing of keys.
    for seed in 0..8 {
        let mut story = Story::of_three(seed);
        let renamed = ControlWrite::Device { id: device('b'), name: "desk".to_owned(), keys: keys('b') };
        story.then('a', vec![renamed, seat_with('b', 'b', 'b'), is('b', Role::Coordinator, &[])]);
        let authority = story.check_last(Ok(()));
        assert_eq!(authority.centre().device(device('b')).unwrap().name, "desk");
        // Both stand by the event that first named them.
        assert_eq!(authority.centre().seat(seat('b')).unwrap().event, story.events[1].id);
        assert_eq!(authority.centre().device(device('b')).unwrap().event, story.events[1].id);
    }
}

#[test]
fn a_seat_is_of_a_known_member_on_a_known_device() {
    let story = Story::of_three(1);
    for (who, on) in [('z', 'b'), ('b', 'z')] {
        let mut story = story.clone();
        let new = ControlWrite::Seat { id: seat('n'), member: member(who), device: device(on), keys: keys('n') };
        story.then('a', vec![new]);
        story.check_last(Err(Refused::UnknownTarget));
    }
    for writes in [removes('z'), revokes('z')] {
        let mut story = story.clone();
        story.then('a', writes);
        story.check_last(Err(Refused::UnknownTarget));
    }
}

#[test]
fn an_event_counts_as_a_whole_or_not() {
    let mut story = Story::of_three(1);
    let writes = publishes('f').into_iter().chain([ControlWrite::Practice]).collect();
    story.then('a', writes);
    let authority = story.check_last(Err(Refused::OnlyAtRoot));
    assert_eq!(authority.centre().forms().count(), 0);
}

#[test]
fn while_two_roles_or_grants_stand_the_smaller_holds() {
    let mut story = Story::of_three(1);
    story.then('a', joins('w', Role::Worker, &[]));
    let before = story.last();
    story.say('a', &[before], vec![is('w', Role::Supervisor, &[Grant::Expert, Grant::Analyst])]);
    story.say('b', &[before], vec![is('w', Role::Coordinator, &[Grant::Expert, Grant::Inspector])]);
    let authority = story.fold();
    let centre = authority.centre();
    assert_eq!(centre.role(member('w')), Some(Role::Supervisor));
    assert_eq!(centre.grants(member('w')), [Grant::Expert].into());
    assert_eq!(centre.conflicts(), [Conflict::Role(member('w')), Conflict::Grants(member('w'))]);
    // One write by someone who has seen both settles it.
    story.then('c', vec![is('w', Role::Coordinator, &[Grant::Inspector])]);
    let authority = story.check_last(Ok(()));
    assert_eq!(authority.centre().role(member('w')), Some(Role::Coordinator));
    assert!(authority.centre().conflicts().is_empty());
}

#[test]
fn two_names_and_two_offsets_are_shown_as_conflicts() {
    let mut story = Story::of_three(1);
    let before = story.last();
    story.say('a', &[before], vec![ControlWrite::Centre("East".to_owned()), ControlWrite::Offset(360)]);
    story.say('b', &[before], vec![ControlWrite::Centre("West".to_owned()), ControlWrite::Offset(300)]);
    let authority = story.fold();
    let centre = authority.centre();
    assert_eq!((centre.name(), centre.offset_minutes()), ("West", 300));
    assert_eq!(centre.conflicts(), [Conflict::Name, Conflict::Offset]);
    story.then('c', vec![ControlWrite::Centre("East".to_owned()), ControlWrite::Offset(360)]);
    let authority = story.fold();
    assert_eq!((authority.centre().name(), authority.centre().offset_minutes()), ("East", 360));
    assert!(authority.centre().conflicts().is_empty());
}

#[test]
fn a_withdrawn_grant_is_gone_until_given_by_someone_who_knows() {
    let mut story = Story::of_three(1);
    story.then('a', joins('w', Role::Worker, &[Grant::Protected]));
    let before = story.last();
    let withdraw = ControlWrite::WithdrawGrant { grant: Grant::Protected, member: member('w'), cuts: vec![] };
    // `c` has no grant, and may all the same take it away.
    let withdrawn = story.say('c', &[before], vec![withdraw]);
    story.say('b', &[before], vec![is('w', Role::Worker, &[Grant::Protected, Grant::Expert])]);
    assert_eq!(story.fold().centre().grants(member('w')), [Grant::Expert].into());
    story.then('a', vec![is('w', Role::Worker, &[Grant::Protected])]);
    let authority = story.check_last(Ok(()));
    assert_eq!(authority.centre().grants(member('w')), [Grant::Protected].into());
    assert_eq!(authority.verdict(withdrawn), Some(Ok(())));
}

#[test]
fn who_has_no_grant_gives_none() {
    let mut story = Story::of_three(1);
    story.then('c', vec![is('c', Role::Coordinator, &[Grant::Protected])]);
    story.check_last(Err(Refused::NotProtected));
    let mut story = Story::of_three(1);
    story.then('c', joins('x', Role::Worker, &[Grant::Protected]));
    story.check_last(Err(Refused::NotProtected));
    // To keep one, while something else is changed, gives nothing.
    let mut story = Story::of_three(1);
    story.then('c', vec![is('b', Role::Coordinator, &[Grant::Protected, Grant::Expert])]);
    story.check_last(Ok(()));
    // The sheets give it; and where nobody has it, the first comes from a coordinator.
    let mut story = Story::of_three(1);
    let last = story.last();
    story.by_sheets('c', &[last], 's', vec![is('c', Role::Coordinator, &[Grant::Protected])]);
    story.check_last(Ok(()));
    let mut story = Story::begin(1);
    story.then('a', vec![is('a', Role::Coordinator, &[])]);
    story.then('a', vec![is('a', Role::Coordinator, &[Grant::Protected])]);
    story.check_last(Ok(()));
}

#[test]
fn new_sheets_need_the_old_or_two_coordinators() {
    let story = Story::of_three(1);
    let last = story.last();
    let mut alone = story.clone();
    alone.then('b', renews('t'));
    let authority = alone.check_last(Err(Refused::NeedsSecond));
    assert_eq!(authority.centre().recovery(), Some(sheets('s')));
    // Their own signature is no second one, nor is a worker's.
    let mut own = story.clone();
    own.then('a', joins('w', Role::Worker, &[]));
    let last_own = own.last();
    own.say_more('b', &[last_own], renews('t'), &|event| event.seconded_by = vec![seat('b'), seat('w'), seat('z')]);
    own.check_last(Err(Refused::NeedsSecond));

    let mut old = story.clone();
    old.by_sheets('b', &[last], 's', renews('t'));
    assert_eq!(old.check_last(Ok(())).centre().recovery(), Some(sheets('t')));
    // The old sheets are paper then.
    let renewed = old.last();
    old.by_sheets('b', &[renewed], 's', renews('u'));
    old.check_last(Err(Refused::NeedsSecond));

    let mut two = story;
    two.say_more('b', &[last], renews('t'), &|event| event.seconded_by = vec![seat('c')]);
    assert_eq!(two.check_last(Ok(())).centre().recovery(), Some(sheets('t')));
    // And falls with either of the two, if their removal had not seen it.
    two.say('a', &[last], removes('c'));
    assert_eq!(two.fold().centre().recovery(), Some(sheets('s')));
}

#[test]
fn who_stands_is_listed_in_the_order_in_which_they_were_added() {
    let mut story = Story::of_three(1);
    story.then('b', joins('A', Role::Worker, &[]));
    story.then('a', vec![is('c', Role::Supervisor, &[])]);
    story.then('b', removes('A'));
    let authority = story.fold();
    let order: String = authority.centre().members().iter().map(|member| member.name.clone()).collect();
    assert_eq!(order, "abcA");
    assert_eq!(coordinators(authority.centre()), "ab");
}
