//! What a change leaves to be done, and what was done.

use std::collections::BTreeSet;

use crate::form::{Form, QuestionType, RowLogic, UnitKind};
use crate::index::{NodeIndex, ScopeId, UnitIndex};

/// What is still to be done, and what was.
#[derive(Default)]
pub(super) struct Work {
    pub(super) queue: BTreeSet<(UnitIndex, ScopeId)>,
    pub(super) changed: BTreeSet<(ScopeId, NodeIndex)>,
    pub(super) gone: Vec<String>,
    pub(super) order_changed: bool,
    /// Calculations that a changed value sets off.
    pub(super) triggered: Vec<(ScopeId, NodeIndex)>,
    /// Defaults that are expressions, to be made once everything has settled.
    pub(super) defaults: Vec<(ScopeId, NodeIndex)>,
    /// Do changed values set off triggers yet?
    pub(super) live: bool,
}

impl Work {
    /// Work in which changed values set off triggers.
    pub(super) fn live() -> Self {
        Self { live: true, ..Self::default() }
    }
}

/// A calculated value as its question takes it: a whole number without a fraction, a date without a time.
pub(super) fn fitted(form: &Form, row: NodeIndex, text: String) -> String {
    let question_type = form.nodes.get(row).map(|node| node.value_type);
    if question_type == Some(QuestionType::Date) {
        return text.split_once('T').map_or(text.clone(), |(day, _)| day.to_owned());
    }
    match text.split_once('.') {
        Some((whole_part, fraction))
            if question_type == Some(QuestionType::Integer) && fraction.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            if matches!(whole_part, "" | "-" | "-0") { "0".to_owned() } else { whole_part.to_owned() }
        }
        _ => text,
    }
}

/// A row's units of one kind.
pub(super) fn units_of<'f>(form: &'f Form, logic: &'f RowLogic, kind: UnitKind) -> impl Iterator<Item = UnitIndex> {
    logic.units.iter().copied().filter(move |unit| form.logic.units.get(*unit).is_some_and(|unit| unit.kind == kind))
}
