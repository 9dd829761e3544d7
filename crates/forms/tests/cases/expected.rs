//! What a case says is right, compared with what came.

use std::collections::BTreeSet;

use pana_forms::{Answer, Role};
use serde_json::{Map, Value, json};

use crate::led::{Led, find, nearest_repeat, place};

/// Compares all that a case expects.
pub(crate) fn compare(led: &Led, expect: &Value) -> Result<(), String> {
    let mut differences = Vec::new();
    let mut differ = |what: &str, wanted: &Value, came: Value| {
        if *wanted != came {
            differences.push(format!("{what}: expected {wanted}, came {came}"));
        }
    };
    for (kind, wanted) in expect.as_object().unwrap() {
        match kind.as_str() {
            // It was read, or there would be no interview.
            "check_ok" => differ(kind, wanted, json!(true)),
            "languages" => differ(kind, wanted, json!(led.form.languages().len())),
            "problems" => differ(kind, &sorted(wanted), problems(led)),
            "irrelevant" => differ(kind, &sorted(wanted), irrelevant(led)),
            "values" => {
                for (name, wanted) in wanted.as_object().unwrap() {
                    differ(name, wanted, value(led, "", "", name));
                }
            }
            "repeats" => {
                for (name, wanted) in wanted.as_object().unwrap() {
                    differ(name, wanted, instances(led, "", "", name, wanted));
                }
            }
            "nodes" => {
                for path in wanted.as_array().unwrap() {
                    let there = led.form.nodes().iter().any(|node| node.path.ends_with(path.as_str().unwrap()));
                    differ(kind, path, if there { path.clone() } else { Value::Null });
                }
            }
            other => differ(other, wanted, json!("nothing is known of what this expects")),
        }
    }
    if differences.is_empty() { Ok(()) } else { Err(differences.join("; ")) }
}

fn sorted(names: &Value) -> Value {
    let names: BTreeSet<&str> = names.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    json!(names)
}

/// Names of what stands in the way of finishing, and of answers that found no place.
fn problems(led: &Led) -> Value {
    let held_up = led.session.finish_check();
    let names = held_up.iter().map(|(at, _)| led.form.find(at).unwrap().1.name.as_str());
    json!(names.chain(led.refused.iter().map(String::as_str)).collect::<BTreeSet<_>>())
}

/// Names of what does not apply, outside repeats.
fn irrelevant(led: &Led) -> Value {
    let outside = led.form.nodes().iter().filter(|node| nearest_repeat(&led.form, node).is_empty());
    let not_asked = outside
        .filter(|node| node.role != Role::Group && led.session.state(&node.path).is_some_and(|state| !state.relevant));
    json!(not_asked.map(|node| node.name.as_str()).collect::<BTreeSet<_>>())
}

/// What an answer is in a document; several choices are one text, as other questions see them.
fn value(led: &Led, repeat: &str, at: &str, name: &str) -> Value {
    let Some(node) = find(&led.form, repeat, name) else { return json!(format!("there is no {name}")) };
    let state = led.session.state(&place(node, repeat, at)).unwrap();
    match state.answer {
        _ if !state.relevant => Value::Null,
        Answer::Blank => Value::Null,
        Answer::Value(text) => json!(text),
        Answer::Partial(date) => json!(date.to_string()),
        Answer::Declined => json!({ "state": "declined" }),
        Answer::Unknown => json!({ "state": "unknown" }),
        Answer::Later => json!({ "state": "later" }),
    }
}

/// The instances of a repeat, with as much of each as is expected of it.
fn instances(led: &Led, repeat: &str, at: &str, name: &str, wanted: &Value) -> Value {
    let Some(node) = find(&led.form, repeat, name) else { return json!(format!("there is no {name}")) };
    let range = place(node, repeat, at);
    let ids = led.session.instances().remove(&range).unwrap_or_default();
    let instance = |(nth, id): (usize, &pana_model::InstanceId)| {
        let at = format!("{range}[{id}]");
        let mut out = Map::new();
        for (name, wanted) in wanted[nth].as_object().into_iter().flatten() {
            let inner = find(&led.form, &node.path, name).is_some_and(|node| node.role == Role::Repeat);
            let came =
                if inner { instances(led, &node.path, &at, name, wanted) } else { value(led, &node.path, &at, name) };
            out.insert(name.clone(), came);
        }
        Value::Object(out)
    };
    Value::Array(ids.iter().enumerate().map(instance).collect())
}
