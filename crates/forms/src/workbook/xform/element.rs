//! An XML document with its attributes.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Elements may lie so deep in each other.
const DEEPEST: usize = 200;

/// An element.
#[derive(Debug, Clone, Default)]
pub(super) struct Element {
    /// Name as written, prefix included.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) content: Vec<Content>,
}

/// What lies in an element.
#[derive(Debug, Clone)]
pub(super) enum Content {
    Element(Element),
    Text(String),
}

/// A name without prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

impl Element {
    /// Reads a document; its position where it is not well formed.
    pub(super) fn parse(source: &str) -> Result<Self, u64> {
        let mut reader = Reader::from_str(source);
        let mut open = vec![Self::default()];
        loop {
            let event = reader.read_event();
            let here = reader.buffer_position();
            let mut closed = None;
            match event.map_err(|_| here)? {
                Event::Start(start) if open.len() < DEEPEST => open.push(Self::begin(&start).ok_or(here)?),
                Event::Start(_) => return Err(here),
                Event::Empty(start) => closed = Some(Self::begin(&start).ok_or(here)?),
                Event::End(_) => closed = Some(open.pop().ok_or(here)?),
                Event::Text(text) => push_text(&mut open, &text),
                Event::CData(text) => push_text(&mut open, &text),
                Event::GeneralRef(name) => push_text(&mut open, &crate::xml::entity(&name).ok_or(here)?),
                Event::Eof => break,
                _ => {}
            }
            if let Some(element) = closed {
                open.last_mut().ok_or(here)?.content.push(Content::Element(element));
            }
        }
        let document = open.pop().filter(|_| open.is_empty()).ok_or(reader.buffer_position())?;
        document.elements().next().cloned().ok_or(0)
    }

    fn begin(start: &BytesStart<'_>) -> Option<Self> {
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.ok()?;
            let name = attribute.key.as_ref().to_owned();
            attributes.push((name, unescaped(&attribute.value)?));
        }
        Some(Self { name: start.name().as_ref().to_owned(), attributes, content: Vec::new() })
    }

    /// Name without prefix.
    pub(super) fn local(&self) -> &str {
        local(&self.name)
    }

    /// An attribute as written, prefix included; trimmed, `None` when it is empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim());
        found.filter(|value| !value.is_empty())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|(key, _)| key == name)
    }

    /// Leaves the prefixes out of the names in elements of this name, and out of paths that lead there.
    pub(super) fn unprefix(&mut self, name: &str, inside: &[String]) {
        for (_, value) in self.attributes.iter_mut().filter(|(_, value)| value.contains(name)) {
            for child in inside {
                let (from, to) = (format!("{name}/{child}"), format!("{}/{}", local(name), local(child)));
                *value = value.replace(&from, &to);
            }
        }
        for content in &mut self.content {
            let Content::Element(element) = content else { continue };
            element.unprefix(name, inside);
            if element.name == name {
                element.name = local(name).to_owned();
                for content in &mut element.content {
                    if let Content::Element(child) = content {
                        child.name = local(&child.name).to_owned();
                    }
                }
            }
        }
    }

    /// The same with some of its elements only.
    pub(super) fn only(&self, keep: impl Fn(&Self) -> bool) -> Self {
        let kept = |content: &&Content| matches!(content, Content::Element(element) if keep(element));
        Self { content: self.content.iter().filter(kept).cloned().collect(), ..self.clone() }
    }

    /// The same without any text.
    pub(super) fn blank(&self) -> Self {
        let content = self.elements().map(|element| Content::Element(element.blank())).collect();
        Self { name: self.name.clone(), attributes: self.attributes.clone(), content }
    }

    /// Does an expression in it name a path? What is itself for that path does not.
    pub(super) fn mentions(&self, path: &str) -> bool {
        let output = self.local() == "output";
        let names = |(name, text): &(String, String)| {
            (output || !matches!(name.as_str(), "nodeset" | "ref" | "bind" | "id")) && text.contains(path)
        };
        self.attributes.iter().any(names) || self.elements().any(|element| element.mentions(path))
    }

    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.content.iter().filter_map(|content| match content {
            Content::Element(element) => Some(element),
            Content::Text(_) => None,
        })
    }

    pub(super) fn child(&self, local: &str) -> Option<&Self> {
        self.elements().find(|element| element.local() == local)
    }

    pub(super) fn children<'e>(&'e self, local: &'e str) -> impl Iterator<Item = &'e Self> {
        self.elements().filter(move |element| element.local() == local)
    }

    /// As XML again, without attributes.
    pub(super) fn write(&self, out: &mut String) {
        out.push_str(&format!("<{}>", self.name));
        for content in &self.content {
            match content {
                Content::Element(element) => element.write(out),
                Content::Text(text) => {
                    out.push_str(&text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
                }
            }
        }
        out.push_str(&format!("</{}>", self.name));
    }

    /// All text in it.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        for content in &self.content {
            match content {
                Content::Text(text) => out.push_str(text),
                Content::Element(element) => out.push_str(&element.text()),
            }
        }
        out
    }
}

fn push_text(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        match element.content.last_mut() {
            Some(Content::Text(before)) => before.push_str(text),
            _ => element.content.push(Content::Text(text.to_owned())),
        }
    }
}

/// A text with what its signs stand for; `None` where one of them stands for nothing.
pub(super) fn unescaped(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        let (name, after) = after.split_once(';')?;
        out.push_str(before);
        out.push_str(&crate::xml::entity(name)?);
        rest = after;
    }
    out.push_str(rest);
    // A line break in an attribute is a space.
    Some(out.replace(['\n', '\r', '\t'], " "))
}
