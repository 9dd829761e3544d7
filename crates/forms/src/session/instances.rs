//! Instances of repeats: how they come, what they begin with, and how they go.

use pana_model::InstanceId;

use super::Session;
use super::aside::{Subject, below};
use super::check;
use super::state::INSTANCES;
use super::work::{Work, fitted, units_of};
use crate::answer::Answer;
use crate::form::{Begins, Form, InitialOn, Preload, QuestionType, Rule, UnitKind, With};
use crate::index::{Index, NodeIndex, ScopeId, UnitIndex, between};

impl Session {
    pub(super) fn count(&mut self, form: &Form, scope: ScopeId, repeat: NodeIndex, wanted: usize, work: &mut Work) {
        let follows = form.logic.rows.get(repeat).and_then(|logic| logic.follows.as_ref());
        if let Some(follows) = follows.filter(|_| !self.as_others) {
            return self.follow(form, (scope, repeat), follows, wanted, work);
        }
        let before = self.state.instances(scope, repeat).len();
        while self.state.instances(scope, repeat).len() > wanted {
            let Some(last) = self.state.instances(scope, repeat).last().copied() else { break };
            if !self.as_others {
                self.set_aside(form, last);
            }
            self.take_instance(form, last, work);
        }
        while self.state.instances(scope, repeat).len() < wanted && self.state.has_room(form, scope, repeat) {
            let at = self.state.at(form, scope, repeat);
            let nth = self.state.instances(scope, repeat).len();
            let made = self.make_counted(form, (scope, repeat), counted_id(&at, &Subject::Place(nth)), work);
            let counts = form.logic.rows.get(repeat).is_some_and(|logic| logic.count.is_some());
            if counts && self.state.scopes.get(made).is_some_and(|block| !block.whole) {
                self.begin_copy(form, made, work);
            }
        }
        if self.state.instances(scope, repeat).len() != before {
            self.number_changed(form, scope, repeat, work);
        }
    }

    /// Makes an instance that a count asks for, with what was set aside of it.
    pub(super) fn make_counted(
        &mut self,
        form: &Form,
        (scope, repeat): (ScopeId, NodeIndex),
        id: InstanceId,
        work: &mut Work,
    ) -> ScopeId {
        let made = self.state.add_scope(form, scope, repeat, id);
        let whole = self.state.place(made) == 0 && self.state.brings(form, scope, repeat);
        if let Some(block) = self.state.scopes.get_mut(made) {
            block.whole = whole;
        }
        self.begin_block(form, made, work);
        if self.fresh && !form.logic.begins.is_empty() {
            self.begin_instance(form, made, work);
        }
        self.take_back(form, made, repeat, work);
        made
    }

    /// What a form says that this instance begins with, where it comes later than the form's beginning.
    fn begin_instance(&mut self, form: &Form, scope: ScopeId, work: &mut Work) {
        let depth = self.state.depth(scope);
        for Begins { at, with } in &form.logic.begins {
            let found = self.state.find_by_place(form, at);
            let Some((place, row)) = found.filter(|(place, _)| self.state.ancestor(*place, depth) == scope) else {
                continue;
            };
            self.begin_with(form, (place, row), with, work);
        }
    }

    /// What an instance begins with: so many instances of a repeat in it that nothing counts, or a value.
    fn begin_with(&mut self, form: &Form, (scope, row): (ScopeId, NodeIndex), with: &With, work: &mut Work) {
        match with {
            With::Instances(count) => {
                let counted = form.logic.rows.get(row).is_some_and(|logic| logic.count.is_some());
                // Who is not asked of a first instance is not asked of one in another.
                if !counted && (self.as_others || *count > 1) {
                    self.count(form, scope, row, (*count).min(INSTANCES), work);
                }
            }
            With::Value(text) => self.put(form, scope, row, Answer::from_text(text.as_str()), work),
        }
    }

    /// What an instance begins with that somebody adds. The first of all is the one that stands in the form; where that was
    /// there from the beginning it is a copy like the others.
    pub(super) fn begin_added(&mut self, form: &Form, scope: ScopeId, work: &mut Work) {
        if self.as_others || self.state.place(scope) > 0 {
            self.begin_copy(form, scope, work);
        } else {
            self.begin_instance(form, scope, work);
        }
    }

    /// What a copy of a template brings: instances of the repeats in it, and what those hold.
    fn begin_copy(&mut self, form: &Form, scope: ScopeId, work: &mut Work) {
        for Begins { at, with } in &form.logic.begins {
            if let Some(place) = self.state.find_in_copy(form, scope, at) {
                self.begin_with(form, place, with, work);
            }
        }
    }

