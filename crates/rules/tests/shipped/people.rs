//! Invented people, each with what a social worker would conclude of them: written down by thought, and compared with what the
//! rules that ship give. `tests/data/people/README.md` says what stands in a file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pana_forms::{Answer, Context, Form, Session};
use pana_model::{InstanceId, Moment};
use pana_rules::{Differentiation, History, Record, Typology, Vocabulary, case_record, differentiate};
use serde_json::{Map, Value};

use super::{forms, root, rules, taxonomy};

/// The parts of `expected`.
const PARTS: [&str; 12] = [
    "typology",
    "worked_out",
    "urgency",
    "needs",
    "services",
    "never",
    "level",
    "acts_first",
    "stops",
    "next",
    "set_aside",
    "added",
];

/// Rules of questionnaires that ship, and of the case, that need what no shipped questionnaire asks.
const NOT_MET: [&str; 3] = ["D133", "D134", "D137"];

struct Person {
    id: String,
    file: Value,
    now: Moment,
}

impl Person {
    fn map(&self, part: &str) -> &Map<String, Value> {
        self.file[part].as_object().unwrap_or_else(|| panic!("{}: {part}", self.id))
    }

    fn expected(&self, part: &str) -> &Value {
        &self.file["expected"][part]
    }

    /// Names and values of a part, sorted.
    fn pairs(&self, part: &str) -> BTreeMap<String, String> {
        let all = self.expected(part).as_object().unwrap_or_else(|| panic!("{}: {part}", self.id));
        all.iter().map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned())).collect()
    }

    fn codes(&self, part: &str) -> BTreeSet<String> {
        let all = self.expected(part).as_array().unwrap_or_else(|| panic!("{}: {part}", self.id));
        all.iter().map(|code| code.as_str().unwrap().to_owned()).collect()
    }
}

fn people() -> Vec<Person> {
    let folder = root().join("tests/data/people");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    let people = files.iter().map(|path| {
        let file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let id = file["id"].as_str().unwrap().to_owned();
        assert_eq!(path.file_stem().unwrap().to_str(), Some(id.as_str()));
        let now = Moment::parse(&format!("{}T10:00:00+05:00", file["today"].as_str().unwrap())).unwrap();
        Person { id, file, now }
    });
    people.collect()
}

fn answer(value: &Value) -> Answer {
    match value {
        Value::Object(state) => match state["state"].as_str() {
            Some("declined") => Answer::Declined,
            Some("unknown") => Answer::Unknown,
            other => panic!("no such state: {other:?}"),
        },
        Value::Array(all) => {
            Answer::from_text(all.iter().map(|one| one.as_str().unwrap()).collect::<Vec<_>>().join(" "))
        }
        Value::String(text) => Answer::from_text(text.as_str()),
        other => Answer::from_text(other.to_string()),
    }
}

/// The interview as the person led it, and what is wrong with the file: an answer that nobody would have been asked for, that
/// there is not, or that is missing.
fn led(person: &Person, form: &Arc<Form>, answers: &Map<String, Value>) -> (Record, Vec<String>) {
    let properties = [("case_number", "A7-0001-X"), ("worker", "W1"), ("centre", "C")];
    let properties = properties.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let context = Context { now: person.now, properties, last_saved: BTreeMap::default(), seed: 1 };
    let mut session = Session::new(Arc::clone(form), context);
    let at: BTreeMap<&str, &str> = form.nodes().iter().map(|node| (node.name.as_str(), node.path.as_str())).collect();
    let mut wrong = Vec::new();
    let mut given = Vec::new();
    for (name, value) in answers {
        let Some(place) = at.get(name.as_str()) else {
            wrong.push(format!("{} {name}: no such question", form.id()));
            continue;
        };
        let rows = value.as_array().filter(|all| all.iter().any(Value::is_object));
        for (nth, row) in rows.into_iter().flatten().enumerate() {
            let id = InstanceId::from_random([u8::try_from(nth).unwrap() + 1; 16]);
            session.add_instance(place, id).unwrap();
            for (name, value) in row.as_object().unwrap() {
                let inside = at[name.as_str()].replace(place, &format!("{place}[{id}]"));
                session.set(&inside, answer(value)).unwrap_or_else(|error| panic!("{} {name}: {error:?}", person.id));
                given.push(inside);
            }
        }
        if rows.is_none() {
            session.set(place, answer(value)).unwrap_or_else(|error| panic!("{} {name}: {error:?}", person.id));
            given.push((*place).to_owned());
        }
    }
    let unasked = given.iter().filter(|at| !session.view(at).is_some_and(|view| view.relevant));
    wrong.extend(unasked.map(|at| format!("{at}: is not asked of this person")));
    wrong.extend(session.finish_check().into_iter().map(|(at, problem)| format!("{at}: {problem:?}")));
    (Record::of(&session, person.now), wrong)
}

