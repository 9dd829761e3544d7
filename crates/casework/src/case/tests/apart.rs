//! What devices wrote apart, what waits, and what protects.

use super::super::fold::fold_under;
use super::*;
use crate::Right;

/// A property said apart on two devices, with the values in either order.
fn apart(property: &str, values: [Option<&str>; 2]) -> CaseFact {
    let mut log = Log::opened();
    let past = log.file().frontier().clone();
    for (device, value) in [1, 2].into_iter().zip(values) {
        let op = match value {
            Some(value) => fact(&log.file(), property, value, talk(0)),
            None => Op::set(LogPath::Fact { household: None, property }.to_string(), Value::Null, Vec::new()),
        };
        let new = New {
            device,
            member: 3,
            hours: u64::from(device),
            kind: EventKind::Resolve,
            ops: vec![Op { over: vec![], ..op }],
        };
        log.write_seeing(new, past.clone());
    }
    log.file().facts().remove(&(None, property.to_owned())).expect("the fact")
}

#[test]
fn while_two_answers_stand_the_more_protective_one_holds() {
    for (property, more, less) in [
        (profile::CONSENT, Some("withdrawn"), Some("refused")),
        (profile::CONSENT, Some("refused"), Some("not_asked")),
        (profile::CONSENT, Some("not_asked"), Some("given")),
        (profile::CONSENT, None, Some("given")),
        (profile::SAFE_CONTACT, Some("no"), Some("yes")),
        (profile::SHARING, Some("no"), Some("yes")),
    ] {
        for values in [[more, less], [less, more]] {
            let fact = apart(property, values);
            assert_eq!((fact.value.as_str(), fact.standing), (more.unwrap_or_default(), 2), "{property} {values:?}");
        }
    }
    let fact = apart(profile::PHONE, [Some("1"), Some("2")]);
    assert_eq!((fact.value.as_str(), fact.standing), ("2", 2), "elsewhere the latest is shown");
}

#[test]
fn one_answer_that_names_both_settles_it() {
    let mut log = Log::opened();
    let past = log.file().frontier().clone();
    for (device, value) in [(1, "yes"), (2, "no")] {
        let op = Op { over: vec![], ..fact(&log.file(), profile::SAFE_CONTACT, value, talk(0)) };
        log.write_seeing(New { device, member: 1, hours: 1, kind: EventKind::Consent, ops: vec![op] }, past.clone());
    }
    let ops = vec![fact(&log.file(), profile::SAFE_CONTACT, "yes", talk(0))];
    log.write(New { device: 3, member: 0, hours: 2, kind: EventKind::Consent, ops });
    let fact = log.file().facts().remove(&(None, profile::SAFE_CONTACT.to_owned())).unwrap();
    assert_eq!((fact.value.as_str(), fact.standing), ("yes", 1));
}

#[test]
fn an_event_whose_past_is_missing_waits_by_name_and_protects_meanwhile() {
    let mut log = Log::opened();
    let ops = vec![fact(&log.file(), profile::SAFE_CONTACT, "yes", talk(0))];
    log.write(New { device: 1, member: 1, hours: 1, kind: EventKind::Consent, ops });
    let missing = log.talks(2, 2, 2, talk(1), "Ким");
    let ops = vec![
        fact(&log.file(), profile::SAFE_CONTACT, "no", talk(0)),
        fact(&log.file(), profile::CONSENT, "given", talk(0)),
    ];
    let no = log.write(New { device: 2, member: 2, hours: 3, kind: EventKind::Consent, ops });
    let after = log.talks(2, 2, 4, talk(2), "Пак");
    let whole = log.file();

    let part = log.without(missing);
    let (file, verdicts) = part.fold();
    let waits = Verdict::Waits(BTreeSet::from([missing]));
    assert_eq!((&verdicts[&no], &verdicts[&after]), (&waits, &waits));
    let facts = file.facts();
    let contact = &facts[&(None, profile::SAFE_CONTACT.to_owned())];
    assert_eq!((contact.value.as_str(), contact.standing), ("no", 2));
    assert!(!facts.contains_key(&(None, profile::CONSENT.to_owned())), "what permits waits with the rest");
    assert_eq!((shown(&file, talk(2)), file.history().len()), (None, 2));

    // The parts carry what waits, and its coming calls for a new fold.
    let mut again = CaseFile::from_parts(file.clone().into_parts());
    assert_eq!(again, file);
    assert_eq!(again.apply(&log.get(missing).event(), &RULES), Ok(Applied::FoldAnew));
    assert_eq!(again, file);
    assert_eq!(whole.facts()[&(None, profile::SAFE_CONTACT.to_owned())].standing, 1);
    assert!(whole.waiting().is_empty());
}

/// A worker's change is right because of an interview that has not come yet.
fn withheld() -> (Log, EventRef, EventRef) {
    let mut log = Log::opened();
    log.talks(3, 3, 1, talk(1), "Ким");
    let led = log.talks(1, 1, 2, talk(2), "Пак");
    let changed = log.amends(1, 1, 3, talk(1), "Кимова");
    (log, led, changed)
}

#[test]
fn what_is_withheld_makes_no_verdict_only_a_delay() {
    let (log, led, changed) = withheld();
    assert_eq!(log.fold().1[&changed], Verdict::Counts);
    assert_eq!(log.without(led).fold().1[&changed], Verdict::Waits(BTreeSet::from([led])));
}

