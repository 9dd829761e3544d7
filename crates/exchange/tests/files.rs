//! What stands in the files, and what is left when they do not come to be.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::Path;

use pana_exchange::{
    Cell, Column, ColumnKind, ExportError, Format, Go, Layout, Repeat, Row, State, Target, Values, export, read_cell,
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

fn rows() -> Vec<Row> {
    let value = |text: &str| Cell::Value(text.to_owned());
    let first = Values {
        answers: BTreeMap::from([
            ("/intake/person/given_name".to_owned(), value("Айша, \"Ая\"")),
            ("/intake/person/sex".to_owned(), value("female")),
            ("/intake/person/languages".to_owned(), value("kazakh arabic")),
            ("/intake/person/birth".to_owned(), value("1987-03")),
            ("/intake/person/phone".to_owned(), value("+7 700 000 00 01")),
            ("/intake/home/member[i1]/hm_name".to_owned(), value("=1+1")),
            ("/intake/home/member[i2]/hm_name".to_owned(), Cell::State(State::Unknown)),
            ("/intake/home/member[i2]/visit[v1]/day".to_owned(), value("2024-06-15")),
        ]),
        instances: BTreeMap::from([
            ("/intake/home/member".to_owned(), vec!["i1".to_owned(), "i2".to_owned()]),
            ("/intake/home/member[i2]/visit".to_owned(), vec!["v1".to_owned()]),
        ]),
    };
    let second = Values {
        answers: BTreeMap::from([
            ("/intake/person/given_name".to_owned(), value("محمد")),
            ("/intake/person/sex".to_owned(), Cell::State(State::Declined)),
            ("/intake/person/birth".to_owned(), Cell::State(State::Later)),
        ]),
        instances: BTreeMap::new(),
    };
    let row = |interview: &str, incomplete, values| Row {
        interview: interview.to_owned(),
        case: format!("A7-{interview}-K"),
        version: "2026".to_owned(),
        member: "Дәмелі".to_owned(),
        started: "2026-06-01T09:00:00.000+05:00".to_owned(),
        finished: "2026-06-01T09:15:00.000+05:00".to_owned(),
        incomplete,
        values,
        files: Vec::new(),
    };
    vec![row("1", false, first), row("2", true, second)]
}

fn no_file<E>(_: &Row, _: &str) -> Result<Secret<Vec<u8>>, E> {
    panic!("no row names a file")
}

fn run(layout: &Layout, format: Format, folder: &Path) -> Vec<(String, String)> {
    let rows = rows().into_iter().map(Ok::<_, Infallible>);
    let files = export(layout, format, Target { folder, stem: "intake" }, rows, no_file, |_| Go::On).unwrap();
    let read = |path: std::path::PathBuf| {
        (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap())
    };
    files.into_iter().map(read).collect()
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
    for (record, row) in reader.records().zip(rows()) {
        let record = record.unwrap();
        for (cell, column) in record.iter().skip(7).zip(&layout.columns) {
            assert!(read_cell(cell).as_ref() == row.values.answers.get(&column.path), "{}", column.name);
        }
    }
}

#[test]
fn an_export_that_is_stopped_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for format in [Format::Csv, Format::Json] {
        let rows = rows().into_iter().map(Ok::<_, Infallible>);
        let stopped =
            export(&layout(None), format, Target { folder: folder.path(), stem: "intake" }, rows, no_file, |_| {
                Go::Stop
            });
        assert!(matches!(stopped, Err(ExportError::Cancelled)));
        let rows = rows_that_fail();
        let failed =
            export(&layout(None), format, Target { folder: folder.path(), stem: "intake" }, rows, no_file, |_| Go::On);
        assert!(matches!(failed, Err(ExportError::Source("locked"))));
        assert!(names(folder.path()).is_empty());
    }
}

fn rows_with(files: &[&str]) -> impl Iterator<Item = Result<Row, &'static str>> {
    let mut rows = rows();
    rows[0].files = files.iter().map(|name| (*name).to_owned()).collect();
    rows.into_iter().map(Ok)
}

fn content(row: &Row, name: &str) -> Result<Secret<Vec<u8>>, &'static str> {
    if name == "3.jpg" { Err("damaged") } else { Ok(Secret::new(format!("{} {name}", row.interview).into_bytes())) }
}

#[test]
fn files_of_answers_lie_whole_in_a_folder_beside() {
    let folder = tempfile::tempdir().unwrap();
    let target = Target { folder: folder.path(), stem: "intake" };
    // Twice: the second export replaces the first.
    for _ in 0..2 {
        let rows = rows_with(&["1.jpg", "2.pdf"]);
        let written = export(&layout(None), Format::Json, target, rows, content, |_| Go::On).unwrap();
        assert_eq!(written, [folder.path().join("intake.json"), folder.path().join("intake-files")]);
        assert_eq!(names(folder.path()), ["intake-files", "intake.json"]);
        assert_eq!(names(&folder.path().join("intake-files")), ["1.jpg", "2.pdf"]);
        assert_eq!(std::fs::read(folder.path().join("intake-files/2.pdf")).unwrap(), b"1 2.pdf");
    }
}

#[test]
fn an_export_that_cannot_write_one_of_its_files_leaves_nothing() {
    for bad in ["3.jpg", "../out.jpg", "/out.jpg", "a/b.jpg", "a\\b.jpg", "C:x", ".hidden", "", "1.jpg"] {
        let folder = tempfile::tempdir().unwrap();
        let target = Target { folder: folder.path(), stem: "intake" };
        let failed = export(&layout(None), Format::Csv, target, rows_with(&["1.jpg", bad]), content, |_| Go::On);
        assert!(matches!(failed, Err(ExportError::Source("damaged") | ExportError::Io(_))), "{bad}: {failed:?}");
        assert!(names(folder.path()).is_empty(), "{bad}");
    }
}

fn rows_that_fail() -> impl Iterator<Item = Result<Row, &'static str>> {
    rows().into_iter().map(Ok).chain([Err("locked")])
}

#[test]
fn a_folder_that_is_missing_or_full_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("none");
    let rows = || rows().into_iter().map(Ok::<_, Infallible>);
    let result =
        export(&layout(None), Format::Csv, Target { folder: &missing, stem: "intake" }, rows(), no_file, |_| Go::On);
    assert!(matches!(result, Err(ExportError::FolderMissing)));
}
