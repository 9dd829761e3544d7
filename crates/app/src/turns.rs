//! When a meeting that begins by itself is due, and what became of the last one.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::clock;
use crate::contract::AppError;
use crate::contract::hub::HubTurn;
use crate::contract::meet::{MeetDoing, MeetProgress};
use crate::error::ErrorCode;
use crate::hold::hold;
use crate::job::Job;

/// The first one after unlocking: the screen comes first.
const FIRST: Duration = Duration::from_secs(10);
/// So often it is looked whether something waits here to be given.
const SOON: Duration = Duration::from_secs(60);
/// Without anything to give the hub is asked no sooner than so long after it was last met.
const SELDOM: Duration = Duration::from_secs(300);
/// After a first failure; after each further one twice as long, up to the longest.
const AGAIN: Duration = Duration::from_secs(60);
const LONGEST: Duration = Duration::from_secs(1800);

/// How a meeting that began by itself ended.
#[derive(Debug)]
pub(crate) enum Turn {
    /// To the end; did anything come?
    Met { came: bool },
    /// Nothing waited here, and the hub had been met not long before.
    Spared,
    /// Somebody stopped it, or the app was locked.
    Stopped,
    /// It could not be done.
    Failed(AppError),
}

/// When the next one is due, and what became of the last.
#[derive(Default)]
pub(crate) struct ByItself(Mutex<Turns>);

#[derive(Default)]
struct Turns {
    /// `None`: not before somebody unlocks again.
    next: Option<Instant>,
    /// When the hub was last met to the end, since somebody unlocked.
    met: Option<Instant>,
    failures: u32,
    runs: Option<Arc<Job<MeetProgress>>>,
    /// Since the app began: how often something came, so that who shows lists asks anew.
    came: u32,
    /// How many ended, of whatever came of them.
    ended: u32,
    fault: Option<(i64, AppError)>,
}

impl ByItself {
    /// Somebody unlocked.
    pub(crate) fn begin(&self) {
        let mut turns = hold(&self.0);
        (turns.failures, turns.fault, turns.met) = (0, None, None);
        turns.next = Instant::now().checked_add(FIRST);
    }

    /// What runs by itself ends at its next step: somebody asks for the same, or locks.
    pub(crate) fn stop(&self) {
        if let Some(runs) = &hold(&self.0).runs {
            runs.cancel();
        }
    }

    /// A meeting that somebody asked for was met to the end.
    pub(crate) fn was_met(&self) {
        let mut turns = hold(&self.0);
        let now = Instant::now();
        (turns.failures, turns.fault, turns.met, turns.next) = (0, None, Some(now), now.checked_add(SOON));
    }

    pub(crate) fn turn(&self) -> HubTurn {
        let turns = hold(&self.0);
        let (tried, fault) = match &turns.fault {
            Some((at, fault)) => (Some(clock::moment(*at)), Some(fault.clone())),
            None => (None, None),
        };
        HubTurn { runs: turns.runs.is_some(), ended: turns.ended, came: turns.came, tried, fault }
    }

    /// Was the hub met so lately that it need not be asked for what others wrote?
    pub(crate) fn is_met_lately(&self, now: Instant) -> bool {
        hold(&self.0).met.is_some_and(|met| now.saturating_duration_since(met) < SELDOM)
    }

    /// Takes the turn if it is due and none runs.
    pub(crate) fn take(&self, now: Instant) -> Option<Arc<Job<MeetProgress>>> {
        let mut turns = hold(&self.0);
        if turns.runs.is_some() || turns.next.is_none_or(|next| next > now) {
            return None;
        }
        let job =
            Arc::new(Job::new(MeetProgress::Running { doing: MeetDoing::Reaching, done: 0, total: 0, people: 0 }));
        turns.runs = Some(Arc::clone(&job));
        Some(job)
    }

    /// The turn is over.
    pub(crate) fn end(&self, now: Instant, now_ms: i64, ended: Turn) {
        let mut turns = hold(&self.0);
        turns.runs = None;
        turns.ended = turns.ended.wrapping_add(u32::from(!matches!(ended, Turn::Spared)));
        match ended {
            Turn::Met { came } => {
                (turns.failures, turns.fault, turns.met) = (0, None, Some(now));
                turns.came = turns.came.wrapping_add(u32::from(came));
                turns.next = now.checked_add(SOON);
            }
            Turn::Spared | Turn::Stopped => turns.next = now.checked_add(SOON),
            // With no hub there is nothing to be told. Another laptop may bring the news of one.
            Turn::Failed(fault) if fault.is(ErrorCode::HubNone) => {
                (turns.failures, turns.fault, turns.next) = (0, None, now.checked_add(SELDOM));
            }
            // It was locked before anything began.
            Turn::Failed(fault) if fault.is(ErrorCode::Locked) => turns.next = now.checked_add(SOON),
            Turn::Failed(fault) => {
                turns.next = if heals(&fault) { now.checked_add(pause(turns.failures)) } else { None };
                turns.failures = turns.failures.saturating_add(1);
                turns.fault = Some((now_ms, fault));
            }
        }
    }
}

