//! Nobody comes to be before the first answer, and nothing is left of an interview that was thrown away.

use crate::help::{Helper, answers, cells};
use pana_app::contract::centre::{HomeView, ScreenRequest};
use pana_app::contract::interview::{AnswerView, FinishRequest, InterviewRequest, PlaceRequest, RepeatRequest};
use pana_app::contract::people::{PersonRequest, SearchRequest, SearchView, Whose};
use pana_app::contract::{Id, Word};
use pana_app::error::ErrorCode;
use pana_app::usecase;
use pana_model::InterviewId;

fn home(helper: &Helper) -> HomeView {
    usecase::home(&helper.app, &()).unwrap()
}

fn found(helper: &Helper, text: &str) -> SearchView {
    usecase::people_search(&helper.app, &SearchRequest { text: text.to_owned(), limit: 10, whose: Word(Whose::All) })
        .unwrap()
}

fn value(text: &str) -> AnswerView {
    AnswerView::Value(text.to_owned())
}

fn discard(helper: &Helper, interview: Id<InterviewId>) {
    usecase::interview_discard(&helper.app, &InterviewRequest { interview, case: None }).unwrap();
}

fn is_nobody_there(helper: &Helper) {
    let home = home(helper);
    assert_eq!((home.people, home.drafts.len()), (0, 0));
    assert_eq!((found(helper, "").people.len(), found(helper, "").total), (0, Some(0)));
}

#[test]
fn an_interview_that_nobody_answered_leaves_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let begun = helper.start("intake", None);
    let interview = begun.interview;
    let (consent, member) = (helper.place_of(&begun, "consent"), helper.place_of(&begun, "member"));
    // Looking round, a family member whom nothing is said of, and what is only blanks are no answers.
    usecase::interview_place(&helper.app, &PlaceRequest { interview, at: consent.clone() }).unwrap();
    for blank in [AnswerView::Blank, value(" "), value("\u{a0}\u{200c}\t"), value("")] {
        let delta = helper.answer(&interview, &consent, blank);
        assert!(delta.changed.iter().all(|node| node.at != consent || node.answer == AnswerView::Blank));
    }
    let repeat = member.split('[').next().unwrap().to_owned();
    let _ = usecase::interview_repeat_add(&helper.app, &RepeatRequest { interview, at: repeat });
    assert_eq!(helper.open(&interview).interview, interview, "it is still on the screen");
    is_nobody_there(&helper);
    let _another = helper.start("intake", None);
    is_nobody_there(&helper);
    drop(helper);
    let helper = Helper::unlock(folder.path());
    is_nobody_there(&helper);
    let open = InterviewRequest { interview, case: None };
    assert!(usecase::interview_open(&helper.app, &open).unwrap_err().is(ErrorCode::InterviewUnknown));
}

#[test]
fn the_first_answer_brings_the_person_the_number_and_the_draft_together() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let begun = helper.start("intake", None);
    assert_eq!(begun.number, None);
    let consent = helper.place_of(&begun, "consent");
    usecase::interview_place(&helper.app, &PlaceRequest { interview: begun.interview, at: consent.clone() }).unwrap();
    helper.answer(&begun.interview, &consent, AnswerView::Later);
    drop(helper);
    let helper = Helper::unlock(folder.path());
    let home = home(&helper);
    assert_eq!((home.people, home.drafts.len()), (1, 1));
    let again = helper.open(&begun.interview);
    let number = again.number.clone().unwrap();
    assert_eq!(again.place.as_deref(), Some(consent.as_str()), "where the worker was before the first answer");
    assert_eq!(answers(&again)[&consent], AnswerView::Later);
    assert_eq!(found(&helper, &number).people[0].case, again.case.unwrap());
    let number_told = again.nodes.iter().find(|node| node.path.ends_with("/case_id"));
    assert!(number_told.is_none_or(|node| node.answer == value(&number)));
}

#[test]
fn the_questionnaire_knows_the_number_that_came_with_the_first_answer() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let begun = helper.start("intake", None);
    helper.lead(&begun.interview, usize::MAX);
    let number = helper.open(&begun.interview).number.unwrap();
    let finish = FinishRequest { interview: begun.interview, allow_incomplete: true };
    usecase::interview_finish(&helper.app, &finish).unwrap();
    let out = tempfile::tempdir().unwrap();
    let files = helper.export("intake", "csv", out.path(), None);
    assert!(cells(&files).iter().any(|(name, cell)| name.ends_with("case_id") && *cell == number));
}

