//! Choices: items that stand in a select, and instances that selects take theirs from.

use std::collections::{BTreeMap, BTreeSet};

use super::element::Element;
use super::paths::plain_path;
use super::sheets::Table;
use super::texts::Itext;

/// Where a select's choices are, as XLSForm writes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct From {
    /// The list, `${question}`, or a file.
    pub(super) list: String,
    pub(super) is_file: bool,
    pub(super) filter: String,
    pub(super) parameters: Vec<(&'static str, String)>,
    /// What the order of the choices follows from, where it is random.
    pub(super) seed: String,
}

pub(super) struct Lists<'e> {
    itext: &'e Itext,
    /// Instances beside the first: the element, or the address of a file.
    instances: BTreeMap<&'e str, &'e Element>,
    /// Instances already written as lists.
    written: BTreeSet<String>,
    table: Table,
}

/// `nodeset` of an itemset, taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
struct Nodeset {
    path: String,
    predicates: Vec<String>,
    randomize: bool,
    seed: Option<String>,
}

impl<'e> Lists<'e> {
    pub(super) fn new(model: &'e Element, itext: &'e Itext) -> Self {
        let instances = model.children("instance").skip(1).filter_map(|instance| Some((instance.get("id")?, instance)));
        let mut table = Table::default();
        table.column("list_name");
        table.column("name");
        Self { itext, instances: instances.collect(), written: BTreeSet::new(), table }
    }

    /// The choices sheet: what selects use, then what only expressions use.
    pub(super) fn table(mut self) -> Table {
        let inside = |id: &&str| self.instances.get(id).is_some_and(|instance| instance.get("src").is_none());
        let left: Vec<&str> =
            self.instances.keys().copied().filter(|id| !self.written.contains(*id)).filter(inside).collect();
        for id in left {
            let has = |name: &str| {
                let items = self.instances.get(id).into_iter().flat_map(|instance| instance.elements());
                items.flat_map(Element::elements).any(|item| item.elements().any(|cell| cell.name == name))
            };
            let value = if has("name") { "name" } else { "value" };
            self.instance(id, value, "label", false);
        }
        self.table
    }

    /// Instances that are no plain lists, as files.
    pub(super) fn documents(&self) -> BTreeMap<String, Vec<u8>> {
        let one = |(id, instance): (&&str, &&Element)| {
            let root = instance.elements().next().filter(|root| !is_flat(root))?;
            let mut text = String::new();
            root.write(&mut text);
            Some((format!("{id}.xml"), text.into_bytes()))
        };
        self.instances.iter().filter_map(one).collect()
    }

    /// Files that only expressions use: name and kind.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &'static str)> {
        self.instances.iter().filter_map(|(id, instance)| {
            if instance.elements().next().is_some_and(|root| !is_flat(root)) {
                return Some((*id, "xml-external"));
            }
            let address = instance.get("src").filter(|address| !address.starts_with("jr://instance/"))?;
            let kind = if address.to_lowercase().ends_with(".csv") { "csv-external" } else { "xml-external" };
            (!self.written.contains(*id)).then_some((*id, kind))
        })
    }

    /// The choices of a select that stands at `path`.
    pub(super) fn of(&mut self, select: &Element, path: &str) -> From {
        let Some(itemset) = select.child("itemset") else { return self.items(select, path) };
        let nodeset = nodeset(itemset.get("nodeset").unwrap_or_default());
        let reference = |local: &str| itemset.child(local).and_then(|child| child.get("ref"));
        let (value, label) = (reference("value").unwrap_or("name"), reference("label").unwrap_or("label"));
        let mut from = From { filter: joined(&nodeset.predicates), ..From::default() };
        if nodeset.randomize {
            from.parameters.push(("randomize", "true".to_owned()));
        }
        from.seed = nodeset.seed.unwrap_or_default();
        let Some(id) = instance_of(&nodeset.path) else {
            // The answers in a repeat. `. != ''` is what the value says by itself.
            from.list = format!("${{{}}}", value.rsplit('/').next().unwrap_or(value));
            let is_there = |predicate: &&String| plain_path(predicate).ends_with("!=''");
            let others: Vec<String> = nodeset.predicates.iter().filter(|one| !is_there(one)).cloned().collect();
            if others.len() == nodeset.predicates.len() {
                from.parameters.push(("blank", "yes".to_owned()));
            }
            from.filter = joined(&others);
            if label != value {
                from.parameters.push(("label", label.rsplit('/').next().unwrap_or(label).to_owned()));
            }
            return from;
        };
        if let Some(address) = self.instances.get(id).and_then(|instance| instance.get("src")) {
            from.list = address.rsplit('/').next().unwrap_or(address).to_owned();
            from.is_file = true;
            from.parameters.extend([("value", value.to_owned()), ("label", label.to_owned())]);
            self.written.insert(id.to_owned());
        } else {
            self.instance(id, value, label, true);
            id.clone_into(&mut from.list);
        }
        from
    }

    fn items(&mut self, select: &Element, path: &str) -> From {
        let list = path.trim_start_matches('/').replace('/', "-");
        for item in select.children("item") {
            self.table.begin_row();
            self.table.set("list_name", &list);
            self.table.set("name", item.child("value").map(Element::text).unwrap_or_default().trim());
            self.itext.write(item.child("label"), "label", &mut self.table);
        }
        if select.child("item").is_none() {
            self.none(&list);
        }
        From { list, ..From::default() }
    }

    /// A list without choices.
    fn none(&mut self, list: &str) {
        self.table.begin_row();
        self.table.set("list_name", list);
        self.table.set("empty", "yes");
    }

    /// Writes an instance as a list; `used`: a select takes its choices from it.
    fn instance(&mut self, id: &str, value: &str, label: &str, used: bool) {
        if !self.written.insert(id.to_owned()) {
            return;
        }
        let document = self.instances.get(id).and_then(|instance| instance.elements().next());
        if document.is_some_and(|root| !is_flat(root)) {
            return;
        }
        let Some(instance) = self.instances.get(id) else { return };
        if instance.elements().flat_map(Element::elements).next().is_none() {
            return self.none(id);
        }
        let label_id = label.strip_prefix("jr:itext(").and_then(|rest| rest.strip_suffix(')')).map(str::trim);
        for (number, item) in (1_usize..).zip(instance.elements().flat_map(Element::elements)) {
            self.table.begin_row();
            self.table.set("list_name", id);
            let text = |name: &str| item.elements().find(|cell| cell.name == name).map(Element::text);
            match text(value) {
                Some(name) if name.trim().is_empty() => self.table.set("empty", "choice"),
                Some(name) => self.table.set("name", name.trim()),
                None if used => self.table.set("empty", "choice"),
                None => self.table.set("name", &format!("_{number}")),
            }
            match label_id {
                Some(cell) => {
                    if let Some(id) = text(cell) {
                        self.itext.write_id(id.trim(), "label", &mut self.table);
                    }
                }
                None => self.itext.write_literal(text(label).unwrap_or_default().trim(), "label", &mut self.table),
            }
            for cell in item.elements() {
                // What reads as a column of the sheet is told apart; what is one needs no second cell.
                let same = cell.name == value && matches!(value, "name" | "value")
                    || (cell.name == "label" && label == "label");
                let taken = matches!(cell.name.as_str(), "name" | "value" | "label" | "list_name" | "list" | "empty");
                let column = if taken { format!("item::{}", cell.name) } else { cell.name.clone() };
                if !same {
                    self.table.set(&column, cell.text().trim());
                }
            }
        }
    }
}

