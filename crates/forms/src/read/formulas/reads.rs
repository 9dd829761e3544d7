//! What expressions and labels of choices read.

use std::collections::{BTreeMap, BTreeSet};

use crate::expr::{Function, Op};
use crate::form::{Part, Template};
use crate::index::{ItemIndex, NodeIndex};

/// A row that an expression reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Dependency {
    pub(crate) target: NodeIndex,
    /// Repeats in common with the reader.
    pub(crate) common: usize,
    /// Is only some of its instances read, so that a circle need not close?
    pub(crate) soft: bool,
}

/// What the labels of one list read.
#[derive(Debug, Default)]
pub(crate) struct LabelReads {
    /// What `${name}` names: the one in the instance of whoever asks.
    pub(super) near: BTreeSet<NodeIndex>,
    /// What is read wherever it is asked for.
    pub(super) fixed: Vec<Dependency>,
    /// Do they hold labels in their turn?
    pub(super) nested: bool,
}

/// What the labels of each list read, of those that read something.
pub(crate) type ReadsOfLabels = BTreeMap<String, LabelReads>;

/// Labels that an expression reads.
#[derive(Debug)]
pub(crate) struct LabelsRead {
    /// Of one list; of any, where that is known only when it runs.
    pub(super) list: Option<String>,
    /// In how many of the repeats around the expression whoever offers them is.
    pub(super) common: usize,
}

impl LabelReads {
    /// `reads`: what linking the labels of the list gave.
    pub(crate) fn of(labels: &BTreeMap<ItemIndex, Template>, reads: Vec<Dependency>) -> Self {
        let (mut near, mut looks, mut nested) = (BTreeSet::new(), false, false);
        let parts = labels.values().flat_map(Template::values).flatten();
        for program in parts.filter_map(|part| if let Part::Expression(program) = part { Some(program) } else { None })
        {
            program.visit(&mut |op| match op {
                Op::Reference(reference) => drop(near.insert(reference.target)),
                Op::Path(_) | Op::Filter(_) => looks = true,
                Op::Call(Function::ChoiceName | Function::Instance | Function::Itext | Function::Pulldata, _) => {
                    nested = true;
                }
                _ => {}
            });
        }
        let fixed = reads.into_iter().filter(|read| read.soft || looks || !near.contains(&read.target)).collect();
        Self { near, fixed, nested }
    }
}
