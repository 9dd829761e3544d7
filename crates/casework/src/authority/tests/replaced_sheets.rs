//! Epochs whose keys were sealed to sheets that others have replaced.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{EventRef, StreamName};

use super::super::{Authority, ControlEvent, ControlWrite, EpochRef, GrantTo, SHEETS_SEAT, Sheets, fold};
use super::kit::{Draw, Story, delivered, epoch, removes, renews, rolls, seat, seeds, sheets};

use StreamName::Centre;

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

fn seals(epoch: EpochRef) -> Vec<ControlWrite> {
    vec![ControlWrite::Grant { stream: Centre, epoch, to: GrantTo::Seat(SHEETS_SEAT), hash: [7; 32] }]
}

#[test]
fn new_sheets_make_a_roll_due_until_an_epoch_is_sealed_to_them_alone() {
    let mut story = Story::of_three(1);
    let first = epoch(1, '1');
    assert!(!story.fold().centre().needs_roll(Centre, 0));
    let last = story.last();
    story.by_sheets('a', &[last], 's', renews('t'));
    let authority = story.check_last(Ok(()));
    assert!(!authority.centre().is_clean(Centre, first));
    assert!(authority.centre().needs_roll(Centre, 0));
    assert!(!authority.centre().is_sealed_to(Centre, first, &sheets('t')));
    // That the new ones open it too does not close it to the old.
    story.then('a', seals(first));
    let authority = story.check_last(Ok(()));
    assert!(authority.centre().is_sealed_to(Centre, first, &sheets('t')));
    assert!(authority.centre().needs_roll(Centre, 0));
    story.then('a', vec![rolls(Centre, epoch(2, '2'), &['a', 'b', 'c'])]);
    let authority = story.check_last(Ok(()));
    assert_eq!(authority.centre().write_epoch(Centre), Some(epoch(2, '2')));
    assert!(!authority.centre().needs_roll(Centre, 0));
}

#[test]
fn sheets_that_fell_with_who_made_them_are_replaced_too() {
    let mut story = Story::of_three(1);
    let before = story.last();
    story.say_more('b', &[before], renews('t'), &|event| event.seconded_by = vec![seat('a')]);
    let renewed = story.last();
    story.say('a', &[renewed], vec![rolls(Centre, epoch(2, '2'), &['a', 'c'])]);
    assert!(!story.fold().centre().needs_roll(Centre, 0));
    story.say('c', &[before], removes('b'));
    let authority = story.fold();
    assert_eq!(authority.centre().recovery(), Some(sheets('s')));
    assert!(!authority.centre().is_clean(Centre, epoch(2, '2')), "sealed to sheets that were never the centre's");
    assert_eq!(authority.centre().write_epoch(Centre), Some(epoch(1, '1')));
}

#[test]
fn sheets_that_have_waited_make_a_roll_due_when_their_days_are_over() {
    let mut story = Story::begin(1);
    story.then('a', renews('t'));
    let due = story.fold().centre().pending_recovery().unwrap().due_ms;
    assert!(!story.fold().centre().needs_roll(Centre, due - 1));
    assert!(story.fold().centre().needs_roll(Centre, due));
    let all = vec![rolls(Centre, epoch(2, '2'), &['a'])];
    let late = |event: &mut ControlEvent| event.hlc = pana_record::Hlc::at(due);
    let last = story.last();
    story.say_more('a', &[last], all, &late);
    let authority = story.check_last(Ok(()));
    assert!(!authority.centre().needs_roll(Centre, due));
    assert_eq!(authority.latest(), due, "by which whoever seals goes, too");
    assert_eq!(authority.centre().write_epoch(Centre), Some(epoch(2, '2')));
}

