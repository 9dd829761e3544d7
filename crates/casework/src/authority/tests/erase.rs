//! Erasures: by two at once, by one or of many after seven days, and never by somebody who is being removed.

use pana_model::{CaseId, EventRef, StreamName};
use pana_record::Hlc;

use super::super::{Authority, ControlEvent, ControlWrite, ErasureState, Refused};
use super::kit::{
    Draw, Story, confirms, delivered, device, epoch, erases, joins, keys, member, removes, rolls, seat, sheets, sits,
};
use crate::Role;

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

fn case(number: u8) -> CaseId {
    CaseId::from_bytes([number; 16])
}

/// `a` and `b`, coordinators, and `w`, who works for them.
fn two() -> Story {
    let mut story = Story::begin(1);
    story.then('a', joins('b', Role::Coordinator, &[]));
    story.then('a', joins('w', Role::Worker, &[]));
    story
}

/// `who` orders it on `ctl`, at a time, with the signature of `b`.
fn by_two(story: &mut Story, who: char, at: u64, ctl: &[EventRef], cases: impl IntoIterator<Item = u8>) -> EventRef {
    story.say_more(who, ctl, erases(cases), &|event| {
        (event.seconded_by, event.hlc) = (vec![seat('b')], Hlc::at(at));
    })
}

fn at(story: &mut Story, who: char, at: u64, ctl: &[EventRef], writes: Vec<ControlWrite>) -> EventRef {
    story.say_more(who, ctl, writes, &|event| event.hlc = Hlc::at(at))
}

fn state(story: &Story, order: EventRef) -> Option<ErasureState> {
    story.fold().centre().erasures().get(order).map(|erasure| erasure.state)
}

/// `a` alone, with a second laptop `x`, has ordered case 1 on the first. Gives the order, and when it is due.
fn alone() -> (Story, EventRef, u64) {
    let mut story = Story::begin(1);
    let laptop = ControlWrite::Device { id: device('x'), name: "x".to_owned(), keys: keys('x') };
    story.then('a', vec![laptop, sits('a', 'x')]);
    let order = story.then('a', erases([1]));
    let Some(ErasureState::Waits { due_ms }) = state(&story, order) else { panic!("it waits") };
    (story, order, due_ms)
}

/// `a` says it on its second laptop.
fn on_x(story: &mut Story, when: u64, ctl: &[EventRef], writes: Vec<ControlWrite>) -> EventRef {
    story.say_more('x', ctl, writes, &|event| (event.member, event.hlc) = (member('a'), Hlc::at(when)))
}

#[test]
fn where_two_coordinators_stand_two_sign_and_it_counts_at_once() {
    let mut story = two();
    let last = story.last();
    let mut unsigned = story.clone();
    unsigned.say('a', &[last], erases([1]));
    unsigned.check_last(Err(Refused::NeedsSecond));
    for (second, expected) in [('a', Err(Refused::NeedsSecond)), ('w', Err(Refused::NeedsSecond)), ('b', Ok(()))] {
        let mut said = story.clone();
        said.say_more('a', &[last], erases([1, 2]), &|event| event.seconded_by = vec![seat(second)]);
        said.check_last(expected);
    }
    let mut sheets_sign = story.clone();
    let signed = sheets_sign.by_sheets('a', &[last], 's', erases([1]));
    assert!(matches!(state(&sheets_sign, signed), Some(ErasureState::Counts { .. })), "the sheets agree for anybody");

    let order = by_two(&mut story, 'a', 5_000, &[last], [1, 2]);
    assert_eq!(state(&story, order), Some(ErasureState::Counts { since_ms: 5_000 }));
    let erasures = story.fold().centre().erasures();
    assert_eq!(erasures.erased().iter().copied().collect::<Vec<_>>(), [case(1), case(2)]);
    assert_eq!(erasures.get(order).unwrap().order.by, [member('a'), member('b')]);
    // And nothing takes it back, nor may anybody else order one.
    story.then('b', vec![ControlWrite::EraseCancel(order)]);
    story.check_last(Err(Refused::Gone));
    story.say_more('w', &[order], erases([3]), &|event| event.seconded_by = vec![seat('b')]);
    story.check_last(Err(Refused::NoRight));
}

