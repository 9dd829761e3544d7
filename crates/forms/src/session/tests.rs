use std::sync::Arc;

use pana_model::Moment;

use super::*;
use crate::answer::{AnswerProblem, Expected};
use crate::workbook::Workbook;
use crate::{Form, read};

mod applies;
mod counts;
mod filters;
mod follows;
mod labels;
mod numbers;
mod opened;
mod order;
mod repeats;
mod sums;

fn form(survey: &str, choices: &str) -> Arc<Form> {
    let sheets = [("survey", survey.as_bytes()), ("choices", choices.as_bytes()), ("settings", &b"form_id\nf\n"[..])];
    let reading = read(&Workbook::from_csv("f", &sheets).unwrap());
    let problems: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
    reading.form.unwrap_or_else(|| panic!("{problems:#?}"))
}

fn context() -> Context {
    Context {
        now: Moment::parse("2024-06-15T10:00:00+05:00").unwrap(),
        properties: [("worker".to_owned(), "W7".to_owned())].into(),
        last_saved: [("/f/lang".to_owned(), "kk".to_owned())].into(),
        seed: 7,
    }
}

fn session(survey: &str) -> Session {
    Session::new(form(survey, ""), context())
}

fn value(text: &str) -> Answer {
    Answer::from_text(text)
}

fn id(n: u8) -> InstanceId {
    InstanceId::from_random([n; 16])
}

#[test]
fn what_does_not_apply_is_blank_to_others_and_comes_back() {
    let mut s = session(
        "type,name,label,relevant,calculation\ntext,a,A,,\nbegin_group,g,G,${a} = 'x',\ntext,b,B,,\nend_group,,,,\ncalculate,c,,,\"concat('<', ${b}, '>')\"\n",
    );
    s.set("/f/a", value("x")).unwrap();
    s.set("/f/g/b", value("hello")).unwrap();
    assert_eq!(s.value_of("/f/c"), Some("<hello>"));
    let delta = s.set("/f/a", value("y")).unwrap();
    assert_eq!(delta.changed, ["/f/a", "/f/g", "/f/g/b", "/f/c"]);
    assert_eq!(s.value_of("/f/c"), Some("<>"));
    assert!(!s.state("/f/g/b").unwrap().relevant);
    assert_eq!(s.state("/f/g/b").unwrap().answer, value("hello"), "kept while it does not apply");
    s.set("/f/a", value("x")).unwrap();
    assert_eq!(s.value_of("/f/c"), Some("<hello>"));
}

#[test]
fn a_refusal_is_recorded_as_the_choice_that_the_form_names() {
    let survey = "type,name,label,declined_as\nselect_one yn,consent,Consent,no\n";
    let mut s = Session::new(form(survey, "list_name,name,label\nyn,yes,Yes\nyn,no,No\n"), context());
    for (said, recorded) in [
        (Answer::Declined, value("no")),
        (value("yes"), value("yes")),
        (Answer::Unknown, value("no")),
        (Answer::Later, Answer::Later),
        (Answer::Blank, Answer::Blank),
    ] {
        s.set("/f/consent", said).unwrap();
        assert_eq!(s.state("/f/consent").unwrap().answer, recorded);
    }
}

#[test]
fn declined_and_unknown_satisfy_required_later_and_blank_do_not() {
    let mut s = session("type,name,label,required,required_message\ndate,a,A,yes,Please ask\n");
    let missing = |s: &Session| s.finish_check().len();
    assert_eq!(missing(&s), 1);
    for (answer, expected) in [
        (Answer::Declined, 0),
        (Answer::Unknown, 0),
        (Answer::Later, 1),
        (Answer::Partial("1987-03".parse().unwrap()), 0),
        (value("1987-03-14"), 0),
        (Answer::Blank, 1),
    ] {
        s.set("/f/a", answer.clone()).unwrap();
        assert_eq!(missing(&s), expected, "{answer:?}");
        let shown = if answer == value("1987-03-14") { "1987-03-14" } else { "" };
        assert_eq!(s.value_of("/f/a"), Some(shown), "a state is blank to expressions");
    }
    let Some(AnswerProblem::Required { message }) = s.state("/f/a").unwrap().problem else { panic!("required") };
    assert_eq!(message["default"], "Please ask");
}

