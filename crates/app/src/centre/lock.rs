//! Locking on demand.

use crate::app::App;
use crate::contract::AppError;

/// Locks: keys are wiped from memory, drafts are on the disk, the screen is loaded anew.
///
/// # Errors
/// None.
pub(crate) fn lock(app: &App, &(): &()) -> Result<(), AppError> {
    app.lock_now();
    Ok(())
}
