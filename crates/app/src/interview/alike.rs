//! Instances that come by the thousand are alike: one of them is told, and of the others their places.

use std::collections::{HashMap, HashSet};

use crate::contract::interview::{AlikeInstances, NodeState};

/// So many at least; fewer are told one by one.
const MANY: usize = 32;

/// Takes the nodes of instances that are as one before them out of both lists, and says which instances these are.
pub(crate) fn fold(changed: &mut Vec<NodeState>, order: Option<&mut Vec<String>>) -> Vec<AlikeInstances> {
    if changed.len() < MANY {
        return Vec::new();
    }
    let runs = runs(changed, order.as_deref().map(Vec::as_slice));
    let folded: HashSet<&str> = runs.iter().flat_map(|run| &run.instances).map(String::as_str).collect();
    if !folded.is_empty() {
        changed.retain(|node| !folded.contains(outermost(&node.at)));
        order.into_iter().for_each(|order| order.retain(|at| !folded.contains(outermost(at))));
    }
    runs
}

fn runs(changed: &[NodeState], order: Option<&[String]>) -> Vec<AlikeInstances> {
    let next = order.map(next_of);
    let follows = |one: &[NodeState], other: &[NodeState]| {
        next.as_ref().is_none_or(|next| next.get(place(one)).copied() == Some(place(other)))
    };
    let mut runs = Vec::new();
    let instances = instances(changed);
    let mut rest = instances.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let in_line = |(one, other): &(&&[NodeState], &&[NodeState])| follows(one, other) && is_as(first, other);
        let alike = rest.iter().zip(after).take_while(in_line).count();
        let (others, next) = after.split_at_checked(alike).unwrap_or_default();
        if alike < MANY {
            rest = after;
        } else {
            let instances = others.iter().map(|one| place(one).to_owned()).collect();
            runs.push(AlikeInstances { first: place(first).to_owned(), instances });
            rest = next;
        }
    }
    runs
}

/// Which instance stands right after another, with nothing between.
fn next_of(order: &[String]) -> HashMap<&str, &str> {
    let places: Vec<&str> = order.iter().map(|at| outermost(at)).collect();
    let pairs = places.iter().zip(places.iter().skip(1)).filter(|(one, next)| one != next);
    pairs.map(|(one, next)| (*one, *next)).collect()
}

/// Outermost instances that are named themselves, each with what is named in it.
fn instances(changed: &[NodeState]) -> Vec<&[NodeState]> {
    let same = |one: &NodeState, other: &NodeState| outermost(&one.at) == outermost(&other.at);
    let named = |nodes: &&[NodeState]| nodes.first().is_some_and(|node| node.at == outermost(&node.at));
    changed.chunk_by(same).filter(named).collect()
}

/// Where an instance is.
fn place(instance: &[NodeState]) -> &str {
    instance.first().map_or("", |node| node.at.as_str())
}

/// The place of the outermost instance that a place lies in, or is; empty where there is none.
fn outermost(at: &str) -> &str {
    at.find(']').and_then(|end| at.get(..=end)).unwrap_or_default()
}

/// Is one instance as another, but for its place?
fn is_as(one: &[NodeState], other: &[NodeState]) -> bool {
    let inside = |node: &'_ NodeState| node.at.len().saturating_sub(outermost(&node.at).len());
    let same = |(one, other): (&NodeState, &NodeState)| {
        let (own, others) = (inside(one), inside(other));
        own == others
            && one.at.ends_with(other.at.get(other.at.len().saturating_sub(others)..).unwrap_or_default())
            && is_as_but_for_its_place(one, other)
    };
    one.len() == other.len() && one.iter().zip(other).all(same)
}

fn is_as_but_for_its_place(one: &NodeState, other: &NodeState) -> bool {
    let NodeState { at: _, path, relevant, required, readonly, answer, file, problem, label, hint, guidance, choices } =
        one;
    (*relevant, *required, *readonly) == (other.relevant, other.required, other.readonly)
        && *path == other.path
        && *answer == other.answer
        && *file == other.file
        && *problem == other.problem
        && (label, hint, guidance) == (&other.label, &other.hint, &other.guidance)
        && *choices == other.choices
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::interview::AnswerView;

    fn node(at: String, age: &str) -> NodeState {
        let path: Vec<&str> = at.split('[').map(|part| part.split_once(']').map_or(part, |(_, after)| after)).collect();
        let answer = if at.ends_with("/age") { AnswerView::Value(age.to_owned()) } else { AnswerView::Blank };
        NodeState {
            path: path.concat(),
            at,
            relevant: true,
            required: false,
            readonly: false,
            answer,
            file: None,
            problem: None,
            label: None,
            hint: None,
            guidance: None,
            choices: None,
        }
    }

    /// A list, so many members with an age, and something after them.
    fn household(members: usize, age: impl Fn(usize) -> &'static str) -> Vec<NodeState> {
        let member = |nth: usize| [format!("/f/m[{nth}]"), format!("/f/m[{nth}]/age")].map(|at| node(at, age(nth)));
        let before = node("/f/m".to_owned(), "");
        std::iter::once(before).chain((0..members).flat_map(member)).chain([node("/f/end".to_owned(), "")]).collect()
    }

    fn places(nodes: &[NodeState]) -> Vec<String> {
        nodes.iter().map(|node| node.at.clone()).collect()
    }

    #[test]
    fn of_thousands_that_are_alike_one_is_told_and_the_places_of_the_others() {
        let mut changed = household(8_000, |_| "3");
        let mut order = places(&changed);
        let runs = fold(&mut changed, Some(&mut order));
        assert_eq!(places(&changed), ["/f/m", "/f/m[0]", "/f/m[0]/age", "/f/end"]);
        assert_eq!(order, places(&changed));
        let [run] = runs.as_slice() else { panic!("{} runs", runs.len()) };
        assert_eq!((run.first.as_str(), run.instances.len()), ("/f/m[0]", 7_999));
        assert_eq!(run.instances.last().map(String::as_str), Some("/f/m[7999]"));
    }

    #[test]
    fn who_is_another_is_told_and_so_are_few() {
        let mut changed = household(100, |nth| if nth == 50 { "7" } else { "3" });
        let mut order = places(&changed);
        let runs = fold(&mut changed, Some(&mut order));
        let told: Vec<(&str, usize)> = runs.iter().map(|run| (run.first.as_str(), run.instances.len())).collect();
        assert_eq!(told, [("/f/m[0]", 49), ("/f/m[51]", 48)]);
        assert!(places(&changed).contains(&"/f/m[50]/age".to_owned()));
        let mut few = household(20, |_| "3");
        assert_eq!(fold(&mut few, None), []);
        assert_eq!(few.len(), 42);
    }

    #[test]
    fn who_stands_between_others_that_changed_not_is_told() {
        let mut changed = household(100, |_| "3");
        let mut order = places(&changed);
        order.insert(41, "/f/m[old]".to_owned());
        let runs = fold(&mut changed, Some(&mut order));
        let told: Vec<(&str, usize)> = runs.iter().map(|run| (run.first.as_str(), run.instances.len())).collect();
        assert_eq!(told, [("/f/m[20]", 79)]);
        assert!(order.contains(&"/f/m[old]".to_owned()));
    }
}
