//! Referrals, consents and decisions in a case that devices worked on apart.

use chrono::NaiveDate;
use pana_model::{ConsentId, Moment, ReferralId, Urgency};
use pana_record::OpKind;
use proptest::prelude::*;

use super::*;
use crate::consent::{Consent, ConsentAnswer, ConsentHow, ConsentPurpose, LegalBasis};
use crate::need::{AsideReason, Decision, NeedDecision};
use crate::referral::{Detail, Details, EntryKind, NextStep, Referral, ReferralState, ReferralStep, Standing, Task};

mod hands;

const SUPERVISOR: usize = 2;

fn referral(number: u8) -> ReferralId {
    ReferralId::from_random([number; 16])
}

fn consent_id() -> ConsentId {
    ConsentId::from_random([1; 16])
}

fn moment(hours: u64) -> Moment {
    Moment::from_unix_ms((DAY + hours * HOUR).cast_signed()).unwrap()
}

fn consent(answer: ConsentAnswer, fields: &[&str]) -> Consent {
    Consent {
        answer,
        purpose: ConsentPurpose::Referral,
        recipient: "Aid".to_owned(),
        fields: fields.iter().map(|field| (*field).to_owned()).collect(),
        basis: LegalBasis::Consent,
        second: None,
        language: "kk".to_owned(),
        text: None,
        how: ConsentHow::Spoken,
        interpreter: String::new(),
        present: String::new(),
        caregiver: String::new(),
        assent: None,
        until: None,
        words: String::new(),
    }
}

