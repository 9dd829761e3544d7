//! A clock that was set back wins nothing.

use super::*;
use crate::Right;

/// Numbers by a fixed rule.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// A worker is removed at hour 100. The removal names the last event it had seen of the worker's device, by its id. Some
/// of what the worker writes is made afterwards, under an earlier clock; some of it under a number that the removal had
/// seen, by a laptop that was set back.
struct Removed {
    log: Log,
    /// What the removal had seen.
    cut: BTreeSet<EventRef>,
    after: BTreeSet<EventRef>,
}

impl Removed {
    fn of(seed: u64, clocks: [u64; 4]) -> Self {
        let (mut chance, mut log) = (Chance(seed), Log::opened());
        let (events, known) = (3 + chance.below(6), chance.below(9));
        let (mut cut, mut after) = (BTreeSet::new(), BTreeSet::new());
        let mut last = log.file().frontier().clone();
        for number in 1..=events {
            let honest = number <= known || chance.below(2) == 0;
            let hours = if honest { clocks[0] } else { clocks[1 + chance.below(3) as usize] };
            let interview = talk(number as u8);
            let ops = vec![meta_op(&log.file(), interview, &meta(1, hours)), answer(&log.file(), interview, "x")];
            let new = New { device: 1, member: 1, hours, kind: EventKind::Create, ops };
            let id = log.write_seeing(new, last);
            last = BTreeSet::from([id]);
            if number <= known {
                cut.insert(id);
            } else if !honest {
                after.insert(id);
            }
        }
        if known > 1 {
            let interview = talk(200);
            let ops = vec![meta_op(&log.file(), interview, &meta(1, 40)), answer(&log.file(), interview, "x")];
            let seen = log.written[0].id;
            let new = New { device: 1, member: 1, hours: 40, kind: EventKind::Create, ops };
            let id = log.write_seeing(new, BTreeSet::from([seen]));
            log.written.last_mut().unwrap().seq = 1 + chance.below(known.min(events));
            after.insert(id);
        }
        Self { log, cut, after }
    }

    fn verdicts(&self) -> Verdicts {
        let judge = |event: &Event<'_>, file: &CaseFile| {
            if event.body.member == member(1) && !self.cut.contains(&event.id) {
                return Err(Refusal::Author(crate::authority::Refused::AuthorRemoved));
            }
            by_role(event, file)
        };
        CaseFile::fold(StreamName::Centre, case(), &self.log.events(), &Rules { judge: &judge, owner: &nobody_else }).1
    }
}

#[test]
fn nothing_made_after_a_removal_counts_whatever_its_clock_says() {
    let (mut within, mut outside) = (0, 0);
    for seed in 0..500 {
        let world = Removed::of(seed, [50, 60, 99, 150]);
        let verdicts = world.verdicts();
        for id in &world.after {
            assert_eq!(verdicts[id], refused(Refusal::Author(crate::authority::Refused::AuthorRemoved)), "seed {seed}");
            outside += 1;
        }
        for id in &world.cut {
            assert_eq!(verdicts[id], Verdict::Counts, "seed {seed}: what the removal had seen stays");
            within += 1;
        }
        let elsewhere = Removed::of(seed, [50, 49, 48, 47]);
        assert_eq!(verdicts, elsewhere.verdicts(), "seed {seed}: the same under other clocks");
    }
    assert!(within > 500 && outside > 500, "{within} and {outside}");
}

#[test]
fn a_clock_set_back_does_not_bring_the_same_day_back() {
    let mut log = Log::opened();
    log.talks(1, 0, 1, talk(1), "Ким");
    log.talks(2, 1, 30, talk(2), "Пак");
    let changed = log.amends(1, 0, 2, talk(1), "x");
    assert_eq!(log.fold().1[&changed], refused(Refusal::NoRight(Right::AmendInterview)));
}

#[test]
fn lists_go_by_what_was_seen_and_then_by_time() {
    let mut log = Log::opened();
    let past = log.file().frontier().clone();
    let first = log.talks(1, 1, 30, talk(1), "a");
    let back = log.talks(1, 1, 2, talk(2), "b");
    let ops = finished(&CaseFile::new(StreamName::Centre, case()), 2, 10, talk(3), "c");
    let beside = log.write_seeing(New { device: 2, member: 2, hours: 10, kind: EventKind::Create, ops }, past);
    let order: Vec<EventRef> = log.file().history().iter().skip(1).map(|line| line.event).collect();
    assert_eq!(order, [beside, first, back]);
}

/// A device's clock stood in 2099 for an afternoon, and what it wrote says so.
#[test]
fn a_time_that_was_not_believed_ends_nobodys_day_but_its_own() {
    const FAR: u64 = 73 * 365 * 24;
    let mut log = Log::opened();
    log.talks(1, 0, 1, talk(1), "Ким");
    let far = log.talks(2, 1, FAR, talk(2), "Пак");
    log.written.last_mut().unwrap().body.flags = pana_record::Flags::CLOCK_NOT_BELIEVED;
    let after = log.amends(1, 0, 3, talk(1), "x");
    let own = log.amends(1, 0, FAR, talk(1), "y");
    log.written.last_mut().unwrap().body.flags = pana_record::Flags::CLOCK_NOT_BELIEVED;
    let (file, verdicts) = log.fold();
    assert_eq!((&verdicts[&far], &verdicts[&after]), (&Verdict::Counts, &Verdict::Counts));
    assert_eq!(
        verdicts[&own],
        refused(Refusal::NoRight(Right::AmendInterview)),
        "who sets it ahead wins no day either"
    );
    assert_eq!(file.latest(), Hlc::at(DAY + 3 * HOUR));
    let doubted: Vec<EventRef> =
        file.history().iter().filter(|line| !line.is_clock_believed()).map(|line| line.event).collect();
    assert_eq!(doubted, [far]);
    let again = CaseFile::from_parts(file.clone().into_parts());
    assert_eq!(again, file, "the same from its tables");
}
