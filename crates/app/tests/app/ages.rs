//! An age that is known only about.

use crate::help::Helper;
use pana_app::contract::interview::{AnswerView, InterviewView, NodeState, RepeatRequest};
use pana_app::usecase;

fn value(text: &str) -> AnswerView {
    AnswerView::Value(text.to_owned())
}

fn node(view: &InterviewView, name: &str) -> NodeState {
    let ending = format!("/{name}");
    view.nodes.iter().find(|node| node.at.ends_with(&ending)).unwrap_or_else(|| panic!("no {name}")).clone()
}

/// N8.
#[test]
fn a_year_or_a_part_of_a_date_is_an_answer_an_age_is_a_plain_number_and_nothing_is_prefilled() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let view = helper.start("intake", None);
    let interview = view.interview;
    for name in ["birth_date", "birth_year", "birth_date_known"] {
        assert_eq!(node(&view, name).answer, AnswerView::Blank, "{name} before anybody answered");
    }
    let say = |name: &str, answer: AnswerView| {
        helper.answer(&interview, &helper.place_of(&helper.open(&interview), name), answer);
        node(&helper.open(&interview), name)
    };
    say("consent", value("agree"));
    say("birth_date_known", value("no"));
    let year = say("birth_year", value("1991"));
    assert!(year.relevant && year.problem.is_none() && year.answer == value("1991"), "about how old: by the year");
    say("birth_date_known", value("yes"));
    assert_eq!(node(&helper.open(&interview), "birth_date").answer, AnswerView::Blank, "not today's");
    for part in ["1991", "1991-03"] {
        let date = say("birth_date", AnswerView::Partial(part.to_owned()));
        assert!(date.problem.is_none() && date.answer == AnswerView::Partial(part.to_owned()), "{part}");
    }
    say("depth", value("full"));
    let at = helper.place_of(&helper.open(&interview), "member");
    usecase::interview_repeat_add(&helper.app, &RepeatRequest { interview, at }).unwrap();
    assert_eq!(node(&helper.open(&interview), "hm_age").answer, AnswerView::Blank, "a member's");
    let plain = say("hm_age", value("35"));
    assert!(plain.problem.is_none() && plain.answer == value("35"));
    let about = say("hm_age", value("шамамен 35"));
    assert!(
        about.problem.is_some() && about.answer == value("шамамен 35"),
        "kept as it was typed, and said not to fit"
    );
}
