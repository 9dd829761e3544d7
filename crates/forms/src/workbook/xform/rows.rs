//! Nodes of the instance to rows of the survey.

use super::element::{Element, local};
use super::instances::{self, is_meta, template};
use super::lists::Lists;
use super::paths::plain_path;
use super::sheets::Table;
use super::source::Source;

/// The sheets that are written.
pub(super) struct Written<'a> {
    pub(super) survey: &'a mut Table,
    /// How many instances repeats begin with.
    pub(super) instances: &'a mut Table,
    /// What triggers set besides the first.
    pub(super) triggers: &'a mut Table,
}

/// Writes the rows of everything in the instance.
pub(super) fn write(
    source: &Source<'_>,
    root: &Element,
    lists: &mut Lists<'_>,
    Written { survey, instances, triggers }: Written<'_>,
) {
    let mut writer = Writer { source, lists, survey, triggers };
    writer.below(root, &format!("/{}", root.name));
    let meta = root.elements().find(|element| element.local() == "meta");
    if meta.is_some_and(|meta| meta.child("audit").is_some()) {
        survey.begin_row();
        survey.set("type", "audit");
        survey.set("name", "audit");
    }
    for (name, kind) in lists.files() {
        survey.begin_row();
        survey.set("type", kind);
        survey.set("name", name);
    }
    instances::write(source, root, instances);
}

struct Writer<'a, 'e, 'l> {
    source: &'a Source<'e>,
    lists: &'a mut Lists<'l>,
    survey: &'a mut Table,
    triggers: &'a mut Table,
}

