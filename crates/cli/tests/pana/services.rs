//! The directory of services, by one command after another.

use serde_json::{Value, json};

use super::Desk;

const SERVICES: &str = "id,organization_id,name,status,assured_date\n\
    s-bed,o1,Уақытша орын,active,2026-06-01\ns-food,o1,Азық-түлік,active,2026-06-01\n";

fn package(desk: &Desk, name: &str, services: &str) -> String {
    let folder = desk.path(name);
    std::fs::create_dir_all(&folder).unwrap();
    let kinds = [("s-bed", "dom_temp_centre"), ("s-food", "dom_essentials")];
    let kinds = kinds.into_iter().filter(|(id, _)| services.contains(id));
    let (mut terms, mut attributes) =
        ("id,code,name,description\n".to_owned(), "id,link_id,taxonomy_term_id,link_entity\n".to_owned());
    for (id, kind) in kinds {
        terms.push_str(&format!("k-{id},{kind},{kind},x\n"));
        attributes.push_str(&format!("a-{id},{id},k-{id},service\n"));
    }
    for (name, text) in [
        ("services.csv", services),
        ("organizations.csv", "id,name,description\no1,Баспана,x\n"),
        ("phones.csv", "id,service_id,number\np1,s-bed,+7 700 000 02 05\n"),
        ("schedules.csv", "id,service_id,freq,byday,opens_at,closes_at\nh1,s-bed,WEEKLY,MO,09:00,18:00\n"),
        ("taxonomy_terms.csv", &terms),
        ("attributes.csv", &attributes),
    ] {
        std::fs::write(folder.join(name), text).unwrap();
    }
    folder.to_str().unwrap().to_owned()
}

fn ids(found: &Value) -> Vec<&str> {
    found.as_array().unwrap().iter().map(|row| row["service"].as_str().unwrap()).collect()
}

#[test]
fn a_list_is_looked_through_taken_in_searched_suggested_referred_to_and_written_again() {
    let desk = Desk::with_centre();
    let list = package(&desk, "list", SERVICES);
    let dry = desk.ok(&["services", "import", &list, "--dry-run"]);
    let counts = |view: &Value| ["added", "changed", "vanished", "unchanged"].map(|name| view[name].as_u64().unwrap());
    assert_eq!(counts(&dry), [2, 0, 0, 0]);
    assert_eq!(desk.ok(&["services", "search", ""]), json!([]), "a dry run writes nothing");
    let taken = desk.ok(&["services", "import", &list]);
    assert_eq!(counts(&taken), [2, 0, 0, 0]);
    assert_eq!(ids(&desk.ok(&["services", "search", "уақыт"])), ["s-bed"], "by the beginning of a word");
    assert_eq!(ids(&desk.ok(&["services", "search", "--kind", "dom_essentials"])), ["s-food"]);
    assert_eq!(ids(&desk.ok(&["services", "search", "--open-at", "2026-06-15T12:00:00+05:00"])), ["s-bed"]);
    assert_eq!(desk.ok(&["services", "search", "--open-at", "2026-06-16T12:00:00+05:00"]), json!([]));
    assert!(desk.fails(1, &["services", "search", "--open-at", "noon"]).contains("not known here"));
    let bed = desk.ok(&["services", "show", "s-bed"]);
    assert_eq!((&bed["row"]["name"], &bed["row"]["places"]["state"]), (&json!("Уақытша орын"), &json!("not_known")));
    assert!(desk.fails(1, &["services", "show", "s-none"]).contains("no such service"));
    let checked = desk.ok(&["services", "check", "s-bed", "--places", "has", "--free", "4", "--right"]);
    assert_eq!((&checked["row"]["places"]["free"], &checked["checks"][0]["member"]), (&json!(4), &json!("Айгүл")));

    let answers = r#"{"consent": "agree", "depth": "short", "shelter_tonight": "no", "food_today": "yes"}"#;
    let answers = desk.write("answers.json", answers).to_str().unwrap().to_owned();
    let led = desk.ok(&["interview", "run", "intake", "--answers", &answers, "--finish", "--allow-incomplete"]);
    let person = led["number"].as_str().unwrap();
    let suggested = desk.ok(&["suggest", person]);
    let first = &suggested[0];
    assert_eq!((&first["service"], &first["for_need"]), (&json!("s-bed"), &json!("housing")));
    assert_eq!((&first["provider"], &first["why"][0]), (&json!("Баспана"), &json!("serves")));
    assert!(first["score"].is_i64() && first["why_not"].is_array());
    let begun = desk.ok(&["referral", "create", person, "--need", "housing", "--service", "s-bed"]);
    assert_eq!((&begun["directory"], &begun["service"]), (&json!("s-bed"), &json!("dom_temp_centre")));
    assert_eq!((&begun["edition"], &begun["phone"]), (&taken["edition"], &json!("+7 700 000 02 05")));
    assert!(
        desk.fails(1, &["referral", "create", person, "--need", "housing", "--service", "s-none"])
            .contains("no such service")
    );

    // A list without the service that a referral points to.
    let newer = package(&desk, "newer", "id,organization_id,name,status\ns-food,o1,Азық,active\n");
    let gone = desk.ok(&["services", "import", &newer]);
    assert_eq!((counts(&gone), &gone["gone"][0]["open_referrals"]), ([0, 1, 1, 0], &json!(1)));
    assert_eq!(desk.ok(&["services", "show", "s-bed"])["row"]["status"], "defunct");
    let seen = desk.ok(&["services", "show", "s-bed", "--edition", taken["edition"].as_str().unwrap()]);
    assert_eq!(seen["row"]["status"], "active");

    let out = desk.path("out").to_str().unwrap().to_owned();
    let written = desk.ok(&["services", "export", "--out", &out]);
    assert!(desk.path("out").join("datapackage.json").is_file());
    assert_eq!(written["services"], 2);
    assert_eq!(counts(&desk.ok(&["services", "import", &out, "--dry-run"])), [0, 0, 0, 2]);
    assert_eq!(desk.ok(&["doctor"])["problems"], json!([]));
}

