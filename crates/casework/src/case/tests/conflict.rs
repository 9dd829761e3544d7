//! What stands side by side because it was written apart: every kind of it is listed, once, until a person settles it.

use chrono::NaiveDate;
use pana_model::Urgency;
use pana_record::OpKind;
use proptest::prelude::*;

use super::*;
use crate::StoredAnswer;
use crate::need::{Decision, NeedDecision};

type Kind = crate::case::ConflictKind;

/// Two devices write these, each without having seen the other's.
fn apart(log: &mut Log, kind: EventKind, sides: [Vec<Op>; 2]) {
    let past = log.file().frontier().clone();
    for (device, ops) in (1_u8..).zip(sides) {
        log.write_seeing(New { device, member: 3, hours: u64::from(device) + 1, kind, ops }, past.clone());
    }
}

fn listed(file: &CaseFile) -> Vec<(Harm, Kind, String)> {
    file.conflicts().into_iter().map(|conflict| (conflict.harm, conflict.kind, conflict.path)).collect()
}

fn said_at(file: &CaseFile, path: &str) -> Vec<Said> {
    file.sides(path).into_iter().map(|side| side.said).collect()
}

fn at(interview: InterviewId, place: &str) -> String {
    within(interview, InInterview::Answer(place))
}

fn sets(file: &CaseFile, interview: InterviewId, place: &str, value: Value) -> Op {
    Op::set(at(interview, place), value, over(file, interview, InInterview::Answer(place)))
}

fn led() -> Log {
    let mut log = Log::opened();
    log.talks(3, 3, 1, talk(1), "Ким");
    log
}

#[test]
fn an_answer_and_the_fact_that_it_says_are_one_conflict_until_one_write_names_both() {
    let mut log = led();
    let before = log.file();
    let sides = ["Пак", "Цой"]
        .map(|name| vec![answer(&before, talk(1), name), fact(&before, profile::FAMILY_NAME, name, talk(1))]);
    apart(&mut log, EventKind::Edit, sides);
    let path = at(talk(1), "/f/name");
    assert_eq!(listed(&log.file()), [(Harm::Other, Kind::Answer, path.clone())]);
    assert_eq!(crate::case::name_of(&log.file().facts()), "Цой / Пак", "lists choose neither");
    let sides = log.file().sides(&path);
    assert_eq!(sides.iter().map(|side| side.device).collect::<Vec<_>>(), [Some(device(2)), Some(device(1))]);
    assert!(sides.iter().all(|side| side.is_dated && side.events.len() == 1));
    // Settling the answer alone leaves the fact to be settled, and shows that.
    let file = log.file();
    log.write(New {
        device: 1,
        member: 3,
        hours: 9,
        kind: EventKind::Resolve,
        ops: vec![answer(&file, talk(1), "Пак")],
    });
    let fact_path = LogPath::Fact { household: None, property: profile::FAMILY_NAME }.to_string();
    assert_eq!(listed(&log.file()), [(Harm::Other, Kind::Fact, fact_path)]);
    let file = log.file();
    let ops = vec![fact(&file, profile::FAMILY_NAME, "Пак", talk(1))];
    let last = log.write(New { device: 1, member: 3, hours: 10, kind: EventKind::Resolve, ops });
    assert!(log.file().conflicts().is_empty());
    assert_eq!(log.file().history.get(&last).map(|line| line.what), Some(Done::Resolved));
}

#[test]
fn a_refusal_beside_options_and_nothing_beside_a_value_stand_side_by_side() {
    let mut log = led();
    let before = log.file();
    let path = at(talk(1), "/f/needs");
    let option = |name: &str| Op::new(path.clone(), OpKind::Add, Value::text(name), Vec::new());
    let declined = sets(&before, talk(1), "/f/needs", Value::State(pana_record::State::Declined));
    apart(&mut log, EventKind::Edit, [vec![option("food")], vec![declined]]);
    let taken_back = sets(&before, talk(1), "/f/name", Value::Null);
    let other = answer(&before, talk(1), "Пак");
    apart(&mut log, EventKind::Edit, [vec![taken_back], vec![other]]);
    let paths: Vec<String> = listed(&log.file()).into_iter().map(|(.., path)| path).collect();
    assert_eq!(paths, [at(talk(1), "/f/name"), path.clone()]);
    let both = [StoredAnswer::Declined, StoredAnswer::Choices(vec!["food".to_owned()])];
    assert_eq!(said_at(&log.file(), &path), both.map(|answer| Said::Answer(Some(answer))));
    let said = said_at(&log.file(), &at(talk(1), "/f/name"));
    assert_eq!(said, [Said::Answer(Some(StoredAnswer::Value("Пак".to_owned()))), Said::Answer(None)]);
}