#[test]
fn a_constraint_is_not_asked_of_nothing_and_follows_what_it_reads() {
    let mut s = session(
        "type,name,label,constraint,constraint_message\ninteger,most,M,,\ninteger,a,A,. <= ${most},At most ${most}\n",
    );
    let message = |s: &Session| match s.state("/f/a").unwrap().problem {
        Some(AnswerProblem::Constraint { message }) => message["default"].clone(),
        None => String::new(),
        other => panic!("{other:?}"),
    };
    s.set("/f/most", value("5")).unwrap();
    assert_eq!(message(&s), "");
    s.set("/f/a", value("7")).unwrap();
    assert_eq!(message(&s), "At most 5");
    s.set("/f/most", value("9")).unwrap();
    assert_eq!(message(&s), "");
}

#[test]
fn a_value_of_the_wrong_type_is_kept_as_typed_and_blank_to_others() {
    let mut s = session("type,name,label,calculation\ninteger,a,A,\ncalculate,b,,${a} + 1\n");
    s.set("/f/a", value("12x")).unwrap();
    assert_eq!(s.state("/f/a").unwrap().answer, value("12x"));
    assert_eq!(s.state("/f/a").unwrap().problem, Some(AnswerProblem::Type { code: Expected::Integer }));
    assert_eq!(s.value_of("/f/b"), Some(""));
    s.set("/f/a", value("12")).unwrap();
    assert_eq!(s.value_of("/f/b"), Some("13"));
}

#[test]
fn a_filter_offers_less_and_drops_what_is_no_longer_offered() {
    let form = form(
        "type,name,label,choice_filter\nselect_one region,r,R,\nselect_one town,t,T,region = ${r}\n",
        "list_name,name,label,region\nregion,n,North,\nregion,s,South,\ntown,a,A,n\ntown,b,B,s\ntown,c,C,s\n",
    );
    let mut s = Session::new(form, context());
    s.set("/f/r", value("s")).unwrap();
    assert_eq!(s.state("/f/t").unwrap().choices, Some(vec![1, 2]));
    s.set("/f/t", value("b")).unwrap();
    s.set("/f/r", value("n")).unwrap();
    assert_eq!(s.state("/f/t").unwrap().choices, Some(vec![0]));
    assert_eq!(s.state("/f/t").unwrap().answer, Answer::Blank);
}

#[test]
fn a_choice_whose_row_says_nothing_in_a_column_is_not_offered_while_the_answer_is_blank() {
    let choices = "list_name,name,label,region\ntown,a,A,n\ntown,b,B,\ntown,c,C,s\n";
    let survey = "type,name,label,choice_filter\ntext,r,R,\nselect_one town,t,T,region = ${r}\nselect_one town,u,U,zone = ${r}\nselect_one town,v,V,string(region) = ${r}\n";
    let mut s = Session::new(form(survey, choices), context());
    let offered =
        |s: &Session, at: &str| s.choices(at).iter().map(|choice| choice.name.to_string()).collect::<String>();
    let all = |s: &Session| ["/f/t", "/f/u", "/f/v"].map(|at| offered(s, at));
    assert_eq!(all(&s), ["", "", "b"]);
    s.set("/f/r", value("n")).unwrap();
    assert_eq!(all(&s), ["a", "", "a"]);
}

