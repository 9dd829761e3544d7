//! A picture, sound or film that stands with a question or an answer.

use crate::app::App;
use crate::contract::AppError;
use crate::contract::interview::MediaRequest;
use crate::questionnaire::data_url;

/// A picture, sound or film of the questionnaire of an open interview, as a `data:` address; nothing when it is not kept with it.
///
/// # Errors
/// `locked`, `interview-unknown`.
pub(crate) fn interview_media(app: &App, request: &MediaRequest) -> Result<Option<String>, AppError> {
    app.desk(|desk, now| Ok(data_url(&desk.draft(request.interview.0, now)?.asked.form, &request.name)))
}
