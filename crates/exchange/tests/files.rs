//! What stands in the files, and what is left when they do not come to be.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use std::collections::BTreeMap;
use std::path::Path;

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use pana_exchange::{
    Cell, Column, ColumnKind, Export, ExportError, Format, Holds, Layout, Leaving, Purpose, Repeat, Row, Separator,
    Sharing, State, Target, Values, Wanted, Words, Workbook, decide, read_cell,
};
use pana_model::Secret;

fn column(path: &str, kind: ColumnKind, holds: Holds, choices: &[(&str, &str)]) -> Column {
    let name = path.rsplit('/').next().unwrap().to_owned();
    let choices = choices.iter().map(|(name, label)| ((*name).to_owned(), (*label).to_owned())).collect();
    Column { heading: format!("{name}, сөзбен"), name, path: path.to_owned(), kind, holds, born: None, choices }
}

fn layout(labels: Option<&str>) -> Layout {
    let languages = [("kazakh", "Қазақ тілі"), ("arabic", "العربية")];
    let member = Repeat {
        name: "member".to_owned(),
        path: "/intake/home/member".to_owned(),
        columns: vec![
            column("/intake/home/member/hm_name", ColumnKind::Single, Holds::Name, &[]),
            column("/intake/home/member/hm_age", ColumnKind::Single, Holds::Age, &[]),
        ],
        repeats: vec![Repeat {
            name: "visit".to_owned(),
            path: "/intake/home/member/visit".to_owned(),
            columns: vec![column("/intake/home/member/visit/day", ColumnKind::Single, Holds::Date, &[])],
            repeats: vec![],
        }],
    };
    let word = str::to_owned;
    Layout {
        form: "intake".to_owned(),
        labels: labels.map(str::to_owned),
        words: Words {
            case: word("Іс нөмірі"),
            incomplete: word("Толық емес"),
            declined: word("айтқысы келмейді"),
            unknown: word("білмейді"),
            later: word("кейін сұрау"),
            withheld: word("бұл файлға шықпайды"),
            apart: word("екі түрлі жауап, әлі шешілмеген"),
            yes: word("иә"),
            no: word("жоқ"),
            month: word("айы"),
            age_band: word("жас аралығы"),
            ..Words::default()
        },
        practice: false,
        columns: vec![
            column("/intake/person/given_name", ColumnKind::Single, Holds::Name, &[]),
            column("/intake/person/sex", ColumnKind::Single, Holds::Choice, &[("female", "Әйел")]),
            column("/intake/person/languages", ColumnKind::Multiple, Holds::Choice, &languages),
            column("/intake/person/birth", ColumnKind::Single, Holds::BirthDate, &[]),
            column("/intake/person/phone", ColumnKind::Single, Holds::Contact, &[]),
            column("/intake/person/size", ColumnKind::Single, Holds::Number, &[]),
        ],
        repeats: vec![member],
    }
}

/// Whole, as for help.
fn whole(labels: Option<&str>) -> Leaving {
    decide(Purpose::Care, layout(labels)).0
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
        ("/intake/person/size", value("4")),
        ("/intake/home/member[i1]/hm_name", value("=1+1")),
        ("/intake/home/member[i2]/hm_name", Cell::State(State::Unknown)),
        ("/intake/home/member[i2]/hm_age", value("7")),
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
    let row = |code, interview, case, incomplete, values| Row {
        code,
        sharing: Sharing::Agreed,
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
        row("bcdf", "i-1", "A7-1-K", false, Values::new(first, instances)),
        row("ghjk", "i-2", "A7-2-K", true, Values::new(second, BTreeMap::new())),
    ]
}

/// Begins an export named `intake` and writes the rows.
fn begun<'l>(leaving: &'l Leaving, wanted: Wanted, folder: &Path) -> Export<'l> {
    let mut export = Export::begin(leaving, wanted, Target { folder, stem: "intake" }).unwrap();
    rows().iter().for_each(|row| export.row(row).unwrap());
    export
}

fn run(leaving: &Leaving, wanted: Wanted, folder: &Path) -> Vec<(String, String)> {
    let read = |path: std::path::PathBuf| {
        (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap())
    };
    begun(leaving, wanted, folder).publish().unwrap().into_iter().map(read).collect()
}

const CSV: Wanted = Wanted::only(Format::Csv);
const JSON: Wanted = Wanted::only(Format::Json);

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn csv_holds_values_states_and_a_file_for_each_repeat() {
    let folder = tempfile::tempdir().unwrap();
    insta::assert_debug_snapshot!(run(&whole(None), CSV, folder.path()));
    assert_eq!(names(folder.path()), ["intake-member.csv", "intake-visit.csv", "intake.csv"], "nothing else is left");
}

