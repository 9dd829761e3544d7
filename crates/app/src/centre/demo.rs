//! Going to the demo centre and back: marked as such, full of people who do not exist, in a folder of its own.

use super::state::{look, nobody, stands};
use crate::app::{App, Phase, Start};
use crate::contract::AppError;
use crate::contract::centre::AppState;

/// Goes to the demo centre's unlock screen, and makes the centre when it is missing.
///
/// # Errors
/// As [`super::state()`].
pub(crate) fn demo_open(app: &App, &(): &()) -> Result<AppState, AppError> {
    change_to(app, Start::Demo)
}

/// Goes back to the device's own centre, or to the first run when it has none.
///
/// # Errors
/// As [`super::state()`].
pub(crate) fn demo_leave(app: &App, &(): &()) -> Result<AppState, AppError> {
    change_to(app, Start::Own)
}

fn change_to(app: &App, start: Start) -> Result<AppState, AppError> {
    app.lock_now();
    let mut seat = app.seat();
    seat.start = start;
    seat.phase = Phase::Closed;
    if look(app, &mut seat)? { stands(app, &seat) } else { nobody(app, &seat) }
}
