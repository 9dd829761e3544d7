//! Members, their grants and the recovery sheets from a terminal.

use serde_json::Value;

use super::Desk;

#[test]
fn members_leave_and_grants_are_given_and_taken_back() {
    let desk = Desk::with_centre();
    let as_coordinator = |arguments: &[&str]| desk.ok(&[&["--as", "Айгүл"], arguments].concat());
    let said = desk.fails(3, &["member", "remove", "Айгүл"]);
    assert!(said.contains("only coordinator"), "{said}");
    desk.add("Бауыржан", "worker");
    let grants = |members: &Value| {
        let members = members["members"].as_array().unwrap().clone();
        members.into_iter().find(|member| member["name"] == "Бауыржан").unwrap()["grants"].clone()
    };
    let given = as_coordinator(&["member", "grant", "Бауыржан", "protected"]);
    assert_eq!(grants(&given), serde_json::json!(["protected"]));
    let work = |command: &[&str]| desk.run_as("Бауыржан", &[&["--as", "Бауыржан"], command].concat()).status.code();
    assert_eq!(work(&["member", "withdraw", "Айгүл", "protected"]), Some(3), "no right of a worker's");
    let taken = as_coordinator(&["member", "withdraw", "Бауыржан", "protected"]);
    assert_eq!(grants(&taken), serde_json::json!([]));
    assert_eq!(work(&["people", "search", ""]), Some(0), "who works here without the grant still opens the centre");
    let left = as_coordinator(&["member", "remove", "Бауыржан"]);
    assert_eq!(left["members"].as_array().unwrap().len(), 1);
    assert_ne!(work(&["people", "search", ""]), Some(0));
    let doctor = as_coordinator(&["doctor"]);
    assert_eq!((&doctor["problems"], &doctor["quarantined"]), (&serde_json::json!([]), &serde_json::json!([])));
    assert_eq!(desk.ok(&["quarantine", "list"]), serde_json::json!([]));
    let out = desk.path("aside");
    assert_eq!(desk.ok(&["quarantine", "export", "--out", out.to_str().unwrap()])["files"], serde_json::json!([]));
}

#[test]
fn where_nothing_is_contested_or_held_back_there_is_nothing_to_confirm_or_take_over() {
    let desk = Desk::with_centre();
    desk.add("Бауыржан", "worker");
    let sheets = [("--sheet-a", "sheets/sheet-a.txt"), ("--sheet-b", "sheets/sheet-b.txt")];
    let sheets = sheets.map(|(option, file)| [option.to_owned(), desk.path(file).to_str().unwrap().to_owned()]);
    let sheets: Vec<&str> = sheets.iter().flatten().map(String::as_str).collect();
    for by in [&[][..], sheets.as_slice()] {
        let confirm = [&["--as", "Айгүл", "member", "confirm", "Бауыржан"], by].concat();
        let said = desk.fails(1, &confirm);
        assert!(said.contains("nothing to confirm"), "{said}");
    }
    desk.fails(1, &["--as", "Айгүл", "member", "confirm", "Ешкім"]);
    let said = desk.fails(1, &["--as", "Айгүл", "member", "admit", "Бауыржан"]);
    assert!(said.contains("holds back"), "{said}");
}

#[test]
fn how_the_centre_is_reached_is_said_shown_and_taken_off_the_papers_by_a_coordinator() {
    let desk = Desk::with_centre();
    let asked = ["--as", "Айгүл", "centre", "contact"];
    let contact = |more: &[&str]| desk.ok(&[&asked[..], more].concat())["contact"].clone();
    let nothing = serde_json::json!({ "address": {}, "phones": [], "hours": {}, "email": "" });
    assert_eq!(contact(&[]), nothing);
    let said = contact(&["--address", "kk=Абай, 1", "--address", "en=1 Abai", "--phone", "112", "--hours", "kk=9–18"]);
    let expected = serde_json::json!({
        "address": { "en": "1 Abai", "kk": "Абай, 1" }, "phones": ["112"], "hours": { "kk": "9–18" }, "email": ""
    });
    assert_eq!((&said, &contact(&[])), (&expected, &expected));
    for (code, wrong) in [(1, ["--address", "Абай, 1"]), (1, ["--phone", "call"]), (2, ["--clear", "--phone"])] {
        desk.fails(code, &[&asked[..], &wrong].concat());
    }
    let other = contact(&["--phone", "113", "--address", "en="]);
    assert_eq!(other["phones"], serde_json::json!(["113"]));
    assert_eq!(other["address"], serde_json::json!({ "kk": "Абай, 1" }), "an empty text takes off");
    assert_eq!(other["hours"], expected["hours"], "what is not given stays");
    desk.add("Бауыржан", "worker");
    let by_worker = ["--as", "Бауыржан", "centre", "contact"];
    assert!(desk.run_as("Бауыржан", &by_worker).status.success());
    let refused = desk.run_as("Бауыржан", &[&by_worker[..], &["--clear"]].concat());
    assert_eq!(refused.status.code(), Some(3));
    assert_eq!(contact(&["--clear"]), nothing);
}

#[test]
fn new_sheets_take_the_place_of_the_old_ones_and_two_coordinators_agree_to_them() {
    let desk = Desk::with_centre();
    desk.add("Бауыржан", "coordinator");
    let out = desk.path("new");
    let sheets = ["--as", "Айгүл", "centre", "sheets", "--out", out.to_str().unwrap()];
    desk.fails(3, &sheets);
    let second = desk.path("Бауыржан");
    let second = ["--second", "Бауыржан", "--second-passphrase-file", second.to_str().unwrap()];
    desk.ok(&[sheets.as_slice(), &second].concat());
    desk.write("third", "үшінші құпия сөз тіркесі\n");
    let recover = |folder: &str| {
        let (a, b) = (desk.path(&format!("{folder}/sheet-a.txt")), desk.path(&format!("{folder}/sheet-b.txt")));
        let both = ["--sheet-a", a.to_str().unwrap(), "--sheet-b", b.to_str().unwrap()];
        desk.run_as("third", &[["--as", "Айгүл", "recover"].as_slice(), &both].concat()).status.success()
    };
    assert!(!recover("sheets"), "the old ones open nothing");
    assert!(recover("new"));
}

#[test]
fn a_coordinator_alone_is_told_that_new_sheets_wait() {
    let desk = Desk::with_centre();
    let out = desk.path("new");
    for command in [&["centre", "sheets", "--out", out.to_str().unwrap()][..], &["member", "list"], &["doctor"]] {
        let output = desk.run(command);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            output.status.success() && said.contains("they work once a coordinator unlocks"),
            "{command:?}: {said}"
        );
        assert!(!said.contains("Destroy"), "{said}");
    }
}