#[test]
fn csv_holds_labels_in_the_language_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    insta::assert_debug_snapshot!(run(&whole(Some("kk")), CSV, folder.path()));
}

#[test]
fn json_holds_lists_states_and_repeats() {
    for (name, labels) in [("values", None), ("labels", Some("kk"))] {
        let folder = tempfile::tempdir().unwrap();
        let files = run(&whole(labels), JSON, folder.path());
        let document: serde_json::Value = serde_json::from_str(&files[0].1).expect("one document");
        insta::assert_snapshot!(format!("json_{name}"), serde_json::to_string_pretty(&document).unwrap());
    }
}

#[test]
fn every_answer_reads_back_from_csv_whatever_stands_between_the_cells() {
    for separator in [Separator::Comma, Separator::Semicolon] {
        let folder = tempfile::tempdir().unwrap();
        let files = run(&whole(None), Wanted { separator, ..CSV }, folder.path());
        let text = files[0].1.strip_prefix('\u{feff}').expect("a byte order mark");
        let delimiter = if separator == Separator::Comma { b',' } else { b';' };
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        let mut records = reader.records();
        let words = records.next().unwrap().unwrap();
        assert_eq!((&words[1], &words[7]), ("Іс нөмірі", "given_name, сөзбен"), "the second row says it in words");
        for answers in answers() {
            let (record, answers) = (records.next().unwrap().unwrap(), BTreeMap::from_iter(answers));
            for (cell, column) in record.iter().skip(7).zip(&layout(None).columns) {
                assert!(read_cell(cell).as_ref() == answers.get(column.path.as_str()), "{}", column.name);
            }
        }
        assert!(records.next().is_none());
    }
}

#[test]
fn a_spreadsheet_has_a_row_for_each_interview_and_texts_stay_texts() {
    for wanted in [Wanted::only(Format::Xlsx), Wanted { workbook: Workbook::Beside, ..CSV }] {
        let folder = tempfile::tempdir().unwrap();
        let leaving = whole(Some("kk"));
        let written = begun(&leaving, wanted, folder.path()).publish().unwrap();
        assert!(written.contains(&folder.path().join("intake.xlsx")), "{written:?}");
        let mut book: Xlsx<_> = open_workbook(folder.path().join("intake.xlsx")).unwrap();
        assert_eq!(book.sheet_names(), ["interviews", "member", "visit"]);
        let sheet = book.worksheet_range("interviews").unwrap();
        assert_eq!(sheet.height(), 4, "two headings, and a row an interview");
        let cell = |row, heading: &str| {
            let at = sheet.rows().next().unwrap().iter().position(|cell| cell == heading).unwrap();
            sheet.get((row, at)).cloned().unwrap()
        };
        let text = |text: &str| Data::String(text.to_owned());
        assert_eq!(cell(1, "birth"), text("birth, сөзбен"));
        assert_eq!(cell(2, "birth"), text("1987-03"));
        assert_eq!(cell(2, "phone"), text("+7 700 000 00 01"), "no guard is needed, and none stands there");
        assert_eq!(cell(2, "started"), text("2026-06-01T09:00:00.000+05:00"));
        assert_eq!(cell(2, "sex"), text("Әйел"));
        assert_eq!(cell(3, "sex"), text("[айтқысы келмейді]"));
        assert_eq!(cell(2, "size"), Data::Float(4.0), "a number can be added up");
        let members = book.worksheet_range("member").unwrap();
        assert!(members.rows().flatten().any(|cell| *cell == text("=1+1")), "a formula is a text like any other");
        assert!(book.worksheet_formula("member").unwrap().is_empty());
    }
}

#[test]
fn the_word_of_a_formula_that_went_wrong_is_a_text_in_either_file() {
    let leaving = whole(None);
    let folder = tempfile::tempdir().unwrap();
    let wanted = Wanted { workbook: Workbook::Beside, ..CSV };
    let mut export = Export::begin(&leaving, wanted, Target { folder: folder.path(), stem: "intake" }).unwrap();
    let values = Values::new(vec![("/intake/person/given_name", Cell::Value("#N/A".into()))], BTreeMap::new());
    let [row, _] = rows();
    export.row(&Row { values, ..row }).unwrap();
    export.publish().unwrap();
    let csv = std::fs::read_to_string(folder.path().join("intake.csv")).unwrap();
    assert!(csv.contains(",'#N/A,"), "{csv}");
    assert!(matches!(read_cell("'#N/A"), Some(Cell::Value(text)) if text == "#N/A"), "and reads back");
    let mut book: Xlsx<_> = open_workbook(folder.path().join("intake.xlsx")).unwrap();
    let sheet = book.worksheet_range("interviews").unwrap();
    assert!(sheet.rows().flatten().any(|cell| *cell == Data::String("#N/A".to_owned())), "a text, and no error");
}

