//! What lists are told of referrals is what the case says, whatever was done with it.

use pana_casework::referral::{Awaits, Detail, Details, EntryKind, NextStep, ReferralStep, ReferralSummary, Standing};
use pana_model::{CaseId, Moment, ReferralId, Urgency};
use pana_store::{ReferralWrite, Stream, WaitingReferral};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::referrals::{agreed, confirm, create, deliver};
use crate::support::{Centre, centre, later, now};

fn id(number: u8) -> ReferralId {
    ReferralId::from_random([number; 16])
}

fn any_moment() -> impl Strategy<Value = String> {
    let ms = prop_oneof![
        8 => (0_i64..200_000).prop_map(|minutes| now().unix_ms() + minutes * 60_000),
        1 => Just(-62_135_596_800_000),
        1 => Just(253_402_300_799_000),
    ];
    let zone = prop::sample::select(vec!["Z", "+05:00", "-11:30"]);
    let part = prop::sample::select(vec!["", ".5", ".000999"]);
    (ms, zone, part).prop_map(|(ms, zone, part)| {
        let text = Moment::from_unix_ms(ms).unwrap().to_rfc3339();
        format!("{}{part}{zone}", text.get(..19).unwrap())
    })
}

fn any_day() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (1_u32..29).prop_map(|day| format!("2026-04-{day:02}")),
        1 => Just("-262143-01-01".to_owned()),
        1 => Just("+262142-12-31".to_owned()),
    ]
}

/// A step or an entry that says much.
fn any_write() -> impl Strategy<Value = ReferralWrite> {
    let word = prop::sample::select(vec!["a", "Пана қоры", "'; --", "\u{0}x", " b "]);
    let what = prop_oneof![
        6 => prop::sample::select(ReferralStep::ALL).prop_map(Ok),
        1 => prop::sample::select(EntryKind::ALL).prop_map(Err),
    ];
    (prop::sample::select(vec![5_u8, 5, 5, 2]), what, word, any_moment(), any_moment(), any_day(), any::<bool>())
        .prop_map(|(number, what, word, by, at, day, more)| {
            let details = Details::new()
                .with(Detail::Words, word)
                .with(Detail::RespondBy, by)
                .with(Detail::At, at)
                .with(Detail::ReviewOn, day)
                .with(Detail::Channel, "phone")
                .with(Detail::On, "2026-03-03")
                .with(Detail::Learned, "phone")
                .with(Detail::Wait, "unknown")
                .with(Detail::DeclineReason, "full")
                .with(Detail::CancelReason, "moved")
                .with(Detail::Received, "part")
                .with(Detail::Outcome, "met");
            let details = match what {
                Ok(ReferralStep::Create) => {
                    let details = details
                        .with(Detail::Service, word)
                        .with(Detail::Recipient, "Пана қоры")
                        .with(Detail::Urgency, "urgent");
                    if more {
                        details.with(Detail::Sensitive, "yes").with(Detail::RecipientName, word)
                    } else {
                        details
                    }
                }
                Ok(ReferralStep::Confirm) => {
                    details.with(Detail::Consent, agreed().0.to_string()).with(Detail::Fields, "name")
                }
                _ => details,
            };
            match what {
                Ok(ReferralStep::Create) => ReferralWrite::Create { id: id(number), details },
                Ok(step) => ReferralWrite::Step { id: id(number), next: NextStep { step, expired: more, details } },
                Err(kind) => ReferralWrite::Entry { id: id(number), kind, details },
            }
        })
}

fn said_by_case(centre: &Centre, case: CaseId) -> Vec<ReferralSummary> {
    let file = centre.store.case_file(Stream::Centre, case).unwrap();
    file.referral_summaries()
}

/// The lists of one time, in an order of their own.
fn listed(centre: &Centre, at: Moment) -> Vec<ReferralSummary> {
    let mut due: Vec<_> = centre.store.referrals_due(at).unwrap().into_iter().map(|(_, _, summary)| summary).collect();
    due.sort_by_key(|summary| summary.id);
    due
}

/// What orders a work list of one time, in an order of its own.
fn in_brief(mut brief: Vec<WaitingReferral>) -> Vec<(ReferralId, Urgency, Awaits)> {
    brief.sort_by_key(|one| one.id);
    brief.into_iter().map(|one| (one.id, one.urgency, one.awaits)).collect()
}

fn of_summaries<'s>(summaries: impl Iterator<Item = &'s ReferralSummary>) -> Vec<(ReferralId, Urgency, Awaits)> {
    summaries.map(|one| (one.id, one.urgency, one.awaits())).collect()
}

