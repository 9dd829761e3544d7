//! How a change spreads: a queue of units in the order the form was sorted into, no recursion.

use std::collections::BTreeSet;
use std::sync::Arc;

use pana_model::InstanceId;

use super::Session;
use super::check;
use super::logic::{Preload, Rule, Unit, UnitKind};
use super::state::ScopeId;
use super::tree::{Place, Tree};
use crate::answer::Answer;
use crate::expr::{Evaluator, Value, date};
use crate::form::{Choice, Form, QuestionType};

/// A repeat may have so many instances.
pub(super) const INSTANCES: usize = 10_000;

/// What is still to be done, and what was.
#[derive(Default)]
pub(super) struct Work {
    queue: BTreeSet<(usize, ScopeId)>,
    pub(super) changed: BTreeSet<(ScopeId, usize)>,
    pub(super) gone: Vec<String>,
    pub(super) order_changed: bool,
    /// Calculations that a changed value sets off.
    triggered: Vec<(ScopeId, usize)>,
    /// Defaults that are expressions, to be made once everything has settled.
    defaults: Vec<(ScopeId, usize)>,
    /// Do changed values set off triggers yet?
    live: bool,
}

impl Work {
    /// Work in which changed values set off triggers.
    pub(super) fn live() -> Self {
        Self { live: true, ..Self::default() }
    }
}

impl Session {
    /// Works until nothing is left to do.
    pub(super) fn settle(&mut self, work: &mut Work) {
        let form = Arc::clone(&self.form);
        // Circles through other instances of a repeat go round until they stand still; this is how long we watch.
        let mut budget =
            form.logic.units.len().saturating_add(self.state.slots.len()).saturating_mul(20).saturating_add(100_000);
        loop {
            while let Some((unit, scope)) = work.queue.pop_first() {
                budget = budget.saturating_sub(1);
                if budget == 0 {
                    work.queue.clear();
                    return;
                }
                if self.state.scopes.get(scope).is_some_and(|scope| scope.alive)
                    && let Some(unit) = form.logic.units.get(unit)
                {
                    self.unit(&form, *unit, scope, work);
                }
            }
            if let Some((scope, row)) = work.defaults.pop() {
                self.default(&form, scope, row, work);
            } else if let Some((scope, row)) = work.triggered.pop() {
                if self.state.scopes.get(scope).is_some_and(|scope| scope.alive) {
                    self.trigger(&form, scope, row, work);
                }
            } else {
                return;
            }
        }
    }

    fn evaluate<T>(
        &self,
        form: &Form,
        unit: Unit,
        scope: ScopeId,
        take: impl FnOnce(&Tree<'_>, &Value<'_, Place>) -> T,
    ) -> Option<T> {
        let program = form.logic.rows.get(unit.row)?.program(unit.kind)?;
        let tree = Tree::new(form, &self.state);
        let value = Evaluator::new(&tree, Place::Node(scope, unit.row)).run(program);
        Some(take(&tree, &value))
    }