#[test]
fn an_interview_thrown_away_leaves_nobody_and_a_person_who_is_known_stays() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let thrown = helper.begin("intake", None);
    let number = thrown.number.clone().unwrap();
    let kept = helper.start("intake", None);
    helper.lead(&kept.interview, usize::MAX);
    let finish = FinishRequest { interview: kept.interview, allow_incomplete: true };
    let case = usecase::interview_finish(&helper.app, &finish).unwrap().case.unwrap();
    let second = helper.begin("needs", Some(case));
    assert_eq!((home(&helper).people, home(&helper).drafts.len()), (2, 2));
    discard(&helper, thrown.interview);
    discard(&helper, second.interview);
    let check = |helper: &Helper| {
        assert_eq!((home(helper).people, home(helper).drafts.len()), (1, 0));
        assert_eq!(found(helper, "").people.iter().map(|row| row.case).collect::<Vec<_>>(), [case]);
        assert!(found(helper, &number).people.is_empty(), "nor by the number, which is nobody's");
        assert_eq!(found(helper, &number).total, Some(0));
        usecase::person_open(&helper.app, &PersonRequest { case }).unwrap();
    };
    check(&helper);
    drop(helper);
    check(&Helper::unlock(folder.path()));
}

#[test]
fn who_is_in_danger_before_the_first_answer_is_led_to_the_talk_and_their_interview_waits() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let begun = helper.start("intake", None);
    let talk = helper.start("safety", begun.case);
    assert_eq!((talk.case, talk.number.clone()), (begun.case, None));
    is_nobody_there(&helper);
    // Whoever comes back before the talk has its first answer goes on where they were.
    assert_eq!(helper.open(&begun.interview).interview, begun.interview);
    helper.lead(&talk.interview, 2);
    let check = |helper: &Helper| {
        let home = home(helper);
        assert_eq!((home.people, home.drafts.len()), (1, 2));
        let (first, second) = (helper.open(&begun.interview), helper.open(&talk.interview));
        assert_eq!((first.case, &first.number), (second.case, &second.number));
        assert_eq!(first.case, begun.case);
        assert!(first.number.is_some(), "both are about the one person");
    };
    check(&helper);
    drop(helper);
    let helper = Helper::unlock(folder.path());
    check(&helper);
    discard(&helper, talk.interview);
    discard(&helper, begun.interview);
    is_nobody_there(&helper);
}

#[test]
fn an_answer_that_was_taken_back_leaves_nobody_once_the_screen_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let begun = helper.start("intake", None);
    let interview = begun.interview;
    assert_eq!(begun.saved_at, None, "nothing is kept yet, and nothing says so");
    let screen = |interview| usecase::screen_note(&helper.app, &ScreenRequest { interview, case: None }).unwrap();
    let consent = helper.place_of(&begun, "consent");
    screen(Some(interview));
    let delta = helper.answer(&interview, &consent, AnswerView::Later);
    assert!(delta.saved_at.is_some());
    helper.answer(&interview, &consent, AnswerView::Blank);
    assert_eq!(home(&helper).drafts.len(), 1, "whoever is still there may answer anew");
    let unsent = usecase::foot(&helper.app, &()).unwrap().unsent;
    screen(None);
    is_nobody_there(&helper);
    assert_eq!(usecase::foot(&helper.app, &()).unwrap().unsent, unsent, "the log keeps what it knows");

    // What somebody said stays, also where one answer of several was taken back, and where it was left and opened again.
    let kept = helper.begin("intake", None);
    let declined = helper.place_of(&kept, "consent");
    screen(Some(kept.interview));
    screen(None);
    assert_eq!(home(&helper).drafts.len(), 1);
    screen(Some(kept.interview));
    helper.answer(&kept.interview, &declined, AnswerView::Blank);
    screen(None);
    assert_eq!(home(&helper).drafts.len(), 1, "what was left standing once is thrown away by a person alone");
}
