//! Which nodes depend on an answer, by what the form's own columns say, so that another engine can be asked for the same.

use std::collections::{BTreeMap, BTreeSet};

use pana_forms::{Form, Node, Session};

/// Which rows read each row, by path without the root.
pub(crate) struct Dependants {
    readers: BTreeMap<String, BTreeSet<String>>,
    counts: BTreeSet<String>,
}

impl Dependants {
    pub(crate) fn of(form: &Form) -> Self {
        let paths: BTreeMap<&str, &Node> = form.nodes().iter().map(|node| (node.name.as_str(), node)).collect();
        let mut readers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for node in form.nodes() {
            let mut reads = |other: &Node| {
                readers.entry(below_root(&other.path)).or_default().insert(below_root(&node.path));
            };
            for text in node.expressions.values().chain(node.label.values()) {
                named(text).filter_map(|name| paths.get(name)).for_each(|other| reads(other));
                // All that lies below a path.
                if text.contains("/*") {
                    form.nodes().iter().for_each(&mut reads);
                }
            }
        }
        let counts = form.nodes().iter().filter_map(|node| node.expressions.get("repeat_count"));
        let counts = counts.flat_map(|count| named(count)).map(str::to_owned).collect();
        Self { readers, counts }
    }

    /// Names of questions that count repeats.
    pub(crate) const fn counts(&self) -> &BTreeSet<String> {
        &self.counts
    }

    /// Who reads a row itself.
    pub(crate) const fn readers(&self) -> &BTreeMap<String, BTreeSet<String>> {
        &self.readers
    }

    /// The nodes there are that depend on this one, by way of others too: of its own instance, where they lie in one.
    pub(crate) fn nodes(&self, by_row: &BTreeMap<String, Vec<String>>, form: &Form, at: &str) -> Vec<String> {
        let Some((_, node)) = form.find(at) else { return Vec::new() };
        let (mut rows, mut waiting) = (BTreeSet::new(), vec![below_root(&node.path)]);
        while let Some(next) = waiting.pop() {
            let readers = self.readers.get(&next).into_iter().flatten();
            waiting.extend(readers.filter(|reader| rows.insert(reader.as_str())).cloned());
        }
        let instance = at.rsplit_once(']').map(|(instance, _)| instance);
        let is_near = |other: &&String| !other.contains('[') || instance.is_none_or(|own| other.starts_with(own));
        rows.into_iter().filter_map(|row| by_row.get(row)).flatten().filter(is_near).cloned().collect()
    }
}

/// All nodes there are, by row.
pub(crate) fn by_row(session: &Session) -> BTreeMap<String, Vec<String>> {
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for at in session.order() {
        if let Some((_, node)) = session.form().find(&at) {
            out.entry(below_root(&node.path)).or_default().push(at);
        }
    }
    out
}

/// The names in `${}`.
fn named(text: &str) -> impl Iterator<Item = &str> {
    text.split("${").skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}

/// A path without its root, which each engine names as it likes.
fn below_root(path: &str) -> String {
    path.splitn(3, '/').nth(2).unwrap_or_default().to_owned()
}
