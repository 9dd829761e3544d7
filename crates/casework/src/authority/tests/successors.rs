use pana_model::{EventRef, StreamName};

use super::super::{Authority, CaseAct, ControlWrite, Refused, Standing};
use super::kit::{
    Draw, Story, admits, delivered, device, epoch, follows, grants, is, joins, member, publishes, removes, revokes,
    rolls, seat, sheets, sits,
};
use crate::{Grant, Role};

/// Three coordinators, and the worker `w` who holds the keys of the cases.
fn with_worker() -> Story {
    let mut story = Story::of_three(1);
    let mut writes = joins('w', Role::Worker, &[]);
    writes.push(grants(StreamName::Centre, epoch(1, '1'), 'w'));
    story.then('a', writes);
    story
}

/// `who`, who sits on `old`, goes on on `new`.
fn goes_on(story: &mut Story, who: char, old: char, new: char, ctl: &[EventRef]) -> EventRef {
    let mut writes = vec![follows(new, old), sits(who, new)];
    if who == 'w' {
        writes.push(grants(StreamName::Centre, epoch(1, '1'), new));
    }
    on(story, who, old, ctl, writes)
}

/// `who` says it on a device other than their first.
fn on(story: &mut Story, who: char, device: char, ctl: &[EventRef], writes: Vec<ControlWrite>) -> EventRef {
    story.say_more(device, ctl, writes, &|event| event.member = member(who))
}

/// A worker's act that asks for no right: it shows who may speak.
fn nothing() -> Vec<ControlWrite> {
    vec![ControlWrite::Unknown]
}

/// Whether what `w` wrote of a case on that device counts, had it seen `ctl`; nothing lies inside of a cut.
fn case_act(authority: &Authority, on: char, ctl: EventRef) -> Result<Role, Refused> {
    let act = CaseAct {
        event: EventRef::from_bytes([0xee; 16]),
        stream: StreamName::Centre,
        device: device(on),
        member: member('w'),
        seat: Some(seat(on)),
        ctl: &[ctl].into(),
    };
    authority.counts(&act, &|_| false).map(|allowed| allowed.role)
}

#[test]
fn a_successor_counts_without_a_coordinator_and_may_do_no_more() {
    let mut story = with_worker();
    let last = story.last();
    let new = goes_on(&mut story, 'w', 'w', 'n', &[last]);
    let authority = story.check_last(Ok(()));
    let centre = authority.centre();
    assert_eq!(centre.device_standing(device('n')), Standing::Stands);
    assert!(centre.is_live(centre.seat(seat('n')).unwrap()));
    assert!(centre.holders(StreamName::Centre, epoch(1, '1')).contains(&seat('n')));
    assert!(centre.succeeds(device('n'), device('w')) && !centre.succeeds(device('w'), device('n')));
    assert_eq!(case_act(&authority, 'n', new), Ok(Role::Worker));
    // What was written in the lost time, on the old device, counts as before.
    assert_eq!(case_act(&authority, 'w', last), Ok(Role::Worker));
    on(&mut story, 'w', 'n', &[new], nothing());
    story.check_last(Ok(()));
    on(&mut story, 'w', 'n', &[new], publishes('f'));
    story.check_last(Err(Refused::NoRight));
    // A coordinator's does what a coordinator may.
    let last = story.last();
    let new = goes_on(&mut story, 'b', 'b', 'm', &[last]);
    on(&mut story, 'b', 'm', &[new], publishes('f'));
    story.check_last(Ok(()));
}

#[test]
fn the_keys_that_a_successor_is_given_are_those_that_the_old_seat_held() {
    let before = with_worker();
    let last = before.last();
    let (own, protected, next) = (epoch(1, '1'), StreamName::Protected, epoch(2, '2'));
    for (stream, epoch) in [(protected, own), (StreamName::Control, own), (StreamName::Centre, next)] {
        let mut story = before.clone();
        story.say('w', &[last], vec![follows('n', 'w'), sits('w', 'n'), grants(stream, epoch, 'n')]);
        story.check_last(Err(Refused::NoRight));
    }
    // Whose grant was withdrawn does not carry it over, though the old seat held the key.
    let mut story = before;
    let protected_too = vec![is('w', Role::Worker, &[Grant::Protected]), grants(protected, own, 'w')];
    let given = story.then('a', protected_too);
    let writes = vec![follows('n', 'w'), sits('w', 'n'), grants(protected, own, 'n')];
    let mut with = story.clone();
    with.say('w', &[given], writes.clone());
    with.check_last(Ok(()));
    // Whoever withdraws it meanwhile has it withdrawn.
    let withdrawn = with.say('a', &[given], vec![is('w', Role::Worker, &[])]);
    let carried = with.events[with.events.len() - 2].id;
    assert_eq!(with.fold().verdict(carried), Some(Err(Refused::Unseen(withdrawn))));
    let withdrawn = story.then('a', vec![is('w', Role::Worker, &[])]);
    story.say('w', &[withdrawn], writes);
    story.check_last(Err(Refused::NotProtected));
}

