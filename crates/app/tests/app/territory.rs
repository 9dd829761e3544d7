//! What a month comes to: who sees it, who is counted, and that nobody is recognised.

use std::collections::BTreeMap;
use std::path::Path;

use pana_app::contract::centre::MonthReady;
use pana_app::contract::interview::{AnswerView, FinishRequest, RepeatRequest};
use pana_app::contract::referral::{Detail, ReferralStep};
use pana_app::contract::standing::{CaseCloseRequest, CloseReason};
use pana_app::contract::territory::{FigureRow, FigureUnknown, TerritoryRequest, TerritoryView, Variable};
use pana_app::contract::{AppError, Id, Word};
use pana_app::error::ErrorCode;
use pana_app::{form_import, usecase};
use pana_model::CaseId;

use crate::follow_up::{at, create, finish, handed_over, handed_over_to, said, step};
use crate::help::Helper;

fn asked(helper: &Helper, month: Option<&str>, region: Option<&str>) -> Result<TerritoryView, AppError> {
    let request = TerritoryRequest { month: month.map(str::to_owned), region: region.map(str::to_owned) };
    usecase::territory_show(&helper.app, &request)
}

fn shown(helper: &Helper, month: &str) -> TerritoryView {
    asked(helper, Some(month), None).unwrap()
}

fn figure(view: &TerritoryView, name: Variable) -> &FigureRow {
    view.figures.iter().find(|row| row.name.0 == name).unwrap()
}

fn held(view: &TerritoryView) -> Vec<&str> {
    view.lines.iter().map(|line| line.rule.as_str()).collect()
}

fn intake(helper: &Helper, more: &[(&str, &str)]) -> Id<CaseId> {
    let begin = [("consent", "agree"), ("depth", "full"), ("given_name", "Айгүл")];
    let answers: Vec<_> = begin.iter().chain(more).copied().collect();
    finish(helper, "intake", None, &answers).case.unwrap()
}

const STRAIN: [(&str, &str); 4] =
    [("consent", "agree"), ("sleep_bad", "always"), ("worried", "often"), ("self_help_ready", "yes")];
const CALM: [(&str, &str); 5] = [
    ("consent", "agree"),
    ("sleep_bad", "never"),
    ("worried", "never"),
    ("lonely", "never"),
    ("self_help_ready", "no"),
];

/// Somebody who was asked in an intake and a needs assessment.
fn somebody(helper: &Helper, needs: &[(&str, &str)]) -> Id<CaseId> {
    let case = intake(helper, &[("origin_country", "kaz"), ("origin_region", "turkistan")]);
    finish(helper, "needs", Some(case), needs);
    case
}

/// Six people who show strain, in May.
fn in_may(folder: &Path) -> (Helper, Vec<Id<CaseId>>) {
    let helper = Helper::with_centre_at(folder, at("2024-05-20T12:00:00+05:00"));
    let cases = (0..6).map(|_| somebody(&helper, &STRAIN)).collect();
    (helper, cases)
}

fn in_june(folder: &Path) -> Helper {
    Helper::unlock_at(folder, at("2024-06-03T12:00:00+05:00"))
}

#[test]
fn a_month_says_which_rules_hold_what_they_propose_and_of_which_nobody_can_tell_and_why() {
    let folder = tempfile::tempdir().unwrap();
    drop(in_may(folder.path()));
    let helper = in_june(folder.path());
    let view = asked(&helper, None, None).unwrap();
    assert_eq!((view.month.as_str(), view.months.as_slice()), ("2024-05", &["2024-05".to_owned()][..]));
    assert_eq!((view.open, view.elsewhere, view.regions.len()), (Some(6), 6, 0));
    assert_eq!(held(&view), ["D149", "D146"], "the more urgent first");
    let line = &view.lines[0];
    assert!(line.explanation["kk"].contains("күйзеліс"), "{:?}", line.explanation);
    assert_eq!(line.figures, [Word(Variable::Distress)]);
    let services: Vec<&str> = line.services.iter().map(|service| service.code.as_str()).collect();
    assert_eq!(services, ["psy_diagnostics", "psy_group_therapy"]);
    assert!(!line.services[0].label["kk"].is_empty());
    assert_eq!((figure(&view, Variable::Distress).value, figure(&view, Variable::Distress).asked), (Some(6), Some(6)));
    let same = figure(&view, Variable::SameOrigin);
    assert_eq!(same.value, Some(6));
    assert!(same.origin.as_ref().unwrap()["en"].contains("Turkistan"), "{:?}", same.origin);
    assert_eq!(view.fails.iter().map(|rule| rule.rule.as_str()).collect::<Vec<_>>(), ["D140", "D143"]);
    let open: BTreeMap<&str, Vec<&str>> = view
        .not_known
        .iter()
        .map(|open| (open.rule.as_str(), open.figures.iter().map(|name| name.0.as_str()).collect()))
        .collect();
    assert_eq!(open.len(), 6, "{open:?}");
    assert_eq!(open["D148"], ["terr_worker_demand", "terr_unemployed"]);
    assert_eq!(figure(&view, Variable::WorkerDemand).unknown, Some(FigureUnknown::NoQuestionnaire));
    assert_eq!(figure(&view, Variable::Unemployed).unknown, Some(FigureUnknown::NobodyAsked));
}

