//! Cases of the field, where they are at hand: questionnaires, answers, and what is right of them. Each came of something
//! that users of other tools reported, or of a workbook of theirs.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "tests")]
#![allow(clippy::indexing_slicing, reason = "JSON that lacks a member gives null")]

#[path = "cases/expected.rs"]
mod expected;
#[path = "cases/led.rs"]
mod led;

use std::path::{Path, PathBuf};

use led::Led;
use serde_json::Value;

/// What does not hold yet, and why. The test fails while a line stays whose case holds.
const NOT_YET: [(&str, &str); 0] = [];

/// A moment in three zones, for cases that name none.
const ANYWHERE: [&str; 3] = ["2026-11-27T10:00:00+05:00", "2026-11-27T10:00:00+00:00", "2026-11-27T10:00:00-07:00"];

/// Zones of `day-arithmetic.json`, each with the offsets it has or had: an interview is led with one of them.
const ZONES: [(&str, &[&str]); 9] = [
    ("Asia/Almaty", &["+05:00", "+06:00"]),
    ("Asia/Tashkent", &["+05:00"]),
    ("Asia/Kabul", &["+04:30"]),
    ("Asia/Kathmandu", &["+05:45", "+05:30"]),
    ("America/Phoenix", &["-07:00"]),
    ("UTC", &["+00:00"]),
    ("Europe/Berlin", &["+01:00", "+02:00"]),
    ("America/New_York", &["-05:00", "-04:00"]),
    ("Australia/Lord_Howe", &["+10:30", "+11:00"]),
];

/// A folder of cases; `None`, and a word about it, where it is not there.
fn at_hand(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("the cases of {name} are not at hand: nothing is compared");
    None
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Fails where a case does not come out as it should, and where one does that is listed as not holding.
fn report(outcomes: &[(String, Result<(), String>)]) {
    let wrong: Vec<String> = outcomes
        .iter()
        .filter_map(|(id, outcome)| {
            let listed = NOT_YET.iter().find(|(known, _)| known == id);
            match (outcome, listed) {
                (Ok(()), None) | (Err(_), Some(_)) => None,
                (Err(said), None) => Some(format!("{id}: {said}")),
                (Ok(()), Some((_, reason))) => Some(format!("{id} holds: it is listed with “{reason}”")),
            }
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_users_of_other_tools_reported_comes_out_right_here() {
    let Some(folder) = at_hand("forms") else { return };
    let mut folders: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let mut outcomes = Vec::new();
    for folder in folders.iter().filter(|folder| folder.join("case.json").is_file()) {
        let case = json(&folder.join("case.json"));
        // What stands in words alone is shown where it belongs.
        if case["expect"].as_object().is_none_or(serde_json::Map::is_empty) {
            continue;
        }
        let answers = folder.join("answers.json");
        let answers = if answers.is_file() { json(&answers) } else { Value::Object(serde_json::Map::new()) };
        let form = folder.join(case["form"].as_str().unwrap());
        let moments = case["now"].as_str().map_or(ANYWHERE.to_vec(), |now| vec![now]);
        let outcome = moments.into_iter().try_for_each(|now| {
            let differences = Led::by(&form, &answers, now).and_then(|led| expected::compare(&led, &case["expect"]));
            differences.map_err(|said| format!("at {now}: {said}"))
        });
        outcomes.push((folder.file_name().unwrap().to_string_lossy().into_owned(), outcome));
    }
    assert!(!outcomes.is_empty(), "some cases are run");
    for (id, _) in NOT_YET.iter() {
        assert!(outcomes.iter().any(|(known, _)| known == id), "{id} is no case");
    }
    report(&outcomes);
}

#[test]
fn differences_of_dates_are_whole_days_in_every_zone() {
    let Some(path) = at_hand("dates/day-arithmetic.json") else { return };
    let cases = json(&path);
    let mut wrong = Vec::new();
    for case in cases["cases"].as_array().unwrap() {
        let (expression, value) = (case["expr"].as_str().unwrap(), case["value"].as_str().unwrap());
        for (zone, offset) in ZONES.iter().flat_map(|(zone, offsets)| offsets.iter().map(move |offset| (zone, offset)))
        {
            let came = led::value_of(expression, &format!("2026-11-27T00:30:00{offset}"));
            if came != value {
                wrong.push(format!("`{expression}` in {zone} ({offset}): expected {value}, came {came}"));
            }
        }
    }
    report(&[("day-arithmetic".to_owned(), if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) })]);
}

#[test]
fn a_list_shuffled_by_a_seed_has_the_order_of_the_other_clients() {
    let Some(folder) = at_hand("forms/D1-seeded-order") else { return };
    for (seed, expected) in [("42", "agdbef"), ("-42", "feagbd"), ("mirror", "adbfeg")] {
        let answers = serde_json::json!({ "s": seed });
        let led = Led::by(&folder.join("q01.xlsx"), &answers, ANYWHERE[0]).unwrap();
        let at = led::find(&led.form, "", "q").unwrap().path.clone();
        let order: String = led.session.choices(&at).into_iter().map(|choice| choice.name.to_string()).collect();
        assert_eq!(order, expected, "{seed}");
    }
}
