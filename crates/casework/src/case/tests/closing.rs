//! A case that is closed, opened again, and worked on by laptops that know nothing of each other.

use chrono::NaiveDate;
use pana_model::ReferralId;
use pana_record::OpKind;
use proptest::prelude::*;

use super::*;
use crate::need::{AsideReason, Decision, NeedDecision};
use crate::referral::{Detail, Details, Referral};

/// Laptops with one log each, which meet two by two.
pub(super) struct Laptops {
    pub(super) log: Log,
    seen: [BTreeSet<EventRef>; 3],
}

impl Laptops {
    /// All three have the opened case and an interview that the worker led in it.
    pub(super) fn new() -> Self {
        let mut log = Log::opened();
        log.talks(1, 1, 1, talk(1), "Ким");
        let all: BTreeSet<EventRef> = log.written.iter().map(|written| written.id).collect();
        Self { log, seen: [all.clone(), all.clone(), all] }
    }

    /// The case as a laptop has it.
    pub(super) fn file(&self, laptop: usize) -> CaseFile {
        let seen: Vec<Event<'_>> =
            self.log.written.iter().filter(|it| self.seen[laptop].contains(&it.id)).map(Written::event).collect();
        CaseFile::fold(StreamName::Centre, case(), &seen, &RULES).0
    }

    pub(super) fn write(&mut self, laptop: usize, member: usize, kind: EventKind, ops: Vec<Op>) -> EventRef {
        let (hours, device) = (2 + self.log.written.len() as u64, u8::try_from(laptop + 1).unwrap());
        let past = self.file(laptop).frontier().clone();
        let id = self.log.write_seeing(New { device, member, hours, kind, ops }, past);
        self.seen[laptop].insert(id);
        id
    }

    pub(super) fn meet(&mut self, one: usize, other: usize) {
        let both: BTreeSet<EventRef> = self.seen[one].union(&self.seen[other]).copied().collect();
        (self.seen[one], self.seen[other]) = (both.clone(), both);
    }

    pub(super) fn all_meet(&mut self) {
        for (one, other) in [(0, 1), (1, 2), (0, 1)] {
            self.meet(one, other);
        }
    }

    fn close(&mut self, laptop: usize, reason: CloseReason) -> EventRef {
        let ops = self.file(laptop).close_ops(reason, today(), "");
        self.write(laptop, 1, EventKind::Status, ops)
    }

    fn open(&mut self, laptop: usize) -> EventRef {
        let op = self.file(laptop).open_op("оралды");
        self.write(laptop, 1, EventKind::Status, vec![op])
    }

    fn talks(&mut self, laptop: usize, number: u8) {
        let hours = 2 + self.log.written.len() as u64;
        let ops = finished(&self.file(laptop), 1, hours, talk(number), "Ким");
        self.write(laptop, 1, EventKind::Create, ops);
    }

    fn refers(&mut self, laptop: usize, number: u8) {
        let details =
            Details::new().with(Detail::Service, "food").with(Detail::Recipient, "Aid").with(Detail::Urgency, "normal");
        let at = Hlc::at(DAY + (2 + self.log.written.len() as u64) * HOUR);
        let op = Referral::create_op(ReferralId::from_random([number; 16]), details, at).unwrap();
        self.write(laptop, 1, EventKind::Refer, vec![op]);
    }

    fn plans(&mut self, laptop: usize) {
        let op = FollowUp::On(today()).op(self.file(laptop).heads());
        self.write(laptop, 1, EventKind::Decide, vec![op]);
    }
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 30).unwrap()
}

fn is_closed(laptops: &Laptops, laptop: usize) -> bool {
    laptops.file(laptop).status().is_closed()
}

