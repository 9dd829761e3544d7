//! The parts of an XForm by the node they speak of.

use std::collections::BTreeMap;

use super::body::Controls;
use super::element::Element;
use super::paths::{absolute, plain_path, without_predicates};
use super::texts::Itext;

/// The parts of an XForm that rows are made from.
pub(super) struct Source<'e> {
    pub(super) model: &'e Element,
    pub(super) body: &'e Element,
    pub(super) binds: BTreeMap<String, &'e Element>,
    pub(super) controls: Controls<'e>,
    pub(super) itext: Itext,
    /// What is set when the form is opened, an instance added, or the interview finished.
    pub(super) actions: BTreeMap<String, Actions>,
    /// What is set when another value changes: target → expressions and the nodes that set them off, in the order of the
    /// form.
    pub(super) triggered: BTreeMap<String, Vec<Triggered>>,
}

/// What sets a value off.
pub(super) struct Triggered {
    pub(super) value: String,
    pub(super) by: Vec<String>,
    /// The path of the target, where its predicates say which of several it is.
    pub(super) only: Option<String>,
}

/// What one value is set to, by the event that sets it.
#[derive(Debug, Default)]
pub(super) struct Actions {
    /// Once, when a new interview begins.
    pub(super) first: Option<String>,
    /// When an instance of the repeat around it is added.
    pub(super) new: Option<String>,
    /// Each time the interview is opened.
    pub(super) load: Option<String>,
    /// When it is looked through to be finished.
    pub(super) finish: Option<String>,
}

impl Actions {
    /// Events that come to no node, or by no name that is known, set nothing. Older forms have older names of two of them.
    fn take(&mut self, event: &str, value: &str) {
        let of_event = match event {
            "odk-instance-first-load" | "xforms-ready" => &mut self.first,
            "odk-new-repeat" | "jr-insert" => &mut self.new,
            "odk-instance-load" => &mut self.load,
            "xforms-revalidate" => &mut self.finish,
            _ => return,
        };
        *of_event = Some(value.to_owned());
    }
}

/// Gathers them.
pub(super) fn source<'e>(model: &'e Element, body: &'e Element, root: &str) -> Source<'e> {
    let binds: BTreeMap<String, &Element> =
        model.children("bind").filter_map(|bind| Some((plain_path(bind.get("nodeset")?), bind))).collect();
    let mut by_id: BTreeMap<&str, String> = BTreeMap::new();
    for (path, bind) in &binds {
        for id in [bind.get("id"), bind.get("name")].into_iter().flatten() {
            by_id.insert(id, path.clone());
        }
    }
    let mut source = Source {
        model,
        body,
        controls: Controls::new(body, root, &by_id),
        itext: Itext::new(model),
        actions: BTreeMap::new(),
        triggered: BTreeMap::new(),
        binds,
    };
    let of_model = model.children("setvalue").map(|setvalue| (setvalue, None));
    let of_controls = source.controls.setvalues().map(|(setvalue, path)| (setvalue, Some(path.to_owned())));
    let all: Vec<_> = of_model.chain(of_controls).collect();
    for (setvalue, control) in all {
        let target = match (setvalue.get("ref"), setvalue.get("bind")) {
            (Some(path), _) => absolute(&without_predicates(path), control.as_deref().unwrap_or("")),
            (None, Some(id)) => by_id.get(id).cloned().unwrap_or_default(),
            (None, None) => continue,
        };
        let value = match setvalue.get("value") {
            Some(expression) => expression.to_owned(),
            None if setvalue.text().trim().is_empty() => String::new(),
            None => literal(setvalue.text().trim()),
        };
        let events: Vec<&str> = setvalue.get("event").unwrap_or_default().split_whitespace().collect();
        let only = setvalue.get("ref").filter(|path| path.contains('[')).map(str::to_owned);
        // A default for one instance by its place we do not have.
        if only.is_none() {
            // To set nothing is to take away what is there.
            let value = if value.trim().is_empty() { literal("") } else { value.clone() };
            let actions = source.actions.entry(target.clone()).or_default();
            events.iter().for_each(|event| actions.take(event, &value));
        }
        if let Some(control) = control.filter(|_| events.contains(&"xforms-value-changed")) {
            let all = source.triggered.entry(target).or_default();
            // What the same control sets later comes later.
            let same = all.iter_mut().rev().take_while(|one| !one.by.contains(&control));
            match same.into_iter().find(|one| one.value == value && one.only == only) {
                Some(one) => one.by.push(control),
                None => all.push(Triggered { value, by: vec![control], only }),
            }
        }
    }
    source
}

/// A text as an expression.
fn literal(text: &str) -> String {
    if !text.contains('\'') {
        format!("'{text}'")
    } else if !text.contains('"') {
        format!("\"{text}\"")
    } else {
        let parts: Vec<String> = text.split('\'').map(|part| format!("'{part}'")).collect();
        format!("concat({})", parts.join(", \"'\", "))
    }
}
