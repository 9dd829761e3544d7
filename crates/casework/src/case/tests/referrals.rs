//! Referrals, consents and decisions in a case that devices worked on apart.

use pana_model::{ConsentId, Moment, ReferralId};
use pana_record::OpKind;
use proptest::prelude::*;

use super::*;
use crate::consent::{Consent, ConsentAnswer, ConsentHow, ConsentPurpose, LegalBasis};
use crate::referral::{Detail, Details, EntryKind, NextStep, Referral, ReferralState, ReferralStep, Standing, Task};

mod apart;
mod consents;
mod decisions;
mod hands;
mod permits;

use apart::{Apart, at, ops, said};

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
}

#[test]
fn what_a_receiver_answers_after_the_case_was_closed_is_told_to_the_person_but_to_nobody_of_the_dead() {
    let mut apart = at(Standing::Sent);
    let due = |apart: &Apart, closed: CloseReason, now: u64| {
        let known = apart.log.file().referral(referral(1)).unwrap();
        let summary = known.summary(&BTreeMap::new()).unwrap().in_case(Some(closed));
        assert_eq!(summary.due_from_ms().is_some(), summary.due(moment(now)).is_some());
        summary.due(moment(now)).map(|due| due.task)
    };
    assert_eq!(due(&apart, CloseReason::LostContact, 900), None, "nobody calls a receiver for a closed case");
    apart.does(3, 5, ReferralStep::Accept);
    apart.meet();
    for (reason, task) in [(CloseReason::LostContact, Some(Task::TellPerson)), (CloseReason::Deceased, None)] {
        assert_eq!(due(&apart, reason, 6), task, "{reason}");
        assert_eq!(due(&apart, reason, 900), task, "{reason}: also when the time has passed");
    }
}

#[test]
fn what_the_receiver_answered_is_told_to_the_person_once_and_no_later_than_they_are_to_be_there() {
    let entry = |apart: &mut Apart, kind: EntryKind, hours: u64| {
        let details = Details::new().with(Detail::Channel, "in_person").with(Detail::On, "2026-11-29");
        let details = if kind == EntryKind::Appointment {
            Details::new().with(Detail::At, moment(hours + 30).to_rfc3339())
        } else {
            details
        };
        let op = apart.file(3).referral(referral(1)).unwrap().entry_op(kind, &details).unwrap();
        apart.write(3, SUPERVISOR, hours, EventKind::Refer, vec![op]);
        apart.meet();
    };
    let task = |apart: &Apart, now: u64| {
        let known = apart.log.file().referral(referral(1)).unwrap();
        known.summary(&BTreeMap::new()).unwrap().due(moment(now)).map(|due| due.task)
    };
    let mut apart = at(Standing::Waitlisted);
    assert_eq!(task(&apart, 5), Some(Task::TellPerson));
    entry(&mut apart, EntryKind::Attempt, 5);
    assert_eq!(task(&apart, 5), Some(Task::TellPerson), "who was not reached does not know");
    entry(&mut apart, EntryKind::Informed, 6);
    assert_eq!(task(&apart, 7), Some(Task::ReviewWait));
    apart.does(3, 8, ReferralStep::Accept);
    apart.meet();
    assert_eq!(task(&apart, 9), Some(Task::TellPerson), "that their turn has come they do not know");
    entry(&mut apart, EntryKind::Appointment, 10);
    assert_eq!(task(&apart, 39), Some(Task::TellPerson));
    assert_eq!(task(&apart, 41), Some(Task::AskWhetherCame), "the time has passed");
    entry(&mut apart, EntryKind::Informed, 11);
    assert_eq!(task(&apart, 39), None);
    assert_eq!(task(&apart, 41), Some(Task::AskWhetherCame));

    // What they said themself nobody tells them.
    let mut by_person = at(Standing::Sent);
    let details = said(ReferralStep::Accept, 4).with(Detail::Learned, "person");
    assert!(by_person.step(3, 4, &NextStep { step: ReferralStep::Accept, expired: false, details }));
    by_person.meet();
    assert_eq!(task(&by_person, 5), None);
}