#[test]
fn lists_are_told_what_the_case_says_and_no_later_than_it_is_due() {
    let mut runner = TestRunner::new(Config { cases: 20, failure_persistence: None, ..Config::default() });
    let writes = prop::collection::vec(any_write(), 1..24);
    runner
        .run(&writes, |writes| {
            let mut centre = centre();
            let case = centre.person("Ибраева", "Әсел", "1987").case;
            let at = (Stream::Centre, case);
            let (consent, said) = agreed();
            centre.store.consent_record(at, (consent, &said), later(5)).unwrap();
            // One is handed over before anything happens, or few would come so far.
            let ahead = [create(), confirm(later(60)), deliver(later(70))];
            for (minute, write) in (6..).zip(ahead) {
                centre.store.refer(at, &[write], later(minute)).unwrap();
            }
            for (minute, write) in (10..).zip(writes) {
                // Most do not follow, and then nothing is written.
                let _ = centre.store.refer(at, &[write], later(minute));
                let said = said_by_case(&centre, case);
                for hours in (-24_i64..24 * 90).step_by(19) {
                    let time = later(hours * 60);
                    let due: Vec<_> = said.iter().filter(|one| one.due(time).is_some()).cloned().collect();
                    let waiting = in_brief(centre.store.referrals_waiting(time).unwrap());
                    prop_assert_eq!(waiting, of_summaries(due.iter()), "an index says of them what their rows say");
                    prop_assert_eq!(listed(&centre, time), due);
                    let is_unanswered = |one: &&ReferralSummary| one.awaits().answer_awaited_by(time).is_some();
                    let unanswered = in_brief(centre.store.referrals_unanswered(time).unwrap());
                    prop_assert_eq!(unanswered, of_summaries(said.iter().filter(is_unanswered)));
                    let until = later(hours * 60 + 48 * 60);
                    let is_awaited = |one: &&ReferralSummary| {
                        let is_within = one.appointment.is_some_and(|at| at >= time && at < until);
                        is_within && one.standing == Standing::Accepted && !one.is_error
                    };
                    let awaited = in_brief(centre.store.appointments(time, until).unwrap());
                    prop_assert_eq!(awaited, of_summaries(said.iter().filter(is_awaited)));
                }
                for summary in &said {
                    let row = centre.store.referral_summary(Stream::Centre, case, summary.id).unwrap();
                    prop_assert_eq!(row.as_ref(), Some(summary));
                    for ms in [summary.respond_by, summary.appointment].into_iter().flatten().map(Moment::unix_ms) {
                        for time in [ms - 1, ms, ms + 1].into_iter().filter_map(Moment::from_unix_ms) {
                            let is = summary.due(time).is_some();
                            prop_assert_eq!(listed(&centre, time).iter().any(|one| one.id == summary.id), is);
                            let awaited = centre.store.referrals_unanswered(time).unwrap();
                            let awaited = awaited.iter().any(|one| one.id == summary.id);
                            prop_assert_eq!(awaited, summary.awaits().answer_awaited_by(time).is_some());
                            prop_assert!(!(is && awaited), "what is to be done is not awaited");
                        }
                    }
                }
            }
            let before = said_by_case(&centre, case);
            centre.store.rebuild_views(later(90)).unwrap();
            prop_assert_eq!(said_by_case(&centre, case), before);
            Ok(())
        })
        .unwrap();
}

#[test]
fn what_services_did_is_counted_by_service_and_its_mark_changes_with_a_referral_and_with_nothing_else() {
    let mut centre = centre();
    let case = centre.person("Ибраева", "Әсел", "1987").case;
    let at = (Stream::Centre, case);
    let courses = |centre: &Centre| {
        let mut found: Vec<(String, i64, bool)> = Vec::new();
        centre
            .store
            .courses(|service, known| found.push((service.to_owned(), known.sent_ms, known.answered_ms.is_some())))
            .unwrap();
        found
    };
    let (consent, said) = agreed();
    centre.store.consent_record(at, (consent, &said), later(5)).unwrap();
    let ReferralWrite::Create { id, details } = create() else { panic!("it is begun") };
    let begun = ReferralWrite::Create { id, details: details.with(Detail::DirectoryService, "a-service") };
    let before = centre.store.referrals_mark();
    centre.store.refer(at, &[begun], later(6)).unwrap();
    assert_ne!(centre.store.referrals_mark(), before);
    centre.store.refer(at, &[confirm(later(60))], later(7)).unwrap();
    assert_eq!(courses(&centre), [], "nothing was handed over");
    let before = centre.store.referrals_mark();
    centre.store.refer(at, &[deliver(later(70))], later(8)).unwrap();
    assert_ne!(centre.store.referrals_mark(), before);
    let handed_over = courses(&centre);
    assert_eq!(handed_over.len(), 1);
    assert!(handed_over[0].0 == "a-service" && handed_over[0].1 >= later(8).unix_ms() && !handed_over[0].2);
    let to: Vec<_> = centre.store.referrals_to_service("a-service").unwrap();
    assert_eq!(to.len(), 1);
    assert_eq!(centre.store.referrals_to_service("another").unwrap(), []);
    let before = centre.store.referrals_mark();
    centre.person("Оспанов", "Данияр", "1990");
    centre.store.consent_record(at, (consent, &said), later(9)).unwrap();
    assert_eq!(courses(&centre).len(), 1);
    let after_consent = centre.store.referrals_mark();
    assert_ne!(after_consent, before, "a consent may change what its referrals say");
    centre.person("Ахметов", "Тимур", "1991");
    assert_eq!(centre.store.referrals_mark(), after_consent, "nothing of referrals changed");
    centre.store.rebuild_views(later(90)).unwrap();
    assert_ne!(centre.store.referrals_mark(), after_consent);
    assert_eq!(courses(&centre), handed_over);
}
