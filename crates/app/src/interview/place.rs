//! Where the worker is.

use pana_store::DraftSave;

use crate::app::App;
use crate::contract::AppError;
use crate::contract::interview::{PlaceRequest, Status};
use crate::desk::Desk;

/// Keeps the place, so that the interview goes on there, after whatever may come between.
///
/// # Errors
/// `interview-unknown`, and as any write.
pub(crate) fn interview_place(app: &App, request: &PlaceRequest) -> Result<(), AppError> {
    app.desk(|desk, now| keep_place(desk, request, now))
}

fn keep_place(desk: &mut Desk, request: &PlaceRequest, now: pana_model::Moment) -> Result<(), AppError> {
    let open = desk.draft(request.interview.0, now)?;
    if open.status == Status::Finished || open.place.as_deref() == Some(request.at.as_str()) {
        return Ok(());
    }
    if open.status == Status::Trial || open.begins_for().is_some() {
        open.place = Some(request.at.clone());
        return Ok(());
    }
    let id = open.id;
    let save = DraftSave { place: Some(request.at.clone()), ..DraftSave::default() };
    desk.store.draft_save(id, &save, now)?;
    desk.draft(request.interview.0, now)?.place = Some(request.at.clone());
    Ok(())
}
