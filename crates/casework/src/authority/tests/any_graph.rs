//! Stories in which anybody says anything, having seen whatever they like: no short cut of the fold may show.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{EventRef, StreamName};

use super::super::{Authority, ControlWrite, Layout, fold};
use super::kit::{
    Draw, Story, admits, confirms, delivered, device, epoch, erases, follows, grants, is, joins, member, publishes,
    removes, revokes, rolls, seat, seeds, sheets, sits,
};
use crate::{Grant, Role};

/// Devices that go on for others.
const SUCCESSORS: [char; 5] = ['1', '2', '3', '4', '5'];

const PEOPLE: [char; 7] = ['a', 'b', 'c', 'd', 'v', 'x', 'y'];

fn any_writes(draw: &mut Draw, story: &Story, says: char) -> Vec<ControlWrite> {
    let who = draw.pick(&PEOPLE);
    let event = story.events[draw.below(story.events.len())].id;
    let role = draw.pick(Role::ALL);
    let given: Vec<Grant> = Grant::ALL.iter().copied().filter(|_| draw.chance(40)).collect();
    let stream = draw.pick(&StreamName::ALL);
    let epoch = epoch(u32::try_from(draw.below(3)).unwrap(), draw.pick(&['1', '2']));
    match draw.below(20) {
        0 | 1 => joins(who, role, &given),
        2 | 3 => vec![is(who, role, &given)],
        4 | 5 => removes(who),
        6 => revokes(who),
        7 => vec![ControlWrite::WithdrawGrant { grant: draw.pick(Grant::ALL), member: member(who), cuts: vec![] }],
        8 => publishes(who),
        9 => admits(event),
        10 => vec![rolls(stream, epoch, &[who, draw.pick(&PEOPLE)]), grants(stream, epoch, who)],
        11 => vec![ControlWrite::Offset(i32::try_from(draw.below(3)).unwrap()), ControlWrite::Centre(who.to_string())],
        12 => vec![ControlWrite::Recovery(sheets(draw.pick(&['s', 't', 'u'])))],
        // An event that takes away and brings in.
        13 => removes(who).into_iter().chain(joins(draw.pick(&PEOPLE), role, &given)).collect(),
        16 => erases([u8::try_from(draw.below(4)).unwrap()]),
        17 => vec![ControlWrite::EraseCancel(event), ControlWrite::Erased(event)],
        18 => vec![draw.pick(&[ControlWrite::EraseDue(event), ControlWrite::Erased(event)])],
        14 | 15 => {
            let new = draw.pick(&SUCCESSORS);
            vec![follows(new, says), sits(says, new), grants(stream, epoch, new)]
        }
        _ => {
            let removal = |write: &ControlWrite| {
                matches!(write, ControlWrite::RemoveMember { .. } | ControlWrite::RemoveDevice { .. })
            };
            let removals = story.events.iter().filter(|event| event.writes.iter().any(removal));
            let removals: Vec<EventRef> = removals.map(|event| event.id).collect();
            if removals.is_empty() { publishes(who) } else { confirms(draw.pick(&removals)) }
        }
    }
}

/// Three coordinators, then `length` events by anybody who has said something or was brought in, each after a few others.
fn any_story(seed: u64, length: usize) -> Story {
    let mut draw = Draw::new(seed);
    let mut story = Story::of_three(seed);
    let mut seen: BTreeMap<char, EventRef> = BTreeMap::new();
    let begun = story.last();
    for _ in 0..length {
        let who = if draw.chance(60) { draw.pick(&['a', 'b', 'c']) } else { draw.pick(&PEOPLE) };
        let writes = any_writes(&mut draw, &story, who);
        let mut ctl = vec![seen.get(&who).copied().unwrap_or(begun)];
        for _ in 0..draw.below(3) {
            ctl.push(story.events[draw.below(story.events.len())].id);
        }
        // Who has gone on elsewhere speaks from there.
        let sits = story.events.iter().flat_map(|event| &event.writes).filter_map(|write| match write {
            ControlWrite::Seat { id, member: of, device, .. } if *of == member(who) => Some((*id, *device)),
            _ => None,
        });
        let places: Vec<_> = sits.collect();
        let from = draw.pick(&[(seat(who), device(who))].into_iter().chain(places).collect::<Vec<_>>());
        let (second, by_sheets, forks) = (draw.pick(&PEOPLE), draw.chance(8), draw.chance(8));
        if forks {
            let own = story.events.iter().filter(|event| event.device == device(who));
            let own: Vec<EventRef> = own.map(|event| event.id).collect();
            if !own.is_empty() {
                story.chains.insert(who, draw.pick(&own));
            }
        }
        let id = story.say_more(who, &ctl, writes, &|event| {
            (event.seat, event.device) = (Some(from.0), from.1);
            event.seconded_by = vec![seat(second)];
            event.by_sheets = by_sheets.then(|| sheets('s').sign);
        });
        seen.insert(who, id);
    }
    story
}

