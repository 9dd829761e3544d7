//! What a screen is told of an interview beside the answers: whose it is, what is still open, and what an error names.

use pana_app::contract::centre::{AddMemberRequest, Agreed, CreateCentreRequest};
use pana_app::contract::interview::{AnswerView, FinishRequest, InterviewRequest, InterviewView, ReviewView};
use pana_app::contract::people::PersonRequest;
use pana_app::contract::{AppError, Id};
use pana_app::usecase;
use pana_model::{CaseId, InterviewId};

use crate::help::{Helper, PASSPHRASE, answers, app, secret};

fn value(text: &str) -> AnswerView {
    AnswerView::Value(text.to_owned())
}

/// Answers, in this order; says what the screen then calls the person.
fn say(helper: &Helper, view: &InterviewView, answers: &[(&str, AnswerView)]) -> Option<String> {
    let mut person = view.person.clone();
    for (name, answer) in answers {
        person = helper.answer(&view.interview, &helper.place_of(view, name), answer.clone()).person;
    }
    person
}

fn finish(helper: &Helper, interview: Id<InterviewId>) -> Result<Id<CaseId>, AppError> {
    let request = FinishRequest { interview, allow_incomplete: true };
    usecase::interview_finish(&helper.app, &request).map(|view| view.case.unwrap())
}

/// Somebody who was asked for a name and nothing else.
fn known(helper: &Helper, names: &[(&str, AnswerView)]) -> Id<CaseId> {
    let intake = helper.start("intake", None);
    say(helper, &intake, &[("consent", value("agree"))]);
    say(helper, &intake, names);
    finish(helper, intake.interview).unwrap()
}

#[test]
fn a_second_interview_is_under_the_name_that_is_known_from_the_first_question_to_the_last() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let case = known(&helper, &[("given_name", value("Айгүл")), ("family_name", value("Сейітова"))]);
    let name = Some("Сейітова Айгүл");
    for form in ["needs", "intake"] {
        let second = helper.start(form, Some(case));
        assert_eq!(second.person.as_deref(), name, "{form}: before the first answer");
        assert_eq!(say(&helper, &second, &[("consent", value("agree"))]).as_deref(), name, "{form}: after an answer");
        usecase::lock(&helper.app, &()).unwrap();
        helper.unlock_again();
        assert_eq!(helper.open(&second.interview).person.as_deref(), name, "{form}: gone on with");
        let home = usecase::home(&helper.app, &()).unwrap();
        assert_eq!(home.drafts[0].person.as_deref(), name, "{form}: in the list of today");
        finish(&helper, second.interview).unwrap();
        assert_eq!(helper.open(&second.interview).person.as_deref(), name, "{form}: read afterwards");
    }
}

#[test]
fn a_name_said_anew_stands_above_the_one_that_was_known_and_goes_with_its_answer() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let case = known(&helper, &[("given_name", value("Айгүл"))]);
    let again = helper.start("intake", Some(case));
    say(&helper, &again, &[("consent", value("agree"))]);
    let given = say(&helper, &again, &[("given_name", value("Айгерім"))]);
    assert_eq!(given.as_deref(), Some("Айгерім"));
    let taken = say(&helper, &again, &[("given_name", AnswerView::Blank)]);
    assert_eq!(taken.as_deref(), Some("Айгүл"), "what the case is called is known all the same");
}

#[test]
fn somebody_new_has_no_name_before_it_is_said_nor_after_it_is_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let intake = helper.start("intake", None);
    assert_eq!(intake.person, None);
    assert!(intake.form.opens_case);
    say(&helper, &intake, &[("consent", value("agree")), ("given_name", value("Айгүл"))]);
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_again();
    let again = helper.open(&intake.interview);
    assert_eq!(again.person.as_deref(), Some("Айгүл"));
    assert_eq!(say(&helper, &again, &[("given_name", AnswerView::Blank)]), None, "its own earlier name is no other's");
}

#[test]
fn somebody_known_without_a_name_is_nobody_new() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let case = known(&helper, &[]);
    let second = helper.start("needs", Some(case));
    assert_eq!((second.person, second.form.opens_case), (None, false));
}

fn review(helper: &Helper, interview: Id<InterviewId>) -> ReviewView {
    usecase::interview_review(&helper.app, &InterviewRequest { interview, case: None }).unwrap()
}

