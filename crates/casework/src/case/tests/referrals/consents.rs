//! Nothing is passed on without a consent that covers it.

use chrono::NaiveDate;

use super::*;

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

proptest! {
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
