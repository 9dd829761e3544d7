//! What two laptops wrote apart, as the window and the terminal ask for it: listed, shown, settled by a person, shown by files.

use pana_app::contract::conflict::*;
use pana_app::contract::form::NodeRole;
use pana_app::contract::interview::{
    AnswerRequest, AnswerView, FinishRequest, InterviewRequest, StartInterviewRequest, Status,
};
use pana_app::contract::meet::Invited as Whom;
use pana_app::contract::people::{HistoryAction, PersonRequest, PersonView};
use pana_app::contract::{AppError, Id};
use pana_app::error::ErrorCode;
use pana_app::{App, usecase};
use pana_model::{CaseId, InterviewId};

use crate::follow_up::finish;
use crate::help::cells;
use crate::meet::{Laptop, carried, centre, joined};

pub(crate) fn listed(app: &App) -> Vec<ConflictRow> {
    let view = usecase::conflict_list(app, &ConflictListRequest { case: None, from: 0, limit: 100 }).unwrap();
    assert_eq!(view.count as usize, view.rows.len());
    assert_eq!(usecase::home(app, &()).unwrap().conflicts, view.count, "Today counts what the list has");
    view.rows
}

fn shown(app: &App, row: &ConflictRow) -> ConflictView {
    let request = ConflictRequest { case: row.case, path: row.path.clone(), in_private: row.in_private };
    usecase::conflict_show(app, &request).unwrap()
}

fn says(side: &ConflictSide) -> String {
    match &side.says {
        ConflictSays::Answer { answer: AnswerView::Value(value) } | ConflictSays::Fact { value, .. } => value.clone(),
        other => format!("{other:?}"),
    }
}

fn request(view: &ConflictView, choose: ConflictChoice) -> ConflictSettleRequest {
    ConflictSettleRequest {
        case: view.row.case,
        path: view.row.path.clone(),
        in_private: view.row.in_private,
        seen: view.sides.iter().flat_map(|side| side.events.clone()).collect(),
        choose,
        asked_again: false,
        words: "құжатын көрсетті".to_owned(),
    }
}

/// Chooses the side that says this.
pub(crate) fn settled(app: &App, row: &ConflictRow, value: &str) -> Result<ConflictSettled, AppError> {
    let view = shown(app, row);
    let side = view.sides.iter().find(|side| says(side) == value).expect("such a side");
    let choose = ConflictChoice::Side { event: side.events[0].clone() };
    usecase::conflict_settle(app, &request(&view, choose))
}

/// Answers one question of a finished interview otherwise.
fn corrects(app: &App, one: &Laptop, (interview, name): (Id<InterviewId>, &str), value: &str) {
    let view = usecase::interview_amend(app, &InterviewRequest { interview, case: None }).unwrap();
    let at = one.helper.place_of(&view, name);
    let answer = AnswerRequest { interview, at, answer: AnswerView::Value(value.to_owned()) };
    usecase::interview_answer(app, &answer).unwrap();
    usecase::interview_finish(app, &FinishRequest { interview, allow_incomplete: true }).unwrap();
}

const SAID: [(&str, &str); 5] = [
    ("consent", "agree"),
    ("depth", "short"),
    ("family_name", "Каримов"),
    ("given_name", "Юсуф"),
    ("phone", "+7 701 123 01 47"),
];

struct Apart {
    one: Laptop,
    _folder: tempfile::TempDir,
    two: App,
    interview: Id<InterviewId>,
    case: Id<CaseId>,
}

/// Two laptops that have answered these questions otherwise, and have met.
fn apart(said: &[(&str, [&str; 2])]) -> Apart {
    let one = centre();
    let done = finish(&one.helper, "intake", None, &SAID);
    let (interview, case) = (done.interview, done.case.unwrap());
    let (folder, two) = joined(&one, Whom::Me);
    for (name, [first, second]) in said {
        corrects(&one.helper.app, &one, (interview, name), first);
        corrects(&two, &one, (interview, name), second);
    }
    carried(&two, &one.helper.app).unwrap();
    carried(&one.helper.app, &two).unwrap();
    Apart { one, _folder: folder, two, interview, case }
}

