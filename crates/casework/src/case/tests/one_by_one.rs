//! What one event after another gives, and what is refused.

use super::*;
use crate::{Matched, Right};

fn person(file: &CaseFile, property: &str) -> CaseFact {
    file.facts().remove(&(None, property.to_owned())).expect("the fact")
}

fn verdict(log: &Log, id: EventRef) -> Verdict {
    log.fold().1.remove(&id).expect("a verdict")
}

#[test]
fn a_case_is_what_was_written_of_it() {
    let mut log = Log::opened();
    let told = log.talks(1, 1, 1, talk(1), "Ибраева");
    let changed = log.amends(1, 1, 2, talk(1), "Ыбыраева");
    let file = log.file();
    assert_eq!(file.number(), "A7-0412-K");
    assert_eq!(file.opened(), Some(Hlc::at(DAY)));
    assert_eq!(name_of(&file.facts()), "Ибраева");
    assert_eq!(shown(&file, talk(1)).as_deref(), Some("Ыбыраева"));
    assert!(file.tokens().contains(&(Matched::Name, "ibraeva\u{1}ибраева".to_owned())));
    assert!(file.tokens().iter().any(|(kind, _)| *kind == Matched::Number));
    let head = file.interview(talk(1)).unwrap();
    assert_eq!((head.member, head.amended, head.finished), (member(1), 1, Hlc::at(DAY + HOUR)));
    let done: Vec<(EventRef, &str)> = file.history().iter().map(|line| (line.event, line.what.as_str())).collect();
    assert_eq!(done[1..], [(told, "interview-finished"), (changed, "interview-amended")]);
    assert_eq!(file.frontier(), &BTreeSet::from([changed]));
    assert_eq!(file.latest(), Hlc::at(DAY + 2 * HOUR));
}

#[test]
fn an_amendment_says_what_it_changed() {
    let mut log = Log::opened();
    log.talks(1, 1, 1, talk(1), "Ким");
    let changed = log.amends(1, 1, 2, talk(1), "Кимова");
    let changes = CaseFile::fold_changes(StreamName::Centre, case(), &log.events(), &RULES);
    assert_eq!(changes.keys().collect::<Vec<_>>(), [&changed]);
    let value = |text: &str| Some(crate::StoredAnswer::Value(text.to_owned()));
    let expected =
        Change { interview: talk(1), at: "/f/name".to_owned(), before: value("Ким"), after: value("Кимова") };
    assert_eq!(changes[&changed], [expected]);
}

#[test]
fn words_of_the_history_are_those_of_ever() {
    for (done, word) in [
        (Done::CaseOpened, "case-opened"),
        (Done::InterviewFinished, "interview-finished"),
        (Done::InterviewAmended, "interview-amended"),
        (Done::Resolved, "resolve"),
        (Done::Attached, "attach"),
        (Done::Referred, "refer"),
        (Done::Consented, "consent"),
        (Done::Linked, "link"),
        (Done::KeptApart, "kept-apart"),
        (Done::Decided, "decide"),
        (Done::Planned, "planned"),
        (Done::Other(EventKind::Correct), "correct"),
    ] {
        assert_eq!(done.as_str(), word);
        assert_eq!(word.parse(), Ok(done));
    }
    assert_eq!("dance".parse::<Done>(), Err(UnknownDone));
}

#[test]
fn an_event_of_one_case_writes_nothing_into_an_interview_of_another() {
    let mut log = Log::opened();
    log.talks(1, 1, 1, talk(1), "Ким");
    let file = log.file();
    let others = talk(7);
    let ops = vec![answer(&file, others, "other")];
    let forged = log.write(New { device: 2, member: 3, hours: 2, kind: EventKind::Edit, ops });
    assert_eq!(verdict(&log, forged), refused(Refusal::NotBegun(others)));
    let owner = |interview| (interview == others).then(|| CaseId::from_random([8; 16]));
    let rules = Rules { judge: &by_role, owner: &owner };
    let (after, verdicts) = CaseFile::fold(StreamName::Centre, case(), &log.events(), &rules);
    assert_eq!(verdicts[&forged], refused(Refusal::OtherSubject));
    assert_eq!(after, file);
    // Nor may it begin that interview anew in its own case.
    let ops = finished(&file, 3, 2, others, "other");
    let begun = log.write(New { device: 2, member: 3, hours: 2, kind: EventKind::Create, ops });
    assert_eq!(
        CaseFile::fold(StreamName::Centre, case(), &log.events(), &rules).1[&begun],
        refused(Refusal::OtherSubject)
    );
}

#[test]
fn an_event_about_another_case_is_refused_even_while_it_waits() {
    let mut log = Log::opened();
    let ops = vec![fact(&log.file(), profile::SAFE_CONTACT, "no", talk(0))];
    let here = log.write(New { device: 1, member: 1, hours: 1, kind: EventKind::Consent, ops });
    log.written.last_mut().unwrap().body.subject = [1; 16];
    assert_eq!(verdict(&log, here), refused(Refusal::OtherSubject));
    log.written.last_mut().unwrap().past.insert(EventRef::from_random([77; 16]));
    let (file, verdicts) = log.fold();
    assert_eq!(verdicts[&here], refused(Refusal::OtherSubject));
    assert!(file.waiting().is_empty() && file.facts().is_empty());
}

