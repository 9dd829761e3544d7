//! Writing into slots so that it is noted what a snapshot had there before.

use pana_model::InstanceId;

use super::aside::below;
use super::journal::{Kept, Noted, note};
use super::slot::Slot;
use super::state::State;
use super::work::USUAL;
use crate::answer::{Answer, Changes, Expected};
use crate::expr::{Function, Op, plain_number};
use crate::form::Form;
use crate::index::{NodeIndex, ScopeId};

impl State {
    /// Puts an answer into a slot.
    pub(super) fn hold(
        &mut self,
        form: &Form,
        scope: ScopeId,
        row: NodeIndex,
        answer: Answer,
        wrong: Option<Expected>,
    ) {
        let number = if let Answer::Value(text) = &answer { plain_number(text) } else { None };
        let old = self.change(form, scope, row, |slot| {
            slot.wrong = wrong;
            slot.number = number.unwrap_or(f64::NAN);
            (slot.answer != answer).then(|| (std::mem::replace(&mut slot.answer, answer), slot.typed_over, slot.noted))
        });
        if let Some((old, typed_over, None)) = old.flatten() {
            self.note(form, scope, row, |_| Kept::of(form, row, old, typed_over));
        }
    }

    /// Notes what a snapshot has of a slot that is not noted yet.
    fn note(&mut self, form: &Form, scope: ScopeId, row: NodeIndex, before: impl FnOnce(&Slot) -> Option<Kept>) {
        let index = self.index(form, scope, row);
        if let Some((journal, slot)) = self.journal.as_mut().zip(index.and_then(|index| self.slots.get_mut(index))) {
            slot.noted = Some(journal.slots.push(Some(Noted { scope, row, before: before(slot) })));
        }
    }

    /// Before an answer is typed over what is calculated: that is noted, to be known again.
    pub(super) fn type_over(&mut self, form: &Form, scope: ScopeId, row: NodeIndex) {
        self.note_slot(form, scope, row);
        let calculated = self.slot(form, scope, row).filter(|slot| !slot.typed_over).map(Slot::text);
        if let Some((index, calculated)) = self.index(form, scope, row).zip(calculated.map(str::to_owned)) {
            self.under.insert(index, calculated);
        }
        self.note_days(form, scope, row, false);
        self.change(form, scope, row, |slot| slot.typed_over = true);
    }

    /// Is what is calculated what it was when something else was typed over it?
    pub(super) fn is_under(&self, form: &Form, scope: ScopeId, row: NodeIndex, calculated: &str) -> bool {
        let under = self.index(form, scope, row).and_then(|index| self.under.get(&index));
        under.is_some_and(|under| under == calculated)
    }

    /// Notes whether what is calculated is a date as a number of days. `true` where it was not so noted before.
    pub(super) fn note_days(&mut self, form: &Form, scope: ScopeId, row: NodeIndex, days: bool) -> bool {
        if !days && self.days.is_empty() {
            return false;
        }
        // What is made once is read again as it was written.
        let once = |op: &Op| matches!(op, Op::Call(Function::Once, _));
        let program = || form.logic.rows.get(row).and_then(|logic| logic.calculation.as_ref());
        let days = days && program().is_some_and(|program| !program.ops.iter().any(once));
        let Some(index) = self.index(form, scope, row) else { return false };
        if days { self.days.insert(index) } else { self.days.remove(&index) }
    }

    /// Notes that the answer is what is calculated.
    pub(super) fn work_out(&mut self, form: &Form, scope: ScopeId, row: NodeIndex) {
        if self.slot(form, scope, row).is_some_and(|slot| slot.typed_over) {
            self.note_slot(form, scope, row);
            self.change(form, scope, row, |slot| slot.typed_over = false);
            self.index(form, scope, row).and_then(|index| self.under.remove(&index));
        }
    }

    fn note_slot(&mut self, form: &Form, scope: ScopeId, row: NodeIndex) {
        if self.slot(form, scope, row).is_some_and(|slot| slot.noted.is_none()) {
            self.note(form, scope, row, |slot| Kept::of_slot(form, row, slot));
        }
    }

