//! Labels of choices that hold answers, wherever they are shown or asked for.

use super::*;

const WHO: &str = "list_name,name,label\nwho,mother,Mother of ${first}\nwho,other,Somebody else\n";

/// Two children, each with a name of their own.
fn family(survey: &str, choices: &str) -> Session {
    let survey = format!(
        "type,name,label,calculation,parameters\nbegin_repeat,child,Child,,\ntext,first,First name,,\n{survey}"
    );
    let mut s = Session::new(form(&survey, choices), context());
    for (n, name) in [(1, "Aigul"), (2, "Bolat")] {
        s.add_instance("/f/child", id(n)).unwrap();
        s.set(&within(n, "first"), value(name)).unwrap();
    }
    s
}

fn within(n: u8, name: &str) -> String {
    format!("/f/child[{}]/{name}", id(n))
}

fn label(s: &Session, at: &str) -> String {
    s.choices(at).first().unwrap().label.iter().next().unwrap().1.to_owned()
}

#[test]
fn a_name_in_a_label_is_that_of_the_instance_of_the_select() {
    for kind in ["select_one", "select_multiple", "rank"] {
        let survey = format!(
            "{kind} who,carer,Carer,,\ncalculate,said,,\"jr:choice-name(selected-at(${{carer}}, 0), '${{carer}}')\",\nend_repeat,,,,\n"
        );
        let mut s = family(&survey, WHO);
        for (n, expected) in [(1, "Mother of Aigul"), (2, "Mother of Bolat")] {
            s.set(&within(n, "carer"), value("mother")).unwrap();
            assert_eq!(label(&s, &within(n, "carer")), expected, "{kind}");
            assert_eq!(s.value_of(&within(n, "said")), Some(expected), "{kind}");
            let texts = s.choice_label(&within(n, "carer"), "mother").unwrap();
            assert_eq!(texts.values().next().map(String::as_str), Some(expected));
        }
    }
}

#[test]
fn what_was_answered_elsewhere_in_the_same_instance_changes_the_label_and_nothing_beside_it() {
    let survey =
        "select_one who,carer,Carer,,\ncalculate,said,,\"jr:choice-name(${carer}, '${carer}')\",\nend_repeat,,,,\n";
    let mut s = family(survey, WHO);
    s.set(&within(1, "carer"), value("mother")).unwrap();
    s.set(&within(2, "carer"), value("mother")).unwrap();
    let delta = s.set(&within(2, "first"), value("Bek")).unwrap();
    assert_eq!(delta.changed, [within(2, "first"), within(2, "carer"), within(2, "said")]);
    assert_eq!(s.value_of(&within(2, "said")), Some("Mother of Bek"));
}

#[test]
fn a_label_asked_for_from_outside_is_that_of_the_instance_that_holds_the_answer() {
    let survey = "select_one who,carer,Carer,,\nend_repeat,,,,\ncalculate,second,,\"jr:choice-name(indexed-repeat(${carer}, ${child}, 2), '${carer}')\",\n";
    let mut s = family(survey, WHO);
    s.set(&within(2, "carer"), value("mother")).unwrap();
    assert_eq!(s.value_of("/f/second"), Some("Mother of Bolat"));
    s.set(&within(2, "first"), value("Bek")).unwrap();
    assert_eq!(s.value_of("/f/second"), Some("Mother of Bek"));
}

#[test]
fn a_label_is_never_given_as_it_was_written() {
    let survey = "select_one who,carer,Carer,,\ncalculate,looked,,instance('who')/root/item[name = 'mother']/label,\ncalculate,by_id,,jr:itext('who-0'),\ncalculate,pulled,,\"pulldata('who', 'label', 'name', 'mother')\",\nend_repeat,,,,\n";
    let mut s = family(survey, WHO);
    for name in ["looked", "by_id", "pulled"] {
        assert_eq!(s.value_of(&within(2, name)), Some("Mother of Bolat"), "{name}");
    }
    s.set(&within(2, "first"), value("Bek")).unwrap();
    for name in ["looked", "by_id", "pulled"] {
        assert_eq!(s.value_of(&within(2, name)), Some("Mother of Bek"), "{name}");
        assert_eq!(s.value_of(&within(1, name)), Some("Mother of Aigul"), "{name}");
    }
}