#[test]
fn nobody_but_a_coordinator_sees_a_month_or_hears_that_it_is_ready() {
    let folder = tempfile::tempdir().unwrap();
    let (helper, _) = in_may(folder.path());
    let roles = ["volunteer", "worker", "supervisor"];
    roles.iter().for_each(|role| helper.add_member(role, role));
    drop(helper);
    let helper = in_june(folder.path());
    let ready = |helper: &Helper| usecase::home(&helper.app, &()).unwrap().month;
    assert_eq!(ready(&helper), Some(MonthReady { month: "2024-05".to_owned(), fresh: true }));
    for role in roles {
        usecase::lock(&helper.app, &()).unwrap();
        helper.unlock_as(role);
        assert!(asked(&helper, None, None).unwrap_err().is(ErrorCode::NoRight), "{role}");
        assert_eq!(ready(&helper), None, "{role}");
    }
    drop(helper);
    let later = Helper::unlock_at(folder.path(), at("2024-06-08T12:00:00+05:00"));
    usecase::lock(&later.app, &()).unwrap();
    assert!(asked(&later, None, None).unwrap_err().is(ErrorCode::Locked));
    later.unlock_as("Үйлестіруші");
    assert_eq!(ready(&later).map(|ready| ready.fresh), Some(false), "after a week it is no news");
}

#[test]
fn a_month_begins_and_ends_by_the_clock_of_the_centre_and_one_that_is_not_over_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (helper, cases) = in_may(folder.path());
    drop(helper);
    // Half an hour before and after midnight in Almaty: in Greenwich both are the 31st of May.
    for (case, now) in [(cases[0], "2024-05-31T18:30:00Z"), (cases[1], "2024-05-31T19:30:00Z")] {
        let helper = Helper::unlock_at(folder.path(), at(now));
        finish(&helper, "needs", Some(case), &CALM);
    }
    let helper = Helper::unlock_at(folder.path(), at("2024-06-30T18:30:00Z"));
    assert_eq!(asked(&helper, None, None).unwrap().month, "2024-05", "June has half an hour left");
    drop(helper);
    let helper = Helper::unlock_at(folder.path(), at("2024-06-30T19:30:00Z"));
    assert_eq!(asked(&helper, None, None).unwrap().month, "2024-06");
    let distress = |month| figure(&shown(&helper, month), Variable::Distress).clone();
    assert_eq!(distress("2024-05").value, Some(5), "one was calm before the month ended");
    assert!(distress("2024-06").few, "four: two were calm by then");
    assert_eq!(shown(&helper, "2024-04").open, None, "nobody was here yet");
    for wrong in ["2024-07", "2024-7", "2024-13", "May", ""] {
        let error = asked(&helper, Some(wrong), None).unwrap_err();
        assert_eq!(error, AppError::of(ErrorCode::TerritoryMonth).with("latest", "2024-06"), "{wrong}");
    }
}

#[test]
fn a_case_that_was_closed_by_the_end_of_the_month_is_not_counted_and_one_closed_later_is() {
    let folder = tempfile::tempdir().unwrap();
    let (helper, cases) = in_may(folder.path());
    somebody(&helper, &CALM);
    let close = |helper: &Helper, case, on: &str| {
        let (reason, on, words) = (Word(CloseReason::Moved), on.to_owned(), String::new());
        usecase::case_close(&helper.app, &CaseCloseRequest { case, reason, on, words, referrals: Vec::new() }).unwrap();
    };
    close(&helper, cases[0], "2024-05-20");
    drop(helper);
    let helper = in_june(folder.path());
    close(&helper, cases[1], "2024-06-02");
    let view = shown(&helper, "2024-05");
    assert_eq!((view.open, figure(&view, Variable::Distress).value), (Some(6), Some(5)));
}

