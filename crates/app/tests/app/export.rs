//! What leaves for which purpose, seen in the files themselves.

use std::path::Path;

use pana_app::contract::export::{ExportPreview, ExportRequest, Leaves, PreviewRequest, Purpose};
use pana_app::contract::interview::{AnswerView, FinishRequest, InterviewView};
use pana_app::contract::{Id, Word};
use pana_app::error::ErrorCode;
use pana_app::{Clock, export_now, form_import, usecase};
use pana_forms::{QuestionType, Role};
use pana_model::{InterviewId, Moment};

use crate::help::planted::found;
use crate::help::{Helper, cells};

/// In every text, by the kind of what is planted.
pub(crate) const NAME: &str = "Қалибекова-Тіркес";
pub(crate) const TEXT: &str = "кеше түнде айтып берді";
pub(crate) const PHONE: &str = "+7 701 765 43 21";
pub(crate) const BORN: &str = "1991-07-23";
pub(crate) const CAME: &str = "2026-02-17";

/// A centre in Kazakhstan, in summer.
pub(crate) fn centre(folder: &Path) -> Helper {
    Helper::with_centre_at(folder, Clock::set_to(Moment::parse("2026-06-15T10:00:00+05:00").unwrap()))
}

fn value(text: &str) -> AnswerView {
    AnswerView::Value(text.to_owned())
}

/// An intake in which everything that has a name, a telephone, words or a day has a planted one. Who said what to passing on
/// is given.
pub(crate) fn planted(helper: &Helper, sharing: &str) -> InterviewView {
    let started = helper.start("intake", None).interview;
    helper.lead(&started, usize::MAX);
    let view = helper.open(&started);
    helper.answer(&started, &helper.place_of(&view, "consent_sharing"), value(sharing));
    for node in view.nodes.iter().filter(|node| node.relevant && !node.readonly) {
        let row = view.form.nodes.iter().find(|row| row.path == node.path).unwrap();
        let name = node.path.rsplit('/').next().unwrap();
        let planted = match (name, row.question_type.0) {
            ("family_name" | "given_name" | "patronymic" | "hm_name", _) => NAME,
            ("phone", _) => PHONE,
            ("birth_date", _) => BORN,
            ("arrival_date", _) => CAME,
            (_, QuestionType::Text) => TEXT,
            _ => continue,
        };
        helper.answer(&started, &node.at, value(planted));
    }
    let finish = FinishRequest { interview: started, allow_incomplete: true };
    usecase::interview_finish(&helper.app, &finish).unwrap();
    helper.open(&started)
}

fn preview(helper: &Helper, form: &str, purpose: Purpose) -> ExportPreview {
    let request =
        PreviewRequest { form: form.to_owned(), purpose: Word(purpose), labels: None, words: "kk".to_owned() };
    usecase::export_preview(&helper.app, &request).unwrap()
}

fn request(helper: &Helper, format: &str, purpose: Purpose, folder: &Path) -> ExportRequest {
    ExportRequest {
        purpose: Word(purpose),
        purpose_note: "тексеру".to_owned(),
        files: true,
        workbook: true,
        ..helper.export_request("intake", format, folder)
    }
}