#[test]
fn a_case_is_closed_for_each_reason_with_its_day_and_words_and_opened_again() {
    for reason in CloseReason::ALL {
        let mut laptops = Laptops::new();
        assert_eq!(laptops.file(0).status(), CaseStatus::Open);
        let ops = laptops.file(0).close_ops(*reason, today(), "себебі");
        let id = laptops.write(0, 1, EventKind::Status, ops);
        let file = laptops.file(0);
        let CaseStatus::Closed(closing, mark) = file.status() else { panic!("open after {reason}") };
        assert_eq!((closing.reason, closing.on, &*closing.words, mark.member), (*reason, today(), "себебі", member(1)));
        assert_eq!(file.closed(), Some(ClosedFor { reason: *reason, on: today() }));
        assert_eq!(file.history().last().unwrap().what, Done::Closed);
        assert_eq!(laptops.log.fold().1[&id], Verdict::Counts);
        laptops.open(0);
        let file = laptops.file(0);
        assert!(
            matches!(file.status(), CaseStatus::Again { by: Some(mark), words } if mark.member == member(1) && words == "оралды")
        );
        assert_eq!(file.history().last().unwrap().what, Done::Reopened);
        assert_eq!(file.closed(), None);
        laptops.close(0, CloseReason::Moved);
        assert!(is_closed(&laptops, 0), "and it can be closed anew");
    }
}

#[test]
fn an_opening_that_had_seen_the_closing_wins_and_apart_open_wins_over_closed() {
    let mut laptops = Laptops::new();
    laptops.close(0, CloseReason::LostContact);
    laptops.all_meet();
    laptops.open(1);
    laptops.meet(0, 1);
    assert!(!is_closed(&laptops, 0), "it had seen the closing");
    // One closes it again, another one, who knows of it, opens it, a third corrects the reason apart.
    laptops.close(0, CloseReason::Moved);
    laptops.all_meet();
    laptops.open(1);
    laptops.close(2, CloseReason::Other);
    assert!(is_closed(&laptops, 0), "a reason without its words is none, and changes nothing");
    laptops.close(2, CloseReason::ReturnedHome);
    laptops.all_meet();
    for laptop in 0..3 {
        assert!(!is_closed(&laptops, laptop), "apart, open wins");
    }
}

#[test]
fn work_that_a_closing_had_not_reckoned_with_opens_the_case() {
    let works: [fn(&mut Laptops); 3] =
        [|laptops| laptops.talks(1, 7), |laptops| laptops.refers(1, 7), |laptops| laptops.plans(1)];
    for (nth, work) in works.into_iter().enumerate() {
        // Apart: the other laptop knows nothing of the closing.
        let mut laptops = Laptops::new();
        laptops.close(0, CloseReason::LostContact);
        work(&mut laptops);
        assert!(is_closed(&laptops, 0));
        laptops.meet(0, 1);
        assert_eq!(laptops.file(0).status(), CaseStatus::Again { by: None, words: String::new() }, "work {nth}");
        // With all that known it is closed anew, and stays so.
        laptops.close(0, CloseReason::LostContact);
        assert!(is_closed(&laptops, 0), "work {nth}");
        // Knowingly: who comes back and is spoken to has an open case.
        laptops.meet(0, 1);
        let second: [fn(&mut Laptops); 3] =
            [|laptops| laptops.talks(1, 8), |laptops| laptops.refers(1, 8), |laptops| laptops.plans(1)];
        second[nth](&mut laptops);
        assert!(!is_closed(&laptops, 1), "work {nth}");
    }
}

#[test]
fn a_meeting_or_a_need_that_a_closing_had_not_seen_opens_the_case_and_one_it_had_seen_does_not() {
    let need = |file: &CaseFile, decision: Decision| {
        let said = NeedDecision {
            decision,
            reason: (decision == Decision::SetAside).then_some(AsideReason::Met),
            words: String::new(),
            urgency: pana_model::Urgency::Critical,
            rules: Vec::new(),
            rule_set: None,
            interviews: Vec::new(),
        };
        vec![NeedDecision::op(file.heads(), "food", Some(&said))]
    };
    let meet = |file: &CaseFile, day: &str| vec![fact(file, profile::MEET_BY, day, talk(1))];
    type Work<'a> = (&'a dyn Fn(&CaseFile) -> Vec<Op>, EventKind, bool);
    let works: [Work<'_>; 4] = [
        (&|file| meet(file, "2026-12-05"), EventKind::Edit, true),
        (&|file| meet(file, "no"), EventKind::Edit, false),
        (&|file| need(file, Decision::Accepted), EventKind::Decide, true),
        (&|file| need(file, Decision::SetAside), EventKind::Decide, false),
    ];
    for (nth, (work, kind, opens)) in works.into_iter().enumerate() {
        let mut laptops = Laptops::new();
        laptops.close(0, CloseReason::LostContact);
        let ops = work(&laptops.file(1));
        laptops.write(1, 1, kind, ops);
        laptops.meet(0, 1);
        assert_eq!(is_closed(&laptops, 0), !opens, "work {nth}");
        laptops.close(0, CloseReason::LostContact);
        assert!(is_closed(&laptops, 0), "work {nth}: with that known it is closed anew");
    }
    // A closing of an older program said nothing of these.
    let mut laptops = Laptops::new();
    let ops = meet(&laptops.file(0), "2026-12-05");
    laptops.write(0, 1, EventKind::Edit, ops);
    let ops = laptops.file(0).close_ops(CloseReason::Moved, today(), "");
    let Value::List(mut parts) = ops[0].value.clone() else { panic!("no list") };
    parts.truncate(6);
    let id = laptops.write(0, 1, EventKind::Status, vec![Op::set(crate::path::STATUS, Value::List(parts), Vec::new())]);
    assert!(laptops.log.fold().1[&id] == Verdict::Counts && is_closed(&laptops, 0));
}