    /// Adds instances with their defaults and puts all they touch on the queue; gives back those there is no room for. Who
    /// is there already is not added again.
    pub(super) fn make_instances(
        &mut self,
        form: &Form,
        parent: ScopeId,
        repeat: NodeIndex,
        ids: &[InstanceId],
        work: &mut Work,
    ) -> Vec<InstanceId> {
        let mut left = Vec::new();
        for id in ids {
            if self.state.instance(parent, repeat, *id).is_some() {
                continue;
            }
            if self.state.has_room(form, parent, repeat) {
                let scope = self.state.add_scope(form, parent, repeat, *id);
                self.begin_block(form, scope, work);
            } else {
                left.push(*id);
            }
        }
        // Once for all: each that is told of a new number may be as many as there are.
        self.number_changed(form, parent, repeat, work);
        left
    }

    /// Whoever reads anything in a repeat from outside its instances, or how many there are, looks again. What an instance
    /// reads of itself is as it was.
    pub(super) fn number_changed(&self, form: &Form, parent: ScopeId, repeat: NodeIndex, work: &mut Work) {
        work.order_changed = true;
        work.changed.push((parent, repeat));
        let end = form.logic.rows.get(repeat).map_or(NodeIndex::FIRST, |logic| logic.end);
        let around = self.state.depth(parent);
        self.wake_readers(form, parent, repeat, work);
        if form.logic.rows.get(repeat).is_some_and(|logic| !logic.each.is_empty()) {
            for instance in self.state.instances(parent, repeat) {
                self.ask_instance(form, *instance, repeat, work);
            }
        }
        for row in between(repeat.next(), end) {
            for (unit, common) in form.logic.readers.get(row).into_iter().flatten() {
                if *common <= around {
                    self.wake_reader(form, parent, *unit, *common, work);
                }
            }
        }
    }

    /// Where a repeat asks each instance whether it applies, by its place: this one is asked.
    fn ask_instance(&self, form: &Form, scope: ScopeId, repeat: NodeIndex, work: &mut Work) {
        if let Some(logic) = form.logic.rows.get(repeat).filter(|logic| !logic.each.is_empty()) {
            work.queue.extend(units_of(form, logic, UnitKind::Relevant).map(|unit| (unit, scope)));
        }
    }

    pub(super) fn drop_instance(&mut self, form: &Form, scope: ScopeId, work: &mut Work) {
        let place = self.state.scopes.get(scope).and_then(|block| Some((block.parent, block.repeat?)));
        let Some((parent, repeat)) = place else { return };
        self.take_instance(form, scope, work);
        self.number_changed(form, parent, repeat, work);
    }

    /// Takes an instance away with all in it. What still waits to be worked out in it is passed over when its turn comes.
    pub(super) fn take_instance(&mut self, form: &Form, scope: ScopeId, work: &mut Work) {
        let mut waiting = vec![scope];
        while let Some(next) = waiting.pop() {
            work.gone.extend(self.state.repeat_of(next).map(|repeat| self.state.at(form, next, repeat)));
            for row in self.state.rows(form, next) {
                work.gone.push(self.state.at(form, next, row));
                waiting.extend(self.state.instances(next, row));
            }
        }
        self.state.remove_scope(form, scope);
    }

