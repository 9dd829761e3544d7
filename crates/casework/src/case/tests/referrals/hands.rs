//! What a hand without this program may try with consents and referrals, and what waits for its past.

use chrono::NaiveDate;

use super::decisions::decision;
use super::*;
use crate::case::Applied;
use crate::need::{Decision, NeedDecision};

fn next(step: ReferralStep, hours: u64) -> NextStep {
    NextStep { step, expired: false, details: said(step, hours) }
}

fn withdrawal(file: &CaseFile) -> Op {
    consent(ConsentAnswer::Withdrawn, &["name"]).op(file.heads(), consent_id())
}

fn waits_for() -> BTreeSet<EventRef> {
    BTreeSet::from([EventRef::from_random([99; 16])])
}

#[test]
fn what_waits_changes_no_verdict_of_what_had_not_seen_it_however_it_is_taken_in() {
    let mut apart = at(Standing::Draft);
    let op = withdrawal(&apart.log.file());
    apart
        .log
        .write_seeing(New { device: 2, member: 1, hours: 20, kind: EventKind::Consent, ops: vec![op] }, waits_for());
    let mut one_by_one = apart.log.file();
    let made = ops(&apart.file(3), referral(1), &next(ReferralStep::Confirm, 21), 21).unwrap();
    let id = apart.write(3, SUPERVISOR, 21, EventKind::Refer, made);
    assert_eq!(apart.log.fold().1[&id], Verdict::Counts, "whoever made it could not know");
    let event = apart.log.get(id).event();
    assert!(matches!(one_by_one.apply(&event, &RULES), Ok(Applied::Done(_))));
    assert_eq!(one_by_one.referral(referral(1)), apart.log.file().referral(referral(1)));
    // Here nothing is passed on by it any more.
    assert!(!one_by_one.covers(consent_id(), "Aid", ["name"], NaiveDate::from_ymd_opt(2024, 10, 5).unwrap()));
}

#[test]
fn a_withdrawal_whose_consent_is_not_here_yet_is_shown_at_once() {
    let mut log = Log::opened();
    let op = withdrawal(&log.file());
    log.write_seeing(New { device: 2, member: 1, hours: 2, kind: EventKind::Consent, ops: vec![op] }, waits_for());
    assert_eq!(log.file().consents()[&consent_id()].consent.answer, ConsentAnswer::Withdrawn);
}

#[test]
fn consents_and_steps_are_not_carried_in_by_an_event_of_another_kind_beside_what_it_may_do() {
    let mut apart = at(Standing::Draft);
    apart.log.talks(3, 1, 1, talk(1), "Ким");
    apart.knows[3] = apart.log.written.iter().map(|written| written.id).collect();
    let file = apart.file(3);
    let given = consent(ConsentAnswer::Given, &["name", "phone"]).op(file.heads(), consent_id());
    let step = ops(&file, referral(1), &next(ReferralStep::Withdraw, 30), 30).unwrap().remove(0);
    let need = NeedDecision::op(file.heads(), "shelter", Some(&decision(Decision::Accepted, None)));
    for smuggled in [given, step, need] {
        for kind in [EventKind::Resolve, EventKind::Link, EventKind::ViewAudit] {
            let beside = match kind {
                EventKind::ViewAudit => Op::set(format!("access/{}", case()), Value::List(Vec::new()), Vec::new()),
                _ => fact(&file, profile::FAMILY_NAME, "Ли", talk(1)),
            };
            let mut apart = Apart { log: Log { written: apart.log.written.clone() }, knows: apart.knows.clone() };
            let id = apart.write(3, 3, 31, kind, vec![beside, smuggled.clone()]);
            assert_eq!(apart.log.fold().1[&id], refused(Refusal::NeedsUpdate), "{kind:?} {}", smuggled.path);
        }
    }
}

#[test]
fn each_of_several_entries_that_one_event_writes_is_kept() {
    let mut apart = at(Standing::Accepted);
    let known = apart.log.file().referral(referral(1)).unwrap();
    let details = Details::new().with(Detail::Channel, "phone").with(Detail::On, "2026-11-29");
    let attempt = known.entry_op(EntryKind::Attempt, &details).unwrap();
    let words = Details::new().with(Detail::Words, "twice");
    let error = known.entry_op(EntryKind::Error, &words).unwrap();
    let note = known.entry_op(EntryKind::Note, &words).unwrap();
    let ops = vec![attempt.clone(), attempt.clone(), attempt, error, note];
    apart.write(3, SUPERVISOR, 20, EventKind::Refer, ops);
    let known = apart.log.file().referral(referral(1)).unwrap();
    assert_eq!((known.attempts(), known.is_error()), (3, true));
}

