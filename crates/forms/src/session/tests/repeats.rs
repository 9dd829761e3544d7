//! Repeats: their instances come, go, and read each other.

use super::*;

#[test]
fn inside_a_repeat_a_name_means_this_instance_and_outside_all_of_them() {
    let mut s = session(
        "type,name,label,calculation\nbegin_repeat,m,M,\ninteger,age,Age,\ncalculate,next,,${age} + 1\ncalculate,nth,,position(..)\ncalculate,all,,count(${m})\nend_repeat,,,\ncalculate,sum,,sum(${age})\ncalculate,n,,count(${m})\ncalculate,second,,\"indexed-repeat(${age}, ${m}, 2)\"\n",
    );
    assert_eq!(s.value_of("/f/n"), Some("0"));
    for n in 1..=3 {
        s.add_instance("/f/m", id(n)).unwrap();
        s.set(&format!("/f/m[{}]/age", id(n)), value(&(n * 10).to_string())).unwrap();
    }
    let at = |n: u8, name: &str| format!("/f/m[{}]/{name}", id(n));
    assert_eq!(s.value_of(&at(2, "next")), Some("21"));
    assert_eq!(
        (s.value_of("/f/sum"), s.value_of("/f/n"), s.value_of("/f/second")),
        (Some("60"), Some("3"), Some("20"))
    );
    assert_eq!(s.value_of(&at(1, "all")), Some("3"));
    let delta = s.remove_instance(&format!("/f/m[{}]", id(1))).unwrap();
    assert!(delta.order_changed && delta.gone.contains(&at(1, "age")));
    assert_eq!(
        (s.value_of("/f/sum"), s.value_of("/f/n"), s.value_of("/f/second")),
        (Some("50"), Some("2"), Some("30"))
    );
    assert_eq!(s.value_of(&at(2, "nth")), Some("1"), "those behind move up");
    let order = s.order();
    assert_eq!(order[..3], ["/f/m".to_owned(), format!("/f/m[{}]", id(2)), at(2, "age")]);
    assert!(s.add_instance("/f/m", id(2)).is_err());
}

#[test]
fn a_counted_repeat_follows_its_count() {
    let mut s =
        session("type,name,label,repeat_count\ninteger,n,N,\nbegin_repeat,r,R,${n}\ntext,a,A,\nend_repeat,,,\n");
    s.set("/f/n", value("3")).unwrap();
    assert_eq!(s.order().len(), 2 + 3 * 2);
    assert_eq!(s.add_instance("/f/r", id(1)), Err(SetError::Counted));
    s.set("/f/n", value("1")).unwrap();
    assert_eq!(s.order().len(), 2 + 2);
    s.set("/f/n", Answer::Blank).unwrap();
    assert_eq!(s.order().len(), 2 + 2, "a number that is being typed anew takes no instance away");
    s.set("/f/n", value("0")).unwrap();
    assert_eq!(s.order().len(), 2);
}

#[test]
fn a_new_instance_leaves_the_questions_outside_alone() {
    let mut s = session(
        "type,name,label,constraint\ntext,a,A,\ntext,b,B,\nbegin_group,g,G,\nbegin_repeat,r,R,\ninteger,x,X,. > 1\ninteger,y,Y,. > ${x}\nend_repeat,,,\nend_group,,,\n",
    );
    s.set("/f/a", value("kept")).unwrap();
    s.set("/f/b", value("kept")).unwrap();
    s.add_instance("/f/g/r", id(1)).unwrap();
    assert_eq!(s.finish_check(), [], "a constraint inside is not asked of what lies outside");
}

