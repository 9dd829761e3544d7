//! The stack machine.

use std::borrow::Cow;

use chrono::{FixedOffset, Offset as _, Utc};
use smallvec::SmallVec;

use super::days::{Days, Term};
use super::function::Function;
use super::functions;
use super::program::{Axis, NameTest, Op, Operator, Path, Program, Reference, Start, Step};
use super::run::{Context, Run, nth};
use super::value::Value;
use super::world::{Alone, LAST_SAVED, World};
use crate::index::Index;

/// What waits for an operation. It seldom is more than a few, which need no room of their own.
type Stack<'a, N> = SmallVec<[Value<'a, N>; 6]>;

/// Runs programs in a world, for one node.
pub(crate) struct Evaluator<'a, W: World>(pub(super) Run<'a, W>);

impl<'a, W: World> Evaluator<'a, W> {
    pub(crate) const fn new(world: &'a W, current: W::Node) -> Self {
        Self(Run::new(world, current))
    }

    /// Was a function given what it can make nothing of?
    pub(crate) fn failed(&self) -> bool {
        self.0.failed()
    }

    /// Was a pattern given up because it took too long?
    pub(crate) fn undecided(&self) -> bool {
        self.0.undecided()
    }

    /// The world it runs in.
    pub(super) const fn world(&self) -> &'a W {
        self.0.world
    }

    /// What one operation makes of what it takes, where it is no path, filter or jump.
    pub(super) fn operation(&self, op: &'a Op, taken: &[Value<'a, W::Node>]) -> Option<Value<'a, W::Node>> {
        Some(match (op, taken) {
            (Op::Number(number), []) => Value::Number(*number),
            (Op::Text(text), []) => Value::Text(Cow::Borrowed(text)),
            (Op::Bool(value), []) => Value::Bool(*value),
            (Op::Reference(reference), []) => Value::Node(self.0.world.single(reference, self.0.current)?),
            (Op::Negate, [value]) => Value::Number(-value.number(self.0.world)),
            (Op::ToBool, [value]) => Value::Bool(value.bool()),
            (Op::Matches(pattern), [value]) => Value::Bool(self.0.is_in(pattern, &value.text(self.0.world))),
            (Op::Binary(operator), [left, right]) => self.binary(*operator, left, right),
            (Op::Call(function, _), taken) => self.call(*function, taken),
            _ => return None,
        })
    }

    /// What a function gives for the current node.
    pub(super) fn call(&self, function: Function, arguments: &[Value<'a, W::Node>]) -> Value<'a, W::Node> {
        functions::call(&self.0, function, arguments, Context { node: self.0.current, position: 1, size: 1 })
    }

    /// The value of `program` for the current node.
    pub(crate) fn run(&self, program: &'a Program) -> Value<'a, W::Node> {
        self.run_at(program, Context { node: self.0.current, position: 1, size: 1 })
    }

    /// Its value for an item of a choice list.
    pub(crate) fn run_for(&self, program: &'a Program, node: W::Node, position: usize) -> Value<'a, W::Node> {
        self.run_at(program, Context { node, position, size: position })
    }

    fn run_at(&self, program: &'a Program, context: Context<W::Node>) -> Value<'a, W::Node> {
        self.run_on(&mut Stack::new(), program, context)
    }

    /// The same on an empty stack that is used again, where a program runs for many nodes.
    fn run_on(
        &self,
        stack: &mut Stack<'a, W::Node>,
        program: &'a Program,
        context: Context<W::Node>,
    ) -> Value<'a, W::Node> {
        let mut at = 0_usize;
        while let Some(op) = program.ops.get(at) {
            at = at.saturating_add(1);
            match op {
                Op::Number(number) => stack.push(Value::Number(*number)),
                Op::Text(text) => stack.push(Value::Text(Cow::Borrowed(text))),
                Op::Bool(value) => stack.push(Value::Bool(*value)),
                Op::Variable { .. } => stack.push(Value::Nodes(Vec::new())),
                Op::Reference(reference) => {
                    let (value, is_total) = self.referred(reference, program.ops.get(at));
                    at = at.saturating_add(usize::from(is_total));
                    stack.push(value);
                }
                // `.` and `current()`: one node, which needs no list.
                Op::Path(path) if path.steps.is_empty() && path.start == Start::Context => {
                    stack.push(Value::Node(context.node));
                }
                Op::Path(path) if path.steps.is_empty() && path.start == Start::Current => {
                    stack.push(Value::Node(self.0.current));
                }
                Op::Path(path) => {
                    let (value, is_sum) = self.pathed(path, program.ops.get(at), context, stack);
                    at = at.saturating_add(usize::from(is_sum));
                    stack.push(value);
                }
                Op::Filter(predicates) => {
                    let mut nodes = pop(stack).nodes().to_vec();
                    for predicate in predicates {
                        nodes = self.keep(nodes, predicate);
                    }
                    stack.push(Value::Nodes(nodes));
                }
                Op::Negate => {
                    let number = pop(stack).number(self.0.world);
                    stack.push(Value::Number(-number));
                }
                Op::Binary(operator) => {
                    let right = pop(stack);
                    let left = pop(stack);
                    stack.push(self.binary(*operator, &left, &right));
                }
                Op::Decide { when, to } => {
                    if pop(stack).bool() == *when {
                        stack.push(Value::Bool(*when));
                        at = to.place();
                    }
                }
                Op::ToBool => {
                    let value = pop(stack).bool();
                    stack.push(Value::Bool(value));
                }
                Op::JumpIfFalse(to) => {
                    if !pop(stack).bool() {
                        at = to.place();
                    }
                }
                Op::Jump(to) => at = to.place(),
                Op::Matches(pattern) => {
                    let text = pop(stack).text(self.0.world);
                    stack.push(Value::Bool(self.0.is_in(pattern, &text)));
                }
                Op::Miscall => {
                    self.0.fail();
                    stack.push(Value::empty());
                }
                Op::Call(function, count) => {
                    let first = stack.len().saturating_sub(usize::from(*count));
                    let arguments = stack.get(first..).unwrap_or_default();
                    let value = functions::call(&self.0, *function, arguments, context);
                    stack.truncate(first);
                    stack.push(value);
                }
            }
        }
        pop(stack)
    }

    /// What a reference means; where the next operation makes one number of it that is known, that number.
    fn referred(&self, reference: &'a Reference, next: Option<&Op>) -> (Value<'a, W::Node>, bool) {
        if let Some(node) = self.0.world.single(reference, self.0.current) {
            return (Value::Node(node), false);
        }
        let function = next.and_then(Op::aggregate);
        if let Some(total) = function.and_then(|function| self.0.world.total(function, reference, self.0.current)) {
            return (Value::Number(total), true);
        }
        let mut nodes = Vec::new();
        self.0.world.reference(reference, self.0.current, &mut nodes);
        (Value::Nodes(nodes), false)
    }

    /// The nodes of a path; where the next operation makes one number of them that is kept up, that number.
    fn pathed(
        &self,
        path: &'a Path,
        next: Option<&Op>,
        context: Context<W::Node>,
        stack: &mut Stack<'a, W::Node>,
    ) -> (Value<'a, W::Node>, bool) {
        let function = path.sum.and(next).and_then(Op::aggregate);
        match function.zip(path.sum).and_then(|(function, sum)| self.0.world.row_sum(function, sum)) {
            Some(number) => (Value::Number(number), true),
            None => (Value::Nodes(self.path(path, context, stack)), false),
        }
    }

    fn path(&self, path: &'a Path, context: Context<W::Node>, stack: &mut Stack<'a, W::Node>) -> Vec<W::Node> {
        let mut nodes = match path.start {
            Start::Context => vec![context.node],
            Start::Current => vec![self.0.current],
            Start::LastSaved => self.0.world.instance(LAST_SAVED).into_iter().collect(),
            Start::Root | Start::Everywhere => vec![self.0.world.root()],
            Start::Stack => pop(stack).nodes().to_vec(),
        };
        for step in &path.steps {
            nodes = self.step(&nodes, step);
        }
        nodes
    }

    fn step(&self, from: &[W::Node], step: &'a Step) -> Vec<W::Node> {
        let mut out: Vec<W::Node> = Vec::new();
        let mut found = Vec::new();
        for node in from {
            found.clear();
            match self.looked_up(*node, step) {
                Some(candidates) => found = candidates,
                None => self.along(*node, step.axis, &step.test, &mut found),
            }
            let mut kept = std::mem::take(&mut found);
            for predicate in &step.predicates {
                kept = self.keep(kept, predicate);
            }
            if from.len() == 1 || step.axis == Axis::Child {
                // Children of different nodes are different.
                out.append(&mut kept);
            } else {
                for node in kept.drain(..) {
                    if !out.contains(&node) {
                        out.push(node);
                    }
                }
            }
            found = kept;
        }
        out
    }

    fn looked_up(&self, node: W::Node, step: &'a Step) -> Option<Vec<W::Node>> {
        match (step.axis, &step.test, step.predicates.first()) {
            (Axis::Child, NameTest::Name(name), Some(predicate)) => self.candidates(node, name, predicate),
            _ => None,
        }
    }

    /// The nodes of a path that does not begin on the stack.
    pub(super) fn path_from_here(&self, path: &'a Path) -> Vec<W::Node> {
        self.path(path, Context { node: self.0.current, position: 1, size: 1 }, &mut Stack::new())
    }

    fn along(&self, node: W::Node, axis: Axis, test: &NameTest, out: &mut Vec<W::Node>) {
        match axis {
            Axis::Child => match test {
                NameTest::Name(name) => self.0.world.children_named(node, name, out),
                NameTest::AnyElement | NameTest::AnyNode => self.0.world.children(node, out),
            },
            Axis::Parent => out.extend(self.0.world.parent(node).filter(|parent| self.fits(*parent, test))),
            Axis::Itself => out.extend(Some(node).filter(|node| self.fits(*node, test))),
            Axis::DescendantOrSelf => {
                let mut waiting = vec![node];
                let mut below = Vec::new();
                while let Some(next) = waiting.pop() {
                    if self.fits(next, test) {
                        out.push(next);
                    }
                    below.clear();
                    self.0.world.children(next, &mut below);
                    waiting.extend(below.iter().rev());
                }
            }
        }
    }

    fn fits(&self, node: W::Node, test: &NameTest) -> bool {
        match test {
            NameTest::AnyNode => true,
            NameTest::AnyElement => !self.0.world.name(node).is_empty(),
            NameTest::Name(name) => self.0.world.name(node) == **name,
        }
    }

    fn keep(&self, nodes: Vec<W::Node>, predicate: &'a Program) -> Vec<W::Node> {
        let size = nodes.len();
        if let [Op::Number(index)] = predicate.ops.as_slice() {
            return nodes.into_iter().enumerate().filter(|(at, _)| nth(*at) == *index).map(|(_, node)| node).collect();
        }
        let mut stack = Stack::new();
        let keeps = |(at, node): &(usize, W::Node)| {
            let position = at.saturating_add(1);
            stack.clear();
            match self.run_on(&mut stack, predicate, Context { node: *node, position, size }) {
                Value::Number(number) => number == nth(*at),
                other => other.bool(),
            }
        };
        nodes.into_iter().enumerate().filter(keeps).map(|(_, node)| node).collect()
    }

    fn binary(&self, operator: Operator, left: &Value<'a, W::Node>, right: &Value<'a, W::Node>) -> Value<'a, W::Node> {
        let offset = || *self.0.world.now().offset();
        let terms = |make: fn(Term, Term, FixedOffset) -> Term| {
            Value::from(make(left.term(self.0.world), right.term(self.0.world), offset()))
        };
        let factors = |make: fn(f64, f64) -> f64| {
            let factor = |value: &Value<'a, W::Node>| value.term(self.0.world).factor(offset());
            Value::Number(make(factor(left), factor(right)))
        };
        match operator {
            Operator::Plus => terms(Term::plus),
            Operator::Minus => terms(Term::minus),
            Operator::Times => factors(|left, right| left * right),
            Operator::Div => factors(|left, right| left / right),
            Operator::Mod => factors(|left, right| left % right),
            Operator::Union => {
                let mut nodes = left.nodes().to_vec();
                nodes.extend(right.nodes().iter().filter(|node| !left.nodes().contains(node)));
                nodes.sort_by(|a, b| self.0.world.order(*a, *b));
                Value::Nodes(nodes)
            }
            _ => Value::Bool(self.compare(operator, left, right)),
        }
    }
}

fn pop<'a, N: Copy + PartialEq>(stack: &mut Stack<'a, N>) -> Value<'a, N> {
    stack.pop().unwrap_or_else(Value::empty)
}

/// Puts in place of the operations from `start` on the constant they give, if they are all constants but the last.
pub(super) fn fold(program: &mut Program, start: usize) {
    let Some(ops) = program.ops.get(start..) else { return };
    let Some((_, inputs)) = ops.split_last() else { return };
    if !inputs.iter().all(Op::is_constant) {
        return;
    }
    // What a date in quotes is as a number depends on where it is asked.
    let computes = matches!(ops.last(), Some(Op::Binary(_) | Op::Negate));
    let asked = |op: &Op| matches!(op, Op::Text(text) if computes || Days::of(text, Utc.fix()).is_some());
    if inputs.iter().any(asked) {
        return;
    }
    let part = Program { ops: ops.to_vec() };
    let nothing = Alone::of(None);
    let evaluator = Evaluator::new(&nothing, ());
    let value = evaluator.run(&part);
    if evaluator.failed() {
        return;
    }
    let op = match value {
        Value::Number(number) => Op::Number(number),
        Value::Text(text) => Op::Text(text.into_owned().into_boxed_str()),
        Value::Bool(value) => Op::Bool(value),
        Value::Days(_) | Value::Node(()) | Value::Nodes(_) => return,
    };
    program.ops.truncate(start);
    program.ops.push(op);
}