#[test]
fn a_fourth_asks_for_the_sheets_however_the_three_follow_each_other() {
    let mut story = with_worker();
    let last = story.last();
    let first = goes_on(&mut story, 'w', 'w', '1', &[last]);
    let second = goes_on(&mut story, 'w', '1', '2', &[first]);
    goes_on(&mut story, 'w', 'w', '3', &[second]);
    let third = story.last();
    story.check_last(Ok(()));
    for old in ['w', '1', '2', '3'] {
        let mut story = story.clone();
        let fourth = goes_on(&mut story, 'w', old, '4', &[third]);
        let authority = story.check_last(Err(Refused::NeedsSheets));
        assert_eq!(authority.centre().device_standing(device('4')), Standing::Unknown);
        // Taken over by a coordinator, an event counts only if its past let it; the sheets let it.
        story.by_sheets(old, &[fourth], 's', vec![follows('5', old), sits('w', '5')]);
        let authority = story.check_last(Ok(()));
        assert!(authority.centre().succeeds(device('5'), device('w')));
    }
    // One that was revoked is one of the three.
    let mut less = story.clone();
    let revoked = less.say('a', &[third], revokes('2'));
    goes_on(&mut less, 'w', 'w', '4', &[revoked]);
    less.check_last(Err(Refused::NeedsSheets));
    // Another device has its own three. Two at once are never asked for.
    goes_on(&mut story, 'b', 'b', '4', &[third]);
    story.check_last(Ok(()));
    let two = vec![follows('5', 'c'), follows('6', 'c')];
    story.say('c', &[third], two);
    story.check_last(Err(Refused::NeedsSheets));
}

#[test]
fn of_those_that_have_not_seen_each_other_three_count_in_any_order() {
    let mut story = with_worker();
    let last = story.last();
    let mut all = Vec::new();
    for new in ['1', '2', '3', '4', '5'] {
        // Each from the same copy.
        story.chains.remove(&'w');
        all.push(goes_on(&mut story, 'w', 'w', new, &[last]));
        on(&mut story, 'w', new, &all[all.len() - 1..], nothing());
    }
    let in_order = story.fold();
    let counting = |authority: &Authority| all.iter().filter(|id| authority.verdict(**id) == Some(Ok(()))).count();
    assert_eq!(counting(&in_order), 3);
    let beyond = all.iter().find(|id| in_order.verdict(**id) != Some(Ok(()))).unwrap();
    assert_eq!(in_order.verdict(*beyond), Some(Err(Refused::NeedsSheets)));
    let acts = story.events.iter().filter(|event| event.ctl.contains(beyond));
    for act in acts {
        assert_eq!(in_order.verdict(act.id), Some(Err(Refused::RestsOn(*beyond))));
    }
    for seed in 0..20 {
        let mut shuffled = Authority::new(story.root());
        for event in delivered(&story.events, &mut Draw::new(seed)) {
            shuffled.take([event]);
        }
        assert!(shuffled.centre() == in_order.centre() && shuffled.refused() == in_order.refused(), "seed {seed}");
    }
    // A coordinator who looked at it takes one more over, and it costs none of the three their place.
    story.then('a', admits(*beyond));
    let authority = story.fold();
    assert_eq!(counting(&authority), 4);
}