#[test]
fn two_that_close_apart_close_together_what_each_of_them_knew() {
    let mut laptops = Laptops::new();
    laptops.talks(1, 7);
    laptops.close(0, CloseReason::Deceased);
    laptops.close(1, CloseReason::Moved);
    laptops.meet(0, 1);
    assert!(is_closed(&laptops, 0), "the second had reckoned with the talk");
    assert_eq!(laptops.file(0).closed().map(|closed| closed.reason), Some(CloseReason::Deceased), "of the dead");
}

#[test]
fn a_closing_that_leaves_out_what_is_there_or_what_is_planned_does_not_count() {
    let mut laptops = Laptops::new();
    laptops.refers(0, 5);
    laptops.plans(0);
    let whole = laptops.file(0).close_ops(CloseReason::Moved, today(), "");
    assert_eq!(whole.len(), 2, "it ends what is planned");
    let known = laptops.file(0);
    let closing = |interviews: &[u8], referrals: &[u8]| {
        let closing = Closing {
            reason: CloseReason::Moved,
            on: today(),
            words: String::new(),
            interviews: interviews.iter().map(|number| talk(*number)).collect(),
            referrals: referrals.iter().map(|number| ReferralId::from_random([*number; 16])).collect(),
            asked: Some(BTreeSet::new()),
        };
        let path = crate::path::STATUS;
        Op::set(path, StatusSaid::Closed(closing).to_value(), known.heads().over(path))
    };
    let ends = || FollowUp::Never.op(known.heads());
    let Some(StatusSaid::Closed(all)) = StatusSaid::from_value(&whole[0].value) else { panic!("no closing") };
    let asking = Closing { asked: Some(BTreeSet::from([EventRef::from_random([9; 16])])), ..all };
    let asking = Op::set(crate::path::STATUS, StatusSaid::Closed(asking).to_value(), Vec::new());
    let path = crate::path::STATUS;
    let turns = [
        (vec![closing(&[], &[5]), ends()], Refusal::OutOfTurn),
        (vec![closing(&[1], &[]), ends()], Refusal::OutOfTurn),
        (vec![closing(&[1], &[5])], Refusal::OutOfTurn),
        (vec![closing(&[1, 9], &[5]), ends()], Refusal::OutOfTurn),
        (vec![closing(&[1], &[5, 9]), ends()], Refusal::OutOfTurn),
        (vec![asking, ends()], Refusal::OutOfTurn),
        (vec![known.open_op("")], Refusal::OutOfTurn),
        (vec![Op::set(path, Value::text("closed"), Vec::new())], Refusal::NeedsUpdate),
        (vec![Op::new(path, OpKind::Add, whole[0].value.clone(), Vec::new())], Refusal::NeedsUpdate),
        (vec![ends()], Refusal::NeedsUpdate),
        (vec![closing(&[1], &[5]), FollowUp::On(today()).op(known.heads())], Refusal::OutOfTurn),
    ];
    for (nth, (ops, refusal)) in turns.into_iter().enumerate() {
        let past = known.frontier().clone();
        let mut log = Log { written: laptops.log.written.clone() };
        let id = log.write_seeing(New { device: 1, member: 1, hours: 90, kind: EventKind::Status, ops }, past);
        assert_eq!(log.fold().1[&id], refused(refusal), "turn {nth}");
        assert!(!log.file().status().is_closed());
    }
    assert!(!known.is_planned_anew());
    laptops.write(0, 1, EventKind::Status, whole);
    assert!(is_closed(&laptops, 0));
    laptops.open(0);
    assert!(laptops.file(0).is_planned_anew(), "the closing ended what was planned, and nobody planned since");
    laptops.close(0, CloseReason::Moved);
    assert_eq!(laptops.file(0).follow_up(), Some(FollowUp::Never));
    assert!(laptops.file(0).referral_summaries().iter().all(|summary| summary.is_case_closed));
}

