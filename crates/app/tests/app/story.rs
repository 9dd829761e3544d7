//! One whole way: a centre is made, an intake is led in Kazakh, cut off, gone on with, finished, found and exported.

use std::collections::BTreeMap;

use crate::help::{Helper, answers, cells, is_choice, rows};
use pana_app::contract::Word;
use pana_app::contract::centre::AppState;
use pana_app::contract::export::{ExportProgress, ExportRequest, Purpose};
use pana_app::contract::interview::{
    AnswerView, FinishRequest, InterviewRequest, InterviewView, MediaRequest, PlaceRequest, Status,
};
use pana_app::contract::people::{AccessAction, PersonRequest, SearchRequest, Whose};
use pana_app::error::ErrorCode;
use pana_app::{Clock, usecase};
use pana_exchange::Format;

#[test]
fn an_intake_that_was_cut_off_goes_on_is_found_and_is_exported_whole() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let started = helper.start("intake", None);
    assert_eq!(started.number, None, "nobody is there before the first answer");
    helper.lead(&started.interview, 40);
    let number = helper.open(&started.interview).number.expect("a case number is there with the first answer");
    let half = helper.open(&started.interview);
    let place = half.nodes.iter().rfind(|node| node.answer != AnswerView::Blank).unwrap().at.clone();
    let request = PlaceRequest { interview: started.interview, at: place.clone() };
    usecase::interview_place(&helper.app, &request).unwrap();
    drop(helper);

    let helper = Helper::unlock(folder.path());
    let home = usecase::home(&helper.app, &()).unwrap();
    assert_eq!(home.drafts.len(), 1, "the draft waits");
    assert_eq!(home.drafts[0].interview, started.interview);
    let again = helper.open(&started.interview);
    assert_eq!(again.place.as_deref(), Some(place.as_str()), "the same question");
    assert_eq!(again.status, Status::Draft);
    assert!(answers(&again) == answers(&half), "all answers are there");

    helper.lead(&started.interview, usize::MAX);
    let whole = helper.open(&started.interview);
    let review =
        usecase::interview_review(&helper.app, &InterviewRequest { interview: started.interview, case: None }).unwrap();
    assert!(review.invalid.is_empty() && review.missing.is_empty(), "{:?}", (review.invalid, review.missing));
    let finish = FinishRequest { interview: started.interview, allow_incomplete: false };
    let finished = usecase::interview_finish(&helper.app, &finish).unwrap();
    let case = finished.case.expect("an intake opens a case");
    assert!(usecase::home(&helper.app, &()).unwrap().drafts.is_empty());

    let found = |text: &str| {
        usecase::people_search(
            &helper.app,
            &SearchRequest { text: text.to_owned(), limit: 10, whose: Word(Whose::All) },
        )
        .unwrap()
    };
    assert_eq!(found("сейітов").people.len(), 1, "by a part of the name");
    assert_eq!(found(&number).people[0].case, case, "by case number");
    let person = usecase::person_open(&helper.app, &PersonRequest { case }).unwrap();
    assert!(person.name.contains("Сейітов"));
    assert!(person.access.iter().any(|row| row.action == AccessAction::PersonOpened), "the look is in the access log");
    assert!(person.profile.iter().any(|row| row.property == "family_name" && row.value == "Сейітов"));
    let read = helper.open(&started.interview);
    assert_eq!(read.status, Status::Finished);
    assert!(answers(&read) == answers(&whole), "a finished interview reads as it was led");

    exports_what_was_answered(&helper, &read);
    exports_each_member_of_the_family(&helper, &read);
    let person = usecase::person_open(&helper.app, &PersonRequest { case }).unwrap();
    assert!(person.access.iter().any(|row| row.action == AccessAction::Exported), "the export is in the access log");
    assert_eq!(person.household.len(), 2, "the household follows from the repeat");
}

fn exports_what_was_answered(helper: &Helper, read: &InterviewView) {
    for format in ["csv", "json"] {
        let out = tempfile::tempdir().unwrap();
        let files = helper.export("intake", format, out.path(), None);
        let exported = cells(&files);
        let several = |at: &str| is_choice(read, at);
        for (at, answer) in answers(read).into_iter().filter(|(at, _)| !at.contains('[')) {
            let name = at.rsplit('/').next().unwrap();
            let expected = match &answer {
                AnswerView::Value(text) | AnswerView::Partial(text) => text.clone(),
                AnswerView::Declined => "[declined]".to_owned(),
                AnswerView::Unknown => "[unknown]".to_owned(),
                AnswerView::Later => "[later]".to_owned(),
                AnswerView::Blank => String::new(),
            };
            let got = exported.get(name).unwrap_or_else(|| panic!("{name} is missing in {format}"));
            if several(&at) {
                let sorted = |text: &str| {
                    let mut names: Vec<String> = text.split(' ').map(str::to_owned).collect();
                    names.sort();
                    names
                };
                assert_eq!(sorted(got), sorted(&expected), "{name} in {format}");
            } else {
                assert_eq!(got, &expected, "{name} in {format}");
            }
        }
    }
}

