//! What a session tells: states, order, values, snapshot, entities.

use std::collections::BTreeMap;
use std::sync::Arc;

use pana_model::InstanceId;

use super::Session;
use super::place::Place;
use super::slot::{Fit, Slot};
use super::state::ROOT;
use super::tree::Tree;
use crate::answer::{Answer, AnswerProblem, EntityWrite, Expected, Progress, Snapshot, Value};
use crate::expr::{Evaluator, Program, drawn, seed, shuffle};
use crate::form::{Choice, Node, QuestionType, Role, RowLogic, Template, Texts};
use crate::index::{Index as _, Indexed, ItemIndex, NodeIndex, ScopeId, SlotIndex, run_of};

impl Session {
    /// The choices of a select as they are offered now, with what changes in their labels filled in; of a range, the words
    /// at its numbers. Choices that are
    /// answers to a question in a repeat are their own labels.
    pub fn choices(&self, at: &str) -> Vec<Choice> {
        let Some((scope, row)) = self.state.find(&self.form, at) else { return Vec::new() };
        let Some(index) = self.state.index(&self.form, scope, row) else { return Vec::new() };
        if let Some(answers) = self.state.answers.get(&index) {
            let choice = |(answer, label): &(String, String)| {
                let label: Arc<str> = label.as_str().into();
                let label =
                    self.form.languages.iter().map(|language| (language.tag.as_str().into(), Arc::clone(&label)));
                Choice { name: answer.as_str().into(), label: label.collect(), ..Choice::default() }
            };
            let mut answers: Vec<&(String, String)> = answers.iter().collect();
            if let Some(seed) = self.shuffle_seed(scope, row) {
                shuffle(&mut answers, seed);
            }
            return answers.into_iter().map(choice).collect();
        }
        let Some(name) = self.form.nodes.get(row).and_then(Node::labels_from) else { return Vec::new() };
        let list = self.form.lists.get(name).map_or(&[][..], Vec::as_slice);
        let templates = self.form.logic.choice_labels.get(name);
        let choice = |item: ItemIndex| {
            let mut choice = list.get(item.place())?.clone();
            if let Some(template) = templates.and_then(|templates| templates.get(&item)) {
                choice.label = Tree::new(&self.form, &self.state).fill_choice(template, scope, row).into();
            }
            Some(choice)
        };
        let mut items = match self.state.filtered.get(&index) {
            Some(offered) => offered.clone(),
            None => run_of(ItemIndex::FIRST, list.len()).collect(),
        };
        if let Some(seed) = self.shuffle_seed(scope, row) {
            shuffle(&mut items, seed);
        }
        items.into_iter().filter_map(choice).collect()
    }

    /// Can the choices of this select be others than its list, or in another order or with other labels?
    pub fn choices_vary(&self, at: &str) -> bool {
        self.view(at).is_some_and(|view| view.choices_vary)
    }

    /// The same of a row in a block.
    pub(super) fn varies(&self, scope: ScopeId, row: NodeIndex, index: SlotIndex) -> bool {
        let list = self.form.nodes.get(row).and_then(Node::labels_from);
        self.state.filtered.contains_key(&index)
            || self.state.answers.contains_key(&index)
            || self.shuffle_seed(scope, row).is_some()
            || list.is_some_and(|list| self.form.logic.choice_labels.contains_key(list))
    }

    /// The seed of the order of choices, where the form asks for a random one.
    fn shuffle_seed(&self, scope: ScopeId, row: NodeIndex) -> Option<i64> {
        let parameters = &self.form.nodes.get(row)?.parameters;
        parameters.get("randomize").filter(|text| text.eq_ignore_ascii_case("true"))?;
        let Some(program) = &self.form.logic.rows.get(row)?.seed else {
            // The same order whenever this interview is looked at.
            return Some(drawn(self.state.context.seed));
        };
        let tree = Tree::new(&self.form, &self.state);
        Some(seed(&tree, &Evaluator::new(&tree, Place::Node(scope, row)).run(program)))
    }

    pub(super) fn fill(&self, template: &Template, scope: ScopeId, row: NodeIndex) -> Texts {
        Tree::new(&self.form, &self.state).fill(template, scope, row)
    }