fn decision(decision: Decision, reason: Option<AsideReason>) -> NeedDecision {
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

/// Details with which a step may be made.
fn said(step: ReferralStep, hours: u64) -> Details {
    let filled = |details: Details, detail: &Detail| {
        let value = match detail {
            Detail::Service => "food".to_owned(),
            Detail::Recipient => "Aid".to_owned(),
            Detail::Urgency => "critical".to_owned(),
            Detail::Consent => consent_id().to_string(),
            Detail::Fields => "name language".to_owned(),
            Detail::RespondBy => moment(hours + 24).to_rfc3339(),
            Detail::Channel | Detail::Learned => "phone".to_owned(),
            Detail::Wait => "under_month".to_owned(),
            Detail::DeclineReason => "full".to_owned(),
            Detail::CancelReason => "moved".to_owned(),
            Detail::Received => "full".to_owned(),
            Detail::Outcome => "met".to_owned(),
            Detail::To => referral(2).to_string(),
            Detail::On => "2026-11-29".to_owned(),
            Detail::At => moment(hours + 30).to_rfc3339(),
            _ => "words".to_owned(),
        };
        details.with(*detail, value)
    };
    step.required().iter().fold(Details::new(), filled)
}

fn ops(file: &CaseFile, id: ReferralId, next: &NextStep, hours: u64) -> Result<Vec<Op>, crate::referral::StepError> {
    let at = Hlc::at(DAY + hours * HOUR);
    if next.step == ReferralStep::Create {
        return Ok(vec![Referral::create_op(id, next.details.clone(), at)?]);
    }
    let known = file.referral(id).ok_or(crate::referral::StepError::OutOfTurn)?;
    let mut ops = vec![known.step_op(next, at)?];
    if next.step == ReferralStep::ReRefer {
        let to: ReferralId = next.details.read(Detail::To).unwrap();
        let details = said(ReferralStep::Create, hours).with(Detail::Replaces, id.to_string());
        ops.push(Referral::create_op(to, details, at)?);
    }
    Ok(ops)
}

/// Devices that work apart: each knows the events it has.
struct Apart {
    log: Log,
    knows: [BTreeSet<EventRef>; 4],
}

impl Apart {
    /// A case with a live consent, known to all.
    fn new() -> Self {
        let mut log = Log::opened();
        let op = consent(ConsentAnswer::Given, &["name", "language"]).op(log.file().heads(), consent_id());
        log.write(New { device: 3, member: 3, hours: 0, kind: EventKind::Consent, ops: vec![op] });
        let all: BTreeSet<EventRef> = log.written.iter().map(|written| written.id).collect();
        Self { log, knows: [all.clone(), all.clone(), all.clone(), all] }
    }

    fn file(&self, device: u8) -> CaseFile {
        let known = &self.knows[usize::from(device)];
        let events: Vec<Event<'_>> =
            self.log.written.iter().filter(|written| known.contains(&written.id)).map(Written::event).collect();
        CaseFile::fold(StreamName::Centre, case(), &events, &RULES).0
    }

    fn write(&mut self, device: u8, member: usize, hours: u64, kind: EventKind, ops: Vec<Op>) -> EventRef {
        let past = self.file(device).frontier().clone();
        let id = self.log.write_seeing(New { device, member, hours, kind, ops }, past);
        self.knows[usize::from(device)].insert(id);
        id
    }

    /// A step, if it may be made where this device stands.
    fn step(&mut self, device: u8, hours: u64, next: &NextStep) -> bool {
        let Ok(ops) = ops(&self.file(device), referral(1), next, hours) else { return false };
        self.write(device, SUPERVISOR, hours, EventKind::Refer, ops);
        true
    }

    fn does(&mut self, device: u8, hours: u64, step: ReferralStep) {
        if step == ReferralStep::Unreachable {
            for _ in 0..3 {
                self.attempt(device, hours);
            }
        }
        let expired = matches!(step, ReferralStep::Close | ReferralStep::ReRefer)
            && self.file(device).referral(referral(1)).and_then(|r| r.standing()).is_some_and(Standing::awaits_answer);
        assert!(self.step(device, hours, &NextStep { step, expired, details: said(step, hours) }), "{step}");
    }

    fn attempt(&mut self, device: u8, hours: u64) {
        let details = Details::new().with(Detail::Channel, "phone").with(Detail::On, "2026-11-29");
        let known = self.file(device).referral(referral(1)).unwrap();
        let op = known.entry_op(EntryKind::Attempt, &details).unwrap();
        self.write(device, SUPERVISOR, hours, EventKind::Refer, vec![op]);
    }

    fn meet(&mut self) {
        let all: BTreeSet<EventRef> = self.knows.iter().flatten().copied().collect();
        self.knows.fill(all);
    }

    fn standing(&self) -> Option<Standing> {
        self.log.file().referral(referral(1)).and_then(|referral| referral.standing())
    }
}

/// The shortest way to each place.
fn way(to: Standing) -> &'static [ReferralStep] {
    use ReferralStep as Do;
    match to {
        Standing::Draft => &[Do::Create],
        Standing::Ready => &[Do::Create, Do::Confirm],
        Standing::Sent => &[Do::Create, Do::Confirm, Do::Deliver],
        Standing::ClosedInformed => &[Do::Create, Do::Confirm, Do::Inform],
        Standing::Acknowledged => &[Do::Create, Do::Confirm, Do::Deliver, Do::Acknowledge],
        Standing::Accepted => &[Do::Create, Do::Confirm, Do::Deliver, Do::Accept],
        Standing::Waitlisted => &[Do::Create, Do::Confirm, Do::Deliver, Do::Waitlist],
        Standing::Declined => &[Do::Create, Do::Confirm, Do::Deliver, Do::Decline],
        Standing::InService => &[Do::Create, Do::Confirm, Do::Deliver, Do::Accept, Do::Start],
        Standing::Completed => &[Do::Create, Do::Confirm, Do::Deliver, Do::Accept, Do::Start, Do::Finish],
        Standing::ClosedCompleted => {
            &[Do::Create, Do::Confirm, Do::Deliver, Do::Accept, Do::Start, Do::Finish, Do::Close]
        }
        Standing::ClosedOtherwise => &[Do::Create, Do::Confirm, Do::Deliver, Do::Decline, Do::Close],
        Standing::Unreachable => &[Do::Create, Do::Confirm, Do::Deliver, Do::Accept, Do::Unreachable],
        Standing::Withdrawn => &[Do::Create, Do::Withdraw],
        Standing::Cancelled => &[Do::Create, Do::Cancel],
    }
}

fn at(to: Standing) -> Apart {
    let mut apart = Apart::new();
    for (hours, step) in (1..).zip(way(to)) {
        apart.does(3, hours, *step);
    }
    apart.meet();
    assert_eq!(apart.standing(), Some(to));
    apart
}