    /// Fills a new block: flags, defaults, preloads; then its units go on the queue.
    pub(super) fn begin_block(&mut self, form: &Form, scope: ScopeId, work: &mut Work) {
        let own = self.state.scopes.get(scope).and_then(|block| block.repeat);
        let rows: Vec<NodeIndex> = own.into_iter().chain(self.state.rows(form, scope)).collect();
        for row in &rows {
            let (Some(node), Some(logic)) = (form.nodes.get(*row), form.logic.rows.get(*row)) else { continue };
            let is_instance = own == Some(*row);
            // The end is not known before it comes, and what was written down before was filled in then.
            let preload = logic.preload.as_ref().filter(|preload| self.fresh && **preload != Preload::End);
            let preload = preload.map(|preload| self.preload(preload));
            work.changed.push((scope, *row));
            if is_instance {
                self.state.change(form, scope, *row, |slot| slot.relevant_self = true);
                self.ask_instance(form, scope, *row, work);
                continue;
            }
            // What is asked of each instance is asked where the instance is.
            let units = logic.units.iter().filter(|unit| logic.each.is_empty() || !is_relevance(form, **unit));
            work.queue.extend(units.map(|unit| (*unit, scope)));
            let later = match logic.initial.on {
                InitialOn::Both => true,
                InitialOn::Load => !work.live || logic.initial.new.is_some(),
                InitialOn::New => work.live,
            };
            if preload.is_none() && self.fresh && later && logic.initial.program(work.live).is_some() {
                work.defaults.push((scope, *row));
            }
            let initial = || if self.fresh { logic.initial.text.clone() } else { String::new() };
            let text = fitted(form, *row, preload.unwrap_or_else(initial), self.offset());
            let answer = Answer::from_text(text);
            let wrong = if let Answer::Value(text) = &answer { check::wrong(form, node, text) } else { None };
            self.state.change(form, scope, *row, |slot| {
                slot.relevant_self = true;
                slot.required = matches!(logic.required, Rule::Always);
                slot.readonly = matches!(logic.readonly, Rule::Always);
            });
            self.state.hold(form, scope, *row, answer, wrong);
        }
        // Taken from the end: the first in the form comes first.
        work.defaults.sort_by(|left, right| right.cmp(left));
        let tops: Vec<NodeIndex> = match own {
            Some(own) => vec![own],
            None => rows
                .iter()
                .copied()
                .filter(|row| form.nodes.get(*row).is_some_and(|node| node.parent.is_none()))
                .collect(),
        };
        for row in tops {
            self.refresh(form, scope, row, work);
        }
        if self.as_others {
            for row in rows {
                let is_repeat = form.nodes.get(row).is_some_and(|node| node.question_type == QuestionType::Repeat);
                let counted = form.logic.rows.get(row).is_some_and(|logic| logic.count.is_some());
                let brought = own != Some(row) && self.state.brings(form, scope, row);
                if is_repeat && !counted && brought && self.fresh {
                    self.count(form, scope, row, 1, work);
                }
            }
        }
    }

    /// Instances that the form begins with, and what they hold.
    pub(super) fn begin_instances(&mut self, form: &Form, work: &mut Work) {
        for Begins { at, with } in &form.logic.begins {
            let Some((scope, row)) = self.state.find_by_place(form, at) else { continue };
            match with {
                With::Instances(count) => self.count(form, scope, row, (*count).min(INSTANCES), work),
                With::Value(text) => self.put(form, scope, row, Answer::from_text(text.as_str()), work),
            }
        }
    }
}

/// Answers in instances that a count has taken away, as [`Aside`](super::aside::Aside) keeps them.
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
                    self.state.note_list_named(form, at.clone());
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
    pub(super) fn take_back(&mut self, form: &Form, scope: ScopeId, repeat: NodeIndex, work: &mut Work) {
        if self.state.aside.answers.is_empty() && self.state.aside.instances.is_empty() {
            return;
        }
        let at = self.state.at(form, scope, repeat);
        // A repeat sorts before the repeats in its instances, since its name begins theirs.
        for (name, ids) in below(&self.state.aside.instances, &at) {
            // What lies in a counted instance that has not come yet waits for it.
            let Some((place, row)) = self.state.find(form, &name) else { continue };
            self.state.note_list_named(form, name.clone());
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
                self.state.note_aside(&name);
                self.state.aside.answers.remove(&name);
                self.put(form, place, row, answer, work);
            }
        }
    }

    /// Does a name lie in a repeat whose instances are counted? Then it may come again.
    pub(super) fn may_come(&self, form: &Form, at: &str) -> bool {
        let row = form.row(at).and_then(|row| form.logic.rows.get(row));
        let counted = |repeat: &NodeIndex| form.logic.rows.get(*repeat).is_some_and(|logic| logic.count.is_some());
        row.is_some_and(|row| row.chain.iter().any(counted))
    }
}

/// The id of a counted instance: the same whenever it comes.
pub(super) fn counted_id(repeat_at: &str, subject: &Subject) -> InstanceId {
    let number = |number: &usize| u64::try_from(*number).unwrap_or(u64::MAX).to_le_bytes();
    let mut hasher = blake3::Hasher::new();
    match subject {
        Subject::Place(nth) => hasher.update(b"instance").update(&number(nth)),
        Subject::Choice(name, nth) => {
            hasher.update(b"choice").update(&number(nth)).update(&number(&name.len())).update(name.as_bytes())
        }
    };
    hasher.update(repeat_at.as_bytes());
    InstanceId::from_random(hasher.finalize().as_bytes().first_chunk::<16>().copied().unwrap_or_default())
}

fn is_relevance(form: &Form, unit: UnitIndex) -> bool {
    form.logic.units.get(unit).is_some_and(|unit| unit.kind == UnitKind::Relevant)
}