fn history(person: &Person, forms: &[Arc<Form>]) -> (History, Vec<String>) {
    let (mut records, mut wrong) = (Vec::new(), Vec::new());
    for (name, answers) in person.map("answers") {
        let form = forms.iter().find(|form| form.id() == name).unwrap_or_else(|| panic!("{}: {name}", person.id));
        let (record, problems) = led(person, form, answers.as_object().unwrap());
        records.push(record);
        wrong.extend(problems);
    }
    // Of referrals nothing is known on the day of the talk.
    let whole = case_record(&History::of(records.iter().cloned()), None, person.now);
    (History::of(records.into_iter().chain([whole])), wrong)
}

fn typology(found: &Typology) -> BTreeMap<String, String> {
    let all = [
        ("migration_type", &found.migration_type),
        ("migration_kind", &found.migration_kind),
        ("migration_form", &found.migration_form),
        ("main_cause", &found.main_cause),
        ("movement_stage", &found.movement_stage),
        ("main_category", &found.main_category),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?))).collect()
}

/// What differs between two lists of pairs, the expected and those that came, in words.
fn differences(part: &str, expected: &BTreeMap<String, String>, came: &BTreeMap<String, String>) -> Vec<String> {
    let names: BTreeSet<&String> = expected.keys().chain(came.keys()).collect();
    let differing = names.into_iter().filter_map(|name| match (expected.get(name), came.get(name)) {
        (Some(expected), Some(came)) if expected != came => {
            Some(format!("{part} {name}: expected {expected}, came {came}"))
        }
        (Some(expected), None) => Some(format!("{part} {name}: expected {expected}, did not come")),
        (None, Some(came)) => Some(format!("{part} {name}: not expected, came {came}")),
        _ => None,
    });
    differing.collect()
}

fn one(part: &str, expected: &Value, came: Option<&str>) -> Option<String> {
    (expected.as_str() != came).then(|| format!("{part}: expected {expected}, came {came:?}"))
}

/// Everything in which the rules and the file do not agree.
fn compared(person: &Person, history: &History, found: &Differentiation<'_>) -> Vec<String> {
    let mut wrong = differences("typology", &person.pairs("typology"), &typology(&found.typology));
    for (form, values) in person.expected("worked_out").as_object().unwrap() {
        for (name, expected) in values.as_object().unwrap() {
            let came = history.newest(form).and_then(|record| record.value(name));
            wrong.extend(one(&format!("{form} {name}"), expected, came));
        }
    }
    let needs: BTreeMap<String, String> =
        found.needs.iter().map(|need| (need.code.clone(), need.urgency.as_str().to_owned())).collect();
    wrong.extend(differences("need", &person.pairs("needs"), &needs));
    wrong.extend(one("urgency", person.expected("urgency"), found.urgency().map(pana_model::Urgency::as_str)));
    let proposed = |code: &str| found.services.iter().find(|service| service.code == code);
    for (code, actor) in person.pairs("services") {
        match proposed(&code) {
            None => wrong.push(format!("service {code}: is not proposed")),
            Some(service) if service.actor_first.as_str() != actor => {
                wrong.push(format!("service {code}: {actor} acts first, came {}", service.actor_first.as_str()));
            }
            Some(_) => {}
        }
    }
    let never = person.codes("never").into_iter().filter_map(|code| Some((proposed(&code)?.rules.join(" "), code)));
    wrong.extend(never.map(|(rules, code)| format!("service {code}: must not be proposed, but is by {rules}")));
    let first = found.lines.first().map(|line| line.rule);
    wrong.extend(one("level", person.expected("level"), first.map(|rule| rule.level.as_str())));
    wrong.extend(one("acts first", person.expected("acts_first"), first.map(|rule| rule.actor_first.as_str())));
    wrong.extend(one("stops", person.expected("stops"), found.stops.map(pana_rules::Stops::as_str)));
    let next: BTreeSet<String> = found.next_forms.iter().cloned().collect();
    if next != person.codes("next") {
        wrong.push(format!("next: expected {:?}, came {next:?}", person.codes("next")));
    }
    wrong
}