fn exports_each_member_of_the_family(helper: &Helper, read: &InterviewView) {
    let out = tempfile::tempdir().unwrap();
    let files = helper.export("intake", "csv", out.path(), None);
    let members: BTreeMap<String, BTreeMap<String, String>> =
        files[1..].iter().flat_map(|file| rows(file)).map(|row| (row["instance"].clone(), row)).collect();
    let inside: Vec<(String, AnswerView)> = answers(read).into_iter().filter(|(at, _)| at.contains('[')).collect();
    assert!(inside.len() >= 4, "the family was asked about: {}", inside.len());
    for (at, answer) in inside {
        let (instance, name) = at.split_once('[').and_then(|(_, rest)| rest.split_once("]/")).unwrap();
        let row = &members[instance];
        assert_eq!(
            (row["interview"].as_str(), row["case"].as_str()),
            (read.interview.to_string().as_str(), read.number.as_deref().unwrap())
        );
        if let AnswerView::Value(text) = answer {
            assert_eq!(row[name], text, "{name} of a member");
        }
    }
}

#[test]
fn an_amendment_keeps_what_was_said_before() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let started = helper.start("intake", None);
    helper.lead(&started.interview, usize::MAX);
    let finish = FinishRequest { interview: started.interview, allow_incomplete: true };
    let case = usecase::interview_finish(&helper.app, &finish).unwrap().case.unwrap();
    let refused = helper.try_answer(&started.interview, "/intake", AnswerView::Blank).unwrap_err();
    assert!(refused.is(ErrorCode::InterviewFinished), "{refused}");

    let name = InterviewRequest { interview: started.interview, case: None };
    let amending = usecase::interview_amend(&helper.app, &name).unwrap();
    assert_eq!(amending.status, Status::Amending);
    let at = helper.place_of(&amending, "family_name");
    helper.answer(&started.interview, &at, AnswerView::Value("Омаров".to_owned()));
    usecase::interview_finish(&helper.app, &finish).unwrap();
    let person = usecase::person_open(&helper.app, &PersonRequest { case }).unwrap();
    assert!(person.name.contains("Омаров"), "the profile follows");
    let change = person.history.iter().flat_map(|row| &row.changes).next().expect("a change in the history");
    assert!(
        change.before == AnswerView::Value("Сейітов".to_owned())
            && change.after == AnswerView::Value("Омаров".to_owned())
    );
    assert_eq!(person.interviews[0].amended, 1);
}

#[test]
fn lock_keeps_the_draft_and_lets_nobody_read() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let started = helper.start("intake", None);
    helper.lead(&started.interview, 5);
    let before = answers(&helper.open(&started.interview));
    usecase::lock(&helper.app, &()).unwrap();
    assert!(usecase::home(&helper.app, &()).unwrap_err().is(ErrorCode::Locked));
    assert!(matches!(usecase::state(&helper.app, &()).unwrap(), AppState::Locked { .. }));
    let wrong = helper.try_unlock("not the passphrase at all").unwrap_err();
    assert!(wrong.is(ErrorCode::WrongPassphrase), "{wrong}");
    helper.unlock_again();
    assert!(answers(&helper.open(&started.interview)) == before);
}

#[test]
fn an_export_asks_for_its_purpose() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let out = tempfile::tempdir().unwrap();
    let request = |purpose: Purpose, note: &str| ExportRequest {
        form: "intake".to_owned(),
        format: Word(Format::Csv),
        folder: out.path().to_string_lossy().into_owned(),
        labels: None,
        words: "en".to_owned(),
        separator: None,
        workbook: false,
        files: false,
        purpose: Word(purpose),
        purpose_note: note.to_owned(),
        second: None,
    };
    let refused = |request: &ExportRequest| usecase::export_start(&helper.app, request).unwrap_err();
    assert!(refused(&request(Purpose::Care, "")).is(ErrorCode::ExportNothing));
    assert_eq!("".parse::<Word<Purpose>>(), Err(ErrorCode::ExportPurpose));
    assert!(refused(&request(Purpose::Other, " ")).is(ErrorCode::ExportPurposeNote));
    let started = helper.start("intake", None);
    helper.lead(&started.interview, usize::MAX);
    let finish = FinishRequest { interview: started.interview, allow_incomplete: true };
    usecase::interview_finish(&helper.app, &finish).unwrap();
    let job = usecase::export_start(&helper.app, &request(Purpose::Care, "")).unwrap();
    let ended = helper.wait(&job);
    assert!(matches!(ended, ExportProgress::Done { interviews: 1, .. }), "{ended:?}");
}

