//! Erasures from a terminal.

use super::{Desk, answers};

#[test]
fn a_person_is_erased_from_a_terminal_and_the_certificate_names_nobody() {
    let desk = Desk::with_centre();
    let answers = desk.write("answers.json", &answers());
    let run = ["interview", "run", "intake", "--answers", answers.to_str().unwrap(), "--finish", "--allow-incomplete"];
    let case = desk.ok(&run)["case"].as_str().unwrap().to_owned();
    desk.fails(2, &["erase", &case]);
    desk.fails(2, &["erase", &case, "--reason", "because"]);
    // Of one alone it waits, and is cancelled.
    let made = desk.ok(&["erase", &case, "--reason", "asked"]);
    assert_eq!((&made["state"], &made["done"]), (&"waits".into(), &0.into()));
    desk.fails(1, &["people", "show", &case]);
    let number = made["number"].as_str().unwrap();
    desk.fails(1, &["erase", "cancel", "2026/0000-0000-0000"]);
    let left = desk.ok(&["erase", "cancel", number]);
    assert_eq!(left["erasures"][0]["state"], "cancelled");
    desk.ok(&["people", "show", &case]);
    // Where two work, both agree.
    desk.add("Бауыржан", "coordinator");
    let pass = desk.path("Бауыржан");
    desk.fails(3, &["--as", "Айгүл", "erase", &case, "--reason", "term_over"]);
    let second = ["--second", "Бауыржан", "--second-passphrase-file", pass.to_str().unwrap()];
    let order = [&["--as", "Айгүл", "erase", &case, "--reason", "term_over"][..], &second].concat();
    let made = desk.ok(&order);
    assert_eq!((&made["state"], &made["done"], &made["of"]), (&"counts".into(), &1.into(), &1.into()));
    assert_eq!(made["by"], serde_json::json!(["Айгүл", "Бауыржан"]));
    desk.fails(1, &["--as", "Айгүл", "people", "show", &case]);
    desk.fails(1, &["--as", "Айгүл", "erase", "cancel", made["number"].as_str().unwrap()]);
    let list = desk.ok(&["--as", "Айгүл", "erase", "list"]);
    assert_eq!(list.as_array().unwrap().len(), 2);
    // By the set clock of these tests both were ordered at one time.
    let closed = |list: &serde_json::Value| {
        let row = list.as_array().unwrap().iter().find(|row| row["number"] == made["number"]);
        row.unwrap()["copies_closed"].clone()
    };
    assert_eq!(closed(&list), false);
    assert_eq!(closed(&desk.ok(&["--as", "Айгүл", "erase", "roll"])), true, "the keys are others");
    // Of records that are joined each is ordered by itself, which is said, or all of them at once.
    let other = || desk.ok(&[&["--as", "Айгүл"][..], &run].concat())["case"].as_str().unwrap().to_owned();
    let [one, two] = [other(), other()];
    desk.ok(&["--as", "Айгүл", "people", "same", &one, &two, "--reason", "бір адам"]);
    let number = desk.ok(&["--as", "Айгүл", "people", "show", &two])["number"].clone();
    let alone = [&["--as", "Айгүл", "erase", &one, "--reason", "asked"][..], &second].concat();
    assert_eq!(desk.ok(&alone)["joined_left"], serde_json::json!([number]));
    let again = other();
    desk.ok(&["--as", "Айгүл", "people", "same", &two, &again, "--reason", "бір адам"]);
    let all = [&["--as", "Айгүл", "erase", &two, "--reason", "asked", "--joined"][..], &second].concat();
    let made = desk.ok(&all);
    assert_eq!((&made["joined_left"], &made["cases"]), (&serde_json::json!([]), &2.into()));
    desk.fails(1, &["--as", "Айгүл", "people", "show", &again]);
    let doctor = desk.ok(&["--as", "Айгүл", "doctor"]);
    assert_eq!((&doctor["chain_ok"], &doctor["views_equal_replay"]), (&true.into(), &true.into()));
}
