//! What a change leaves to be done, and what was done.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use chrono::FixedOffset;

use crate::expr::date;
use crate::form::{Form, QuestionType, RowLogic, Trigger, UnitKind};
use crate::index::{NodeIndex, ScopeId, UnitIndex};

/// So often a filter may judge its answer in one call.
const JUDGED: u32 = 100;

/// How often one count has changed the number of its instances.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rounds {
    /// How many instances there were before.
    pub(super) before: usize,
    pub(super) times: u32,
}

/// What is still to be done, and what was.
#[derive(Default)]
pub(super) struct Work {
    pub(super) queue: Queue,
    /// In the order in which it came about, and what changed twice twice.
    pub(super) changed: Vec<(ScopeId, NodeIndex)>,
    pub(super) gone: Vec<String>,
    pub(super) order_changed: bool,
    /// What a changed value sets off, the next at the end.
    pub(super) triggered: Vec<(ScopeId, Trigger)>,
    /// Defaults that are expressions, to be made once everything has settled.
    pub(super) defaults: Vec<(ScopeId, NodeIndex)>,
    /// Do changed values set off triggers yet?
    pub(super) live: bool,
    /// How often each count has changed the number of its instances.
    pub(super) rounds: BTreeMap<(ScopeId, NodeIndex), Rounds>,
    /// How often each filter has taken an answer away, flagged it or let it stand.
    pub(super) judged: BTreeMap<(ScopeId, NodeIndex), u32>,
}

/// Units that wait, in the order in which the form was sorted. One that is put on it several times comes off it once.
#[derive(Default)]
pub(super) struct Queue(BinaryHeap<Reverse<(UnitIndex, ScopeId)>>);

impl Queue {
    pub(super) fn insert(&mut self, unit: (UnitIndex, ScopeId)) {
        self.0.push(Reverse(unit));
    }

    pub(super) fn extend(&mut self, units: impl IntoIterator<Item = (UnitIndex, ScopeId)>) {
        self.0.extend(units.into_iter().map(Reverse));
    }

    pub(super) fn pop_first(&mut self) -> Option<(UnitIndex, ScopeId)> {
        let first = self.0.pop()?;
        while self.0.peek() == Some(&first) {
            self.0.pop();
        }
        Some(first.0)
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}

/// So many changes need room as a rule; what took more gives it back.
pub(super) const USUAL: usize = 4_096;

impl Work {
    /// May a filter judge its answer once more? Of selects that filter each other in a circle none need ever stand still.
    pub(super) fn may_judge(&mut self, scope: ScopeId, row: NodeIndex) -> bool {
        let times = self.judged.entry((scope, row)).or_default();
        *times = times.saturating_add(1);
        *times <= JUDGED
    }

    /// Nothing is to be done any more; the room stays.
    pub(super) fn empty(&mut self) {
        let Self { queue, changed, gone, order_changed, triggered, defaults, live, rounds, judged } = self;
        if changed.capacity() > USUAL {
            *self = Self::default();
            return;
        }
        queue.clear();
        changed.clear();
        gone.clear();
        triggered.clear();
        defaults.clear();
        rounds.clear();
        judged.clear();
        (*order_changed, *live) = (false, false);
    }
}

/// A value as its question takes it: a whole number without a fraction, a date without a time.
pub(super) fn fitted(form: &Form, row: NodeIndex, text: String, offset: FixedOffset) -> String {
    let question_type = form.nodes.get(row).map(|node| node.value_type);
    if question_type == Some(QuestionType::Date) {
        return date::day_of(&text, offset).map_or(text, date::date_text);
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
pub(super) fn units_of<'f>(form: &'f Form, logic: &'f RowLogic, kind: UnitKind) -> impl Iterator<Item = UnitIndex> {
    logic.units.iter().copied().filter(move |unit| form.logic.units.get(*unit).is_some_and(|unit| unit.kind == kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Index as _;

    #[test]
    fn a_unit_that_is_put_on_the_queue_twice_comes_off_it_once_and_in_its_order() {
        let unit = |unit, scope| (UnitIndex::at(unit), ScopeId::at(scope));
        let mut queue = Queue::default();
        queue.extend([unit(2, 0), unit(1, 1), unit(2, 0)]);
        queue.insert(unit(1, 0));
        queue.insert(unit(1, 1));
        let order: Vec<_> = std::iter::from_fn(|| queue.pop_first()).collect();
        assert_eq!(order, [unit(1, 0), unit(1, 1), unit(2, 0)]);
    }
}