#[test]
fn options_taken_apart_and_the_same_said_twice_are_nothing_to_settle() {
    let mut log = led();
    let before = log.file();
    let option = |name: &str| Op::new(at(talk(1), "/f/needs"), OpKind::Add, Value::text(name), Vec::new());
    apart(&mut log, EventKind::Edit, [vec![option("food")], vec![option("shelter")]]);
    let same = || vec![answer(&before, talk(1), "Пак")];
    apart(&mut log, EventKind::Edit, [same(), same()]);
    // Two interviews that were led apart and say the same of the person.
    let sides = [talk(2), talk(3)].map(|id| vec![fact(&before, profile::PHONE, "7011230147", id)]);
    apart(&mut log, EventKind::Resolve, sides);
    assert_eq!(listed(&log.file()), []);
    assert_eq!(log.file().facts()[&(None, profile::PHONE.to_owned())].standing, 1);
}

#[test]
fn what_protects_and_how_somebody_is_reached_stand_before_the_rest() {
    let mut log = led();
    let before = log.file();
    for (property, values) in
        [("favourite_tea", ["a", "b"]), (profile::PHONE, ["1", "2"]), (profile::SAFE_CONTACT, ["yes", "no"])]
    {
        let sides = values.map(|value| vec![fact(&before, property, value, talk(1))]);
        apart(&mut log, EventKind::Resolve, sides);
    }
    let harms: Vec<Harm> = log.file().conflicts().into_iter().map(|conflict| conflict.harm).collect();
    assert_eq!(harms, [Harm::Safety, Harm::Contact, Harm::Other]);
    let contact = &log.file().facts()[&(None, profile::SAFE_CONTACT.to_owned())];
    assert_eq!((contact.value.as_str(), contact.all()), ("no", vec!["no", "yes"]));
}

#[test]
fn a_fact_that_one_took_back_is_not_hidden_by_that() {
    let mut log = led();
    let before = log.file();
    let path = LogPath::Fact { household: None, property: profile::FAMILY_NAME }.to_string();
    let back = Op::set(path.clone(), Value::Null, before.heads().over(&path));
    apart(&mut log, EventKind::Resolve, [vec![fact(&before, profile::FAMILY_NAME, "Пак", talk(1))], vec![back]]);
    let fact = &log.file().facts()[&(None, profile::FAMILY_NAME.to_owned())];
    assert_eq!((fact.value.as_str(), fact.standing), ("Пак", 2), "though the later word is that nothing is known");
    assert_eq!(log.file().conflicts().len(), 1);
}

#[test]
fn somebody_removed_on_one_device_and_changed_on_another_is_one_conflict() {
    let id = InstanceId::from_time(5, [5; 10]);
    let (list, who) = ("/f/member", format!("/f/member[{id}]"));
    let list_path = within(talk(1), InInterview::Repeat(list));
    let mut log = led();
    let name = at(talk(1), &format!("{who}/name"));
    let ops = vec![
        Op::new(list_path.clone(), OpKind::InstanceAdd, Value::Bytes(id.as_bytes().to_vec()), Vec::new()),
        Op::set(name.clone(), Value::text("Айша"), Vec::new()),
    ];
    log.write(New { device: 3, member: 3, hours: 1, kind: EventKind::Edit, ops });
    let before = log.file();
    let heads = before.interview_heads(talk(1)).unwrap();
    let exists = heads.over(&InInterview::Repeat(list).to_string());
    let named = over(&before, talk(1), InInterview::Answer(&format!("{who}/name")));
    let removed = vec![
        Op::new(list_path, OpKind::InstanceRemove, Value::Bytes(id.as_bytes().to_vec()), exists),
        Op::set(name.clone(), Value::Null, named.clone()),
    ];
    let age = Op::set(at(talk(1), &format!("{who}/age")), Value::text("7"), Vec::new());
    let changed = vec![Op::set(name, Value::text("Айша Ким"), named), age];
    apart(&mut log, EventKind::Edit, [removed, changed]);
    let path = within(talk(1), InInterview::Repeat(&who));
    assert_eq!(listed(&log.file()), [(Harm::Contact, Kind::Removed, path.clone())]);
    assert_eq!(said_at(&log.file(), &path), [Said::Changed, Said::Removed]);
}