/// A needs assessment that asks in which region somebody lives.
fn asks_the_region(helper: &Helper, folder: &Path) {
    let own = folder.join("needs-own");
    std::fs::create_dir(&own).unwrap();
    let survey = "type,name,label::Kazakh (kk),label::English (en)\n\
        select_one region,region_here,Қай өңірде тұрасыз?,In which region do you live?\n\
        integer,distress_score,Күйзеліс,Strain\n";
    let choices = "list_name,name,label::Kazakh (kk),label::English (en)\n\
        region,abai,Абай облысы,Abai region\nregion,akmola,Ақмола облысы,Akmola region\n";
    std::fs::write(own.join("survey.csv"), survey).unwrap();
    std::fs::write(own.join("choices.csv"), choices).unwrap();
    std::fs::write(own.join("settings.csv"), "form_id,form_title,version\nneeds,Needs,9999999999\n").unwrap();
    let imported = form_import(&helper.app, &own).unwrap();
    assert!(imported.published.is_some(), "{:?}", imported.check);
}

#[test]
fn a_region_of_few_is_shown_as_part_of_the_whole_alone_and_none_that_would_leave_few() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre_at(folder.path(), at("2024-05-20T12:00:00+05:00"));
    asks_the_region(&helper, out.path());
    let lives_in = |helper: &Helper, count: usize, region: Option<&str>| {
        for _ in 0..count {
            let case = intake(helper, &[]);
            let region = region.map(|region| ("region_here", region));
            let answers: Vec<_> = region.into_iter().chain([("distress_score", "2")]).collect();
            finish(helper, "needs", Some(case), &answers);
        }
    };
    lives_in(&helper, 6, Some("abai"));
    lives_in(&helper, 4, Some("akmola"));
    drop(helper);
    let helper = in_june(folder.path());
    let whole = shown(&helper, "2024-05");
    assert_eq!((whole.open, whole.regions.len()), (Some(10), 0), "what one leaves of the whole is the other");
    for region in ["abai", "akmola", "nowhere"] {
        let refused = asked(&helper, Some("2024-05"), Some(region)).unwrap_err();
        assert!(refused.is(ErrorCode::TerritoryRegion), "{region}");
    }
    drop(helper);
    let helper = Helper::unlock_at(folder.path(), at("2024-06-20T12:00:00+05:00"));
    lives_in(&helper, 1, None);
    drop(helper);
    let helper = Helper::unlock_at(folder.path(), at("2024-07-01T12:00:00+05:00"));
    let whole = asked(&helper, None, None).unwrap();
    let regions: Vec<_> = whole.regions.iter().map(|row| (row.code.as_str(), row.open)).collect();
    assert_eq!((regions.as_slice(), whole.elsewhere), (&[("abai", 6)][..], 5));
    assert_eq!(whole.regions[0].label["kk"], "Абай облысы");
    let abai = asked(&helper, None, Some("abai")).unwrap();
    assert_eq!((abai.open, figure(&abai, Variable::Distress).value), (Some(6), Some(6)));
    assert!(asked(&helper, None, Some("akmola")).unwrap_err().is(ErrorCode::TerritoryRegion));
}

#[test]
fn a_figure_that_is_few_in_one_region_is_shown_of_no_part_so_that_it_is_not_what_is_left_of_the_whole() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre_at(folder.path(), at("2024-05-20T12:00:00+05:00"));
    asks_the_region(&helper, out.path());
    for (region, score, count) in [("abai", "2", 20), ("akmola", "2", 2), ("akmola", "1", 5)] {
        for _ in 0..count {
            let case = intake(&helper, &[]);
            finish(&helper, "needs", Some(case), &[("region_here", region), ("distress_score", score)]);
        }
    }
    drop(helper);
    let helper = in_june(folder.path());
    let told = |region: Option<&str>| {
        let view = asked(&helper, None, region).unwrap();
        let row = figure(&view, Variable::Distress);
        (view.open.unwrap(), row.value, row.asked, row.few, row.few_elsewhere)
    };
    assert_eq!(told(None), (27, None, None, false, true));
    assert_eq!(told(Some("abai")), (20, None, None, false, true));
    assert_eq!(told(Some("akmola")), (7, None, None, true, false));
}

