//! What a storm must be survived by: all meet and have the same, a bounded number of meetings later, and nothing that was confirmed is
//! lost or hidden.

use std::collections::BTreeSet;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use pana_model::{CaseId, InterviewId};
use pana_store::{StoreError, StoredAnswer};

use crate::guards::Guard;
use crate::kit::Laptop;
use crate::storm::{PLACE, Storm, Written};
use crate::world::{are_alike, is_well, is_well_but_forked, items, places_are_true};
use crate::{Effort, effort, tried};

/// After so many rounds in which everybody meets, all have the same.
const ROUNDS: usize = 3;

impl Storm {
    /// It is over: everybody meets, a bounded number of times.
    pub(crate) fn ends(&mut self) -> Result<(), String> {
        let mut alike = Err(String::new());
        for _ in 0..ROUNDS {
            for number in 0..self.laptops.len() {
                self.meet_to_the_end(number).map_err(|fault| format!("laptop {number} does not meet: {fault}"))?;
            }
            alike = are_alike(&self.laptops.iter().collect::<Vec<_>>());
            if alike.is_ok() {
                break;
            }
        }
        alike.map_err(|error| format!("after {ROUNDS} rounds {error}"))?;
        let hub = self.hub.folder.path();
        for (number, laptop) in self.laptops.iter_mut().enumerate() {
            let of = |error| format!("laptop {number}: {error}");
            if self.is_forked { is_well_but_forked(laptop) } else { is_well(laptop) }.map_err(of)?;
            places_are_true(laptop, &items(hub)).map_err(of)?;
            nothing_is_lost(laptop, &self.interviews, &self.written).map_err(of)?;
        }
        Ok(())
    }
}

/// What stands in an interview on a laptop, each different thing once; nothing where it is not here.
pub(crate) fn stands(laptop: &Laptop, interview: InterviewId) -> Option<BTreeSet<String>> {
    let read = match laptop.store.interview(interview) {
        Ok(read) => read,
        Err(StoreError::UnknownInterview) => return None,
        Err(error) => panic!("{error}"),
    };
    let one = read.answers.get(PLACE).cloned();
    let all = read.apart.get(PLACE).cloned().unwrap_or_else(|| vec![one]);
    let text = |answer: Option<StoredAnswer>| match answer {
        Some(StoredAnswer::Value(text)) => text,
        other => panic!("nobody wrote {other:?}"),
    };
    Some(all.into_iter().map(text).collect())
}

/// Each answer that was confirmed stands, or was on the screen of whoever replaced it; where several stand, that is listed.
fn nothing_is_lost(laptop: &Laptop, interviews: &[(CaseId, InterviewId)], written: &[Written]) -> Result<(), String> {
    for (case, interview) in interviews {
        let of = || written.iter().filter(|one| one.interview == *interview);
        let replaced: BTreeSet<&String> = of().flat_map(|one| &one.over).collect();
        let left: BTreeSet<String> = of().map(|one| one.value.clone()).filter(|one| !replaced.contains(one)).collect();
        let found = stands(laptop, *interview).ok_or("an interview is lost")?;
        if found != left {
            return Err(format!("{found:?} stands where {left:?} should"));
        }
        let listed = laptop.store.conflicts_of(*case).map_err(|error| error.to_string())?;
        if left.len() > 1 && listed.is_empty() {
            return Err(format!("{left:?} stand side by side, and it is not listed"));
        }
    }
    Ok(())
}

pub(crate) fn storm(seed: u64, without: Option<Guard>) -> Result<(), String> {
    let mut storm = Storm::new(seed, without);
    for _ in 0..36 {
        storm.step();
    }
    storm.ends()
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|said| said.parse().ok()).unwrap_or(otherwise)
}

/// Runs seeds on all processors; what failed, by seed.
pub(crate) fn seeds(first: u64, many: u64, run: &(impl Fn(u64) -> Result<(), String> + Sync)) -> Vec<String> {
    let next = AtomicU64::new(first);
    let work = || {
        let mut failed = Vec::new();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= first.saturating_add(many) {
                return failed;
            }
            match std::panic::catch_unwind(AssertUnwindSafe(|| run(seed))) {
                Ok(Ok(())) => {}
                Ok(Err(error)) => failed.push(format!("seed {seed}: {error}")),
                Err(_) => failed.push(format!("seed {seed}: it panicked")),
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        all.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    })
}

#[test]
fn whatever_breaks_all_end_with_the_same_and_nothing_is_lost() {
    let (first, many, begun) = (number("PANA_SEED", 0), number("PANA_SEEDS", 8), Instant::now());
    let failed = seeds(first, many, &|seed| storm(seed, None));
    let speed = many as f64 / begun.elapsed().as_secs_f64();
    tried("storms", &format!("{many} from seed {first}, {speed:.1} a second"), begun);
    assert!(failed.is_empty(), "{} of {many} seeds: {failed:#?}", failed.len());
}

#[test]
fn a_copied_laptop_is_found_each_time_and_both_its_histories_are_kept() {
    let many = match effort() {
        Effort::Few => 4,
        Effort::Moderate => 10,
        Effort::Full => 1000,
    };
    let begun = Instant::now();
    let failed = seeds(number("PANA_SEED", 0), many, &copied);
    tried("laptops copied", &format!("{many} times"), begun);
    assert!(failed.is_empty(), "{} of {many} seeds: {failed:#?}", failed.len());
}

/// A laptop is copied, both write, and all meet, in whatever order.
fn copied(seed: u64) -> Result<(), String> {
    let mut storm = Storm::new(seed, None);
    let (at, copy) = (storm.dice.at(3), 3);
    storm.copy(at);
    for writes in [at, copy] {
        for _ in 0..=storm.dice.below(3) {
            storm.person(writes);
        }
    }
    let mut forks = 0;
    for _ in 0..storm.dice.below(4) + 2 {
        let meets = storm.dice.at(4);
        forks += storm.meet_to_the_end(meets).map_err(|fault| fault.to_string())?.forks;
    }
    for meets in [at, copy] {
        forks += storm.meet_to_the_end(meets).map_err(|fault| fault.to_string())?.forks;
    }
    if forks == 0 {
        return Err("two laptops are one device, and nobody was told".to_owned());
    }
    storm.ends()
}
