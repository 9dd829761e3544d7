//! Which choices are offered now, and what becomes of an answer that is offered no more.

use super::Session;
use super::check;
use super::place::Place;
use super::tree::Tree;
use super::work::Work;
use crate::answer::{Answer, Expected};
use crate::expr::{Evaluator, Program, Reference};
use crate::form::{Choice, Form, Node, QuestionType};
use crate::index::{Index, ItemIndex, NodeIndex, ScopeId, SlotIndex, run_of};

impl Session {
    /// What is wrong with a text as the answer of a slot.
    pub(super) fn wrong(&self, form: &Form, node: &Node, index: SlotIndex, text: &str) -> Option<Expected> {
        check::wrong(form, node, text).or_else(|| {
            let (filtered, answers) = (self.state.filtered.get(&index), self.state.answers.get(&index));
            if filtered.is_none() && answers.is_none() {
                return None;
            }
            let choices = node.list.as_ref().and_then(|list| form.lists.get(list)).map_or(&[][..], Vec::as_slice);
            let offered = |one: &str| {
                filtered.is_none_or(|offered| is_offered(choices, offered, one))
                    && answers.is_none_or(|answers| answers.iter().any(|(answer, _)| answer == one))
            };
            let fits = match node.question_type {
                QuestionType::SelectMultiple | QuestionType::Rank => text.split_whitespace().all(offered),
                _ => offered(text),
            };
            if fits { None } else { Some(Expected::Choice) }
        })
    }

    pub(super) fn filter(&mut self, form: &Form, scope: ScopeId, row: NodeIndex, work: &mut Work) {
        let Some((node, logic)) = form.nodes.get(row).zip(form.logic.rows.get(row)) else { return };
        let Some(index) = self.state.index(form, scope, row) else { return };
        if let Some(reference) = &logic.answers {
            let answers = self.answers(form, scope, row, reference, logic.filter.as_ref());
            if self.state.answers.get(&index) != Some(&answers) {
                self.state.answers.insert(index, answers);
                work.changed.push((scope, row));
                // Who reads the answer may read its label.
                self.wake_readers(form, scope, row, work);
            }
            return self.drop_or_flag(form, scope, row, work);
        }
        let (Some(program), Some(name)) = (logic.filter.as_ref(), node.list.as_deref()) else { return };
        let choices = form.lists.get(name).map_or(&[][..], Vec::as_slice);
        let offered: Vec<ItemIndex> = {
            let tree = Tree::new(form, &self.state).seen_from(scope, row);
            let Some(list) = tree.list_index(name) else { return };
            let evaluator = Evaluator::new(&tree, Place::Node(scope, row));
            let other = |item: ItemIndex| {
                logic.keeps_other && choices.get(item.place()).is_some_and(|choice| *choice.name == *"other")
            };
            let keeps = |item: &ItemIndex| {
                other(*item)
                    || evaluator.run_for(program, Place::Item(list, *item), item.place().saturating_add(1)).bool()
            };
            match evaluator.candidates(Place::ListRoot(list), "item", program) {
                None => items_of(choices).filter(keeps).collect(),
                Some(found) => {
                    let mut items: Vec<ItemIndex> = found.iter().filter_map(|place| place.item()).collect();
                    if logic.keeps_other {
                        items.extend(items_of(choices).filter(|item| other(*item)));
                        items.sort_unstable();
                        items.dedup();
                    }
                    items.into_iter().filter(keeps).collect()
                }
            }
        };
        if self.state.filtered.get(&index) != Some(&offered) {
            self.state.filtered.insert(index, offered);
            work.changed.push((scope, row));
        }
        self.drop_or_flag(form, scope, row, work);
    }

    /// The answers in a repeat that are choices now: those that are there and that the filter keeps, in their order.
    fn answers(
        &self,
        form: &Form,
        scope: ScopeId,
        row: NodeIndex,
        reference: &Reference,
        filter: Option<&Program>,
    ) -> Vec<(String, String)> {
        let tree = Tree::new(form, &self.state).seen_from(scope, row);
        let parameters = form.nodes.get(row).map(|node| &node.parameters);
        let parameter = |name: &str| parameters.and_then(|parameters| parameters.get(name));
        let blank = parameter("blank").is_some();
        let label = parameter("label").and_then(|name| sibling(form, reference.target, name));
        let evaluator = Evaluator::new(&tree, Place::Node(scope, row));
        let start = self.state.ancestor(scope, reference.common);
        let instances = self.state.under(start, &reference.down);
        let mut out = Vec::with_capacity(instances.len());
        for (place, instance) in (1_usize..).zip(instances) {
            let text = self.state.slot(form, instance, reference.target).map_or("", super::slot::Slot::effective);
            let Some(repeat) = self.state.repeat_of(instance) else { continue };
            let keeps =
                || filter.is_none_or(|filter| evaluator.run_for(filter, Place::Node(instance, repeat), place).bool());
            if (!text.is_empty() || blank) && keeps() {
                let label = label.and_then(|label| self.state.slot(form, instance, label));
                let label = label.map_or(text, super::slot::Slot::effective);
                out.push((text.to_owned(), label.to_owned()));
            }
        }
        out
    }

    /// What was offered and is no longer is dropped, as every ODK client does. What was never offered (set before the
    /// answer that the filter reads, or hidden meanwhile) stays, is flagged, and counts once it is offered.
    fn drop_or_flag(&mut self, form: &Form, scope: ScopeId, row: NodeIndex, work: &mut Work) {
        let (Some(node), restoring) = (form.nodes.get(row), !self.fresh) else { return };
        let Some(index) = self.state.index(form, scope, row) else { return };
        let Some(slot) = self.state.slot(form, scope, row) else { return };
        let Answer::Value(text) = &slot.answer else { return };
        let wrong = self.wrong(form, node, index, text);
        if slot.wrong == wrong || !work.may_judge(scope, row) {
            return;
        }
        if slot.wrong.is_none() && wrong.is_some() && slot.relevant && !restoring {
            let several = matches!(node.question_type, QuestionType::SelectMultiple | QuestionType::Rank);
            let kept: Vec<&str> =
                text.split_whitespace().filter(|one| several && self.wrong(form, node, index, one).is_none()).collect();
            let kept = Answer::from_text(kept.join(" "));
            self.put(form, scope, row, kept, work);
        } else {
            self.state.change(form, scope, row, |slot| slot.wrong = wrong);
            work.changed.push((scope, row));
            self.wake(form, scope, row, work);
        }
    }
}

/// The question of this name in the same repeat.
fn sibling(form: &Form, row: NodeIndex, name: &str) -> Option<NodeIndex> {
    let chain = |row: NodeIndex| form.logic.rows.get(row).map(|logic| &logic.chain);
    form.nodes
        .indices()
        .find(|other| form.nodes.get(*other).is_some_and(|node| node.name == name) && chain(*other) == chain(row))
}

/// The items of a list.
fn items_of(choices: &[Choice]) -> impl Iterator<Item = ItemIndex> {
    run_of(ItemIndex::FIRST, choices.len())
}

fn is_offered(choices: &[Choice], offered: &[ItemIndex], name: &str) -> bool {
    offered.iter().any(|item| choices.get(item.place()).is_some_and(|choice| *choice.name == *name))
}