/// `<root><item><a/><b/></item>…</root>`: items of one name that hold only texts.
fn is_flat(root: &Element) -> bool {
    let leaf = |cell: &Element| cell.elements().next().is_none();
    root.elements().all(|item| item.name == "item" && item.elements().all(leaf))
}

fn joined(predicates: &[String]) -> String {
    match predicates {
        [one] => one.clone(),
        several => several.iter().map(|one| format!("({one})")).collect::<Vec<_>>().join(" and "),
    }
}

/// `id` of `instance('id')/…`.
fn instance_of(path: &str) -> Option<&str> {
    let inside = path.trim().strip_prefix("instance(")?.split_once(')')?.0.trim();
    Some(inside.trim_matches(['\'', '"']))
}

fn nodeset(text: &str) -> Nodeset {
    let text = text.trim();
    if let Some(inside) = text.strip_prefix("randomize(").and_then(|rest| rest.strip_suffix(')')) {
        let (set, seed) = match top_level(inside, ',').as_slice() {
            [set, seed, ..] => (*set, Some((*seed).trim().to_owned())),
            _ => (inside, None),
        };
        return Nodeset { randomize: true, seed, ..nodeset(set) };
    }
    let mut out = Nodeset::default();
    let (mut depth, mut quote, mut predicate) = (0_u32, None, String::new());
    for c in text.chars() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            _ => {}
        }
        let outside = quote.is_none();
        if c == ']' && outside {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                out.predicates.push(std::mem::take(&mut predicate).trim().to_owned());
                continue;
            }
        }
        if depth > 0 {
            predicate.push(c);
        } else if c != '[' {
            out.path.push(c);
        }
        if c == '[' && outside {
            depth = depth.saturating_add(1);
        }
    }
    out
}

/// The parts between separators that stand in no brackets and no quotes.
fn top_level(text: &str, separator: char) -> Vec<&str> {
    let (mut depth, mut quote, mut start, mut out) = (0_u32, None, 0_usize, Vec::new());
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(' | '[') => depth = depth.saturating_add(1),
            (None, ')' | ']') => depth = depth.saturating_sub(1),
            (None, _) if c == separator && depth == 0 => {
                out.push(text.get(start..at).unwrap_or_default());
                start = at.saturating_add(c.len_utf8());
            }
            _ => {}
        }
    }
    out.push(text.get(start..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::{Nodeset, nodeset};

    #[test]
    fn a_nodeset_is_taken_apart_at_its_outer_brackets() {
        let seen = nodeset("randomize(instance('x')/root/item[a[1] = ']'][b], /data/seed)");
        let expected = Nodeset {
            path: "instance('x')/root/item".to_owned(),
            predicates: vec!["a[1] = ']'".to_owned(), "b".to_owned()],
            randomize: true,
            seed: Some("/data/seed".to_owned()),
        };
        assert_eq!(seen, expected);
    }
}