/// Three coordinators, who have seen of each other what the draw says, print sheets, seal to them and roll; or one alone.
fn any_story(seed: u64) -> Story {
    let mut draw = Draw::new(seed);
    let alone = draw.chance(30);
    let mut story = if alone { Story::begin(seed) } else { Story::of_three(seed) };
    let begun = story.last();
    let mut seen: BTreeMap<char, EventRef> = BTreeMap::new();
    for number in 0..14_u8 {
        let who = if alone { 'a' } else { draw.pick(&['a', 'b', 'c']) };
        let known = story.fold().centre().epochs_of(Centre).collect::<Vec<_>>();
        let writes = match draw.below(6) {
            0 | 1 => renews(draw.pick(&['s', 't', 'u', 'w'])),
            2 => seals(draw.pick(&known)),
            3 if draw.chance(20) => removes(draw.pick(&['a', 'b'])),
            _ => vec![rolls(Centre, epoch(draw.pick(&[2, 3]), char::from(b'A' + number)), &['c'])],
        };
        let mut ctl = vec![seen.get(&who).copied().unwrap_or(begun)];
        if draw.chance(60) {
            ctl.push(story.events[draw.below(story.events.len())].id);
        }
        let (second, days) = (draw.pick(&['a', 'b', 'c']), draw.below(12) as u64);
        let by = draw.pick(&[None, None, Some('s'), Some('t'), Some('u')]);
        let id = story.say_more(who, &ctl, writes, &|event| {
            event.seconded_by = vec![seat(second)];
            event.by_sheets = by.map(|name| sheets(name).sign);
            event.hlc = pana_record::Hlc::at(event.hlc.unix_ms() + days * DAY_MS);
        });
        seen.insert(who, id);
    }
    story
}

/// The events that an event had seen.
fn past(story: &Story, event: &ControlEvent) -> Vec<ControlEvent> {
    let (mut open, mut all): (Vec<EventRef>, BTreeSet<EventRef>) = (event.before().collect(), BTreeSet::new());
    while let Some(id) = open.pop() {
        if all.insert(id) {
            open.extend(story.events.iter().find(|event| event.id == id).unwrap().before());
        }
    }
    story.events.iter().filter(|event| all.contains(&event.id)).cloned().collect()
}

/// The same written down a second time: to which sheets each epoch was sealed, by the past of each event that counts.
fn sealed(story: &Story, authority: &Authority) -> BTreeMap<EpochRef, BTreeSet<Sheets>> {
    let mut sealed: BTreeMap<EpochRef, BTreeSet<Sheets>> = BTreeMap::new();
    for event in story.events.iter().filter(|event| authority.verdict(event.id) == Some(Ok(()))) {
        let past = past(story, event);
        let at = past.iter().map(|event| event.hlc).max().unwrap_or_default().max(event.hlc);
        let (centre, _) = fold(story.root(), past);
        let then = centre.recovery_at(at.unix_ms()).map_or(sheets('s'), |(_, sheets)| sheets);
        for write in &event.writes {
            match write {
                ControlWrite::Epoch { stream: Centre, epoch, .. }
                | ControlWrite::Grant { stream: Centre, epoch, to: GrantTo::Seat(SHEETS_SEAT), .. } => {
                    sealed.entry(*epoch).or_default().insert(then);
                }
                _ => {}
            }
        }
    }
    sealed
}

#[test]
fn an_epoch_is_clean_while_all_sheets_that_open_it_stand_in_any_order() {
    let (mut unclean, mut clean, mut waited) = (0, 0, 0);
    for seed in seeds() {
        let story = any_story(seed);
        let mut authority = Authority::new(story.root());
        for event in delivered(&story.events, &mut Draw::new(seed ^ 0xfeed)) {
            authority.take([event]);
        }
        let centre = authority.centre();
        let sealed = sealed(&story, &authority);
        let waiting: BTreeSet<Sheets> = centre.pending.values().map(|pending| pending.sheets).collect();
        for (epoch, to) in &sealed {
            let stand = to.iter().all(|sheets| centre.recovery() == Some(*sheets) || waiting.contains(sheets));
            let holders = centre.holders(Centre, *epoch);
            let may = holders.iter().all(|seat| *seat == SHEETS_SEAT || centre.seat_may_open(*seat, Centre));
            assert_eq!(centre.is_clean(Centre, *epoch), stand && may, "seed {seed}, {epoch}");
            for name in ['s', 't', 'u', 'w'].map(sheets) {
                assert_eq!(centre.is_sealed_to(Centre, *epoch, &name), to.contains(&name), "seed {seed}, {epoch}");
            }
            if stand { clean += 1 } else { unclean += 1 }
        }
        let written = centre.write_epoch(Centre).unwrap();
        for at in [0, authority.latest(), u64::MAX] {
            let counts = centre.recovery_at(at).map(|(_, sheets)| sheets);
            let due = !centre.is_clean(Centre, written) || sealed[&written].iter().any(|one| Some(*one) != counts);
            assert_eq!(centre.needs_roll(Centre, at), due, "seed {seed}, at {at}");
            waited += usize::from(due && centre.is_clean(Centre, written));
        }
    }
    let said = format!("{unclean} unclean, {clean} clean, {waited} only by the days");
    assert!(unclean > 100 && clean > 100 && waited > 20, "the stories are too tame: {said}");
}
