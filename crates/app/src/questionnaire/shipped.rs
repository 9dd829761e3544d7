//! The questionnaires that ship, inside the binary, and how a centre comes to have them.
//!
//! A centre keeps the source of every version in which it ever asked, so that an old interview is shown by its own
//! version. The source is one blob: the sheets as CSV under their names, as JSON.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use pana_forms::workbook::Workbook;
use pana_forms::{Form, Reading};
use pana_model::Moment;
use pana_store::{FormSource, Store};

use crate::contract::AppError;
use crate::error::ErrorCode;

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

/// Gives the centre the questionnaires that ship in versions it does not have. A member who may not publish leaves the
/// centre with those it has.
pub(crate) fn publish_shipped(store: &mut Store, now: Moment) -> Result<(), AppError> {
    let known = store.forms()?;
    for shipped in SHIPPED.iter() {
        let form = &shipped.form;
        if known.iter().any(|known| known.form_id == form.id() && known.hash == form.hash()) {
            continue;
        }
        let source =
            FormSource { form_id: form.id(), hash: form.hash(), version: form.version(), source: &shipped.source };
        store.form_publish(&source, now)?;
    }
    Ok(())
}

/// Reads what a centre keeps of a questionnaire.
pub(crate) fn read_source(form_id: &str, hash: &[u8; 32], source: &[u8]) -> Result<Arc<Form>, AppError> {
    if let Some(shipped) = SHIPPED.iter().find(|shipped| shipped.form.hash() == *hash) {
        return Ok(Arc::clone(&shipped.form));
    }
    let broken = || AppError::of(ErrorCode::StoreDamaged);
    let sheets: BTreeMap<String, String> = serde_json::from_slice(source).map_err(|_| broken())?;
    let sheets: Vec<(&str, &[u8])> = sheets.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    read_sheets(form_id, &sheets).form.ok_or_else(broken)
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
