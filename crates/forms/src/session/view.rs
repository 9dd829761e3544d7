//! The state of a node as it stands, without a copy of it: for screens, which show many and keep none.

use super::Session;
use crate::answer::{Answer, AnswerProblem, NodeState};
use crate::form::{Template, Texts};
use crate::index::{Index, ItemIndex};

/// The state of one node now, as [`NodeState`] has it, without copies of what stands in the session and the form.
#[derive(Debug)]
pub struct NodeView<'s> {
    /// Where: the path with instance ids.
    pub at: &'s str,
    /// The row of the questionnaire.
    pub path: &'s str,
    /// Does it apply now?
    pub relevant: bool,
    /// Must it have an answer?
    pub required: bool,
    /// May it not be changed?
    pub readonly: bool,
    /// Is it calculated? It can still be typed over, as long as it is not read-only.
    pub calculated: bool,
    /// The answer, kept while the node does not apply.
    pub answer: &'s Answer,
    /// What is wrong with it.
    pub problem: Option<AnswerProblem>,
    /// Label, where it changes with answers.
    pub label: Option<Texts>,
    /// Hint, where it changes with answers.
    pub hint: Option<Texts>,
    /// Guidance for the worker, where it changes with answers.
    pub guidance: Option<Texts>,
    /// Can the choices of this select be others than its list, or in another order or with other labels?
    pub choices_vary: bool,
    /// Does it take a file?
    pub takes_file: bool,
    offered: Option<&'s [ItemIndex]>,
}

impl NodeView<'_> {
    /// Does the form itself give the answer, so that nobody need be asked?
    pub const fn is_given(&self) -> bool {
        self.readonly || self.calculated
    }

    /// Choices that are offered now, as indices into the node's list, where a filter applies.
    pub fn choices(&self) -> Option<impl Iterator<Item = usize>> {
        self.offered.map(|items| items.iter().map(|item| item.place()))
    }
}

impl From<NodeView<'_>> for NodeState {
    fn from(view: NodeView<'_>) -> Self {
        Self {
            choices: view.choices().map(Iterator::collect),
            at: view.at.to_owned(),
            path: view.path.to_owned(),
            relevant: view.relevant,
            required: view.required,
            readonly: view.readonly,
            calculated: view.calculated,
            answer: view.answer.clone(),
            problem: view.problem,
            label: view.label,
            hint: view.hint,
            guidance: view.guidance,
        }
    }
}

impl Session {
    /// The state of a node now. A repeat without an id is the repeat itself, with one it is the instance.
    pub fn view<'s>(&'s self, at: &'s str) -> Option<NodeView<'s>> {
        let (scope, row) = self.state.find(&self.form, at)?;
        let (node, logic) = (self.form.nodes.get(row)?, self.form.logic.rows.get(row)?);
        let index = self.state.index(&self.form, scope, row)?;
        let slot = self.state.slots.get(index)?;
        let fill = |template: &Option<Template>| template.as_ref().map(|template| self.fill(template, scope, row));
        let is_instance = self.state.repeat_of(scope) == Some(row);
        let own_label = logic.each_label.as_ref().filter(|_| is_instance);
        Some(NodeView {
            at,
            path: &node.path,
            relevant: slot.relevant,
            required: slot.required,
            readonly: self.state.readonly(&self.form, scope, row),
            calculated: logic.is_calculated(),
            answer: &slot.answer,
            problem: self.problem(node, logic, slot, scope, row),
            label: own_label.map_or_else(|| fill(&logic.label), |template| Some(self.fill(template, scope, row))),
            hint: fill(&logic.hint),
            guidance: fill(&logic.guidance),
            choices_vary: self.varies(scope, row, index),
            takes_file: node.question_type.is_file(),
            offered: self.state.filtered.get(&index).map(Vec::as_slice),
        })
    }

    /// The same to be kept.
    pub fn state(&self, at: &str) -> Option<NodeState> {
        self.view(at).map(NodeState::from)
    }
}