    pub(super) fn problem(
        &self,
        node: &Node,
        logic: &RowLogic,
        slot: &Slot,
        scope: ScopeId,
        row: NodeIndex,
    ) -> Option<AnswerProblem> {
        if !slot.relevant || !matches!(node.role, Role::Question | Role::Hidden) {
            return None;
        }
        let message = |template: &Option<Template>, texts: &Texts| {
            template.as_ref().map_or_else(|| texts.clone(), |template| self.fill(template, scope, row))
        };
        if let Some(code) = slot.wrong {
            return Some(AnswerProblem::Type { code });
        }
        match slot.fit {
            Fit::Yes => {}
            Fit::No => {
                let message = message(&logic.constraint_message, &node.constraint_message);
                return Some(AnswerProblem::Constraint { message });
            }
            Fit::Undecided => return Some(AnswerProblem::Type { code: Expected::Undecided }),
        }
        let must = slot.required && !self.state.readonly(&self.form, scope, row) && logic.calculation.is_none();
        if must && !slot.answer.settles() {
            return Some(AnswerProblem::Required { message: message(&logic.required_message, &node.required_message) });
        }
        None
    }

    /// Every node there is now in document order: a repeat, then each of its instances, then what is in it.
    pub fn order(&self) -> Vec<String> {
        self.order_of(|_| true)
    }

    /// The same of rows that are wanted: the others are not named.
    pub fn order_of(&self, wanted: impl Fn(&Node) -> bool) -> Vec<String> {
        let is_wanted: Indexed<NodeIndex, bool> = self.form.nodes.iter().map(wanted).collect();
        let here = self.walk().into_iter().filter(|(_, row)| is_wanted.get(*row).copied().unwrap_or_default());
        here.map(|(scope, row)| self.state.at(&self.form, scope, row)).collect()
    }

    pub(super) fn walk(&self) -> Vec<(ScopeId, NodeIndex)> {
        let mut out = Vec::with_capacity(self.state.slots.len());
        // Blocks under way: their rows and where in them we are.
        let mut open = vec![(ROOT, self.state.rows(&self.form, ROOT), 0_usize)];
        while let Some((scope, rows, at)) = open.pop() {
            // An instance comes before its first row.
            if at == 0
                && let Some(repeat) = self.state.scopes.get(scope).and_then(|block| block.repeat)
            {
                out.push((scope, repeat));
            }
            let Some(row) = rows.get(at).copied() else { continue };
            open.push((scope, rows, at.saturating_add(1)));
            out.push((scope, row));
            if self.is_repeat(row) {
                // The last is put on first, so that the first comes off first; each brings its own line.
                for instance in self.state.instances(scope, row).iter().rev() {
                    open.push((*instance, self.state.rows(&self.form, *instance), 0));
                }
            }
        }
        out
    }

    /// The value expressions see: blank for what does not apply and for every state; `None` when there is no such node.
    pub fn value_of(&self, at: &str) -> Option<&str> {
        let (scope, row) = self.state.find(&self.form, at)?;
        self.state.slot(&self.form, scope, row).map(Slot::effective)
    }

    /// Instances of each repeat that has some, in order.
    pub fn instances(&self) -> BTreeMap<String, Vec<InstanceId>> {
        let mut out = BTreeMap::new();
        for (scope, row) in self.walk() {
            let ids: Vec<_> = self
                .state
                .instances(scope, row)
                .iter()
                .filter_map(|one| self.state.scopes.get(*one).map(|block| block.id))
                .collect();
            if !ids.is_empty() {
                out.insert(self.state.at(&self.form, scope, row), ids);
            }
        }
        out
    }

    /// Questions that apply and that nobody but a person answers, and how many of them have an answer or a state. Known at
    /// any time: nothing is gone through.
    pub const fn progress(&self) -> Progress {
        self.state.progress
    }

    /// All that must be kept to go on later, with what was answered in counted instances that are not there now.
    pub fn snapshot(&self) -> Snapshot {
        let mut snapshot = Snapshot { instances: self.instances(), ..Snapshot::default() };
        snapshot.answers.clone_from(&self.state.aside.answers);
        snapshot.instances.extend(self.state.aside.instances.clone());
        for (scope, row) in self.walk() {
            let Some(logic) = self.form.logic.rows.get(row) else { continue };
            let at = || self.state.at(&self.form, scope, row);
            if logic.size > 0 {
                continue;
            }
            let Some(slot) = self.state.slot(&self.form, scope, row).filter(|slot| !slot.answer.is_blank()) else {
                continue;
            };
            if logic.is_calculated() && !slot.typed_over {
                if let Answer::Value(text) = &slot.answer {
                    snapshot.calculated.insert(at(), text.clone());
                }
            } else {
                snapshot.answers.insert(at(), slot.answer.clone());
            }
        }
        snapshot
    }

    /// Answers of every question and every hidden or calculated value, in document order, blank ones included.
    pub fn values(&self) -> impl Iterator<Item = Value> {
        self.walk().into_iter().filter_map(|(scope, row)| {
            let (node, logic) = (self.form.nodes.get(row)?, self.form.logic.rows.get(row)?);
            if !matches!(node.role, Role::Question | Role::Hidden) {
                return None;
            }
            let slot = self.state.slot(&self.form, scope, row)?;
            Some(Value {
                at: self.state.at(&self.form, scope, row),
                path: node.path.clone(),
                answer: slot.answer.clone(),
                relevant: slot.relevant,
                calculated: logic.is_calculated(),
            })
        })
    }