#[test]
fn the_day_on_which_an_interview_began_stays_its_day() {
    let folder = tempfile::tempdir().unwrap();
    let day = |text: &str| Clock::set_to(pana_model::Moment::parse(text).unwrap());
    let helper = Helper::with_centre_at(folder.path(), day("2026-03-01T23:50:00+05:00"));
    let started = helper.start("intake", None);
    helper.lead(&started.interview, 3);
    drop(helper);
    let helper = Helper::unlock_at(folder.path(), day("2026-03-02T00:10:00+05:00"));
    helper.lead(&started.interview, usize::MAX);
    let finish = FinishRequest { interview: started.interview, allow_incomplete: true };
    usecase::interview_finish(&helper.app, &finish).unwrap();
    let out = tempfile::tempdir().unwrap();
    let exported = cells(&helper.export("intake", "json", out.path(), None));
    assert_eq!(exported["interview_date"], "2026-03-01");
}

#[test]
fn rows_with_names_of_others_need_a_second_member() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    helper.add_member("Worker", "worker");
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Worker");
    let started = helper.start("intake", None);
    helper.lead(&started.interview, usize::MAX);
    let finish = FinishRequest { interview: started.interview, allow_incomplete: true };
    usecase::interview_finish(&helper.app, &finish).unwrap();
    let out = tempfile::tempdir().unwrap();
    assert_eq!(helper.export("intake", "csv", out.path(), None).len(), 3, "a worker exports what they led: {out:?}");
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Үйлестіруші");
    let mut request = helper.export_request("intake", "csv", out.path());
    assert!(usecase::export_start(&helper.app, &request).unwrap_err().is(ErrorCode::ExportSecondMember));
    request.second = Some(helper.second("Worker", "ешкімнің құпия сөзі емес"));
    assert!(usecase::export_start(&helper.app, &request).unwrap_err().is(ErrorCode::WrongPassphrase));
}

#[test]
fn a_second_instance_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let _first = Helper::with_centre(folder.path());
    let second = crate::help::app(folder.path());
    assert!(usecase::state(&second, &()).unwrap_err().is(ErrorCode::StoreInUse));
}

#[test]
fn the_protected_stream_is_closed_to_a_member_without_the_grant_and_a_draft_is_its_leaders() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let intake = helper.begin("intake", None);
    let case = intake.case.unwrap();
    let talk = helper.start("safety", Some(case));
    helper.lead(&talk.interview, 12);
    helper.add_member("Volunteer", "volunteer");
    helper.add_member("Supervisor", "supervisor");
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Volunteer");
    let open = InterviewRequest { interview: talk.interview, case: None };
    assert!(usecase::interview_open(&helper.app, &open).unwrap_err().is(ErrorCode::InterviewUnknown));
    let rows = usecase::form_list(&helper.app, &()).unwrap();
    assert!(rows.iter().any(|row| row.protected && !row.allowed));
    assert!(helper.try_start("safety", Some(case)).unwrap_err().is(ErrorCode::NoGrant));
    assert_eq!(usecase::home(&helper.app, &()).unwrap().drafts.len(), 0, "what others lead is not hers to open");
    let intake = InterviewRequest { interview: intake.interview, case: None };
    assert!(usecase::interview_open(&helper.app, &intake).unwrap_err().is(ErrorCode::NoRight));
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Supervisor");
    assert_eq!(usecase::home(&helper.app, &()).unwrap().drafts.len(), 1, "only the intake is listed");
}

#[test]
fn what_a_member_may_do_about_members_is_told_by_flags() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    helper.add_member("Серік", "supervisor");
    let view = usecase::member_list(&helper.app, &()).unwrap();
    assert!(view.may_administer);
    let may_recover: Vec<bool> = view.members.iter().map(|member| member.may_recover).collect();
    assert_eq!(may_recover, [true, false], "the sheets let in a coordinator");
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Серік");
    assert!(!usecase::member_list(&helper.app, &()).unwrap().may_administer);
}

#[test]
fn both_sheets_together_let_a_coordinator_in_again() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let (a, b) = helper.sheets.clone().unwrap();
    usecase::lock(&helper.app, &()).unwrap();
    assert!(helper.recover(&a, &a).unwrap_err().is(ErrorCode::RecoveryMismatch), "one sheet alone opens nothing");
    let mistyped = a.replacen(['2', '3', '4', '5'], "7", 1);
    if mistyped != a {
        assert!(helper.recover(&mistyped, &b).unwrap_err().is(ErrorCode::RecoverySheet));
    }
    assert!(matches!(helper.recover(&a, &b).unwrap(), AppState::Open { .. }));
}