#[test]
fn who_led_an_interview_is_said_once() {
    let mut log = Log::opened();
    log.talks(1, 1, 1, talk(1), "Ким");
    let before = log.file();
    for stolen in [meta(2, 1), Meta { finished_hlc: 0, ..meta(1, 1) }, Meta { form_hash: [8; 32], ..meta(1, 1) }] {
        let ops = vec![meta_op(&before, talk(1), &stolen)];
        let id = log.write(New { device: 2, member: 2, hours: 2, kind: EventKind::Edit, ops });
        assert_eq!(verdict(&log, id), refused(Refusal::OtherMeta(talk(1))));
    }
    assert_eq!(log.file(), before);
    let ops = vec![meta_op(&before, talk(1), &Meta { incomplete: true, ..meta(1, 1) })];
    let id = log.write(New { device: 2, member: 2, hours: 2, kind: EventKind::Edit, ops });
    assert_eq!(verdict(&log, id), Verdict::Counts);
}

#[test]
fn an_interview_is_finished_when_its_event_was_made() {
    let mut log = Log::opened();
    let ops = finished(&log.file(), 0, 48, talk(1), "Ким");
    let id = log.write(New { device: 1, member: 0, hours: 1, kind: EventKind::Create, ops });
    assert_eq!(verdict(&log, id), refused(Refusal::OtherMeta(talk(1))), "or it stays of today for ever");
}

#[test]
fn a_device_names_what_it_set_before() {
    let mut log = Log::opened();
    log.talks(1, 1, 1, talk(1), "Ким");
    let unnamed =
        |interview, to: &str| Op::set(within(interview, InInterview::Answer("/f/name")), Value::text(to), vec![]);
    let ops = vec![unnamed(talk(1), "Пак")];
    let again = log.write(New { device: 1, member: 1, hours: 2, kind: EventKind::Edit, ops });
    assert_eq!(verdict(&log, again), refused(Refusal::Unnamed));
    let ops = vec![unnamed(talk(1), "Цой")];
    let elsewhere = log.write(New { device: 2, member: 2, hours: 2, kind: EventKind::Edit, ops });
    assert_eq!(verdict(&log, elsewhere), Verdict::Counts, "another device's answer may stand beside it");
    assert_eq!(log.file().interview_heads(talk(1)).unwrap().conflicts().count(), 1);
}

#[test]
fn rights_are_asked_of_every_act_that_an_event_is() {
    let no = |right| refused(Refusal::NoRight(right));
    let mut log = Log::opened();
    log.talks(1, 1, 1, talk(1), "Ким");
    log.talks(1, 0, 1, talk(2), "Пак");
    let file = log.file();
    let mut check = |member, hours, kind, ops: Vec<Op>, expected: Verdict, why: &str| {
        let id = log.write(New { device: 2, member, hours, kind, ops });
        assert_eq!(verdict(&log, id), expected, "{why}");
        log = log.without(id);
    };
    let edit = EventKind::Edit;
    check(0, 2, edit, vec![answer(&file, talk(1), "x")], no(Right::AmendInterview), "another's interview");
    check(0, 2, edit, vec![answer(&file, talk(2), "x")], Verdict::Counts, "one's own, the same day");
    check(0, 30, edit, vec![answer(&file, talk(2), "x")], no(Right::AmendInterview), "one's own, a day later");
    check(1, 30, edit, vec![answer(&file, talk(2), "x")], Verdict::Counts, "in a case of one's own");
    check(
        9,
        2,
        edit,
        vec![answer(&file, talk(2), "x")],
        refused(Refusal::Author(crate::authority::Refused::UnknownAuthor)),
        "a stranger",
    );
    let name = |interview| vec![answer(&file, talk(2), "x"), fact(&file, profile::FAMILY_NAME, "x", interview)];
    check(0, 2, edit, name(talk(2)), Verdict::Counts, "a fact of the interview it changes");
    check(0, 2, edit, name(talk(1)), no(Right::AmendInterview), "a fact in another interview's name");
    let create = EventKind::Create;
    check(0, 2, create, finished(&file, 0, 2, talk(3), "x"), Verdict::Counts, "one's own interview");
    check(0, 2, create, finished(&file, 1, 2, talk(3), "x"), no(Right::AmendInterview), "another's draft");
    check(2, 2, create, finished(&file, 0, 2, talk(3), "x"), Verdict::Counts, "a draft taken over");
    let consent = || vec![fact(&file, profile::SAFE_CONTACT, "no", talk(0))];
    check(0, 2, EventKind::Consent, consent(), Verdict::Counts, "what the person answers");
    let more = [consent(), vec![answer(&file, talk(1), "x")]].concat();
    check(0, 2, EventKind::Consent, more, refused(Refusal::NeedsUpdate), "and nothing beside it");
    check(0, 2, EventKind::Resolve, vec![answer(&file, talk(1), "x")], no(Right::Merge), "settling");
    check(1, 2, EventKind::Resolve, vec![answer(&file, talk(1), "x")], Verdict::Counts, "settling in one's own case");
    check(0, 2, EventKind::Link, vec![], no(Right::Merge), "joining people");
    let number = || vec![Op::set(NUMBER, Value::text("B1"), file.heads().over(NUMBER))];
    check(3, 2, create, number(), refused(Refusal::NeedsUpdate), "a case is opened once");
    check(3, 2, EventKind::Other(99), vec![], refused(Refusal::NeedsUpdate), "a kind of tomorrow");
    check(3, 2, EventKind::MemberAdd, vec![], refused(Refusal::NeedsUpdate), "control is no matter of a case");
    check(3, 2, edit, vec![], refused(Refusal::NeedsUpdate), "nothing at all");
}