#[test]
fn an_export_that_names_nobody_holds_nothing_of_what_was_planted_in_any_file() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    let agreed = planted(&helper, "yes");
    let refused = planted(&helper, "no");
    let ids = |view: &InterviewView| [view.interview.to_string(), view.number.clone().unwrap()];
    let ids: Vec<String> = ids(&agreed).into_iter().chain(ids(&refused)).collect();
    let case: Vec<String> = [&agreed, &refused].map(|view| view.case.unwrap().to_string()).into();
    let instances = agreed.nodes.iter().filter_map(|node| node.at.split_once('[')?.1.split_once(']'));
    let instances: Vec<String> = instances.map(|(id, _)| id.to_owned()).collect();
    assert!(instances.len() > 2, "a family was told of");
    let mut words = vec![NAME, TEXT, PHONE, BORN, CAME, "701 765", "Үйлестіруші", "Сынақ орталығы"];
    words.extend(ids.iter().chain(&case).chain(&instances).map(String::as_str));
    for purpose in [Purpose::Statistics, Purpose::Donor, Purpose::Other] {
        for (format, labels) in [("csv", None), ("csv", Some("kk")), ("json", Some("kk")), ("xlsx", None)] {
            let out = tempfile::tempdir().unwrap();
            let request =
                ExportRequest { labels: labels.map(str::to_owned), ..request(&helper, format, purpose, out.path()) };
            let done = export_now(&helper.app, &request, None, |_, _| {}).unwrap();
            assert_eq!(done.interviews, 1, "who said no is not in it");
            assert_eq!(found(out.path(), &words), Vec::<String>::new(), "{purpose:?} {format}");
            let whole = found(out.path(), &["2026-02", "30–44", "arrival_date_month"]);
            assert!(whole.len() >= 3, "what may leave does: {whole:?}");
        }
    }
    let out = tempfile::tempdir().unwrap();
    let care = request(&helper, "csv", Purpose::Care, out.path());
    assert_eq!(export_now(&helper.app, &care, None, |_, _| {}).unwrap().interviews, 2);
    let inside = found(out.path(), &words);
    for word in [NAME, TEXT, BORN, CAME, ids[0].as_str(), ids[1].as_str(), ids[3].as_str()] {
        for ending in ["csv", "xml"] {
            let there = |line: &&String| line.starts_with(word) && line.trim_end().ends_with(ending);
            assert!(inside.iter().any(|line| there(&line)), "to help, {word} is in the {ending}: {inside:?}");
        }
    }
}

#[test]
fn what_leaves_is_shown_before_and_is_what_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    planted(&helper, "yes");
    planted(&helper, "no");
    planted(&helper, "no");
    for purpose in [Purpose::Care, Purpose::Donor] {
        let shown = preview(&helper, "intake", purpose);
        let named = purpose == Purpose::Care;
        assert_eq!((shown.named, shown.files, shown.refused, shown.unanswered), (named, named, 2, 0));
        assert_eq!((shown.people, shown.interviews), if named { (3, 3) } else { (1, 1) });
        let out = tempfile::tempdir().unwrap();
        let done = export_now(&helper.app, &request(&helper, "csv", purpose, out.path()), None, |_, _| {}).unwrap();
        assert_eq!(done.interviews, shown.interviews);
        let headings = cells(&done.files);
        for column in shown.columns.iter().filter(|column| column.table.is_none()) {
            let there = headings.keys().any(|heading| {
                *heading == column.name
                    || *heading == format!("{}_month", column.name)
                    || *heading == format!("{}_band", column.name)
            });
            assert_eq!(there, column.leaves != Leaves::No, "{} for {purpose:?}", column.name);
        }
    }
    let shown = preview(&helper, "intake", Purpose::Donor);
    let of = |name: &str| {
        let column = shown.columns.iter().find(|column| column.name == name).unwrap();
        (column.holds.to_string(), column.leaves, column.heading.clone())
    };
    assert_eq!(of("phone"), ("contact".to_owned(), Leaves::No, "Телефон немесе басқа байланыс".to_owned()));
    assert_eq!(of("birth_date").1, Leaves::AgeBand);
    assert_eq!(of("arrival_date").1, Leaves::Month);
    assert!(shown.columns.iter().any(|column| column.table.as_deref() == Some("member")));
}

#[test]
fn where_nobody_agreed_nothing_leaves_and_no_one_is_told_to_have_left() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    planted(&helper, "no");
    let out = tempfile::tempdir().unwrap();
    let refused = export_now(&helper.app, &request(&helper, "csv", Purpose::Statistics, out.path()), None, |_, _| {});
    assert!(refused.unwrap_err().is(ErrorCode::ExportNobodyAgreed));
    assert_eq!(std::fs::read_dir(out.path()).unwrap().count(), 0);
    assert_eq!(preview(&helper, "intake", Purpose::Statistics).people, 0);
}

