//! The first rows of an export, shown before it is written, and the words for what is worked out.

use std::path::{Path, PathBuf};

use pana_app::contract::Word;
use pana_app::contract::export::{ExportRequest, ExportRows, PreviewRequest, Purpose};
use pana_app::contract::interview::{AnswerView, FinishRequest, InterviewView};
use pana_app::{export_now, form_import, shipped_forms, usecase};

use crate::export::{BORN, CAME, NAME, PHONE, TEXT, centre, planted};
use crate::help::{Helper, cells};

/// What is shown, in codes or in words.
fn shown(helper: &Helper, purpose: Purpose, labels: Option<&str>) -> Option<ExportRows> {
    let labels = labels.map(str::to_owned);
    let request = PreviewRequest { form: "intake".to_owned(), purpose: Word(purpose), labels, words: "kk".to_owned() };
    usecase::export_preview(&helper.app, &request).unwrap().rows
}

fn written(helper: &Helper, purpose: Purpose, labels: Option<&str>, folder: &Path) -> Vec<PathBuf> {
    let request = ExportRequest {
        purpose: Word(purpose),
        purpose_note: "тексеру".to_owned(),
        labels: labels.map(str::to_owned),
        words: "kk".to_owned(),
        separator: Some("comma".parse().unwrap()),
        ..helper.export_request("intake", "csv", folder)
    };
    export_now(&helper.app, &request, None, |_, _| {}).unwrap().files
}

/// The headings in words and the rows of the interviews' file, without what guards a cell.
fn read(files: &[PathBuf]) -> (Vec<String>, Vec<Vec<String>>) {
    let text = std::fs::read_to_string(&files[0]).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let plain = |cell: &str| cell.strip_prefix('\'').unwrap_or(cell).to_owned();
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let mut rows: Vec<Vec<String>> =
        reader.records().map(|record| record.unwrap().iter().map(plain).collect()).collect();
    let words = rows.remove(0);
    let headings =
        names.into_iter().zip(words).map(|(name, words)| if words.is_empty() { name } else { words }).collect();
    (headings, rows)
}

fn ids(views: &[&InterviewView]) -> Vec<String> {
    views.iter().flat_map(|view| [view.interview.to_string(), view.case.unwrap().to_string()]).collect()
}

#[test]
fn what_is_shown_are_the_first_rows_of_the_file_that_is_then_written() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    (0..5).for_each(|_| drop(planted(&helper, "yes")));
    planted(&helper, "no");
    let mut codes = Vec::new();
    for (purpose, labels) in [
        (Purpose::Statistics, None),
        (Purpose::Donor, Some("kk")),
        (Purpose::Other, Some("en")),
        (Purpose::Donor, None),
    ] {
        let rows = shown(&helper, purpose, labels).unwrap();
        let out = tempfile::tempdir().unwrap();
        let (headings, all) = read(&written(&helper, purpose, labels, out.path()));
        assert_eq!((rows.rows.len(), all.len()), (3, 5), "three of those who agreed");
        assert_eq!(rows.headings, headings);
        assert_eq!(rows.rows, all[..3], "{purpose:?}");
        codes.extend(all.into_iter().map(|row| row[0].clone()));
    }
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), 20, "each file has codes of its own");
}

#[test]
fn what_was_shown_is_for_one_file_alone() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    planted(&helper, "yes");
    let rows = shown(&helper, Purpose::Donor, None).unwrap().rows;
    let mut codes = vec![rows[0][0].clone()];
    // The first is not what was shown; the second is; the third comes after it.
    for purpose in [Purpose::Statistics, Purpose::Donor, Purpose::Donor] {
        let out = tempfile::tempdir().unwrap();
        codes.push(read(&written(&helper, purpose, None, out.path())).1[0][0].clone());
    }
    assert_eq!(codes[0], codes[2]);
    assert!(codes[1] != codes[0] && codes[3] != codes[0] && codes[3] != codes[1], "{codes:?}");
}

#[test]
fn nothing_that_was_planted_is_in_what_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    let views = [planted(&helper, "yes"), planted(&helper, "no")];
    let ids = ids(&[&views[0], &views[1]]);
    let planted = [NAME, TEXT, PHONE, BORN, CAME, "701 765"].into_iter().chain(ids.iter().map(String::as_str));
    let planted: Vec<&str> = planted.collect();
    for purpose in [Purpose::Statistics, Purpose::Donor, Purpose::Other] {
        for labels in [None, Some("kk")] {
            let rows = shown(&helper, purpose, labels).unwrap();
            assert_eq!(rows.rows.len(), 1);
            let text = rows.rows.concat().join("\n");
            assert!(text.contains("2026-02") && text.contains("30–44"), "what may leave is there: {text}");
            let found: Vec<&&str> = planted.iter().filter(|word| text.contains(**word)).collect();
            assert!(found.is_empty(), "{purpose:?}: {found:?}");
        }
    }
    assert!(shown(&helper, Purpose::Care, None).is_none(), "rows with names are for the file alone");
}

#[test]
fn where_nobody_agreed_no_row_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    planted(&helper, "no");
    let rows = shown(&helper, Purpose::Statistics, None).unwrap();
    assert!(rows.rows.is_empty() && !rows.headings.is_empty());
}

#[test]
fn what_is_worked_out_stands_in_the_words_of_the_list_of_its_name_where_words_are_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    let sheets = folder.path().join("sheets");
    std::fs::create_dir_all(&sheets).unwrap();
    let write = |name: &str, text: &str| std::fs::write(sheets.join(name), text).unwrap();
    let survey = "type,name,label::Kazakh (kk),calculation,purpose\n\
        integer,months,Неше ай,,statistics\n\
        calculate,pace,Қарқыны,\"if(${months} > 11, 'long', 'other')\",statistics\n";
    write("survey.csv", survey);
    write("choices.csv", "list_name,name,label::Kazakh (kk)\npace,long,Ұзаққа\n");
    write("settings.csv", "form_id,form_title,version,default_language,opens_case\nq,Q,1,Kazakh (kk),yes\n");
    form_import(&helper.app, &sheets).unwrap();
    let written = |months: &str, labels: Option<&str>| {
        let started = helper.start("q", None);
        let answer = AnswerView::Value(months.to_owned());
        helper.answer(&started.interview, &helper.place_of(&started, "months"), answer);
        let request = FinishRequest { interview: started.interview, allow_incomplete: true };
        usecase::interview_finish(&helper.app, &request).unwrap();
        let out = tempfile::tempdir().unwrap();
        let files = helper.export("q", "csv", out.path(), labels);
        cells(&files)["pace"].clone()
    };
    assert_eq!(written("12", Some("kk")), "Ұзаққа");
    assert_eq!(written("12", None), "long", "codes where codes are wanted");
}

#[test]
fn the_codes_that_the_intake_works_out_have_words_in_each_of_its_languages() {
    let intake = shipped_forms().find(|form| form.id() == "intake").unwrap();
    for (list, count) in [("direction_settlement", 4), ("rhythm", 2), ("private_talk", 2)] {
        assert!(intake.nodes().iter().any(|node| node.name == list), "{list} is worked out");
        let choices = intake.choices(list).unwrap_or_default();
        assert_eq!(choices.len(), count, "{list}");
        for choice in choices {
            let languages: Vec<&str> = choice.label.iter().map(|(language, _)| language).collect();
            assert_eq!(languages.len(), 3, "{list} {}: {languages:?}", choice.name);
        }
    }
}
