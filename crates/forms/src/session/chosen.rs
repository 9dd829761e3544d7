//! Repeats that follow a list: an instance is about one choice of it, and what was said of a choice stays with it, wherever
//! the choice stands, and comes back when it is ticked again.
//!
//! The id of an instance is made of its choice. Older programs made it of the place, as for any counted repeat; such an
//! instance keeps its id, and is about the choice at whose place it was when it was restored.

use std::collections::{HashMap, HashSet};

use super::Session;
use super::aside::Subject;
use super::instances::counted_id;
use super::state::State;
use super::work::Work;
use crate::form::{Follows, Form};
use crate::index::{NodeIndex, ScopeId};

impl Session {
    /// Lets instances come, go and change places, so that there are so many and each stands where its choice does. In
    /// O(instances), where they are another number or the list has changed.
    pub(super) fn follow(
        &mut self,
        form: &Form,
        (scope, repeat): (ScopeId, NodeIndex),
        follows: &Follows,
        wanted: usize,
        work: &mut Work,
    ) {
        let at = self.state.at(form, scope, repeat);
        let subjects = self.state.subjects(form, scope, follows, wanted);
        let before = self.state.instances(scope, repeat).to_vec();
        let mut known = self.state.about(&before, &at, &subjects);
        let there: Vec<Option<ScopeId>> = subjects.iter().map(|subject| known.remove(subject)).collect();
        let stays = there.iter().flatten().copied().collect::<HashSet<_>>();
        if before.len() == there.len() && there.iter().zip(&before).all(|(one, other)| *one == Some(*other)) {
            return;
        }
        self.state.note_list(form, scope, repeat);
        for one in before.into_iter().rev().filter(|one| !stays.contains(one)) {
            self.state.remember_id(one, &at);
            self.set_aside(form, one);
            self.take_instance(form, one, work);
        }
        let mut order = Vec::with_capacity(subjects.len());
        for (subject, there) in subjects.into_iter().zip(there) {
            let one = match there {
                Some(one) => one,
                None if !self.state.has_room(form, scope, repeat) => continue,
                None => {
                    let remembered = self.state.aside.ids.remove(&(at.clone(), subject.clone()));
                    let id = remembered.unwrap_or_else(|| counted_id(&at, &subject));
                    self.make_counted(form, (scope, repeat), id, work)
                }
            };
            if let Some(block) = self.state.scopes.get_mut(one) {
                block.about = Some(subject);
            }
            order.push(one);
        }
        self.state.arrange(scope, repeat, order);
        self.number_changed(form, scope, repeat, work);
    }
}

impl State {
    /// What each of so many instances is about.
    fn subjects(&self, form: &Form, scope: ScopeId, follows: &Follows, wanted: usize) -> Vec<Subject> {
        let start = self.ancestor(scope, follows.list.common);
        let list = self.slot(form, start, follows.list.target).map_or("", super::slot::Slot::effective);
        let names: Vec<&str> = list.split_whitespace().collect();
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let subject = |place: usize| {
            let nth = i64::try_from(place).ok()?.checked_add(1)?.checked_add(follows.shift)?;
            let name = *names.get(usize::try_from(nth).ok()?)?;
            let times = seen.entry(name).or_default();
            let subject = Subject::Choice(name.to_owned(), *times);
            *times = times.saturating_add(1);
            Some(subject)
        };
        let known: Vec<Option<Subject>> = (0..wanted).map(subject).collect();
        known.into_iter().enumerate().map(|(place, subject)| subject.unwrap_or(Subject::Place(place))).collect()
    }

    /// Instances by what they are about. Those that have just been restored are known by their ids, or by their places.
    fn about(&mut self, instances: &[ScopeId], at: &str, subjects: &[Subject]) -> HashMap<Subject, ScopeId> {
        let ids: HashMap<_, _> = subjects.iter().map(|subject| (counted_id(at, subject), subject)).collect();
        let mut known = HashMap::with_capacity(instances.len());
        let mut unknown = Vec::new();
        for one in instances {
            let Some(block) = self.scopes.get(*one) else { continue };
            match block.about.clone().or_else(|| ids.get(&block.id).map(|subject| (*subject).clone())) {
                Some(subject) => drop(known.insert(subject, *one)),
                None => unknown.push(*one),
            }
        }
        for one in unknown {
            let subject = subjects.get(self.place(one)).filter(|subject| !known.contains_key(*subject));
            known.extend(subject.map(|subject| (subject.clone(), one)));
        }
        for (subject, one) in &known {
            if let Some(block) = self.scopes.get_mut(*one) {
                block.about = Some(subject.clone());
            }
        }
        known
    }

    /// Before an instance is set aside whose id does not follow from what it is about.
    fn remember_id(&mut self, scope: ScopeId, at: &str) {
        let Some(block) = self.scopes.get(scope) else { return };
        if let Some(subject) = block.about.clone().filter(|subject| counted_id(at, subject) != block.id) {
            self.aside.ids.insert((at.to_owned(), subject), block.id);
        }
    }

    /// Puts the instances of a repeat into this order.
    fn arrange(&mut self, scope: ScopeId, repeat: NodeIndex, order: Vec<ScopeId>) {
        for (place, one) in order.iter().enumerate() {
            if let Some(block) = self.scopes.get_mut(*one) {
                block.place = place;
            }
        }
        if let Some(block) = self.scopes.get_mut(scope) {
            block.children.insert(repeat, order);
        }
    }
}