#[test]
fn whoever_works_on_a_laptop_says_that_it_has_done_it_once_it_counts() {
    let mut story = two();
    let last = story.last();
    let order = by_two(&mut story, 'a', 5_000, &[last], [1]);
    at(&mut story, 'w', 6_000, &[order], vec![ControlWrite::Erased(order)]);
    let authority = story.check_last(Ok(()));
    let erasures = authority.centre().erasures();
    let done: Vec<_> = erasures.get(order).unwrap().order.done.clone().into_iter().collect();
    assert_eq!(done, [(device('w'), 6_000)]);
    story.say('b', &[last], vec![ControlWrite::Erased(order)]);
    story.check_last(Err(Refused::UnknownTarget));
    let (mut waits, order, _) = alone();
    waits.then('a', vec![ControlWrite::Erased(order)]);
    waits.check_last(Err(Refused::UnknownTarget));
}

#[test]
fn an_order_of_one_alone_waits_seven_days_and_counts_when_a_coordinator_says_so() {
    let (story, order, due) = alone();
    let centre = story.fold().centre().erasures();
    assert!(centre.erased().is_empty() && centre.closed().contains(&case(1)) && centre.hides(case(1)));
    let now = vec![ControlWrite::EraseDue(order)];
    let mut early = story.clone();
    at(&mut early, 'a', due - 1, &[order], now.clone());
    early.check_last(Err(Refused::UnknownTarget));
    let mut doubted = story.clone();
    doubted.say_more('a', &[order], now.clone(), &|event| (event.hlc, event.in_doubt) = (Hlc::at(due), true));
    doubted.check_last(Err(Refused::UnknownTarget));
    let mut counts = story.clone();
    let said = at(&mut counts, 'a', due, &[order], now.clone());
    assert_eq!(state(&counts, order), Some(ErasureState::Counts { since_ms: due }));
    counts.say('a', &[said], vec![ControlWrite::EraseCancel(order)]);
    counts.check_last(Err(Refused::Gone));
    // Whoever cancels it in time is heard, also where it was not seen; after that it is due for nobody.
    let mut heard = story.clone();
    let cancelled = on_x(&mut heard, due - DAY_MS, &[order], vec![ControlWrite::EraseCancel(order)]);
    let mut later = heard.clone();
    at(&mut later, 'a', due, &[cancelled], now.clone());
    later.check_last(Err(Refused::UnknownTarget));
    at(&mut heard, 'a', due, &[order], now);
    let (before, after) = heard.events.split_at(heard.events.len() - 2);
    for order_of_arrival in [after.to_vec(), after.iter().rev().cloned().collect()] {
        let mut authority = Authority::new(heard.root());
        before.iter().cloned().chain(order_of_arrival).for_each(|event| authority.take([event]));
        let erasures = authority.centre().erasures();
        assert_eq!(erasures.get(order).unwrap().state, ErasureState::Cancelled);
        assert!(!erasures.hides(case(1)));
    }
}

#[test]
fn more_than_twenty_cases_in_a_day_wait_also_where_two_sign() {
    let mut story = two();
    let last = story.last();
    let first = by_two(&mut story, 'a', 5_000, &[last], 1..=20);
    let same_again = by_two(&mut story, 'a', 6_000, &[first], 1..=3);
    let more = by_two(&mut story, 'a', 7_000, &[same_again], [21]);
    let next_day = by_two(&mut story, 'a', 5_000 + DAY_MS, &[more], [22]);
    let much_later = by_two(&mut story, 'a', 7_001 + DAY_MS, &[next_day], [23]);
    let at_once = by_two(&mut story, 'a', 5_000 + 3 * DAY_MS, &[much_later], 100..=120);
    for (order, counts) in
        [(first, true), (same_again, true), (more, false), (next_day, true), (much_later, true), (at_once, false)]
    {
        let is = matches!(state(&story, order), Some(ErasureState::Counts { .. }));
        assert_eq!(is, counts, "{:?}", state(&story, order));
    }
    assert_eq!(state(&story, more), Some(ErasureState::Waits { due_ms: 7_000 + 7 * DAY_MS }));
    // It is said before.
    let mut story = two();
    let centre = |story: &Story| std::sync::Arc::clone(story.fold().centre());
    let would_wait =
        |story: &Story, case_number: u8, at| centre(story).erasure_would_wait(&[case(case_number)].into(), at);
    let last = story.last();
    by_two(&mut story, 'a', 5_000, &[last], 1..=20);
    assert_eq!([would_wait(&story, 20, 6_000), would_wait(&story, 21, 6_000)], [false, true]);
    assert!(!would_wait(&story, 21, 5_000 + DAY_MS), "the day is over");
    assert!(would_wait(&Story::begin(1), 1, 5_000), "one who stands alone waits");
}