fn person(app: &App, case: Id<CaseId>) -> PersonView {
    usecase::person_open(app, &PersonRequest { case }).unwrap()
}

#[test]
fn both_answers_are_shown_with_who_when_and_where_and_settled_on_one_laptop_they_are_settled_on_both() {
    let Apart { one, two, interview, case, .. } = apart(&[("family_name", ["Омаров", "Омарова"])]);
    let app = &one.helper.app;
    for app in [app, &two] {
        let row = listed(app).remove(0);
        assert_eq!((row.kind.0, row.door, row.case), (ConflictKind::Answer, ConflictDoor::Here, case));
        assert!(row.by.iter().all(|by| !by.member.is_empty() && !by.device.is_empty() && by.is_dated));
        assert_ne!(row.by[0].device, row.by[1].device);
        let view = shown(app, &row);
        let mut all: Vec<String> = view.sides.iter().map(says).collect();
        all.sort();
        assert_eq!(all, ["Омаров", "Омарова"]);
        assert!(view.may_settle && view.other == ConflictOther::Text);
        let read = usecase::interview_open(app, &InterviewRequest { interview, case: None }).unwrap();
        assert_eq!((read.apart.len(), read.apart[0].answers.len()), (1, 2));
        let page = person(app, case);
        assert!(page.name.contains(" / "), "{}", page.name);
        assert_eq!(page.conflicts, 1);
        let row = page.profile.iter().find(|row| row.property == "family_name").unwrap();
        assert!(row.conflict && row.others.len() == 1);
    }
    let row = listed(app).remove(0);
    let view = shown(app, &row);
    let silent = ConflictSettleRequest { words: " ".to_owned(), ..request(&view, ConflictChoice::Anew) };
    assert!(usecase::conflict_settle(app, &silent).unwrap_err().is(ErrorCode::ConflictWords));
    let done = settled(app, &row, "Омаров").unwrap();
    assert!(done.still.is_none() && done.left == 0);
    assert!(
        usecase::conflict_settle(app, &request(&view, ConflictChoice::Anew))
            .unwrap_err()
            .is(ErrorCode::ConflictChanged)
    );
    carried(app, &two).unwrap();
    for app in [app, &two] {
        assert!(listed(app).is_empty());
        let page = person(app, case);
        assert_eq!((page.name.as_str(), page.conflicts), ("Омаров Юсуф", 0));
        let line = page.history.iter().find(|line| line.action == HistoryAction::Resolved).unwrap();
        assert_eq!(line.words, "құжатын көрсетті");
    }
    // It is undone by choosing the other after all, with the first choice among what was seen.
    let other = view.sides.iter().find(|side| says(side) == "Омарова").unwrap().events[0].clone();
    let mut again = request(&view, ConflictChoice::Side { event: other });
    again.seen.push(done.event);
    usecase::conflict_settle(&two, &again).unwrap();
    assert_eq!(person(&two, case).name, "Омарова Юсуф");
}

#[test]
fn a_third_answer_may_be_written_and_has_to_fit_the_question() {
    let Apart { one, case, .. } = apart(&[("family_name", ["Омаров", "Омарова"])]);
    let app = &one.helper.app;
    let view = shown(app, &listed(app)[0]);
    let other = |value: &str| ConflictChoice::Other { answer: AnswerView::Value(value.to_owned()) };
    usecase::conflict_settle(app, &request(&view, other("Омар"))).unwrap();
    assert!(listed(app).is_empty());
    assert_eq!(person(app, case).name, "Омар Юсуф");
}

