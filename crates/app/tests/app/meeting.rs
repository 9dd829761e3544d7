//! Who is to be met stands on every screen, and says no more than that.

use pana_app::contract::centre::{Agreed, GrantRequest, HomeView};
use pana_app::contract::interview::{AnswerView, FinishRequest, FinishedView, InterviewRequest, InterviewView};
use pana_app::contract::meeting::{MeetingDay, MeetingView};
use pana_app::contract::people::{HistoryAction, PersonRequest, PersonView, SearchRequest, Whose};
use pana_app::contract::standing::{CaseCloseRequest, CaseState, CaseWordsRequest, CloseReason};
use pana_app::contract::{Id, Word};
use pana_app::error::ErrorCode;
use pana_app::usecase;
use pana_model::CaseId;

use crate::help::Helper;

/// An intake that is led to its end, with these answers in it.
fn intake(helper: &Helper, answers: &[(&str, &str)]) -> InterviewView {
    let started = helper.start("intake", None);
    helper.lead(&started.interview, usize::MAX);
    let calm = [
        ("shelter_tonight", "yes"),
        ("food_today", "yes"),
        ("health_emergency", "no"),
        ("danger_now", "no"),
        ("special_needs", "none"),
        ("worker_urgency", "low"),
    ];
    for (name, value) in calm.iter().chain(answers) {
        let view = helper.open(&started.interview);
        helper.answer(&started.interview, &helper.place_of(&view, name), AnswerView::Value((*value).to_owned()));
    }
    helper.open(&started.interview)
}

fn finish(helper: &Helper, view: &InterviewView) -> FinishedView {
    let request = FinishRequest { interview: view.interview, allow_incomplete: true };
    usecase::interview_finish(&helper.app, &request).unwrap()
}

fn home(helper: &Helper) -> HomeView {
    usecase::home(&helper.app, &()).unwrap()
}

fn person(helper: &Helper, case: Id<CaseId>) -> PersonView {
    usecase::person_open(&helper.app, &PersonRequest { case }).unwrap()
}

fn in_list(helper: &Helper) -> Option<MeetingView> {
    let found =
        usecase::people_search(&helper.app, &SearchRequest { text: String::new(), limit: 10, whose: Word(Whose::All) })
            .unwrap();
    found.people.into_iter().next().unwrap().meeting
}

fn says(meeting: Option<&MeetingView>) -> Option<(MeetingDay, bool)> {
    meeting.map(|meeting| (meeting.day, meeting.private))
}

const PRIVATE_TODAY: Option<(MeetingDay, bool)> = Some((MeetingDay::Today, true));
const ANY_TODAY: Option<(MeetingDay, bool)> = Some((MeetingDay::Today, false));

/// What the first screen, the list and the page say.
fn everywhere(helper: &Helper, case: Id<CaseId>) -> [Option<(MeetingDay, bool)>; 3] {
    let rows = home(helper).meetings;
    let first = rows.iter().find(|row| row.case == case).map(|row| &row.meeting);
    [says(first), says(in_list(helper).as_ref()), says(person(helper, case).meeting.as_ref())]
}

#[test]
fn a_yes_to_danger_stands_on_every_screen_until_the_talk_in_private_is_held() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    helper.add_member("Ерік", "volunteer");
    let view = intake(&helper, &[("danger_now", "yes")]);
    let case = view.case.unwrap();
    assert_eq!(everywhere(&helper, case), [PRIVATE_TODAY; 3], "of an interview that is not finished");
    assert_eq!(home(&helper).meetings[0].draft, Some(view.interview));
    let review = InterviewRequest { interview: view.interview, case: None };
    let review = usecase::interview_review(&helper.app, &review).unwrap();
    assert_eq!(says(review.meeting.as_ref()), PRIVATE_TODAY);
    assert_eq!(says(finish(&helper, &view).meeting.as_ref()), PRIVATE_TODAY);
    assert_eq!(everywhere(&helper, case), [PRIVATE_TODAY; 3], "of a finished one");
    let profile = person(&helper, case).profile;
    assert!(profile.iter().all(|row| row.property != "meet_by" && row.property != "private_talk"));

    let led_by = |helper: &Helper| {
        let forms = usecase::form_list(&helper.app, &()).unwrap();
        forms.into_iter().find(|form| form.safety).unwrap().led_by
    };
    assert!(led_by(&helper).is_empty());
    let named = |helper: &Helper| {
        let first = home(helper).meetings.into_iter().find(|row| row.case == case).map(|row| row.meeting);
        [first, person(helper, case).meeting].map(|meeting| meeting.map(|meeting| meeting.led_by).unwrap_or_default())
    };
    assert_eq!(
        named(&helper),
        [["Үйлестіруші"], ["Үйлестіруші"]],
        "who leads it is named to those who lead such talks"
    );
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Ерік");
    assert_eq!(everywhere(&helper, case), [ANY_TODAY; 3], "for all others it is a meeting like any other");
    assert_eq!(led_by(&helper), ["Үйлестіруші"], "who leads such talks is told by name");
    assert!(named(&helper).iter().all(Vec::is_empty), "whoever did not ask is not told that it is such a talk");

    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Үйлестіруші");
    let talk = helper.start("safety", Some(case));
    assert_eq!(everywhere(&helper, case), [PRIVATE_TODAY; 3], "it is not held yet");
    finish(&helper, &talk);
    assert_eq!(everywhere(&helper, case), [None; 3]);
}

