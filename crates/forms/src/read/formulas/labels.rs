//! What labels of choices read, and who reads the labels.
//!
//! A label that holds `${name}` is another when that answer is, for the selects that offer it and for every expression that
//! asks for it. In a repeat the same instance is meant, so only what lies in it looks again.

use crate::expr::{Function, Op, Program, parse};
use crate::index::NodeIndex;
use crate::read::formulas::link::{Linked, Owner};
use crate::read::formulas::names::Names;
use crate::read::formulas::reads::{Dependency, LabelReads, LabelsRead};
use crate::read::sheets::words::clean;

impl Names<'_> {
    /// What a row in these repeats reads by offering a list.
    pub(crate) fn reads_of_labels(&self, list: &str, around: &[NodeIndex]) -> Vec<Dependency> {
        let Some(reads) = self.labels().get(list) else { return Vec::new() };
        let mut out = self.reads(reads, around);
        if reads.nested {
            // Which ones is not worth finding out.
            let others = self.labels().values().filter(|other| !std::ptr::eq(*other, reads));
            out.extend(others.flat_map(|other| self.reads(other, &[])));
        }
        out
    }

    fn reads(&self, reads: &LabelReads, around: &[NodeIndex]) -> Vec<Dependency> {
        let near = |target: &NodeIndex| {
            // A repeat named inside itself means all its instances.
            let inside = self.is_repeat(*target) && around.contains(target);
            let common = if inside { 0 } else { self.in_common(*target, around) };
            Dependency { target: *target, common, soft: false }
        };
        reads.near.iter().map(near).chain(reads.fixed.iter().copied()).collect()
    }

    /// Notes the labels that the call at a place of a program reads, and says in full which question `jr:choice-name` means.
    pub(super) fn note_labels(&self, program: &mut Program, call: usize, owner: &Owner, linked: &mut Linked) {
        let Some(Op::Call(function, _)) = program.ops.get(call) else { return };
        let function = *function;
        let constant = call.checked_sub(1).and_then(|before| match program.ops.get_mut(before) {
            Some(Op::Text(text)) => Some(text),
            _ => None,
        });
        match (function, constant) {
            (Function::ChoiceName, Some(text)) => {
                let Some(question) = self.question(text, owner) else {
                    return linked.labels.push(LabelsRead { list: None, common: 0 });
                };
                *text = self.path_to(question).into();
                let common = self.in_common(question, &owner.chain);
                // Its choices may be answers, which are offered or not.
                linked.dependencies.push(Dependency { target: question, common, soft: true });
                let list = self.list(question).map(str::to_owned);
                let told = call.checked_sub(2).and_then(|before| program.ops.get(before));
                let common = if is_here(told, question) { common } else { 0 };
                linked.labels.extend(list.map(|list| LabelsRead { list: Some(list), common }));
            }
            (Function::Instance, Some(text)) => {
                linked.labels.push(LabelsRead { list: Some(text.to_string()), common: owner.chain.len() });
            }
            (Function::ChoiceName | Function::Instance | Function::Itext | Function::Pulldata, _) => {
                linked.labels.push(LabelsRead { list: None, common: 0 });
            }
            _ => {}
        }
    }

    /// What is read by reading labels.
    pub(super) fn read_labels(&self, owner: &Owner, linked: &mut Linked) {
        for LabelsRead { list, common } in std::mem::take(&mut linked.labels) {
            let around = owner.chain.get(..common).unwrap_or_default();
            let lists = self.labels().keys().filter(|known| list.as_ref().is_none_or(|list| list == *known));
            let reads = lists.flat_map(|list| self.reads_of_labels(list, around));
            linked.dependencies.extend(reads.map(|read| Dependency { soft: true, ..read }));
        }
    }

    /// The question that a text names: `${name}`, a path to it, or a path in which at least its name stands.
    fn question(&self, text: &str, owner: &Owner) -> Option<NodeIndex> {
        let mut program = parse(&clean(text)).ok()?;
        self.link(&mut program, owner);
        let found = match program.ops.as_slice() {
            [Op::Reference(reference)] => Some(reference.target),
            _ => None,
        };
        let name = text.trim().trim_start_matches("${").trim_end_matches('}').trim();
        let named = || self.named(name.rsplit('/').next().unwrap_or(name)).iter().copied();
        found.filter(|row| self.offers(*row)).or_else(|| named().find(|row| self.offers(*row)))
    }
}

/// Is the value that of the question in the instance from which it is asked, or a text that says nothing of another one?
fn is_here(value: Option<&Op>, question: NodeIndex) -> bool {
    match value {
        Some(Op::Reference(reference)) => reference.target != question || reference.down.is_empty(),
        Some(Op::Text(_) | Op::Call(Function::SelectedAt | Function::String | Function::Concat, _)) => true,
        _ => false,
    }
}