/// How long to wait after so many failures before this one. Laptops that lost one line at one time do not all come back at one
/// time: up to a quarter more, by chance.
fn pause(failures: u32) -> Duration {
    let pause = AGAIN.saturating_mul(1_u32.checked_shl(failures.min(8)).unwrap_or(u32::MAX)).min(LONGEST);
    let mut chance = [0];
    // Without chance it is a little sooner.
    let _ = getrandom::fill(&mut chance);
    pause.saturating_add(pause.saturating_mul(u32::from(chance[0])) / 1024)
}

/// May the same go well later, with nobody doing anything? A disk that was full may have room again.
fn heals(fault: &AppError) -> bool {
    ![
        ErrorCode::HubRemoved,
        ErrorCode::DeviceRemoved,
        ErrorCode::HubDiffers,
        ErrorCode::HubUnknownCentre,
        ErrorCode::HubRefused,
        ErrorCode::NoRight,
    ]
    .into_iter()
    .any(|code| fault.is(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW_MS: i64 = 1_772_420_400_000;

    fn after(turns: &ByItself, now: Instant) -> Duration {
        hold(&turns.0).next.expect("there is a next one").saturating_duration_since(now)
    }

    #[test]
    fn what_fails_is_tried_again_after_longer_and_longer_pauses_and_soon_after_it_went_well() {
        let (turns, now) = (ByItself::default(), Instant::now());
        assert!(turns.take(now).is_none(), "nobody has unlocked");
        turns.begin();
        assert!(turns.take(now).is_none(), "the screen comes first");
        let later = now + FIRST + Duration::from_secs(1);
        assert!(turns.take(later).is_some());
        assert!(turns.take(later).is_none(), "one at a time");
        for least in [60_u64, 120, 240, 480, 960, 1800, 1800] {
            turns.end(later, NOW_MS, Turn::Failed(ErrorCode::HubUnreached.into()));
            let pause = after(&turns, later).as_secs();
            assert!((least..=least + least / 4).contains(&pause), "{pause} s, {least} wanted");
        }
        assert!(turns.turn().fault.is_some_and(|fault| fault.is(ErrorCode::HubUnreached)));
        turns.end(later, NOW_MS, Turn::Met { came: true });
        assert_eq!((after(&turns, later), turns.turn().came), (SOON, 1));
        turns.end(later, NOW_MS, Turn::Met { came: false });
        assert_eq!((after(&turns, later), turns.turn().came), (SOON, 1));
        assert!(turns.turn().fault.is_none());
        turns.end(later, NOW_MS, Turn::Failed(ErrorCode::HubUnreached.into()));
        assert!(after(&turns, later) < SELDOM, "the pauses begin anew");
    }

    #[test]
    fn what_no_waiting_mends_is_told_and_not_tried_again_until_somebody_unlocks() {
        let (turns, now) = (ByItself::default(), Instant::now());
        turns.begin();
        turns.end(now, NOW_MS, Turn::Failed(ErrorCode::HubRemoved.into()));
        assert!(turns.take(now + LONGEST + LONGEST).is_none());
        assert!(turns.turn().fault.is_some_and(|fault| fault.is(ErrorCode::HubRemoved)));
        turns.begin();
        assert!(turns.take(now + LONGEST).is_some());
    }

    #[test]
    fn who_has_nothing_to_give_asks_no_sooner_than_five_minutes_after_the_hub_was_met() {
        let (turns, now) = (ByItself::default(), Instant::now());
        turns.begin();
        assert!(!turns.is_met_lately(now), "after unlocking it is asked at once");
        turns.end(now, NOW_MS, Turn::Met { came: false });
        assert!(turns.is_met_lately(now + SELDOM - SOON) && !turns.is_met_lately(now + SELDOM));
        let ended = turns.turn().ended;
        turns.end(now + SOON, NOW_MS, Turn::Spared);
        assert_eq!((after(&turns, now + SOON), turns.turn().ended), (SOON, ended), "a turn that was spared is no news");
    }

    #[test]
    fn a_turn_that_found_the_app_locked_is_no_failure_and_ends_nothing() {
        let (turns, now) = (ByItself::default(), Instant::now());
        turns.begin();
        turns.end(now, NOW_MS, Turn::Failed(ErrorCode::Locked.into()));
        assert_eq!((after(&turns, now), turns.turn().fault), (SOON, None));
        // A full disk may have room later.
        turns.end(now, NOW_MS, Turn::Failed(ErrorCode::DiskFull.into()));
        assert!(after(&turns, now) >= AGAIN);
    }

    #[test]
    fn a_centre_without_a_hub_is_told_of_no_fault_and_looks_seldom() {
        let (turns, now) = (ByItself::default(), Instant::now());
        turns.end(now, NOW_MS, Turn::Failed(ErrorCode::HubNone.into()));
        assert_eq!((turns.turn(), after(&turns, now)), (HubTurn { ended: 1, ..HubTurn::default() }, SELDOM));
    }
}
