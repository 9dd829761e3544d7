//! A person is followed until it helped: when they are asked again, what they are asked, and what follows from what they say.

use pana_app::contract::error::ErrorCode;
use pana_app::contract::follow_up::{FollowUpRequest, ReferralSaid};
use pana_app::contract::interview::{AnswerView, FinishRequest, FinishedView};
use pana_app::contract::needs::{AsideReason, Decision, NeedDecideRequest};
use pana_app::contract::people::PersonRequest;
use pana_app::contract::referral::*;
use pana_app::contract::{AppError, Id, Word};
use pana_app::{Clock, usecase};
use pana_model::{CaseId, Moment};

use crate::help::{Helper, agreed};

pub(crate) fn at(text: &str) -> Clock {
    Clock::set_to(Moment::parse(text).unwrap())
}

pub(crate) fn finish(helper: &Helper, form: &str, case: Option<Id<CaseId>>, answers: &[(&str, &str)]) -> FinishedView {
    let view = helper.start(form, case);
    for (name, answer) in answers {
        let view = helper.open(&view.interview);
        helper.answer(&view.interview, &helper.place_of(&view, name), AnswerView::Value((*answer).to_owned()));
    }
    let request = FinishRequest { interview: view.interview, allow_incomplete: true };
    usecase::interview_finish(&helper.app, &request).unwrap()
}

/// Somebody without a place for tonight.
pub(crate) fn without_a_roof(helper: &Helper) -> FinishedView {
    let said = [("consent", "agree"), ("depth", "short"), ("shelter_tonight", "no"), ("given_name", "Айгүл")];
    finish(helper, "intake", None, &said)
}

fn planned(helper: &Helper, case: Id<CaseId>) -> Option<String> {
    usecase::person_open(&helper.app, &PersonRequest { case }).unwrap().follow_up.map(|plan| plan.on)
}

fn plan(helper: &Helper, case: Id<CaseId>, on: Option<&str>) -> Result<Option<String>, AppError> {
    let request = FollowUpRequest { case, on: on.map(str::to_owned) };
    Ok(usecase::follow_up_plan(&helper.app, &request)?.map(|plan| plan.on))
}

pub(crate) fn create(helper: &Helper, case: Id<CaseId>, need: &str) -> ReferralView {
    create_to(helper, case, need, "dom_urgent")
}

fn create_to(helper: &Helper, case: Id<CaseId>, need: &str, service: &str) -> ReferralView {
    let request = ReferralCreateRequest {
        case,
        needs: vec![need.to_owned()],
        service: service.to_owned(),
        recipient: "Баспана; Көктем".to_owned(),
        phone: String::new(),
        address: String::new(),
        urgency: None,
        directory: None,
        words: String::new(),
        replaces: None,
        reopens: None,
    };
    usecase::referral_create(&helper.app, &request).unwrap()
}

pub(crate) fn said(detail: Detail, value: &str) -> DetailRow {
    DetailRow { detail: Word(detail), value: value.to_owned() }
}

pub(crate) fn step(helper: &Helper, view: &ReferralView, step: ReferralStep, details: Vec<DetailRow>) -> ReferralView {
    let (case, referral) = (view.row.case, view.row.referral);
    let request = ReferralStepRequest { case, referral, step: Word(step), details };
    usecase::referral_step(&helper.app, &request).unwrap()
}

pub(crate) fn entry(
    helper: &Helper,
    view: &ReferralView,
    (entry, channel): (EntryKind, &str),
    despite_unsafe: bool,
) -> Result<ReferralView, AppError> {
    let details = vec![said(Detail::Channel, channel), said(Detail::On, "2026-03-01")];
    let (case, referral) = (view.row.case, view.row.referral);
    usecase::referral_entry(
        &helper.app,
        &ReferralEntryRequest { case, referral, entry: Word(entry), details, despite_unsafe },
    )
}

/// A referral that was handed over.
pub(crate) fn handed_over(helper: &Helper, case: Id<CaseId>, need: &str) -> ReferralView {
    handed_over_to(helper, case, need, "dom_urgent")
}

/// The same to a service of this kind.
pub(crate) fn handed_over_to(helper: &Helper, case: Id<CaseId>, need: &str, service: &str) -> ReferralView {
    let draft = create_to(helper, case, need, service);
    let (consent, referral) = (agreed(&["name"]), draft.row.referral);
    let request = ReferralConfirmRequest { case, referral, consent, languages: vec!["kk".to_owned()] };
    usecase::referral_confirm(&helper.app, &request).unwrap();
    step(helper, &draft, ReferralStep::Deliver, vec![said(Detail::Channel, "phone")])
}

