//! Epochs whose keys were sealed to sheets that others have replaced.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{EventRef, StreamName};

use super::super::{Authority, ControlWrite, EpochRef, GrantTo, SHEETS_SEAT, Sheets, fold};
use super::kit::{Draw, Story, delivered, epoch, past, removes, renews, rolls, seat, seeds, sheets, takes_up};

use StreamName::Centre;

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

fn seals(epoch: EpochRef) -> Vec<ControlWrite> {
    vec![ControlWrite::Grant { stream: Centre, epoch, to: GrantTo::Seat(SHEETS_SEAT), hash: [7; 32] }]
}

#[test]
fn new_sheets_make_a_roll_due_until_an_epoch_is_sealed_to_them_alone() {
    let mut story = Story::of_three(1);
    let first = epoch(1, '1');
    assert!(!story.fold().centre().needs_roll(Centre));
    let last = story.last();
    story.by_sheets('a', &[last], 's', renews('t'));
    let authority = story.check_last(Ok(()));
    assert!(!authority.centre().is_clean(Centre, first));
    assert!(authority.centre().needs_roll(Centre));
    assert!(!authority.centre().is_sealed_to(Centre, first, &sheets('t')));
    // That the new ones open it too does not close it to the old.
    story.then('a', seals(first));
    let authority = story.check_last(Ok(()));
    assert!(authority.centre().is_sealed_to(Centre, first, &sheets('t')));
    assert!(authority.centre().needs_roll(Centre));
    story.then('a', vec![rolls(Centre, epoch(2, '2'), &['a', 'b', 'c'])]);
    let authority = story.check_last(Ok(()));
    assert_eq!(authority.centre().write_epoch(Centre), Some(epoch(2, '2')));
    assert!(!authority.centre().needs_roll(Centre));
}

#[test]
fn sheets_that_fell_with_who_made_them_are_replaced_too() {
    let mut story = Story::of_three(1);
    let before = story.last();
    story.say_more('b', &[before], renews('t'), &|event| event.seconded_by = vec![seat('a')]);
    let renewed = story.last();
    story.say('a', &[renewed], vec![rolls(Centre, epoch(2, '2'), &['a', 'c'])]);
    assert!(!story.fold().centre().needs_roll(Centre));
    story.say('c', &[before], removes('b'));
    let authority = story.fold();
    assert_eq!(authority.centre().recovery(), Some(sheets('s')));
    assert!(!authority.centre().is_clean(Centre, epoch(2, '2')), "sealed to sheets that were never the centre's");
    assert_eq!(authority.centre().write_epoch(Centre), Some(epoch(1, '1')));
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
        let pending = story.fold().centre().pending_recovery();
        let waiting = pending.map(|waiting| char::from(waiting.sheets.sign[0]));
        let writes = match draw.below(7) {
            0 | 1 => renews(draw.pick(&['s', 't', 'u', 'w'])),
            6 => takes_up(waiting.unwrap_or('u'), epoch(1, '1')).into_iter().chain(seals(draw.pick(&known))).collect(),
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
            let from = pending.filter(|_| event.writes.len() > 1).map_or(0, |waiting| waiting.due_ms - 3 * DAY_MS);
            event.hlc = pana_record::Hlc::at(event.hlc.unix_ms().max(from) + days * DAY_MS);
        });
        seen.insert(who, id);
    }
    story
}

/// The same written down a second time: to which sheets each epoch was sealed, by the past of each event that counts.
fn sealed(story: &Story, authority: &Authority) -> BTreeMap<EpochRef, BTreeSet<Sheets>> {
    let mut sealed: BTreeMap<EpochRef, BTreeSet<Sheets>> = BTreeMap::new();
    for event in story.events.iter().filter(|event| authority.verdict(event.id) == Some(Ok(()))) {
        let past = past(story, event);
        let at = past.iter().map(|event| event.hlc).max().unwrap_or_default().max(event.hlc);
        let (centre, _) = fold(story.root(), past);
        let counts = centre.recovery().unwrap_or(sheets('s'));
        let due = centre.recovery_due_at(at.unix_ms()).map(|due| due.sheets);
        let takes = |due: &Sheets| event.writes.contains(&ControlWrite::Recovery(*due));
        let alone = event.writes.len() > 1 && event.by_sheets != Some(counts.sign);
        let then = due.filter(|due| alone && takes(due)).unwrap_or(counts);
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
    let (mut unclean, mut clean, mut taken_up) = (0, 0, 0);
    for seed in seeds() {
        let story = any_story(seed);
        let mut authority = Authority::new(story.root());
        for event in delivered(&story.events, &mut Draw::new(seed ^ 0xfeed)) {
            authority.take([event]);
        }
        let centre = authority.centre();
        let sealed = sealed(&story, &authority);
        for (epoch, to) in &sealed {
            let stand = to.iter().all(|sheets| centre.recovery() == Some(*sheets));
            let holders = centre.holders(Centre, *epoch);
            let may = holders.iter().all(|seat| *seat == SHEETS_SEAT || centre.seat_may_open(*seat, Centre));
            assert_eq!(centre.is_clean(Centre, *epoch), stand && may, "seed {seed}, {epoch}");
            for name in ['s', 't', 'u', 'w'].map(sheets) {
                assert_eq!(centre.is_sealed_to(Centre, *epoch, &name), to.contains(&name), "seed {seed}, {epoch}");
            }
            if stand { clean += 1 } else { unclean += 1 }
        }
        let written = centre.write_epoch(Centre).unwrap();
        assert_eq!(centre.needs_roll(Centre), !centre.is_clean(Centre, written), "seed {seed}");
        taken_up += centre.waiting.values().filter(|waiting| !waiting.taken_up.is_empty()).count();
    }
    let said = format!("{unclean} unclean, {clean} clean, {taken_up} taken up");
    assert!(unclean > 100 && clean > 100 && taken_up > 20, "the stories are too tame: {said}");
}