#[test]
fn what_was_put_off_stands_once_and_is_not_said_to_have_no_answer() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let intake = helper.start("intake", None);
    say(&helper, &intake, &[("consent", value("agree")), ("depth", value("short"))]);
    let before = review(&helper, intake.interview);
    // One that must be answered, and one that need not.
    say(&helper, &intake, &[("family_name", AnswerView::Later), ("phone", AnswerView::Later)]);
    let now = review(&helper, intake.interview);
    assert_eq!(now.later.len(), 2);
    let at = helper.place_of(&intake, "family_name");
    assert!(now.later.iter().any(|row| row.at == at) && now.missing.iter().all(|row| row.at != at));
    assert_eq!(now.missing.len(), before.missing.len() - 1);
    assert_eq!(now.answered, before.answered, "later is no answer");
    assert_eq!(now.incomplete, before.incomplete, "and the interview is as incomplete as it was");
    let at_once = FinishRequest { interview: intake.interview, allow_incomplete: false };
    let refused = usecase::interview_finish(&helper.app, &at_once).unwrap_err();
    assert_eq!(refused.args["missing"], now.incomplete.to_string());
    let finish = FinishRequest { allow_incomplete: true, ..at_once };
    let finished = usecase::interview_finish(&helper.app, &finish).unwrap();
    assert_eq!((finished.missing as usize, finished.later), (now.missing.len(), 2));
    let home = usecase::home(&helper.app, &()).unwrap();
    assert_eq!(home.ask_later[0].questions, 2, "the list of today counts the same");
}

#[test]
fn an_interview_with_nothing_but_a_question_put_off_is_still_incomplete() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let intake = helper.start("intake", None);
    helper.lead(&intake.interview, usize::MAX);
    say(&helper, &intake, &[("family_name", AnswerView::Later)]);
    let now = review(&helper, intake.interview);
    assert_eq!((now.missing.len(), now.later.len(), now.incomplete), (0, 1, 1));
    let request = FinishRequest { interview: intake.interview, allow_incomplete: false };
    assert!(usecase::interview_finish(&helper.app, &request).is_err(), "it is not finished as whole");
}

#[test]
fn a_name_that_is_missing_or_too_long_says_whose() {
    let folder = tempfile::tempdir().unwrap();
    let (long, app) = ("ұзын ".repeat(60), app(folder.path()));
    for (centre, member, code, field) in [
        (" ", "Үйлестіруші", "name-missing", "centre"),
        ("Орталық", "", "name-missing", "oneself"),
        (long.as_str(), "Үйлестіруші", "name-long", "centre"),
        ("Орталық", long.as_str(), "name-long", "oneself"),
    ] {
        let request = CreateCentreRequest {
            centre: centre.to_owned(),
            member: member.to_owned(),
            passphrase: secret(PASSPHRASE),
            practice: false,
        };
        let error = usecase::centre_create(&app, &request).unwrap_err();
        assert_eq!((error.code.code(), error.args["field"].as_str()), (code, field));
    }
    let other = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(other.path());
    for (name, code) in [("  ", "name-missing"), (long.as_str(), "name-long")] {
        let request = AddMemberRequest {
            name: name.to_owned(),
            role: "worker".parse().unwrap(),
            grants: Vec::new(),
            passphrase: secret(PASSPHRASE),
            agreed: Agreed::Alone,
        };
        let error = usecase::member_add(&helper.app, &request).unwrap_err();
        assert_eq!((error.code.code(), error.args["field"].as_str()), (code, "member"));
    }
}

#[test]
fn somebody_of_the_household_whose_name_nobody_knows_stands_on_the_page_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let intake = helper.start("intake", None);
    helper.lead(&intake.interview, usize::MAX);
    let view = helper.open(&intake.interview);
    let names: Vec<String> = answers(&view).into_keys().filter(|at| at.ends_with("/hm_name")).collect();
    assert!(!names.is_empty(), "the family was asked about");
    helper.answer(&intake.interview, &names[0], AnswerView::Unknown);
    let case = finish(&helper, intake.interview).unwrap();
    let page = usecase::person_open(&helper.app, &PersonRequest { case }).unwrap();
    assert_eq!(page.household.len(), names.len(), "nobody is left out for want of a name");
    let nameless: Vec<_> = page.household.iter().filter(|member| member.name.is_empty()).collect();
    assert_eq!(nameless.len(), 1);
    assert!(nameless[0].facts.iter().any(|fact| fact.property == "age"), "what is known of them is there");
}