impl Writer<'_, '_, '_> {
    fn below(&mut self, around: &Element, at: &str) {
        let mut met: Vec<&str> = Vec::new();
        for element in around.elements() {
            // Other elements of the same name are further instances of a repeat.
            if met.contains(&element.name.as_str()) {
                continue;
            }
            if is_meta(element, at) {
                self.meta(element, &format!("{at}/{}", element.name));
                continue;
            }
            met.push(&element.name);
            let real = |one: &&Element| one.name == element.name && !one.has("jr:template");
            let here = around.elements().filter(real).count();
            let path = format!("{at}/{}", element.name);
            let element = template(around, &element.name, self.source.controls.of(&path).repeat.is_some());
            self.node(&element, &path, here);
        }
    }

    /// Of what is said of the interview itself that is a row which the form reads. Its name and the one before it go
    /// together: who reads the one is told the other.
    fn meta(&mut self, meta: &Element, path: &str) {
        let read = |element: &Element| {
            let path = format!("{path}/{}", element.name);
            let (model, body) = (self.source.model, self.source.body);
            let plain = element.elements().next().is_none() && !matches!(element.local(), "entity" | "audit");
            plain && (model.mentions(&path) || body.mentions(&path))
        };
        let names = |element: &Element| matches!(element.local(), "instanceID" | "deprecatedID");
        let named = meta.elements().any(|element| names(element) && read(element));
        let meta = meta.only(|element| if names(element) { named } else { read(element) });
        if meta.elements().next().is_some() {
            self.node(&meta, path, 1);
        }
    }

    /// `here`: how many elements of this name there are beside it, templates left out.
    fn node(&mut self, element: &Element, path: &str, here: usize) {
        let shown = self.source.controls.of(path);
        let bind = self.source.binds.get(path).copied();
        let holds = element.elements().next().is_some() || shown.repeat.is_some();
        let holds = holds || (shown.group.is_some() && shown.control.is_none());
        self.survey.begin_row();
        self.survey.set("name", &element.name);
        if holds {
            self.survey.set("type", if shown.repeat.is_some() { "begin repeat" } else { "begin group" });
            let count = shown.repeat.and_then(|repeat| repeat.get("jr:count")).map(str::to_owned);
            let fixed =
                shown.repeat.filter(|repeat| repeat.get("jr:noAddRemove").is_some_and(|text| text.starts_with("true")));
            // Instances that nobody adds or takes away: as many as there are.
            let count = count.or_else(|| fixed.map(|_| here.max(1).to_string()));
            self.survey.set("repeat_count", &count.unwrap_or_default());
            let appearance = shown.repeat.and_then(|repeat| repeat.get("appearance"));
            let appearance = appearance.or_else(|| shown.group.and_then(|group| group.get("appearance")));
            self.survey.set("appearance", appearance.unwrap_or_default());
            let label = shown.group.and_then(|group| group.child("label"));
            self.source.itext.write(label, "label", self.survey);
            self.survey.change("label", |text| inside(text, element));
            self.bind(bind, path);
            self.below(element, path);
            self.survey.begin_row();
            self.survey.set("type", if shown.repeat.is_some() { "end repeat" } else { "end group" });
            return;
        }
        self.bind(bind, path);
        self.preload(bind);
        self.defaults(element, path);
        let value_type = bind.and_then(|bind| bind.get("type")).unwrap_or("string");
        self.survey.set("bind::type", local(value_type));
        let Some(control) = shown.control else {
            let calculated = bind.is_some_and(|bind| bind.get("calculate").is_some());
            return self.survey.set("type", if calculated { "calculate" } else { "hidden" });
        };
        self.survey.set("asked", "yes");
        self.survey.set("appearance", control.get("appearance").unwrap_or_default());
        self.source.itext.write(control.child("label"), "label", self.survey);
        self.source.itext.write(control.child("hint"), "hint", self.survey);
        let mut parameters: Vec<(&str, String)> = Vec::new();
        let question_type = match control.local() {
            select @ ("select1" | "select" | "rank") => {
                let from = self.lists.of(control, path);
                self.survey.set("choice_filter", &from.filter);
                self.survey.set("seed", &from.seed);
                parameters = from.parameters;
                let word = match (select, from.is_file) {
                    ("select1", false) => "select_one",
                    ("select1", true) => "select_one_from_file",
                    ("rank", _) => "rank",
                    (_, false) => "select_multiple",
                    (_, true) => "select_multiple_from_file",
                };
                format!("{word} {}", from.list)
            }
            "range" => {
                let given = |name| control.get(name).map(|text| (name, text.to_owned()));
                parameters = ["start", "end", "step"].into_iter().filter_map(given).collect();
                "range".to_owned()
            }
            "trigger" => "acknowledge".to_owned(),
            "upload" => match control.get("mediatype").and_then(|kind| kind.split('/').next()) {
                Some(kind @ ("image" | "audio" | "video")) => kind.to_owned(),
                Some("osm") => "osm".to_owned(),
                _ => "file".to_owned(),
            },
            "input" if self.is_note(element, bind, path) => "note".to_owned(),
            _ => input_type(value_type).to_owned(),
        };
        self.survey.set("type", &question_type);
        let parameters: Vec<String> = parameters.iter().map(|(name, value)| format!("{name}={value}")).collect();
        self.survey.set("parameters", &parameters.join(" "));
    }

    /// Is it a text that nobody can answer and nothing fills in? So other tools write a note.
    fn is_note(&self, element: &Element, bind: Option<&Element>, path: &str) -> bool {
        let Some(bind) = bind else { return false };
        let says = |name: &str| bind.get(name).is_some();
        let fixed = bind.get("readonly").is_some_and(|text| plain_path(text) == "true()");
        let filled = says("calculate") || says("jr:preload") || !element.text().trim().is_empty();
        let set = self.source.actions.contains_key(path) || self.source.triggered.contains_key(path);
        let is_text = input_type(bind.get("type").unwrap_or("string")) == "text";
        is_text && fixed && !filled && !set && !says("required")
    }

    fn preload(&mut self, bind: Option<&Element>) {
        let value = |name: &str| bind.and_then(|bind| bind.get(name)).unwrap_or_default();
        let (preload, parameters) = (value("jr:preload"), value("jr:preloadParams"));
        let known = match (preload, parameters) {
            ("timestamp", "start" | "end") | ("date", "today") => true,
            ("property", what) => !what.is_empty(),
            _ => false,
        };
        if known {
            self.survey.set("bind::jr:preload", preload);
            self.survey.set("bind::jr:preloadParams", parameters);
        } else if preload == "uid" {
            self.survey.set("default_expression", "concat('uuid:', uuid())");
            self.survey.set("default_on", "load");
        }
    }

    fn bind(&mut self, bind: Option<&Element>, path: &str) {
        if let Some(bind) = bind {
            for (attribute, column) in [
                ("relevant", "relevant"),
                ("required", "required"),
                ("readonly", "read_only"),
                ("constraint", "constraint"),
                ("calculate", "calculation"),
            ] {
                self.survey.set(column, bind.get(attribute).unwrap_or_default());
            }
            self.source.itext.write_attribute(bind.get("jr:constraintMsg"), "constraint_message", self.survey);
            self.source.itext.write_attribute(bind.get("jr:requiredMsg"), "required_message", self.survey);
        }
        let calculated = bind.is_some_and(|bind| bind.get("calculate").is_some());
        let triggered = self.source.triggered.get(path).map_or(&[][..], Vec::as_slice);
        // A row of a spreadsheet has one, and none where it is calculated.
        let (first, further) = triggered.split_at(usize::from(!calculated && !triggered.is_empty()));
        for first in first {
            self.survey.set("trigger", &first.by.join(", "));
            self.survey.set("trigger_ref", first.only.as_deref().unwrap_or_default());
            self.survey.set("calculation", &first.value);
        }
        for one in further {
            for by in &one.by {
                self.triggers.begin_row();
                self.triggers.set("at", path);
                self.triggers.set("trigger", by);
                self.triggers.set("trigger_ref", one.only.as_deref().unwrap_or_default());
                self.triggers.set("value", &one.value);
            }
        }
    }

    fn defaults(&mut self, element: &Element, path: &str) {
        let text = element.text();
        self.survey.set("default_value", text.trim());
        let Some(actions) = self.source.actions.get(path) else { return };
        let (value, on) = match (&actions.first, &actions.new) {
            (Some(first), Some(new)) if first == new => (first.as_str(), "both"),
            (Some(first), _) => (first.as_str(), "load"),
            (None, Some(new)) => (new.as_str(), "new"),
            (None, None) => ("", ""),
        };
        self.survey.set("default_expression", value);
        self.survey.set("default_on", on);
        let new = actions.new.as_deref().filter(|_| on == "load");
        self.survey.set("new_expression", new.unwrap_or_default());
        self.survey.set("load_expression", actions.load.as_deref().unwrap_or_default());
        self.survey.set("finish_expression", actions.finish.as_deref().unwrap_or_default());
    }
}

/// A text in which the name alone of what lies in this element is a way that begins at it, and no name of whatever row.
fn inside(text: &str, element: &Element) -> String {
    element.elements().fold(text.to_owned(), |text, child| {
        text.replace(&format!("${{{}}}", child.name), &format!("${{./{}}}", child.name))
    })
}

fn input_type(value_type: &str) -> &'static str {
    match local(value_type) {
        "int" | "integer" => "integer",
        "decimal" => "decimal",
        "date" => "date",
        "time" => "time",
        "dateTime" => "datetime",
        "geopoint" => "geopoint",
        "geotrace" => "geotrace",
        "geoshape" => "geoshape",
        "barcode" => "barcode",
        _ => "text",
    }
}
