//! The worked cases of the domain, where they are at hand: each gives the rules that were worked out by hand, and no other.

use std::collections::BTreeMap;
use std::sync::Arc;

use pana_forms::{Answer, Context, Form, Session};
use pana_model::{InstanceId, Moment};
use pana_rules::{CASE, History, Record, RuleSet, TERRITORY, Vocabulary, differentiate};
use serde_json::Value;

use super::{form_in, forms, root, rules};

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(text).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

fn moment(day: &str) -> Moment {
    Moment::parse(&format!("{day}T10:00:00+05:00")).unwrap()
}

/// Answers a questionnaire as a case has it; names are unique in these.
pub(super) fn played(form: &Arc<Form>, case: &Value) -> Record {
    let now = moment(case["today"].as_str().unwrap());
    let properties = [("case_number", "A7-0001-X"), ("worker", "W1"), ("centre", "C")];
    let properties = properties.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let mut session =
        Session::new(Arc::clone(form), Context { now, properties, last_saved: BTreeMap::default(), seed: 1 });
    let at: BTreeMap<&str, &str> = form.nodes().iter().map(|node| (node.name.as_str(), node.path.as_str())).collect();
    for (name, value) in case["answers"].as_object().unwrap() {
        if let Some(repeat) = name.strip_prefix('_') {
            for (nth, instance) in value.as_array().unwrap().iter().enumerate() {
                let id = InstanceId::from_random([u8::try_from(nth).unwrap() + 1; 16]);
                session.add_instance(at[repeat], id).unwrap();
                for (name, value) in instance.as_object().unwrap() {
                    let place = at[name.as_str()].replace(at[repeat], &format!("{}[{id}]", at[repeat]));
                    session.set(&place, Answer::from_text(text(value))).unwrap();
                }
            }
        } else {
            session.set(at[name.as_str()], Answer::from_text(text(value))).unwrap();
        }
    }
    Record::of(&session, now)
}

fn holding(rules: &RuleSet, record: Record, case: &Value) -> Vec<String> {
    let now = record.finished();
    let history = History::of([record]);
    let found = differentiate(rules, &Vocabulary::default(), &history, now);
    let mut ids: Vec<String> = found.lines.iter().chain(&found.gave_way).map(|line| line.rule.id.clone()).collect();
    ids.sort();
    for line in &found.lines {
        assert!(!line.because.is_empty(), "{}: {} rests on something", case["id"], line.rule.id);
    }
    ids
}

#[test]
fn each_worked_case_gives_the_rules_worked_out_by_hand_and_no_other() {
    let Ok(read) = std::fs::read_to_string(root().join("../shared/domain/fixtures.json")) else {
        eprintln!("the worked cases are not at hand: nothing is compared");
        return;
    };
    let cases: Vec<Value> = serde_json::from_str(&read).unwrap();
    let rules = rules();
    let shipped: BTreeMap<String, Arc<Form>> = forms().into_iter().map(|form| (form.id().to_owned(), form)).collect();
    let mut wrong = Vec::new();
    for case in &cases {
        let name = case["form"].as_str().unwrap();
        let record = if [CASE, TERRITORY].contains(&name) {
            let answers = case["answers"].as_object().unwrap();
            Record::new(
                name,
                moment(case["today"].as_str().unwrap()),
                answers.iter().map(|(k, v)| (k.clone(), text(v))),
            )
        } else if let Some(form) = shipped.get(name) {
            played(form, case)
        } else {
            played(&form_in(&root().join("../shared/domain/forms").join(name)), case)
        };
        let expected: Vec<String> =
            case["expected_rules"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect();
        let came = holding(&rules, record, case);
        if came != expected {
            wrong.push(format!("{}: expected {expected:?}, came {came:?}", case["id"]));
        }
    }
    assert!(cases.len() >= 16);
    assert_eq!(wrong, Vec::<String>::new());
}
