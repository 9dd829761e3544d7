use std::collections::BTreeSet;

use pana_model::{EventRef, StreamName};

use super::super::{Allowed, Authority, CaseAct, ControlWrite, Cut, Part, Refused};
use super::kit::{Story, admits, device, is, joins, keys, member, removes, removes_with, revokes, seat, was};
use crate::{Grant, Role};

/// The last event of `w`'s chain of cases that whoever removes `w` had seen.
const SEEN: [u8; 32] = [3; 32];

fn cut() -> Cut {
    Cut { stream: StreamName::Centre, device: device('w'), event: SEEN }
}

/// An interview by `w`, in a chain of which `at` is said to lie inside or outside of the cut.
fn judge(authority: &Authority, ctl: EventRef, is_inside: bool) -> Result<Allowed, Refused> {
    let ctl = BTreeSet::from([ctl]);
    let act = CaseAct {
        event: EventRef::from_bytes([8; 16]),
        stream: StreamName::Centre,
        device: device('w'),
        member: member('w'),
        seat: Some(seat('w')),
        ctl: &ctl,
    };
    authority.counts(&act, &|cut| {
        assert_eq!(cut.event, SEEN);
        is_inside
    })
}

fn with(role: Role, grants: &[Grant]) -> Result<Allowed, Refused> {
    Ok(Allowed { role, grants: grants.iter().copied().collect() })
}

/// Three coordinators and a worker `w`; the event that brought `w` in.
fn with_worker() -> (Story, EventRef) {
    let mut story = Story::of_three(1);
    let joined = story.then('a', joins('w', Role::Worker, &[Grant::Expert]));
    (story, joined)
}

#[test]
fn the_author_must_have_stood_where_the_event_was_written() {
    let (mut story, joined) = with_worker();
    let before = story.events[2].id;
    let removed = story.then('a', removes_with('w', vec![cut()]));
    let authority = story.fold();
    assert_eq!(judge(&authority, before, true), Err(Refused::UnknownAuthor));
    assert_eq!(judge(&authority, joined, true), with(Role::Worker, &[Grant::Expert]));
    assert_eq!(judge(&authority, removed, true), Err(Refused::AuthorRemoved), "whatever the cut says");
    let nowhere = EventRef::from_bytes([7; 16]);
    assert_eq!(judge(&authority, nowhere, true), Err(Refused::Waiting));
    let (mut story, _) = with_worker();
    let revoked = story.then('a', revokes('w'));
    assert_eq!(judge(&story.fold(), revoked, true), Err(Refused::DeviceRevoked));
}

#[test]
fn a_seat_signs_for_its_member_on_its_device() {
    let (story, joined) = with_worker();
    let authority = story.fold();
    let ctl = BTreeSet::from([joined]);
    let act = CaseAct {
        event: EventRef::from_bytes([8; 16]),
        stream: StreamName::Centre,
        device: device('w'),
        member: member('w'),
        seat: Some(seat('w')),
        ctl: &ctl,
    };
    let judged = |act: CaseAct<'_>| authority.counts(&act, &|_| true);
    assert!(judged(act).is_ok());
    assert_eq!(judged(CaseAct { seat: Some(seat('a')), ..act }), Err(Refused::WrongSeat));
    assert_eq!(judged(CaseAct { device: device('a'), ..act }), Err(Refused::WrongSeat));
    assert_eq!(judged(CaseAct { seat: Some(seat('z')), ..act }), Err(Refused::UnknownSeat));
    assert_eq!(judged(CaseAct { seat: None, ..act }), Err(Refused::UnknownSeat), "that would be layout 1");
}

#[test]
fn what_lies_outside_of_the_cut_waits_for_a_review() {
    for target in ["member", "device"] {
        let (mut story, joined) = with_worker();
        let cuts = vec![cut()];
        let write = match target {
            "member" => ControlWrite::RemoveMember { id: member('w'), cuts },
            _ => ControlWrite::RemoveDevice { id: device('w'), cuts },
        };
        let removal = story.then('a', vec![write]);
        let authority = story.fold();
        assert_eq!(judge(&authority, joined, true), with(Role::Worker, &[Grant::Expert]));
        assert_eq!(judge(&authority, joined, false), Err(Refused::OutsideCut(removal)), "{target}");
        let cuts = authority.cut_for(device('w'), StreamName::Centre);
        assert_eq!((cuts.len(), cuts[0].removal, cuts[0].last.clone()), (1, removal, vec![SEEN]));
        assert!(authority.cut_for(device('w'), StreamName::Protected)[0].last.is_empty());
        assert!(authority.cut_for(device('a'), StreamName::Centre).is_empty());
        // The rest of the rule would let it pass.
        let mut without = Authority::new(story.root());
        without.left_out = Some(Part::Cuts);
        without.take(story.events.clone());
        assert!(judge(&without, joined, false).is_ok());
        // Taken over.
        story.then('b', admits(EventRef::from_bytes([8; 16])));
        assert_eq!(judge(&story.fold(), joined, false), with(Role::Worker, &[Grant::Expert]));
    }
}

