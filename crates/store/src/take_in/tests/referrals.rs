//! A referral on which two laptops worked apart, once they have met.

use pana_casework::consent::{Consent, ConsentAnswer, ConsentHow, ConsentPurpose, LegalBasis};
use pana_casework::referral::{Detail, Details, NextStep, ReferralStep, Standing, Task};
use pana_model::{CaseId, ConsentId, Moment, ReferralId};

use super::laptops::{exchange, open_case};
use super::*;
use crate::ReferralWrite;
use crate::testing::second_device;

fn id() -> ReferralId {
    ReferralId::from_random([5; 16])
}

fn agreed() -> (ConsentId, Consent) {
    let consent = Consent {
        answer: ConsentAnswer::Given,
        purpose: ConsentPurpose::Referral,
        recipient: "Пана қоры".to_owned(),
        fields: ["name".to_owned()].into(),
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
    };
    (ConsentId::from_random([6; 16]), consent)
}

fn step(step: ReferralStep, said: &[(Detail, &str)]) -> ReferralWrite {
    let details = said.iter().fold(Details::new(), |details, (detail, value)| details.with(*detail, *value));
    ReferralWrite::Step { id: id(), next: NextStep { step, expired: false, details } }
}

/// A referral that was handed over, on both laptops.
fn handed_over(one: &mut Store, two: &mut Store) -> (Stream, CaseId) {
    let at = (Stream::Centre, open_case(one));
    let details = Details::new()
        .with(Detail::Service, "food")
        .with(Detail::Recipient, "Пана қоры")
        .with(Detail::Urgency, "critical");
    one.refer(at, &[ReferralWrite::Create { id: id(), details }], now()).unwrap();
    let (consent, said) = agreed();
    let by = (Detail::RespondBy, "2026-03-09T00:00:00Z");
    let ready = step(ReferralStep::Confirm, &[(Detail::Consent, &consent.to_string()), (Detail::Fields, "name"), by]);
    one.refer_by_consent(at, (consent, &said), &[ready], now()).unwrap();
    one.refer(at, &[step(ReferralStep::Deliver, &[(Detail::Channel, "letter"), by])], now()).unwrap();
    exchange(one, two);
    at
}

fn standing(store: &Store, at: (Stream, CaseId)) -> Option<Standing> {
    store.case_file(at.0, at.1).unwrap().referral(id()).and_then(|referral| referral.standing())
}

#[test]
fn a_referral_that_was_taken_up_on_one_laptop_and_taken_back_on_another_is_taken_back_on_both() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    let at = handed_over(&mut one, &mut two);
    assert_eq!(standing(&two, at), Some(Standing::Sent));
    one.refer(at, &[step(ReferralStep::Accept, &[(Detail::Learned, "phone")])], now()).unwrap();
    two.refer(at, &[step(ReferralStep::Withdraw, &[])], now()).unwrap();
    exchange(&mut one, &mut two);
    for store in [&one, &two] {
        assert_eq!(standing(store, at), Some(Standing::Withdrawn));
        let due = store.referrals_due(now()).unwrap();
        assert_eq!(
            due.iter().filter_map(|(.., row)| Some(row.due(now())?.task)).collect::<Vec<_>>(),
            [Task::TellReceiver]
        );
        assert_eq!(reasons(store), Vec::<String>::new(), "neither step is lost");
    }
    assert_eq!(seen(&one), seen(&two));
}

#[test]
fn a_consent_that_was_taken_back_on_another_laptop_stops_what_is_open_under_it_once_they_meet() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    let at = handed_over(&mut one, &mut two);
    let (consent, said) = agreed();
    two.consent_record(at, (consent, &Consent { answer: ConsentAnswer::Withdrawn, ..said }), now()).unwrap();
    one.refer(at, &[step(ReferralStep::Accept, &[(Detail::Learned, "phone")])], now()).unwrap();
    exchange(&mut one, &mut two);
    for store in [&one, &two] {
        let due = store.referrals_due(now()).unwrap();
        assert_eq!(due.iter().filter_map(|(.., row)| Some(row.due(now())?.task)).collect::<Vec<_>>(), [Task::TakeBack]);
        assert_eq!(standing(store, at), Some(Standing::Accepted), "what was answered is not undone by itself");
    }
    assert_eq!(seen(&one), seen(&two));
}

#[test]
fn a_no_of_a_month_ago_that_arrives_beside_a_newer_yes_stops_what_is_new_until_the_person_is_asked_again() {
    let day = |days: i64| Moment::from_unix_ms(now().unix_ms() + days * 86_400_000).unwrap();
    // The no is older than the yes, or younger: by no clock is it decided which of them holds.
    for (no, yes) in [(1, 30), (30, 1)] {
        let (dir, mut one) = centre();
        let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
        let at = handed_over(&mut one, &mut two);
        let (consent, said) = agreed();
        two.consent_record(at, (consent, &Consent { answer: ConsentAnswer::Withdrawn, ..said.clone() }), day(no))
            .unwrap();
        let second = ReferralId::from_random([7; 16]);
        let details = Details::new()
            .with(Detail::Service, "food")
            .with(Detail::Recipient, "Пана қоры")
            .with(Detail::Urgency, "critical");
        let by = (Detail::RespondBy, "2026-06-09T00:00:00Z");
        let new = |step, said: &[(Detail, &str)]| {
            let details = said.iter().fold(Details::new(), |details, (detail, value)| details.with(*detail, *value));
            ReferralWrite::Step { id: second, next: NextStep { step, expired: false, details } }
        };
        let ready = [(Detail::Consent, consent.to_string()), (Detail::Fields, "name".to_owned())];
        let ready: Vec<(Detail, &str)> =
            ready.iter().map(|(detail, value)| (*detail, value.as_str())).chain([by]).collect();
        one.refer(at, &[ReferralWrite::Create { id: second, details }], day(yes)).unwrap();
        one.refer_by_consent(at, (consent, &said), &[new(ReferralStep::Confirm, &ready)], day(yes)).unwrap();
        let deliver = new(ReferralStep::Deliver, &[(Detail::Channel, "letter"), by]);
        exchange(&mut one, &mut two);
        for store in [&mut one, &mut two] {
            let refused = store.refer(at, std::slice::from_ref(&deliver), day(31)).unwrap_err();
            assert!(matches!(refused, StoreError::Refused(_)), "{no} {yes}: {refused:?}");
            assert_eq!(standing(store, at), Some(Standing::Sent), "what was sent stands");
            let due = store.referrals_due(day(31)).unwrap();
            let tasks: Vec<Task> = due.iter().filter_map(|(.., row)| Some(row.due(day(31))?.task)).collect();
            assert!(tasks.contains(&Task::TakeBack), "{no} {yes}: {tasks:?}");
        }
        assert_eq!(seen(&one), seen(&two));
        // Whoever asks the person again settles it by what they say.
        two.consent_record(at, (consent, &said), day(32)).unwrap();
        exchange(&mut one, &mut two);
        one.refer(at, std::slice::from_ref(&deliver), day(32)).unwrap();
    }
}