#[test]
fn the_answer_of_one_interview_holds_for_the_rows_of_all_others() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    let finish = |interview: Id<InterviewId>| {
        let request = FinishRequest { interview, allow_incomplete: true };
        usecase::interview_finish(&helper.app, &request).unwrap()
    };
    let mut cases = Vec::new();
    for sharing in ["yes", "no"] {
        cases.push(planted(&helper, sharing).case.unwrap());
    }
    for case in &cases {
        let needs = helper.start("needs", Some(*case)).interview;
        helper.lead(&needs, 12);
        finish(needs);
    }
    let shown = preview(&helper, "needs", Purpose::Donor);
    assert_eq!((shown.people, shown.refused), (1, 1), "the needs ask nothing of it, the intake did");
    // Asked once more, who said yes says no.
    let again = helper.start("intake", Some(cases[0])).interview;
    helper.lead(&again, usize::MAX);
    helper.answer(&again, &helper.place_of(&helper.open(&again), "consent_sharing"), value("no"));
    finish(again);
    let shown = preview(&helper, "needs", Purpose::Donor);
    assert_eq!((shown.people, shown.refused), (0, 2), "a no holds, whatever was said before");
}

#[test]
fn a_talk_apart_leaves_for_nothing_but_help() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    for purpose in [Purpose::Statistics, Purpose::Donor, Purpose::Other] {
        let request =
            PreviewRequest { form: "safety".to_owned(), purpose: Word(purpose), labels: None, words: "kk".to_owned() };
        let refused = usecase::export_preview(&helper.app, &request).unwrap_err();
        assert!(refused.is(ErrorCode::ExportPrivate), "{purpose:?}: {refused}");
    }
}

#[test]
fn words_of_the_language_stand_for_codes_states_and_headings_and_times_name_their_zone() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    let started = helper.start("intake", None).interview;
    helper.lead(&started, usize::MAX);
    let view = helper.open(&started);
    helper.answer(&started, &helper.place_of(&view, "sex"), AnswerView::Declined);
    usecase::interview_finish(&helper.app, &FinishRequest { interview: started, allow_incomplete: true }).unwrap();
    let out = tempfile::tempdir().unwrap();
    let request = ExportRequest {
        labels: Some("kk".to_owned()),
        words: "kk".to_owned(),
        ..helper.export_request("intake", "csv", out.path())
    };
    let done = export_now(&helper.app, &request, Some("intake"), |_, _| {}).unwrap();
    let text = std::fs::read_to_string(&done.files[0]).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(text.strip_prefix('\u{feff}').expect("a byte order mark").as_bytes());
    let names = reader.headers().unwrap().clone();
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), 2, "the headings in words, and a row an interview");
    let at = |name: &str| names.iter().position(|heading| heading == name).unwrap();
    assert_eq!(&records[0][at("sex")], "Жынысыңыз");
    assert_eq!(&records[0][at("case")], "Іс нөмірі");
    assert_eq!(&records[0][at("started")], "Басталған уақыты (UTC+05:00)");
    assert_eq!(&records[1][at("sex")], "[жауап бергісі келмейді]");
    assert!(["иә", "жоқ"].contains(&&records[1][at("incomplete")]));
    assert!(records[1][at("started")].ends_with("+05:00"), "{}", &records[1][at("started")]);
    assert_eq!(&records[1][at("consent")], "Келісемін");
}

#[test]
fn a_choice_that_a_newer_version_does_not_have_keeps_its_words() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    let publish = |version: &str, choices: &str| {
        let sheets = folder.path().join("sheets");
        std::fs::create_dir_all(&sheets).unwrap();
        let survey = "type,name,label::Kazakh (kk)\nselect_one c,q,Сұрақ\n";
        std::fs::write(sheets.join("survey.csv"), survey).unwrap();
        std::fs::write(sheets.join("choices.csv"), format!("list_name,name,label::Kazakh (kk)\n{choices}")).unwrap();
        let settings =
            format!("form_id,form_title,version,default_language,opens_case\nq,Q,{version},Kazakh (kk),yes\n");
        std::fs::write(sheets.join("settings.csv"), settings).unwrap();
        form_import(&helper.app, &sheets).unwrap();
    };
    publish("1", "c,old,Ескі жауап\nc,new,Жаңа жауап\n");
    let started = helper.start("q", None);
    helper.answer(&started.interview, &helper.place_of(&started, "q"), value("old"));
    let request = FinishRequest { interview: started.interview, allow_incomplete: true };
    usecase::interview_finish(&helper.app, &request).unwrap();
    publish("2", "c,new,Жаңа жауап\n");
    let out = tempfile::tempdir().unwrap();
    assert_eq!(cells(&helper.export("q", "csv", out.path(), Some("kk")))["q"], "Ескі жауап");
    let out = tempfile::tempdir().unwrap();
    let request = ExportRequest { purpose: Word(Purpose::Statistics), ..helper.export_request("q", "csv", out.path()) };
    let done = export_now(&helper.app, &request, None, |_, _| {}).unwrap();
    assert_eq!(cells(&done.files)["q"], "old", "it is a ready answer still, and nobody was asked about passing on");
}

