//! Answers in instances that a count has taken away. They are kept, as what does not apply is kept, and come back when
//! the count goes up again: a number typed wrong costs nobody an answer. An instance that somebody removes by hand is gone
//! with all in it.
//!
//! A counted instance has the same id whenever it comes, so the name of a node is enough to find its answer again.

use std::collections::BTreeMap;

use pana_model::InstanceId;

use super::Session;
use super::settle::Work;
use super::state::ScopeId;
use crate::answer::Answer;
use crate::form::Form;

/// What was set aside, by the names of nodes that are not there now.
#[derive(Debug, Default)]
pub(super) struct Aside {
    pub(super) answers: BTreeMap<String, Answer>,
    /// Instances of repeats that are not counted, in instances that are.
    pub(super) instances: BTreeMap<String, Vec<InstanceId>>,
}

impl Aside {
    /// Forgets all that is named below a node.
    pub(super) fn forget(&mut self, at: &str) {
        self.answers.retain(|name, _| !name.starts_with(at));
        self.instances.retain(|name, _| !name.starts_with(at));
    }
}

/// What is named below a node.
fn below<V: Clone>(map: &BTreeMap<String, V>, at: &str) -> Vec<(String, V)> {
    let named = map.range(at.to_owned()..).take_while(|(name, _)| name.starts_with(at));
    named.map(|(name, value)| (name.clone(), value.clone())).collect()
}

impl Session {
    /// Before an instance goes because there are to be fewer: what was answered in it is kept.
    pub(super) fn set_aside(&mut self, form: &Form, scope: ScopeId) {
        let mut waiting = vec![scope];
        while let Some(next) = waiting.pop() {
            for row in self.state.rows(form, next) {
                let Some(logic) = form.logic.rows.get(row) else { continue };
                let at = self.state.at(form, next, row);
                let instances = self.state.instances(next, row);
                waiting.extend(instances);
                if !instances.is_empty() && logic.count.is_none() {
                    let id = |one: &ScopeId| self.state.scopes.get(*one).map(|block| block.id);
                    let ids = instances.iter().filter_map(id).collect();
                    self.state.aside.instances.insert(at, ids);
                } else if let Some(slot) = self.state.slot(form, next, row)
                    && !slot.answer.is_blank()
                    && !logic.is_calculated()
                {
                    let answer = slot.answer.clone();
                    self.state.aside.answers.insert(at, answer);
                }
            }
        }
    }

    /// Gives an instance that has come again what was set aside of it.
    pub(super) fn take_back(&mut self, form: &Form, scope: ScopeId, repeat: usize, work: &mut Work) {
        if self.state.aside.answers.is_empty() && self.state.aside.instances.is_empty() {
            return;
        }
        let at = self.state.at(form, scope, repeat);
        // A repeat sorts before the repeats in its instances, since its name begins theirs.
        for (name, ids) in below(&self.state.aside.instances, &at) {
            // What lies in a counted instance that has not come yet waits for it.
            let Some((place, row)) = self.state.find(form, &name) else { continue };
            let left = self.make_instances(form, place, row, &ids, work);
            if left.is_empty() {
                self.state.aside.instances.remove(&name);
            } else {
                // They wait until there is room.
                self.state.aside.instances.insert(name, left);
            }
        }
        for (name, answer) in below(&self.state.aside.answers, &at) {
            if let Some((place, row)) = self.state.find(form, &name) {
                self.state.aside.answers.remove(&name);
                self.put(form, place, row, answer, work);
            }
        }
    }

    /// Does a name lie in a repeat whose instances are counted? Then it may come again.
    pub(super) fn may_come(&self, form: &Form, at: &str) -> bool {
        let row = form.by_path.get(&crate::form::bare(at)).and_then(|row| form.logic.rows.get(*row));
        let counted = |repeat: &usize| form.logic.rows.get(*repeat).is_some_and(|logic| logic.count.is_some());
        row.is_some_and(|row| row.chain.iter().any(counted))
    }
}