#[test]
fn what_another_question_asks_for_in_a_repeat_are_choices() {
    let mut s = session(
        "type,name,label,choice_filter\nbegin_repeat,m,M,\ntext,who,Who,\ninteger,age,Age,\nend_repeat,,,\ninteger,least,From,\n\
         select_one ${who},head,Head,${age} >= ${least}\n",
    );
    for (n, who, age) in [(1, "Айгүл", "40"), (2, "Ержан", "12"), (3, "", "50")] {
        s.add_instance("/f/m", id(n)).unwrap();
        s.set(&format!("/f/m[{}]/who", id(n)), value(who)).unwrap();
        s.set(&format!("/f/m[{}]/age", id(n)), value(age)).unwrap();
    }
    let names =
        |s: &Session| s.choices("/f/head").into_iter().map(|choice| choice.name.to_string()).collect::<Vec<_>>();
    assert_eq!(names(&s), [""; 0], "nothing is known of the least age");
    s.set("/f/least", value("10")).unwrap();
    assert_eq!(names(&s), ["Айгүл", "Ержан"], "whoever has no name is no choice");
    s.set("/f/head", value("Ержан")).unwrap();
    s.set("/f/least", value("18")).unwrap();
    assert_eq!(
        (names(&s), s.value_of("/f/head")),
        (vec!["Айгүл".to_owned()], Some("")),
        "who is no longer offered is dropped"
    );
}

#[test]
fn each_instance_of_a_repeat_is_asked_whether_it_applies_where_that_depends_on_its_place() {
    let mut s = session(
        "type,name,label,relevant,calculation\nbegin_repeat,r,R,position(.) > 1,\ntext,x,X,,\nend_repeat,,,,\ncalculate,all,,,concat(${x})\n",
    );
    let names: Vec<String> = (1..=3).map(|n| format!("/f/r[{}]/x", id(n))).collect();
    for (n, name) in (1..=3).zip(&names) {
        s.add_instance("/f/r", id(n)).unwrap();
        s.set(name, value(&n.to_string())).unwrap();
    }
    assert_eq!(s.value_of("/f/all"), Some("23"));
    let delta = s.remove_instance(&format!("/f/r[{}]", id(1))).unwrap();
    assert_eq!(s.value_of("/f/all"), Some("3"), "the second is the first now");
    assert!(delta.changed.contains(&names[1]), "{delta:?}");
}

#[test]
fn answers_of_counted_instances_come_back_with_the_number() {
    let form = form(
        "type,name,label,repeat_count\ninteger,n,N,\nbegin_repeat,c,C,${n}\ntext,x,X,\nbegin_repeat,in,In,\ntext,y,Y,\nend_repeat,,,\nend_repeat,,,\n",
        "",
    );
    let mut s = Session::new(Arc::clone(&form), context());
    s.set("/f/n", value("2")).unwrap();
    let second = format!("/f/c[{}]", s.instances()["/f/c"][1]);
    let (x, inner) = (format!("{second}/x"), format!("{second}/in"));
    s.set(&x, value("hello")).unwrap();
    s.add_instance(&inner, id(9)).unwrap();
    let y = format!("{inner}[{}]/y", id(9));
    s.set(&y, value("there")).unwrap();

    s.set("/f/n", value("1")).unwrap();
    assert!(s.state(&x).is_none());
    assert!(!s.values().any(|value| value.at == x), "what is not there is not handed on");
    assert!(!s.instances().contains_key(&inner));

    // And so after the interview was closed and gone on with.
    let (mut s, report) = Session::restore(form, context(), &s.snapshot());
    assert_eq!(report, CarryReport::default());
    s.set("/f/n", value("3")).unwrap();
    assert_eq!(s.value_of(&x), Some("hello"));
    assert_eq!(s.value_of(&y), Some("there"));
}

/// An XForm with a repeat `r` in which a repeat `n` lies, and what stands in all of each, from first to last.
fn nested(instance: &str, begin: fn(Arc<Form>, Context) -> Session) -> (Session, fn(&Session) -> [String; 2]) {
    let text = format!(
        "<h:html xmlns='http://www.w3.org/2002/xforms' xmlns:h='http://www.w3.org/1999/xhtml' xmlns:jr='http://openrosa.org/javarosa'><h:head><h:title>f</h:title><model><instance><data id='f'>{instance}<a/><b/></data></instance><bind nodeset='/data/a' calculate=\"join(',', /data/r/a)\"/><bind nodeset='/data/b' calculate=\"join(',', /data/r/n/b)\"/></model></h:head><h:body><repeat nodeset='/data/r'><input ref='/data/r/a'/><repeat nodeset='/data/r/n'><input ref='/data/r/n/b'/></repeat></repeat></h:body></h:html>"
    );
    let form = read(&Workbook::from_xform("f.xml", &text).unwrap()).form.unwrap();
    let seen = |s: &Session| ["/data/a", "/data/b"].map(|at| s.value_of(at).unwrap().to_owned());
    (begin(form, context()), seen)
}

