//! Laptops of one centre that join and meet.

use std::path::Path;

use pana_app::contract::centre::{Agreed, AppState, MemberRoleRequest, RemoveMemberRequest};
use pana_app::contract::interview::{AnswerRequest, AnswerView, FinishRequest, InterviewRequest};
use pana_app::contract::meet::{
    AcceptRequest, InviteEndRequest, InviteRequest, InviteStands, Invited, JoinFinishRequest, JoinRequest,
    MeetLookRequest, MeetProgress, MeetRequest, OtherKind, ReadView, WriteRequest,
};
use pana_app::contract::{AppError, Id, Word};
use pana_app::error::ErrorCode;
use pana_app::{App, usecase};
use pana_casework::{Grant, Role};
use pana_model::InterviewId;

use crate::conflict::{listed, settled};
use crate::help::{Helper, app, met, secret};

pub(crate) const OTHER: &str = "кешкі шай мен әңгіме";

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
        file: Some(request.clone()),
    };
    let check = usecase::device_join(&app, &join).unwrap().check;
    (app, AcceptRequest { request, check, folder: Some(stick), agreed: Agreed::Alone })
}

/// A second laptop, joined by files.
pub(crate) fn joined(one: &Laptop, whom: Invited) -> (tempfile::TempDir, App) {
    let folder = tempfile::tempdir().unwrap();
    let invite = invite(one, whom);
    let (app, accept) = answer(folder.path(), &invite, "2-ноутбук");
    usecase::device_accept(&one.helper.app, &accept).unwrap();
    let finish = JoinFinishRequest { path: accept.folder.unwrap(), passphrase: secret(OTHER) };
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
    let (_folder, two) = joined(&one, Invited::Me);
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
    let whom =
        Invited::New { name: "Отабек Рахимов".to_owned(), role: Word(Role::Worker), grants: vec![] };
    let (folder, two) = joined(&one, whom);
    let home = usecase::home(&two, &()).unwrap();
    assert!(!home.today.is_empty());
    let members = usecase::member_list(&one.helper.app, &()).unwrap().members;
    assert!(members.iter().any(|member| member.name == "Отабек Рахимов"));
    // A worker asks nobody in, and lets nobody in.
    let refused =
        usecase::device_invite(&two, &InviteRequest { whom: Invited::Me, file: folder.path().join("no.invite") });
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
    let whom =
        Invited::New {
            name: "Отабек".to_owned(), role: Word(Role::Worker), grants: vec![Word(Grant::Protected)]
        };
    let file = one.folder.path().join("x.invite");
    let refused = usecase::device_invite(&one.helper.app, &InviteRequest { whom, file: file.clone() });
    assert!(refused.is_err());
    assert!(!file.exists());
}

#[test]
fn what_a_laptop_writes_while_it_waits_is_nothing_and_a_centre_is_not_joined_twice() {
    let one = centre();
    let folder = tempfile::tempdir().unwrap();
    let (app, accept) = answer(folder.path(), &invite(&one, Invited::Me), "2-ноутбук");
    let shown = usecase::device_waits(&app, &()).unwrap().unwrap();
    assert_eq!(shown.check, accept.check, "what it shows stays while it waits");
    let finish = JoinFinishRequest { path: accept.folder.clone().unwrap(), passphrase: secret(OTHER) };
    assert!(usecase::device_finish(&app, &finish).unwrap_err().is(ErrorCode::BundleNothing));
    usecase::device_accept(&one.helper.app, &accept).unwrap();
    let wrong = JoinFinishRequest { passphrase: secret("басқа бір сөйлем"), ..finish.clone() };
    assert!(usecase::device_finish(&app, &wrong).unwrap_err().is(ErrorCode::WrongPassphrase));
    assert!(usecase::device_finish(&app, &finish).unwrap().joined);
    assert!(usecase::device_waits(&app, &()).unwrap().is_none());
    assert!(usecase::device_finish(&app, &finish).unwrap_err().is(ErrorCode::CentreExists));
}

/// The same as the window does it: looked into, read and written in the background.
fn exchanged(app: &App, folder: &Path, read: bool) -> MeetProgress {
    let looked = usecase::meet_look(app, &MeetLookRequest { folder: folder.to_owned() }).unwrap();
    assert!(matches!(met(app, &looked), MeetProgress::Looked { .. }));
    let devices = usecase::device_list(app, &()).unwrap().devices;
    let to = devices.iter().filter(|device| device.stands && !device.own).map(|device| device.id.to_string());
    let meet = MeetRequest { folder: folder.to_owned(), read, to: to.collect() };
    met(app, &usecase::meet_start(app, &meet).unwrap())
}

fn led(helper: &Helper) {
    let interview = helper.start("intake", None).interview;
    helper.lead(&interview, usize::MAX);
    usecase::interview_finish(&helper.app, &FinishRequest { interview, allow_incomplete: true }).unwrap();
}

