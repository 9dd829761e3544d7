//! A laptop joins on line: the programs themselves, two laptops and a hub, or two in one room; no file changes hands.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use super::hub::Hub;
use super::meet::{people, person};
use super::{Desk, NOW};

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn words(shown: &Value) -> String {
    shown["words"].as_array().unwrap().iter().map(text).collect::<Vec<_>>().join(" ")
}

/// A centre at a hub.
fn at_hub() -> (Hub, Desk) {
    let (hub, one) = (Hub::start(), Desk::with_centre());
    one.ok(&["hub", "join", &hub.address, "--token", &hub.token()]);
    (hub, one)
}

fn joins(desk: &Desk, invited: &Value, name: &str) -> Value {
    desk.ok(&["device", "join", "--at", &text(&invited["address"]), "--words", &words(invited), "--name", name])
}

#[test]
fn a_laptop_joins_by_the_hub_with_eight_words_and_six_digits_and_no_file() {
    let (hub, one) = at_hub();
    let two = Desk::new();
    person(&one, "Арман");
    let invited = one.ok(&["device", "invite", "--online"]);
    assert_eq!((&invited["stage"], &invited["address"]), (&json!("words"), &json!(hub.address)));
    assert_eq!(invited["words"].as_array().unwrap().len(), 8);
    assert_eq!(one.ok(&["device", "answer"])["stage"], "words");
    // It is bound, and has no digits before the other side has answered.
    let bound = joins(&two, &invited, "5-ноутбук");
    assert_eq!((&bound["stage"], &bound["check"]), (&json!("waits"), &json!(null)));
    assert_eq!(one.ok(&["device", "answer"])["stage"], "laptop");
    let hub = hub.killed_and_begun_again();
    let shown = two.ok(&["device", "join", "--go-on"]);
    assert_eq!(shown["stage"], "digits");
    let check = text(&shown["check"]);
    assert_eq!(check.len(), 7, "{check}");
    assert_eq!(two.ok(&["device", "waits"])["check"], json!(check), "the same after the power was cut");
    let asks = one.ok(&["device", "answer"]);
    assert_eq!((&asks["stage"], &asks["asks"]["device"]), (&json!("digits"), &json!("5-ноутбук")));
    // Nobody has typed them yet.
    assert_eq!(two.ok(&["device", "join", "--go-on"])["stage"], "digits");
    let let_in = one.ok(&["device", "accept", "--invite", &text(&invited["invite"]), "--check", &check]);
    assert_eq!((&let_in["name"], &let_in["told"]), (&json!("5-ноутбук"), &json!(true)));
    let joined = two.ok(&["device", "join", "--go-on"]);
    assert_eq!((&joined["stage"], &joined["met"]["read"]["waiting"]), (&json!("joined"), &json!(0)), "{joined}");
    assert_eq!(people(&two), 1);
    person(&two, "Дана");
    two.ok(&["sync"]);
    one.ok(&["sync"]);
    assert_eq!(people(&one), 2);
    for desk in [&one, &two] {
        assert_eq!(desk.ok(&["doctor"])["problems"], json!([]));
    }
    assert_eq!(one.ok(&["device", "answer", &text(&invited["invite"])])["stage"], "answered");
    // Nothing of it lies at the hub in the clear, and no mailbox any more.
    for word in ["5-ноутбук", "coordinator", &text(&invited["words"][0])] {
        for entry in std::fs::read_dir(hub.folder.path()).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let bytes = std::fs::read(&path).unwrap();
                assert!(!bytes.windows(word.len()).any(|window| window == word.as_bytes()), "{word}");
            }
        }
    }
}

#[test]
fn other_digits_end_the_invite_and_the_laptop_is_told_so() {
    let (_hub, one) = at_hub();
    let two = Desk::new();
    let invited = one.ok(&["device", "invite", "--online", "--member", "Отабек", "--role", "volunteer"]);
    joins(&two, &invited, "5-ноутбук");
    one.ok(&["device", "answer"]);
    let check = text(&two.ok(&["device", "join", "--go-on"])["check"]);
    assert_eq!(one.ok(&["device", "answer"])["asks"]["role"], "volunteer");
    let other = if check == "000 000" { "000 001" } else { "000 000" };
    let id = text(&invited["invite"]);
    assert!(one.fails(1, &["device", "accept", "--invite", &id, "--check", other]).contains("not the digits"));
    assert!(one.fails(1, &["device", "accept", "--invite", &id, "--check", &check]).contains("invite"));
    assert!(two.fails(1, &["device", "join", "--go-on"]).contains("not known there yet"));
    two.ok(&["device", "forget"]);
    assert_eq!(one.ok(&["device", "list"])["devices"].as_array().unwrap().len(), 1);
}