#[test]
fn a_case_in_which_only_other_questionnaires_were_finished_is_open_all_the_same() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (helper, _) = in_may(folder.path());
    brings(&helper, out.path(), "visit", "yes", "text,remark,Remark\n");
    brings(&helper, out.path(), "inspection", "yes", "integer,wp_needed,Workers\n");
    finish(&helper, "visit", None, &[("remark", "calm")]);
    finish(&helper, "inspection", None, &[("wp_needed", "3")]);
    drop(helper);
    let view = shown(&in_june(folder.path()), "2024-05");
    assert_eq!(
        (view.open, figure(&view, Variable::Distress).value),
        (Some(7), Some(6)),
        "a workplace is nobody's case"
    );
}

/// Takes a questionnaire of the centre's own in.
fn brings(helper: &Helper, folder: &Path, form: &str, opens_case: &str, rows: &str) {
    let own = folder.join(form);
    std::fs::create_dir(&own).unwrap();
    std::fs::write(own.join("survey.csv"), format!("type,name,label\n{rows}")).unwrap();
    let settings = format!("form_id,form_title,version,opens_case\n{form},{form},1,{opens_case}\n");
    std::fs::write(own.join("settings.csv"), settings).unwrap();
    std::fs::write(own.join("choices.csv"), "list_name,name,label\nyes_no,yes,Yes\nyes_no,no,No\n").unwrap();
    let imported = form_import(&helper.app, &own).unwrap();
    assert!(imported.published.is_some(), "{:?}", imported.check);
}

#[test]
fn questionnaires_of_the_centres_own_give_the_figures_that_those_which_ship_do_not() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (helper, cases) = in_may(folder.path());
    let child =
        "integer,children,Children\nbegin_repeat,child,Child\nselect_one yes_no,ch_contest,Contest?\nend_repeat,,\n";
    brings(&helper, out.path(), "family", "", child);
    brings(&helper, out.path(), "host_community", "yes", "integer,tolerance_index,How near?\n");
    for case in &cases {
        let view = helper.start("family", Some(*case));
        for _ in 0..2 {
            let list = helper.open(&view.interview).form.nodes.into_iter().find(|node| node.path.ends_with("/child"));
            let request = RepeatRequest { interview: view.interview, at: list.unwrap().path };
            usecase::interview_repeat_add(&helper.app, &request).unwrap();
        }
        let rows = helper.open(&view.interview);
        let wishes: Vec<&str> =
            rows.nodes.iter().map(|node| node.at.as_str()).filter(|at| at.ends_with("/ch_contest")).collect();
        assert_eq!(wishes.len(), 2);
        for at in wishes {
            helper.answer(&view.interview, at, AnswerView::Value("yes".to_owned()));
        }
        let request = FinishRequest { interview: view.interview, allow_incomplete: true };
        usecase::interview_finish(&helper.app, &request).unwrap();
    }
    for _ in 0..10 {
        finish(&helper, "host_community", None, &[("tolerance_index", "-20")]);
    }
    drop(helper);
    let view = shown(&in_june(folder.path()), "2024-05");
    assert_eq!(view.open, Some(6), "residents who answered are nobody's case");
    let contest = figure(&view, Variable::ChildContest);
    assert_eq!((contest.value, contest.asked), (Some(12), Some(12)));
    assert_eq!(figure(&view, Variable::ToleranceIndex).value, Some(-20));
    assert_eq!(held(&view), ["D145", "D149", "D144", "D146"]);
    assert_eq!(figure(&view, Variable::NetMigration).unknown, Some(FigureUnknown::NoQuestionnaire));
}

#[test]
fn of_fewer_than_five_open_cases_nothing_is_shown_and_no_figure_tells_of_fewer_than_five_people() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2024-05-20T12:00:00+05:00"));
    for _ in 0..4 {
        somebody(&helper, &STRAIN);
    }
    drop(helper);
    let helper = in_june(folder.path());
    let view = shown(&helper, "2024-05");
    let rules = [&view.lines, &view.fails, &view.not_known].map(Vec::len);
    assert_eq!((view.open, view.figures.len(), view.elsewhere, rules), (None, 0, 0, [0, 0, 0]));
    drop(helper);
    let helper = Helper::unlock_at(folder.path(), at("2024-06-20T12:00:00+05:00"));
    for _ in 0..2 {
        somebody(&helper, &CALM);
    }
    intake(&helper, &[("status_applied", "yes"), ("status_applied_on", "2023-01-01")]);
    drop(helper);
    let helper = Helper::unlock_at(folder.path(), at("2024-07-02T12:00:00+05:00"));
    let view = shown(&helper, "2024-06");
    let told = |name| {
        let row = figure(&view, name);
        (row.value, row.few, row.asked)
    };
    assert_eq!(told(Variable::Distress), (None, true, None));
    assert_eq!(told(Variable::WaitingShare), (None, false, None), "all of one");
    assert_eq!(figure(&view, Variable::WaitingShare).unknown, Some(FigureUnknown::TooFew));
    assert_eq!(figure(&view, Variable::RefusedShare).unknown, Some(FigureUnknown::NothingSent));
    assert_eq!(held(&view), [""; 0], "no rule says what a figure hides");
}

