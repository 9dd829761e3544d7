//! How many instances repeats begin with, what those hold, and what one that is added brings.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::element::Element;
use super::sheets::Table;
use super::source::Source;

/// Writes what the rows of the survey do not say. The place of an instance stands in brackets behind its repeat; `[]` is one
/// that is added later.
pub(super) fn write(source: &Source<'_>, root: &Element, table: &mut Table) {
    let path = format!("/{}", root.name);
    let mut instances = Instances { source, table };
    instances.below(root, root, &path, &path);
    instances.added(root, &path, &path);
}

/// The element that the row of this name is made from, and a repeat's further instances: a template, else the first of its
/// name. Of a repeat that has no template it is what lies in the first instance without the values, which are that one's.
pub(super) fn template<'e>(around: &'e Element, name: &str, repeats: bool) -> Cow<'e, Element> {
    let mut named = around.elements().filter(|one| one.name == name);
    let Some(first) = named.next() else { return Cow::Owned(Element::default()) };
    let marked = if first.has("jr:template") { Some(first) } else { named.find(|one| one.has("jr:template")) };
    match marked {
        Some(template) => Cow::Borrowed(template),
        None if repeats => Cow::Owned(first.blank()),
        None => Cow::Borrowed(first),
    }
}

struct Instances<'a, 'e> {
    source: &'a Source<'e>,
    table: &'a mut Table,
}

impl Instances<'_, '_> {
    /// `like`: what the rows were made from; `path`: names only; `at`: with the places of instances.
    fn below(&mut self, around: &Element, like: &Element, path: &str, at: &str) {
        let mut by_name: BTreeMap<&str, Vec<&Element>> = BTreeMap::new();
        for element in like.elements().filter(|element| !is_meta(element, path)) {
            by_name.entry(&element.name).or_default();
        }
        for element in around.elements().filter(|element| !is_meta(element, path)) {
            by_name.entry(&element.name).or_default().push(element);
        }
        for (name, elements) in by_name {
            let (path, at) = (format!("{path}/{name}"), format!("{at}/{name}"));
            let repeats = self.source.controls.of(&path).repeat.is_some();
            let like = template(like, name, repeats);
            if !repeats {
                let Some(first) = elements.first() else { continue };
                if first.elements().next().is_some() {
                    self.below(first, &like, &path, &at);
                } else if at.contains('[') && first.text().trim() != like.text().trim() {
                    self.table.begin_row();
                    self.table.set("at", &at);
                    self.table.set("value", first.text().trim());
                }
                continue;
            }
            let real: Vec<&&Element> = elements.iter().filter(|element| !element.has("jr:template")).collect();
            // One instance is what a repeat in first instances begins with anyway.
            let outer = at.split_once('[').is_none_or(|(_, rest)| rest.split('[').all(|part| part.starts_with("1]")));
            if real.len() != 1 || !outer {
                self.table.begin_row();
                self.table.set("at", &at);
                self.table.set("count", &real.len().to_string());
            }
            for (place, element) in (1_usize..).zip(real) {
                self.below(element, &like, &path, &format!("{at}[{place}]"));
            }
        }
    }

    /// What an instance brings that is added later: a copy of its template.
    fn added(&mut self, around: &Element, path: &str, at: &str) {
        let mut met: Vec<&str> = Vec::new();
        for element in around.elements().filter(|element| !is_meta(element, path)) {
            if met.contains(&element.name.as_str()) {
                continue;
            }
            met.push(&element.name);
            let (path, at) = (format!("{path}/{}", element.name), format!("{at}/{}", element.name));
            if self.source.controls.of(&path).repeat.is_none() {
                self.added(element, &path, &at);
                continue;
            }
            let copied = template(around, &element.name, true);
            let at = format!("{at}[]");
            self.below(&copied, &copied, &path, &at);
            self.added(&copied, &path, &at);
        }
    }
}

/// What is said of the interview itself and not of anyone in it.
pub(super) fn is_meta(element: &Element, at: &str) -> bool {
    let entity = element.elements().any(|child| child.local() == "entity");
    element.local() == "meta" && (entity || !at.trim_start_matches('/').contains('/'))
}
