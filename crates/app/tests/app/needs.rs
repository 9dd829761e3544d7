//! What the answers mean for a person, as a screen is told.

use pana_app::contract::error::ErrorCode;
use pana_app::contract::interview::{AnswerView, FinishRequest};
use pana_app::contract::needs::{AsideReason, Decision, DecisionRow, NeedDecideRequest, NeedsView};
use pana_app::contract::people::{HistoryAction, PersonRequest};
use pana_app::contract::{AppError, Id, Word};
use pana_app::usecase;
use pana_model::{CaseId, Urgency};

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
fn the_three_spheres_of_life_are_those_of_the_newest_needs_assessment_beside_the_one_before() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let case = led(&helper, "intake", None, &[("consent", "agree"), ("depth", "short")]);
    assert_eq!(needs(&helper, case).spheres.len(), 0, "nobody asked");
    let told = |case| -> Vec<_> {
        needs(&helper, case).spheres.iter().map(|row| (row.sphere.0.as_str(), row.restored, row.before)).collect()
    };
    let first = [("consent", "agree"), ("sph_home", "1"), ("sph_kin", "3"), ("sph_trade", "2"), ("sph_provider", "2")];
    led(&helper, "needs", Some(case), &first);
    assert_eq!(
        told(case),
        [("territorial", Some(25), None), ("cultural", None, None), ("professional", Some(25), None)]
    );
    // Of one of two answers nobody can tell.
    let second = [("consent", "agree"), ("sph_home", "5"), ("sph_kin", "4"), ("sph_dignity", "4")];
    led(&helper, "needs", Some(case), &second);
    assert_eq!(
        told(case),
        [("territorial", Some(88), Some(25)), ("cultural", None, None), ("professional", None, Some(25))]
    );
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

fn decide(helper: &Helper, case: Id<CaseId>, need: &str, decision: Option<Decision>) -> Result<NeedsView, AppError> {
    let request = NeedDecideRequest {
        case,
        need: need.to_owned(),
        decision: decision.map(Word),
        reason: (decision == Some(Decision::SetAside)).then_some(Word(AsideReason::Met)),
        words: String::new(),
        urgency: None,
    };
    usecase::need_decide(&helper.app, &request)
}

fn decided<'v>(view: &'v NeedsView, code: &str) -> &'v [DecisionRow] {
    view.needs.iter().find(|need| need.code == code).map(|need| need.decided.as_slice()).unwrap_or_default()
}

#[test]
fn what_is_decided_about_a_need_survives_a_newer_interview_that_says_otherwise() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let case = led(&helper, "intake", None, &[("consent", "agree"), ("depth", "short"), ("shelter_tonight", "no")]);
    let view = decide(&helper, case, "housing", Some(Decision::SetAside)).unwrap();
    let row = &decided(&view, "housing")[0];
    assert_eq!((row.decision, row.reason), (Word(Decision::SetAside), Some(Word(AsideReason::Met))));
    assert!(!row.is_overtaken && row.urgency == Word(Urgency::Critical) && !row.member.is_empty());
    led(&helper, "intake", Some(case), &[("consent", "agree"), ("depth", "short"), ("shelter_tonight", "yes")]);
    let view = needs(&helper, case);
    assert!(rules(&view).is_empty());
    assert!(decided(&view, "housing")[0].is_overtaken, "{:?}", view.needs);
    let page = usecase::person_open(&helper.app, &PersonRequest { case }).unwrap();
    assert!(page.history.iter().any(|line| line.action == HistoryAction::Decided));
    assert!(decided(&decide(&helper, case, "housing", None).unwrap(), "housing").is_empty());
}

