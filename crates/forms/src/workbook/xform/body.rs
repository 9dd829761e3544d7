//! The controls of a body, by the node they are for.

use std::collections::BTreeMap;

use super::element::Element;
use super::paths::absolute;

/// What a body shows for a node.
#[derive(Debug, Clone, Default)]
pub(super) struct Shown<'e> {
    /// Its control, when it is asked.
    pub(super) control: Option<&'e Element>,
    /// Its group.
    pub(super) group: Option<&'e Element>,
    /// Its repeat.
    pub(super) repeat: Option<&'e Element>,
}

/// All controls.
#[derive(Default)]
pub(super) struct Controls<'e> {
    shown: BTreeMap<String, Shown<'e>>,
    setvalues: Vec<(&'e Element, String)>,
}

impl<'e> Controls<'e> {
    pub(super) fn new(body: &'e Element, root: &str, ids: &BTreeMap<&str, String>) -> Self {
        let mut controls = Self::default();
        controls.walk(body, &format!("/{root}"), ids);
        controls
    }

    pub(super) fn of(&self, path: &str) -> Shown<'e> {
        self.shown.get(path).cloned().unwrap_or_default()
    }

    /// What a value sets when it changes, with its node.
    pub(super) fn setvalues(&self) -> impl Iterator<Item = (&'e Element, &str)> {
        self.setvalues.iter().map(|(element, path)| (*element, path.as_str()))
    }

    fn walk(&mut self, around: &'e Element, at: &str, ids: &BTreeMap<&str, String>) {
        self.setvalues.extend(around.children("setvalue").map(|setvalue| (setvalue, at.to_owned())));
        for element in around.elements() {
            let path = match (element.get("ref").or_else(|| element.get("nodeset")), element.get("bind")) {
                (Some(path), _) => Some(absolute(path, at)),
                (None, Some(id)) => ids.get(id).cloned(),
                (None, None) => None,
            };
            let here = path.as_deref().unwrap_or(at);
            match element.local() {
                "group" => {
                    if let Some(path) = &path {
                        self.shown.entry(path.clone()).or_default().group.get_or_insert(element);
                    }
                    self.walk(element, here, ids);
                }
                "repeat" => {
                    if let Some(path) = &path {
                        self.shown.entry(path.clone()).or_default().repeat.get_or_insert(element);
                    }
                    self.walk(element, here, ids);
                }
                "input" | "secret" | "select1" | "select" | "rank" | "upload" | "range" | "trigger" => {
                    let Some(path) = path else { continue };
                    let actions = element.elements().filter(|one| matches!(one.local(), "setvalue" | "setgeopoint"));
                    self.setvalues.extend(actions.map(|action| (action, path.clone())));
                    self.shown.entry(path).or_default().control.get_or_insert(element);
                }
                _ => {}
            }
        }
    }
}
