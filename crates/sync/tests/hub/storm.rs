//! Many laptops, a hub that is restarted and put back, lines that break before and after: whatever happens, when it is over all
//! have the same, and nothing that was written is lost.

use pana_casework::{Grant, Role};
use pana_store::InviteFor;

use crate::kit::{Laptop, TestHub, Time, alike, first_laptop};

/// A sequence of numbers that follows from a seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % most
    }
}

fn storm(seed: u64) {
    let mut dice = Dice(seed);
    let time = Time::new();
    let mut hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    let whom = |name: &str, role| InviteFor::New { name: name.to_owned(), role, grants: vec![Grant::Protected] };
    let two = one.join("2", &whom("Отабек", Role::Worker));
    let three = one.join("3", &whom("Сәуле", Role::Coordinator));
    one.meet(&hub).unwrap();
    let mut laptops = [one, two, three];
    let (mut cases, mut backup) = (Vec::new(), hub.backup());
    for _ in 0..24 {
        // Clocks jump by years, both ways.
        let jump = i64::try_from(dice.below(1000)).unwrap() * if dice.below(9) == 0 { 300_000_000 } else { 100 };
        time.pass(if dice.below(2) == 0 { jump } else { -jump });
        let laptop = &mut laptops[usize::try_from(dice.below(3)).unwrap()];
        match dice.below(10) {
            0..4 => {
                cases.push(laptop.person("Адам"));
            }
            4 => hub.restart(),
            5 => backup = hub.backup(),
            6 if dice.below(4) == 0 => {
                let again = hub.backup();
                hub.restore(&std::mem::replace(&mut backup, again));
            }
            _ => break_off(laptop, &hub, &mut dice),
        }
    }
    // It is over: each meets in turn, and then once more.
    for _ in 0..3 {
        for laptop in &mut laptops {
            laptop.meet(&hub).unwrap_or_else(|fault| panic!("seed {seed}: {fault}"));
        }
    }
    let [one, two, three] = &laptops;
    alike(&[one, two, three]);
    for laptop in &laptops {
        assert!(cases.iter().all(|case| laptop.knows(*case)), "seed {seed}");
    }
}

/// A meeting in which requests are lost before they come, and answers after; at last it may be given up.
fn break_off(laptop: &mut Laptop, hub: &TestHub, dice: &mut Dice) {
    let mut meeting = laptop.meeting();
    for _ in 0..dice.below(24) {
        let Ok(next) = meeting.next(&mut laptop.store, laptop.time.now()) else { return };
        let pana_sync::Next::Ask(ask) = next else { return };
        match dice.below(5) {
            0 => meeting.broke(),
            1 => {
                hub.ask(&ask);
                meeting.broke();
            }
            _ => {
                if meeting.answer(&mut laptop.store, &hub.ask(&ask), laptop.time.now()).is_err() {
                    return;
                }
            }
        }
    }
}

#[test]
fn whatever_breaks_all_end_with_the_same_and_nothing_is_lost() {
    let seeds = std::env::var("PANA_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(5);
    let first = std::env::var("PANA_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0);
    for seed in first..first + seeds {
        storm(seed);
    }
}
