//! One laptop that several members work on, with no network at all.

use pana_app::contract::centre::AppState;
use pana_app::contract::interview::FinishRequest;
use pana_app::{export_now, usecase};

use crate::help::{Helper, PASSPHRASE, rows};

const FOUNDER: &str = "Үйлестіруші";
const COLLEAGUES: [(&str, &str); 2] = [("Марат Оспанов", "worker"), ("Сәуле Ниязова", "volunteer")];

fn with_colleagues(folder: &std::path::Path) -> Helper {
    let helper = Helper::with_centre(folder);
    for (name, role) in COLLEAGUES {
        helper.add_member(name, role);
    }
    helper
}

fn change_to(helper: &Helper, name: &str) {
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as(name);
}

fn who(helper: &Helper) -> String {
    match usecase::state(&helper.app, &()).unwrap() {
        AppState::Open { member, .. } => member.name,
        other => panic!("not open: {other:?}"),
    }
}

/// N17: not whoever was there last alone, and again after the program was started anew.
#[test]
fn three_members_get_in_one_after_another_on_one_laptop() {
    let folder = tempfile::tempdir().unwrap();
    let helper = with_colleagues(folder.path());
    let everybody = [COLLEAGUES[0].0, COLLEAGUES[1].0, FOUNDER];
    for name in everybody.into_iter().chain(everybody) {
        change_to(&helper, name);
        assert_eq!(who(&helper), name);
    }
    drop(helper);
    let helper = Helper::locked(folder.path());
    for name in everybody {
        helper.unlock_as(name);
        assert_eq!(who(&helper), name);
        usecase::lock(&helper.app, &()).unwrap();
    }
}

/// N16.
#[test]
fn an_export_credits_an_interview_to_whoever_led_it_and_not_to_whoever_is_in() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = with_colleagues(folder.path());
    let led = |name: &str| {
        change_to(&helper, name);
        let interview = helper.start("intake", None).interview;
        helper.lead(&interview, usize::MAX);
        usecase::interview_finish(&helper.app, &FinishRequest { interview, allow_incomplete: true }).unwrap();
        (interview.to_string(), name.to_owned())
    };
    let mut expected = vec![led(COLLEAGUES[0].0), led(FOUNDER)];
    let mut request = helper.export_request("intake", "csv", out.path());
    request.second = Some(helper.second(COLLEAGUES[0].0, PASSPHRASE));
    let done = export_now(&helper.app, &request, None, |_, _| {}).unwrap();
    let mut came: Vec<(String, String)> =
        rows(&done.files[0]).iter().map(|row| (row["interview"].clone(), row["member"].clone())).collect();
    expected.sort();
    came.sort();
    assert_eq!(came, expected);
}