#[test]
fn no_step_says_what_an_earlier_one_settled_to_whom_it_goes_and_which_fields() {
    for (from, step, detail, value) in [
        (Standing::Draft, ReferralStep::Confirm, Detail::Recipient, "Others"),
        (Standing::Draft, ReferralStep::Confirm, Detail::RecipientName, "Others"),
        (Standing::Draft, ReferralStep::Confirm, Detail::Email, "others@example.org"),
        (Standing::Ready, ReferralStep::Deliver, Detail::Recipient, "Others"),
        (Standing::Ready, ReferralStep::Deliver, Detail::Fields, "name phone"),
        (Standing::Sent, ReferralStep::Acknowledge, Detail::Consent, &ConsentId::from_random([3; 16]).to_string()),
    ] {
        let mut apart = at(from);
        let known = apart.file(3).referral(referral(1)).unwrap();
        let wanted = NextStep { step, expired: false, details: said(step, 30).with(detail, value) };
        assert_eq!(
            known.may_follow(&wanted, Hlc::at(DAY + 30 * HOUR)),
            Err(crate::referral::StepError::Detail(detail)),
            "{step} {detail}"
        );
        let mut op = known.step_op(&next(step, 30), Hlc::at(DAY + 30 * HOUR)).unwrap();
        let Value::List(mut parts) = op.value.clone() else { panic!() };
        parts[4] = wanted.details.to_value();
        op.value = Value::List(parts);
        let id = apart.write(3, SUPERVISOR, 30, EventKind::Refer, vec![op]);
        assert_eq!(apart.log.fold().1[&id], refused(Refusal::NeedsUpdate), "{step} {detail}");
    }
}

/// A volunteer begins the referral a second time, as if the first were not there, and says another recipient, no
/// supervisor, and a later time.
fn begun_again(apart: &mut Apart) -> EventRef {
    let past = apart.log.written.iter().take(2).map(|written| written.id).collect::<BTreeSet<_>>();
    let last = past.iter().copied().filter(|id| apart.log.get(*id).seq == 2).collect();
    let details =
        said(ReferralStep::Create, 90).with(Detail::Recipient, "Others").with(Detail::RecipientName, "Others");
    let op = Referral::create_op(referral(1), details, Hlc::at(DAY + 90 * HOUR)).unwrap();
    let id =
        apart.log.write_seeing(New { device: 1, member: 0, hours: 90, kind: EventKind::Refer, ops: vec![op] }, last);
    assert_eq!(apart.log.fold().1[&id], Verdict::Counts);
    apart.knows.iter_mut().for_each(|knows| assert!(knows.insert(id)));
    id
}

#[test]
fn a_referral_that_a_hand_begins_a_second_time_stays_the_one_that_was_made_ready() {
    for written_after in 0..8 {
        let mut apart = Apart::new();
        let details = said(ReferralStep::Create, 1).with(Detail::Sensitive, "yes");
        let op = Referral::create_op(referral(1), details, Hlc::at(DAY + HOUR)).unwrap();
        apart.write(3, SUPERVISOR, 1, EventKind::Refer, vec![op]);
        apart.does(3, 2, ReferralStep::Confirm);
        // Ids fall otherwise each time.
        (0..written_after).for_each(|_| apart.attempt(3, 3));
        apart.meet();
        begun_again(&mut apart);
        let known = apart.log.file().referral(referral(1)).unwrap();
        assert_eq!((known.standing(), known.is_sensitive()), (Some(Standing::Ready), true));
        assert_eq!(known.said(Detail::Recipient), Some("Aid"));
        assert_eq!(known.summary(&std::collections::BTreeMap::new()).unwrap().recipient, "Aid");
    }
}

#[test]
fn a_draft_that_was_begun_twice_is_not_made_ready() {
    let mut apart = at(Standing::Draft);
    begun_again(&mut apart);
    let known = apart.file(3).referral(referral(1)).unwrap();
    let wanted = next(ReferralStep::Confirm, 91);
    assert_eq!(known.may_follow(&wanted, Hlc::at(DAY + 91 * HOUR)), Err(crate::referral::StepError::OutOfTurn));
    apart.does(3, 92, ReferralStep::Cancel);
}

#[test]
fn nothing_is_handed_over_after_its_consent_was_seen_to_be_taken_back() {
    let mut apart = at(Standing::Ready);
    let op = withdrawal(&apart.file(3));
    apart.write(3, 1, 20, EventKind::Consent, vec![op]);
    let made = ops(&apart.file(3), referral(1), &next(ReferralStep::Deliver, 21), 21).unwrap();
    let id = apart.write(3, SUPERVISOR, 21, EventKind::Refer, made);
    assert_eq!(apart.log.fold().1[&id], refused(Refusal::NoConsent));
    // The person is asked again, and says yes.
    let op = consent(ConsentAnswer::Given, &["name", "language"]).op(apart.file(3).heads(), consent_id());
    apart.write(3, 1, 22, EventKind::Consent, vec![op]);
    apart.does(3, 23, ReferralStep::Deliver);
    assert_eq!(apart.standing(), Some(Standing::Sent));
}

