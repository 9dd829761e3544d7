//! What the calculations of the shipped questionnaires say where nothing, or not everything, was answered.
//!
//! A calculation may say only what no answer that is still missing could make untrue. It is tried out: everything is
//! answered, one answer that the calculation rests on is taken back, and what it says then is compared with what it says
//! for each answer that might come.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pana_forms::{Answer, Form, Node, QuestionType, Role, Session};
use pana_model::InstanceId;

use super::{session_on, shipped};

/// So many ways to answer everything are tried for each questionnaire.
const ROUNDS: u64 = 120;

/// Numbers of what was told: one sign that was told is not untold by what is still missing, so the number stands as "at
/// least so many", and rules that ask for two signs see them at once. 0 is said only once all was asked.
const AT_LEAST: [(&str, &str); 8] = [
    ("intake", "children_count"),
    ("intake", "left_behind"),
    ("intake", "children_out_of_school"),
    ("needs", "distress_score"),
    ("needs", "needs_counted"),
    ("safety", "trafficking_signs"),
    ("follow_up", "referrals_unmet"),
    ("follow_up", "referrals_without"),
];

/// The same where 0 is said too while something is missing. In the personal meeting any question may be passed over
/// without a word, and the worked case `X16_all_skipped` of the domain asks for 0 then.
/// The band follows the signs.
const AT_LEAST_OR_NOTHING: [(&str, &str); 3] =
    [("safety", "home_signs"), ("safety", "trauma_signs"), ("safety", "safety_band")];

/// Days by which something is to be done: what is still missing can only make them come sooner.
const NO_LATER: [(&str, &str); 1] = [("intake", "meet_by")];

/// Calculations that say in a word that they cannot say: whether somebody is a child.
const UNKNOWN: [&str; 2] = ["minor", "hm_minor"];

/// A calculation that says something though this answer is missing, and why that is right.
const SAID_ALL_THE_SAME: [(&str, &str, &str, &str); 9] = [
    ("intake", "critical_flag", "birth_date_known", ALONE),
    ("intake", "critical_flag", "birth_date", ALONE),
    ("intake", "critical_flag", "birth_year", ALONE),
    ("intake", "meet_by", "birth_date_known", ALONE),
    ("intake", "meet_by", "birth_date", ALONE),
    ("intake", "meet_by", "birth_year", ALONE),
    ("intake", "hm_birth", "hm_age_sure", "the days of birth are wider, and the right one is among them"),
    (
        "intake",
        "rhythm",
        "stay_months",
        "the months stay empty 'for good or not known'; then the plan alone says which",
    ),
    (
        "intake",
        "children_count",
        "depth",
        "members are listed in the full way only, so the number given is all there is",
    ),
];

/// Why there is haste where nobody knows yet whether it is a child.
const ALONE: &str = "who may be a child and is alone is cared for at once, until it is known that it is no child";

/// What a calculation says; nothing, where it says that it cannot say.
fn said(session: &Session, place: &str) -> String {
    let name = session.form().find(place).map_or("", |(_, node)| node.name.as_str()).to_owned();
    let value = session.value_of(place).unwrap_or_default();
    if UNKNOWN.contains(&name.as_str()) && value == "unknown" { String::new() } else { value.to_owned() }
}

#[test]
fn without_an_answer_no_shipped_calculation_says_anything() {
    for (folder, form) in shipped() {
        let calculations = calculations(&form);
        let mut session = session_on(&form, "2024-06-15");
        let said = |session: &Session| -> Vec<String> {
            calculations.keys().filter(|path| !said(session, path).is_empty()).cloned().collect()
        };
        assert_eq!(said(&session), Vec::<String>::new(), "{folder}: nothing was answered");
        for (name, value) in [("consent", "agree"), ("depth", "full")] {
            if let Some(node) = form.nodes().iter().find(|node| node.name == name) {
                session.set(&node.path, Answer::from_text(value)).unwrap();
                assert_eq!(said(&session), Vec::<String>::new(), "{folder}: only {name} was answered");
            }
        }
    }
}

#[test]
fn no_shipped_calculation_says_more_than_the_answers_that_are_left_can_tell() {
    for (folder, form) in shipped() {
        let asked = |name: &String| {
            form.nodes().iter().any(|node| node.name == *name && node.role == Role::Question && !node.calculated)
        };
        // What the app tells of the referrals is no answer, and nobody can leave it out.
        let mut rests = calculations(&form);
        rests.retain(|_, rests_on| rests_on.iter().any(asked));
        let mut seen = Seen::default();
        for round in 0..ROUNDS {
            let (mut session, given) = answered(&form, round);
            for (at, answer) in &given {
                let resting = resting(&form, &rests, &session, at);
                if !resting.is_empty() {
                    take_back(&folder, &resting, &mut session, at, answer, &mut seen);
                }
            }
        }
        assert_eq!(seen.wrong, BTreeSet::new(), "{folder}");
        let calculations: BTreeSet<String> = rests.into_keys().collect();
        assert_eq!(seen.said, calculations, "{folder}: each says something in some round");
        assert_eq!(seen.fell_silent, calculations, "{folder}: each says nothing in some round");
        let listed = SAID_ALL_THE_SAME.iter().filter(|row| row.0 == folder).map(|row| (row.1, row.2));
        let unused: Vec<_> = listed.filter(|row| !seen.excused.contains(row)).collect();
        assert_eq!(unused, Vec::<(&str, &str)>::new(), "{folder}: these rows of the list are not needed");
    }
}

