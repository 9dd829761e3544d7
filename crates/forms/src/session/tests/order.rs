//! The order of choices that a seed says.

use std::collections::BTreeSet;

use super::*;

const CHOICES: &str = "list_name,name,label\nc,a,A\nc,b,B\nc,d,D\nc,e,E\nc,f,F\nc,g,G\n";

fn order(session: &Session, at: &str) -> String {
    session.choices(at).into_iter().map(|choice| choice.name.to_string()).collect()
}

/// A form in which a question is the seed.
fn seeded() -> Session {
    let survey = "type,name,label,parameters\ntext,s,Seed,\nselect_one c,q,Q,\"randomize=true, seed=${s}\"\n";
    Session::new(form(survey, CHOICES), context())
}

fn by_seed(session: &mut Session, seed: &str) -> String {
    session.set("/f/s", value(seed)).unwrap();
    order(session, "/f/q")
}

/// An XForm with a select that takes its order from a seed.
fn xform(nodeset: &str) -> Session {
    let items: String = "abdefg".chars().map(|c| format!("<item><name>{c}</name><label>{c}</label></item>")).collect();
    let text = format!(
        r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>F</h:title><model>
        <instance><data id="f"><s/><r><t/><q/></r></data></instance>
        <instance id="c"><root>{items}</root></instance>
        <bind nodeset="/data/s" type="string"/><bind nodeset="/data/r/t" type="string"/><bind nodeset="/data/r/q" type="string"/>
        </model></h:head><h:body><input ref="/data/s"><label>S</label></input>
        <group ref="/data/r"><label>R</label><repeat nodeset="/data/r"><input ref="/data/r/t"><label>T</label></input>
        <select1 ref="/data/r/q"><label>Q</label><itemset nodeset="{nodeset}"><value ref="name"/><label ref="label"/></itemset></select1>
        </repeat></group></h:body></h:html>"#
    );
    let reading = read(&Workbook::from_xform("f.xml", &text).unwrap());
    let problems: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems, Vec::<String>::new());
    let mut session = Session::new_with_first_instances(reading.form.unwrap(), context());
    session.set("/data/s", value("42")).unwrap();
    session.add_instance("/data/r", id(2)).unwrap();
    session
}

fn instances(session: &Session) -> Vec<String> {
    session.instances()["/data/r"].iter().map(|id| format!("/data/r[{id}]")).collect()
}

#[test]
fn a_seed_gives_the_order_that_the_other_clients_have() {
    let mut session = seeded();
    // As @getodk/xforms-engine and openrosa-xpath-evaluator have them.
    for (seed, expected) in [
        ("42", "agdbef"),
        ("-42", "feagbd"),
        ("1", "bgfade"),
        ("1.1", "bgfade"),
        ("11111111", "adebgf"),
        ("0", "dbfage"),
        ("", "dbfage"),
        ("mirror", "adbfeg"),
        ("5989458117437254", "adbfeg"),
    ] {
        assert_eq!(by_seed(&mut session, seed), expected, "{seed}");
    }
}

#[test]
fn each_case_number_gives_an_order_of_its_own() {
    let mut session = seeded();
    let orders: BTreeSet<String> = (0..100).map(|n| by_seed(&mut session, &format!("K-26-{n:04}"))).collect();
    assert!(orders.len() > 80, "{} of 100", orders.len());
}

#[test]
fn numbers_between_0_and_1_give_many_orders() {
    let mut session = seeded();
    let orders: BTreeSet<String> = (1..100).map(|n| by_seed(&mut session, &format!("0.{n:02}3"))).collect();
    assert!(orders.len() > 80, "{} of 99", orders.len());
    let below: BTreeSet<String> = (1..100).map(|n| by_seed(&mut session, &format!("-0.{n:02}3"))).collect();
    assert!(below.len() > 80, "{} of 99", below.len());
}

#[test]
fn seeds_at_the_ends_of_what_a_number_holds_shuffle_all_the_same() {
    let mut session = seeded();
    for seed in
        ["2147483646", "2147483647", "-2147483646", "4294967294", "99999999999999999999", "-99999999999999999999"]
    {
        let mut letters: Vec<char> = by_seed(&mut session, seed).chars().collect();
        letters.sort_unstable();
        assert_eq!(letters, ['a', 'b', 'd', 'e', 'f', 'g'], "{seed}");
    }
}

#[test]
fn a_seed_that_an_xform_has_is_kept() {
    for (nodeset, first, second) in [
        ("randomize(instance('c')/root/item, /data/s)", "agdbef", "agdbef"),
        ("randomize(instance('c')/root/item, 42)", "agdbef", "agdbef"),
        ("randomize(instance('c')/root/item,  /data/s - 41 )", "bgfade", "bgfade"),
        ("randomize(instance('c')/root/item[name != 'z'], concat(/data/r/t, ''))", "adbfeg", "bgfade"),
        ("randomize(instance('c')/root/item, ../t)", "adbfeg", "bgfade"),
        ("randomize(instance('c')/root/item, current()/../t)", "adbfeg", "bgfade"),
    ] {
        let mut session = xform(nodeset);
        for (instance, text) in instances(&session).iter().zip(["mirror", "1"]) {
            session.set(&format!("{instance}/t"), value(text)).unwrap();
        }
        let orders: Vec<String> =
            instances(&session).iter().map(|instance| order(&session, &format!("{instance}/q"))).collect();
        assert_eq!(orders, [first, second], "{nodeset}");
    }
}

#[test]
fn a_select_whose_seed_changes_is_named_as_changed() {
    let mut session = seeded();
    assert_eq!(session.set("/f/s", value("42")).unwrap().changed, ["/f/s", "/f/q"]);
}

#[test]
fn choices_that_are_answers_are_shuffled_too() {
    let survey = "type,name,label,parameters\nbegin_repeat,r,R,\ntext,n,N,\nend_repeat,,,\nselect_one ${n},q,Q,\"randomize=true, seed=42\"\n";
    let mut session = session(survey);
    for (at, name) in (1_u8..).zip(["a", "b", "d", "e", "f", "g"]) {
        session.add_instance("/f/r", id(at)).unwrap();
        session.set(&format!("/f/r[{}]/n", id(at)), value(name)).unwrap();
    }
    assert_eq!(order(&session, "/f/q"), "agdbef");
}
