//! Which counts, sums and extremes are kept up while a form is filled in, found in its expressions.

use std::collections::BTreeMap;

use super::logic::{Logic, Total};
use crate::expr::{Function, Op};
use crate::index::NodeIndex;

/// Notes with each row which totals are kept of it, and with each repeat which of its rows have any.
pub(crate) fn find(logic: &mut Logic) {
    // Without a repeat there is nothing of which there could be several.
    if !logic.rows.iter().any(|row| row.size > 0) {
        return;
    }
    let mut found: BTreeMap<NodeIndex, BTreeMap<usize, bool>> = BTreeMap::new();
    logic.visit(&mut |program| {
        let mut last = None;
        program.visit(&mut |op| {
            if let (Some((target, common)), Some(function)) = (last, op.aggregate()) {
                let extremes = matches!(function, Function::Max | Function::Min);
                *found.entry(target).or_default().entry(common).or_default() |= extremes;
            }
            last = match op {
                Op::Reference(reference) if !reference.down.is_empty() => Some((reference.target, reference.common)),
                _ => None,
            };
        });
    });
    for (row, totals) in found {
        let Some(logic_of_row) = logic.rows.get_mut(row) else { continue };
        let holder = if logic_of_row.size > 0 { Some(row) } else { logic_of_row.chain.last().copied() };
        logic_of_row.totals = totals.into_iter().map(|(common, extremes)| Total { common, extremes }).collect();
        if let Some(repeat) = holder.and_then(|repeat| logic.rows.get_mut(repeat)) {
            repeat.added_up.push(row);
        }
    }
}