    /// Before the block of an instance is given back: its slots are noted by name.
    pub(super) fn note_block(&mut self, form: &Form, scope: ScopeId) {
        if self.journal.is_none() {
            return;
        }
        for row in self.rows(form, scope) {
            if form.logic.rows.get(row).is_some_and(|logic| logic.size > 0) {
                self.note_list(form, scope, row);
                continue;
            }
            let Some(slot) = self.slot(form, scope, row) else { continue };
            let own = slot.noted.and_then(|own| self.journal.as_mut()?.slots.get_mut(own)?.take());
            let stands = || self.slot(form, scope, row).and_then(|slot| Kept::of_slot(form, row, slot));
            if let Some(before) = own.map_or_else(stands, |noted| noted.before) {
                let at = self.at(form, scope, row);
                self.note_name(at, before);
            }
        }
    }

    /// Before what was set aside under a name goes.
    pub(super) fn note_aside(&mut self, at: &str) {
        if let Some(answer) = self.aside.answers.get(at) {
            let before = Kept::Answer(answer.clone());
            self.note_name(at.to_owned(), before);
        }
    }

    /// Forgets all that was set aside below a node.
    pub(super) fn forget_aside(&mut self, form: &Form, at: &str) {
        for (name, _) in below(&self.aside.instances, at) {
            self.note_list_named(form, name.clone());
            self.aside.instances.remove(&name);
        }
        for (name, _) in below(&self.aside.answers, at) {
            self.note_aside(&name);
            self.aside.answers.remove(&name);
        }
    }

    fn note_name(&mut self, at: String, before: Kept) {
        if let Some(journal) = &mut self.journal {
            journal.names.entry(at).or_insert(Some(before));
        }
    }

    /// Before instances of a repeat come, go, or are set aside.
    pub(super) fn note_list(&mut self, form: &Form, scope: ScopeId, repeat: NodeIndex) {
        if self.journal.is_some() {
            let at = self.at(form, scope, repeat);
            self.note_list_named(form, at);
        }
    }

    pub(super) fn note_list_named(&mut self, form: &Form, at: String) {
        if self.journal.as_ref().is_some_and(|journal| !journal.lists.contains_key(&at)) {
            let before = self.list(form, &at);
            self.journal.as_mut().and_then(|journal| journal.lists.insert(at, before));
        }
    }

    /// What a snapshot has of a repeat: what waits of it stands for it.
    fn list(&self, form: &Form, at: &str) -> Option<Vec<InstanceId>> {
        let instances = || {
            let (scope, repeat) = self.find(form, at)?;
            let ids = self.instances(scope, repeat).iter();
            Some(ids.filter_map(|one| self.scopes.get(*one).map(|block| block.id)).collect::<Vec<_>>())
        };
        self.aside.instances.get(at).cloned().or_else(instances).filter(|ids| !ids.is_empty())
    }

    /// What a snapshot has of a node.
    fn kept(&self, form: &Form, at: &str) -> Option<Kept> {
        let (scope, row) = self.find(form, at)?;
        Kept::of_slot(form, row, self.slot(form, scope, row)?)
    }

    /// What has changed since the last time; from here on it is noted anew.
    pub(super) fn take_changes(&mut self, form: &Form) -> Changes {
        let Some(journal) = &mut self.journal else { return Changes::default() };
        let mut slots = std::mem::take(&mut journal.slots);
        let (names, lists) = (std::mem::take(&mut journal.names), std::mem::take(&mut journal.lists));
        let much = slots.len() > USUAL;
        let mut changes = Changes::default();
        for Noted { scope, row, before } in slots.drain().flatten() {
            let index = self.index(form, scope, row);
            let now = index.and_then(|index| self.slots.get_mut(index)).and_then(|slot| {
                slot.noted = None;
                Kept::of_slot(form, row, slot)
            });
            if now != before {
                let at = self.at(form, scope, row);
                if !names.contains_key(&at) {
                    note(&mut changes, at, before.as_ref(), now);
                }
            }
        }
        for (at, before) in names {
            let aside = || self.aside.answers.get(&at).cloned().map(Kept::Answer);
            let now = self.kept(form, &at).or_else(aside);
            note(&mut changes, at, before.as_ref(), now);
        }
        for (at, before) in lists {
            let now = self.list(form, &at);
            if now != before {
                changes.instances.insert(at, now);
            }
        }
        // The next call needs as much room again, as a rule; what took much gives it back.
        self.journal.iter_mut().filter(|_| !much).for_each(|journal| std::mem::swap(&mut journal.slots, &mut slots));
        changes
    }
}
