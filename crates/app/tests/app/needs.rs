//! What the answers mean for a person, as a screen is told.

use pana_app::contract::Id;
use pana_app::contract::interview::{AnswerView, FinishRequest};
use pana_app::contract::needs::NeedsView;
use pana_app::contract::people::PersonRequest;
use pana_app::usecase;
use pana_model::CaseId;

use crate::help::Helper;

/// Finishes an interview with these answers, in this order.
fn led(helper: &Helper, form: &str, case: Option<Id<CaseId>>, answers: &[(&str, &str)]) -> Id<CaseId> {
    let view = helper.start(form, case);
    for (name, answer) in answers {
        helper.answer(&view.interview, &helper.place_of(&view, name), AnswerView::Value((*answer).to_owned()));
    }
    let request = FinishRequest { interview: view.interview, allow_incomplete: true };
    usecase::interview_finish(&helper.app, &request).unwrap().case.unwrap()
}

fn needs(helper: &Helper, case: Id<CaseId>) -> NeedsView {
    usecase::needs_show(&helper.app, &PersonRequest { case }).unwrap()
}

fn rules(view: &NeedsView) -> Vec<&str> {
    view.lines.iter().map(|line| line.rule.as_str()).collect()
}

#[test]
fn a_finished_intake_says_in_words_what_is_needed_why_and_what_would_change_it() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let case = led(
        &helper,
        "intake",
        None,
        &[("consent", "agree"), ("depth", "short"), ("shelter_tonight", "no"), ("food_today", "yes")],
    );
    let view = needs(&helper, case);
    assert_eq!(rules(&view), ["D001"]);
    let line = &view.lines[0];
    assert!(line.explanation["kk"].contains("түнейтін жері жоқ"), "{:?}", line.explanation);
    assert_eq!(line.because[0].question.name, "shelter_tonight");
    assert!(!line.because[0].question.label["kk"].is_empty());
    assert_eq!(line.because[0].labels[0]["en"], "No");
    // Nobody asked where the person lives: a place for tonight would leave that open, so it would not go away by that alone.
    assert_eq!(line.changes.len(), 0);
    assert_eq!(view.needs[0].label["kk"], "Баспана");
    assert_eq!(view.services[0].label["en"], "Urgent social service");
    assert!(view.not_known.iter().any(|open| open.rule == "D003" && open.missing[0].name == "health_emergency"));
    assert_eq!(view.rules.len(), 64);
    assert_eq!(view.next_forms[0].title.as_ref().map(|title| title["en"].as_str()), Some("Needs assessment"));
}

#[test]
fn a_newer_interview_of_the_same_kind_counts_and_another_kind_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let case = led(&helper, "intake", None, &[("consent", "agree"), ("depth", "full"), ("shelter_tonight", "no")]);
    led(
        &helper,
        "intake",
        Some(case),
        &[("consent", "agree"), ("depth", "full"), ("shelter_tonight", "yes"), ("housing_now", "rented")],
    );
    assert!(!rules(&needs(&helper, case)).contains(&"D001"));
    led(&helper, "needs", Some(case), &[("consent", "agree"), ("family_tension", "yes")]);
    assert!(rules(&needs(&helper, case)).contains(&"D058"));
}

#[test]
fn who_is_not_known_to_be_adult_and_is_alone_is_cared_for_as_a_child() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let start = [("consent", "agree"), ("depth", "short"), ("birth_date_known", "about"), ("age_about", "17")];
    let alone: Vec<_> = start.into_iter().chain([("minor_company", "alone")]).collect();
    let case = led(&helper, "intake", None, &alone);
    assert!(rules(&needs(&helper, case)).contains(&"D005"));
}

#[test]
fn what_a_look_at_needs_shows_is_in_the_access_log() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let case = led(&helper, "intake", None, &[("consent", "agree"), ("shelter_tonight", "no")]);
    helper.add_member("Дана", "coordinator");
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Дана");
    assert_eq!(rules(&needs(&helper, case)), ["D001"]);
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_again();
    let page = usecase::person_open(&helper.app, &PersonRequest { case }).unwrap();
    assert!(page.access.iter().any(|look| look.member == "Дана"), "{:?}", page.access);
}

#[test]
fn a_look_at_needs_that_rest_on_a_talk_in_private_is_a_look_at_that_talk() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let case = led(&helper, "intake", None, &[("consent", "agree"), ("given_name", "Айгүл")]);
    led(&helper, "safety", Some(case), &[("consent", "agree"), ("may_tell", "nobody")]);
    let opened = || {
        let page = usecase::person_open(&helper.app, &PersonRequest { case }).unwrap();
        page.access.iter().filter(|look| format!("{:?}", look.action).contains("InterviewOpened")).count()
    };
    assert_eq!(opened(), 0);
    let view = needs(&helper, case);
    assert!(view.stops.is_some() && rules(&view).contains(&"D108"), "the founder leads such talks: {:?}", rules(&view));
    assert_eq!(opened(), 1);
    // Who leads no such talks is told nothing that rests on one.
    helper.add_member("Дана", "coordinator");
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Дана");
    let view = needs(&helper, case);
    assert!(view.stops.is_none() && !rules(&view).contains(&"D108"));
    assert!(view.not_known.iter().all(|open| !open.rule.starts_with("D10")), "nor that there was one");
}