#[test]
fn each_place_is_reached_and_from_it_lead_the_steps_of_the_table_and_no_others() {
    use ReferralStep as Do;
    // As the table of the machine has it, state by state.
    let table: [(Standing, &[Do]); 15] = [
        (Standing::Draft, &[Do::Confirm, Do::Withdraw, Do::Cancel]),
        (Standing::Ready, &[Do::Deliver, Do::Inform, Do::Withdraw, Do::Cancel]),
        (Standing::Sent, &[Do::Acknowledge, Do::Accept, Do::Waitlist, Do::Decline, Do::Withdraw, Do::Cancel]),
        (Standing::Acknowledged, &[Do::Acknowledge, Do::Accept, Do::Waitlist, Do::Decline, Do::Withdraw, Do::Cancel]),
        (Standing::Accepted, &[Do::Start, Do::Unreachable, Do::Finish, Do::Withdraw, Do::Cancel]),
        (Standing::Waitlisted, &[Do::Accept, Do::Decline, Do::Unreachable, Do::Withdraw, Do::Cancel]),
        (Standing::InService, &[Do::Finish, Do::Withdraw]),
        (Standing::Completed, &[Do::Close, Do::Withdraw]),
        (Standing::Declined, &[Do::Close, Do::ReRefer, Do::Withdraw, Do::Cancel]),
        (Standing::Unreachable, &[Do::Close, Do::ReRefer, Do::Withdraw, Do::Cancel]),
        (Standing::Withdrawn, &[]),
        (Standing::Cancelled, &[]),
        (Standing::ClosedCompleted, &[]),
        (Standing::ClosedOtherwise, &[]),
        (Standing::ClosedInformed, &[]),
    ];
    for (from, steps) in table {
        at(from);
        for step in ReferralStep::ALL {
            assert_eq!(step.leads(Some(from), false).is_some(), steps.contains(step), "{step} from {from}");
            let late = from.awaits_answer() && matches!(step, Do::Close | Do::ReRefer);
            assert_eq!(step.leads(Some(from), true).is_some(), late, "{step} from {from}, late");
        }
    }
}

#[test]
fn time_that_runs_out_is_shown_and_writes_nothing_and_a_step_that_rests_on_it_waits_for_it() {
    let apart = at(Standing::Sent);
    let known = apart.log.file().referral(referral(1)).unwrap();
    let by = known.respond_by().unwrap();
    assert_eq!(known.state(by), Some(ReferralState::Sent));
    let later = Moment::from_unix_ms(by.unix_ms() + 1).unwrap();
    assert_eq!(known.state(later), Some(ReferralState::Expired));
    assert_eq!(known.summary(&BTreeMap::new()).unwrap().due(later).map(|due| due.task), Some(Task::CallReceiver));
    let next = NextStep { step: ReferralStep::Close, expired: true, details: said(ReferralStep::Close, 1) };
    let at = |moment: Moment| Hlc::at(moment.unix_ms().cast_unsigned());
    assert_eq!(known.may_follow(&next, at(by)), Err(crate::referral::StepError::NotExpired));
    assert_eq!(known.may_follow(&next, at(later)), Ok(Standing::ClosedOtherwise));
}

