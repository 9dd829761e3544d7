//! The questionnaires that ship, and the worked cases of the domain where they are at hand.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    missing_docs
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pana_forms::workbook::Workbook;
use pana_forms::{Answer, Context, Form, Reading, Role, Session, read, to_csv, to_xlsx};
use pana_model::{InstanceId, Moment};

#[path = "shipped/blanks.rs"]
mod blanks;
#[path = "shipped/calendar.rs"]
mod calendar;
#[path = "shipped/follow_up.rs"]
mod follow_up;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn load(folder: &Path) -> Reading {
    let mut sheets: Vec<(String, Vec<u8>)> = Vec::new();
    for name in ["survey", "choices", "settings", "entities"] {
        if let Ok(bytes) = std::fs::read(folder.join(name).with_extension("csv")) {
            sheets.push((name.to_owned(), bytes));
        }
    }
    let borrowed: Vec<(&str, &[u8])> = sheets.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    match Workbook::from_csv(&folder.file_name().unwrap().to_string_lossy(), &borrowed) {
        Ok(workbook) => read(&workbook),
        Err(problems) => Reading { form: None, problems },
    }
}

fn words(reading: &Reading) -> Vec<String> {
    reading.problems.iter().map(|problem| format!("{:?} {problem}", problem.severity)).collect()
}

fn shipped() -> Vec<(String, Arc<Form>)> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(root().join("questionnaires")).unwrap() {
        let folder = entry.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        let reading = load(&folder);
        assert_eq!(words(&reading), Vec::<String>::new(), "{}", folder.display());
        out.push((folder.file_name().unwrap().to_string_lossy().into_owned(), reading.form.unwrap()));
    }
    out.sort_by(|left, right| left.0.cmp(&right.0));
    assert!(out.len() >= 3);
    out
}

#[test]
fn the_shipped_questionnaires_read_without_a_problem_and_are_named_by_their_folder() {
    for (folder, form) in shipped() {
        assert_eq!(form.id(), folder);
        assert!(!form.title().is_empty());
    }
}

#[test]
fn every_text_of_the_shipped_questionnaires_is_in_every_language() {
    for (folder, form) in shipped() {
        let tags: Vec<&str> = form.languages().iter().map(|language| language.tag.as_str()).collect();
        for tag in ["en", "kk", "ru"] {
            assert!(tags.contains(&tag), "{folder} lacks {tag}");
        }
        for node in form.nodes() {
            for texts in
                [&node.label, &node.hint, &node.guidance, &node.why, &node.constraint_message, &node.required_message]
            {
                assert!(texts.is_empty() || texts.len() == tags.len(), "{folder} {}: {texts:?}", node.path);
            }
            assert!(node.role != Role::Question || !node.label.is_empty(), "{folder} {}", node.path);
        }
        for list in form.lists() {
            for choice in form.choices(list).unwrap() {
                assert_eq!(choice.label.len(), tags.len(), "{folder} {list} {}", choice.name);
            }
        }
    }
}

#[test]
fn written_as_csv_and_read_again_a_form_is_the_same() {
    for (folder, form) in shipped() {
        let sheets = to_csv(&form);
        let borrowed: Vec<(&str, &[u8])> =
            sheets.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        let again = read(&Workbook::from_csv(&folder, &borrowed).unwrap()).form.unwrap();
        assert_eq!(again.hash(), form.hash(), "{folder}");
        assert_eq!(format!("{:?}", again.nodes()), format!("{:?}", form.nodes()), "{folder}");
    }
}

#[test]
fn written_as_a_spreadsheet_and_read_again_a_form_is_the_same() {
    for (folder, form) in shipped() {
        let bytes = to_xlsx(&form).unwrap();
        let again = read(&Workbook::from_xlsx(&folder, &bytes).unwrap()).form.unwrap();
        assert_eq!(again.hash(), form.hash(), "{folder}");
        assert_eq!(format!("{:?}", again.nodes()), format!("{:?}", form.nodes()), "{folder}");
    }
}

/// An interview that begins on a day at ten in the morning in Kazakhstan.
fn session_on(form: &Arc<Form>, day: &str) -> Session {
    session_at(form, &format!("{day}T10:00:00+05:00"))
}

fn session_at(form: &Arc<Form>, now: &str) -> Session {
    let properties = [
        ("case_number", "A7-0001-X"),
        ("worker", "W1"),
        ("centre", "C"),
        ("referrals", "r1 r2"),
        ("referral_services", "r1=dom_urgent;r2=leg_aid;"),
        ("referral_states", "r1=completed;r2=declined;"),
        ("referral_recipients", "r1=Баспана;r2=Әділ, заңгер;"),
    ];
    let properties = properties.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let context = Context { now: Moment::parse(now).unwrap(), properties, last_saved: Default::default(), seed: 1 };
    Session::new(Arc::clone(form), context)
}