#[test]
fn without_waiting_a_withheld_event_would_make_a_right_change_a_wrong_one() {
    let (log, led, changed) = withheld();
    let part = log.without(led);
    let (_, verdicts) = fold_under::<true, false>(StreamName::Centre, case(), &part.events(), &RULES, &mut |_, _| {});
    assert_eq!(verdicts[&changed], refused(Refusal::NotBegun(talk(1))));
}

#[test]
fn without_rights_a_volunteer_would_change_what_another_wrote() {
    let mut log = Log::opened();
    log.talks(1, 1, 1, talk(1), "Ким");
    let forged = log.amends(2, 0, 2, talk(1), "forged");
    assert_eq!(log.fold().1[&forged], refused(Refusal::NoRight(Right::AmendInterview)));
    assert_eq!(shown(&log.file(), talk(1)).as_deref(), Some("Ким"));
    let (file, _) = fold_under::<false, true>(StreamName::Centre, case(), &log.events(), &RULES, &mut |_, _| {});
    assert_eq!(shown(&file, talk(1)).as_deref(), Some("forged"));
}

#[test]
fn whoever_claims_an_interview_that_another_led_makes_it_nobodys() {
    let mut log = Log::opened();
    let past = log.file().frontier().clone();
    log.talks(1, 1, 1, talk(1), "Ким");
    // The volunteer knows the id, and pretends not to have seen the interview.
    let before = Log { written: log.written[..1].to_vec() }.file();
    let ops = finished(&before, 0, 1, talk(1), "forged");
    let claim = log.write_seeing(New { device: 2, member: 0, hours: 1, kind: EventKind::Create, ops }, past);
    let (file, verdicts) = log.fold();
    assert_eq!(verdicts[&claim], Verdict::Counts, "in its own past there was no such interview");
    assert_eq!(file.led(talk(1)), None);
    let read = crate::Act::ReadInterview(crate::OfInterview { id: talk(1), stream: StreamName::Centre });
    let volunteer = who(member(0)).unwrap();
    assert_eq!(crate::may(&volunteer, &read, &file, file.latest(), 0), Err(Refusal::NoRight(Right::ReadInterviews)));
    assert_eq!(file.interview_heads(talk(1)).unwrap().conflicts().count(), 2, "both are shown");
}

#[test]
fn a_chain_of_waiting_events_names_what_is_missing_and_not_each_other() {
    let mut log = Log::opened();
    let all: Vec<EventRef> = (1..6).map(|hours| log.talks(1, 1, hours, talk(hours as u8), "x")).collect();
    let (_, verdicts) = log.without(all[1]).fold();
    assert_eq!(verdicts[&all[0]], Verdict::Counts);
    for id in &all[2..] {
        assert_eq!(verdicts[id], Verdict::Waits(BTreeSet::from([all[1]])));
    }
    let mut circle = Log::opened();
    let (a, b) = (circle.talks(1, 1, 1, talk(1), "x"), circle.talks(1, 1, 2, talk(2), "x"));
    circle.written[1].past.insert(b);
    let (file, verdicts) = circle.fold();
    assert_eq!((&verdicts[&a], &verdicts[&b]), (&Verdict::Waits(BTreeSet::new()), &Verdict::Waits(BTreeSet::new())));
    assert_eq!(file.history().len(), 1, "events that have seen each other cannot have been made");
}

#[test]
fn what_was_seen_through_a_refused_event_was_seen() {
    let mut log = Log::opened();
    log.talks(1, 1, 1, talk(1), "Ким");
    let forged = log.amends(2, 0, 2, talk(1), "forged");
    let ops = vec![answer(&log.file(), talk(1), "Пак")];
    let new = New { device: 1, member: 1, hours: 3, kind: EventKind::Edit, ops };
    let changed = log.write_seeing(new, BTreeSet::from([forged]));
    let (file, verdicts) = log.fold();
    assert_eq!(verdicts[&changed], Verdict::Counts);
    assert_eq!(file.frontier(), &BTreeSet::from([changed]));
    assert_eq!(shown(&file, talk(1)).as_deref(), Some("Пак"));
}

#[test]
fn two_hundred_devices_that_wrote_apart_are_named_and_settled_by_the_next_write() {
    let mut log = Log::opened();
    log.talks(3, 3, 1, talk(1), "Ким");
    let (seen, before) = (log.file().frontier().clone(), log.file());
    // Each replaces what was said first, and none has seen the others.
    for device in 0..200_u8 {
        let ops = vec![answer(&before, talk(1), &format!("name {device}"))];
        let new = New { device: 10 + device, member: 3, hours: 2, kind: EventKind::Edit, ops };
        log.write_seeing(new, seen.clone());
    }
    let file = log.file();
    assert_eq!((file.frontier().len(), file.history().len()), (200, 202));
    assert_eq!(file.interview_heads(talk(1)).unwrap().conflicts().count(), 1);
    let settled = log.amends(1, 2, 3, talk(1), "Кимова");
    let written = log.get(settled);
    assert_eq!(written.past.len(), 200, "all of them are named as seen");
    let body = Body { past: written.past.iter().copied().collect(), ..written.body.clone() };
    assert!(body.to_bytes().is_ok(), "and that is within the limits");
    let (file, verdicts) = log.fold();
    assert!(verdicts.values().all(|verdict| *verdict == Verdict::Counts));
    assert_eq!(file.frontier(), &BTreeSet::from([settled]));
    let heads = file.interview_heads(talk(1)).unwrap();
    assert_eq!((heads.conflicts().count(), shown(&file, talk(1)).as_deref()), (0, Some("Кимова")));
}
