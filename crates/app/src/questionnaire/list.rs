//! The questionnaires one may start.

use pana_casework::{Act, Grant};
use pana_model::Moment;

use super::AskedForm;
use super::view::form_view;
use crate::app::App;
use crate::contract::form::{FormRequest, FormRow, FormView};
use crate::contract::{AppError, Word};
use crate::desk::Desk;

/// The questionnaires of the centre in the versions asked now, by id. One that the member may not start is listed as such.
///
/// # Errors
/// `locked`.
pub(crate) fn form_list(app: &App, &(): &()) -> Result<Vec<FormRow>, AppError> {
    app.desk(list)
}

/// One questionnaire as a screen sees it.
///
/// # Errors
/// `locked`, `form-unknown`.
pub(crate) fn form_show(app: &App, request: &FormRequest) -> Result<FormView, AppError> {
    app.desk(|desk, _| {
        let asked = desk.current_form(&request.form)?;
        Ok(form_view(&asked.form, &asked.shape, asked.protected()))
    })
}

fn list(desk: &mut Desk, now: Moment) -> Result<Vec<FormRow>, AppError> {
    let forms = desk.current_forms()?;
    let members = desk.store.members()?;
    let leaders = members.iter().filter(|member| member.has(Grant::Protected)).map(|member| member.name.clone());
    let leaders: Vec<String> = leaders.collect();
    let row = |asked: &AskedForm, allowed: bool| FormRow {
        form: asked.form.id().to_owned(),
        version: asked.form.version().to_owned(),
        title: asked.form.title().clone(),
        kind: Word(asked.form.kind()),
        questions: asked.shape.questions(),
        protected: asked.protected(),
        allowed,
        opens_case: asked.form.opens_case(),
        files: asked.form.nodes().iter().any(|node| node.question_type.is_file()),
        safety: asked.form.is_safety(),
        follows_up: asked.follows_up(),
        led_by: if asked.protected() && !allowed { leaders.clone() } else { Vec::new() },
    };
    Ok(forms.iter().map(|asked| row(asked, desk.may(Act::Lead { stream: asked.stream() }, now))).collect())
}
