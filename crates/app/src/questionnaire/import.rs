//! A questionnaire of the centre's own: read, looked through, and asked from then on.

use std::path::Path;

use pana_casework::Act;
use pana_forms::Form;
use pana_model::Moment;
use pana_store::FormSource;
use serde::Serialize;

use super::check::{FormCheck, check_of, read};
use super::shipped::imported_source;
use crate::app::App;
use crate::contract::AppError;
use crate::desk::Desk;
use crate::error::ErrorCode;

/// What came of importing a questionnaire.
#[derive(Debug, Clone, Serialize)]
pub struct FormImport {
    /// What was found in it.
    pub check: FormCheck,
    /// Its version, when it is asked from now on.
    pub published: Option<String>,
    /// The version that it takes the place of. Drafts of that go on with it.
    pub replaces: Option<String>,
}

/// Reads a questionnaire as [`form_check`](super::form_check) does and, when nothing stands in the way, publishes it: new
/// interviews are asked by it, drafts go on with the version they were begun in, finished ones keep theirs. A questionnaire
/// with errors is not published, and the reply says what they are. What is published already is published again by nobody.
///
/// # Errors
/// `locked`, `no-right`, `file-unreadable`; `form-version-taken` when the centre has this version with other content.
pub fn form_import(app: &App, path: &Path) -> Result<FormImport, AppError> {
    let found = read(path)?;
    let check = check_of(found.form.as_deref(), found.problems);
    app.desk(|desk, now| {
        desk.ask(Act::Publish, now)?;
        let Some(form) = found.form else { return Ok(FormImport { check, published: None, replaces: None }) };
        let replaces = publish(desk, &form, now)?;
        Ok(FormImport { check, published: Some(form.version().to_owned()), replaces })
    })
}

/// What a questionnaire is to a centre, as publishing it asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ToCentre {
    /// There is none of this id.
    New,
    /// It would take the place of another version.
    Next,
    /// It is the version asked now.
    Same,
    /// It is the version asked now, and what is kept of that was altered.
    Mends,
    /// The centre has a version of this number with other content.
    Taken,
}

pub(super) fn standing(desk: &Desk, form: &Form) -> Result<ToCentre, AppError> {
    let versions = desk.store.form_versions()?;
    let own = || versions.iter().map(|known| &known.version).filter(|known| known.form_id == form.id());
    let taken = || own().any(|known| known.version == form.version() && known.hash != form.hash());
    Ok(match own().next() {
        None => ToCentre::New,
        Some(current) if current.hash == form.hash() => {
            if desk.form_is_sound(form.id(), &form.hash())? {
                ToCentre::Same
            } else {
                ToCentre::Mends
            }
        }
        Some(_) if taken() => ToCentre::Taken,
        Some(_) => ToCentre::Next,
    })
}

/// Publishes a questionnaire that somebody imported, and gives the version that it takes the place of.
pub(super) fn publish(desk: &mut Desk, form: &Form, now: Moment) -> Result<Option<String>, AppError> {
    desk.ask(Act::Publish, now)?;
    let versions = desk.store.form_versions()?;
    let current = versions.iter().map(|known| &known.version).find(|known| known.form_id == form.id());
    let source = imported_source(form);
    let publish = FormSource { form_id: form.id(), hash: form.hash(), version: form.version(), source: &source };
    let replaces = match standing(desk, form)? {
        ToCentre::New => None,
        ToCentre::Same => return Ok(None),
        ToCentre::Mends => {
            desk.store.form_mend(&publish, now)?;
            return Ok(None);
        }
        ToCentre::Next => current.map(|known| known.version.clone()),
        ToCentre::Taken => {
            let taken = AppError::of(ErrorCode::FormVersionTaken);
            return Err(taken.with("form", form.id()).with("version", form.version()));
        }
    };
    desk.store.form_publish(&publish, now)?;
    Ok(replaces)
}