    fn unit(&mut self, form: &Form, unit: Unit, scope: ScopeId, work: &mut Work) {
        let truth = |session: &Self| session.evaluate(form, unit, scope, |_, value| value.bool()).unwrap_or_default();
        match unit.kind {
            UnitKind::Relevant => {
                let relevant = truth(self);
                if let Some(slot) = self.state.slot_mut(form, scope, unit.row) {
                    slot.relevant_self = relevant;
                }
                self.refresh(form, scope, unit.row, work);
            }
            UnitKind::Calculation => {
                let text = self.evaluate(form, unit, scope, result).unwrap_or_default();
                self.put(form, scope, unit.row, Answer::from_text(text), work);
            }
            UnitKind::Count => {
                let number = self.evaluate(form, unit, scope, |tree, value| value.number(tree)).unwrap_or(0.0);
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "NaN and negatives become 0"
                )]
                let wanted = (number as usize).min(INSTANCES);
                self.count(form, scope, unit.row, wanted, work);
            }
            UnitKind::Filter => self.filter(form, scope, unit.row, work),
            UnitKind::Required | UnitKind::Readonly => {
                let value = truth(self);
                let Some(slot) = self.state.slot_mut(form, scope, unit.row) else { return };
                let flag = if unit.kind == UnitKind::Required { &mut slot.required } else { &mut slot.readonly };
                if std::mem::replace(flag, value) != value {
                    work.changed.insert((scope, unit.row));
                }
            }
            UnitKind::Constraint => {
                // Nothing is asked of what is empty or not of its type.
                let empty = self.state.slot(form, scope, unit.row).is_none_or(|slot| slot.effective().is_empty());
                let fails = !empty && !truth(self);
                let Some(slot) = self.state.slot_mut(form, scope, unit.row) else { return };
                if std::mem::replace(&mut slot.constraint_fails, fails) != fails {
                    work.changed.insert((scope, unit.row));
                }
            }
            UnitKind::Texts => {
                work.changed.insert((scope, unit.row));
            }
        }
    }

    /// Puts an answer into a slot and wakes whoever reads it.
    pub(super) fn put(&mut self, form: &Form, scope: ScopeId, row: usize, answer: Answer, work: &mut Work) {
        let (Some(node), Some(logic)) = (form.nodes.get(row), form.logic.rows.get(row)) else { return };
        let offered = self.state.filtered.get(&self.state.index(form, scope, row));
        let wrong = if let Answer::Value(text) = &answer {
            let choices = node.list.as_ref().and_then(|list| form.lists.get(list)).map_or(&[][..], Vec::as_slice);
            let fits =
                offered.is_none_or(|offered| text.split_whitespace().all(|one| is_offered(choices, offered, one)));
            check::wrong(form, node, text).or(if fits { None } else { Some("choice") })
        } else {
            None
        };
        let Some(slot) = self.state.slot_mut(form, scope, row) else { return };
        if slot.answer == answer {
            return;
        }
        slot.wrong = wrong;
        slot.answer = answer;
        work.changed.insert((scope, row));
        self.wake(form, scope, row, work);
        if work.live {
            for target in &logic.triggers {
                for scope in self.reached(form, scope, row, *target) {
                    work.triggered.push((scope, *target));
                }
            }
        }
    }

    /// Blocks in which `target` lies, seen from `row`: the same instance where both are in one.
    fn reached(&self, form: &Form, scope: ScopeId, row: usize, target: usize) -> Vec<ScopeId> {
        let chain = |row: usize| form.logic.rows.get(row).map_or(&[][..], |logic| logic.chain.as_slice());
        let common = chain(row).iter().zip(chain(target)).take_while(|(left, right)| left == right).count();
        self.state.under(self.state.ancestor(scope, common), chain(target).get(common..).unwrap_or_default())
    }

    /// Puts everything that reads a row on the queue.
    fn wake(&self, form: &Form, scope: ScopeId, row: usize, work: &mut Work) {
        if let Some(unit) = form.logic.rows.get(row).and_then(|logic| logic.constraint_unit) {
            work.queue.insert((unit, scope));
        }
        self.wake_readers(form, scope, row, work);
    }

    /// `scope` may be any block around the row: then the readers of all its instances wake.
    fn wake_readers(&self, form: &Form, scope: ScopeId, row: usize, work: &mut Work) {
        for (unit, common) in form.logic.readers.get(row).into_iter().flatten() {
            let Some(reader) = form.logic.units.get(*unit) else { continue };
            let chain = form.logic.rows.get(reader.row).map_or(&[][..], |logic| logic.chain.as_slice());
            let common = (*common).min(self.state.depth(scope)).min(chain.len());
            let start = self.state.ancestor(scope, common);
            match chain.get(common..) {
                None | Some([]) => {
                    work.queue.insert((*unit, start));
                }
                Some(rest) => work.queue.extend(self.state.under(start, rest).into_iter().map(|scope| (*unit, scope))),
            }
        }
    }

    /// Brings relevance up to date from a row downwards.
    fn refresh(&mut self, form: &Form, scope: ScopeId, row: usize, work: &mut Work) {
        let mut waiting = vec![(scope, row, false)];
        while let Some((scope, top, whole)) = waiting.pop() {
            let Some(end) = form.logic.rows.get(top).map(|logic| logic.end) else { continue };
            let is_instance = self.state.scopes.get(scope).and_then(|block| block.repeat) == Some(top);
            let mut row = top;
            while row < end {
                let Some(logic) = form.logic.rows.get(row) else { break };
                let mut changed = self.refresh_one(form, scope, row, work);
                let is_range = logic.size > 0 && !(is_instance && row == top);
                if is_range {
                    if changed || whole {
                        waiting.extend(self.state.instances(scope, row).iter().map(|instance| (*instance, row, true)));
                    }
                    row = logic.end;
                    continue;
                }
                // What lies below a group that stayed as it was stays too; a new instance is looked through wholly.
                changed |= whole || row == top;
                row = if changed { row.saturating_add(1) } else { logic.end };
            }
        }
    }

    fn refresh_one(&mut self, form: &Form, scope: ScopeId, row: usize, work: &mut Work) -> bool {
        let above = self.state.parent_relevant(form, scope, row);
        let Some(slot) = self.state.slot_mut(form, scope, row) else { return false };
        let relevant = above && slot.relevant_self;
        if slot.relevant == relevant {
            return false;
        }
        slot.relevant = relevant;
        let holds = matches!(slot.answer, Answer::Value(_));
        work.changed.insert((scope, row));
        if holds {
            self.wake(form, scope, row, work);
        }
        if relevant && let Some(logic) = form.logic.rows.get(row).filter(|logic| logic.filter.is_some()) {
            // A filter that let a hidden answer stand looks at it now.
            let is_filter =
                |unit: &&usize| form.logic.units.get(**unit).is_some_and(|unit| unit.kind == UnitKind::Filter);
            work.queue.extend(logic.units.iter().filter(is_filter).map(|unit| (*unit, scope)));
        }
        true
    }

    fn filter(&mut self, form: &Form, scope: ScopeId, row: usize, work: &mut Work) {
        let Some(node) = form.nodes.get(row) else { return };
        let Some(program) = form.logic.rows.get(row).and_then(|logic| logic.filter.as_ref()) else { return };
        let Some(name) = node.list.as_deref() else { return };
        let choices = form.lists.get(name).map_or(&[][..], Vec::as_slice);
        let offered: Vec<usize> = {
            let tree = Tree::new(form, &self.state);
            let Some(list) = tree.list_index(name) else { return };
            let evaluator = Evaluator::new(&tree, Place::Node(scope, row));
            let keeps =
                |item: &usize| evaluator.run_for(program, Place::Item(list, *item), item.saturating_add(1)).bool();
            (0..choices.len()).filter(keeps).collect()
        };
        self.drop_or_flag(form, scope, row, &offered, work);
        let index = self.state.index(form, scope, row);
        if self.state.filtered.get(&index) != Some(&offered) {
            self.state.filtered.insert(index, offered);
            work.changed.insert((scope, row));
        }
    }

    /// What was offered and is no longer is dropped, as every ODK client does. What was never offered (set before the
    /// answer that the filter reads, or hidden meanwhile) stays, is flagged, and counts once it is offered.
    fn drop_or_flag(&mut self, form: &Form, scope: ScopeId, row: usize, offered: &[usize], work: &mut Work) {
        let (Some(node), restoring) = (form.nodes.get(row), !self.fresh) else { return };
        let Some(slot) = self.state.slot_mut(form, scope, row) else { return };
        let Answer::Value(text) = &slot.answer else { return };
        let choices = node.list.as_ref().and_then(|list| form.lists.get(list)).map_or(&[][..], Vec::as_slice);
        let kept: Vec<&str> = text.split_whitespace().filter(|one| is_offered(choices, offered, one)).collect();
        let all = kept.len() == text.split_whitespace().count();
        let wrong = check::wrong(form, node, text).or(if all { None } else { Some("choice") });
        if slot.wrong.is_none() && wrong.is_some() && slot.relevant && !restoring {
            let kept = Answer::from_text(kept.join(" "));
            self.put(form, scope, row, kept, work);
        } else if slot.wrong != wrong {
            slot.wrong = wrong;
            work.changed.insert((scope, row));
            self.wake(form, scope, row, work);
        }
    }

    fn count(&mut self, form: &Form, scope: ScopeId, repeat: usize, wanted: usize, work: &mut Work) {
        while self.state.instances(scope, repeat).len() > wanted {
            let Some(last) = self.state.instances(scope, repeat).last().copied() else { break };
            self.drop_instance(form, last, work);
        }
        while self.state.instances(scope, repeat).len() < wanted {
            let at = self.state.at(form, scope, repeat);
            let nth = self.state.instances(scope, repeat).len();
            let mut hasher = blake3::Hasher::new();
            hasher
                .update(b"instance")
                .update(&u64::try_from(nth).unwrap_or(u64::MAX).to_le_bytes())
                .update(at.as_bytes());
            let bytes = hasher.finalize().as_bytes().first_chunk::<16>().copied().unwrap_or_default();
            self.make_instance(form, scope, repeat, InstanceId::from_random(bytes), work);
        }
    }

    /// Adds an instance with its defaults and puts all it touches on the queue.
    pub(super) fn make_instance(
        &mut self,
        form: &Form,
        parent: ScopeId,
        repeat: usize,
        id: InstanceId,
        work: &mut Work,
    ) -> ScopeId {
        let scope = self.state.add_scope(form, parent, repeat, id);
        self.begin_block(form, scope, work);
        work.order_changed = true;
        work.changed.insert((parent, repeat));
        self.wake_block(form, parent, repeat, work);
        scope
    }

    /// Whoever reads anything in a repeat, or how many instances there are, looks again.
    fn wake_block(&self, form: &Form, parent: ScopeId, repeat: usize, work: &mut Work) {
        let end = form.logic.rows.get(repeat).map_or(0, |logic| logic.end);
        for row in repeat..end {
            self.wake_readers(form, parent, row, work);
        }
    }

    pub(super) fn drop_instance(&mut self, form: &Form, scope: ScopeId, work: &mut Work) {
        let Some((parent, Some(repeat))) = self.state.scopes.get(scope).map(|block| (block.parent, block.repeat))
        else {
            return;
        };
        let mut waiting = vec![scope];
        while let Some(next) = waiting.pop() {
            work.gone.push(self.state.at(form, next, repeat_of(self, next)));
            for row in self.state.rows(form, next) {
                work.gone.push(self.state.at(form, next, row));
                waiting.extend(self.state.instances(next, row));
            }
            work.changed.retain(|(scope, _)| *scope != next);
            work.queue.retain(|(_, scope)| *scope != next);
        }
        self.state.remove_scope(form, scope);
        work.order_changed = true;
        work.changed.insert((parent, repeat));
        self.wake_block(form, parent, repeat, work);
    }

    /// Fills a new block: flags, defaults, preloads; then its units go on the queue.
    pub(super) fn begin_block(&mut self, form: &Form, scope: ScopeId, work: &mut Work) {
        let own = self.state.scopes.get(scope).and_then(|block| block.repeat);
        let rows: Vec<usize> = own.into_iter().chain(self.state.rows(form, scope)).collect();
        for row in &rows {
            let (Some(node), Some(logic)) = (form.nodes.get(*row), form.logic.rows.get(*row)) else { continue };
            let is_instance = own == Some(*row);
            let preload = logic.preload.as_ref().map(|preload| self.preload(preload));
            let Some(slot) = self.state.slot_mut(form, scope, *row) else { continue };
            slot.relevant_self = true;
            if is_instance {
                work.changed.insert((scope, *row));
                continue;
            }
            slot.required = matches!(logic.required, Rule::Always);
            slot.readonly = matches!(logic.readonly, Rule::Always);
            work.changed.insert((scope, *row));
            work.queue.extend(logic.units.iter().map(|unit| (*unit, scope)));
            let text = match (&logic.default, preload) {
                (_, Some(text)) => text,
                (super::logic::Default::Static(text), None) if self.fresh => text.clone(),
                (super::logic::Default::Dynamic(_), None) if self.fresh => {
                    work.defaults.push((scope, *row));
                    String::new()
                }
                _ => String::new(),
            };
            slot.answer = Answer::from_text(text);
            slot.wrong = if let Answer::Value(text) = &slot.answer { check::wrong(form, node, text) } else { None };
        }
        // Taken from the end: the first in the form comes first.
        work.defaults.sort_by(|left, right| right.cmp(left));
        let tops: Vec<usize> = match own {
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
        if self.first_instances {
            for row in rows {
                let is_repeat = form.nodes.get(row).is_some_and(|node| node.question_type == QuestionType::Repeat);
                let counted = form.logic.rows.get(row).is_some_and(|logic| logic.count.is_some());
                if is_repeat && !counted && own != Some(row) && self.fresh {
                    self.count(form, scope, row, 1, work);
                }
            }
        }
    }

    pub(super) fn preload(&self, preload: &Preload) -> String {
        let context = &self.state.context;
        match preload {
            Preload::Start | Preload::End => date::date_time_text(context.now.date_time()),
            Preload::Today => date::date_text(context.now.date()),
            Preload::Property(name) => context.properties.get(name).cloned().unwrap_or_default(),
        }
    }

    fn default(&mut self, form: &Form, scope: ScopeId, row: usize, work: &mut Work) {
        let Some(super::logic::Default::Dynamic(program)) = form.logic.rows.get(row).map(|logic| &logic.default) else {
            return;
        };
        let text = {
            let tree = Tree::new(form, &self.state);
            let value = Evaluator::new(&tree, Place::Node(scope, row)).run(program);
            result(&tree, &value)
        };
        if self.state.slot(form, scope, row).is_some_and(|slot| slot.answer.is_blank()) {
            self.put(form, scope, row, Answer::from_text(text), work);
        }
    }

    fn trigger(&mut self, form: &Form, scope: ScopeId, row: usize, work: &mut Work) {
        let text = match form.logic.rows.get(row).and_then(|logic| logic.calculation.as_ref()) {
            Some(program) => {
                let tree = Tree::new(form, &self.state);
                let value = Evaluator::new(&tree, Place::Node(scope, row)).run(program);
                result(&tree, &value)
            }
            None => String::new(),
        };
        self.put(form, scope, row, Answer::from_text(text), work);
    }

    /// Everything that reads the clock goes on the queue.
    pub(super) fn wake_clock(&self, form: &Form, work: &mut Work) {
        for unit in &form.logic.clock {
            let Some(row) = form.logic.units.get(*unit).map(|unit| unit.row) else { continue };
            let chain = form.logic.rows.get(row).map_or(&[][..], |logic| logic.chain.as_slice());
            let scopes = self.state.under(super::state::ROOT, chain);
            work.queue.extend(scopes.into_iter().map(|scope| (*unit, scope)));
        }
    }
}

fn is_offered(choices: &[Choice], offered: &[usize], name: &str) -> bool {
    offered.iter().any(|item| choices.get(*item).is_some_and(|choice| choice.name == name))
}

fn repeat_of(session: &Session, scope: ScopeId) -> usize {
    session.state.scopes.get(scope).and_then(|block| block.repeat).unwrap_or(usize::MAX)
}

/// The text a calculation leaves; what is no number leaves nothing.
fn result(tree: &Tree<'_>, value: &Value<'_, Place>) -> String {
    match value {
        Value::Number(number) if number.is_nan() => String::new(),
        other => other.text(tree).into_owned(),
    }
}