#[test]
fn a_volunteer_closes_nothing_a_worker_their_own_and_a_supervisor_any_case() {
    for (me, role) in Role::ALL.iter().enumerate() {
        for led_by in [1, me] {
            let mut log = Log::opened();
            log.talks(1, led_by, 1, talk(1), "Ким");
            let ops = log.file().close_ops(CloseReason::GoalsMet, today(), "");
            let id = log.write(New { device: 2, member: me, hours: 3, kind: EventKind::Status, ops });
            let may = match role {
                Role::Volunteer => false,
                Role::Worker => led_by == me,
                Role::Supervisor | Role::Coordinator => true,
            };
            assert_eq!(log.fold().1[&id] == Verdict::Counts, may, "{role}");
            assert_eq!(log.file().status().is_closed(), may);
        }
    }
    // Nor by an event of another kind, nor in the protected stream.
    let mut log = Log::opened();
    log.talks(1, 1, 1, talk(1), "Ким");
    for kind in [EventKind::Decide, EventKind::Create, EventKind::Resolve, EventKind::Assign, EventKind::Refer] {
        let ops = log.file().close_ops(CloseReason::GoalsMet, today(), "");
        let id = log.write(New { device: 2, member: 1, hours: 3, kind, ops });
        assert!(matches!(log.fold().1[&id], Verdict::Refused(_)), "{kind:?}");
    }
    for reason in [CloseReason::Moved, CloseReason::Deceased] {
        let ops = CaseFile::new(StreamName::Protected, case()).close_ops(reason, today(), "");
        assert_eq!(in_private(ops, true), Err(Refusal::NeedsUpdate), "{reason}");
    }
}

/// May a volunteer write this in the protected stream, with the grant or without?
fn in_private(ops: Vec<Op>, has_grant: bool) -> Result<(), Refusal> {
    let body = Body {
        ops,
        ..Body::new(*case().as_bytes(), Hlc::at(DAY), member(3), SeatId::from_random([1; 16]), EventKind::Status)
    };
    let event = Event::new(EventRef::from_random([5; 16]), device(1), 1, &body);
    let grants = has_grant.then_some(Grant::Protected).into_iter().collect();
    let who = Who { grants, role: Role::Volunteer, ..who(member(3)).unwrap() };
    let file = CaseFile::new(StreamName::Protected, case());
    allowed(&event, &file, &who, 0)?;
    file.check(&event, &|_| None)
}

