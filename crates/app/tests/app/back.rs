//! Back in the interview after the lock, for whoever led it and for nobody else; and nothing of one in the next.

use crate::help::{Helper, answers};
use pana_app::contract::centre::{AppState, BackView, ScreenRequest};
use pana_app::contract::interview::{AnswerView, FinishRequest, InterviewView, NodeState};
use pana_app::error::ErrorCode;
use pana_app::usecase;

const COLLEAGUE: &str = "Марат Оспанов";

fn shows(view: Option<&InterviewView>) -> ScreenRequest {
    ScreenRequest { interview: view.map(|view| view.interview), case: view.and_then(|view| view.case) }
}

fn back(helper: &Helper) -> Option<BackView> {
    match usecase::state(&helper.app, &()).unwrap() {
        AppState::Open { back, .. } => back,
        other => panic!("not open: {other:?}"),
    }
}

fn lock(helper: &Helper) {
    usecase::lock(&helper.app, &()).unwrap();
}

/// An interview that is on the screen, with a name that is typed so far.
fn half_typed(helper: &Helper) -> InterviewView {
    let view = helper.start("intake", None);
    helper.lead(&view.interview, 12);
    usecase::screen_note(&helper.app, &shows(Some(&view))).unwrap();
    view
}

/// N41.
#[test]
fn after_the_lock_its_member_is_back_in_the_interview_with_all_that_was_typed() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let left = half_typed(&helper);
    let typed = answers(&helper.open(&left.interview));
    lock(&helper);
    helper.unlock_again();
    let back = back(&helper).unwrap();
    assert_eq!((back.interview, back.case), (left.interview, left.case));
    assert!(answers(&helper.open(&back.interview)) == typed, "what was typed is there");
}

/// N15.
#[test]
fn what_one_member_left_is_not_shown_to_another_nor_to_anyone_after_them() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    helper.add_member(COLLEAGUE, "worker");
    half_typed(&helper);
    lock(&helper);
    helper.unlock_as(COLLEAGUE);
    assert!(back(&helper).is_none(), "another member");
    lock(&helper);
    helper.unlock_as("Үйлестіруші");
    assert!(back(&helper).is_none(), "what somebody else came between is not gone back to");
}

#[test]
fn who_left_the_interview_by_themselves_is_not_taken_back_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    half_typed(&helper);
    usecase::screen_note(&helper.app, &shows(None)).unwrap();
    lock(&helper);
    helper.unlock_again();
    assert!(back(&helper).is_none());
}

#[test]
fn a_screen_that_goes_after_the_lock_does_not_make_it_forget() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let left = half_typed(&helper);
    lock(&helper);
    let late = usecase::screen_note(&helper.app, &shows(None)).unwrap_err();
    assert!(late.is(ErrorCode::Locked));
    helper.unlock_again();
    assert_eq!(back(&helper).unwrap().interview, left.interview);
}

#[test]
fn a_crash_leads_to_today() {
    let folder = tempfile::tempdir().unwrap();
    half_typed(&Helper::with_centre(folder.path()));
    let helper = Helper::unlock(folder.path());
    assert!(back(&helper).is_none(), "nothing of it is on the disk but the draft itself");
    assert_eq!(usecase::home(&helper.app, &()).unwrap().drafts.len(), 1, "which waits");
}

/// The drafts on Today once the screen of an interview is left whose only answer was taken back, with a lock in between.
fn taken_back(between: impl Fn(&Helper, &dyn Fn())) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    helper.add_member(COLLEAGUE, "worker");
    let begun = helper.start("intake", None);
    let consent = helper.place_of(&begun, "consent");
    usecase::screen_note(&helper.app, &shows(Some(&begun))).unwrap();
    helper.answer(&begun.interview, &consent, AnswerView::Later);
    let take_back = || drop(helper.answer(&begun.interview, &consent, AnswerView::Blank));
    between(&helper, &take_back);
    usecase::screen_note(&helper.app, &shows(None)).unwrap();
    usecase::home(&helper.app, &()).unwrap().drafts.len()
}

#[test]
fn after_a_lock_in_between_an_interview_whose_only_answer_was_taken_back_is_gone() {
    let relock = |helper: &Helper| {
        lock(helper);
        helper.unlock_again();
    };
    let after = |helper: &Helper, take_back: &dyn Fn()| {
        relock(helper);
        take_back();
    };
    let before = |helper: &Helper, take_back: &dyn Fn()| {
        take_back();
        relock(helper);
    };
    let twice = |helper: &Helper, take_back: &dyn Fn()| {
        relock(helper);
        relock(helper);
        take_back();
        relock(helper);
    };
    assert_eq!((taken_back(after), taken_back(before), taken_back(twice)), (0, 0, 0));
    assert_eq!(taken_back(|helper, _| relock(helper)), 1, "what was said stays");
    let left = |helper: &Helper, take_back: &dyn Fn()| {
        usecase::screen_note(&helper.app, &shows(None)).unwrap();
        relock(helper);
        take_back();
    };
    assert_eq!(taken_back(left), 1, "what was left standing once is thrown away by a person alone");
}

/// What the screen of an interview shows before anybody answered.
fn blank(view: &InterviewView) -> Vec<NodeState> {
    assert_eq!((view.person.as_deref(), view.place.as_deref()), (None, None), "nobody's name, nobody's place");
    let said = |node: &&NodeState| node.answer != AnswerView::Blank || node.file.is_some();
    assert!(view.nodes.iter().find(said).is_none(), "an answer or a file stands in a new interview");
    view.nodes.clone()
}

/// N15.
#[test]
fn the_next_clients_form_holds_nothing_of_the_last_clients() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let fresh = blank(&helper.start("intake", None));
    let same = |helper: &Helper, when: &str| assert!(blank(&helper.start("intake", None)) == fresh, "{when}");
    let last = helper.start("intake", None).interview;
    helper.lead(&last, usize::MAX);
    usecase::screen_note(&helper.app, &shows(Some(&helper.open(&last)))).unwrap();
    same(&helper, "beside one that is not finished");
    lock(&helper);
    helper.unlock_again();
    same(&helper, "after the lock");
    drop(helper);
    let helper = Helper::unlock(folder.path());
    same(&helper, "after a crash");
    usecase::interview_finish(&helper.app, &FinishRequest { interview: last, allow_incomplete: true }).unwrap();
    same(&helper, "when the last is finished");
}