#[test]
fn the_protected_stream_asks_for_the_grant_whatever_is_written() {
    let granted = |event: &Event<'_>, file: &CaseFile| {
        let mut who = who(event.body.member)?;
        who.grants.extend((event.body.member == member(2)).then_some(Grant::Protected));
        allowed(event, file, &who, 300)
    };
    let rules = Rules { judge: &granted, owner: &nobody_else };
    let mut log = Log::default();
    let consent = vec![fact(&log.file(), profile::SAFE_CONTACT, "no", talk(0))];
    for (member, expected) in [(3, refused(Refusal::NoGrant)), (2, Verdict::Counts)] {
        for ops in [finished(&log.file(), member, 1, talk(1), "x"), consent.clone()] {
            let kind = if ops.len() == 1 { EventKind::Consent } else { EventKind::Create };
            let id = log.write_seeing(New { device: 1, member, hours: 1, kind, ops }, BTreeSet::new());
            assert_eq!(CaseFile::fold(StreamName::Protected, case(), &log.events(), &rules).1[&id], expected);
            log = log.without(id);
        }
    }
}

#[test]
fn the_parts_make_the_file_again_and_an_event_says_which_it_changed() {
    let mut log = Log::opened();
    log.talks(1, 1, 1, talk(1), "Ким");
    let mut file = log.file();
    let again = CaseFile::from_parts(file.clone().into_parts());
    assert_eq!(again, file);
    let changed = log.amends(2, 2, 2, talk(1), "Пак");
    let event = log.get(changed).event();
    let Ok(Applied::Done(touched)) = file.apply(&event, &RULES) else { panic!("it was made where all was seen") };
    assert_eq!((touched.case, touched.interviews, touched.line.event), (false, BTreeSet::from([talk(1)]), changed));
    assert_eq!(file, log.file());
    assert_eq!(file.apply(&event, &RULES), Ok(Applied::Again));
}

#[test]
fn a_log_of_layout_1_is_read_as_the_device_wrote_it() {
    let mut log = Log::opened();
    log.talks(3, 1, 1, talk(1), "Ким");
    log.amends(3, 1, 2, talk(1), "Пак");
    let named = log.file();
    for written in &mut log.written {
        written.past.clear();
        written.layout = 1;
    }
    assert_eq!(log.file(), named);
    let mut file = CaseFile::new(StreamName::Centre, case());
    for event in log.events() {
        assert!(matches!(file.apply(&event, &RULES), Ok(Applied::Done(_))));
    }
    assert_eq!(file, named);
}

#[test]
fn facts_of_the_household_stand_beside_the_persons() {
    let mut log = Log::opened();
    let child = InstanceId::from_random([4; 16]);
    let path = LogPath::Fact { household: Some(child), property: profile::AGE }.to_string();
    let said = FactValue { value: "7".to_owned(), interview: talk(1), source: "/f/age".to_owned() };
    let mut ops = finished(&log.file(), 1, 1, talk(1), "Ким");
    ops.push(Op::set(path, said.to_value(), Vec::new()));
    log.write(New { device: 1, member: 1, hours: 1, kind: EventKind::Create, ops });
    let facts = log.file().facts();
    assert_eq!(facts[&(Some(child), profile::AGE.to_owned())].value, "7");
    assert_eq!(person(&log.file(), profile::FAMILY_NAME).standing, 1);
    let ops = vec![answer(&log.file(), talk(1), "Пак"), {
        let path = LogPath::Fact { household: None, property: profile::FAMILY_NAME }.to_string();
        Op::set(&*path, Value::Null, log.file().heads().over(&path))
    }];
    log.write(New { device: 1, member: 1, hours: 2, kind: EventKind::Edit, ops });
    assert_eq!(name_of(&log.file().facts()), "", "what an interview said before and says no more");
}
