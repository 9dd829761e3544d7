//! Which calculated values follow from the answers alone.

use super::Session;
use crate::expr::{Function, Op};

impl Session {
    /// Does the node's value follow from the answers, so that a run that is gone on with has it again without being told?
    /// Where an expression looks at what the node itself held before, or may do so, it does not. Whether the node is there
    /// now is nothing to it: an instance that is gone comes again with the same.
    pub fn makes_anew(&self, at: &str) -> bool {
        let found = self.form.row(at).and_then(|row| Some((row, self.form.logic.rows.get(row)?)));
        let Some((row, logic)) = found.filter(|(_, logic)| logic.is_calculated()) else { return false };
        let Some(program) = &logic.calculation else { return false };
        let mut follows = true;
        program.visit(&mut |op| {
            follows &= match op {
                Op::Reference(reference) => {
                    let end = self.form.logic.rows.get(reference.target).map_or(row, |logic| logic.end);
                    // The text of a group is that of all in it; other instances may read this one.
                    let itself = (reference.target..end).contains(&row);
                    !itself && (reference.down.is_empty() || logic.chain.is_empty())
                }
                // What it finds is known only when it runs.
                Op::Path(_) | Op::Filter(_) | Op::Variable { .. } => false,
                Op::Call(Function::Once | Function::Current, _) => false,
                // What stands where it is asked.
                Op::Call(Function::Number | Function::String | Function::StringLength, 0) => false,
                Op::Call(Function::NormalizeSpace, 0) => false,
                _ => true,
            };
        });
        follows
    }
}
