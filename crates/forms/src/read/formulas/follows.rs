//! Counted repeats whose instances are about the choices of a list, one each: a calculation in the repeat takes the choice
//! that stands at the instance's place, `selected-at(${list}, position(..) - 1)`.
//!
//! What was said of a choice belongs to the choice and not to its place, so a session must know of this shape.

use std::collections::BTreeMap;

use crate::expr::{Function, Op, Operator, Program};
use crate::form::{Follows, NodeIndex, Unit, UnitKind};
use crate::index::Indexed;
use crate::read::formulas::reads::Dependency;
use crate::read::formulas::rows::{Formulas, RowFormulas};
use crate::read::layout::Layout;

/// A place may be handed on through so many calculations.
const HANDED_ON: usize = 4;

/// Finds the repeats that follow a list, and has their counts read it: another choice in place of one is no other number.
pub(crate) fn find(layout: &Layout, formulas: &mut Formulas) {
    let Formulas { rows, compiled, .. } = formulas;
    let mut found: BTreeMap<NodeIndex, Follows> = BTreeMap::new();
    for (row, spot) in rows.iter().zip(layout.spots.iter()) {
        let (Some(repeat), Some(program)) = (spot.chain.last().copied(), &row.calculation) else { continue };
        let counted = rows.get(repeat).is_some_and(|repeat| repeat.count.is_some());
        if counted && !row.triggered && !found.contains_key(&repeat) {
            found.extend(Looked { layout, rows, repeat }.taken(program).map(|follows| (repeat, follows)));
        }
    }
    for (repeat, follows) in found {
        let unit = Unit { row: repeat, kind: UnitKind::Count };
        let (target, common) = (follows.list.target, follows.list.common);
        if let Some(count) = compiled.iter_mut().find(|one| one.unit == unit) {
            count.reads.push(Dependency { target, common, soft: true });
        }
        if let Some(row) = rows.get_mut(repeat) {
            row.follows = Some(follows);
        }
    }
}

struct Looked<'a> {
    layout: &'a Layout,
    rows: &'a Indexed<NodeIndex, RowFormulas>,
    repeat: NodeIndex,
}

impl Looked<'_> {
    /// Which list a calculation takes a choice from by the place of its instance.
    fn taken(&self, program: &Program) -> Option<Follows> {
        let calls = program.ops.iter().enumerate().filter(|(_, op)| matches!(op, Op::Call(Function::SelectedAt, _)));
        calls.filter_map(|(call, _)| self.list(program.ops.get(..call)?)).next()
    }

    /// The list and the place, at the end of these operations.
    fn list(&self, ops: &[Op]) -> Option<Follows> {
        let (begins, shift) = self.place(ops, HANDED_ON)?;
        let Some(Op::Reference(list)) = ops.get(begins.checked_sub(1)?) else { return None };
        let chain = self.layout.spots.get(list.target).map_or(&[][..], |spot| spot.chain.as_slice());
        let outside = list.target != self.repeat && !chain.contains(&self.repeat);
        (outside && list.down.is_empty()).then(|| Follows { list: (**list).clone(), shift })
    }

    /// Where the place of the instance, and so many more, begins that stands at the end of these operations.
    fn place(&self, ops: &[Op], handed_on: usize) -> Option<(usize, i64)> {
        let (last, before) = ops.split_last()?;
        match last {
            Op::Binary(operator @ (Operator::Plus | Operator::Minus)) => {
                let (Op::Number(number), before) = before.split_last()? else { return None };
                let (begins, shift) = self.place(before, handed_on)?;
                let number = whole(*number)?;
                let shift =
                    if *operator == Operator::Plus { shift.checked_add(number) } else { shift.checked_sub(number) };
                Some((begins, shift?))
            }
            Op::Call(Function::Position, 1) => {
                let (Op::Reference(instance), before) = before.split_last()? else { return None };
                (instance.target == self.repeat && instance.down.is_empty()).then_some((before.len(), 0))
            }
            Op::Call(Function::Number | Function::Int, 1) => self.place(before, handed_on),
            Op::Reference(handed) => {
                let calculation = self.rows.get(handed.target)?.calculation.as_ref()?;
                let own = self.layout.spots.get(handed.target)?.chain.last() == Some(&self.repeat);
                let (begins, shift) = self.place(&calculation.ops, handed_on.checked_sub(1)?)?;
                (own && handed.down.is_empty() && begins == 0).then_some((before.len(), shift))
            }
            _ => None,
        }
    }
}

fn whole(number: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "without a fraction, and small")]
    (number.fract() == 0.0 && number.abs() < 1_000_000.0).then_some(number as i64)
}
