//! Laptops of one centre that join and meet.

use std::path::Path;

use pana_app::contract::centre::Agreed;
use pana_app::contract::interview::{AnswerRequest, AnswerView, FinishRequest, InterviewRequest};
use pana_app::contract::meet::{
    AcceptRequest, InviteRequest, Invited, JoinFinishRequest, JoinRequest, ReadView, WriteRequest,
};
use pana_app::contract::{AppError, Id};
use pana_app::error::ErrorCode;
use pana_app::{App, usecase};
use pana_casework::{Grant, Role};
use pana_model::InterviewId;

use crate::conflict::{listed, settled};
use crate::help::{Helper, app, secret};

const OTHER: &str = "кешкі шай мен әңгіме";

pub(crate) struct Laptop {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) helper: Helper,
}

pub(crate) fn centre() -> Laptop {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    Laptop { folder, helper }
}

pub(crate) fn invite(one: &Laptop, whom: Invited) -> std::path::PathBuf {
    let file = one.folder.path().join(format!("{}.invite", uuid()));
    usecase::device_invite(&one.helper.app, &InviteRequest { whom, file: file.clone() }).unwrap();
    file
}

/// A name that no file here has yet.
fn uuid() -> String {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos().to_string()
}

fn answer(folder: &Path, invite: &Path, name: &str) -> (App, AcceptRequest) {
    let app = app(folder);
    let (request, stick) = (folder.join("answer"), folder.join("stick"));
    std::fs::create_dir_all(&stick).unwrap();
    let join = JoinRequest {
        invite: invite.to_owned(),
        device: name.to_owned(),
        member: "Отабек".to_owned(),
        passphrase: secret(OTHER),
        file: request.clone(),
    };
    let check = usecase::device_join(&app, &join).unwrap().check;
    (app, AcceptRequest { request, check, folder: stick, agreed: Agreed::Alone })
}

/// A second laptop, joined by files.
pub(crate) fn joined(one: &Laptop, whom: Invited) -> (tempfile::TempDir, App) {
    let folder = tempfile::tempdir().unwrap();
    let invite = invite(one, whom);
    let (app, accept) = answer(folder.path(), &invite, "2-ноутбук");
    usecase::device_accept(&one.helper.app, &accept).unwrap();
    let finish = JoinFinishRequest { path: accept.folder, passphrase: secret(OTHER) };
    let read = usecase::device_finish(&app, &finish).unwrap();
    assert!(read.joined && read.complete && read.waiting == 0, "{read:?}");
    (folder, app)
}

pub(crate) fn carried(from: &App, to: &App) -> Result<ReadView, AppError> {
    let stick = tempfile::tempdir().unwrap();
    usecase::bundle_write(from, &WriteRequest { to: Vec::new(), folder: stick.path().to_owned() })?;
    usecase::bundle_read(to, stick.path())
}

pub(crate) fn amended(app: &App, helper: &Helper, interview: Id<InterviewId>, name: &str) {
    let view = usecase::interview_amend(app, &InterviewRequest { interview, case: None }).unwrap();
    let at = helper.place_of(&view, "family_name");
    let answer = AnswerRequest { interview, at, answer: AnswerView::Value(name.to_owned()) };
    usecase::interview_answer(app, &answer).unwrap();
    usecase::interview_finish(app, &FinishRequest { interview, allow_incomplete: true }).unwrap();
}

