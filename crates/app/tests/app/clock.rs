//! The computer's clock: set back, and far ahead of all that was written.

use pana_app::contract::centre::{AppState, UnlockRequest};
use pana_app::contract::interview::FinishRequest;
use pana_app::contract::people::PersonRequest;
use pana_app::error::ErrorCode;
use pana_app::{Clock, usecase};
use pana_model::Secret;

use crate::help::{Helper, answers};

#[test]
fn a_clock_set_back_is_told_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let at = |text: &str| Clock::set_to(pana_model::Moment::parse(text).unwrap());
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-01T12:00:00+05:00"));
    let started = helper.start("intake", None);
    helper.lead(&started.interview, 5);
    let before = answers(&helper.open(&started.interview));
    drop(helper);
    let helper = Helper::unlock_at(folder.path(), at("2025-03-01T12:00:00+05:00"));
    assert!(usecase::home(&helper.app, &()).unwrap().clock_behind.is_some());
    assert!(answers(&helper.open(&started.interview)) == before);
    helper.lead(&started.interview, usize::MAX);
    let finish = FinishRequest { interview: started.interview, allow_incomplete: true };
    usecase::interview_finish(&helper.app, &finish).unwrap();
}

#[test]
fn a_date_far_ahead_is_in_doubt_until_somebody_who_may_says_that_it_is_right() {
    let folder = tempfile::tempdir().unwrap();
    let at = |text: &str| Clock::set_to(pana_model::Moment::parse(text).unwrap());
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-01T12:00:00+05:00"));
    helper.add_member("Volunteer", "volunteer");
    drop(helper);
    let helper = Helper::unlock_at(folder.path(), at("2026-06-01T12:00:00+05:00"));
    let ahead = usecase::home(&helper.app, &()).unwrap().clock_ahead.unwrap();
    assert!(ahead.last.starts_with("2026-03-01T") && ahead.may_confirm, "{ahead:?}");
    let started = helper.start("intake", None);
    helper.lead(&started.interview, usize::MAX);
    let finish = FinishRequest { interview: started.interview, allow_incomplete: true };
    let case = usecase::interview_finish(&helper.app, &finish).unwrap().case.unwrap();
    let page = usecase::person_open(&helper.app, &PersonRequest { case }).unwrap();
    assert!(page.history.iter().all(|row| !row.is_dated), "{:?}", page.history);
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Volunteer");
    assert!(!usecase::home(&helper.app, &()).unwrap().clock_ahead.unwrap().may_confirm);
    assert!(usecase::date_confirm(&helper.app, &()).unwrap_err().is(ErrorCode::NoRight));
    drop(helper);
    let helper = Helper::unlock_at(folder.path(), at("2026-06-01T13:00:00+05:00"));
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Үйлестіруші");
    assert!(usecase::date_confirm(&helper.app, &()).unwrap().clock_ahead.is_none());
    assert!(usecase::home(&helper.app, &()).unwrap().clock_ahead.is_none());
}

#[test]
fn in_the_demo_nobody_is_asked_about_the_date() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let AppState::Locked { members, demo_passphrase, .. } = usecase::demo_open(&helper.app, &()).unwrap() else {
        panic!("not locked")
    };
    let passphrase = Secret::new(demo_passphrase.unwrap());
    let member = members[0].id;
    usecase::unlock(&helper.app, &UnlockRequest { member, passphrase }).unwrap();
    assert!(usecase::home(&helper.app, &()).unwrap().clock_ahead.is_none());
}
