//! Bad files, full disks and wrong clocks: a sentence that says what to do, and nothing lost.

use pana_tests::computer::Computer;
use pana_tests::story;
use pana_tests::terminal::{Ended, pana, pana_with_fault, pana_with_read_only};
use serde_json::json;
use std::path::{Path, PathBuf};

const SETTINGS: &str = "form_id,version,default_language\nbad,1,English (en)\n";

fn centre() -> Computer {
    centre_made_with(None)
}

fn centre_made_with(more: Option<&str>) -> Computer {
    let computer = Computer::new().unwrap();
    let sheets = computer.everything().join("sheets");
    std::fs::create_dir(&sheets).unwrap();
    let words = [
        "centre",
        "create",
        "--name",
        story::CENTRE,
        "--member",
        story::COORDINATOR,
        "--role",
        "coordinator",
        "--recovery-out",
    ];
    let words = words.map(PathBuf::from).into_iter().chain([sheets]).chain(more.map(PathBuf::from));
    let made = pana(&computer, words).unwrap();
    assert_eq!(made.code, 0, "a centre is made: {}", made.said);
    computer
}

fn write(folder: &Path, sheet: &str, text: &str) {
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join(format!("{sheet}.csv")), text).unwrap();
}

/// Checks a questionnaire of these sheets.
fn check(sheets: &[(&str, &str)]) -> Ended {
    let computer = Computer::new().unwrap();
    let folder = computer.everything().join("bad");
    for (sheet, text) in sheets {
        write(&folder, sheet, text);
    }
    pana(&computer, [PathBuf::from("form"), PathBuf::from("check"), folder]).unwrap()
}

/// Each problem names where it is and says a sentence.
fn tells(ended: &Ended) {
    assert_eq!(ended.code, 1, "a bad questionnaire is refused: {}", ended.said);
    assert_eq!(ended.reply["ok"], false);
    let problems = ended.reply["problems"].as_array().unwrap();
    assert!(!problems.is_empty());
    for problem in problems {
        let message = problem["message"].as_str().unwrap();
        assert!(message.split_whitespace().count() > 3, "a sentence, not {message:?}");
        assert!(problem["file"].as_str().is_some_and(|file| !file.is_empty()), "it names the file");
    }
}

#[test]
fn a_truncated_workbook_is_named_and_not_half_read() {
    let computer = Computer::new().unwrap();
    let path = computer.everything().join("cut.xlsx");
    std::fs::write(&path, b"PK\x03\x04\x14\x00\x00\x00\x08\x00cut off here").unwrap();
    tells(&pana(&computer, [PathBuf::from("form"), PathBuf::from("check"), path]).unwrap());
}

#[test]
fn problems_are_told_in_the_language_asked_for() {
    let computer = Computer::new().unwrap();
    let folder = computer.everything().join("bad");
    write(&folder, "survey", "type,name,label::English (en)\nwhat,a,A\n");
    let told = |language: &str| {
        let words = ["form", "check", "--lang", language].map(PathBuf::from).into_iter().chain([folder.clone()]);
        let ended = pana(&computer, words).unwrap();
        tells(&ended);
        ended.reply["problems"][0]["message"].as_str().unwrap().to_owned()
    };
    let (english, kazakh) = (told("en"), told("kk"));
    assert!(english.is_ascii() || english.contains('“'), "{english}");
    assert!(kazakh.chars().any(|letter| ('а'..='я').contains(&letter)), "{kazakh}");
}

#[test]
fn wrong_columns_are_named() {
    tells(&check(&[("survey", "kind,word\ntext,a\n"), ("settings", SETTINGS)]));
}

#[test]
fn calculations_in_a_circle_are_named() {
    let survey = "type,name,label::English (en),calculation\n\
                  calculate,a,,${b} + 1\ncalculate,b,,${a} + 1\ntext,c,Say,\n";
    tells(&check(&[("survey", survey), ("settings", SETTINGS)]));
}

#[test]
fn five_thousand_rows_are_read() {
    let mut survey = "type,name,label::English (en)\n".to_owned();
    for row in 0..5_000 {
        survey.push_str(&format!("text,q{row},Question {row}\n"));
    }
    let ended = check(&[("survey", &survey), ("settings", SETTINGS)]);
    assert_eq!((ended.code, &ended.reply["questions"]), (0, &json!(5_000)), "{}", ended.said);
}

