//! With which texts and numbers a condition compares the value of a name.

use std::collections::BTreeSet;

use crate::expr::{Op, Operator, Program};
use crate::index::Index as _;

/// What a value on the stack is made of: places of names, and places of constants among the operations.
#[derive(Default, Clone)]
struct MadeOf {
    names: BTreeSet<usize>,
    constants: BTreeSet<usize>,
}

impl MadeOf {
    fn with(mut self, other: Self) -> Self {
        self.names.extend(other.names);
        self.constants.extend(other.constants);
        self
    }
}

/// The places of the constants that stand in one comparison, or in one call, with the name at this place: `5` of
/// `${a} > 5`, of `${a} + ${b} > 5` and of `selected(${a}, 5)`, and not of `${a} > 1 and ${b} > 5`.
pub(super) fn compared(program: &Program, name: usize) -> BTreeSet<usize> {
    let (mut stack, mut found): (Vec<MadeOf>, BTreeSet<usize>) = (Vec::new(), BTreeSet::new());
    // The first value of each `if`, until the second is there: the operations are gone through without jumping.
    let mut waiting: Vec<(usize, MadeOf)> = Vec::new();
    for (at, op) in program.ops.iter().enumerate() {
        while let Some((_, first)) = waiting.pop_if(|(until, _)| *until == at) {
            let second = pop(&mut stack);
            stack.push(first.with(second));
        }
        match op {
            Op::Number(_) | Op::Text(_) => stack.push(MadeOf { constants: [at].into(), ..MadeOf::default() }),
            Op::Reference(reference) => {
                stack.push(MadeOf { names: [reference.target.index()].into(), ..MadeOf::default() });
            }
            Op::Binary(operator) => {
                let second = pop(&mut stack);
                let both = pop(&mut stack).with(second);
                if is_comparison(*operator) {
                    note(&both, name, &mut found);
                    stack.push(MadeOf::default());
                } else {
                    stack.push(both);
                }
            }
            Op::Call(_, count) => {
                let all = (0..*count).fold(MadeOf::default(), |all, _| all.with(pop(&mut stack)));
                note(&all, name, &mut found);
                stack.push(all);
            }
            Op::Decide { .. } | Op::JumpIfFalse(_) => drop(pop(&mut stack)),
            Op::Jump(to) => {
                let first = pop(&mut stack);
                waiting.push((to.place(), first));
            }
            Op::ToBool | Op::Negate | Op::Matches(_) | Op::Filter(_) => {}
            Op::Bool(_) | Op::Variable { .. } | Op::Path(_) | Op::Miscall => stack.push(MadeOf::default()),
        }
    }
    found
}

fn pop(stack: &mut Vec<MadeOf>) -> MadeOf {
    stack.pop().unwrap_or_default()
}

const fn is_comparison(operator: Operator) -> bool {
    use Operator::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
    matches!(operator, Equal | NotEqual | Less | LessEqual | Greater | GreaterEqual)
}

fn note(made_of: &MadeOf, name: usize, found: &mut BTreeSet<usize>) {
    if made_of.names.contains(&name) {
        found.extend(&made_of.constants);
    }
}

#[cfg(test)]
mod tests {
    use crate::Condition;

    fn check(condition: &str, expected: &[(&str, &[&str])]) {
        let compiled = Condition::compile(condition).unwrap();
        for (name, constants) in expected {
            assert_eq!(compiled.compared_with(name), *constants, "{name} in {condition}");
        }
    }

    #[test]
    fn a_name_is_compared_with_what_stands_in_its_own_comparison() {
        check("${a} > 1 and ${b} > 5 or 7 = ${c}", &[("a", &["1"]), ("b", &["5"]), ("c", &["7"]), ("d", &[])]);
        check("${a} + ${b} > 5", &[("a", &["5"]), ("b", &["5"])]);
        check("selected(${a}, 'x') and not(${b} = 'y')", &[("a", &["x"]), ("b", &["y"])]);
        check("count-selected(${a}) >= 2 and ${b} < -3", &[("a", &["2"]), ("b", &["-3"])]);
        check(
            "if(${a} = 'x', ${b}, ${c}) > 4 and ${d} = 9",
            &[("a", &["x"]), ("b", &["4"]), ("c", &["4"]), ("d", &["9"])],
        );
        check(
            "if(${a} > 1, if(${b} > 2, ${c}, 3), ${d}) = 4",
            &[("a", &["1"]), ("b", &["2"]), ("c", &["3", "4"]), ("d", &["3", "4"])],
        );
    }
}