#[test]
fn what_a_hand_without_this_program_writes_out_of_turn_does_not_count() {
    let mut apart = at(Standing::Sent);
    let before = apart.log.file();
    let known = before.referral(referral(1)).unwrap();
    let path = crate::path::LogPath::Referral { id: referral(1), within: crate::path::InReferral::Step }.to_string();
    let step = |step: &str, to: &str, seen: Vec<Value>, details: &Details| {
        let value = vec![Value::text(step), Value::text(to), Value::List(seen), Value::Bool(false), details.to_value()];
        Op::new(path.clone(), OpKind::Append, Value::List(value), Vec::new())
    };
    let seen = || known.last().iter().map(|id| Value::Bytes(id.as_bytes().to_vec())).collect::<Vec<_>>();
    let finish = said(ReferralStep::Finish, 9);
    let forged = [
        // A place that nothing leads to from here, a place that the step does not lead to, a step that names nothing.
        step("finish", "completed", seen(), &finish),
        step("acknowledge", "completed", seen(), &said(ReferralStep::Acknowledge, 9)),
        step("acknowledge", "acknowledged", Vec::new(), &said(ReferralStep::Acknowledge, 9)),
    ];
    for op in forged {
        let id = apart.write(1, SUPERVISOR, 9, EventKind::Refer, vec![op]);
        assert_eq!(apart.log.fold().1[&id], refused(Refusal::OutOfTurn));
        assert_eq!(apart.log.file().referral(referral(1)), Some(known.clone()));
    }
    let two = [ReferralStep::Acknowledge, ReferralStep::Accept]
        .map(|step| known.step_op(&NextStep { step, expired: false, details: said(step, 9) }, Hlc::at(DAY)).unwrap());
    let id = apart.write(1, SUPERVISOR, 9, EventKind::Refer, two.to_vec());
    assert_eq!(apart.log.fold().1[&id], refused(Refusal::OutOfTurn));
    // Nor is it written as an edit, or a decision.
    for kind in [EventKind::Edit, EventKind::Decide, EventKind::Consent, EventKind::Resolve] {
        let next =
            NextStep { step: ReferralStep::Acknowledge, expired: false, details: said(ReferralStep::Acknowledge, 9) };
        let op = known.step_op(&next, Hlc::at(DAY)).unwrap();
        let id = apart.write(1, 3, 9, kind, vec![op]);
        assert_eq!(apart.log.fold().1[&id], refused(Refusal::NeedsUpdate), "{kind:?}");
    }
}

#[test]
fn a_volunteer_prepares_a_referral_and_hands_over_none_and_a_sensitive_one_is_a_supervisors() {
    let mut apart = Apart::new();
    let details = said(ReferralStep::Create, 1).with(Detail::Sensitive, "yes");
    let op = Referral::create_op(referral(1), details, Hlc::at(DAY + HOUR)).unwrap();
    apart.write(1, 0, 1, EventKind::Refer, vec![op]);
    assert_eq!(apart.standing(), Some(Standing::Draft));
    let confirm = NextStep { step: ReferralStep::Confirm, expired: false, details: said(ReferralStep::Confirm, 2) };
    for (member, right) in [(0, Some(Right::ConfirmReferral)), (1, Some(Right::ConfirmReferral)), (2, None)] {
        let ops = ops(&apart.file(1), referral(1), &confirm, 2).unwrap();
        let id = apart.write(1, member, 2, EventKind::Refer, ops);
        let verdict = right.map_or(Verdict::Counts, |right| refused(Refusal::NoRight(right)));
        assert_eq!(apart.log.fold().1[&id], verdict);
    }
    let deliver = NextStep { step: ReferralStep::Deliver, expired: false, details: said(ReferralStep::Deliver, 3) };
    let ops = ops(&apart.file(1), referral(1), &deliver, 3).unwrap();
    let id = apart.write(1, 0, 3, EventKind::Refer, ops);
    assert_eq!(apart.log.fold().1[&id], refused(Refusal::NoRight(Right::CloseReferral)));
}

