//! A questionnaire that changes while interviews are led by it: what was answered stands where it belongs in every file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use pana_app::contract::interview::{AnswerView, FinishRequest, RepeatRequest};
use pana_app::{form_import, usecase};

use crate::help::{Helper, rows};

/// Asks by these sheets from now on.
fn publish(helper: &Helper, folder: &Path, version: &str, survey: &str, choices: &str) {
    let sheets = folder.join("sheets");
    std::fs::create_dir_all(&sheets).unwrap();
    let settings = format!("form_id,form_title,version,opens_case\nq,Q,{version},yes\n");
    for (sheet, text) in [("survey", survey), ("choices", choices), ("settings", &settings)] {
        std::fs::write(sheets.join(sheet).with_extension("csv"), text).unwrap();
    }
    form_import(&helper.app, &sheets).unwrap();
}

/// Leads an interview to its end by the version that is asked now; a repeat gets an instance first.
fn interview(helper: &Helper, repeat: Option<&str>, answers: &[(&str, &str)]) {
    let mut view = helper.start("q", None);
    let id = view.interview;
    if let Some(repeat) = repeat {
        let at = helper.place_of(&view, repeat);
        usecase::interview_repeat_add(&helper.app, &RepeatRequest { interview: id, at }).unwrap();
        view = helper.open(&id);
    }
    for (name, answer) in answers {
        helper.answer(&id, &helper.place_of(&view, name), AnswerView::Value((*answer).to_owned()));
    }
    usecase::interview_finish(&helper.app, &FinishRequest { interview: id, allow_incomplete: true }).unwrap();
}

fn written(helper: &Helper, labels: Option<&str>) -> (tempfile::TempDir, Vec<PathBuf>) {
    let out = tempfile::tempdir().unwrap();
    let files = helper.export("q", "csv", out.path(), labels);
    (out, files)
}

/// What stands under these headings, row by row, in order.
fn under(file: &Path, headings: &[&str]) -> Vec<Vec<String>> {
    let cells = |row: &BTreeMap<String, String>| headings.iter().map(|name| row[*name].clone()).collect();
    let mut found: Vec<Vec<String>> = rows(file).iter().map(cells).collect();
    found.sort();
    found
}

/// N9.
#[test]
fn answers_of_three_versions_stand_each_in_its_own_column() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let survey = |more: &str| format!("type,name,label\n{more}select_one c,q,Q\ntext,last,Last\n");
    publish(&helper, folder.path(), "1", &survey("text,gone,Gone\n"), "list_name,name,label\nc,old,Old\nc,new,New\n");
    interview(&helper, None, &[("gone", "one-gone"), ("q", "old"), ("last", "one-last")]);
    publish(&helper, folder.path(), "2", &survey(""), "list_name,name,label\nc,new,New\n");
    interview(&helper, None, &[("q", "new"), ("last", "two-last")]);
    publish(&helper, folder.path(), "3", &survey("text,first,First\n"), "list_name,name,label\nc,third,Third\n");
    interview(&helper, None, &[("first", "three-first"), ("q", "third"), ("last", "three-last")]);
    let headings = ["version", "first", "q", "last", "gone"];
    let (_out, files) = written(&helper, None);
    let expected = [
        ["1", "", "old", "one-last", "one-gone"],
        ["2", "", "new", "two-last", ""],
        ["3", "three-first", "third", "three-last", ""],
    ];
    assert_eq!(under(&files[0], &headings), expected);
    let (_out, files) = written(&helper, Some("default"));
    let words: Vec<Vec<String>> = under(&files[0], &["version", "q"]);
    assert_eq!(words, [["1", "Old"], ["2", "New"], ["3", "Third"]]);
}

/// N10.
#[test]
fn a_repeat_that_was_renamed_has_a_table_under_each_name_with_what_was_said_under_it() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let survey =
        |repeat: &str| format!("type,name,label\ntext,t,T\nbegin_repeat,{repeat},R\ntext,who,Who\nend_repeat,,\n");
    publish(&helper, folder.path(), "1", &survey("child"), "list_name,name,label\n");
    interview(&helper, Some("child"), &[("t", "first"), ("who", "Asel")]);
    publish(&helper, folder.path(), "2", &survey("member"), "list_name,name,label\n");
    interview(&helper, Some("member"), &[("t", "second"), ("who", "Timur")]);
    let (_out, files) = written(&helper, None);
    let of = |name: &str| {
        let repeat = format!("-{name}.csv");
        files.iter().find(|file| file.to_str().is_some_and(|path| path.ends_with(&repeat))).unwrap()
    };
    assert_eq!(under(&files[0], &["version", "t"]), [["1", "first"], ["2", "second"]]);
    assert_eq!(under(of("child"), &["who"]), [["Asel"]]);
    assert_eq!(under(of("member"), &["who"]), [["Timur"]]);
}

/// N11.
#[test]
fn a_label_that_is_corrected_leaves_the_column_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let survey = |label: &str| format!("type,name,label\ntext,town,{label}\n");
    let headings = |files: &[PathBuf]| -> Vec<String> { rows(&files[0])[0].keys().cloned().collect() };
    publish(&helper, folder.path(), "1", &survey("Wich town?"), "list_name,name,label\n");
    interview(&helper, None, &[("town", "Ridder")]);
    let (_out, files) = written(&helper, None);
    let before = headings(&files);
    publish(&helper, folder.path(), "2", &survey("Which town?"), "list_name,name,label\n");
    interview(&helper, None, &[("town", "Semei")]);
    let (_out, files) = written(&helper, None);
    assert_eq!(headings(&files), before);
    assert_eq!(under(&files[0], &["version", "town"]), [["1", "Ridder"], ["2", "Semei"]]);
}

#[test]
fn labels_in_files_are_plain_words_without_marks_or_names_of_other_questions() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let survey = "type,name,label\ntext,who,Who\nselect_one c,q,\"__Қолы:__ ________, <b>кім</b>?\"\n";
    let choices = "list_name,name,label\nc,a,_Анасы_ (${who})\nc,b,___ жыл\n";
    publish(&helper, folder.path(), "1", survey, choices);
    interview(&helper, None, &[("who", "Aigul"), ("q", "a")]);
    interview(&helper, None, &[("who", "Bolat"), ("q", "b")]);
    let (_out, files) = written(&helper, Some("default"));
    assert_eq!(under(&files[0], &["q"]), [["___ жыл"], ["Анасы (…)"]]);
    let text = std::fs::read_to_string(&files[0]).unwrap();
    assert!(text.contains("Қолы: ________, кім?"), "{text}");
}