#[derive(Default)]
struct Seen {
    wrong: BTreeSet<String>,
    said: BTreeSet<String>,
    fell_silent: BTreeSet<String>,
    excused: BTreeSet<(&'static str, &'static str)>,
}

/// The places of the calculations that rest on a question, and their rows.
fn resting<'a>(
    form: &'a Form,
    rests: &BTreeMap<String, BTreeSet<String>>,
    session: &Session,
    at: &str,
) -> Vec<(String, &'a Node)> {
    let question = form.find(at).unwrap().1;
    rests
        .iter()
        .filter(|(_, rests_on)| rests_on.contains(&question.name))
        .flat_map(|(path, _)| places(form, session, path, at))
        .map(|place| (place.clone(), form.find(&place).unwrap().1))
        .collect()
}

/// Takes one answer back, compares, and gives it again.
fn take_back(
    folder: &str,
    resting: &[(String, &Node)],
    session: &mut Session,
    at: &str,
    answer: &Answer,
    seen: &mut Seen,
) {
    let form = Arc::clone(session.form());
    let question = form.find(at).unwrap().1;
    for (place, node) in resting {
        if !said(session, place).is_empty() {
            seen.said.insert(node.path.clone());
        }
    }
    session.set(at, Answer::Blank).unwrap();
    let without: Vec<String> = resting.iter().map(|(place, _)| said(session, place)).collect();
    for candidate in candidates(&form, question) {
        session.set(at, candidate.clone()).unwrap();
        for ((place, node), before) in resting.iter().zip(&without) {
            let now = said(session, place);
            if before.is_empty() {
                seen.fell_silent.insert(node.path.clone());
            } else if !session.state(place).is_some_and(|state| state.relevant) {
                // A part that does not apply any more says nothing, and nothing else than before.
            } else if !still_true(folder, &node.name, before, &now) {
                let row = SAID_ALL_THE_SAME
                    .iter()
                    .find(|row| (row.0, row.1, row.2) == (folder, node.name.as_str(), question.name.as_str()));
                match row {
                    Some(row) => drop(seen.excused.insert((row.1, row.2))),
                    None => drop(seen.wrong.insert(format!(
                        "{} says {before} without {}, and {now:?} once that is {candidate:?}",
                        node.name, question.name
                    ))),
                }
            }
        }
    }
    session.set(at, answer.clone()).unwrap();
}

/// Is what was said before still true once it is known that this is so?
fn still_true(folder: &str, name: &str, before: &str, now: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().ok();
    let at_least = number(before).zip(number(now)).is_some_and(|(before, now)| now >= before);
    if AT_LEAST.contains(&(folder, name)) {
        before != "0" && at_least || before == now
    } else if AT_LEAST_OR_NOTHING.contains(&(folder, name)) {
        at_least
    } else if NO_LATER.contains(&(folder, name)) {
        let is_day = |text: &str| chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok();
        before == now || is_day(before) && is_day(now) && now < before
    } else {
        before == now
    }
}

/// The calculations of a form, each with the names of all questions that it rests on, by way of others too.
fn calculations(form: &Form) -> BTreeMap<String, BTreeSet<String>> {
    let formula = |node: &Node| node.expressions.get("calculation").filter(|_| node.calculated).cloned();
    let formulas: BTreeMap<&str, BTreeSet<String>> =
        form.nodes().iter().filter_map(|node| Some((node.name.as_str(), names_in(&formula(node)?)))).collect();
    let mut out = BTreeMap::new();
    for node in form.nodes().iter().filter(|node| formula(node).is_some()) {
        let (mut rests_on, mut left) = (BTreeSet::new(), vec![node.name.clone()]);
        while let Some(name) = left.pop() {
            for name in formulas.get(name.as_str()).into_iter().flatten() {
                if rests_on.insert(name.clone()) {
                    left.push(name.clone());
                }
            }
        }
        out.insert(node.path.clone(), rests_on);
    }
    out
}

/// The names that a formula gives in `${}`.
fn names_in(formula: &str) -> BTreeSet<String> {
    formula.split("${").skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned())).collect()
}

