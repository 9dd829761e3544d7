//! Answers in instances that a count has taken away. They are kept, as what does not apply is kept, and come back when
//! the count goes up again: a number typed wrong costs nobody an answer. An instance that somebody removes by hand is gone
//! with all in it.
//!
//! A counted instance has the same id whenever it comes, so the name of a node is enough to find its answer again.

use std::collections::BTreeMap;

use pana_model::InstanceId;

use crate::answer::Answer;

/// What was set aside, by the names of nodes that are not there now.
#[derive(Debug, Default)]
pub(super) struct Aside {
    pub(super) answers: BTreeMap<String, Answer>,
    /// Instances of repeats that are not counted, in instances that are.
    pub(super) instances: BTreeMap<String, Vec<InstanceId>>,
    /// By their repeat and what they were about: the ids of instances that were made where ids went by places.
    pub(super) ids: BTreeMap<(String, Subject), InstanceId>,
}

/// What an instance of a repeat that follows a list is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Subject {
    /// A choice, and the how manieth of its name, from 0.
    Choice(String, usize),
    /// Nothing of the list: it is known by its place, from 0.
    Place(usize),
}

/// What is named below a node.
pub(super) fn below<V: Clone>(map: &BTreeMap<String, V>, at: &str) -> Vec<(String, V)> {
    let named = map.range(at.to_owned()..).take_while(|(name, _)| name.starts_with(at));
    named.map(|(name, value)| (name.clone(), value.clone())).collect()
}