#[test]
fn plans_decisions_closings_and_links_made_apart_are_listed_and_done_once_more_they_are_settled() {
    let mut log = led();
    let before = log.file();
    let on = |day| FollowUp::On(NaiveDate::from_ymd_opt(2026, 12, day).unwrap());
    let plan = |file: &CaseFile, day| vec![on(day).op(file.heads())];
    apart(&mut log, EventKind::Decide, [plan(&before, 5), plan(&before, 9)]);
    let decide = |file: &CaseFile, urgency| {
        let decision = NeedDecision {
            decision: Decision::Added,
            reason: None,
            words: String::new(),
            urgency,
            rules: Vec::new(),
            rule_set: None,
            interviews: Vec::new(),
        };
        vec![NeedDecision::op(file.heads(), "housing", Some(&decision))]
    };
    apart(&mut log, EventKind::Decide, [decide(&before, Urgency::Low), decide(&before, Urgency::Critical)]);
    let other = CaseId::from_random([200; 16]);
    let link = |what| vec![before.link_op(other, what, "why")];
    apart(&mut log, EventKind::Link, [link(Linked::Same), link(Linked::Apart)]);
    let kinds = |file: &CaseFile| listed(file).into_iter().map(|(_, kind, _)| kind).collect::<Vec<_>>();
    assert_eq!(kinds(&log.file()), [Kind::FollowUp, Kind::Need, Kind::Link]);
    let settled = log.file();
    for (kind, ops) in [
        (EventKind::Decide, plan(&settled, 7)),
        (EventKind::Decide, decide(&settled, Urgency::Normal)),
        (EventKind::Link, vec![settled.link_op(other, Linked::Same, "why")]),
    ] {
        log.write(New { device: 1, member: 3, hours: 20, kind, ops });
    }
    assert_eq!(listed(&log.file()), []);
}

#[test]
fn a_meeting_asked_for_apart_is_by_the_earlier_day_and_in_private() {
    for order in [[0, 1], [1, 0]] {
        let mut log = led();
        let before = log.file();
        let said = [[("2026-12-09", "yes")], [("2026-12-05", "no")]].map(|said| {
            let ops = said.map(|(day, private)| {
                let by = fact(&before, profile::MEET_BY, day, talk(1));
                [by, fact(&before, profile::PRIVATE_TALK, private, talk(1))]
            });
            ops.into_iter().flatten().collect::<Vec<_>>()
        });
        apart(&mut log, EventKind::Resolve, order.map(|at| said[at].clone()));
        let meeting = log.file().meeting().unwrap();
        assert_eq!((meeting.by.to_string().as_str(), meeting.private), ("2026-12-05", true));
        assert!(log.file().conflicts().iter().all(|conflict| conflict.harm == Harm::Safety));
    }
}

/// What one device does to one of three answers: another value, or nothing.
fn deed() -> impl Strategy<Value = (u8, u8, u8)> {
    (1_u8..3, 0_u8..3, 0_u8..4)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Two devices change answers apart, meet, settle some of what stands, and change more: every place with different values is
    /// listed and no other, and what is listed goes only where a write named all that stood there.
    #[test]
    fn each_place_where_different_values_stand_is_listed_and_none_goes_unless_it_is_settled(
        rounds in prop::collection::vec((prop::collection::vec(deed(), 0..5), prop::option::of(0_u8..3)), 1..5),
    ) {
        let mut log = led();
        for (round, (deeds, settles)) in (0_u64..).zip(rounds) {
            let start = log.file();
            let mut own = [start.clone(), start.clone()];
            for (nth, (device, place, value)) in (0_u64..).zip(&deeds) {
                let file = &own[usize::from(*device) - 1];
                let place = format!("/f/{place}");
                let value = if *value == 0 { Value::Null } else { Value::text(value.to_string()) };
                let ops = vec![sets(file, talk(1), &place, value)];
                let past = file.frontier().clone();
                let new = New { device: *device, member: 3, hours: 2 + round * 20 + nth, kind: EventKind::Edit, ops };
                log.write_seeing(new, past);
                // A device sees its own writes at once, and the other's when they meet.
                let mine: Vec<Event<'_>> = log.written.iter().filter(|written| {
                    written.device == super::device(*device)
                        || start.history().iter().any(|line| line.event == written.id)
                }).map(Written::event).collect();
                own[usize::from(*device) - 1] = CaseFile::fold(StreamName::Centre, case(), &mine, &RULES).0;
            }
            let file = log.file();
            let heads = file.interview_heads(talk(1)).unwrap();
            let differ = |place: &str| {
                let values: Vec<&Value> =
                    heads.heads(&InInterview::Answer(place).to_string()).map(|(_, head)| &head.value).collect();
                values.iter().any(|value| *value != values[0])
            };
            let expected: Vec<String> =
                ["/f/0", "/f/1", "/f/2"].into_iter().filter(|place| differ(place)).map(|place| at(talk(1), place)).collect();
            let found: Vec<String> = file.conflicts().into_iter().map(|conflict| conflict.path).collect();
            prop_assert_eq!(&found, &expected);
            let Some(settles) = settles else { continue };
            let place = format!("/f/{settles}");
            let ops = vec![sets(&file, talk(1), &place, Value::text("settled"))];
            log.write(New { device: 1, member: 3, hours: 19 + round * 20, kind: EventKind::Resolve, ops });
            let left: Vec<String> = log.file().conflicts().into_iter().map(|conflict| conflict.path).collect();
            prop_assert_eq!(left, found.into_iter().filter(|path| *path != at(talk(1), &place)).collect::<Vec<_>>());
        }
    }
}
