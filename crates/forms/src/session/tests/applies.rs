//! What happens, and what does not, while a question does not apply.

use super::*;

#[test]
fn what_is_made_once_is_made_when_its_question_applies_and_then_stands() {
    let mut s = session(
        "type,name,label,relevant,calculation\ntext,a,A,,\ninteger,n,N,,\nbegin_group,g,G,${n} > 1,\ncalculate,seen,,,\"once(concat('<', ${a}, '>'))\"\nend_group,,,,\ncalculate,read,,,${seen}\n",
    );
    let seen = |s: &Session| [s.value_of("/f/g/seen"), s.value_of("/f/read")].map(Option::unwrap).map(str::to_owned);
    s.set("/f/a", value("early")).unwrap();
    assert_eq!(seen(&s), ["", ""]);
    s.set("/f/a", value("late")).unwrap();
    s.set("/f/n", value("2")).unwrap();
    assert_eq!(seen(&s), ["<late>", "<late>"]);
    s.set("/f/a", value("later")).unwrap();
    s.set("/f/n", value("1")).unwrap();
    assert_eq!(seen(&s), ["", ""]);
    s.set("/f/n", value("3")).unwrap();
    assert_eq!(seen(&s), ["<late>", "<late>"], "it comes back as it was made");
}

#[test]
fn what_is_calculated_while_it_does_not_apply_sets_nothing_off() {
    let mut s = session(
        "type,name,label,relevant,calculation,trigger\ntext,a,A,,,\ninteger,n,N,,,\ncalculate,c,,${n} > 1,${a},\ntext,t,T,,\"concat('set by ', ${a})\",${c}\n",
    );
    s.set("/f/a", value("x")).unwrap();
    assert_eq!(s.value_of("/f/t"), Some(""), "nobody sees the calculation change");
    s.set("/f/n", value("2")).unwrap();
    s.set("/f/a", value("y")).unwrap();
    assert_eq!(s.value_of("/f/t"), Some("set by y"));
}

/// How many instances the inner repeats have, in each instance of the outer one.
fn inner(s: &Session) -> Vec<[usize; 2]> {
    let count =
        |outer: &InstanceId, name: &str| s.instances().get(&format!("/f/outer[{outer}]/{name}")).map_or(0, Vec::len);
    let outer = s.instances().remove("/f/outer").unwrap_or_default();
    outer.iter().map(|outer| [count(outer, "inner"), count(outer, "g/grouped")]).collect()
}

#[test]
fn as_others_the_first_counted_instance_brings_what_the_form_has_in_it_whenever_it_comes() {
    let survey = "type,name,label,repeat_count\ninteger,n,N,\nbegin_repeat,outer,O,${n}\nbegin_repeat,inner,I,\ntext,a,A,\nend_repeat,,,\nbegin_group,g,G,\nbegin_repeat,grouped,R,\ntext,b,B,\nend_repeat,,,\nend_group,,,\nend_repeat,,,\n";
    let mut s = Session::new_with_first_instances(form(survey, ""), context());
    s.set("/f/n", value("2")).unwrap();
    assert_eq!(inner(&s), [[1, 1], [0, 1]]);
    s.set("/f/n", value("0")).unwrap();
    s.set("/f/n", value("1")).unwrap();
    assert_eq!(inner(&s), [[1, 1]], "it is the form's again");
}

#[test]
fn as_others_an_added_instance_brings_repeats_in_groups_and_with_them_all_that_is_in_those() {
    let survey = "type,name,label\nbegin_repeat,outer,O\nbegin_repeat,inner,I\ntext,a,A\nend_repeat,,\nbegin_group,g,G\nbegin_repeat,grouped,R\nbegin_repeat,deep,D\ntext,b,B\nend_repeat,,\nend_repeat,,\nend_group,,\nend_repeat,,\n";
    let mut s = Session::new_with_first_instances(form(survey, ""), context());
    s.add_instance("/f/outer", id(2)).unwrap();
    assert_eq!(inner(&s), [[1, 1], [0, 1]]);
    assert_eq!(s.instances().keys().filter(|at| at.ends_with("/deep")).count(), 2);
    for outer in s.instances().remove("/f/outer").unwrap_or_default() {
        s.remove_instance(&format!("/f/outer[{outer}]")).unwrap();
    }
    s.add_instance("/f/outer", id(3)).unwrap();
    assert_eq!(inner(&s), [[0, 1]], "an instance that is added is a copy, be it the first");
}

/// As the forms of a community health tool begin: the first group is asked where a hidden row in it says so, and that row
/// says so from the beginning. Another program sets it to something else before it opens the form.
const INPUTS: &str = "type,name,label,relevant,default,calculation\nbegin_group,inputs,I,./source = 'user',,\nhidden,source,,,user,\nbegin_group,contact,C,,,\ntext,name,N,,,\nend_group,,,,,\nend_group,,,,,\ncalculate,patient,,,,${name}\ntext,after,A,${source} = 'user',,\n";

#[test]
fn a_group_that_reads_a_row_in_it_is_asked_from_the_beginning_where_the_default_asks_for_it() {
    let mut s = session(INPUTS);
    let seen = |s: &Session| {
        ["inputs", "inputs/contact/name", "after"].map(|name| s.state(&format!("/f/{name}")).unwrap().relevant)
    };
    assert_eq!(seen(&s), [true; 3]);
    s.set("/f/inputs/contact/name", value("Ayan")).unwrap();
    assert_eq!(s.value_of("/f/patient"), Some("Ayan"));
    s.set("/f/inputs/source", value("contact")).unwrap();
    assert_eq!((seen(&s), s.value_of("/f/patient")), ([false; 3], Some("")), "what is not asked is blank to others");
    s.set("/f/inputs/source", value("user")).unwrap();
    assert_eq!((seen(&s), s.value_of("/f/patient")), ([true; 3], Some("Ayan")), "and comes back as it was answered");
}

#[test]
fn whether_such_a_group_is_asked_hangs_on_the_answers_and_not_on_their_order() {
    let answers = [("source", "contact"), ("contact/name", "Ayan"), ("source", "user")];
    let mut led = session(INPUTS);
    for (name, text) in answers {
        led.set(&format!("/f/inputs/{name}"), value(text)).unwrap();
    }
    let mut straight = session(INPUTS);
    straight.set("/f/inputs/contact/name", value("Ayan")).unwrap();
    let (again, _) = Session::restore(Arc::clone(led.form()), context(), &led.snapshot());
    let states = |s: &Session| s.order().iter().map(|at| (at.clone(), s.state(at))).collect::<Vec<_>>();
    assert_eq!(states(&led), states(&straight));
    assert_eq!(states(&led), states(&again), "nor on a break");
}
