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

const THREE: &str = "list_name,name,label\nl,a,A\nl,b,B\nl,c,C\n";

fn names(s: &Session, at: &str) -> Vec<String> {
    s.choices(at).into_iter().map(|choice| choice.name.to_string()).collect()
}

#[test]
fn two_selects_may_each_leave_out_what_was_chosen_in_the_other() {
    let survey = "type,name,label,choice_filter\nselect_one l,x,X,name != ${y}\nselect_one l,y,Y,name != ${x}\n";
    let mut s = Session::new(form(survey, THREE), context());
    s.set("/f/x", value("a")).unwrap();
    assert_eq!((names(&s, "/f/x").len(), names(&s, "/f/y")), (3, vec!["b".to_owned(), "c".to_owned()]));
    s.set("/f/y", value("b")).unwrap();
    assert_eq!((names(&s, "/f/x"), names(&s, "/f/y")), (vec!["a".into(), "c".into()], vec!["b".into(), "c".into()]));
    s.set("/f/x", Answer::Blank).unwrap();
    assert_eq!(names(&s, "/f/y").len(), 3);
}

#[test]
fn selects_that_filter_each_other_in_a_circle_come_to_an_end() {
    let free = "type,name,label\nselect_one l,x,X\nselect_one l,y,Y\nselect_one l,z,Z\n";
    let mut before = Session::new(form(free, THREE), context());
    for at in ["/f/x", "/f/y", "/f/z"] {
        before.set(at, value("a")).unwrap();
    }
    let survey = "type,name,label,choice_filter\nselect_one l,x,X,name != ${z}\nselect_one l,y,Y,name != ${x}\nselect_one l,z,Z,name != ${y}\n";
    let (mut s, report) = Session::restore(form(survey, THREE), context(), &before.snapshot());
    assert!(report.lost.is_empty(), "what an older version of the form let stand is kept");
    s.set("/f/x", value("b")).unwrap();
    assert_eq!(s.value_of("/f/x"), Some("b"));
}
