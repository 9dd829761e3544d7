//! Labels of choices, and other texts, with what stands in `${…}` filled in.
//!
//! A list is offered by many questions, in many instances, so its labels name no instance: `${name}` in one of them is
//! looked at from the select that offers it, or from whoever else asks for it. In a repeat that is the same instance.

use std::borrow::Cow;

use super::Session;
use super::place::Place;
use super::state::ROOT;
use super::tree::Tree;
use crate::expr::{Evaluator, Reference, World};
use crate::form::{Part, Template, Texts};
use crate::index::{Index, ItemIndex, ListIndex, NodeIndex, ScopeId};

/// A label may hold another; what that one would hold in its turn is blank, so one that holds itself comes to an end.
const NESTED: u8 = 2;

impl Session {
    /// The label of a choice as it reads at this select, whether it is offered now or not.
    pub fn choice_label(&self, at: &str, name: &str) -> Option<Texts> {
        let (scope, row) = self.state.find(&self.form, at)?;
        let list = self.form.nodes.get(row)?.list.as_ref()?;
        let (item, choice) = self.form.lists.get(list)?.iter().enumerate().find(|(_, choice)| *choice.name == *name)?;
        let moving = self.form.logic.choice_labels.get(list).and_then(|labels| labels.get(&ItemIndex::at(item)));
        let tree = Tree::new(&self.form, &self.state);
        Some(moving.map_or_else(|| Texts::from(&choice.label), |template| tree.fill_choice(template, scope, row)))
    }
}

impl<'a> Tree<'a> {
    /// A text with its expressions filled in, in every language.
    pub(super) fn fill(&self, template: &Template, scope: ScopeId, row: NodeIndex) -> Texts {
        let filled = |(tag, parts): (&String, &Vec<Part>)| {
            let tree = Tree { language: Some(tag), ..*self }.seen_from(scope, row);
            (tag.clone(), tree.text_of(parts))
        };
        template.iter().map(filled).collect()
    }

    /// The same of a label of a choice that this row offers.
    pub(super) fn fill_choice(&self, template: &Template, scope: ScopeId, row: NodeIndex) -> Texts {
        Tree { floats: true, nested: self.nested.saturating_add(1), ..*self }.fill(template, scope, row)
    }

    fn text_of(&self, parts: &[Part]) -> String {
        let place = self.here.map_or(Place::Top, |(scope, row)| Place::Node(scope, row));
        let evaluator = Evaluator::new(self, place);
        let mut text = String::new();
        for part in parts {
            match part {
                Part::Text(part) => text.push_str(part),
                Part::Expression(program) => text.push_str(&evaluator.run(program).text(self)),
            }
        }
        text
    }

    /// Of texts in several languages the one that is wanted, or any.
    fn wanted<'b, T>(&self, texts: &'b std::collections::BTreeMap<String, T>) -> Option<&'b T> {
        texts.get(self.language()).or_else(|| texts.values().next())
    }

    /// The label of an item, as whoever asks sees it.
    pub(super) fn label_of(&self, list: ListIndex, item: ItemIndex) -> Cow<'a, str> {
        let labels = || self.form.logic.choice_labels.get(self.form.lists.name(list))?.get(&item);
        let moving = if self.form.logic.choice_labels.is_empty() { None } else { labels() };
        match moving {
            Some(_) if self.nested >= NESTED => Cow::Borrowed(""),
            Some(template) => {
                let tree = Tree { floats: true, nested: self.nested.saturating_add(1), ..*self };
                Cow::Owned(self.wanted(template).map(|parts| tree.text_of(parts)).unwrap_or_default())
            }
            None => {
                let texts = self.item(list, item).map(|choice| &choice.label);
                Cow::Borrowed(texts.and_then(|texts| texts.get_or_first(self.language())).unwrap_or_default())
            }
        }
    }

    /// The label of one of the choices of a question: of the instance that `said`, which holds the value, is in; else of
    /// the one that `current` is in.
    pub(super) fn label_of_choice(&self, question: &str, chosen: &str, said: Option<Place>, current: Place) -> String {
        let Some(row) = self.question(question) else { return String::new() };
        let told = said.filter(|place| matches!(place, Place::Node(_, holder) if *holder == row));
        let scope = self.block_of(row, told.unwrap_or(current));
        let index = self.state.index(self.form, scope, row);
        if let Some(answers) = index.and_then(|index| self.state.answers.get(&index)) {
            let found = answers.iter().find(|(answer, _)| answer == chosen);
            return found.map(|(_, label)| label.clone()).unwrap_or_default();
        }
        let list = self.form.nodes.get(row).and_then(|node| self.list_index(node.list.as_ref()?));
        let label = list.and_then(|list| {
            let choices = self.list(list);
            let item = match self.form.logic.lookups.find(list, choices, "name", chosen) {
                Some(found) => found.first().copied(),
                None => choices.iter().position(|choice| *choice.name == *chosen).map(ItemIndex::at),
            };
            Some(self.seen_from(scope, row).label_of(list, item?).into_owned())
        });
        label.unwrap_or_default()
    }

    /// The question that `jr:choice-name` names: by its path, as it stands in a form that was read; else by its name.
    fn question(&self, text: &str) -> Option<NodeIndex> {
        if let Some(row) = self.form.by_path.get(text) {
            return Some(row);
        }
        let name = text.trim().trim_start_matches("${").trim_end_matches('}').trim();
        let name = name.rsplit('/').next().unwrap_or(name);
        self.form.nodes.position(|node| node.name == name && (node.list.is_some() || node.choices_from.is_some()))
    }

    /// The block of a row that is meant when it is asked for from a place: the same instance where both are in one.
    fn block_of(&self, row: NodeIndex, place: Place) -> ScopeId {
        let scope = if let Place::Node(scope, _) = place { scope } else { ROOT };
        let chain = self.form.logic.rows.get(row).map_or(&[][..], |logic| logic.chain.as_slice());
        self.state.ancestor(scope, self.in_common(scope, chain))
    }

    /// How many of these repeats hold a block.
    fn in_common(&self, scope: ScopeId, repeats: &[NodeIndex]) -> usize {
        let around = |depth| self.state.repeat_of(self.state.ancestor(scope, depth));
        let holds = |(depth, repeat): &(usize, &NodeIndex)| around(*depth) == Some(**repeat);
        (1..=self.state.depth(scope)).zip(repeats).take_while(holds).count()
    }

    /// Where the way of a reference begins, and the repeats through which it goes down.
    pub(super) fn way<'r>(&self, reference: &'r Reference, node: Place) -> (ScopeId, &'r [NodeIndex]) {
        let scope = if let Place::Node(scope, _) = node { scope } else { ROOT };
        if !self.floats {
            return (self.state.ancestor(scope, reference.common), &reference.down);
        }
        let common = match self.in_common(scope, &reference.down) {
            // A repeat named inside itself means all its instances.
            all if all == reference.down.len() && reference.down.last() == Some(&reference.target) => 0,
            some => some,
        };
        (self.state.ancestor(scope, common), reference.down.get(common..).unwrap_or_default())
    }
}
