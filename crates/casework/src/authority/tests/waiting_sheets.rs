//! New sheets of one coordinator alone: they wait, and count once somebody has sealed to them what opens the store.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{EventRef, StreamName};
use pana_record::Hlc;

use super::super::{Authority, ControlEvent, ControlWrite, Refused, Sheets, fold};
use super::kit::{
    Draw, Story, delivered, device, epoch, grants, joins, keys, member, past, publishes, removes, renews, revokes,
    rolls, seat, seeds, sheets, sits, takes_up,
};
use crate::{Grant, Role};

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

fn takes(name: char) -> Vec<ControlWrite> {
    takes_up(name, epoch(1, '1'))
}

/// `a` alone, with a second laptop `x`, has printed `t` on the first, which both know. Gives when they are due.
fn waiting() -> (Story, u64) {
    let mut story = Story::begin(1);
    let laptop = ControlWrite::Device { id: device('x'), name: "x".to_owned(), keys: keys('x') };
    story.then('a', vec![laptop, sits('a', 'x')]);
    story.then('a', renews('t'));
    let due = story.fold().centre().pending_recovery().unwrap().due_ms;
    (story, due)
}

/// `a` says it at a time, on `from`.
fn says(story: &mut Story, from: char, at: u64, ctl: &[EventRef], writes: Vec<ControlWrite>) -> EventRef {
    story.say_more(from, ctl, writes, &|event| (event.member, event.hlc) = (member('a'), Hlc::at(at)))
}

fn counts(story: &Story) -> Option<Sheets> {
    story.fold().centre().recovery()
}

/// What counts in every order in which the last events, which have not seen each other, may come.
fn check_in_both_orders(story: &Story, last: usize, expected: char) {
    let (before, after) = story.events.split_at(story.events.len() - last);
    for order in [after.to_vec(), after.iter().rev().cloned().collect()] {
        let mut authority = Authority::new(story.root());
        before.iter().cloned().chain(order).for_each(|event| authority.take([event]));
        assert_eq!(authority.centre().recovery(), Some(sheets(expected)));
    }
}

#[test]
fn new_sheets_of_one_who_is_alone_wait_seven_days() {
    let mut story = Story::begin(1);
    story.then('a', renews('t'));
    let authority = story.check_last(Ok(()));
    let pending = authority.centre().pending_recovery().unwrap();
    let said_ms = story.events[1].hlc.unix_ms();
    assert_eq!((pending.sheets, pending.due_ms), (sheets('t'), said_ms + 7 * DAY_MS));
    assert_eq!(authority.centre().recovery(), Some(sheets('s')));
    assert_eq!(authority.centre().recovery_due_at(pending.due_ms - 1), None);
    assert_eq!(authority.centre().recovery_due_at(pending.due_ms), Some(pending));

    // The days begin at the latest time that the event knew of, whatever its own clock says, believed or not.
    let mut behind = Story::begin(1);
    let root = behind.root_ref();
    let ahead = |event: &mut ControlEvent| event.hlc = Hlc::at(said_ms + DAY_MS);
    let seen = behind.say_more('a', &[root], publishes('f'), &ahead);
    behind.say('a', &[seen], renews('t'));
    assert_eq!(behind.fold().centre().pending_recovery().unwrap().due_ms, said_ms + 8 * DAY_MS);
    let mut far = Story::begin(1);
    let root = far.root_ref();
    far.say_more('a', &[root], renews('t'), &|event| {
        (event.hlc, event.in_doubt) = (Hlc::at(said_ms + 400 * DAY_MS), true);
    });
    assert_eq!(far.fold().centre().pending_recovery().unwrap().due_ms, said_ms + 407 * DAY_MS);
}

