//! Answers and the filters of their choices.

use super::*;

const CHOICES: &str =
    "list_name,name,label,region\nregion,n,North,\nregion,s,South,\ntown,a,A,n\ntown,b,B,s\ntown,c,C,s\n";

fn towns() -> Session {
    let survey = "type,name,label,choice_filter,required,relevant\nselect_one region,r,R,,,\nselect_one town,t,T,region = ${r},yes,\nselect_multiple town,all,All,\"region = ${r} or name = 'c'\",,\ntext,asks,Asks,,,\nselect_one town,later,Later,region = ${r},,${asks} != 'no'\n";
    Session::new(form(survey, CHOICES), context())
}

#[test]
fn an_answer_that_a_filter_took_away_does_not_come_back_with_it_and_is_missed() {
    let mut s = towns();
    s.set("/f/r", value("s")).unwrap();
    s.set("/f/t", value("b")).unwrap();
    s.set("/f/all", value("b c")).unwrap();
    assert_eq!(s.finish_check(), []);
    let delta = s.set("/f/r", value("n")).unwrap();
    assert!(delta.changed.contains(&"/f/t".to_owned()), "who looks at the question sees it go");
    assert_eq!(s.value_of("/f/all"), Some("c"), "what is offered still stays");
    s.set("/f/r", value("s")).unwrap();
    assert_eq!((s.value_of("/f/t"), s.value_of("/f/all")), (Some(""), Some("c")));
    let missed: Vec<String> = s.finish_check().into_iter().map(|(at, _)| at).collect();
    assert_eq!(missed, ["/f/t"]);
}

#[test]
fn an_answer_is_not_filtered_away_while_its_question_does_not_apply() {
    let mut s = towns();
    s.set("/f/r", value("s")).unwrap();
    s.set("/f/later", value("b")).unwrap();
    s.set("/f/asks", value("no")).unwrap();
    s.set("/f/r", value("n")).unwrap();
    assert_eq!(s.state("/f/later").unwrap().answer, value("b"), "nobody is asked, nothing is taken");
    s.set("/f/r", value("s")).unwrap();
    s.set("/f/asks", Answer::Blank).unwrap();
    assert_eq!(s.value_of("/f/later"), Some("b"));
}
