//! What may be passed on of those who live with a person.

use pana_app::contract::interview::{AnswerView, FinishRequest, RepeatRequest};
use pana_app::contract::letter::*;
use pana_app::contract::referral::*;
use pana_app::usecase;

use crate::help::{Helper, agreed};

/// Somebody who said this, with so many family members named, and a referral for a roof.
fn referred(helper: &Helper, said: &[(&str, AnswerView)], named: &[&str]) -> ReferralView {
    let view = helper.start("intake", None);
    let interview = view.interview;
    let depth = if named.is_empty() { "short" } else { "full" };
    let agree = [("consent", "agree"), ("depth", depth), ("shelter_tonight", "no"), ("given_name", "Айгүл")];
    let agree = agree.map(|(name, value)| (name, AnswerView::Value(value.to_owned())));
    for (name, answer) in agree.into_iter().chain(said.iter().cloned()) {
        helper.answer(&interview, &helper.place_of(&view, name), answer);
    }
    for age in named {
        let at = helper.place_of(&view, "household_more/member");
        usecase::interview_repeat_add(&helper.app, &RepeatRequest { interview, at }).unwrap();
        let nodes = helper.open(&interview).nodes;
        let newest = nodes.iter().rfind(|node| node.at.ends_with("/hm_age")).unwrap();
        helper.answer(&interview, &newest.at, AnswerView::Value((*age).to_owned()));
    }
    let finish = FinishRequest { interview, allow_incomplete: true };
    let case = usecase::interview_finish(&helper.app, &finish).unwrap().case.unwrap();
    let request = ReferralCreateRequest {
        case,
        needs: vec!["housing".to_owned()],
        service: "dom_urgent".to_owned(),
        recipient: "Баспана".to_owned(),
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

/// What the household says in English; `None` where it cannot be passed on.
fn household(helper: &Helper, view: &ReferralView) -> Option<String> {
    let request = ReferralRequest { case: view.row.case, referral: view.row.referral };
    let facts = usecase::referral_facts(&helper.app, &request).unwrap();
    let fact = facts.into_iter().find(|fact| fact.field == SharedField::Household).unwrap();
    (fact.held == FactHeld::Known).then(|| fact.value["en"].clone())
}

fn number(value: &str) -> AnswerView {
    AnswerView::Value(value.to_owned())
}

#[test]
fn of_a_short_talk_it_can_be_passed_on_how_many_live_together_and_what_is_not_known_is_said_to_be_so() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let said = |size: AnswerView, children: AnswerView| {
        let answers = [("household_size", size), ("household_children", children)];
        household(&helper, &referred(&helper, &answers, &[]))
    };
    let people = |rest: &str| Some(format!("People living together, counting the person: {rest}"));
    assert_eq!(said(number("5"), number("2")), people("5, of whom children under 18: 2"));
    assert_eq!(said(number("5"), AnswerView::Unknown), people("5, of whom children under 18: not known"));
    assert_eq!(said(number("5"), AnswerView::Declined), people("5, of whom children under 18: not known"));
    assert_eq!(said(AnswerView::Unknown, number("2")), people("not known, of whom children under 18: 2"));
    assert_eq!(said(number("1"), AnswerView::Blank), people("1"), "whoever lives alone has nobody with them");
    assert_eq!(said(AnswerView::Declined, AnswerView::Unknown), None, "there is nothing to pass on");
}

#[test]
fn where_all_are_named_they_are_not_counted_besides_and_where_some_are_not_it_is_said_how_many_there_are() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let said = |size: &str| {
        let answers = [("household_size", number(size)), ("household_children", number("1"))];
        household(&helper, &referred(&helper, &answers, &["34", "7"])).unwrap()
    };
    assert_eq!(said("3"), "34; 7");
    assert_eq!(said("5"), "People living together, counting the person: 5, of whom children under 18: 1\n34; 7");
}

#[test]
fn how_many_live_together_stands_on_the_letter_of_whoever_agreed_to_it_and_on_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let answers = [("household_size", number("5")), ("household_children", number("2"))];
    for (fields, there) in [(&["name", "household"][..], true), (&["name"], false)] {
        let view = referred(&helper, &answers, &[]);
        let (case, referral) = (view.row.case, view.row.referral);
        let languages = vec!["kk".to_owned(), "ru".to_owned()];
        let confirm = ReferralConfirmRequest { case, referral, consent: agreed(fields), languages: languages.clone() };
        usecase::referral_confirm(&helper.app, &confirm).unwrap();
        let asked = LetterAsked { case, referral, languages, neutral: None, bring: Vec::new() };
        let preview = usecase::letter_preview(&helper.app, &asked).unwrap();
        let lines: Vec<&String> = preview.lines.iter().flat_map(|line| &line.value).collect();
        for words in [
            "Өзін қосқанда бірге тұратын адам саны: 5, оның ішінде 18 жасқа толмаған бала: 2",
            "Живут вместе, считая самого человека: 5, из них детей младше 18 лет: 2",
        ] {
            assert_eq!(lines.iter().any(|line| line.contains(words)), there, "{fields:?}: {lines:?}");
        }
        assert!(preview.left_out.is_empty(), "{:?}", preview.left_out);
    }
}
