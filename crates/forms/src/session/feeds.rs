//! Which rows say something of an entity.

use crate::expr::{Function, Op};
use crate::form::Form;
use crate::index::{NodeIndex, Set, between};

/// The rows on which it depends what entities get.
pub(super) enum Feeds {
    Rows(Set<NodeIndex>),
    /// An expression looks for its nodes only when it runs: it may read any of them.
    Any,
}

impl Feeds {
    pub(super) fn of(form: &Form) -> Self {
        let mut rows = Set::default();
        let labels_move = form.labels_move() || form.nodes.iter().any(|node| node.choices_from.is_some());
        for entity in &form.entities {
            rows.extend(entity.repeat);
            rows.extend(entity.properties.iter().map(|(_, node)| *node));
        }
        for op in form.logic.entities.iter().flat_map(|logic| logic.programs()).flat_map(|program| &program.ops) {
            match op {
                // The text of a group is that of all in it.
                Op::Reference(reference) => {
                    if let Some(logic) = form.logic.rows.get(reference.target) {
                        rows.extend(between(reference.target, logic.end));
                    }
                }
                Op::Path(_) | Op::Filter(_) | Op::Variable { .. } => return Self::Any,
                // Labels of choices read what their list says.
                Op::Call(Function::ChoiceName | Function::Instance | Function::Itext | Function::Pulldata, _)
                    if labels_move =>
                {
                    return Self::Any;
                }
                // What stands where they are asked, whatever that is.
                Op::Call(Function::Current | Function::Once, _)
                | Op::Call(
                    Function::Number | Function::String | Function::StringLength | Function::NormalizeSpace,
                    0,
                ) => return Self::Any,
                _ => {}
            }
        }
        Self::Rows(rows)
    }

    pub(super) fn contains(&self, row: NodeIndex) -> bool {
        match self {
            Self::Rows(rows) => rows.contains(&row),
            Self::Any => true,
        }
    }
}
