//! The check of the store, as the window and the terminal ask for it.

use std::os::unix::fs::FileExt as _;
use std::path::Path;

use pana_app::contract::centre::AppState;
use pana_app::contract::doctor::QuarantineRequest;
use pana_app::error::ErrorCode;
use pana_app::{FindingCode, usecase};
use pana_i18n::Words;
use pana_model::{Moment, Secret};
use pana_store::Locked;

use crate::help::{Helper, PASSPHRASE};

#[test]
fn every_member_may_look_whether_all_is_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let found = usecase::doctor(&helper.app, &()).unwrap();
    assert_eq!((found.problems.len(), found.opens_all), (0, true));
    assert!(found.events > 0 && found.chain_ok && found.signatures_ok && found.views_equal_replay);

    helper.add_member("Серік", "volunteer");
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Серік");
    let found = usecase::doctor(&helper.app, &()).unwrap();
    assert_eq!((found.problems.len(), found.opens_all), (0, false), "a part was looked at from outside only");

    usecase::lock(&helper.app, &()).unwrap();
    assert_eq!(usecase::doctor(&helper.app, &()).unwrap_err().code, ErrorCode::Locked);
}

#[test]
fn what_a_damaged_page_spoils_is_named_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    drop(Helper::with_centre(folder.path()));
    let database = folder.path().join("pana.db");
    let pages = std::fs::metadata(&database).unwrap().len() / 4096;
    let mut looked = 0;
    // Most pages are needed to open the store at all; of the others each gives a finding.
    for page in (1..pages).rev().take(12) {
        flip(&database, page * 4096 + 1_000);
        let helper = Helper::locked(folder.path());
        if let Some(Ok(found)) = helper.opens().then(|| usecase::doctor(&helper.app, &())) {
            looked += 1;
            assert!(found.problems.iter().any(|problem| problem.code == FindingCode::Page), "page {page}");
            for problem in &found.problems {
                let said = Words::of("kk").text_from(&format!("doctor-problem-{}", problem.code), &problem.args);
                assert!(!said.contains(['[', '{']), "{}: {said}", problem.code);
            }
        }
        drop(helper);
        flip(&database, page * 4096 + 1_000);
    }
    assert!(looked > 0, "no page could be damaged without shutting the store");
    assert_eq!(usecase::doctor(&Helper::unlock(folder.path()).app, &()).unwrap().problems.len(), 0);
}

#[test]
fn whoever_opens_a_store_that_was_put_back_is_told_that_it_goes_on_under_other_numbers() {
    let folder = tempfile::tempdir().unwrap();
    drop(Helper::with_centre(folder.path()));
    let database = folder.path().join("pana.db");
    let older = std::fs::read(&database).unwrap();
    let helper = Helper::unlock(folder.path());
    let lost = helper.begin("intake", None).number.unwrap();
    helper.add_member("Серік", "volunteer");
    drop(helper);
    std::fs::write(&database, older).unwrap();
    let helper = Helper::unlock(folder.path());
    let AppState::Open { notices, .. } = usecase::state(&helper.app, &()).unwrap() else { panic!("not open") };
    assert_eq!(notices.iter().map(|notice| notice.code).collect::<Vec<_>>(), [FindingCode::StoreSucceeds]);
    for language in ["kk", "en"] {
        for part in ["problem", "remedy"] {
            let said = Words::of(language).text_from(&format!("doctor-{part}-store-succeeds"), &notices[0].args);
            assert!(!said.contains(['[', '{']), "{said}");
        }
    }
    let prefix = |number: &str| number.split('-').next().unwrap().to_owned();
    assert_ne!(prefix(&helper.begin("intake", None).number.unwrap()), prefix(&lost));
}

#[test]
fn what_came_and_is_no_event_is_listed_with_a_sentence_and_goes_out_as_it_came() {
    let folder = tempfile::tempdir().unwrap();
    drop(Helper::with_centre(folder.path()));
    let locked = Locked::open(folder.path()).unwrap();
    let member = locked.members().unwrap()[0].id;
    let now = Moment::parse("2026-03-02T09:00:00+05:00").unwrap();
    let mut store = locked.unlock(member, &Secret::new(PASSPHRASE.to_owned()), now).unwrap();
    store.take_in(&[b"no envelope".to_vec()], now).unwrap();
    drop(store);
    drop(locked);
    let helper = Helper::unlock(folder.path());
    let listed = usecase::quarantine_list(&helper.app, &()).unwrap().rows;
    let said: Vec<String> = listed
        .iter()
        .map(|row| Words::of("en").text_from(&format!("doctor-problem-{}", row.problem.code), &row.problem.args))
        .collect();
    assert!(matches!(said.as_slice(), [one] if one.contains("it is no entry of a log")), "{said:?}");
    let out = tempfile::tempdir().unwrap();
    let request = QuarantineRequest { folder: out.path().to_string_lossy().into_owned() };
    let files = usecase::quarantine_export(&helper.app, &request).unwrap().files;
    let written: Vec<Vec<u8>> = files.iter().map(|file| std::fs::read(file).unwrap()).collect();
    assert_eq!(written, [b"no envelope".to_vec()]);
    assert_eq!(
        usecase::doctor(&helper.app, &()).unwrap().problems,
        listed.into_iter().map(|row| row.problem).collect::<Vec<_>>()
    );
}

/// Turns one bit of the file over, and back when asked again.
fn flip(path: &Path, at: u64) {
    let file = std::fs::OpenOptions::new().read(true).write(true).open(path).unwrap();
    let mut byte = [0];
    file.read_exact_at(&mut byte, at).unwrap();
    file.write_all_at(&[byte[0] ^ 4], at).unwrap();
}