/// Where a calculation stands, seen from a question: in the same instance, in each instance, or once.
fn places(form: &Form, session: &Session, path: &str, question_at: &str) -> Vec<String> {
    let Some(repeat) = repeat_of(form, path) else { return vec![path.to_owned()] };
    let Some(ids) = session.instances().remove(&repeat) else { return Vec::new() };
    let instances = ids.into_iter().map(|id| format!("{repeat}[{id}]"));
    let here = question_at.contains('[').then(|| question_at.split_once(']').unwrap().0.to_owned() + "]");
    instances
        .filter(|instance| here.as_ref().is_none_or(|here| here == instance))
        .map(|instance| path.replacen(&repeat, &instance, 1))
        .collect()
}

fn repeat_of(form: &Form, path: &str) -> Option<String> {
    let is_above = |node: &&Node| node.role == Role::Repeat && path.starts_with(&format!("{}/", node.path));
    form.nodes().iter().find(is_above).map(|node| node.path.clone())
}

/// Is it a repeat whose instances somebody adds, and no count makes?
fn adds(node: &Node) -> bool {
    node.role == Role::Repeat && !node.expressions.contains_key("repeat_count")
}

/// Everything answered, in a way of its own for each round.
fn answered(form: &Arc<Form>, round: u64) -> (Session, BTreeMap<String, Answer>) {
    let mut session = session_on(form, "2024-06-15");
    let mut draw = Draw(round.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(1));
    let repeats: Vec<String> = form.nodes().iter().filter(|node| adds(node)).map(|node| node.path.clone()).collect();
    for (nth, repeat) in repeats.iter().enumerate() {
        for instance in 0..draw.below(3) {
            let id = InstanceId::from_random([u8::try_from(nth * 10 + instance).unwrap() + 1; 16]);
            session.add_instance(repeat, id).unwrap();
        }
    }
    let mut given = BTreeMap::new();
    for at in session.order() {
        let node = form.find(&at).unwrap().1;
        if node.role != Role::Question || node.calculated {
            continue;
        }
        let all = candidates(form, node);
        let answer = match node.name.as_str() {
            "consent" => Answer::from_text("agree"),
            // Mostly all is asked, and mostly a talk is gone on with: else little is left to take back.
            "depth" if draw.below(6) > 0 => Answer::from_text("full"),
            "continue_talk" if draw.below(2) > 0 => Answer::from_text("yes"),
            // In half of the rounds little is wrong, or nobody would ever be out of danger.
            _ if round % 2 == 1 && draw.below(8) > 0 => calm(&node.name, &all).unwrap_or_else(|| any(&mut draw, &all)),
            _ => any(&mut draw, &all),
        };
        session.set(&at, answer.clone()).unwrap();
        given.insert(at, answer);
    }
    (session, given)
}

fn any(draw: &mut Draw, all: &[Answer]) -> Answer {
    all[draw.below(all.len())].clone()
}

/// The answer of somebody with whom all is well, where a question has one.
fn calm(name: &str, all: &[Answer]) -> Option<Answer> {
    let good = ["shelter_tonight", "food_today", "safe_now", "safe_return", "children_safe"].contains(&name);
    let words = if good { ["yes"; 3] } else { ["no", "never", "none"] };
    words.into_iter().map(Answer::from_text).find(|word| all.contains(word))
}

/// What might be answered.
fn candidates(form: &Form, node: &Node) -> Vec<Answer> {
    let choices = || -> Vec<String> {
        let list = form.choices(node.list.as_deref().unwrap_or_default()).unwrap_or_default();
        list.iter().map(|choice| choice.name.to_string()).collect()
    };
    let texts: Vec<String> = match node.question_type {
        QuestionType::SelectOne => choices(),
        QuestionType::SelectMultiple => {
            let pairs = choices().windows(2).map(|pair| pair.join(" ")).collect::<Vec<_>>();
            let four = ["health_good language_known job_found housing_found".to_owned()];
            let four = four.into_iter().filter(|_| node.name == "capacities");
            choices().into_iter().chain(pairs).chain(four).collect()
        }
        QuestionType::Integer if node.name == "birth_year" => {
            ["1990", "2005", "2006", "2007", "2024"].map(str::to_owned).into()
        }
        QuestionType::Integer | QuestionType::Decimal => {
            ["0", "1", "2", "5", "6", "12", "17", "18", "40"].map(str::to_owned).into()
        }
        QuestionType::Range => ["1", "3", "5"].map(str::to_owned).into(),
        QuestionType::Date => {
            ["1990-03-10", "2006-06-15", "2006-06-16", "2010-01-01", "2023-10-01", "2024-06-08", "2024-06-14"]
                .map(str::to_owned)
                .into()
        }
        QuestionType::Acknowledge => vec!["OK".to_owned()],
        _ => vec!["x".to_owned()],
    };
    texts.into_iter().map(|text| Answer::from_text(text.as_str())).collect()
}

/// Numbers that look drawn and are the same each time.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end).unwrap()).unwrap()
    }
}