#[test]
fn referrals_that_were_refused_or_wait_are_a_share_and_a_need_that_was_helped_is_met() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2024-05-20T12:00:00+05:00"));
    let needs = [("consent", "agree"), ("need_domestic", "3"), ("need_economic", "0")];
    let cases: Vec<_> = (0..12).map(|_| somebody(&helper, &needs)).collect();
    let by_phone = || said(Detail::Learned, "phone");
    for case in &cases[..6] {
        let sent = handed_over(&helper, *case, "housing");
        step(&helper, &sent, ReferralStep::Decline, vec![by_phone(), said(Detail::DeclineReason, "full")]);
        step(&helper, &sent, ReferralStep::Close, vec![said(Detail::Outcome, "not_met")]);
    }
    for case in &cases[6..12] {
        let sent = handed_over(&helper, *case, "housing");
        step(&helper, &sent, ReferralStep::Accept, vec![by_phone()]);
        step(&helper, &sent, ReferralStep::Finish, vec![by_phone(), said(Detail::Received, "full")]);
        step(&helper, &sent, ReferralStep::Close, vec![said(Detail::Outcome, "partly")]);
    }
    create(&helper, cases[0], "documents");
    drop(helper);
    let helper = in_june(folder.path());
    let view = shown(&helper, "2024-05");
    let refused = figure(&view, Variable::RefusedShare);
    assert_eq!((refused.value, refused.asked), (Some(50), Some(12)), "what was closed after a refusal stays refused");
    assert_eq!(figure(&view, Variable::UnmetMaterial).value, Some(6));
    assert!(held(&view).contains(&"D140"));
}

#[test]
fn a_material_need_is_met_by_material_help_alone_and_by_none_that_was_completed_after_the_month() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2024-05-20T12:00:00+05:00"));
    let needs = [("consent", "agree"), ("need_domestic", "3"), ("need_economic", "0")];
    let cases: Vec<_> = (0..12).map(|_| somebody(&helper, &needs)).collect();
    let by_phone = || said(Detail::Learned, "phone");
    let helps = |helper: &Helper, case, need, service| {
        let sent = handed_over_to(helper, case, need, service);
        step(helper, &sent, ReferralStep::Accept, vec![by_phone()]);
        step(helper, &sent, ReferralStep::Finish, vec![by_phone(), said(Detail::Received, "full")]);
        step(helper, &sent, ReferralStep::Close, vec![said(Detail::Outcome, "met")]);
    };
    helps(&helper, cases[0], "housing", "dom_urgent");
    helps(&helper, cases[1], "documents", "leg_registration");
    drop(helper);
    let helper = Helper::unlock_at(folder.path(), at("2024-06-05T12:00:00+05:00"));
    helps(&helper, cases[2], "housing", "dom_urgent");
    drop(helper);
    let helper = Helper::unlock_at(folder.path(), at("2024-07-03T12:00:00+05:00"));
    let unmet = |month| figure(&shown(&helper, month), Variable::UnmetMaterial).value;
    assert_eq!((unmet("2024-05"), unmet("2024-06")), (Some(11), Some(10)));
}

#[test]
fn nothing_of_a_talk_in_private_enters_a_figure_whoever_looks() {
    let month = |in_private: bool| {
        let folder = tempfile::tempdir().unwrap();
        let (helper, cases) = in_may(folder.path());
        if in_private {
            // Who made the centre may lead such talks, and reads them.
            finish(&helper, "safety", Some(cases[0]), &[("consent", "agree"), ("children_hurt", "yes")]);
            let sent = handed_over(&helper, cases[0], "safety");
            assert!(sent.row.is_private);
            let declined = vec![said(Detail::Learned, "phone"), said(Detail::DeclineReason, "full")];
            step(&helper, &sent, ReferralStep::Decline, declined);
        }
        drop(helper);
        format!("{:?}", shown(&in_june(folder.path()), "2024-05"))
    };
    assert_eq!(month(true), month(false));
}