#[test]
fn a_list_with_an_error_is_not_taken_and_says_where_and_whoever_may_not_publish_is_refused() {
    let desk = Desk::with_centre();
    let list = package(&desk, "list", &SERVICES.replace("s-food", "s-bed"));
    let said = desk.fails(1, &["services", "import", &list]);
    assert!(said.contains("services.csv:3") && said.contains("was not taken in"), "{said}");
    let good = package(&desk, "good", SERVICES);
    desk.ok(&["services", "import", &good]);
    let added = desk.ok(&[
        "services",
        "add",
        "--name",
        "Тіл курсы",
        "--provider",
        "Сөз",
        "--phone",
        "8 700",
        "--kind",
        "dom_urgent",
    ]);
    let id = added["row"]["service"].as_str().unwrap().to_owned();
    let corrected = desk.ok(&["services", "add", "--service", "s-bed", "--phone", "+7 700 000 09 99"]);
    assert_eq!(
        (&corrected["row"]["phone"], &corrected["row"]["is_corrected"]),
        (&json!("+7 700 000 09 99"), &json!(true))
    );
    desk.ok(&["services", "import", &good]);
    assert_eq!(desk.ok(&["services", "show", "s-bed"])["row"]["phone"], "+7 700 000 09 99", "over the list");
    assert_eq!(desk.ok(&["services", "show", &id])["row"]["is_own"], true);
    desk.add("Марат", "worker");
    let as_worker = |arguments: &[&str]| desk.run_as("Марат", &[&["--as", "Марат"], arguments].concat());
    assert_eq!(as_worker(&["services", "import", &good]).status.code(), Some(3));
    assert_eq!(as_worker(&["services", "export", "--out", "x"]).status.code(), Some(3));
    assert_eq!(as_worker(&["services", "check", "s-bed", "--right"]).status.code(), Some(0));
}