#[test]
fn of_a_chain_that_a_removal_does_not_name_it_had_seen_nothing() {
    let (mut story, joined) = with_worker();
    let removal = story.then('a', removes('w'));
    assert_eq!(judge(&story.fold(), joined, true), Err(Refused::OutsideCut(removal)));
}

#[test]
fn outside_of_a_lowering_the_lower_rights_hold() {
    let (mut story, joined) = with_worker();
    let raised = story.then('a', vec![is('w', Role::Supervisor, &[Grant::Protected, Grant::Expert])]);
    let lowered = story.then(
        'b',
        vec![
            is('w', Role::Volunteer, &[Grant::Protected]),
            ControlWrite::LowerRole { member: member('w'), cuts: vec![cut()] },
        ],
    );
    let authority = story.fold();
    let full = with(Role::Supervisor, &[Grant::Protected, Grant::Expert]);
    assert_eq!(judge(&authority, raised, true), full);
    assert_eq!(judge(&authority, raised, false), with(Role::Volunteer, &[Grant::Protected]));
    assert_eq!(judge(&authority, joined, false), with(Role::Volunteer, &[]));
    assert_eq!(judge(&authority, lowered, false), with(Role::Volunteer, &[Grant::Protected]));
    // Raised again, and written by one who knew: nothing of the lowering is left.
    let again = story.then('b', vec![is('w', Role::Coordinator, &[Grant::Protected])]);
    assert_eq!(judge(&story.fold(), again, false), with(Role::Coordinator, &[Grant::Protected]));
    assert_eq!(judge(&story.fold(), raised, false), with(Role::Volunteer, &[Grant::Protected]));
}

#[test]
fn a_withdrawn_grant_opens_nothing_outside_of_the_cut() {
    let (mut story, joined) = with_worker();
    let cuts = vec![cut()];
    story.then('a', vec![ControlWrite::WithdrawGrant { grant: Grant::Expert, member: member('w'), cuts }]);
    let authority = story.fold();
    assert_eq!(judge(&authority, joined, true), with(Role::Worker, &[Grant::Expert]));
    assert_eq!(judge(&authority, joined, false), with(Role::Worker, &[]));
}

#[test]
fn who_was_brought_in_by_an_act_that_does_not_count_writes_nothing() {
    let mut story = Story::of_three(1);
    let before = story.last();
    story.say('a', &[before], removes('b'));
    let joined = story.say('b', &[before], joins('w', Role::Worker, &[]));
    assert_eq!(judge(&story.fold(), joined, true), Err(Refused::RestsOn(joined)));
    story.then('c', admits(joined));
    assert_eq!(judge(&story.fold(), joined, true), with(Role::Worker, &[]));
    // Who was only raised by it keeps what they had.
    let (mut story, joined) = with_worker();
    story.say('a', &[joined], removes('b'));
    let raised = story.say('b', &[joined], vec![is('w', Role::Coordinator, &[Grant::Expert, Grant::Protected])]);
    assert_eq!(judge(&story.fold(), raised, true), with(Role::Worker, &[Grant::Expert]));
}

#[test]
fn while_a_removal_is_contested_what_it_had_not_seen_waits() {
    let (mut story, joined) = with_worker();
    story.then('a', vec![is('w', Role::Coordinator, &[])]);
    let before = story.last();
    let by_a = story.say('a', &[before], removes('w'));
    let by_w = story.say('w', &[before], removes('a'));
    assert_eq!(judge(&story.fold(), joined, false), Err(Refused::OutsideCut(by_a)));
    assert_eq!(judge(&story.fold(), by_a, false), Err(Refused::AuthorRemoved));
    story.then('c', vec![ControlWrite::Confirm(by_w)]);
    assert!(judge(&story.fold(), joined, false).is_ok(), "the other removal is void");
}

#[test]
fn an_event_of_layout_one_is_judged_where_that_layout_ended() {
    let mut story = Story::begin_old(1);
    let end = story.say_old('a', vec![was('w', Role::Worker, &[])]);
    story.then('a', vec![is('w', Role::Supervisor, &[])]);
    let authority = story.fold();
    assert_eq!(authority.layout_one_end(), Some(end));
    let ctl = BTreeSet::from([end]);
    let act = CaseAct {
        event: EventRef::from_bytes([8; 16]),
        stream: StreamName::Centre,
        device: device('a'),
        member: member('w'),
        seat: None,
        ctl: &ctl,
    };
    assert_eq!(authority.counts(&act, &|_| false), with(Role::Worker, &[]));
    assert_eq!(authority.centre().first_seat(member('w')).unwrap().keys, keys('w'));
}