#[test]
fn a_successor_falls_with_the_old_device() {
    let mut story = with_worker();
    let last = story.last();
    let first = goes_on(&mut story, 'w', 'w', '1', &[last]);
    let second = goes_on(&mut story, 'w', '1', '2', &[first]);
    // Known to who revokes.
    let mut known = story.clone();
    let revoked = known.say('a', &[second], revokes('w'));
    on(&mut known, 'w', '2', &[revoked], nothing());
    let authority = known.check_last(Err(Refused::DeviceRevoked));
    for on in ['w', '1', '2'] {
        assert_eq!(authority.centre().device_standing(device(on)), Standing::Removed, "{on}");
        assert!(!authority.centre().seat_may_open(seat(on), StreamName::Centre));
    }
    assert_eq!(case_act(&authority, '2', second), Err(Refused::OutsideCut(revoked)));
    let mut meanwhile = story.clone();
    let revoked = meanwhile.say('a', &[second], revokes('w'));
    goes_on(&mut meanwhile, 'w', '2', '3', &[second]);
    meanwhile.check_last(Err(Refused::Unseen(revoked)));
    // Not known: what was said meanwhile is out, and all that rests on it.
    let revoked = story.say('a', &[last], revokes('w'));
    let authority = story.fold();
    assert_eq!(authority.verdict(first), Some(Err(Refused::Unseen(revoked))));
    assert_ne!(authority.verdict(second), Some(Ok(())));
    assert_eq!(authority.centre().device_standing(device('2')), Standing::Unknown);
    // A revoked successor leaves the old device, and the one beside it.
    let mut one = with_worker();
    let last = one.last();
    let first = goes_on(&mut one, 'w', 'w', '1', &[last]);
    goes_on(&mut one, 'w', 'w', '2', &[first]);
    one.then('a', revokes('1'));
    let standing = |on| one.fold().centre().device_standing(device(on));
    assert_eq!(['w', '1', '2'].map(standing), [Standing::Stands, Standing::Removed, Standing::Stands]);
}

#[test]
fn a_successor_falls_with_its_member() {
    let mut story = with_worker();
    let last = story.last();
    let first = goes_on(&mut story, 'w', 'w', '1', &[last]);
    let mut known = story.clone();
    let removed = known.say('a', &[first], removes('w'));
    let authority = known.fold();
    assert!(!authority.centre().is_live(authority.centre().seat(seat('1')).unwrap()));
    assert_eq!(case_act(&authority, '1', first), Err(Refused::OutsideCut(removed)));
    on(&mut known, 'w', '1', &[removed], nothing());
    known.check_last(Err(Refused::AuthorRemoved));
    let mut meanwhile = story.clone();
    let removed = meanwhile.say('a', &[first], removes('w'));
    on(&mut meanwhile, 'w', '1', &[first], nothing());
    meanwhile.check_last(Err(Refused::Unseen(removed)));
    let removed = story.say('a', &[last], removes('w'));
    let authority = story.fold();
    assert_eq!(authority.verdict(first), Some(Err(Refused::Unseen(removed))));
    assert_eq!(authority.centre().device_standing(device('1')), Standing::Unknown);
    assert!(authority.centre().seat(seat('1')).is_none());
}

#[test]
fn the_last_device_of_a_coordinator_goes_with_those_that_go_on_for_it() {
    let mut story = Story::begin(1);
    let b = story.then('a', joins('b', Role::Coordinator, &[]));
    goes_on(&mut story, 'b', 'b', 'n', &[b]);
    story.then('a', revokes('b'));
    story.check_last(Err(Refused::NeedsSheets));
    // The new one alone is not the last.
    story.then('a', revokes('n'));
    story.check_last(Ok(()));
}