#[test]
fn what_is_looked_up_in_a_long_list_is_what_trying_each_item_finds() {
    let mut choices = "list_name,name,label,region,size\n".to_owned();
    for n in 0..300 {
        let region = ["n", "s", "", "east"][n % 7 % 4];
        choices.push_str(&format!("town,t{n},Town {n},{region},{}\n", n % 10));
    }
    let item = "instance('town')/root/item";
    // The first way can be looked up; the second, which means the same, cannot.
    let filters = [
        ("region = ${r}", "(region and string(region) = ${r})"),
        ("${r} = region", "(region and string(region) = ${r})"),
        ("region = ${r} and size > 3", "size > 3 and region = ${r}"),
        ("region = ${r} and size > 3 and name != 't7'", "size > 3 and name != 't7' and region = ${r}"),
        ("region = ${r} or size > 8", "size > 8 or region = ${r}"),
        ("(region = ${r} and size > 3) or size = 9", "size = 9 or (size > 3 and region = ${r})"),
        ("region = ${r} and position() < 50", "position() < 50 and region = ${r}"),
        ("missing = ${r}", "(missing and string(missing) = ${r})"),
        ("region = 'east'", "string(region) = 'east'"),
        ("region = ${m}", "concat('', region) = ${m}"),
        ("name = ${r}", "string(name) = ${r}"),
    ];
    for (looked_up, tried) in filters {
        let both = |before: &str, after: &str| format!("\"{before}{looked_up}{after}\",\"{before}{tried}{after}\"");
        let count = both(&format!("count({item}["), "])");
        let third = both(&format!("string({item}["), "][3]/name)");
        let columns =
            |formulas: &str| formulas.replace("\",\"", "\"|\"").split('|').map(str::to_owned).collect::<Vec<_>>();
        let mut survey = "type,name,label,calculation,choice_filter\ntext,r,R,,\nbegin_repeat,rep,Rep,,\ntext,m,M,,\nend_repeat,,,,\n".to_owned();
        for (name, formula) in ["a", "b", "c", "d"].iter().zip(columns(&count).into_iter().chain(columns(&third))) {
            survey.push_str(&format!("calculate,{name},,{formula},\n"));
        }
        survey.push_str(&format!("select_one town,x,X,,\"{looked_up}\"\nselect_one town,y,Y,,\"{tried}\"\n"));
        let mut s = Session::new(form(&survey, &choices), context());
        for (n, text) in [(1, "n"), (2, "east")] {
            s.add_instance("/f/rep", id(n)).unwrap();
            s.set(&format!("/f/rep[{}]/m", id(n)), value(text)).unwrap();
        }
        for region in ["n", "s", "zz", "t20", ""] {
            s.set("/f/r", value(region)).unwrap();
            assert_eq!(s.value_of("/f/a"), s.value_of("/f/b"), "{looked_up}, {region:?}");
            assert_eq!(s.value_of("/f/c"), s.value_of("/f/d"), "{looked_up}, {region:?}");
            assert_eq!(s.choices("/f/x"), s.choices("/f/y"), "{looked_up}, {region:?}");
        }
    }
}

#[test]
fn defaults_preloads_and_triggers_are_made_once() {
    let mut s = session(
        "type,name,label,default,trigger,calculation,bind::jr:preload,bind::jr:preloadParams\ntoday,d,,,,,,\nhidden,w,,,,,property,worker\ntext,a,A,fixed,,,,\ntext,b,B,\"concat(${a}, '!')\",,,,\ntext,c,C,,${a},\"concat(${a}, '?')\",,\n",
    );
    let get = |s: &Session, name: &str| s.value_of(&format!("/f/{name}")).unwrap().to_owned();
    assert_eq!([get(&s, "d"), get(&s, "w"), get(&s, "b"), get(&s, "c")], ["2024-06-15", "W7", "fixed!", ""]);
    s.set("/f/a", value("new")).unwrap();
    assert_eq!([get(&s, "b"), get(&s, "c")], ["fixed!", "new?"], "a default is not made again, a trigger fires");
    s.set("/f/b", Answer::Blank).unwrap();
    let (restored, report) = Session::restore(Arc::clone(s.form()), context(), &s.snapshot());
    assert_eq!(report, CarryReport::default());
    assert_eq!(get(&restored, "b"), "", "what was emptied stays empty");
    assert_eq!(restored.snapshot(), s.snapshot());
}

#[test]
fn labels_follow_the_answers() {
    let mut s = session("type,name,label\ntext,name,Name\ntext,a,How old is ${name}?\n");
    let delta = s.set("/f/name", value("Aru")).unwrap();
    assert_eq!(delta.changed, ["/f/name", "/f/a"]);
    assert_eq!(s.state("/f/a").unwrap().label.unwrap()["default"], "How old is Aru?");
}

#[test]
fn a_chain_of_five_thousand_questions_settles_without_recursion() {
    let mut survey = "type,name,label,relevant,calculation\ninteger,q0,Q,,\n".to_owned();
    for n in 1..=5000 {
        survey.push_str(&format!("calculate,q{n},,,${{q{}}} + 1\n", n - 1));
    }
    let mut s = session(&survey);
    s.set("/f/q0", value("1")).unwrap();
    assert_eq!(s.value_of("/f/q5000"), Some("5001"));
    let delta = s.set("/f/q0", Answer::Blank).unwrap();
    assert_eq!(delta.changed.len(), 5001);
}

