//! Decisions about needs, consents and referrals, kept and read again.

use std::collections::BTreeMap;

use pana_casework::consent::{Consent, ConsentAnswer, ConsentHow, ConsentPurpose, LegalBasis};
use pana_casework::need::{Decision, NeedDecision};
use pana_casework::referral::{Detail, Details, EntryKind, NextStep, ReferralStep, Standing, StepError, Task};
use pana_casework::{Refusal, Role};
use pana_model::{ConsentId, Moment, ReferralId, Urgency};
use pana_store::{AddMember, Authorised, ReferralWrite, StoreError, Stream};

use crate::support::{Centre, KDF, centre, later, secret};

const DAY: i64 = 24 * 60;

fn id() -> ReferralId {
    ReferralId::from_random([5; 16])
}

pub(crate) fn agreed() -> (ConsentId, Consent) {
    let consent = Consent {
        answer: ConsentAnswer::Given,
        purpose: ConsentPurpose::Referral,
        recipient: "Пана қоры".to_owned(),
        fields: ["name", "language"].map(str::to_owned).into(),
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

pub(crate) fn create() -> ReferralWrite {
    let details = Details::new()
        .with(Detail::Service, "food")
        .with(Detail::Recipient, "Пана қоры")
        .with(Detail::Urgency, "critical");
    ReferralWrite::Create { id: id(), details }
}

fn step(step: ReferralStep, details: Details) -> ReferralWrite {
    ReferralWrite::Step { id: id(), next: NextStep { step, expired: false, details } }
}

pub(crate) fn confirm(by: Moment) -> ReferralWrite {
    let details = Details::new()
        .with(Detail::Consent, agreed().0.to_string())
        .with(Detail::Fields, "name language")
        .with(Detail::RespondBy, by.to_rfc3339());
    step(ReferralStep::Confirm, details)
}

pub(crate) fn deliver(by: Moment) -> ReferralWrite {
    let details = Details::new().with(Detail::Channel, "letter").with(Detail::RespondBy, by.to_rfc3339());
    step(ReferralStep::Deliver, details)
}

fn tasks(centre: &Centre, now: Moment) -> Vec<Task> {
    let due = centre.store.referrals_due(now).unwrap();
    due.iter().filter_map(|(_, _, summary)| Some(summary.due(now)?.task)).collect()
}

#[test]
fn a_referral_is_kept_and_due_when_its_time_has_come_and_after_a_rebuild_the_same() {
    let mut centre = centre();
    let at = (Stream::Centre, centre.person("Ибраева", "Әсел", "1987").case);
    centre.store.refer(at, &[create()], later(10)).unwrap();
    assert_eq!(tasks(&centre, later(10)), [Task::AskConsent]);
    let (consent, said) = agreed();
    centre.store.refer_by_consent(at, (consent, &said), &[confirm(later(10 + DAY))], later(11)).unwrap();
    assert_eq!(tasks(&centre, later(11)), [Task::HandOver]);
    centre.store.refer(at, &[deliver(later(12 + DAY))], later(12)).unwrap();
    assert_eq!(tasks(&centre, later(12)), []);
    assert_eq!(tasks(&centre, later(13 + DAY)), [Task::CallReceiver]);
    let mut centre = centre.reopen();
    let before = centre.store.case_file(Stream::Centre, at.1).unwrap();
    centre.store.rebuild_views(later(20)).unwrap();
    assert_eq!(centre.store.case_file(Stream::Centre, at.1).unwrap().referrals(), before.referrals());
    assert_eq!(tasks(&centre, later(13 + DAY)), [Task::CallReceiver]);
    let done: Vec<&str> =
        centre.store.person(at.1).unwrap().history.iter().take(4).map(|entry| entry.done.as_str()).collect();
    assert_eq!(done, ["refer", "refer", "consent", "refer"]);
}

#[test]
fn a_step_that_does_not_follow_leaves_nothing_behind_nor_does_the_consent_beside_it() {
    let mut centre = centre();
    let at = (Stream::Centre, centre.person("Ибраева", "Әсел", "1987").case);
    let unknown = centre.store.refer(at, &[deliver(later(30))], later(10));
    assert!(matches!(unknown, Err(StoreError::UnknownReferral)));
    centre.store.refer(at, &[create()], later(10)).unwrap();
    let early = centre.store.refer(at, &[deliver(later(30))], later(11));
    assert!(matches!(early, Err(StoreError::Step(StepError::OutOfTurn))));
    let (consent, said) = agreed();
    let less = Consent { fields: ["name".to_owned()].into(), ..said };
    let uncovered = centre.store.refer_by_consent(at, (consent, &less), &[confirm(later(30))], later(12));
    assert!(matches!(uncovered, Err(StoreError::Refused(Refusal::NoConsent))));
    let file = centre.store.case_file(Stream::Centre, at.1).unwrap();
    assert!(file.consents().is_empty());
    assert_eq!(file.referral(id()).and_then(|referral| referral.standing()), Some(Standing::Draft));
    assert_eq!(centre.store.set_aside().unwrap(), []);
}

#[test]
fn what_is_decided_about_a_need_is_kept_with_what_it_was_decided_by() {
    let mut centre = centre();
    let started = centre.person("Ибраева", "Әсел", "1987");
    let decision = NeedDecision {
        decision: Decision::Accepted,
        reason: None,
        words: "бүгін".to_owned(),
        urgency: Urgency::Urgent,
        rules: vec!["D012".to_owned()],
        rule_set: Some([3; 32]),
        interviews: vec![started.interview],
    };
    let decided = BTreeMap::from([("shelter".to_owned(), Some(decision.clone()))]);
    let at = (Stream::Centre, started.case);
    centre.store.need_decide(at, &decided, later(9)).unwrap();
    let mut centre = centre.reopen();
    let needs = centre.store.case_file(Stream::Centre, started.case).unwrap().needs();
    assert_eq!(needs["shelter"].settled(), Some(&decision));
    let back = BTreeMap::from([("shelter".to_owned(), None)]);
    centre.store.need_decide(at, &back, later(10)).unwrap();
    assert!(centre.store.case_file(Stream::Centre, started.case).unwrap().needs().is_empty());
}

#[test]
fn a_referral_that_rests_on_a_talk_in_private_is_there_for_those_who_lead_such_talks_and_for_nobody_else() {
    let mut centre = centre();
    let started = centre.person("Ибраева", "Әсел", "1987");
    let at = (Stream::Protected, started.case);
    let entry = ReferralWrite::Entry {
        id: id(),
        kind: EntryKind::Note,
        details: Details::new().with(Detail::Words, "тек бізге"),
    };
    centre.store.refer(at, &[create()], later(10)).unwrap();
    centre.store.refer(at, &[entry], later(11)).unwrap();
    assert_eq!(tasks(&centre, later(12)), [Task::AskConsent]);
    let (name, passphrase) = ("Бек".to_owned(), secret("жеті тоғыз бір"));
    let new = AddMember { name, role: Role::Worker, grants: Vec::new(), passphrase, kdf: KDF };
    let worker = centre.store.member_add(new, &Authorised::Alone, later(13)).unwrap();
    let centre = centre.hand_over(worker.id, "жеті тоғыз бір");
    assert_eq!(tasks(&centre, later(14)), []);
    assert!(centre.store.case_file(Stream::Protected, started.case).unwrap().referrals().is_empty());
    assert!(centre.store.case_file(Stream::Centre, started.case).unwrap().referrals().is_empty());
    let named = ["refer", "consent"];
    let history = centre.store.person(started.case).unwrap().history;
    assert!(history.iter().all(|entry| !named.contains(&entry.done.as_str())));
    let (text, _) = centre.look("жеті тоғыз бір", |sql| {
        sql.query_row("SELECT count(*) FROM view_referral", [], |row| row.get::<_, i64>(0)).unwrap()
    });
    assert_eq!(text, 0);
}
