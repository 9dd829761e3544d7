//! Any order, any repetition, any parting: one case file and one set of verdicts.

use proptest::prelude::*;

use super::*;

/// What someone does, rightly or not.
#[derive(Debug, Clone)]
struct Step {
    device: usize,
    member: usize,
    hours: u64,
    what: u8,
    which: u8,
    text: u8,
    meets: Option<usize>,
    forgets: u8,
}

fn step() -> impl Strategy<Value = Step> {
    let meets = proptest::option::weighted(0.4, 0_usize..3);
    (0_usize..3, 0_usize..5, 0_u64..60, 0_u8..12, 0_u8..4, 0_u8..4, meets, 0_u8..8).prop_map(
        |(device, member, hours, what, which, text, meets, forgets)| Step {
            device,
            member,
            hours,
            what,
            which,
            text,
            meets,
            forgets,
        },
    )
}

/// The events that three devices made, each seeing what it had.
fn world(steps: &[Step]) -> Log {
    let mut log = Log::opened();
    let opened = log.written[0].id;
    let mut held = [BTreeSet::from([opened]), BTreeSet::from([opened]), BTreeSet::from([opened])];
    for step in steps {
        if let Some(other) = step.meets {
            let theirs = held[other].clone();
            held[step.device].extend(theirs);
        }
        let here: Vec<Written> =
            log.written.iter().filter(|known| held[step.device].contains(&known.id)).cloned().collect();
        let here = Log { written: here };
        let file = here.file();
        let mut past = file.frontier().clone();
        match step.forgets {
            0 => drop(past.pop_first()),
            1 => drop(past.insert(here.written[here.written.len() / 2].id)),
            2 => drop(past.insert(here.written[here.written.len() - 1].id)),
            // It says that it has seen what was held back, and nothing besides.
            3 => past = BTreeSet::from([here.written[here.written.len() - 1].id]),
            _ => {}
        }
        let id = log.write_seeing(deed(&file, step), past);
        held[step.device].insert(id);
    }
    log
}

fn deed(file: &CaseFile, step: &Step) -> New {
    let (interview, text) = (talk(step.which + 1), ["Ким", "Пак", "Цой", "Ли"][usize::from(step.text)]);
    let said = ["yes", "no", "refused", "given"][usize::from(step.text)];
    let (kind, ops) = match step.what {
        0..=2 => (EventKind::Create, finished(file, step.member, step.hours, interview, text)),
        3..=5 => {
            (EventKind::Edit, vec![answer(file, interview, text), fact(file, profile::FAMILY_NAME, text, interview)])
        }
        6 => (EventKind::Edit, vec![Op { over: vec![], ..answer(file, interview, text) }]),
        7 => (EventKind::Consent, vec![fact(file, profile::SAFE_CONTACT, said, talk(0))]),
        8 => {
            (EventKind::Resolve, vec![fact(file, profile::FAMILY_NAME, text, interview), answer(file, interview, text)])
        }
        9 => (EventKind::Create, finished(file, 0, step.hours, interview, text)),
        10 => (EventKind::Edit, vec![meta_op(file, interview, &meta(step.member, step.hours))]),
        _ => (EventKind::Consent, vec![fact(file, profile::CONSENT, said, talk(0))]),
    };
    New { device: u8::try_from(step.device).unwrap() + 1, member: step.member, hours: step.hours, kind, ops }
}

/// Takes events one by one as they arrive, and folds only where it must.
fn arriving(log: &Log, arrival: &[usize]) -> (CaseFile, Verdicts, usize) {
    let (mut file, mut verdicts) = (CaseFile::new(StreamName::Centre, case()), Verdicts::new());
    let (mut held, mut folds): (Vec<Event<'_>>, usize) = (Vec::new(), 0);
    for at in arrival {
        let event = log.written[*at].event();
        if held.iter().any(|known| known.id == event.id) {
            continue;
        }
        held.push(event.clone());
        match file.apply(&event, &RULES) {
            Ok(Applied::Done(_)) => drop(verdicts.insert(event.id, Verdict::Counts)),
            Ok(Applied::Again) => panic!("{} was not here", event.id),
            Err(refusal) => drop(verdicts.insert(event.id, Verdict::Refused(refusal))),
            Ok(Applied::FoldAnew) => {
                (file, verdicts) = CaseFile::fold(StreamName::Centre, case(), &held, &RULES);
                folds += 1;
            }
        }
    }
    (file, verdicts, folds)
}

fn shuffled(many: usize) -> impl Strategy<Value = Vec<usize>> {
    // Each comes at least once, some come again.
    (Just((0..many).collect::<Vec<_>>()).prop_shuffle(), prop::collection::vec(0..many, 0..many)).prop_map(
        |(mut all, again)| {
            all.extend(again);
            all
        },
    )
}

fn worlds() -> impl Strategy<Value = (Vec<Step>, Vec<usize>)> {
    prop::collection::vec(step(), 1..16).prop_flat_map(|steps| {
        let many = steps.len() + 1;
        (Just(steps), shuffled(many))
    })
}

/// Everything that lies behind an event, and the event.
fn behind(log: &Log, id: EventRef) -> Log {
    let (mut open, mut found) = (vec![id], BTreeSet::new());
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(&log.get(id).past);
        }
    }
    Log { written: log.written.iter().filter(|written| found.contains(&written.id)).cloned().collect() }
}