/// Answers a fixture: names are unique in these forms.
fn play(form: &Arc<Form>, fixture: &serde_json::Value) -> Session {
    let mut session = session_on(form, fixture["today"].as_str().unwrap());
    let at: BTreeMap<&str, &str> = form.nodes().iter().map(|node| (node.name.as_str(), node.path.as_str())).collect();
    for (name, value) in fixture["answers"].as_object().unwrap() {
        if let Some(repeat) = name.strip_prefix('_') {
            for (nth, instance) in value.as_array().unwrap().iter().enumerate() {
                let id = InstanceId::from_random([u8::try_from(nth).unwrap() + 1; 16]);
                session.add_instance(at[repeat], id).unwrap();
                for (name, value) in instance.as_object().unwrap() {
                    let place = at[name.as_str()].replace(at[repeat], &format!("{}[{id}]", at[repeat]));
                    session.set(&place, Answer::from_text(text(value))).unwrap();
                }
            }
        } else if let Some(place) = at.get(name.as_str()) {
            session.set(place, Answer::from_text(text(value))).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
    session
}

fn text(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(list) => list.iter().map(text).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

fn fixtures() -> Vec<serde_json::Value> {
    match std::fs::read_to_string(root().join("../shared/domain/fixtures.json")) {
        Ok(text) => serde_json::from_str::<Vec<serde_json::Value>>(&text).unwrap(),
        Err(_) => {
            eprintln!("the shared domain material is absent: its worked cases are not run");
            Vec::new()
        }
    }
}

/// The cases were computed when an age was one number, of a year alone the age that is reached in it: where a questionnaire has
/// the least and the greatest, that is the greatest. What the least is `calendar` shows.
fn in_spans(has_span: bool, name: &str, value: String) -> Vec<(String, String)> {
    match name {
        "age" if has_span => vec![("age_greatest".to_owned(), value)],
        "is_minor" if has_span => {
            let minor = ["no", "yes"].get(value.parse::<usize>().unwrap()).unwrap();
            vec![("minor".to_owned(), (*minor).to_owned())]
        }
        _ => vec![(name.to_owned(), value)],
    }
}

fn check(form: &Arc<Form>, fixture: &serde_json::Value, wrong: &mut Vec<String>) {
    let session = play(form, fixture);
    let expected = fixture["expected_calculates"].as_object().unwrap();
    let has_span = form.nodes().iter().any(|node| node.name == "minor");
    for (name, expected) in expected.iter().flat_map(|(name, value)| in_spans(has_span, name, text(value))) {
        let Some(node) = form.nodes().iter().find(|node| node.name == name) else {
            wrong.push(format!("{}: no {name}", fixture["id"]));
            continue;
        };
        let Some(came) = session.value_of(&node.path) else { continue };
        if came != expected {
            wrong.push(format!("{} {name}: expected {expected}, came {came}", fixture["id"]));
        }
    }
}

#[test]
fn the_worked_cases_of_the_domain_come_out_as_computed_by_hand() {
    let shipped: BTreeMap<String, Arc<Form>> = shipped().into_iter().collect();
    let mut wrong = Vec::new();
    for fixture in fixtures() {
        let name = fixture["form"].as_str().unwrap();
        if let Some(form) = shipped.get(name) {
            check(form, &fixture, &mut wrong);
        }
        let folder = root().join("../shared/domain/forms").join(name);
        if folder.is_dir() {
            let reading = load(&folder);
            let form = reading.form.clone().unwrap_or_else(|| panic!("{name}: {:#?}", words(&reading)));
            check(&form, &fixture, &mut wrong);
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_intake_gives_the_person_and_the_household() {
    let intake = shipped().into_iter().find(|(folder, _)| folder == "intake").unwrap().1;
    let fixture = serde_json::json!({"today": "2024-06-15", "answers": {
        "consent": "agree", "depth": "full", "family_name": "Sample", "given_name": "Aru", "sex": "female",
        "birth_date_known": "yes", "birth_date": "1990-03-10",
        "_member": [{"hm_name": "Dana", "hm_relation": "child", "hm_age": 4}]}});
    let entities = play(&intake, &fixture).entities();
    let person = entities.iter().find(|entity| entity.list == "person").unwrap();
    assert_eq!((person.create, person.label.as_str()), (true, "Aru Sample"));
    assert_eq!(person.properties["birth_date"], "1990-03-10");
    let household = entities.iter().find(|entity| entity.list == "household").unwrap();
    assert_eq!(household.properties["full_name"], "Dana");
    assert!(household.instance.is_some());
}

#[test]
fn a_workbook_gives_the_form_that_its_csv_gives_and_a_truncated_one_is_named() {
    let folder = root().join("../shared/domain/forms");
    let mut read_any = false;
    for name in ["intake", "needs", "safety"] {
        let Ok(bytes) = std::fs::read(folder.join(name).join(name).with_extension("xlsx")) else { continue };
        read_any = true;
        let form = read(&Workbook::from_xlsx(name, &bytes).unwrap()).form.unwrap();
        let same = load(&folder.join(name)).form.unwrap();
        assert_eq!(format!("{:?}", form.nodes()), format!("{:?}", same.nodes()), "{name}");
        for part in [1, 2, 3, 5, 8, 13, 20, 40, 100] {
            let cut = bytes.get(..bytes.len() * part / 101).unwrap();
            let problems = Workbook::from_xlsx(name, cut).map(|workbook| read(&workbook)).unwrap_err();
            assert_eq!(problems[0].code.as_str(), "file-unreadable");
        }
        // One byte spoilt anywhere gives problems or a form, never a panic.
        for at in (0..bytes.len()).step_by(997) {
            let mut spoilt = bytes.clone();
            spoilt[at] ^= 0x55;
            let _reading = Workbook::from_xlsx(name, &spoilt).map(|workbook| read(&workbook));
        }
    }
    if !read_any {
        eprintln!("the shared domain material is absent: its workbooks are not read");
    }
}

#[test]
fn a_column_of_ours_is_kept_when_a_form_is_written() {
    let form = shipped().into_iter().find(|(folder, _)| folder == "intake").unwrap().1;
    let sheets = to_csv(&form);
    let survey =
        sheets.iter().find(|(name, _)| name == "survey").map(|(_, bytes)| String::from_utf8_lossy(bytes)).unwrap();
    let header = survey.lines().next().unwrap();
    for column in ["why::Kazakh (kk)", "sensitivity", "purpose", "save_to", "remark"] {
        assert!(header.contains(column), "{column}");
    }
}