fn referrals_said(helper: &Helper, case: Id<CaseId>) -> Vec<ReferralSaid> {
    usecase::referrals_said(&helper.app, &PersonRequest { case }).unwrap()
}

#[test]
fn an_interview_plans_when_to_ask_again_by_its_urgency_and_puts_nothing_off() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-01T12:00:00+05:00"));
    let finished = without_a_roof(&helper);
    let case = finished.case.unwrap();
    assert_eq!(finished.follow_up.map(|plan| plan.on), Some("2026-03-02".to_owned()), "critical: within a day");
    finish(&helper, "needs", Some(case), &[("consent", "agree")]);
    assert_eq!(planned(&helper, case).as_deref(), Some("2026-03-02"), "a talk about something else puts nothing off");
    assert_eq!(plan(&helper, case, Some("2026-03-20")).unwrap().as_deref(), Some("2026-03-20"));
    finish(&helper, "needs", Some(case), &[("consent", "agree")]);
    assert_eq!(planned(&helper, case).as_deref(), Some("2026-03-15"), "nothing urgent: within two weeks");
    assert_eq!(plan(&helper, case, None).unwrap(), None);
    assert_eq!(planned(&helper, case), None);
    for wrong in ["2026-02-28", "soon", ""] {
        assert_eq!(plan(&helper, case, Some(wrong)).unwrap_err().code, ErrorCode::FollowUpDay, "{wrong}");
    }
    let lines = usecase::person_open(&helper.app, &PersonRequest { case }).unwrap().history;
    let planned = lines.iter().filter(|line| format!("{:?}", line.action) == "Planned").count();
    assert_eq!(planned, 2, "only what was planned by hand has a line of its own");
}

#[test]
fn nobody_is_asked_again_who_did_not_agree_to_be_asked_and_no_talk_in_private_plans_anything() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-01T12:00:00+05:00"));
    let refused = finish(&helper, "intake", None, &[("consent", "disagree")]);
    assert!(refused.follow_up.is_none());
    let case = without_a_roof(&helper).case.unwrap();
    plan(&helper, case, None).unwrap();
    let private = finish(&helper, "safety", Some(case), &[("consent", "agree"), ("safe_now", "no")]);
    assert!(private.follow_up.is_none(), "a day that appears would tell of the talk");
}

#[test]
fn the_follow_up_asks_about_the_referrals_there_are_and_what_follows_is_written_on_a_press_alone() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-01T12:00:00+05:00"));
    let case = without_a_roof(&helper).case.unwrap();
    create(&helper, case, "documents");
    let sent = handed_over(&helper, case, "housing");
    assert!(referrals_said(&helper, case).is_empty(), "nobody has asked");

    let started = helper.start("follow_up", Some(case)).interview;
    let answer = |name: &str, value: &str| {
        let view = helper.open(&started);
        helper.answer(&started, &helper.place_of(&view, name), AnswerView::Value(value.to_owned()));
    };
    answer("contact_mode", "visit_centre");
    answer("reached", "yes");
    let view = helper.open(&started);
    let lines: Vec<_> = view.nodes.iter().filter(|node| node.at.ends_with("/rf_line")).collect();
    assert_eq!(lines.len(), 1, "a draft has gone to nobody");
    let label = lines[0].label.as_ref().unwrap()["kk"].clone();
    assert!(label.starts_with("«Баспана, Көктем»: Шұғыл әлеуметтік қызмет"), "{label}");
    answer("rf_received", "full");
    answer("rf_outcome", "met");
    answer("close_case", "no");
    answer("next_date", "2026-03-09");
    let request = FinishRequest { interview: started, allow_incomplete: true };
    let finished = usecase::interview_finish(&helper.app, &request).unwrap();
    assert_eq!(
        finished.follow_up.map(|plan| plan.on).as_deref(),
        Some("2026-03-09"),
        "what was agreed, not the urgency"
    );

    let offered = referrals_said(&helper, case);
    let steps: Vec<ReferralStep> = offered[0].steps.iter().map(|step| step.step.0).collect();
    assert_eq!(steps, [ReferralStep::Accept, ReferralStep::Finish, ReferralStep::Close]);
    assert_eq!(offered[0].needs.iter().map(|need| need.code.as_str()).collect::<Vec<_>>(), ["housing"]);
    let state = || usecase::referral_list(&helper.app, &PersonRequest { case }).unwrap();
    let state = || state().into_iter().find(|row| row.referral == sent.row.referral).unwrap().state.0;
    assert_eq!(state(), ReferralState::Sent, "nothing is written by itself");

    for follows in &offered[0].steps {
        step(&helper, &sent, follows.step.0, follows.details.clone());
    }
    assert_eq!(state(), ReferralState::Closed);
    assert!(referrals_said(&helper, case)[0].steps.is_empty());
    let (need, words, reason) = ("housing".to_owned(), String::new(), Some(Word(AsideReason::Met)));
    let decision = Some(Word(Decision::SetAside));
    let request = NeedDecideRequest { case, need, decision, reason, words, urgency: None };
    usecase::need_decide(&helper.app, &request).unwrap();
    assert!(referrals_said(&helper, case).is_empty(), "what is done is offered no more");
}

