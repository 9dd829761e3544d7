//! Is the store as it was written?

use pana_model::Moment;
use serde::Serialize;

use crate::app::App;
use crate::app_log;
use crate::contract::AppError;
use crate::desk::Desk;

/// What a look at everything found. The names are what scripts rely on.
#[derive(Debug, Clone, Serialize)]
pub struct DoctorView {
    /// Events looked at.
    pub events: u64,
    /// Of those, closed to this member: chain and device signature were checked, not the content.
    pub closed: u64,
    /// Every event follows its predecessor and is the one that is named.
    pub chain_ok: bool,
    /// Every signature holds.
    pub signatures_ok: bool,
    /// Every body opens that this member may open.
    pub bodies_ok: bool,
    /// The views are what the log says.
    pub views_equal_replay: bool,
    /// Unfinished interviews looked at.
    pub drafts: u64,
    /// Files of answers looked at.
    pub files: u64,
    /// Bytes of the database.
    pub database_bytes: u64,
    /// Bytes free where it lies.
    pub free_bytes: Option<u64>,
    /// All that is wrong, down to the event.
    pub problems: Vec<String>,
}

/// Reads everything and names what is not as it was written. Changes nothing.
///
/// # Errors
/// `locked`, and when the database cannot be opened at all.
pub fn doctor(app: &App) -> Result<DoctorView, AppError> {
    app_log::command("doctor", || app.desk(look))
}

fn look(desk: &mut Desk, now: Moment) -> Result<DoctorView, AppError> {
    let found = desk.store.doctor(now)?;
    Ok(DoctorView {
        events: found.events,
        closed: found.closed,
        chain_ok: found.chain_ok,
        signatures_ok: found.signatures_ok,
        bodies_ok: found.bodies_ok,
        views_equal_replay: found.views_equal_replay,
        drafts: found.drafts,
        files: found.files,
        database_bytes: found.database_bytes,
        free_bytes: found.free_bytes,
        problems: found.findings.iter().map(ToString::to_string).collect(),
    })
}
