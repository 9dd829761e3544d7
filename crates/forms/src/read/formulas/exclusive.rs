//! Which choices of a question go with no other, such as "none of these".
//!
//! XLSForm has no word for them: forms say it in a constraint, and everyone writes it in another way
//! (`not(selected(., 'none') and count-selected(.) > 1)`, `. = 'none' or not(selected(., 'none'))`, …). So the constraint is
//! not looked at but tried: a choice that it names is one of them when it is taken alone, and refused beside any other.

use std::collections::BTreeMap;

use crate::expr::{Alone, Axis, Evaluator, Function, NameTest, Op, Path, Program, Start};
use crate::form::{Choice, Node, QuestionType};
use crate::index::{Indexed, NodeIndex};
use crate::read::choices::lists::Lists;
use crate::read::formulas::rows::RowFormulas;

/// A longer list is not tried, nor a constraint that names more of its choices.
const CHOICES: usize = 500;
const NAMED: usize = 8;
/// So many operations of constraints are run for a whole form; what would take more is not tried. A form of a thousand such
/// questions takes a fiftieth of it, and one that was made to take hours stops here.
const BUDGET: usize = 50_000_000;

/// Finds them for every question that has some. O(choices) evaluations for each choice that a constraint names.
pub(crate) fn find(
    nodes: &Indexed<NodeIndex, Node>,
    formulas: &Indexed<NodeIndex, RowFormulas>,
    lists: &Lists,
) -> BTreeMap<NodeIndex, Vec<String>> {
    let mut left = BUDGET;
    let mut out = BTreeMap::new();
    for ((row, node), formulas) in nodes.enumerate().zip(formulas.iter()) {
        let Some(constraint) = &formulas.constraint else { continue };
        let list = node.list.as_ref().and_then(|list| lists.get(list)).map(Vec::as_slice).unwrap_or_default();
        if node.question_type == QuestionType::SelectMultiple && list.len() <= CHOICES {
            out.insert(row, alone(constraint, row, list, &mut left));
        }
    }
    out
}

fn alone(constraint: &Program, row: NodeIndex, list: &[Choice], left: &mut usize) -> Vec<String> {
    let (mut named, mut asks_more) = (Vec::<&str>::new(), false);
    constraint.visit(&mut |op| match op {
        Op::Text(_) | Op::Number(_) | Op::Bool(_) => {}
        other => asks_more |= !is_of_the_answer(other, row),
    });
    if asks_more {
        return Vec::new();
    }
    for op in &constraint.ops {
        if let Op::Text(text) = op
            && list.iter().any(|choice| *choice.name == **text)
            && !named.contains(&&**text)
        {
            named.push(text);
        }
    }
    named.truncate(NAMED);
    let cost = named.len().saturating_mul(list.len()).saturating_mul(constraint.ops.len()).saturating_mul(2);
    let Some(rest) = left.checked_sub(cost) else { return Vec::new() };
    *left = rest;
    let holds = |answer: &str| Evaluator::new(&Alone::of(Some(answer)), ()).run(constraint).bool();
    let is_alone = |name: &&str| {
        let mut others = list.iter().map(|choice| &*choice.name).filter(|other| other != name).peekable();
        others.peek().is_some()
            && holds(name)
            && others.all(|other| !holds(&format!("{name} {other}")) && !holds(&format!("{other} {name}")))
    };
    named.into_iter().filter(is_alone).map(ToOwned::to_owned).collect()
}

/// Does an operation look at the answer itself and at nothing besides?
fn is_of_the_answer(op: &Op, row: NodeIndex) -> bool {
    match op {
        Op::Reference(reference) => reference.target == row && reference.down.is_empty(),
        Op::Path(path) => is_itself(path),
        Op::Call(function, _) => matches!(
            function,
            Function::Selected
                | Function::CountSelected
                | Function::SelectedAt
                | Function::Not
                | Function::If
                | Function::True
                | Function::False
                | Function::Boolean
                | Function::Number
                | Function::String
                | Function::StringLength
                | Function::Contains
                | Function::StartsWith
                | Function::Regex
        ),
        Op::Variable { .. } | Op::Filter(_) | Op::Miscall => false,
        _ => true,
    }
}

fn is_itself(path: &Path) -> bool {
    let stays = |axis, test: &NameTest| axis == Axis::Itself && *test == NameTest::AnyNode;
    matches!(path.start, Start::Context | Start::Current)
        && path.steps.iter().all(|step| step.predicates.is_empty() && stays(step.axis, &step.test))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use crate::workbook::Workbook;

    #[test]
    fn a_form_made_to_be_tried_for_hours_is_read_all_the_same() {
        let mut survey = "| survey |\n| | type | name | label | constraint |\n".to_owned();
        let mut choices = "| choices |\n| | list_name | name | label |\n".to_owned();
        for n in 0..500 {
            choices.push_str(&format!("| | l | c{n} | C |\n"));
        }
        let named: Vec<String> = (0..8).map(|n| format!("selected(., 'c{n}')")).collect();
        let constraint = format!("count-selected(.) = 1 or not({})", named.join(" or "));
        for n in 0..500 {
            survey.push_str(&format!("| | select_multiple l | q{n} | Q | {constraint} |\n"));
        }
        let form = crate::read(&Workbook::from_markdown("form", &(survey + &choices)).unwrap()).form.unwrap();
        let found = form.nodes().iter().filter(|node| node.exclusive.len() == 8).count();
        assert!((1..500).contains(&found), "{found}: the first are tried, and then no more");
    }

    #[test]
    fn a_choice_that_its_constraint_takes_only_alone_is_one() {
        let found = |constraint: &str| {
            let text = format!(
                "| survey |\n| | type | name | label | constraint |\n| | integer | age | Age | |\n\
                 | | select_multiple l | q | Q | {constraint} |\n\
                 | choices |\n| | list_name | name | label |\n| | l | a | A |\n| | l | b | B |\n| | l | c | C |\n\
                 | | l | none | None |\n| | l | unsure | Unsure |\n"
            );
            let reading = crate::read(&Workbook::from_markdown("form", &text).unwrap());
            let form = reading.form.unwrap_or_else(|| panic!("{constraint}: {:?}", reading.problems));
            form.nodes().iter().find(|node| node.name == "q").unwrap().exclusive.join(" ")
        };
        for (constraint, expected) in [
            ("not(selected(., 'none') and count-selected(.) > 1)", "none"),
            ("not(selected(${q}, 'none') and count-selected(${q}) >= 2)", "none"),
            (". = 'none' or not(selected(., 'none'))", "none"),
            ("if(selected(., 'none'), count-selected(.) = 1, true())", "none"),
            ("count-selected(.) = 1 or not(selected(., 'none') or selected(., 'unsure'))", "none unsure"),
            ("string-length(.) = 4 or not(contains(., 'none'))", "none"),
            // Something else is asked of the answer.
            ("count-selected(.) <= 3", ""),
            ("not(selected(., 'none') and selected(., 'a'))", ""),
            ("not(selected(., 'none'))", ""),
            ("not(selected(., 'elsewhere') and count-selected(.) > 1)", ""),
            // Whether it stands alone depends on more than the answer.
            ("not(selected(., 'none') and count-selected(.) > 1) or ${age} > 90", ""),
            ("not(selected(., 'none') and count-selected(.) > 1) or today() > '2030-01-01'", ""),
        ] {
            assert_eq!(found(constraint), expected, "{constraint}");
        }
    }
}
