//! A kept picture, sound or film on the screen.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use pana_casework::{Act, OfInterview};
use pana_model::Moment;
use pana_store::Asked;

use super::is_shown;
use crate::app::App;
use crate::contract::AppError;
use crate::contract::file::{FileContent, FileRequest};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::interview::claim_of;

/// Gives a picture to be drawn, a sound or a film to be played. It goes from the store to the screen and lies in no file on the way.
///
/// # Errors
/// `interview-unknown`, `no-right`, `file-unknown`, `file-not-shown`; `store-damaged` when it is not what was kept.
pub(crate) fn file_show(app: &App, request: &FileRequest) -> Result<FileContent, AppError> {
    app.desk(|desk, now| show(desk, request, now))
}

fn show(desk: &Desk, request: &FileRequest, now: Moment) -> Result<FileContent, AppError> {
    let claim = claim_of(request.interview, request.case);
    if desk.store.is_draft(claim)? {
        desk.store.may_open_draft(claim.interview, now)?;
    } else {
        let interview = desk.store.interview(claim)?;
        let act = Act::ReadInterview(OfInterview { id: claim.interview, stream: interview.stream });
        desk.store.ask(&Asked::in_case(act, interview.case), now)?;
    }
    let files = desk.store.files(claim)?;
    let file = files.get(&request.name).ok_or(ErrorCode::FileUnknown)?;
    if !is_shown(file) {
        return Err(ErrorCode::FileNotShown.into());
    }
    let content = desk.store.file_content(claim, &request.name)?;
    // EXPOSE: to be drawn or played.
    let base64 = STANDARD.encode(content.expose());
    Ok(FileContent { media_type: file.media_type.clone(), base64 })
}
