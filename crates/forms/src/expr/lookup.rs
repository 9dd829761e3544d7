//! Predicates that look for a value in a column, `[name = ${town}]`: their items need not be tried one by one.

use super::eval::Evaluator;
use super::function::Function;
use super::program::{Axis, NameTest, Op, Operator, Path, Program, Start};
use super::world::World;
use crate::index::Index;

/// `column = value`, which must hold for all that a predicate keeps.
pub(super) struct Lookup<'a> {
    column: &'a str,
    value: &'a Op,
}

impl<'a> Lookup<'a> {
    /// What a predicate looks for, where it is such a comparison, alone or with more that must hold as well.
    pub(super) fn of(predicate: &'a Program) -> Option<Self> {
        let [left, right, Op::Binary(Operator::Equal), ..] = predicate.ops.as_slice() else { return None };
        let (column, value) =
            column(left).map(|name| (name, right)).or_else(|| column(right).map(|name| (name, left)))?;
        let is_value = match value {
            Op::Text(_) | Op::Reference(_) => true,
            Op::Path(path) => matches!(path.start, Start::Current | Start::Root | Start::LastSaved),
            _ => false,
        };
        // Places are counted among all items, and not among those that are found.
        let mut counts = false;
        predicate.visit(&mut |op| counts |= matches!(op, Op::Call(Function::Position | Function::Last, _)));
        (is_value && !counts && is_false_after(predicate, 3)).then_some(Self { column, value })
    }
}

impl<'a, W: World> Evaluator<'a, W> {
    /// The children of this name that may pass the predicate, in order; `None` where each must be tried.
    pub(crate) fn candidates(&self, node: W::Node, name: &str, predicate: &'a Program) -> Option<Vec<W::Node>> {
        let Lookup { column, value } = Lookup::of(predicate)?;
        let mut found = Vec::new();
        let values = match value {
            Op::Text(text) => {
                return self.0.world.children_where(node, name, column, text, &mut found).then_some(found);
            }
            Op::Reference(reference) => self.0.world.single(reference, self.0.current).map_or_else(
                || {
                    let mut nodes = Vec::new();
                    self.0.world.reference(reference, self.0.current, &mut nodes);
                    nodes
                },
                |one| vec![one],
            ),
            Op::Path(path) => self.path_from_here(path),
            _ => return None,
        };
        for one in &values {
            if !self.0.world.children_where(node, name, column, &self.0.world.text(*one), &mut found) {
                return None;
            }
        }
        if values.len() > 1 {
            found.sort_by(|left, right| self.0.world.order(*left, *right));
            found.dedup();
        }
        Some(found)
    }
}

/// The child that a path of one name means.
fn column(op: &Op) -> Option<&str> {
    let Op::Path(path) = op else { return None };
    let Path { start: Start::Context, steps, .. } = path.as_ref() else { return None };
    match steps.as_slice() {
        [step] if step.axis == Axis::Child && step.predicates.is_empty() => match &step.test {
            NameTest::Name(name) => Some(name),
            _ => None,
        },
        _ => None,
    }
}

/// Is the whole false when it is false before this operation?
fn is_false_after(program: &Program, mut at: usize) -> bool {
    loop {
        match program.ops.get(at) {
            None => return true,
            Some(Op::Decide { when: false, to }) if to.place() > at => at = to.place(),
            Some(_) => return false,
        }
    }
}
