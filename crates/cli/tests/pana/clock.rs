//! Clocks that are set or doubted, and centres for practice.

use serde_json::Value;

use super::{Desk, answers};

#[test]
fn a_set_clock_is_taken_only_in_the_demo_and_in_a_practice_centre() {
    let desk = Desk::new();
    let create = ["centre", "create", "--name", "Көктем", "--member", "Айгүл"];
    let said = desk.fails(1, &create);
    assert!(said.contains("practice"), "{said}");
    assert!(!desk.path("data").join("keyring.json").exists(), "nothing was made");
    let made = desk.run_by_its_clock("pass", &create);
    let document: Value = serde_json::from_slice(&made.stdout).unwrap();
    assert_eq!((made.status.success(), &document["practice"]), (true, &Value::from(false)));
    let search = ["people", "search", ""];
    assert!(desk.run_by_its_clock("pass", &search).status.success());
    desk.fails(1, &search);
}

#[test]
fn a_set_clock_shortens_no_pause_after_wrong_passphrases() {
    let desk = Desk::with_centre();
    desk.write("wrong", "ешқашан болмаған құпия\n");
    let later = |pass: &str, year: u32| {
        let now = format!("{year}-06-15T10:00:00+05:00");
        desk.run_by_its_clock(pass, &["--now", &now, "member", "list"]).status.code()
    };
    assert_eq!(later("pass", 2050), Some(0));
    assert!((2051..2059).all(|year| later("wrong", year) == Some(3)));
    assert_eq!(later("pass", 2090), Some(3), "the pause is one of real time");
}

#[test]
fn a_date_is_said_to_be_right_from_a_terminal() {
    let desk = Desk::with_centre();
    let at = |more: &[&str]| {
        let run =
            desk.run_by_its_clock("pass", &[&["--now", "2050-06-15T10:00:00+05:00", "centre", "date"], more].concat());
        assert!(run.status.success(), "{run:?}");
        serde_json::from_slice::<Value>(&run.stdout).unwrap()
    };
    let asked = at(&[]);
    assert_eq!((&asked["today"], &asked["believed"]), (&Value::from("2050-06-15"), &Value::from(false)));
    assert!(asked["last"].is_string());
    assert_eq!(at(&["--confirm"])["believed"], Value::from(true));
    assert_eq!(at(&[])["believed"], Value::from(true));
}

#[test]
fn a_practice_centre_marks_what_goes_out() {
    let desk = Desk::with_centre();
    let answers = desk.write("answers.json", &answers());
    let run = ["interview", "run", "intake", "--answers", answers.to_str().unwrap(), "--finish", "--allow-incomplete"];
    desk.ok(&run);
    let export = |format: &str| {
        let out = desk.path(&format!("out.{format}"));
        desk.ok(&["export", "intake", "--format", format, "--purpose", "care", "--out", out.to_str().unwrap()]);
        std::fs::read_to_string(out).unwrap()
    };
    let csv = export("csv");
    let mut lines = csv.trim_start_matches('\u{feff}').lines();
    let at = lines.next().unwrap().split(',').position(|heading| heading == "practice").unwrap();
    assert_eq!(lines.next().unwrap().split(',').nth(at), Some("Practice centre"), "the heading in words");
    assert_eq!(lines.next().unwrap().split(',').nth(at), Some("yes"));
    let json: Value = serde_json::from_str(&export("json")).unwrap();
    assert_eq!(json["practice"], true);
}
