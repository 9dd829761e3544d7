use std::sync::Arc;

use pana_forms::read;
use pana_forms::workbook::Workbook;

use super::*;
use crate::questionnaire::shipped_forms;

fn form(survey: &str) -> Arc<Form> {
    let choices = "list_name,name,label\nyn,yes,Yes\nyn,no,No\nag,agree,A\nag,disagree,D\n";
    let sheets = [("survey", survey), ("choices", choices), ("settings", "form_id,form_title,version\nf,F,1\n")];
    let sheets = sheets.map(|(name, text)| (name, text.as_bytes()));
    read(&Workbook::from_csv("f", &sheets).unwrap()).form.unwrap()
}

#[test]
fn of_all_that_a_person_said_a_no_holds_and_a_yes_holds_before_what_nobody_knows() {
    use Sharing::{Agreed, NotAsked, Refused, Unanswered};
    for (one, other, holds) in [
        (Agreed, Refused, Refused),
        (Unanswered, Refused, Refused),
        (NotAsked, Refused, Refused),
        (Agreed, Unanswered, Agreed),
        (Agreed, NotAsked, Agreed),
        (Unanswered, NotAsked, Unanswered),
    ] {
        assert_eq!((together(one, other), together(other, one)), (holds, holds), "{one:?} {other:?}");
    }
}

#[test]
fn an_interview_says_what_its_answers_say() {
    let form =
        form("type,name,label,purpose\nselect_one ag,consent,C,consent\nselect_one yn,consent_sharing,S,consent\n");
    let questions = Questions::of(&form).unwrap();
    let said = |consent: Option<&'static str>, sharing: Option<SeenAnswer<'static>>| {
        let consent = consent.map(|value| ("/f/consent", SeenAnswer::Value(value)));
        let answers = consent.into_iter().chain(sharing.map(|answer| ("/f/consent_sharing", answer))).collect();
        questions.said(&SeenInterview { answers, instances: Vec::new() })
    };
    assert_eq!(said(Some("agree"), Some(SeenAnswer::Value("yes"))), Sharing::Agreed);
    assert_eq!(said(Some("agree"), Some(SeenAnswer::Value("no"))), Sharing::Refused);
    assert_eq!(said(Some("disagree"), Some(SeenAnswer::Value("yes"))), Sharing::Refused, "nothing was consented to");
    assert_eq!(said(Some("disagree"), None), Sharing::Refused);
    for unknown in [SeenAnswer::Declined, SeenAnswer::Unknown, SeenAnswer::Later, SeenAnswer::Value("perhaps")] {
        assert_eq!(said(Some("agree"), Some(unknown.clone())), Sharing::Unanswered, "{unknown:?}");
    }
    // Answered otherwise on two laptops: a no holds, and of a yes nobody knows.
    let apart = |sides: &[&'static str]| SeenAnswer::Apart(sides.iter().map(|side| SeenAnswer::Value(side)).collect());
    assert_eq!(said(Some("agree"), Some(apart(&["yes", "no"]))), Sharing::Refused);
    assert_eq!(said(Some("agree"), Some(apart(&["yes"]))), Sharing::Unanswered, "beside one that was taken back");
    assert_eq!(said(Some("agree"), None), Sharing::Unanswered);
    assert_eq!(said(None, None), Sharing::Unanswered);
}

#[test]
fn a_questionnaire_that_asks_only_whether_to_ask_has_not_asked_about_passing_on() {
    let form = form("type,name,label,purpose\nselect_one ag,consent,C,consent\n");
    let questions = Questions::of(&form).unwrap();
    let of = |value: &'static str| {
        questions
            .said(&SeenInterview { answers: vec![("/f/consent", SeenAnswer::Value(value))], instances: Vec::new() })
    };
    assert_eq!((of("agree"), of("disagree")), (Sharing::NotAsked, Sharing::Refused));
    assert!(Questions::of(&self::form("type,name,label\ntext,a,A\n")).is_none());
    let intake = shipped_forms().find(|form| form.id() == "intake").unwrap();
    assert_eq!(Questions::of(&intake).unwrap().sharing.len(), 1, "the intake asks");
}
