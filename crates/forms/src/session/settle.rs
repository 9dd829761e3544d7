//! How a change spreads: a queue of units in the order the form was sorted into, no recursion.

use std::collections::BTreeSet;
use std::sync::Arc;

use pana_model::InstanceId;

use super::Session;
use super::check;
use super::logic::{Begins, InitialOn, Preload, Rule, Unit, UnitKind, With};
use super::state::ScopeId;
use super::tree::{Place, Tree};
use crate::answer::Answer;
use crate::expr::{Evaluator, Value, date};
use crate::form::{Form, QuestionType};

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
                self.put(form, scope, unit.row, Answer::from_text(fitted(form, unit.row, text)), work);
                if let Some(slot) = self.state.slot_mut(form, scope, unit.row) {
                    slot.typed_over = false;
                }
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
        let wrong = match &answer {
            Answer::Value(text) => self.wrong(form, node, self.state.index(form, scope, row), text),
            _ => None,
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
    pub(super) fn wake(&self, form: &Form, scope: ScopeId, row: usize, work: &mut Work) {
        if let Some(unit) = form.logic.rows.get(row).and_then(|logic| logic.constraint_unit) {
            work.queue.insert((unit, scope));
        }
        self.wake_readers(form, scope, row, work);
    }

    /// `scope` may be any block around the row: then the readers of all its instances wake.
    fn wake_readers(&self, form: &Form, scope: ScopeId, row: usize, work: &mut Work) {
        for (unit, common) in form.logic.readers.get(row).into_iter().flatten() {
            self.wake_reader(form, scope, *unit, *common, work);
        }
    }

    fn wake_reader(&self, form: &Form, scope: ScopeId, unit: usize, common: usize, work: &mut Work) {
        let Some(reader) = form.logic.units.get(unit) else { return };
        let chain = form.logic.rows.get(reader.row).map_or(&[][..], |logic| logic.chain.as_slice());
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
        if relevant && let Some(logic) = form.logic.rows.get(row) {
            // A filter that let a hidden answer stand looks at it now.
            work.queue.extend(units_of(form, logic, UnitKind::Filter).map(|unit| (unit, scope)));
        }
        true
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
            let made = self.make_instance(form, scope, repeat, InstanceId::from_random(bytes), work);
            if self.fresh && !form.logic.begins.is_empty() {
                self.begin_instance(form, made, repeat, work);
            }
        }
    }

    /// What a form says that this instance begins with, where it comes later than the form's beginning.
    fn begin_instance(&mut self, form: &Form, scope: ScopeId, repeat: usize, work: &mut Work) {
        for Begins { at, with } in &form.logic.begins {
            let With::Value(text) = with else { continue };
            let found = self.state.find_by_place(form, at);
            let inside = |row: usize| form.logic.rows.get(row).and_then(|logic| logic.chain.last()) == Some(&repeat);
            if let Some((_, row)) = found.filter(|(place, row)| *place == scope && inside(*row)) {
                self.put(form, scope, row, Answer::from_text(text.as_str()), work);
            }
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

    /// Whoever reads anything in a repeat from outside its instances, or how many there are, looks again. What an instance
    /// reads of itself is as it was.
    fn wake_block(&self, form: &Form, parent: ScopeId, repeat: usize, work: &mut Work) {
        let end = form.logic.rows.get(repeat).map_or(0, |logic| logic.end);
        let around = self.state.depth(parent);
        self.wake_readers(form, parent, repeat, work);
        for row in repeat.saturating_add(1)..end {
            for (unit, common) in form.logic.readers.get(row).into_iter().flatten() {
                if *common <= around {
                    self.wake_reader(form, parent, *unit, *common, work);
                }
            }
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
            // The end is not known before it comes.
            let preload = logic.preload.as_ref().filter(|preload| **preload != Preload::End);
            let preload = preload.map(|preload| self.preload(preload));
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
            let later = match logic.initial.on {
                InitialOn::Both => true,
                InitialOn::Load => !work.live,
                InitialOn::New => work.live,
            };
            if preload.is_none() && self.fresh && later && logic.initial.expression.is_some() {
                work.defaults.push((scope, *row));
            }
            let initial = || if self.fresh { logic.initial.text.clone() } else { String::new() };
            let text = fitted(form, *row, preload.unwrap_or_else(initial));
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
            let first = !work.live && self.state.is_first(scope);
            for row in rows {
                let is_repeat = form.nodes.get(row).is_some_and(|node| node.question_type == QuestionType::Repeat);
                let counted = form.logic.rows.get(row).is_some_and(|logic| logic.count.is_some());
                // As other clients do: an instance added later brings only the repeats that stand in a group of it.
                let brought =
                    first || form.nodes.get(row).and_then(|node| node.parent).map(|parent| parent.index()) != own;
                if is_repeat && !counted && brought && own != Some(row) && self.fresh {
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
        let Some(initial) = form.logic.rows.get(row).map(|logic| &logic.initial) else { return };
        let Some(program) = &initial.expression else { return };
        let text = {
            let tree = Tree::new(form, &self.state);
            let value = Evaluator::new(&tree, Place::Node(scope, row)).run(program);
            result(&tree, &value)
        };
        // A default is not given to what does not apply, and takes no answer's place.
        let made = initial.over && form.logic.rows.get(row).is_some_and(super::logic::RowLogic::is_calculated);
        let wanted = |slot: &super::state::Slot| {
            let stands = matches!(&slot.answer, Answer::Value(text) if *text == initial.text);
            slot.relevant && (slot.answer.is_blank() || stands || made)
        };
        if self.state.slot(form, scope, row).is_some_and(wanted) {
            self.put(form, scope, row, Answer::from_text(fitted(form, row, text)), work);
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

    fn trigger(&mut self, form: &Form, scope: ScopeId, row: usize, work: &mut Work) {
        let text = match form.logic.rows.get(row).and_then(|logic| logic.calculation.as_ref()) {
            Some(program) => {
                let tree = Tree::new(form, &self.state);
                let value = Evaluator::new(&tree, Place::Node(scope, row)).run(program);
                result(&tree, &value)
            }
            None => String::new(),
        };
        self.put(form, scope, row, Answer::from_text(fitted(form, row, text)), work);
    }

    /// Units go on the queue, in every instance there is.
    pub(super) fn wake_units(&self, form: &Form, units: &[usize], work: &mut Work) {
        for unit in units {
            let Some(row) = form.logic.units.get(*unit).map(|unit| unit.row) else { continue };
            let chain = form.logic.rows.get(row).map_or(&[][..], |logic| logic.chain.as_slice());
            let scopes = self.state.under(super::state::ROOT, chain);
            work.queue.extend(scopes.into_iter().map(|scope| (*unit, scope)));
        }
    }
}

pub(super) fn repeat_of(session: &Session, scope: ScopeId) -> usize {
    session.state.scopes.get(scope).and_then(|block| block.repeat).unwrap_or(usize::MAX)
}

/// The text a calculation leaves; what is no number leaves nothing.
fn result(tree: &Tree<'_>, value: &Value<'_, Place>) -> String {
    match value {
        Value::Number(number) if number.is_nan() => String::new(),
        other => other.text(tree).into_owned(),
    }
}

/// A calculated value as its question takes it: a whole number without a fraction, a date without a time.
fn fitted(form: &Form, row: usize, text: String) -> String {
    let question_type = form.nodes.get(row).map(|node| node.value_type);
    if question_type == Some(QuestionType::Date) {
        return text.split_once('T').map_or(text.clone(), |(day, _)| day.to_owned());
    }
    match text.split_once('.') {
        Some((whole_part, fraction))
            if question_type == Some(QuestionType::Integer) && fraction.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            if matches!(whole_part, "" | "-" | "-0") { "0".to_owned() } else { whole_part.to_owned() }
        }
        _ => text,
    }
}

/// A row's units of one kind.
pub(super) fn units_of<'f>(
    form: &'f Form,
    logic: &'f super::logic::RowLogic,
    kind: UnitKind,
) -> impl Iterator<Item = usize> {
    logic.units.iter().copied().filter(move |unit| form.logic.units.get(*unit).is_some_and(|unit| unit.kind == kind))
}