#[test]
fn a_need_is_added_by_hand_and_one_that_is_none_or_set_aside_without_a_reason_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let case = led(&helper, "intake", None, &[("consent", "agree"), ("depth", "short"), ("shelter_tonight", "yes")]);
    assert!(needs(&helper, case).others.iter().any(|need| need.code == "legal" || need.code == "documents"));
    let view = decide(&helper, case, "health", Some(Decision::Accepted)).unwrap();
    assert_eq!(decided(&view, "health")[0].decision, Word(Decision::Added), "no rule names it");
    assert!(view.others.iter().all(|need| need.code != "health" && need.code != "none"));
    for (need, reason, code) in [
        ("none", None, ErrorCode::NeedUnknown),
        ("moon", None, ErrorCode::NeedUnknown),
        ("health", None, ErrorCode::NeedReason),
        ("health", Some(AsideReason::Other), ErrorCode::NeedReason),
    ] {
        let request = NeedDecideRequest {
            case,
            need: need.to_owned(),
            decision: Some(Word(Decision::SetAside)),
            reason: reason.map(Word),
            words: " ".to_owned(),
            urgency: None,
        };
        assert_eq!(usecase::need_decide(&helper.app, &request).unwrap_err().code, code, "{need}");
    }
    assert_eq!(decided(&needs(&helper, case), "health").len(), 1, "what was refused changed nothing");
}

#[test]
fn what_was_decided_before_a_talk_in_private_named_the_need_is_taken_back_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let case = led(&helper, "intake", None, &[("consent", "agree"), ("depth", "short"), ("shelter_tonight", "no")]);
    let view = decide(&helper, case, "safety", Some(Decision::Accepted)).unwrap();
    assert_eq!(decided(&view, "safety").len(), 1);
    led(&helper, "safety", Some(case), &[("consent", "agree"), ("children_hurt", "yes")]);
    let view = needs(&helper, case);
    assert!(view.needs.iter().any(|need| need.code == "safety" && !need.rules.is_empty()), "the talk names it");
    let view = decide(&helper, case, "safety", None).unwrap();
    assert_eq!(decided(&view, "safety").len(), 0);
    // What is decided now lies with the talk, and what it stood over does not come back with it.
    decide(&helper, case, "safety", Some(Decision::Accepted)).unwrap();
    let view = decide(&helper, case, "safety", None).unwrap();
    assert_eq!(decided(&view, "safety").len(), 0);
}

#[test]
fn what_is_decided_by_what_was_said_in_private_is_told_to_nobody_who_may_not_know_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let case = led(&helper, "intake", None, &[("consent", "agree"), ("depth", "short"), ("shelter_tonight", "no")]);
    led(&helper, "safety", Some(case), &[("consent", "agree"), ("children_hurt", "yes")]);
    let view = needs(&helper, case);
    let private: Vec<String> =
        view.needs.iter().filter(|need| need.code != "housing").map(|need| need.code.clone()).collect();
    assert!(!private.is_empty(), "the talk names something: {:?}", rules(&view));
    for code in &private {
        decide(&helper, case, code, Some(Decision::Accepted)).unwrap();
    }
    decide(&helper, case, "housing", Some(Decision::Accepted)).unwrap();
    helper.add_member("Дана", "coordinator");
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Дана");
    let view = needs(&helper, case);
    assert!(private.iter().all(|code| decided(&view, code).is_empty()), "{:?}", view.needs);
    let page = usecase::person_open(&helper.app, &PersonRequest { case }).unwrap();
    let told = page.history.iter().filter(|line| line.action == HistoryAction::Decided).count();
    assert!(told <= 1, "only what rests on the intake");
}

#[test]
fn an_older_interview_does_not_speak_in_place_of_a_newer_one_that_the_member_may_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let short = |shelter| [("consent", "agree"), ("depth", "short"), ("shelter_tonight", shelter)];
    helper.add_member("Дана", "volunteer");
    helper.add_member("Ержан", "worker");
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Дана");
    let case = led(&helper, "intake", None, &short("no"));
    assert_eq!(rules(&needs(&helper, case)), ["D001"], "what a volunteer asked themselves they may see");
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Ержан");
    led(&helper, "intake", Some(case), &short("yes"));
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Дана");
    let page = usecase::person_open(&helper.app, &PersonRequest { case }).unwrap();
    assert_eq!(page.interviews.len(), 2, "that there is a newer one is told there");
    assert!(rules(&needs(&helper, case)).is_empty(), "and what it says is not known");
}