    /// What stands in the way of finishing, in document order. An answer of which it cannot be told whether it fits does not:
    /// the form is at fault and nobody who answers it, and [`Self::state`] says so beside the question.
    pub fn finish_check(&self) -> Vec<(String, AnswerProblem)> {
        let mut out = Vec::new();
        for (scope, row) in self.walk() {
            let (Some(node), Some(logic)) = (self.form.nodes.get(row), self.form.logic.rows.get(row)) else { continue };
            let Some(slot) = self.state.slot(&self.form, scope, row).filter(|_| node.role == Role::Question) else {
                continue;
            };
            let problem = self.problem(node, logic, slot, scope, row);
            if let Some(problem) = problem.filter(|problem| !problem.is_undecided()) {
                out.push((self.state.at(&self.form, scope, row), problem));
            }
        }
        out
    }

    /// What this interview is called, where the settings say how: `instance_name`.
    pub fn instance_name(&self) -> Option<String> {
        let program = self.form.logic.instance_name.as_ref()?;
        let tree = Tree::new(&self.form, &self.state);
        Some(Evaluator::new(&tree, Place::Top).run(program).text(&tree).into_owned())
    }

    /// What the entities are to get. Entities whose condition does not hold are left out.
    pub fn entities(&self) -> Vec<EntityWrite> {
        let mut out = Vec::new();
        for (declaration, logic) in self.form.entities.iter().zip(&self.form.logic.entities) {
            let repeat = declaration.repeat;
            let scopes = match repeat {
                None => vec![ROOT],
                Some(repeat) => {
                    let mut chain = self.form.logic.rows.get(repeat).map(|row| row.chain.clone()).unwrap_or_default();
                    chain.push(repeat);
                    self.state.under(ROOT, &chain)
                }
            };
            for scope in scopes {
                let applies = repeat
                    .is_none_or(|repeat| self.state.slot(&self.form, scope, repeat).is_some_and(|slot| slot.relevant));
                if !applies {
                    continue;
                }
                let tree = Tree::new(&self.form, &self.state);
                let tree = repeat.map_or(tree, |repeat| tree.seen_from(scope, repeat));
                let place = repeat.map_or(Place::Top, |repeat| Place::Node(scope, repeat));
                let truth = |program: &Option<Program>| {
                    program.as_ref().map(|program| Evaluator::new(&tree, place).run(program).bool())
                };
                let text = |program: &Option<Program>| {
                    program.as_ref().map(|program| Evaluator::new(&tree, place).run(program).text(&tree).into_owned())
                };
                let entity_id = text(&logic.id).filter(|id| !id.is_empty());
                let create = truth(&logic.create_if).unwrap_or(!declaration.updates);
                let update = entity_id.is_some() && truth(&logic.update_if).unwrap_or(true);
                if !create && !update {
                    continue;
                }
                let (mut properties, mut sources) = (BTreeMap::new(), BTreeMap::new());
                for (property, node) in &declaration.properties {
                    if let Some((value, at)) = self.property(scope, *node) {
                        properties.insert(property.clone(), value);
                        sources.insert(property.clone(), at);
                    }
                }
                out.push(EntityWrite {
                    list: declaration.list.clone(),
                    instance: repeat.and_then(|_| self.state.scopes.get(scope)).map(|block| block.id),
                    entity_id,
                    create,
                    label: text(&logic.label).unwrap_or_default(),
                    properties,
                    sources,
                });
            }
        }
        out
    }

    /// A property's value: what expressions see, or a date as far as it is known.
    fn property(&self, scope: ScopeId, row: NodeIndex) -> Option<(String, String)> {
        let chain = self.form.logic.rows.get(row).map(|logic| logic.chain.len())?;
        if chain > self.state.depth(scope) {
            return None;
        }
        let scope = self.state.ancestor(scope, chain);
        let slot = self.state.slot(&self.form, scope, row)?;
        let value = match &slot.answer {
            Answer::Partial(date) if slot.relevant => date.to_string(),
            _ => slot.effective().to_owned(),
        };
        (!value.is_empty()).then(|| (value, self.state.at(&self.form, scope, row)))
    }

    /// Does the row give an answer that can be shown in a list?
    pub fn is_answerable(&self, at: &str) -> bool {
        let found = self.state.find(&self.form, at).and_then(|(_, row)| self.form.nodes.get(row));
        found.is_some_and(|node| node.role == Role::Question && node.question_type != QuestionType::Note)
    }
}
