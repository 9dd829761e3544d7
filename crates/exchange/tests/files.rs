//! What stands in the files, and what is left when they do not come to be.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use std::collections::BTreeMap;
use std::path::Path;

use pana_exchange::{
    Cell, Column, ColumnKind, Export, ExportError, Format, Layout, Repeat, Row, State, Target, Values, read_cell,
};
use pana_model::Secret;

fn column(path: &str, kind: ColumnKind, labels: &[(&str, &str)]) -> Column {
    let name = path.rsplit('/').next().unwrap().to_owned();
    let labels = labels.iter().map(|(name, label)| ((*name).to_owned(), (*label).to_owned())).collect();
    Column { name, path: path.to_owned(), kind, labels }
}

fn layout(labels: Option<&str>) -> Layout {
    let languages = [("kazakh", "Қазақ тілі"), ("arabic", "العربية")];
    let member = Repeat {
        name: "member".to_owned(),
        path: "/intake/home/member".to_owned(),
        columns: vec![column("/intake/home/member/hm_name", ColumnKind::Single, &[])],
        repeats: vec![Repeat {
            name: "visit".to_owned(),
            path: "/intake/home/member/visit".to_owned(),
            columns: vec![column("/intake/home/member/visit/day", ColumnKind::Single, &[])],
            repeats: vec![],
        }],
    };
    Layout {
        form: "intake".to_owned(),
        labels: labels.map(str::to_owned),
        practice: false,
        columns: vec![
            column("/intake/person/given_name", ColumnKind::Single, &[]),
            column("/intake/person/sex", ColumnKind::Single, &[("female", "Әйел")]),
            column("/intake/person/languages", ColumnKind::Multiple, &languages),
            column("/intake/person/birth", ColumnKind::Single, &[]),
            column("/intake/person/phone", ColumnKind::Single, &[]),
        ],
        repeats: vec![member],
    }
}

/// Place → answer, as the first and the second interview have them.
fn answers() -> [Vec<(&'static str, Cell<'static>)>; 2] {
    let value = |text: &'static str| Cell::Value(text.into());
    let first = vec![
        ("/intake/person/given_name", value("Айша, \"Ая\"")),
        ("/intake/person/sex", value("female")),
        ("/intake/person/languages", value("kazakh arabic")),
        ("/intake/person/birth", value("1987-03")),
        ("/intake/person/phone", value("+7 700 000 00 01")),
        ("/intake/home/member[i1]/hm_name", value("=1+1")),
        ("/intake/home/member[i2]/hm_name", Cell::State(State::Unknown)),
        ("/intake/home/member[i2]/visit[v1]/day", value("2024-06-15")),
    ];
    let second = vec![
        ("/intake/person/given_name", value("محمد")),
        ("/intake/person/sex", Cell::State(State::Declined)),
        ("/intake/person/birth", Cell::State(State::Later)),
    ];
    [first, second]
}

fn rows() -> [Row<'static>; 2] {
    let instances = BTreeMap::from([
        ("/intake/home/member", vec!["i1".to_owned(), "i2".to_owned()]),
        ("/intake/home/member[i2]/visit", vec!["v1".to_owned()]),
    ]);
    let row = |interview, case, incomplete, values| Row {
        interview,
        case,
        version: "2026",
        member: "Дәмелі",
        started: "2026-06-01T09:00:00.000+05:00",
        finished: "2026-06-01T09:15:00.000+05:00",
        incomplete,
        values,
    };
    let [first, second] = answers();
    [
        row("1", "A7-1-K", false, Values::new(first, instances)),
        row("2", "A7-2-K", true, Values::new(second, BTreeMap::new())),
    ]
}

/// Begins an export named `intake` and writes the rows.
fn begun<'l>(layout: &'l Layout, format: Format, folder: &Path) -> Export<'l> {
    let mut export = Export::begin(layout, format, Target { folder, stem: "intake" }).unwrap();
    rows().iter().for_each(|row| export.row(row).unwrap());
    export
}

fn run(layout: &Layout, format: Format, folder: &Path) -> Vec<(String, String)> {
    let read = |path: std::path::PathBuf| {
        (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap())
    };
    begun(layout, format, folder).publish().unwrap().into_iter().map(read).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn csv_holds_values_states_and_a_file_for_each_repeat() {
    let folder = tempfile::tempdir().unwrap();
    insta::assert_debug_snapshot!(run(&layout(None), Format::Csv, folder.path()));
    assert_eq!(names(folder.path()), ["intake-member.csv", "intake-visit.csv", "intake.csv"], "nothing else is left");
}

#[test]
fn csv_holds_labels_in_the_language_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    insta::assert_debug_snapshot!(run(&layout(Some("kk")), Format::Csv, folder.path()));
}

