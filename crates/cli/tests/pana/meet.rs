//! Laptops of one centre that join and meet by a stick, by one command after another.

use std::path::Path;

use serde_json::{Value, json};

use super::Desk;

fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// A person of this name, by their number.
pub(crate) fn person(desk: &Desk, name: &str) -> String {
    let answers = format!(
        r#"{{"consent": "agree", "depth": "short", "shelter_tonight": "yes", "food_today": "yes",
            "interview_language": "kazakh", "given_name": "{name}"}}"#
    );
    let answers = text(&desk.write("answers.json", &answers));
    let led = desk.ok(&["interview", "run", "intake", "--answers", &answers, "--finish", "--allow-incomplete"]);
    led["number"].as_str().unwrap().to_owned()
}

pub(crate) fn people(desk: &Desk) -> usize {
    desk.ok(&["people", "search", ""]).as_array().unwrap().len()
}

/// What a command says beside its document.
fn said(desk: &Desk, arguments: &[&str]) -> String {
    let output = desk.run(arguments);
    let said = String::from_utf8_lossy(&output.stderr).replace(['\u{2068}', '\u{2069}'], "");
    assert!(output.status.success(), "{arguments:?}: {said}");
    said
}

/// A second laptop of the same coordinator that has answered an invite: the answer, and the digits that it shows.
fn answered(one: &Desk, two: &Desk, name: &str) -> (String, String) {
    let (invite, answer) = (text(&one.path(&format!("{name}.invite"))), text(&two.path("answer")));
    one.ok(&["device", "invite", "--out", &invite]);
    let joins = two.ok(&["device", "join", "--invite", &invite, "--name", name, "--out", &answer]);
    (answer, joins["check"].as_str().unwrap().to_owned())
}

pub(crate) fn joined(one: &Desk, two: &Desk, name: &str) {
    let (answer, check) = answered(one, two, name);
    let stick = text(&one.path(&format!("{name} stick")));
    assert_eq!(one.ok(&["device", "asks", &answer])["device"], name);
    one.ok(&["device", "accept", &answer, "--check", &check, "--out", &stick]);
    let read = two.ok(&["bundle", "read", &stick]);
    assert_eq!((&read["joined"], &read["complete"], &read["waiting"]), (&json!(true), &json!(true), &json!(0)));
}

fn carried(from: &Desk, to: &Desk) -> Value {
    let stick = tempfile::tempdir().unwrap();
    let folder = text(stick.path());
    from.ok(&["bundle", "write", "--out", &folder]);
    to.ok(&["bundle", "read", &folder])
}

#[test]
fn a_second_laptop_joins_by_files_and_both_meet_by_a_stick() {
    let (one, two) = (Desk::with_centre(), Desk::new());
    let first = person(&one, "Арман");
    joined(&one, &two, "2-ноутбук");
    assert_eq!(people(&two), 1);
    assert_eq!(two.ok(&["people", "show", &first])["fields"]["given_name"], "Арман");
    // Numbers that were given out apart do not meet.
    let second = person(&two, "Дана");
    assert_ne!(first.split('-').next(), second.split('-').next());
    let lacks = |desk: &Desk| desk.ok(&["device", "list"])["devices"][1]["lacks"].as_u64().unwrap();
    let before = lacks(&one);
    assert!(before > 10, "of the other nothing was heard yet");
    let read = carried(&two, &one);
    assert_eq!((&read["people"], &read["complete"], &read["conflicts"]), (&json!(1), &json!(true), &json!(0)));
    assert!(lacks(&one) < 5, "the bundle said what its writer has; what lacks are looks and what was seen");
    assert_eq!(people(&one), 2);
    for desk in [&one, &two] {
        let doctor = desk.ok(&["doctor"]);
        assert_eq!((&doctor["problems"], &doctor["quarantined"]), (&json!([]), &json!([])));
    }
    // What goes back is a word, and no event that the other has.
    let stick = text(&one.path("back"));
    let written = one.ok(&["bundle", "write", "--to", "2-ноутбук", "--out", &stick]);
    let shown = two.ok(&["bundle", "show", &stick]);
    assert_eq!((&shown["bundles"][0]["events"], &shown["bundles"][0]["new"]), (&written["events"], &written["events"]));
    assert!(written["events"].as_u64().unwrap() < 5, "{written}");
    assert_eq!(two.ok(&["bundle", "read", &stick])["people"], 0);
    assert_eq!(two.ok(&["bundle", "read", &stick])["events"], 0, "read again it is nothing new");
    assert!(lacks(&two) < 5);
}

