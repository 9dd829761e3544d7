//! The questionnaires one may start.

use super::view::kind_word;
use crate::app::App;
use crate::contract::AppError;
use crate::contract::form::FormRow;
use crate::desk::Desk;

/// The questionnaires of the centre in the versions asked now, by id. One that the member may not start is listed as such.
///
/// # Errors
/// `locked`.
pub fn form_list(app: &App, (): ()) -> Result<Vec<FormRow>, AppError> {
    app.desk(|desk, _| list(desk))
}

fn list(desk: &mut Desk) -> Result<Vec<FormRow>, AppError> {
    let holds_grant = desk.may_open_protected();
    let row = |asked: &crate::desk::AskedForm| FormRow {
        form: asked.form.id().to_owned(),
        version: asked.form.version().to_owned(),
        title: asked.form.title().clone(),
        kind: kind_word(asked.form.kind()).to_owned(),
        questions: asked.shape.questions(),
        protected: asked.protected(),
        allowed: !asked.protected() || holds_grant,
        opens_case: asked.form.opens_case(),
        safety: asked.form.is_safety(),
    };
    Ok(desk.current_forms()?.iter().map(|asked| row(asked)).collect())
}
