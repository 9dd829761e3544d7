//! The answers as expressions see them.

use std::borrow::Cow;
use std::cmp::Ordering;

use chrono::{DateTime, FixedOffset};
use pana_model::PartialDate;

use super::place::{Cell, Place};
use super::slot::Slot;
use super::state::{ROOT, State};
use crate::answer::Answer;
use crate::expr::{DOCUMENT, Dom, Function, LAST_SAVED, Reference, World, plain_number};
use crate::form::{Choice, Form, ITEXT_ID, QuestionType};
use crate::index::{DocumentIndex, Index, ItemIndex, ListIndex, NodeIndex, ScopeId, SumIndex, run_of};

#[derive(Clone, Copy)]
pub(super) struct Tree<'a> {
    pub(super) form: &'a Form,
    pub(super) state: &'a State,
    /// Which language's labels `jr:choice-name` gives.
    pub(super) language: Option<&'a str>,
    /// Who asks: labels of choices are looked at from there. Nobody, for what belongs to no row.
    pub(super) here: Option<(ScopeId, NodeIndex)>,
    /// Is a label of a choice filled in? It names no instance: the one that is meant is the asker's.
    pub(super) floats: bool,
    /// In how many labels of choices what is filled in now stands.
    pub(super) nested: u8,
    /// The group that is asked whether it applies: what was answered in it is seen as it was given, or a group that reads a
    /// question of its own could never come back.
    pub(super) asks: Option<NodeIndex>,
}

impl<'a> Tree<'a> {
    pub(super) fn new(form: &'a Form, state: &'a State) -> Self {
        Self { form, state, language: state.language.as_deref(), asks: None, here: None, floats: false, nested: 0 }
    }

    /// The same as a row sees it.
    pub(super) const fn seen_from(self, scope: ScopeId, row: NodeIndex) -> Self {
        Self { here: Some((scope, row)), ..self }
    }

    /// The answers as a group sees them that is asked whether it applies.
    pub(super) fn asking(form: &'a Form, state: &'a State, group: NodeIndex) -> Self {
        let is_group = form.nodes.get(group).is_some_and(|node| node.question_type == QuestionType::Group);
        Self { asks: Some(group).filter(|_| is_group), ..Self::new(form, state) }
    }

    /// What is seen of an answer.
    fn seen(&self, scope: ScopeId, row: NodeIndex) -> &'a str {
        let see = if self.asks_around(row) { Slot::given } else { Slot::effective };
        self.state.slot(self.form, scope, row).map_or("", see)
    }

    /// Does a row lie in the group that is asked whether it applies?
    fn asks_around(&self, row: NodeIndex) -> bool {
        let end = |group| self.form.logic.rows.get(group).map_or(group, |logic| logic.end);
        self.asks.is_some_and(|group| group < row && row < end(group))
    }

    pub(super) fn list_index(&self, name: &str) -> Option<ListIndex> {
        self.form.lists.index(name)
    }

    fn document(&self, index: DocumentIndex) -> Option<&'a Dom> {
        self.form.documents.at(index)
    }

    pub(super) fn list(&self, index: ListIndex) -> &'a [Choice] {
        self.form.lists.at(index).map_or(&[], Vec::as_slice)
    }

    pub(super) fn item(&self, list: ListIndex, item: ItemIndex) -> Option<&'a Choice> {
        self.list(list).get(item.place())
    }
}

