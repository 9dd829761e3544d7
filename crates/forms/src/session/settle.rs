//! How a change spreads: a queue of units in the order the form was sorted into, no recursion.

use chrono::FixedOffset;

use super::Session;
use super::place::Place;
use super::slot::Fit;
use super::state::INSTANCES;
use super::tree::Tree;
use super::work::{Work, fitted, units_of};
use crate::answer::Answer;
use crate::expr::{Evaluator, Program, Value, World as _, date};
use crate::form::{Form, Preload, QuestionType, RowLogic, Trigger, Unit, UnitKind};
use crate::index::{NodeIndex, ScopeId, UnitIndex};

impl Session {
    /// Works until nothing is left to do.
    pub(super) fn settle(&mut self, form: &Form, work: &mut Work) {
        // Circles through other instances of a repeat go round until they stand still; this is how long we watch.
        let mut steps = 0_usize;
        loop {
            while let Some((unit, scope)) = work.queue.pop_first() {
                steps = steps.saturating_add(1);
                let all = form.logic.units.len().saturating_add(self.state.slots.len());
                if steps > all.saturating_mul(20).saturating_add(100_000) {
                    if !self.count_back(form, work) {
                        work.queue.clear();
                        return;
                    }
                    steps = 0;
                }
                if self.state.scopes.get(scope).is_some_and(|scope| scope.alive)
                    && let Some(unit) = form.logic.units.get(unit)
                {
                    self.unit(form, *unit, scope, work);
                }
            }
            if let Some((scope, row)) = work.defaults.pop() {
                self.default(form, scope, row, work);
            } else if let Some((scope, trigger)) = work.triggered.pop() {
                if self.state.scopes.get(scope).is_some_and(|scope| scope.alive) {
                    self.trigger(form, scope, trigger, work);
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
        let tree = match unit.kind {
            UnitKind::Relevant => Tree::asking(form, &self.state, unit.row),
            _ => Tree::new(form, &self.state),
        };
        let tree = tree.seen_from(scope, unit.row);
        let value = Evaluator::new(&tree, Place::Node(scope, unit.row)).run(program);
        Some(take(&tree, &value))
    }

    fn unit(&mut self, form: &Form, unit: Unit, scope: ScopeId, work: &mut Work) {
        let truth = |session: &Self| session.evaluate(form, unit, scope, |_, value| value.bool()).unwrap_or_default();
        match unit.kind {
            UnitKind::Relevant => {
                let relevant = truth(self);
                self.state.change(form, scope, unit.row, |slot| slot.relevant_self = relevant);
                self.refresh(form, scope, unit.row, work);
            }
            UnitKind::Calculation => {
                if self.waits(form, unit, scope) {
                    return;
                }
                let take = |tree: &Tree<'_>, value: &Value<'_, Place>| {
                    (result(tree, unit.row, value), matches!(value, Value::Days(_)))
                };
                let (text, days) = self.evaluate(form, unit, scope, take).unwrap_or_default();
                let text = fitted(form, unit.row, text, self.offset());
                if self.state.is_under(form, scope, unit.row, &text) {
                    return;
                }
                self.put(form, scope, unit.row, Answer::from_text(text), work);
                if self.state.note_days(form, scope, unit.row, days) {
                    self.wake(form, scope, unit.row, work);
                }
                self.state.work_out(form, scope, unit.row);
            }
            UnitKind::Count => {
                let number = self.evaluate(form, unit, scope, |tree, value| value.number(tree)).unwrap_or(f64::NAN);
                // The number stands beside the repeat: where what holds both does not apply, it is blank. A blank number,
                // while somebody types it anew, takes no instance away.
                let own = form.logic.rows.get(unit.row).is_some_and(|logic| logic.own_count);
                if number.is_nan() || (own && !self.state.parent_relevant(form, scope, unit.row)) {
                    return;
                }
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "negatives become 0")]
                let wanted = (number as usize).min(INSTANCES);
                let wanted = self.stands_still(scope, unit.row, wanted, work);
                self.count(form, scope, unit.row, wanted, work);
            }
            UnitKind::Filter => self.filter(form, scope, unit.row, work),
            UnitKind::Required | UnitKind::Readonly => {
                let value = truth(self);
                let was = self.state.change(form, scope, unit.row, |slot| {
                    let flag = if unit.kind == UnitKind::Required { &mut slot.required } else { &mut slot.readonly };
                    std::mem::replace(flag, value)
                });
                if was.is_some_and(|was| was != value) {
                    work.changed.push((scope, unit.row));
                    if unit.kind == UnitKind::Readonly {
                        // What lies in what is read-only is read-only.
                        work.changed.extend(self.state.below(form, scope, unit.row));
                    }
                }
            }
            UnitKind::Constraint => {
                // Nothing is asked of what is empty or not of its type.
                let empty = self.state.slot(form, scope, unit.row).is_none_or(|slot| slot.effective().is_empty());
                let fit = if empty { Fit::Yes } else { self.fit(form, unit, scope) };
                let before = self.state.change(form, scope, unit.row, |slot| std::mem::replace(&mut slot.fit, fit));
                if before.is_some_and(|before| before != fit) {
                    work.changed.push((scope, unit.row));
                }
            }
            UnitKind::Texts => {
                work.changed.push((scope, unit.row));
                if form.logic.rows.get(unit.row).is_some_and(|logic| logic.each_label.is_some()) {
                    let instances = self.state.instances(scope, unit.row);
                    work.changed.extend(instances.iter().map(|instance| (*instance, unit.row)));
                }
            }
        }
    }

    /// What is made once is made when its question applies, and not of what was there before: a moment, a draw.
    fn waits(&self, form: &Form, unit: Unit, scope: ScopeId) -> bool {
        let applies = self.state.slot(form, scope, unit.row).is_none_or(|slot| slot.relevant);
        !applies && form.logic.rows.get(unit.row).is_some_and(RowLogic::is_made_once)
    }

    /// Does an answer fit its constraint?
    fn fit(&self, form: &Form, unit: Unit, scope: ScopeId) -> Fit {
        let Some(program) = form.logic.rows.get(unit.row).and_then(|logic| logic.program(unit.kind)) else {
            return Fit::No;
        };
        let tree = Tree::new(form, &self.state).seen_from(scope, unit.row);
        let evaluator = Evaluator::new(&tree, Place::Node(scope, unit.row));
        if evaluator.run(program).bool() {
            Fit::Yes
        } else if evaluator.undecided() {
            Fit::Undecided
        } else {
            Fit::No
        }
    }

    /// Puts an answer into a slot and wakes whoever reads it.
    pub(super) fn put(&mut self, form: &Form, scope: ScopeId, row: NodeIndex, answer: Answer, work: &mut Work) {
        let (Some(node), Some(logic)) = (form.nodes.get(row), form.logic.rows.get(row)) else { return };
        let answer = match answer {
            // A date and time given for a date is that day.
            Answer::Value(text) if node.value_type == QuestionType::Date => {
                Answer::from_text(fitted(form, row, text, self.offset()))
            }
            other => other,
        };
        let Some(index) = self.state.index(form, scope, row) else { return };
        if self.state.slots.get(index).is_none_or(|slot| slot.answer == answer) {
            return;
        }
        let wrong = if let Answer::Value(text) = &answer { self.wrong(form, node, index, text) } else { None };
        self.state.hold(form, scope, row, answer, wrong);
        work.changed.push((scope, row));
        self.wake(form, scope, row, work);
        // What does not apply is blank to others, before and after.
        if work.live && self.state.slot(form, scope, row).is_some_and(|slot| slot.relevant) {
            // The first in the form is set first, and what is set last stands.
            for trigger in logic.triggers.iter().rev() {
                for scope in self.reached(form, scope, row, trigger.row) {
                    work.triggered.push((scope, *trigger));
                }
            }
        }
    }

    /// Blocks in which `target` lies, seen from `row`: the same instance where both are in one.
    fn reached(&self, form: &Form, scope: ScopeId, row: NodeIndex, target: NodeIndex) -> Vec<ScopeId> {
        let chain = |row: NodeIndex| form.logic.rows.get(row).map_or(&[][..], |logic| logic.chain.as_slice());
        let common = chain(row).iter().zip(chain(target)).take_while(|(left, right)| left == right).count();
        self.state.under(self.state.ancestor(scope, common), chain(target).get(common..).unwrap_or_default())
    }

    /// Puts everything that reads a row on the queue.
    pub(super) fn wake(&self, form: &Form, scope: ScopeId, row: NodeIndex, work: &mut Work) {
        if let Some(unit) = form.logic.rows.get(row).and_then(|logic| logic.constraint_unit) {
            work.queue.insert((unit, scope));
        }
        self.wake_readers(form, scope, row, work);
    }

    /// `scope` may be any block around the row: then the readers of all its instances wake.
    pub(super) fn wake_readers(&self, form: &Form, scope: ScopeId, row: NodeIndex, work: &mut Work) {
        for (unit, common) in form.logic.readers.get(row).into_iter().flatten() {
            self.wake_reader(form, scope, *unit, *common, work);
        }
    }

    pub(super) fn wake_reader(&self, form: &Form, scope: ScopeId, unit: UnitIndex, common: usize, work: &mut Work) {
        let Some(reader) = form.logic.units.get(unit) else { return };
        let chain = form.logic.chain(*reader);
        let common = common.min(self.state.depth(scope)).min(chain.len());
        let start = self.state.ancestor(scope, common);
        match chain.get(common..) {
            None | Some([]) => {
                work.queue.insert((unit, start));
            }
            Some(rest) => work.queue.extend(self.state.under(start, rest).into_iter().map(|scope| (unit, scope))),
        }
    }

    /// Brings relevance up to date from a row downwards.
    pub(super) fn refresh(&mut self, form: &Form, scope: ScopeId, row: NodeIndex, work: &mut Work) {
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
                    if logic.own_count {
                        work.queue.extend(units_of(form, logic, UnitKind::Count).map(|unit| (unit, scope)));
                    }
                    if changed || whole {
                        waiting.extend(self.state.instances(scope, row).iter().map(|instance| (*instance, row, true)));
                    }
                    row = logic.end;
                    continue;
                }
                // What lies below a group that stayed as it was stays too; a new instance is looked through wholly.
                changed |= whole || row == top;
                row = if changed { row.next() } else { logic.end };
            }
        }
    }

    fn refresh_one(&mut self, form: &Form, scope: ScopeId, row: NodeIndex, work: &mut Work) -> bool {
        let above = self.state.parent_relevant(form, scope, row);
        let Some(slot) = self.state.slot(form, scope, row) else { return false };
        let relevant = above && slot.relevant_self;
        if slot.relevant == relevant {
            return false;
        }
        let holds = matches!(slot.answer, Answer::Value(_) | Answer::Partial(_));
        self.state.change(form, scope, row, |slot| slot.relevant = relevant);
        work.changed.push((scope, row));
        if holds {
            self.wake(form, scope, row, work);
        }
        if relevant && let Some(logic) = form.logic.rows.get(row) {
            // A filter that let a hidden answer stand looks at it now.
            work.queue.extend(units_of(form, logic, UnitKind::Filter).map(|unit| (unit, scope)));
            if logic.is_made_once() {
                work.queue.extend(units_of(form, logic, UnitKind::Calculation).map(|unit| (unit, scope)));
            }
        }
        true
    }

    pub(super) fn preload(&self, preload: &Preload) -> String {
        let context = &self.state.context;
        match preload {
            Preload::Start | Preload::End => date::date_time_text(context.now.date_time()),
            Preload::Today => date::date_text(context.now.date()),
            Preload::Property(name) => context.properties.get(name).cloned().unwrap_or_default(),
        }
    }

    fn default(&mut self, form: &Form, scope: ScopeId, row: NodeIndex, work: &mut Work) {
        let Some(initial) = form.logic.rows.get(row).map(|logic| &logic.initial) else { return };
        let Some(program) = initial.program(work.live) else { return };
        let text = self.made_of(form, scope, row, program);
        // A default is not given to what does not apply, and takes no answer's place.
        let made = initial.over && form.logic.rows.get(row).is_some_and(RowLogic::is_calculated);
        let wanted = |slot: &super::slot::Slot| {
            let stands = matches!(&slot.answer, Answer::Value(text) if *text == initial.text);
            slot.relevant && (slot.answer.is_blank() || stands || made)
        };
        if self.state.slot(form, scope, row).is_some_and(wanted) {
            self.give(form, scope, row, text, work);
        }
    }

    /// What an expression that is not kept up to date gives for a row, as its question takes it.
    pub(super) fn made_of(&self, form: &Form, scope: ScopeId, row: NodeIndex, program: &Program) -> String {
        let tree = Tree::new(form, &self.state).seen_from(scope, row);
        let text = result(&tree, row, &Evaluator::new(&tree, Place::Node(scope, row)).run(program));
        fitted(form, row, text, self.offset())
    }

    /// The offset that dates are read in.
    pub(super) fn offset(&self) -> FixedOffset {
        *self.state.context.now.date_time().offset()
    }

    fn trigger(&mut self, form: &Form, scope: ScopeId, Trigger { row, further }: Trigger, work: &mut Work) {
        let Some(logic) = form.logic.rows.get(row) else { return };
        let (value, meant) = match further.and_then(|at| logic.further.get(at)) {
            Some(setting) => (setting.value.as_ref(), setting.at.as_ref()),
            None => (logic.calculation.as_ref(), logic.triggered_at.as_ref()),
        };
        // A form may mean one instance and not all.
        let is_meant = |program| {
            let tree = Tree::new(form, &self.state);
            Evaluator::new(&tree, Place::Node(scope, row)).run(program).nodes().contains(&Place::Node(scope, row))
        };
        if !meant.is_none_or(is_meant) {
            return;
        }
        let text = value.map_or_else(String::new, |program| self.made_of(form, scope, row, program));
        self.give(form, scope, row, text, work);
    }

    /// What the form itself gives a row stands over what is calculated there until that comes to something else, as what
    /// somebody types does.
    pub(super) fn give(&mut self, form: &Form, scope: ScopeId, row: NodeIndex, text: String, work: &mut Work) {
        if form.logic.rows.get(row).is_some_and(RowLogic::is_calculated) {
            self.state.type_over(form, scope, row);
        }
        self.put(form, scope, row, Answer::from_text(text), work);
    }

    /// Units go on the queue, in every instance there is.
    pub(super) fn wake_units(&self, form: &Form, units: &[UnitIndex], work: &mut Work) {
        for unit in units {
            let Some(chain) = form.logic.units.get(*unit).map(|unit| form.logic.chain(*unit)) else { continue };
            let scopes = self.state.under(super::state::ROOT, chain);
            work.queue.extend(scopes.into_iter().map(|scope| (*unit, scope)));
        }
    }
}

/// The text a calculation leaves: of what is no number nothing, of days added to a date a date, where one is asked for.
fn result(tree: &Tree<'_>, row: NodeIndex, value: &Value<'_, Place>) -> String {
    let asks_date = || tree.form.nodes.get(row).is_some_and(|node| node.value_type == QuestionType::Date);
    match value {
        Value::Number(number) if number.is_nan() => String::new(),
        Value::Days(days) if asks_date() => {
            let moment = days.moment(*tree.now().offset());
            moment.map_or_else(String::new, |moment| date::date_text(moment.date_naive()))
        }
        other => other.text(tree).into_owned(),
    }
}