#[test]
fn random_numbers_are_the_same_after_going_on() {
    let s = session(
        "type,name,label,calculation\ncalculate,r,,random()\ncalculate,u,,uuid()\ncalculate,o,,once(random())\n",
    );
    let (restored, _) = Session::restore(Arc::clone(s.form()), context(), &s.snapshot());
    assert_eq!(restored.snapshot(), s.snapshot());
    let uuid = s.value_of("/f/u").unwrap();
    assert_eq!((uuid.len(), uuid.chars().nth(14)), (36, Some('4')));
}

#[test]
fn answers_without_a_place_are_handed_back() {
    let s = session("type,name,label\ntext,a,A\n");
    let mut snapshot = s.snapshot();
    snapshot.answers.insert("/f/old".to_owned(), value("kept"));
    let (_, report) = Session::restore(Arc::clone(s.form()), context(), &snapshot);
    assert_eq!(report.lost["/f/old"], value("kept"));
}

#[test]
fn what_is_typed_over_a_calculation_stands_until_that_comes_to_something_else() {
    let mut s = session("type,name,label,calculation\ninteger,a,A,\ninteger,b,B,${a} + 1\ninteger,c,C,\n");
    s.set("/f/a", value("1")).unwrap();
    s.set("/f/b", value("7")).unwrap();
    s.set("/f/c", value("5")).unwrap();
    assert_eq!(s.value_of("/f/b"), Some("7"));
    let (kept, report) = Session::restore(Arc::clone(s.form()), context(), &s.snapshot());
    assert_eq!((kept.value_of("/f/b"), report.lost.len()), (Some("7"), 0), "also when the interview is gone on with");
    s.set("/f/a", value("3")).unwrap();
    assert_eq!(s.value_of("/f/b"), Some("4"));
}

#[test]
fn what_is_typed_over_a_calculation_is_not_taken_by_a_change_that_does_not_change_it() {
    let survey = "type,name,label,calculation\ninteger,a,A,\nbegin_repeat,m,M,\ninteger,x,X,\nend_repeat,,,\ninteger,b,B,\"coalesce(${a}, sum(${x}))\"\n";
    let mut s = session(survey);
    s.set("/f/a", value("1")).unwrap();
    s.set("/f/b", value("7")).unwrap();
    s.set("/f/b", value("8")).unwrap();
    s.add_instance("/f/m", id(1)).unwrap();
    s.set(&format!("/f/m[{}]/x", id(1)), value("5")).unwrap();
    assert_eq!(s.value_of("/f/b"), Some("8"), "it reads the sum, and comes to 1 as before");
    let (mut s, _) = Session::restore(Arc::clone(s.form()), context(), &s.snapshot());
    s.set(&format!("/f/m[{}]/x", id(1)), value("6")).unwrap();
    assert_eq!(s.value_of("/f/b"), Some("8"), "also when the interview is gone on with");
    s.set("/f/a", Answer::Blank).unwrap();
    assert_eq!(s.value_of("/f/b"), Some("6"));
}

#[test]
fn the_answers_saved_last_can_be_defaults() {
    let s = session("type,name,label,default\ntext,lang,L,${last-saved#lang}\ntext,other,O,${last-saved#other}\n");
    assert_eq!((s.value_of("/f/lang"), s.value_of("/f/other")), (Some("kk"), Some("")));
}

#[test]
fn an_interview_is_named_as_the_settings_say() {
    let workbook = Workbook::from_csv(
        "f",
        &[
            ("survey", b"type,name,label\ntext,who,Who\n"),
            ("settings", "form_id,instance_name\nf,\"concat('Сұхбат: ', ${who})\"\n".as_bytes()),
        ],
    );
    let form = read(&workbook.unwrap()).form.unwrap();
    let mut s = Session::new(form, context());
    s.set("/f/who", value("Айгүл")).unwrap();
    assert_eq!(s.instance_name().as_deref(), Some("Сұхбат: Айгүл"));
}

