//! Aggregates over rows that lie in no repeat and that are each looked at by themselves: `sum(/data/g/*[. > 0])`.
//!
//! Which rows such a path means is known when the form is read, and whether one passes its predicates follows from what
//! stands in it. So what they come to is kept up answer by answer, and nobody goes through a thousand rows for each.

use super::logic::{Logic, RowLogic, RowSum, Rule};
use super::node::Node;
use crate::expr::{Axis, Function, NameTest, Op, Operator, Path, Program, Start, Step};
use crate::index::{Index as _, Indexed, NodeIndex, SumIndex};

/// Finds them in the expressions of the rows, and tells each row in which it is. `names`: what the topmost element may be
/// called.
pub(crate) fn find(nodes: &Indexed<NodeIndex, Node>, names: &[&str], logic: &mut Logic) {
    let mut found = Vec::new();
    let owners: Vec<NodeIndex> = logic.rows.indices().collect();
    for owner in owners {
        let Some(row) = logic.rows.get_mut(owner) else { continue };
        // Taken out for a moment: which rows a path means is looked up among all of them.
        let mut programs = Taken::of(row);
        let places = Places { nodes, names, logic, owner };
        for program in programs.each() {
            for at in 1..program.ops.len() {
                let function = program.ops.get(at).and_then(Op::aggregate);
                let Some((function, Op::Path(path))) = function.zip(program.ops.get_mut(at.saturating_sub(1))) else {
                    continue;
                };
                if let Some((rows, predicates)) = places.of(path) {
                    path.sum = Some(SumIndex::at(found.len()));
                    let extremes = matches!(function, Function::Max | Function::Min);
                    found.push(RowSum { rows, predicates, extremes });
                }
            }
        }
        if let Some(row) = logic.rows.get_mut(owner) {
            programs.put_back(row);
        }
    }
    logic.row_sums = Indexed::from(found);
    for (sum, rows) in logic.row_sums.enumerate().map(|(sum, one)| (sum, one.rows.clone())).collect::<Vec<_>>() {
        for row in rows {
            logic.rows.get_mut(row).into_iter().for_each(|row| row.sums.push(sum));
        }
    }
}

/// The expressions of a row that are kept up to date.
struct Taken {
    calculation: Option<Program>,
    relevant: Option<Program>,
    constraint: Option<Program>,
    required: Rule,
    readonly: Rule,
    count: Option<Program>,
}

impl Taken {
    fn of(row: &mut RowLogic) -> Self {
        Self {
            calculation: row.calculation.take(),
            relevant: row.relevant.take(),
            constraint: row.constraint.take(),
            required: std::mem::take(&mut row.required),
            readonly: std::mem::take(&mut row.readonly),
            count: row.count.take(),
        }
    }

    fn each(&mut self) -> impl Iterator<Item = &mut Program> {
        let rules = [&mut self.required, &mut self.readonly].into_iter().filter_map(|rule| match rule {
            Rule::When(program) => Some(program),
            Rule::Never | Rule::Always => None,
        });
        let programs = [&mut self.calculation, &mut self.relevant, &mut self.constraint, &mut self.count];
        programs.into_iter().flatten().chain(rules)
    }

    fn put_back(self, row: &mut RowLogic) {
        row.calculation = self.calculation;
        row.relevant = self.relevant;
        row.constraint = self.constraint;
        row.required = self.required;
        row.readonly = self.readonly;
        row.count = self.count;
    }
}

/// Where a path is on its way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Document,
    Top,
    Row(NodeIndex),
}

/// The rows of a form, looked at from one of them.
struct Places<'f> {
    nodes: &'f Indexed<NodeIndex, Node>,
    names: &'f [&'f str],
    logic: &'f Logic,
    owner: NodeIndex,
}