#[test]
fn what_protects_stands_first_in_the_list_and_holds_meanwhile() {
    let Apart { one, case, .. } = apart(&[("family_name", ["Омаров", "Омарова"]), ("safe_contact", ["no", "yes"])]);
    let app = &one.helper.app;
    let rows = listed(app);
    assert_eq!(rows.iter().map(|row| row.harm.0).collect::<Vec<_>>(), [Harm::Safety, Harm::Other]);
    assert!(shown(app, &rows[0]).careful);
    assert!(person(app, case).contact_unsafe, "a no holds while both stand");
}

#[test]
fn whoever_asks_the_person_again_settles_what_they_agreed_to_and_needs_no_other_right() {
    let one = centre();
    let case = finish(&one.helper, "intake", None, &SAID).case;
    let (_folder, two) = joined(&one, Whom::Me);
    let talk = |app: &App, said: &str| {
        let request = StartInterviewRequest { form: "intake".to_owned(), case, has: None };
        let view = usecase::interview_start(app, &request).unwrap();
        for (name, value) in SAID.iter().chain([("safe_contact", said)].iter()) {
            let open = InterviewRequest { interview: view.interview, case: None };
            let at = one.helper.place_of(&usecase::interview_open(app, &open).unwrap_or(view.clone()), name);
            let answer = AnswerView::Value((*value).to_owned());
            usecase::interview_answer(app, &AnswerRequest { interview: view.interview, at, answer }).unwrap();
        }
        let done = FinishRequest { interview: view.interview, allow_incomplete: true };
        usecase::interview_finish(app, &done).unwrap();
    };
    talk(&one.helper.app, "yes");
    talk(&two, "no");
    carried(&two, &one.helper.app).unwrap();
    let app = &one.helper.app;
    one.helper.add_member("Ержан", "volunteer");
    usecase::lock(app, &()).unwrap();
    one.helper.unlock_as("Ержан");
    let row = listed(app).into_iter().find(|row| row.path == "person/safe_contact").unwrap();
    let view = shown(app, &row);
    assert!(!view.may_settle && view.may_ask_again && view.careful);
    let yes = view.sides.iter().find(|side| says(side) == "yes").unwrap().events[0].clone();
    let chosen = request(&view, ConflictChoice::Side { event: yes });
    assert!(usecase::conflict_settle(app, &chosen).unwrap_err().is(ErrorCode::NoRight), "choosing unasked");
    usecase::conflict_settle(app, &ConflictSettleRequest { asked_again: true, ..chosen }).unwrap();
    assert!(!person(app, case.unwrap()).contact_unsafe);
    assert!(listed(app).iter().all(|row| row.path != "person/safe_contact"));
}

#[test]
fn an_export_writes_that_two_answers_stand_and_chooses_none() {
    let Apart { one, two, .. } = apart(&[("family_name", ["Омаров", "Омарова"])]);
    for (app, folder) in [(&one.helper.app, tempfile::tempdir().unwrap()), (&two, tempfile::tempdir().unwrap())] {
        let request = one.helper.export_request("intake", "csv", folder.path());
        let files = pana_app::export_now(app, &request, None, |_, _| {}).unwrap().files;
        let cells = cells(&files);
        let names: Vec<&String> =
            cells.iter().filter(|(name, _)| name.ends_with("family_name")).map(|(_, v)| v).collect();
        assert_eq!(names, ["[two_answers]"], "{cells:?}");
    }
}

#[test]
fn a_volunteer_sees_no_answers_of_a_colleagues_interview_and_settles_nothing() {
    let Apart { one, .. } = apart(&[("family_name", ["Омаров", "Омарова"])]);
    let app = &one.helper.app;
    let row = listed(app).remove(0);
    let view = shown(app, &row);
    one.helper.add_member("Ержан", "volunteer");
    usecase::lock(app, &()).unwrap();
    one.helper.unlock_as("Ержан");
    assert!(listed(app).is_empty(), "the interview is not theirs to read");
    let asked = ConflictRequest { case: row.case, path: row.path.clone(), in_private: false };
    assert!(usecase::conflict_show(app, &asked).unwrap_err().is(ErrorCode::ConflictChanged));
    let event = view.sides[0].events[0].clone();
    let refused = usecase::conflict_settle(app, &request(&view, ConflictChoice::Side { event })).unwrap_err();
    assert!(refused.is(ErrorCode::NoRight), "{refused}");
}