#[test]
fn a_laptop_joins_and_meets_in_the_background_while_its_window_tells_how_far_it_is() {
    let one = centre();
    led(&one.helper);
    let stick = tempfile::tempdir().unwrap();
    let invite = InviteRequest { whom: Invited::Me, file: stick.path().to_owned() };
    let invited = usecase::device_invite(&one.helper.app, &invite).unwrap();
    assert_eq!((invited.file.as_str(), invited.days), (stick.path().join("pana.invite").to_str().unwrap(), 60));
    let folder = tempfile::tempdir().unwrap();
    let two = app(folder.path());
    let join = JoinRequest {
        invite: invited.file.into(),
        device: "2-ноутбук".to_owned(),
        member: "Отабек".to_owned(),
        passphrase: secret(OTHER),
        file: None,
    };
    let joins = usecase::device_join(&two, &join).unwrap();
    let answer = stick.path().join("pana.answer");
    assert_eq!(joins.file.as_deref(), answer.to_str(), "beside the invite");
    // It waits, also after it was started anew.
    drop(two);
    let two = app(folder.path());
    let AppState::Joining { check, device, online: false } = usecase::state(&two, &()).unwrap() else {
        panic!("it waits")
    };
    assert_eq!((&check, device.as_str()), (&joins.check, "2-ноутбук"));
    let finish = JoinFinishRequest { path: stick.path().to_owned(), passphrase: secret(OTHER) };
    let early = met(&two, &usecase::meet_finish(&two, &finish).unwrap());
    assert!(matches!(early, MeetProgress::Failed { ref error, read: None } if error.is(ErrorCode::BundleNothing)));
    let accept = AcceptRequest { request: answer, check, folder: None, agreed: Agreed::Alone };
    let accepted = met(&one.helper.app, &usecase::meet_accept(&one.helper.app, &accept).unwrap());
    let MeetProgress::Done { written: Some(written), .. } = &accepted else { panic!("it is let in: {accepted:?}") };
    assert!(written.events > 0, "{written:?}");
    let MeetProgress::Done { read: Some(read), .. } = met(&two, &usecase::meet_finish(&two, &finish).unwrap()) else {
        panic!("it joins")
    };
    assert!(read.joined && read.complete && read.people == 1 && read.waiting == 0, "{read:?}");
    assert!(matches!(usecase::state(&two, &()).unwrap(), AppState::Open { .. }));
    // Both meet: what one wrote the other reads.
    led(&one.helper);
    let meeting = tempfile::tempdir().unwrap();
    let MeetProgress::Done { read: None, written: Some(written) } = exchanged(&one.helper.app, meeting.path(), false)
    else {
        panic!("it is written")
    };
    assert!(written.events > 0);
    let MeetProgress::Done { read: Some(read), written: Some(_) } = exchanged(&two, meeting.path(), true) else {
        panic!("it is read")
    };
    assert_eq!((read.people, read.complete), (1, true));
    let looked = usecase::meet_look(&two, &MeetLookRequest { folder: meeting.path().to_owned() }).unwrap();
    let MeetProgress::Looked { found } = met(&two, &looked) else { panic!("it is looked into") };
    assert_eq!((found.bundles.len(), found.bundles[0].new), (1, 0), "all of it is here now");
    assert_eq!(
        (found.kinds[0].kind, found.kinds[0].files),
        (OtherKind::Others, 1),
        "what this one wrote is for others"
    );
    let devices = usecase::device_list(&two, &()).unwrap().devices;
    assert!(devices[1].met.is_some() && devices[1].works == ["Үйлестіруші"], "{devices:?}");
}

#[test]
fn an_invite_is_taken_back_from_the_list_and_nobody_joins_by_it() {
    let one = centre();
    let invite = invite(&one, Invited::Me);
    let list = usecase::device_list(&one.helper.app, &()).unwrap();
    let request = InviteEndRequest { invite: list.invites[0].invite.clone() };
    let list = usecase::invite_end(&one.helper.app, &request).unwrap();
    assert_eq!(list.invites[0].state, InviteStands::Dead);
    assert!(usecase::invite_end(&one.helper.app, &request).unwrap_err().is(ErrorCode::JoinOver));
    let folder = tempfile::tempdir().unwrap();
    let (_two, accept) = answer(folder.path(), &invite, "2-ноутбук");
    let ended = met(&one.helper.app, &usecase::meet_accept(&one.helper.app, &accept).unwrap());
    assert!(matches!(ended, MeetProgress::Failed { ref error, .. } if error.is(ErrorCode::JoinOver)));
}

#[test]
fn a_laptop_that_gives_up_joining_may_begin_anything_else() {
    let one = centre();
    let folder = tempfile::tempdir().unwrap();
    let (two, _) = answer(folder.path(), &invite(&one, Invited::Me), "2-ноутбук");
    assert!(matches!(usecase::state(&two, &()).unwrap(), AppState::Joining { .. }));
    usecase::device_forget(&two, &()).unwrap();
    assert!(matches!(usecase::state(&two, &()).unwrap(), AppState::FirstRun));
    assert!(!folder.path().join("joining.json").exists());
}

#[test]
fn whoever_learns_of_their_removal_by_a_long_bundle_leaves_what_they_had_to_the_others() {
    let one = centre();
    let whom = Invited::New { name: "Отабек".to_owned(), role: Word(Role::Worker), grants: vec![] };
    let (_folder, two) = joined(&one, whom);
    one.helper.add_member("Ерікті", "volunteer");
    let app = &one.helper.app;
    let members = usecase::member_list(app, &()).unwrap().members;
    let id = |name: &str| members.iter().find(|member| member.name == name).unwrap().id;
    let remove = RemoveMemberRequest { member: id("Отабек"), agreed: Agreed::Alone };
    usecase::member_remove(app, &remove).unwrap();
    // More follows the removal than is taken in at once.
    for role in [Role::Worker, Role::Volunteer].into_iter().cycle().take(520) {
        let request = MemberRoleRequest { member: id("Ерікті"), role: Word(role), agreed: Agreed::Alone };
        usecase::member_role(app, &request).unwrap();
    }
    let read = carried(app, &two).unwrap();
    assert!(read.left.is_some(), "{read:?}");
    assert!(usecase::home(&two, &()).unwrap_err().is(ErrorCode::Locked), "and they work here no more");
}