#[test]
fn nobody_says_it_for_another() {
    let before = with_worker();
    let last = before.last();
    for (who, writes, why) in [
        // Another's device, on one's own or by another's seat.
        ('b', vec![follows('n', 'w')], Refused::WrongSeat),
        ('w', vec![follows('n', 'w'), sits('b', 'n')], Refused::NoRight),
        // A device that is there already, be it one's own.
        ('w', vec![follows('b', 'w')], Refused::KeysChanged),
        ('w', vec![follows('w', 'w')], Refused::KeysChanged),
        // A seat on one's own old device, or on another's, is a coordinator's to give.
        (
            'w',
            vec![ControlWrite::Seat {
                id: seat('n'),
                member: member('w'),
                device: device('w'),
                keys: super::kit::keys('n'),
            }],
            Refused::NoRight,
        ),
        (
            'w',
            vec![ControlWrite::Seat {
                id: seat('n'),
                member: member('w'),
                device: device('b'),
                keys: super::kit::keys('n'),
            }],
            Refused::NoRight,
        ),
    ] {
        let mut story = before.clone();
        story.say(who, &[last], writes.clone());
        let authority = story.check_last(Err(why));
        assert!(authority.centre() == before.fold().centre(), "{writes:?}");
    }
    // On the device itself, by the seat of one who does not sit there.
    let mut story = before.clone();
    story.say_more('w', &[last], vec![follows('n', 'w')], &|event| {
        (event.member, event.seat) = (member('b'), Some(seat('b')));
    });
    story.check_last(Err(Refused::WrongSeat));
    // Claimed twice for two devices, by its own signature, it falls with either.
    let mut story = before;
    story.say('w', &[last], vec![follows('n', 'w')]);
    story.say('b', &[last], vec![follows('n', 'b')]);
    story.then('a', revokes('b'));
    assert_eq!(story.fold().centre().device_standing(device('n')), Standing::Removed);
}

#[test]
fn others_who_sat_on_the_old_device_take_a_seat_on_the_new_one_and_say_nothing_else_before() {
    let mut story = with_worker();
    // `v` sits on the device of `w`.
    let mut writes = vec![is('v', Role::Volunteer, &[]), grants(StreamName::Centre, epoch(1, '1'), 'v')];
    writes.push(ControlWrite::Seat {
        id: seat('v'),
        member: member('v'),
        device: device('w'),
        keys: super::kit::keys('v'),
    });
    let joined = story.then('a', writes);
    let new = goes_on(&mut story, 'w', 'w', 'n', &[joined]);
    let before = story.clone();
    let on_new = |story: &mut Story, ctl: EventRef, with: char, writes: Vec<ControlWrite>| {
        story.say_more('n', &[ctl], writes, &|event| (event.member, event.seat) = (member('v'), Some(seat(with))))
    };
    let seat_of_v =
        ControlWrite::Seat { id: seat('V'), member: member('v'), device: device('n'), keys: super::kit::keys('V') };
    let grant = grants(StreamName::Centre, epoch(1, '1'), 'V');
    let seated = on_new(&mut story, new, 'v', vec![seat_of_v.clone(), grant.clone()]);
    let authority = story.check_last(Ok(()));
    assert!(authority.centre().holders(StreamName::Centre, epoch(1, '1')).contains(&seat('V')));
    on_new(&mut story, seated, 'V', nothing());
    story.check_last(Ok(()));
    for more in [nothing(), publishes('f'), vec![grant.clone()], vec![seat_of_v.clone(), ControlWrite::Offset(0)]] {
        let mut story = before.clone();
        on_new(&mut story, new, 'v', more);
        story.check_last(Err(Refused::WrongSeat));
    }
    // On a device that does not go on for that one, nobody does.
    let mut story = before.clone();
    story.say_more('b', &[new], vec![seat_of_v.clone()], &|event| {
        (event.member, event.seat) = (member('v'), Some(seat('v')));
    });
    story.check_last(Err(Refused::WrongSeat));
    // It falls with the old device, and with the succession that it stands on.
    let mut story = before;
    let revoked = story.say('a', &[joined], revokes('w'));
    let seated = on_new(&mut story, new, 'v', vec![seat_of_v, grant]);
    assert_eq!(story.fold().verdict(seated), Some(Err(Refused::Unseen(revoked))));
    assert!(story.fold().centre().seat(seat('V')).is_none());
}

#[test]
fn an_epoch_that_a_successor_holds_is_clean_as_long_as_the_old_device_stands() {
    let mut story = with_worker();
    let last = story.last();
    let new = goes_on(&mut story, 'w', 'w', 'n', &[last]);
    assert!(story.fold().centre().is_clean(StreamName::Centre, epoch(1, '1')));
    story.say('a', &[new], vec![rolls(StreamName::Centre, epoch(2, '2'), &['a', 'n'])]);
    assert_eq!(story.fold().centre().write_epoch(StreamName::Centre), Some(epoch(2, '2')));
    story.then('a', revokes('w'));
    assert!(story.fold().centre().needs_roll(StreamName::Centre));
    assert_eq!(story.fold().centre().recovery(), Some(sheets('s')));
}
