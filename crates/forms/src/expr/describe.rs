//! An expression as it was understood: every name resolved to the path of its row.

use super::program::{Axis, NameTest, Op, Path, Program, Reference, Start};
use crate::index::{Index, NodeIndex};

/// Writes a program as the steps of a stack machine, one after the other. Two expressions that mean the same nodes and do
/// the same with them give the same text, however they were written.
pub(crate) fn describe(program: &Program, path_of: &dyn Fn(NodeIndex) -> String) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut ops = program.ops.iter().peekable();
    while let Some(op) = ops.next() {
        let mut text = op_text(op, path_of);
        // What is filtered wherever it is, is the same as a path with that predicate.
        if let (Op::Reference(reference), Some(Op::Filter(_))) = (op, ops.peek())
            && reference.common == 0
        {
            text = path_of(reference.target);
            text.extend(ops.next().map(|filter| op_text(filter, path_of)));
            if let Some(Op::Path(path)) = ops.peek()
                && path.start == Start::Stack
            {
                text.push_str(path_text(path, path_of).trim_start_matches('|'));
                ops.next();
            }
        }
        out.push(text);
    }
    out.join(" ")
}

fn op_text(op: &Op, path_of: &dyn Fn(NodeIndex) -> String) -> String {
    match op {
        Op::Number(number) => number.to_string(),
        // A text may be a path or a name in braces, where a function takes the name of a question: the name tells it.
        Op::Text(text) => {
            let text = text.trim();
            let name = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).map(str::trim);
            let name = name.or_else(|| text.strip_prefix('/').and_then(|rest| rest.rsplit('/').next()));
            format!("'{}'", name.unwrap_or(text))
        }
        Op::Bool(value) => format!("{value}()"),
        Op::Variable { name, .. } => format!("${{{name}}}"),
        Op::Reference(reference) => reference_text(reference, path_of),
        Op::Path(path) => path_text(path, path_of),
        Op::Filter(predicates) => predicates.iter().map(|one| format!("[{}]", describe(one, path_of))).collect(),
        Op::Negate => "negate".to_owned(),
        Op::Binary(operator) => format!("{operator:?}").to_lowercase(),
        Op::Decide { when, to } => format!("decide:{when}:{}", to.place()),
        Op::ToBool => "boolean".to_owned(),
        Op::JumpIfFalse(to) => format!("unless:{}", to.place()),
        Op::Jump(to) => format!("go:{}", to.place()),
        Op::Call(function, count) => format!("{function:?}({count})"),
        Op::Miscall => "miscall".to_owned(),
        Op::Matches(pattern) => format!("matches:{}", pattern.as_str()),
    }
}

/// `common`: how many repeats the path has in common with the place it is seen from.
fn reference_text(reference: &Reference, path_of: &dyn Fn(NodeIndex) -> String) -> String {
    format!("{}@{}", path_of(reference.target), reference.common)
}

fn path_text(path: &Path, path_of: &dyn Fn(NodeIndex) -> String) -> String {
    let start = match path.start {
        Start::Context => ".",
        Start::Current => "current()",
        Start::Root | Start::Everywhere => "",
        Start::LastSaved => "'__last-saved' Instance(1) |",
        Start::Stack => "|",
    };
    let steps = path.steps.iter().filter(|step| step.axis != Axis::Itself || !step.predicates.is_empty()).map(|step| {
        let name = match (step.axis, &step.test) {
            (Axis::Parent, _) => "..".to_owned(),
            (Axis::Itself, _) => ".".to_owned(),
            (Axis::DescendantOrSelf, _) => "//".to_owned(),
            (Axis::Child, NameTest::Name(name)) => name.to_string(),
            (Axis::Child, NameTest::AnyElement) => "*".to_owned(),
            (Axis::Child, NameTest::AnyNode) => "node()".to_owned(),
        };
        let predicates: String = step.predicates.iter().map(|one| format!("[{}]", describe(one, path_of))).collect();
        format!("/{name}{predicates}")
    });
    format!("{start}{}", steps.collect::<String>())
}
