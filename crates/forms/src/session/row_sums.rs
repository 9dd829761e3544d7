//! What rows of the form itself come to, where each counts by itself.

use chrono::{DateTime, FixedOffset};
use smallvec::SmallVec;

use super::slot::Slot;
use super::state::{ROOT, State};
use super::tally::{Share, Tally};
use crate::expr::{Alone, Evaluator, Function};
use crate::form::{Form, RowLogic, RowSum};
use crate::index::{NodeIndex, SumIndex};

/// What a slot gives to each sum that its row is in; nothing where it is not let in.
pub(super) type Gifts = SmallVec<[Option<Share>; 2]>;

impl State {
    /// What a slot gives to the sums that its row is in.
    pub(super) fn gifts(form: &Form, logic: &RowLogic, slot: &Slot, now: DateTime<FixedOffset>) -> Gifts {
        let share = slot.share();
        let sums = logic.sums.iter().filter_map(|sum| form.logic.row_sums.get(*sum));
        sums.map(|sum| lets_in(sum, slot.effective(), now).then_some(share)).collect()
    }

    /// Takes what a slot gave out of the sums, and adds what it gives.
    pub(super) fn add_up(&mut self, form: &Form, logic: &RowLogic, before: &Gifts, after: &Gifts) {
        let sums = logic.sums.iter().filter_map(|sum| Some((*sum, form.logic.row_sums.get(*sum)?)));
        for ((sum, of), (before, after)) in sums.zip(before.iter().zip(after)).filter(|(_, (old, new))| old != new) {
            let Some(tally) = self.row_sums.get_mut(sum) else { continue };
            before.iter().for_each(|share| tally.add(*share, of.extremes, -1));
            after.iter().for_each(|share| tally.add(*share, of.extremes, 1));
        }
    }

    /// Adds all of them up from nothing.
    pub(super) fn add_up_anew(&mut self, form: &Form) {
        let now = self.context.now.date_time();
        let tally = |sum: &RowSum| {
            let mut tally = Tally::default();
            for slot in sum.rows.iter().filter_map(|row| self.slot(form, ROOT, *row)) {
                if lets_in(sum, slot.effective(), now) {
                    tally.add(slot.share(), sum.extremes, 1);
                }
            }
            tally
        };
        self.row_sums = form.logic.row_sums.iter().map(tally).collect();
    }

    /// What an aggregate makes of the rows that are let in; `None` where it must go through them.
    pub(super) fn row_sum(&self, form: &Form, sum: SumIndex, function: Function) -> Option<f64> {
        let rows = &form.logic.row_sums.get(sum)?.rows;
        // A number that a calculation made of a date is compared as that date.
        let holds_days = |row: &NodeIndex| self.index(form, ROOT, *row).is_some_and(|slot| self.days.contains(&slot));
        if !self.days.is_empty() && rows.iter().any(holds_days) {
            return None;
        }
        self.row_sums.get(sum)?.value(function)
    }
}

fn lets_in(sum: &RowSum, text: &str, now: DateTime<FixedOffset>) -> bool {
    let alone = Alone::at(text, now);
    let evaluator = Evaluator::new(&alone, ());
    sum.predicates.iter().all(|predicate| evaluator.run(predicate).bool())
}