#[test]
fn nothing_is_made_ready_without_a_consent_that_covers_it() {
    let confirm = |fields: &str| NextStep {
        step: ReferralStep::Confirm,
        expired: false,
        details: said(ReferralStep::Confirm, 3).with(Detail::Fields, fields),
    };
    let made = |apart: &mut Apart, fields: &str| {
        let ops = ops(&apart.file(3), referral(1), &confirm(fields), 3).unwrap();
        let id = apart.write(3, SUPERVISOR, 3, EventKind::Refer, ops);
        apart.log.fold().1[&id].clone()
    };
    assert_eq!(made(&mut at(Standing::Draft), "name phone"), refused(Refusal::NoConsent), "a field more");
    assert_eq!(made(&mut at(Standing::Draft), "name"), Verdict::Counts);
    let withdrawn = consent(ConsentAnswer::Withdrawn, &["name", "language"]);
    let another = Consent { recipient: "Others".to_owned(), ..consent(ConsentAnswer::Given, &["name"]) };
    let ended = Consent { until: NaiveDate::from_ymd_opt(2024, 1, 1), ..consent(ConsentAnswer::Given, &["name"]) };
    let alone = Consent {
        basis: LegalBasis::VitalInterest,
        words: "life".to_owned(),
        ..consent(ConsentAnswer::Given, &["name"])
    };
    let unwilling = Consent { assent: Some(false), ..consent(ConsentAnswer::Given, &["name"]) };
    for bad in [withdrawn, another, ended, alone.clone(), unwilling] {
        let mut apart = at(Standing::Draft);
        let op = bad.op(apart.file(3).heads(), consent_id());
        apart.write(3, 1, 2, EventKind::Consent, vec![op]);
        assert_eq!(made(&mut apart, "name"), refused(Refusal::NoConsent), "{bad:?}");
    }
    let mut apart = at(Standing::Draft);
    let by_two = Consent { second: Some(member(1)), ..alone };
    let op = by_two.op(apart.file(3).heads(), consent_id());
    let own = apart.write(3, 1, 2, EventKind::Consent, vec![op.clone()]);
    assert_eq!(apart.log.fold().1[&own], refused(Refusal::SecondMember), "nobody is their own second");
    apart.write(3, 2, 2, EventKind::Consent, vec![op]);
    assert_eq!(made(&mut apart, "name"), Verdict::Counts);
    // Whoever said no to passing on has said it to every recipient.
    let mut apart = at(Standing::Draft);
    apart.log.talks(3, 1, 1, talk(1), "Ким");
    let op = fact(&apart.log.file(), profile::SHARING, "no", talk(1));
    apart.log.write(New { device: 3, member: 1, hours: 2, kind: EventKind::Consent, ops: vec![op] });
    apart.knows[3] = apart.log.written.iter().map(|written| written.id).collect();
    assert_eq!(made(&mut apart, "name"), refused(Refusal::NoConsent));
}

#[test]
fn while_two_answers_stand_the_least_holds_and_a_withdrawal_holds_before_its_past_is_here() {
    let mut apart = Apart::new();
    let more = consent(ConsentAnswer::Given, &["name", "language", "phone"]);
    let less = consent(ConsentAnswer::Given, &["name", "phone", "age"]);
    for (device, said) in [(1, more), (2, less)] {
        let op = said.op(apart.file(device).heads(), consent_id());
        apart.write(device, 1, 1, EventKind::Consent, vec![op]);
    }
    let held = &apart.log.file().consents()[&consent_id()];
    assert_eq!(held.standing, 2);
    assert_eq!(held.consent.fields.iter().map(String::as_str).collect::<Vec<_>>(), ["name", "phone"]);
    let withdrawn = consent(ConsentAnswer::Withdrawn, &["name"]);
    let op = withdrawn.op(apart.log.file().heads(), consent_id());
    let missing = BTreeSet::from([EventRef::from_random([99; 16])]);
    apart.log.write_seeing(New { device: 2, member: 1, hours: 2, kind: EventKind::Consent, ops: vec![op] }, missing);
    assert_eq!(apart.log.file().consents()[&consent_id()].consent.answer, ConsentAnswer::Withdrawn);
}

#[test]
fn all_pairs_of_steps_from_every_place_end_as_the_rank_says() {
    for from in Standing::ALL {
        let may: Vec<ReferralStep> = ReferralStep::ALL
            .iter()
            .copied()
            .filter(|step| step.leads(Some(*from), false).or_else(|| step.leads(Some(*from), true)).is_some())
            .collect();
        for one in &may {
            for other in &may {
                let mut apart = at(*from);
                let hours = 60;
                apart.does(1, hours, *one);
                apart.does(2, hours + 1, *other);
                let led = |device| apart.file(device).referral(referral(1)).unwrap().standing().unwrap();
                let (first, second) = (led(1), led(2));
                apart.meet();
                assert_eq!(apart.standing(), Some(first.min(second)), "{one} and {other} from {from}");
                let merged = apart.log.file().referral(referral(1)).unwrap();
                assert_eq!(merged.beside().len(), 1, "the other stays on a card");
                // The next step names both.
                let cancelled = apart.step(
                    3,
                    hours + 2,
                    &NextStep { step: ReferralStep::Cancel, expired: false, details: said(ReferralStep::Cancel, 1) },
                );
                let after = apart.log.file().referral(referral(1)).unwrap();
                assert_eq!(after.beside().len(), usize::from(!cancelled));
            }
        }
    }
}

