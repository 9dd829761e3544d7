//! What workers decide about needs, together and apart.

use pana_model::Urgency;

use super::*;
use crate::need::{AsideReason, Decision, NeedDecision};

pub(super) fn decision(decision: Decision, reason: Option<AsideReason>) -> NeedDecision {
    NeedDecision {
        decision,
        reason,
        words: String::new(),
        urgency: Urgency::Normal,
        rules: vec!["D001".to_owned()],
        rule_set: Some([7; 32]),
        interviews: vec![talk(1)],
    }
}

#[test]
fn a_decision_about_a_need_stays_when_a_newer_interview_is_led_and_two_made_apart_both_stand() {
    let mut apart = Apart::new();
    let accepted = decision(Decision::Accepted, None);
    let op = NeedDecision::op(apart.file(1).heads(), "shelter", Some(&accepted));
    apart.write(1, 0, 1, EventKind::Decide, vec![op]);
    apart.log.talks(3, 1, 2, talk(2), "Ким");
    assert_eq!(apart.log.file().needs()["shelter"].settled(), Some(&accepted));
    let aside = decision(Decision::SetAside, Some(AsideReason::Met));
    let op = NeedDecision::op(apart.file(2).heads(), "shelter", Some(&aside));
    apart.write(2, 1, 3, EventKind::Decide, vec![op]);
    let decided = &apart.log.file().needs()["shelter"];
    assert_eq!((decided.standing.len(), decided.settled()), (2, None));
    // Whoever sees both decides again, and then one stands; what is taken back leaves nothing.
    let file = apart.log.file();
    let op = NeedDecision::op(file.heads(), "shelter", Some(&aside));
    apart.log.write(New { device: 3, member: 1, hours: 4, kind: EventKind::Decide, ops: vec![op] });
    assert_eq!(apart.log.file().needs()["shelter"].settled(), Some(&aside));
    let op = NeedDecision::op(apart.log.file().heads(), "shelter", None);
    apart.log.write(New { device: 3, member: 1, hours: 5, kind: EventKind::Decide, ops: vec![op] });
    assert!(apart.log.file().needs().is_empty());
}

#[test]
fn a_decision_that_gives_no_reason_or_writes_something_else_does_not_count() {
    let mut log = Log::opened();
    let file = log.file();
    let bad = [
        NeedDecision::op(file.heads(), "shelter", Some(&decision(Decision::SetAside, None))),
        NeedDecision::op(file.heads(), "shelter", Some(&decision(Decision::SetAside, Some(AsideReason::Other)))),
        Op::set("need/Shelter", decision(Decision::Accepted, None).to_value(), Vec::new()),
        Op::set("need/shelter", Value::text("yes"), Vec::new()),
    ];
    for op in bad {
        let id = log.write(New { device: 1, member: 1, hours: 1, kind: EventKind::Decide, ops: vec![op] });
        assert_eq!(log.fold().1[&id], refused(Refusal::NeedsUpdate));
    }
}