#[test]
fn the_same_seed_makes_equal_demos() {
    let export = || {
        let folder = tempfile::tempdir().unwrap();
        let helper = Helper::with_demo(folder.path(), 12);
        let out = tempfile::tempdir().unwrap();
        let files = helper.export("intake", "json", out.path(), None);
        std::fs::read_to_string(&files[0]).unwrap()
    };
    let (one, other) = (export(), export());
    assert!(one == other, "same seed, equal exports");
    assert!(one.matches("\"interview\"").count() >= 12);
}

#[test]
fn a_person_who_said_that_contact_is_not_safe_is_marked_so() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let started = helper.start("intake", None);
    for (name, answer) in [("consent", "agree"), ("phone", "+7 700 000 00 00"), ("safe_contact", "no")] {
        let at = helper.place_of(&helper.open(&started.interview), name);
        helper.answer(&started.interview, &at, AnswerView::Value(answer.to_owned()));
    }
    let finish = FinishRequest { interview: started.interview, allow_incomplete: true };
    let case = usecase::interview_finish(&helper.app, &finish).unwrap().case.unwrap();
    let person = usecase::person_open(&helper.app, &PersonRequest { case }).unwrap();
    assert!(person.contact_unsafe);
}

#[test]
fn whoever_declines_to_say_whether_they_consent_is_offered_what_cannot_wait() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let started = helper.start("intake", None);
    let at = helper.place_of(&started, "consent");
    helper.answer(&started.interview, &at, AnswerView::Declined);
    let view = helper.open(&started.interview);
    let state = |name: &str| {
        let at = helper.place_of(&view, name);
        view.nodes.iter().find(|node| node.at == at).unwrap()
    };
    assert_eq!(state("consent").answer, AnswerView::Value("disagree".to_owned()));
    assert!(state("refused_urgent").relevant, "urgent help is offered");
    assert!(!state("family_name").relevant, "nothing personal is asked");
}

#[test]
fn pictures_and_sounds_beside_a_questionnaire_are_kept_with_it_and_given() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(&folder.path().join("centre"));
    let form = folder.path().join("house");
    std::fs::create_dir_all(form.join("media")).unwrap();
    let survey = "type,name,label,media::image,media::audio\nselect_one roof,roof,Which roof?,house.png,roof.wav\ntext,note,Note,../secret.png,broken.mp3\n";
    let choices = "list_name,name,label,image\nroof,flat,Flat,flat.png\nroof,none,None,lost.png\n";
    std::fs::write(form.join("survey.csv"), survey).unwrap();
    std::fs::write(form.join("choices.csv"), choices).unwrap();
    std::fs::write(form.join("settings.csv"), "form_id,version,opens_case\nhouse,1,yes\n").unwrap();
    let png = b"\x89PNG\r\n\x1a\n\xff\xfe".to_vec();
    std::fs::write(form.join("house.png"), &png).unwrap();
    std::fs::write(form.join("media/flat.png"), &png).unwrap();
    std::fs::write(form.join("roof.wav"), b"RIFF\0\0\0\0WAVEfmt ").unwrap();
    std::fs::write(form.join("broken.mp3"), b"<svg/>").unwrap();
    std::fs::write(folder.path().join("secret.png"), &png).unwrap();
    assert_eq!(pana_app::form_import(&helper.app, &form).unwrap().published.as_deref(), Some("1"));
    std::fs::remove_dir_all(&form).unwrap();
    drop(helper);

    let helper = Helper::unlock(&folder.path().join("centre"));
    let started = helper.start("house", None);
    let roof = started.form.nodes.iter().find(|node| node.path.ends_with("/roof")).unwrap();
    assert_eq!(roof.media.picture.values().next().map(String::as_str), Some("house.png"));
    assert_eq!(roof.media.sound.values().next().map(String::as_str), Some("roof.wav"));
    let given = |name: &str| {
        let request = MediaRequest { interview: started.interview, name: name.to_owned() };
        usecase::interview_media(&helper.app, &request).unwrap()
    };
    assert_eq!(given("house.png").as_deref(), Some("data:image/png;base64,iVBORw0KGgr//g=="));
    assert_eq!(given("roof.wav").as_deref(), Some("data:audio/wav;base64,UklGRgAAAABXQVZFZm10IA=="));
    assert!(given("flat.png").is_some(), "from the folder for media");
    for name in ["lost.png", "broken.mp3", "../secret.png", "secret.png", "survey.csv"] {
        assert_eq!(given(name), None, "{name}");
    }
}
