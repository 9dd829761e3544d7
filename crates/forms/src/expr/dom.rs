//! A plain XML document as a world: for expressions outside any form.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::atomic::{self, AtomicUsize};

use chrono::{DateTime, FixedOffset};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::program::Reference;
use super::world::World;
use crate::index::{ElementIndex, Index, Indexed};

/// The document itself, above its topmost element.
pub(crate) const DOCUMENT: ElementIndex = ElementIndex::FIRST;

/// Elements with the text below them; attributes but `id` are left out, as the ODK subset has none.
pub(crate) struct Dom {
    nodes: Indexed<ElementIndex, Element>,
    now: DateTime<FixedOffset>,
    /// What `/` means: the instance around the context, if there is one.
    root: AtomicUsize,
}

#[derive(Clone, Default)]
struct Element {
    name: String,
    id: String,
    parent: Option<ElementIndex>,
    children: Vec<ElementIndex>,
    text: String,
}

impl std::fmt::Debug for Dom {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Dom({} nodes)", self.nodes.len())
    }
}

impl Dom {
    /// Reads a document; `None` when it is not well formed.
    pub(crate) fn parse(source: &str, now: DateTime<FixedOffset>) -> Option<Self> {
        let mut dom = Self { nodes: Indexed::of(Element::default(), 1), now, root: AtomicUsize::new(0) };
        let mut open = vec![DOCUMENT];
        let mut reader = Reader::from_str(source);
        loop {
            match reader.read_event().ok()? {
                Event::Start(start) => {
                    let index = dom.add(*open.last()?, &start);
                    open.push(index);
                }
                Event::Empty(start) => {
                    dom.add(*open.last()?, &start);
                }
                Event::End(_) => {
                    open.pop();
                }
                Event::Text(text) => dom.add_text(&open, &text),
                Event::CData(text) => dom.add_text(&open, &text),
                Event::GeneralRef(name) => dom.add_text(&open, &crate::xml::entity(&name)?),
                Event::Eof => return (open.len() == 1).then_some(dom),
                _ => {}
            }
        }
    }

    fn add(&mut self, parent: ElementIndex, start: &BytesStart<'_>) -> ElementIndex {
        let id = start.try_get_attribute("id").ok().flatten().map(|id| id.value.into_owned()).unwrap_or_default();
        let name = start.name().as_ref().to_owned();
        let index = self.nodes.push(Element { name, id, parent: Some(parent), ..Element::default() });
        if let Some(above) = self.nodes.get_mut(parent) {
            above.children.push(index);
        }
        index
    }

    fn add_text(&mut self, open: &[ElementIndex], text: &str) {
        for node in open {
            if let Some(element) = self.nodes.get_mut(*node) {
                element.text.push_str(text);
            }
        }
    }

    fn element(&self, node: ElementIndex) -> Option<&Element> {
        self.nodes.get(node)
    }

    /// `/a[1]/b[2]`
    pub(crate) fn path(&self, node: ElementIndex) -> String {
        let mut steps = Vec::new();
        let mut here = node;
        while let Some(parent) = self.parent(here) {
            steps.push(format!("/{}[{}]", self.name(here), self.position(here)));
            here = parent;
        }
        if steps.is_empty() { "/".to_owned() } else { steps.into_iter().rev().collect() }
    }

    /// The node at a path as [`Dom::path`] writes it. From here on `/` means the instance that holds it.
    pub(crate) fn find(&self, path: &str) -> Option<ElementIndex> {
        let found = self.nodes.indices().find(|node| self.path(*node) == path)?;
        let mut above = Some(found).filter(|node| *node != DOCUMENT);
        while let Some(node) = above.filter(|node| self.name(*node) != "instance") {
            above = self.parent(node);
        }
        self.root.store(above.unwrap_or(DOCUMENT).place(), atomic::Ordering::Relaxed);
        Some(found)
    }
}

impl World for Dom {
    type Node = ElementIndex;
    fn root(&self) -> ElementIndex {
        ElementIndex::at(self.root.load(atomic::Ordering::Relaxed))
    }
    fn parent(&self, node: ElementIndex) -> Option<ElementIndex> {
        self.element(node)?.parent
    }
    fn children(&self, node: ElementIndex, out: &mut Vec<ElementIndex>) {
        out.extend(self.element(node).into_iter().flat_map(|element| &element.children));
    }
    fn name(&self, node: ElementIndex) -> Cow<'_, str> {
        Cow::Borrowed(self.element(node).map_or("", |element| &element.name))
    }
    fn text(&self, node: ElementIndex) -> Cow<'_, str> {
        Cow::Borrowed(self.element(node).map_or("", |element| &element.text))
    }
    fn order(&self, left: ElementIndex, right: ElementIndex) -> Ordering {
        left.cmp(&right)
    }
    fn position(&self, node: ElementIndex) -> usize {
        let siblings = self.parent(node).and_then(|parent| self.element(parent));
        let before = siblings.into_iter().flat_map(|parent| &parent.children).take_while(|child| **child != node);
        before.filter(|child| self.name(**child) == self.name(node)).count().saturating_add(1)
    }
    fn reference(&self, _reference: &Reference, _node: ElementIndex, _out: &mut Vec<ElementIndex>) {}
    fn instance(&self, name: &str) -> Option<ElementIndex> {
        self.nodes.position(|node| node.name == "instance" && node.id == name)
    }
    fn now(&self) -> DateTime<FixedOffset> {
        self.now
    }
    fn random(&self, _node: ElementIndex, nth: u64) -> u64 {
        nth.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }
    fn itext(&self, _id: &str) -> String {
        String::new()
    }
    fn property(&self, _name: &str) -> String {
        String::new()
    }
    fn version(&self) -> String {
        String::new()
    }
}