#[test]
fn a_thousand_orders_are_cancelled_and_all_but_twenty_cases_are_there() {
    let mut story = two();
    let mut last = story.last();
    let mut orders = Vec::new();
    for number in 0..1_000_u32 {
        let id = CaseId::from_bytes(u128::from(number).to_be_bytes());
        let erase = ControlWrite::Erase { case: id, reason: crate::erasure::EraseReason::Mistake };
        last = story.say_more('a', &[last], vec![erase], &|event| event.seconded_by = vec![seat('b')]);
        orders.push(last);
    }
    let erasures = story.fold().centre().erasures();
    assert_eq!((erasures.erased().len(), erasures.closed().len()), (20, 980));
    let waiting = erasures.all().filter(|erasure| matches!(erasure.state, ErasureState::Waits { .. }));
    let cancels: Vec<ControlWrite> = waiting.map(|erasure| ControlWrite::EraseCancel(erasure.order.event)).collect();
    story.say('b', &[last], cancels);
    let erasures = story.check_last(Ok(())).centre().erasures();
    assert_eq!((erasures.erased().len(), erasures.closed().len()), (20, 0));
    // Apart, by as many hands as there are laptops, it is the same: what counts follows from all of them.
    let mut draw = Draw::new(7);
    let mut shuffled = Authority::new(story.root());
    shuffled.take(delivered(&story.events, &mut draw));
    assert!(shuffled.centre().erasures() == erasures);
}

#[test]
fn an_order_of_one_removed_who_had_not_been_heard_destroys_nothing() {
    let mut story = Story::of_three(1);
    let last = story.last();
    let mut seen = story.clone();
    let order = by_two(&mut story, 'a', 5_000, &[last], [1]);
    let removal = story.say('c', &[last], removes('a'));
    let authority = story.fold();
    assert_eq!(authority.verdict(order), Some(Err(Refused::Unseen(removal))));
    assert!(authority.centre().erasures().all().next().is_none());
    // The second's word falls as the first one's does.
    let mut second = seen.clone();
    by_two(&mut second, 'a', 5_000, &[last], [1]);
    second.say('c', &[last], removes('b'));
    assert!(second.fold().centre().erasures().erased().is_empty());
    // What the removal had seen stands.
    let order = by_two(&mut seen, 'a', 5_000, &[last], [1]);
    seen.say('c', &[order], removes('a'));
    assert!(seen.fold().centre().erasures().erased().contains(&case(1)));
}

/// `c` removes `a` and has heard of this; `a`, who has not heard of the removal, answers it by a helper: both are suspended
/// then. The removal, and the answer.
fn suspends(story: &mut Story, seen: EventRef) -> (EventRef, EventRef) {
    let removal = story.say('c', &[seen], removes('a'));
    let helper = story.say('a', &[seen], joins('x', Role::Coordinator, &[]));
    (removal, story.say('x', &[helper], removes('c')))
}

/// The state of an order, however what is here came.
fn state_shuffled(story: &Story, order: EventRef) -> Option<ErasureState> {
    let expected = state(story, order);
    for seed in 0..5 {
        let mut shuffled = Authority::new(story.root());
        shuffled.take(delivered(&story.events, &mut Draw::new(seed)));
        assert_eq!(shuffled.centre().erasures().get(order).map(|erasure| erasure.state), expected);
    }
    expected
}

#[test]
fn an_order_that_waits_destroys_nothing_while_who_ordered_it_is_suspended() {
    let mut story = Story::of_three(1);
    let last = story.last();
    let order = by_two(&mut story, 'a', 5_000, &[last], 1..=21);
    let Some(ErasureState::Waits { due_ms }) = state(&story, order) else { panic!("many wait") };
    let (removal, counter) = suspends(&mut story, order);
    assert_eq!(state_shuffled(&story, order), Some(ErasureState::Contested));
    assert!(!story.fold().centre().erasures().hides(case(1)), "nor is anything closed");
    let mut said = story.clone();
    at(&mut said, 'b', due_ms, &[removal, counter], vec![ControlWrite::EraseDue(order)]);
    said.check_last(Err(Refused::UnknownTarget));
    story.say('b', &[removal, counter], confirms(removal));
    assert_eq!(state_shuffled(&story, order), Some(ErasureState::Waits { due_ms }), "the removal had seen it");
}