impl World for Tree<'_> {
    type Node = Place;

    fn root(&self) -> Place {
        Place::Document
    }

    fn parent(&self, node: Place) -> Option<Place> {
        match node {
            Place::Document | Place::List(_) | Place::Saved => None,
            Place::SavedTop => Some(Place::Saved),
            Place::SavedRow(row) => {
                let parent = self.form.nodes.get(row)?.parent;
                Some(parent.map_or(Place::SavedTop, Place::SavedRow))
            }
            Place::Top => Some(Place::Document),
            Place::ListRoot(list) => Some(Place::List(list)),
            Place::Item(list, _) => Some(Place::ListRoot(list)),
            Place::Text(list, item, _) => Some(Place::Item(list, item)),
            Place::Element(document, node) => {
                self.document(document)?.parent(node).map(|parent| Place::Element(document, parent))
            }
            Place::Node(scope, row) => {
                let block = self.state.scopes.get(scope)?;
                // An instance lies where its repeat does.
                let around = if block.repeat == Some(row) { block.parent } else { scope };
                match self.form.nodes.get(row)?.parent {
                    None => Some(Place::Top),
                    Some(parent) => Some(Place::Node(around, parent)),
                }
            }
        }
    }

    fn children(&self, node: Place, out: &mut Vec<Place>) {
        match node {
            Place::Document => out.push(Place::Top),
            Place::Top => self.rows_below(ROOT, None, out),
            Place::Node(scope, row) => self.rows_below(scope, Some(row), out),
            Place::List(list) => out.push(Place::ListRoot(list)),
            Place::ListRoot(list) => {
                out.extend(run_of(ItemIndex::FIRST, self.list(list).len()).map(|item| Place::Item(list, item)))
            }
            Place::Item(list, item) => {
                let extra = self.item(list, item).map_or(0, |choice| choice.extra.len());
                let cells = [Cell::Name, Cell::Label].into_iter().chain((0..extra).map(Cell::Further));
                out.extend(cells.map(|cell| Place::Text(list, item, cell)));
            }
            Place::Text(..) => {}
            Place::Saved => out.push(Place::SavedTop),
            Place::SavedTop => self.saved_below(None, out),
            Place::SavedRow(row) => self.saved_below(Some(row), out),
            Place::Element(document, node) => {
                let mut below = Vec::new();
                if let Some(dom) = self.document(document) {
                    dom.children(node, &mut below);
                }
                out.extend(below.into_iter().map(|node| Place::Element(document, node)));
            }
        }
    }

    fn children_named(&self, node: Place, name: &str, out: &mut Vec<Place>) {
        if let Place::Item(list, item) = node {
            let extra = self.item(list, item).and_then(|choice| choice.extra.position(name));
            let text = match (extra, name) {
                (Some(at), _) => Some(Cell::Further(at)),
                (None, "name" | "value") => Some(Cell::Name),
                (None, "label") => Some(Cell::Label),
                (None, ITEXT_ID) => Some(Cell::Itext),
                // What a row of the choices leaves empty is no element: `region = ''` is false of it.
                (None, _) => None,
            };
            out.extend(text.map(|text| Place::Text(list, item, text)));
            return;
        }
        if node == Place::Document {
            let known = name == self.form.root || name == "data" || name == self.form.id;
            out.extend(known.then_some(Place::Top));
            return;
        }
        let mut all = Vec::new();
        self.children(node, &mut all);
        out.extend(all.into_iter().filter(|child| self.name(*child) == name));
    }

    fn children_where(&self, node: Place, name: &str, column: &str, text: &str, out: &mut Vec<Place>) -> bool {
        let Place::ListRoot(list) = node else { return false };
        let found = self.form.logic.lookups.find(list, self.list(list), column, text).filter(|_| name == "item");
        out.extend(found.iter().flatten().map(|item| Place::Item(list, *item)));
        found.is_some()
    }

    fn name(&self, node: Place) -> Cow<'_, str> {
        Cow::Borrowed(match node {
            Place::Document | Place::List(_) | Place::Saved => "",
            Place::SavedTop => &self.form.root,
            Place::SavedRow(row) => self.form.nodes.get(row).map_or("", |node| node.name.as_str()),
            Place::Top => &self.form.root,
            Place::Node(_, row) => self.form.nodes.get(row).map_or("", |node| node.name.as_str()),
            Place::Element(document, node) => {
                return self.document(document).map_or(Cow::Borrowed(""), |dom| dom.name(node));
            }
            Place::ListRoot(_) => "root",
            Place::Item(..) => "item",
            Place::Text(_, _, Cell::Name) => "name",
            Place::Text(_, _, Cell::Label) => "label",
            Place::Text(_, _, Cell::Itext) => "",
            Place::Text(list, item, Cell::Further(at)) => {
                self.item(list, item).and_then(|choice| choice.extra.nth(at)).map_or("", |(name, _)| name)
            }
        })
    }

    fn text(&self, node: Place) -> Cow<'_, str> {
        if let Place::Text(list, item, Cell::Itext) = node {
            let name = self.form.lists.name(list);
            return Cow::Owned(format!("{name}-{}", item.place()));
        }
        Cow::Borrowed(match node {
            Place::Element(document, node) => {
                return self.document(document).map_or(Cow::Borrowed(""), |dom| dom.text(node));
            }
            Place::SavedRow(row) => {
                let path = self.form.nodes.get(row).map_or("", |node| node.path.as_str());
                self.state.context.last_saved.get(path).map_or("", String::as_str)
            }
            Place::Node(scope, row) if self.holds_rows(row) => return Cow::Owned(self.all_text(scope, row)),
            Place::Node(scope, row) => self.seen(scope, row),
            Place::Text(list, item, text) => match (self.item(list, item), text) {
                (None, _) => "",
                (Some(choice), Cell::Name) => &choice.name,
                (Some(_), Cell::Label) => return self.label_of(list, item),
                (Some(choice), Cell::Further(at)) => choice.extra.nth(at).map_or("", |(_, text)| text),
                (Some(_), Cell::Itext) => "",
            },
            _ => "",
        })
    }

    fn number(&self, node: Place) -> Option<f64> {
        match node {
            Place::Node(scope, row) if !self.holds_rows(row) => {
                let see = if self.asks_around(row) { Slot::given_number } else { Slot::effective_number };
                self.state.slot(self.form, scope, row).and_then(see)
            }
            _ => plain_number(&self.text(node)),
        }
    }

    fn holds_days(&self, node: Place) -> bool {
        let Place::Node(scope, row) = node else { return false };
        !self.state.days.is_empty()
            && self.state.index(self.form, scope, row).is_some_and(|index| self.state.days.contains(&index))
    }

    fn partial_date(&self, node: Place) -> Option<PartialDate> {
        let Place::Node(scope, row) = node else { return None };
        let slot = self.state.slot(self.form, scope, row)?;
        match slot.answer {
            Answer::Partial(date) if slot.relevant || self.asks_around(row) => Some(date),
            _ => None,
        }
    }

    fn order(&self, left: Place, right: Place) -> Ordering {
        match (left, right) {
            (Place::Node(scope, row), Place::Node(other, other_row)) => {
                self.state.order((scope, row), (other, other_row))
            }
            _ => left.cmp(&right),
        }
    }

    fn position(&self, node: Place) -> usize {
        match node {
            Place::Node(scope, row) => {
                let block = self.state.scopes.get(scope).filter(|block| block.repeat == Some(row));
                block.map_or(1, |block| block.place.saturating_add(1))
            }
            Place::Item(_, item) => item.place().saturating_add(1),
            Place::Element(document, node) => self.document(document).map_or(1, |dom| dom.position(node)),
            _ => 1,
        }
    }

    fn reference(&self, reference: &Reference, node: Place, out: &mut Vec<Place>) {
        let (start, down) = self.way(reference, node);
        let found = self.state.under(start, down);
        out.extend(found.into_iter().map(|scope| Place::Node(scope, reference.target)));
    }

    fn single(&self, reference: &Reference, node: Place) -> Option<Place> {
        if !self.floats && !reference.down.is_empty() {
            return None;
        }
        let (start, down) = self.way(reference, node);
        down.is_empty().then_some(Place::Node(start, reference.target))
    }

    fn total(&self, function: Function, reference: &Reference, node: Place) -> Option<f64> {
        // What holds rows is counted; its text is that of all in it.
        let is_text = function != Function::Count && self.holds_rows(reference.target);
        if self.floats || is_text || self.asks_around(reference.target) {
            return None;
        }
        let scope = if let Place::Node(scope, _) = node { scope } else { ROOT };
        self.state.total(self.form, scope, reference, function)
    }

    fn row_sum(&self, function: Function, sum: SumIndex) -> Option<f64> {
        // A group that asks whether it applies sees what was given in it.
        if self.asks.is_some() { None } else { self.state.row_sum(self.form, sum, function) }
    }

    fn instance(&self, name: &str) -> Option<Place> {
        if name == LAST_SAVED {
            return Some(Place::Saved);
        }
        let document = self.form.documents.index(name);
        document.map(|document| Place::Element(document, DOCUMENT)).or_else(|| self.list_index(name).map(Place::List))
    }

    fn now(&self) -> DateTime<FixedOffset> {
        self.state.context.now.date_time()
    }

    fn random(&self, node: Place, nth: u64) -> u64 {
        let at = if let Place::Node(scope, row) = node { self.state.at(self.form, scope, row) } else { String::new() };
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.state.context.seed.to_le_bytes()).update(&nth.to_le_bytes()).update(at.as_bytes());
        let hash = hasher.finalize();
        hash.as_bytes().first_chunk::<8>().map_or(0, |bytes| u64::from_le_bytes(*bytes))
    }

    fn choice_label(&self, question: &str, chosen: &str, said: Option<Place>, current: Place) -> String {
        self.label_of_choice(question, chosen, said, current)
    }

    fn itext(&self, id: &str) -> String {
        let choice = id.rsplit_once('-').and_then(|(list, item)| {
            let (list, item) = (self.list_index(list)?, ItemIndex::at(item.parse().ok()?));
            Some(self.label_of(list, item).into_owned())
        });
        choice.unwrap_or_default()
    }

    fn language(&self) -> &str {
        self.language.or_else(|| self.form.languages.first().map(|language| language.tag.as_str())).unwrap_or_default()
    }

    fn property(&self, name: &str) -> String {
        self.state.context.properties.get(name).cloned().unwrap_or_default()
    }

    fn version(&self) -> String {
        // A formula sees what the settings say, as in other tools.
        self.form.setting("version").unwrap_or_default().to_owned()
    }
}