#[test]
fn json_holds_lists_states_and_repeats() {
    for (name, labels) in [("values", None), ("labels", Some("kk"))] {
        let folder = tempfile::tempdir().unwrap();
        let files = run(&layout(labels), Format::Json, folder.path());
        let document: serde_json::Value = serde_json::from_str(&files[0].1).expect("one document");
        insta::assert_snapshot!(format!("json_{name}"), serde_json::to_string_pretty(&document).unwrap());
    }
}

#[test]
fn every_answer_reads_back_from_csv() {
    let folder = tempfile::tempdir().unwrap();
    let layout = layout(None);
    let files = run(&layout, Format::Csv, folder.path());
    let text = files[0].1.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    for (record, answers) in reader.records().zip(answers()) {
        let (record, answers) = (record.unwrap(), BTreeMap::from_iter(answers));
        for (cell, column) in record.iter().skip(7).zip(&layout.columns) {
            assert!(read_cell(cell).as_ref() == answers.get(column.path.as_str()), "{}", column.name);
        }
    }
}

#[test]
fn an_export_that_is_stopped_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for format in [Format::Csv, Format::Json] {
        let layout = layout(None);
        let mut export = begun(&layout, format, folder.path());
        export.file("1.jpg", &content("1.jpg")).unwrap();
        assert!(!names(folder.path()).is_empty(), "it is under way");
        drop(export);
        assert!(names(folder.path()).is_empty());
    }
}

fn content(name: &str) -> Secret<Vec<u8>> {
    Secret::new(format!("content of {name}").into_bytes())
}

#[test]
fn files_of_answers_lie_whole_in_a_folder_beside() {
    let folder = tempfile::tempdir().unwrap();
    // Twice: the second export replaces the first.
    for _ in 0..2 {
        let layout = layout(None);
        let mut export = begun(&layout, Format::Json, folder.path());
        ["1.jpg", "2.pdf"].iter().for_each(|name| export.file(name, &content(name)).unwrap());
        let written = export.publish().unwrap();
        assert_eq!(written, [folder.path().join("intake.json"), folder.path().join("intake-files")]);
        assert_eq!(names(folder.path()), ["intake-files", "intake.json"]);
        assert_eq!(names(&folder.path().join("intake-files")), ["1.jpg", "2.pdf"]);
        assert_eq!(std::fs::read(folder.path().join("intake-files/2.pdf")).unwrap(), b"content of 2.pdf");
    }
}

#[test]
fn an_export_that_cannot_write_one_of_its_files_leaves_nothing() {
    for bad in ["../out.jpg", "/out.jpg", "a/b.jpg", "a\\b.jpg", "C:x", ".hidden", "", "1.jpg"] {
        let folder = tempfile::tempdir().unwrap();
        let layout = layout(None);
        let mut export = begun(&layout, Format::Csv, folder.path());
        export.file("1.jpg", &content("1.jpg")).unwrap();
        let failed = export.file(bad, &content(bad));
        assert!(matches!(failed, Err(ExportError::Io(_))), "{bad}: {failed:?}");
        drop(export);
        assert!(names(folder.path()).is_empty(), "{bad}");
    }
}

#[test]
fn an_export_of_a_practice_centre_says_so_in_every_row_and_document() {
    let folder = tempfile::tempdir().unwrap();
    let layout = Layout { practice: true, ..layout(None) };
    let csv = run(&layout, Format::Csv, folder.path());
    assert_eq!(csv.len(), 3);
    for (name, text) in csv {
        let mut reader = csv::Reader::from_reader(text.strip_prefix('\u{feff}').unwrap().as_bytes());
        let at = reader.headers().unwrap().iter().position(|heading| heading == "practice").unwrap();
        assert_eq!(at, if name == "intake.csv" { 7 } else { 4 }, "{name}: after the keys");
        assert!(reader.records().all(|record| record.unwrap()[at] == *"yes"), "{name}");
    }
    let json = run(&layout, Format::Json, folder.path());
    let document: serde_json::Value = serde_json::from_str(&json[0].1).unwrap();
    assert_eq!(document["practice"], true);
}