#[test]
fn words_that_are_none_and_those_of_no_invite_are_said_and_a_second_laptop_is_not_bound() {
    let (_hub, one) = at_hub();
    let (two, three) = (Desk::new(), Desk::new());
    let invited = one.ok(&["device", "invite", "--online"]);
    let (at, all) = (text(&invited["address"]), words(&invited));
    let said = |desk: &Desk, at: &str, words: &str| {
        let said = desk.fails(1, &["device", "join", "--at", at, "--words", words, "--name", "5"]);
        said.replace(['\u{2068}', '\u{2069}'], "")
    };
    let spoiled = all.replacen(&text(&invited["words"][2]), "xyzzy", 1);
    assert!(said(&two, &at, &spoiled).contains("in no list: xyzzy"));
    assert!(said(&two, &at, "acorn bread").contains("2 words were typed"));
    let turned: Vec<&str> = all.split(' ').rev().collect();
    assert!(said(&two, &at, &turned.join(" ")).contains("Nothing lies under these words"));
    assert!(said(&two, "127.0.0.1:1", &all).contains("cannot be reached"));
    joins(&two, &invited, "5");
    assert!(said(&three, &at, &all).contains("Another laptop answered"));
    assert!(three.fails(1, &["device", "join", "--go-on"]).contains("centre"), "it waits for nothing");
    assert_eq!(one.ok(&["device", "answer"])["again"], true, "whoever invites is told of the second one");
    assert_eq!(one.ok(&["device", "take-back", "--invite", &text(&invited["invite"])])["invites"][0]["state"], "dead");
    one.fails(1, &["device", "answer"]);
    assert!(two.fails(1, &["device", "join", "--go-on"]).contains("not known there yet"));
}

#[test]
fn what_keeps_the_mailbox_under_another_key_than_the_invite_names_hears_nothing_more() {
    let (hub, one) = at_hub();
    let two = Desk::new();
    let invited = one.ok(&["device", "invite", "--online"]);
    // All that lies there, and not its key: as one that stands between and passes on what it is asked for.
    let between = tempfile::tempdir().unwrap();
    let hub = hub.killed_and_begun_again();
    for entry in std::fs::read_dir(hub.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("hub.db")) {
            std::fs::copy(&path, between.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    let between = Hub::start_in(between, "127.0.0.1:0");
    let words = words(&invited);
    let said = two.fails(1, &["device", "join", "--at", &between.address, "--words", &words, "--name", "5"]);
    assert!(said.contains("is not what the invite names"), "{said}");
    assert_eq!(two.ok(&["device", "waits"]), json!(null), "no keys were made");
    // At the right one the same words are as good as before.
    assert_eq!(joins(&two, &invited, "5")["stage"], "waits");
}

/// A laptop that serves, and asks another one in.
struct Serving {
    child: Child,
    shown: Value,
}

impl Serving {
    fn start(desk: &Desk) -> Self {
        let mut command =
            desk.command("pass", &["serve", "--listen", "127.0.0.1:0", "--invite", "--lang", "en", "--now", NOW]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut said = String::new();
        let shown = loop {
            said.push_str(&lines.next().expect("it says where it is").unwrap());
            if let Ok(shown) = serde_json::from_str(&said) {
                break shown;
            }
        };
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, shown }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn a_laptop_joins_one_that_serves_in_the_same_room_without_a_hub() {
    let (one, two) = (Desk::with_centre(), Desk::new());
    person(&one, "Арман");
    let mut serving = Serving::start(&one);
    joins(&two, &serving.shown, "5-ноутбук");
    // The one that serves looks by itself: the digits come when it has.
    let check = loop {
        let shown = two.ok(&["device", "join", "--go-on"]);
        if let Some(check) = shown["check"].as_str() {
            break check.to_owned();
        }
    };
    let stdin = serving.child.stdin.as_mut().unwrap();
    // Typed again and again, as by somebody who waits until it is asked for.
    let joined = loop {
        writeln!(stdin, "{check}").unwrap();
        let shown = two.ok(&["device", "join", "--go-on"]);
        if shown["stage"] == "joined" {
            break shown;
        }
    };
    assert!(joined["met"].is_object(), "{joined}");
    assert_eq!(people(&two), 1);
    let id = serving.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert!(serving.child.wait().unwrap().success());
    assert_eq!(one.ok(&["device", "list"])["devices"].as_array().unwrap().len(), 2);
}