/// The log as it would be had nobody seen what was refused.
fn without_refused(log: &Log, verdicts: &Verdicts) -> Log {
    let mut stands: BTreeMap<EventRef, BTreeSet<EventRef>> = BTreeMap::new();
    let mut left = Log::default();
    for written in &log.written {
        let past: BTreeSet<EventRef> = written.past.iter().flat_map(|id| stands[id].clone()).collect();
        if verdicts[&written.id] == Verdict::Counts {
            stands.insert(written.id, BTreeSet::from([written.id]));
            left.written.push(Written { past, ..written.clone() });
        } else {
            stands.insert(written.id, past);
        }
    }
    left
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_order_and_repetition_gives_one_file_and_one_set_of_verdicts((steps, arrival) in worlds()) {
        let log = world(&steps);
        let (whole, verdicts) = log.fold();
        let (file, arrived, _) = arriving(&log, &arrival);
        prop_assert_eq!(&file, &whole);
        prop_assert_eq!(&arrived, &verdicts);
        prop_assert_eq!(CaseFile::from_parts(file.into_parts()), whole);
    }

    #[test]
    fn a_verdict_is_of_an_events_own_past_alone((steps, _) in worlds()) {
        let log = world(&steps);
        let (_, verdicts) = log.fold();
        for written in &log.written {
            prop_assert_eq!(&behind(&log, written.id).fold().1[&written.id], &verdicts[&written.id]);
        }
    }

    #[test]
    fn a_refused_event_changes_nothing((steps, _) in worlds()) {
        let log = world(&steps);
        let (whole, verdicts) = log.fold();
        let (left, again) = without_refused(&log, &verdicts).fold();
        prop_assert_eq!(left, whole);
        prop_assert!(again.values().all(|verdict| *verdict == Verdict::Counts));
    }

    #[test]
    fn a_protected_case_file_is_the_one_folded_in_the_open((steps, _) in worlds()) {
        let log = world(&steps);
        let granted = |event: &Event<'_>, file: &CaseFile| {
            let mut who = who(event.body.member)?;
            who.grants.insert(Grant::Protected);
            allowed(event, file, &who, 300)
        };
        let rules = Rules { judge: &granted, owner: &nobody_else };
        let folded = |stream| CaseFile::fold(stream, case(), &log.events(), &rules);
        let (open, protected) = (folded(StreamName::Centre), folded(StreamName::Protected));
        prop_assert_eq!(protected.1, open.1);
        let parts = Parts { stream: StreamName::Centre, ..protected.0.into_parts() };
        prop_assert_eq!(CaseFile::from_parts(parts), open.0);
    }

    #[test]
    fn part_of_the_events_gives_part_of_the_verdicts((steps, arrival) in worlds(), most in 1_usize..16) {
        let log = world(&steps);
        let (_, verdicts) = log.fold();
        let (_, part, _) = arriving(&log, &arrival[..most.min(arrival.len())]);
        for (id, verdict) in part {
            if !matches!(verdict, Verdict::Waits(_)) {
                prop_assert_eq!(&verdict, &verdicts[&id]);
            }
        }
    }
}

#[test]
fn the_worlds_hold_what_they_are_made_to_show() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    let mut runner = TestRunner::deterministic();
    let (mut counted, mut refusals, mut folds, mut conflicts) = (0, BTreeSet::new(), 0, 0);
    for _ in 0..200 {
        let (steps, arrival) = worlds().new_tree(&mut runner).unwrap().current();
        let log = world(&steps);
        let (file, verdicts) = log.fold();
        folds += arriving(&log, &arrival).2;
        conflicts += file.facts().values().filter(|fact| fact.standing > 1).count();
        for verdict in verdicts.into_values() {
            match verdict {
                Verdict::Counts => counted += 1,
                Verdict::Refused(refusal) => {
                    let words = refusal.to_string();
                    refusals.insert(words.split(['0', '1']).next().map(str::to_owned));
                }
                Verdict::Waits(_) => panic!("all is here"),
            }
        }
    }
    assert!(counted > 500 && folds > 200 && conflicts > 20, "{counted} {folds} {conflicts}");
    assert!(refusals.len() >= 6, "{refusals:?}");
}