#[test]
fn a_withdrawal_that_waits_for_its_past_keeps_this_device_from_handing_over() {
    let deliver = |apart: &Apart| {
        apart.log.file().may_pass_on(referral(1), &next(ReferralStep::Deliver, 31), Hlc::at(DAY + 31 * HOUR), 0)
    };
    for kind in [EventKind::Refer, EventKind::Consent] {
        let mut apart = at(Standing::Ready);
        assert_eq!(deliver(&apart), Ok(()));
        let file = apart.file(3);
        let made = match kind {
            EventKind::Refer => ops(&file, referral(1), &next(ReferralStep::Withdraw, 30), 30).unwrap(),
            _ => vec![withdrawal(&file)],
        };
        apart.log.write_seeing(New { device: 2, member: 1, hours: 30, kind, ops: made }, waits_for());
        assert_eq!(deliver(&apart), Err(Refusal::NoConsent), "{kind:?}");
        assert_eq!(apart.standing(), Some(Standing::Ready), "it has not come yet");
    }
}

fn any_consent() -> impl Strategy<Value = Consent> {
    let fields = prop::collection::btree_set(prop::sample::select(vec!["name", "phone"]), 1..3);
    // Mostly given, since only then something is allowed.
    let answer = prop_oneof![8 => Just(ConsentAnswer::Given), 1 => prop::sample::select(ConsentAnswer::ALL)];
    let second = prop::option::of(prop::sample::select(vec![member(0), member(1)]));
    let until = prop::option::of(prop::sample::select(vec![1_u32, 2]));
    (
        (answer, prop::sample::select(LegalBasis::ALL), fields, second, until),
        prop::option::of(any::<bool>()),
        prop::sample::select(vec!["", "life"]),
        prop::sample::select(vec!["Aid", "Aid", "Aid", "Others"]),
    )
        .prop_map(|((answer, basis, fields, second, until), assent, words, recipient)| Consent {
            basis,
            second,
            assent,
            recipient: recipient.to_owned(),
            words: words.to_owned(),
            until: until.and_then(|day| NaiveDate::from_ymd_opt(2024, 1, day)),
            ..consent(answer, &fields.into_iter().collect::<Vec<_>>())
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, ..ProptestConfig::default() })]

    /// Whatever the least of several covers, each of them covers.
    #[test]
    fn the_least_allows_nothing_that_one_of_them_does_not(
        all in prop::collection::vec(any_consent(), 2..4),
        fields in prop::collection::btree_set(prop::sample::select(vec!["name", "phone"]), 0..2),
        day in 1_u32..4,
    ) {
        let day = NaiveDate::from_ymd_opt(2024, 1, day).unwrap();
        let least = all.iter().skip(1).fold(all[0].clone(), |least, next| least.least(next));
        for recipient in ["Aid", "Others"] {
            let covers = |said: &Consent| said.covers(ConsentPurpose::Referral, recipient, fields.iter().copied(), day);
            if covers(&least) {
                prop_assert!(all.iter().all(covers), "{:?}", all.iter().map(Consent::to_value).collect::<Vec<_>>());
            }
        }
    }
}

/// One event after the other on one device, each having seen all before it.
fn one_after_another(apart: &Apart, many: u32, op: impl Fn(EventRef) -> Op) -> Vec<Written> {
    let mut written = apart.log.written.clone();
    let mut last = *apart.log.file().frontier().first().unwrap();
    for at in 0..many {
        let id = u128::from(at).wrapping_add(1 << 64).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835);
        let id = EventRef::from_random(id.to_be_bytes());
        let (hlc, seat) = (Hlc::at(DAY + 100 * HOUR + u64::from(at)), SeatId::from_random([3; 16]));
        let body = Body::new(*case().as_bytes(), hlc, member(SUPERVISOR), seat, EventKind::Refer);
        let body = Body { ops: vec![op(last)], ..body };
        let (past, seq) = (BTreeSet::from([last]), 1_000 + u64::from(at));
        written.push(Written { id, device: device(3), seq, past, layout: 2, body });
        last = id;
    }
    written
}

#[test]
fn thousands_of_steps_of_one_referral_are_folded_in_a_moment() {
    const MANY: u32 = 5_000;
    let apart = at(Standing::Acknowledged);
    let known = apart.log.file().referral(referral(1)).unwrap();
    let again = known.step_op(&next(ReferralStep::Acknowledge, 100), Hlc::at(DAY)).unwrap();
    let begun_at = apart.log.file().frontier().clone();
    let written = one_after_another(&apart, MANY, |last| {
        let Value::List(mut parts) = again.value.clone() else { panic!() };
        let first = known.last().first().unwrap();
        let seen = if begun_at.contains(&last) { *first } else { last };
        parts[2] = Value::List(vec![Value::Bytes(seen.as_bytes().to_vec())]);
        Op { value: Value::List(parts), ..again.clone() }
    });
    let events: Vec<Event<'_>> = written.iter().map(Written::event).collect();
    let begun = std::time::Instant::now();
    let (file, verdicts) = CaseFile::fold(StreamName::Centre, case(), &events, &RULES);
    // Each step read all those before it once, which took minutes. Whoever has the right to one step may write thousands.
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    assert!(verdicts.values().all(|verdict| *verdict == Verdict::Counts));
    let folded = file.referral(referral(1)).unwrap();
    assert_eq!((folded.steps.len(), folded.last().len()), (known.steps.len() + 5_000, 1));
    // And kept in its tables and read again it is the same.
    assert_eq!(CaseFile::from_parts(file.clone().into_parts()), file);
}
