//! Sheets from XForm XML, as ODK Central and KoboToolbox serve it.
//!
//! An XForm is read into the XLSForm that it could have been made from, so that all that follows (reading, problems,
//! export to a spreadsheet) is the same for both. Nodes of the instance become rows, their binds and controls become
//! cells. Three things a spreadsheet cannot say get columns of their own: `default_expression` with `default_on` (when a
//! default is set: `load`, `new`), and the sheets `instances` (repeats that begin with several instances) and
//! `further_triggers` (what triggers set besides the first).

mod body;
mod element;
mod instances;
mod lists;
mod paths;
mod rows;
mod sheets;
mod source;
mod texts;

use std::sync::Arc;

use self::element::Element;
use self::lists::Lists;
use self::rows::Written;
use self::sheets::Table;
use super::builder::{CELL_BYTES, problem};
use super::cells::Workbook;
use crate::problem::{Problem, ProblemCode};

pub(super) fn read(file: &str, text: &str) -> Result<Workbook, Vec<Problem>> {
    let unreadable = |code| vec![problem(file, "", None, code, &[])];
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut html = Element::parse(text).map_err(|position| {
        vec![problem(file, "", None, ProblemCode::XmlInvalid, &[("position", &position.to_string())])]
    })?;
    plain_meta(&mut html);
    let form = html.child("head").and_then(|head| Some((head, head.child("model")?)));
    let Some((head, model)) = form else { return Err(unreadable(ProblemCode::XmlNoForm)) };
    let empty = Element::default();
    let body = html.child("body").unwrap_or(&empty);
    let root = model.child("instance").and_then(|instance| instance.elements().next());
    let Some(root) = root else { return Err(unreadable(ProblemCode::XmlNoForm)) };

    let source = source::source(model, body, &root.name);
    let mut lists = Lists::new(model, &source.itext);
    let mut survey = Table::default();
    survey.column("type");
    survey.column("name");
    let (mut instances, mut triggers) = (Table::default(), Table::default());
    let written = Written { survey: &mut survey, instances: &mut instances, triggers: &mut triggers };
    rows::write(&source, root, &mut lists, written);

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
    let tables = [
        (survey, "survey"),
        (lists.table(), "choices"),
        (settings, "settings"),
        (instances, "instances"),
        (triggers, "further_triggers"),
    ];
    let sheets: Vec<_> = tables.into_iter().filter_map(|(table, name)| table.sheet(name)).collect();
    let cells = sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
    if cells.into_iter().any(|cell| cell.text.len() > CELL_BYTES) {
        return Err(vec![problem(file, "", None, ProblemCode::CellTooLarge, &[("limit", &CELL_BYTES.to_string())])]);
    }
    let sheets = sheets.into_iter().map(Arc::new).collect();
    Ok(Workbook { file: file.to_owned(), sheets, files, ..Workbook::default() })
}

/// What is said of the interview itself has the same names whatever prefix the form has for them (`orx:meta`).
fn plain_meta(html: &mut Element) {
    let instance = html.child("head").and_then(|head| head.child("model")?.child("instance"));
    let root = instance.and_then(|instance| instance.elements().next());
    let Some(meta) = root.and_then(|root| root.child("meta")) else { return };
    let inside: Vec<String> = meta.elements().map(|element| element.name.clone()).collect();
    let name = meta.name.clone();
    if name.contains(':') || inside.iter().any(|name| name.contains(':')) {
        html.unprefix(&name, &inside);
    }
}
