//! A questionnaire whose source somebody altered in the database.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::path::Path;

use pana_forms::workbook::Workbook;
use pana_model::Secret;
use pana_store::{FormSource, KdfParams};

use super::form_import;
use crate::app::{App, NoSurface, Start};
use crate::clock::Clock;
use crate::contract::centre::CreateCentreRequest;
use crate::contract::finding::FindingCode;
use crate::contract::interview::StartInterviewRequest;
use crate::contract::questionnaire::FormAgainRequest;
use crate::error::ErrorCode;
use crate::usecase;

const SURVEY: &str = "type,name,label\ntext,town,Which town?\n";
const SETTINGS: &str = "form_id,form_title,version,opens_case\ncourse,Language course,1,yes\n";

fn app(folder: &Path) -> App {
    let app = App::start(folder, Clock::system(), Start::Own, NoSurface).with_kdf(KdfParams {
        memory_kib: 64,
        passes: 1,
        lanes: 1,
    });
    let passphrase = Secret::new("a passphrase of many words".to_owned());
    let request = CreateCentreRequest { centre: "C".to_owned(), member: "M".to_owned(), passphrase, practice: false };
    usecase::centre_create(&app, &request).unwrap();
    app
}

/// Publishes the questionnaire with a source that asks something else. Gives the hash it was published by.
fn publish_altered(app: &App) -> [u8; 32] {
    let sheets = [("survey", SURVEY.as_bytes()), ("settings", SETTINGS.as_bytes())];
    let form = pana_forms::read(&Workbook::from_csv("course", &sheets).unwrap()).form.unwrap();
    let other = serde_json::json!({ "survey": SURVEY.replace("Which", "What"), "settings": SETTINGS }).to_string();
    let source = FormSource { form_id: "course", hash: form.hash(), version: "1", source: other.as_bytes() };
    app.desk(|desk, now| Ok(desk.store.form_publish(&source, now)?)).unwrap();
    form.hash()
}

#[test]
fn a_source_that_its_hash_does_not_name_is_neither_shown_nor_used_and_the_doctor_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(folder.path());
    let hash = publish_altered(&app);
    assert!(usecase::form_list(&app, &()).unwrap().iter().all(|row| row.form != "course"));
    assert!(usecase::form_catalogue(&app, &()).unwrap().forms.iter().all(|card| card.form != "course"));
    let start = StartInterviewRequest { form: "course".to_owned(), case: None, has: None };
    assert!(usecase::interview_start(&app, &start).unwrap_err().is(ErrorCode::FormAltered));
    let hash = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let again = usecase::form_again(&app, &FormAgainRequest { form: "course".to_owned(), hash });
    assert!(again.unwrap_err().is(ErrorCode::FormAltered));
    let found = usecase::doctor(&app, &()).unwrap().problems;
    assert_eq!(found.iter().map(|problem| problem.code).collect::<Vec<_>>(), [FindingCode::FormAltered]);
    assert_eq!(found[0].args["form"], "course");
}

#[test]
fn the_right_version_taken_in_again_mends_it() {
    let (folder, file) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let app = app(folder.path());
    publish_altered(&app);
    std::fs::write(file.path().join("survey.csv"), SURVEY).unwrap();
    std::fs::write(file.path().join("settings.csv"), SETTINGS).unwrap();
    assert_eq!(form_import(&app, file.path()).unwrap().published.as_deref(), Some("1"));
    assert!(usecase::doctor(&app, &()).unwrap().problems.is_empty());
    let start = StartInterviewRequest { form: "course".to_owned(), case: None, has: None };
    assert!(usecase::interview_start(&app, &start).is_ok());
}