#[test]
fn whoever_asked_for_a_talk_in_private_is_told_whom_to_call() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    helper.add_member("Ерік", "volunteer");
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Ерік");
    let view = intake(&helper, &[("danger_now", "yes")]);
    let case = view.case.unwrap();
    let leader = |meeting: Option<MeetingView>| meeting.map(|meeting| (meeting.private, meeting.led_by));
    let told = Some((false, vec!["Үйлестіруші".to_owned()]));
    let review = InterviewRequest { interview: view.interview, case: None };
    let review = usecase::interview_review(&helper.app, &review).unwrap();
    assert_eq!(leader(review.meeting), told);
    assert_eq!(leader(person(&helper, case).meeting), told);
    assert_eq!(leader(home(&helper).meetings.into_iter().next().map(|row| row.meeting)), told);
    assert_eq!(leader(in_list(&helper)), Some((false, Vec::new())), "lists of people name nobody");
    assert_eq!(leader(finish(&helper, &view).meeting), told);
}

#[test]
fn another_interview_ends_a_meeting_but_not_a_talk_in_private() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let view = intake(&helper, &[("danger_now", "yes")]);
    let case = view.case.unwrap();
    finish(&helper, &view);
    let needs = helper.start("needs", Some(case));
    finish(&helper, &needs);
    assert_eq!(everywhere(&helper, case), [PRIVATE_TODAY; 3], "who led it need not have known");
    helper.add_member("Ерік", "volunteer");
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Ерік");
    assert_eq!(everywhere(&helper, case), [None; 3], "who sees the other interviews alone sees that they have met");
}

#[test]
fn urgency_asks_for_a_meeting_by_its_day_and_a_corrected_answer_takes_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let view = intake(&helper, &[]);
    let case = view.case.unwrap();
    assert_eq!(everywhere(&helper, case), [None; 3], "what can wait asks for nothing");
    for (urgency, expected) in
        [("urgent", Some(MeetingDay::Later)), ("critical", Some(MeetingDay::Today)), ("low", None)]
    {
        let at = helper.place_of(&view, "worker_urgency");
        helper.answer(&view.interview, &at, AnswerView::Value(urgency.to_owned()));
        assert_eq!(everywhere(&helper, case), [expected.map(|day| (day, false)); 3], "{urgency}");
    }
    let at = helper.place_of(&view, "shelter_tonight");
    helper.answer(&view.interview, &at, AnswerView::Value("no".to_owned()));
    finish(&helper, &view);
    assert_eq!(everywhere(&helper, case), [ANY_TODAY; 3], "nowhere to sleep tonight");
    let amend = InterviewRequest { interview: view.interview, case: Some(case) };
    usecase::interview_amend(&helper.app, &amend).unwrap();
    helper.answer(&view.interview, &at, AnswerView::Value("yes".to_owned()));
    finish(&helper, &view);
    assert_eq!(everywhere(&helper, case), [None; 3], "it was written down by mistake");
}

#[test]
fn whoever_asked_goes_on_being_told_after_the_interview_is_finished_until_somebody_else_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    for name in ["Ерік", "Дана"] {
        helper.add_member(name, "volunteer");
    }
    let switch = |name: &str| {
        usecase::lock(&helper.app, &()).unwrap();
        helper.unlock_as(name);
    };
    switch("Ерік");
    let view = intake(&helper, &[("danger_now", "yes")]);
    let case = view.case.unwrap();
    finish(&helper, &view);
    let leader = |meeting: MeetingView| (meeting.day, meeting.private, meeting.led_by);
    let shown = || {
        let today = home(&helper).meetings.into_iter().find(|row| row.case == case).map(|row| leader(row.meeting));
        [today, person(&helper, case).meeting.map(leader)]
    };
    let told = Some((MeetingDay::Today, false, vec!["Үйлестіруші".to_owned()]));
    let not_told = Some((MeetingDay::Today, false, Vec::new()));
    assert_eq!(shown(), [told.clone(), told.clone()]);
    assert_eq!(in_list(&helper).map(leader), not_told, "lists of people name nobody");
    switch("Дана");
    assert_eq!(shown(), [not_told.clone(), not_told.clone()], "another volunteer is not told");
    switch("Үйлестіруші");
    let amend = InterviewRequest { interview: view.interview, case: Some(case) };
    let at = helper.place_of(&view, "danger_now");
    for said in ["no", "yes"] {
        usecase::interview_amend(&helper.app, &amend).unwrap();
        helper.answer(&view.interview, &at, AnswerView::Value(said.to_owned()));
        finish(&helper, &view);
    }
    switch("Ерік");
    assert_eq!(shown(), [not_told.clone(), not_told], "what somebody else said since was not said to them");
}

