//! The questionnaires that ship, inside the binary, and how a centre comes to have them.
//!
//! A centre keeps the source of every version in which it ever asked, so that an old interview is shown by its own
//! version. The source is one blob: the sheets as CSV under their names, as JSON; files beside them under `file:` and their
//! names, those that are no text under `base64:`; and `:origin`, where it was imported.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use pana_forms::workbook::Workbook;
use pana_forms::{Form, Reading, to_csv};
use pana_model::Moment;
use pana_store::{FormSource, Store};

use crate::contract::AppError;
use crate::error::ErrorCode;

/// What stands before the name of a file in a source.
const FILE: &str = "file:";
/// The same of one that is no text.
const BYTES: &str = "base64:";
/// Says where a source came from; no sheet can be called so.
const ORIGIN: &str = ":origin";
const IMPORTED: &str = "imported";

/// A questionnaire as it lies in `questionnaires/`.
struct Source {
    name: &'static str,
    sheets: &'static [(&'static str, &'static [u8])],
}

const SOURCES: &[Source] = include!(concat!(env!("OUT_DIR"), "/questionnaires.rs"));

/// A questionnaire that ships, read.
pub(crate) struct Shipped {
    /// What it says.
    pub(crate) form: Arc<Form>,
    /// What a centre keeps of it.
    pub(crate) source: Vec<u8>,
}

static SHIPPED: LazyLock<Vec<Shipped>> = LazyLock::new(|| {
    let read = |source: &Source| {
        let form = read_sheets(source.name, source.sheets).form?;
        Some(Shipped { form, source: to_source(source.sheets) })
    };
    SOURCES.iter().filter_map(read).collect()
});

/// The questionnaires that ship. They are read once, at the first call.
pub fn shipped_forms() -> impl Iterator<Item = Arc<Form>> {
    SHIPPED.iter().map(|shipped| Arc::clone(&shipped.form))
}

/// Has them read meanwhile by a thread of its own.
pub(crate) fn read_shipped_meanwhile() {
    // Where no thread can be had, they are read when they are asked for.
    drop(std::thread::Builder::new().name("questionnaires".to_owned()).spawn(|| LazyLock::force(&SHIPPED).len()));
}

/// Gives the centre the questionnaires that ship in versions it does not have. A member who may not publish leaves the
/// centre with those it has.
pub(crate) fn publish_shipped(store: &mut Store, now: Moment) -> Result<(), AppError> {
    let known = store.forms()?;
    for shipped in SHIPPED.iter() {
        let form = &shipped.form;
        // What it had once and replaced stays replaced, and its own version of ours is not replaced by the next.
        let own = || {
            let known = known.iter().find(|known| known.form_id == form.id());
            known.is_some_and(|known| store.form_source(form.id(), known.hash).is_ok_and(|source| is_imported(&source)))
        };
        if store.keeps_form(form.id(), form.hash())? || own() {
            continue;
        }
        let source =
            FormSource { form_id: form.id(), hash: form.hash(), version: form.version(), source: &shipped.source };
        store.form_publish(&source, now)?;
    }
    Ok(())
}

/// Reads what a centre keeps of a questionnaire. A source that is not the one that its hash names is not shown or used.
///
/// # Errors
/// `form-altered`.
pub(crate) fn read_source(form_id: &str, hash: &[u8; 32], source: &[u8]) -> Result<Arc<Form>, AppError> {
    if let Some(shipped) = SHIPPED.iter().find(|shipped| shipped.form.hash() == *hash) {
        return Ok(Arc::clone(&shipped.form));
    }
    let broken = || AppError::of(ErrorCode::FormAltered).with("form", form_id);
    let sheets: BTreeMap<String, String> = serde_json::from_slice(source).map_err(|_| broken())?;
    let file = |(name, text): (&String, &String)| match name.strip_prefix(BYTES) {
        Some(name) => Some((name.to_owned(), STANDARD.decode(text).ok()?)),
        None => Some((name.strip_prefix(FILE)?.to_owned(), text.clone().into_bytes())),
    };
    let files: BTreeMap<String, Vec<u8>> = sheets.iter().filter_map(file).collect();
    let is_sheet = |name: &str| name != ORIGIN && !name.starts_with(FILE) && !name.starts_with(BYTES);
    let sheets = sheets.iter().filter(|(name, _)| is_sheet(name)).map(|(name, text)| (name.as_str(), text.as_bytes()));
    let mut workbook = Workbook::from_own_csv(form_id, &sheets.collect::<Vec<_>>()).map_err(|_| broken())?;
    workbook.files = files;
    pana_forms::read(&workbook).form.filter(|form| form.hash() == *hash).ok_or_else(broken)
}

/// The source of a questionnaire that somebody imported.
pub(crate) fn imported_source(form: &Form) -> Vec<u8> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let sheets = to_csv(form).into_iter().map(|(name, bytes)| (name, text(&bytes)));
    let files = form.files().iter().map(|(name, bytes)| match std::str::from_utf8(bytes) {
        Ok(text) => (format!("{FILE}{name}"), text.to_owned()),
        Err(_) => (format!("{BYTES}{name}"), STANDARD.encode(bytes)),
    });
    let origin = std::iter::once((ORIGIN.to_owned(), IMPORTED.to_owned()));
    let all: BTreeMap<String, String> = sheets.chain(files).chain(origin).collect();
    serde_json::to_vec(&all).unwrap_or_default()
}

/// Was it imported at this centre, rather than come with Pana?
pub(super) fn is_imported(source: &[u8]) -> bool {
    let sheets = serde_json::from_slice::<BTreeMap<String, String>>(source);
    sheets.is_ok_and(|sheets| sheets.get(ORIGIN).is_some_and(|origin| origin == IMPORTED))
}

fn read_sheets(name: &str, sheets: &[(&str, &[u8])]) -> Reading {
    match Workbook::from_csv(name, sheets) {
        Ok(workbook) => pana_forms::read(&workbook),
        Err(problems) => Reading { form: None, problems },
    }
}

fn to_source(sheets: &[(&str, &[u8])]) -> Vec<u8> {
    let sheets: BTreeMap<&str, _> =
        sheets.iter().map(|(name, bytes)| (*name, String::from_utf8_lossy(bytes))).collect();
    serde_json::to_vec(&sheets).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_questionnaire_is_without_a_problem_and_named_as_its_folder() {
        for source in SOURCES {
            let reading = read_sheets(source.name, source.sheets);
            let errors: Vec<String> = reading.problems.iter().map(|problem| format!("{problem:?}")).collect();
            assert!(errors.is_empty(), "{}: {errors:#?}", source.name);
            assert_eq!(reading.form.unwrap().id(), source.name);
        }
    }

    #[test]
    fn a_source_reads_back_as_the_same_questionnaire() {
        for shipped in SHIPPED.iter() {
            let again = read_source(shipped.form.id(), &shipped.form.hash(), &shipped.source).unwrap();
            assert_eq!(again.hash(), shipped.form.hash());
        }
    }
}