#[test]
fn a_label_that_holds_itself_comes_to_an_end() {
    let choices = "list_name,name,label\nwho,mother,Mother of instance('who')/root/item[name = 'mother']/label\n";
    let s = family("select_one who,carer,Carer,,\nend_repeat,,,,\n", choices);
    assert_eq!(label(&s, &within(1, "carer")), "Mother of Mother of ");
}

#[test]
fn a_choice_that_is_an_answer_has_a_name_too() {
    let survey = "text,full,Full name,,\nend_repeat,,,,\nselect_one ${first},eldest,Eldest,,label=full\ncalculate,said,,\"jr:choice-name(${eldest}, '${eldest}')\",\n";
    let mut s = family(survey, "");
    s.set(&within(2, "full"), value("Bolat Bek")).unwrap();
    s.set("/f/eldest", value("Bolat")).unwrap();
    assert_eq!(s.value_of("/f/said"), Some("Bolat Bek"));
    s.set(&within(2, "full"), value("Bolat Bekov")).unwrap();
    assert_eq!(s.value_of("/f/said"), Some("Bolat Bekov"));
}

#[test]
fn of_two_selects_of_one_name_the_path_says_which() {
    let survey = "type,name,label,calculation\nbegin_group,a,A,\nselect_one one,who,Who,\nend_group,,,\nbegin_group,b,B,\nselect_one two,who,Who,\nend_group,,,\ncalculate,said,,\"jr:choice-name(/f/b/who, '/f/b/who')\"\n";
    let mut s = Session::new(form(survey, "list_name,name,label\none,x,First\ntwo,x,Second\n"), context());
    s.set("/f/b/who", value("x")).unwrap();
    assert_eq!(s.value_of("/f/said"), Some("Second"));
}

#[test]
fn a_label_of_a_repeat_that_names_what_lies_in_it_is_that_of_each_instance() {
    for way in ["name", "./name", "current()/name", "g/alias"] {
        let mut s = xform(
            "<instance><data id='f'><name>Nobody</name><r><name/><g><alias/></g></r></data></instance>",
            &format!(
                "<group ref='/data/r'><label>Of <output value='{way}'/></label><repeat nodeset='/data/r'><input ref='/data/r/name'/><input ref='/data/r/g/alias'/></repeat></group>"
            ),
        );
        s.add_instance("/data/r", id(2)).unwrap();
        let instances = s.instances().remove("/data/r").unwrap();
        let [first, second] = instances.as_slice() else { panic!("two") };
        let mut told = Vec::new();
        for (of, name) in [(first, "Aigul"), (second, "Bolat")] {
            for question in ["name", "g/alias"] {
                told.extend(s.set(&format!("/data/r[{of}]/{question}"), value(name)).unwrap().changed);
            }
        }
        assert!(told.contains(&format!("/data/r[{second}]")), "{way}: {told:?}");
        let label = |at: &str| s.state(at).unwrap().label.unwrap().remove("default").unwrap();
        assert_eq!(label(&format!("/data/r[{first}]")), "Of Aigul", "{way}");
        assert_eq!(label(&format!("/data/r[{second}]")), "Of Bolat", "{way}");
        assert_eq!(label("/data/r"), "Of ", "{way}: the list is called by none of them");
    }
}

#[test]
fn a_name_in_a_label_of_a_repeat_of_an_xlsform_is_that_of_the_first_instance_as_in_web_forms() {
    let mut s = session("type,name,label\nbegin_repeat,r,Of ${name}\ntext,name,Name\nend_repeat,,\n");
    for (n, name) in [(1, "Aigul"), (2, "Bolat")] {
        s.add_instance("/f/r", id(n)).unwrap();
        s.set(&format!("/f/r[{}]/name", id(n)), value(name)).unwrap();
    }
    for at in ["/f/r".to_owned(), format!("/f/r[{}]", id(1)), format!("/f/r[{}]", id(2))] {
        assert_eq!(s.state(&at).unwrap().label.unwrap()["default"], "Of Aigul", "{at}");
    }
}
