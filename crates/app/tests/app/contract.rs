//! What crosses: the words of closed sets, which scripts and translations rely on, and requests that hold other ones.

use std::collections::BTreeMap;
use std::fmt::Debug;

use pana_app::contract::centre::{
    AddMemberRequest, AppState, GrantRequest, MemberRoleRequest, RemoveMemberRequest, UnlockRequest,
};
use pana_app::contract::doctor::TakeOverRequest;
use pana_app::contract::export::ExportRequest;
use pana_app::contract::interview::{InterviewRequest, StartInterviewRequest};
use pana_app::contract::people::PersonRequest;
use pana_app::contract::{AppError, Asked, Vocabulary};
use pana_app::error::ErrorCode;
use pana_app::{RunProblemKind, RunState};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The sets as they are written down beside this file, by hand: a word that changes is a word that scripts miss.
fn written_down() -> BTreeMap<String, Vec<String>> {
    let mut sets: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut words = &mut Vec::new();
    for line in include_str!("words.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix("  ") {
            Some(more) => words.extend(more.split(' ').map(str::to_owned)),
            None => words = sets.entry(line.to_owned()).or_default(),
        }
    }
    sets
}

/// The unions of the TypeScript that the screen is built with.
fn in_typescript() -> BTreeMap<String, Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    pana_app::command_table::write_typescript(folder.path()).unwrap();
    let mut sets = BTreeMap::new();
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        for line in text.lines().filter_map(|line| line.strip_prefix("export type ")) {
            let (name, words) = line.trim_end_matches(';').split_once(" = ").unwrap();
            let words = words.split(" | ").map(|word| word.strip_prefix('"')?.strip_suffix('"').map(str::to_owned));
            if let Some(words) = words.collect::<Option<Vec<String>>>() {
                sets.insert(name.to_owned(), words);
            }
        }
    }
    sets
}

fn words<T: Vocabulary>() -> (String, Vec<String>) {
    (T::NAME.to_owned(), T::ALL.iter().map(|each| each.word().to_owned()).collect())
}

#[test]
fn the_words_that_cross_are_those_that_are_written_down() {
    let mut sets = in_typescript();
    sets.extend([words::<RunProblemKind>(), words::<RunState>()]);
    let written = written_down();
    for (name, words) in &sets {
        assert_eq!(Some(words), written.get(name), "{name}");
    }
    assert_eq!(sets.len(), written.len(), "a set is written down that does not cross");
}

fn read<T: DeserializeOwned + Debug>(request: Value) -> Result<T, AppError> {
    serde_json::from_value::<Asked<T>>(request).expect("reading a request never fails by itself").0
}

#[test]
fn a_word_that_is_none_of_its_set_is_refused_with_the_code_of_the_set() {
    let nobody = "00000000-0000-4000-8000-000000000000";
    let alone = json!({ "by": "alone" });
    let add = |role: &str, grant: &str| json!({ "name": "A", "role": role, "grants": [grant], "passphrase": "words", "agreed": alone });
    assert!(read::<AddMemberRequest>(add("worker", "expert")).is_ok());
    assert_eq!(read::<AddMemberRequest>(add("king", "expert")).unwrap_err(), ErrorCode::RoleUnknown.into());
    assert_eq!(read::<AddMemberRequest>(add("worker", "Expert")).unwrap_err(), ErrorCode::GrantUnknown.into());
    let role = json!({ "member": nobody, "role": "", "agreed": alone });
    assert_eq!(read::<MemberRoleRequest>(role).unwrap_err(), ErrorCode::RoleUnknown.into());
    let grant = json!({ "member": nobody, "grant": "all", "agreed": alone });
    assert_eq!(read::<GrantRequest>(grant).unwrap_err(), ErrorCode::GrantUnknown.into());
    let export = |format: &str, purpose: &str| {
        json!({ "form": "intake", "format": format, "folder": "/", "labels": null, "files": false, "purpose": purpose,
            "purpose_note": "", "second": null })
    };
    assert!(read::<ExportRequest>(export("xlsx", "report-to-donor")).is_ok());
    assert_eq!(read::<ExportRequest>(export("pdf", "care")).unwrap_err(), ErrorCode::ExportFormat.into());
    assert_eq!(read::<ExportRequest>(export("csv", "")).unwrap_err(), ErrorCode::ExportPurpose.into());
    let mut tabs = export("csv", "care");
    tabs["separator"] = json!("tab");
    assert_eq!(read::<ExportRequest>(tabs).unwrap_err(), ErrorCode::ExportSeparator.into());
}

#[test]
fn a_text_that_is_no_id_is_refused_as_an_id_of_nothing_is() {
    let of = |name: &str, id: &str| json!({ name: id, "agreed": { "by": "alone" }, "passphrase": "words" });
    assert_eq!(read::<UnlockRequest>(of("member", "me")).unwrap_err(), ErrorCode::MemberUnknown.into());
    assert_eq!(read::<RemoveMemberRequest>(of("member", "")).unwrap_err(), ErrorCode::MemberUnknown.into());
    assert_eq!(read::<PersonRequest>(of("case", "KZ-1")).unwrap_err(), ErrorCode::CaseUnknown.into());
    let named = json!({ "interview": "1", "case": null });
    assert_eq!(read::<InterviewRequest>(named).unwrap_err(), ErrorCode::InterviewUnknown.into());
    let start = json!({ "form": "intake", "case": "nobody" });
    assert_eq!(read::<StartInterviewRequest>(start).unwrap_err(), ErrorCode::CaseUnknown.into());
    let held = json!({ "what": "member", "member": "nobody" });
    assert_eq!(read::<TakeOverRequest>(held).unwrap_err(), ErrorCode::MemberUnknown.into(), "inside a tagged request");
    let second = json!({ "member": "00000000-0000-4000-8000-000000000000",
        "agreed": { "by": "second", "member": "nobody", "passphrase": "words" } });
    assert_eq!(read::<RemoveMemberRequest>(second).unwrap_err(), ErrorCode::MemberUnknown.into());
}

#[test]
fn an_id_reads_with_and_without_hyphens_and_is_written_with_them() {
    let hyphens = "0190a0b0-0000-4000-8000-00000000000f";
    for text in [hyphens.to_owned(), hyphens.replace('-', ""), hyphens.to_uppercase()] {
        let request = read::<PersonRequest>(json!({ "case": text })).unwrap();
        assert_eq!(serde_json::to_value(request.case).unwrap(), hyphens);
    }
}

#[test]
fn a_request_of_another_shape_is_a_fault_of_our_own_and_not_told_in_another_programs_words() {
    for request in [Value::Null, json!({}), json!({ "case": 7 }), json!("internal"), json!([])] {
        let error = read::<PersonRequest>(request).unwrap_err();
        assert_eq!(error, AppError::internal("bridge"));
    }
    // A text that happens to be a code says nothing: it is no message of ours.
    assert_eq!(read::<PersonRequest>(json!({ "case": "locked" })).unwrap_err(), ErrorCode::CaseUnknown.into());
}

#[test]
fn a_state_crosses_as_it_always_did() {
    assert_eq!(serde_json::to_value(AppState::FirstRun).unwrap(), json!({ "phase": "first_run" }));
    assert_eq!(
        serde_json::to_value(AppError::of(ErrorCode::NoRight).with("right", "export")).unwrap(),
        json!({ "code": "no-right", "args": { "right": "export" } })
    );
}