#[test]
fn an_answer_under_a_withdrawal_makes_a_task_until_the_receiver_is_told() {
    let mut apart = at(Standing::Sent);
    apart.does(1, 10, ReferralStep::Accept);
    apart.does(2, 11, ReferralStep::Withdraw);
    apart.meet();
    let known = apart.log.file().referral(referral(1)).unwrap();
    assert_eq!(known.standing(), Some(Standing::Withdrawn));
    assert_eq!(known.summary(&BTreeMap::new()).unwrap().due(moment(12)).map(|due| due.task), Some(Task::TellReceiver));
    let details =
        Details::new().with(Detail::Channel, "phone").with(Detail::On, "2026-11-29").with(Detail::Deleted, "done");
    let op = known.entry_op(EntryKind::Told, &details).unwrap();
    apart.write(1, 1, 12, EventKind::Refer, vec![op]);
    assert_eq!(
        apart.log.file().referral(referral(1)).unwrap().summary(&BTreeMap::new()).unwrap().due(moment(13)),
        None
    );
    // A draft that nobody outside has seen needs nobody told.
    assert_eq!(
        at(Standing::Withdrawn)
            .log
            .file()
            .referral(referral(1))
            .unwrap()
            .summary(&BTreeMap::new())
            .unwrap()
            .due(moment(12)),
        None
    );
}

#[test]
fn a_consent_that_is_taken_back_makes_what_is_open_under_it_a_task() {
    for (from, task) in [(Standing::Sent, Some(Task::TakeBack)), (Standing::ClosedInformed, None)] {
        let mut apart = at(from);
        let op = consent(ConsentAnswer::Withdrawn, &["name"]).op(apart.file(1).heads(), consent_id());
        apart.write(1, 0, 10, EventKind::Consent, vec![op]);
        let summaries = apart.log.file().referral_summaries();
        assert_eq!(summaries[0].due(moment(11)).map(|due| due.task), task, "{from}");
        assert_eq!(summaries[0].due_from_ms().is_some(), task.is_some());
    }
}

#[test]
fn a_draft_beside_an_open_card_is_not_made_ready_and_an_error_counts_nowhere() {
    let mut apart = at(Standing::Declined);
    apart.does(1, 10, ReferralStep::ReRefer);
    apart.does(2, 11, ReferralStep::Cancel);
    apart.meet();
    let file = apart.file(1);
    assert_eq!(file.goes_on(referral(1)), [referral(2)]);
    assert_eq!(file.referral(referral(2)).unwrap().goes_on_from(), Some(referral(1)));
    let confirm = NextStep { step: ReferralStep::Confirm, expired: false, details: said(ReferralStep::Confirm, 12) };
    let made = ops(&file, referral(2), &confirm, 12).unwrap();
    let id = apart.write(1, SUPERVISOR, 12, EventKind::Refer, made);
    assert_eq!(apart.log.fold().1[&id], refused(Refusal::OutOfTurn));
    let details = Details::new().with(Detail::Words, "twice");
    let op = file.referral(referral(2)).unwrap().entry_op(EntryKind::Error, &details).unwrap();
    let by_worker = apart.write(1, 1, 13, EventKind::Refer, vec![op.clone()]);
    assert_eq!(apart.log.fold().1[&by_worker], refused(Refusal::NoRight(Right::ConfirmReferral)));
    apart.write(1, SUPERVISOR, 13, EventKind::Refer, vec![op]);
    let marked = apart.log.file().referral(referral(2)).unwrap();
    assert!(
        marked.is_error()
            && marked.summary(&BTreeMap::new()).unwrap().due(moment(14)).is_none()
            && marked.standing() == Some(Standing::Draft)
    );
}

