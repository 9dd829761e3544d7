//! A plain XML document as a world, so that recorded XPath cases can be run.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;

use chrono::{DateTime, FixedOffset};
use quick_xml::Reader;
use quick_xml::events::Event;

use super::program::Reference;
use super::world::World;

#[derive(Default)]
pub(super) struct Dom {
    nodes: Vec<Element>,
    /// What `/` means: the instance around the context, if there is one.
    root: std::cell::Cell<usize>,
}

#[derive(Default)]
struct Element {
    name: String,
    id: String,
    parent: Option<usize>,
    children: Vec<usize>,
    text: String,
}

impl Dom {
    pub(super) fn parse(source: &str) -> Option<Self> {
        let mut dom = Self { nodes: vec![Element::default()], ..Self::default() };
        let mut open = vec![0_usize];
        let mut reader = Reader::from_str(source);
        loop {
            let (start, empty) = match reader.read_event().ok()? {
                Event::Start(start) => (start, false),
                Event::Empty(start) => (start, true),
                Event::End(_) => {
                    open.pop();
                    continue;
                }
                Event::Text(text) => {
                    dom.add_text(&open, &text);
                    continue;
                }
                Event::CData(text) => {
                    dom.add_text(&open, &text);
                    continue;
                }
                Event::GeneralRef(name) => {
                    let text = match &*name {
                        "lt" => "<",
                        "gt" => ">",
                        "amp" => "&",
                        "quot" => "\"",
                        "apos" => "'",
                        "#xA" | "#10" => "\n",
                        _ => "",
                    };
                    dom.add_text(&open, text);
                    continue;
                }
                Event::Eof => return Some(dom),
                _ => continue,
            };
            let name = start.name().as_ref().to_owned();
            let id = start.try_get_attribute("id").ok().flatten().map(|id| id.value.into_owned());
            let parent = *open.last()?;
            dom.nodes.push(Element { name, id: id.unwrap_or_default(), parent: Some(parent), ..Element::default() });
            let index = dom.nodes.len() - 1;
            dom.nodes[parent].children.push(index);
            if !empty {
                open.push(index);
            }
        }
    }

    fn add_text(&mut self, open: &[usize], text: &str) {
        for node in open {
            self.nodes[*node].text.push_str(text);
        }
    }

    /// `/a[1]/b[2]`
    pub(super) fn path(&self, node: usize) -> String {
        let mut steps = Vec::new();
        let mut here = node;
        while let Some(parent) = self.nodes[here].parent {
            steps.push(format!("/{}[{}]", self.nodes[here].name, self.position(here)));
            here = parent;
        }
        if steps.is_empty() { "/".to_owned() } else { steps.into_iter().rev().collect() }
    }

    pub(super) fn find(&self, path: &str) -> Option<usize> {
        let found = (0..self.nodes.len()).find(|node| self.path(*node) == path)?;
        let mut above = Some(found).filter(|node| *node != 0);
        while let Some(node) = above.filter(|node| self.nodes[*node].name != "instance") {
            above = self.nodes[node].parent;
        }
        self.root.set(above.unwrap_or(0));
        Some(found)
    }
}

impl World for Dom {
    type Node = usize;
    fn root(&self) -> usize {
        self.root.get()
    }
    fn parent(&self, node: usize) -> Option<usize> {
        self.nodes[node].parent
    }
    fn children(&self, node: usize, out: &mut Vec<usize>) {
        out.extend(&self.nodes[node].children);
    }
    fn name(&self, node: usize) -> Cow<'_, str> {
        Cow::Borrowed(&self.nodes[node].name)
    }
    fn text(&self, node: usize) -> Cow<'_, str> {
        Cow::Borrowed(&self.nodes[node].text)
    }
    fn order(&self, left: usize, right: usize) -> Ordering {
        left.cmp(&right)
    }
    fn position(&self, node: usize) -> usize {
        let Some(parent) = self.nodes[node].parent else { return 1 };
        let mut same: HashMap<&str, usize> = HashMap::new();
        for child in &self.nodes[parent].children {
            let count = same.entry(&self.nodes[*child].name).or_default();
            *count += 1;
            if *child == node {
                return *count;
            }
        }
        1
    }
    fn reference(&self, _reference: &Reference, _node: usize, _out: &mut Vec<usize>) {}
    fn instance(&self, name: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.name == "instance" && node.id == name)
    }
    fn now(&self) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339("2026-01-15T10:30:00-07:00").unwrap()
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