#[test]
fn the_text_of_a_group_is_that_of_all_in_it() {
    let mut s = session(
        "type,name,label,relevant,calculation\nbegin_group,g,G,,\ntext,a,A,,\ntext,b,B,${a} != 'no',\nend_group,,,,\ncalculate,all,,,string(${g})\n",
    );
    s.set("/f/g/a", value("x")).unwrap();
    s.set("/f/g/b", value("y")).unwrap();
    assert_eq!(s.value_of("/f/all"), Some("xy"));
    s.set("/f/g/a", value("no")).unwrap();
    assert_eq!(s.value_of("/f/all"), Some("no"));
}

fn xform(model: &str, body: &str) -> Session {
    let text = format!(
        "<h:html xmlns='http://www.w3.org/2002/xforms' xmlns:h='http://www.w3.org/1999/xhtml'><h:head><h:title>f</h:title><model>{model}</model></h:head><h:body>{body}</h:body></h:html>"
    );
    let reading = read(&Workbook::from_xform("f.xml", &text).unwrap());
    let problems: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
    let form = reading.form.unwrap_or_else(|| panic!("{problems:#?}"));
    Session::new_with_first_instances(form, context())
}

#[test]
fn a_trigger_may_mean_one_instance_by_its_place() {
    let mut s = xform(
        "<instance><data id='f'><from/><r><to/></r></data></instance>",
        "<input ref='/data/from'><setvalue event='xforms-value-changed' ref='/data/r[position() = 2]/to' value='/data/from'/></input><repeat nodeset='/data/r'><input ref='/data/r/to'/></repeat>",
    );
    s.add_instance("/data/r", id(2)).unwrap();
    s.add_instance("/data/r", id(3)).unwrap();
    s.set("/data/from", value("x")).unwrap();
    let values: Vec<_> = s.values().map(|value| value.answer).collect();
    assert_eq!(values, [value("x"), Answer::Blank, value("x"), Answer::Blank]);
}

#[test]
fn several_answers_set_one_question_each_to_its_own_and_of_two_of_one_answer_the_last_stands() {
    let changed = |value: &str| format!("<setvalue event='xforms-value-changed' ref='/data/to' value=\"{value}\"/>");
    let (one, two) = (changed("'one'") + &changed("concat(/data/to, '!')"), changed("concat(/data/b, /data/to)"));
    let mut s = xform(
        "<instance><data id='f'><a/><b/><c/><to/></data></instance>",
        &format!(
            "<input ref='/data/a'>{one}</input><input ref='/data/b'>{two}</input><input ref='/data/c'>{two}</input><input ref='/data/to'/>"
        ),
    );
    let mut after = |at: &str, text: &str| {
        s.set(at, value(text)).unwrap();
        s.value_of("/data/to").unwrap().to_owned()
    };
    let seen = [after("/data/a", "x"), after("/data/b", "2 "), after("/data/c", "y"), after("/data/a", "z")];
    assert_eq!(seen, ["one!", "2 one!", "2 2 one!", "one!"]);
}

#[test]
fn to_set_nothing_takes_away_what_the_form_begins_with() {
    let model =
        "<instance><data id='f'><a>12</a></data></instance><setvalue event='odk-instance-first-load' ref='/data/a'/>";
    assert_eq!(xform(model, "<input ref='/data/a'/>").value_of("/data/a"), Some(""));
}

#[test]
fn an_answer_whose_pattern_takes_too_long_is_said_to_be_undecided() {
    let mut s = session("type,name,label,constraint,constraint_message\ntext,a,A,\"regex(., '^(a+)+\\1$')\",No\n");
    let problem = |s: &Session| s.state("/f/a").unwrap().problem;
    s.set("/f/a", value("aaaa")).unwrap();
    assert_eq!(problem(&s), None);
    s.set("/f/a", value(&format!("{}!", "a".repeat(60)))).unwrap();
    assert_eq!(problem(&s), Some(AnswerProblem::Type { code: Expected::Undecided }));
    assert_eq!(s.finish_check(), [], "the form is at fault, and nobody is kept from finishing");
    s.set("/f/a", value("b")).unwrap();
    assert!(matches!(problem(&s), Some(AnswerProblem::Constraint { .. })));
    assert_eq!(s.finish_check().len(), 1);
}