/// Files that are tests and nothing else.
const TESTS: [&str; 3] = ["tests.rs", "questionnaire/altered.rs", "interview/older.rs"];

/// Every source of what ships beside the crate that writes, without what its files are tested by.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut open = ["crates/app/src", "crates/cli/src", "src-tauri/src"].map(|folder| root.join(folder)).to_vec();
    let mut found = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|ending| ending == "rs")
            && !TESTS.iter().any(|name| path.ends_with(name))
        {
            let text = std::fs::read_to_string(&path).unwrap();
            let shipped = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
            found.push((path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/"), shipped));
        }
    }
    found.sort();
    assert!(found.len() > 60, "the sources are found");
    found
}

#[test]
fn rows_of_interviews_are_read_in_bulk_and_written_by_one_way_alone() {
    let sources = sources();
    let whoever = |words: &[&str]| -> Vec<&str> {
        let uses = |text: &str| words.iter().any(|word| text.contains(word));
        sources.iter().filter(|(_, text)| uses(text)).map(|(path, _)| path.as_str()).collect()
    };
    assert_eq!(whoever(&["Peek::begin("]), ["crates/app/src/export/peek.rs"]);
    // The exit's own answer is all that files are made of: `Leaving` has no public field and no other maker.
    assert_eq!(whoever(&["Export::begin("]), ["crates/app/src/export/start.rs"]);
    let bulk =
        ["crates/app/src/export/rows.rs", "crates/app/src/export/sharing.rs", "crates/app/src/territory/read.rs"];
    assert_eq!(whoever(&["interviews_packed("]), bulk, "read to be written, to see who agreed, and to be counted");
    // What else writes a file writes no answers: the log, settings, set-aside events as they came, sealed; a questionnaire
    // without answers; the rules of needs; the directory of services; invites to laptops and answers to them; the demo's note; the types of the screen; recovery sheets; a case that goes to another centre, which takes the person's consent and is sealed to it, with cards and words
    // between centres; and sheets of paper, of which more below.
    let writers =
        ["fs::write(", "File::create(", "OpenOptions::new(", "File::options(", "write_file(", "write_new_file("];
    assert_eq!(
        whoever(&writers),
        [
            "crates/app/src/app_log.rs",
            "crates/app/src/centre/demo_note.rs",
            "crates/app/src/command_table.rs",
            "crates/app/src/doctor/quarantine.rs",
            "crates/app/src/meet/file.rs",
            "crates/app/src/paper/out.rs",
            "crates/app/src/preferences.rs",
            "crates/app/src/questionnaire/catalogue.rs",
            "crates/app/src/rules/save.rs",
            "crates/app/src/service/export.rs",
            "crates/app/src/transfer/mod.rs",
            "crates/cli/src/centre.rs",
        ]
    );
    // Paper goes out by that one way, printers too: a letter, which takes a permit, and the two sheets for the person.
    assert_eq!(whoever(&[".print(name, pdf)"]), ["crates/app/src/paper/out.rs"]);
    let sheets =
        ["crates/app/src/held.rs", "crates/app/src/referral/consent_sheet.rs", "crates/app/src/referral/letter.rs"];
    assert_eq!(whoever(&["give(app, "]), sheets);
    assert_eq!(whoever(&["Letter::of(", "Permitted::of("]), ["crates/app/src/referral/sheet.rs"]);
    assert_eq!(whoever(&["OwnFields::of("]), sheets[..2]);
}

#[test]
fn every_column_of_the_questionnaires_that_ship_has_words_what_is_worked_out_among_them() {
    for form in pana_app::shipped_forms() {
        for node in form.nodes().iter().filter(|node| matches!(node.role, Role::Question | Role::Hidden)) {
            for language in ["kk", "en", "ru"] {
                let words = node.label.get(language).map(String::as_str).unwrap_or_default();
                assert!(!words.trim().is_empty(), "{} {} {language}", form.id(), node.path);
            }
        }
    }
}
