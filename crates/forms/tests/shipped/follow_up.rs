//! The questionnaire of a follow-up asks about the referrals that it is told of, and keeps none of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use pana_forms::{Answer, Form, Session};

use super::{session_on, shipped};

fn follow_up() -> Arc<Form> {
    shipped().into_iter().find(|(folder, _)| folder == "follow_up").unwrap().1
}

fn at(form: &Form, name: &str) -> String {
    form.nodes().iter().find(|node| node.name == name).unwrap().path.clone()
}

fn set(session: &mut Session, name: &str, value: &str) {
    let place = at(session.form(), name);
    session.set(&place, Answer::from_text(value)).unwrap();
}

/// Each place of a question of the referrals, in the order in which they are asked.
fn places(session: &Session, name: &str) -> Vec<String> {
    let form = Arc::clone(session.form());
    let is_it = |at: &String| form.find(at).is_some_and(|(_, node)| node.name == name) && at.contains('[');
    session.order().into_iter().filter(is_it).collect()
}

fn asked() -> Session {
    let mut session = session_on(&follow_up(), "2026-11-29");
    set(&mut session, "reached", "yes");
    session
}

#[test]
fn each_referral_is_asked_about_by_its_recipient_its_service_and_where_it_stands() {
    let session = asked();
    let lines: Vec<BTreeMap<String, String>> =
        places(&session, "rf_line").iter().map(|place| session.state(place).unwrap().label.unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0]["kk"].starts_with("«Баспана»: "), "{lines:?}");
    assert!(lines[1]["en"].starts_with("\"Әділ, заңгер\": "), "{lines:?}");
    for name in ["rf_service", "rf_status", "rf_provider", "rf_id", "rf_what", "rf_stands"] {
        for place in places(&session, name) {
            assert!(!session.value_of(&place).unwrap().is_empty(), "{place}");
        }
    }
}

#[test]
fn nothing_is_asked_about_referrals_where_nobody_was_reached_or_there_are_none() {
    let mut session = asked();
    set(&mut session, "reached", "no");
    for place in places(&session, "rf_received") {
        assert!(!session.state(&place).unwrap().relevant, "{place}");
    }
    assert!(session.entities().iter().all(|write| write.list != "referral"));
}

#[test]
fn what_the_person_says_of_a_referral_is_told_by_its_id() {
    let mut session = asked();
    let received = places(&session, "rf_received");
    session.set(&received[0], Answer::from_text("part")).unwrap();
    session.set(&places(&session, "rf_outcome")[0], Answer::from_text("not_met")).unwrap();
    session.set(&received[1], Answer::from_text("not")).unwrap();
    let said: Vec<_> = session.entities().into_iter().filter(|write| write.list == "referral").collect();
    let of = |nth: usize, property: &str| said[nth].properties.get(property).map(String::as_str).unwrap_or_default();
    assert_eq!((of(0, "referral"), of(0, "received"), of(0, "outcome")), ("r1", "part", "not_met"));
    assert_eq!((of(1, "referral"), of(1, "received"), of(1, "outcome")), ("r2", "not", ""));
    let value = |name: &str| session.value_of(&at(session.form(), name)).unwrap().to_owned();
    assert_eq!(
        (value("referrals_total"), value("referrals_refused"), value("referrals_unmet")),
        ("2".into(), "1".into(), "1".into())
    );
}

#[test]
fn the_day_to_ask_again_is_that_of_the_answer_and_none_once_the_follow_up_ends() {
    let mut session = asked();
    let plan = |session: &Session| -> BTreeMap<String, String> {
        let writes = session.entities().into_iter().filter(|write| write.list == "person");
        writes.flat_map(|write| write.properties).filter(|(_, value)| !value.is_empty()).collect()
    };
    assert!(plan(&session).is_empty());
    set(&mut session, "close_case", "no");
    set(&mut session, "next_date", "2026-12-11");
    assert_eq!(plan(&session)["follow_up_on"], "2026-12-11");
    set(&mut session, "close_case", "yes");
    assert_eq!(plan(&session)["follow_up_on"], "none");
    set(&mut session, "danger_now", "yes");
    assert_eq!((&*plan(&session)["meet_by"], &*plan(&session)["private_talk"]), ("2026-11-29", "yes"));
}

#[test]
fn a_referral_from_which_no_help_came_is_counted_and_none_only_where_it_is_known_of_each() {
    let mut session = asked();
    let without =
        |session: &Session| session.value_of(&at(session.form(), "referrals_without")).unwrap_or_default().to_owned();
    assert_eq!(without(&session), "");
    let received = places(&session, "rf_received");
    session.set(&received[0], Answer::from_text("full")).unwrap();
    assert_eq!(without(&session), "", "the other was not asked about");
    session.set(&received[1], Answer::from_text("part")).unwrap();
    assert_eq!(without(&session), "0");
    session.set(&received[1], Answer::from_text("not")).unwrap();
    assert_eq!(without(&session), "1");
}
