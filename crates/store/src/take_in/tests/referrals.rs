//! A referral on which two laptops worked apart, once they have met.

use pana_casework::consent::{Consent, ConsentAnswer, ConsentHow, ConsentPurpose, LegalBasis};
use pana_casework::referral::{Detail, Details, NextStep, ReferralStep, Standing, Task};
use pana_model::{CaseId, ConsentId, ReferralId};

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
