//! A questionnaire of the centre's own: read, looked through, and asked from then on.

use std::path::Path;

use pana_casework::Right;
use pana_store::FormSource;
use serde::Serialize;

use super::check::{FormCheck, check_of, read};
use super::shipped::imported_source;
use crate::app::App;
use crate::contract::AppError;
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
    let (form, problems) = read(path)?;
    let check = check_of(form.as_deref(), problems);
    app.desk(|desk, now| {
        desk.require(Right::Publish)?;
        let Some(form) = form else { return Ok(FormImport { check, published: None, replaces: None }) };
        let current = desk.store.forms()?.into_iter().find(|known| known.form_id == form.id());
        if current.as_ref().is_some_and(|known| known.hash != form.hash() && known.version == form.version()) {
            let taken =
                AppError::of(ErrorCode::FormVersionTaken).with("form", form.id()).with("version", form.version());
            return Err(taken);
        }
        let source = imported_source(&form);
        let publish = FormSource { form_id: form.id(), hash: form.hash(), version: form.version(), source: &source };
        desk.store.form_publish(&publish, now)?;
        let replaces = current.filter(|known| known.hash != form.hash()).map(|known| known.version);
        Ok(FormImport { check, published: Some(form.version().to_owned()), replaces })
    })
}