#[test]
fn what_counted_once_goes_on_counting_while_who_ordered_it_is_suspended() {
    let mut story = Story::of_three(1);
    let last = story.last();
    let at_once = by_two(&mut story, 'a', 5_000, &[last], [1]);
    let many = by_two(&mut story, 'a', 6_000, &[at_once], 101..=121);
    let Some(ErasureState::Waits { due_ms }) = state(&story, many) else { panic!("many wait") };
    // `b` lets it count and has heard of nothing, when the two remove each other elsewhere.
    at(&mut story, 'b', due_ms, &[many], vec![ControlWrite::EraseDue(many)]);
    let (removal, counter) = suspends(&mut story, many);
    for order in [at_once, many] {
        let counts = state_shuffled(&story, order);
        assert!(matches!(counts, Some(ErasureState::Counts { .. })), "{counts:?}");
    }
    story.say('b', &[removal, counter], confirms(removal));
    assert!(matches!(state_shuffled(&story, at_once), Some(ErasureState::Counts { .. })));
    // What the removal had not seen is out from the first moment on: it is for nobody to see that it would count.
    let mut unseen = Story::of_three(1);
    let last = unseen.last();
    let order = by_two(&mut unseen, 'a', 5_000, &[last], [1]);
    let removal = unseen.say('c', &[last], removes('a'));
    let helper = unseen.say('a', &[order], joins('x', Role::Coordinator, &[]));
    unseen.say('x', &[helper], removes('c'));
    assert_eq!(state_shuffled(&unseen, order), None);
    assert_eq!(unseen.fold().verdict(order), Some(Err(Refused::Unseen(removal))));
}

#[test]
fn a_late_order_comes_to_the_same_in_any_order_of_arrival() {
    for seed in 0..40 {
        let mut draw = Draw::new(seed);
        let mut story = two();
        let mut seen = vec![story.last()];
        for number in 0..10_u8 {
            let (when, on) = (5_000 + draw.below(20) as u64 * DAY_MS / 2, draw.pick(&seen));
            let orders: Vec<EventRef> = story.fold().centre().erasures().all().map(|known| known.order.event).collect();
            let writes = match (draw.below(5), orders.as_slice()) {
                (0..=2, _) | (_, []) => erases([number]),
                (3, known) => vec![ControlWrite::EraseCancel(draw.pick(known))],
                (_, known) => vec![ControlWrite::EraseDue(draw.pick(known)), ControlWrite::Erased(draw.pick(known))],
            };
            let signed = draw.chance(60);
            let said = story.say_more(draw.pick(&['a', 'b']), &[on], writes, &|event: &mut ControlEvent| {
                event.hlc = Hlc::at(when);
                event.seconded_by = if signed { vec![seat('a'), seat('b')] } else { Vec::new() };
            });
            seen.push(said);
        }
        let expected = story.fold();
        for _ in 0..3 {
            let mut shuffled = Authority::new(story.root());
            delivered(&story.events, &mut draw).into_iter().for_each(|event| shuffled.take([event]));
            assert!(shuffled.centre() == expected.centre(), "seed {seed}");
            assert!(shuffled.centre().erasures() == expected.centre().erasures(), "seed {seed}");
        }
    }
}

#[test]
fn a_roll_is_due_thirty_days_after_until_somebody_who_knew_of_the_erasure_has_rolled() {
    let mut story = two();
    let last = story.last();
    let stream = StreamName::Centre;
    let due = |story: &Story| {
        let authority = story.fold();
        authority.centre().roll_for_erasures(&authority.centre().erasures(), stream)
    };
    assert_eq!(due(&story), None);
    let order = by_two(&mut story, 'a', 5_000, &[last], [1]);
    assert_eq!(due(&story), Some(5_000 + 30 * DAY_MS));
    let mut apart = story.clone();
    apart.say('b', &[last], vec![rolls(stream, epoch(2, '2'), &['a', 'b', 'w'])]);
    assert_eq!(due(&apart), Some(5_000 + 30 * DAY_MS), "who began it did not know");
    story.say('b', &[order], vec![rolls(stream, epoch(2, '2'), &['a', 'b', 'w'])]);
    story.check_last(Ok(()));
    assert_eq!(due(&story), None);
    assert_eq!(story.fold().centre().recovery(), Some(sheets('s')));
}