/// Whatever the file says of itself that cannot be.
fn inconsistent(person: &Person) -> Vec<String> {
    let mut wrong = Vec::new();
    let expected = person.map("expected");
    if expected.keys().map(String::as_str).collect::<BTreeSet<_>>() != PARTS.into_iter().collect() {
        wrong.push(format!("expected has {:?}", expected.keys()));
    }
    let (needs, aside, added) = (person.pairs("needs"), person.pairs("set_aside"), person.pairs("added"));
    let unnamed = aside.keys().filter(|code| !needs.contains_key(*code));
    wrong.extend(unnamed.map(|code| format!("set_aside {code}: is no need that the rules name")));
    let named = added.keys().filter(|code| needs.contains_key(*code));
    wrong.extend(named.map(|code| format!("added {code}: the rules name it already")));
    let explained: BTreeSet<&String> = person.map("why").keys().collect();
    if explained != needs.keys().chain(added.keys()).collect() {
        wrong.push(format!("why explains {explained:?}"));
    }
    let taxonomy = taxonomy();
    let services = person.pairs("services").into_keys().chain(person.codes("never"));
    wrong.extend(services.filter(|code| taxonomy.service(code).is_none()).map(|code| format!("no service {code}")));
    if person.file["who"].as_str().is_none_or(|who| who.len() < 80) {
        wrong.push("nobody says who this is".to_owned());
    }
    wrong
}

#[test]
fn each_invented_person_gets_what_a_social_worker_would_conclude() {
    let (forms, rules) = (forms(), rules());
    let vocabulary = Vocabulary::of(forms.iter().map(AsRef::as_ref));
    let people = people();
    let mut wrong = Vec::new();
    for person in &people {
        let (history, problems) = history(person, &forms);
        let found = differentiate(&rules, &vocabulary, &history, person.now);
        let all = problems.into_iter().chain(inconsistent(person)).chain(compared(person, &history, &found));
        wrong.extend(all.map(|line| format!("{}: {line}", person.id)));
    }
    assert!(people.len() >= 40, "{}", people.len());
    assert!(wrong.is_empty(), "{} differences\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn each_rule_about_what_is_asked_today_is_met_by_one_of_the_invented_people() {
    let (forms, rules) = (forms(), rules());
    let vocabulary = Vocabulary::of(forms.iter().map(AsRef::as_ref));
    let mut met = BTreeSet::new();
    for person in people() {
        let (history, _) = history(&person, &forms);
        let found = differentiate(&rules, &vocabulary, &history, person.now);
        met.extend(found.lines.iter().chain(&found.gave_way).map(|line| line.rule.id.clone()));
    }
    let asked = rules.rules().iter().filter(|rule| ["intake", "needs", "safety", "case"].contains(&rule.form.as_str()));
    let left: Vec<&str> = asked.map(|rule| rule.id.as_str()).filter(|id| !met.contains(*id)).collect();
    assert_eq!(left, NOT_MET);
}
