//! Sheets from XForm XML, as ODK Central and KoboToolbox serve it.
//!
//! An XForm is read into the XLSForm that it could have been made from, so that all that follows (reading, problems,
//! export to a spreadsheet) is the same for both. Nodes of the instance become rows, their binds and controls become
//! cells. Two things a spreadsheet cannot say get columns of their own: `default_expression` with `default_on` (when a
//! default is set: `load`, `new`), and the sheet `instances` (repeats that begin with several instances).

mod body;
mod element;
mod lists;
mod rows;
mod sheets;
mod texts;

use std::collections::BTreeMap;

use self::body::Controls;
use self::element::Element;
use self::lists::Lists;
use self::sheets::Table;
use self::texts::Itext;
use super::{CELL_BYTES, Problem, ProblemCode, Workbook, problem};

/// The parts of an XForm that rows are made from.
pub(super) struct Source<'e> {
    model: &'e Element,
    body: &'e Element,
    binds: BTreeMap<String, &'e Element>,
    controls: Controls<'e>,
    itext: Itext,
    /// What is set when the form is opened, or an instance added.
    defaults: BTreeMap<String, (String, When)>,
    /// What is set when another value changes: target → expression and the nodes that set it off.
    triggered: BTreeMap<String, Triggered>,
}

/// What sets a value off.
pub(super) struct Triggered {
    value: String,
    by: Vec<String>,
    /// The path of the target, where its predicates say which of several it is.
    only: Option<String>,
}

/// When a default is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    Load,
    New,
    Both,
}

pub(super) fn read(file: &str, text: &str) -> Result<Workbook, Vec<Problem>> {
    let unreadable = |code| vec![problem(file, "", None, code, &[])];
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let html = Element::parse(text).map_err(|position| {
        vec![problem(file, "", None, ProblemCode::XmlInvalid, &[("position", &position.to_string())])]
    })?;
    let form = html.child("head").and_then(|head| Some((head, head.child("model")?)));
    let Some((head, model)) = form else { return Err(unreadable(ProblemCode::XmlNoForm)) };
    let empty = Element::default();
    let body = html.child("body").unwrap_or(&empty);
    let root = model.child("instance").and_then(|instance| instance.elements().next());
    let Some(root) = root else { return Err(unreadable(ProblemCode::XmlNoForm)) };

    let source = source(model, body, &root.name);
    let mut lists = Lists::new(model, &source.itext);
    let mut survey = Table::default();
    survey.column("type");
    survey.column("name");
    let mut instances = Table::default();
    rows::write(&source, root, &mut lists, &mut survey, &mut instances);

    let mut settings = Table::default();
    settings.begin_row();
    settings.set("name", &root.name);
    settings.set("form_id", root.get("id").unwrap_or(root.local()));
    settings.set("version", root.get("version").or_else(|| root.get("orx:version")).unwrap_or_default());
    settings.set("form_title", head.child("title").map(Element::text).unwrap_or_default().trim());
    settings.set("default_language", source.itext.default_language().unwrap_or_default());
    settings.set("style", body.get("class").unwrap_or_default());
    settings.set("allow_choice_duplicates", "yes");
    // What an XForm says it means, two spaces as well.
    settings.set("clean_text_values", "no");
    let meta = root.elements().find(|element| element.local() == "meta");
    let name = meta
        .and_then(|meta| meta.child("instanceName").map(|name| format!("/{}/{}/{}", root.name, meta.name, name.name)));
    let name = name.and_then(|path| source.binds.get(&path)).and_then(|bind| bind.get("calculate"));
    settings.set("instance_name", name.unwrap_or_default());

    let files = lists.documents();
    let tables = [(survey, "survey"), (lists.table(), "choices"), (settings, "settings"), (instances, "instances")];
    let sheets: Vec<_> = tables.into_iter().filter_map(|(table, name)| table.sheet(name)).collect();
    let cells = sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
    if cells.into_iter().any(|cell| cell.text.len() > CELL_BYTES) {
        return Err(vec![problem(file, "", None, ProblemCode::CellTooLarge, &[("limit", &CELL_BYTES.to_string())])]);
    }
    Ok(Workbook { file: file.to_owned(), sheets, files })
}

fn source<'e>(model: &'e Element, body: &'e Element, root: &str) -> Source<'e> {
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
        defaults: BTreeMap::new(),
        triggered: BTreeMap::new(),
        binds,
    };
    let of_model = model.children("setvalue").map(|setvalue| (setvalue, None));
    let of_controls = source.controls.setvalues().map(|(setvalue, path)| (setvalue, Some(path.to_owned())));
    let all: Vec<_> = of_model.chain(of_controls).collect();
    for (setvalue, control) in all {
        let target = match (setvalue.get("ref"), setvalue.get("bind")) {
            (Some(path), _) => body::absolute(&body::without_predicates(path), control.as_deref().unwrap_or("")),
            (None, Some(id)) => by_id.get(id).cloned().unwrap_or_default(),
            (None, None) => continue,
        };
        let value = match setvalue.get("value") {
            Some(expression) => expression.to_owned(),
            None if setvalue.text().trim().is_empty() => String::new(),
            None => literal(setvalue.text().trim()),
        };
        let events: Vec<&str> = setvalue.get("event").unwrap_or_default().split_whitespace().collect();
        let load = events.iter().any(|event| matches!(*event, "odk-instance-first-load" | "odk-instance-load"));
        let new = events.contains(&"odk-new-repeat");
        let when = match (load, new) {
            (true, true) => Some(When::Both),
            (true, false) => Some(When::Load),
            (false, true) => Some(When::New),
            (false, false) => None,
        };
        let only = setvalue.get("ref").filter(|path| path.contains('[')).map(str::to_owned);
        // A default for one instance by its place we do not have.
        if let Some(when) = when.filter(|_| only.is_none()) {
            // To set nothing is to take away what is there.
            let value = if value.trim().is_empty() { literal("") } else { value.clone() };
            source.defaults.insert(target.clone(), (value, when));
        }
        if let Some(control) = control.filter(|_| events.contains(&"xforms-value-changed")) {
            let new = || Triggered { value, by: Vec::new(), only };
            source.triggered.entry(target).or_insert_with(new).by.push(control);
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

/// A path without white space.
fn plain_path(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
