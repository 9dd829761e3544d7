//! The totals of a session: which answers they are made of, and what they come to.

use super::state::State;
use super::tally::{Share, Tally};
use crate::expr::{Function, Reference};
use crate::form::Form;
use crate::index::{NodeIndex, ScopeId};

impl State {
    /// Takes what an answer gave out of all totals of its row, and adds what it gives.
    pub(super) fn tally(
        &mut self,
        form: &Form,
        scope: ScopeId,
        row: NodeIndex,
        before: Option<Share>,
        after: Option<Share>,
    ) {
        for total in form.logic.rows.get(row).into_iter().flat_map(|logic| &logic.totals) {
            let place = (row, self.ancestor(scope, total.common));
            let tally = self.tallies.entry(place).or_default();
            before.into_iter().for_each(|share| tally.add(share, total.extremes, -1));
            after.into_iter().for_each(|share| tally.add(share, total.extremes, 1));
            if tally.is_empty() {
                self.tallies.remove(&place);
            }
        }
    }

    /// What an aggregate over the instances that a reference means comes to; `None` where it must go through them.
    pub(super) fn total(&self, form: &Form, scope: ScopeId, reference: &Reference, function: Function) -> Option<f64> {
        let start = self.ancestor(scope, reference.common);
        let kept = form.logic.rows.get(reference.target)?.totals.iter().any(|total| total.common == reference.common);
        if !kept || self.depth(start) != reference.common {
            return None;
        }
        match self.tallies.get(&(reference.target, start)) {
            Some(tally) => tally.value(function),
            None => Tally::default().value(function),
        }
    }
}