#[test]
fn two_answers_given_apart_stand_side_by_side_on_both_laptops_until_one_of_them_is_chosen() {
    let one = centre();
    let interview = one.helper.start("intake", None).interview;
    one.helper.lead(&interview, usize::MAX);
    usecase::interview_finish(&one.helper.app, &FinishRequest { interview, allow_incomplete: true }).unwrap();
    let (_folder, two) = joined(&one, Invited::Member(None));
    amended(&one.helper.app, &one.helper, interview, "Омаров");
    amended(&two, &one.helper, interview, "Омарова");
    assert_eq!(carried(&two, &one.helper.app).unwrap().conflicts, 1);
    assert_eq!(carried(&one.helper.app, &two).unwrap().conflicts, 1);
    // Whoever opens it for changes and leaves the answer as the screen shows it has settled nothing.
    amended(&two, &one.helper, interview, "Омарова");
    assert_eq!(carried(&two, &one.helper.app).unwrap().events, 0);
    // Whoever saw both and says which takes the place of both: `conflict` has the rest.
    let row = listed(&two).remove(0);
    settled(&two, &row, "Омарова").unwrap();
    assert!(listed(&two).is_empty());
    assert_eq!(carried(&two, &one.helper.app).unwrap().events, 1);
    assert!(listed(&one.helper.app).is_empty());
}

#[test]
fn a_new_colleague_joins_on_a_laptop_of_their_own_and_sees_what_their_role_may() {
    let one = centre();
    let interview = one.helper.start("intake", None).interview;
    one.helper.lead(&interview, usize::MAX);
    usecase::interview_finish(&one.helper.app, &FinishRequest { interview, allow_incomplete: true }).unwrap();
    let whom = Invited::New { name: "Отабек Рахимов".to_owned(), role: Role::Worker, grants: vec![] };
    let (folder, two) = joined(&one, whom);
    let home = usecase::home(&two, &()).unwrap();
    assert!(!home.today.is_empty());
    let members = usecase::member_list(&one.helper.app, &()).unwrap().members;
    assert!(members.iter().any(|member| member.name == "Отабек Рахимов"));
    // A worker asks nobody in, and lets nobody in.
    let refused = usecase::device_invite(
        &two,
        &InviteRequest { whom: Invited::Member(None), file: folder.path().join("no.invite") },
    );
    assert!(refused.unwrap_err().is(ErrorCode::NoRight));
    assert!(!folder.path().join("no.invite").exists());
    // The questionnaires of the centre are there to be asked.
    assert!(usecase::form_list(&two, &()).unwrap().iter().any(|form| form.form == "intake"));
}

#[test]
fn an_invite_passes_on_no_grant_that_its_maker_does_not_hold() {
    let one = centre();
    one.helper.add_member("Бауыржан", "coordinator");
    usecase::lock(&one.helper.app, &()).unwrap();
    one.helper.unlock_as("Бауыржан");
    let whom = Invited::New { name: "Отабек".to_owned(), role: Role::Worker, grants: vec![Grant::Protected] };
    let file = one.folder.path().join("x.invite");
    let refused = usecase::device_invite(&one.helper.app, &InviteRequest { whom, file: file.clone() });
    assert!(refused.is_err());
    assert!(!file.exists());
}

#[test]
fn what_a_laptop_writes_while_it_waits_is_nothing_and_a_centre_is_not_joined_twice() {
    let one = centre();
    let folder = tempfile::tempdir().unwrap();
    let (app, accept) = answer(folder.path(), &invite(&one, Invited::Member(None)), "2-ноутбук");
    let shown = usecase::device_waits(&app, &()).unwrap().unwrap();
    assert_eq!(shown.check, accept.check, "what it shows stays while it waits");
    let finish = JoinFinishRequest { path: accept.folder.clone(), passphrase: secret(OTHER) };
    assert!(usecase::device_finish(&app, &finish).unwrap_err().is(ErrorCode::BundleNothing));
    usecase::device_accept(&one.helper.app, &accept).unwrap();
    let wrong = JoinFinishRequest { passphrase: secret("басқа бір сөйлем"), ..finish.clone() };
    assert!(usecase::device_finish(&app, &wrong).unwrap_err().is(ErrorCode::WrongPassphrase));
    assert!(usecase::device_finish(&app, &finish).unwrap().joined);
    assert!(usecase::device_waits(&app, &()).unwrap().is_none());
    assert!(usecase::device_finish(&app, &finish).unwrap_err().is(ErrorCode::CentreExists));
}
