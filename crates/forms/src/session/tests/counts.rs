//! Repeats that are counted by what stands in them.

use super::*;
use crate::problem::ProblemCode;

fn household(count: &str, before: &str) -> (Arc<Form>, Vec<(ProblemCode, Option<String>)>) {
    let survey = format!(
        "type,name,label,calculation,repeat_count\n{before}begin_repeat,m,M,,{count}\ninteger,more,More,,\nend_repeat,,,,\ncalculate,all,,count(${{m}}),\n"
    );
    let sheets = [("survey", survey.as_bytes()), ("settings", &b"form_id\nf\n"[..])];
    let reading = read(&Workbook::from_csv("f", &sheets).unwrap());
    let problems: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
    let said = reading.problems.iter().map(|one| (one.code, one.args.get("name").cloned())).collect();
    (reading.form.unwrap_or_else(|| panic!("{problems:#?}")), said)
}

fn many(s: &Session) -> usize {
    s.instances().get("/f/m").map_or(0, Vec::len)
}

/// The nth answer, from 0.
fn answer(s: &mut Session, nth: usize, text: &str) {
    let id = s.instances()["/f/m"][nth];
    s.set(&format!("/f/m[{id}]/more"), value(text)).unwrap();
    assert_eq!(s.value_of("/f/all"), Some(many(s).to_string().as_str()));
    let again = Session::restore(Arc::clone(s.form()), context(), &s.snapshot()).0;
    assert_eq!(again.snapshot(), s.snapshot(), "the same from nothing");
}

#[test]
fn a_repeat_counted_by_whether_there_is_another_grows_with_the_answers_and_stands_still() {
    let through = "calculate,n,,sum(${more}) + 1,\n";
    for (count, before) in [("sum(${more}) + 1", ""), ("${n}", through), ("${n} + 0", through)] {
        let (form, said) = household(count, before);
        assert_eq!(said, [(ProblemCode::CountReadsItself, Some("m".to_owned()))], "{count}");
        let mut s = Session::new(form, context());
        assert_eq!(many(&s), 1);
        for nth in 0..4 {
            answer(&mut s, nth, "1");
            assert_eq!(many(&s), nth + 2);
        }
        answer(&mut s, 4, "0");
        assert_eq!(many(&s), 5);
        answer(&mut s, 0, "0");
        assert_eq!(many(&s), 4, "the last went, with its answer");
        answer(&mut s, 0, "1");
        assert_eq!(many(&s), 5);
    }
}

#[test]
fn a_count_that_would_never_stand_still_leaves_the_repeat_as_it_is() {
    for count in ["count(${m}) + 1", "\"if(count(${m}) > 0, 0, 1)\"", "count(${m}) * 2 + 1"] {
        let (form, said) = household(count, "integer,x,X,,\n");
        assert_eq!(said, [(ProblemCode::CountReadsItself, Some("m".to_owned()))], "{count}");
        let mut s = Session::new(Arc::clone(&form), context());
        assert_eq!((many(&s), s.value_of("/f/all")), (0, Some("0")), "{count}");
        s.set("/f/x", value("3")).unwrap();
        assert_eq!(many(&s), 0);
        // One that was given some keeps them.
        let mut snapshot = s.snapshot();
        snapshot.instances.insert("/f/m".to_owned(), vec![id(1), id(2)]);
        let mut s = Session::restore(form, context(), &snapshot).0;
        assert_eq!((many(&s), s.value_of("/f/all")), (2, Some("2")), "{count}");
        answer(&mut s, 1, "5");
        assert_eq!(many(&s), 2);
    }
}

#[test]
fn a_count_that_stops_by_itself_is_followed_to_its_end() {
    let (form, _) = household("\"if(count(${m}) < 12, count(${m}) + 1, 12)\"", "");
    assert_eq!(many(&Session::new(form, context())), 12);
}

#[test]
fn where_much_follows_from_every_instance_a_count_without_end_comes_back_too() {
    let survey = "type,name,label,calculation,repeat_count\nbegin_repeat,m,M,,count(${m}) + 1\ninteger,a,A,,\ncalculate,b,,count(${m}) + position(..),\nend_repeat,,,,\n";
    let s = session(survey);
    assert_eq!(s.order(), ["/f/m"]);
}

#[test]
fn calculations_that_wait_for_each_other_are_still_a_circle_with_its_names() {
    let survey = "type,name,label,calculation,repeat_count\ncalculate,a,,${b} + 1,\ncalculate,b,,${a} + 1,\nbegin_repeat,m,M,,count(${m}) + 1\ninteger,q,Q,,\nend_repeat,,,,\n";
    let reading = read(&Workbook::from_csv("f", &[("survey", survey.as_bytes())]).unwrap());
    assert!(reading.form.is_none());
    let circles: Vec<_> = reading.problems.iter().filter(|one| one.code == ProblemCode::Cycle).collect();
    assert_eq!(circles.len(), 1);
    assert_eq!(circles[0].args["names"], "a, b");
}