/// Whatever stands in a folder's files: what a spreadsheet packs is unpacked.
fn everything(folder: &Path) -> String {
    let mut all = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "xlsx") {
            let mut book: Xlsx<_> = open_workbook(&path).unwrap();
            for name in book.sheet_names() {
                let range = book.worksheet_range(&name).unwrap();
                range.rows().flatten().for_each(|cell| all.push_str(&format!("{cell}\n")));
            }
        } else {
            all.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
    all
}

#[test]
fn without_names_no_file_of_any_kind_has_one_nor_an_id_nor_a_day() {
    let leaving = decide(Purpose::Statistics, layout(None)).0;
    for format in [Format::Csv, Format::Json, Format::Xlsx] {
        let folder = tempfile::tempdir().unwrap();
        begun(&leaving, Wanted::only(format), folder.path()).publish().unwrap();
        let all = everything(folder.path());
        for stays in
            ["Айша", "محمد", "+7", "A7-1-K", "i-1", "i-2", "i1", "v1", "Дәмелі", "1987", "06-15", "06-01", "=1+1"]
        {
            assert!(!all.contains(stays), "{stays} in {format:?}:\n{all}");
        }
        for leaves in ["bcdf", "ghjk", "30–44", "7–17", "2024-06", "2026-06", "female", "kazakh", "2026"] {
            assert!(all.contains(leaves), "{leaves} in {format:?}:\n{all}");
        }
    }
}

#[test]
fn a_row_of_whoever_said_no_is_written_for_nobody_but_them_and_a_file_neither() {
    for (purpose, leaves) in [(Purpose::Care, true), (Purpose::Statistics, false), (Purpose::Donor, false)] {
        let folder = tempfile::tempdir().unwrap();
        let leaving = decide(purpose, layout(None)).0;
        let mut export = Export::begin(&leaving, CSV, Target { folder: folder.path(), stem: "intake" }).unwrap();
        let [row, _] = rows();
        let written = export.row(&Row { sharing: Sharing::Refused, ..row });
        assert_eq!(written.is_ok(), leaves, "{purpose:?}");
        assert!(leaves || matches!(written, Err(ExportError::Stays)));
        assert_eq!(export.file("1.jpg", &content("1.jpg")).is_ok(), leaves, "{purpose:?}");
        drop(export);
        assert!(names(folder.path()).is_empty());
    }
}

#[test]
fn an_export_that_is_stopped_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for format in [Format::Csv, Format::Json, Format::Xlsx] {
        let leaving = whole(None);
        let mut export = begun(&leaving, Wanted::only(format), folder.path());
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
        let leaving = whole(None);
        let mut export = begun(&leaving, JSON, folder.path());
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
        let leaving = whole(None);
        let mut export = begun(&leaving, CSV, folder.path());
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
    let leaving = decide(Purpose::Care, Layout { practice: true, ..layout(None) }).0;
    let csv = run(&leaving, CSV, folder.path());
    assert_eq!(csv.len(), 3);
    for (name, text) in csv {
        let mut reader = csv::Reader::from_reader(text.strip_prefix('\u{feff}').unwrap().as_bytes());
        let at = reader.headers().unwrap().iter().position(|heading| heading == "practice").unwrap();
        assert_eq!(at, if name == "intake.csv" { 7 } else { 4 }, "{name}: after the keys");
        assert!(reader.records().skip(1).all(|record| record.unwrap()[at] == *"yes"), "{name}");
    }
    let json = run(&leaving, JSON, folder.path());
    let document: serde_json::Value = serde_json::from_str(&json[0].1).unwrap();
    assert_eq!(document["practice"], true);
}

#[test]
fn what_a_power_cut_leaves_of_a_single_file_is_gone_with_the_next_one_whatever_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let names = || {
        let mut names: Vec<String> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    // As it lies there when the power goes while the first letter is written.
    std::fs::write(folder.path().join(".pana.part"), "half of a letter").unwrap();
    let path = pana_exchange::write_file(folder.path(), "A7-0001-2", "pdf", b"whole").unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"whole");
    assert_eq!(names(), ["A7-0001-2.pdf"]);
    std::fs::write(folder.path().join(".pana.part"), "half of another").unwrap();
    pana_exchange::write_new_file(&folder.path().join("other.pdf"), b"too").unwrap();
    assert_eq!(names(), ["A7-0001-2.pdf", "other.pdf"]);
}