#[test]
fn a_cell_of_ten_megabytes_ends_in_a_sentence() {
    let survey = format!("type,name,label::English (en)\ntext,a,{}\n", "x".repeat(10_000_000));
    tells(&check(&[("survey", &survey), ("settings", SETTINGS)]));
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let computer = Computer::new().unwrap();
    // A folder below a file cannot be made, whoever asks.
    let file = computer.everything().join("file");
    std::fs::write(&file, "x").unwrap();
    let words = ["centre", "create", "--name", "A", "--member", "B", "--role", "coordinator", "--data"];
    let ended = pana(&computer, words.map(PathBuf::from).into_iter().chain([file.join("below")])).unwrap();
    assert_eq!(ended.code, 1, "{}", ended.said);
    assert!(ended.said.split_whitespace().count() > 4, "a sentence, not {:?}", ended.said);
}

#[test]
fn a_store_on_a_medium_that_cannot_be_written_is_told_and_stays_as_it_is() {
    let computer = centre();
    for language in ["en", "kk"] {
        let words = ["people", "search", "", "--lang", language];
        let ended = pana_with_read_only(&computer, &computer.data(), words).unwrap();
        assert_eq!(ended.code, 1, "{}", ended.said);
        assert!(ended.said.lines().count() >= 2, "what happened and what to do, not {:?}", ended.said);
    }
    assert_eq!(pana(&computer, ["doctor"]).unwrap().code, 0, "nothing is hurt");
}

#[test]
fn an_export_into_a_folder_that_cannot_be_written_is_told_and_leaves_nothing() {
    let computer = centre();
    let answers = computer.everything().join("answers.json");
    std::fs::write(&answers, json!({ "consent": "agree", "family_name": "Сағатова" }).to_string()).unwrap();
    let words = ["interview", "run", "intake", "--finish", "--allow-incomplete", "--answers"];
    let led = pana(&computer, words.map(PathBuf::from).into_iter().chain([answers])).unwrap();
    assert_eq!(led.code, 0, "{}", led.said);
    let out = computer.out().join("intake.csv");
    let words = ["export", "intake", "--format", "csv", "--purpose", "care", "--out"];
    let ended =
        pana_with_read_only(&computer, &computer.out(), words.map(PathBuf::from).into_iter().chain([out])).unwrap();
    assert_eq!(ended.code, 1, "{}", ended.said);
    assert!(ended.said.lines().count() >= 2, "what happened and what to do, not {:?}", ended.said);
    assert_eq!(std::fs::read_dir(computer.out()).unwrap().count(), 0, "nothing is left behind");
}

#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    let computer = centre();
    let answers = computer.everything().join("answers.json");
    std::fs::write(&answers, json!({ "consent": "agree", "family_name": "Сағатова" }).to_string()).unwrap();
    let words = || {
        ["interview", "run", "intake", "--finish", "--allow-incomplete", "--answers"]
            .map(PathBuf::from)
            .into_iter()
            .chain([answers.clone()])
    };
    assert_eq!(pana(&computer, words()).unwrap().code, 0, "the first is kept");
    let full = pana_with_fault(&computer, "pwrite64:error=ENOSPC", words()).unwrap();
    assert_eq!(full.code, 1, "a full disk is told: {}", full.said);
    assert!(full.said.split_whitespace().count() > 4, "a sentence, not {:?}", full.said);
    let doctor = pana(&computer, ["doctor"]).unwrap();
    assert_eq!(doctor.code, 0, "the log is whole: {}", doctor.said);
    let found = pana(&computer, ["people", "search", "сағатова"]).unwrap();
    assert_eq!(found.reply.as_array().map(Vec::len), Some(1), "the first is still there, and only it");
}

#[test]
fn a_clock_set_back_a_year_loses_nothing() {
    let computer = centre_made_with(Some("--practice"));
    let answers = computer.everything().join("answers.json");
    for (year, name) in [("2027", "Ерте"), ("2026", "Кейін")] {
        std::fs::write(&answers, json!({ "consent": "agree", "family_name": name }).to_string()).unwrap();
        let now = format!("{year}-06-15T10:00:00+05:00");
        let words = ["interview", "run", "intake", "--finish", "--allow-incomplete", "--now", &now, "--answers"];
        let ended = pana(&computer, words.map(PathBuf::from).into_iter().chain([answers.clone()])).unwrap();
        assert_eq!(ended.code, 0, "{name}: {}", ended.said);
    }
    for name in ["Ерте", "Кейін"] {
        let found = pana(&computer, ["people", "search", name]).unwrap();
        assert_eq!(found.reply.as_array().map(Vec::len), Some(1), "{name} is found");
    }
    assert_eq!(pana(&computer, ["doctor"]).unwrap().code, 0, "the log is whole");
}