#[test]
fn what_a_first_instance_holds_is_its_own_and_one_that_is_added_is_blank() {
    let instance = "<r><a>x</a><n><b>1</b></n><n><b>2</b></n></r>";
    let (mut s, seen) = nested(instance, Session::new_with_first_instances);
    assert_eq!(seen(&s), ["x", "1,2"]);
    s.add_instance("/data/r", id(2)).unwrap();
    assert_eq!(seen(&s), ["x,", "1,2,,"], "as many instances lie in it");
    // Where nobody has a first instance before they ask for it, the first that is asked for is that one.
    let (mut s, seen) = nested(instance, Session::new);
    s.add_instance("/data/r", id(1)).unwrap();
    assert_eq!(seen(&s)[0], "x");
    s.add_instance("/data/r", id(2)).unwrap();
    assert_eq!(seen(&s), ["x,", "1,2,,"]);
}

#[test]
fn an_instance_that_is_added_is_a_copy_of_its_template_with_what_lies_in_that() {
    let template = "<r jr:template=''><a>t</a><n jr:template=''><b>new</b></n><n><b>1</b></n><n><b/></n></r>";
    let (mut s, seen) = nested(&format!("{template}<r><a>x</a><n><b>0</b></n></r>"), Session::new_with_first_instances);
    assert_eq!(seen(&s), ["x", "0"]);
    s.add_instance("/data/r", id(2)).unwrap();
    assert_eq!(seen(&s), ["x,t", "0,1,"]);
    s.add_instance(&format!("/data/r[{}]/n", id(2)), id(3)).unwrap();
    assert_eq!(seen(&s), ["x,t", "0,1,,new"]);
    let (mut s, seen) = nested(&format!("{template}<r><a>x</a></r>"), Session::new_with_first_instances);
    assert_eq!(seen(&s), ["x", ""], "none lies in the first");
    s.remove_instance(&s.order()[1].clone()).unwrap();
    s.add_instance("/data/r", id(2)).unwrap();
    assert_eq!(seen(&s), ["t", "1,"], "the first has gone, and what is added is a copy");
}

#[test]
fn instances_kept_as_a_set_come_back_in_their_order_with_what_was_said_of_each() {
    let survey = "type,name,label,repeat_count,calculation\nselect_multiple l,q,Q,,\ninteger,n,N,,\nbegin_repeat,c,Child,${n},\ntext,who,Who,,\ncalculate,p,,,position(..)\nend_repeat,,,,\nbegin_repeat,k,Of each,count-selected(${q}),\ncalculate,of,,,\"selected-at(${q}, position(..) - 1)\"\nend_repeat,,,,\n";
    let mut s = Session::new(form(survey, "list_name,name,label\nl,z,Z\nl,a,A\nl,m,M\n"), context());
    s.set("/f/n", value("5")).unwrap();
    s.set("/f/q", value("m z a")).unwrap();
    let children = s.instances().remove("/f/c").unwrap();
    for (n, child) in (1..).zip(&children) {
        s.set(&format!("/f/c[{child}]/who"), value(&format!("child {n}"))).unwrap();
    }
    let mut set = s.snapshot();
    set.instances.values_mut().for_each(|ids| ids.sort_unstable());
    set.answers.insert("/f/q".to_owned(), value("a m z"));
    assert_ne!(set.instances, s.instances(), "ids say nothing of their places by themselves");
    let again = Session::restore(Arc::clone(s.form()), context(), &set).0;
    assert_eq!(again.instances(), s.instances());
    assert_eq!(again.snapshot(), s.snapshot());
    for (at, ids) in &mut set.instances {
        s.form().put_in_order(at, ids);
    }
    assert_eq!(set.instances, s.instances());
}
