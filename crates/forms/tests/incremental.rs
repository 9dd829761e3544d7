//! However a state was reached, it is the one that the answers alone give.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use std::collections::BTreeMap;
use std::sync::Arc;

use pana_forms::workbook::Workbook;
use pana_forms::{
    Answer, Changes, Choice, Context, Delta, Form, NodeState, Progress, QuestionType, Role, Session, Snapshot, read,
};
use pana_model::{InstanceId, Moment};
use proptest::prelude::*;

/// What is a number, and what only looks like one.
const WRITTEN: [&str; 12] =
    ["12", "-0", "0", " 3 ", "0.1", "2024-01-02", "seven", "9007199254740992", "-4", "-0.5", "2024-03-05", " "];

/// Dates of birth, whole and in part.
const BORN: [&str; 4] = ["2008-06-14", "2008", "2006-03", "1990-02-03"];

fn form() -> Arc<Form> {
    let sheets: [(&str, &[u8]); 3] = [
        ("survey", include_bytes!("incremental/survey.csv")),
        ("choices", include_bytes!("incremental/choices.csv")),
        ("settings", include_bytes!("incremental/settings.csv")),
    ];
    let reading = read(&Workbook::from_csv("f", &sheets).unwrap());
    let problems: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems, Vec::<String>::new());
    reading.form.unwrap()
}

/// A form with what is typed over a calculation, made once, read-only for a while, and given to entities.
fn form_of_what_is_kept() -> Arc<Form> {
    let sheets: [(&str, &[u8]); 3] = [
        ("survey", include_bytes!("incremental/kept/survey.csv")),
        ("settings", include_bytes!("incremental/settings.csv")),
        ("entities", include_bytes!("incremental/kept/entities.csv")),
    ];
    let reading = read(&Workbook::from_csv("f", &sheets).unwrap());
    let problems: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems, Vec::<String>::new());
    reading.form.unwrap()
}

fn context() -> Context {
    Context {
        now: Moment::parse("2024-06-15T10:00:00+05:00").unwrap(),
        properties: Default::default(),
        last_saved: Default::default(),
        seed: 1,
    }
}

#[derive(Debug, Clone)]
enum Step {
    Set(usize, Option<u8>),
    Add(usize, u8),
    Remove(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        5 => (any::<usize>(), prop::option::weighted(0.8, 0_u8..13)).prop_map(|(at, value)| Step::Set(at, value)),
        2 => (any::<usize>(), 1_u8..9).prop_map(|(at, id)| Step::Add(at, id)),
        1 => any::<usize>().prop_map(Step::Remove),
    ];
    prop::collection::vec(step, 1..60)
}

fn states(session: &Session) -> Vec<NodeState> {
    session.order().iter().map(|at| session.state(at).unwrap()).collect()
}

/// What every select offers, with the labels as they read.
fn offers(session: &Session) -> BTreeMap<String, Vec<Choice>> {
    let selects = ["/p", "/k", "/m"];
    let order = session.order().into_iter().filter(|at| selects.iter().any(|end| at.ends_with(end)));
    order.map(|at| (at.clone(), session.choices(&at))).collect()
}