#[test]
fn a_death_is_confirmed_in_the_protected_stream_by_who_holds_its_grant_and_a_closing_after_it_is_confirmed_anew() {
    let mut laptops = Laptops::new();
    assert!(laptops.file(0).deaths().is_empty());
    let mut private = CaseFile::new(StreamName::Protected, case());
    laptops.close(0, CloseReason::Deceased);
    let deaths = laptops.file(0).deaths();
    let (said, by) = (deaths.first().unwrap().on, deaths.first().unwrap().by);
    assert_eq!((deaths.len(), said, by, private.confirms(&deaths)), (1, today(), member(1), false));
    let confirm = private.confirm_op(&deaths);
    assert_eq!(in_private(vec![confirm.clone()], true), Ok(()));
    assert_eq!(in_private(vec![confirm.clone()], false), Err(Refusal::NoGrant));
    for wrong in [private.confirm_op(&[]), private.open_op("")] {
        assert_eq!(in_private(vec![wrong], true), Err(Refusal::NeedsUpdate));
    }
    // Where everybody reads nothing is confirmed.
    let id = laptops.write(0, 2, EventKind::Status, vec![Op { over: Vec::new(), ..confirm.clone() }]);
    assert!(matches!(laptops.log.fold().1[&id], Verdict::Refused(_)));
    let body = Body {
        ops: vec![confirm],
        ..Body::new(*case().as_bytes(), Hlc::at(DAY), member(2), SeatId::from_random([1; 16]), EventKind::Status)
    };
    let event = Event::new(EventRef::from_random([6; 16]), device(1), 1, &body);
    let rules = Rules { judge: &|_, _| Ok(()), owner: &|_| None };
    private = CaseFile::fold(StreamName::Protected, case(), &[event], &rules).0;
    assert_eq!(private.history().last().unwrap().what, Done::DeathConfirmed);
    assert!(private.confirms(&deaths) && !private.confirms(&[]));
    laptops.open(0);
    assert!(laptops.file(0).deaths().is_empty());
    laptops.close(0, CloseReason::Deceased);
    assert!(!private.confirms(&laptops.file(0).deaths()), "somebody says so anew");
}

#[derive(Debug, Clone, Copy)]
enum Deed {
    Close,
    Open,
    Talk,
    Refer,
    Plan,
    Meet(usize),
}

fn deeds() -> impl Strategy<Value = Vec<(usize, Deed)>> {
    let deed = prop_oneof![
        3 => Just(Deed::Close),
        2 => Just(Deed::Open),
        1 => Just(Deed::Talk),
        1 => Just(Deed::Refer),
        1 => Just(Deed::Plan),
        3 => (0_usize..3).prop_map(Deed::Meet),
    ];
    prop::collection::vec((0_usize..3, deed), 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Three laptops: in whatever order the events come one status holds, and none of what anybody did after the last closing
    /// they knew lies in a closed case.
    #[test]
    fn of_three_laptops_one_status_comes_in_any_order_and_no_work_lies_in_a_closed_case(
        deeds in deeds(),
        turn in any::<prop::sample::Index>(),
    ) {
        let mut laptops = Laptops::new();
        let mut number = 20;
        for (laptop, deed) in deeds {
            match deed {
                Deed::Close => drop(laptops.close(laptop, CloseReason::Moved)),
                Deed::Open if is_closed(&laptops, laptop) => drop(laptops.open(laptop)),
                Deed::Open => {}
                Deed::Talk => { number += 1; laptops.talks(laptop, number) }
                Deed::Refer => { number += 1; laptops.refers(laptop, number) }
                Deed::Plan => laptops.plans(laptop),
                Deed::Meet(other) => laptops.meet(laptop, other),
            }
        }
        let events = laptops.log.events();
        let (whole, verdicts) = CaseFile::fold(StreamName::Centre, case(), &events, &RULES);
        prop_assert!(verdicts.values().all(|verdict| *verdict == Verdict::Counts));
        let mut turned = laptops.log.events();
        let at = turn.index(turned.len());
        turned.rotate_left(at);
        turned.reverse();
        let (again, _) = CaseFile::fold(StreamName::Centre, case(), &turned, &RULES);
        prop_assert_eq!(again.status(), whole.status());
        if whole.status().is_closed() {
            let heads = whole.heads().heads(crate::path::STATUS);
            let said: Vec<StatusSaid> = heads.filter_map(|(_, head)| StatusSaid::from_value(&head.value)).collect();
            let closings = || said.iter().filter_map(|said| match said {
                StatusSaid::Closed(closing) => Some(closing),
                StatusSaid::Open { .. } => None,
            });
            prop_assert_eq!(closings().count(), said.len(), "no opening stands");
            for interview in whole.interviews() {
                prop_assert!(closings().any(|closing| closing.interviews.contains(&interview)));
            }
            prop_assert_eq!(whole.follow_up().and_then(FollowUp::day), None);
        }
        // Whoever sees all of it closes it, and that holds; or opens it, and that holds.
        laptops.all_meet();
        laptops.close(0, CloseReason::Moved);
        prop_assert!(is_closed(&laptops, 0));
        laptops.open(0);
        prop_assert!(!is_closed(&laptops, 0));
    }
}
