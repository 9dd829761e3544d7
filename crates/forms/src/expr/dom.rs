//! A plain XML document as a world: for expressions outside any form.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::atomic::{self, AtomicUsize};

use chrono::{DateTime, FixedOffset};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::program::Reference;
use super::world::World;

/// Elements with the text below them; attributes but `id` are left out, as the ODK subset has none.
pub(crate) struct Dom {
    nodes: Vec<Element>,
    now: DateTime<FixedOffset>,
    /// What `/` means: the instance around the context, if there is one.
    root: AtomicUsize,
}

#[derive(Default)]
struct Element {
    name: String,
    id: String,
    parent: Option<usize>,
    children: Vec<usize>,
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
        let mut dom = Self { nodes: vec![Element::default()], now, root: AtomicUsize::new(0) };
        let mut open = vec![0_usize];
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

    fn add(&mut self, parent: usize, start: &BytesStart<'_>) -> usize {
        let id = start.try_get_attribute("id").ok().flatten().map(|id| id.value.into_owned()).unwrap_or_default();
        let index = self.nodes.len();
        let name = start.name().as_ref().to_owned();
        self.nodes.push(Element { name, id, parent: Some(parent), ..Element::default() });
        if let Some(above) = self.nodes.get_mut(parent) {
            above.children.push(index);
        }
        index
    }

    fn add_text(&mut self, open: &[usize], text: &str) {
        for node in open {
            if let Some(element) = self.nodes.get_mut(*node) {
                element.text.push_str(text);
            }
        }
    }

    fn element(&self, node: usize) -> Option<&Element> {
        self.nodes.get(node)
    }

    /// `/a[1]/b[2]`
    pub(crate) fn path(&self, node: usize) -> String {
        let mut steps = Vec::new();
        let mut here = node;
        while let Some(parent) = self.parent(here) {
            steps.push(format!("/{}[{}]", self.name(here), self.position(here)));
            here = parent;
        }
        if steps.is_empty() { "/".to_owned() } else { steps.into_iter().rev().collect() }
    }

    /// The node at a path as [`Dom::path`] writes it. From here on `/` means the instance that holds it.
    pub(crate) fn find(&self, path: &str) -> Option<usize> {
        let found = (0..self.nodes.len()).find(|node| self.path(*node) == path)?;
        let mut above = Some(found).filter(|node| *node != 0);
        while let Some(node) = above.filter(|node| self.name(*node) != "instance") {
            above = self.parent(node);
        }
        self.root.store(above.unwrap_or(0), atomic::Ordering::Relaxed);
        Some(found)
    }
}

impl World for Dom {
    type Node = usize;
    fn root(&self) -> usize {
        self.root.load(atomic::Ordering::Relaxed)
    }
    fn parent(&self, node: usize) -> Option<usize> {
        self.element(node)?.parent
    }
    fn children(&self, node: usize, out: &mut Vec<usize>) {
        out.extend(self.element(node).into_iter().flat_map(|element| &element.children));
    }
    fn name(&self, node: usize) -> Cow<'_, str> {
        Cow::Borrowed(self.element(node).map_or("", |element| &element.name))
    }
    fn text(&self, node: usize) -> Cow<'_, str> {
        Cow::Borrowed(self.element(node).map_or("", |element| &element.text))
    }
    fn order(&self, left: usize, right: usize) -> Ordering {
        left.cmp(&right)
    }
    fn position(&self, node: usize) -> usize {
        let siblings = self.parent(node).and_then(|parent| self.element(parent));
        let before = siblings.into_iter().flat_map(|parent| &parent.children).take_while(|child| **child != node);
        before.filter(|child| self.name(**child) == self.name(node)).count().saturating_add(1)
    }
    fn reference(&self, _reference: &Reference, _node: usize, _out: &mut Vec<usize>) {}
    fn instance(&self, name: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.name == "instance" && node.id == name)
    }
    fn now(&self) -> DateTime<FixedOffset> {
        self.now
    }
    fn random(&self, _node: usize, nth: u64) -> u64 {
        nth.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }
    fn choice_label(&self, _place: &str, _value: &str) -> String {
        String::new()
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