impl Tree<'_> {
    /// Is it a group or an instance with something in it?
    fn holds_rows(&self, row: NodeIndex) -> bool {
        self.form.logic.rows.get(row).is_some_and(|logic| logic.end > row.next())
    }

    /// The text of a group is that of all in it, one after the other.
    fn all_text(&self, scope: ScopeId, row: NodeIndex) -> String {
        let (mut text, mut below) = (String::new(), Vec::new());
        let mut waiting = vec![Place::Node(scope, row)];
        while let Some(next) = waiting.pop() {
            below.clear();
            self.children(next, &mut below);
            if below.is_empty()
                && let Place::Node(scope, row) = next
            {
                text.push_str(self.seen(scope, row));
            }
            waiting.extend(below.iter().rev());
        }
        text
    }

    fn saved_below(&self, parent: Option<NodeIndex>, out: &mut Vec<Place>) {
        let below = |row: &NodeIndex| self.form.nodes.get(*row).is_some_and(|node| node.parent == parent);
        out.extend(self.form.nodes.indices().filter(below).map(Place::SavedRow));
    }

    fn rows_below(&self, scope: ScopeId, parent: Option<NodeIndex>, out: &mut Vec<Place>) {
        let logic = parent.and_then(|parent| self.form.logic.rows.get(parent));
        let (mut row, end) = match parent {
            Some(parent) => (parent.next(), logic.map_or(NodeIndex::FIRST, |logic| logic.end)),
            None => (NodeIndex::FIRST, self.form.nodes.end()),
        };
        while row < end {
            let Some(logic) = self.form.logic.rows.get(row) else { return };
            if logic.size > 0 {
                out.extend(self.state.instances(scope, row).iter().map(|instance| Place::Node(*instance, row)));
            } else {
                out.push(Place::Node(scope, row));
            }
            row = logic.end;
        }
    }
}
