//! What an expression is compiled to: a list of operations for a stack machine. There is no tree and no recursion but
//! for predicates, whose nesting the parser limits, so that no cell can overflow a stack.

use super::function::Function;
pub(crate) use super::lexer::Operator;
use super::pattern::Pattern;
use crate::index::{Index, NodeIndex, OpIndex, SumIndex};

/// A compiled expression.
#[derive(Debug, Clone, Default)]
pub(crate) struct Program {
    pub(crate) ops: Vec<Op>,
}

#[derive(Debug, Clone)]
pub(crate) enum Op {
    Number(f64),
    Text(Box<str>),
    Bool(bool),
    /// `${name}` before it is linked. `absolute`: as an argument of `indexed-repeat`, it names every instance.
    Variable {
        name: Box<str>,
        absolute: bool,
    },
    /// `${name}` or a path without predicates, resolved.
    Reference(Box<Reference>),
    /// A location path. With [`Start::Stack`] it goes on from the nodes on the stack.
    Path(Box<Path>),
    /// Predicates on the nodes on the stack.
    Filter(Box<[Program]>),
    Negate,
    Binary(Operator),
    /// Leaves a boolean; if it decides the whole (`false` for `and`, `true` for `or`), jumps.
    Decide {
        when: bool,
        to: OpIndex,
    },
    ToBool,
    JumpIfFalse(OpIndex),
    Jump(OpIndex),
    Call(Function, u16),
    /// A call with the wrong number of arguments: the reader has named it, and there is no value.
    Miscall,
    /// `regex()` with a pattern that stands in the expression.
    Matches(Pattern),
}

#[derive(Debug, Clone)]
pub(crate) struct Path {
    pub(crate) start: Start,
    pub(crate) steps: Vec<Step>,
    /// Which sum of the form has what the next operation makes of its nodes, where that is kept up.
    pub(crate) sum: Option<SumIndex>,
}

impl Path {
    pub(crate) const fn new(start: Start, steps: Vec<Step>) -> Self {
        Self { start, steps, sum: None }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    Context,
    /// `current()`
    Current,
    /// The interview that was saved last: `${last-saved#name}`.
    LastSaved,
    Root,
    /// The root, for a path that means every instance even to one of them: as an argument of `indexed-repeat`.
    Everywhere,
    Stack,
}

#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) axis: Axis,
    pub(crate) test: NameTest,
    pub(crate) predicates: Vec<Program>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Axis {
    Child,
    Parent,
    Itself,
    /// `//`
    DescendantOrSelf,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NameTest {
    Name(Box<str>),
    /// `*`
    AnyElement,
    /// `node()`
    AnyNode,
}

/// Where a node is, seen from another: up to the lowest repeat that holds both, then down through every instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference {
    /// The row of the form.
    pub(crate) target: NodeIndex,
    /// How many repeats stay in common, counted from the root.
    pub(crate) common: usize,
    /// Repeats to go down through, every instance of each.
    pub(crate) down: Vec<NodeIndex>,
}

/// What an expression reads besides answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Surroundings {
    /// The time.
    pub(crate) clock: bool,
    /// Texts of the form, which are in one language or another.
    pub(crate) words: bool,
}

impl Op {
    pub(crate) const fn is_constant(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Text(_) | Self::Bool(_))
    }

    /// Does it ask only which nodes there are, and not what their texts are?
    pub(crate) fn asks_nodes(&self) -> bool {
        match self {
            Self::Filter(_) => true,
            Self::Path(path) => path.start == Start::Stack,
            Self::Call(function, 1) => {
                matches!(function, Function::Count | Function::Position | Function::Boolean | Function::Not)
            }
            _ => false,
        }
    }

    /// The function, if it makes one number of all the nodes before it.
    pub(crate) const fn aggregate(&self) -> Option<Function> {
        match self {
            Self::Call(function, 1) => match function {
                Function::Count | Function::CountNonEmpty | Function::Sum | Function::Max | Function::Min => {
                    Some(*function)
                }
                _ => None,
            },
            _ => None,
        }
    }
}

impl Program {
    /// Where the next operation will stand.
    pub(super) fn end(&self) -> OpIndex {
        OpIndex::at(self.ops.len())
    }

    /// Calls `visit` with every operation, those of predicates included.
    pub(crate) fn visit(&self, visit: &mut dyn FnMut(&Op)) {
        for op in &self.ops {
            visit(op);
            match op {
                Op::Path(path) => {
                    path.steps.iter().flat_map(|step| &step.predicates).for_each(|predicate| predicate.visit(visit));
                }
                Op::Filter(predicates) => predicates.iter().for_each(|predicate| predicate.visit(visit)),
                _ => {}
            }
        }
    }

    /// What it reads besides answers.
    pub(crate) fn surroundings(&self) -> Surroundings {
        let mut found = Surroundings::default();
        self.visit(&mut |op| {
            found.clock |= matches!(op, Op::Call(Function::Now | Function::Today, _));
            found.words |= matches!(
                op,
                Op::Call(Function::ChoiceName | Function::Itext | Function::FormatDate | Function::FormatDateTime, _)
            );
        });
        found
    }
}