#[test]
fn sheets_that_have_waited_count_from_the_event_on_that_seals_the_control_stream_to_them() {
    let (mut story, due) = waiting();
    let last = story.last();
    let signs = |story: &Story, name: char, expected: Result<(), Refused>| {
        let mut story = story.clone();
        let last = story.last();
        let far = Hlc::at(due + DAY_MS);
        story.then('a', joins('w', Role::Worker, &[]));
        let joined = story.last();
        story.say_more('w', &[last, joined], publishes('f'), &|event| {
            (event.by_sheets, event.hlc) = (Some(sheets(name).sign), far);
        });
        story.check_last(expected);
    };
    // Until then the old ones sign, also when the days are over.
    signs(&story, 's', Ok(()));
    signs(&story, 't', Err(Refused::NoRight));
    // To name them sooner lets them wait anew, and so it does where nothing is sealed, or no key that opens the stream.
    let elsewhere = rolls(StreamName::Control, epoch(2, '2'), &['a']);
    let unsealed = [(due - 1, takes('t')), (due, renews('t')), (due, takes_up('t', epoch(2, '2')))];
    for (at, writes) in unsealed.into_iter().chain([(due, vec![renews('t').remove(0), elsewhere])]) {
        let mut story = story.clone();
        says(&mut story, 'a', at, &[last], writes.clone());
        let authority = story.check_last(Ok(()));
        assert_eq!(authority.centre().recovery(), Some(sheets('s')), "{writes:?}");
        assert_eq!(authority.centre().pending_recovery().unwrap().due_ms, at + 7 * DAY_MS, "{writes:?}");
    }
    // A time that was not believed makes nothing due, neither for its own event nor for those that follow.
    for in_doubt in [true, false] {
        let mut story = story.clone();
        let far = story.say_more('a', &[last], publishes('g'), &|event| {
            (event.hlc, event.in_doubt) = (Hlc::at(due), in_doubt);
        });
        story.say('a', &[far], takes('t'));
        assert_eq!(counts(&story), Some(sheets(if in_doubt { 's' } else { 't' })), "in doubt: {in_doubt}");
    }
    says(&mut story, 'a', due, &[last], takes('t'));
    let authority = story.check_last(Ok(()));
    let centre = authority.centre();
    assert_eq!((centre.recovery(), centre.pending_recovery()), (Some(sheets('t')), None));
    assert!(centre.is_sealed_to(StreamName::Control, epoch(1, '1'), &sheets('t')));
    assert!(StreamName::ALL.into_iter().all(|stream| centre.needs_roll(stream)), "the old ones open them");
    signs(&story, 's', Err(Refused::NoRight));
    signs(&story, 't', Ok(()));
}

#[test]
fn whoever_may_not_name_sheets_takes_none_up() {
    let (mut story, due) = waiting();
    story.then('a', joins('w', Role::Worker, &[Grant::Protected]));
    let last = story.last();
    let late = |event: &mut ControlEvent| event.hlc = Hlc::at(due);
    let mut naming = story.clone();
    naming.say_more('w', &[last], takes('t'), &late);
    naming.check_last(Err(Refused::NoRight));
    let protected = StreamName::Protected;
    let roll = vec![rolls(protected, epoch(2, 'w'), &['a', 'w']), grants(protected, epoch(2, 'w'), 'a')];
    story.say_more('w', &[last], roll, &late);
    let authority = story.check_last(Ok(()));
    assert_eq!(authority.centre().recovery(), Some(sheets('s')));
    assert!(authority.centre().is_sealed_to(protected, epoch(2, 'w'), &sheets('s')), "to those that count");
    assert!(!authority.centre().needs_roll(protected));
}

#[test]
fn sheets_that_wait_are_taken_back_until_somebody_who_has_not_seen_it_or_later_has_taken_them_up() {
    let (story, due) = waiting();
    let printed = story.last();
    // By those that stand, said again, also when the days are over.
    for at in [due - 1, due] {
        let mut back = story.clone();
        says(&mut back, 'a', at, &[printed], renews('s'));
        let authority = back.check_last(Ok(()));
        assert_eq!((authority.centre().recovery(), authority.centre().pending_recovery()), (Some(sheets('s')), None));
        let last = back.last();
        says(&mut back, 'a', due, &[last], takes('t'));
        assert_eq!(counts(&back), Some(sheets('s')), "they wait anew");
    }
    // Who takes them back, or lets others wait in their place, on a laptop that has not seen them taken up, is heard; so is
    // who prints others with the old ones.
    for (objects, by, left) in [('s', None, 's'), ('u', None, 's'), ('u', Some('s'), 'u')] {
        let mut met = story.clone();
        says(&mut met, 'a', due, &[printed], takes('t'));
        met.say_more('x', &[printed], renews(objects), &|event| {
            (event.member, event.by_sheets) = (member('a'), by.map(|name| sheets(name).sign));
        });
        check_in_both_orders(&met, 2, left);
    }
    // Two who have both taken them up agree.
    let mut both = story.clone();
    for from in ['a', 'x'] {
        says(&mut both, from, due, &[printed], takes('t'));
    }
    check_in_both_orders(&both, 2, 't');
    // Whoever has seen it lets others wait against those that count now; of what waits, naming these takes it back.
    let mut seen = story;
    let taken_up = says(&mut seen, 'x', due, &[printed], takes('t'));
    let others = says(&mut seen, 'a', due, &[taken_up], renews('u'));
    assert_eq!(counts(&seen), Some(sheets('t')));
    let next = seen.fold().centre().pending_recovery().unwrap();
    assert_eq!((next.sheets, next.due_ms), (sheets('u'), due + 7 * DAY_MS));
    let mut back = seen.clone();
    says(&mut back, 'a', due, &[others], renews('t'));
    assert_eq!((counts(&back), back.fold().centre().pending_recovery()), (Some(sheets('t')), None));
    says(&mut seen, 'a', next.due_ms, &[others], takes('u'));
    assert_eq!(counts(&seen), Some(sheets('u')));
    // And those taken back that had come after are followed by the ones before.
    seen.say_more('x', &[others], renews('t'), &|event| event.member = member('a'));
    check_in_both_orders(&seen, 2, 't');
}

