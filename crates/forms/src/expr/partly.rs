//! Evaluation where something that is read may not be known: by Kleene's logic, in which what is not known decides nothing,
//! and what is decided without it stands.
//!
//! `a and b` is false when either is, whatever the other would be; `a or b` is true when either is. `if()` whose condition is
//! not known gives what both ways give, where that is the same; `coalesce()` gives the first that is there, if all before it
//! are known to be blank. Everything else is not known as soon as something in it is not. So to learn more never turns true
//! into false or false into true.

use super::eval::Evaluator;
use super::function::Function;
use super::program::{Op, Program};
use super::value::Value;
use super::world::World;
use crate::index::Index;

/// A value, or nothing where it depends on what is not known.
type Partly<'a, N> = Option<Value<'a, N>>;

/// Evaluates programs without paths and predicates; `known` tells of each node whether its text is known.
pub(crate) struct Partial<'a, W: World> {
    evaluator: &'a Evaluator<'a, W>,
    known: &'a dyn Fn(W::Node) -> bool,
}

impl<'a, W: World> Partial<'a, W> {
    pub(crate) fn new(evaluator: &'a Evaluator<'a, W>, known: &'a dyn Fn(W::Node) -> bool) -> Self {
        Self { evaluator, known }
    }

    /// The value of a whole program.
    pub(crate) fn run(&self, program: &'a Program) -> Partly<'a, W::Node> {
        self.part(program, 0, program.ops.len())
    }

    /// The value of the operations from one on up to another.
    fn part(&self, program: &'a Program, from: usize, end: usize) -> Partly<'a, W::Node> {
        let mut stack: Vec<Partly<'a, W::Node>> = Vec::with_capacity(4);
        let mut at = from;
        while let Some(op) = program.ops.get(at).filter(|_| at < end) {
            at = at.saturating_add(1);
            match op {
                Op::Decide { when, to } => {
                    let left = stack.pop().flatten().map(|left| left.bool());
                    // The right side ends with the operation that makes a yes or no of it.
                    let right_end = to.place().saturating_sub(1);
                    let result = match left {
                        Some(left) if left == *when => Some(left),
                        _ => match self.part(program, at, right_end).map(|right| right.bool()) {
                            Some(right) if right == *when => Some(right),
                            right => left.and(right),
                        },
                    };
                    stack.push(result.map(Value::Bool));
                    at = to.place();
                }
                Op::JumpIfFalse(otherwise) => {
                    let condition = stack.pop().flatten().map(|value| value.bool());
                    // Before the other way stands the jump over it.
                    let over = otherwise.place().saturating_sub(1);
                    let Some(Op::Jump(to)) = program.ops.get(over) else { return None };
                    let first = || self.part(program, at, over);
                    let second = || self.part(program, otherwise.place(), to.place());
                    stack.push(match condition {
                        Some(true) => first(),
                        Some(false) => second(),
                        None => first().filter(|one| second().is_some_and(|other| other == *one)),
                    });
                    at = to.place();
                }
                Op::Call(Function::Coalesce, count) => {
                    let arguments = stack.split_off(stack.len().saturating_sub(usize::from(*count)));
                    stack.push(self.coalesce(arguments));
                }
                other => self.step(other, &mut stack),
            }
        }
        stack.pop().flatten()
    }

    /// One operation that is not known as soon as something it takes is not.
    fn step(&self, op: &'a Op, stack: &mut Vec<Partly<'a, W::Node>>) {
        let takes = match op {
            Op::Negate | Op::ToBool | Op::Matches(_) => 1,
            Op::Binary(_) => 2,
            Op::Call(_, count) => usize::from(*count),
            _ => 0,
        };
        let taken: Option<Vec<_>> = stack.split_off(stack.len().saturating_sub(takes)).into_iter().collect();
        let value = taken.and_then(|taken| self.evaluator.operation(op, &taken));
        stack.push(value.filter(|value| value.nodes().iter().all(|node| (self.known)(*node))));
    }

    fn coalesce(&self, arguments: Vec<Partly<'a, W::Node>>) -> Partly<'a, W::Node> {
        let call = |arguments: &[Value<'a, W::Node>]| self.evaluator.call(Function::Coalesce, arguments);
        let mut known = Vec::with_capacity(arguments.len());
        for argument in arguments {
            known.push(argument?);
            let so_far = call(&known);
            if !so_far.text(self.evaluator.world()).is_empty() {
                return Some(so_far);
            }
        }
        Some(call(&known))
    }
}
