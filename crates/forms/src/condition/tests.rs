use std::path::Path;

use pana_model::Moment;
use proptest::prelude::*;

use super::{Condition, Given, Truth};
use crate::workbook::Workbook;
use crate::{Answer, Context, Session, read};

fn now() -> Moment {
    Moment::parse("2024-06-15T10:00:00+05:00").unwrap()
}

fn of<'v>(text: &str, values: &'v [(&str, Given<'v>)]) -> Truth {
    let condition = Condition::compile(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    condition.evaluate(now(), |wanted| {
        values.iter().find(|(name, _)| *name == wanted).map_or(Given::NotKnown, |(_, given)| *given)
    })
}

#[test]
fn what_is_not_known_decides_nothing_and_what_is_decided_without_it_stands() {
    let values = [("t", Given::Value("yes")), ("f", Given::Value("no")), ("b", Given::Blank)];
    for (text, expected) in [
        ("${t} = 'yes'", Truth::True),
        ("${f} = 'yes'", Truth::False),
        ("${b} = ''", Truth::True),
        ("${u} = 'yes'", Truth::NotKnown),
        ("${u} != ''", Truth::NotKnown),
        ("${u} = ${u}", Truth::NotKnown),
        ("not(${u} = 'yes')", Truth::NotKnown),
        ("${u} = 'yes' and ${f} = 'yes'", Truth::False),
        ("${f} = 'yes' and ${u} = 'yes'", Truth::False),
        ("${u} = 'yes' and ${t} = 'yes'", Truth::NotKnown),
        ("${t} = 'yes' and ${u} = 'yes'", Truth::NotKnown),
        ("${u} = 'yes' or ${t} = 'yes'", Truth::True),
        ("${t} = 'yes' or ${u} = 'yes'", Truth::True),
        ("${u} = 'yes' or ${f} = 'yes'", Truth::NotKnown),
        ("${u} = 1 and ${f} = 'yes' or ${t} = 'yes'", Truth::True),
        ("(${u} = 1 or ${t} = 'yes') and ${v} = 1", Truth::NotKnown),
        ("(${u} = 1 or ${t} = 'yes') and ${f} = 'yes'", Truth::False),
        ("selected(${u}, 'a') or not(selected(${t}, 'a'))", Truth::True),
        ("if(${t} = 'yes', ${f} = 'no', ${u} = 1)", Truth::True),
        ("if(${t} = 'yes', ${u} = 1, ${f} = 'no')", Truth::NotKnown),
        ("if(${u} = 1, ${t} = 'yes', ${f} = 'no')", Truth::True),
        ("if(${u} = 1, ${t} = 'yes', ${f} = 'yes')", Truth::NotKnown),
        ("coalesce(${t}, ${u}) = 'yes'", Truth::True),
        ("coalesce(${b}, ${t}, ${u}) = 'yes'", Truth::True),
        ("coalesce(${u}, ${t}) = 'yes'", Truth::NotKnown),
        ("${u} + 1 > 0", Truth::NotKnown),
        ("-${u} < 0", Truth::NotKnown),
        ("regex(${u}, '^a')", Truth::NotKnown),
        ("regex(${t}, '^y')", Truth::True),
        ("today() = '2024-06-15'", Truth::True),
    ] {
        assert_eq!(of(text, &values), expected, "{text}");
    }
}

#[test]
fn it_tells_which_names_it_reads_each_once() {
    let condition = Condition::compile("${b} > 1 and (${a} = 'x' or ${b} < 9) and selected(${c}, 'y')").unwrap();
    assert_eq!(condition.names(), ["b", "a", "c"]);
    assert!(Condition::compile("1 = 1").unwrap().names().is_empty());
}

#[test]
fn what_is_no_condition_is_said_as_of_a_cell() {
    for (text, expected) in [
        ("${a} = ", "expression-syntax expected=operand position=8 value="),
        ("", "expression-syntax expected=operand position=1 value="),
        ("${a} = 'x", "expression-syntax expected=closing-quote position=8 value='"),
        ("dance(${a})", "function-unknown name=dance position=1"),
        ("selected(${a})", "function-arguments count=1 name=selected position=1"),
        ("regex(${a}, '[')", "regex-invalid value=["),
        ("../a = 1", "path-unknown value=/"),
        (". > 1", "path-unknown value=/"),
        ("count(${a}[1]) = 1", "path-unknown value=/"),
        ("random() > 0.5", "function-unknown name=random"),
        ("position() = 1", "function-unknown name=position"),
        ("string-length() = 1", "function-unknown name=string-length"),
        ("${last-saved#a} = 1", "reference-syntax value=last-saved#a"),
    ] {
        assert_eq!(Condition::compile(text).unwrap_err().to_string(), expected, "{text}");
    }
    assert!(Condition::compile(&format!("{}1{}", "(".repeat(500), ")".repeat(500))).is_err());
}

#[test]
#[expect(clippy::print_stderr, reason = "whoever runs it is told that nothing was looked at")]
fn every_rule_of_the_field_is_a_condition() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/domain/rules.csv");
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("{} is not there: no rule was looked at", path.display());
        return;
    };
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let mut rules = 0_usize;
    for record in reader.records() {
        let record = record.unwrap();
        let condition = Condition::compile(&record[2]).unwrap_or_else(|error| panic!("{}: {error}", &record[0]));
        assert!(!condition.names().is_empty(), "{}", &record[0]);
        let unasked = condition.evaluate(now(), |_| Given::NotKnown);
        assert_eq!(unasked, Truth::NotKnown, "{}: of somebody who was asked nothing, nothing is known", &record[0]);
        rules += 1;
    }
    assert!(rules >= 150, "{rules}");
}