impl Places<'_> {
    /// The rows that a path means, and the predicates that each must pass; `None` where that is not known beforehand.
    fn of(&self, path: &Path) -> Option<(Vec<NodeIndex>, Vec<Program>)> {
        let outside = self.logic.rows.get(self.owner).is_some_and(|row| row.chain.is_empty() && row.size == 0);
        let mut places = match path.start {
            Start::Root | Start::Everywhere => vec![At::Document],
            Start::Context | Start::Current if outside => vec![At::Row(self.owner)],
            _ => return None,
        };
        let (last, before) = path.steps.split_last()?;
        if before.iter().any(|step| !step.predicates.is_empty()) || !last.predicates.iter().all(looks_at_itself) {
            return None;
        }
        for step in &path.steps {
            let mut next = Vec::new();
            for place in places {
                match (step.axis, &step.test) {
                    (Axis::Child, test) => self.below(place, test, &mut next),
                    (Axis::Itself, NameTest::AnyNode) => next.push(place),
                    (Axis::Parent, NameTest::AnyNode) => next.extend(self.above(place).filter(|up| !next.contains(up))),
                    _ => return None,
                }
            }
            places = next;
        }
        let row = |place: &At| match place {
            At::Row(row) => Some(*row).filter(|row| self.is_plain(*row)),
            At::Document | At::Top => None,
        };
        let rows: Vec<NodeIndex> = places.iter().map(row).collect::<Option<_>>()?;
        (rows.len() > 1).then(|| (rows, last.predicates.clone()))
    }

    /// Does it lie in no repeat, with nothing in it?
    fn is_plain(&self, row: NodeIndex) -> bool {
        self.logic
            .rows
            .get(row)
            .is_some_and(|logic| logic.chain.is_empty() && logic.size == 0 && logic.end == row.next())
    }

    fn above(&self, place: At) -> Option<At> {
        match place {
            At::Document => None,
            At::Top => Some(At::Document),
            At::Row(row) => Some(self.nodes.get(row)?.parent.map_or(At::Top, At::Row)),
        }
    }

    fn below(&self, place: At, test: &NameTest, out: &mut Vec<At>) {
        let fits = |name: &str| if let NameTest::Name(wanted) = test { **wanted == *name } else { true };
        let parent = match place {
            At::Document => {
                out.extend(self.names.iter().any(|name| fits(name)).then_some(At::Top));
                return;
            }
            At::Top => None,
            At::Row(row) => Some(row),
        };
        let is_child = |(_, node): &(NodeIndex, &Node)| node.parent == parent && fits(&node.name);
        out.extend(self.nodes.enumerate().filter(is_child).map(|(row, _)| At::Row(row)));
    }
}

/// Is it a yes or no to the text of the node alone, whatever its place, the others and the time?
fn looks_at_itself(predicate: &Program) -> bool {
    let own = |op: &Op| match op {
        Op::Number(_) | Op::Text(_) | Op::Bool(_) | Op::Negate | Op::Decide { .. } | Op::ToBool => true,
        Op::Binary(operator) => *operator != Operator::Union,
        Op::Path(path) => {
            let stays =
                |step: &Step| step.axis == Axis::Itself && step.test == NameTest::AnyNode && step.predicates.is_empty();
            path.start == Start::Context && path.steps.iter().all(stays)
        }
        Op::Call(function, _) => {
            is_yes_or_no(*function)
                || matches!(
                    function,
                    Function::Number | Function::String | Function::StringLength | Function::NormalizeSpace
                )
        }
        _ => false,
    };
    let decides = match predicate.ops.last() {
        Some(Op::Binary(operator)) => matches!(
            operator,
            Operator::Equal
                | Operator::NotEqual
                | Operator::Less
                | Operator::LessEqual
                | Operator::Greater
                | Operator::GreaterEqual
        ),
        Some(Op::Call(function, _)) => is_yes_or_no(*function),
        Some(op) => matches!(op, Op::ToBool | Op::Bool(_)),
        None => false,
    };
    decides && predicate.ops.iter().all(own)
}

const fn is_yes_or_no(function: Function) -> bool {
    matches!(
        function,
        Function::Not
            | Function::Boolean
            | Function::Contains
            | Function::StartsWith
            | Function::EndsWith
            | Function::Selected
            | Function::True
            | Function::False
    )
}
