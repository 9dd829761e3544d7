//! Keys that come faster than the questions.

use pana_tests::app::{App, key};
use pana_tests::computer::Computer;
use pana_tests::interview;
use pana_tests::poll::{until, until_within};
use pana_tests::story;
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Duration;

/// How many relatives are told one after the other.
const MEMBERS: usize = 30;

/// Adds one more. Within a longer text the driver lets a key go when it is named again.
const ADD: &str = "\u{e009}\u{e007}\u{e009}";

/// Typing hundreds of keys takes its time on a busy machine.
const TYPED: Duration = Duration::from_secs(180);

/// Names in the letters that only Kazakh has.
const NAMES: &[&str] = &["Әйгерім", "Өміржан", "Ұлдана", "Күләш", "Ғабит", "Қыдыр", "Іңкәр", "Нұрсұлтан", "Гүлжиһан"];

/// What is told of one relative, by question, and the keys that tell it.
struct Member {
    told: BTreeMap<&'static str, String>,
    keys: String,
}

/// The relative of this number: children are asked of school as well, and of who is about to come of age whether that is sure.
fn member(number: usize) -> Member {
    let relations = ["spouse", "child", "parent", "sibling", "grandparent", "grandchild", "other_relative"];
    let relation = number % relations.len();
    let (name, age, woman) =
        (format!("{} {number}", NAMES[number % NAMES.len()]), 3 + number * 2, number.is_multiple_of(2));
    let mut told = BTreeMap::from([
        ("hm_name", name.clone()),
        ("hm_relation", relations[relation].to_owned()),
        ("hm_sex", if woman { "female" } else { "male" }.to_owned()),
        ("hm_age", age.to_string()),
        ("hm_here", "yes".to_owned()),
    ]);
    let mut keys = vec![name, (relation + 1).to_string(), if woman { "1" } else { "2" }.to_owned(), age.to_string()];
    if age == 17 || age == 18 {
        told.insert("hm_age_sure", "yes".to_owned());
        keys.push("1".to_owned());
    }
    keys.push("1".to_owned());
    if age < 18 {
        told.insert("hm_studies", "no".to_owned());
        keys.push("2".to_owned());
    }
    Member { told, keys: keys.join(key::ENTER) }
}

/// What the store has of each relative, by question, in their order.
async fn stored(app: &App) -> Vec<BTreeMap<String, String>> {
    let script = "const done = arguments[0]; const ask = window.__TAURI_INTERNALS__.invoke;
        ask('home', { request: null }).then(home => ask('interview_open', { request: { interview: home.drafts[0].interview, case: null } }))
            .then(view => done(view.nodes.map(node => [node.at, node.answer.value ?? ''])), error => done(JSON.stringify(error)));";
    let nodes = app.client().execute_async(script, Vec::new()).await.unwrap();
    let mut members: Vec<(String, BTreeMap<String, String>)> = Vec::new();
    for node in nodes.as_array().unwrap() {
        let text = |index: usize| node.get(index).and_then(Value::as_str).unwrap_or_default().to_owned();
        let at = text(0);
        let Some((instance, name)) = at.split_once("/member[").and_then(|(_, rest)| rest.split_once("]/")) else {
            continue;
        };
        if members.last().is_none_or(|(last, _)| last != instance) {
            members.push((instance.to_owned(), BTreeMap::new()));
        }
        let value = text(1);
        if let Some((_, last)) = members.last_mut().filter(|_| !value.is_empty()) {
            last.insert(name.to_owned(), value);
        }
    }
    members.into_iter().map(|(_, told)| told).collect()
}

#[tokio::test]
async fn thirty_members_typed_at_full_speed_land_where_they_belong() {
    let computer = Computer::new().unwrap();
    let app = story::new_centre(&computer).await.unwrap();
    app.click("start-intake").await.unwrap();
    let person = story::newcomer().types("household_size", "31").types("household_children", "8");
    interview::answer_until(&app, &person, |question| question.name() == "member").await.unwrap();
    let members: Vec<Member> = (0..MEMBERS).map(member).collect();
    let stream: String = members.iter().map(|member| format!("{ADD}{}", member.keys)).collect();
    // One stream: nobody waits for a question.
    app.press(&stream).await.unwrap();
    let last = members.last().unwrap();
    until_within(TYPED, "the last answer of the last member", || async {
        let rows =
            app.script("return document.querySelectorAll('[data-testid=repeat-row]').length", vec![]).await.ok()?;
        let here = interview::question(&app).await?;
        let all = rows.as_u64() == u64::try_from(MEMBERS).ok();
        (all && here.name() == "hm_here" && here.saved && here.value == last.told["hm_here"]).then_some(())
    })
    .await
    .unwrap();
    app.click("lock-now").await.unwrap();
    story::unlock(&app).await.unwrap();
    until("the interview that was left", || interview::question(&app)).await.unwrap();
    let stored = stored(&app).await;
    assert_eq!(stored.len(), MEMBERS, "nobody is missing and nobody is twice");
    for (number, (stored, member)) in stored.iter().zip(&members).enumerate() {
        let told = member.told.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        let kept: BTreeMap<String, String> = stored
            .iter()
            .filter(|(name, _)| member.told.contains_key(name.as_str()))
            .map(|(n, v)| (n.clone(), v.clone()))
            .collect();
        assert_eq!(kept, told.collect(), "member {number}");
    }
}