fn apply(session: &mut Session, step: &Step) -> Option<(Vec<NodeState>, pana_forms::Delta)> {
    let order = session.order();
    let before = states(session);
    let pick = |of: &dyn Fn(&str) -> bool, at: usize| {
        let fits: Vec<&String> = order.iter().filter(|one| of(one)).collect();
        (!fits.is_empty()).then(|| fits[at % fits.len()].clone())
    };
    let delta = match step {
        Step::Set(at, value) => {
            let node = pick(
                &|one| {
                    [
                        "/a", "/b", "/p", "/t", "/x", "/v", "/born", "/k", "/m", "/y", "/z", "/w", "/l", "/o", "_note",
                        "/gv", "/gw",
                    ]
                    .iter()
                    .any(|end| one.ends_with(end))
                },
                *at,
            )?;
            let answer = match value {
                None => Answer::Declined,
                Some(0) => Answer::Blank,
                Some(n) if node.ends_with("/p") => Answer::Value(["x", "y", "z"][usize::from(*n) % 3].to_owned()),
                Some(n) if node.ends_with("/k") => Answer::Value(["wife", "son"][usize::from(*n) % 2].to_owned()),
                Some(n) if node.ends_with("/born") => {
                    let text = BORN[usize::from(*n) % BORN.len()];
                    let partial = |text: &str| Answer::Partial(text.parse().unwrap());
                    if text.len() == 10 { Answer::Value(text.to_owned()) } else { partial(text) }
                }
                Some(n) if node.ends_with("/m") => Answer::Value(["wife", "son wife"][usize::from(*n) % 2].to_owned()),
                Some(n) if node.ends_with("/l") || node.ends_with("/o") => {
                    let some = ["x", "y x", "z y", "x y z", "z", "y z x", "z x y"];
                    Answer::Value(some[usize::from(*n) % some.len()].to_owned())
                }
                Some(n) if ["/v", "/gv", "/gw"].iter().any(|end| node.ends_with(end)) => {
                    Answer::Value(WRITTEN[usize::from(*n) % WRITTEN.len()].to_owned())
                }
                Some(n) => Answer::Value(n.to_string()),
            };
            session.set(&node, answer).unwrap()
        }
        Step::Add(at, id) => {
            let node = pick(&|one| one.ends_with("/r") || one.ends_with("/in") || one.ends_with("/d"), *at)?;
            session.add_instance(&node, InstanceId::from_random([*id; 16])).ok()?
        }
        Step::Remove(at) => {
            let node = pick(
                &|one| {
                    one.ends_with(']')
                        && (!["/f/c", "/f/q", "/f/u"].iter().any(|counted| one.starts_with(counted))
                            || one.contains("/d["))
                },
                *at,
            )?;
            session.remove_instance(&node).unwrap()
        }
    };
    Some((before, delta))
}

/// Answers whatever takes an answer, also what is calculated; the rest as [`apply`].
fn apply_anywhere(session: &mut Session, step: &Step) -> Option<(Vec<NodeState>, Delta)> {
    let Step::Set(at, value) = step else { return apply(session, step) };
    let before = states(session);
    let open: Vec<&NodeState> = before.iter().filter(|state| takes_answer(session, state)).collect();
    let node = open[at % open.len()].at.clone();
    let answer = match value {
        None => Answer::Later,
        Some(0) => Answer::Blank,
        Some(n) => Answer::Value((n % 7).to_string()),
    };
    let delta = session.set(&node, answer).unwrap();
    Some((before, delta))
}

fn takes_answer(session: &Session, state: &NodeState) -> bool {
    session.form().find(&state.path).unwrap().1.role == Role::Question && !state.readonly
}

/// The number that was given, where the question applies.
fn number(state: &NodeState) -> Option<i64> {
    match &state.answer {
        Answer::Value(text) if state.relevant => text.parse().ok(),
        _ => None,
    }
}

/// How far a run is, gone through from the beginning.
fn counted(session: &Session) -> Progress {
    let mut progress = Progress::default();
    for state in states(session) {
        let role = session.form().find(&state.path).unwrap().1.role;
        if role == Role::Question && state.relevant && !state.is_given() {
            progress.asked += 1;
            progress.answered += u32::from(state.answer != Answer::Blank);
        }
    }
    progress
}

