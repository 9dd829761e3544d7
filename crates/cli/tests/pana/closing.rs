//! A case is closed, opened again and given on, by one command after another.

use serde_json::json;

use super::Desk;

/// Somebody whom `by` has spoken to, by their number.
fn person(desk: &Desk, by: &str) -> String {
    let answers = r#"{"consent": "agree", "depth": "short", "shelter_tonight": "no", "given_name": "Айгүл"}"#;
    let answers = desk.write("answers.json", answers).to_str().unwrap().to_owned();
    let led = ["interview", "run", "intake", "--answers", &answers, "--finish", "--allow-incomplete"];
    desk.ok_as(by, &led)["number"].as_str().unwrap().to_owned()
}

#[test]
fn a_case_is_closed_after_what_becomes_of_its_referrals_is_said_and_is_found_and_opened_again() {
    let desk = Desk::with_centre();
    desk.add("Бауыржан", "worker");
    let case = person(&desk, "Бауыржан");
    let work = |arguments: &[&str]| desk.ok_as("Бауыржан", arguments);
    let begun = work(&["referral", "create", &case, "--need", "housing", "--service", "dom_urgent", "--to", "Баспана"]);
    let number = begun["number"].as_str().unwrap().to_owned();
    let closing = work(&["people", "closing", &case]);
    assert_eq!(closing["referrals"][0]["may"], json!(["cancel"]), "nobody outside has seen it");
    assert!(closing["follow_up"].is_string(), "the intake planned when to ask again");
    let close = ["people", "close", &case, "--reason", "moved"];
    let said = desk.fails_as("Бауыржан", 1, &close);
    assert!(said.contains("open referrals"), "{said}");
    assert_eq!(work(&["people", "show", &case])["standing"]["state"], "open");
    let fate = format!("{number}=cancel");
    let closed = work(&[&close[..], &["--referral", &fate]].concat());
    assert_eq!((&closed["state"], &closed["reason"]), (&json!("closed"), &json!("moved")));
    let cancelled = work(&["referral", "show", &number]);
    assert_eq!(cancelled["state"], "cancelled");
    let found = work(&["people", "search", &case]);
    assert_eq!(found[0]["closed"], "moved", "it is found, and says so");
    let listed = |whose: &str| work(&["people", "search", "", "--whose", whose]).as_array().unwrap().len();
    assert_eq!((listed("mine"), listed("closed"), listed("all")), (0, 1, 1));
    let opened = work(&["people", "reopen", &case, "--words", "оралды"]);
    assert_eq!((&opened["state"], &opened["words"]), (&json!("reopened"), &json!("оралды")));
    assert!(desk.fails_as("Бауыржан", 1, &["people", "reopen", &case]).contains("stands otherwise"));
    assert_eq!((listed("mine"), listed("closed")), (1, 0));
}

#[test]
fn a_case_is_offered_and_taken_given_at_once_and_who_had_it_is_told_once() {
    let desk = Desk::with_centre();
    desk.add("Бауыржан", "worker");
    desk.add("Гүлнар", "worker");
    desk.add("Марат", "volunteer");
    let case = person(&desk, "Бауыржан");
    let told = |name: &str| desk.ok_as(name, &["people", "told"]);
    let offer = ["people", "assign", &case, "--to", "Гүлнар", "--words", "демалыс"];
    desk.fails_as("Бауыржан", 3, &[&offer[..], &["--at-once"]].concat());
    let no = desk.fails_as("Бауыржан", 1, &["people", "assign", &case, "--to", "Марат"]);
    assert!(no.contains("No case is given"), "{no}");
    let offered = desk.ok_as("Бауыржан", &offer);
    assert_eq!(offered["offers"], json!([{ "to": "Гүлнар", "from": "Бауыржан", "words": "демалыс" }]));
    assert_eq!(told("Гүлнар")[0]["offer"]["from"], "Бауыржан");
    desk.ok_as("Гүлнар", &["people", "decline", &case, "--words", "орын жоқ"]);
    assert_eq!(told("Бауыржан")[0]["notices"][0]["what"], "declined");
    desk.ok_as("Бауыржан", &offer);
    assert_eq!(desk.ok_as("Гүлнар", &["people", "accept", &case])["workers"][0]["name"], "Гүлнар");
    desk.fails_as("Бауыржан", 3, &["people", "close", &case, "--reason", "moved"]);
    assert_eq!(told("Бауыржан")[0]["notices"][0]["what"], "taken");
    assert_eq!(desk.ok_as("Бауыржан", &["people", "told", "--seen", &case]), json!([]));
    assert_eq!(told("Бауыржан"), json!([]), "once");
    let given = desk.ok_as("Айгүл", &["people", "assign", &case, "--to", "Бауыржан", "--at-once"]);
    assert_eq!(given["workers"][0]["name"], "Бауыржан");
    assert_eq!(
        (&told("Гүлнар")[0]["notices"][0]["what"], &told("Бауыржан")[0]["notices"][0]["what"]),
        (&json!("given"), &json!("yours"))
    );
}