/// A further talk with somebody in which they are called so.
fn talks(desk: &Desk, number: &str, name: &str) {
    let answers = format!(r#"{{"consent": "agree", "depth": "short", "given_name": "{name}"}}"#);
    let answers = text(&desk.write("again.json", &answers));
    let run =
        ["interview", "run", "intake", "--person", number, "--answers", &answers, "--finish", "--allow-incomplete"];
    desk.ok(&run);
}

#[test]
fn what_two_laptops_wrote_apart_is_listed_with_both_values_and_settled_by_one_command_with_its_reason() {
    let (one, two) = (Desk::with_centre(), Desk::new());
    let number = person(&one, "Арман");
    joined(&one, &two, "2-ноутбук");
    talks(&one, &number, "Арманбек");
    talks(&two, &number, "Армангүл");
    assert_eq!(carried(&two, &one)["conflicts"], 1);
    carried(&one, &two);
    let listed = one.ok(&["conflict", "list"]);
    assert_eq!(listed.as_array().unwrap().len(), 1);
    let (row, path) = (&listed[0], listed[0]["path"].as_str().unwrap().to_owned());
    assert_eq!((path.as_str(), &row["kind"], &row["door"]), ("person/given_name", &json!("fact"), &json!("here")));
    let mut values: Vec<&str> =
        row["values"].as_array().unwrap().iter().map(|side| side["value"].as_str().unwrap()).collect();
    values.sort_unstable();
    assert_eq!(values, ["Арманбек", "Армангүл"]);
    assert!(
        row["values"]
            .as_array()
            .unwrap()
            .iter()
            .all(|side| side["by"] != "" && side["device"] != "" && side["at"] != "")
    );
    assert_eq!(one.ok(&["conflict", "list", &number]), listed);
    let shown = one.ok(&["conflict", "show", &number, &path]);
    assert_eq!((&shown["may_settle"], shown["events"].as_array().unwrap().len()), (&json!(true), 2));
    let page = one.ok(&["people", "show", &number]);
    assert_eq!(page["beside"]["given_name"].as_array().unwrap().len(), 1);
    let settle = |value: &str, reason: &str| {
        ["conflict", "settle", &number, &path, "--value", value, "--reason", reason].map(str::to_owned)
    };
    let silent = settle("Арманбек", " ");
    assert!(one.fails(1, &silent.each_ref().map(String::as_str)).contains("not said why"));
    let other = settle("Арманхан", "басқа есім");
    assert!(
        one.fails(1, &other.each_ref().map(String::as_str)).contains("not settled here"),
        "a fact is one of those said"
    );
    let done = one.ok(&settle("Арманбек", "құжаты бар").each_ref().map(String::as_str));
    assert_eq!((&done["left"], &done["still"]), (&json!(0), &json!(null)));
    carried(&one, &two);
    for desk in [&one, &two] {
        assert_eq!(desk.ok(&["conflict", "list"]), json!([]));
        assert_eq!(desk.ok(&["people", "show", &number])["fields"]["given_name"], "Арманбек");
    }
    assert!(one.fails(1, &["conflict", "show", &number, &path]).contains("somebody has settled it"));
}

#[test]
fn a_laptop_with_other_digits_is_given_nothing_and_one_that_was_not_let_in_joins_by_nothing() {
    let (one, two, three) = (Desk::with_centre(), Desk::new(), Desk::new());
    person(&one, "Арман");
    let (answer, _) = answered(&one, &two, "2-ноутбук");
    let stick = text(&one.path("stick"));
    let wrong = ["device", "accept", &answer, "--check", "000000000000", "--out", &stick];
    assert!(one.fails(1, &wrong).contains("not the digits"));
    assert!(one.fails(1, &wrong).contains("holds no more"), "and the invite is dead");
    assert_eq!(std::fs::read_dir(&stick).unwrap().count(), 0);
    assert_eq!(one.ok(&["device", "list"])["invites"][0]["state"], "dead");
    // What was written for another laptop is nothing to this one.
    joined(&one, &three, "3-ноутбук");
    let other = text(&one.path("3-ноутбук stick"));
    assert!(two.fails(1, &["bundle", "read", &other]).contains("for this laptop"));
}

#[test]
fn a_part_that_was_cut_is_named_and_nothing_of_a_stranger_is_taken_in() {
    let (one, two) = (Desk::with_centre(), Desk::new());
    person(&one, "Арман");
    joined(&one, &two, "2-ноутбук");
    person(&two, "Дана");
    let stick = two.path("stick");
    let folder = text(&stick);
    let file = two.ok(&["bundle", "write", "--out", &folder])["files"][0].as_str().unwrap().to_owned();
    let whole = std::fs::read(stick.join(&file)).unwrap();
    // Nobody but the laptops of the centre can tell what it is, or what it holds.
    let stranger = Desk::with_centre();
    assert_eq!(stranger.ok(&["bundle", "show", &folder])["bundles"], json!([]));
    assert!(stranger.fails(1, &["bundle", "read", &folder]).contains("Nothing here"));
    let name = "Дана".as_bytes();
    assert!(!whole.windows(name.len()).any(|bytes| bytes == name));
    std::fs::write(stick.join(&file), &whole[..whole.len() - 40]).unwrap();
    let before = people(&one);
    let read = one.run(&["bundle", "read", &folder]);
    assert!(String::from_utf8_lossy(&read.stderr).contains("Not all of it was there"), "{read:?}");
    assert!(people(&one) >= before, "what there was is taken in");
    std::fs::write(stick.join(&file), &whole).unwrap();
    assert_eq!(one.ok(&["bundle", "read", &text(&stick.join(&file))])["complete"], true);
    assert_eq!(people(&one), before + 1);
}

#[test]
fn a_lost_laptop_is_taken_out_and_what_comes_of_it_later_waits_for_a_review() {
    let (one, two, three) = (Desk::with_centre(), Desk::new(), Desk::new());
    person(&one, "Арман");
    joined(&one, &two, "2-ноутбук");
    joined(&one, &three, "3-ноутбук");
    person(&two, "Дана");
    carried(&two, &one);
    let revoked = one.ok(&["device", "revoke", "2-ноутбук"]);
    let of = |view: &Value, name: &str| {
        let devices = view["devices"].as_array().unwrap().clone();
        devices.into_iter().find(|device| device["name"] == name).unwrap()
    };
    assert_eq!(of(&revoked, "2-ноутбук")["stands"], false);
    assert!(one.fails(1, &["device", "revoke", "2-ноутбук"]).contains("No laptop"));
    // It knows nothing of that, and goes on.
    person(&two, "Мадина");
    let read = carried(&two, &one);
    assert_eq!((&read["people"], people(&one)), (&json!(0), 2));
    assert!(read["quarantined"].as_u64().unwrap() > 0, "kept, and shown to whoever reviews it: {read}");
    // What is written from now on is not for it.
    let new = person(&one, "Сәуле");
    let stick = text(&one.path("for all"));
    one.ok(&["bundle", "write", "--out", &stick]);
    assert!(two.fails(1, &["bundle", "read", &stick]).contains("for this laptop"));
    assert_eq!(three.ok(&["bundle", "read", &stick])["complete"], true);
    assert_eq!(three.ok(&["people", "show", &new])["fields"]["given_name"], "Сәуле");
    assert_eq!(people(&three), 3);
}

#[test]
fn what_is_said_on_the_way_is_the_file_the_days_the_digits_and_how_many_changes_lack() {
    let (one, two) = (Desk::with_centre(), Desk::new());
    let (invite, answer) = (text(&one.path("an.invite")), text(&two.path("answer")));
    let invited = said(&one, &["device", "invite", "--out", &invite]);
    assert!(invited.contains(&format!("in {invite}.")) && invited.contains("within 60 days"), "{invited}");
    let joins = said(&two, &["device", "join", "--invite", &invite, "--name", "2-ноутбук", "--out", &answer]);
    let check = two.ok(&["device", "waits"])["check"].as_str().unwrap().to_owned();
    assert!(joins.contains(&format!("in {answer}:")) && joins.contains(&format!("screen: {check}")), "{joins}");
    // Whoever begins anew by mistake loses nothing, and a centre is not made in its place.
    let again = ["device", "join", "--invite", &invite, "--name", "2", "--out", &text(&two.path("other"))];
    assert!(two.fails(1, &again).contains("waits to be let in"));
    let create = ["centre", "create", "--name", "Сынақ", "--member", "Айгүл", "--practice"];
    assert!(two.fails(1, &create).contains("waits to be let in"));
    let stick = text(&one.path("stick"));
    one.ok(&["device", "accept", &answer, "--check", &check, "--out", &stick]);
    assert!(two.ok(&["bundle", "read", &stick])["joined"].as_bool().unwrap());
}

#[test]
fn a_colleague_is_invited_by_name_and_whoever_was_removed_leaves_what_they_had_to_the_others() {
    let (one, two) = (Desk::with_centre(), Desk::new());
    let (invite, answer) = (text(&one.path("an.invite")), text(&two.path("answer")));
    one.ok(&["device", "invite", "--member", "Отабек", "--role", "worker", "--out", &invite]);
    let joins = two.ok(&["device", "join", "--invite", &invite, "--name", "2-ноутбук", "--out", &answer]);
    let stick = text(&one.path("stick"));
    one.ok(&["device", "accept", &answer, "--check", joins["check"].as_str().unwrap(), "--out", &stick]);
    two.ok(&["bundle", "read", &stick]);
    person(&two, "Дана");
    one.ok(&["member", "remove", "Отабек"]);
    let (news, back) = (tempfile::tempdir().unwrap(), people(&one));
    let folder = text(news.path());
    one.ok(&["bundle", "write", "--out", &folder]);
    let left = two.ok(&["bundle", "read", &folder])["left"].clone();
    assert!(left["events"].as_u64().unwrap() > 1, "{left}");
    let read = one.ok(&["bundle", "read", &folder]);
    // The removal had not seen it: it is kept, and somebody reviews it.
    assert!(read["quarantined"].as_u64().unwrap() > 0, "{read}");
    assert_eq!(people(&one), back);
    one.ok(&["--as", "Айгүл", "member", "admit", "Отабек"]);
    assert_eq!(people(&one), back + 1);
}

#[test]
fn bundles_of_others_beside_it_keep_no_laptop_from_joining_and_two_of_one_name_are_told_apart() {
    let (one, two, three) = (Desk::with_centre(), Desk::new(), Desk::new());
    joined(&one, &two, "ноутбук");
    std::fs::remove_file(one.path("ноутбук.invite")).unwrap();
    let (answer, check) = answered(&one, &three, "ноутбук");
    let stick = text(&one.path("shared"));
    one.ok(&["device", "accept", &answer, "--check", &check, "--out", &stick]);
    // The second one hears of the third, and writes for it onto the same stick.
    carried(&one, &two);
    two.ok(&["bundle", "write", "--out", &stick]);
    assert_eq!(three.ok(&["bundle", "read", &stick])["joined"], true);
    assert!(one.fails(1, &["device", "revoke", "ноутбук"]).contains("Several laptops"));
    let devices = one.ok(&["device", "list"])["devices"].clone();
    let id = devices[1]["id"].as_str().unwrap().to_owned();
    one.ok(&["device", "revoke", &id]);
}
