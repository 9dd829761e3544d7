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
