//! How far a run is: questions that are asked, and those of them that have an answer, counted where something changed.

use super::slot::Counted;
use super::state::State;
use crate::answer::Progress;
use crate::form::{Form, Role};
use crate::index::{NodeIndex, ScopeId, SlotIndex, run_of};

impl State {
    /// Counts a slot anew.
    pub(super) fn recount(&mut self, form: &Form, scope: ScopeId, row: NodeIndex) {
        let now = self.counts(form, scope, row);
        let index = self.index(form, scope, row);
        let Some(slot) = index.and_then(|index| self.slots.get_mut(index)) else { return };
        let before = std::mem::replace(&mut slot.counted, now);
        self.progress.take(before);
        self.progress.add(now);
    }

    /// Counts the slots of a block no more.
    pub(super) fn uncount(&mut self, base: SlotIndex, size: usize) {
        for index in run_of(base, size) {
            if let Some(slot) = self.slots.get_mut(index) {
                self.progress.take(std::mem::take(&mut slot.counted));
            }
        }
    }

    /// Questions that apply and that nobody but a person answers.
    fn counts(&self, form: &Form, scope: ScopeId, row: NodeIndex) -> Counted {
        let asked = form.nodes.get(row).is_some_and(|node| node.role == Role::Question)
            && form.logic.rows.get(row).is_some_and(|logic| !logic.is_calculated());
        match self.slot(form, scope, row) {
            Some(slot) if asked && slot.relevant && !self.readonly(form, scope, row) => {
                if slot.answer.is_blank() {
                    Counted::Asked
                } else {
                    Counted::Answered
                }
            }
            _ => Counted::No,
        }
    }

    /// All nodes below one, in all instances.
    pub(super) fn below(&self, form: &Form, scope: ScopeId, row: NodeIndex) -> Vec<(ScopeId, NodeIndex)> {
        let mut out = Vec::new();
        let Some(logic) = form.logic.rows.get(row) else { return out };
        let mut open = match logic.size {
            0 => vec![(scope, row.next(), logic.end)],
            _ => vec![(scope, row, row.next())],
        };
        while let Some((scope, mut row, end)) = open.pop() {
            while row < end {
                let Some(logic) = form.logic.rows.get(row) else { break };
                out.push((scope, row));
                for instance in self.instances(scope, row) {
                    out.push((*instance, row));
                    open.push((*instance, row.next(), logic.end));
                }
                row = if logic.size > 0 { logic.end } else { row.next() };
            }
        }
        out
    }
}

impl Progress {
    const fn add(&mut self, counted: Counted) {
        self.asked = self.asked.saturating_add(!matches!(counted, Counted::No) as u32);
        self.answered = self.answered.saturating_add(matches!(counted, Counted::Answered) as u32);
    }

    const fn take(&mut self, counted: Counted) {
        self.asked = self.asked.saturating_sub(!matches!(counted, Counted::No) as u32);
        self.answered = self.answered.saturating_sub(matches!(counted, Counted::Answered) as u32);
    }
}