#[test]
fn a_need_that_was_not_met_after_all_is_offered_again_and_no_step_to_whom_it_is_not_given() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-01T12:00:00+05:00"));
    helper.add_member("Асан", "volunteer");
    let case = without_a_roof(&helper).case.unwrap();
    handed_over(&helper, case, "housing");
    let aside = |decision, reason| NeedDecideRequest {
        case,
        need: "housing".to_owned(),
        decision: Some(Word(decision)),
        reason,
        words: String::new(),
        urgency: None,
    };
    usecase::need_decide(&helper.app, &aside(Decision::SetAside, Some(Word(AsideReason::Met)))).unwrap();
    drop(helper);
    let helper = Helper::unlock_at(folder.path(), at("2026-03-02T12:00:00+05:00"));
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Асан");
    let told = [("reached", "yes"), ("rf_received", "part"), ("rf_outcome", "not_met"), ("close_case", "yes")];
    let finished = finish(&helper, "follow_up", Some(case), &told);
    assert!(finished.follow_up.is_none(), "the follow-up ends");
    let offered = referrals_said(&helper, case);
    assert!(offered[0].steps.is_empty(), "a volunteer takes no answer down for a receiver");
    assert_eq!(offered[0].needs[0].decision, Word(Decision::Accepted));
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Үйлестіруші");
    assert_eq!(referrals_said(&helper, case)[0].steps.len(), 3);
}

#[test]
fn a_referral_that_rests_on_a_talk_in_private_is_not_named_where_every_member_reads() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-01T12:00:00+05:00"));
    let case = without_a_roof(&helper).case.unwrap();
    finish(&helper, "safety", Some(case), &[("consent", "agree"), ("children_hurt", "yes")]);
    let private = handed_over(&helper, case, "safety");
    assert!(private.row.is_private);
    let view = helper.start("follow_up", Some(case));
    helper.answer(&view.interview, &helper.place_of(&view, "reached"), AnswerView::Value("yes".to_owned()));
    let nodes = helper.open(&view.interview).nodes;
    assert!(nodes.iter().all(|node| !node.at.contains("/referral[")));
}

#[test]
fn that_somebody_was_called_who_said_that_it_is_not_safe_is_written_only_by_who_means_it() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-01T12:00:00+05:00"));
    let told = [
        ("consent", "agree"),
        ("depth", "short"),
        ("given_name", "Айгүл"),
        ("phone", "+7 701 000 00 00"),
        ("safe_contact", "no"),
    ];
    let case = finish(&helper, "intake", None, &told).case.unwrap();
    let sent = handed_over(&helper, case, "documents");
    let by = vec![said(Detail::Learned, "phone")];
    let accepted = step(&helper, &sent, ReferralStep::Accept, by);
    assert!(accepted.contact_unsafe);
    for kind in [EntryKind::Attempt, EntryKind::Informed] {
        for channel in ["phone", "email"] {
            let refused = entry(&helper, &accepted, (kind, channel), false).unwrap_err();
            assert_eq!(refused.code, ErrorCode::ContactUnsafe, "{kind} by {channel}");
        }
        assert!(entry(&helper, &accepted, (kind, "in_person"), false).is_ok(), "{kind}");
    }
    let despite = entry(&helper, &accepted, (EntryKind::Attempt, "phone"), true).unwrap();
    assert_eq!(despite.history.iter().filter(|line| line.entry == Some(Word(EntryKind::Attempt))).count(), 2);
}