const NAMES: [&str; 4] = ["a", "b", "c", "d"];
const VALUES: [&str; 7] = ["", "yes", "no", "1", "3", "yes no", "2024-06-15"];

/// Something with a value.
fn value() -> impl Strategy<Value = String> {
    let name = || prop::sample::select(&NAMES[..]).prop_map(|name| format!("${{{name}}}"));
    let leaf = prop_oneof![
        4 => name(),
        2 => prop::sample::select(&VALUES[..]).prop_map(|text| format!("'{text}'")),
        1 => prop::sample::select(&["0", "1", "2.5"][..]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        let two = (inner.clone(), inner.clone());
        prop_oneof![
            (two.clone(), prop::sample::select(&["+", "-", "*", "div", "mod"][..]))
                .prop_map(|((left, right), sign)| format!("({left} {sign} {right})")),
            two.clone().prop_map(|(left, right)| format!("coalesce({left}, {right})")),
            two.prop_map(|(left, right)| format!("concat({left}, {right})")),
            inner.clone().prop_map(|one| format!("count-selected({one})")),
            inner.prop_map(|one| format!("string-length({one})")),
        ]
    })
}

/// Something that is true or false.
fn condition() -> impl Strategy<Value = String> {
    let signs = &["=", "!=", "<", "<=", ">", ">="][..];
    let leaf = prop_oneof![
        4 => (value(), prop::sample::select(signs), value()).prop_map(|(left, sign, right)| format!("{left} {sign} {right}")),
        1 => (value(), value()).prop_map(|(list, one)| format!("selected({list}, {one})")),
        1 => (value(), value()).prop_map(|(text, part)| format!("contains({text}, {part})")),
        1 => value(),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let two = (inner.clone(), inner.clone());
        prop_oneof![
            2 => two.clone().prop_map(|(left, right)| format!("({left} and {right})")),
            2 => two.prop_map(|(left, right)| format!("({left} or {right})")),
            1 => inner.clone().prop_map(|one| format!("not({one})")),
            1 => (inner.clone(), inner.clone(), inner).prop_map(|(one, yes, no)| format!("if({one}, {yes}, {no})")),
        ]
    })
}

/// What is given for each name: a value, or nothing.
fn given() -> impl Strategy<Value = Vec<Option<&'static str>>> {
    prop::collection::vec(prop::option::of(prop::sample::select(&VALUES[..])), NAMES.len())
}

fn truth(condition: &Condition, values: &[Option<&'static str>]) -> Truth {
    condition.evaluate(now(), |name| {
        let value = NAMES.iter().position(|known| *known == name).and_then(|at| values[at]);
        match value {
            None => Given::NotKnown,
            Some("") => Given::Blank,
            Some(text) => Given::Value(text),
        }
    })
}

proptest! {
    #[test]
    fn to_learn_more_never_turns_what_was_decided(text in condition(), some in given(), rest in given()) {
        let condition = Condition::compile(&text).unwrap();
        let before = truth(&condition, &some);
        let more: Vec<_> = some.iter().zip(&rest).map(|(some, rest)| some.or(*rest)).collect();
        prop_assert!(before == Truth::NotKnown || truth(&condition, &more) == before, "{} {:?} {:?}", text, some, more);
        let all: Vec<_> = more.iter().map(|one| one.or(Some(""))).collect();
        prop_assert!(truth(&condition, &all) != Truth::NotKnown, "{} {:?}: all is known", text, all);
    }

    #[test]
    fn where_all_is_known_it_comes_to_what_an_interview_makes_of_it(text in condition(), some in given()) {
        let values: Vec<&str> = some.iter().map(|one| one.unwrap_or("")).collect();
        let asked: String = NAMES.iter().map(|name| format!("text,{name},{name},\n")).collect();
        let survey = format!("type,name,label,calculation\n{asked}calculate,r,,\"string(boolean({text}))\"\n");
        let sheets = [("survey", survey.as_bytes()), ("settings", &b"form_id\nf\n"[..])];
        let form = read(&Workbook::from_csv("f", &sheets).unwrap()).form.unwrap();
        let context =
            Context { now: now(), properties: Default::default(), last_saved: Default::default(), seed: 1 };
        let mut session = Session::new(form, context);
        for (name, value) in NAMES.iter().zip(&values) {
            session.set(&format!("/f/{name}"), Answer::from_text(*value)).unwrap();
        }
        let expected = if session.value_of("/f/r") == Some("true") { Truth::True } else { Truth::False };
        let condition = Condition::compile(&text).unwrap();
        let known: Vec<_> = some.iter().map(|one| one.or(Some(""))).collect();
        prop_assert_eq!(truth(&condition, &known), expected, "{} {:?}", text, values);
    }
}