/// The events that have been seen by those that `ctl` names, and these.
fn past(story: &Story, ctl: &BTreeSet<EventRef>) -> BTreeSet<EventRef> {
    let (mut open, mut all): (Vec<EventRef>, BTreeSet<EventRef>) = (ctl.iter().copied().collect(), BTreeSet::new());
    while let Some(id) = open.pop() {
        if all.insert(id) {
            open.extend(story.events.iter().find(|event| event.id == id).unwrap().before());
        }
    }
    all
}

#[test]
fn no_order_and_no_short_cut_shows() {
    let (mut refused, mut contested, mut followed) = (0, 0, 0);
    for seed in seeds() {
        let story = any_story(seed, 24);
        let mut draw = Draw::new(seed ^ 0xfeed);
        let in_order = story.fold();
        let main = in_order.main();
        assert!(*main == in_order.anew(&main.set), "seed {seed}: added one by one, and anew");
        let mut shuffled = Authority::new(story.root());
        for event in delivered(&story.events, &mut draw) {
            shuffled.take([event]);
        }
        assert!(in_order.centre() == shuffled.centre(), "seed {seed}");
        assert_eq!(in_order.refused(), shuffled.refused(), "seed {seed}");
        refused += in_order.refused().len();
        followed += in_order.centre().successions().count();
        contested += in_order.centre().removals().filter(|removal| removal.contested).count();
    }
    let said = format!("{refused} refused, {contested} contested, {followed} go on for others");
    assert!(refused > 100 && contested > 10 && followed > 100, "the stories are too tame: {said}");
}

#[test]
fn a_past_gives_what_its_events_alone_would_give() {
    for seed in seeds().take(60) {
        let story = any_story(seed, 18);
        let whole = story.fold();
        for event in story.events.iter().filter(|event| event.layout == Layout::Two && !event.ctl.is_empty()) {
            let ids = past(&story, &event.ctl);
            let events = story.events.iter().filter(|event| ids.contains(&event.id)).cloned();
            let (alone, _) = fold(story.root(), events);
            assert!(*whole.state_at(&event.ctl).unwrap() == alone, "seed {seed}: what {:?} had seen", event.id);
        }
    }
}

#[test]
fn what_misses_something_of_its_past_waits() {
    let story = any_story(3, 18);
    for missing in 1..story.events.len() {
        let gone = story.events[missing].id;
        let mut authority = Authority::new(story.root());
        authority.take(story.events.iter().filter(|event| event.id != gone).cloned());
        for event in &story.events {
            let waits = past(&story, &BTreeSet::from([event.id])).contains(&gone) && event.id != gone;
            let verdict = authority.verdict(event.id);
            assert_eq!(verdict == Some(Err(super::super::Refused::Waiting)), waits, "{:?}", event.id);
        }
        assert_eq!(authority.state_at(&BTreeSet::from([gone])), None);
        // And counts as always when it comes.
        authority.take([story.events[missing].clone()]);
        assert!(authority.centre() == story.fold().centre());
    }
}

#[test]
fn thousands_of_events_in_a_row_are_added_one_by_one() {
    let mut story = Story::of_three(1);
    for number in 0..4_000_u32 {
        let who = ['a', 'b'][usize::try_from(number % 2).unwrap()];
        let form = ControlWrite::Form { form_id: number.to_string(), hash: [0; 32], version: String::new() };
        let last = story.last();
        story.say(who, &[last], vec![form]);
    }
    let authority = story.fold();
    assert_eq!(authority.centre().forms().count(), 4_000);
    let halfway = story.events[2_000].id;
    assert_eq!(authority.state_at(&BTreeSet::from([halfway])).unwrap().forms().count(), 1_998);
}
