//! Looking over what is open, and correcting what is finished.

use pana_app::contract::Id;
use pana_app::contract::centre::ScreenRequest;
use pana_app::contract::interview::{
    AnswerView, FinishRequest, InterviewRequest, PlaceRequest, RepeatRequest, ReviewRow, ReviewView,
};
use pana_app::contract::people::PersonRequest;
use pana_app::usecase;
use pana_model::{CaseId, InterviewId};

use crate::help::{Helper, cells};

fn value(text: &str) -> AnswerView {
    AnswerView::Value(text.to_owned())
}

fn named(interview: Id<InterviewId>) -> InterviewRequest {
    InterviewRequest { interview, case: None }
}

fn finish(helper: &Helper, interview: Id<InterviewId>) -> Id<CaseId> {
    let request = FinishRequest { interview, allow_incomplete: true };
    usecase::interview_finish(&helper.app, &request).unwrap().case.unwrap()
}

#[test]
fn a_correction_leaves_one_row_in_an_export_with_the_new_value_and_both_in_the_history() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(folder.path());
    let interview = helper.start("intake", None).interview;
    helper.lead(&interview, usize::MAX);
    let case = finish(&helper, interview);
    assert!(helper.open(&interview).may_amend, "a coordinator may correct it");
    // Twice, so that a second correction makes no third row either.
    for name in ["Омаров", "Омарова"] {
        let view = usecase::interview_amend(&helper.app, &named(interview)).unwrap();
        helper.answer(&interview, &helper.place_of(&view, "family_name"), value(name));
        finish(&helper, interview);
    }
    for format in ["csv", "json"] {
        let files = helper.export("intake", format, out.path(), None);
        assert_eq!(cells(&files)["family_name"], "Омарова", "{format}");
        let text = std::fs::read_to_string(&files[0]).unwrap();
        assert_eq!(text.matches(&interview.to_string()).count(), 1, "{format}: one row of the interview");
        assert!(!text.contains("Сейітов") && !text.contains("Омаров,"), "{format}: nothing of before");
    }
    let page = usecase::person_open(&helper.app, &PersonRequest { case }).unwrap();
    let changes = page.history.iter().flat_map(|row| &row.changes);
    let changes: Vec<_> = changes.map(|change| (change.before.clone(), change.after.clone())).collect();
    let both = [(value("Омаров"), value("Омарова")), (value("Сейітов"), value("Омаров"))];
    assert!(changes == both, "the history keeps what was and what is, the newest first");
    assert_eq!((page.interviews.len(), page.interviews[0].amended), (1, 2));
}

#[test]
fn a_correction_that_changes_nothing_is_no_draft_once_it_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let interview = helper.start("intake", None).interview;
    helper.lead(&interview, usize::MAX);
    let case = finish(&helper, interview);
    let screen = |interview| {
        usecase::screen_note(&helper.app, &ScreenRequest { interview, case: None }).unwrap();
    };
    let drafts = || usecase::home(&helper.app, &()).unwrap().drafts.len();
    let view = usecase::interview_amend(&helper.app, &named(interview)).unwrap();
    let at = helper.place_of(&view, "family_name");
    screen(Some(interview));
    usecase::interview_place(&helper.app, &PlaceRequest { interview, at: at.clone() }).unwrap();
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_again();
    assert_eq!(drafts(), 1, "who locks in the middle comes back to it");
    helper.open(&interview);
    screen(None);
    assert_eq!(drafts(), 0, "a look leaves no draft");
    let page = usecase::person_open(&helper.app, &PersonRequest { case }).unwrap();
    assert_eq!((page.interviews.len(), page.interviews[0].amended), (1, 0), "and the interview as it was");

    usecase::interview_amend(&helper.app, &named(interview)).unwrap();
    screen(Some(interview));
    helper.answer(&interview, &at, value("Омарова"));
    screen(None);
    assert_eq!(drafts(), 1, "what was changed waits");
}

/// The rows of a part of the review whose question has this name.
fn rows<'a>(part: &'a [ReviewRow], name: &str) -> Vec<&'a ReviewRow> {
    part.iter().filter(|row| row.at.ends_with(&format!("/{name}"))).collect()
}

#[test]
fn a_name_that_is_missing_says_whose_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("family");
    std::fs::create_dir_all(&source).unwrap();
    let survey = "type,name,label,required,save_to,entity
text,name,Name,yes,,
begin_repeat,child,Children,,,
text,name,Name,yes,,
text,school,School,,,
end_repeat,,,,,
";
    std::fs::write(source.join("survey.csv"), survey).unwrap();
    std::fs::write(source.join("settings.csv"), "form_id,form_title,version,opens_case\nfamily,Family,1,yes\n")
        .unwrap();
    let helper = Helper::with_centre(&folder.path().join("data"));
    pana_app::form_import(&helper.app, &source).unwrap();
    let interview = helper.start("family", None).interview;
    let view = helper.open(&interview);
    let list = view.form.nodes.iter().find(|node| node.path.ends_with("/child")).unwrap().path.clone();
    for _ in 0..2 {
        usecase::interview_repeat_add(&helper.app, &RepeatRequest { interview, at: list.clone() }).unwrap();
    }
    let review = usecase::interview_review(&helper.app, &named(interview)).unwrap();
    let whose: Vec<_> = rows(&review.missing, "name")
        .into_iter()
        .map(|row| row.whose.as_ref().map(|whose| (whose.list["default"].clone(), whose.number)))
        .collect();
    let children = |number| Some(("Children".to_owned(), number));
    assert!(whose.starts_with(&[None, children(1), children(2)]), "the person, then each child by number: {whose:?}");
}

#[test]
fn what_is_put_off_of_somebody_with_a_name_says_the_name() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let interview = helper.start("intake", None).interview;
    helper.lead(&interview, usize::MAX);
    let view = helper.open(&interview);
    let at = |name: &str| {
        let ending = format!("/{name}");
        view.nodes
            .iter()
            .rfind(|node| node.relevant && node.at.contains('[') && node.at.ends_with(&ending))
            .unwrap()
            .at
            .clone()
    };
    helper.answer(&interview, &at("hm_name"), value("Аружан"));
    helper.answer(&interview, &at("hm_sex"), AnswerView::Later);
    let ReviewView { later, missing, .. } = usecase::interview_review(&helper.app, &named(interview)).unwrap();
    let row = rows(&later, "hm_sex")[0];
    let whose = row.whose.as_ref().unwrap();
    assert_eq!((whose.name.as_deref(), whose.number), (Some("Аружан"), 2));
    assert!(rows(&missing, "hm_sex").is_empty(), "what is put off counts once");
}