#[test]
fn sheets_taken_up_fall_with_who_printed_them() {
    let (story, due) = waiting();
    let (laptop, printed) = (story.events[1].id, story.last());
    for from in ['a', 'x'] {
        let mut fallen = story.clone();
        let taken_up = says(&mut fallen, from, due, &[printed], takes('t'));
        let signed = fallen.by_sheets('x', &[taken_up], 't', publishes('f'));
        assert_eq!(fallen.fold().verdict(signed), Some(Ok(())));
        // Where nobody knows of it, the laptop is revoked on which they were printed.
        let revoked = fallen.by_sheets('b', &[laptop], 's', revokes('a'));
        let authority = fallen.check_last(Ok(()));
        assert_eq!(authority.centre().recovery(), Some(sheets('s')));
        let falls = if from == 'a' { Refused::Unseen(revoked) } else { Refused::RestsOn(printed) };
        assert_eq!(authority.verdict(taken_up), Some(Err(falls)));
        assert_eq!(authority.verdict(signed), Some(Err(Refused::RestsOn(taken_up))));
    }
}

/// `a` on two laptops, and `b` for a while, print sheets, take them back and take them up, having seen whatever they like.
fn any_story(seed: u64) -> Story {
    let mut draw = Draw::new(seed);
    let mut story = Story::begin(seed);
    let laptop = ControlWrite::Device { id: device('x'), name: "x".to_owned(), keys: keys('x') };
    let mut begun = story.then('a', vec![laptop, sits('a', 'x')]);
    if draw.chance(15) {
        begun = story.then('a', joins('b', Role::Coordinator, &[]));
    }
    for _ in 0..12 {
        let from = draw.pick(&['a', 'a', 'x', 'x', 'b']);
        let who = if from == 'x' { 'a' } else { from };
        let centre = story.fold().centre().clone();
        let pending = centre.pending_recovery();
        let waits = pending.map_or('t', |waiting| char::from(waiting.sheets.sign[0]));
        let stands = centre.recovery().map_or('s', |sheets| char::from(sheets.sign[0]));
        let writes = match draw.below(8) {
            0..=2 => takes(waits),
            4 => renews(stands),
            5 => removes('b'),
            _ => renews(draw.pick(&['t', 'u', 'w'])),
        };
        let mut ctl = vec![begun];
        for _ in 0..3 {
            ctl.push(story.events[draw.below(story.events.len())].id);
        }
        if draw.chance(70) {
            ctl.extend(pending.map(|waiting| waiting.event));
        }
        let (days, signed) = (draw.below(8) as u64, draw.chance(4).then_some(stands));
        story.say_more(from, &ctl, writes, &|event| {
            (event.member, event.seconded_by) = (member(who), vec![seat('b')]);
            event.by_sheets = signed.map(|name| sheets(name).sign);
            let from = pending.filter(|_| event.writes.len() > 1).map_or(0, |waiting| waiting.due_ms - DAY_MS);
            event.hlc = Hlc::at(event.hlc.unix_ms().max(from) + days * DAY_MS);
        });
    }
    story
}

/// What an event does to the sheets, by the past that it had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Does {
    Replaces(u8),
    Waits,
    TakesUp(EventRef),
    TakesBack,
}