#[test]
fn a_strong_need_without_an_open_referral_is_said_until_one_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2026-06-15T10:00:00+05:00"));
    let case = without_a_roof(&helper).case.unwrap();
    finish(&helper, "needs", Some(case), &[("consent", "agree"), ("need_domestic", "2")]);
    let said = || {
        let view = usecase::needs_show(&helper.app, &PersonRequest { case }).unwrap();
        view.lines.iter().any(|line| line.rule == "D137")
    };
    assert!(said(), "nobody was asked to help yet");
    create(&helper, case, "housing");
    assert!(!said(), "a draft is a referral that is open");
}

#[test]
fn who_refuses_to_be_asked_is_taken_off_the_plan() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-01T12:00:00+05:00"));
    let case = without_a_roof(&helper).case.unwrap();
    assert!(planned(&helper, case).is_some());
    finish(&helper, "needs", Some(case), &[("consent", "disagree")]);
    assert!(planned(&helper, case).is_some(), "no to that talk alone");
    finish(&helper, "intake", Some(case), &[("consent", "disagree")]);
    assert_eq!(planned(&helper, case), None);
}

#[test]
fn a_follow_up_that_ended_is_not_planned_again_by_a_talk_about_something_else() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-01T12:00:00+05:00"));
    let case = without_a_roof(&helper).case.unwrap();
    finish(&helper, "follow_up", Some(case), &[("reached", "yes"), ("close_case", "yes")]);
    finish(&helper, "needs", Some(case), &[("consent", "agree"), ("need_domestic", "3")]);
    assert_eq!(planned(&helper, case), None);
    let again = [("reached", "yes"), ("close_case", "no"), ("next_date", "2026-03-09")];
    finish(&helper, "follow_up", Some(case), &again);
    assert_eq!(planned(&helper, case).as_deref(), Some("2026-03-09"), "its own answer sets a day");
}

#[test]
fn a_referral_from_which_no_help_came_is_shown_and_nobody_reached_later_wipes_it_out() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-01T12:00:00+05:00"));
    let case = without_a_roof(&helper).case.unwrap();
    let sent = handed_over(&helper, case, "housing");
    finish(&helper, "follow_up", Some(case), &[("reached", "yes"), ("rf_received", "not"), ("close_case", "no")]);
    let shown = referrals_said(&helper, case);
    assert_eq!(shown.iter().map(|row| row.referral).collect::<Vec<_>>(), [sent.row.referral]);
    assert!(shown[0].steps.is_empty(), "what comes next is decided by a person");
    drop(helper);
    let helper = Helper::unlock_at(folder.path(), at("2026-03-02T12:00:00+05:00"));
    finish(&helper, "follow_up", Some(case), &[("reached", "no"), ("close_case", "no")]);
    assert_eq!(referrals_said(&helper, case).len(), 1, "what was said before stands");
}

#[test]
fn neither_recipient_nor_service_of_a_sensitive_referral_is_named_where_it_is_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-01T12:00:00+05:00"));
    let case = without_a_roof(&helper).case.unwrap();
    let request = ReferralCreateRequest {
        case,
        needs: vec!["housing".to_owned()],
        service: "dom_safe_place".to_owned(),
        recipient: "Қамқор үйі".to_owned(),
        phone: String::new(),
        address: String::new(),
        urgency: None,
        directory: None,
        words: String::new(),
        replaces: None,
        reopens: None,
    };
    let draft = usecase::referral_create(&helper.app, &request).unwrap();
    assert!(draft.is_sensitive);
    let (consent, referral) = (agreed(&["name"]), draft.row.referral);
    let confirm = ReferralConfirmRequest { case, referral, consent, languages: vec!["kk".to_owned()] };
    usecase::referral_confirm(&helper.app, &confirm).unwrap();
    step(&helper, &draft, ReferralStep::Deliver, vec![said(Detail::Channel, "phone")]);
    let view = helper.start("follow_up", Some(case));
    helper.answer(&view.interview, &helper.place_of(&view, "reached"), AnswerView::Value("yes".to_owned()));
    let nodes = helper.open(&view.interview).nodes;
    let label = |name: &str| {
        let node = nodes.iter().find(|node| node.at.ends_with(name))?;
        Some(node.label.as_ref()?["kk"].clone())
    };
    assert!(label("/rf_line_unnamed").unwrap().starts_with("Жолдама № 1."));
    let is_asked = |name: &str| nodes.iter().any(|node| node.at.ends_with(name) && node.relevant);
    assert!(is_asked("/rf_received"), "it is asked about all the same");
    let all = format!("{:?}", nodes.iter().map(|node| &node.label).collect::<Vec<_>>());
    assert!(!all.contains("Қамқор") && !all.contains("дағдарыс орталығы"), "{all}");
}