/// What a delta carries is what changed, no more and no less, and the counters count.
fn the_laws_hold(session: &Session, kept: &mut Snapshot, delta: &Delta) -> Result<(), TestCaseError> {
    let now = session.snapshot();
    prop_assert_eq!(&delta.kept, &Changes::between(kept, &now));
    delta.kept.clone().apply(kept);
    prop_assert!(*kept == now, "what the deltas carried is another snapshot after {:?}", delta);
    prop_assert_eq!(session.progress(), counted(session));
    // What follows from the answers need not be kept.
    let mut least = now.clone();
    least.calculated.retain(|at, _| !session.makes_anew(at));
    let again = Session::restore(Arc::clone(session.form()), context(), &least).0;
    let whole = Session::restore(Arc::clone(session.form()), context(), &now).0;
    prop_assert!(again.snapshot() == whole.snapshot(), "something is not made anew after {:?}", delta);
    // A finished interview is kept as sets: of counted instances, and of choices where there are several.
    let mut sets = now.clone();
    for (at, ids) in &mut sets.instances {
        let is_counted = session.form().find(at).is_some_and(|(_, node)| node.expressions.contains_key("repeat_count"));
        if is_counted && session.state(at).is_some() {
            ids.sort_unstable();
        }
    }
    for (at, answer) in &mut sets.answers {
        let several =
            session.form().find(at).is_some_and(|(_, node)| node.question_type == QuestionType::SelectMultiple);
        if let (true, Answer::Value(text)) = (several, &mut *answer) {
            let mut names: Vec<&str> = text.split(' ').collect();
            names.sort_unstable();
            *text = names.join(" ");
        }
    }
    let of_sets = Session::restore(Arc::clone(session.form()), context(), &sets).0;
    prop_assert!(
        of_sets.snapshot() == whole.snapshot(),
        "what is kept as a set is another interview after {:?}",
        delta
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_state_reached_step_by_step_is_the_state_computed_from_nothing(steps in steps()) {
        let form = form();
        let mut session = Session::new(Arc::clone(&form), context());
        let mut kept = session.snapshot();
        for step in &steps {
            let offered = offers(&session);
            let Some((before, delta)) = apply(&mut session, step) else { continue };
            the_laws_hold(&session, &mut kept, &delta)?;
            let now = states(&session);
            let (again, report) = Session::restore(Arc::clone(&form), context(), &session.snapshot());
            prop_assert_eq!(&report, &Default::default());
            let then = states(&again);
            let differs = now.iter().zip(&then).find(|(now, then)| now != then);
            prop_assert_eq!(differs, None, "{:?}", step);
            prop_assert_eq!(now.len(), then.len(), "{:?}", step);
            prop_assert_eq!(session.snapshot(), again.snapshot());
            let offers = offers(&session);
            prop_assert_eq!(&offers, &self::offers(&again), "{:?}", step);
            for (at, choices) in &offers {
                let same = offered.get(at) == Some(choices);
                prop_assert!(same || delta.changed.contains(at), "{} offers {:?} and was not named: {:?}", at, choices, delta);
            }
            // What is kept up of many answers is what going through them gives.
            let value = |at: &str| now.iter().find(|state| state.at == at).map(|state| state.answer.clone()).unwrap();
            prop_assert_eq!(value("/f/kept"), value("/f/gone_through"), "{:?}", step);
            prop_assert_eq!(value("/f/rows_kept"), value("/f/rows_gone_through"), "{:?}", step);
            for kept in now.iter().filter(|state| state.at.ends_with("/inner_kept")) {
                prop_assert_eq!(&kept.answer, &value(&kept.at.replace("_kept", "_gone_through")), "{:?}", step);
            }
            // Who has not said a number, or does not wish to, takes no total away.
            let said: Vec<i64> = now.iter().filter(|state| state.at.ends_with("/y")).filter_map(number).collect();
            let text = |number: Option<&i64>| number.map_or(Answer::Blank, |number| Answer::Value(number.to_string()));
            prop_assert_eq!(value("/f/y_sum"), text(Some(&said.iter().sum())), "{:?}", step);
            prop_assert_eq!(value("/f/y_least"), text(said.iter().min()), "{:?}", step);
            prop_assert_eq!(value("/f/y_greatest"), text(said.iter().max()), "{:?}", step);
            // What the delta does not name has not changed.
            for state in &now {
                let same = before.iter().any(|old| old == state);
                prop_assert!(same || delta.changed.contains(&state.at), "{:?} changed and was not named: {:?} {:?}", state, before.iter().find(|old| old.at == state.at), delta);
            }
            for old in &before {
                let gone = !now.iter().any(|state| state.at == old.at);
                prop_assert_eq!(gone, delta.gone.contains(&old.at) && gone, "{} went and was not named", &old.at);
            }
        }
    }

    #[test]
    fn what_deltas_carried_one_after_another_is_what_is_there(steps in steps()) {
        let form = form_of_what_is_kept();
        let mut session = Session::new(Arc::clone(&form), context());
        let mut kept = session.snapshot();
        for (nth, step) in steps.iter().enumerate() {
            if nth % 11 == 10 {
                // A run that is gone on with counts from where it is.
                session = Session::restore(Arc::clone(&form), context(), &session.snapshot()).0;
                kept = session.snapshot();
                prop_assert_eq!(session.progress(), counted(&session));
            }
            let entities = session.entities();
            let Some((before, delta)) = apply_anywhere(&mut session, step) else { continue };
            the_laws_hold(&session, &mut kept, &delta)?;
            prop_assert!(delta.entities || entities == session.entities(), "{:?} said nothing of entities", step);
            for state in &states(&session) {
                let same = before.iter().any(|old| old == state);
                prop_assert!(same || delta.changed.contains(&state.at), "{:?} changed and was not named", state);
            }
        }
    }
}