#[test]
fn a_talk_in_private_with_somebody_said_to_have_died_stays_until_one_who_leads_such_talks_takes_it_off() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    helper.add_member("Серік", "worker");
    let switch = |name: &str| {
        usecase::lock(&helper.app, &()).unwrap();
        helper.unlock_as(name);
    };
    switch("Серік");
    let view = intake(&helper, &[("danger_now", "yes")]);
    let case = view.case.unwrap();
    finish(&helper, &view);
    let of = PersonRequest { case };
    let today = usecase::case_closing(&helper.app, &of).unwrap().today;
    let close = |reason: CloseReason| {
        let (on, words) = (today.clone(), "туысы айтты".to_owned());
        let request = CaseCloseRequest { case, reason: Word(reason), on, words, referrals: Vec::new() };
        usecase::case_close(&helper.app, &request).unwrap();
    };
    close(CloseReason::Deceased);
    assert_eq!(everywhere(&helper, case), [None; 3], "for who leads no such talks nobody is to be met");
    let refused = usecase::meeting_end(&helper.app, &of).unwrap_err();
    assert_eq!(refused, ErrorCode::CaseMoved.into(), "and there is nothing to take off");

    switch("Үйлестіруші");
    let died = || {
        let row = home(&helper).meetings.into_iter().find(|row| row.case == case).map(|row| row.meeting);
        let said = |meeting: Option<MeetingView>| {
            meeting.and_then(|meeting| meeting.died).map(|died| (died.on, died.by, died.may_end))
        };
        [said(row), said(person(&helper, case).meeting)]
    };
    assert_eq!(everywhere(&helper, case), [PRIVATE_TODAY; 3], "who said so need not have known of the talk");
    let said = Some((today.clone(), "Серік".to_owned(), true));
    assert_eq!(died(), [said.clone(), said], "and it is said who said so");
    assert!(in_list(&helper).unwrap().died.is_none(), "lists of people say nothing of it");
    let standing = usecase::meeting_end(&helper.app, &of).unwrap();
    assert_eq!((standing.state, standing.reason), (CaseState::Closed, Some(Word(CloseReason::Deceased))));
    assert_eq!(
        (standing.by.as_str(), standing.words.as_str()),
        ("Серік", "туысы айтты"),
        "where everybody reads nothing was written"
    );
    assert_eq!(everywhere(&helper, case), [None; 3]);
    assert_eq!(usecase::meeting_end(&helper.app, &of).unwrap_err(), ErrorCode::CaseMoved.into(), "once");

    // It was somebody else who died.
    usecase::case_reopen(&helper.app, &CaseWordsRequest { case, words: "тірі".to_owned() }).unwrap();
    assert_eq!((everywhere(&helper, case), died()), ([PRIVATE_TODAY; 3], [None, None]));
    switch("Серік");
    close(CloseReason::Moved);
    switch("Үйлестіруші");
    assert_eq!((everywhere(&helper, case), died()), ([PRIVATE_TODAY; 3], [None, None]));
    assert_eq!(usecase::meeting_end(&helper.app, &of).unwrap_err(), ErrorCode::CaseMoved.into(), "only of the dead");
    close(CloseReason::Deceased);
    assert_eq!(everywhere(&helper, case), [None; 3], "who leads such talks knew of it");
    let history = person(&helper, case).history;
    let confirmed = history.iter().filter(|line| matches!(line.action, HistoryAction::DeathConfirmed)).count();
    assert_eq!(confirmed, 2, "who holds the grant reads who confirmed it");
    switch("Серік");
    let history = person(&helper, case).history;
    assert!(history.iter().all(|line| !matches!(line.action, HistoryAction::DeathConfirmed)), "and nobody else");
}

#[test]
fn a_grant_that_is_given_later_confirms_no_death_and_takes_no_talk_off_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    helper.add_member("Серік", "supervisor");
    let switch = |name: &str| {
        usecase::lock(&helper.app, &()).unwrap();
        helper.unlock_as(name);
    };
    switch("Серік");
    let view = intake(&helper, &[("danger_now", "yes")]);
    let case = view.case.unwrap();
    finish(&helper, &view);
    let on = usecase::case_closing(&helper.app, &PersonRequest { case }).unwrap().today;
    let (reason, words, referrals) = (Word(CloseReason::Deceased), String::new(), Vec::new());
    usecase::case_close(&helper.app, &CaseCloseRequest { case, reason, on, words, referrals }).unwrap();
    switch("Үйлестіруші");
    assert_eq!(everywhere(&helper, case), [PRIVATE_TODAY; 3]);
    let member = helper.second("Серік", crate::help::PASSPHRASE).member;
    let grant = GrantRequest { member, grant: "protected".parse().unwrap(), agreed: Agreed::Alone };
    usecase::grant_give(&helper.app, &grant).unwrap();
    assert_eq!(everywhere(&helper, case), [PRIVATE_TODAY; 3], "they did not know of the talk when they said so");
    switch("Серік");
    assert_eq!(everywhere(&helper, case), [PRIVATE_TODAY; 3], "now they do, and are asked");
    usecase::meeting_end(&helper.app, &PersonRequest { case }).unwrap();
    switch("Үйлестіруші");
    assert_eq!(everywhere(&helper, case), [None; 3]);
}
