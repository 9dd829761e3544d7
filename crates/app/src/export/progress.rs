//! How far an export is, and stopping it.

use crate::app::App;
use crate::contract::AppError;
use crate::contract::export::{ExportProgress, JobRequest};
use crate::error::ErrorCode;
use crate::job::Progress;

impl Progress for ExportProgress {
    fn is_running(&self) -> bool {
        matches!(self, Self::Running { .. })
    }
}

/// How far it is.
///
/// # Errors
/// `export-unknown`.
pub(crate) fn export_progress(app: &App, request: &JobRequest) -> Result<ExportProgress, AppError> {
    let job = app.jobs().find(&request.job).ok_or_else(|| AppError::of(ErrorCode::ExportUnknown))?;
    Ok(job.progress())
}

/// Stops it. Its files go; one that is done already stays.
///
/// # Errors
/// `export-unknown`.
pub(crate) fn export_cancel(app: &App, request: &JobRequest) -> Result<(), AppError> {
    app.jobs().find(&request.job).ok_or_else(|| AppError::of(ErrorCode::ExportUnknown))?.cancel();
    Ok(())
}
