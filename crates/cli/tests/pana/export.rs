//! `pana export` by purpose.

use serde_json::Value;

use crate::Desk;

// Unpacks the parts of a workbook.
use flate2 as _;

#[path = "../../../app/tests/app/help/planted.rs"]
mod planted;

const PLANTED: [&str; 6] =
    ["Қалибекова-Тіркес", "Жасұлан-Тіркес", "+7 701 765 43 21", "кеше түнде айтып берді", "1991-07-23", "Айгүл"];

/// Two people of whom one agreed to passing on, with something planted in each answer that may hold it.
fn told(desk: &Desk) -> Vec<String> {
    let mut numbers = Vec::new();
    for sharing in ["yes", "no"] {
        let answers = serde_json::json!({
            "interview_language": "kazakh", "interpreter": "no", "consent_explained": "OK", "consent": "agree",
            "consent_by": "self", "consent_sharing": sharing, "depth": "short", "family_name": PLANTED[0],
            "given_name": PLANTED[1], "phone": PLANTED[2], "special_needs": ["disability"], "special_details": PLANTED[3],
            "birth_date_known": "yes", "birth_date": PLANTED[4], "sex": "female", "citizenship": "syr",
        });
        let file = desk.write("answers.json", &answers.to_string());
        let run = ["interview", "run", "intake", "--answers", file.to_str().unwrap(), "--finish", "--allow-incomplete"];
        let led = desk.ok(&run);
        assert_eq!(led["values"]["birth_date"], PLANTED[4], "it is planted: {led}");
        numbers.push(led["number"].as_str().unwrap().to_owned());
    }
    numbers
}

fn export(desk: &Desk, folder: &str, format: &str, purpose: &[&str]) -> Value {
    let out = desk.path(folder).join(format!("out.{format}"));
    std::fs::create_dir_all(desk.path(folder)).unwrap();
    let words = ["export", "intake", "--format", format, "--workbook", "--out", out.to_str().unwrap()];
    desk.ok(&[&words[..], purpose].concat())
}

#[test]
fn an_export_for_statistics_holds_nothing_of_what_was_planted_and_none_of_whoever_said_no() {
    let desk = Desk::with_centre();
    let numbers = told(&desk);
    let words: Vec<&str> = PLANTED.into_iter().chain(numbers.iter().map(String::as_str)).collect();
    for (folder, purpose) in [
        ("statistics", &["--purpose", "statistics"][..]),
        ("donor", &["--purpose", "report-to-donor"]),
        ("other", &["--purpose", "other", "--purpose-note", "a talk"]),
        // A script that does not say why is given nobody's name.
        ("unsaid", &[]),
    ] {
        for format in ["csv", "json", "xlsx"] {
            let done = export(&desk, folder, format, purpose);
            assert_eq!(done["interviews"], 1, "{folder} {format}");
        }
        assert_eq!(planted::found(&desk.path(folder), &words), Vec::<String>::new(), "{folder}");
        assert!(planted::found(&desk.path(folder), &["30–44"]).len() >= 3, "{folder}: an age band in each");
    }
    assert_eq!(export(&desk, "care", "csv", &["--purpose", "care"])["interviews"], 2);
    let inside = planted::found(&desk.path("care"), &words);
    for word in &words {
        assert!(inside.iter().any(|line| line.starts_with(word)), "to help, {word} is there: {inside:?}");
    }
}

#[test]
fn a_preview_says_what_leaves_what_stays_and_why_and_writes_nothing() {
    let desk = Desk::with_centre();
    told(&desk);
    let shown = desk.ok(&["export", "intake", "--preview", "--purpose", "statistics"]);
    assert_eq!((&shown["people"], &shown["refused"], &shown["named"]), (&1.into(), &1.into(), &false.into()));
    let columns = shown["columns"].as_array().unwrap();
    let column = |name: &str| columns.iter().find(|column| column["name"] == name).unwrap().clone();
    assert_eq!(column("phone")["leaves"], "no");
    assert_eq!(column("phone")["holds"], "contact");
    assert_eq!(column("birth_date")["leaves"], "age-band");
    assert_eq!(column("citizenship")["leaves"], "whole");
    let page = desk.ok(&["people", "search", "Қалибекова"]);
    let number = page[0]["number"].as_str().unwrap().to_owned();
    let page = desk.ok(&["people", "show", &number]);
    assert!(page["access"].as_array().unwrap().iter().all(|row| row["action"] != "exported"), "nothing was exported");
    desk.fails(1, &["export", "safety", "--preview", "--purpose", "statistics"]);
    desk.fails(2, &["export", "intake", "--format", "csv"]);
}

#[test]
fn what_stands_between_the_cells_follows_the_language_unless_it_is_said() {
    let desk = Desk::with_centre();
    told(&desk);
    let first = |language: &str, more: &[&str]| {
        let out = desk.path("out.csv");
        let words = ["export", "intake", "--format", "csv", "--purpose", "care", "--out", out.to_str().unwrap()];
        assert!(desk.run_in(language, "pass", &[&words[..], more].concat()).status.success());
        let text = std::fs::read_to_string(out).unwrap();
        assert!(text.starts_with('\u{feff}'));
        text.lines().take(2).map(|line| line.trim_start_matches('\u{feff}').chars().take(24).collect()).collect()
    };
    let kazakh: Vec<String> = first("kk", &[]);
    assert!(kazakh[0].starts_with("interview;case;") && kazakh[1].starts_with("Сұхбат;Іс нөмірі;"), "{kazakh:?}");
    let english: Vec<String> = first("en", &[]);
    assert!(
        english[0].starts_with("interview,case,") && english[1].starts_with("Interview,Case number"),
        "{english:?}"
    );
    let said: Vec<String> = first("kk", &["--separator", "comma"]);
    assert!(said[0].starts_with("interview,case,"), "{said:?}");
}