#[test]
fn somebody_of_the_household_who_was_removed_on_one_laptop_and_corrected_on_the_other_is_put_back_whole() {
    let one = centre();
    let view = one.helper.begin("intake", None);
    let interview = view.interview;
    one.helper.lead(&interview, usize::MAX);
    usecase::interview_finish(&one.helper.app, &FinishRequest { interview, allow_incomplete: true }).unwrap();
    let read = |app: &App| usecase::interview_open(app, &InterviewRequest { interview, case: None }).unwrap();
    let view = read(&one.helper.app);
    let repeats = view.form.nodes.iter().filter(|node| node.role == NodeRole::Repeat).map(|node| node.path.clone());
    let repeats: Vec<String> = repeats.collect();
    let inside = |at: &str| repeats.iter().any(|path| at.starts_with(&format!("{path}[")));
    let Some(node) = view.nodes.iter().find(|node| {
        inside(&node.at) && node.at.ends_with("_age") && matches!(node.answer, AnswerView::Value(_)) && !node.readonly
    }) else {
        panic!("somebody of the household with an age: {repeats:?}")
    };
    let who = node.at.rsplit_once('/').unwrap().0;
    let who = format!("{}]", who.split_once(']').unwrap().0);
    let (_folder, two) = joined(&one, Whom::Me);
    let removed = usecase::interview_amend(&one.helper.app, &InterviewRequest { interview, case: None }).unwrap();
    assert_eq!(removed.status, Status::Amending);
    let gone = pana_app::contract::interview::RepeatRequest { interview, at: who.clone() };
    usecase::interview_repeat_remove(&one.helper.app, &gone).unwrap();
    usecase::interview_finish(&one.helper.app, &FinishRequest { interview, allow_incomplete: true }).unwrap();
    usecase::interview_amend(&two, &InterviewRequest { interview, case: None }).unwrap();
    let answer = AnswerRequest { interview, at: node.at.clone(), answer: AnswerView::Value("9".to_owned()) };
    usecase::interview_answer(&two, &answer).unwrap();
    usecase::interview_finish(&two, &FinishRequest { interview, allow_incomplete: true }).unwrap();
    carried(&two, &one.helper.app).unwrap();
    carried(&one.helper.app, &two).unwrap();
    let row = listed(&two).into_iter().find(|row| row.kind.0 == ConflictKind::Removed).unwrap();
    let before: Vec<(String, AnswerView)> = view
        .nodes
        .iter()
        .filter(|other| other.at.starts_with(&format!("{who}/")) && other.relevant)
        .map(|other| (other.at.clone(), other.answer.clone()))
        .collect();
    let shown = shown(&two, &row);
    let kept = shown.sides.iter().find(|side| matches!(side.says, ConflictSays::Changed { .. })).unwrap();
    let choose = ConflictChoice::Side { event: kept.events[0].clone() };
    usecase::conflict_settle(&two, &request(&shown, choose)).unwrap();
    carried(&two, &one.helper.app).unwrap();
    for app in [&one.helper.app, &two] {
        assert!(listed(app).iter().all(|row| row.kind.0 != ConflictKind::Removed));
        let after = read(app);
        for (at, answer) in &before {
            let now = &after.nodes.iter().find(|other| other.at == *at).expect(at).answer;
            let expected = if *at == node.at { &answer_of("9") } else { answer };
            assert_eq!(now, expected, "{at}");
        }
    }
}

fn answer_of(value: &str) -> AnswerView {
    AnswerView::Value(value.to_owned())
}
