//! `pana needs territory`: what a month comes to, for a script of a coordinator.

use serde_json::{Value, json};

use super::Desk;

const JULY: &str = "2026-07-02T10:00:00+05:00";

fn in_july(desk: &Desk, arguments: &[&str]) -> (Option<i32>, Value, String) {
    let all = [&["needs", "territory"], arguments, &["--lang", "en", "--now", JULY]].concat();
    let output = desk.run_by_its_clock("pass", &all);
    let document = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
    (output.status.code(), document, String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_month_is_told_in_figures_with_the_rules_that_hold_and_those_of_which_nobody_can_tell() {
    let desk = Desk::with_centre();
    let intake = r#"{"consent": "agree", "depth": "short", "origin_country": "uzb"}"#;
    let intake = desk.write("intake.json", intake).to_str().unwrap().to_owned();
    let needs = r#"{"consent": "agree", "self_help_ready": "yes", "sleep_bad": "always", "worried": "always"}"#;
    let needs = desk.write("needs.json", needs).to_str().unwrap().to_owned();
    let finish = ["--finish", "--allow-incomplete"];
    for _ in 0..6 {
        let led = desk.ok(&[&["interview", "run", "intake", "--answers", &intake][..], &finish].concat());
        let person = ["--person", led["number"].as_str().unwrap()];
        desk.ok(&[&["interview", "run", "needs", "--answers", &needs][..], &person, &finish].concat());
    }
    let (code, month, said) = in_july(&desk, &[]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!((&month["month"], &month["open"], &month["region"]), (&json!("2026-06"), &json!(6), &json!(null)));
    let ids = |rows: &Value| rows.as_array().unwrap().iter().map(|rule| rule["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids(&month["rules"]), ["D149", "D146"]);
    assert_eq!(month["rules"][0]["because"], json!(["terr_distress"]));
    assert_eq!(month["rules"][0]["services"], json!(["psy_diagnostics", "psy_group_therapy"]));
    assert!(ids(&month["not_known"]).contains(&json!("D145")));
    assert!(month["fails"].as_array().unwrap().contains(&json!("D140")));
    let figures = month["figures"].as_array().unwrap();
    assert_eq!(figures.len(), 12);
    let named = |name: &str| figures.iter().find(|figure| figure["name"] == name).unwrap().clone();
    let distress = named("terr_distress");
    assert_eq!((&distress["value"], &distress["few"], &distress["asked"]), (&json!(6), &json!(false), &json!(6)));
    assert_eq!(named("terr_tolerance_index")["unknown"], "no_questionnaire");
    assert_eq!(in_july(&desk, &["--month", "2026-06"]).1, month, "the month that ended last");

    for wrong in [["--month", "2026-07"], ["--month", "July"], ["--region", "abai"]] {
        let (code, _, said) = in_july(&desk, &wrong);
        assert_eq!(code, Some(1), "{wrong:?}: {said}");
        assert!(said.contains("2026-06") || said.contains("region"), "{said}");
    }
    desk.add("Worker", "worker");
    desk.fails_as("Worker", 3, &["needs", "territory"]);
}