#[test]
fn what_a_person_withdrew_is_not_taken_up_and_what_was_closed_is_taken_up_as_a_new_one() {
    for (from, expected) in [
        (Standing::ClosedCompleted, Verdict::Counts),
        (Standing::Cancelled, Verdict::Counts),
        (Standing::Withdrawn, refused(Refusal::OutOfTurn)),
        (Standing::Sent, refused(Refusal::OutOfTurn)),
    ] {
        let mut apart = at(from);
        let details = said(ReferralStep::Create, 20).with(Detail::Reopens, referral(1).to_string());
        let op = Referral::create_op(referral(3), details, Hlc::at(DAY + 20 * HOUR)).unwrap();
        let id = apart.write(3, 1, 20, EventKind::Refer, vec![op]);
        assert_eq!(apart.log.fold().1[&id], expected, "{from}");
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

fn any_step() -> impl Strategy<Value = ReferralStep> {
    prop::sample::select(ReferralStep::ALL)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    /// Three devices take turns, work apart and meet now and then. Whatever they made, in whatever order it is folded: one
    /// view; whoever withdrew, it is withdrawn; a service that began is not hidden by what is less.
    #[test]
    fn any_interleaving_of_three_devices_folds_to_one_state(
        made in prop::collection::vec((1_u8..4, any_step(), any::<bool>(), prop::bool::weighted(0.25)), 1..28),
        order in any::<prop::sample::Index>(),
    ) {
        let mut apart = Apart::new();
        apart.does(3, 1, ReferralStep::Create);
        apart.meet();
        let (mut withdrew, mut began) = (false, false);
        for (hours, (device, step, late, meets)) in (2..).step_by(30).zip(made) {
            if step == ReferralStep::Create {
                continue;
            }
            if step == ReferralStep::Unreachable {
                (0..3).for_each(|_| apart.attempt(device, hours));
            }
            let done = apart.step(device, hours, &NextStep { step, expired: late, details: said(step, hours) });
            withdrew |= done && step == ReferralStep::Withdraw;
            began |= done && step == ReferralStep::Start;
            if meets {
                apart.meet();
            }
        }
        let whole = apart.log.file();
        let mut turned = apart.log.events();
        let middle = order.index(turned.len());
        turned.rotate_left(middle);
        turned.reverse();
        let twice: Vec<Event<'_>> = turned.iter().chain(&turned).cloned().collect();
        let again = CaseFile::fold(StreamName::Centre, case(), &twice, &RULES).0;
        prop_assert_eq!(again.referrals(), whole.referrals());
        let referral = whole.referral(referral(1)).unwrap();
        let standing = referral.standing().unwrap();
        prop_assert_eq!(withdrew, standing == Standing::Withdrawn);
        if began {
            prop_assert!(standing <= Standing::InService, "hidden by {}", standing);
        }
    }

    #[test]
    fn the_least_of_two_consents_allows_nothing_that_one_of_them_does_not(
        answers in prop::array::uniform2(prop::sample::select(ConsentAnswer::ALL)),
        fields in prop::array::uniform2(prop::collection::btree_set("[a-d]", 0..4)),
        recipients in prop::array::uniform2(prop::sample::select(&["Aid", "Others"][..])),
        bases in prop::array::uniform2(prop::sample::select(LegalBasis::ALL)),
        seconds in prop::array::uniform2(prop::option::of(0_usize..2)),
        days in prop::array::uniform2(prop::option::of(1_u32..28)),
        assents in prop::array::uniform2(prop::option::of(any::<bool>())),
        asked in ("[a-d]", prop::sample::select(&["Aid", "Others"][..]), 1_u32..28),
    ) {
        let day = |day| NaiveDate::from_ymd_opt(2026, 5, day).unwrap();
        let [one, other] = [0, 1].map(|at| Consent {
            answer: answers[at],
            recipient: recipients[at].to_owned(),
            fields: fields[at].clone(),
            basis: bases[at],
            second: seconds[at].map(member),
            until: days[at].map(day),
            assent: assents[at],
            words: "because".to_owned(),
            ..consent(ConsentAnswer::Given, &[])
        });
        let (field, recipient, on) = asked;
        let covers = |consent: &Consent| consent.covers(ConsentPurpose::Referral, recipient, [field.as_str()], day(on));
        let least = one.least(&other);
        prop_assert!(!covers(&least) || (covers(&one) && covers(&other)));
        prop_assert_eq!(covers(&least), covers(&other.least(&one)));
        prop_assert_eq!(covers(&one.least(&one)), covers(&one));
        prop_assert_eq!(Consent::from_value(&one.to_value()), Some(one));
    }
}
