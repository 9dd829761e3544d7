//! The same person twice: found, joined, and taken apart, by one command after another.

use super::Desk;

#[test]
fn a_pair_is_found_joined_with_a_reason_and_kept_apart() {
    let desk = Desk::with_centre();
    desk.add("Бауыржан", "worker");
    let person = |family: &str, given: &str, phone: &str| {
        let answers = format!(
            r#"{{"consent": "agree", "depth": "short", "family_name": "{family}", "given_name": "{given}", "phone": "{phone}"}}"#
        );
        let answers = desk.write("answers.json", &answers).to_str().unwrap().to_owned();
        let led = ["interview", "run", "intake", "--answers", &answers, "--finish", "--allow-incomplete"];
        desk.ok_as("Бауыржан", &led)["number"].as_str().unwrap().to_owned()
    };
    let (one, other) = (person("Зәйдан", "Мұхаммед", "+7 701 123 01 47"), person("محمد", "زيدان", "87011230147"));
    let work = |arguments: &[&str]| desk.ok_as("Бауыржан", arguments);
    let all = work(&["people", "doubles"]);
    let pair = &all.as_array().unwrap()[0];
    assert!(pair["a"].is_string() && pair["b"].is_string() && pair["score"].as_f64().unwrap() > 0.0, "{pair}");
    assert!(pair["why"].as_array().unwrap().iter().any(|why| why == "phone_same"), "{pair}");
    assert_eq!(work(&["people", "doubles", &one])[0]["number"], other.as_str());
    desk.fails_as("Бауыржан", 2, &["people", "same", &one, &other]);
    let joined = work(&["people", "same", &one, &other, "--reason", "өзі айтты"]);
    assert_eq!(joined["joined"][0]["number"], other.as_str());
    assert_eq!(work(&["people", "doubles"]).as_array().unwrap().len(), 0);
    let found = work(&["people", "search", ""]);
    assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
    let parted = work(&["people", "apart", &one, &other, "--reason", "бауыры"]);
    assert_eq!((&parted["apart"][0]["words"], parted["joined"].as_array().unwrap().len()), (&"бауыры".into(), 0));
    assert_eq!(work(&["people", "doubles", &one]).as_array().unwrap().len(), 0, "not offered again");
}
