//! `pana rules`: a table is looked through by whoever writes one.

use serde_json::json;

use super::Desk;

const SHIPPED: &str = include_str!("../../../../differentiation/rules.csv");

#[test]
fn a_table_of_rules_is_checked_by_cell_without_a_store() {
    let desk = Desk::new();
    let good = desk.write("rules.csv", SHIPPED);
    let found = desk.ok(&["rules", "check", good.to_str().unwrap()]);
    assert_eq!((&found["ok"], &found["problems"]), (&json!(true), &json!([])));
    assert!(found["rules"].as_u64().unwrap() > 150 && found["version"].as_str().unwrap().len() == 64, "{found}");

    // The id of a rule that stops referrals is lost on the way through a spreadsheet.
    let stops = SHIPPED.lines().find(|line| line.contains(",referrals,")).unwrap();
    let id = stops.split(',').next().unwrap();
    let bad = desk.write("bad.csv", &SHIPPED.replace(&format!("\n{id},"), "\nD999,"));
    let output = desk.run(&["rules", "check", bad.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&found["ok"], &found["problems"][0]["code"]), (&json!(false), &json!("stops-missing")));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains(id) && said.contains("stops referrals"), "{said}");
}

#[test]
fn rules_are_taken_out_changed_taken_in_asked_and_given_up_again() {
    let desk = Desk::with_centre();
    let shown = desk.ok(&["rules", "show"]);
    assert_eq!((&shown["set"]["origin"], &shown["set"]["since"]), (&json!("shipped"), &json!(null)));
    let out = desk.path("out.csv").to_str().unwrap().to_owned();
    let written = desk.ok(&["rules", "export", &out]);
    assert_eq!(written["version"], shown["set"]["version"]);
    assert!(desk.fails(1, &["rules", "export", &out]).contains("Nothing was written over"));
    let book = desk.path("out.xlsx").to_str().unwrap().to_owned();
    desk.ok(&["rules", "export", &book]);
    let same = desk.ok(&["rules", "import", &book, "--dry-run"]);
    assert_eq!((&same["same"], &same["version"]), (&json!(true), &shown["set"]["version"]));

    let table = std::fs::read_to_string(&out).unwrap();
    let ours: String = table
        .lines()
        .filter(|line| !line.starts_with("D001,"))
        .map(|line| if line.starts_with("D002,") { line.replace(",critical,", ",urgent,") } else { line.to_owned() })
        .flat_map(|line| [line, "\n".to_owned()])
        .collect();
    let path = desk.write("ours.csv", &ours).to_str().unwrap().to_owned();
    let dry = desk.ok(&["rules", "import", &path, "--dry-run"]);
    assert_eq!((&dry["gone"], &dry["added"], &dry["in_force"]), (&json!(["D001"]), &json!([]), &json!(null)));
    let cells = json!([{ "column": "urgency", "before": "critical", "after": "urgent" }]);
    assert_eq!(dry["changed"], json!([{ "rule": "D002", "cells": cells }]));
    assert_eq!(desk.ok(&["rules", "show"])["set"], shown["set"], "a dry run writes nothing");

    let answers = r#"{"consent": "agree", "depth": "short", "shelter_tonight": "no", "food_today": "yes"}"#;
    let answers = desk.write("answers.json", answers).to_str().unwrap().to_owned();
    let led = desk.ok(&["interview", "run", "intake", "--answers", &answers, "--finish", "--allow-incomplete"]);
    let person = led["number"].as_str().unwrap();
    let decided = desk.ok(&["needs", "decide", person, "housing", "accept"]);
    assert_eq!(decided["needs"][0]["decided"][0]["rule_set"], decided["rule_set"]);

    let taken = desk.ok(&["rules", "import", &path]);
    assert_eq!((&taken["in_force"]["origin"], &taken["in_force"]["file"]), (&json!("own"), &json!("ours.csv")));
    assert_eq!(taken["in_force"]["member"], "Айгүл");
    let needs = desk.ok(&["needs", person]);
    assert_eq!((&needs["rule_set"], &needs["in_force"]), (&taken["version"], &taken["in_force"]));
    assert!(!needs["rules"].as_array().unwrap().iter().any(|rule| rule["id"] == "D001"), "{needs}");
    assert_eq!(needs["needs"][0]["decided"][0]["rule_set"], decided["rule_set"], "what was decided keeps its version");

    let bad = desk.write("bad.csv", &ours.replace(",urgent,", ",now,")).to_str().unwrap().to_owned();
    let output = desk.run(&["rules", "import", &bad]);
    assert_eq!(output.status.code(), Some(1));
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&found["ok"], &found["problems"][0]["code"]), (&json!(false), &json!("word-unknown")));
    assert_eq!(desk.ok(&["rules", "show"])["set"], taken["in_force"], "nothing half-taken-in");

    let back = desk.ok(&["rules", "shipped", "--dry-run"]);
    assert_eq!((&back["added"], &back["origin"]), (&json!(["D001"]), &json!("shipped")));
    let back = desk.ok(&["rules", "shipped"]);
    assert_eq!((&back["in_force"]["origin"], &back["version"]), (&json!("shipped"), &shown["set"]["version"]));
    assert!(desk.ok(&["doctor"])["problems"].as_array().unwrap().is_empty());
}
