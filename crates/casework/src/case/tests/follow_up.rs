//! When somebody is to be asked again, planned together and apart.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;

fn on(day: u32) -> FollowUp {
    FollowUp::On(NaiveDate::from_ymd_opt(2026, 12, day).unwrap())
}

fn plan(log: &mut Log, device: u8, member: usize, hours: u64, plan: FollowUp) -> EventRef {
    let op = plan.op(log.file().heads());
    log.write(New { device, member, hours, kind: EventKind::Decide, ops: vec![op] })
}

#[test]
fn what_is_planned_last_holds_and_the_history_says_that_it_was_planned() {
    let mut log = Log::opened();
    assert_eq!(log.file().follow_up(), None);
    for (hours, planned) in (1..).zip([on(5), on(24), FollowUp::Never, on(3)]) {
        plan(&mut log, 1, 0, hours, planned);
        assert_eq!(log.file().follow_up(), Some(planned));
    }
    let planned = log.file().history().into_iter().filter(|line| line.what == Done::Planned).count();
    assert_eq!(planned, 4, "a volunteer may plan, and each is a line of its own");
}

#[test]
fn it_is_planned_with_the_interview_that_is_finished_and_with_nothing_else() {
    let mut log = Log::opened();
    let mut ops = finished(&log.file(), 1, 1, talk(1), "Ким");
    ops.push(on(5).op(log.file().heads()));
    log.write(New { device: 1, member: 1, hours: 1, kind: EventKind::Create, ops });
    assert_eq!(log.file().follow_up(), Some(on(5)));
    assert_eq!(log.file().history().last().unwrap().what, Done::InterviewFinished);
    for kind in [EventKind::Create, EventKind::Edit, EventKind::Resolve, EventKind::Consent, EventKind::Refer] {
        let op = on(9).op(log.file().heads());
        let id = log.write(New { device: 1, member: 1, hours: 2, kind, ops: vec![op] });
        assert!(matches!(log.fold().1[&id], Verdict::Refused(_)), "{kind:?}");
    }
    for value in [Value::text("soon"), Value::text(""), Value::Bool(true)] {
        let op = Op::set(crate::path::FOLLOW_UP, value, log.file().heads().over(crate::path::FOLLOW_UP));
        let id = log.write(New { device: 1, member: 1, hours: 3, kind: EventKind::Decide, ops: vec![op] });
        assert_eq!(log.fold().1[&id], refused(Refusal::NeedsUpdate));
    }
    assert_eq!(log.file().follow_up(), Some(on(5)));
}

proptest! {
    /// Three laptops that plan apart: in whatever order the events come, one plan holds, and nobody is asked later than the
    /// earliest day that stands.
    #[test]
    fn planned_apart_the_earliest_day_holds_in_whatever_order_it_comes(
        days in prop::collection::vec((1_u8..4, prop::option::of(1_u32..28), 1_u64..50), 1..7),
        order in any::<prop::sample::Index>(),
    ) {
        let mut log = Log::opened();
        let opened = log.file();
        let mut last = BTreeMap::new();
        for (device, day, hours) in days {
            // Each laptop goes on from what it wrote itself, and has seen nothing of the others.
            let own: BTreeSet<EventRef> =
                last.get(&device).map_or_else(|| opened.frontier().clone(), |(id, _)| BTreeSet::from([*id]));
            let heads = match last.get(&device) {
                Some((id, _)) => vec![Dot { event: *id, op: 0 }],
                None => Vec::new(),
            };
            let planned = day.map_or(FollowUp::Never, on);
            let op = Op { over: heads, ..planned.op(opened.heads()) };
            let new = New { device, member: 1, hours, kind: EventKind::Decide, ops: vec![op] };
            last.insert(device, (log.write_seeing(new, own), planned));
        }
        let earliest = last.values().map(|(_, planned)| *planned).min();
        prop_assert_eq!(log.file().follow_up(), earliest);
        let mut events = log.events();
        let at = order.index(events.len());
        events.rotate_left(at);
        let (file, _) = CaseFile::fold(StreamName::Centre, case(), &events, &RULES);
        prop_assert_eq!(file.follow_up(), earliest);
        // Whoever sees all of them plans once, and that holds.
        plan(&mut log, 1, 1, 60, FollowUp::Never);
        prop_assert_eq!(log.file().follow_up(), Some(FollowUp::Never));
    }
}
