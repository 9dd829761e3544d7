//! A picture that stands with a question or an answer.

use crate::app::App;
use crate::contract::AppError;
use crate::contract::interview::PictureRequest;
use crate::questionnaire::data_url;

/// A picture of the questionnaire of an open interview, as a `data:` address; nothing when it is not kept with it.
///
/// # Errors
/// `locked`, `interview-unknown`.
pub(crate) fn interview_picture(app: &App, request: &PictureRequest) -> Result<Option<String>, AppError> {
    app.desk(|desk, now| Ok(data_url(&desk.draft(&request.interview, now)?.asked.form, &request.name)))
}