fn does(story: &Story, event: &ControlEvent) -> Option<(Sheets, Does)> {
    let named = event.writes.iter().find_map(|write| match write {
        ControlWrite::Recovery(sheets) => Some(*sheets),
        _ => None,
    })?;
    let past = past(story, event);
    let at = past.iter().map(|event| event.hlc).max().unwrap_or_default().max(event.hlc).unix_ms();
    let (centre, _) = fold(story.root(), past);
    let due = centre.recovery_due_at(at).filter(|due| due.sheets == named && event.writes.len() > 1);
    let two = centre.coordinators().count() > 1;
    Some((
        named,
        match (centre.recovery(), due) {
            (None, _) => Does::Replaces(0),
            (Some(stands), _) if event.by_sheets == Some(stands.sign) => Does::Replaces(1),
            (Some(stands), _) if stands == named => Does::TakesBack,
            (_, Some(due)) => Does::TakesUp(due.event),
            _ if two => Does::Replaces(2),
            _ => Does::Waits,
        },
    ))
}

/// The same written down a second time: which sheets count in a set, by what each of its events does.
fn counting(story: &Story, authority: &Authority) -> Option<Sheets> {
    let good = story.events.iter().filter(|event| authority.verdict(event.id) == Some(Ok(())));
    let all: Vec<_> = good.filter_map(|event| Some((event, does(story, event)?))).collect();
    let pasts: BTreeMap<EventRef, BTreeSet<EventRef>> =
        all.iter().map(|(event, _)| (event.id, past(story, event).iter().map(|event| event.id).collect())).collect();
    let saw = |later: &ControlEvent, earlier: EventRef| pasts[&later.id].contains(&earlier);
    let takers = |of: EventRef| all.iter().filter(move |(_, (_, does))| *does == Does::TakesUp(of));
    let is_gone = |waits: EventRef| {
        all.iter().filter(|(event, _)| saw(event, waits)).any(|(event, (_, does))| match does {
            Does::Replaces(_) => true,
            Does::Waits | Does::TakesBack => !takers(waits).any(|(taker, _)| saw(event, taker.id)),
            Does::TakesUp(_) => false,
        })
    };
    let waited = all
        .iter()
        .filter(|(event, (_, does))| *does == Does::Waits && !is_gone(event.id) && takers(event.id).next().is_some());
    let latest = waited.max_by_key(|(event, _)| (pasts[&event.id].len(), event.id));
    let heads = all.iter().filter_map(|(event, (sheets, does))| match does {
        Does::Replaces(rank) => Some((rank, event, sheets)),
        _ => None,
    });
    let heads: Vec<_> = heads.collect();
    let stands = |event: &ControlEvent| !heads.iter().any(|(_, other, _)| saw(other, event.id));
    let head = heads.iter().filter(|(_, event, _)| stands(event)).min_by_key(|(rank, event, _)| (**rank, event.id));
    latest.map(|(_, (sheets, _))| *sheets).or(head.map(|(_, _, sheets)| **sheets))
}

#[test]
fn which_sheets_count_is_the_same_in_any_order_and_as_written_down_a_second_time() {
    let (mut taken_up, mut void, mut replaced) = (0, 0, 0);
    for seed in seeds() {
        let story = any_story(seed);
        let in_order = story.fold();
        let main = in_order.main();
        assert!(*main == in_order.anew(&main.set), "seed {seed}: added one by one, and anew");
        let mut shuffled = Authority::new(story.root());
        for event in delivered(&story.events, &mut Draw::new(seed ^ 0xfeed)) {
            shuffled.take([event]);
        }
        assert!(in_order.centre() == shuffled.centre(), "seed {seed}");
        assert_eq!(in_order.refused(), shuffled.refused(), "seed {seed}");
        let counts = shuffled.centre().recovery();
        assert_eq!(counts, counting(&story, &shuffled), "seed {seed}");
        let takes: Vec<_> = story.events.iter().filter_map(|event| does(&story, event)).collect();
        let takes = takes.iter().filter(|(_, does)| matches!(does, Does::TakesUp(_)));
        for (sheets, _) in takes {
            taken_up += 1;
            void += usize::from(counts != Some(*sheets));
        }
        replaced += usize::from(counts != Some(sheets('s')));
    }
    let said = format!("{taken_up} taken up, {void} of them void or followed by others, {replaced} replaced");
    assert!(taken_up > 100 && void > 20 && replaced > 50, "the stories are too tame: {said}");
}
